"""Sets and numbers of members: the product and the trial of every world find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.generate_sets import random_world
from oracle.sets import SetWorld
from oracle.times import Between


def open_question(world: SetWorld) -> str:
    """What in a world the product is known to read otherwise."""
    if any(source.inferred for source in world.sources):
        return "an inferred publication day"
    if any(claim.scope == "except" for claim in world.claims):
        return "a number outside a group"
    if any(c.key == "until" for c in world.claims) and any(c.count is not None for c in world.claims):
        return "an end beside a number"
    windows = any(isinstance(c.time, Between) for c in world.claims) or any(len(s.window) > 1 for s in world.sources)
    if any(c.denied for c in world.claims) and windows:
        return "a denial beside a membership of an unknown day"
    if any(c.count is not None and c.scope and not c.key for c in world.claims):
        return "a number within a group, without a time"
    either_or = {c.source for c in world.claims if c.key == "since"} & {
        c.source for c in world.claims if not c.key and (c.only is not None or c.count is not None)
    }
    return "an either-or" if either_or else ""


def test_every_world_of_sets_is_judged_alike() -> None:
    tally = compare(random_world, share(20), open_question)
    print(tally)
    assert tally.consistent > tally.worlds // 10
    assert tally.sets["2 claims"] > tally.worlds // 2
    assert tally.sets["3 claims"] > tally.worlds // 50
    assert tally.sets["with assumptions"] > tally.worlds // 5
