"""Running totals of wholes and parts in a small world: what is counted in a land and in its two places only grows.

Every claim is a count at some moment of its days. Every order of the moments is tried; the claims hold together if in
some order the three totals rise, or stay, and fit each other at every moment as in `oracle.parts`.

Readings where the design leaves room:

* two claims of the same days are of one moment if both rest on `same-moment` and are of one place or of one source; the
  figures of one source without a time are of its moment anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations, product
from typing import Any

from oracle.parts import FROM_ZERO, LAND, NO_OVERLAP, PLACES
from oracle.quantities import ANY, Range
from oracle.totals import TotalClaim, TotalWorld
from oracle.worlds import Family, smallest_clashes

Moment = tuple[int, int, tuple[Range, Range, Range]]
"""The first and the last day it can be, and what is told of the land and of either place."""
PLACE_NAMES = (LAND, *PLACES)


@dataclass(frozen=True, slots=True)
class GrowingClaim(TotalClaim):
    place: str = LAND

    @property
    def written(self) -> dict[str, Any]:
        return {**super(GrowingClaim, self).written, "subject": self.place}


@dataclass(frozen=True, slots=True)
class GrowingWorld(TotalWorld):
    summed: bool = False
    """Whether the two places are all members of the land."""

    def described(self) -> dict[str, Any]:
        land = {"type": "land"} | ({"members": list(PLACES)} if self.summed else {})
        places = {place: {"type": "place"} | ({} if self.summed else {"located-in": LAND}) for place in PLACES}
        told = super(GrowingWorld, self).described()
        told["entities"] = {LAND: land, **places}
        told["properties"]["counted"]["adds-up"] = True
        return told

    def clashes(self) -> Family:
        literals = [claim.full_id for claim in self.claims]
        literals += [f"same-moment:{claim.full_id}" for claim in self.claims]
        literals += [f"rounding:{claim.full_id}" for claim in self.claims if not claim.amount.hedge]
        literals += [f"seen-at:{claim.full_id}" for claim in self.claims if claim.at is None]
        literals += [f"published:{source.id}" for source in self.sources if source.inferred]
        return smallest_clashes([*literals, *(() if self.summed else (NO_OVERLAP,))], self._consistent)

    def _consistent(self, accepted: frozenset[str]) -> bool:
        moments = tuple(sorted(self._moments(accepted), key=repr))
        return _can_grow(moments, self.summed, self.summed or NO_OVERLAP in accepted)

    def _moments(self, accepted: frozenset[str]) -> Iterator[Moment]:
        told = [(c, w) for c in self.claims if c.full_id in accepted and (w := self._window(c, accepted)) is not None]
        groups: list[list[tuple[GrowingClaim, tuple[int, int]]]] = [[one] for one in told]
        for one, other in combinations(told, 2):
            if self._at_once(one[0], other[0], accepted) and one[1] == other[1]:
                first, second = (next(g for g in groups if each in g) for each in (one, other))
                if first is not second:
                    groups.remove(second)
                    first += second
        for group in groups:
            ranges = dict.fromkeys(PLACE_NAMES, FROM_ZERO)
            for claim, _ in group:
                exact = f"rounding:{claim.full_id}" in accepted
                ranges[claim.place] &= claim.amount.rounded if exact else claim.amount.sure
            yield *group[0][1], (ranges[LAND], ranges[PLACES[0]], ranges[PLACES[1]])

    def _at_once(self, one: GrowingClaim, other: GrowingClaim, accepted: frozenset[str]) -> bool:
        assumed = [f"same-moment:{claim.full_id}" in accepted for claim in (one, other)]
        if one.source == other.source:
            return all(moment or claim.at is None for claim, moment in zip((one, other), assumed, strict=True))
        return all(assumed) and one.place == other.place


@cache
def _can_grow(moments: tuple[Moment, ...], summed: bool, apart: bool) -> bool:
    if any(total.empty for _, _, totals in moments for total in totals):
        return False
    return any(_in_time(order) and (_sums if summed else _fits)(order, apart) for order in permutations(moments))


def _in_time(order: Iterable[Moment]) -> bool:
    reached = -100
    for first, last, _ in order:
        reached = max(reached, first)
        if reached > last:
            return False
    return True


def _fits(order: Sequence[Moment], apart: bool) -> bool:
    """The places as small as they can be, and the land as large."""
    smallest = [_rising([totals[place] for _, _, totals in order]) for place in (1, 2)]
    largest = _falling([totals[0] for _, _, totals in reversed(order)])
    if largest is None or any(totals is None for totals in smallest):
        return False
    for land, east, west in zip(reversed(largest), *smallest, strict=True):
        for parts in [east + west] if apart else [east, west]:
            if (replace(parts, high=ANY.high, high_open=True) & replace(land, low=ANY.low, low_open=True)).empty:
                return False
    return True


def _rising(totals: Iterable[Range]) -> list[Range] | None:
    """What a total can be at each moment if it never falls."""
    found, reached = [], ANY
    for total in totals:
        reached = replace(reached, high=ANY.high, high_open=True) & total
        if reached.empty:
            return None
        found.append(reached)
    return found


def _falling(totals: Iterable[Range]) -> list[Range] | None:
    found, reached = [], ANY
    for total in totals:
        reached = replace(reached, low=ANY.low, low_open=True) & total
        if reached.empty:
            return None
        found.append(reached)
    return found


def _sums(order: Sequence[Moment], apart: bool) -> bool:
    """Whether two growing totals with these ranges have sums in the ranges of the land: no circle of bounds is short of
    nothing. Unknowns are the east and, below zero, the west; so every bound is one on a difference.
    """
    count = 2 * len(order) + 1
    zero = count - 1
    bounds = dict.fromkeys(product(range(count), repeat=2), NO_BOUND)

    def bound(x: int, y: int, most: Fraction | float, is_open: bool) -> None:
        bounds[x, y] = min(bounds[x, y], (most, -int(is_open)))

    for index, (_, _, (land, east, west)) in enumerate(order):
        e, u = 2 * index, 2 * index + 1
        for x, y, told in ((e, zero, east), (zero, u, west), (e, u, land)):
            bound(x, y, told.high, told.high_open)
            bound(y, x, -told.low, told.low_open)
        if index:
            bound(e - 2, e, Fraction(0), False)
            bound(u, u - 2, Fraction(0), False)
    for middle in range(count):
        for x in range(count):
            for y in range(count):
                one, other = bounds[x, middle], bounds[middle, y]
                bounds[x, y] = min(bounds[x, y], (one[0] + other[0], one[1] + other[1]))
    return all(bounds[x, x] >= (0, 0) for x in range(count))


NO_BOUND = (float("inf"), 0)
