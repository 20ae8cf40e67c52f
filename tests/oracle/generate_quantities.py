"""Random worlds of quantities: small totals and parts that nearly add up."""

from __future__ import annotations

from random import Random

from oracle.quantities import PARTS, TOTAL, Amount, QuantityClaim, QuantityWorld
from oracle.sources import SourceOf
from oracle.times import DAYS

PERIODS = ("2022", "2023")


def random_world(seed: int) -> QuantityWorld:
    random = Random(seed)
    sources = tuple(SourceOf(f"s{n}", DAYS, DAYS) for n in range(1, random.randint(2, 3) + 1))
    summed = random.random() < 0.6
    first, second = random.choice(((10, 20), (4, 7), (30, 12), (8, 30)))
    true = {TOTAL: first + second, PARTS[0]: first, PARTS[1]: second}
    claims = []
    for number in range(1, random.randint(3, 6) + 1):
        quantity = random.choice((TOTAL, *PARTS) if summed else (TOTAL,))
        period = random.choice(("", *PERIODS)) if not summed else random.choice((*PERIODS[:1] * 4, PERIODS[1]))
        amount = amount_near(random, true[quantity])
        claims.append(QuantityClaim(f"c{number}", random.choice(sources).id, quantity, amount, period))
    return QuantityWorld(sources, summed, ()).with_claims(claims)


def amount_near(random: Random, true: int) -> Amount:
    number = max(true + random.choice((-6, -5, -2, -1, -1, 0, 0, 0, 0, 1, 1, 2, 5, 6)), 1)
    hedge = random.choice(("", "", "exactly", "exactly", "about", "over", "at least", "under", "at most", "between"))
    if hedge in ("", "about") and random.random() < 0.5:
        number = max(round(number, -1), 10)
    if hedge == "between":
        return Amount(hedge, number, number + random.randint(1, 6))
    return Amount(hedge, number)
