"""Positions in a series: the product and the trial of every order of joining find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.ordinals import random_world


def test_every_world_of_positions_is_judged_alike() -> None:
    tally = compare(random_world, share(8))
    print(tally)
    assert tally.consistent > tally.worlds // 20
    assert tally.sets["2 claims"] > tally.worlds // 2
    assert tally.sets["3 claims"] + tally.sets["4 claims"] > tally.worlds // 100
