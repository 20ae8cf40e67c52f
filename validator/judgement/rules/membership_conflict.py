"""A member on a day on which another claim leaves it out.

A complete list says of everyone else that they are not on it. It clashes with a claim of membership, and a denial
(`not`) does too, wherever both must share a day. Two lists that may be of different days do not clash.

To mend a finding, check whether the list is meant to be complete (`only`) or gives examples (`has`), and of which day
it is. An article about a new member often lists the others as they were before.

**Flagged:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [CN], since: 2008}]  # <-- CN either is a member or is not
    evening: [{subject: VN, property: partners, only: [RU, IN], at: 2023-11-28}]  # <-- CN against only RU and IN

**Flagged:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [CN, RU], at: 2023-11-28}]  # <-- contradiction membership-conflict
    evening: [{subject: VN, property: partners, not: [CN], during: 2023}]  # <-- CN and RU against not CN

**Flagged:**

    entities: {VN: {type: country}, KR: {type: country}, TH: {type: country}, ASEAN: {type: group, members: [VN, TH]}}
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [KR], among: ASEAN, at: 2023}]  # <-- KR is not among ASEAN

**Tension, because both claims are undated and only assumed to be of the day they appeared:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning:
      published: 2023-11-28
      claims: [{subject: VN, property: partners, only: [RU, IN]}]  # <-- seen-at:morning/c1
    evening:
      published: 2023-11-28
      claims: [{subject: VN, property: partners, has: [CN]}]  # <-- CN against only RU and IN

**Accepted, because the list is of the day before the member joined:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [CN], since: 2023-11-27}]
    evening: [{subject: VN, property: partners, only: [RU, IN], at: 2023-11-26}]

**Accepted, because an article may list the members as they were before the news it tells:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning:
      published: 2023-11-28
      claims:
        - {subject: VN, property: partners, only: [RU, IN]}
        - {subject: VN, property: partners, has: [CN], since: 2023-11-27}

**Accepted, because the list gives examples:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [CN], since: 2008}]
    evening: [{subject: VN, property: partners, has: [RU, IN], at: 2023-11-28}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.containment import compatible_values
from validator.judgement.formulas import FALSE
from validator.judgement.rule import Relation, rule
from validator.judgement.sets import Scope, SetFamily
from validator.judgement.states import StateFamily, clashes, in_scope, member_entity
from validator.judgement.words import member_label
from validator.judgement.world import World
from validator.records.claim import value_key


@rule(over="set", weight=20)
def relate(family: SetFamily, world: World) -> Iterator[Relation]:
    yield from _outside_their_scope(family, world)
    for member, (slot, _) in sorted(family.members.items()):

        def compatible(one: str, other: str, slot: StateFamily = slot) -> bool:
            return compatible_values(slot, one, other, world.corpus.vocabulary)

        for one, other in clashes(slot, compatible):
            heads = {e.from_set for e in (one, other)} - {None}
            if slot.property.kind == "set":
                heads = {family.question}
            if not heads or min(heads, key=str) != family.question:
                continue
            why = f"On one day {member_label(family, member, world)} either is a member or is not."
            yield Relation(one.run.apart_from(other.run), one.literals | other.literals, family.question, why)


def _outside_their_scope(family: SetFamily, world: World) -> Iterator[Relation]:
    """A member told of within a scope that it surely does not pass."""
    vocabulary = world.corpus.vocabulary
    told: set[tuple[str, str]] = set()
    for member, (slot, _) in sorted(family.members.items()):
        for extent in slot.extents:
            claim = extent.statement.claim
            entity = member_entity(member, family.values)
            foreign = in_scope(entity, claim.among, claim.except_, vocabulary) is False
            if (
                not extent.positive
                or extent.from_set != family.question
                or not foreign
                or (claim.full_id, member) in told
            ):
                continue
            if member not in {value_key(v) for v in (*(claim.has or ()), *(claim.only or ()))}:
                continue
            told.add((claim.full_id, member))
            scope = Scope(claim.among, claim.except_).words
            why = f"{member_label(family, member, world)} is not {scope}."
            yield Relation(FALSE, extent.statement.literals, family.question, why)
