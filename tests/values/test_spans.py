"""Spans of days, and weekdays."""

from __future__ import annotations

from datetime import date

import pytest
from days import ANY_DAY
from hypothesis import given
from hypothesis import strategies as st

from validator.values.calendar import (
    LAST_DAY,
    WEEKDAYS,
    day_number,
    hull_of,
    month_length,
    months_span,
    weekdays_in,
    within_calendar,
)
from validator.values.dates import (
    Span,
    TimeFormatError,
    parse_weekday,
    somewhere_in,
    weekday_of,
)
from validator.values.dates_moment import Fixed, place

# Spans


ENDS = st.none() | st.integers(1, 12)


@st.composite
def small_spans(draw: st.DrawFn) -> Span:
    lo, hi = draw(ENDS), draw(ENDS)
    return Span(min(lo, hi), max(lo, hi)) if lo is not None and hi is not None else Span(lo, hi)


def days_of(of: Span) -> set[int]:
    return {number for number in range(-1, 15) if of.intersect(Span(number, number)) is not None}


@given(small_spans(), small_spans())
def test_spans_are_sets_of_days(one: Span, other: Span) -> None:
    common = one.intersect(other)
    assert (set() if common is None else days_of(common)) == days_of(one) & days_of(other)
    assert one.overlaps(other) == bool(days_of(one) & days_of(other))
    assert one.contains(other) == (days_of(other) <= days_of(one))
    assert {number + 2 for number in days_of(one)} & set(range(1, 13)) == days_of(one.shift(2)) & set(range(1, 13))
    assert (one < other) + (other < one) + (one == other) == 1


def test_spans_order_by_first_then_last_day_with_open_ends_outermost() -> None:
    ordered = [Span(None, 3), Span(None, None), Span(1, 2), Span(1, None), Span(2, 2), Span(2, 3)]
    assert sorted(ordered[3:] + ordered[:3]) == ordered
    assert [entry.is_day for entry in ordered] == [False, False, False, False, True, False]
    assert Span(1, 2).bounded == (1, 2)
    assert Span(1, None).bounded is None


def test_a_span_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="must not end"):
        Span(5, 4)
    with pytest.raises(ValueError, match="no days"):
        hull_of(())


def test_the_calendar_ends_with_the_years_1_and_9999() -> None:
    assert within_calendar(Span(-5, 5)) == Span(1, 5)
    assert within_calendar(Span(None, LAST_DAY + 4)) == Span(None, LAST_DAY)
    assert within_calendar(Span(-5, 0)) is None
    assert months_span(12 * 10_000, 12) is None
    assert day_number(2021, 2, 29) is None
    assert day_number(0, 1, 1) is None
    assert sum(month_length(2024, month) for month in range(1, 13)) == 366
    assert place(0, Fixed(24)) is None  # its January and February lie in the year 1, but there is no year 0
    assert place(10_000, Fixed()) is None
    assert somewhere_in(Span(-5, 0)).impossible
    with pytest.raises(ValueError, match="no days"):
        _ = somewhere_in(Span(-5, 0)).hull


# Weekdays


@given(ANY_DAY)
def test_weekdays_agree_with_the_standard_library(number: int) -> None:
    assert weekday_of(number) == date.fromordinal(number).weekday()
    for weekday in range(7):
        (only,) = weekdays_in(Span(number, number + 6), weekday)
        assert weekday_of(only) == weekday


def test_unbounded_spans_have_no_list_of_weekdays() -> None:
    with pytest.raises(ValueError, match="unbounded"):
        weekdays_in(Span(None, 3), 0)


@pytest.mark.parametrize(("number", "name"), list(enumerate(WEEKDAYS)))
def test_weekday_names(number: int, name: str) -> None:
    for text in (name, name.lower(), name[:3], name[:3].upper()):
        assert parse_weekday(text) == number


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("Wedn", "write Wed"), (" Mon ", "write Mon"), ("Tues", "write Tue"), ("", ""), ("8", ""), ("q" * 10**6, "")],
)
def test_other_weekdays_are_refused(text: str, suggestion: str) -> None:
    with pytest.raises(TimeFormatError, match="expected a weekday") as caught:
        parse_weekday(text)
    assert caught.value.suggestion == suggestion
