"""Relative times as text: read from the records, and said in English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from validator.values.calendar import MONTHS, WEEKDAYS, TimeFormatError, clip, parse_weekday
from validator.values.dates_moment import SEASONS, Fixed, describe_moment, parse_fixed
from validator.values.relative import Between, End, Offset, Relative, Unit, WeekdayOffset

_SHAPE: Final = re.compile(r"([+-]?)([0-9]{1,4})([YQMWD])(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?([~?%]?)")
_WEEKDAY_SHAPE: Final = re.compile(r"([+-])([A-Za-z]{2,})")
_UNIT_NAMES: Final = {"Y": "year", "Q": "quarter", "M": "month", "W": "week", "D": "day"}


def parse_relative(text: str, offset: int = 0) -> Relative | None:
    """Read a single relative time, ``None`` when the text does not even have the shape of one.

    ``offset`` is where the text begins in what the user wrote. Raises `TimeFormatError` for a wrong weekday, a
    missing sign, or fixed parts that the unit cannot have.
    """
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return _parse_weekday_offset(text, offset)
    sign, digits, unit, upper, lower, qualifier = shape.groups()
    if not sign and int(digits):
        what = f"found {clip(text)} without a sign, expected + (later) or - (earlier)"
        raise TimeFormatError(what, f"write -{text} or +{text}", offset)
    count = -int(digits) if sign == "-" else int(digits)
    fixed_at = offset + len(sign) + len(digits) + 2
    if unit == "Y":
        return Relative(text, Offset(count, "Y", parse_fixed(upper, lower, text, fixed_at), qualifier))
    if unit == "M" and lower is None:
        return Relative(text, Offset(count, "M", Fixed(None, _day_of_month(upper, text, fixed_at)), qualifier))
    if upper is not None:
        allowed = {"M": "a month takes a day at most: 0M-29"}.get(unit, "quarters, weeks and days take none")
        raise TimeFormatError(f"found fixed parts in {clip(text)}, but {allowed}", "", fixed_at)
    known: Mapping[str, Unit] = {"Q": "Q", "W": "W"}
    return Relative(text, Offset(count, known.get(unit, "D"), Fixed(), qualifier))


def _day_of_month(part: str | None, text: str, offset: int) -> int | None:
    if part is None or part == "XX":
        return None
    if "X" in part or not 1 <= int(part) <= 31:
        raise TimeFormatError(f"found day {part} in {clip(text)}, expected 01 to 31", "", offset)
    return int(part)


def _parse_weekday_offset(text: str, offset: int) -> Relative | None:
    shape = _WEEKDAY_SHAPE.fullmatch(text)
    if shape is None:
        return None
    sign, name = shape.groups()
    try:
        return Relative(text, WeekdayOffset(parse_weekday(name), forward=sign == "+"))
    except TimeFormatError as error:
        suggestion = error.suggestion.replace("write ", f"write {sign}")
        raise TimeFormatError(error.message, suggestion, offset + 1) from None


def describe_relative(time: Relative, anchor: str = "publication") -> str:
    """A relative time in English, told from ``anchor``: ``the day before publication``."""
    meaning = time.meaning
    if isinstance(meaning, WeekdayOffset):
        which, side = ("first", "after") if meaning.forward else ("last", "before")
        return f"the {which} {WEEKDAYS[meaning.weekday]} {side} {anchor}"
    if isinstance(meaning, Between):
        return _describe_between(meaning, anchor)
    unit = _describe_unit(meaning, anchor)
    fixed = describe_fixed(meaning.fixed)
    about = "about " if meaning.qualifier else ""
    return f"{about}{fixed} of {unit}" if fixed else f"{about}{unit}"


def _describe_unit(offset: Offset, anchor: str) -> str:
    name = _UNIT_NAMES[offset.unit]
    side = "before" if offset.count < 0 else "after"
    away = abs(offset.count)
    # a day is told from the anchor itself, a year, month or week from the one the anchor lies in
    origin = anchor if offset.unit == "D" else f"that of {anchor}"
    if away == 0:
        return f"the {name} of {anchor}"
    if away == 1:
        return f"the {name} {side} {origin}"
    days = f"{away} {name}s {side} {origin}"
    return days if offset.unit == "D" else f"the {name} {days}"


def describe_fixed(fixed: Fixed) -> str:
    """The parts below an unnamed year or month: ``28 April``, ``September``, ``spring``, ``the 29th``; "" for none."""
    if fixed.month is None:
        return "" if fixed.day is None else f"the {_ordinal(fixed.day)}"
    month = SEASONS[fixed.month][0] if fixed.month in SEASONS else MONTHS[fixed.month - 1]
    return month if fixed.day is None else f"{fixed.day} {month}"


def _ordinal(number: int) -> str:
    ending = "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _describe_between(between: Between, anchor: str) -> str:
    first, last = (None if end is None else describe_end(end, anchor) for end in (between.start, between.end))
    if first is None:
        return f"at the latest {last}"
    return f"{first} or later" if last is None else f"between {first} and {last}"


def describe_end(end: End, anchor: str = "publication") -> str:
    """One end of a stretch or range in English, "" when it is open."""
    if end is None:
        return ""
    return describe_relative(end, anchor) if isinstance(end, Relative) else describe_moment(end)
