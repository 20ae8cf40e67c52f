"""Events: the day of each stage of each event, its series, its place, and how often something happened."""

from __future__ import annotations

import builtins

from validator.judgement.clock import Clock, event_day, on_weekday, outside
from validator.judgement.constraints import Constraint, Literal, Question
from validator.judgement.extents import Times
from validator.judgement.formulas import (
    FALSE,
    TRUE,
    Formula,
    Term,
    Truth,
    Var,
    all_of,
    any_of,
    at_most,
    before,
    in_span,
    negation,
    same_day,
)
from validator.judgement.readings import Statement
from validator.judgement.sets import Scope, scope_words
from validator.judgement.windows import last_day
from validator.records.claim import Claim, TimeEntry
from validator.records.vocabulary import Property
from validator.values.calendar import Span
from validator.values.dataclass import dataclass, field, replace
from validator.values.dates import Case, EventRef, Moment, Stretch, Time
from validator.values.old_style import as_old_style

UNSTATED = "unstated"
ENDED = "ended"
"""The event that closes one of several days."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of the day of an event, at one stage or at one of several where it is left open."""

    statement: Statement
    stages: tuple[str, ...]
    day: Term
    """The day of its one stage, or a day of its own that is one of theirs."""

    @builtins.property
    def literals(self) -> frozenset[Literal]:
        return self.statement.literals


@dataclass(slots=True)
class EventFamily:
    """One event: all that is told as done, or as not done, or as planned of its stages."""

    question: Question
    property: Property
    subject: str
    narrowed: str
    """The series and the scope that tell it from other events of its subject and property."""
    clock: Clock
    told: list[Told] = field(default_factory=list)
    planned: list[Told] = field(default_factory=list)
    """Statements that tell one stage of it as planned: when the plan was told, that was still ahead."""
    ranks: list[tuple[Statement, str, Scope]] = field(default_factory=list)
    """Statements that give its place in a series."""
    named: set[str] = field(default_factory=set)
    """Stages that other claims name as a time."""

    def day(self, stage: str) -> Term:
        if self.property.name == "published" and self.clock.knows(self.subject):
            return self.clock.published(self.subject)
        return Term(event_day(self.subject, self.property.name, stage, self.narrowed))

    @builtins.property
    def stages(self) -> tuple[str, ...]:
        """The stages that claims speak of, in their order."""
        spoken = self.named.union(*(told.stages for told in (*self.told, *self.planned)))
        ordered = tuple(stage for stage in self.property.stages if stage in spoken)
        return ordered or tuple(sorted(spoken))


def scope_of_event(statement: Statement) -> str:
    """The scope that makes it another event; where a place in a series is told, the scope is that of the place."""
    claim = statement.claim
    return scope_words(claim.among, claim.except_) if claim.nth is None else ""


def tell(family: EventFamily, statements: list[Statement]) -> list[Constraint]:
    """Enters the statements; the constraints say which stages the ones that leave it open may speak of."""
    staged = tuple(dict.fromkeys(stage for s in statements for stage in s.claim.stage))
    found: list[Constraint] = []
    for statement in statements:
        claim = statement.claim
        known = claim.stage or (() if family.property.stages else ("",))
        if claim.count is None and claim.mood == ("planned",) and claim.part == "body" and len(known) == 1:
            family.planned.append(Told(statement, known, family.day(known[0])))
        if claim.count is not None or not statement.of_the_world:
            continue
        if len(known) == 1:
            family.told.append(Told(statement, known, family.day(known[0])))
            continue
        stages = known or staged or (UNSTATED,)
        own = Term(Var("day", f"{statement.id} some stage of {family.subject}/{family.property.name}"))
        family.told.append(Told(statement, stages, own))
        rests = statement.literals if known else statement.resting_on(f"same-stage:{statement.id}")
        one_of_them = any_of(*(same_day(own, family.day(stage)) for stage in stages))
        found.append(Constraint(one_of_them, rests, "value-conflict", family.question, statement.id))
    return found


def bounds_of(family: EventFamily, times: Times) -> list[Constraint]:
    """What each statement's own times say of the day."""
    found: list[Constraint] = []
    for told in family.told:
        statement = told.statement
        formula, in_old_style = _says(told.day, statement, times), _in_old_style(statement)
        rests = told.literals
        if in_old_style is not statement:
            either = any_of(formula, _says(told.day, in_old_style, times))
            found.append(Constraint(either, rests, "value-conflict", family.question, statement.id))
            rests = statement.resting_on(f"new-style:{statement.id}")
        found.append(Constraint(formula, rests, "value-conflict", family.question, statement.id))
        found.extend(_calendar_weeks(family, told, times))
    return found


