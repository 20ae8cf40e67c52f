"""Two values for what can have only one.

A state has one value a day, an event one day, a figure one amount.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.containment import compatible_values
from validator.judgement.rule import Relation, rule
from validator.judgement.states import StateFamily, clashes
from validator.judgement.words import label
from validator.judgement.world import World


@rule(over="state", weight=10)
def relate(family: StateFamily, world: World) -> Iterator[Relation]:
    def compatible(one: str, other: str) -> bool:
        return compatible_values(family, one, other, world.corpus.vocabulary)

    for one, other in clashes(family, compatible):
        if one.from_set is not None or other.from_set is not None:
            continue
        if one.value == other.value:
            why = f"One day cannot have {label(family, one.value, world)} and not have it."
        else:
            why = f"On one day it is either {label(family, one.value, world)} or {label(family, other.value, world)}."
        yield Relation(one.run.apart_from(other.run), one.literals | other.literals, family.question, why)
