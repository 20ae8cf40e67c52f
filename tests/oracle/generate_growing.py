"""Random worlds of running totals of wholes and parts: a handful of counts that nearly fit each other.

At one moment at the most several places are counted. Where there are two such, the counts of one place may tell which
of them came first, and the product does not look for that.
"""

from __future__ import annotations

from collections import defaultdict
from random import Random

from oracle.generate_totals import LAST_DAY
from oracle.growing import PLACE_NAMES, GrowingClaim, GrowingWorld
from oracle.parts import LAND
from oracle.quantities import Amount
from oracle.sources import SourceOf
from oracle.times import Between, Period


def random_world(seed: int) -> GrowingWorld:
    random = Random(seed)
    sources = tuple(_source(f"s{n}", random) for n in range(1, random.randint(2, 3) + 1))
    claims = []
    for number in range(1, random.randint(2, 4) + 1):
        source, place = random.choice(sources), random.choice(PLACE_NAMES)
        day = random.choice((1, 1, 2, random.randint(0, LAST_DAY)))
        at = random.choice((None, Period(day, day), Period(day, day), Period(day, day), Between(day, day + 2)))
        true = 2 * (day if at else source.first) + (12 if place == LAND else 6)
        claim = GrowingClaim(f"c{number}", source.id, _amount(random, true), at, place)
        if _moments_of_several([*claims, claim], sources) < 2:
            claims.append(claim)
    return GrowingWorld(sources, (), random.random() < 0.4).with_claims(claims)


def _moments_of_several(claims: list[GrowingClaim], sources: tuple[SourceOf, ...]) -> int:
    days = {source.id: Period(source.first, source.last) for source in sources}
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        places[claim.source, str(claim.at or days[claim.source])].add(claim.place)
    return sum(len(told) > 1 for told in places.values())


def _source(id: str, random: Random) -> SourceOf:
    first = random.randint(1, LAST_DAY)
    return SourceOf(id, first, first, inferred=random.random() < 0.15)


def _amount(random: Random, true: int) -> Amount:
    number = max(true + random.choice((-9, -7, -4, -3, -1, 0, 0, 1, 3, 4, 7, 9)), 1)
    hedge = random.choice(("", "exactly", "exactly", "exactly", "over", "at least", "under", "at most", "between"))
    return Amount(hedge, number, number + random.randint(1, 4)) if hedge == "between" else Amount(hedge, number)
