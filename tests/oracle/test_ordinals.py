"""Positions in a series: the product and the trial of every order of joining find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.ordinals import OrdinalWorld, random_world


def open_question(world: OrdinalWorld) -> str:
    """What in a world the product is known to read otherwise."""
    told = {member for claim in world.claims if claim.positions for member in claim.members}
    named = {member for claim in world.claims for member in claim.members}
    return "a member whose position nobody tells" if world.ordered and named - told else ""


def test_every_world_of_positions_is_judged_alike() -> None:
    tally = compare(random_world, share(10), open_question)
    print(tally)
    assert tally.consistent > tally.worlds // 20
    assert tally.sets["2 claims"] > tally.worlds // 2
    assert tally.sets["3 claims"] > tally.worlds // 20
