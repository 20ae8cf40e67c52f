"""The last thing that fits and the first that does not: limits, open ends, groups of digits, words of tables."""

from __future__ import annotations

from fractions import Fraction

import pytest

from validator.values.calendar import clip, day_number
from validator.values.dates import describe, parse_time
from validator.values.figures import QuantityFormatError
from validator.values.intervals import EMPTY, Interval
from validator.values.mentions import dates_in, numbers_in
from validator.values.number_runs import word_numbers
from validator.values.numerals import LANGUAGES, digit_readings, last_digit_worth, read_cjk, word_of
from validator.values.quantities import parse_quantity

# -- intervals ---------------------------------------------------------------------------------------------------------


def span(text: str) -> Interval:
    """`[0,1)`; a missing end is unbounded."""
    lo, hi = text[1:-1].split(",")
    return Interval(Fraction(lo) if lo else None, Fraction(hi) if hi else None, text[0] == "(", text[-1] == ")")


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        ("[0,1]", "[2,3]", "[2,4]"),
        ("(0,1]", "[2,3]", "(2,4]"),
        ("[0,1)", "[2,3]", "[2,4)"),
        ("[0,1]", "(2,3]", "(2,4]"),
        ("[0,1]", "[2,3)", "[2,4)"),
        ("(0,1)", "(2,3)", "(2,4)"),
        ("(,1)", "[2,3]", "(,4)"),
        ("[0,)", "[2,3]", "[2,)"),
    ],
)
def test_a_sum_is_open_where_either_is(one: str, other: str, result: str) -> None:
    assert span(one) + span(other) == span(result)
    assert span(other) + span(one) == span(result)


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        ("[1,2]", "[3,4]", "[3,8]"),
        ("(1,2]", "[3,4)", "(3,8)"),
        ("[-1,2]", "[3,4)", "(-4,8)"),
        ("[0,2]", "[3,4)", "[0,8)"),
        ("(0,2]", "[0,4]", "[0,8]"),
        ("(0,2]", "(0,4]", "(0,8]"),
        ("[0,0]", "[3,)", "[0,0]"),
        ("[1,)", "[-1,2]", "(,)"),
        ("(,-1]", "[2,3]", "(,-2]"),
        ("(,-1]", "(,-2]", "[2,)"),
        ("[-2,-1]", "[-4,-3]", "[3,8]"),
    ],
)
def test_a_product_is_as_tight_as_it_can_be(one: str, other: str, result: str) -> None:
    assert span(one) * span(other) == span(result)
    assert span(other) * span(one) == span(result)


def test_nothing_plus_anything_is_nothing() -> None:
    for whole in (span("[0,1]"), span("(,)"), EMPTY):
        assert (EMPTY + whole).is_empty
        assert (whole * EMPTY).is_empty


# -- digits ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "readings"),
    [
        ("1,234", ["1234", "1.234"]),
        ("1,234,567", ["1234567"]),
        ("1,234,56", []),
        ("12,34,567", []),
        ("0,123", ["0.123"]),
        ("1234,567", ["1234.567"]),
        ("1,234.5", ["1234.5"]),
        ("1.234,5", ["1234.5"]),
        ("1.234.567,89", ["1234567.89"]),
        ("1.234.5678,9", []),
        ("1.234,567.89", []),
        ("1.2.3", []),
        ("1.234.56", []),
        ("1,23", ["1.23"]),
        ("9" * 64, ["9" * 64]),
        ("9" * 65, []),
        ("1." + "9" * 62, ["1." + "9" * 62]),
        ("1." + "9" * 63, []),
    ],
)
def test_digits_are_grouped_by_threes_or_not_at_all(token: str, readings: list[str]) -> None:
    assert digit_readings(token, False) == tuple(Fraction(reading) for reading in readings)
    assert sorted(digit_readings(token, True)) == sorted(Fraction(reading) for reading in readings)


def test_a_scale_multiplies_all_that_stands_before_it() -> None:
    (found,) = word_numbers("two thousand three hundred million", "en")
    assert found.worth.value == 2_300_000_000


def test_the_likelier_reading_comes_first() -> None:
    assert digit_readings("6.685", False) == (Fraction("6.685"), 6685)
    assert digit_readings("6.685", True) == (6685, Fraction("6.685"))
    assert digit_readings("6,685", True) == (Fraction("6.685"), 6685)


