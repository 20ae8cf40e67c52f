"""Days in the world: when a source was published, and what a claim's time says about a day."""

from __future__ import annotations

from collections.abc import Mapping

from validator.judgement.constraints import Constraint, Literal, Question, assumption
from validator.judgement.formulas import (
    FALSE,
    Formula,
    OnWeekday,
    Term,
    Var,
    all_of,
    any_of,
    at_most,
    before,
    in_span,
)
from validator.records.source import Source
from validator.values.calendar import Span
from validator.values.dataclass import dataclass
from validator.values.dates import Case, EventRef, Moment, Relative, Stretch, Time, describe_span, weekday_of

GREGORIAN_CYCLE = 146_097
"""Days after which the calendar, weekdays included, repeats (400 years)."""


@dataclass(frozen=True, slots=True)
class PublishedDay:
    """The day a source appeared: a constant where it is stated, else a variable within a window."""

    term: Term
    window: Span
    literals: frozenset[Literal]
    """What the window rests on: nothing, or `published:<source>`."""


def event_day(subject: str, property: str, stage: str = "", narrowed: str = "") -> Var:
    return Var("day", " ".join(filter(None, (f"{subject}/{property}", stage and f"at stage {stage}", narrowed))))


class Clock:
    """Publication days, and formulas that say a day lies within a claim's time."""

    def __init__(self, sources: Mapping[str, Source], stages: Mapping[str, tuple[str, str]]) -> None:
        """`stages` maps a step that a time can name to (property, stage): `held` -> ("held", ""), `signed` ->
        ("concluded", "signed").
        """
        self._sources = sources
        self._stages = stages
        self._published = {id: self._published_day(source) for id, source in sources.items()}
        self.known_windows: dict[tuple[int, str, int], tuple[Span, Time, Time | None]] = {}
        """What `window_of` found, by the identity of the times it was asked about, which are kept so that it stays
        theirs.
        """
        self._windows = {d.term.var: d.window for d in self._published.values() if d.term.var is not None}

    @staticmethod
    def _published_day(source: Source) -> PublishedDay:
        window = source.published.hull
        if source.published_because is None and window.is_day:
            assert window.lo is not None
            return PublishedDay(Term(None, window.lo), window, frozenset())
        rests_on = (
            frozenset({assumption(f"published:{source.id}")}) if source.published_because is not None else frozenset()
        )
        return PublishedDay(Term(event_day(source.id, "published")), window, rests_on)

    def knows(self, source: str) -> bool:
        return source in self._published

    def language(self, source: str) -> str:
        return self._sources[source].language

    def published(self, source: str) -> Term:
        return self._published[source].term

    def window(self, source: str) -> Span:
        return self._published[source].window

    def rests_on(self, source: str) -> frozenset[Literal]:
        return self._published[source].literals

    def day_windows(self) -> Mapping[Var, Span]:
        """The window of every unknown publication day."""
        return self._windows

    def interface(self) -> frozenset[Var]:
        """Publication days that are unknown: every slot of such a source may share one."""
        return frozenset(day.term.var for day in self._published.values() if day.term.var is not None)

    def windows(self) -> list[Constraint]:
        found = []
        for id, day in self._published.items():
            if day.term.var is None:
                continue
            source = self._sources[id]
            reason = f" ({source.published_because})" if source.published_because else ""
            why = f"{id} was published {_when(day.window)}{reason}."
            found.append(
                Constraint(in_span(day.term, day.window), day.literals, "published", Question(id, "published"), why)
            )
        return found

    def event(self, reference: EventRef) -> Term:
        property, stage = self._stages.get(reference.step, (reference.step, ""))
        if property == "published" and reference.entity in self._published:
            return self.published(reference.entity)
        return Term(event_day(reference.entity, property, stage))

    def within(
        self, day: Term, time: Time, source: str, anchor: Term | None = None, *, calendar_weeks: bool = False
    ) -> Formula:
        """`day` is one that `time` may mean; relative times are told from `anchor` (default: publication)."""
        told_from = anchor if anchor is not None else self.published(source)
        match time:
            case Moment():
                return self._in_moment(day, time, source)
            case EventRef():
                event = self.event(time)
                return all_of(at_most(day, event), at_most(event, day))
            case Stretch() | Relative():
                cases = (
                    time.calendar_week(self._reach(told_from, source)) if calendar_weeks else None
                ) or time.resolve(self._reach(told_from, source))
                return self._of_cases(day, cases, told_from, source)

    def _reach(self, told_from: Term, source: str) -> Span:
        if told_from.var is None:
            return Span(told_from.offset, told_from.offset)
        if told_from == self.published(source):
            return self.window(source)
        hi = self.window(source).hi
        return Span(None if hi is None else hi - 400, hi)

    def _of_cases(self, day: Term, cases: tuple[Case, ...], told_from: Term, source: str) -> Formula:
        if len(cases) == 1 and cases[0].shift is not None:
            return self._case_meaning(day, cases[0], told_from, source)
        readings: list[Formula] = []
        for case in cases:
            meaning = self._case_meaning(day, case, told_from, source)
            readings.append(all_of(in_span(told_from, case.anchor), meaning))
        beyond = [] if told_from.var is None else outside(told_from, self._reach(told_from, source))
        return any_of(*readings, *beyond) if readings else FALSE

    def _case_meaning(self, day: Term, case: Case, told_from: Term, source: str) -> Formula:
        if case.shift is not None:
            fewest, most = case.shift
            parts = [at_most(told_from.shifted(fewest), day), at_most(day, told_from.shifted(most))]
            if case.weekday is not None:
                parts.append(on_weekday(day, case.weekday))
            return all_of(*parts)
        if isinstance(case.time, Stretch):
            return in_span(day, case.time.possibly)
        return self._in_moment(day, case.time, source)

    def _in_moment(self, day: Term, moment: Moment, source: str) -> Formula:
        if not moment.recurring:
            return any_of(*(in_span(day, span) for span in moment.spans))
        hi = self.window(source).hi
        # one cycle of the calendar holds every pairing of a date with a weekday
        last = hi if hi is not None else GREGORIAN_CYCLE * 5
        return any_of(*(in_span(day, span) for span in moment.spans_within(Span(max(last - GREGORIAN_CYCLE, 1), last))))


def outside(day: Term, window: Span) -> list[Formula]:
    """That a day lies outside its window: there a time told from it still means something, only nobody can say what."""
    found = []
    if window.lo is not None:
        found.append(before(day, Term(None, window.lo)))
    if window.hi is not None:
        found.append(before(Term(None, window.hi), day))
    return found


def on_weekday(day: Term, weekday: int) -> Formula:
    if day.var is None:
        from validator.judgement.formulas import Truth

        return Truth(weekday_of(day.offset) == weekday)
    return OnWeekday(day.var, day.offset, weekday)


def _when(window: Span) -> str:
    words = describe_span(window)
    return f"on {words}" if window.is_day else f"within {words}"
