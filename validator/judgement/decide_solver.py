"""Mixed components go to Z3: exact rationals, disjunctions, weekdays, cardinalities. Imported only when such a
component exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import z3

from validator.judgement.constraints import Constraint, Literal
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
)
from validator.judgement.minimal import BudgetExceededError

RESOURCES = 40_000_000
"""Z3's own step count per question: unlike seconds, the same on every machine."""


class Translation:
    """Formulas as Z3 expressions, one Z3 constant per variable.

    In a context of their own: Z3's common one is not made for several threads, and what was asked in it before could
    show in the answers.
    """

    def __init__(self) -> None:
        self.context = z3.Context()
        self._variables: dict[Var, Any] = {}
        self.side: list[Any] = []

    def variable(self, var: Var) -> Any:
        known = self._variables.get(var)
        if known is None:
            name = f"{var.sort} {var.name}"
            if var.sort == "truth":
                known = z3.Bool(name, self.context)
            elif var.sort == "number":
                known = z3.Real(name, self.context)
            else:
                known = z3.Int(name, self.context)
                if var.sort == "count":
                    self.side.append(known >= 0)
            self._variables[var] = known
        return known

    def formula(self, formula: Formula) -> Any:
        match formula:
            case Truth(value):
                return z3.BoolVal(value, self.context)
            case Order(x, y, k):
                left = 0 if x is None else self.variable(x)
                right = 0 if y is None else self.variable(y)
                return left - right <= k
            case Holds(x, value):
                return self.variable(x) if value else z3.Not(self.variable(x))
            case OnWeekday(x, offset, weekday):
                return (self.variable(x) + offset - 1) % 7 == weekday
            case Total(truths, counts, less, lo, hi):
                ones = [z3.If(self.variable(t), 1, 0) for t in truths]
                zero = z3.IntVal(0, self.context)
                amount = z3.Sum([zero, *ones, *map(self.variable, counts)])
                amount = amount - z3.Sum([zero, *map(self.variable, less)])
                bounds = [] if lo is None else [amount >= lo]
                return self._all(bounds + ([] if hi is None else [amount <= hi]))
            case InRange(x, interval):
                value = self.variable(x)
                bounds = []
                if interval.lo is not None:
                    low = self._rational(interval.lo)
                    bounds.append(value > low if interval.lo_open else value >= low)
                if interval.hi is not None:
                    high = self._rational(interval.hi)
                    bounds.append(value < high if interval.hi_open else value <= high)
                return self._all(bounds)
            case Equal(left, right, low, high):
                divisors: list[Any] = []
                gap = self.expression(left, divisors) - self.expression(right, divisors)
                return self._all([*divisors, gap >= self._rational(low), gap <= self._rational(high)])
            case AllOf(parts):
                return self._all([self.formula(p) for p in parts])
            case AnyOf(parts):
                return z3.Or([z3.BoolVal(False, self.context), *(self.formula(p) for p in parts)])

    def expression(self, expression: Expression, divisors: list[Any]) -> Any:
        if expression.value is not None:
            return self._rational(expression.value)
        if expression.var is not None:
            return self.variable(expression.var)
        left, right = (self.expression(p, divisors) for p in expression.parts)
        match expression.op:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                divisors.append(right != 0)
                return left / right
        raise TypeError(f"unknown operation {expression.op!r}")

    def _all(self, parts: list[Any]) -> Any:
        return z3.And([z3.BoolVal(True, self.context), *parts])

    def _rational(self, value: Fraction) -> Any:
        return z3.Q(value.numerator, value.denominator, self.context)


class SolverDecider:
    """Answers which chosen literals of one component clash, by unsatisfiable cores over the literals."""

    def __init__(self, constraints: Sequence[Constraint], resources: int = RESOURCES) -> None:
        translation = Translation()
        self._solver = z3.Solver(ctx=translation.context)
        self._solver.set("random_seed", 7)
        self._solver.set("core.minimize", False)
        self._resources = resources
        self._switch: dict[Literal, Any] = {}
        self._literal: dict[str, Literal] = {}
        for constraint in constraints:
            for literal in sorted(constraint.literals):
                if literal not in self._switch:
                    name = f"literal {len(self._switch)}"
                    self._switch[literal] = z3.Bool(name, translation.context)
                    self._literal[name] = literal
        for constraint in constraints:
            body = translation.formula(constraint.formula)
            for fact in translation.side:
                self._solver.add(fact)
            translation.side.clear()
            guards = [self._switch[literal] for literal in sorted(constraint.literals)]
            self._solver.add(z3.Implies(z3.And(guards), body) if guards else body)

    def core(self, chosen: frozenset[Literal]) -> frozenset[Literal] | None:
        self._solver.set("rlimit", self._resources)
        answer = self._solver.check([self._switch[literal] for literal in sorted(chosen) if literal in self._switch])
        if answer == z3.sat:
            return None
        if answer == z3.unsat:
            return frozenset(self._literal[str(switch)] for switch in self._solver.unsat_core())
        raise BudgetExceededError(str(self._solver.reason_unknown()))