@pytest.mark.parametrize(
    ("value", "worth"),
    [
        ("0", "1"),
        ("7", "1"),
        ("10", "10"),
        ("1600", "100"),
        ("1601", "1"),
        ("7.8", "0.1"),
        ("7.80", "0.1"),
        ("0.05", "0.01"),
    ],
)
def test_the_last_digit_that_is_none_is_worth_so_much(value: str, worth: str) -> None:
    assert last_digit_worth(Fraction(value)) == Fraction(worth)


@pytest.mark.parametrize(
    ("text", "refused", "offset"),
    [
        ("9" * 33 + "/" + "9" * 32, "65", 0),
        ("1/" + "9" * 64, "65", 0),
        ("5..1/0", "more than 0", 5),
        ("5 km..6 xx/0", None, 0),
        ("5..1e31", "-30 to 30", 5),
        ("5 ..  1e31", "-30 to 30", 8),
    ],
)
def test_a_refusal_points_at_what_is_wrong(text: str, refused: str | None, offset: int) -> None:
    if refused is None:
        with pytest.raises(QuantityFormatError):
            parse_quantity(text)
        return
    with pytest.raises(QuantityFormatError) as found:
        parse_quantity(text)
    assert refused in found.value.message
    assert found.value.offset == offset


def test_a_fraction_of_sixty_four_digits_is_one() -> None:
    whole = parse_quantity("1/" + "9" * 63)
    assert whole.text.endswith("9")


# -- number words ------------------------------------------------------------------------------------------------------

COUNTED = {
    "en": ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
           "seventeen eighteen nineteen", "twenty thirty forty fifty sixty seventy eighty ninety"),
    "sv": ("noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton "
           "nitton",
           "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio"),
}  # fmt: skip
ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    "sv": "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte trettonde fjortonde "
    "femtonde sextonde sjuttonde artonde nittonde tjugonde",
    "id": "pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh kesebelas",
}


@pytest.mark.parametrize("language", COUNTED)
def test_number_words_count_on(language: str) -> None:
    small, tens = (row.split() for row in COUNTED[language])
    assert [int(word_of(language, word)[0].value) for word in small] == list(range(20))
    assert [int(word_of(language, word)[0].value) for word in tens] == list(range(20, 100, 10))
    joint = "-" if language == "en" else ""
    for ten, word in enumerate(tens, start=2):
        for unit, below in enumerate(small[1:10], start=1):
            (found,) = numbers_in(f"{word}{joint}{below}", language)
            assert found.lo == found.hi == 10 * ten + unit


@pytest.mark.parametrize("language", ORDINALS)
def test_ordinals_count_on(language: str) -> None:
    words = ORDINALS[language].split()
    vocabulary = LANGUAGES[language].words
    assert [vocabulary[word].value for word in words] == list(range(1, len(words) + 1))
    assert {vocabulary[word].role for word in words} == {"ordinal"}


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("one hundred and forty-two thousand three hundred and five", "en", 142_305),
        ("two million and five", "en", 2_000_005),
        ("nineteen hundred and twelve", "en", 1_912),
        ("three thousand million", "en", 3_000_000_000),
        ("tvåtusenfemhundrasextiosju", "sv", 2_567),
        ("hai mươi lăm", "vi", 25),
        ("một trăm linh năm", "vi", 105),
        ("hai triệu rưỡi", "vi", 2_500_000),
        ("ba nghìn rưỡi", "vi", 3_500),
        ("mười một", "vi", 11),
        ("dua puluh lima", "id", 25),
        ("tujuh belas", "id", 17),
        ("seribu lima ratus", "id", 1_500),
        ("二千五百万", "zh", 25_000_000),
        ("三万五", "zh", 35_000),
        ("一百零五", "zh", 105),
        ("一百五", "zh", 150),
        ("十五", "zh", 15),
        ("十", "zh", 10),
        ("一万亿", "zh", 10**12),
        ("二〇二一", "zh", 2021),
    ],
)
def test_a_number_in_words_is_worth(text: str, language: str, value: int) -> None:
    whole = [found for found in numbers_in(text, language) if found.text == text]
    assert [(found.lo, found.hi) for found in whole] == [(value, value)]


