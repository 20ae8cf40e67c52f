"""Two starts for one value.

`since` means that something began then. Two different beginnings of one value cannot both be right, unless the value
ended in between: where one article tells that it held on past the other's beginning that is ruled out, elsewhere it
rests on the assumption `unbroken`, which a stated end defeats if it can lie between the two. One of the two dates is
often that of an announcement, or of a lower rung.

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

**Tension, because it may have ended after the first article appeared:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {tier: {kind: state, subject: country-pair, values: [strategic, comprehensive]}}
    early: {published: 2010, claims: [{subject: JP+VN, property: tier, is: strategic, since: 2009-04}]}  # <-- unbroken
    late: [{subject: JP+VN, property: tier, is: strategic, since: 2014-03}]  # <-- unbroken

**Tension, because the one end that is told lies after both:**

    entities: {lee: {type: person}, kim: {type: person}, bank: {type: company}}
    properties: {chairman: {kind: state, subject: company}}
    morning: [{subject: bank, property: chairman, is: kim, since: 1895, until: 1899}]  # <-- unbroken
    evening: [{subject: bank, property: chairman, is: kim, since: 1891, until: 1891..}]  # <-- unbroken

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

from validator.judgement.constraints import assumption
from validator.judgement.formulas import Term, any_of, before, same_day
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
            named = label(family, one.value, world)
            why = f"{named} begins once, unless it ended in between."
            head = family.question
            if family.property.kind == "set":
                head = head._replace(narrowed=" ".join(filter(None, (head.narrowed, f"including {named}"))))
            literals = one.literals | other.literals
            same = same_day(one.day, other.day)
            over = any_of(
                same,
                before(_told_until(one, family, world), other.day),
                before(_told_until(other, family, world), one.day),
            )
            yield Relation(over, literals, head, why)
            if not family.ended_between(one, other):
                unbroken = assumption(f"unbroken:{family.subject}/{family.property.name}")
                yield Relation(same, literals | {unbroken}, head, why)


def _told_until(start: Start, family: StateFamily, world: World) -> Term:
    """The last day for which the claim itself tells that the value held: before its own end, or publication."""
    own = [end.day.shifted(-1) for end in family.ends if end.statement is start.statement and end.value == start.value]
    return own[0] if own else world.clock.published(start.statement.claim.source)
