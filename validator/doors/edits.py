"""What was edited in a corpus between two states of it: claims, source headers, texts, vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from validator.judgement.findings import Finding
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.files import FileError, Files
from validator.records.loading import CLAIMS, VOCABULARY
from validator.records.nodes import plain
from validator.records.source import Source
from validator.records.yaml_reader import MAX_BYTES, read_yaml
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.values.dataclass import dataclass, field

_SHOWN_ENTRIES: Final = 5
_LONGEST_VALUE: Final = 60
_HEADER: Final = ("published", "published_because", "via", "text", "language")
"""Fields of a source's header on which findings can rest."""

Entries = Mapping[tuple[str, str], object]
"""What a vocabulary defines: (`entities`, `VN`) -> the definition as written."""


@dataclass(frozen=True, slots=True)
class Edits:
    """Edits by what was edited, each with words that finish the sentence "gone because …"."""

    claims: Mapping[str, str] = field(default_factory=dict)
    """By full id: claims of the old state that were edited, removed or renamed."""
    added: Mapping[str, str] = field(default_factory=dict)
    """By full id: claims that only the new state has."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """By source id: headers and texts that were edited."""
    vocabulary: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By section and name."""
    files: frozenset[str] = frozenset()
    """Files of claims whose bytes differ."""

    def of_members(self, claims: Iterable[str]) -> list[str]:
        """Edits of claims, or of the sources they stand in."""
        said: dict[str, None] = {}
        for claim in claims:
            source = claim.split("/")[0]
            for words in (self.claims.get(claim), self.added.get(claim), self.sources.get(source)):
                if words is not None:
                    said[words] = None
        return list(said)

    def of_vocabulary(self, finding: Finding, involved: Iterable[str]) -> list[str]:
        """Edits of the vocabulary that a finding can rest on; all of them where none is seen to."""
        wanted = {("properties", finding.property), *(("entities", id) for id in involved)}
        wanted |= {("assumptions", name) for name in finding.assumptions}
        near = [words for entry, words in self.vocabulary.items() if entry in wanted]
        chosen = near or list(self.vocabulary.values())
        left_out = len(chosen) - _SHOWN_ENTRIES
        return chosen[:_SHOWN_ENTRIES] + ([f"{left_out} more entries of the vocabulary differ"] if left_out > 0 else [])

    def on_question(self, finding: Finding, corpus: Corpus) -> list[str]:
        """Claims on a finding's question that only the new state has: one of them may defeat an assumption."""
        return [
            words
            for claim in corpus.claims
            if (words := self.added.get(claim.full_id)) is not None
            and claim.property == finding.property
            and claim.full_id not in finding.claims
        ][:_SHOWN_ENTRIES]


def edits(old: Corpus, new: Corpus, old_files: Files, new_files: Files) -> Edits:
    """Every edit between two states of a corpus."""
    claims, added = _claims(old, new)
    return Edits(
        claims,
        added,
        _sources(old, new),
        _vocabulary(vocabulary_entries(old_files), vocabulary_entries(new_files)),
        frozenset(_changed_files(old_files, new_files)),
    )


def involved(claims: Iterable[str], corpus: Corpus) -> frozenset[str]:
    """Ids of the entities that claims name, in whatever field."""
    known = {claim.full_id: claim for claim in corpus.claims}
    words: set[str] = set()
    for id in claims:
        if id in known:
            words.update(_words(json.loads(known[id].content)))
    return frozenset(words & set(corpus.vocabulary.entities))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.replace(">", "+").split("+")
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _words(item)


def vocabulary_entries(files: Files) -> Entries:
    """The definitions of a vocabulary as written. Files that cannot be read are left out; the loader tells of them."""
    entries: dict[tuple[str, str], object] = {}
    for path in _yaml(files, VOCABULARY):
        root = read_yaml(_bytes(files, path)).root
        if isinstance(root, YamlMapping):
            for section, content in root.entries:
                if isinstance(content, YamlMapping):
                    entries |= {(section.text, name.text): plain(value) for name, value in content.entries}
    return entries


def _claims(old: Corpus, new: Corpus) -> tuple[dict[str, str], dict[str, str]]:
    before = {claim.full_id: claim for claim in old.claims}
    after = {claim.full_id: claim for claim in new.claims}
    fresh = {(claim.source, claim.content): id for id, claim in after.items() if id not in before}
    gone_sources = {source.id for source in old.sources} - {source.id for source in new.sources}
    changed: dict[str, str] = {}
    renamed: set[str] = set()
    for id, claim in before.items():
        other = after.get(id)
        if other is not None:
            if claim.content != other.content:
                changed[id] = f"claim {id} was edited ({_fields(claim, other)})"
        elif claim.source in gone_sources:
            changed[id] = f"source {claim.source} was removed"
        elif (claim.source, claim.content) in fresh:
            renamed.add(fresh[claim.source, claim.content])
        else:
            changed[id] = f"claim {id} was removed"
    added = {id: f"claim {id} was added" for id in after if id not in before and id not in renamed}
    return changed, added


def _fields(old: Claim, new: Claim) -> str:
    one, other = json.loads(old.content), json.loads(new.content)
    keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
    return "; ".join(f"{key}: {_shown(one.get(key))} → {_shown(other.get(key))}" for key in sorted(keys))


def _shown(value: object) -> str:
    """A value without the signs that tell terms and texts from entities."""
    values = value if isinstance(value, list) else ["nothing" if value is None else value]
    text = ", ".join(str(item).strip('="') for item in values)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _sources(old: Corpus, new: Corpus) -> dict[str, str]:
    after = {source.id: source for source in new.sources}
    found = {}
    for source in old.sources:
        other = after.get(source.id)
        if other is None:
            continue
        names = [name for name in _HEADER if _stated(source, name) != _stated(other, name)]
        texts = [corpus.texts.get(source.id) for corpus in (old, new)]
        words = [f"its `{name.replace('_', '-')}`" for name in names]
        if all(texts) and len({text.sha256 for text in texts if text is not None}) == 2:
            words.append("its archived text")
        if words:
            found[source.id] = f"source {source.id} was edited ({', '.join(words)})"
    return found


def _stated(source: Source, name: str) -> object:
    return source.published.text if name == "published" else getattr(source, name)


def _vocabulary(old: Entries, new: Entries) -> dict[tuple[str, str], str]:
    singular = {"entities": "entity", "properties": "property", "assumptions": "assumption"}
    found = {}
    for entry in sorted({*old, *new}):
        section, name = entry
        one, other = old.get(entry), new.get(entry)
        if one == other:
            continue
        what = f"{singular.get(section, section)} `{name}` of the vocabulary"
        if one is None or other is None:
            found[entry] = f"{what} was {'added' if one is None else 'removed'}"
        elif isinstance(one, dict) and isinstance(other, dict):
            keys = sorted(key for key in {**one, **other} if one.get(key) != other.get(key))
            found[entry] = f"{what} was edited ({', '.join(keys)})"
        else:
            found[entry] = f"{what} was edited"
    return found


def _changed_files(old: Files, new: Files) -> Iterator[str]:
    before, after = (set(_yaml(files, CLAIMS)) for files in (old, new))
    yield from before ^ after
    yield from (path for path in before & after if _bytes(old, path) != _bytes(new, path))


def _yaml(files: Files, folder: str) -> list[str]:
    try:
        return [f"{folder}/{name}" for name in files.names(folder) if name.endswith(".yaml")]
    except FileError:
        return []


def _bytes(files: Files, path: str) -> bytes:
    try:
        return files.read(path, MAX_BYTES)
    except FileError:
        return b""
