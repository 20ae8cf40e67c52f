"""Positions in a small world: who joined when, and as which of the series.

Each member has one position and each position one member; an earlier position was not taken later, whether or not a
claim tells it. A position without a time key is one on any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations
from operator import or_
from random import Random
from typing import Any

from oracle.sources import SourceOf
from oracle.times import Between, Period, day
from oracle.worlds import Family, Guarded, Space, minimal_sets

DAYS = tuple(range(6))
MEMBERS = ("a", "b", "c")
POSITIONS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class OrdinalClaim:
    id: str
    source: str
    members: tuple[str, ...]
    positions: tuple[int, ...] = ()
    """As many as there are members, one after the other; or none."""
    since: Period | Between | None = None

    @property
    def full_id(self) -> str:
        return f"{self.source}/{self.id}"

    @property
    def written(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "subject": "o", "property": "partners"}
        if len(self.positions) == 1:
            told |= {"is": self.members[0], "nth": str(self.positions[0])}
        else:
            told["has"] = list(self.members)
            if self.positions:
                told["nth"] = f"{self.positions[0]}..{self.positions[-1]}"
        if self.since is not None:
            told["since"] = str(self.since)
        return told


@dataclass(frozen=True, slots=True)
class OrdinalWorld:
    sources: tuple[SourceOf, ...]
    ordered: bool
    claims: tuple[OrdinalClaim, ...]

    def described(self) -> dict[str, Any]:
        partners: dict[str, Any] = {"kind": "set"} | ({"ordered": "true"} if self.ordered else {})
        told: dict[str, Any] = {"entities": ["o", *MEMBERS], "properties": {"partners": partners}}
        for source in self.sources:
            told[source.id] = {**source.header, "claims": [c.written for c in self.claims if c.source == source.id]}
        return told

    def with_claims(self, claims: Iterable[OrdinalClaim]) -> OrdinalWorld:
        kept = tuple(claims)
        speaking = {claim.source for claim in kept}
        return replace(self, claims=kept, sources=tuple(s for s in self.sources if s.id in speaking))

    def clashes(self) -> Family:
        members = sorted({member for claim in self.claims for member in claim.members})
        variables: dict[str, tuple[int, ...]] = {}
        for member in members:
            variables |= {_position(member): POSITIONS, _joined(member): DAYS}
        space = Space(variables)
        return minimal_sets(space.everything, self._guarded(space, members))

    def _guarded(self, space: Space, members: list[str]) -> Iterator[Guarded]:
        for one, other in combinations(members, 2):
            apart = space.where([_position(one), _position(other)], lambda p, q: p != q)
            yield Guarded(frozenset(), apart)
            if self.ordered:
                names = [_position(one), _position(other), _joined(one), _joined(other)]
                in_order = space.where(names, lambda p, q, d, e: (d - e) * (p - q) >= 0)
                yield Guarded(frozenset(), in_order)
        for claim in self.claims:
            told = space.everything
            for member in claim.members:
                if claim.positions:
                    told &= reduce(or_, (space.equal(_position(member), n) for n in claim.positions))
                if claim.since is not None:
                    window = range(claim.since.first, claim.since.last + 1)
                    told &= reduce(or_, (space.equal(_joined(member), start) for start in window))
            yield Guarded(frozenset({claim.full_id}), told)


def _position(member: str) -> str:
    return f"position of {member}"


def _joined(member: str) -> str:
    return f"{member} joined"


def random_world(seed: int) -> OrdinalWorld:
    """Members whose positions and starts nearly fit each other."""
    random = Random(seed)
    sources = tuple(SourceOf(f"s{n}", DAYS[-1], DAYS[-1]) for n in range(1, random.randint(2, 3) + 1))
    claims = []
    for number in range(1, random.randint(3, 6) + 1):
        id, source = f"c{number}", random.choice(sources).id
        member = random.choice(MEMBERS)
        around = MEMBERS.index(member) + 1
        position = min(max(around + random.choice((-1, 0, 0, 0, 1)), 1), 4)
        start = min(max(around + random.choice((-1, 0, 0, 1)), 0), DAYS[-1])
        since = Between(start, min(start + 1, DAYS[-1])) if random.random() < 0.2 and start < DAYS[-1] else day(start)
        kind = random.random()
        if kind < 0.15:
            pair = tuple(sorted(random.sample(MEMBERS, 2)))
            first = random.randint(1, 3)
            claims.append(OrdinalClaim(id, source, pair, (first, first + 1)))
        elif kind < 0.5:
            claims.append(OrdinalClaim(id, source, (member,), since=since))
        else:
            claims.append(OrdinalClaim(id, source, (member,), (position,), since if random.random() < 0.3 else None))
    return OrdinalWorld(sources, random.random() < 0.8, ()).with_claims(claims)
