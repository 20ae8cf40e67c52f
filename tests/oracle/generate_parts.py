"""Random worlds of wholes and parts: small figures that nearly add up."""

from __future__ import annotations

from random import Random

from oracle.generate_quantities import PERIODS, amount_near
from oracle.parts import LAND, PLACES, PartsWorld
from oracle.quantities import QuantityClaim
from oracle.sources import SourceOf
from oracle.times import DAYS


def random_world(seed: int) -> PartsWorld:
    random = Random(seed)
    sources = tuple(SourceOf(f"s{n}", DAYS, DAYS) for n in range(1, random.randint(2, 3) + 1))
    first, second = random.choice(((10, 20), (4, 7), (30, 12), (8, 30)))
    true = dict(zip((LAND, *PLACES), (first + second, first, second), strict=True))
    claims = []
    for number in range(1, random.randint(3, 5) + 1):
        quantity = random.choice((LAND, *PLACES))
        period = random.choice((*PERIODS[:1] * 5, PERIODS[1], ""))
        amount = amount_near(random, true[quantity])
        claims.append(QuantityClaim(f"c{number}", random.choice(sources).id, quantity, amount, period))
    return PartsWorld(sources, random.random() < 0.5, ()).with_claims(claims)
