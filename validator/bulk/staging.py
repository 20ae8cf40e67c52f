"""Bulk files as tables of text: one column a key, lists joined, one address a row. JSONL is turned into Parquet on
the way.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from validator.bulk.layout import (
    ADDRESS_BITS,
    CLAIM_KEYS,
    ENTITY_KEYS,
    JOINT,
    LIST_KEYS,
    MAPPING_KEYS,
    SOURCE_KEYS,
    SOURCE_LISTS,
    BulkFile,
    BulkFiles,
    column_problem,
)
from validator.bulk.lines import LINE, Lines
from validator.bulk.rows import Row
from validator.records.files import FileError
from validator.records.marks import FILE_START, FaultLog
from validator.values.dataclass import dataclass, replace

_ROWS_AT_ONCE: Final = 10_000
_HELD_PLAIN: Final = 40_000
"""Rows up to which to hold them plainly takes less than to import Arrow."""
MOST_HELD: Final = 200
"""Parquet files that are kept open while they are read; a process may open some thousand."""
_OPEN: Final = "/proc/self/fd/{}"
_ADDRESS: Final = "address"


@dataclass(frozen=True, slots=True)
class Part:
    """One file, as Parquet: where it is, and how each key is read from it."""

    file: BulkFile
    place: Path
    cells: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, str], ...] = ()
    """The columns there are, with DuckDB's names of their types."""
    lines: Lines | None = None
    """The file, where it is JSONL."""
    held: BinaryIO | None = None
    """The file itself, kept open where DuckDB can be told to read what is open; elsewhere it goes by the name."""

    def select(self, keys: tuple[str, ...] = (), where: str = "") -> str:
        """A query for the address and the keys (default: all) of the rows for which `where`, said of `row` from 1,
        holds.
        """
        if self.lines is not None:
            self.lines.write()
        asked = "".join(f", {cell} AS {quoted(key)}" for key, cell in self.cells if not keys or key in keys)
        # the row number is compared bare, so that rows nobody asked for are not unpacked
        row = "file_row_number" if self.file.is_parquet else f"({LINE} - 1)"
        options = ", file_row_number = true" if self.file.is_parquet else ""
        address = f"({self.file.address(1)}::BIGINT + {row})::BIGINT AS {_ADDRESS}"
        source = f"read_parquet({literal(_name(self.place, self.held))}{options})"
        return f"SELECT {address}{asked} FROM {source}" + (f" WHERE {row} {where}" if where else "")


@dataclass(frozen=True, slots=True)
class Staged:
    """The readable files of one kind, as SQL. `columns` are the keys that at least one file has."""

    keys: tuple[str, ...]
    columns: tuple[str, ...]
    parts: tuple[Part, ...]
    table: str = ""
    """A table of addresses and all keys that the rows are in, in place of files."""

    def __bool__(self) -> bool:
        return bool(self.parts or self.table)

    def of(self, paths: Collection[str]) -> Staged:
        """The same, as far as it is read from some files."""
        return replace(self, parts=tuple(part for part in self.parts if part.file.path in paths))

    @property
    def sql(self) -> str:
        """A query with the address and every key, absent ones as NULL."""
        if self.table:
            return f"SELECT {_ADDRESS}, {', '.join(map(quoted, self.keys))} FROM {self.table}"
        if not self.parts:
            empty = ", ".join(f"NULL::VARCHAR AS {quoted(key)}" for key in self.keys)
            return f"SELECT 0::BIGINT AS {_ADDRESS}, {empty} WHERE false"
        return " UNION ALL ".join(part.select() for part in self.parts)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def stage(
    connection: Any, files: BulkFiles, scratch: Path, log: FaultLog, known: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Staged, Staged, Staged]:
    """Claims, sources and entities. A file that cannot be read, or has a column nobody knows, is told and left out.

    `known`: files of JSONL by path that were read before, with the keys filled in them. They are read again only where
    somebody wants a row of them.
    """
    kinds = (
        (files.claims, CLAIM_KEYS, LIST_KEYS, "a claim"),
        (files.sources, SOURCE_KEYS, SOURCE_LISTS, "a source"),
        (files.entities, ENTITY_KEYS, frozenset[str](), "an entity"),
    )
    claims, sources, entities = (_stage(connection, *kind, scratch, log, known or {}) for kind in kinds)
    return claims, sources, entities


