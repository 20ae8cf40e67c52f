"""Windows for undated sources: when a source can have appeared, given everything the claims say together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from validator.judgement.conflicts import WINDOW
from validator.judgement.constraints import Component, Constraint, Literal, Question, components
from validator.judgement.decide import decider
from validator.judgement.engine import Judgement
from validator.judgement.findings import Step, Timeline
from validator.judgement.formulas import AllOf, Order, Var
from validator.judgement.minimal import BudgetExceededError, shrink
from validator.judgement.screen import has_world
from validator.judgement.timelines import iso
from validator.records.source import Source
from validator.values.calendar import Span
from validator.values.dataclass import dataclass
from validator.values.dates import describe_day, describe_span


@dataclass(frozen=True, slots=True)
class Dated:
    """The window a record states, the narrower one that follows from all claims, and what rules out the days left
    away.
    """

    source: str
    stated: Span
    derived: Span
    earlier_excluded_by: tuple[str, ...]
    later_excluded_by: tuple[str, ...]

    @property
    def narrowed(self) -> bool:
        return self.derived != self.stated

    @property
    def words(self) -> str:
        told = [f"{self.source} appeared {_within(self.derived)}"]
        if self.earlier_excluded_by:
            told.append(f"earlier is ruled out by {', '.join(self.earlier_excluded_by)}")
        if self.later_excluded_by:
            told.append(f"later is ruled out by {', '.join(self.later_excluded_by)}")
        if len(told) == 1:
            told.append("no claim narrows what its record states")
        return "; ".join(told) + "."


def dated_sources(judgement: Judgement, among: Iterable[Source] | None = None) -> list[Dated]:
    """For every source, or every one among those given, whose day of publication is only known within a window."""
    clock = judgement.world.clock
    open_days: dict[Var, tuple[str, Span]] = {}
    for source in judgement.corpus.sources if among is None else among:
        window, day = clock.window(source.id), clock.published(source.id)
        if day.var is not None and not window.is_day and window.lo is not None and window.hi is not None:
            open_days[day.var] = (source.id, window)
    if not open_days:
        return []
    interface = clock.interface()
    kept = [c for c in judgement.constraints if not c.plainly_false]
    parts = components(kept, interface)
    windows = [c for p in parts for c in p.constraints if c.rule == WINDOW]
    found = []
    for var, (source_id, window) in sorted(open_days.items()):
        touching = [
            p for p in parts if p.constraints[0].rule != WINDOW and any(var in c.variables() for c in p.constraints)
        ]
        found.append(_dated(source_id, var, window, touching, windows))
    return found


def _dated(source: str, var: Var, window: Span, parts: Sequence[Component], windows: list[Constraint]) -> Dated:
    assert window.lo is not None
    assert window.hi is not None
    lo, hi = window.lo, window.hi
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    for part in parts:
        bounds = [
            c
            for c in windows
            if not c.variables().isdisjoint({v for k in part.constraints for v in k.variables()} - {var})
        ]
        constraints = [*part.constraints, *bounds]
        earliest_fits, latest_fits = _possible(constraints, var, lo, lo), _possible(constraints, var, hi, hi)
        if earliest_fits and latest_fits:
            continue
        if not _possible(constraints, var, lo, hi):
            continue  # the component clashes whatever the day: that is a finding, not a date
        if not earliest_fits:
            first = _edge(lo, hi, partial(_possible, constraints, var, lo))
            if first > lo:
                earlier, lo = _excluding(constraints, source, var, lo, first - 1), first
        if not latest_fits:
            last = -_edge(-hi, -lo, partial(_possible_until, constraints, var, hi))
            if last < hi:
                later, hi = _excluding(constraints, source, var, last + 1, hi), last
    return Dated(source, window, Span(lo, hi) if lo <= hi else window, earlier, later)


def _possible_until(constraints: list[Constraint], var: Var, hi: int, minus_lo: int) -> bool:
    return _possible(constraints, var, -minus_lo, hi)


def _edge(lo: int, hi: int, holds: Callable[[int], bool]) -> int:
    """The least number from `lo` to `hi` for which `holds`, which stays true once it is."""
    while lo < hi:
        middle = (lo + hi) // 2
        if holds(middle):
            hi = middle
        else:
            lo = middle + 1
    return lo


def _between(var: Var, lo: int, hi: int) -> Constraint:
    return Constraint(
        AllOf((Order(var, None, hi), Order(None, var, -lo))), frozenset(), WINDOW, Question(var.name, "published")
    )


def _possible(constraints: list[Constraint], var: Var, lo: int, hi: int) -> bool:
    bounded = [*constraints, _between(var, lo, hi)]
    if has_world(bounded):
        return True
    try:
        return decider(bounded).core(_everything(bounded)) is None
    except BudgetExceededError:
        return True


def _excluding(constraints: list[Constraint], source: str, var: Var, lo: int, hi: int) -> tuple[str, ...]:
    """What rules these days out; that the window of the source itself is right is not told again."""
    bounded = [*constraints, _between(var, lo, hi)]
    asked = decider(bounded)
    core = asked.core(_everything(bounded))
    if core is None:
        return ()
    ruled_out = (literal.name for literal in sorted(shrink(core, asked.core, sorted(core))))
    return tuple(name for name in ruled_out if name != f"published:{source}")


def _everything(constraints: list[Constraint]) -> frozenset[Literal]:
    return frozenset(literal for c in constraints for literal in c.literals)


def _within(span: Span) -> str:
    words = describe_span(span)
    return (
        f"on {words}"
        if span.is_day
        else f"between {words.replace(' to ', ' and ', 1)}"
        if " to " in words
        else f"in {words}"
    )


def as_timeline(dated: Dated) -> Timeline:
    assert dated.derived.lo is not None
    assert dated.derived.hi is not None
    support = tuple(dict.fromkeys((*dated.earlier_excluded_by, *dated.later_excluded_by)))
    lo, hi = dated.derived.lo, dated.derived.hi
    step = Step(describe_day(lo), describe_day(hi), ("published",), False, support, (), (iso(lo), iso(hi)))
    return Timeline(dated.source, "published", (step,))
