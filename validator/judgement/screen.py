"""A quick proof of consistency: one concrete world in which every constraint holds.

Finding one clears a component without a solver; finding none proves nothing. So the screen can only ever cost time, never a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from validator.judgement.constraints import Constraint
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
from validator.values.intervals import Interval

Values = dict[Var, int | bool | Fraction]
MOST_BRANCHES = 200


def has_world(constraints: Sequence[Constraint]) -> bool:
    """Whether some world, of the few that are tried, satisfies all constraints with every claim and assumption taken as true."""
    formulas = [part for c in constraints for part in conjuncts(c.formula)]
    return _search(formulas, [MOST_BRANCHES])


def _search(formulas: list[Formula], budget: list[int]) -> bool:
    """Depth first over the branches of disjunctions of days; each leaf tries the earliest and the latest days."""
    orders = [f for f in formulas if isinstance(f, Order)]
    orders += never_negative(orders)
    if negative_cycle(orders) is not None:
        return False
    for days in (latest_days, earliest_days):
        chosen = days(orders)
        open_branch = _try(formulas, chosen)
        if open_branch is True:
            return True
        budget[0] -= 1
        if budget[0] <= 0:
            return False
        if isinstance(open_branch, AnyOf):
            rest = [f for f in formulas if f is not open_branch]
            return any(_search([*rest, *conjuncts(part)], budget) for part in open_branch.parts if budget[0] > 0)
    return False


def _try(formulas: list[Formula], days: dict[Var, int]) -> bool | AnyOf:
    """True when the days can be completed to a world; otherwise the first disjunction of days alone that fails, or False."""
    values: Values = dict(days)
    others: list[Formula] = []
    for formula in formulas:
        for var in variables(formula):
            if var.sort == "day":
                values.setdefault(var, 0)
        if _speaks_of_orders(formula):
            for var in variables(formula):
                values.setdefault(var, 0)
    for formula in formulas:
        if _speaks_of_orders(formula):
            if not _holds(formula, values):
                return formula if isinstance(formula, AnyOf) else False
        else:
            others.append(formula)
    return _complete(others, values)


def _speaks_of_orders(formula: Formula) -> bool:
    match formula:
        case Order() | OnWeekday() | Truth():
            return True
        case AllOf(parts) | AnyOf(parts):
            return all(map(_speaks_of_orders, parts))
        case _:
            return False


def _complete(formulas: list[Formula], values: Values) -> bool:
    """Settles truths by what the days force, counts by what is needed, amounts by the middle of their ranges."""
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
        if all(_holds(f, trial) for f in pending):
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
