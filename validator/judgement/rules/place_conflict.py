"""One event in two places.

Places are compared by containment: Tokyo and Japan agree, Tokyo and Hanoi do not; a place whose surroundings are unknown is not accused.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.containment import surely_apart
from validator.judgement.events import EventFamily
from validator.judgement.formulas import FALSE
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World


@rule(over="event", weight=15)
def relate(event: EventFamily, world: World) -> Iterator[Relation]:
    vocabulary = world.corpus.vocabulary
    placed = [t for t in event.told if t.statement.claim.where is not None and not t.statement.denied]
    for index, one in enumerate(placed):
        for other in placed[index + 1 :]:
            here, there = one.statement.claim.where, other.statement.claim.where
            assert here is not None
            assert there is not None
            if not set(one.stages) == set(other.stages) or not surely_apart(here, there, vocabulary):
                continue
            why = f"{vocabulary.name(here)} and {vocabulary.name(there)} are different places."
            yield Relation(FALSE, one.literals | other.literals, event.question, why)
