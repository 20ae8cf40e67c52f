"""Times and numbers in running text, as a claim writes them: filled in only where the words can mean nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.values.told_amounts import amounts_told
from validator.values.told_times import times_told
from validator.values.unit_words import unit_around


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        ("vi", "Nhật Bản và Việt Nam hôm qua, 27/11/2023, đã", ("2023-11-27", "-1D")),
        ("vi", "vào ngày 14/10 năm ngoái", ("-1Y-10-14",)),
        ("vi", "được ký vào năm 2020", ("2020",)),
        ("vi", "triển khai trong năm nay", ("0Y",)),
        ("zh", "去年9月,越南", ("-1Y-09",)),
        ("zh", "2021年11月", ("2021-11",)),
        ("en", "on Wednesday, 11 September 2021, in Hanoi", ("2021-09-11",)),
        ("en", "which started in 2023, among", ("2023",)),
        ("en", "the agreement (2021) says", ("2021",)),
        ("en", "next week", ("+1W",)),
        ("sv", "inklusive UNCLOS från 1982.", ("1982",)),
        ("en", "the law of 1982, and", ("1982",)),
        ("sv", "i fjol", ("-1Y",)),
        ("sv", "onsdagen den 23 april i fjol", ("-1Y-04-23",)),
    ],
)
def test_a_time_that_the_words_leave_no_doubt_of(language: str, text: str, written: tuple[str, ...]) -> None:
    (found,) = times_told(text, language)
    assert (found.written, found.sure) == (written, True)
    assert text[found.start : found.end] == found.words


def _ends(first: str, last: str) -> tuple[str, ...]:
    """A stretch of days without a year: this year's or last year's, throughout it or on some day in it."""
    return tuple(f"{year}-{first}{sign}{year}-{last}" for year in ("0Y", "-1Y") for sign in ("/", ".."))


@pytest.mark.parametrize(
    ("language", "text", "choices", "sure"),
    [
        ("en", "on Sunday", ("-Sun", "+Sun", "0D"), True),
        ("vi", "Hôm 13/10, Thủ tướng", ("0Y-10-13", "-1Y-10-13", "XXXX-10-13"), True),
        ("zh", "3月28日至29日", _ends("03-28", "03-29"), True),
        ("en", "from 27-29 April", _ends("04-27", "04-29"), True),
        ("vi", "trong thập kỷ qua", ("-10Y/0Y", "-10Y..0Y", "-10Y"), True),
        ("en", "some 2000 were there", ("2000",), False),
        ("vi", "lớn thứ tư của", ("-Wed", "+Wed", "0D"), False),
        ("en", "in the 1990s", (), False),
        ("en", "in 2000 villages", ("2000",), False),
        ("en", "from 1982 villages", ("1982",), False),
    ],
)
def test_a_time_that_a_person_decides(language: str, text: str, choices: tuple[str, ...], sure: bool) -> None:
    (found,) = times_told(text, language)
    assert (found.written, found.choices, found.sure) == ((), choices, sure)


def test_the_weekday_beside_a_date_is_kept() -> None:
    (found,) = times_told("Wednesday, 11 September 2021", "en")
    assert found.weekday == 2
    (found,) = times_told("den 23 april 2025", "sv")
    assert found.weekday is None


def test_two_times_apart_stay_two() -> None:
    found = times_told("signed on 11 September 2021 and in force since 2022", "en")
    assert [one.written for one in found] == [("2021-09-11",), ("2022",)]


@pytest.mark.parametrize(
    ("language", "text", "written", "unit"),
    [
        ("vi", "với 5 quốc gia", "5", ""),
        ("vi", "khoảng 300 triệu đô la Mỹ", "about 300 million USD", "USD"),
        ("vi", "đạt 65% trở lên", "at least 65 %", "%"),
        ("zh", "达到1600多亿美元", "160 billion..170 billion USD", "USD"),
        ("zh", "约四分之一", "about 1/4", ""),
        ("zh", "达到427亿美元", "42.7 billion USD", "USD"),
        ("zh", "停留三天", "3 days", "days"),
        ("zh", "增长7.8个百分点", "7.8 percentage points", "percentage points"),
        ("en", "about 20 percent of", "about 20 %", "%"),
        ("en", "over US$1.5 billion", "over 1.5 billion USD", "USD"),
        ("en", "a 46 percent tariff", "46 %", "%"),
        ("en", "cost 1,234,567 yen", "1.234567 million JPY", "JPY"),
        ("en", "some 2,000 troops", "about 2000", ""),
        ("sv", "drygt 46 procent", "over 46 %", "%"),
        ("sv", "1,5 miljarder", "1.5 billion", ""),
    ],
)
def test_a_number_as_a_claim_writes_it(language: str, text: str, written: str, unit: str) -> None:
    (found,) = amounts_told(text, language)
    assert (found.written, found.unit, found.is_position) == (written, unit, False)


@pytest.mark.parametrize(
    ("language", "text", "position"),
    [("en", "the fourth recipient", "4"), ("zh", "第11个国家", "11"), ("sv", "den första", "1")],
)
def test_a_position_is_no_count(language: str, text: str, position: str) -> None:
    (found,) = amounts_told(text, language)
    assert (found.written, found.is_position) == (position, True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the F-35"),
        ("en", "the 2+2 meeting"),
        ("en", "a two-plus talk"),
        ("en", "a score of 3:1"),
        ("vi", "một thỏa thuận"),
        ("sv", "en dialog"),
        ("en", "one of them"),
    ],
)
def test_what_is_no_number_of_its_own(language: str, text: str) -> None:
    assert not amounts_told(text, language)


@pytest.mark.parametrize(("language", "text"), [("en", "the first four"), ("vi", "bốn nước đầu tiên")])
def test_the_first_of_several_may_be_all_of_them(language: str, text: str) -> None:
    (place,) = [found for found in amounts_told(text, language) if found.is_position]
    assert (place.written, place.choices) == ("", ("1", "1..4"))


@pytest.mark.parametrize(("language", "text"), [("en", "the two leaders"), ("sv", "de två sidorna"), ("zh", "两国")])
def test_a_pair_is_told_but_not_counted(language: str, text: str) -> None:
    (found,) = amounts_told(text, language)
    assert (found.written, found.choices) == ("", ())


def test_a_dash_may_be_a_minus() -> None:
    (found,) = amounts_told("growth of -3.5 % in", "en")
    assert (found.written, found.choices) == ("", ("-3.5 %", "3.5 %"))


def test_a_word_that_means_something_else_as_well_is_left_open() -> None:
    (found,) = amounts_told("năm nước", "vi")
    assert (found.written, found.choices) == ("", ("5",))


def test_what_is_taken_is_no_number() -> None:
    assert not amounts_told("in 2020", "en", [(3, 7)])


@pytest.mark.parametrize("text", ["5 kmx", "5 USDA", "$5", "5 tons", "5 dollars", "AUSD 5"])
def test_what_means_several_units_or_goes_on_is_none(text: str) -> None:
    start = text.index("5")
    assert unit_around(text, start, start + 1) == ("", start + 1)


@given(
    st.text(alphabet="0123456789 ,.%-/年月日tháng năm in on May Monday 多亿", max_size=60),
    st.sampled_from(("en", "vi", "zh", "sv", "und")),
)
def test_whatever_is_found_lies_in_the_text(text: str, language: str) -> None:
    for found in (*times_told(text, language), *amounts_told(text, language)):
        assert text[found.start : found.end] == found.words
        assert not (found.written and found.choices)


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        ("en", "In 1851 Mendeleev joined it", ("1851",)),
        ("en", "since 1865 a mill", ("1865",)),
        ("de", "wurde im Jahre 1834 geboren", ("1834",)),
        ("fr", "en 1855, il part", ("1855",)),
        ("es", "En 1898 se fundó", ("1898",)),
        ("ru", "В 1849 году окончил", ("1849",)),
        ("ru", "родился в 1834 г.", ("1834",)),
        ("en", "rose by 1750.", ()),
        ("en", "rose to 1,850 men", ()),
        ("en", "1850 men in all", ()),
        ("en", "in 1800 Paris", ()),
        ("ru", "1849 годовых", ()),
        ("de", "1849 Häuser", ()),
    ],
)
def test_years_of_long_ago(language: str, text: str, written: tuple[str, ...]) -> None:
    assert tuple(form for time in times_told(text, language) for form in time.written) == written


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "about one in 250,000 of them", [("one in 250,000", "", ("1 in 250000", "250000"))]),
        ("en", "55 per 100,000", [("55 per 100,000", "", ("55 in 100000", "55", "100000"))]),
        ("en", "four people in a million", [("four people in a million", "", ("4 in 1 million", "4", "1 million"))]),
        ("de", "ein Fall auf 100 000", [("ein Fall auf 100 000", "", ("1 in 100000", "100000"))]),
        ("es", "1 caso entre 300000", [("1 caso entre 300000", "", ("1 in 300000", "300000"))]),
        ("en", "5 ships in 300 ports", [("5", "5", ()), ("300", "300", ())]),
        ("en", "22 people in 10 cities", [("22", "22", ()), ("10", "10", ())]),
        ("en", "one of the 100 ships", [("100", "100", ())]),
        ("en", "5 died. In a million homes", [("5", "5", ()), ("million", "1 million", ())]),
    ],
)
def test_whether_one_number_is_told_of_another_is_for_a_person(
    language: str, text: str, told: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    words = [
        (one.words.partition(" ")[0] if one.written else one.words, one.written, one.choices)
        for one in amounts_told(text, language)
    ]
    assert words == told
