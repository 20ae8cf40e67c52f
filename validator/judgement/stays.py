"""The runs of days that statements speak of, compared without a solver: do two have to meet?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from validator.judgement.readings import Statement
from validator.judgement.windows import window_of
from validator.values.calendar import Span
from validator.values.dataclass import dataclass
from validator.values.overlaps import overlapping, stretch

if TYPE_CHECKING:
    from validator.judgement.world import World


@dataclass(frozen=True, slots=True)
class Stay:
    """A run of days that is surely covered, or (`point`) one day somewhere in it."""

    span: Span
    point: bool


def stays(statement: Statement, world: World) -> tuple[Stay, ...]:
    """The runs of days a statement speaks of, found once, for it is held against all others of its question."""
    known = world.stays.get(id(statement))
    if known is None:
        known = world.stays[id(statement)] = (statement, tuple(_spans(statement, world)))
    return known[1]


def _spans(statement: Statement, world: World) -> Iterator[Stay]:
    claim, clock = statement.claim, world.clock
    published = clock.window(claim.source)
    if not claim.times:
        yield Stay(published, True)
        return
    since = claim.times_under("since")
    until = claim.times_under("until")
    if since:
        start = window_of(since[0], claim, clock)
        end = window_of(until[0], claim, clock).lo if until else published.lo
        lo = None if start.hi is None else start.hi + 1
        hi = None if end is None else end - bool(until)
        if lo is not None and hi is not None and lo <= hi:
            yield Stay(Span(lo, hi), False)
    elif until:
        end_window = window_of(until[0], claim, clock)
        yield Stay(end_window.shift(-1), True)
    for entry in claim.times:
        if entry.key in ("since", "until"):
            continue
        span = window_of(entry.time, claim, clock)
        if entry.key == "before" and span.lo is not None:
            yield Stay(Span(span.lo - 1, span.lo - 1), True)
        elif entry.key == "after" and span.hi is not None:
            yield Stay(Span(span.hi + 1, span.hi + 1), True)
        else:
            throughout = entry.key == "during" or getattr(entry.time, "start", None) is not None
            yield Stay(span, not throughout)


def miss(some: tuple[Stay, ...], others: tuple[Stay, ...]) -> bool:
    """Whether nothing forces any two to meet."""
    for one in some:
        for other in others:
            if must_meet(one, other):
                return False
    return True


def all_that_meet(told: Iterable[tuple[str, tuple[Stay, ...]]]) -> Iterator[tuple[str, str]]:
    """Every two of many of which some stays must meet; only where days are shared can they."""
    every = [(id, stay) for id, some in told for stay in some]
    for number, other in overlapping([stretch(stay.span.lo, stay.span.hi) for _, stay in every]):
        (one, first), (another, second) = every[number], every[other]
        if one != another and must_meet(first, second):
            yield one, another


def must_meet(one: Stay, other: Stay) -> bool:
    if one.point and other.point:
        return one.span.is_day and one.span == other.span
    if one.point or other.point:
        point, run = (one, other) if one.point else (other, one)
        return run.span.contains(point.span)
    return one.span.overlaps(other.span)
