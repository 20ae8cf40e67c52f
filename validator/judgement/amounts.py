"""Quantities: one exact unknown per subject, property, denominator, scope, unit and period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from typing import Final

from validator.judgement.ages import in_full_years, may_be_nominal, one_year_less
from validator.judgement.clock import Clock, outside
from validator.judgement.constraints import Constraint, Literal, Question
from validator.judgement.formulas import TRUE, Equal, Expression, Formula, InRange, Var, all_of, any_of, in_span
from validator.judgement.readings import Statement
from validator.records.claim import TimeEntry
from validator.records.vocabulary import Property
from validator.values.calendar import Span
from validator.values.dataclass import dataclass, field, replace
from validator.values.dates import EventRef, Moment, Stretch, describe_span
from validator.values.intervals import Interval
from validator.values.quantities import Quantity
from validator.values.units import Unit


@dataclass(frozen=True, slots=True)
class Period:
    """The days a figure covers, or the one day it was seen on; `loose` when the day within is unknown."""

    key: str
    span: Span
    loose: bool = False

    @property
    def name(self) -> str:
        return f"{self.key} {self.span.lo}..{self.span.hi}"

    @property
    def words(self) -> str:
        return describe_span(self.span)

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last day. Raises ValueError where one is unknown; that of a count never is."""
        if self.span.bounded is None:
            raise ValueError(f"{self.name} has an unknown end")
        return self.span.bounded


@dataclass(slots=True)
class AmountFamily:
    """All figures for one question in one unit, over their periods."""

    question: Question
    property: Property
    subject: str
    of: str | None
    slot: str
    statements: list[Statement] = field(default_factory=list)
    periods: dict[str, Period] = field(default_factory=dict)
    counts: dict[str, list[Statement]] = field(default_factory=lambda: defaultdict(list))
    """Of a running total: the claims that count it, by the names of the periods in which they do."""

    def var(self, period: Period | None) -> Var:
        return Var("number", f"{self.slot} {period.name if period else 'unstated'}")

    def ends(self, period: Period) -> tuple[Var, Var]:
        """A running total as it was first counted in a period, and as it was last counted there.

        Days are whole, so a total may grow between two counts of one day. A single claim counts once.
        """
        var = self.var(period)
        if not self.is_open(period):
            return var, var
        return Var("number", f"{var.name} at first"), Var("number", f"{var.name} at last")

    def is_open(self, period: Period | None) -> bool:
        """Whether a running total may have grown between the counts of a period that are held against each other."""
        return period is not None and len(self.counts[period.name]) > (0 if self.property.adds_up else 1)

    def moment(self, period: Period, source: str) -> Var:
        """A running total at the one moment of a period at which a source counts it and its parts."""
        return Var("number", f"{self.var(period).name} as {source} counts")


def slot_of(statement: Statement) -> str | None:
    """What makes two figures comparable, besides their period; None for a claim that states no amount."""
    claim = statement.claim
    amount = claim.is_
    if not isinstance(amount, Quantity):
        return None
    narrowed: list[str | None] = [
        claim.of and f"of {claim.of}",
        claim.among and f"among {claim.among}",
        f"except {'+'.join(sorted(claim.except_))}" if claim.except_ else None,
        claim.where and f"in {claim.where}",
        f"at stage {'|'.join(sorted(claim.stage))}" if claim.stage else None,
    ]
    dimension = amount.unit.dimension
    return " ".join(filter(None, (f"{statement.subject}/{claim.property}", *narrowed, f"[{dimension}]")))


