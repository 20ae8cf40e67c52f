"""The names of a vocabulary in a JSON Schema: entities, pairs of them, and words from a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from validator.records.claim import Subject
from validator.records.source_reading import SOURCE_ID
from validator.records.subject_types import ANY, fits
from validator.records.vocabulary import SOURCE_TYPE, Property, Vocabulary
from validator.values.dataclass import dataclass, field

Json = dict[str, Any]

_PAIR: Final = "-pair"
_ORDERED: Final = "ordered-"
_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_DECIMAL: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_TRUTH: Final = {"true": True, "false": False}
_SYNTAX: Final = re.compile(r"([\\^$.*+?()\[\]{}|/])")
"""What has a meaning of its own in a regular expression of ECMA-262, which JSON Schema uses."""


def text() -> Json:
    """A text that is not blank, or what an editor takes it for."""
    return {"type": ["string", "number", "boolean"], "pattern": r"\S"}


def texts(one: Json, *, least: int = 0, unique: bool = False) -> Json:
    """One text, or a list of them."""
    listed: Json = {"type": "array", "items": one}
    if least:
        listed["minItems"] = least
    if unique:
        listed["uniqueItems"] = True
    return {"anyOf": [one, listed]}


def one_of(words: Iterable[str] | Mapping[str, str]) -> Json:
    """One of some words; where they come with a description, editors show it."""
    described = words if isinstance(words, Mapping) else dict.fromkeys(words, "")
    written = [(form, help) for word, help in described.items() for form in as_an_editor_reads_it(word)]
    found: Json = {"enum": [form for form, _ in written]}
    if any(help for _, help in written):
        found["enumDescriptions"] = [help for _, help in written]
    return found


def as_an_editor_reads_it(word: str) -> list[str | int | float | bool]:
    """A text, and the number or truth value that the core schema of YAML 1.2 makes of it."""
    forms: list[str | int | float | bool] = [word]
    if _INTEGER.fullmatch(word):
        forms.append(int(word))
    elif _DECIMAL.fullmatch(word):
        forms.append(float(word))
    elif word.lower() in _TRUTH:
        forms.append(_TRUTH[word.lower()])
    return forms


@dataclass(slots=True)
class Names:
    """Definitions of the entities of a vocabulary by type, made as they are asked for."""

    vocabulary: Vocabulary
    definitions: dict[str, Json] = field(default_factory=dict)

    def entity(self, types: tuple[str, ...]) -> Json:
        """An entity of one of the types (of any, where none is given), by its id or by a name in any language."""
        key = "entity" if not types else f"entity-{'-or-'.join(types)}"
        if key not in self.definitions:
            ids = [id for id, entity in self.vocabulary.entities.items() if not types or entity.type in types]
            self.definitions[key] = self._named(ids)
        return {"$ref": f"#/$defs/{_pointer(key)}"}

    def subject(self, types: tuple[str, ...], *, ordered: bool = True) -> Json:
        """A subject of one of the types: an entity, a pair `JP+VN`, or an ordered pair `US>VN` where that may be."""
        key = "subject" + (f"-{'-or-'.join(types)}" if types else "") + ("" if ordered else "-unordered")
        if key not in self.definitions:
            self.definitions[key] = self._subject(types, ordered)
        return {"$ref": f"#/$defs/{_pointer(key)}"}

    def _subject(self, types: tuple[str, ...], ordered: bool) -> Json:
        question = Property("", "state", "", {}, subject=types, symmetric=not ordered)
        fitting = [id for id in self.vocabulary.entities if fits(Subject.entity(id), question, self.vocabulary)]
        alternatives = [self._named(fitting)] if fitting else []
        for expected in types or (ANY,):
            pair = self._pair(expected, ordered)
            if pair is not None:
                alternatives.append(pair)
        if SOURCE_TYPE in types:
            # A file that is being written is a source before the schema knows of it.
            alternatives.append({"type": ["string", "number"], "pattern": f"^{SOURCE_ID.pattern}$"})
        return {"anyOf": alternatives} if alternatives else {"not": {}}

    def _pair(self, expected: str, ordered: bool) -> Json | None:
        if expected != ANY and not expected.endswith(_PAIR):
            return None
        joins = ">" if expected.startswith(_ORDERED) else "+>"
        member = expected.removeprefix(_ORDERED).removesuffix(_PAIR)
        members = [id for id, e in self.vocabulary.entities.items() if member == ANY or e.type == member]
        words = {*members, *(name for name in self._names_of(members) if "\n" not in name)}
        joins = joins if ordered else joins.replace(">", "")
        if not words or not joins:
            return None
        one = "|".join(_SYNTAX.sub(r"\\\1", word) for word in sorted(words, key=lambda word: (-len(word), word)))
        return {"type": "string", "pattern": rf"^\s*(?:{one})\s*[{joins}]\s*(?:{one})\s*$"}

    def _named(self, ids: list[str]) -> Json:
        by_id = one_of({id: self.vocabulary.name(id) for id in ids})
        names = sorted(set(self._names_of(ids)) - set(ids))
        return {"anyOf": [by_id, one_of(names)]} if names else by_id

    def _names_of(self, ids: Iterable[str]) -> list[str]:
        """Names that mean one entity of the whole vocabulary; the loader refuses the others."""
        entities = self.vocabulary.entities
        return [name for id in ids for name in entities[id].all_names() if len(self.vocabulary.resolve(name)) == 1]


def _pointer(key: str) -> str:
    """A key in a reference (RFC 6901, RFC 3986)."""
    from urllib.parse import quote

    return quote(key.replace("~", "~0").replace("/", "~1"), safe="~")
