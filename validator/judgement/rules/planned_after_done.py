"""A plan for what was already done.

When an article says that something is planned, it was still ahead on the day the article appeared. A claim that dates
the same thing earlier speaks against the plan. Often the plan is for another stage, for a second event of the same
series, or the article repeats an old plan.

To mend a finding, check which stage and which event of a series the plan means, and whether the passage reports the
plan of an earlier day. Only `planned` alone, in the body of the text, bounds the day: hopes, possibilities and
headlines do not.

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-06-01
      claims: [{subject: treaty, property: concluded, stage: signed, mood: planned}]  # <-- on or after the publication
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2021-05}]  # <-- planned-after-done

**Tension, because the day the plan was told on is inferred:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-06-01
      published-because: the page names the summit of that week
      claims: [{subject: treaty, property: concluded, stage: signed, mood: planned}]  # <-- published:morning
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2021-05}]  # <-- tension planned-after-done

**Accepted, because it was done on the day the plan appeared:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-06-01
      claims: [{subject: treaty, property: concluded, stage: signed, mood: planned}]
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2021-06-01}]

**Accepted, because what was done is an earlier stage:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-06-01
      claims: [{subject: treaty, property: concluded, stage: signed, mood: planned}]
    evening: [{subject: treaty, property: concluded, stage: agreed, when: 2021-05}]

**Accepted, because a hope does not tell whether the thing is still ahead:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-06-01
      claims: [{subject: treaty, property: concluded, stage: signed, mood: hoped}]
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2021-05}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.events import EventFamily, still_ahead
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World


@rule(over="event", weight=15)
def relate(event: EventFamily, world: World) -> Iterator[Relation]:
    for plan in event.planned:
        published = f"the publication of {plan.statement.claim.source}"
        why = f"{plan.statement.id} tells it as planned, so it lies on or after {published}."
        yield Relation(still_ahead(event, plan), plan.literals, event.question, why)
