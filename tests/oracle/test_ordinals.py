"""Positions in a series: the product and the trial of every order of joining find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.ordinals import NOWHERE, POSITIONS, OrdinalWorld, random_world


def open_question(world: OrdinalWorld) -> str:
    """What in a world the product is known to read otherwise."""
    lenient = world.clashes((NOWHERE, *POSITIONS))
    return "the place of a member whose position nobody tells" if lenient != world.clashes() else ""


def test_every_world_of_positions_is_judged_alike() -> None:
    tally = compare(random_world, share(10), open_question)
    print(tally)
    assert tally.consistent > tally.worlds // 20
    assert tally.sets["2 claims"] > tally.worlds // 2
    assert tally.sets["3 claims"] > tally.worlds // 20
