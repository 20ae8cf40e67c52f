"""What a written time, source date or amount leaves possible, as whole numbers that SQL can compare. One answer per
distinct text.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

from validator.judgement.amounts import period_of, tolerant
from validator.records.vocabulary import Property
from validator.values.calendar import Span
from validator.values.dataclass import dataclass
from validator.values.dates import Moment, Relative, Stretch, Time, TimeFormatError, parse_time
from validator.values.intervals import Interval
from validator.values.quantities import Quantity

NEVER: Final = -(2**30)
"""Before every day."""
EVER: Final = 2**30
"""After every day."""
PUBLISHED: Final = 2**30 - 1
"""As the end of a window: the day of publication."""
RELATIVE: Final = r"(^|/|\.\.)[+-]|0[YQMWD]"
"""Texts that may need a day to be told from (a text that only looks so costs a second look, nothing else)."""

EVENT: Final = "event"
STATE: Final = "state"
AMOUNT: Final = "amount"
ROLES: Final = (EVENT, STATE, AMOUNT)


class Window(NamedTuple):
    """Days from `lo` to `hi`. `sure`: every one of them is meant, wherever within its words the time lies.

    `period` names, for an amount, the period it covers.
    """

    lo: int
    hi: int
    sure: bool
    period: str = ""


def window(role: str, key: str, text: str, published: int | None) -> Window | None:
    """The days a time speaks of under a time key; None where only the exact rules can tell.

    `published` is the day that relative times are told from, None where it is not known.
    """
    try:
        time: Time | None = parse_time(text)
    except TimeFormatError:
        return None
    if isinstance(time, Relative) or (isinstance(time, Stretch) and time.is_relative):
        time = _resolved(time, published)
    match role:
        case "event":
            return _of_event(key, time)
        case "amount":
            return _of_amount(key, time)
        case _:
            return _of_state(key, time)


def _resolved(time: Relative | Stretch, published: int | None) -> Time | None:
    if published is None:
        return None
    anchor = Span(published, published)
    if time.calendar_week(anchor) is not None:
        return None
    cases = time.resolve(anchor)
    if len(cases) != 1 or cases[0].weekday is not None:
        return None
    return cases[0].time


def _span(time: Time | None) -> Span | None:
    """The one run of days a moment lies in."""
    if not isinstance(time, Moment) or time.recurring or len(time.spans) != 1:
        return None
    return time.spans[0]


def _low(day: int | None) -> int:
    return NEVER if day is None else day


def _high(day: int | None) -> int:
    return EVER if day is None else day


def _of_event(key: str, time: Time | None) -> Window | None:
    span = _span(time)
    if span is None:
        return None
    match key:
        case "before":
            # the day lies before every day the words may mean: stricter than needed, so a world is a world
            return None if span.lo is None else Window(NEVER, span.lo - 1, False)
        case "after":
            return None if span.hi is None else Window(span.hi + 1, EVER, False)
        case _:
            return Window(_low(span.lo), _high(span.hi), True)


def _of_state(key: str, time: Time | None) -> Window | None:
    if isinstance(time, Stretch):
        return _of_stretch(time) if key in ("at", "during") else None
    span = _span(time)
    if span is None or not isinstance(time, Moment):
        return None
    if key in ("before", "after"):
        return _beside(key, time, span)
    throughout = key == "during" and not time.approximate and time.precision != "span" and span.bounded is not None
    return Window(_low(span.lo), _high(span.hi), throughout or span.is_day)


def _beside(key: str, time: Moment, span: Span) -> Window:
    edge = (span.lo if key == "before" else span.hi) if time.precision != "span" else None
    step = -1 if key == "before" else 1
    if edge is not None:
        return Window(edge + step, edge + step, True)
    return Window(_low(span.lo) + step, _high(span.hi) + step, False)


def _of_stretch(time: Stretch) -> Window | None:
    first, last = (None if end is None else _span(end) for end in (time.start, time.end))
    if (time.start is not None and first is None) or (time.end is not None and last is None):
        return None
    if first is None:
        # nobody says since when: one day is enough
        return None if last is None else Window(_low(last.lo), _high(last.hi), False)
    if last is None:
        return Window(_low(first.lo), PUBLISHED, first.is_day)
    return (
        None
        if _low(first.lo) > _high(last.hi)
        else Window(_low(first.lo), _high(last.hi), first.is_day and last.is_day)
    )


def _of_amount(key: str, time: Time | None) -> Window | None:
    if not isinstance(time, Moment | Stretch) or key not in ("at", "during"):
        return None
    if isinstance(time, Moment) and _span(time) is None:
        return None
    period = period_of(key, time)
    if period.loose:
        return None
    return Window(_low(period.span.lo), _high(period.span.hi), True, period.name)


# -- amounts ----------------------------------------------------------------------------------------------------------

End = tuple[Fraction, int]


@dataclass(frozen=True, slots=True)
class Range:
    """An amount with what it means to its last digit: the numbers both allow."""

    dimension: str
    lo: End | None
    hi: End | None


def range_of(quantity: Quantity, property: Property) -> Range:
    """Ends order as numbers do; an open end lies a step inside (`(x, 1)` just above x, `(x, -1)` just below)."""
    sure, rounded = tolerant(quantity.sure, property), tolerant(quantity.rounded, property)
    both: Interval = sure.intersect(rounded)
    lo = None if both.lo is None else (both.lo, int(both.lo_open))
    hi = None if both.hi is None else (both.hi, -int(both.hi_open))
    return Range(quantity.unit.dimension, lo, hi)


def ranked(ends: list[End]) -> dict[End, int]:
    """Whole numbers in the order of the ends: comparing them is comparing the exact numbers."""
    return {end: rank for rank, end in enumerate(sorted(set(ends)), start=1)}
