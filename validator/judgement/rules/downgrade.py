"""A lower rung of a ladder after a higher one.

States on a ladder do not move down unless a source says so; the assumption is named `no-downgrade`.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.constraints import assumption
from validator.judgement.rule import Relation, rule
from validator.judgement.states import StateFamily
from validator.judgement.words import label
from validator.judgement.world import World


@rule(over="state", weight=30)
def relate(family: StateFamily, world: World) -> Iterator[Relation]:
    if not family.property.ladder:
        return
    on_ladder = [(e, height) for e in family.extents if e.positive and (height := family.rung(e.value)) is not None]
    for higher, top in on_ladder:
        if family.defeats(higher.value, later_denial=False):
            continue
        for lower, height in on_ladder:
            if height < top:
                head = higher.from_set or lower.from_set or family.question
                up, down = label(family, higher.value, world), label(family, lower.value, world)
                why = f"Assuming no downgrade, every day at {down} comes before every day at {up}."
                literals = higher.literals | lower.literals | {assumption("no-downgrade")}
                yield Relation(lower.run.ends_before(higher.run), literals, head, why)
