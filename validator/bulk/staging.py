"""Bulk files as tables of text: one column a key, lists joined, one address a row. JSONL is turned into Parquet on the way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from validator.bulk.layout import (
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
from validator.bulk.rows import Row, RowError, parse_line, row_mark
from validator.records.marks import FILE_START, FaultLog

LINES_AT_ONCE: Final = 100_000
_ROWS_AT_ONCE: Final = 10_000
_ADDRESS: Final = "address"
_LINE: Final = "line"
"""Column of a staged JSONL file that tells the line a row was written on."""


@dataclass(frozen=True, slots=True)
class Staged:
    """The readable files of one kind, as SQL. `columns` are the keys that at least one file has."""

    keys: tuple[str, ...]
    columns: tuple[str, ...]
    selects: tuple[tuple[BulkFile, str], ...]

    @property
    def sql(self) -> str:
        """A query with the address and every key, absent ones as NULL."""
        if not self.selects:
            empty = ", ".join(f"NULL::VARCHAR AS {quoted(key)}" for key in self.keys)
            return f"SELECT 0::BIGINT AS {_ADDRESS}, {empty} WHERE false"
        return " UNION ALL ".join(select for _, select in self.selects)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def stage(connection: Any, files: BulkFiles, scratch: Path, log: FaultLog) -> tuple[Staged, Staged, Staged]:
    """Claims, sources and entities. A file that cannot be read, or has a column nobody knows, is told and left out."""
    kinds = (
        (files.claims, CLAIM_KEYS, LIST_KEYS, "a claim"),
        (files.sources, SOURCE_KEYS, SOURCE_LISTS, "a source"),
        (files.entities, ENTITY_KEYS, frozenset[str](), "an entity"),
    )
    claims, sources, entities = (_stage(connection, *kind, scratch, log) for kind in kinds)
    return claims, sources, entities


def _stage(
    connection: Any,
    files: Iterable[BulkFile],
    keys: tuple[str, ...],
    lists: frozenset[str],
    what: str,
    scratch: Path,
    log: FaultLog,
) -> Staged:
    selects = []
    seen: set[str] = set()
    for file in files:
        place = file.place if file.is_parquet else _as_parquet(file, keys, scratch, log)
        try:
            types = _column_types(connection, place)
        except Exception as error:  # DuckDB raises its own kinds for files that are no Parquet
            reason = str(error).splitlines()[0][:120]
            log.add(file.path, FILE_START, f"expected a Parquet file, found something unreadable: {reason}")
            continue
        own = {name: type for name, type in types.items() if file.is_parquet or name != _LINE}
        problem = column_problem(list(own), keys, what)
        if problem is not None:
            log.add(file.path, FILE_START, *problem)
            continue
        wrong = [n for n, t in own.items() if not _is_text(t, listed=n in lists, mapping=n in MAPPING_KEYS)]
        if wrong:
            expected = "text, or lists of text" if wrong[0] in lists else "text"
            message = f"expected a column of {expected} under `{wrong[0]}`, found {types[wrong[0]]}"
            log.add(file.path, FILE_START, message, "write numbers and dates as text, the way one says them")
            continue
        seen |= set(own)
        selects.append((file, _select(file, place, own, keys)))
    return Staged(keys, tuple(k for k in keys if k in seen), tuple(selects))


def _column_types(connection: Any, place: Path) -> dict[str, str]:
    rows = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(place))})").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def _is_text(type: str, *, listed: bool, mapping: bool) -> bool:
    if type == "VARCHAR" or (listed and type == "VARCHAR[]") or (mapping and type == "MAP(VARCHAR, VARCHAR)"):
        return True
    return type in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT") and not mapping


def _select(file: BulkFile, place: Path, types: dict[str, str], keys: tuple[str, ...]) -> str:
    cells = [f"{_cell(key, types.get(key))} AS {quoted(key)}" for key in keys]
    row = "file_row_number + 1" if file.is_parquet else _LINE
    address = f"({file.address(0)}::BIGINT + {row})::BIGINT AS {_ADDRESS}"
    options = ", file_row_number = true" if file.is_parquet else ""
    return f"SELECT {address}, {', '.join(cells)} FROM read_parquet({literal(str(place))}{options})"


def _cell(key: str, type: str | None) -> str:
    if type is None:
        return "NULL::VARCHAR"
    if type == "VARCHAR[]":
        return f"array_to_string({quoted(key)}, {literal(JOINT)})"
    if type.startswith("MAP"):
        return f"to_json({quoted(key)})::VARCHAR"
    return quoted(key) if type == "VARCHAR" else f"{quoted(key)}::VARCHAR"


# -- JSONL --------------------------------------------------------------------------------------------------------


def read_lines(file: BulkFile, keys: tuple[str, ...], log: FaultLog) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line numbers with the rows on them; lines that are no record are told. Blank lines are passed over."""
    known = frozenset(keys)
    with file.place.open("rb") as stream:
        for number, data in enumerate(stream, start=1):
            try:
                line = data.decode("utf-8").strip()
                if not line:
                    continue
                row = parse_line(line)
                for key in row:
                    if key not in known:
                        problem = column_problem([key], keys, "the record")
                        assert problem is not None
                        raise RowError(f"{problem[0]} ({problem[1]})")
            except UnicodeDecodeError as error:
                log.add(file.path, row_mark(number), f"expected UTF-8, found a byte that is none at {error.start}")
            except RowError as error:
                log.add(file.path, row_mark(number), str(error))
            else:
                yield number, row