def unit_of(family: AmountFamily) -> Unit:
    amount = family.statements[0].claim.is_
    assert isinstance(amount, Quantity), "a family of amounts holds statements of amounts"
    return amount.unit


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a question about an amount."""

    among: str | None
    excepted: tuple[str, ...]
    where: str | None
    of: str | None
    stage: tuple[str, ...]


def narrowing_of(family: AmountFamily) -> Narrowing:
    claim = family.statements[0].claim
    return Narrowing(claim.among, tuple(sorted(claim.except_)), claim.where, claim.of, tuple(sorted(claim.stage)))


def cases_of(statement: Statement, clock: Clock) -> list[tuple[Formula, Period]]:
    """The periods a statement may cover, each with the days of publication for which it does; none when none is
    stated. A running total without a time is what was counted by publication.
    """
    if statement.claim.times:
        return _cases_of_entry(statement.claim.times[0], statement, clock)
    if not statement.property.grows_only:
        return []
    window = clock.window(statement.claim.source)
    return [(all_of(), Period("on" if window.is_day else "at", window, loose=not window.is_day))]


def _cases_of_entry(entry: TimeEntry, statement: Statement, clock: Clock) -> list[tuple[Formula, Period]]:
    time = entry.time
    source = statement.claim.source
    key = "at" if entry.key == "at" else entry.key if entry.key in ("since", "until", "before", "after") else "during"
    if isinstance(time, EventRef):
        return [(all_of(), Period(f"{key} {time.entity}/{time.step}", Span(None, None)))]
    if isinstance(time, Moment):
        return [(all_of(), period_of(key, time))]
    if isinstance(time, Stretch) and not time.is_relative:
        return [(all_of(), period_of(key, time))]
    day = clock.published(source)
    window = Span(day.offset, day.offset) if day.var is None else clock.window(source)
    found = []
    for case in time.resolve(window):
        found.append((in_span(day, case.anchor), period_of(key, case.time)))
    return found


def period_of(key: str, time: Moment | Stretch) -> Period:
    span = time.possibly if isinstance(time, Stretch) else (time.hull if not time.impossible else Span(None, None))
    loose = isinstance(time, Moment) and (time.approximate or time.recurring or (key == "at" and not time.is_day))
    if span.is_day and key in ("at", "during"):
        key = "on"
    return Period(key, span, loose or (isinstance(time, Moment) and time.precision == "span"))


def intervals_of(statement: Statement) -> tuple[Interval, Interval]:
    """What the figure surely means, and what it means if a round number is no rounder than written; tolerance
    included.
    """
    amount = statement.claim.is_
    assert isinstance(amount, Quantity)
    return tolerant(amount.sure, statement.property), tolerant(amount.rounded, statement.property)


def readings_of(statement: Statement, clock: Clock) -> Iterator[tuple[Interval, tuple[str, ...]]]:
    """What the figure may mean, and the assumptions that each reading needs."""
    sure, rounded = intervals_of(statement)
    read: list[tuple[Interval, tuple[str, ...]]] = [(sure, ())]
    if rounded != sure:
        read.append((rounded, (f"rounding:{statement.id}",)))
    if statement.property.years_since is None:
        yield from read
        return
    nominal = counts_nominally(statement, clock)
    for interval, rests in read:
        yield in_full_years(one_year_less(interval, nominal=nominal)), rests
        yield in_full_years(interval), (f"full-years:{statement.id}", *rests)


def counts_nominally(statement: Statement, clock: Clock) -> bool:
    return may_be_nominal(clock.language(statement.claim.source))


def tolerant(interval: Interval, property: Property) -> Interval:
    """A difference up to the tolerance is none: half of it is granted to either side."""
    tolerance = property.tolerance
    allowed = None if tolerance is None else stated(tolerance)
    if tolerance is None or allowed is None:
        return interval
    if tolerance.unit.symbol == "%" and property.unit != "%":
        low = None if interval.lo is None else interval.lo - abs(interval.lo) * allowed / 2
        high = None if interval.hi is None else interval.hi + abs(interval.hi) * allowed / 2
    else:
        low = None if interval.lo is None else interval.lo - allowed / 2
        high = None if interval.hi is None else interval.hi + allowed / 2
    return replace(interval, lo=low, hi=high)


def stated(quantity: Quantity) -> Fraction | None:
    """The number as it is written, without the slack that a figure in a text is granted; None for an open range."""
    interval = quantity.rounded
    if interval.lo is None or interval.hi is None:
        return interval.lo if interval.hi is None else interval.hi
    return (interval.lo + interval.hi) / 2


def bounds_of(family: AmountFamily, clock: Clock) -> list[Constraint]:
    found: list[Constraint] = []
    covered = [(s, cases_of(s, clock)) for s in family.statements]
    covered += [(s, _cases_of_entry(e, s, clock)) for s in family.statements for e in s.claim.times[1:]]
    for _, cases in covered:
        for _, period in cases:
            family.periods.setdefault(period.name, period)
    for statement, cases in covered:
        for period in {p.name: p for _, p in cases if is_count(p, statement.property)}.values():
            family.counts[period.name].append(statement)
    firm = [p for p in family.periods.values() if not p.loose]
    for statement, cases in covered:
        for interval, rests in readings_of(statement, clock):
            literals = statement.resting_on(*rests) | _taken_for_granted(statement, cases, clock)
            for told, more in _tellings(family, cases, interval, statement):
                formula = _over_periods(family, cases, firm, told, clock, statement)
                found.append(Constraint(formula, literals | more, "value-conflict", family.question, statement.id))
    return found


Telling = Callable[[Period | None], Formula]
"""What a claim says of the amount of a period."""


def is_count(period: Period, property: Property) -> bool:
    """Whether what a period has is a running total as it stood on a day in it, and not what happened during it."""
    return property.grows_only and period.key in ("on", "at") and period.span.bounded is not None


def _taken_for_granted(statement: Statement, cases: list[tuple[Formula, Period]], clock: Clock) -> frozenset[Literal]:
    """What a reading of the period rests on, where the words leave it open or the publication day is inferred."""
    if statement.property.grows_only and not statement.claim.times:
        return statement.resting_on(f"seen-at:{statement.id}") | clock.rests_on(statement.claim.source)
    if not cases and statement.property.lasting:
        return frozenset()
    # where the day of publication chooses among several periods, the choice itself says so
    inferred = clock.rests_on(statement.claim.source) if len(cases) == 1 and cases[0][0] != TRUE else frozenset()
    if not cases or any(p.loose and not is_count(p, statement.property) for _, p in cases):
        return statement.resting_on(f"same-period:{statement.id}") | inferred
    return inferred


def _tellings(
    family: AmountFamily, cases: list[tuple[Formula, Period]], interval: Interval, statement: Statement
) -> Iterator[tuple[Telling, frozenset[Literal]]]:
    """What is told of each period, and the assumption it needs."""
    at_once = statement.resting_on(f"same-moment:{statement.id}")
    if not any(family.is_open(p) for _, p in cases):
        yield (lambda p: InRange(family.var(p), interval)), frozenset()
        return
    yield (lambda p: _counted_once(family, p, interval)), frozenset()
    if any(len(family.counts[p.name]) > 1 for _, p in cases):
        yield (lambda p: InRange(family.var(p), interval)), at_once
    if family.property.adds_up:
        source = statement.claim.source
        yield (
            (lambda p: InRange(family.moment(p, source), interval) if family.is_open(p) and p else _TOLD_ALREADY),
            at_once if statement.claim.times else frozenset(),
        )
        yield (lambda p: _at_one_moment(family, p, source)), at_once


def _at_one_moment(family: AmountFamily, period: Period | None, source: str) -> Formula:
    """The moment at which a source counts is that of the other counts of the period."""
    if period is None or not family.is_open(period):
        return _TOLD_ALREADY
    return _equal(Expression.variable(family.moment(period, source)), Expression.variable(family.var(period)))


_TOLD_ALREADY: Final = all_of()


def _counted_once(family: AmountFamily, period: Period | None, interval: Interval) -> Formula:
    """The total passed through the interval some time between the first and the last count of the period."""
    if period is None or not family.is_open(period) or interval.is_empty:
        return InRange(family.var(period), interval)
    first, last = family.ends(period)
    no_more = replace(interval, lo=None, lo_open=False)
    no_less = replace(interval, hi=None, hi_open=False)
    return all_of(InRange(first, no_more), InRange(last, no_less))


def _over_periods(
    family: AmountFamily,
    cases: list[tuple[Formula, Period]],
    firm: list[Period],
    told: Telling,
    clock: Clock,
    statement: Statement,
) -> Formula:
    if not cases:
        # the period left unsaid is one that another claim states and that had begun by then; if there is none, all
        # unsaid ones are one
        newest = clock.window(statement.claim.source).hi
        alike: list[Period | None] = [p for p in firm if not _is_ahead(p, newest)] or [None]
        return any_of(*map(told, alike))
    readings = [all_of(when, told(p)) for when, p in cases]
    if len(cases) == 1:
        return readings[0] if cases[0][0] == all_of() else told(cases[0][1])
    published = clock.published(statement.claim.source)
    return any_of(*readings, *outside(published, clock.window(statement.claim.source)))


def _is_ahead(period: Period, day: int | None) -> bool:
    return day is not None and period.span.lo is not None and period.span.lo > day


def sum_at_most(parts: Sequence[Var], whole: Var) -> Formula:
    """No part is below zero, and together they are no more than the whole."""
    total = _sum(parts)
    rest = Var("number", f"{whole.name} less {' and '.join(part.name for part in parts)}")
    gap = Expression("-", parts=(Expression.variable(whole), total))
    return all_of(
        _equal(gap, Expression.variable(rest)), *(InRange(var, Interval(Fraction(0), None)) for var in (rest, *parts))
    )


def sum_at_least(parts: Sequence[Var], whole: Var) -> Formula:
    """The parts together are no less than the whole."""
    more = Var("number", f"{' and '.join(part.name for part in parts)} less {whole.name}")
    gap = Expression("-", parts=(_sum(parts), Expression.variable(whole)))
    return all_of(_equal(gap, Expression.variable(more)), InRange(more, Interval(Fraction(0), None)))


def sum_is(parts: Sequence[Var], whole: Var) -> Formula:
    return _equal(_sum(parts), Expression.variable(whole))


def _sum(parts: Sequence[Var]) -> Expression:
    first, *others = map(Expression.variable, parts)
    return reduce(lambda total, part: Expression("+", parts=(total, part)), others, first)


def _equal(left: Expression, right: Expression) -> Formula:
    return Equal(left, right, Fraction(0), Fraction(0))


def gap_within(left: Var, right: Var, low: Fraction | None, high: Fraction | None) -> Formula:
    """`low <= left - right <= high` (None = no bound)."""
    slack = Var("number", f"{left.name} less {right.name}")
    gap = Expression("-", parts=(Expression.variable(left), Expression.variable(right)))
    return all_of(_equal(gap, Expression.variable(slack)), InRange(slack, Interval(low, high)))
