"""Told as done before it could be.

What a source tells as done lies on or before the day of its publication. This also bounds the event against other sources.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.events import done_by_publication
from validator.judgement.formulas import at_most
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World


@rule(over="world", weight=5)
def relate(world: World, _: World) -> Iterator[Relation]:
    for event in world.events.values():
        for told in event.told:
            if told.statement.denied or told.statement.subject == told.statement.claim.source:
                continue
            why = f"{told.statement.id} tells it as done, so it lies on or before the publication of {told.statement.claim.source}."
            yield Relation(done_by_publication(event, told), told.literals, event.question, why, problem=True)
    for family in world.states.values():
        for start in family.starts:
            published = world.clock.published(start.statement.claim.source)
            why = f"{start.statement.id} tells the beginning as past, so it lies on or before publication."
            yield Relation(at_most(start.day, published), start.literals, family.question, why, problem=True)
