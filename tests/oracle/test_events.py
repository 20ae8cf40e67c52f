"""Events: the product and the trial of every world find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.generate_events import random_world


def test_every_world_of_events_is_judged_alike() -> None:
    tally = compare(random_world, share(50))
    print(tally)
    assert tally.consistent > 20
    assert tally.sets["2 claims"] > 400
    assert tally.sets["3 claims"] > 5
    assert tally.sets["with assumptions"] > 50
