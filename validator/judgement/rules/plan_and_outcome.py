"""A plan, and what became of it.

What one article tells as planned, hoped, possible or required, a later article may tell as done. The outcome is
`fulfilled` (also early), `partly` (some members of what was planned), `slipped` (done, but after the planned time),
`above` or `below` (a figure came out higher or lower) or `open` (the time is past at the newest publication, and
nothing is known). A later stage fulfils an earlier one: what is in force was signed. A date that was itself inferred
from the plan cannot confirm that the plan was kept in time.

A plan that is retold ("was to open in 2011") counts from the day it was told, `said-on`, and its own source may tell
the outcome. A planned figure is held against the figures of its period, and one that does not change (`lasting`: a
cost, a height) against any; it counts as kept if both may be one amount as they are written. Figures in another
currency, of another scope or of another stage are no outcome. Plans stand in the order in which they were told.

Nothing to mend: a plan is a note. A plan that shows as slipped because its claim reads the deadline wrongly is mended
by correcting that claim.

**Plan:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2021-03-01
      claims: [{subject: treaty, property: concluded, stage: signed, mood: planned, when: 2021}]  # <-- fulfilled
    evening: [{subject: treaty, property: concluded, stage: in-force, when: 2021-09-11}]  # <-- 11 September 2021

**Plan:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2020-10-15
      claims: [{subject: treaty, property: concluded, stage: signed, mood: planned, when: 2020}]  # <-- slipped
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]  # <-- plan-and-outcome slipped

**Plan:**

    entities: {treaty: {type: agreement}, talks: {type: meeting}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}, held: {kind: event}}
    morning:
      published: 2020-10-15
      claims: [{subject: treaty, property: concluded, stage: signed, mood: planned, when: 2020}]  # <-- open (its time
    evening: [{subject: talks, property: held, when: 2021-09-11}]

**Plan:**

    entities: [JP, radars, ships]
    properties: {supplies: {kind: set}}
    morning:
      published: 2020-10-15
      claims: [{subject: JP, property: supplies, has: [radars, ships], mood: planned}]  # <-- partly
    evening: [{subject: JP, property: supplies, has: [radars], at: 2023}]  # <-- plan plan-and-outcome partly

**Plan:**

    entities: {airport: {type: building}}
    properties: {opened: {kind: event}}
    morning:
      published: 2020-11-01
      claims:
        - {subject: airport, property: opened, mood: planned, when: 2011-10}  # <-- slipped
        - {subject: airport, property: opened, when: -1D}  # <-- 31 October 2020

**Plan:**

    entities: {airport: {type: building}}
    properties: {cost: {kind: quantity, unit: EUR, lasting: true}}
    morning:
      published: 2008-07-01
      claims: [{subject: airport, property: cost, mood: planned, is: 2.2 billion EUR}]  # <-- came out higher
    evening: {published: 2020-11-01, claims: [{subject: airport, property: cost, is: 6 billion EUR}]}  # <-- 6 billion

**Accepted, because the planned figure is in another currency:**

    entities: {airport: {type: building}}
    properties: {cost: {kind: quantity, unit: EUR, lasting: true}}
    morning:
      published: 2008-07-01
      claims: [{subject: airport, property: cost, mood: planned, is: 2.2 billion USD}]
    evening: {published: 2020-11-01, claims: [{subject: airport, property: cost, is: 6 billion EUR}]}

**Accepted, because the planned figure is of another year:**

    entities: {firm: {type: company}}
    properties: {deliveries: {kind: quantity, unit: doses}}
    morning:
      published: 2020-12-01
      claims: [{subject: firm, property: deliveries, mood: planned, is: 80 million doses, during: 2030}]
    evening: [{subject: firm, property: deliveries, is: 30 million doses, during: 2021}]

**Accepted, because the planned time is not yet past:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2020-10-15
      claims: [{subject: treaty, property: concluded, stage: signed, mood: planned, when: 2020}]

**Accepted, because the outcome is told by the source of the plan itself:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      published: 2020-10-15
      claims:
        - {subject: treaty, property: concluded, stage: in-force, mood: planned, when: 2020}
        - {subject: treaty, property: concluded, stage: signed, when: 2020-10-14}
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World


@rule(over="report")
def follow(_: World, __: World) -> Iterator[Problem]:
    """Read off the claims once the world is built."""
    return iter(())
