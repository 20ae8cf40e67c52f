"""The interned claims of a corpus, brought up to what its files hold now: a file of rows that is as it was stays as it
was understood, any other is read.

What rows mean depends on the vocabulary, on the sources and entities they name, and on ids that other rows have. Where
the vocabulary is another one, all is read anew. Where sources or entities are added or changed, so are the files that
name one of these, or hold a name that nobody knew. A row that had the id of another one and now has it alone takes
its file along.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NamedTuple

from validator.bulk import interning
from validator.bulk.archive import Archive, insert, read_names, stage_archive
from validator.bulk.gathering import prepare_rows
from validator.bulk.judging import ids_taken
from validator.bulk.layout import ADDRESS_BITS, BulkFiles, Content
from validator.bulk.remarks import remarks_of, tell
from validator.bulk.screening import screen
from validator.bulk.ties import Ties
from validator.records.corpus import Corpus
from validator.records.marks import FaultLog
from validator.records.vocabulary_reading import ENTITY_ID
from validator.values.dataclass import dataclass, field

_OF_ROWS: Final = ("bounds", "told_rows", "repeated", "namesakes")
"""Tables whose rows have an address."""
_TABLES: Final = {
    "finished": "words VARCHAR, taken VARCHAR, sources VARCHAR",
    "interned": "path VARCHAR, number INTEGER, content VARCHAR, columns VARCHAR, claims BOOLEAN, odd BOOLEAN",
    "remarks": "file VARCHAR, line BIGINT, message VARCHAR, suggestion VARCHAR, unreadable BOOLEAN",
    "repeated": "address BIGINT, source VARCHAR, id VARCHAR",
    "namesakes": "address BIGINT, source VARCHAR, id VARCHAR",
    "named_of_yaml": "id VARCHAR",
    "ends": "rank INTEGER, number VARCHAR, side INTEGER",
}


class _Known(NamedTuple):
    """A file as it was when its rows were understood."""

    path: str
    number: int
    content: str
    columns: str
    claims: bool
    odd: bool
    """Whether some name in it was no id of an entity, or some row was not understood."""


class _Moved(NamedTuple):
    """Sources that came into YAML since rows were understood, and those that are gone from it."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


_NOT_MOVED: Final = _Moved()


def brought_up(
    connection: Any, corpus: Corpus, files: BulkFiles, ties: Ties, scratch: Path, content: Content
) -> Archive:
    """The archive, with everything in it interned. `connection` may hold what an earlier run left."""
    for table, columns in _TABLES.items():
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table}({columns})")
    finished = connection.execute("SELECT * FROM finished").fetchall()
    if len(finished) == 1 and finished[0][0] == content.words:
        run = _Run(connection, corpus, files, ties, scratch, content)
        if run.renew(*finished[0][1:]):
            return run.archive
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")
    run = _Run(connection, corpus, files, ties, scratch, content)
    run.begin()
    return run.archive


