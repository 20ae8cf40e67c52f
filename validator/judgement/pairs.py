"""Claims that clash two by two: for each of them, those it clashes with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

Opposed = dict[str, set[str]]
"""Claim -> the claims it clashes with; every pair stands under both."""


def oppose(opposed: Opposed, one: str, other: str) -> None:
    opposed.setdefault(one, set()).add(other)
    opposed.setdefault(other, set()).add(one)


def opposed_in(sets: Iterable[Iterable[str]]) -> Opposed:
    """All pairs that stand together in one of the sets."""
    found: Opposed = {}
    for members in sets:
        for one, other in combinations(members, 2):
            oppose(found, one, other)
    return found


def number_of_pairs(opposed: Mapping[str, set[str]]) -> int:
    return sum(map(len, opposed.values())) // 2


def pairs_of(opposed: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Each pair once, in order."""
    for one in sorted(opposed):
        yield from ((one, other) for other in sorted(opposed[one]) if one < other)


def witnesses(opposed: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Pairs enough that every claim stands in one: in order, those with a claim that no earlier one has."""
    met: set[str] = set()
    passed: set[str] = set()
    for one in sorted(opposed):
        passed.add(one)
        later = opposed[one] - passed
        new = later - met
        kept = new if one in met or not later else {min(later), *new}
        if kept:
            met.update(kept, (one,))
        yield from ((one, other) for other in sorted(kept))
