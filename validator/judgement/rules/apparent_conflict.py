"""Claims that seem to clash and do not.

Read without their time, stage, scope, series, speaker or emendation, claims of two sources, or of two speakers in one
source, contradict each other; with these, they do not. A reader who meets "signed in 2021" beside "agreed in 2020" asks
why the papers differ, and the answer is worth keeping: the finding names the smallest set of qualifiers that dissolves
the clash, once for each question.

Nothing to mend: an explained clash is a note. If the explanation is wrong, the qualifier that it rests on is; correct
it, and the clash comes up as a contradiction.

**Explained:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]  # <-- apparent-conflict stage
    evening: [{subject: treaty, property: concluded, stage: agreed, when: 2020}]  # <-- they speak of another stage

**Explained:**

    entities: [VN, CN, RU, IN, KR]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, only: [CN, RU, IN], at: 2020}]  # <-- apparent-conflict time
    evening: [{subject: VN, property: partners, only: [CN, RU, IN, KR], at: 2023}]  # <-- they speak of another time

**Explained:**

    entities: {VN: {type: country}, TH: {type: country}, CN: {type: country}, ASEAN: {type: group, members: [VN, TH]}}
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, count: 2, at: 2023-11-28}]  # <-- apparent-conflict scope
    evening: [{subject: VN, property: partners, count: 1, among: ASEAN, at: 2023-11-28}]  # <-- another scope

**Explained:**

    entities: {VN: {type: country}, US: {type: country}, CN: {type: country}, KR: {type: country}}
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, only: [CN, US], at: 2023-11-28}]  # <-- CN and US
    evening:
      - {subject: VN, property: partners, only: [CN, US], fix: {KR: US}, at: 2023-11-28}  # <-- wording that is emended

**Explained:**

    entities: {treaty: {type: agreement}, ministry: {type: office}, embassy: {type: office}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      - {subject: treaty, property: concluded, stage: signed, when: 2020, said-by: embassy}  # <-- another speaker
      - {subject: treaty, property: concluded, stage: signed, when: 2021, said-by: ministry}  # <-- attribution

**Accepted, because the two say the same:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2021}]

**Accepted, because figures of different years are not one question, even when read bare:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {trade: {kind: quantity, subject: country-pair, unit: USD}}
    morning: [{subject: JP+VN, property: trade, is: 42.7 billion USD, during: 2022}]
    evening: [{subject: JP+VN, property: trade, is: 45.1 billion USD, during: 2023}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World


@rule(over="report")
def explain(_: World, __: World) -> Iterator[Problem]:
    """Read off the bare reading once all minimal sets are known."""
    return iter(())
