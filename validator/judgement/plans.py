"""Plans against outcomes."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

from validator.judgement.amounts import cases_of, intervals_of, slot_of
from validator.judgement.clock import Clock
from validator.judgement.engine import Judgement
from validator.judgement.events import scope_of_event
from validator.judgement.readings import Statement
from validator.judgement.windows import event_window, last_day_of, told_window, window_of
from validator.records.claim import value_key
from validator.values.calendar import LAST_DAY, Span
from validator.values.dataclass import dataclass
from validator.values.dates import EventRef, Moment
from validator.values.quantities import Quantity

Outcome = Literal["fulfilled", "partly", "slipped", "above", "below", "open"]
LONGEST_EVENT = 31
"""Days that an event of unstated length is granted before a plan for its time counts as slipped."""
_PERHAPS_IN_TIME = "it happened; the claims leave open whether in time"
AHEAD = frozenset({"planned", "hoped", "possible", "required"})


@dataclass(frozen=True, slots=True)
class Followed:
    """Plans on one question with what became of them."""

    subject: str
    property: str
    plans: tuple[str, ...]
    outcomes: tuple[str, ...]
    outcome: Outcome
    note: str = ""
    assumptions: tuple[str, ...] = ()


def followed(judgement: Judgement) -> list[Followed]:
    told: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in judgement.statements.full:
        if statement.of_the_world and not statement.denied:
            told[statement.subject, statement.claim.property].append(statement)
    found: dict[tuple[str, str, Outcome, str], tuple[dict[str, Statement], dict[str, Statement]]] = {}
    for plan in judgement.statements.full:
        if not _is_plan(plan):
            continue
        for outcome, note, proof in _outcomes(plan, told[plan.subject, plan.claim.property], judgement):
            asked = slot_of(plan) or "|".join(plan.claim.stage)
            plans, outcomes = found.setdefault(
                (plan.subject, plan.claim.property, outcome, f"{asked}\0{note}"), ({}, {})
            )
            plans[plan.id] = plan
            outcomes.update((p.id, p) for p in proof)
    return [
        Followed(
            subject,
            property,
            tuple(sorted(plans, key=lambda id: when_told(plans[id], judgement.world.clock))),
            tuple(sorted(outcomes)),
            outcome,
            key.split("\0")[1],
            _assumed({*plans, *outcomes}, judgement),
        )
        for (subject, property, outcome, key), (plans, outcomes) in sorted(found.items())
    ]


def when_told(plan: Statement, clock: Clock) -> tuple[int, int, str]:
    """Plans stand in the order in which they were told; those of days that nobody states by what they were for."""
    told, last = told_window(plan.claim, clock), last_day_of(plan.claim, clock)
    ends = [day for day in (told.hi, told.lo) if day is not None]
    return max(ends, default=LAST_DAY), LAST_DAY if last is None else last, plan.id


def _assumed(ids: set[str], judgement: Judgement) -> tuple[str, ...]:
    """What the comparison rests on: inferred dates that give a time its meaning, and what a reading needs."""
    names: set[str] = set()
    for statement in judgement.statements.full:
        if statement.id not in ids:
            continue
        names.update(literal.name for literal in statement.literals if not literal.is_claim)
        fixed = statement.claim.times and all(isinstance(e.time, Moment | EventRef) for e in statement.claim.times)
        if not fixed:
            names.update(literal.name for literal in judgement.world.clock.rests_on(statement.claim.source))
    return tuple(sorted(names))


def _is_plan(statement: Statement) -> bool:
    claim = statement.claim
    return (
        bool(claim.mood)
        and set(claim.mood) <= AHEAD
        and (statement.property.kind in ("event", "state", "set") or isinstance(claim.is_, Quantity))
        and claim.part == "body"
    )


def _outcomes(
    plan: Statement, told: list[Statement], judgement: Judgement
) -> list[tuple[Outcome, str, list[Statement]]]:
    clock = judgement.world.clock
    first = told_window(plan.claim, clock)
    retold = first != clock.window(plan.claim.source)
    later = [s for s in told if (retold or s.claim.source != plan.claim.source) and _after(first, s, clock)]
    match plan.property.kind:
        case "event":
            return _event_outcomes(plan, later, judgement)
        case "quantity":
            return _figure_outcomes(plan, later, judgement)
        case "state":
            kept = [s for s in later if s.claim.is_ is not None and s.claim.is_ == plan.claim.is_]
            return [("fulfilled", "", kept)] if kept else _overdue(plan, judgement)
        case _:
            return _set_outcomes(plan, later, judgement)


def _after(first: Span, other: Statement, clock: Clock) -> bool:
    """The other source can have appeared after the plan was told."""
    second = clock.window(other.claim.source)
    return first.lo is None or second.hi is None or second.hi > first.lo


def _event_outcomes(
    plan: Statement, later: list[Statement], judgement: Judgement
) -> list[tuple[Outcome, str, list[Statement]]]:
    clock = judgement.world.clock
    fitting = [s for s in later if _series_fits(plan, s) and not _before_the_plan(plan, s, clock)]
    done = [s for s in fitting if _reaches(plan, s)]
    if not done:
        perhaps = [s for s in fitting if _may_reach(plan, s)]
        if perhaps:
            return [("open", "later claims leave open whether this stage was reached", perhaps)]
        return _overdue(plan, judgement)
    deadline = _deadline(plan, judgement)
    sorted_out: dict[tuple[Outcome, str], list[Statement]] = defaultdict(list)
    for statement in done:
        if deadline is None:
            unsaid = any(isinstance(entry.time, Moment) and entry.time.recurring for entry in plan.claim.times)
            sorted_out["fulfilled", _PERHAPS_IN_TIME if unsaid else ""].append(statement)
            continue
        window = event_window(statement, clock)
        if _circular(plan, statement, judgement):
            note = "its date was inferred from the plan, so it confirms that it happened, not when"
            sorted_out["fulfilled", note].append(statement)
        elif window.hi is not None and window.hi <= deadline:
            sorted_out["fulfilled", ""].append(statement)
        elif window.lo is not None and window.lo > deadline:
            sorted_out["slipped", ""].append(statement)
        else:
            sorted_out["fulfilled", _PERHAPS_IN_TIME].append(statement)
    return [(outcome, note, proof) for (outcome, note), proof in sorted(sorted_out.items())]


def _reaches(plan: Statement, done: Statement) -> bool:
    """The planned stage, or a later one (in force implies signed)."""
    stages = plan.property.stages
    if not plan.claim.stage or not stages:
        return True
    if not done.claim.stage:
        return False
    wanted = min(stages.index(s) for s in plan.claim.stage if s in stages)
    return min((stages.index(s) for s in done.claim.stage if s in stages), default=-1) >= wanted


def _before_the_plan(plan: Statement, done: Statement, clock: Clock) -> bool:
    """What had happened before the plan was told is no outcome of it."""
    told = told_window(plan.claim, clock).lo
    happened = event_window(done, clock).hi
    return told is not None and happened is not None and happened < told


def _may_reach(plan: Statement, done: Statement) -> bool:
    """The words leave the stage open, and one they leave open is the planned one or a later."""
    stages = plan.property.stages
    wanted = min(stages.index(s) for s in plan.claim.stage if s in stages)
    return not done.claim.stage or max(stages.index(s) for s in done.claim.stage if s in stages) >= wanted


def _series_fits(plan: Statement, done: Statement) -> bool:
    if scope_of_event(plan) != scope_of_event(done):
        return False
    return not (plan.claim.of and done.claim.of and plan.claim.of != done.claim.of)


def _circular(plan: Statement, done: Statement, judgement: Judgement) -> bool:
    """The day of the outcome rests on a publication date that was itself inferred from the plan's source."""
    source = judgement.corpus.sources_by_id[done.claim.source]
    return source.published_because is not None and plan.claim.source in source.published_because


