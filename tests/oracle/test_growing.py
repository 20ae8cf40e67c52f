"""Running totals of wholes and parts: the product and the trial of every order find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.generate_growing import random_world


def test_every_world_of_growing_parts_is_judged_alike() -> None:
    tally = compare(random_world, share(7))
    print(tally)
    assert tally.consistent > tally.worlds // 10
    assert tally.sets["2 claims"] > tally.worlds // 8
    assert tally.sets["with assumptions"] > tally.worlds // 10