@dataclass(slots=True)
class _Run:
    connection: Any
    corpus: Corpus
    files: BulkFiles
    ties: Ties
    scratch: Path
    content: Content
    known: dict[str, _Known] = field(default_factory=dict)
    archive: Archive = field(init=False)
    odd: set[int] = field(default_factory=set)
    screened: bool = True
    """Whether what rows say of their questions is as it was when it was screened."""

    def begin(self) -> None:
        """Everything, from nothing."""
        self.screened = False
        self.archive = stage_archive(self.connection, self.corpus, self.files, self.scratch, {})
        read_names(self.archive)
        interning.prepare(self.archive)
        prepare_rows(self.archive)
        self._take_in({file.path for file in self.files.claims})
        self._finish()

    def renew(self, taken: str, sources: str) -> bool:
        """What is another one than it was; false where that is everything. `taken`: a digest of the ids that no row
        could have; `sources`: those that stood in YAML.
        """
        rows = self.connection.execute("SELECT * FROM interned").fetchall()
        before = {row[0]: _Known(*row) for row in rows}
        numbers = {file.path: file.number for file in self.files.all}
        names = {file.path: self.content.rows.get(file.path) for file in (*self.files.sources, *self.files.entities)}
        same_sources = sources == self.content.sources
        moved = _NOT_MOVED if same_sources else self._moved(sources)
        same_names = moved is not None and names == {k.path: k.content for k in before.values() if not k.claims}
        self.known = {
            path: k
            for path, k in before.items()
            if self.content.rows.get(path) == k.content and (k.claims or same_names)
        }
        staged = {path: tuple(k.columns.split()) for path, k in self.known.items()}
        self.archive = stage_archive(self.connection, self.corpus, self.files, self.scratch, staged)
        self._remember()
        same_rows = same_names and same_sources and self.known.keys() == before.keys() == numbers.keys()
        if same_rows and taken == _taken(self.connection, self.corpus):
            interning.tell_repeated(self.archive)
            return True
        self.connection.execute("DELETE FROM finished")
        self._drop({k.number for path, k in before.items() if path not in self.known})
        self._renumber(numbers)
        fresh = {file.path for file in self.files.claims} - self.known.keys()
        if not same_names:
            again = self._renew_names()
            if again is None:
                return False
            fresh |= again
        elif moved is not None and moved != _NOT_MOVED:
            fresh |= self._move(moved)
        self._take_in(fresh)
        self._finish()
        return True

    # -- what there was ----------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        """Faults of files that are as they were, and ends of amounts."""
        staged = [remark for remark in remarks_of(self.archive.log) if remark[0] not in self.known]
        kept = self.connection.execute("SELECT * FROM remarks").fetchall()
        self.archive.log = FaultLog()
        tell(self.archive.log, (*staged, *(remark for remark in kept if remark[0] in self.known)))
        ends = self.connection.execute("SELECT number, side, rank FROM ends").fetchall()
        self.archive.ranks = {(Fraction(number), side): rank for number, side, rank in ends}

    def _drop(self, numbers: Collection[int]) -> None:
        """Forgets the rows of some files."""
        self.screened = self.screened and not numbers
        for number in sorted(numbers):
            low, high = number << ADDRESS_BITS, (number + 1) << ADDRESS_BITS
            for table in _OF_ROWS:
                self.connection.execute(f"DELETE FROM {table} WHERE address >= {low} AND address < {high}")

    def _renumber(self, numbers: Mapping[str, int]) -> None:
        """Files are numbered by the order of their names, which others may have come into or gone from."""
        moved = {k.number: numbers[path] - k.number for path, k in self.known.items() if numbers[path] != k.number}
        if not moved:
            return
        shift = " ".join(f"WHEN {old} THEN {by << ADDRESS_BITS}" for old, by in sorted(moved.items()))
        for table in (*_OF_ROWS, "sources"):
            self.connection.execute(
                f"UPDATE {table} SET address = address + CASE address >> {ADDRESS_BITS} {shift} ELSE 0 END "
                f"WHERE address > 0 AND (address >> {ADDRESS_BITS}) IN ({', '.join(map(str, sorted(moved)))})"
            )
        self.known = {path: k._replace(number=numbers[path]) for path, k in self.known.items()}

    def _moved(self, before: str) -> _Moved | None:
        """The sources that came into YAML, and those that are gone from it; None where that is not the only change,
        where rows have a source, an entity or a value with the id of one that came, or where another source or entity
        may have been refused for one that is gone.
        """
        named, published = json.loads(before)
        now = self.content.published
        gone = set(named) - self.content.named
        if any(now.get(id) != (lo, hi, un) for id, lo, hi, un in published if id not in gone):
            return None
        new = sorted((self.content.named - set(named)) | (now.keys() - {id for id, *_ in published}))
        if not all(map(ENTITY_ID.fullmatch, new)):  # a row of an entity with such an id is told of in other words
            return None
        if not gone.isdisjoint(self.corpus.vocabulary.entities):  # something else is called so
            return None
        if gone and {file.path for file in (*self.files.sources, *self.files.entities)} & self._told_of():
            return None
        self.connection.execute("CREATE OR REPLACE TEMP TABLE asked(text VARCHAR)")
        insert(self.connection, "asked", [(id,) for id in new])
        met = " UNION ALL ".join(
            f"SELECT 1 FROM {table} SEMI JOIN asked ON {key} = text"
            for table, key in (("sources", "id"), ("entities", "id"), ("value_codes", "key"))
        )
        taken = bool(self.connection.execute(f"{met} LIMIT 1").fetchall())
        return None if taken else _Moved(tuple(new), tuple(sorted(gone)))

    def _told_of(self) -> set[str]:
        """The files that have faults."""
        return {file for (file,) in self.connection.execute("SELECT DISTINCT file FROM remarks").fetchall()}

    def _move(self, moved: _Moved) -> set[str]:
        """Gives numbers to sources that nobody knew, and forgets those that are gone. Gives the files that have to be
        read again for it.
        """
        redo = {k.number for k in self.known.values() if k.odd}
        if moved.gone:
            redo |= self._forget(moved.gone)
        if moved.new:
            self._number(moved.new)
            redo |= self._files("source IS NULL")
        self._drop(redo)
        return {path for path, k in self.known.items() if k.number in redo}

    def _forget(self, gone: Collection[str]) -> set[int]:
        """Takes sources out that are gone; gives the numbers of the files with rows that tell, or speak, of them."""
        connection = self.connection
        connection.execute("CREATE OR REPLACE TEMP TABLE gone(id VARCHAR)")
        insert(connection, "gone", [(id,) for id in gone])
        connection.execute("CREATE OR REPLACE TEMP TABLE groups_of_all(code INTEGER)")
        insert(connection, "groups_of_all", [(code,) for code in range(len(self.ties.group_of))])
        redo = self._files(
            "source IN (SELECT code FROM sources SEMI JOIN gone USING (id)) "
            "OR value IN (SELECT number FROM entities SEMI JOIN gone USING (id)) "
            "OR atom IN (SELECT hash(hash(id), code) FROM gone CROSS JOIN groups_of_all)"
        )
        for table in ("sources", "entities"):
            connection.execute(f"DELETE FROM {table} WHERE id IN (SELECT id FROM gone)")
        return redo

    def _number(self, added: Collection[str]) -> None:
        connection, entities = self.connection, self.corpus.vocabulary.entities
        highest = "greatest((SELECT max(number) FROM entities), (SELECT max(code) FROM value_codes), 0)"
        ((code, number),) = connection.execute(
            f"SELECT (SELECT coalesce(max(code), 0) FROM sources), {highest}"
        ).fetchall()
        known = [(id, self.content.published[id]) for id in added if id in self.content.published]
        insert(connection, "sources", [(id, -1, code + n, *days) for n, (id, days) in enumerate(known, start=1)])
        met = [entities[id] for id in added if id in entities]
        insert(connection, "entities", [(e.id, e.type, number + n) for n, e in enumerate(met, start=1)])

    def _renew_names(self) -> set[str] | None:
        """Reads sources and entities again, each under the number it had. Gives the files that have to be read again
        for it; None where an entity is gone, or of another type.
        """
        connection = self.connection
        for table in ("sources", "entities"):
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {table}_before AS SELECT * FROM {table}")
        read_names(self.archive)
        ((lost,),) = connection.execute(
            "SELECT count(*) FROM entities_before b LEFT JOIN entities e ON e.id = b.id AND e.type = b.type "
            "WHERE e.id IS NULL"
        ).fetchall()
        if lost:
            return None
        new = "SELECT count(*) FROM {0} ANTI JOIN {0}_before USING (id)"
        ((added,),) = connection.execute(new.format("entities")).fetchall()
        redo = {k.number for k in self.known.values() if added and k.odd}
        redo |= self._files(
            "source IN (SELECT b.code FROM sources_before b LEFT JOIN sources s USING (id) WHERE s.id IS NULL "
            "OR (s.first, s.last, s.unknown) IS DISTINCT FROM (b.first, b.last, b.unknown))"
        )
        ((met,),) = connection.execute(new.format("sources")).fetchall()
        if met:
            redo |= self._files("source IS NULL")
        _keep_numbers(connection)
        self._drop(redo)
        return {path for path, k in self.known.items() if k.number in redo}

    def _files(self, where: str) -> set[int]:
        query = f"SELECT DISTINCT address >> {ADDRESS_BITS} FROM bounds WHERE {where}"
        return {number for (number,) in self.connection.execute(query).fetchall()}

    # -- what there is ------------------------------------------------------------------------------------------------

    def _take_in(self, fresh: set[str]) -> None:
        """Understands the rows of some files, and of others where these made a row of them stand alone."""
        while True:
            numbers = {file.number for file in self.files.claims if file.path in fresh}
            if fresh:
                self.screened = False
                self.archive.ask_for(self.archive.claims.of(fresh))
                self.odd |= set(interning.take_in(self.archive, self.ties))
                if any(property.not_values for property in self.corpus.vocabulary.properties.values()):
                    self.odd |= numbers
            no_more, more = interning.find_repeated(self.archive, numbers)
            self.screened = self.screened and not more
            alone = {address >> ADDRESS_BITS for address in no_more}
            if not alone:
                return
            self._drop(alone)
            fresh = {file.path for file in self.files.claims if file.number in alone}

    def _finish(self) -> None:
        connection, archive = self.connection, self.archive
        if not self.screened:
            interning.count(connection)
            groups = sorted(self.ties.group_of.items())
            screen(connection, [code for code, (_, group) in enumerate(groups) if group in self.ties.related])
        connection.execute("DELETE FROM remarks")
        insert(connection, "remarks", list(remarks_of(archive.log)))
        interning.tell_repeated(archive)
        connection.execute("DELETE FROM ends")
        insert(connection, "ends", [(rank, str(number), side) for (number, side), rank in archive.ranks.items()])
        columns = {
            part.file.path: " ".join(name for name, _ in part.types)
            for staged in (archive.claims, archive.sources, archive.entities)
            for part in staged.parts
        }
        odd = self.odd | {k.number for k in self.known.values() if k.odd}
        connection.execute("DELETE FROM interned")
        insert(connection, "interned", [
            (f.path, f.number, self.content.rows.get(f.path, ""), columns.get(f.path, ""), f in self.files.claims,
             f.number in odd)
            for f in self.files.all
        ])  # fmt: skip
        connection.execute("DELETE FROM named_of_yaml")
        connection.execute(
            "INSERT INTO named_of_yaml SELECT id FROM sources "
            "WHERE address < 0 AND code IN (SELECT DISTINCT source FROM bounds)"
        )
        taken = _taken(connection, self.corpus)
        finished = [self.content.words, taken, self.content.sources]
        connection.execute("INSERT INTO finished VALUES ($1, $2, $3)", finished)


