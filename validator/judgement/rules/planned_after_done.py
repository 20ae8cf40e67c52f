"""A plan for what was already done.

When an article says that something is planned, it was still ahead on the day the article appeared, or on the day under
`said-on` where the passage reports the plan of an earlier day. A claim that dates the same thing earlier speaks against
the plan. Often the plan is for another stage, or for a second event of the same series.

To mend a finding, check which stage and which event of a series the plan means, and whether the passage reports the
plan of an earlier day: then give that day, as far as it is known (`said-on: ..2020`). A plan for a time that was over
when the article appeared is taken for one of an earlier day without that. Only `planned` alone, in the body of the
text, bounds the day: hopes, possibilities and headlines do not.

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

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2022-06-01
      claims:
        - {subject: treaty, property: concluded, stage: signed, mood: planned, said-on: 2021-06}  # <-- June 2021
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2021-05}]  # <-- planned-after-done

**Accepted, because the plan is retold, and was made before the thing was done:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2022-06-01
      claims: [{subject: treaty, property: concluded, stage: signed, mood: planned, said-on: 2021-04}]
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2021-05}]

**Accepted, because what was planned for an earlier year is a plan of an earlier year:**

    entities: {airport: {type: building}}
    properties: {opened: {kind: event}}
    morning:
      published: 2020-11-01
      claims:
        - {subject: airport, property: opened, mood: planned, when: 2011-10}
        - {subject: airport, property: opened, when: -1D}

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
from validator.judgement.words import when_said
from validator.judgement.world import World


@rule(over="event", weight=15)
def relate(event: EventFamily, world: World) -> Iterator[Relation]:
    for plan in event.planned:
        claim = plan.statement.claim
        day = f"the publication of {claim.source}"
        if claim.said_on is not None:
            day = f"the day of that plan, told {when_said(claim.said_on, claim, world.corpus)}"
        why = f"{plan.statement.id} tells it as planned, so it lies on or after {day}."
        yield Relation(still_ahead(event, plan), plan.literals, event.question, why)
