"""Quarters and halves of a year among the times of a draft: `the second half of 2017` is one time, and no number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from validator.records.support_parts_of_year import parts_at
from validator.values.told_times import TimeTold

_YEAR: Final = re.compile(r"[0-9]{4}|[-+]?[0-9]{1,2}Y")
_BEFORE_YEAR: Final = re.compile(r"[^\S\n]*(?:[^\W\d]{1,6}[^\S\n]+){0,2}/?")
"""What stands between a part of a year and the year after it: `of`, `des Jahres`, or nothing."""
_AFTER_YEAR: Final = re.compile(r"[^\S\n]*+(?:年[^\S\n]*+)?")
_FIRST_HALF: Final = 40
_OF_SOME_YEAR: Final = ("0Y", "-1Y", "+1Y")


def with_parts_of_year(times: Sequence[TimeTold], text: str) -> tuple[TimeTold, ...]:
    """The times of a text, a year that one of its parts stands beside being that part; a part without a year is told
    as a choice of years.
    """
    parts = list(parts_at(text))
    if not parts:
        return tuple(times)
    found, used = [], set()
    for start, end, code in parts:
        beside = next((one for one in times if one not in used and _is_beside(one, start, end, text)), None)
        if beside is not None:
            used.add(beside)
            first, last = min(start, beside.start), max(end, beside.end)
            written = (f"{_year(beside)}-{code}",)
            found.append(TimeTold(first, last, text[first:last], written))
        elif code < _FIRST_HALF:  # the first half of anything is told alike
            choices = tuple(f"{year}-{code}" for year in _OF_SOME_YEAR)
            found.append(TimeTold(start, end, text[start:end], choices=choices))
    kept = [one for one in times if one not in used and not any(_meet(one, other) for other in found)]
    return tuple(sorted([*kept, *found], key=lambda one: one.start))


def _is_beside(time: TimeTold, start: int, end: int, text: str) -> bool:
    if not _YEAR.fullmatch(_year(time)):
        return False
    if time.start >= end:
        return _BEFORE_YEAR.fullmatch(text, end, time.start) is not None
    return time.end <= start and _AFTER_YEAR.fullmatch(text, time.end, start) is not None


def _year(time: TimeTold) -> str:
    """The one form that a time can have; a bare year may be a number as well."""
    forms = (*time.written, *time.choices)
    return forms[0] if len(forms) == 1 else ""


def _meet(one: TimeTold, other: TimeTold) -> bool:
    return one.start < other.end and other.start < one.end
