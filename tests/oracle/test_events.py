"""Events: the product and the trial of every world find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.events import PUBLISHED, EventWorld
from oracle.generate_events import random_world
from oracle.times import OnDayOf


def open_question(world: EventWorld) -> str:
    """What in a world the product is known to read otherwise; each has a test of its own in test_open.py."""
    claimed = {variable for claim in world.claims for variable in world.steps(claim)}
    bounded = any(p.at_most_after is not None for p in world.properties)
    for claim in world.claims:
        if claim.property == PUBLISHED:
            return "a claim about a publication day"
        if len(claim.stages) > 1:
            return "a claim of two stages"
        if claim.property == "concluded" and not claim.stages:
            return "a claim that no stage saves"
        if bounded and claim.property == "parted":
            return "a difference in days"
        if any(isinstance(time, OnDayOf) and time.variable not in claimed for time in claim.times):
            return "an event that is only named as a time"
    return ""


def test_every_world_of_events_is_judged_alike() -> None:
    tally = compare(random_world, share(50), open_question)
    print(tally)
