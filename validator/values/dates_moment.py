"""Moments: one day that is known only to lie in some span, written in EDTF (ISO 8601-2:2019) level 0 or 1.

A bare date surely means its own days; ``~``, ``?`` and ``%`` widen it by one unit of its precision either way
(``2021~`` may be any day of 2020 to 2022). The years run from 1 to 9999.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from validator.values.calendar import (
    ALWAYS,
    FIRST_DAY,
    FIRST_YEAR,
    LAST_DAY,
    LAST_YEAR,
    MONTHS,
    Span,
    TimeFormatError,
    clip,
    day_number,
    describe_span,
    describe_year,
    hull_of,
    month_length,
    months_span,
    span_ends,
    within_calendar,
)
from validator.values.dataclass import dataclass

Precision = Literal["day", "month", "season", "year", "decade", "span", "recurring"]

SEASONS: Final = {
    21: ("spring", 3, 3),
    22: ("summer", 6, 3),
    23: ("autumn", 9, 3),
    24: ("winter", 12, 3),
    33: ("the first quarter", 1, 3),
    34: ("the second quarter", 4, 3),
    35: ("the third quarter", 7, 3),
    36: ("the fourth quarter", 10, 3),
    40: ("the first half", 1, 6),
    41: ("the second half", 7, 6),
}
"""Code of a part of a year -> its name, first month and length in months; winter ends in the next year."""

_LONGEST_SEASON: Final = 92  # days
_NAMES_OF_PARTS: Final = {(first, length): name for name, first, length in SEASONS.values()}

_LEAP_YEAR: Final = 2000
_MONTHS_LONG: Final[dict[int, Precision]] = {
    1: "month",
    3: "season",
    6: "season",
    12: "year",
    120: "decade",
    1200: "span",
}
_EDTF_DATE: Final = re.compile(r"([0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?([~?%]?)")
_MASKED_YEAR: Final = re.compile(r"[0-9]{2}(?:[0-9]X|XX)")
_UNSPECIFIED: Final = "XX"


@dataclass(frozen=True, slots=True)
class Moment:
    """One unknown day inside any of ``spans`` (sorted and disjoint, normally one).

    ``text`` is the time as written or, for a resolved relative time, as EDTF. ``stated`` is the span that was
    named before ``~``, ``?`` or ``%`` (then ``approximate``) widened it, ``None`` when nothing was widened.

    A day or month of an unstated year (``XXXX-12-04``, ``XXXX-12``) is *recurring*: it keeps ``month`` and ``day``
    and has no spans of its own, see `spans_within`. A moment that has no spans and is not recurring is
    `impossible`: no day fits it (the 30th of a February).
    """

    text: str
    spans: tuple[Span, ...]
    precision: Precision
    approximate: bool = False
    month: int | None = None
    day: int | None = None
    stated: Span | None = None

    def __hash__(self) -> int:
        return hash(self.text)  # equal times are written alike

    @property
    def recurring(self) -> bool:
        """Whether only the year is unknown."""
        return self.precision == "recurring"

    @property
    def impossible(self) -> bool:
        """Whether there is no such day."""
        return not self.spans and not self.recurring

    @property
    def is_day(self) -> bool:
        """Whether the moment is one known day."""
        return len(self.spans) == 1 and self.spans[0].is_day

    @property
    def hull(self) -> Span:
        """The smallest span around all possible days; all time for a recurring moment.

        Raises ``ValueError`` for an impossible moment.
        """
        return ALWAYS if self.recurring else hull_of(self.spans)

    def spans_within(self, window: Span) -> tuple[Span, ...]:
        """The possible days that lie in a window with two finite ends, every year of it for a recurring moment.

        Raises ``ValueError`` when the window is unbounded.
        """
        ends = window.bounded
        if ends is None:
            raise ValueError("a recurring day has no end of years in an unbounded window")
        spans = _yearly(self, *ends) if self.recurring else self.spans
        return tuple(common for span in spans if (common := span.intersect(window)) is not None)


def _yearly(moment: Moment, lo: int, hi: int) -> tuple[Span, ...]:
    if moment.month is None or hi < FIRST_DAY or lo > LAST_DAY:
        return ()
    years = range(
        # one year more at either side: widening carries the days around New Year across it
        max(date.fromordinal(max(lo, FIRST_DAY)).year - 1, FIRST_YEAR),
        min(date.fromordinal(min(hi, LAST_DAY)).year + 1, LAST_YEAR) + 1,
    )
    fixed = Fixed(moment.month, moment.day)
    moments = (place(year, fixed, "~" if moment.approximate else "") for year in years)
    return tuple(span for placed in moments if placed is not None for span in placed.spans)


@dataclass(frozen=True, slots=True)
class Fixed:
    """The parts of a date below its year: a month (1 to 12) or a code of `SEASONS`, and a day of the month."""

    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        return "".join(f"-{part:02}" for part in (self.month, self.day) if part is not None)


def place(year: int, fixed: Fixed, qualifier: str = "", text: str = "") -> Moment | None:
    """The moment with the given parts, or ``None`` when no such day lies in the years 1 to 9999. Its text is made up
    when none is given.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    text = text or f"{year:04}{fixed}{qualifier}"
    if fixed.day is not None:
        day = None if fixed.month is None else day_number(year, fixed.month, fixed.day)
        return None if day is None else around_day(day, qualifier, text)
    if fixed.month is None:
        return around_months(12 * year, 12, qualifier, text)
    _, first, length = SEASONS.get(fixed.month, ("", fixed.month, 1))
    return around_months(12 * year + first - 1, length, qualifier, text)


