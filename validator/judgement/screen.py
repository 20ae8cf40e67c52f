"""A quick look for one concrete world in which every constraint holds, or for a proof that there is none.

Orders of days and counts, and disjunctions of them, are decided here for good; what else there is (sums of
memberships, formulas) is only
ever cleared by a world that was found. What is neither cleared nor refuted goes to the solver, so the screen can cost
time, never a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from validator.judgement.constraints import Constraint, Literal
from validator.judgement.decide_days import earliest_days, latest_days, negative_cycle
from validator.judgement.formulas import (
    AllOf,
    AnyOf,
    Equal,
    Expression,
    Formula,
    Holds,
    InRange,
    OnWeekday,
    Order,
    Total,
    Truth,
    Var,
    conjuncts,
    never_negative,
    variables,
)
from validator.values.dataclass import dataclass, field
from validator.values.intervals import Interval

Values = dict[Var, int | bool | Fraction]
MOST_WORK = 20_000
"""Branches times formulas."""
FEWEST_NODES = 8
MOST_NODES = 200
"""Branches looked into before the question is handed on."""


@dataclass(frozen=True, slots=True)
class Refuted:
    """No world satisfies the constraints; those under `core` alone already have none."""

    core: frozenset[Literal]


@dataclass(slots=True, eq=False)
class Item:
    """One thing that has to hold, and what is worth knowing of it more than once."""

    formula: Formula
    literals: frozenset[Literal]
    orders_only: bool
    counts: bool
    """Whether it speaks of counts, which may still be raised after the days are chosen."""
    alternatives: list[list[Item]] = field(default_factory=list)
    """For a disjunction, once it was branched on: the parts of each alternative."""

    @staticmethod
    def of(formula: Formula, literals: frozenset[Literal]) -> list[Item]:
        return [
            Item(part, literals, _speaks_of_orders(part), any(v.sort == "count" for v in variables(part)))
            for part in conjuncts(formula)
        ]

    def branches(self) -> list[list[Item]]:
        if not self.alternatives:
            assert isinstance(self.formula, AnyOf)
            self.alternatives = [Item.of(part, self.literals) for part in self.formula.parts]
        return self.alternatives


def has_world(constraints: Sequence[Constraint]) -> bool:
    """Whether a world is found that satisfies all constraints, with every claim and assumption taken as true."""
    return explore(constraints) is True


def explore(constraints: Sequence[Constraint]) -> bool | Refuted:
    """True with a world, `Refuted` with a proof that there is none, False when neither was found."""
    items = [item for c in constraints for item in Item.of(c.formula, c.literals)]
    unsaid: Values = {var: 0 for c in constraints for var in c.variables() if var.sort == "day"}
    for item in items:
        if item.orders_only:
            unsaid.update((var, 0) for var in variables(item.formula))
    nodes = max(FEWEST_NODES, min(MOST_NODES, MOST_WORK // max(len(items), 1)))
    return Search(unsaid, nodes).among(items)


@dataclass(slots=True)
class Search:
    """Depth first over the branches of disjunctions of orders; every node tries the earliest and the latest days."""

    unsaid: Values
    """What a day or count is taken to be where no order bounds it."""
    nodes: int
    """How many nodes may still be looked into."""

    def among(self, items: list[Item]) -> bool | Refuted:
        self.nodes -= 1
        ordered = [(i.formula, i.literals) for i in items if isinstance(i.formula, Order)]
        orders = [f for f, _ in ordered if isinstance(f, Order)]
        orders += never_negative(orders)
        cycle = negative_cycle(orders)
        if cycle is not None:
            return Refuted(frozenset(lit for index in cycle if index < len(ordered) for lit in ordered[index][1]))
        false = next((i.literals for i in items if isinstance(i.formula, Truth) and not i.formula.value), None)
        if false is not None:
            return Refuted(false)
        branch: Item | None = None
        for days in (latest_days, earliest_days):
            tried = self._try(items, days(orders))
            if tried is True:
                return True
            branch = branch or (tried if isinstance(tried, Item) else None)
        return self._each(branch, items) if branch is not None else False

    def _each(self, branch: Item, items: list[Item]) -> bool | Refuted:
        """Every part of one disjunction in turn; when each is refuted, so is the whole."""
        rest = [item for item in items if item is not branch]
        core = branch.literals
        proved = True
        for parts in branch.branches():
            if self.nodes <= 0:
                return False
            answer = self.among([*rest, *parts])
            if answer is True:
                return True
            if isinstance(answer, Refuted):
                core |= answer.core
            else:
                proved = False
        return Refuted(core) if proved else False

    def _try(self, items: list[Item], days: dict[Var, int]) -> bool | Item:
        """True when the days can be completed to a world; else the first disjunction of orders that fails, or False."""
        values: Values = {**self.unsaid, **days}
        for item in items:
            if item.orders_only and not _holds(item.formula, values):
                return item if isinstance(item.formula, AnyOf) else False
        others = [item.formula for item in items if not item.orders_only]
        counting = [item.formula for item in items if item.orders_only and item.counts]
        return _complete(others, values, [*others, *counting])


def _speaks_of_orders(formula: Formula) -> bool:
    match formula:
        case Order() | OnWeekday() | Truth():
            return True
        case AllOf(parts) | AnyOf(parts):
            return all(map(_speaks_of_orders, parts))
        case _:
            return False


def _complete(formulas: list[Formula], values: Values, checked: list[Formula]) -> bool:
    """Settles truths by what the days force, counts by what is needed, amounts by the middle of their ranges.

    Whatever was guessed, all that is `checked` has to hold in the end: that alone is what clears. Orders of days are
    not among it, since the days no longer change.
    """
    pending = [_simplified(f, values) for f in formulas]
    settled = True
    while settled:
        settled = False
        for formula in pending:
            for part in conjuncts(formula):
                if isinstance(part, Holds) and part.x not in values:
                    values[part.x] = part.value
                    settled = True
        if settled:
            pending = [_simplified(f, values) for f in pending]
    if any(isinstance(f, Truth) and not f.value for f in pending):
        return False
    _guess_amounts(pending, values)
    for default in (False, True):
        trial = dict(values)
        for formula in pending:
            for var in variables(formula):
                if var.sort == "truth":
                    trial.setdefault(var, default)
        _guess_counts(pending, trial)
        if all(_holds(f, trial) for f in checked):
            return True
    return False


def _guess_counts(formulas: list[Formula], values: Values) -> None:
    """Raises each free count to what the totals it stands in still lack."""
    for _ in range(3):
        for formula in formulas:
            for part in conjuncts(formula):
                if not isinstance(part, Total):
                    continue
                for var in (*part.counts, *part.less):
                    values.setdefault(var, 0)
                amount = _amount(part, values)
                if part.counts and part.lo is not None and amount < part.lo:
                    values[part.counts[0]] = int(values[part.counts[0]]) + part.lo - amount
                elif part.less and part.hi is not None and amount > part.hi:
                    values[part.less[0]] = int(values[part.less[0]]) + amount - part.hi


def _guess_amounts(formulas: list[Formula], values: Values) -> None:
    ranges: dict[Var, Interval] = {}
    equations: list[Equal] = []
    for formula in formulas:
        for part in conjuncts(formula):
            if isinstance(part, InRange):
                known = ranges.get(part.x)
                ranges[part.x] = part.interval if known is None else known.intersect(part.interval)
            elif isinstance(part, Equal):
                equations.append(part)
    for var, interval in ranges.items():
        if interval.is_empty:
            return
        values[var] = _inside(interval)
    for equation in equations:
        if equation.left.var is not None and not _unknown(equation.right, values):
            try:
                exact = _value(equation.right, values)
            except ZeroDivisionError:
                return
            allowed = ranges.get(equation.left.var)
            if allowed is None or allowed.contains(exact):
                values[equation.left.var] = exact


def _inside(interval: Interval) -> Fraction:
    if interval.lo is not None and interval.hi is not None:
        return (interval.lo + interval.hi) / 2
    if interval.lo is not None:
        return interval.lo + 1
    return interval.hi - 1 if interval.hi is not None else Fraction(0)


def _unknown(expression: Expression, values: Values) -> bool:
    return any(var not in values for var in expression.variables())


def _simplified(formula: Formula, values: Values) -> Formula:
    """The formula with its decided parts folded away."""
    from validator.judgement.formulas import all_of, any_of

    match formula:
        case AllOf(parts):
            return all_of(*(_simplified(p, values) for p in parts))
        case AnyOf(parts):
            return any_of(*(_simplified(p, values) for p in parts))
        case Total() | Equal() | InRange():
            return formula
        case _:
            return Truth(_holds(formula, values)) if all(v in values for v in variables(formula)) else formula


def _holds(formula: Formula, values: Values) -> bool:
    match formula:
        case Truth(value):
            return value
        case Order(x, y, k):
            return int(values.get(x, 0) if x else 0) - int(values.get(y, 0) if y else 0) <= k
        case OnWeekday(x, offset, weekday):
            return (int(values[x]) + offset - 1) % 7 == weekday
        case Holds(x, value):
            return values.get(x, False) is value
        case Total():
            amount = _amount(formula, values)
            return (formula.lo is None or amount >= formula.lo) and (formula.hi is None or amount <= formula.hi)
        case InRange(x, interval):
            return x in values and interval.contains(Fraction(values[x]))
        case Equal(left, right, low, high):
            if _unknown(left, values) or _unknown(right, values):
                return False
            try:
                return low <= _value(left, values) - _value(right, values) <= high
            except ZeroDivisionError:
                return False
        case AllOf(parts):
            return all(_holds(p, values) for p in parts)
        case AnyOf(parts):
            return any(_holds(p, values) for p in parts)


def _amount(total: Total, values: Values) -> int:
    truths = sum(1 for var in total.truths if values.get(var, False))
    return truths + sum(int(values.get(v, 0)) for v in total.counts) - sum(int(values.get(v, 0)) for v in total.less)


_OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


def _value(expression: Expression, values: Values) -> Fraction:
    if expression.value is not None:
        return expression.value
    if expression.var is not None:
        return Fraction(values[expression.var])
    left, right = (_value(p, values) for p in expression.parts)
    return _OPERATIONS[expression.op](left, right)
