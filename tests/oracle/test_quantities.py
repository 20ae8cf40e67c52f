"""Quantities: the product and the trial of every choice of claims and assumptions find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.generate_quantities import random_world


def test_every_world_of_quantities_is_judged_alike() -> None:
    tally = compare(random_world, share(13))
    print(tally)
    assert tally.consistent > tally.worlds // 20
    assert tally.sets["2 claims"] > tally.worlds // 2
    assert tally.sets["3 claims"] > tally.worlds // 10
    assert tally.sets["with assumptions"] > tally.worlds // 5
