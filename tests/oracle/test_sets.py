"""Sets and numbers of members: the product and the trial of every world find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.generate_sets import random_world
from oracle.sets import SetWorld
from oracle.times import Between


def open_question(world: SetWorld) -> str:
    """What in a world the product is known to read otherwise."""
    if any(c.scope == "except" for c in world.claims) and any(c.count is not None for c in world.claims):
        return "a number beside what is outside a group, on different days"
    undated = {c.source for c in world.claims if not c.key}
    if any(c.key == "since" and isinstance(c.time, Between) and c.source in undated for c in world.claims):
        return "an undated list beside a start of an unknown day"
    if any(c.key == "until" for c in world.claims) and any(c.count is not None for c in world.claims):
        return "an end beside a number"
    windows = any(isinstance(c.time, Between) for c in world.claims) or any(len(s.window) > 1 for s in world.sources)
    if any(c.denied for c in world.claims) and windows:
        return "a denial beside a membership of an unknown day"
    if any(c.count is not None and c.scope and not c.key for c in world.claims):
        return "a number within a group, without a time"
    return ""


def test_every_world_of_sets_is_judged_alike() -> None:
    tally = compare(random_world, share(20), open_question)
    print(tally)
    assert tally.consistent > tally.worlds // 10
    assert tally.sets["2 claims"] > tally.worlds // 2
    assert tally.sets["3 claims"] + tally.sets["4 claims"] > tally.worlds // 100
    assert tally.sets["with assumptions"] > tally.worlds // 5
