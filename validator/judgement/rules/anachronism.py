"""Told as done before it could be.

What an article tells as done lies on or before the day it appeared, and what it tells as begun had begun by then. An
article that knows the future was updated later, bears the wrong date, or has its claim read wrongly. The same holds
between articles: a report that tells a signing as done bounds every other claim about that signing.

To mend a finding, look first for a plan that was taken for a fact (`mood: planned`), then at the relative dates of the
claim, then at the publication date of the source.

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-01-01
      claims: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]  # <-- problem anachronism

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-01-01
      claims: [{subject: treaty, property: concluded, stage: signed}]  # <-- on or before the publication of morning
    evening:
      - {subject: treaty, property: concluded, stage: signed, when: 2021-09-11}  # <-- contradiction anachronism

**Tension, because the publication date is inferred and may be the one that is wrong:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-01-01
      published-because: the header of the page shows this day
      claims: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]  # <-- published:morning

**Accepted, because a plan may name a day ahead:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-01-01
      claims: [{subject: treaty, property: concluded, stage: signed, mood: planned, when: 2021-09-11}]

**Accepted, because it can happen on the very day of publication:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-09-11
      claims: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]

**Accepted, because some days of the year had passed by then:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-03-01
      claims: [{subject: treaty, property: concluded, stage: signed, when: 2021}]
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
            appeared = f"the publication of {told.statement.claim.source}"
            why = f"{told.statement.id} tells it as done, so it lies on or before {appeared}."
            rests = told.literals | world.clock.rests_on(told.statement.claim.source)
            yield Relation(done_by_publication(event, told), rests, event.question, why, problem=True)
    members = (slot for family in world.sets.values() for slot, _ in family.members.values())
    for family in {id(f): f for f in (*world.states.values(), *members)}.values():
        for start in family.starts:
            source = start.statement.claim.source
            published = world.clock.published(source)
            why = f"{start.statement.id} tells the beginning as past, so it lies on or before publication."
            rests = start.literals | world.clock.rests_on(source)
            yield Relation(at_most(start.day, published), rests, family.question, why, problem=True)
