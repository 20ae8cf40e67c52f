"""A vocabulary as a cache keeps it: entities are made out of data one by one, as they are asked for.

Places are told from where an entity begins, so that one that only moves is kept as it is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from validator.doors.packing import packed, unpacked
from validator.records.loading import VOCABULARY
from validator.records.marks import FILE_START, Mark
from validator.records.vocabulary import SOURCE_TYPE, Entity, Property, Vocabulary
from validator.values.dataclass import dataclass


def is_vocabulary(path: str) -> bool:
    return path.startswith(f"{VOCABULARY}/")


@dataclass(frozen=True, slots=True)
class Listing:
    """Entities of a file in the order in which they are written: where each begins, by line and offset, and how long
    it is.
    """

    ids: Sequence[str] = ()
    lines: Sequence[int] = ()
    starts: Sequence[int] = ()
    lengths: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class KeptVocabulary:
    """What of a vocabulary its files define."""

    properties: tuple[Property, ...]
    assumptions: Mapping[str, str]
    look_ups: tuple[Any, ...]
    rows: Mapping[str, str]
    """For each entity what it states and, after a tab, its marks."""
    files: Mapping[str, Listing]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> KeptVocabulary:
        """Of a vocabulary without a fault."""
        own = [entity for entity in vocabulary.entities.values() if is_vocabulary(entity.file)]
        files: dict[str, list[Entity]] = {}
        for entity in sorted(own, key=lambda one: one.marks[""].index):
            files.setdefault(entity.file, []).append(entity)
        return cls(
            tuple(vocabulary.properties.values()),
            dict(vocabulary.assumptions),
            tuple(vocabulary.look_ups),
            {entity.id: row_of(entity) for entity in own},
            {file: listing_of(entities) for file, entities in files.items()},
        )

    def vocabulary(self, sources: Mapping[str, str]) -> Vocabulary:
        """The vocabulary with these sources, by id with their files."""
        return Vocabulary.known(
            _Entities(self.rows, self.files, sources),
            {property.name: property for property in self.properties},
            self.assumptions,
            self.look_ups,
        )

    def may_name(self, ids: Collection[str]) -> bool:
        """Whether one of these is defined by a file of the vocabulary, or named in what is stated there."""
        if not ids:
            return False
        properties = repr([[getattr(one, name) for name in one.__slots__] for one in self.properties])
        quoted = [_json(id) for id in ids]
        named = any(one in row for row in self.rows.values() for one in quoted)
        return named or any(id in self.rows or repr(id) in properties for id in ids)

    def stated(self, id: str) -> str | None:
        """What an entity states, wherever it is written; None for one that no file of the vocabulary defines."""
        row = self.rows.get(id)
        return None if row is None else row.partition("\t")[0]


class _Entities(Mapping[str, Entity]):
    """Entities by id, in the order of their ids."""

    def __init__(self, rows: Mapping[str, str], files: Mapping[str, Listing], sources: Mapping[str, str]) -> None:
        self._rows = rows
        self._files = files
        self._sources = sources
        self._numbers: list[tuple[str, dict[str, int]]] = []
        self._made: dict[str, Entity] = {}

    def __getitem__(self, id: str) -> Entity:
        made = self._made.get(id)
        if made is None:
            row = self._rows.get(id)
            made = Entity(id, SOURCE_TYPE, self._sources[id], {"": FILE_START}) if row is None else self._read(id, row)
            self._made[id] = made
        return made

    def _read(self, id: str, row: str) -> Entity:
        if not self._numbers:
            self._numbers = [(file, {id: n for n, id in enumerate(one.ids)}) for file, one in self._files.items()]
        file, number = next((file, numbers[id]) for file, numbers in self._numbers if id in numbers)
        return _entity(id, row, file, self._files[file].lines[number], self._files[file].starts[number])

    def __contains__(self, id: object) -> bool:
        return id in self._rows or id in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._rows.keys() | self._sources.keys()))

    def __len__(self) -> int:
        return len(self._rows.keys() | self._sources.keys())


def row_of(entity: Entity) -> str:
    said = [getattr(entity, name) for name in _STATED]
    line, _, _, _, start, _ = entity.marks[""]
    marks = {
        name: (m.line - line, m.column, m.end_line - line, m.end_column, m.index - start, m.end_index - start)
        for name, m in entity.marks.items()
    }
    return f"{_json(said)}\t{_json(marks)}"


def listing_of(entities: Iterable[Entity]) -> Listing:
    found = [
        (one.id, mark.line, mark.index, mark.end_index - mark.index) for one in entities for mark in (one.marks[""],)
    ]
    ids, lines, starts, lengths = zip(*found, strict=True) if found else ((),) * 4
    return Listing(ids, lines, starts, lengths)


_STATED = tuple(name for name in Entity.__slots__ if name not in ("id", "file", "marks"))


def _entity(id: str, row: str, file: str, line: int, start: int) -> Entity:
    said, marks = map(json.loads, row.split("\t"))
    fields: dict[str, Any] = {
        name: tuple(one) if isinstance(one, list) else one for name, one in zip(_STATED, said, strict=True)
    }
    fields["names"] = {language: tuple(names) for language, names in fields["names"].items()}
    placed = {
        name: Mark(first + line, column, last + line, end_column, index + start, end + start)
        for name, (first, column, last, end_column, index, end) in marks.items()
    }
    return Entity(id=id, file=file, marks=placed, **fields)


def as_text(kept: KeptVocabulary) -> str:
    head = {
        "properties": [packed(one) for one in kept.properties],
        "assumptions": kept.assumptions,
        "look_ups": kept.look_ups,
        "files": {file: [" ".join(one.ids), one.lines, one.starts, one.lengths] for file, one in kept.files.items()},
    }
    return "\n".join([_json(head), *(f"{id}\t{row}" for id, row in kept.rows.items())])


def from_text(text: str) -> KeptVocabulary:
    """What was kept. Raises `ValueError`, `TypeError` or `KeyError` for another text."""
    head, *lines = text.split("\n")
    stated = json.loads(head)
    names, groups, identities = stated["look_ups"]
    return KeptVocabulary(
        tuple(unpacked(one) for one in stated["properties"]),
        stated["assumptions"],
        (
            {name: tuple(ids) for name, ids in names.items()},
            {member: tuple(ids) for member, ids in groups.items()},
            tuple((one, other) for one, other in identities),
        ),
        dict([line.split("\t", 1) for line in lines]),
        {file: Listing(ids.split(), *places) for file, (ids, *places) in stated["files"].items()},
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
