"""A vocabulary as a cache keeps it: entities are made out of data one by one, as they are asked for."""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import Any

from validator.doors.packing import packed, unpacked
from validator.records.marks import FILE_START
from validator.records.vocabulary import SOURCE_TYPE, Entity, Vocabulary


class _Entities(Mapping[str, Entity]):
    """Entities by id, in the order of their ids."""

    def __init__(self, written: dict[str, str], sources: Mapping[str, str]) -> None:
        self._written = written
        self._sources = sources
        self._made: dict[str, Entity] = {}

    def __getitem__(self, id: str) -> Entity:
        made = self._made.get(id)
        if made is None:
            if id in self._written:
                made = unpacked(json.loads(self._written[id]))
            else:
                made = Entity(id, SOURCE_TYPE, self._sources[id], {"": FILE_START})
            self._made[id] = made
        return made

    def __contains__(self, id: object) -> bool:
        return id in self._written or id in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._written.keys() | self._sources.keys()))

    def __len__(self) -> int:
        return len(self._written.keys() | self._sources.keys())


def as_text(vocabulary: Vocabulary, statements: Mapping[str, str]) -> str:
    """A vocabulary with those entities of which there are `statements`: a digest of what each of them states."""
    names, groups, identities = vocabulary.look_ups
    stated = {
        "properties": [packed(one) for one in vocabulary.properties.values()],
        "assumptions": dict(vocabulary.assumptions),
        "look_ups": [names, groups, identities],
    }
    lines = (f"{id}\t{told}\t{_json(packed(vocabulary.entities[id]))}" for id, told in statements.items())
    return "\n".join([_json(stated), *lines])


def from_text(text: str, sources: Mapping[str, str]) -> tuple[Vocabulary, dict[str, str]]:
    """The vocabulary that was kept, with these sources (ids with their files), and the statements.

    Raises `ValueError`, `TypeError` or `KeyError` for another text.
    """
    head, *lines = text.split("\n")
    stated = json.loads(head)
    names, groups, identities = stated["look_ups"]
    properties = [unpacked(one) for one in stated["properties"]]
    rows = [line.split("\t", 2) for line in lines]
    vocabulary = Vocabulary.known(
        _Entities({id: written for id, _, written in rows}, sources),
        {property.name: property for property in properties},
        stated["assumptions"],
        (
            {name: tuple(ids) for name, ids in names.items()},
            {member: tuple(ids) for member, ids in groups.items()},
            tuple((one, other) for one, other in identities),
        ),
    )
    return vocabulary, {id: told for id, told, _ in rows}


def with_sources(vocabulary: Vocabulary, sources: Mapping[str, str]) -> Vocabulary:
    """The same vocabulary with further sources, given by id with their files."""
    new = {id: Entity(id, SOURCE_TYPE, file, {"": FILE_START}) for id, file in sources.items()}
    entities = ChainMap(new, vocabulary.entities)  # type: ignore[arg-type]  # nothing is ever written
    return Vocabulary.known(entities, vocabulary.properties, vocabulary.assumptions, vocabulary.look_ups)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