@pytest.mark.parametrize(
    ("run", "lo", "hi"),
    [("十多", 10, 20), ("1600多", 1600, 1700), ("几十", 10, 100), ("两三", 2, 3), ("五百多万", 5_000_000, 6_000_000)],
)
def test_vague_numerals_span(run: str, lo: int, hi: int) -> None:
    assert [(found.lo, found.hi) for found in read_cjk(run)][:1] == [(lo, hi)]


def test_a_run_of_more_than_eighty_numerals_is_none() -> None:
    assert read_cjk("1" + "百" * 79) != ()
    assert read_cjk("1" + "百" * 80) == ()


@pytest.mark.parametrize(
    ("text", "kinds"), [("11th", "ordinal"), ("11ths", "number"), ("11:e", "ordinal"), ("11", "number")]
)
def test_an_ending_makes_a_position(text: str, kinds: str) -> None:
    found = numbers_in(text, "sv" if ":" in text else "en")
    assert [mention.kind for mention in found][:1] == [kinds]


def test_the_longest_compound_is_taken_apart() -> None:
    longest = "sextiosjutusensextiosjumiljonersextiosjutusensex"
    assert len(longest) == 48
    assert word_of("sv", longest) != ()
    assert word_of("sv", longest + "ett") == ()


# -- dates -------------------------------------------------------------------------------------------------------------

WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "vi": "thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật",
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
    "zh": "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    "ja": "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}


@pytest.mark.parametrize("language", WEEKDAYS)
def test_weekdays_count_on(language: str) -> None:
    for number, name in enumerate(WEEKDAYS[language].split()):
        found = [
            mention.weekday for mention in dates_in(name.replace("_", " "), language) if mention.weekday is not None
        ]
        assert found == [number], name


@pytest.mark.parametrize("language", MONTHS)
def test_months_count_on(language: str) -> None:
    for number, name in enumerate(MONTHS[language].split(), start=1):
        (found,) = [mention for mention in dates_in(f"7 {name} 2021", language) if mention.year == 2021]
        assert (found.month, found.day) == (number, 7), name


def test_a_date_that_reaches_into_another_is_not_read_twice() -> None:
    texts = [mention.text for mention in dates_in("11 September 2021 and 12 September 2021", "en")]
    assert texts == ["11 September 2021", "12 September 2021"]


@pytest.mark.parametrize(("length", "shown"), [(40, 40), (41, 40)])
def test_a_text_of_forty_characters_is_shown_whole(length: int, shown: int) -> None:
    assert len(clip("x" * length)) == shown + 2
    assert ("..." in clip("x" * length)) == (length > 40)


def test_what_ends_backwards_on_every_day_is_refused_and_nothing_else() -> None:
    with pytest.raises(ValueError, match="before"):
        parse_time("0M-20..0M-10")
    for text in ("0M-10..0M-20", "-1M-20..0M-10", "0Y-12-31..+1Y-01-01"):
        assert describe(parse_time(text))


def test_the_day_after_a_leap_day_is_the_first_of_march() -> None:
    leap = day_number(2024, 2, 29)
    assert leap is not None
    assert day_number(2024, 3, 1) == leap + 1
    assert day_number(2023, 2, 29) is None


@pytest.mark.parametrize("text", ["Sep7-2\u0341", "2\u0341", "7\u0344 ships", "\u0340 12\u0341"])
def test_a_find_before_a_mark_that_does_not_join_holds_the_mark(text: str) -> None:
    found = [*dates_in(text, "und"), *numbers_in(text, "und")]
    assert found
    for mention in found:
        assert text[mention.start : mention.end] == mention.text != ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三萬", 30_000),
        ("二億", 200_000_000),
        ("一兆", 10**12),
        ("五万", 50_000),
        ("七亿", 700_000_000),
        ("廿三", 23),
        ("卅五", 35),
        ("一百廿三", 123),
        ("三百五", 350),
    ],
)
def test_large_numerals_in_both_forms(text: str, value: int) -> None:
    assert [(found.lo, found.hi) for found in read_cjk(text)] == [(value, value)]


@pytest.mark.parametrize(("language", "comma"), [("en", False), ("sv", True), ("vi", True), ("id", True)])
def test_the_decimal_sign_of_a_language_comes_first(language: str, comma: bool) -> None:
    assert LANGUAGES[language].decimal_comma is comma
    found = [mention.value for mention in numbers_in("6,685", language)]
    assert found[:1] == [Fraction("6.685") if comma else Fraction(6685)]