def joined(key: str, value: object) -> str | None:
    """A cell as the text that a column holds; a list as its items with `JOINT` between them."""
    match value:
        case None:
            return None
        case str():
            return value
        case list():
            return JOINT.join(item if isinstance(item, str) else json.dumps(item) for item in value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def _as_parquet(file: BulkFile, keys: tuple[str, ...], scratch: Path, log: FaultLog) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    place = scratch / f"{file.number}.parquet"
    schema = pa.schema([(_LINE, pa.int64()), *((key, pa.string()) for key in keys)])
    with pq.ParquetWriter(place, schema, compression="zstd") as writer:
        lines: list[int] = []
        cells: list[list[str | None]] = [[] for _ in keys]

        def flush() -> None:
            arrays = [pa.array(lines, pa.int64()), *(pa.array(column, pa.string()) for column in cells)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            lines.clear()
            for column in cells:
                column.clear()

        for number, row in read_lines(file, keys, log):
            lines.append(number)
            for key, column in zip(keys, cells, strict=True):
                column.append(joined(key, row.get(key)))
            if len(lines) >= LINES_AT_ONCE:
                flush()
        flush()
    return place


# -- rows by address ------------------------------------------------------------------------------------------------


def fetch(connection: Any, staged: Staged, addresses: str) -> Iterator[tuple[int, Row]]:
    """The rows whose addresses the query `addresses` lists, in the order of their addresses."""
    columns = ", ".join(quoted(key) for key in staged.columns)
    wanted = f"SELECT {_ADDRESS}, {columns} FROM ({staged.sql}) WHERE {_ADDRESS} IN ({addresses}) ORDER BY {_ADDRESS}"
    # held as Arrow, because the one connection answers other questions while these rows are read
    table = connection.sql(wanted).to_arrow_table()
    for batch in table.to_batches(max_chunksize=_ROWS_AT_ONCE):
        columns_read = [column.to_pylist() for column in batch.columns]
        for address, *cells in zip(*columns_read, strict=True):
            yield address, {k: split(k, c) for k, c in zip(staged.columns, cells, strict=True) if c is not None}


def split(key: str, cell: str) -> object:
    """The inverse of `joined`."""
    if key in MAPPING_KEYS:
        try:
            return json.loads(cell)
        except ValueError:
            return cell
    return cell.split(JOINT) if JOINT in cell else cell
