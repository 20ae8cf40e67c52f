"""Days of the Julian calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.values.calendar import TimeFormatError
from validator.values.dates import Moment, describe, parse_time
from validator.values.old_style import as_old_style, in_old_style, old_style_day


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((1582, 10, 5), (1582, 10, 15)),
        ((1700, 2, 18), (1700, 2, 28)),
        ((1700, 2, 29), (1700, 3, 11)),
        ((1731, 2, 11), (1731, 2, 22)),
        ((1799, 5, 26), (1799, 6, 6)),
        ((1834, 1, 27), (1834, 2, 8)),
        ((1900, 2, 28), (1900, 3, 12)),
        ((1900, 2, 29), (1900, 3, 13)),
        ((1917, 10, 25), (1917, 11, 7)),
        ((1923, 2, 15), (1923, 2, 28)),
    ],
)
def test_days_of_the_old_style(julian: tuple[int, int, int], gregorian: tuple[int, int, int]) -> None:
    assert old_style_day(*julian) == date(*gregorian).toordinal()


@pytest.mark.parametrize(
    "day", [(1901, 2, 29), (1900, 2, 30), (1900, 4, 32), (1900, 13, 1), (1900, 0, 1), (1900, 1, 0)]
)
def test_no_days_of_the_old_style(day: tuple[int, int, int]) -> None:
    assert old_style_day(*day) is None


@given(st.dates(date(4, 3, 1), date(9999, 1, 1)))
def test_day_follows_day(day: date) -> None:
    here = old_style_day(day.year, day.month, day.day)
    after = date.fromordinal(day.toordinal() + 1)
    there = old_style_day(after.year, after.month, after.day)
    assert here is not None
    assert there is not None
    leap_day_between = (day.month, day.day) == (2, 28) and after.month == 3 and day.year % 4 == 0
    assert there - here == (2 if leap_day_between else 1)


def test_a_day_with_its_style() -> None:
    old, new = parse_time("1834-01-27 O.S."), parse_time("1834-02-08 N.S.")
    assert isinstance(old, Moment)
    assert isinstance(new, Moment)
    assert old.spans == new.spans
    assert describe(old) == describe(new) == "8 February 1834"
    assert (in_old_style(old), in_old_style(new)) == ("27 January 1834", "")
    assert as_old_style(old) is old
    assert as_old_style(new) is new


@pytest.mark.parametrize(
    "text",
    ["1834-01 O.S.", "1834-01-27 o.s.", "1834-01-27 OS", "1901-02-29 O.S.", "1901-02-29 N.S.", "0000-01-01 O.S."],
)
def test_what_is_no_day_with_a_style(text: str) -> None:
    with pytest.raises(TimeFormatError):
        parse_time(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1907-01-20", "1907-02-02"),
        ("1582-10-15", "1582-10-25"),
        ("1923-02-28", "1923-03-13"),
        ("1907-01-20~", "1907-02-02~"),
        ("1907-01-20..1907-01-22", "1907-02-02..1907-02-04"),
        ("1907-01-20..", "1907-02-02.."),
        ("..1907-01-20", "..1907-02-02"),
        ("1907-01-20..1908", "1907-02-02..1908-12-31"),
        ("1582-10-14..1582-10-15", "1582-10-14..1582-10-25"),
    ],
)
def test_days_without_their_style_as_those_of_the_old_one(text: str, meant: str) -> None:
    moment, expected = parse_time(text), parse_time(meant)
    assert isinstance(moment, Moment)
    assert isinstance(expected, Moment)
    assert as_old_style(moment).spans == expected.spans
    assert as_old_style(moment).text == text


@pytest.mark.parametrize(
    "text", ["1582-10-14", "1923-03-01", "1907", "1907-01", "1907~", "1907..1908", "XXXX-01-20", "1923-03-01~"]
)
def test_no_other_time_has_a_style(text: str) -> None:
    moment = parse_time(text)
    assert isinstance(moment, Moment)
    assert as_old_style(moment) is moment
