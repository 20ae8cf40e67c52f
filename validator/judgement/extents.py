"""When a state or a membership holds: runs of days during which a value surely holds, or surely does not."""

from __future__ import annotations

from validator.judgement.clock import Clock, outside
from validator.judgement.constraints import Constraint, Literal, Question
from validator.judgement.formulas import Formula, Term, Truth, Var, all_of, any_of, at_most, before, in_span, same_day
from validator.judgement.readings import Statement
from validator.judgement.windows import window_of
from validator.records.claim import TimeEntry, value_key
from validator.values.calendar import FIRST_DAY, LAST_DAY, Span
from validator.values.dataclass import dataclass
from validator.values.dates import EventRef, Moment, Relative, Stretch, Time
from validator.values.old_style import in_either_style


@dataclass(frozen=True, slots=True)
class Run:
    """Every day from `first` to `last` (none when `last` comes before `first`)."""

    first: Term
    last: Term

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    @property
    def days(self) -> tuple[int, int] | None:
        """The first and the last day, where both are known."""
        (first, start), (last, end) = self.first, self.last
        return (start, end) if first is None and last is None else None

    def empty(self) -> Formula:
        return before(self.last, self.first)

    def apart_from(self, other: Run) -> Formula:
        """No day belongs to both."""
        mine, theirs = self.days, other.days
        if mine is not None and theirs is not None:
            (start, end), (begin, last) = mine, theirs
            return Truth(end < begin or last < start or end < start or last < begin)
        return any_of(before(self.last, other.first), before(other.last, self.first), self.empty(), other.empty())

    def ends_before(self, other: Run) -> Formula:
        """Every day of this run comes before every day of the other."""
        return any_of(before(self.last, other.first), self.empty(), other.empty())

    def holds_on(self, day: Term) -> Formula:
        return all_of(at_most(self.first, day), at_most(day, self.last))


ALWAYS_RUN = Run(Term(None, FIRST_DAY), Term(None, LAST_DAY))
"""For what is the same at all times: a birthplace."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a statement's times say: the value holds on `runs`; it does not on `gaps` (the day before a start, after an
    end).
    """

    runs: tuple[Run, ...]
    gaps: tuple[Run, ...]
    start: Term | None
    """The day a `since` began, where one is stated."""
    end: Term | None
    literals: frozenset[Literal]


def _loose(time: Time) -> Time:
    return in_either_style(time) if isinstance(time, Moment) else time


