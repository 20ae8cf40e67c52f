"""Running totals in a small world: something is counted, and the count never goes down.

Every claim is one count, made on a day of its own window. Every choice of days and every order of the counts is tried;
the claims hold together if some order lets the total rise, or stay, from each count to the next.

Readings where the design leaves room:

* a claim without a time is a count by publication, under `seen-at:<claim>`, and says nothing without that;
* under `same-moment:<claim>` it is one count with the others of its window of which the same is assumed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from itertools import pairwise, permutations, product
from operator import and_
from typing import Any

from oracle.quantities import Amount, Range
from oracle.sources import SourceOf
from oracle.times import Between, Period
from oracle.worlds import Family, smallest_clashes

Count = tuple[int, int, Range]
"""The first and the last day on which it can have been made, and what it came to."""


@dataclass(frozen=True, slots=True)
class TotalClaim:
    id: str
    source: str
    amount: Amount
    at: Period | Between | None = None

    @property
    def full_id(self) -> str:
        return f"{self.source}/{self.id}"

    @property
    def written(self) -> dict[str, Any]:
        told = {"id": self.id, "subject": "a", "property": "counted", "is": str(self.amount)}
        return told | ({"at": str(self.at)} if self.at is not None else {})


@dataclass(frozen=True, slots=True)
class TotalWorld:
    sources: tuple[SourceOf, ...]
    claims: tuple[TotalClaim, ...]

    def described(self) -> dict[str, Any]:
        counted = {"kind": "quantity", "unit": "USD", "grows-only": True}
        told: dict[str, Any] = {"entities": ["a"], "properties": {"counted": counted}}
        for source in self.sources:
            told[source.id] = {**source.header, "claims": [c.written for c in self.claims if c.source == source.id]}
        return told

    def with_claims(self, claims: Iterable[TotalClaim]) -> TotalWorld:
        kept = tuple(claims)
        speaking = {claim.source for claim in kept}
        return replace(self, claims=kept, sources=tuple(s for s in self.sources if s.id in speaking))

    def clashes(self) -> Family:
        literals = [claim.full_id for claim in self.claims]
        literals += [f"same-moment:{claim.full_id}" for claim in self.claims]
        literals += [f"rounding:{claim.full_id}" for claim in self.claims if not claim.amount.hedge]
        literals += [f"seen-at:{claim.full_id}" for claim in self.claims if claim.at is None]
        literals += [f"published:{source.id}" for source in self.sources if source.inferred]
        return smallest_clashes(literals, self._consistent)

    def _consistent(self, accepted: frozenset[str]) -> bool:
        return _can_rise(tuple(self._counts(accepted)))

    def _counts(self, accepted: frozenset[str]) -> Iterator[Count]:
        at_once: dict[tuple[int, int], list[Range]] = defaultdict(list)
        for claim in self.claims:
            window = self._window(claim, accepted)
            if claim.full_id not in accepted or window is None:
                continue
            total = claim.amount.rounded if f"rounding:{claim.full_id}" in accepted else claim.amount.sure
            if f"same-moment:{claim.full_id}" in accepted:
                at_once[window].append(total)
            else:
                yield *window, total
        for window, totals in at_once.items():
            yield *window, reduce(and_, totals)

    def _window(self, claim: TotalClaim, accepted: frozenset[str]) -> tuple[int, int] | None:
        if claim.at is not None:
            return claim.at.first, claim.at.last
        source = next(s for s in self.sources if s.id == claim.source)
        if f"seen-at:{claim.full_id}" not in accepted:
            return None
        if source.inferred and f"published:{source.id}" not in accepted:
            return None
        return source.first, source.last


@lru_cache(10_000)
def _can_rise(counts: tuple[Count, ...]) -> bool:
    """Most choices of assumptions come to the same few counts."""
    if any(total.empty for _, _, total in counts):
        return False
    days = product(*(range(first, last + 1) for first, last, _ in counts))
    return any(_rises([total for _, _, total in counts], chosen) for chosen in days)


def _rises(totals: Sequence[Range], days: Sequence[int]) -> bool:
    """Whether the counts, made on these days in some order, can come to totals that never go down."""
    for order in permutations(range(len(totals))):
        if any(days[one] > days[next] for one, next in pairwise(order)):
            continue
        reached = Range(float("-inf"), float("inf"), True, True)
        for number in order:
            reached = replace(reached, high=float("inf"), high_open=True) & totals[number]
            if reached.empty:
                break
        else:
            return True
    return False
