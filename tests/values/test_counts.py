"""Whole numbers of members, and positions."""

from __future__ import annotations

import pytest

from validator.values.quantities import (
    QuantityFormatError,
    parse_count,
    parse_ordinals,
    parse_quantity,
)
from validator.values.units import ITEMS


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("5", "[5]"),
        ("300", "[300]"),
        ("1,600", "[1600]"),
        ("4 million", "[4000000]"),
        ("1.5 million", "[1500000]"),
        ("5 items", "[5]"),
        ("0", "[0]"),
        ("about 20", "[15, 25]"),
        ("about 5", "[4, 6]"),
        ("over 20", "[21, inf)"),
        ("at least 20", "[20, inf)"),
        ("under 1", "[0]"),
        ("at most 3", "[0, 3]"),
        ("nearly 20", "[18, 19]"),
        ("3..5", "[3, 5]"),
        ("exactly 300", "[300]"),
    ],
)
def test_counts(text: str, counts: str) -> None:
    quantity = parse_count(text)
    assert str(quantity.sure) == counts
    assert quantity.rounded == quantity.sure
    assert quantity.unit == ITEMS


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("-1", "not negative"),
        ("-3..5", "not negative"),
        ("1.5", "whole number"),
        ("1.5..3", "whole number"),
        ("1/2", "whole number"),
        ("4/2", "whole number"),
        ("5 ships", "no unit, found 'ships'"),
        ("5 %", "no unit"),
        ("under 0", "no count from 0 up"),
        ("five", "expected a number"),
    ],
)
def test_what_is_no_count(text: str, complaint: str) -> None:
    with pytest.raises(QuantityFormatError, match=complaint):
        parse_count(text)


@pytest.mark.parametrize(
    ("text", "positions"), [("11", (11, 11)), ("1..4", (1, 4)), (" 2 .. 2 ", (2, 2)), ("999999999", (999999999,) * 2)]
)
def test_ordinals(text: str, positions: tuple[int, int]) -> None:
    assert parse_ordinals(text) == positions


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("0", "write '1'"),
        ("0..4", "write '1'"),
        ("4..1", "did you mean '1..4'"),
        ("11th", "write '11'"),
        ("first", "write '11' or '1..4'"),
        ("about 11", "write '11' or '1..4'"),
        ("-3", "write '11' or '1..4'"),
        ("1.5", "write '1'"),
        ("1..2..3", "write '1'"),
        ("", "write '11'"),
        ("1234567890", "write '123456789'"),
        ("１１", "write '11'"),
    ],
)
def test_what_is_no_position(text: str, advice: str) -> None:
    with pytest.raises(QuantityFormatError) as refusal:
        parse_ordinals(text)
    assert advice in refusal.value.suggestion


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1 people", "1 person"),
        ("1 ships", "1 ship"),
        ("1 child", "1 child"),
        ("11 people", "11 people"),
        ("1 million people", "1 million people"),
        ("1 USD", "1 USD"),
        ("over 1 people", "over 1 people"),
        ("1", "1"),
    ],
)
def test_one_of_a_thing_is_told_in_the_singular(text: str, label: str) -> None:
    assert parse_quantity(text).label == label