def _keep_numbers(connection: Any) -> None:
    """Sources and entities that were there before get the numbers by which rows know them, and so does an entity whose
    id was a value before it was an entity; others come after all of these.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE numbered AS SELECT s.* REPLACE (coalesce(b.code, (SELECT coalesce(max(code), 0) "
        "FROM sources_before) + row_number() OVER (ORDER BY s.code))::INTEGER AS code) FROM sources s "
        "LEFT JOIN sources_before b USING (id)"
    )
    connection.execute("CREATE OR REPLACE TABLE sources AS SELECT * FROM numbered")
    highest = "greatest((SELECT max(number) FROM entities_before), (SELECT max(code) FROM value_codes), 0)"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE numbered AS SELECT e.* REPLACE (coalesce(b.number, v.code, {highest} + "
        "row_number() OVER (ORDER BY e.number))::INTEGER AS number) FROM entities e "
        "LEFT JOIN entities_before b USING (id) LEFT JOIN value_codes v ON v.key = e.id"
    )
    connection.execute("DELETE FROM entities")
    connection.execute("INSERT INTO entities SELECT * FROM numbered")
    connection.execute("DELETE FROM value_codes WHERE key IN (SELECT id FROM entities)")


def shared_sources(connection: Any) -> list[str]:
    """The sources in YAML that rows name."""
    return [id for (id,) in connection.execute("SELECT id FROM named_of_yaml ORDER BY 1").fetchall()]


def _taken(connection: Any, corpus: Corpus) -> str:
    return ids_taken(shared_sources(connection), corpus)
