"""The time values of the records: everything a `when`, `at`, `since` or `during` may hold.

==================  ==========================================================================
`Moment`            one unknown day: EDTF level 0 and 1 (``2021``, ``2021-09-11``, ``2021~``,
                    ``202X``, ``2021-21``, ``XXXX-12-04``), or ``a..b`` for some day in between
`Stretch`           ``a/b``: throughout from a to b; open ends ``../b`` and ``a/..``
`Relative`          told from another day: ``-1Y-09``, ``0M-29``, ``-1D``, ``-Sun``, ``+1W``
`EventRef`          the day of an event: ``talks-2023/held``
==================  ==========================================================================

Days are proleptic Gregorian ordinals, see `validator.values.calendar`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from validator.values.calendar import (
    LONGEST_TEXT,
    Span,
    TimeFormatError,
    clip,
    describe_day,
    describe_span,
    parse_weekday,
    weekday_of,
)
from validator.values.dataclass import dataclass
from validator.values.dates_moment import Moment, Precision, around_day, describe_moment, parse_moment, somewhere_in
from validator.values.old_style import parse_styled
from validator.values.relative import Between, Case, End, Relative, Stretch, resolve, runs_backwards
from validator.values.relative_text import describe_end, describe_relative, parse_relative

__all__ = [
    "Case",
    "EventRef",
    "Moment",
    "Precision",
    "Relative",
    "Span",
    "Stretch",
    "Time",
    "TimeFormatError",
    "around_day",
    "describe",
    "describe_day",
    "describe_span",
    "parse_time",
    "parse_weekday",
    "resolve",
    "somewhere_in",
    "weekday_of",
]


@dataclass(frozen=True, slots=True)
class EventRef:
    """The day of an event: ``step`` (one of its stages, or a property) of ``entity``."""

    text: str
    entity: str
    step: str


Time = Moment | Stretch | Relative | EventRef

_OPEN: Final = ".."
_EVENT: Final = re.compile(r"([^\W_][^\s/]*)/([^\W\d_][^\s/]*)")
_VAGUE: Final = "some day "
_EXPECTED: Final = (
    "expected a date (2021, 2021-09-11, 2021~), a range (a..b: one day in it, a/b: throughout), "
    "an offset from publication (-1Y-09, -1D, -Sun) or an event (talks-2023/held)"
)


def parse_time(text: str) -> Time:
    """Read a time of the records.

    Raises `TimeFormatError`, and nothing else, for any other text: what was found, what was expected, the place
    where it goes wrong and, where there is a good guess, how to write it.
    """
    if len(text) > LONGEST_TEXT:
        what = f"found a time of {len(text)} characters ({clip(text)}), expected at most {LONGEST_TEXT}"
        raise TimeFormatError(what, "", LONGEST_TEXT)
    return _parse_known(text)


@lru_cache(maxsize=65_536)
def _parse_known(text: str) -> Time:
    try:
        return _parse(text)
    except TimeFormatError as error:
        from validator.values.dates_hints import suggest

        suggestion = error.suggestion or suggest(text, _is_time)
        raise TimeFormatError(error.message, suggestion, error.offset) from None


def _is_time(text: str) -> bool:
    try:
        _parse(text)
    except TimeFormatError:
        return False
    return True


def _parse(text: str) -> Time:
    if not text or text.isspace():
        raise TimeFormatError(f"found no time in {clip(text)}, {_EXPECTED}")
    if "/" in text:
        return _parse_event(text) or _parse_stretch(text)
    if _OPEN in text:
        return _parse_between(text)
    return _parse_single(text, 0)


def _parse_single(text: str, offset: int) -> Moment | Relative:
    single = parse_moment(text, offset) or parse_relative(text, offset) or parse_styled(text, offset)
    if single is None:
        from validator.values.dates_hints import refusal

        raise TimeFormatError(f"found {clip(text)}, {refusal(text) or _EXPECTED}", "", offset)
    return single


def _parse_event(text: str) -> EventRef | None:
    found = _EVENT.fullmatch(text)
    if found is None or not text.isprintable() or _OPEN in text:
        return None
    entity, step = found.groups()
    named = entity == "X" or any(letter.isalpha() and letter != "X" for letter in entity)
    return EventRef(text, entity, step) if named and not _is_time(entity) else None


def _parse_stretch(text: str) -> Stretch:
    first, _, last = text.partition("/")
    if "/" in last:
        what = f"found more than one '/' in {clip(text)}, expected a/b"
        raise TimeFormatError(what, "", len(first) + 1 + last.index("/"))
    for part, offset in ((first, 0), (last, len(first) + 1)):
        if not part:
            what = f"found an empty end in {clip(text)}, expected a time, or .. for an open end"
            raise TimeFormatError(what, "", offset)
        if part != _OPEN and _OPEN in part:
            what = f"found the range {clip(part)} as an end in {clip(text)}, expected a single time"
            raise TimeFormatError(what, "", offset)
    start, end = _parse_ends("" if first == _OPEN else first, "" if last == _OPEN else last, text, "/")
    return Stretch(text, start, end)


def _parse_between(text: str) -> Moment | Relative:
    first, _, last = text.partition(_OPEN)
    if last.startswith(".") or _OPEN in last:
        what = f"found more dots than one '..' in {clip(text)}, expected a..b"
        raise TimeFormatError(what, "", len(first) + 2)
    start, end = _parse_ends(first, last, text, _OPEN)
    if isinstance(start, Relative) or isinstance(end, Relative):
        return Relative(text, Between(start, end))
    approximate = any(side is not None and side.approximate for side in (start, end))
    span = Span(None if start is None else start.hull.lo, None if end is None else end.hull.hi)
    return somewhere_in(span, text, approximate=approximate)


def _parse_ends(first: str, last: str, text: str, mark: str) -> tuple[End, End]:
    """The two ends of a stretch or range, "" for an open one. Refuses two open ends, and an end before the start."""
    if not first and not last:
        what = f"found {clip(text)}, which is open at both ends and says nothing"
        raise TimeFormatError(f"{what}, expected a time at one end", "leave the time out")
    last_at = len(text) - len(last)
    start, end = _parse_end(first, 0, text), _parse_end(last, last_at, text)
    if runs_backwards(start, end):
        what = f"found {clip(text)}, which ends before it begins, expected the earlier time first"
        raise TimeFormatError(what, f"write {last}{mark}{first}", last_at)
    return start, end


def _parse_end(part: str, offset: int, text: str) -> End:
    if not part:
        return None
    end = _parse_single(part, offset)
    if isinstance(end, Moment) and end.recurring:
        what = f"found {part}, a day of an unstated year, as an end in {clip(text)}, expected a year"
        raise TimeFormatError(what, "name the year (0Y is the year of publication)", offset)
    return end


@lru_cache(maxsize=16_384)
def describe(time: Time, anchor: str = "publication") -> str:
    """A time in plain English, for a report.

    ``about 2021``, ``4 December of an unstated year``, ``throughout 2019 to 2021``, ``between 29 March and 30 April
    2022``, ``the day before publication``; ``anchor`` names the day that relative times are told from.
    """
    match time:
        case Moment():
            return describe_moment(time)
        case Relative():
            return describe_relative(time, anchor)
        case EventRef():
            return f"the day of {time.entity} ({time.step.replace('-', ' ')})"
        case Stretch():
            return _describe_stretch(time, anchor)


def _describe_stretch(stretch: Stretch, anchor: str) -> str:
    first, last = _describe_edge(stretch.start, anchor), _describe_edge(stretch.end, anchor)
    if not first:
        return f"all the time until {last}"
    if not last:
        return f"all the time from {first} on"
    if first.startswith(_VAGUE) or last.startswith(_VAGUE):
        return f"every day from {first} to {last}"
    return f"throughout {first}" if first == last else f"throughout {first} to {last}"


def _describe_edge(end: End, anchor: str) -> str:
    words = describe_end(end, anchor)
    return f"{_VAGUE}{words}" if isinstance(end, Moment) and words.startswith(("between", "one of")) else words
