"""Two values for what can have only one.

A state has one value a day, a stage of an event falls on one day, and a figure for one period is one amount. Where two
claims leave no value that suits both, at least one article is mistaken, mistranslated or misread. A claim stands for
every more precise value it leaves open: `2021` for each day of that year, `42.7 billion` for what rounds to it. Two
claims clash only if none of these values is common to both.

To mend a finding, compare the two passages. If one claim misreads its words, correct the value, its stage, its period
or its scope. If both read right, the articles disagree: rule on it, and name the claim that is mistaken.

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      - {subject: treaty, property: concluded, stage: signed, when: 2021-09-11}  # <-- these cannot all be true
    evening:
      - {subject: treaty, property: concluded, stage: signed, when: 2020}  # <-- contradiction value-conflict

**Flagged:**

    entities: {minister: {type: office}}
    properties: {ministry: {kind: state, values: [defence, finance]}}
    morning: [{subject: minister, property: ministry, is: defence, during: 2023}]  # <-- either defence or finance
    evening: [{subject: minister, property: ministry, is: finance, at: 2023-06-01}]  # <-- defence against finance

**Tension, because a round number is held to its last written digit only under a named assumption:**

    entities: {fleet: {type: navy}}
    properties: {size: {kind: quantity, unit: ships}}
    morning: [{subject: fleet, property: size, is: 300, at: 2023-06-01}]  # <-- rounding:morning/c1
    evening: [{subject: fleet, property: size, is: 260, at: 2023-06-01}]  # <-- 260 against 300

**Tension, because the stage that one claim leaves out is only assumed to be the one the other states:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]  # <-- 11 September 2021
    evening: [{subject: treaty, property: concluded, when: 2020}]  # <-- tension value-conflict same-stage:evening/c1

**Tension, because what one article tells to begin may have ended on the same day:**

    entities: {minister: {type: office}}
    properties: {ministry: {kind: state, values: [defence, finance]}}
    morning:
      published: 2023-06-01
      claims: [{subject: minister, property: ministry, is: defence, since: 2023-06-01}]  # <-- unbroken
    evening: [{subject: minister, property: ministry, is: finance, since: 2023-06-01}]  # <-- tension value-conflict

**Accepted, because one day of the month is the day the other claim names:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2021-09}]

**Accepted, because the two speak of different stages:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]
    evening: [{subject: treaty, property: concluded, stage: agreed, when: 2020}]

**Accepted, because 42.7 rounds to 43:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {trade: {kind: quantity, subject: country-pair, unit: USD}}
    morning: [{subject: JP+VN, property: trade, is: 42.7 billion USD, during: 2023}]
    evening: [{subject: JP+VN, property: trade, is: 43 billion USD, during: 2023}]

**Accepted, because on the day of a change either value may hold:**

    entities: {minister: {type: office}}
    properties: {ministry: {kind: state, values: [defence, finance]}}
    morning: [{subject: minister, property: ministry, is: defence, until: 2023-06-01}]
    evening: [{subject: minister, property: ministry, is: finance, since: 2023-06-01}]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from validator.judgement.constraints import assumption
from validator.judgement.containment import compatible_values
from validator.judgement.formulas import TRUE, any_of, before
from validator.judgement.rule import Relation, rule
from validator.judgement.states import StateFamily, clashes_of_days
from validator.judgement.words import label
from validator.judgement.world import World


@rule(over="state", weight=10)
def relate(family: StateFamily, world: World) -> Iterator[Relation]:
    def compatible(one: str, other: str) -> bool:
        return compatible_values(family, one, other, world.corpus.vocabulary)

    for one, other in clashes_of_days(family, compatible):
        if one.from_set is not None or other.from_set is not None:
            continue
        apart = one.run.apart_from(other.run)
        if apart == TRUE:
            continue
        if one.value == other.value:
            why = f"One day cannot have {label(family, one.value, world)} and not have it."
        else:
            why = f"On one day it is either {label(family, one.value, world)} or {label(family, other.value, world)}."
        yield Relation(apart, one.literals | other.literals, family.question, why)
    yield from _beginnings(family, compatible, world)


def _beginnings(family: StateFamily, compatible: Callable[[str, str], bool], world: World) -> Iterator[Relation]:
    """What begins on a day holds at its end, so that nothing else begins on it - unless it ended on the same day."""
    unbroken = assumption(f"unbroken:{family.subject}/{family.property.name}")
    for one, other in combinations(family.starts if family.single else (), 2):
        if one.value == other.value or one.statement.claim is other.statement.claim:
            continue
        if compatible(one.value, other.value) or family.ended_between(one, other) or family.ended_between(other, one):
            continue
        apart = any_of(before(one.day, other.day), before(other.day, one.day))
        if apart == TRUE:
            continue
        named = " and ".join(sorted(label(family, start.value, world) for start in (one, other)))
        why = f"{named} do not both begin on one day, unless one of them ended on it."
        yield Relation(apart, one.literals | other.literals | {unbroken}, family.question, why)
