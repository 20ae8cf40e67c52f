"""Running totals: the product and the trial of every order of the counts find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.generate_totals import random_world


def test_every_world_of_running_totals_is_judged_alike() -> None:
    tally = compare(random_world, share(5))
    print(tally)
    assert tally.consistent > tally.worlds // 10
    assert tally.sets["2 claims"] > tally.worlds // 4
    assert tally.sets["without assumptions"] > tally.worlds // 20
    assert tally.sets["with assumptions"] > tally.worlds // 5
