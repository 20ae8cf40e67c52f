"""A member on a day on which another claim leaves it out.

A complete list, or a denial, and a claim of membership that must share a day.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.containment import compatible_values
from validator.judgement.rule import Relation, rule
from validator.judgement.sets import SetFamily
from validator.judgement.states import StateFamily, clashes
from validator.judgement.words import member_label
from validator.judgement.world import World


@rule(over="set", weight=20)
def relate(family: SetFamily, world: World) -> Iterator[Relation]:
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
