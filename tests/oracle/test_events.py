"""Events: the product and the trial of every world find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.generate_events import random_world


def test_every_world_of_events_is_judged_alike() -> None:
    tally = compare(random_world, share(25))
    print(tally)
    assert tally.consistent > tally.worlds // 30
    assert tally.sets["2 claims"] > tally.worlds
    assert tally.sets["3 claims"] > tally.worlds // 30
    assert tally.sets["with assumptions"] > tally.worlds // 5