def _in_old_style(statement: Statement) -> Statement:
    """The statement with days that may be told in the Julian calendar told in it; itself where it gives no such day."""
    claim = statement.claim
    times = tuple(_told_in_old_style(entry) for entry in claim.times)
    same = all(one is other for one, other in zip(times, claim.times, strict=True))
    return statement if same else replace(statement, claim=replace(claim, times=times))


def _told_in_old_style(entry: TimeEntry) -> TimeEntry:
    time = entry.time
    old: Time = time
    if isinstance(time, Moment):
        old = as_old_style(time)
    elif isinstance(time, Stretch):
        start, end = (as_old_style(e) if isinstance(e, Moment) else e for e in (time.start, time.end))
        if start is not time.start or end is not time.end:
            old = replace(time, start=start, end=end)
    return entry if old is time else replace(entry, time=old)


def _says(day: Term, statement: Statement, times: Times) -> Formula:
    if statement.denied:
        entries = [_entry_formula(day, entry, statement, times) for entry in statement.claim.times]
        return all_of(*map(negation, entries)) if entries else _beyond_the_saying(day, statement, times.clock)
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
    """The narrower reading of times in weeks, under its assumption."""
    found = []
    statement = told.statement
    for entry in statement.claim.times:
        time = entry.time
        if isinstance(time, Moment | EventRef) or time.calendar_week(Span(1, 1)) is None:
            continue
        formula = times.inside(told.day, time, statement, calendar_weeks=True)
        rests = statement.resting_on(f"week-starts:{statement.id}")
        found.append(Constraint(formula, rests, "value-conflict", family.question, statement.id))
    return found


def done_by_publication(family: EventFamily, told: Told) -> Formula:
    """An asserted event lies on or before its source's publication."""
    return at_most(told.day, family.clock.published(told.statement.claim.source))


def _beyond_the_saying(day: Term, statement: Statement, clock: Clock) -> Formula:
    """After the day on which the sentence was said: that of publication, or the earlier one that it reports."""
    said, known = said_on(statement.claim, clock)
    return all_of(known, before(said, day))


def said_on(claim: Claim, clock: Clock) -> tuple[Term, Formula]:
    """The day on which a claim was said, and what is known of it."""
    if claim.said_on is None or (isinstance(claim.said_on, Moment) and claim.said_on.impossible):
        return clock.published(claim.source), TRUE
    said = Term(Var("day", f"{claim.full_id} said-on"))
    return said, clock.within(said, claim.said_on, claim.source)


def still_ahead(family: EventFamily, told: Told) -> Formula:
    """What is planned has not happened before the day on which it was so told.

    Where nobody says when that was, it is the day of publication, unless the time planned for was over by then: such a
    plan is one of an earlier day.
    """
    claim = told.statement.claim
    said, known = said_on(claim, family.clock)
    ahead = all_of(known, at_most(said, told.day))
    if claim.said_on is not None:
        return ahead
    return any_of(ahead, *(_was_over(entry, claim, family.clock) for entry in claim.times))


def _was_over(entry: TimeEntry, claim: Claim, clock: Clock) -> Formula:
    """A time lay wholly before publication."""
    time, published, window = entry.time, clock.published(claim.source), clock.window(claim.source)
    if isinstance(time, EventRef):
        return FALSE
    if isinstance(time, Moment) or (isinstance(time, Stretch) and not time.is_relative):
        return _after_last(published, last_day(entry.key, time))
    cases = time.resolve(window)
    if len(cases) == 1 and cases[0].shift is not None:
        return _over_by(cases[0], entry.key, published)
    readings = [all_of(in_span(published, case.anchor), _over_by(case, entry.key, published)) for case in cases]
    return any_of(*readings, *outside(published, window))


def _over_by(case: Case, key: str, published: Term) -> Formula:
    if case.shift is None:
        return _after_last(published, last_day(key, case.time))
    fewest, most = case.shift
    return Truth(key != "after" and (fewest <= 0 if key in ("before", "until") else most < 0))


def _after_last(day: Term, last: int | None) -> Formula:
    return FALSE if last is None else before(Term(None, last), day)


def weekday_fits(told: Told) -> Formula:
    assert told.statement.claim.weekday is not None
    return on_weekday(told.day, told.statement.claim.weekday)
