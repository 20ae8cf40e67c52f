"""Two holders of what has one holder at a time.

A property marked `exclusive` gives each value to one subject a day: two people are not prime minister of one country together.
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
    for family in world.states.values():
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
