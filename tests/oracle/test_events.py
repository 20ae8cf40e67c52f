"""Events: the product and the trial of every world find the same minimal sets."""

from __future__ import annotations

from oracle.compare import compare, share
from oracle.events import PUBLISHED, EventWorld
from oracle.generate_events import random_world
from oracle.times import Ago, OnDayOf


def open_question(world: EventWorld) -> str:
    """What in a world the product is known to read otherwise; each has a test of its own in test_open.py."""
    bounded = any(p.at_most_after is not None for p in world.properties)
    inferred = {source.id for source in world.sources if source.inferred}
    plans = {v for claim in world.claims if claim.mood == "planned" for v in world.steps(claim)}
    for claim in world.claims:
        if claim.property_name == PUBLISHED:
            return "a claim about a publication day"
        if len(claim.stages) > 1:
            return "a claim of two stages"
        if claim.property_name == "concluded" and not claim.stages:
            return "a claim without a stage"
        if bounded and claim.property_name == "parted":
            return "a difference in days"
        if any(
            isinstance(time, OnDayOf) and (time.step in ("drafted", "signed") or is_alone(time, world))
            for time in claim.times
        ):
            return "an event that is only named as a time"
        if claim.mood == "planned" and claim.property_name == "concluded":
            return "a plan of one of several stages"
        if plans & set(claim.referred):
            return "a plan whose day is named as a time"
        relative = sum(
            isinstance(time, Ago) for other in world.claims if other.source == claim.source for time in other.times
        )
        relative += sum(other.mood == "planned" for other in world.claims if other.source == claim.source)
        if claim.source in inferred and relative > 1:
            return "two relative times of one inferred publication day"
    return ""


def is_alone(time: OnDayOf, world: EventWorld) -> bool:
    return not any(claim.property_name == time.step for claim in world.claims)


def test_every_world_of_events_is_judged_alike() -> None:
    tally = compare(random_world, share(50), open_question)
    print(tally)
    assert tally.consistent > 20
    assert tally.sets["2 claims"] > 400
    assert tally.sets["3 claims"] > 5
    assert tally.sets["with assumptions"] > 50
