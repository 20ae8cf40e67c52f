"""Plans against outcomes."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

from validator.judgement.clock import Clock
from validator.judgement.engine import Judgement
from validator.judgement.events import scope_of_event
from validator.judgement.readings import Statement
from validator.judgement.windows import event_window, window_of
from validator.records.claim import value_key
from validator.values.calendar import Span
from validator.values.dataclass import dataclass
from validator.values.dates import EventRef, Moment

Outcome = Literal["fulfilled", "partly", "slipped", "open"]
LONGEST_EVENT = 31
"""Days that an event of unstated length is granted before a plan for its time counts as slipped."""
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
    found: dict[tuple[str, str, Outcome, str], tuple[list[str], list[str]]] = {}
    for plan in judgement.statements.full:
        if not _is_plan(plan):
            continue
        for outcome, note, proof in _outcomes(plan, told[plan.subject, plan.claim.property], judgement):
            stage = "|".join(plan.claim.stage)
            plans, outcomes = found.setdefault(
                (plan.subject, plan.claim.property, outcome, f"{stage}\0{note}"), ([], [])
            )
            plans.append(plan.id)
            outcomes.extend(p.id for p in proof)
    return [
        Followed(
            subject,
            property,
            tuple(sorted(set(plans))),
            tuple(sorted(set(outcomes))),
            outcome,
            key.split("\0")[1],
            _assumed({*plans, *outcomes}, judgement),
        )
        for (subject, property, outcome, key), (plans, outcomes) in sorted(found.items())
    ]


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
        and statement.property.kind in ("event", "state", "set")
        and claim.part == "body"
    )


def _outcomes(
    plan: Statement, told: list[Statement], judgement: Judgement
) -> list[tuple[Outcome, str, list[Statement]]]:
    clock = judgement.world.clock
    later = [s for s in told if s.claim.source != plan.claim.source and _after(plan, s, clock)]
    match plan.property.kind:
        case "event":
            return _event_outcomes(plan, later, judgement)
        case "state":
            kept = [s for s in later if s.claim.is_ is not None and s.claim.is_ == plan.claim.is_]
            return [("fulfilled", "", kept)] if kept else _overdue(plan, judgement)
        case _:
            return _set_outcomes(plan, later, judgement)


def _after(plan: Statement, other: Statement, clock: Clock) -> bool:
    """The other source can have appeared after the plan's."""
    first, second = clock.window(plan.claim.source), clock.window(other.claim.source)
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
            sorted_out["fulfilled", ""].append(statement)
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
            note = "it happened; the claims leave open whether in time"
            sorted_out["fulfilled", note].append(statement)
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
    told = clock.window(plan.claim.source).lo
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
    clock = judgement.world.clock
    ends = []
    for entry in plan.claim.times:
        if isinstance(entry.time, EventRef):
            ends.append(_planned_end(entry.time, plan, judgement))
            continue
        span: Span = window_of(entry.time, plan.claim, clock)
        if entry.key in ("before", "until"):
            ends.append(None if span.hi is None else span.hi - 1)
        elif entry.key != "after":
            ends.append(span.hi)
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
