"""Values that a quote does not name, where it names another entity of the same type that the claim does not mention."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from validator.records.claim import Claim
from validator.records.naming import Names
from validator.records.source import Source
from validator.records.value import EntityValue, Value
from validator.records.vocabulary import Entity, Vocabulary, fold_name
from validator.values.dataclass import dataclass

_TENTHS: Final = 7
"""How much of a word has to stand in a quote for the word to be named there: endings change with case and number."""
_SHORTEST: Final = 3
_WRITTEN_BY_HAND: Final = ".yaml"


@dataclass(frozen=True, slots=True)
class NamedOtherwise:
    """A value that the quote does not name."""

    field: str
    """Where the claim states it: `is`, `has.2`."""
    value: str
    """The id of the entity."""
    others: tuple[str, ...]
    """What the quote names in its place, in the words of the quote."""


def named_otherwise(claim: Claim, source: Source, vocabulary: Vocabulary) -> Iterator[NamedOtherwise]:
    """The values of a claim that its quote does not name, where it names another entity of their type.

    Only entities of YAML files count, and only values that have a name in the language of the source. A name is also
    recognised by the greater part of one of its words. Not told as another is whatever the claim mentions elsewhere,
    who publishes or is drawn on, what contains one of them or lies in it, and what may be the same. A claim with `fix`
    says itself that its words are to be read otherwise.
    """
    unnamed = list(_unnamed(claim, vocabulary))
    if not unnamed or claim.fix:
        return
    entities = vocabulary.entities
    borne = {id: entities[id] for id in sorted(vocabulary.named_in(_quote(claim))) if _is_written(entities[id])}
    if not borne:
        return
    found = Names(Vocabulary(borne, {}, {})).find(_quote(claim), source.language)
    told_by = {fold_name(name) for name in (source.publisher, *source.via) if name}
    known = {*claim.mentioned, *claim.except_, *([claim.among] if claim.among else [])}
    known |= {id for id, one in borne.items() if not told_by.isdisjoint(map(fold_name, (id, *one.all_names())))}
    strange = [one for one in found if one.sure and not any(_belongs(id, known, vocabulary) for id in one.ids)]
    for field, entity in unnamed:
        if not _has_name_in(entity, source.language):
            continue
        others = [one.words for one in strange if any(entities[id].type == entity.type for id in one.ids)]
        if others:
            yield NamedOtherwise(field, entity.id, tuple(dict.fromkeys(others)))


def bearers(claim: Claim, vocabulary: Vocabulary) -> set[str]:
    """All entities on which `named_otherwise` depends beside those that the claim mentions."""
    return vocabulary.named_in(_quote(claim)) if any(_unnamed(claim, vocabulary)) else set()


def _unnamed(claim: Claim, vocabulary: Vocabulary) -> Iterator[tuple[str, Entity]]:
    quote = folded = ""
    for field, value in _stated(claim):
        entity = vocabulary.entities.get(value.id) if isinstance(value, EntityValue) else None
        if entity is None or not entity.names or not _is_written(entity):
            continue
        quote = quote or _quote(claim)
        if any(name in quote for name in entity.all_names()):
            continue
        folded = folded or fold_name(quote)
        if not any(stem in folded for name in entity.all_names() for stem in _stems(name)):
            yield field, entity


def _stated(claim: Claim) -> Iterator[tuple[str, Value]]:
    if claim.is_ is not None:
        yield "is", claim.is_
    for field, values in (("has", claim.has), ("only", claim.only), ("not", claim.not_)):
        for number, value in enumerate(values or ()):
            yield f"{field}.{number}", value


def _quote(claim: Claim) -> str:
    return unicodedata.normalize("NFC", " … ".join(" ".join(quote.split()) for quote in claim.quotes))


def _is_written(entity: Entity) -> bool:
    return entity.file.endswith(_WRITTEN_BY_HAND)


def _has_name_in(entity: Entity, language: str) -> bool:
    primary = language.split("-")[0].lower()
    return any(tag.split("-")[0].lower() == primary for tag in entity.names)


@lru_cache(maxsize=4096)
def _stems(name: str) -> tuple[str, ...]:
    words = [word.strip(".,()'\"") for word in fold_name(name).split()]
    return tuple(word[: max(_SHORTEST, -(-len(word) * _TENTHS // 10))] for word in words if word)


def _belongs(id: str, mentioned: set[str], vocabulary: Vocabulary) -> bool:
    """Whether an entity is mentioned, or contains one that is, or lies in it, or may be the same."""
    if id in mentioned or not mentioned.isdisjoint(_above(id, vocabulary)):
        return True
    if any(id in _above(one, vocabulary) for one in mentioned):
        return True
    return any(id in pair and not mentioned.isdisjoint(pair) for pair in vocabulary.identities)


def _above(id: str, vocabulary: Vocabulary) -> frozenset[str]:
    above = vocabulary.ancestors(id)
    return above.member_of | above.located_in | above.part_of