def around_months(start: int, length: int, qualifier: str, text: str) -> Moment | None:
    """The moment "some day of these months", counted as in `months_span`; widened if there is a qualifier."""
    stated = months_span(start, length)
    if stated is None:
        return None
    precision = _MONTHS_LONG.get(length, "span")
    widened = months_span(start - length, 3 * length) if qualifier else None
    if widened is None:
        return Moment(text, (stated,), precision)
    return Moment(text, (widened,), precision, approximate=True, stated=stated)


def around_day(day: int, qualifier: str = "", text: str = "") -> Moment:
    """The moment "this day"; one day either way if there is a qualifier. Its text is made up when none is given."""
    text = text or date.fromordinal(day).isoformat() + qualifier
    stated = Span(day, day)
    widened = within_calendar(Span(day - 1, day + 1)) if qualifier else None
    if widened is None:
        return Moment(text, (stated,), "day")
    return Moment(text, (widened,), "day", approximate=True, stated=stated)


def somewhere_in(span: Span, text: str = "", *, approximate: bool = False) -> Moment:
    """The moment "some day in this span", as ``a..b`` writes it; days outside the years 1 to 9999 are left out."""
    inside = within_calendar(span)
    if inside is None:
        return Moment(text or "no such day", (), "span")
    if inside.is_day and inside.lo is not None and not approximate:
        return around_day(inside.lo, text=text)
    return Moment(text or range_text(inside), (inside,), "span", approximate=approximate)


def range_text(span: Span) -> str:
    """A span inside the calendar as EDTF writes "some day in it": ``2022-03-29..2022-04-30``, ``..2022-04-30``."""
    lo, hi = ("" if end is None else date.fromordinal(end).isoformat() for end in (span.lo, span.hi))
    return lo if lo and lo == hi else f"{lo}..{hi}"


@lru_cache(maxsize=16_384)
def parse_moment(text: str, offset: int = 0) -> Moment | None:
    """Read an EDTF date, ``None`` when the text does not even have the shape of one.

    ``offset`` is where the text begins in what the user wrote. Raises `TimeFormatError` for a date that has the
    right shape but cannot be: a month 13, a 29 February 2021, unspecified digits in an unsupported place.
    """
    shape = _EDTF_DATE.fullmatch(text)
    if shape is None:
        return None
    year, month, day, qualifier = shape.groups()
    if year == "XXXX":
        return _parse_recurring(text, month, day, qualifier, offset)
    if "X" in year:
        return _parse_masked_year(text, year, month, qualifier, offset)
    if int(year) < FIRST_YEAR:
        raise TimeFormatError(f"found the year 0000 in {clip(text)}, expected a year from 0001 to 9999", "", offset)
    fixed = parse_fixed(month, day, text, offset + 5)
    moment = place(int(year), fixed, qualifier, text)
    if moment is None:
        assert fixed.month is not None  # only a day can be missing from a year of the calendar
        length = month_length(int(year), fixed.month)
        name = f"{MONTHS[fixed.month - 1]} {describe_year(int(year))}"
        suggestion = f"write {year}-{month}-{length} or {year}-{month}"
        if (fixed.month, fixed.day) == (2, 29) and 1582 < int(year) < 1923 and int(year) % 4 == 0:
            suggestion = (
                f"if it is told in the Julian calendar, write {text} O.S., else {suggestion.removeprefix('write ')}"
            )
        raise TimeFormatError(f"found day {day} in {clip(text)}, but {name} has {length} days", suggestion, offset + 8)
    return moment


