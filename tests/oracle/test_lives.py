"""Births, deaths and ages in two calendars: the product and the trial of every world find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.generate_lives import random_world


def test_every_world_of_lives_is_judged_alike() -> None:
    tally = compare(random_world, share(5))
    print(tally)
    assert tally.consistent > tally.worlds // 10
    assert tally.sets["2 claims"] > tally.worlds // 2
    assert tally.sets["with assumptions"] > tally.worlds // 10