def _deadline(plan: Statement, judgement: Judgement) -> int | None:
    """The last day on which the plan could be kept; of a plan for the time of another planned event, that event's last
    day.
    """
    ends = [_planned_end(e.time, plan, judgement) for e in plan.claim.times if isinstance(e.time, EventRef)]
    ends.append(last_day_of(plan.claim, judgement.world.clock))
    known = [end for end in ends if end is not None]
    return min(known) if known else None


def _planned_end(time: EventRef, plan: Statement, judgement: Judgement) -> int | None:
    """The latest beginning that the plan's own source gives the event, with a month for events of several days."""
    clock = judgement.world.clock
    ends = [
        window_of(entry.time, s.claim, clock).hi
        for s in judgement.statements.full
        if s.claim.source == plan.claim.source and s.subject == time.entity and s.claim.property == time.step
        for entry in s.claim.times
        if not isinstance(entry.time, EventRef)
    ]
    known = [end for end in ends if end is not None]
    return max(known) + LONGEST_EVENT if known else None


def _overdue(plan: Statement, judgement: Judgement) -> list[tuple[Outcome, str, list[Statement]]]:
    """Open: its time is past at the newest publication, and nothing is known."""
    clock = judgement.world.clock
    deadline = _deadline(plan, judgement)
    newest = max((w.lo for s in judgement.corpus.sources if (w := clock.window(s.id)).lo is not None), default=None)
    if deadline is None or newest is None or newest <= deadline:
        return []
    return [("open", "its time is past and no claim tells of it", [])]


