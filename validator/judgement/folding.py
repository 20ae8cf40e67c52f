"""Folds what a claim's own bounds already settle out of the constraints that rest on it.

A constraint under some literals may use every bound whose literals are among them: both hold in the same worlds or
neither does. So the minimal sets stay exactly the same, while most relations between days that lie years apart are
true as they stand and tie nothing together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from validator.judgement.constraints import Constraint, Literal
from validator.judgement.formulas import FALSE, TRUE, AllOf, AnyOf, Formula, Order, Var, all_of, any_of
from validator.values.dataclass import replace


class Hull(NamedTuple):
    """The first and the last day left (None = no end); `hi` before `lo` where bounds contradict each other."""

    lo: int | None
    hi: int | None


WHOLE = Hull(None, None)


def folded(constraints: Iterable[Constraint]) -> list[Constraint]:
    """The constraints that are left, each simplified by the bounds that hold wherever it does."""
    by_day = [(_bounded(constraint), constraint) for constraint in constraints if not constraint.plainly_true]
    known: dict[Var, list[tuple[Hull, frozenset[Literal]]]] = defaultdict(list)
    for var, constraint in by_day:
        if var is not None:
            known[var].append((_hull(constraint.formula), constraint.literals))
    left = (c if var is not None else _simplified(c, known) for var, c in by_day)
    return [constraint for constraint in left if constraint is not None]


def _bounded(constraint: Constraint) -> Var | None:
    """The one day a bound speaks of; such a bound is what others are folded by, and stays as it is."""
    found = constraint.variables()
    if constraint.relation or len(found) != 1:
        return None
    (only,) = found
    return only if only.sort == "day" else None


def _simplified(
    constraint: Constraint, known: Mapping[Var, list[tuple[Hull, frozenset[Literal]]]]
) -> Constraint | None:
    """None where nothing is left of it: it holds wherever the bounds do."""
    hulls: dict[Var, Hull] = {}
    for var in constraint.variables():
        for span, literals in known.get(var, ()):
            if literals <= constraint.literals:
                hulls[var] = _narrowed(hulls.get(var, WHOLE), span)
    if not hulls or any(h.lo is not None and h.hi is not None and h.lo > h.hi for h in hulls.values()):
        return constraint  # bounds that contradict each other are a finding of their own
    formula = _fold(constraint.formula, hulls)
    if formula == TRUE:
        return None
    return constraint if formula == constraint.formula else replace(constraint, formula=formula)


def _fold(formula: Formula, hulls: Mapping[Var, Hull]) -> Formula:
    match formula:
        case Order(x, y, k):
            left, right = _reach(x, hulls), _reach(y, hulls)
            if left.hi is not None and right.lo is not None and left.hi - right.lo <= k:
                return TRUE
            if left.lo is not None and right.hi is not None and left.lo - right.hi > k:
                return FALSE
            return formula
        case AllOf(parts):
            return all_of(*(_fold(p, hulls) for p in parts))
        case AnyOf(parts):
            return any_of(*(_fold(p, hulls) for p in parts))
        case _:
            return formula


def _reach(var: Var | None, hulls: Mapping[Var, Hull]) -> Hull:
    return Hull(0, 0) if var is None else hulls.get(var, WHOLE)


def _hull(formula: Formula) -> Hull:
    """The days that a formula of one variable leaves, from the first to the last."""
    match formula:
        case Order(x, None, k) if x is not None:
            return Hull(None, k)
        case Order(None, y, k) if y is not None:
            return Hull(-k, None)
        case AllOf(parts):
            span = WHOLE
            for part in parts:
                span = _narrowed(span, _hull(part))
            return span
        case AnyOf(parts):
            spans = [_hull(p) for p in parts]
            lows, highs = [s.lo for s in spans], [s.hi for s in spans]
            return Hull(
                None if None in lows else min(lo for lo in lows if lo is not None),
                None if None in highs else max(hi for hi in highs if hi is not None),
            )
        case _:
            return WHOLE


def _narrowed(one: Hull, other: Hull) -> Hull:
    lo = other.lo if one.lo is None or (other.lo is not None and other.lo > one.lo) else one.lo
    hi = other.hi if one.hi is None or (other.hi is not None and other.hi < one.hi) else one.hi
    return Hull(lo, hi)
