"""Claims of several sources that answer one question alike.

Equal, finer or overlapping answers, where nothing about the question clashes. What counts is how many independent
origins stand behind them: an agency and the papers that relay it (`via`) are one origin, and so are articles of one
publisher or with one text. Two sources of one origin corroborate nothing.

Nothing to mend: an agreement is a note. If two of its sources are in truth one, record whom each relays.

**Agreement:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]  # <-- 2 independent origins
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2021}]  # <-- agreement agreement

**Agreement:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      via: agency
      claims: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]  # <-- 1 independent origin
    evening:
      via: agency
      claims: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]  # <-- 2 sources agree

**Agreement:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {trade: {kind: quantity, subject: country-pair, unit: USD}}
    morning: [{subject: JP+VN, property: trade, is: 42.7 billion USD, during: 2023}]  # <-- 42.7 billion USD
    evening: [{subject: JP+VN, property: trade, is: over 40 billion USD, during: 2023}]  # <-- over 40 billion USD

**Accepted, because one source alone agrees with nobody:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      - {subject: treaty, property: concluded, stage: signed, when: 2021-09-11}
      - {subject: treaty, property: concluded, stage: signed, when: 2021}

**Accepted, because different stages are different answers:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]
    evening: [{subject: treaty, property: concluded, stage: in-force, when: 2021-09-11}]

**Accepted, because two numbers of meetings that differ agree on nothing:**

    entities: {JP: {type: country}}
    properties: {met: {kind: event}}
    morning: [{subject: JP, property: met, count: 5, during: 2023}]
    evening: [{subject: JP, property: met, count: 3, during: 2023}]

**Accepted, because the two days of signing clash, by way of the day of the talks:**

    entities: {talks: {type: meeting}, treaty: {type: agreement}}
    properties: {held: {kind: event}, concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: talks/held}]
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2023-11-26}]
    later: [{subject: talks, property: held, when: 2023-11-27}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World


@rule(over="report")
def confirm(_: World, __: World) -> Iterator[Problem]:
    """Read off the slots once all minimal sets are known."""
    return iter(())
