"""Days a statement's time can be, as one span: for comparing without a solver, and for words."""

from __future__ import annotations

from validator.judgement.clock import Clock
from validator.judgement.readings import Statement
from validator.records.claim import Claim
from validator.values.calendar import Span
from validator.values.dataclass import replace
from validator.values.dates import EventRef, Moment, Relative, Stretch, Time, resolve

ALWAYS = Span(None, None)


def window_of(time: Time, claim: Claim, clock: Clock) -> Span:
    """The smallest span around every day a time can mean, whatever the day of publication."""
    if isinstance(time, EventRef):
        return ALWAYS
    if isinstance(time, Moment):
        return ALWAYS if time.impossible else time.hull
    key = id(time), claim.source, id(claim.said_on)
    known = clock.known_windows.get(key)
    if known is None:
        known = clock.known_windows[key] = (_window_of(time, claim, clock), time, claim.said_on)
    return known[0]


def _window_of(time: Stretch | Relative, claim: Claim, clock: Clock) -> Span:
    if isinstance(time, Stretch) and not time.is_relative:
        return time.possibly
    hull: Span | None = None
    for case in resolve(time, _anchor(claim, clock)):
        if isinstance(case.time, Moment):
            if case.time.impossible:
                continue
            span = case.time.hull
        else:
            span = case.time.possibly
        hull = span if hull is None else around(hull, span)
    return hull or ALWAYS


def _anchor(claim: Claim, clock: Clock) -> Span:
    """The days that relative times of a claim may be told from."""
    if claim.said_on is not None and isinstance(claim.said_on, Moment) and not claim.said_on.impossible:
        return claim.said_on.hull
    return clock.window(claim.source)


def around(one: Span, other: Span) -> Span:
    lo = None if one.lo is None or other.lo is None else min(one.lo, other.lo)
    hi = None if one.hi is None or other.hi is None else max(one.hi, other.hi)
    return Span(lo, hi)


def told_window(claim: Claim, clock: Clock) -> Span:
    """The days on which a plan can have been told: those of `said-on`, else of publication; some day before its end,
    where that was over by publication.
    """
    published = clock.window(claim.source)
    if claim.said_on is not None:
        said = window_of(claim.said_on, replace(claim, said_on=None), clock)
        return said.intersect(Span(None, published.hi)) or said
    last = last_day_of(claim, clock)
    if last is not None and published.lo is not None and last < published.lo:
        return Span(None, last)
    return published


def last_day_of(claim: Claim, clock: Clock) -> int | None:
    """The last day that the times of a claim leave to it, those of other events left aside."""
    found = []
    for entry in claim.times:
        if isinstance(entry.time, EventRef):
            continue
        cases = resolve(entry.time, _anchor(claim, clock))
        days = [last_day(entry.key, case.time) for case in cases]
        known = [day for day in days if day is not None]
        if known and len(known) == len(days):
            found.append(max(known))
    return min(found, default=None)


def last_day(key: str, time: Moment | Stretch) -> int | None:
    """The last day that a time leaves to an event under this key (`when`, `before`, …); None where it leaves any."""
    if key == "after" or (isinstance(time, Moment) and (time.recurring or time.impossible)):
        return None
    hull = time.possibly if isinstance(time, Stretch) else time.hull
    if key not in ("before", "until"):
        return hull.hi
    unknown = isinstance(time, Moment) and (time.precision == "span" or time.approximate)
    edge = hull.hi if unknown else hull.lo
    return None if edge is None else edge - 1


def event_window(statement: Statement, clock: Clock) -> Span:
    """The days an event told as done can have been, its own words and its publication taken together."""
    claim = statement.claim
    published = clock.window(claim.source)
    window = Span(None, published.hi) if statement.of_the_world and not statement.denied else ALWAYS
    for entry in claim.times:
        span = window_of(entry.time, claim, clock)
        if entry.key in ("before", "until"):
            span = Span(None, None if span.hi is None else span.hi - 1)
        elif entry.key == "after":
            span = Span(None if span.lo is None else span.lo + 1, None)
        window = window.intersect(span) or span
    return window


def apart(one: Span, other: Span) -> bool:
    return not one.overlaps(other)