class Times:
    """Turns the time keys of statements into runs of days, collecting the bounds on the days it has to name."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.bounds: list[Constraint] = []
        self.windows: dict[Var, Span] = dict(clock.day_windows())
        """Within which days each day that had to be named lies, by what names it."""

    def day(self, name: str, time: Time, statement: Statement, head: Question, shared: str = "") -> Term:
        """Some day within `time`: the day itself when it is fixed, else a variable with a bound.

        Claims that give the same name under `shared` mean the same day.
        """
        if isinstance(time, Moment) and time.is_day:
            number = time.spans[0].lo
            assert number is not None
            return Term(None, number)
        source = statement.claim.source
        if not isinstance(time, Stretch | Moment):
            exact = self._exact(time, source, statement)
            if exact is not None:
                return exact
        day = Term(Var("day", f"{shared or statement.id} {name} {statement.subject}"))
        assert day.var is not None
        self.windows[day.var] = window_of(time, statement.claim, self.clock)
        self.bound(self.inside(day, time, statement), statement.literals, head, statement)
        self._calendar_week(day, time, statement, head)
        return day

    def _edge_of_state(self, name: str, time: Time, statement: Statement, head: Question, shared: str) -> Term:
        """The day of a beginning or an end. Where two calendars were in use it is told in either, and in the newer one
        under an assumption.
        """
        open_style = _loose(time)
        if open_style is time:
            return self.day(name, time, statement, head, shared)
        day = self.day(name, open_style, statement, head, shared)
        exact = self.inside(day, time, statement)
        self.bound(exact, statement.resting_on(f"new-style:{statement.id}"), head, statement)
        return day

    def inside(self, day: Term, time: Time, statement: Statement, *, calendar_weeks: bool = False) -> Formula:
        told_from = self._told_from(statement)
        return self.clock.within(day, time, statement.claim.source, told_from, calendar_weeks=calendar_weeks)

    def _calendar_week(self, day: Term, time: Time, statement: Statement, head: Question) -> None:
        if isinstance(time, Moment) or not hasattr(time, "calendar_week"):
            return
        if time.calendar_week(Span(1, 1)) is None:
            return
        formula = self.inside(day, time, statement, calendar_weeks=True)
        self.bound(formula, statement.resting_on(f"week-starts:{statement.id}"), head, statement)

    def _told_from(self, statement: Statement) -> Term | None:
        """The day an earlier saying is dated to, where the sentence reports one."""
        claim = statement.claim
        if claim.said_on is None:
            return None
        if isinstance(claim.said_on, Moment) and claim.said_on.is_day:
            return Term(None, claim.said_on.hull.lo or 0)
        name = f"{statement.id} said-on"
        day = Term(Var("day", name))
        formula = self.clock.within(day, claim.said_on, claim.source)
        known = Constraint(formula, statement.literals, "value-conflict", Question(statement.subject, claim.property))
        if known not in self.bounds:
            self.bounds.append(known)
        return day

    def _exact(self, time: Time, source: str, statement: Statement) -> Term | None:
        """A day told exactly from the day of publication or of an event: that day, shifted."""
        if isinstance(time, EventRef):
            return self.clock.event(time)
        if isinstance(time, Relative) and statement.claim.said_on is None:
            published = self.clock.published(source)
            cases = time.resolve(self.clock.window(source))
            if published.var is None:
                moment = cases[0].time
                if len(cases) == 1 and isinstance(moment, Moment) and moment.is_day:
                    return Term(None, moment.hull.lo or 0)
                return None
            shift = cases[0].shift
            if len(cases) == 1 and shift is not None and shift[0] == shift[1] and cases[0].weekday is None:
                return published.shifted(shift[0])
        return None

    def bound(self, formula: Formula, literals: frozenset[Literal], head: Question, statement: Statement) -> None:
        self.bounds.append(Constraint(formula, literals, "value-conflict", head, statement.id))

    def holding(self, statement: Statement, head: Question, default: Term | None) -> Holding:
        """Runs of a state's or a membership's statement; `default` is the day it was seen when no time is stated."""
        if statement.property.lasting:
            return Holding((ALWAYS_RUN,), (), None, None, statement.literals)
        entries = statement.claim.times
        if not entries:
            seen = default if default is not None else self.clock.published(statement.claim.source)
            return Holding((Run(seen, seen),), (), None, None, statement.literals)
        if not any(entry.key in ("since", "until") for entry in entries):
            told = [self._run(e, f"{e.key} {index}", statement, head) for index, e in enumerate(entries)]
            return Holding(tuple(told), (), None, None, statement.literals)
        runs: list[Run] = []
        gaps: list[Run] = []
        start = end = None
        since = [e for e in entries if e.key == "since"]
        published = self.clock.published(statement.claim.source)
        until = [e for e in entries if e.key == "until" and not self._still_ahead(e.time, statement)]
        if not until and not since and any(e.key == "until" for e in entries):
            runs.append(Run(published, published))
        shared = self._told_alike(since, until, statement, head)
        if since:
            start = self._edge_of_state("since", since[0].time, statement, head, shared)
            for further in since[1:]:
                self.bound(self.inside(start, _loose(further.time), statement), statement.literals, head, statement)
            gaps.append(Run(start.shifted(-1), start.shifted(-1)))
        if until:
            end = self._edge_of_state("until", until[0].time, statement, head, shared)
            for further in until[1:]:
                self.bound(self.inside(end, _loose(further.time), statement), statement.literals, head, statement)
            if start is None or not self._untold(until[0].time):
                gaps.append(Run(end.shifted(1), end.shifted(1)))
        if start is not None and end is not None:
            self.bound(at_most(start, end), statement.literals, head, statement)
            if not self._untold(until[0].time):
                runs.append(Run(start.shifted(1), end.shifted(-1)))
        elif start is not None:
            runs.append(Run(start.shifted(1), published))
        elif end is not None:
            last = end.shifted(-1)
            runs.append(Run(last, last))
        for index, entry in enumerate(e for e in entries if e.key not in ("since", "until")):
            runs.append(self._run(entry, f"{entry.key} {index}", statement, head))
        return Holding(tuple(runs), tuple(gaps), start, end, statement.literals)

    def _told_alike(self, since: list[TimeEntry], until: list[TimeEntry], statement: Statement, head: Question) -> str:
        """A name for what claims in the same words say of when a value began and ended, all of it past.

        Whatever day makes one of them true makes all of them true, so they can share it. (Where only the beginning is
        told, their values hold to different days of publication: two beginnings in one window would then lie a day
        apart at most, and the earlier does for both.)
        """
        claim = statement.claim
        values = claim.has or ((claim.is_,) if claim.is_ is not None else ())
        told = [*since, *until]
        if not values or claim.only is not None or claim.not_ is not None or claim.said_on is not None:
            return ""
        if len(since) > 1 or len(until) > 1:
            return ""
        published = self.clock.window(claim.source).lo
        for entry in told:
            time = entry.time
            if not isinstance(time, Moment) or time.recurring or published is None:
                return ""
            if time.hull.hi is None or time.hull.hi >= published:
                return ""
        names = ", ".join(sorted(map(value_key, values)))
        when = " ".join(f"{entry.key} {entry.time.text}" for entry in told)
        return " ".join(filter(None, (head.property, head.narrowed, names, when)))

    @staticmethod
    def _untold(end: Time) -> bool:
        """Whether an end is only said to be some later day, or none yet: then nothing is told past the beginning."""
        return isinstance(end, Moment) and not end.recurring and not end.impossible and end.hull.hi is None

    def _still_ahead(self, time: Time, statement: Statement) -> bool:
        """An end that lies after publication is a plan: all that is told as done is that the value holds at
        publication.
        """
        newest = self.clock.window(statement.claim.source).hi
        first = window_of(time, statement.claim, self.clock).lo
        return newest is not None and first is not None and first > newest

    def _run(self, entry: TimeEntry, name: str, statement: Statement, head: Question) -> Run:
        time = entry.time
        if entry.key in ("before", "after"):
            edge = self.day(name, time, statement, head)
            if entry.key == "before":
                seen = self._edge(time, edge, first=True).shifted(-1)
            else:
                seen = self._edge(time, edge, first=False).shifted(1)
            return Run(seen, seen)
        if isinstance(time, Stretch):
            return self._stretch(time, name, statement, head)
        if entry.key == "during":
            throughout = self._throughout(time) or self._told_throughout(time, name, statement, head)
            if throughout is not None:
                return throughout
        seen = self.day(name, time, statement, head)
        return Run(seen, seen)

    @staticmethod
    def _edge(time: Time, day: Term, *, first: bool) -> Term:
        """`before: 2021` is before its first day, `after: 2021` after its last; an unknown day `a..b` stays unknown."""
        if isinstance(time, Moment) and time.precision != "span" and not time.approximate and len(time.spans) == 1:
            edge = time.hull.lo if first else time.hull.hi
            if edge is not None:
                return Term(None, edge)
        return day

    @staticmethod
    def _throughout(time: Time) -> Run | None:
        """`during: 2021` is every day of 2021; an approximate or unknown day is not a run."""
        if (
            isinstance(time, Moment)
            and not time.approximate
            and time.precision in ("day", "month", "season", "year", "decade")
        ):
            hull = time.hull
            if hull.lo is not None and hull.hi is not None:
                return Run(Term(None, hull.lo), Term(None, hull.hi))
        return None

    def _told_throughout(self, time: Time, name: str, statement: Statement, head: Question) -> Run | None:
        """`during: -1Y`: every day of the year it comes to, whichever that is."""
        claim = statement.claim
        if not isinstance(time, Relative) or claim.said_on is not None:
            return None
        published = self.clock.published(claim.source)
        cases = time.resolve(self.clock.window(claim.source))
        runs = [(case, self._throughout(case.time)) for case in cases if case.shift is None]
        if len(runs) < len(cases) or any(run is None for _, run in runs):
            return None
        if len(runs) == 1 and published.var is None:
            return runs[0][1]
        first, last = (Term(Var("day", f"{statement.id} {name} {end}")) for end in ("first", "last"))
        window = self.clock.window(claim.source)
        meanings = [
            all_of(in_span(published, case.anchor), same_day(first, run.first), same_day(last, run.last))
            for case, run in runs
            if run is not None
        ]
        self.bound(any_of(*meanings, *outside(published, window)), statement.literals, head, statement)
        return Run(first, last)

    def _stretch(self, time: Stretch, name: str, statement: Statement, head: Question) -> Run:
        published = self.clock.published(statement.claim.source)
        last = published if time.end is None else self.day(f"{name} end", time.end, statement, head)
        first = ALWAYS_RUN.first if time.start is None else self.day(f"{name} start", time.start, statement, head)
        if time.start is not None and time.end is not None:
            self.bound(at_most(first, last), statement.literals, head, statement)
        return Run(first, last)
