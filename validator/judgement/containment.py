"""Values of different fineness: Tokyo lies within Japan, so saying both is saying one thing."""

from __future__ import annotations

from validator.judgement.states import StateFamily
from validator.records.claim import EntityValue
from validator.records.vocabulary import Vocabulary


def compatible_values(family: StateFamily, one: str, other: str, vocabulary: Vocabulary) -> bool:
    """Whether one value is a finer naming of the other along the property's `within`."""
    if family.property.within is None:
        return False
    first, second = family.values.get(one), family.values.get(other)
    if not isinstance(first, EntityValue) or not isinstance(second, EntityValue):
        return False
    return related(first.id, second.id, vocabulary)


def related(one: str, other: str, vocabulary: Vocabulary) -> bool:
    """Whether one entity is, or lies in, or belongs to the other."""
    return one == other or other in containers(one, vocabulary) or one in containers(other, vocabulary)


def containers(entity: str, vocabulary: Vocabulary) -> frozenset[str]:
    above = vocabulary.ancestors(entity)
    return above.located_in | above.part_of | above.member_of


def surely_apart(one: str, other: str, vocabulary: Vocabulary) -> bool:
    """Two places that cannot be the same: of one type and unlike, or within such.

    A place whose surroundings the vocabulary does not give is not accused.
    """
    if related(one, other, vocabulary):
        return False
    for first in (one, *sorted(_surroundings(one, vocabulary))):
        for second in (other, *sorted(_surroundings(other, vocabulary))):
            known = vocabulary.entities.get(first), vocabulary.entities.get(second)
            if first != second and None not in known and known[0].type == known[1].type:  # type: ignore[union-attr]
                return True
    return False


def _surroundings(entity: str, vocabulary: Vocabulary) -> frozenset[str]:
    above = vocabulary.ancestors(entity)
    return above.located_in | above.part_of