def _stage(
    connection: Any,
    files: Iterable[BulkFile],
    keys: tuple[str, ...],
    lists: frozenset[str],
    what: str,
    scratch: Path,
    log: FaultLog,
    known: Mapping[str, tuple[str, ...]],
) -> Staged:
    parts: list[Part] = []
    seen: set[str] = set()
    for file in files:
        if not file.is_parquet:
            lines = Lines(file, keys, scratch / f"{file.number}.parquet", known.get(file.path))
            if lines.columns is None:
                lines.write(log)
            filled = lines.columns or ()
            cells = tuple((key, _cell(key, "VARCHAR" if key in filled else None)) for key in keys)
            parts.append(Part(file, lines.place, cells, tuple((key, "VARCHAR") for key in filled), lines))
            seen |= set(filled)
            continue
        try:
            held = _held(file, keep=len(parts) < MOST_HELD)
        except FileError as error:
            log.add(file.path, FILE_START, error.message, error.suggestion)
            continue
        try:
            own = _column_types(connection, _name(file.place, held))
        except Exception as error:  # DuckDB raises its own kinds for files that are no Parquet
            reason = str(error).splitlines()[0].replace(_name(file.place, held), file.path)[:120]
            log.add(file.path, FILE_START, f"expected a Parquet file, found something unreadable: {reason}")
            continue
        problem = column_problem(list(own), keys, what)
        if problem is not None:
            log.add(file.path, FILE_START, *problem)
            continue
        wrong = [n for n, t in own.items() if not _is_text(t, listed=n in lists, mapping=n in MAPPING_KEYS)]
        if wrong:
            expected = "text, or lists of text" if wrong[0] in lists else "text"
            message = f"expected a column of {expected} under `{wrong[0]}`, found {own[wrong[0]]}"
            log.add(file.path, FILE_START, message, "write numbers and dates as text, the way one says them")
            continue
        seen |= set(own)
        cells = tuple((key, _cell(key, own.get(key))) for key in keys)
        parts.append(Part(file, file.place, cells, tuple(own.items()), held=held))
    return Staged(keys, tuple(k for k in keys if k in seen), tuple(parts))


def _held(file: BulkFile, *, keep: bool) -> BinaryIO | None:
    """The file, looked at and opened; None if it is not kept, or where what is open has no name of its own."""
    stream = file.open()
    if keep and os.path.exists(_OPEN.format(stream.fileno())):
        return stream
    stream.close()
    return None


def _name(place: Path, held: BinaryIO | None) -> str:
    """What DuckDB is told to open: it does so anew for each query, and would follow a link put there meanwhile."""
    return str(place) if held is None else _OPEN.format(held.fileno())


def _column_types(connection: Any, name: str) -> dict[str, str]:
    rows = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(name)})").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def _is_text(type: str, *, listed: bool, mapping: bool) -> bool:
    if type == "VARCHAR" or (listed and type == "VARCHAR[]") or (mapping and type == "MAP(VARCHAR, VARCHAR)"):
        return True
    return type in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT") and not mapping


def _cell(key: str, type: str | None) -> str:
    if type is None:
        return "NULL::VARCHAR"
    if type == "VARCHAR[]":
        return f"array_to_string({quoted(key)}, {literal(JOINT)})"
    if type.startswith("MAP"):
        return f"to_json({quoted(key)})::VARCHAR"
    return quoted(key) if type == "VARCHAR" else f"{quoted(key)}::VARCHAR"


# -- rows by address ------------------------------------------------------------------------------------------------


def fetch(connection: Any, staged: Staged, addresses: str) -> Iterator[tuple[int, Row]]:
    """The rows whose addresses the query `addresses` lists, in the order of their addresses."""
    query, many = _lookup(connection, staged, addresses)
    if query:
        for address, *cells in _taken_out(connection, f"{query} ORDER BY {_ADDRESS}", many):
            yield address, {k: split(k, c) for k, c in zip(staged.columns, cells, strict=True) if c is not None}


def copy(connection: Any, staged: Staged, addresses: str, into: str) -> None:
    """The same rows, by a statement `into` that takes the address and the columns of `staged`."""
    query, _ = _lookup(connection, staged, addresses)
    if query:
        connection.execute(f"{into} {query}")


def _lookup(connection: Any, staged: Staged, addresses: str) -> tuple[str, int]:
    """A query for the rows at the addresses (empty where there are none), and how many addresses there are."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE fetching AS SELECT DISTINCT address FROM ({addresses})")
    (many,) = connection.execute("SELECT count(*) FROM fetching").fetchall()[0]
    selects = []
    for part in staged.parts:
        low, high = part.file.address(1), part.file.address(0) + (1 << ADDRESS_BITS)
        here = f"FROM fetching WHERE address >= {low} AND address < {high}"
        if connection.execute(f"SELECT count(*) {here}").fetchall() != [(0,)]:
            selects.append(part.select(staged.columns, f"IN (SELECT address - {low} {here})"))
    if staged.table:
        asked = ", ".join(map(quoted, staged.columns))
        selects.append(f"SELECT {_ADDRESS}, {asked} FROM {staged.table} SEMI JOIN fetching USING ({_ADDRESS})")
    return (f"SELECT * FROM ({' UNION ALL '.join(selects)})" if selects else ""), many


def _taken_out(connection: Any, query: str, many: int) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, all of them out of the connection before the first is given: it answers other questions
    while they are looked at. Many are held as Arrow, which is slow to import and small in memory.
    """
    if many <= _HELD_PLAIN:
        yield from connection.execute(query).fetchall()
        return
    for batch in connection.sql(query).to_arrow_table().to_batches(max_chunksize=_ROWS_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def split(key: str, cell: str) -> object:
    """The inverse of `joined`."""
    if key in MAPPING_KEYS:
        try:
            return json.loads(cell)
        except ValueError:
            return cell
    return cell.split(JOINT) if JOINT in cell else cell
