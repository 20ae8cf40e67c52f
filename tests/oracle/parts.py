"""Wholes and parts in a small world: what a place has is no more than what the land has that it lies in, nor is what
two places have together, if no two places overlap.

Told from the ranges as for sums (`oracle.quantities`); a part is never below zero. Where the land is a group that lists
the two as all its members, and both have a figure for a period, the two make up exactly the land.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

from oracle.quantities import ANY, QuantityClaim, QuantityWorld, Range, shared_ranges
from oracle.worlds import Family, smallest_clashes

NO_OVERLAP = "no-overlap:place"
LAND, PLACES = "land", ("east", "west")
FROM_ZERO = Range(Fraction(0), float("inf"), False, True)


@dataclass(frozen=True, slots=True)
class PartsWorld(QuantityWorld):
    """`summed` says that the two places are all members of the land."""

    def described(self) -> dict[str, Any]:
        land = {"type": "land"} | ({"members": list(PLACES)} if self.summed else {})
        places = {place: {"type": "place"} | ({} if self.summed else {"located-in": LAND}) for place in PLACES}
        told: dict[str, Any] = {
            "entities": {LAND: land, **places},
            "properties": {"sold": {"kind": "quantity", "unit": "USD", "adds-up": True}},
        }
        for source in self.sources:
            written = [
                {**claim.written, "subject": claim.quantity, "property": "sold"}
                for claim in self.claims
                if claim.source == source.id
            ]
            told[source.id] = {**source.header, "claims": written}
        return told

    def clashes(self) -> Family:
        literals = [*self.literals, *(() if self.summed else (NO_OVERLAP,))]
        return smallest_clashes(literals, self._consistent)

    def _fits(self, told: list[QuantityClaim], periods: tuple[str, ...], accepted: frozenset[str]) -> bool:
        shared = shared_ranges(told, periods, accepted)
        if any(amount.empty for amount in shared.values()):
            return False
        spoken = {claim.quantity: self._spoken_of(claim.quantity) for claim in self.claims}
        for period in spoken.get(LAND, ()):
            parts = [shared.get((p, period), ANY) & FROM_ZERO for p in PLACES if period in spoken.get(p, ())]
            land = shared.get((LAND, period), ANY)
            apart = self.summed or NO_OVERLAP in accepted
            for told_of in [parts] if apart else [[part] for part in parts]:
                if told_of and not self._adds_up(told_of, land):
                    return False
        return True

    def _adds_up(self, parts: Iterable[Range], land: Range) -> bool:
        told = list(parts)
        if any(part.empty for part in told):
            return False
        total = reduce(Range.__add__, told)
        room = FROM_ZERO if len(told) < len(PLACES) or not self.summed else Range(Fraction(0), Fraction(0))
        return not ((total + room) & land).empty

    def _spoken_of(self, quantity: str) -> frozenset[str]:
        """The periods for which claims state a figure; where none does, the one that all of them leave unsaid."""
        stated = {claim.period for claim in self.claims if claim.quantity == quantity and claim.period}
        return frozenset(stated) or frozenset({"unstated"})
