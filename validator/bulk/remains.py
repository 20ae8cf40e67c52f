"""What the screen leaves of the rows of a corpus: components of suspicious claims, and the rows they are made of, with
their sources and entities, as they were written.

It suffices for judging these claims without the interned ones. What is not at hand is looked up among the interned
claims, where these are open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

from validator.bulk.alike import RowReader, SourceRowReader
from validator.bulk.camps import Camps
from validator.bulk.hot import Clash, Heat
from validator.bulk.layout import BulkFiles
from validator.bulk.remarks import Remark
from validator.bulk.rows import Row, entity_of_row, parts_of, texts_of
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.loading import paused_collector
from validator.records.marks import FaultLog
from validator.records.source import Source
from validator.records.vocabulary import Entity, Vocabulary
from validator.values.dataclass import dataclass, field, replace

MOST_KEPT: Final = 50_000
"""Rows and names up to which all of it is kept for later runs."""

Component = tuple[int, ...]
"""Addresses of claims (in YAML: below 0) that hang together, smallest first."""


class NotAtHandError(LookupError):
    """Something is asked for that only the interned claims tell."""


class Interned(Protocol):
    """Where records of rows are looked up."""

    def entities_named(self, texts: Sequence[str]) -> dict[str, tuple[str, str | None]]:
        """Type and name of the entities and sources of rows that the texts are ids of."""
        ...

    def rows_of_sources(self, ids: Sequence[str]) -> dict[str, tuple[int, Row]]:
        """Address and row of the sources with these ids."""
        ...


@dataclass(slots=True, eq=False)
class Remains:
    """Components of suspicious claims, and the records they are made of."""

    corpus: Corpus
    """What stands in YAML."""
    files: BulkFiles
    components: Sequence[Component] = ()
    heats: dict[Component, Heat | None] = field(default_factory=dict)
    """What a sweep found in the components of more than `HOT` claims; None for one that it does not understand."""
    camps: dict[Component, Camps] = field(default_factory=dict)
    """What is told of their camps; of these components not all rows are at hand, and their heat is brief."""
    sources: int = 0
    untested: Mapping[str, int] = field(default_factory=dict)
    """The readable rows by the reason why they are not tested (empty where they are)."""
    doubtful: int = 0
    """Rows that were read one by one."""
    remarks: Sequence[Remark] = ()
    rows: dict[int, Row] = field(default_factory=dict)
    """Rows of claims, by address."""
    claims: dict[int, Claim] = field(default_factory=dict)
    """Claims that were read already."""
    interned: Interned | None = None
    rows_of_sources: dict[str, tuple[int, Row] | None] = field(default_factory=dict)
    """Rows of sources that somebody asked for, with their addresses, by id."""
    names: dict[str, tuple[str, str | None] | None] = field(default_factory=dict)
    """Texts that were looked up among the entities of rows: type and name of those that are the id of one."""
    _entities: dict[str, Entity] = field(default_factory=dict)
    _sources: dict[str, Source] = field(default_factory=dict)
    _reader: SourceRowReader | None = None

    def claims_at(self, addresses: Iterable[int]) -> dict[int, Claim]:
        """The claims at some addresses."""
        wanted = sorted(set(addresses))
        unread = [address for address in wanted if address not in self.claims]
        if not self.rows.keys() >= set(unread):
            raise NotAtHandError
        texts = (text for address in unread for text in texts_of(self.rows[address]))
        reader, log = RowReader(self.vocabulary_for(texts)), FaultLog()
        with paused_collector():
            for address in unread:
                file, number = self.files.at(address)
                claim = reader.claim_of(self.rows[address], file.path, number, log)
                if claim is not None:
                    self.claims[address] = claim
        return {address: self.claims[address] for address in wanted if address in self.claims}

    def vocabulary_for(self, texts: Iterable[str]) -> Vocabulary:
        """The vocabulary with every entity, and every source, of rows that one of the texts names."""
        base = self.corpus.vocabulary
        parts = parts_of(texts) - base.entities.keys()
        unmet = sorted(parts - self.names.keys())
        if unmet:
            if self.interned is None:
                raise NotAtHandError
            self.names.update(dict.fromkeys(unmet))
            self.names.update(self.interned.entities_named(unmet))
        added = {part: self._entity(part, found) for part in sorted(parts) if (found := self.names[part]) is not None}
        return replace(base, entities={**base.entities, **added}) if added else base

    def _entity(self, id: str, found: tuple[str, str | None]) -> Entity:
        entity = self._entities.get(id)
        if entity is None:
            type, name = found
            entity = self._entities[id] = entity_of_row(id, type, name)
        return entity

    def read_sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Sources by id, from YAML or from rows."""
        of_yaml = self.corpus.sources_by_id
        wanted = sorted(set(ids))
        unmet = [id for id in wanted if id not in of_yaml and id not in self.rows_of_sources]
        if unmet:
            if self.interned is None:
                raise NotAtHandError
            self.rows_of_sources.update(dict.fromkeys(unmet))
            self.rows_of_sources.update(self.interned.rows_of_sources(unmet))
        found = ((id, of_yaml.get(id) or self._source(id)) for id in wanted)
        return {id: source for id, source in found if source is not None}

    def _source(self, id: str) -> Source | None:
        source = self._sources.get(id)
        if source is None and (found := self.rows_of_sources[id]) is not None:
            address, row = found
            file, number = self.files.at(address)
            if self._reader is None:
                self._reader = SourceRowReader(self.corpus.vocabulary)
            source = self._reader.source_of(row, file.path, number, FaultLog())
            if source is not None:
                self._sources[id] = source
        return source

    @property
    def keepable(self) -> bool:
        """Whether it is little enough to be kept."""
        members = sum(len(camps.members) for camps in self.camps.values())
        return max(len(self.rows), len(self.names), len(self.rows_of_sources), members) <= MOST_KEPT

    # -- as lists that JSON knows --------------------------------------------------------------------------------------

    def as_data(self) -> list[Any]:
        swept = [
            (place, _heat_as_data(self.heats[c]), _camps_as_data(self.camps.get(c)))
            for place, c in enumerate(self.components)
            if c in self.heats
        ]
        return [
            self.components, swept, self.sources, dict(self.untested), self.doubtful, self.remarks,
            list(self.rows.items()), self.rows_of_sources, self.names,
        ]  # fmt: skip

    @classmethod
    def of_data(cls, data: Any, corpus: Corpus, files: BulkFiles) -> Remains:
        """Raises `ValueError`, `TypeError` or `LookupError` for what is no such data."""
        components, swept, sources, untested, doubtful, remarks, rows, rows_of_sources, names = data
        parts = [tuple(component) for component in components]
        return cls(
            corpus, files, parts, {parts[place]: _heat_of(heat) for place, heat, _ in swept},
            {parts[place]: Camps(*camps) for place, _, camps in swept if camps is not None}, sources, untested,
            doubtful, [(file, line, message, hint, lost) for file, line, message, hint, lost in remarks],
            {address: row for address, row in rows},  # noqa: C416 - a list of pairs that are lists
            rows_of_sources=rows_of_sources, names=names,
        )  # fmt: skip


def _heat_as_data(heat: Heat | None) -> list[Any] | None:
    if heat is None:
        return None
    clashes = [(c.value, c.address, c.against) for c in heat.clashes]
    return [clashes, list(heat.sizes.items()), heat.claims, heat.unheard, heat.someone, heat.alone, heat.heard]


def _heat_of(data: Any) -> Heat | None:
    if data is None:
        return None
    clashes, sizes, *rest = data
    return Heat([Clash(*clash) for clash in clashes], dict(sizes), *rest)


def _camps_as_data(camps: Camps | None) -> list[Any] | None:
    if camps is None:
        return None
    return [camps.members, camps.contents, camps.said, camps.pairs, camps.first, camps.number]
