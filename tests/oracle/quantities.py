"""Quantities in a small world: every claim leaves a range of amounts, and a total is the sum of its parts.

Whether a choice of claims and assumptions holds together is told from the ranges: those of one quantity and period must
share an amount, and the total's must meet the sums of the parts'. Every choice is tried.

Readings where the design leaves room:

* amounts may be negative; the ends of a rounded number belong to it;
* a claim without a period says nothing by itself; under `same-period:<claim>` its period is one that another claim of
  the quantity states, and if none is stated, all unstated are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import product
from typing import Any

from oracle.sources import SourceOf
from oracle.worlds import Family, smallest_clashes

TOTAL, PARTS = "sales", ("home-sales", "sales-abroad")
Number = Fraction | float
"""Only the infinities are floats."""


@dataclass(frozen=True, slots=True)
class Range:
    low: Number
    high: Number
    low_open: bool = False
    high_open: bool = False

    @property
    def empty(self) -> bool:
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def __and__(self, other: Range) -> Range:
        low = max((self.low, self.low_open), (other.low, other.low_open))
        high = min((self.high, not self.high_open), (other.high, not other.high_open))
        return Range(low[0], high[0], low[1], not high[1])

    def __add__(self, other: Range) -> Range:
        opens = (self.low_open or other.low_open, self.high_open or other.high_open)
        return Range(self.low + other.low, self.high + other.high, *opens)


ANY = Range(float("-inf"), float("inf"), True, True)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written, and the amounts it can stand for."""

    hedge: str
    number: int
    upper: int = 0

    def __str__(self) -> str:
        if self.hedge == "between":
            return f"{self.number}..{self.upper} USD"
        return " ".join(part for part in (self.hedge, str(self.number), "USD") if part)

    @property
    def sure(self) -> Range:
        number = Fraction(self.number)
        match self.hedge:
            case "exactly":
                return Range(number, number)
            case "between":
                return Range(number, Fraction(self.upper))
            case "over" | "at least":
                return Range(number, ANY.high, self.hedge == "over", True)
            case "under" | "at most":
                return Range(ANY.low, number, True, self.hedge == "under")
            case "about":
                return _around(number, max(number / 10, self._half_digit))
        return _around(number, self._half_digit)

    @property
    def rounded(self) -> Range:
        """What it stands for if no digit of it is rounded away."""
        return self.sure if self.hedge else _around(Fraction(self.number), Fraction(1, 2))

    @property
    def _half_digit(self) -> Fraction:
        """Half of the last digit that is not zero."""
        zeros = len(str(self.number)) - len(str(self.number).rstrip("0"))
        return Fraction(10**zeros, 2)


def _around(number: Fraction, margin: Fraction) -> Range:
    return Range(number - margin, number + margin)


@dataclass(frozen=True, slots=True)
class QuantityClaim:
    id: str
    source: str
    quantity: str
    amount: Amount
    period: str = ""

    @property
    def full_id(self) -> str:
        return f"{self.source}/{self.id}"

    @property
    def written(self) -> dict[str, Any]:
        told = {"id": self.id, "subject": "a", "property": self.quantity, "is": str(self.amount)}
        return told | ({"during": self.period} if self.period else {})


def shared_ranges(
    told: list[QuantityClaim], periods: tuple[str, ...], accepted: frozenset[str]
) -> dict[tuple[str, str], Range]:
    """What is left of each quantity in each period by all that is told of it."""
    shared: dict[tuple[str, str], Range] = {}
    for claim, period in zip(told, periods, strict=True):
        exact = f"rounding:{claim.full_id}" in accepted
        amount = claim.amount.rounded if exact else claim.amount.sure
        shared[claim.quantity, period] = shared.get((claim.quantity, period), ANY) & amount
    return shared


@dataclass(frozen=True, slots=True)
class QuantityWorld:
    sources: tuple[SourceOf, ...]
    summed: bool
    claims: tuple[QuantityClaim, ...]

    def described(self) -> dict[str, Any]:
        properties = {name: {"kind": "quantity", "unit": "USD"} for name in (TOTAL, *PARTS)}
        if self.summed:
            properties[TOTAL]["formula"] = " + ".join(PARTS)
        told: dict[str, Any] = {"entities": ["a"], "properties": properties}
        for source in self.sources:
            told[source.id] = {**source.header, "claims": [c.written for c in self.claims if c.source == source.id]}
        return told

    def with_claims(self, claims: Iterable[QuantityClaim]) -> QuantityWorld:
        kept = tuple(claims)
        speaking = {claim.source for claim in kept}
        return replace(self, claims=kept, sources=tuple(s for s in self.sources if s.id in speaking))

    @property
    def literals(self) -> list[str]:
        literals = [claim.full_id for claim in self.claims]
        literals += [f"rounding:{claim.full_id}" for claim in self.claims if not claim.amount.hedge]
        literals += [f"same-period:{claim.full_id}" for claim in self.claims if not claim.period]
        return literals

    def clashes(self) -> Family:
        return smallest_clashes(self.literals, self._consistent)

    def _consistent(self, accepted: frozenset[str]) -> bool:
        told = [claim for claim in self.claims if claim.full_id in accepted]
        choices = [list(self._periods(claim, accepted)) for claim in told]
        return any(self._fits(told, periods, accepted) for periods in product(*choices))

    def _periods(self, claim: QuantityClaim, accepted: frozenset[str]) -> Iterator[str]:
        """The periods that it may speak of; one of its own, if nothing says that it is one of the others'."""
        if claim.period:
            yield claim.period
        elif f"same-period:{claim.full_id}" not in accepted:
            yield claim.full_id
        else:
            stated = {c.period for c in self.claims if c.quantity == claim.quantity and c.period}
            yield from sorted(stated) or ["unstated"]

    def _fits(self, told: list[QuantityClaim], periods: tuple[str, ...], accepted: frozenset[str]) -> bool:
        shared = shared_ranges(told, periods, accepted)
        if any(amount.empty for amount in shared.values()):
            return False
        if not self.summed:
            return True
        for period in {period for _, period in shared}:
            parts = reduce(Range.__add__, (shared.get((part, period), ANY) for part in PARTS))
            if (parts & shared.get((TOTAL, period), ANY)).empty:
                return False
        return True
