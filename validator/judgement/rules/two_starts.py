"""Two starts for one value.

`since` means that something began then. Two different beginnings of one value cannot both be right, unless the value
ended in between. One of the two dates is often that of an announcement, or of a lower rung.

To mend a finding, ask of each passage whether it names the beginning. Words that only say it was so by then take `at`.
If the value did end in between, some claim must state the end (`until`).

**Flagged:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {tier: {kind: state, subject: country-pair, values: [strategic, comprehensive]}}
    morning: [{subject: JP+VN, property: tier, is: strategic, since: 2009-04}]  # <-- contradiction two-starts
    evening: [{subject: JP+VN, property: tier, is: strategic, since: 2014-03}]  # <-- begins once

**Flagged:**

    entities: {VN: {type: country}, KR: {type: country}}
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [KR], since: 2022}]  # <-- contradiction two-starts
    evening: [{subject: VN, property: partners, has: [KR], since: 2016}]  # <-- KR begins once

**Accepted, because one day of the month is the day the other claim names:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {tier: {kind: state, subject: country-pair, values: [strategic, comprehensive]}}
    morning: [{subject: JP+VN, property: tier, is: strategic, since: 2014-03}]
    evening: [{subject: JP+VN, property: tier, is: strategic, since: 2014-03-18}]

**Accepted, because the first period ended before the second began:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {tier: {kind: state, subject: country-pair, values: [strategic, comprehensive]}}
    morning: [{subject: JP+VN, property: tier, is: strategic, since: 2009-04, until: 2012}]
    evening: [{subject: JP+VN, property: tier, is: strategic, since: 2014-03}]

**Accepted, because a day on which it was seen is no beginning:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {tier: {kind: state, subject: country-pair, values: [strategic, comprehensive]}}
    morning: [{subject: JP+VN, property: tier, is: strategic, since: 2009-04}]
    evening: [{subject: JP+VN, property: tier, is: strategic, at: 2014-03}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.formulas import Formula, all_of, any_of, at_most, same_day
from validator.judgement.rule import Relation, rule
from validator.judgement.states import Start, StateFamily
from validator.judgement.words import label
from validator.judgement.world import World


@rule(over="world", weight=8)
def relate(world: World, _: World) -> Iterator[Relation]:
    seen: set[int] = set()
    families = [*world.states.values(), *(slot for s in world.sets.values() for slot, _ in s.members.values())]
    for family in families:
        if id(family) not in seen:
            seen.add(id(family))
            yield from _of(family, world)


def _of(family: StateFamily, world: World) -> Iterator[Relation]:
    starts = sorted(family.starts, key=lambda s: (s.value, s.statement.id))
    for index, one in enumerate(starts):
        for other in starts[index + 1 :]:
            if one.value != other.value or one.statement.claim is other.statement.claim:
                continue
            ends = [end for end in family.ends if end.value == one.value]
            formula = any_of(
                same_day(one.day, other.day),
                *(_between(one, end, other) for end in ends),
                *(_between(other, end, one) for end in ends),
            )
            why = f"{label(family, one.value, world)} begins once, unless it ended in between."
            yield Relation(formula, one.literals | other.literals, family.question, why)


def _between(first: Start, end: Start, second: Start) -> Formula:
    return all_of(at_most(first.day, end.day), at_most(end.day, second.day))
