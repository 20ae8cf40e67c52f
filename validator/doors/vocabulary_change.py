"""Which sources and which parts of a corpus a change of its vocabulary bears on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from validator.doors.cache import digest
from validator.doors.kept_told import stated
from validator.records.claim_reading import misspelt
from validator.records.loading import VOCABULARY
from validator.records.vocabulary import Vocabulary, fold_name
from validator.records.yaml_reader import decode
from validator.values.dataclass import dataclass

MOST: Final = 200
"""Entities of which more may not change, for then most claims would be read again."""
_ESCAPE: Final = "\\"


class TooMuchChangedError(Exception):
    """The whole corpus has to be read."""


@dataclass(frozen=True, slots=True)
class VocabularyChange:
    """What of a vocabulary, and of sources, is not as it was."""

    entities: frozenset[str] = frozenset()
    """What is told of claims that know one of these may be told no more."""
    sources: frozenset[str] = frozenset()
    """Sources whose headers tell something else."""
    words: frozenset[str] = frozenset()
    """Ids and names of what has changed in the vocabulary, folded."""

    def bears_on(self, content: bytes) -> bool:
        """Whether a source file may name what has changed; what it holds is then no more what it was."""
        if not self.words:
            return False
        text = decode(content)[0]
        told = fold_name(text.replace("''", "'"))
        return _ESCAPE in text or any(_stands_in(word, told) for word in self.words)


def _stands_in(word: str, text: str) -> bool:
    """Whether a word is somewhere in a text and no part of a longer one."""
    at = text.find(word)
    while at >= 0:
        around = text[max(0, at - 1) : at] + text[at + len(word) : at + len(word) + 1]
        if not any(character.isalnum() or character == "_" for character in around):
            return True
        at = text.find(word, at + 1)
    return False


def is_vocabulary(path: str) -> bool:
    return path.startswith(f"{VOCABULARY}/")


def statements(vocabulary: Vocabulary) -> dict[str, str]:
    """A digest of what each entity states, but for sources that only their own files define."""
    return {id: digest(stated(entity)) for id, entity in vocabulary.entities.items() if is_vocabulary(entity.file)}


def vocabulary_change(
    before: Vocabulary,
    stated_before: Mapping[str, str],
    now: Vocabulary,
    stated_now: Mapping[str, str],
    scopes: Iterable[str],
) -> VocabularyChange:
    """What has changed in a vocabulary, given what claims are narrowed to in words of their own.

    Raises `TooMuchChangedError` where its properties, assumptions or identities are others, or many entities.
    """
    same = (
        before.identities == now.identities
        and dict(before.assumptions) == dict(now.assumptions)
        and _properties(before) == _properties(now)
    )
    changed = {id for id, _ in stated_before.items() ^ stated_now.items()}
    if not same or len(changed) > MOST:
        raise TooMuchChangedError
    words = {word for vocabulary in (before, now) for word in _words_of(changed, vocabulary)}
    if may_mean(scopes, words):
        raise TooMuchChangedError
    groups = {group for vocabulary in (before, now) for id in changed for group in vocabulary.ancestors(id).member_of}
    return VocabularyChange(frozenset(changed | groups), words=frozenset(map(fold_name, words)))


def may_mean(scopes: Iterable[str], words: Collection[str]) -> bool:
    """Whether a scope in words of its own would be read as one of these ids and names, or refused as a slip for it."""
    folded = frozenset(map(fold_name, words))
    return any(fold_name(scope) in folded or misspelt(scope, words) is not None for scope in scopes)


def _properties(vocabulary: Vocabulary) -> Mapping[str, str]:
    return {name: stated(property) for name, property in vocabulary.properties.items()}


def _words_of(ids: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    for id in ids:
        entity = vocabulary.entities.get(id)
        if entity is not None:
            yield id
            yield from entity.all_names()