def parse_fixed(month: str | None, day: str | None, text: str, offset: int) -> Fixed:
    """The parts below a year that is known or counted, each two digits or ``XX``.

    ``text`` is the time they belong to and ``offset`` the place of the month in it. A day must exist in some year.
    Raises `TimeFormatError`.
    """
    if month is None:
        return Fixed()
    if month == _UNSPECIFIED:
        if day not in (None, _UNSPECIFIED):
            what = f"found day {day} of an unspecified month in {clip(text)}"
            raise TimeFormatError(f"{what}, expected a month before a day", "write XX for the day too", offset)
        return Fixed()
    number = _two_digits(month, "month", text, offset)
    if not (1 <= number <= 12 or number in SEASONS):
        what = f"found month {month} in {clip(text)}"
        expected = "01 to 12, a season (21 to 24), a quarter (33 to 36) or a half of the year (40, 41)"
        raise TimeFormatError(f"{what}, expected {expected}", "", offset)
    if day is None or day == _UNSPECIFIED:
        return Fixed(number)
    if number in SEASONS:
        what = f"found day {day} of {_part_named(number)} in {clip(text)}, expected a month before a day"
        raise TimeFormatError(what, "", offset)
    day_of_month = _two_digits(day, "day", text, offset + 3)
    longest = month_length(_LEAP_YEAR, number)
    if not 1 <= day_of_month <= longest:
        what = f"found day {day} of {MONTHS[number - 1]} in {clip(text)}, expected 01 to {longest}"
        raise TimeFormatError(what, "", offset + 3)
    return Fixed(number, day_of_month)


def _part_named(code: int) -> str:
    return f"the {SEASONS[code][0].removeprefix('the ')}"


def _two_digits(part: str, name: str, text: str, offset: int) -> int:
    if "X" in part:
        what = f"found {name} {part} in {clip(text)}, expected two digits or XX"
        raise TimeFormatError(what, "write XX for the whole part, or a range a..b", offset)
    return int(part)


def _parse_recurring(text: str, month: str | None, day: str | None, qualifier: str, offset: int) -> Moment:
    fixed = parse_fixed(month, day, text, offset + 5)
    if fixed.month is None:
        what = f"found {clip(text)}, which names neither year nor month"
        raise TimeFormatError(f"{what}, expected at least XXXX-MM", "leave the time out", offset)
    if fixed.month in SEASONS:
        what = f"found {_part_named(fixed.month)} of an unstated year in {clip(text)}"
        raise TimeFormatError(f"{what}, expected a month (01 to 12) after XXXX", "", offset + 5)
    return Moment(text, (), "recurring", bool(qualifier), fixed.month, fixed.day)


def _parse_masked_year(text: str, year: str, month: str | None, qualifier: str, offset: int) -> Moment:
    if not _MASKED_YEAR.fullmatch(year):
        what = f"found the year {year} in {clip(text)}, expected X only for the last digit or the last two"
        raise TimeFormatError(what, "write 202X, 20XX or a range such as 2000..2099", offset)
    if month is not None:
        what = f"found a month after the unspecified year {year} in {clip(text)}, expected the year alone"
        raise TimeFormatError(what, f"write {year}", offset + 4)
    years = 10 ** year.count("X")
    moment = around_months(12 * int(year.replace("X", "0")), 12 * years, qualifier, text)
    assert moment is not None  # the years 0 to 9 and 0 to 99 reach into the calendar
    return moment


def describe_moment(moment: Moment) -> str:
    """A moment in English: ``about 2021``, ``4 December of an unstated year``, ``between 1 and 9 May 2021``."""
    if moment.impossible:
        return "no such day"
    about = "about " if moment.approximate else ""
    if moment.month is not None:
        day = "" if moment.day is None else f"{moment.day} "
        return f"{about}{day}{MONTHS[moment.month - 1]} of an unstated year"
    if len(moment.spans) > 1:
        what = "days" if all(span.is_day for span in moment.spans) else "spans"
        return f"one of {len(moment.spans)} {what} {describe_range(moment.hull)}"
    stated = moment.stated or moment.hull
    if moment.precision == "span" and moment.stated is None:
        return describe_range(stated)
    if stated.is_day:
        return about + describe_span(stated)
    first_month = date.fromordinal(stated.lo) if stated.lo is not None else None
    if moment.precision == "decade" and first_month is not None and first_month.year % 10 == 0:
        return f"{about}the {describe_year(first_month.year)}s"
    if moment.precision == "season" and first_month is not None:
        length = 6 if stated.hi is not None and stated.hi - first_month.toordinal() > _LONGEST_SEASON else 3
        return about + _describe_part(first_month, length)
    return about + describe_span(stated)


def _describe_part(first: date, length: int) -> str:
    """A season, quarter or half in English: `spring 2021`, `the first quarter of 2021`, `winter 2021 to 2022`."""
    name = _NAMES_OF_PARTS[first.month, length]
    joint = " of " if name.startswith("the ") else " "
    return f"{name}{joint}{describe_year(first.year)}" + (f" to {first.year + 1}" if name == "winter" else "")


def describe_range(span: Span) -> str:
    """An unknown day of a span in English: ``between 29 March and 30 April 2022``, ``by 3 May 2021``."""
    first, last = span_ends(span)
    return f"between {first} and {last}" if first and last and first != last else describe_span(span)
