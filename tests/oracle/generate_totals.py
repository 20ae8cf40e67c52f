"""Random worlds of running totals: a handful of counts, most of which rise."""

from __future__ import annotations

from random import Random

from oracle.quantities import Amount
from oracle.sources import SourceOf
from oracle.times import Between, Period
from oracle.totals import TotalClaim, TotalWorld

LAST_DAY = 4


def random_world(seed: int) -> TotalWorld:
    random = Random(seed)
    sources = tuple(_source(f"s{n}", random) for n in range(1, random.randint(2, 3) + 1))
    claims = []
    for number in range(1, random.randint(2, 5) + 1):
        source = random.choice(sources)
        at = random.choice((None, _day(random), _day(random), _day(random), _window(random)))
        day = at.first if at is not None else source.first
        claims.append(TotalClaim(f"c{number}", source.id, _amount(random, 10 + 3 * day), at))
    return TotalWorld(sources, ()).with_claims(claims)


def _source(id: str, random: Random) -> SourceOf:
    first = random.randint(0, LAST_DAY)
    last = first if random.random() < 0.7 else min(first + random.randint(1, 2), LAST_DAY)
    return SourceOf(id, first, last, inferred=random.random() < 0.2)


def _day(random: Random) -> Period:
    day = random.randint(0, LAST_DAY)
    return Period(day, day)


def _window(random: Random) -> Between:
    first = random.randint(0, LAST_DAY - 1)
    return Between(first, random.randint(first + 1, LAST_DAY))


def _amount(random: Random, true: int) -> Amount:
    number = max(true + random.choice((-9, -7, -4, -3, -1, 0, 0, 1, 3, 4, 7, 9)), 1)
    hedge = random.choice(("", "", "exactly", "exactly", "over", "at least", "under", "at most", "between"))
    if not hedge and random.random() < 0.4:
        number = max(round(number, -1), 10)
    return Amount(hedge, number, number + random.randint(1, 4)) if hedge == "between" else Amount(hedge, number)
