"""A plan, and what became of it.

What one article tells as planned, hoped, possible or required, a later article may tell as done. The outcome is
`fulfilled` (also early), `partly` (some members of what was planned), `slipped` (done, but after the planned time) or
`open` (the time is past at the newest publication, and nothing is known). A later stage fulfils an earlier one: what is
in force was signed. A date that was itself inferred from the plan cannot confirm that the plan was kept in time.

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
