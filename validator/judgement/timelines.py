"""Derived facts: who belonged to a set, or which value a state had, since when, and on which claims that rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from validator.judgement.decide_days import earliest_days, latest_days
from validator.judgement.engine import Judgement
from validator.judgement.findings import Step, Timeline
from validator.judgement.formulas import AnyOf, Formula, Order, Term, Var, conjuncts
from validator.judgement.sets import SetFamily, Snapshot
from validator.judgement.states import Extent, StateFamily, persistence
from validator.judgement.words import label, member_label
from validator.judgement.world import World
from validator.values.calendar import Span
from validator.values.dataclass import dataclass
from validator.values.dates import describe_day


@dataclass(frozen=True, slots=True)
class Known:
    """From `day` on (exactly then when `exact`) the value is known to hold; until `end` where an end is known."""

    day: int
    end: int | None
    claim: str


def timelines(judgement: Judgement, only: Iterable[tuple[str, str]] | None = None) -> tuple[Timeline, ...]:
    """Timelines of the sets and states asked for; by default of every watched one that claims speak of."""
    world = judgement.world
    wanted = None if only is None else set(only)
    found = []
    for family in world.sets.values():
        if _asked(family.question.subject, family.property.name, family.property.watch, wanted):
            found.append(_of_set(family, world))
    for state in world.states.values():
        if not state.question.narrowed and _asked(state.subject, state.property.name, state.property.watch, wanted):
            found.append(_of_state(state, world))
    return tuple(t for t in found if t.steps)


def _asked(subject: str, property: str, watched: bool, wanted: set[tuple[str, str]] | None) -> bool:
    return watched if wanted is None else (subject, property) in wanted


def _orders(world: World) -> list[Order]:
    """What is known of days for sure: plain orders, and disjunctions of which the publication days leave one part."""
    windows = {
        day.var: world.clock.window(s.id)
        for s in world.corpus.sources
        if (day := world.clock.published(s.id)).var is not None
    }
    found: list[Order] = []
    for constraint in world.bounds:
        for part in conjuncts(constraint.formula):
            if isinstance(part, AnyOf):
                left = [p for p in part.parts if not _outside(p, windows)]
                found.extend(o for o in conjuncts(left[0]) if isinstance(o, Order) and len(left) == 1)
            elif isinstance(part, Order):
                found.append(part)
    return found


def _outside(part: Formula, windows: Mapping[Var, Span]) -> bool:
    """Whether a formula needs a publication day outside its window."""
    for order in conjuncts(part):
        if not isinstance(order, Order):
            continue
        if order.y is None and order.x is not None and order.x in windows:
            lo = windows[order.x].lo
            if lo is not None and order.k < lo:
                return True
        if order.x is None and order.y is not None and order.y in windows:
            hi = windows[order.y].hi
            if hi is not None and -order.k > hi:
                return True
    return False


def _latest_days(world: World) -> dict[Var, int]:
    return latest_days(_orders(world))


def _earliest_days(world: World) -> dict[Var, int]:
    return earliest_days(_orders(world))


def _seen_days(family: SetFamily, latest: dict[Var, int]) -> dict[Var, int]:
    """For each list that may be of publication or of the day before a start: the only day on which it fits its
    members.
    """
    found: dict[Var, int] = {}
    for snapshot in family.snapshots:
        days = family.either.get(snapshot.day)
        if days is None or snapshot.day.var is None:
            continue
        possible = {
            day for term in days if (day := _day(term, latest)) is not None and _fits(family, snapshot, day, latest)
        }
        if possible:
            found[snapshot.day.var] = max(possible)
    return found


def _fits(family: SetFamily, snapshot: Snapshot, day: int, latest: dict[Var, int]) -> bool:
    """Nobody who surely belongs on the day is missing from the list."""
    if snapshot.only is None:
        return True
    for member, (slot, value) in family.members.items():
        for extent in slot.extents:
            first = _day(extent.run.first, latest)
            last = _day(extent.run.last, latest)
            sure = extent.positive and extent.value == value and member not in snapshot.only
            if (
                sure
                and extent.run.first != snapshot.day
                and first is not None
                and last is not None
                and first <= day <= last
            ):
                return False
    return True


def iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _day(term: Term, latest: dict[Var, int]) -> int | None:
    if term.var is None:
        return term.offset
    return None if term.var not in latest else latest[term.var] + term.offset


def _known(extents: list[Extent], world: World, latest: dict[Var, int]) -> list[Known]:
    found = []
    for extent in extents:
        if not extent.positive:
            continue
        start = _day(extent.run.first, latest)
        if start is not None:
            found.append(Known(start, _day(extent.run.last, latest), extent.statement.id))
    return sorted(found, key=lambda k: (k.day, k.claim))


def _of_set(family: SetFamily, world: World) -> Timeline:
    latest = _latest_days(world)
    latest |= _seen_days(family, latest)
    joined: dict[str, list[Known]] = {}
    left: dict[str, int] = {}
    for member, (slot, value) in sorted(family.members.items()):
        known = _known([e for e in slot.extents if e.value == value], world, latest)
        if known:
            joined[member] = known
        if persistence(slot, value) is None and known:
            left[member] = max(k.end or k.day for k in known)
    dates = sorted({known[0].day for known in joined.values()} | {day + 1 for day in left.values()})
    steps = []
    for index, day in enumerate(dates):
        here = [m for m, known in joined.items() if known[0].day <= day and (m not in left or day <= left[m])]
        if not here:
            continue
        support = sorted({k.claim for m in here for k in joined[m] if k.day <= day})
        until = describe_day(dates[index + 1] - 1) if index + 1 < len(dates) else ""
        names = tuple(sorted(member_label(family, m, world) for m in here))
        steps.append(
            Step(
                describe_day(day),
                until,
                names,
                _closed(family, here, day, dates, index, latest),
                tuple(support),
                tuple(sorted(here)),
                (iso(day), iso(dates[index + 1] - 1) if index + 1 < len(dates) else ""),
            )
        )
    return Timeline(family.question.subject, family.question.property, tuple(steps))


def _closed(family: SetFamily, here: list[str], day: int, dates: list[int], index: int, latest: dict[Var, int]) -> bool:
    """Whether some claim says, of a day in this step, that these are all."""
    end = dates[index + 1] if index + 1 < len(dates) else None
    for snapshot in family.snapshots:
        seen = _day(snapshot.day, latest)
        if snapshot.scope.among or snapshot.scope.excepted or seen is None:
            continue
        if seen < day or (end is not None and seen >= end):
            continue
        if snapshot.only == frozenset(here) or (snapshot.lo == snapshot.hi == len(here)):
            return True
    return False


def _of_state(family: StateFamily, world: World) -> Timeline:
    latest = _latest_days(world)
    known = [(k, e) for e in family.extents if e.positive for k in _known([e], world, latest)]
    known.sort(key=lambda pair: (pair[0].day, pair[1].value, pair[0].claim))
    steps: list[Step] = []
    runs: list[tuple[str, int, int | None, set[str]]] = []
    for moment, extent in known:
        if runs and runs[-1][0] == extent.value:
            value, day, end, support = runs[-1]
            ends = [e for e in (end, moment.end) if e is not None]
            runs[-1] = (value, day, max(ends, default=None), support | {moment.claim})
        else:
            runs.append((extent.value, moment.day, moment.end, {moment.claim}))
    for value, day, end, support in runs:
        until = describe_day(end) if end is not None else ""
        words, key = (label(family, value, world),), (value.lstrip("="),)
        dates = (iso(day), iso(end) if end is not None else "")
        steps.append(Step(describe_day(day), until, words, False, tuple(sorted(support)), key, dates))
    return Timeline(
        family.subject, family.property.name, tuple(steps), tuple(_changes(family, [r[0] for r in runs], world))
    )


def _changes(family: StateFamily, values: list[str], world: World) -> Iterator[str]:
    """For each value that follows another: after which day, and by which, it did."""
    earliest, latest = _earliest_days(world), _latest_days(world)
    for old, new in pairwise(values):
        held = [_day(e.run.last, earliest) for e in family.extents if e.positive and e.value == old]
        begun = [_day(s.day, latest) for s in family.starts if s.value == new]
        begun += [_day(e.run.first, latest) for e in family.extents if e.positive and e.value == new]
        after = max((day for day in held if day is not None), default=None)
        by = min((day for day in begun if day is not None), default=None)
        if after is None or by is None or by < after:
            continue
        names = label(family, old, world), label(family, new, world)
        yield f"moved from {names[0]} to {names[1]} in ({iso(after)}, {iso(by)}]"
