"""Laws of dates: widening, the cycle of the calendar, ranges."""

from __future__ import annotations

from datetime import date

import pytest
from days import ANY_DAY
from hypothesis import example, given
from hypothesis import strategies as st
from moments import DAYS_IN_400_YEARS, MOMENTS, moment

from validator.values.calendar import (
    FIRST_DAY,
    LAST_DAY,
)
from validator.values.dates import (
    Span,
    Stretch,
    TimeFormatError,
    parse_time,
    somewhere_in,
)


@given(ANY_DAY)
@example(FIRST_DAY)
@example(LAST_DAY)
def test_an_iso_date_is_that_day(number: int) -> None:
    found = moment(date.fromordinal(number).isoformat())
    assert found.spans == (Span(number, number),)
    assert found.precision == "day"


PLAIN = [text for text, *_ in MOMENTS if not any(mark in text for mark in "~?%.")]


@pytest.mark.parametrize("text", PLAIN)
def test_widening_contains_the_plain_time_and_remembers_it(text: str) -> None:
    plain = moment(text)
    for mark in "~?%":
        wide = moment(text + mark)
        assert wide.hull.contains(plain.hull)
        assert wide.hull != plain.hull
        assert wide.stated == plain.hull
        assert wide.precision == plain.precision
    assert plain.stated is None


@given(st.integers(1, 9599), st.integers(1, 12), st.integers(1, 28), st.sampled_from(["", "~"]))
def test_four_hundred_years_later_everything_repeats(year: int, month: int, number: int, mark: str) -> None:
    for shape in (f"-{month:02}-{number:02}", f"-{month:02}", "", "-24"):
        early, late = moment(f"{year:04}{shape}{mark}"), moment(f"{year + 400:04}{shape}{mark}")
        if early.hull.lo != FIRST_DAY and late.hull.hi != LAST_DAY:  # else the edge of the calendar cut one of them
            assert late.hull == early.hull.shift(DAYS_IN_400_YEARS)


@given(ANY_DAY, ANY_DAY)
def test_a_span_written_as_a_range_is_read_back(one: int, other: int) -> None:
    written = somewhere_in(Span(min(one, other), max(one, other)))
    assert parse_time(written.text) == written


@given(st.sampled_from([text for text, *_ in MOMENTS]), st.sampled_from([text for text, *_ in MOMENTS]))
def test_a_range_reaches_from_the_first_day_of_one_to_the_last_of_the_other(one: str, other: str) -> None:
    if ".." in one or ".." in other:
        return
    start, end = moment(one).hull, moment(other).hull
    assert start.lo is not None
    assert end.hi is not None
    if start.lo <= end.hi:
        assert moment(f"{one}..{other}").hull == Span(start.lo, end.hi)
        assert parse_time(f"{one}/{other}") == Stretch(f"{one}/{other}", moment(one), moment(other))
    else:
        for mark in ("..", "/"):
            with pytest.raises(TimeFormatError, match="ends before it begins"):
                parse_time(f"{one}{mark}{other}")
