"""Stages out of order.

What has stages goes through them in one direction: an agreement is reached in principle, then signed, then in force.
Two stages may share a day, but the later one never comes first. Articles mix up stages more often than dates, so a
finding here mostly shows that one of them calls a stage by the name of another.

To mend a finding, ask of each claim which stage its words mean. "Concluded", "sealed" and "reached" often name an
earlier stage than a translation suggests. If the words leave it open, list the stages they allow.

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]  # <-- contradiction stage-order
    evening: [{subject: treaty, property: concluded, stage: in-force, when: 2021-03}]  # <-- comes before in-force

**Tension, because the day the evening paper appeared is inferred:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]  # <-- tension stage-order
    evening:
      published: 2021-06-01
      published-because: the page names the summit of that week
      claims: [{subject: treaty, property: concluded, stage: in-force}]  # <-- stage-order published:evening

**Accepted, because a treaty can be signed and enter into force on one day:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]
    evening: [{subject: treaty, property: concluded, stage: in-force, when: 2021-09-11}]

**Accepted, because the year leaves room for a day after the signing:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]
    evening: [{subject: treaty, property: concluded, stage: in-force, when: 2021}]

**Accepted, because the words leave open which stage came in March, and the earliest fits:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]
    evening: [{subject: treaty, property: concluded, stage: [agreed, in-force], when: 2021-03}]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from validator.judgement.events import UNSTATED, EventFamily
from validator.judgement.formulas import at_most
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World


@rule(over="event", weight=30)
def relate(event: EventFamily, world: World) -> Iterator[Relation]:
    staged = [stage for stage in event.stages if stage not in ("", UNSTATED)]
    for earlier, later in pairwise(staged):
        why = f"{earlier} comes before {later}, or on the same day."
        yield Relation(at_most(event.day(earlier), event.day(later)), frozenset(), event.question, why)
