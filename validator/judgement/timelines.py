"""Derived facts: who belonged to a set, or which value a state had, since when, and on which claims that rests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from validator.judgement.amounts import AmountFamily, cases_of, stated
from validator.judgement.constraints import Constraint, components
from validator.judgement.decide_days import earliest_days, latest_days
from validator.judgement.engine import Judgement
from validator.judgement.events import EventFamily
from validator.judgement.findings import Step, Timeline
from validator.judgement.formulas import AnyOf, Formula, Order, Term, Var, conjuncts
from validator.judgement.sets import SetFamily, Snapshot
from validator.judgement.states import Extent, StateFamily, persistence
from validator.judgement.windows import event_window, told_window
from validator.judgement.words import label, member_label
from validator.judgement.world import World
from validator.values.calendar import LAST_DAY, Span
from validator.values.dataclass import dataclass
from validator.values.dates import describe_day, describe_span
from validator.values.quantities import Quantity

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Known:
    """The value surely holds from `day` to `end` (None = ever after), by what a claim says."""

    day: int
    end: int | None
    claim: str

    def covers(self, first: int, last: int | None) -> bool:
        return self.day <= first and (self.end is None or (last is not None and last <= self.end))


def timelines(judgement: Judgement, only: Iterable[tuple[str, str]] | None = None) -> tuple[Timeline, ...]:
    """Timelines of the sets, states and figures asked for; by default of every watched set and state that claims speak
    of.
    """
    world = judgement.world
    wanted = None if only is None else set(only)
    found = []
    for family in world.sets.values():
        if _asked(family.question.subject, family.property.name, family.property.watch, wanted):
            found.append(_of_set(family, world))
    for state in world.states.values():
        if not state.question.narrowed and _asked(state.subject, state.property.name, state.property.watch, wanted):
            found.append(_of_state(state, world))
    for amount in _whole_first(world.amounts.values(), lambda one: one.question.narrowed, wanted):
        if _asked(amount.subject, amount.property.name, False, wanted):
            found.append(_of_amount(amount, world))
    for event in _whole_first(world.events.values(), lambda one: one.narrowed, wanted):
        if _asked(event.subject, event.property.name, False, wanted):
            found.append(_of_event(event, world))
    return tuple(t for t in found if t.steps)


def _whole_first(families: Iterable[F], narrowed: Callable[[F], str], wanted: set[tuple[str, str]] | None) -> list[F]:
    """Figures and events are told where they are asked for, those of a part, a share or a stage after the others."""
    return [] if wanted is None else sorted(families, key=narrowed)


def _named(name: str, narrowed: str) -> str:
    return f"{name}, {narrowed}" if narrowed else name


def _asked(subject: str, property: str, watched: bool, wanted: set[tuple[str, str]] | None) -> bool:
    return watched if wanted is None else (subject, property) in wanted


@dataclass(frozen=True, slots=True)
class Reach:
    """The earliest and the latest that each unknown day can be, without those whose bounds contradict each other."""

    earliest: Mapping[Var, int]
    latest: Mapping[Var, int]

    @staticmethod
    def of(world: World) -> Reach:
        earliest: dict[Var, int] = {}
        latest: dict[Var, int] = {}
        for part in components(world.bounds):
            orders = _orders(part.constraints, world)
            earliest |= earliest_days(orders)
            latest |= latest_days(orders)
        return Reach(earliest, latest)


def _orders(constraints: Iterable[Constraint], world: World) -> list[Order]:
    """What is known of days for sure: plain orders, and disjunctions of which the publication days leave one part."""
    windows = {
        day.var: world.clock.window(s.id)
        for s in world.corpus.sources
        if (day := world.clock.published(s.id)).var is not None
    }
    found: list[Order] = []
    for constraint in constraints:
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


def _day(term: Term, latest: Mapping[Var, int]) -> int | None:
    if term.var is None:
        return term.offset
    return None if term.var not in latest else latest[term.var] + term.offset


def _known(extents: Iterable[Extent], reach: Reach, *, persists: bool = False) -> list[Known]:
    """The days on which the extents surely hold; to no end where what holds once `persists`."""
    found = []
    for extent in extents:
        start, end = _day(extent.run.first, reach.latest), _day(extent.run.last, reach.earliest)
        if not extent.positive or start is None or end is None:
            continue
        if persists and (start <= end or extent.run.is_day):
            found.append(Known(start, None, extent.statement.id))
        elif start <= end:
            found.append(Known(start, end, extent.statement.id))
    return sorted(found, key=lambda k: (k.day, k.claim))


def _of_set(family: SetFamily, world: World) -> Timeline:
    reach = Reach.of(world)
    seen = _seen_days(family, dict(reach.latest))
    reach = Reach({**reach.earliest, **seen}, {**reach.latest, **seen})
    known: dict[str, list[Known]] = {}
    for member, (slot, value) in sorted(family.members.items()):
        persists = persistence(slot, value) is not None
        held = _known((e for e in slot.extents if e.value == value), reach, persists=persists)
        if held:
            known[member] = held
    every = [k for held in known.values() for k in held]
    edges = sorted({k.day for k in every} | {k.end + 1 for k in every if k.end is not None})
    runs: list[tuple[int, int | None, tuple[str, ...], set[str]]] = []
    for day, following in zip(edges, [*edges, None][1:], strict=True):
        last = None if following is None else following - 1
        telling = {m: [k.claim for k in held if k.covers(day, last)] for m, held in known.items()}
        here = tuple(m for m, claims in telling.items() if claims)
        support = {claim for claims in telling.values() for claim in claims}
        if runs and runs[-1][2] == here and here:
            runs[-1] = (runs[-1][0], last, here, runs[-1][3] | support)
        else:
            runs.append((day, last, here, support))
    steps = (_step(family, run, world, reach.latest) for run in runs if run[2])
    return Timeline(family.question.subject, family.question.property, tuple(steps))


def _step(
    family: SetFamily, run: tuple[int, int | None, tuple[str, ...], set[str]], world: World, latest: Mapping[Var, int]
) -> Step:
    day, last, here, support = run
    names = tuple(sorted(member_label(family, m, world) for m in here))
    until, ends = (describe_day(last), iso(last)) if last is not None else ("", "")
    closed = _closed(family, here, day, last, latest)
    return Step(describe_day(day), until, names, closed, tuple(sorted(support)), tuple(sorted(here)), (iso(day), ends))


def _closed(family: SetFamily, here: tuple[str, ...], first: int, last: int | None, latest: Mapping[Var, int]) -> bool:
    """Whether some claim says, of a day in this step, that these are all."""
    for snapshot in family.snapshots:
        seen = _day(snapshot.day, latest)
        if snapshot.scope.among or snapshot.scope.excepted or seen is None:
            continue
        if seen < first or (last is not None and seen > last):
            continue
        if snapshot.only == frozenset(here) or (snapshot.lo == snapshot.hi == len(here)):
            return True
    return False


def _of_state(family: StateFamily, world: World) -> Timeline:
    reach = Reach.of(world)
    known = [(k, e) for e in family.extents if e.positive for k in _known([e], reach)]
    known.extend(_just_begun(family, {extent.value for _, extent in known}, reach))
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
        family.subject, family.property.name, tuple(steps), tuple(_changes(family, [r[0] for r in runs], world, reach))
    )


def _just_begun(family: StateFamily, seen: set[str], reach: Reach) -> Iterator[tuple[Known, Extent]]:
    """Values told to begin on the very day of publication, which no later day is known for."""
    for start in family.starts:
        day = _day(start.day, reach.latest)
        extents = [e for e in family.extents if e.positive and e.value == start.value]
        if day is not None and start.value not in seen and extents:
            yield Known(day, day, start.statement.id), extents[0]


def _of_amount(family: AmountFamily, world: World) -> Timeline:
    """What each claim says the figure was, in the order of the days; figures without a time come last."""
    told: dict[tuple[int, int, str, Fraction, str], set[str]] = defaultdict(set)
    for statement in family.statements:
        cases = cases_of(statement, world.clock)
        ends = cases[0][1].span.bounded if len(cases) == 1 else None
        first, last = ends or (LAST_DAY, LAST_DAY)
        amount = statement.claim.is_
        assert isinstance(amount, Quantity), "a family of amounts holds statements of amounts"
        when = "" if ends is None else describe_span(Span(first, last))
        told[first, last, when, stated(amount) or Fraction(0), amount.text].add(statement.id)
    steps = []
    untimed = "at all times" if family.property.lasting else "at a time nobody states"
    for (first, last, when, _, amount_text), claims in sorted(told.items()):
        days = (iso(first), iso(last)) if when else ("", "")
        steps.append(Step(when or untimed, when, (amount_text,), False, tuple(sorted(claims)), (), days))
    return Timeline(family.subject, _named(family.property.name, family.question.narrowed), tuple(steps))


def _of_event(family: EventFamily, world: World) -> Timeline:
    """The day of each step that claims tell as done, in the order of the days; of a denial the day it was told."""
    told: dict[tuple[int, int, str, str], set[str]] = defaultdict(set)
    for one in family.told:
        statement, clock = one.statement, world.clock
        if statement.denied and statement.claim.times:
            continue
        span = told_window(statement.claim, clock) if statement.denied else event_window(statement, clock)
        stage = " or ".join(statement.claim.stage) or family.property.name.replace("-", " ")
        last = LAST_DAY if span.hi is None else span.hi
        value = f"not yet {stage}" if statement.denied else stage
        told[last if span.lo is None else span.lo, last, describe_span(span), value].add(statement.id)
    steps = []
    for (first, last, when, value), claims in sorted(told.items()):
        support = tuple(sorted(claims))
        steps.append(Step(when, when, (value,), False, support, (), (iso(first), iso(last))))
    return Timeline(family.subject, _named(family.property.name, family.narrowed), tuple(steps))


def _changes(family: StateFamily, values: list[str], world: World, reach: Reach) -> Iterator[str]:
    """For each value that follows another: after which day, and by which, it did."""
    earliest, latest = reach.earliest, reach.latest
    for old, new in pairwise(values):
        held = [_day(e.run.last, earliest) for e in family.extents if e.positive and e.value == old]
        begun = [_day(s.day, latest) for s in family.starts if s.value == new]
        begun += [_day(e.run.first, latest) for e in family.extents if e.positive and e.value == new]
        after = max((day for day in held if day is not None), default=None)
        by = min((day for day in begun if day is not None), default=None)
        if after is None or by is None or by < after:
            continue
        names = label(family, old, world), label(family, new, world)
        yield f"moved from {names[0]} to {names[1]} {_between(after, by)}"


def _between(after: int, by: int) -> str:
    """When something happened that had not after the first day and had by the second."""
    if by - after <= 1:
        return f"on {describe_day(by)}"
    return f"after {describe_day(after)}, on {describe_day(by)} at the latest"
