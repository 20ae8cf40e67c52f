"""Rates: so many in a round number of something, and how exactly one in so many is meant."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.values.quantities import QuantityFormatError, commensurable, parse_quantity
from validator.values.units import unit_named

MILLION = 10**6


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("4 per million", "3.5", "4.5"),
        ("4 in a million", "3.5", "4.5"),
        ("about 4 per million", "3.5", "4.5"),
        ("40 per million", "35", "45"),
        ("0.4 per 100,000", "3.5", "4.5"),
        ("3..5 per million", "3", "5"),
        ("1 in 250,000", "3.6", "4.4"),
        ("1 out of 250 000", "3.6", "4.4"),
        ("1 for every 250000", "3.6", "4.4"),
        ("about 1 in 250,000", "3.6", "4.4"),
        ("nearly 1 in 250,000", "3.6", "4"),
        ("under 1 in 1 million", None, "1"),
        ("exactly 1 in 250,000", "4", "4"),
        ("1 in 1 million", "0.5", "2"),
        ("1 in 100,000", "5", "20"),
        ("2 in 1 million", "1.5", "2.5"),
        ("0 per million", "0", "0"),
    ],
)
def test_what_a_rate_surely_means(text: str, low: str | None, high: str) -> None:
    sure = parse_quantity(text).sure
    assert (sure.lo, sure.hi) == (None if low is None else Fraction(low) / MILLION, Fraction(high) / MILLION)


def test_one_in_so_many_is_meant_to_the_last_digit_only_under_an_assumption() -> None:
    told = parse_quantity("1 in 250,000")
    assert told.rests_on_rounding
    assert (told.rounded.lo, told.rounded.hi) == (Fraction(4, MILLION),) * 2


@pytest.mark.parametrize(
    ("one", "other", "compared"),
    [
        ("1 in 250,000", "4 per million", True),
        ("1 in 250,000", "0.0004 %", True),
        ("1 in 4", "25 %", True),
        ("4 cases per million doses", "1 case in 250,000 doses", True),
        ("4 cases per million doses", "0.000004 cases per dose", True),
        ("4 cases per million doses", "4 cases per million people", False),
        ("4 cases per million doses", "4 deaths per million doses", False),
        ("1 in 250,000 doses", "1 in 250,000 people", False),
        ("1 in 250,000 doses", "1 in 250,000", False),
        ("5 USD per 1,000 people", "5 EUR per 1,000 people", False),
    ],
)
def test_rates_of_one_kind_of_thing_are_compared(one: str, other: str, compared: bool) -> None:
    assert commensurable(parse_quantity(one).unit, parse_quantity(other).unit) is compared


@pytest.mark.parametrize(
    ("text", "unit", "fits"),
    [
        ("1 in 250,000", "cases per million doses", True),
        ("1 in 250,000 doses", "cases per million doses", True),
        ("4 per million", "cases per dose", True),
        ("1 in 250,000 people", "cases per million doses", False),
        ("4 deaths per million", "cases per million doses", False),
        ("1 in 4 people", "%", True),
        ("4 cases per million doses", "per million", True),
        ("5 USD per 1,000 people", "%", False),
        ("4 per million", "ships", False),
        ("4 per million", "USD per person", False),
    ],
)
def test_a_rate_leaves_to_its_property_what_it_is_of(text: str, unit: str, fits: bool) -> None:
    assert commensurable(parse_quantity(text, unit).unit, unit_named(unit)) is fits


def test_a_property_can_be_told_as_a_rate() -> None:
    assert parse_quantity("4", "per million").sure == parse_quantity("4 per million").sure


@pytest.mark.parametrize("text", ["1 in", "5 in", "12 inches"])
def test_inches_stay_inches(text: str) -> None:
    assert parse_quantity(text).unit.dimension == "length"


@pytest.mark.parametrize(
    "text", ["1 in 0", "1 in 1,00", "1 in 10 to 20", "4 per mille million", "1 in 12345678901234567"]
)
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(QuantityFormatError):
        parse_quantity(text)


@given(st.integers(2, 10**9))
def test_one_in_so_many_allows_at_least_what_the_fraction_does(size: int) -> None:
    rate, fraction = parse_quantity(f"1 in {size}"), parse_quantity(f"1/{size}")
    assert rate.sure.contains(fraction.sure)
    assert rate.rounded == fraction.rounded