def _figure_outcomes(
    plan: Statement, later: list[Statement], judgement: Judgement
) -> list[tuple[Outcome, str, list[Statement]]]:
    """The figures that came about for what was planned: as planned as far as both may be one amount, above or below."""
    planned, _ = intervals_of(plan)
    sorted_out: dict[tuple[Outcome, str], list[Statement]] = defaultdict(list)
    for statement in later:
        if slot_of(statement) != slot_of(plan) or not _is_of_one_period(plan, statement, judgement.world.clock):
            continue
        reached, _ = intervals_of(statement)
        if not planned.disjoint(reached):
            sorted_out["fulfilled", ""].append(statement)
        elif reached.lo is not None and planned.hi is not None and reached.lo >= planned.hi:
            sorted_out["above", ""].append(statement)
        else:
            sorted_out["below", ""].append(statement)
    if not sorted_out:
        return _overdue(plan, judgement)
    return [(outcome, note, proof) for (outcome, note), proof in sorted(sorted_out.items())]


def _is_of_one_period(plan: Statement, other: Statement, clock: Clock) -> bool:
    """Whether two figures are surely of one period; what does not change is of every one. A figure that moves tells
    nothing of a plan for another time, or for none in particular, which may still be ahead.
    """
    if plan.property.lasting:
        return True
    periods = [cases[0][1] for one in (plan, other) if len(cases := cases_of(one, clock)) == 1 and one.claim.times]
    return len(periods) == 2 and periods[0].span == periods[1].span


def _set_outcomes(
    plan: Statement, later: list[Statement], judgement: Judgement
) -> list[tuple[Outcome, str, list[Statement]]]:
    wanted = {value_key(v) for v in (*(plan.claim.has or ()), *(plan.claim.only or ()))}
    if plan.claim.is_ is not None:
        wanted.add(value_key(plan.claim.is_))
    if not wanted:
        return _overdue(plan, judgement)
    proof, reached = [], set()
    for statement in later:
        members = {value_key(v) for v in (*(statement.claim.has or ()), *(statement.claim.only or ()))}
        if statement.claim.is_ is not None:
            members.add(value_key(statement.claim.is_))
        if members & wanted:
            proof.append(statement)
            reached |= members & wanted
    if not reached:
        return _overdue(plan, judgement)
    return [("fulfilled" if reached == wanted else "partly", "", proof)]
