"""Days of the Julian calendar, which was in use beside the Gregorian one for centuries.

A time written `1834-01-27 O.S.` is a day in the old style, `1834-02-08 N.S.` says that a day is in the new one.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from validator.values.calendar import FIRST_DAY, LAST_DAY, MONTHS, Span, TimeFormatError, clip, describe_year
from validator.values.dataclass import replace
from validator.values.dates_moment import Moment, around_day, parse_moment

_STYLED: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2}) ([ON])\.S\.")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BOTH_IN_USE: Final = range(date(1582, 10, 15).toordinal(), date(1923, 3, 1).toordinal())
"""Days on which some country dated by either calendar, from the first Gregorian day to the change in Greece."""
_LONGEST_MONTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ORDINAL_OF_JULIAN_DAY_0: Final = 1_721_425


def old_style_day(year: int, month: int, day: int) -> int | None:
    """The number of a day that is given in the Julian calendar; None where that has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= _LONGEST_MONTHS[month - 1] or (month == 2 and day == 29 and year % 4):
        return None
    before_march = (14 - month) // 12
    years, months = year + 4800 - before_march, month + 12 * before_march - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32_083 - _ORDINAL_OF_JULIAN_DAY_0
    return number if FIRST_DAY <= number <= LAST_DAY else None


def in_old_style(moment: Moment) -> str:
    """A day that is written in the old style, as it is called there: `27 January 1834`; empty for any other moment."""
    found = _STYLED.fullmatch(moment.text)
    if found is None or found[4] == "N":
        return ""
    return f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {describe_year(int(found[1]))}"


def as_old_style(moment: Moment) -> Moment:
    """The moment that is meant if the days in it that are written without a style are of the old one.

    A moment that names no day, or only days on which one calendar was in use, stays as it is.
    """
    if moment.approximate and moment.precision == "day" and moment.stated is not None:
        old = _old(moment.stated.lo)
        return moment if old is None else replace(around_day(old, "~"), text=moment.text)
    if moment.recurring or moment.impossible or moment.approximate:
        return moment
    span = moment.hull
    first_told, told_to, last_told = moment.text.partition("..")
    first = _old(span.lo) if _DAY.fullmatch(first_told) else None
    last = _old(span.hi) if _DAY.fullmatch(last_told if told_to else first_told) else None
    return moment if first is last is None else replace(moment, spans=(Span(first or span.lo, last or span.hi),))


def in_either_style(moment: Moment) -> Moment:
    """The moment that a day is if nobody says by which calendar: that day, or the one so called in the old style.

    Any other moment stays as it is.
    """
    old = as_old_style(moment) if moment.is_day else moment
    return moment if old is moment else replace(moment, spans=(*moment.spans, *old.spans))


def _old(day: int | None) -> int | None:
    """The day that is called so in the old style; None where nobody can have meant it."""
    if day is None or day not in BOTH_IN_USE:
        return None
    written = date.fromordinal(day)
    return old_style_day(written.year, written.month, written.day)


def parse_styled(text: str, offset: int = 0) -> Moment | None:
    """Read a day with its style; None when the text has another form. Raises TimeFormatError for a day that is none."""
    found = _STYLED.fullmatch(text)
    if found is None:
        return None
    year, month, day, style = found.groups()
    if style == "N":
        moment = parse_moment(text[:10], offset)
        return None if moment is None else replace(moment, text=text)
    number = old_style_day(int(year), int(month), int(day))
    if number is None:
        raise TimeFormatError(f"found {clip(text)}, which is no day of the Julian calendar", "", offset)
    return around_day(number, text=text)
