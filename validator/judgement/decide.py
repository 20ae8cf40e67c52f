"""One way to ask whether chosen literals of a component clash; the cheapest exact decider answers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from validator.judgement.constraints import Constraint, Literal
from validator.judgement.decide_days import negative_cycle
from validator.judgement.formulas import InRange, Order, Truth, Var, conjuncts, never_negative
from validator.judgement.screen import Refuted, explore

if TYPE_CHECKING:
    from validator.judgement.decide_solver import SolverDecider


class Decider(Protocol):
    def core(self, chosen: frozenset[Literal]) -> frozenset[Literal] | None:
        """None when the constraints under `chosen` can all hold, otherwise chosen literals that clash."""
        ...

    def surely_minimal(self, core: frozenset[Literal]) -> bool:
        """Whether a core it gave is known to be minimal without another question."""
        ...


def decider(constraints: Sequence[Constraint]) -> Decider:
    parts = [part for c in constraints for part in conjuncts(c.formula) if not isinstance(part, Truth)]
    if all(isinstance(part, Order) for part in parts):
        return DayDecider(constraints)
    if all(isinstance(part, InRange) for part in parts):
        return RangeDecider(constraints)
    return MixedDecider(constraints)


class DayDecider:
    """Orders of days, and of counts, only."""

    def __init__(self, constraints: Sequence[Constraint]) -> None:
        self._orders: list[tuple[Order, frozenset[Literal]]] = []
        self._false: list[frozenset[Literal]] = []
        for constraint in constraints:
            for part in conjuncts(constraint.formula):
                if isinstance(part, Order):
                    self._orders.append((part, constraint.literals))
                elif isinstance(part, Truth) and not part.value:
                    self._false.append(constraint.literals)
        self._orders.extend((order, frozenset()) for order in never_negative(order for order, _ in list(self._orders)))

    def core(self, chosen: frozenset[Literal]) -> frozenset[Literal] | None:
        for literals in self._false:
            if literals <= chosen:
                return literals
        active = [(order, literals) for order, literals in self._orders if literals <= chosen]
        cycle = negative_cycle([order for order, _ in active])
        if cycle is None:
            return None
        return frozenset(literal for index in cycle for literal in active[index][1])

    def surely_minimal(self, core: frozenset[Literal]) -> bool:
        """A simple cycle is minimal if its literals hold up nothing else, and each of them an order of its own."""
        active = [literals for _, literals in self._orders if literals and literals <= core]
        return len(active) == len(core) and all(len(literals) == 1 for literals in active) and not self._false


class RangeDecider:
    """Ranges of numbers only: by Helly's theorem on the line a clash is always between two of them."""

    def __init__(self, constraints: Sequence[Constraint]) -> None:
        self._ranges: dict[Var, list[tuple[InRange, frozenset[Literal]]]] = {}
        for constraint in constraints:
            for part in conjuncts(constraint.formula):
                if isinstance(part, InRange):
                    self._ranges.setdefault(part.x, []).append((part, constraint.literals))

    def core(self, chosen: frozenset[Literal]) -> frozenset[Literal] | None:
        for ranges in self._ranges.values():
            low: tuple[tuple[Fraction, bool], frozenset[Literal]] | None = None
            high: tuple[tuple[Fraction, bool], frozenset[Literal]] | None = None
            for part, literals in ranges:
                if not literals <= chosen:
                    continue
                interval = part.interval
                if interval.is_empty:
                    return literals
                if interval.lo is not None and (low is None or (interval.lo, interval.lo_open) > low[0]):
                    low = ((interval.lo, interval.lo_open), literals)
                if interval.hi is not None and (high is None or (interval.hi, not interval.hi_open) < high[0]):
                    high = ((interval.hi, not interval.hi_open), literals)
            if low is None or high is None:
                continue
            (lo, lo_open), (hi, hi_closed) = low[0], high[0]
            if lo > hi or (lo == hi and (lo_open or not hi_closed)):
                return low[1] | high[1]
        return None

    def surely_minimal(self, core: frozenset[Literal]) -> bool:
        return len(core) == 1


PATIENCE = 3
"""How often the screen may fail to answer for a component before the solver is asked straight away."""


class MixedDecider:
    """Anything: the screen answers where it can, the solver where it cannot."""

    def __init__(self, constraints: Sequence[Constraint]) -> None:
        self._constraints = list(constraints)
        self._solver: SolverDecider | None = None
        self._misses = 0

    def core(self, chosen: frozenset[Literal]) -> frozenset[Literal] | None:
        if self._misses < PATIENCE:
            answer = explore([c for c in self._constraints if c.literals <= chosen])
            if answer is True:
                return None
            if isinstance(answer, Refuted):
                return answer.core
            self._misses += 1
        if self._solver is None:
            from validator.judgement.decide_solver import SolverDecider

            self._solver = SolverDecider(self._constraints)
        return self._solver.core(chosen)

    def surely_minimal(self, core: frozenset[Literal]) -> bool:
        return len(core) == 1
