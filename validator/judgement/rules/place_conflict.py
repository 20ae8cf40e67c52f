"""One event in two places.

A signing happens somewhere. Places are compared by containment: Tokyo and Japan agree, Tokyo and Hanoi do not. A place
whose surroundings the vocabulary does not give is never accused; two places are apart only if both are, or lie in,
different places of one type.

To mend a finding, check whether both passages mean the same event and stage, and whether a dateline was taken for the
place. If one place lies in the other, say so in the vocabulary with `located-in`.

**Flagged:**

    entities:
      JP: {type: country}
      VN: {type: country}
      Tokyo: {type: city, located-in: JP}
      talks: {type: meeting}
    properties: {held: {kind: event}}
    morning: [{subject: talks, property: held, where: Tokyo}]  # <-- are different places
    evening: [{subject: talks, property: held, where: VN}]  # <-- contradiction place-conflict

**Accepted, because Tokyo lies in Japan:**

    entities: {JP: {type: country}, Tokyo: {type: city, located-in: JP}, talks: {type: meeting}}
    properties: {held: {kind: event}}
    morning: [{subject: talks, property: held, where: Tokyo}]
    evening: [{subject: talks, property: held, where: JP}]

**Accepted, because nobody says where the palace stands, and it may stand in Tokyo:**

    entities: {Tokyo: {type: city}, palace: {type: building}, talks: {type: meeting}}
    properties: {held: {kind: event}}
    morning: [{subject: talks, property: held, where: Tokyo}]
    evening: [{subject: talks, property: held, where: palace}]

**Accepted, because the two stages can have had different places:**

    entities: {Tokyo: {type: city}, Hanoi: {type: city}, treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed]}}
    morning: [{subject: treaty, property: concluded, stage: agreed, where: Tokyo}]
    evening: [{subject: treaty, property: concluded, stage: signed, where: Hanoi}]
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
            if set(one.stages) != set(other.stages) or not surely_apart(here, there, vocabulary):
                continue
            why = f"{vocabulary.name(here)} and {vocabulary.name(there)} are different places."
            yield Relation(FALSE, one.literals | other.literals, event.question, why)
