"""Which sources and which parts of a corpus a change of its vocabulary bears on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from validator.doors.kept_told import stated
from validator.doors.kept_vocabulary import KeptVocabulary
from validator.doors.vocabulary_again import read_again
from validator.judgement.findings import Finding
from validator.records.claim_reading import misspelt
from validator.records.files import FileError, Files
from validator.records.loading import VOCABULARY, load_vocabulary
from validator.records.vocabulary import Vocabulary, fold_name
from validator.records.yaml_reader import MAX_BYTES, decode
from validator.values.dataclass import dataclass

MOST: Final = 200
"""Entities of which more may not change, for then most claims would be read again."""
_ESCAPE: Final = "\\"
_FIRST_UNSPACED: Final = "\u0e00"


class TooMuchChangedError(Exception):
    """The whole corpus has to be read."""


@dataclass(frozen=True, slots=True)
class VocabularyNow:
    """A vocabulary after a change of its files."""

    vocabulary: Vocabulary
    of_files: KeptVocabulary
    changed: frozenset[str]
    """Entities that state something else than they did."""
    files: frozenset[str]
    """Those of its files that are other ones, or all."""
    read: frozenset[str] | None
    """Entities that were read again, where not all were."""

    def told_anew(self, whole: Iterable[Finding], before: KeptVocabulary) -> set[str]:
        """Entities on which a finding that tells of no claim has to be looked for, given those there were."""
        if self.read is None:
            return set(self.of_files.rows)
        found = set(self.read)
        for place in (finding.places[0] for finding in whole):
            listing = before.files.get(place.file)
            if place.file in self.files and listing is not None:
                found.add(listing.ids[max(0, bisect_right(listing.lines, place.line) - 1)])
        return found & self.of_files.rows.keys()


@dataclass(frozen=True, slots=True)
class VocabularyChange:
    """What of a vocabulary, and of sources, is not as it was."""

    entities: frozenset[str] = frozenset()
    """What is told of claims that know one of these may be told no more."""
    sources: frozenset[str] = frozenset()
    """Sources whose headers tell something else."""
    words: frozenset[str] = frozenset()
    """Ids and names of what has changed in the vocabulary, folded, and ids of sources that are gone."""

    def beside(self, other: VocabularyChange) -> VocabularyChange:
        """Both changes."""
        return VocabularyChange(self.entities | other.entities, self.sources | other.sources, self.words | other.words)

    def bears_on(self, content: bytes) -> bool:
        """Whether a source file may name what has changed; what it holds is then no more what it was."""
        if not self.words:
            return False
        if content.isascii() and not _may_hold(content.lower(), self.words):
            return False
        text = decode(content)[0]
        told = fold_name(text.replace("''", "'"))
        return _ESCAPE in text or any(_stands_in(word, told) for word in self.words)


def _may_hold(content: bytes, words: Iterable[str]) -> bool:
    """A quick look at plain text: whether an escape is in it, or of any word the first piece."""
    pieces = (word.split(" ")[0].split("'")[0] for word in words)
    return _ESCAPE.encode() in content or any(piece.encode() in content for piece in pieces)


def _stands_in(word: str, text: str) -> bool:
    """Whether a word is somewhere in a text and no part of a longer one, as far as its script sets words apart."""
    at = text.find(word)
    while at >= 0:
        after = text[at + len(word) : at + len(word) + 2]
        genitive = after[:1] == "s" and not _go_on(word[-1:], after[1:])
        if not _go_on(text[max(0, at - 1) : at], word[:1]) and (genitive or not _go_on(word[-1:], after[:1])):
            return True
        at = text.find(word, at + 1)
    return False


def _go_on(one: str, other: str) -> bool:
    """Whether two characters are surely of one word; in Thai, Chinese, Korean and others they need not be."""
    joined = one + other
    return len(joined) == 2 and all(c.isalnum() or c == "_" for c in joined) and max(joined) < _FIRST_UNSPACED


def vocabulary_now(
    files: Files, root: Path, before: KeptVocabulary, texts: Mapping[str, str] | None, sources: Mapping[str, str]
) -> VocabularyNow:
    """The vocabulary of a corpus with these sources, given what its files held (`texts`).

    Raises `TooMuchChangedError` where something is wrong with it.
    """
    contents = _contents(files)
    again = read_again(before, texts, contents, sources) if texts is not None and contents is not None else None
    if texts is not None and contents is not None and again is not None:
        now = {file: decode(data)[0] for file, data in contents.items()}
        others = frozenset(file for file, _ in now.items() ^ texts.items())
        return VocabularyNow(again.vocabulary, again.kept, again.changed, others, again.read)
    vocabulary, faults = load_vocabulary(files, root)
    if faults:
        raise TooMuchChangedError
    own = KeptVocabulary.of(vocabulary)
    changed = frozenset(id for id in before.rows.keys() | own.rows.keys() if before.stated(id) != own.stated(id))
    everywhere = {*before.files, *(contents or ()), *(one.file for one in vocabulary.properties.values())}
    return VocabularyNow(vocabulary, own, changed, frozenset(everywhere), None)


def _contents(files: Files) -> dict[str, bytes] | None:
    """The files of the vocabulary; None where there is one that is not as it should be."""
    try:
        names = [name for name in files.names(VOCABULARY) if name.lower().endswith((".yaml", ".yml"))]
        names = [name for name in names if not name.startswith(".")]
        if not all(name.endswith(".yaml") for name in names):
            return None
        return {f"{VOCABULARY}/{name}": files.read(f"{VOCABULARY}/{name}", MAX_BYTES) for name in names}
    except FileError:
        return None


def vocabulary_change(
    before: Vocabulary, now: Vocabulary, changed: frozenset[str], scopes: Iterable[str]
) -> VocabularyChange:
    """What has changed in a vocabulary, given the entities that state something else and what claims are narrowed to
    in words of their own.

    Raises `TooMuchChangedError` where its properties, assumptions or identities are others, or many entities.
    """
    same = (
        before.identities == now.identities
        and dict(before.assumptions) == dict(now.assumptions)
        and _properties(before) == _properties(now)
    )
    if not same or len(changed) > MOST:
        raise TooMuchChangedError
    records = [entity for one in (before, now) for id in changed if (entity := one.entities.get(id)) is not None]
    words = {word for entity in records for word in (entity.id, *entity.all_names())}
    if may_mean(scopes, words):
        raise TooMuchChangedError
    groups = {group for entity in records for group in entity.member_of}
    return VocabularyChange(frozenset(changed | groups), words=frozenset(map(fold_name, words)))


def may_mean(scopes: Iterable[str], words: Collection[str]) -> bool:
    """Whether a scope in words of its own would be read as one of these ids and names, or refused as a slip for it."""
    folded = frozenset(map(fold_name, words))
    return any(fold_name(scope) in folded or misspelt(scope, words) is not None for scope in scopes)


def _properties(vocabulary: Vocabulary) -> Mapping[str, str]:
    return {name: stated(property) for name, property in vocabulary.properties.items()}
