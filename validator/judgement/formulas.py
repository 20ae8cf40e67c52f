"""The language of bounds and relations: variables, days as terms, and formulas over them.

Days are proleptic Gregorian ordinals. A formula is built already folded: what is plainly true or false becomes `TRUE`
or `FALSE`,
so that claims with fixed days never reach a solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

from validator.values.dataclass import dataclass
from validator.values.dates import Span
from validator.values.intervals import Interval

Sort = Literal["day", "number", "count", "truth"]


class Var(NamedTuple):
    """An unknown of the world: a day, an exact number, a whole number from zero up, or a truth."""

    sort: Sort
    name: str


class Term(NamedTuple):
    """A day: `var` plus an offset in days, or the day `offset` itself when there is no variable."""

    var: Var | None
    offset: int = 0

    def shifted(self, days: int) -> Term:
        return Term(self.var, self.offset + days)


class Truth(NamedTuple):
    value: bool


class Order(NamedTuple):
    """`x - y <= k` for two days or two counts; an absent variable stands for 0."""

    x: Var | None
    y: Var | None
    k: int


class OnWeekday(NamedTuple):
    """`x + offset` is this day of the week (Monday = 0)."""

    x: Var
    offset: int
    weekday: int


class Holds(NamedTuple):
    x: Var
    value: bool


class Total(NamedTuple):
    """The number of true `truths` plus the sum of `counts`, minus the sum of `less`, lies in `lo..hi` (None = no
    bound).
    """

    truths: tuple[Var, ...]
    counts: tuple[Var, ...]
    less: tuple[Var, ...]
    lo: int | None
    hi: int | None


class InRange(NamedTuple):
    x: Var
    interval: Interval


@dataclass(frozen=True, slots=True)
class Expression:
    """An exact number: a constant, a variable, or an operation (`+ - * /`) on two expressions."""

    op: str
    value: Fraction | None = None
    var: Var | None = None
    parts: tuple[Expression, ...] = ()

    @staticmethod
    def constant(value: Fraction) -> Expression:
        return Expression("constant", value=value)

    @staticmethod
    def variable(var: Var) -> Expression:
        return Expression("variable", var=var)

    def variables(self) -> Iterator[Var]:
        if self.var is not None:
            yield self.var
        for part in self.parts:
            yield from part.variables()


class Equal(NamedTuple):
    """`low <= left - right <= high`; a divisor is never zero."""

    left: Expression
    right: Expression
    low: Fraction
    high: Fraction


class AllOf(NamedTuple):
    parts: tuple[Formula, ...]


class AnyOf(NamedTuple):
    parts: tuple[Formula, ...]


Formula = Truth | Order | OnWeekday | Holds | Total | InRange | Equal | AllOf | AnyOf

TRUE = Truth(True)
FALSE = Truth(False)


def at_most(x: Term, y: Term, slack: int = 0) -> Formula:
    """`x <= y + slack`."""
    k = y.offset - x.offset + slack
    if x.var == y.var:
        return TRUE if k >= 0 else FALSE
    return Order(x.var, y.var, k)


def before(x: Term, y: Term) -> Formula:
    return at_most(x, y, -1)


def same_day(x: Term, y: Term) -> Formula:
    return all_of(at_most(x, y), at_most(y, x))


def in_span(x: Term, span: Span) -> Formula:
    parts: list[Formula] = []
    if span.lo is not None:
        parts.append(at_most(Term(None, span.lo), x))
    if span.hi is not None:
        parts.append(at_most(x, Term(None, span.hi)))
    return all_of(*parts)


def all_of(*parts: Formula) -> Formula:
    if len(parts) == 1:
        return parts[0]
    kept: list[Formula] = []
    for part in parts:
        if isinstance(part, Truth):
            if not part.value:
                return FALSE
        elif isinstance(part, AllOf):
            kept.extend(part.parts)
        else:
            kept.append(part)
    unique = tuple(dict.fromkeys(kept))
    if not unique:
        return TRUE
    return unique[0] if len(unique) == 1 else AllOf(unique)


def any_of(*parts: Formula) -> Formula:
    if len(parts) == 1:
        return parts[0]
    kept: list[Formula] = []
    for part in parts:
        if isinstance(part, Truth):
            if part.value:
                return TRUE
        elif isinstance(part, AnyOf):
            kept.extend(part.parts)
        else:
            kept.append(part)
    unique = tuple(dict.fromkeys(kept))
    if not unique:
        return FALSE
    return unique[0] if len(unique) == 1 else AnyOf(unique)


def negation(formula: Formula) -> Formula:
    """The opposite of a formula made of orders, weekdays and truths. Raises TypeError for any other."""
    match formula:
        case Truth(value):
            return Truth(not value)
        case Order(x, y, k):
            return Order(y, x, -k - 1)
        case OnWeekday(x, offset, weekday):
            return any_of(*(OnWeekday(x, offset, other) for other in range(7) if other != weekday))
        case Holds(x, value):
            return Holds(x, not value)
        case AllOf(parts):
            return any_of(*map(negation, parts))
        case AnyOf(parts):
            return all_of(*map(negation, parts))
        case _:
            raise TypeError(f"no opposite is defined for {type(formula).__name__}")


def implies(condition: Formula, consequence: Formula) -> Formula:
    return any_of(negation(condition), consequence)


def is_true(x: Var) -> Formula:
    return Holds(x, True)


def is_false(x: Var) -> Formula:
    return Holds(x, False)


def count_at_most(x: Var, y: Var, slack: int = 0) -> Formula:
    """`x <= y + slack` for two counts."""
    return TRUE if x == y and slack >= 0 else Order(x, y, slack)


def count_within(x: Var, lo: int | None, hi: int | None) -> Formula:
    """`lo <= x <= hi` for a count; None = no bound."""
    low = TRUE if lo is None or lo <= 0 else Order(None, x, -lo)
    return all_of(low, TRUE if hi is None else Order(x, None, hi))


def total(truths: tuple[Var, ...], counts: tuple[Var, ...], lo: int | None, hi: int | None) -> Formula:
    """`lo <= number of true truths + sum of counts <= hi`."""
    if lo is None and hi is None:
        return TRUE
    if not truths and len(counts) == 1:
        return count_within(counts[0], lo, hi)
    return Total(truths, counts, (), lo, hi)


def never_negative(orders: Iterable[Order]) -> list[Order]:
    """That the counts in some orders are whole numbers from zero up."""
    counts = dict.fromkeys(v for order in orders for v in (order.x, order.y) if v is not None and v.sort == "count")
    return [Order(None, count, 0) for count in counts]


def variables(formula: Formula) -> Iterator[Var]:
    """Every variable of a formula; one may come more than once."""
    match formula:
        case Truth():
            return
        case Order(x, y, _):
            if x is not None:
                yield x
            if y is not None:
                yield y
        case OnWeekday(x=x) | Holds(x=x) | InRange(x=x):
            yield x
        case Total(truths, counts, less, _, _):
            yield from truths
            yield from counts
            yield from less
        case Equal(left, right, _, _):
            yield from left.variables()
            yield from right.variables()
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from variables(part)


def conjuncts(formula: Formula) -> Iterable[Formula]:
    return formula.parts if isinstance(formula, AllOf) else (formula,)
