"""Two holders of what has one holder at a time.

A property marked `exclusive` gives each value to one subject a day: one country chairs a group, one person holds an
office. On a set it gives each member to one set: a player belongs to one club. Two articles that name different
holders for one day disagree, however little else they share.

To mend a finding, check the day of each claim first; a handover is often dated by its ceremony. A deputy or an acting
holder is another office.

**Flagged:**

    entities: {VN: {type: country}, BN: {type: country}, ASEAN: {type: group}}
    properties: {chairs: {kind: state, exclusive: true}}
    morning: [{subject: VN, property: chairs, is: ASEAN, during: 2020}]  # <-- ASEAN has one holder at a time
    evening: [{subject: BN, property: chairs, is: ASEAN, at: 2020-11-20}]  # <-- contradiction two-holders

**Flagged:**

    entities: {reds: {type: club}, blues: {type: club}, kim: {type: player}}
    properties: {squad: {kind: set, exclusive: true}}
    morning: [{subject: reds, property: squad, has: [kim], during: 2020}]  # <-- kim has one holder at a time
    evening: [{subject: blues, property: squad, has: [kim], at: 2020-11-20}]  # <-- contradiction two-holders

**Accepted, because the handover was on one day, on which either may hold it:**

    entities: {VN: {type: country}, BN: {type: country}, ASEAN: {type: group}}
    properties: {chairs: {kind: state, exclusive: true}}
    morning: [{subject: VN, property: chairs, is: ASEAN, until: 2020-11-15}]
    evening: [{subject: BN, property: chairs, is: ASEAN, since: 2020-11-15}]

**Accepted, because each is seen on some day of the year, not all through it:**

    entities: {VN: {type: country}, BN: {type: country}, ASEAN: {type: group}}
    properties: {chairs: {kind: state, exclusive: true}}
    morning: [{subject: VN, property: chairs, is: ASEAN, at: 2020}]
    evening: [{subject: BN, property: chairs, is: ASEAN, at: 2020}]

**Accepted, because a player may change clubs:**

    entities: {reds: {type: club}, blues: {type: club}, kim: {type: player}}
    properties: {squad: {kind: set, exclusive: true}}
    morning: [{subject: reds, property: squad, has: [kim], since: 2018}]
    evening: [{subject: blues, property: squad, has: [kim], at: 2024-11-20}]

**Accepted, because they hold different things:**

    entities: {VN: {type: country}, BN: {type: country}, ASEAN: {type: group}, APEC: {type: group}}
    properties: {chairs: {kind: state, exclusive: true}}
    morning: [{subject: VN, property: chairs, is: ASEAN, during: 2020}]
    evening: [{subject: BN, property: chairs, is: APEC, at: 2020-11-20}]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from validator.judgement.constraints import Question
from validator.judgement.rule import Relation, rule
from validator.judgement.states import Extent, StateFamily
from validator.judgement.words import label
from validator.judgement.world import World


@rule(over="world", weight=20)
def relate(world: World, _: World) -> Iterator[Relation]:
    held: dict[tuple[str, str], list[tuple[StateFamily, Extent]]] = defaultdict(list)
    members = (slot for s in world.sets.values() for slot, _ in s.members.values())
    for family in (*world.states.values(), *(slot for slot in members if slot.property.kind == "set")):
        if family.property.exclusive:
            for extent in family.extents:
                if extent.positive:
                    held[family.property.name, extent.value].append((family, extent))
    for (property, value), holders in sorted(held.items()):
        for index, (family, one) in enumerate(holders):
            for other_family, other in holders[index + 1 :]:
                if family.subject == other_family.subject:
                    continue
                name = label(family, value, world)
                why = f"{name} has one holder at a time."
                head = Question(value, property, "holder")
                yield Relation(one.run.apart_from(other.run), one.literals | other.literals, head, why)
