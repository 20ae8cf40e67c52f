"""A state that excludes, or needs, another one the claims speak against.

A wholly owned company has no shares to trade, and a traded one is listed. The vocabulary relates two states of one
subject on the same day with `conflicts-with` and `requires`. A clash shows that two articles tell different stories
without ever giving one question two answers.

To mend a finding, check the day of each claim and whether both mean the same subject, not a parent or a branch of it.

**Flagged:**

    entities: {firm: {type: company}}
    properties:
      ownership: {kind: state, values: [wholly-owned, joint]}
      shares: {kind: state, values: [traded, suspended], conflicts-with: {property: ownership, is: wholly-owned}}
    morning: [{subject: firm, property: shares, is: traded, during: 2023}]  # <-- shares cannot go with ownership
    evening: [{subject: firm, property: ownership, is: wholly-owned, at: 2023-06-01}]  # <-- conflicting-properties

**Flagged:**

    entities: {firm: {type: company}}
    properties:
      listing: {kind: state, values: [listed, unlisted]}
      shares: {kind: state, values: [traded, suspended], requires: {property: listing, is: listed}}
    morning: [{subject: firm, property: shares, is: traded, during: 2023}]  # <-- shares needs listing listed
    evening: [{subject: firm, property: listing, is: unlisted, at: 2023-06-01}]  # <-- contradiction

**Accepted, because the two are of different days:**

    entities: {firm: {type: company}}
    properties:
      ownership: {kind: state, values: [wholly-owned, joint]}
      shares: {kind: state, values: [traded, suspended], conflicts-with: {property: ownership, is: wholly-owned}}
    morning: [{subject: firm, property: shares, is: traded, during: 2023}]
    evening: [{subject: firm, property: ownership, is: wholly-owned, at: 2022-06-01}]

**Accepted, because a joint company can have shares:**

    entities: {firm: {type: company}}
    properties:
      ownership: {kind: state, values: [wholly-owned, joint]}
      shares: {kind: state, values: [traded, suspended], conflicts-with: {property: ownership, is: wholly-owned}}
    morning: [{subject: firm, property: shares, is: traded, during: 2023}]
    evening: [{subject: firm, property: ownership, is: joint, at: 2023-06-01}]

**Accepted, because nobody says that the firm is not listed:**

    entities: {firm: {type: company}}
    properties:
      listing: {kind: state, values: [listed, unlisted]}
      shares: {kind: state, values: [traded, suspended], requires: {property: listing, is: listed}}
    morning: [{subject: firm, property: shares, is: traded, during: 2023}]
    evening: [{subject: firm, property: listing, is: unlisted, at: 2022-06-01}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Relation, rule
from validator.judgement.states import Extent, StateFamily
from validator.judgement.world import World
from validator.records.claim import value_key
from validator.records.vocabulary import PropertyValue


@rule(over="state", weight=20)
def relate(family: StateFamily, world: World) -> Iterator[Relation]:
    for excluded in family.property.conflicts_with:
        why = f"{family.property.name} cannot go with {_words(excluded)}."
        for other in _others(family, excluded, world):
            wrong = [e for e in other.extents if e.positive and _matches(e, excluded)]
            yield from _apart(family, wrong, why)
    for needed in family.property.requires:
        why = f"{family.property.name} needs {_words(needed)}."
        for other in _others(family, needed, world):
            yield from _apart(family, [e for e in other.extents if _speaks_against(e, needed, other)], why)


def _others(family: StateFamily, wanted: PropertyValue, world: World) -> list[StateFamily]:
    return [o for o in world.states.values() if o.subject == family.subject and o.property.name == wanted.property]


def _matches(extent: Extent, wanted: PropertyValue) -> bool:
    return wanted.is_ is None or extent.value == value_key(wanted.is_)


def _speaks_against(extent: Extent, needed: PropertyValue, other: StateFamily) -> bool:
    if needed.is_ is None:
        return False
    same = extent.value == value_key(needed.is_)
    return not extent.positive if same else extent.positive and other.single


def _apart(family: StateFamily, wrong: list[Extent], why: str) -> Iterator[Relation]:
    for extent in family.extents:
        if extent.positive:
            for other in wrong:
                yield Relation(extent.run.apart_from(other.run), extent.literals | other.literals, family.question, why)


def _words(wanted: PropertyValue) -> str:
    return wanted.property if wanted.is_ is None else f"{wanted.property} {value_key(wanted.is_).lstrip('=')}"
