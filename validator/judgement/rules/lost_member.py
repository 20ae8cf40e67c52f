"""A member that a later complete list leaves out.

Members stay members unless a source says otherwise. A complete list of a later day that lacks an earlier member is
therefore suspicious: the list is older than its article, speaks of something narrower, or a departure went untold. The
assumption is named: `members-persist`, or `no-downgrade` for a set that derives from the top rung of a ladder. A set
that only grows (`grows-only`) keeps its members by definition and needs no assumption.

To mend a finding, check how complete the later list is (`has` instead of `only`), of which day and in which scope. If
the member left, encode the passage that says so (`until`, or a later `not`): it defeats the assumption for that member.

**Flagged:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning:
      published: 2020-01-01
      claims: [{subject: VN, property: partners, has: [CN], since: 2008}]  # <-- Once CN is a member, it stays one
    evening: [{subject: VN, property: partners, only: [RU, IN], at: 2023-11-28}]  # <-- lost-member members-persist

**Flagged:**

    entities: [envoy, CN, RU, IN]
    properties: {visited: {kind: set, grows-only: true}}
    morning: [{subject: envoy, property: visited, has: [CN], at: 2020-01-01}]  # <-- contradiction lost-member
    evening: [{subject: envoy, property: visited, only: [RU, IN], at: 2023-11-28}]  # <-- CN against only RU and IN

**Accepted, because a source says that the membership ended:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [CN], since: 2008, until: 2020}]
    evening: [{subject: VN, property: partners, only: [RU, IN], at: 2023-11-28}]

**Accepted, because the list is the older of the two:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [CN], at: 2023-11-28}]
    evening: [{subject: VN, property: partners, only: [RU, IN], at: 2020-01-01}]

**Accepted, because the list is complete only within a group that the member is outside of:**

    entities: {VN: {type: country}, CN: {type: country}, TH: {type: country}, ASEAN: {type: group, members: [VN, TH]}}
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [CN], at: 2020-01-01}]
    evening: [{subject: VN, property: partners, only: [TH], among: ASEAN, at: 2023-11-28}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Relation, rule
from validator.judgement.sets import SetFamily
from validator.judgement.states import persistence
from validator.judgement.words import member_label
from validator.judgement.world import World


@rule(over="set", weight=25)
def relate(family: SetFamily, world: World) -> Iterator[Relation]:
    for member, (slot, value) in sorted(family.members.items()):
        kept = persistence(slot, value)
        if kept is None:
            continue
        positive = [e for e in slot.extents if e.value == value and e.positive]
        negative = [e for e in slot.extents if e.value == value and not e.positive and e.edge != "end"]
        for held in positive:
            for lacking in negative:
                heads = {e.from_set for e in (held, lacking)} - {None}
                if slot.property.kind != "set" and (not heads or min(heads, key=str) != family.question):
                    continue
                if held.statement.id == lacking.statement.id:
                    continue
                why = f"Once {member_label(family, member, world)} is a member, it stays one."
                yield Relation(
                    lacking.run.ends_before(held.run),
                    held.literals | lacking.literals | kept.literals,
                    family.question,
                    why,
                )
