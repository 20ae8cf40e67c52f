"""Events: the day of each stage of each event, its series, its place, and how often something happened."""

from __future__ import annotations

import builtins
from dataclasses import dataclass, field

from validator.judgement.clock import Clock, event_day, on_weekday
from validator.judgement.constraints import Constraint, Literal, Question
from validator.judgement.extents import Times
from validator.judgement.formulas import Formula, Term, all_of, any_of, at_most, before, negation
from validator.judgement.readings import Statement
from validator.judgement.sets import Scope
from validator.records.claim import TimeEntry
from validator.records.vocabulary import Property
from validator.values.dates import EventRef, Moment, Stretch, Time

UNSTATED = "unstated"
ENDED = "ended"
"""The event that closes one of several days."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of the day of an event at one of `stages` (several where the words, or an assumption, leave it open)."""

    statement: Statement
    stages: tuple[str, ...]
    literals: frozenset[Literal]


@dataclass(slots=True)
class EventFamily:
    """One event: all that is told as done, or as not done, of its stages."""

    question: Question
    property: Property
    subject: str
    series: str
    clock: Clock
    told: list[Told] = field(default_factory=list)
    planned: list[Told] = field(default_factory=list)
    """Statements that tell it as planned: at their publication it was still ahead."""
    ranks: list[tuple[Statement, str, Scope]] = field(default_factory=list)
    """Statements that give its place in a series."""

    def day(self, stage: str) -> Term:
        return Term(event_day(self.subject, self.property.name, stage, self.series))

    @builtins.property
    def stages(self) -> tuple[str, ...]:
        """The stages that claims speak of, in their order."""
        named = {stage for told in self.told for stage in told.stages}
        ordered = tuple(stage for stage in self.property.stages if stage in named)
        return ordered or tuple(sorted(named))

    def on_some_stage(self, told: Told, formula: object) -> Formula:
        assert callable(formula)
        return any_of(*(formula(self.day(stage)) for stage in told.stages))


def stated_stages(statements: list[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stage for s in statements for stage in s.claim.stage))


def tell(family: EventFamily, statements: list[Statement]) -> None:
    """Which stages each statement speaks of; an unstated one under `same-stage:<claim>`."""
    elsewhere = stated_stages([s for s in statements if s.of_the_world])
    for statement in statements:
        claim = statement.claim
        if (
            claim.mood == ("planned",)
            and claim.part == "body"
            and (len(claim.stage) == 1 or not family.property.stages)
        ):
            family.planned.append(Told(statement, claim.stage or ("",), statement.literals))
        if not statement.of_the_world or claim.count is not None:
            continue
        if claim.stage or not family.property.stages:
            family.told.append(Told(statement, claim.stage or ("",), statement.literals))
            continue
        rests = statement.resting_on(f"same-stage:{statement.id}")
        family.told.append(Told(statement, elsewhere or (UNSTATED,), rests))


def bounds_of(family: EventFamily, times: Times) -> list[Constraint]:
    """What each statement's own times say of the day."""
    found: list[Constraint] = []
    for told in family.told:
        statement = told.statement

        def says(day: Term, statement: Statement = statement) -> Formula:
            return _says(day, statement, times)

        found.append(
            Constraint(family.on_some_stage(told, says), told.literals, "value-conflict", family.question, statement.id)
        )
        if statement.claim.times and any(hasattr(e.time, "calendar_week") for e in statement.claim.times):
            found.extend(_calendar_weeks(family, told, times))
    return found


def _says(day: Term, statement: Statement, times: Times) -> Formula:
    published = times.clock.published(statement.claim.source)
    if statement.denied:
        entries = [_entry_formula(day, entry, statement, times) for entry in statement.claim.times]
        return all_of(*map(negation, entries)) if entries else before(published, day)
    return all_of(*(_entry_formula(day, entry, statement, times) for entry in statement.claim.times))


def _entry_formula(day: Term, entry: TimeEntry, statement: Statement, times: Times) -> Formula:
    time = entry.time
    match entry.key:
        case "before" | "until":
            return _beyond(day, time, statement, times, earlier=True)
        case "after":
            return _beyond(day, time, statement, times, earlier=False)
        case "during" if isinstance(time, EventRef):
            return _in_course_of(day, time, times)
        case _:
            return times.inside(day, time, statement)


def _in_course_of(day: Term, time: EventRef, times: Times) -> Formula:
    """Not before the event began; not after it ended, where claims say when it did (it may last for days)."""
    began, ended = times.clock.event(time), Term(event_day(time.entity, ENDED))
    return all_of(at_most(began, day), at_most(day, ended))


def _beyond(day: Term, time: Time, statement: Statement, times: Times, *, earlier: bool) -> Formula:
    """`before: 2021` is before its first day; before an unknown day `a..b` is surely before b only."""
    if isinstance(time, Moment) and not time.recurring and not time.impossible:
        hull = time.stated or time.hull
        unknown = time.precision == "span" or time.approximate
        if time.approximate:
            hull = time.hull
        edge = (hull.hi if unknown else hull.lo) if earlier else (hull.lo if unknown else hull.hi)
        if edge is None:
            return all_of()
        return before(day, Term(None, edge)) if earlier else before(Term(None, edge), day)
    if isinstance(time, Stretch) and not time.is_relative:
        edge = time.possibly.lo if earlier else time.possibly.hi
        if edge is None:
            return all_of()
        return before(day, Term(None, edge)) if earlier else before(Term(None, edge), day)
    head = Question(statement.subject, statement.claim.property)
    edge_day = times.day("before" if earlier else "after", time, statement, head)
    return before(day, edge_day) if earlier else before(edge_day, day)


def _calendar_weeks(family: EventFamily, told: Told, times: Times) -> list[Constraint]:
    from validator.values.calendar import Span

    found = []
    for entry in told.statement.claim.times:
        time = entry.time
        if isinstance(time, Moment) or not hasattr(time, "calendar_week") or time.calendar_week(Span(1, 1)) is None:
            continue

        def week(day: Term, time: Time = time) -> Formula:
            return times.inside(day, time, told.statement, calendar_weeks=True)

        rests = told.literals | told.statement.resting_on(f"week-starts:{told.statement.id}")
        found.append(
            Constraint(family.on_some_stage(told, week), rests, "value-conflict", family.question, told.statement.id)
        )
    return found


def done_by_publication(family: EventFamily, told: Told) -> Formula:
    """An asserted event lies on or before its source's publication."""
    published = family.clock.published(told.statement.claim.source)

    def done(day: Term) -> Formula:
        return at_most(day, published)

    return family.on_some_stage(told, done)


def still_ahead(family: EventFamily, told: Told) -> Formula:
    """What is planned has not happened before the day its source appears."""
    published = family.clock.published(told.statement.claim.source)
    return at_most(published, family.day(told.stages[0]))


def weekday_fits(family: EventFamily, told: Told) -> Formula:
    weekday = told.statement.claim.weekday
    assert weekday is not None

    def fits(day: Term) -> Formula:
        return on_weekday(day, weekday)

    return family.on_some_stage(told, fits)
