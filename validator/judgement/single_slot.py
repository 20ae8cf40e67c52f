"""Slots with bounds only, in closed form: on a line, a clash is always between two ranges (Helly)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from validator.judgement.constraints import Constraint
from validator.judgement.formulas import InRange, Order, Var, conjuncts

MOST_PAIRS = 4_096
"""Pairs listed of one slot; beyond that every member still stands in a pair with a witness of what it clashes with."""


class Bound(NamedTuple):
    """What one constraint allows the one variable: from `lo` to `hi` (None = no end), ends open where said."""

    lo: Fraction | int | None
    lo_open: bool
    hi: Fraction | int | None
    hi_open: bool

    def beyond(self, other: Bound) -> bool:
        """Lies wholly above the other."""
        if self.lo is None or other.hi is None:
            return False
        return self.lo > other.hi or (self.lo == other.hi and (self.lo_open or other.hi_open))


ANYTHING = Bound(None, False, None, False)


def bounds_of_one(constraints: Sequence[Constraint]) -> list[tuple[Bound, Constraint]] | None:
    """The bounds of a component that speaks of one variable only, by ranges; None for any other component."""
    found = []
    only: Var | None = None
    for constraint in constraints:
        lo: Fraction | int | None = None
        hi: Fraction | int | None = None
        lo_open = hi_open = False
        for part in conjuncts(constraint.formula):
            match part:
                case Order(x, None, k) if x is not None:
                    var, hi = x, k if hi is None else min(hi, k)
                case Order(None, y, k) if y is not None:
                    var, lo = y, -k if lo is None else max(lo, -k)
                case InRange(x, interval) if lo is None and hi is None:
                    var, lo, hi, lo_open, hi_open = x, interval.lo, interval.hi, interval.lo_open, interval.hi_open
                case _:
                    return None
            if only is not None and var != only:
                return None
            only = var
        if lo is not None and hi is not None and (lo > hi or (lo == hi and (lo_open or hi_open))):
            return None
        found.append((Bound(lo, lo_open, hi, hi_open), constraint))
    return found


def clashing_pairs(bounds: list[tuple[Bound, Constraint]]) -> Iterator[tuple[Constraint, Constraint]]:
    """All pairs of constraints that cannot both hold, or, of very many, enough that no member is left out."""
    classes: dict[Bound, list[Constraint]] = {}
    for bound, constraint in bounds:
        classes.setdefault(bound, []).append(constraint)
    highest = max((b for b in classes if b.lo is not None), key=lambda b: (b.lo, b.lo_open), default=ANYTHING)
    lowest = min((b for b in classes if b.hi is not None), key=lambda b: (b.hi, not b.hi_open), default=ANYTHING)
    above = [one for one in classes if one.beyond(lowest)]
    below = [other for other in classes if highest.beyond(other)]
    apart = [(one, other) for one in above for other in below if one.beyond(other)]
    everything = sum(len(classes[one]) * len(classes[other]) for one, other in apart) <= MOST_PAIRS
    for one, other in apart:
        if everything:
            yield from ((a, b) for a in classes[one] for b in classes[other])
            continue
        yield from ((a, classes[other][0]) for a in classes[one])
        yield from ((classes[one][0], b) for b in classes[other][1:])
