"""Days as they are written in either of two calendars. The days of one claim are of one style."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oracle.times import BASE, About, Between, Period, Time, possible_days

FIRST_DOUBTFUL = date(1582, 10, 15).toordinal() - BASE
LAST_DOUBTFUL = date(1923, 2, 28).toordinal() - BASE
NEW_YEAR = (date(1900, 1, 13).toordinal() - BASE, 1900)
"""The day that was 1 January 1900 in the Julian calendar."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A day with its style, `O.S.` or `N.S.`."""

    day: int
    style: str

    def __str__(self) -> str:
        year, month, day = julian(self.day) if self.style == "O.S." else gregorian(self.day)
        return f"{year:04}-{month:02}-{day:02} {self.style}"


def gregorian(day: int) -> tuple[int, int, int]:
    told = date.fromordinal(BASE + day)
    return told.year, told.month, told.day


def julian(day: int) -> tuple[int, int, int]:
    """The year, month and day of it in the calendar in which every fourth year has a leap day."""
    year = date.fromordinal(BASE + day - 9).year
    if day < _julian_day(year, 1, 1):
        year -= 1
    month = max(m for m in range(1, 13) if _julian_day(year, m, 1) <= day)
    return year, month, day - _julian_day(year, month, 1) + 1


def _julian_day(year: int, month: int, day: int) -> int:
    lengths = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    new_year, first = NEW_YEAR
    step = 1 if year >= first else -1
    between = range(first, year) if year >= first else range(year, first)
    return new_year + step * sum(365 + (y % 4 == 0) for y in between) + sum(lengths[: month - 1]) + day - 1


def in_old_style(day: int) -> int:
    """The day that the Gregorian date of `day` is in the Julian calendar."""
    return _julian_day(*gregorian(day))


def doubtful_ends(time: Time | Styled) -> tuple[int, ...]:
    """The days told by it that may be told in either calendar."""
    match time:
        case Period(first, _, ""):
            ends = (first,)
        case Between(first, last):
            ends = (first, last)
        case About(day):
            ends = (day,)
        case _:
            ends = ()
    return tuple(end for end in ends if FIRST_DOUBTFUL <= end <= LAST_DOUBTFUL)


def stretches(time: Time | Styled, published: int, *, new_style: bool) -> tuple[tuple[int, int, bool], ...]:
    """Each stretch of days that it can mean: first and last day, and whether it is known as a whole."""
    if isinstance(time, Styled):
        return ((time.day, time.day, True),)
    first, last, whole = possible_days(time, published, None)
    doubtful = doubtful_ends(time)
    if new_style or not doubtful:
        return ((first, last, whole),)
    if isinstance(time, Between):
        old = (in_old_style(end) if end in doubtful else end for end in (first, last))
        return ((first, last, whole), (*old, whole))
    moved = in_old_style(doubtful[0]) - doubtful[0]
    return ((first, last, whole), (first + moved, last + moved, whole))
