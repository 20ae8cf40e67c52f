"""Amounts as written: what each leaves possible, what is refused and with which advice, and the laws they keep."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from validator.values.hedges import HEDGES
from validator.values.intervals import Interval
from validator.values.quantities import (
    Quantity,
    QuantityFormatError,
    commensurable,
    parse_count,
    parse_ordinals,
    parse_quantity,
)


def written(quantity: Quantity, interval: Interval) -> str:
    """An interval of a quantity in the unit it was written in."""
    return str(interval.scale(1 / quantity.unit.factor))


@pytest.mark.parametrize(
    ("text", "sure", "rounded"),
    [
        # a last digit that is not 0
        ("427", "[853/2, 855/2]", "[853/2, 855/2]"),
        ("46 %", "[91/2, 93/2]", "[91/2, 93/2]"),
        ("-5 %", "[-11/2, -9/2]", "[-11/2, -9/2]"),
        ("−5 %", "[-11/2, -9/2]", "[-11/2, -9/2]"),
        ("427e8 USD", "[42650000000, 42750000000]", "[42650000000, 42750000000]"),
        ("42.7 billion USD", "[42650000000, 42750000000]", "[42650000000, 42750000000]"),
        # round numbers
        ("300", "[250, 350]", "[599/2, 601/2]"),
        ("1600", "[1550, 1650]", "[3199/2, 3201/2]"),
        ("50 %", "[45, 55]", "[99/2, 101/2]"),
        ("4 million", "[3500000, 4500000]", "[3500000, 4500000]"),
        ("300 million", "[250000000, 350000000]", "[299500000, 300500000]"),
        ("3e2", "[250, 350]", "[250, 350]"),
        ("-300", "[-350, -250]", "[-601/2, -599/2]"),
        ("2 hundred thousand", "[150000, 250000]", "[150000, 250000]"),
        ("2 dozen", "[18, 30]", "[18, 30]"),
        # decimals say how fine they are
        ("1.50", "[299/200, 301/200]", "[299/200, 301/200]"),
        ("1.500", "[2999/2000, 3001/2000]", "[2999/2000, 3001/2000]"),
        ("42.0 billion", "[41950000000, 42050000000]", "[41950000000, 42050000000]"),
        ("7.8 %", "[31/4, 157/20]", "[31/4, 157/20]"),
        ("0.0", "[-1/20, 1/20]", "[-1/20, 1/20]"),
        # none is none
        ("0", "[0]", "[0]"),
        ("0 %", "[0]", "[0]"),
        ("0 million USD", "[0]", "[0]"),
        # common fractions
        ("1/4", "[9/40, 11/40]", "[1/4]"),
        ("-1/4", "[-11/40, -9/40]", "[-1/4]"),
        ("exactly 1/4", "[1/4]", "[1/4]"),
        ("about 1/4", "[9/40, 11/40]", "[9/40, 11/40]"),
        ("0/4", "[0]", "[0]"),
        # grouping
        ("6,685", "[13369/2, 13371/2]", "[13369/2, 13371/2]"),
        ("6 685 USD", "[13369/2, 13371/2]", "[13369/2, 13371/2]"),
        ("6\u202f685\u00a0USD", "[13369/2, 13371/2]", "[13369/2, 13371/2]"),
        ("1,234,567", "[2469133/2, 2469135/2]", "[2469133/2, 2469135/2]"),
        ("6,685.5", "[133709/20, 133711/20]", "[133709/20, 133711/20]"),
        # things that come whole
        ("3 ships", "[3]", "[3]"),
        ("300 ships", "[250, 350]", "[300]"),
        ("305 ships", "[305]", "[305]"),
        ("4 million people", "[3500000, 4500000]", "[3500000, 4500000]"),
        ("about 5 ships", "[4, 6]", "[4, 6]"),
        ("over 5 ships", "[6, inf)", "[6, inf)"),
        ("under 5 ships", "(-inf, 4]", "(-inf, 4]"),
        ("nearly 20 ships", "[18, 19]", "[18, 19]"),
        ("2 children per woman", "[3/2, 5/2]", "[3/2, 5/2]"),
        # given intervals
        ("160..170 billion USD", "[160000000000, 170000000000]", "[160000000000, 170000000000]"),
        ("160 .. 170 billion USD", "[160000000000, 170000000000]", "[160000000000, 170000000000]"),
        ("900 million..1.1 billion USD", "[900000000, 1100000000]", "[900000000, 1100000000]"),
        ("900 million USD..1.1 billion USD", "[900000000, 1100000000]", "[900000000, 1100000000]"),
        ("-3..5 %", "[-3, 5]", "[-3, 5]"),
        ("5 %..10", "[5, 10]", "[5, 10]"),
        ("900 m..1.1 km", "[9/10, 11/10]", "[9/10, 11/10]"),
        ("1/4..1/3", "[1/4, 1/3]", "[1/4, 1/3]"),
        ("5..5", "[5]", "[5]"),
        # hedges
        ("exactly 300", "[300]", "[300]"),
        ("about 300", "[250, 350]", "[250, 350]"),
        ("about 427", "[3843/10, 4697/10]", "[3843/10, 4697/10]"),
        ("about -5", "[-11/2, -9/2]", "[-11/2, -9/2]"),
        ("about 0", "[-1/2, 1/2]", "[-1/2, 1/2]"),
        ("nearly 50 %", "[45, 50)", "[45, 50)"),
        ("nearly -50", "(-50, -45]", "(-50, -45]"),
        ("over 80 %", "(80, inf)", "(80, inf)"),
        ("over -5", "(-5, inf)", "(-5, inf)"),
        ("at least 65 %", "[65, inf)", "[65, inf)"),
        ("under 5", "(-inf, 5)", "(-inf, 5)"),
        ("at most 5 km", "(-inf, 5]", "(-inf, 5]"),
        ("  More   Than 80 %  ", "(80, inf)", "(80, inf)"),
    ],
)
def test_what_a_text_leaves_possible(text: str, sure: str, rounded: str) -> None:
    quantity = parse_quantity(text)
    assert (written(quantity, quantity.sure), written(quantity, quantity.rounded)) == (sure, rounded)
    assert quantity.rests_on_rounding == (sure != rounded)
    assert quantity.text == text


@pytest.mark.parametrize(
    ("texts", "hedge"),
    [
        (("over 80 %", "more than 80 %", "above 80 %"), "over"),
        (("under 80 %", "less than 80 %", "fewer than 80 %", "below 80 %"), "under"),
        (("about 80 %", "around 80 %", "approximately 80 %", "roughly 80 %", "circa 80 %", "ca. 80 %"), "about"),
        (("nearly 80 %", "almost 80 %"), "nearly"),
        (("at most 80 %", "up to 80 %", "no more than 80 %"), "at most"),
        (("at least 80 %", "no less than 80 %"), "at least"),
        (("exactly 80 %", "precisely 80 %"), "exactly"),
    ],
)
def test_synonyms_mean_the_same(texts: tuple[str, ...], hedge: str) -> None:
    quantities = [parse_quantity(text) for text in texts]
    assert len({quantity.key for quantity in quantities}) == 1
    assert {quantity.hedge for quantity in quantities} == {hedge}


@pytest.mark.parametrize(
    "same",
    [
        ("42.7 billion USD", "427e8 USD", "42.7e9 USD", "42.7 thousand million USD"),
        ("25 %", "25 percent", "25%"),
        ("3 ships", "3 Ship", "exactly 3 ships"),
        ("250..350 USD", "about 300 USD"),
        ("exactly 25 %", "exactly 1/4", "exactly 0.25"),
        ("exactly 1.5 km", "exactly 1500 m"),
        ("exactly 1 mile", "exactly 5280 ft", "exactly 1609.344 m"),
        ("exactly 1 year", "exactly 12 months"),
        ("exactly 90 km/h", "exactly 25 m/s", "exactly 90 km per hour"),
        ("exactly 1 GWh", "exactly 3.6 TJ"),
    ],
)
def test_same_meaning_same_key(same: tuple[str, ...]) -> None:
    assert len({parse_quantity(text).key for text in same}) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("3 ships", "3 ports"),
        ("3 USD", "3 VND"),
        ("3 %", "3 percentage points"),
        ("300 USD", "exactly 300 USD"),
        ("1.5", "1.50"),
        ("over 5", "at least 5"),
        ("30 days", "1 month"),
        ("1 ounce", "1 troy ounce"),
        ("1 gallon", "1 imperial gallon"),
    ],
)
def test_other_meaning_other_key(left: str, right: str) -> None:
    assert parse_quantity(left).key != parse_quantity(right).key


@pytest.mark.parametrize(
    ("left", "right", "clash"),
    [
        ("300", "350", False),  # both could be 350
        ("300", "351", True),
        ("46 %", "47 %", False),
        ("46 %", "48 %", True),
        ("25 %", "1/4", False),
        ("30 %", "1/4", False),
        ("35.1 %", "1/4", True),
        ("2 ships", "3 ships", True),
        ("over 5", "5", False),
        ("over 5", "at most 5", True),
        ("nearly 50 %", "at least 50 %", True),
        ("160..170 billion USD", "42.7 billion USD", True),
    ],
)
def test_which_amounts_exclude_each_other(left: str, right: str, clash: bool) -> None:
    one, other = parse_quantity(left), parse_quantity(right)
    assert commensurable(one.unit, other.unit)
    assert one.sure.disjoint(other.sure) is clash


@pytest.mark.parametrize(
    ("text", "default", "dimension", "exact"),
    [
        ("exactly 5", "USD", "currency USD", 5),
        ("exactly 5 VND", "USD", "currency VND", 5),
        ("exactly 5", "%", "number", Fraction(1, 20)),
        ("exactly 1/4", "%", "number", Fraction(1, 4)),
        ("exactly 1/4", "USD", "currency USD", Fraction(1, 4)),
        ("exactly 5", None, "number", 5),
        ("exactly 5", "km", "length", 5000),
    ],
)
def test_default_unit(text: str, default: str | None, dimension: str, exact: Fraction) -> None:
    quantity = parse_quantity(text, default)
    assert quantity.unit.dimension == dimension
    assert quantity.sure == Interval.point(exact)


@pytest.mark.parametrize(
    ("text", "complaint", "advice", "offset"),
    [
        ("", "found nothing", "digits", 0),
        ("about", "found nothing", "digits", 5),
        ("three ships", "expected a number", "digits", 0),
        ("1,5 %", "comma that does not group", "decimal point", 1),
        ("42,7 billion", "comma that does not group", "decimal point", 2),
        ("1.234.567", "not grouped by threes", "1,234,567", 5),
        ("12 34", "no group of three", "together", 2),
        ("0 123", "no group of three", "together", 1),
        ("2 1/2", "mixes", "decimal", 1),
        ("1/0", "divides by more than 0", "'1/4'", 2),
        (".5", "expected a number", "'0.5'", 0),
        ("$5", "expected a number", "code after the number", 0),
        ("US$ 42.7 billion", "expected a number", "code after the number", 0),
        ("USD 5", "expected a number", "code after the number", 0),
        ("5 $", "not a currency code", "USD", 2),
        ("5 €", "not a currency code", "EUR", 2),
        ("5 billion dollars", "not a currency code", "USD", 10),
        ("5 euros", "not a currency code", "EUR", 2),
        ("5 usd", "could be a currency", "'USD'", 2),
        ("5 k USD", "not a scale word", "'thousand'", 2),
        ("42.7 bn USD", "not a scale word", "'billion'", 5),
        ("5 M", "not a scale word", "'million'", 2),
        ("42.7 bilion USD", "not a scale word", "'billion'", 5),
        ("42.7 USD billion", "too late", "right after the number", 5),
        ("427 亿美元", "not a scale word", "e8", 4),
        ("80 triệu", "not a scale word", "'million'", 3),
        ("5 tons", "several things", "tonnes", 2),
        ("5 pounds", "several things", "GBP", 2),
        ("5 mw", "not how the unit is written", "'MW'", 2),
        ("5 gold USD", "among other words", "'USD' alone", 2),
        ("5 km/h/s", "one unit divided", "km/h", 2),
        ("~300", "expected a number", "'about' for '~'", 0),
        ("≥ 300", "expected a number", "'at least'", 0),
        ("300+", "plus sign", "at least", 3),
        ("abuot 300", "expected a number", "'about'", 0),
        ("160-170", "interval", "a..b", 3),
        ("160 to 170", "interval", "a..b", 3),
        ("between 5 and 6", "expected a number", "a..b", 0),
        ("170..160", "below its beginning", "swap", 0),
        ("500..1 billion USD", "below its beginning", "both sides", 0),
        ("160..", "one end only", "'at least 160'", 0),
        ("..160", "one end only", "'at most 160'", 0),
        ("about 160..170", "hedges an interval", "leave out 'about'", 6),
        ("3 km..5 kg", "units", "one unit", 0),
        ("11th", "ordinal", "nth", 2),
        ("nearly 0", "no amount possible", "about", 7),
        ("１２ ships", "expected a number", "'12 ships'", 0),
        ("1e31", "from -30 to 30", "as in '4.2 billion'", 2),
        ("1e-31", "from -30 to 30", "as in '4.2 billion'", 2),
        ("1e99999999", "from -30 to 30", "as in '4.2 billion'", 2),
        ("9" * 65, "at most 64 digits, found 65", "round it", 0),
        ("1." + "9" * 64, "at most 64 digits, found 65", "round it", 0),
        ("5" + " " * 200, "at most 200 characters, found 201", "the amount alone", 200),
    ],
)
def test_refusals_say_what_to_write(text: str, complaint: str, advice: str, offset: int) -> None:
    with pytest.raises(QuantityFormatError) as refusal:
        parse_quantity(text)
    assert complaint in refusal.value.message
    assert advice in refusal.value.suggestion
    assert refusal.value.offset == offset
    assert refusal.value.message in str(refusal.value)


def test_limits_themselves_are_allowed() -> None:
    assert parse_quantity("exactly 1e30").sure == Interval.point(10**30)
    assert parse_quantity("exactly 1e-30").sure == Interval.point(Fraction(1, 10**30))
    assert parse_quantity("exactly " + "9" * 64).sure == Interval.point(10**64 - 1)
    assert parse_quantity("exactly 5".ljust(200)).sure == Interval.point(5)


def test_a_bad_default_unit_is_told_apart() -> None:
    with pytest.raises(QuantityFormatError, match="default unit: 'bn' is not a scale word"):
        parse_quantity("5", "bn USD")


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("3 ships", "exactly 3 ships"),
        ("300 USD", "between 250 and 350 USD (to the last digit: between 299.5 and 300.5 USD)"),
        ("42.7 billion USD", "between 42.65 billion and 42.75 billion USD"),
        ("over 80 %", "more than 80 %"),
        ("at least 1/4", "at least 0.25"),
        ("under 5 km", "less than 5 km"),
        ("at most 1600 km", "at most 1,600 km"),
        ("nearly 20 %", "at least 18 and less than 20 %"),
        ("nearly -20 %", "more than -20 and at most -18 %"),
        ("exactly 1/3", "exactly 1/3"),
        ("exactly -1.25 million USD", "exactly -1.25 million USD"),
        ("exactly 12345678 USD", "exactly 12.345678 million USD"),
        ("3 miles", "between 2.5 and 3.5 miles"),
        ("1 people", "exactly 1 person"),
        ("at least 1 ships", "at least 1 ship"),
        ("0 people", "exactly 0 people"),
        ("21 people", "exactly 21 people"),
        ("1 million people", "between 500,000 and 1.5 million people"),
        ("exactly 1 USD", "exactly 1 USD"),
    ],
)
def test_plain_english(text: str, described: str) -> None:
    assert parse_quantity(text).describe().startswith(described)


# laws

digits = st.integers(1, 10**12)
hedge_words = st.sampled_from([hedge.word for hedge in HEDGES])
units = st.sampled_from(["", "%", "USD", "ships", "km", "million USD", "billion people", "years", "km/h"])
figures = (
    st.integers(-(10**9), 10**9).map(str)
    | st.decimals(-(10**6), 10**6, places=3).map(lambda number: f"{number:f}")
    | st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda pair: f"{pair[0]}/{pair[1]}")
)


@given(digits, st.integers(0, 12))
def test_a_bare_number_scales_with_its_zeros(number: int, zeros: int) -> None:
    plain, scaled = parse_quantity(f"{number}"), parse_quantity(f"{number}{'0' * zeros}")
    assert scaled.sure == plain.sure.scale(10**zeros)
    assert parse_quantity(f"{number}e{zeros}").rounded == plain.rounded.scale(10**zeros)


@given(figures, units)
@settings(deadline=None)
def test_sure_contains_rounded_contains_the_figure(figure: str, unit: str) -> None:
    quantity, exact = parse_quantity(f"{figure} {unit}"), parse_quantity(f"exactly {figure} {unit}")
    assert quantity.sure.contains(quantity.rounded)
    assert quantity.rounded.contains(exact.sure)


@given(figures, units)
@settings(deadline=None)
def test_about_leaves_no_less_than_the_bare_figure(figure: str, unit: str) -> None:
    about, bare = parse_quantity(f"about {figure} {unit}"), parse_quantity(f"{figure} {unit}")
    assert about.sure.contains(bare.rounded)
    if "." not in figure or not set(figure) <= set("-0."):
        assert about.sure.contains(bare.sure)


@given(figures, units)
@settings(deadline=None)
def test_over_and_at_most_part_all_amounts(figure: str, unit: str) -> None:
    over, at_most = parse_quantity(f"over {figure} {unit}").sure, parse_quantity(f"at most {figure} {unit}").sure
    under, at_least = parse_quantity(f"under {figure} {unit}").sure, parse_quantity(f"at least {figure} {unit}").sure
    exactly = parse_quantity(f"exactly {figure} {unit}").sure
    assert over.disjoint(at_most)
    assert under.disjoint(at_least)
    assert at_least.intersect(at_most) == exactly
    assert at_least.contains(over)
    assert at_most.contains(under)


@given(hedge_words, st.integers(1, 10**9), units)
@settings(deadline=None)
def test_hedged_amounts_need_no_rounding(hedge: str, number: int, unit: str) -> None:
    if hedge == "nearly" and number == 1:
        return
    quantity = parse_quantity(f"{hedge} {number} {unit}")
    assert not quantity.rests_on_rounding
    assert not quantity.sure.is_empty
    assert quantity.hedge == hedge
    assert quantity.describe()


@given(st.integers(0, 10**12))
def test_grouping_changes_nothing(number: int) -> None:
    grouped = f"{number:,}"
    assert (
        parse_quantity(grouped).key == parse_quantity(grouped.replace(",", " ")).key == parse_quantity(str(number)).key
    )


@given(st.text(max_size=30) | st.text("0123456789.,e+-/ %$kmb..", max_size=20))
@example("1..1..1")
@example("/" * 199)
@example("1 " + "/" * 190)
@example("1 " + "per " * 49)
@settings(max_examples=300, deadline=None)
def test_only_format_errors_ever_escape(text: str) -> None:
    for parse in (parse_quantity, parse_count, parse_ordinals):
        refusal = None
        try:
            parse(text)
        except QuantityFormatError as error:
            refusal = error
        assert refusal is None or (refusal.message and 0 <= refusal.offset <= len(text))
