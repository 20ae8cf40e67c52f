"""Numbers and dates found in running text: five articles read by hand, tables per language, and hostile input."""

from __future__ import annotations

import os
import time
import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mentioned import ARTICLE_DATES, ARTICLE_NUMBERS, article, dates, numbers

from validator.values.mentions import dates_in, numbers_in

LANGUAGES = ("zh", "ja", "vi", "sv", "en", "id", "und")


@pytest.mark.parametrize(("name", "language"), ARTICLE_NUMBERS)
def test_every_number_of_the_articles(name: str, language: str) -> None:
    found = [
        (text, worth) for text, worth in numbers(article(name), language) if text not in ("一", "một", "ett", "en")
    ]
    assert found == ARTICLE_NUMBERS[name, language]


@pytest.mark.parametrize(("name", "language"), ARTICLE_DATES)
def test_every_date_of_the_articles(name: str, language: str) -> None:
    assert dates(article(name), language) == ARTICLE_DATES[name, language]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # digits, grouped and decimal; where both readings are possible the language's own comes first
        ("en", "6,685 ships", [("6,685", "6685"), ("6,685", "1337/200")]),
        ("vi", "6.685 tàu", [("6.685", "6685"), ("6.685", "1337/200")]),
        ("sv", "6 685 fartyg", [("6 685", "6685")]),
        ("sv", "46,5 procent", [("46,5", "93/2"), ("46,5 procent", "93/200")]),
        ("vi", "7,8%", [("7,8", "39/5"), ("7,8%", "39/500")]),
        ("en", "1,234,567.5", [("1,234,567.5", "2469135/2")]),
        ("zh", "６６８５亿美元", [("６６８５亿", "668500000000")]),
        ("en", "it fell -3.2 %", [("-3.2", "-16/5"), ("-3.2 %", "-4/125"), ("3.2", "16/5"), ("3.2 %", "4/125")]),
        ("en", "F-35 and two-plus-two", [("35", "35"), ("two", "2"), ("two", "2")]),
        # English words
        ("en", "twenty-three ships", [("twenty-three", "23")]),
        ("en", "two hundred and five", [("two hundred and five", "205")]),
        ("en", "nineteen hundred", [("nineteen hundred", "1900")]),
        ("en", "six thousand six hundred eighty-five", [("six thousand six hundred eighty-five", "6685")]),
        ("en", "42.7 billion and 4 million", [("42.7 billion", "42700000000"), ("4 million", "4000000")]),
        ("en", "half a million", [("half a million", "500000")]),
        ("en", "a dozen, two dozen", [("dozen", "12"), ("two dozen", "24")]),
        ("en", "two and three", [("two", "2"), ("three", "3")]),
        ("en", "the twenty-first and 11th", [("twenty-first", "#21"), ("11", "#11")]),
        ("en", "three quarters", [("three quarters", "3/4")]),
        ("en", "two-thirds of", [("two-thirds", "2/3")]),
        ("en", "a quarter", [("quarter", "1/4")]),
        ("en", "a third", [("a third", "1/3"), ("third", "#3")]),
        ("en", "3/4 of voters", [("3/4", "3/4")]),
        ("en", "more than 20", [("20", "20..")]),
        ("en", "more than a hundred citizens", [("hundred", "100..")]),
        ("en", "up to a million people", [("million", "..1000000")]),
        ("sv", "drygt ett hundra personer", [("ett hundra", "100..")]),
        ("en", "over US$ 42 billion", [("42 billion", "42000000000..")]),
        ("en", "(about 300)", [("300", "250..350")]),
        ("en", "fewer than 20", [("20", "..20")]),
        ("en", "nearly 50", [("50", "45..50")]),
        ("en", "20 or more", [("20", "20..")]),
        ("en", "190 cases of COVID-19, 20 of covid 19", [("190", "190"), ("20", "20")]),
        ("en", "EU-27, G20", [("27", "27"), ("20", "20")]),
        ("en", "80 to 100 million", [("80", "80"), ("80", "80000000"), ("100 million", "100000000")]),
        ("zh", "80至100万", [("80", "80"), ("80", "800000"), ("100万", "1000000")]),
        ("en", "80 of 100 million", [("80", "80"), ("100 million", "100000000")]),
        ("en", "80 to 100", [("80", "80"), ("100", "100")]),
        ("en", "deliver 30m of 80mm", [("30", "30"), ("30m", "30000000"), ("80", "80")]),
        ("en", "30 m deep", [("30", "30")]),
        ("en", "90 mln", [("90 mln", "90000000")]),
        ("en", "minus 70", [("minus 70", "-70"), ("70", "70")]),
        ("fr", "moins 70, au moins 70", [("moins 70", "-70"), ("70", "70"), ("70", "70..")]),
        ("es", "más o menos 50", [("50", "50")]),
        # Swedish
        ("sv", "tjugofem länder", [("tjugofem", "25")]),
        ("sv", "tvåhundrafemtio tusen", [("tvåhundrafemtio tusen", "250000")]),
        ("sv", "en fjärdedel", [("en fjärdedel", "1/4")]),
        ("sv", "två tredjedelar", [("två tredjedelar", "2/3")]),
        ("sv", "hälften", [("hälften", "1/2")]),
        ("sv", "den fjärde och den trettiosjätte", [("fjärde", "#4"), ("trettiosjätte", "#36")]),
        ("sv", "4:e plats", [("4", "#4")]),
        ("sv", "6,5 miljarder kronor", [("6,5 miljarder", "6500000000")]),
        ("sv", "tolv", [("tolv", "12")]),
        ("sv", "omkring 1 600 miljarder", [("1 600 miljarder", "1440000000000..1760000000000")]),
        # Vietnamese
        ("vi", "một phần tư", [("một phần tư", "1/4")]),
        ("vi", "ba mươi lăm nước", [("ba mươi lăm", "35")]),
        ("vi", "hai trăm linh năm", [("hai trăm linh năm", "205")]),
        ("vi", "hai nghìn năm trăm", [("hai nghìn năm trăm", "2500")]),
        ("vi", "một triệu rưỡi", [("một triệu rưỡi", "1500000")]),
        ("vi", "3 tỷ 500 triệu", [("3 tỷ 500 triệu", "3500000000")]),
        ("vi", "1,6 nghìn tỉ", [("1,6 nghìn tỉ", "1600000000000")]),
        ("vi", "80 phần trăm", [("80", "80"), ("80 phần trăm", "4/5")]),
        ("vi", "năm nước", [("năm", "5")]),
        ("vi", "50 năm, mỗi năm, năm nay", [("50", "50")]),
        ("vi", "đầu tư không nhất thiết", []),
        ("vi", "thứ nhất, thứ 11", [("nhất", "#1"), ("11", "#11")]),
        ("vi", "hơn 20 nước", [("20", "20..")]),
        ("vi", "dưới 5 nước", [("5", "..5")]),
        ("vi", "20 nước trở lên, 20 trở lên", [("20", "20"), ("20", "20..")]),
        # Chinese
        ("zh", "三百多艘", [("三百多", "300..400")]),
        ("zh", "20余个", [("20余", "20..30")]),
        ("zh", "几十艘", [("几十", "10..100")]),
        ("zh", "十几艘", [("十几", "11..20")]),
        ("zh", "两三艘", [("两三", "2..3"), ("两三", "23")]),
        ("zh", "1.5万亿", [("1.5万亿", "1500000000000")]),
        ("zh", "1万2千亿", [("1万2千亿", "1200000000000")]),
        ("zh", "3亿5000万", [("3亿5000万", "350000000")]),
        ("zh", "一万五", [("一万五", "15000")]),
        ("zh", "一百零五", [("一百零五", "105")]),
        ("zh", "百分之六十五", [("百分之六十五", "13/20"), ("六十五", "65")]),
        ("zh", "三成", [("三", "3"), ("三成", "3/10")]),
        ("zh", "11成员国", [("11", "11")]),
        ("zh", "一半", [("一", "1"), ("一半", "1/2")]),
        ("zh", "首次、第十二个", [("首", "#1"), ("十二", "#12")]),
        ("zh", "超过20个", [("20", "20..")]),
        ("zh", "不超过20个", [("20", "..20")]),
        ("zh", "20个左右", [("20", "15..25")]),
        ("zh", "不到20", [("20", "..20")]),
        # Japanese and Indonesian
        ("ja", "四分の一、20カ国以上", [("四分の一", "1/4"), ("20", "20..")]),
        ("ja", "第4回、3番目、5割", [("4", "#4"), ("3", "#3"), ("5", "5"), ("5割", "1/2")]),
        ("id", "dua puluh lima persen", [("dua puluh lima", "25"), ("dua puluh lima persen", "1/4")]),
        ("id", "ke-11, ketiga", [("11", "#11"), ("ketiga", "#3")]),
        ("id", "tiga perempat dari dua belas", [("tiga perempat", "3/4"), ("dua belas", "12")]),
        ("id", "sekitar 20 negara", [("20", "15..25")]),
        # a tag with a region, an unknown language
        ("zh-Hans-CN", "三艘", [("三", "3")]),
        ("vi_VN", "ba nước", [("ba", "3")]),
        ("fr", "46 % et 6 685 navires", [("46", "46"), ("46 %", "23/50"), ("6 685", "6685")]),
        ("und", "1600多亿", [("1600多亿", "160000000000..170000000000")]),
        ("und", "tjugofem, hai mươi, twenty-three", [("tjugofem", "25"), ("hai mươi", "20"), ("twenty-three", "23")]),
        # what surely is a date is not a number
        ("en", "on April 28, 2025", []),
        ("vi", "ngày 27/11/2023, năm 2020", []),
        ("zh", "2021年9月11日,星期二", []),
        ("en", "", []),
    ],
)
def test_numbers(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert numbers(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "28 April 2025", [("28 April 2025", "2025-4-28")]),
        ("en", "the 28th of April", [("28th of April", "?-4-28")]),
        ("en", "Sept. 11, 2021", [("Sept. 11, 2021", "2021-9-11")]),
        ("en", "April 2025, in October", [("April 2025", "2025-4-?"), ("October", "?-10-?")]),
        ("en", "April of last year", [("April of last year", "-1Y ?-4-?")]),
        ("en", "it may march", []),
        ("en", "27-29 April 2022", [("27", "2022-4-27"), ("29 April 2022", "2022-4-29")]),
        ("en", "April 27-29", [("April 27", "?-4-27"), ("29", "?-4-29")]),
        ("en", "9/11/2021", [("9/11/2021", "2021-9-11"), ("9/11/2021", "2021-11-9")]),
        ("en", "27/11/2023", [("27/11/2023", "2023-11-27")]),
        ("en", "2023-11-27/2023-12-02", [("2023-11-27", "2023-11-27"), ("2023-12-02", "2023-12-2")]),
        ("en", "2023-11/2024-02", [("2023-11", "2023-11-?"), ("2024-02", "2024-2-?")]),
        ("en", "yesterday, last Monday", [("yesterday", "-1D"), ("Monday", "Mon")]),
        ("en", "10 years ago", [("10 years ago", "-10Y")]),
        ("en", "since 2008-09", [("2008-09", "2008-9-?")]),
        ("en", "2021-09-11", [("2021-09-11", "2021-9-11")]),
        ("en", "427, 20234, 0.2023", []),
        ("en", "2021-02-31", [("2021-02-31", "2021-2-31")]),
        ("en", "2021-13-01", [("2021", "2021-?-?")]),
        ("sv", "den 1:a maj 2020", [("den 1:a maj 2020", "2020-5-1")]),
        ("sv", "i september i fjol", [("september i fjol", "-1Y ?-9-?")]),
        ("sv", "måndagen den 3 mars", [("måndagen", "Mon"), ("den 3 mars", "?-3-3")]),
        ("sv", "för 10 år sedan, i förrgår", [("för 10 år sedan", "-10Y"), ("i förrgår", "-2D")]),
        ("vi", "ngày 3 tháng 2 năm 1930", [("ngày 3 tháng 2 năm 1930", "1930-2-3")]),
        ("vi", "tháng 9/2021", [("tháng 9/2021", "2021-9-?")]),
        ("vi", "tháng Tư năm ngoái", [("tháng Tư năm ngoái", "-1Y ?-4-?")]),
        ("vi", "tháng mười hai", [("tháng mười hai", "?-12-?")]),
        ("vi", "28 và 29/3/2022", [("28", "2022-3-28"), ("29/3/2022", "2022-3-29")]),
        ("vi", "Chủ nhật, thứ Hai", [("Chủ nhật", "Sun"), ("thứ Hai", "Mon")]),
        ("vi", "5 năm trước", [("5 năm trước", "-5Y")]),
        ("vi", "tháng này, tuần trước", [("tháng này", "+0M"), ("tuần trước", "-1W")]),
        ("id", "28 April 2025, kemarin", [("28 April 2025", "2025-4-28"), ("kemarin", "-1D")]),
        ("id", "Minggu, minggu lalu", [("Minggu", "Sun"), ("minggu lalu", "-1W")]),
        ("zh", "二〇二一年九月十一日", [("二〇二一年九月十一日", "2021-9-11")]),
        ("zh", "2021年9月", [("2021年9月", "2021-9-?")]),
        ("zh", "２０２１年", [("２０２１年", "2021-?-?")]),
        ("zh", "50年,三个月,1600年", [("1600年", "1600-?-?")]),
        ("zh", "本周三、周日", [("本周三", "Wed"), ("周日", "Sun")]),
        ("zh", "昨天、上个月、十年前", [("昨天", "-1D"), ("上个月", "-1M"), ("十年前", "-10Y")]),
        ("ja", "昨年9月、月曜日", [("昨年9月", "-1Y ?-9-?"), ("月曜", "Mon")]),
        ("de", "am 27.11.2023", [("27.11.2023", "2023-11-27")]),
    ],
)
def test_dates(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert dates(text, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.integers(1, 10**9), other=st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_no_number_inside_another(language: str, number: int, other: int) -> None:
    values = {mention.value for mention in numbers_in(f"x {number} y", language)}
    assert values == {Fraction(number)} or 1500 <= number <= 2199
    assert number == other or Fraction(other) not in values


@given(st.integers(1, 999_999))
def test_english_words_are_read_back(number: int) -> None:
    assert Fraction(number) in {mention.value for mention in numbers_in(in_english(number), "en")}


@given(st.integers(1, 99_999_999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert Fraction(number) in {mention.value for mention in numbers_in(in_chinese(number), "zh")}


UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_english(number: int) -> str:
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    size, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = number % size
    joint = " and " if rest and (size == 100 or rest < 100) else " "
    return f"{in_english(number // size)} {word}" + (joint + in_english(rest) if rest else "")


def in_chinese(number: int) -> str:
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return in_chinese(high) + "万" + (("零" if low < 1000 else "") + in_chinese(low) if low else "")
    digits = "零一二三四五六七八九"
    spoken, zero = "", False
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            spoken += ("零" if zero and spoken else "") + digits[digit] + word
        zero = digit == 0
    return spoken


@given(st.text(max_size=60) | st.text("0123456789.,/-年月日第多亿十 aeiouthứ", max_size=60), st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_mentions_stand_where_they_say(text: str, language: str) -> None:
    for found in (numbers_in(text, language), dates_in(text, language)):
        assert list(found) == sorted(found, key=lambda mention: (mention.start, mention.end))
        assert len(set(found)) == len(found)
        for mention in found:
            assert 0 <= mention.start < mention.end <= len(text)
            assert text[mention.start : mention.end] == mention.text
            assert mention.lo is None or mention.hi is None or mention.lo <= mention.hi


@pytest.mark.parametrize(("name", "language"), ARTICLE_NUMBERS)
def test_decomposed_letters_are_the_same_letters(name: str, language: str) -> None:
    text = unicodedata.normalize("NFD", article(name))
    for find in (numbers_in, dates_in):
        composed = [unicodedata.normalize("NFC", mention.text) for mention in find(text, language)]
        assert composed == [mention.text for mention in find(article(name), language)]
        assert all(text[mention.start : mention.end] == mention.text for mention in find(text, language))


HOSTILE = {
    "zh": (
        "1",
        "1,",
        "1.1.",
        "111 ",
        "1/",
        "2021-",
        "十",
        "1多",
        "百万",
        "分之",
        "四分之",
        "3月",
        "年",
        "一",
        "約",
        "１",
    ),
    "vi": ("1 ", "27/11/", "thứ ", "tháng ", "27 ", " ", "-", "e\u0301", "\u0301", "hai mươi "),
    "sv": ("a", "fem", "tjugo", "den ", "1:", "1-", "en miljon "),
    "en": ("1.", "twenty-", "April ", "12 April 13 to ", "of ", "a million ", "a a half ", "about ", "\n"),
}


@pytest.mark.skipif("LONG" not in os.environ, reason="measures time; set LONG=1 on a quiet machine")
@pytest.mark.parametrize(
    ("language", "unit"), [(language, unit) for language, units in HOSTILE.items() for unit in units]
)
def test_hostile_text_takes_linear_time(language: str, unit: str) -> None:
    """Eight times the text takes about eight times as long; sixty-four times would be quadratic."""

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        began = time.process_time()
        numbers_in(text, language)
        dates_in(text, language)
        return time.process_time() - began

    seconds(100)
    short = min(seconds(2_500) for _ in range(2))
    assert seconds(20_000) < 24 * short + 0.2


@pytest.mark.parametrize(
    ("text", "language", "share"),
    [
        ("rose by 5 percent", "en", True),
        ("rose by 5 percentage points", "en", False),
        ("rose by 5 percentage-points", "en", False),
        ("rose by 5 %-points", "en", False),
        ("5 % pointed to Rome", "en", True),
        ("um 5 Prozent", "de", True),
        ("um 5 Prozentpunkte", "de", False),
        ("5 procent", "sv", True),
        ("5 procentenheter", "sv", False),
        ("5 phần trăm", "vi", True),
        ("5 điểm phần trăm", "vi", False),
        ("提高5个百分点", "zh", False),
    ],
)
def test_percentage_points_are_no_share(text: str, language: str, share: bool) -> None:
    values = [mention.value for mention in numbers_in(text, language)]
    assert Fraction(5) in values
    assert (Fraction(1, 20) in values) == share
