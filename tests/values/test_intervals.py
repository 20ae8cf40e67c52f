"""Laws of exact interval arithmetic: an interval stands for the set of its numbers, and nothing is rounded."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from validator.values.intervals import EMPTY, EVERYTHING, Interval

numbers = st.fractions(min_value=-20, max_value=20, max_denominator=6)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    return Interval(draw(st.none() | numbers), draw(st.none() | numbers), draw(st.booleans()), draw(st.booleans()))


@st.composite
def members(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """A non-empty interval and a number in it, ends included as often as they are allowed."""
    interval = draw(intervals().filter(lambda interval: not interval.is_empty))
    ends = [end for end in (interval.lo, interval.hi) if end is not None and interval.contains(end)]
    lo = interval.lo if interval.lo is not None else (interval.hi or Fraction(0)) - 7
    hi = interval.hi if interval.hi is not None else lo + 7
    inside = st.fractions(Fraction(1, 5), Fraction(4, 5), max_denominator=5).map(lambda share: lo + (hi - lo) * share)
    return interval, draw(st.sampled_from(ends) | inside if ends else inside)


def point(value: int | Fraction) -> Interval:
    return Interval.point(value)


def between(lo: int | None, hi: int | None, *, lo_open: bool = False, hi_open: bool = False) -> Interval:
    return Interval(
        None if lo is None else Fraction(lo), None if hi is None else Fraction(hi), lo_open=lo_open, hi_open=hi_open
    )


@pytest.mark.parametrize(
    ("left", "operation", "right", "expected"),
    [
        (between(1, 2), operator.add, between(10, 20), "[11, 22]"),
        (between(1, 2, lo_open=True), operator.add, between(10, None), "(11, inf)"),
        (between(1, 2), operator.sub, between(10, 20), "[-19, -8]"),
        (between(1, 2), operator.sub, between(None, 5, hi_open=True), "(-4, inf)"),
        (between(-2, 3), operator.mul, between(-5, 7), "[-15, 21]"),
        (between(-2, 3), operator.mul, between(-5, 7, lo_open=True), "(-15, 21]"),
        (between(0, 1), operator.mul, between(1, None), "[0, inf)"),
        (between(0, 1, lo_open=True), operator.mul, between(1, None), "(0, inf)"),
        (point(0), operator.mul, EVERYTHING, "[0]"),
        (between(-1, 1), operator.mul, between(2, None), "(-inf, inf)"),
        (between(0, 1, lo_open=True), operator.mul, between(-1, 0), "[-1, 0]"),
        (between(0, 1, lo_open=True, hi_open=True), operator.mul, between(-1, 0), "(-1, 0]"),
        (between(1, 2), operator.truediv, between(4, 5), "[1/5, 1/2]"),
        (between(1, 2), operator.truediv, between(4, None), "(0, 1/2]"),
        (between(1, 2), operator.truediv, between(0, 4), "[1/4, inf)"),
        (between(1, 2), operator.truediv, between(-4, 0, hi_open=True), "(-inf, -1/4]"),
        (between(1, 2), operator.truediv, between(-1, 1), "(-inf, inf)"),
        (point(0), operator.truediv, between(-1, 1), "[0]"),
        (between(1, 2), operator.truediv, between(None, -4), "[-1/2, 0)"),
        (EMPTY, operator.add, EVERYTHING, "()"),
        (EMPTY, operator.mul, point(0), "()"),
        (EMPTY, operator.truediv, between(1, 2), "()"),
    ],
)
def test_arithmetic_table(left: Interval, operation: Callable[[Any, Any], Any], right: Interval, expected: str) -> None:
    assert str(operation(left, right)) == expected


def test_division_by_exactly_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly 0"):
        between(1, 2) / point(0)


@pytest.mark.parametrize("bound", [0.5, float("nan"), True, "1"])
def test_only_exact_bounds_are_taken(bound: object) -> None:
    with pytest.raises(TypeError, match="int or a Fraction"):
        Interval(bound, None)  # type: ignore[arg-type]


def test_whole_numbers_are_taken_as_exact_bounds() -> None:
    assert Interval(1, 2) == between(1, 2)  # type: ignore[arg-type]
    assert type(Interval.point(1).lo) is Fraction


@pytest.mark.parametrize(
    ("interval", "is_empty", "is_point"),
    [
        (between(2, 1), True, False),
        (between(1, 1, lo_open=True), True, False),
        (between(1, 1, hi_open=True), True, False),
        (between(1, 1), False, True),
        (between(1, 2, lo_open=True, hi_open=True), False, False),
        (EVERYTHING, False, False),
    ],
)
def test_empty_and_point(interval: Interval, is_empty: bool, is_point: bool) -> None:
    assert (interval.is_empty, interval.is_point) == (is_empty, is_point)


def test_equal_sets_are_equal_and_hash_alike() -> None:
    assert between(2, 1) == EMPTY
    assert hash(between(5, 5, hi_open=True)) == hash(EMPTY)
    assert between(None, 1, lo_open=True) == between(None, 1)


def test_touching_ends_meet_only_if_both_are_closed() -> None:
    assert not between(1, 2).disjoint(between(2, 3))
    assert between(1, 2).disjoint(between(2, 3, lo_open=True))
    assert between(1, 2, hi_open=True).disjoint(between(2, 3))


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv])
@given(left=members(), right=members())
@settings(max_examples=80, deadline=None)
def test_results_contain_every_pointwise_result(
    operation: Callable[[Any, Any], Any], left: tuple[Interval, Fraction], right: tuple[Interval, Fraction]
) -> None:
    assume(operation is not operator.truediv or right[1] != 0)
    assert operation(left[0], right[0]).contains(operation(left[1], right[1]))


@st.composite
def bounded(draw: st.DrawFn) -> Interval:
    lo = draw(st.integers(-4, 4))
    interval = Interval(Fraction(lo), Fraction(lo + draw(st.integers(0, 4))), draw(st.booleans()), draw(st.booleans()))
    return Interval.point(lo) if interval.is_empty else interval


@given(bounded(), bounded())
@settings(max_examples=150, deadline=None)
def test_products_have_no_room_to_spare(left: Interval, right: Interval) -> None:
    """Each end of a product is a product of ends, and belongs to it just when two members have that product."""
    product = left * right
    corners = {
        (x, y): x * y for x in (left.lo, left.hi) for y in (right.lo, right.hi) if x is not None if y is not None
    }
    assert (product.lo, product.hi) == (min(corners.values()), max(corners.values()))
    for end in (product.lo, product.hi):
        if end == 0:
            attained = left.contains(0) or right.contains(0)
        else:
            attained = any(xy == end and left.contains(x) and right.contains(y) for (x, y), xy in corners.items())
        assert end is not None
        assert product.contains(end) == attained


@given(intervals(), intervals(), numbers)
def test_intersection_and_hull_are_about_members(left: Interval, right: Interval, number: Fraction) -> None:
    assert left.intersect(right).contains(number) == (left.contains(number) and right.contains(number))
    assert left.hull(right).contains(number) or not (left.contains(number) or right.contains(number))
    assert left.hull(right) == right.hull(left)
    assert left.disjoint(right) == right.disjoint(left)
    assert left.hull(right).contains(left)


@given(intervals(), intervals())
def test_containment_is_intersection_with_itself(left: Interval, right: Interval) -> None:
    assert left.contains(left)
    assert left.contains(EMPTY)
    assert EVERYTHING.contains(left)
    assert left.contains(right) == (left.hull(right) == left)


@given(intervals(), numbers.filter(bool))
def test_scaling_back_gives_the_same_interval(interval: Interval, factor: Fraction) -> None:
    assert interval.scale(factor).scale(1 / factor) == interval
    assert interval.scale(factor) == interval * Interval.point(factor)
    assert interval.scale(-1) == -interval
