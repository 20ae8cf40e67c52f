"""JSONL, line by line, and as Parquet, where it is read by the million."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from validator.bulk.layout import JOINT, BulkFile, column_problem
from validator.bulk.rows import Row, RowError, node, parse_line, row_mark
from validator.records.files import FileError
from validator.records.marks import FILE_START, FaultLog
from validator.values.dataclass import dataclass

LINES_AT_ONCE: Final = 50_000
LINE: Final = "line"
"""Column that tells the line a row was written on."""


def read_lines(file: BulkFile, keys: tuple[str, ...], log: FaultLog) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line numbers with the rows on them; lines that are no record are told. Blank lines are passed over."""
    known = frozenset(keys)
    try:
        stream = file.open()
    except FileError as error:
        log.add(file.path, FILE_START, error.message, error.suggestion)
        return
    with stream:
        for number, data in enumerate(stream, start=1):
            try:
                line = data.decode("utf-8").strip()
                if not line:
                    continue
                row = parse_line(line)
                if not known.issuperset(row) or any(type(v) is not str or not v.isprintable() for v in row.values()):
                    _look_closely(row, number, keys)
            except UnicodeDecodeError as error:
                log.add(file.path, row_mark(number), f"expected UTF-8, found a byte that is none at {error.start}")
            except RowError as error:
                log.add(file.path, row_mark(number), str(error))
            else:
                yield number, row


def _look_closely(row: Row, number: int, keys: tuple[str, ...]) -> None:
    """Raises `RowError` for a key nobody knows and for what is no text, which the joined columns could not tell any
    more.
    """
    unknown = next((key for key in row if key not in keys), None)
    if unknown is not None:
        problem = column_problem([unknown], keys, "the record")
        assert problem is not None
        raise RowError(f"{problem[0]} ({problem[1]})")
    node(row, row_mark(number), keys)


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


@dataclass(slots=True, eq=False)
class Lines:
    """A JSONL file, which is written as Parquet once that is asked for."""

    file: BulkFile
    keys: tuple[str, ...]
    place: Path
    """Where the Parquet is, or is to be."""
    columns: tuple[str, ...] | None = None
    """The keys that some row fills; None as long as nobody has read the file."""
    written: bool = False

    def write(self, log: FaultLog | None = None) -> None:
        """Reads the file, unless it has been read; lines that are no record are told."""
        if not self.written:
            self.written = True
            self.columns = _as_parquet(self.file, self.keys, self.place, FaultLog() if log is None else log)


def _as_parquet(file: BulkFile, keys: tuple[str, ...], place: Path, log: FaultLog) -> tuple[str, ...]:
    """Writes the rows of a file, every key a column; gives the keys that some row fills."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(LINE, pa.int64()), *((key, pa.string()) for key in keys)])
    met: set[str] = set()
    with pq.ParquetWriter(place, schema, compression="zstd") as writer:
        lines: list[int] = []
        rows: list[dict[str, Any]] = []

        def flush() -> None:
            filled = {key for row in rows for key in row}
            met.update(filled)
            columns = [_texts(rows, key) if key in filled else pa.nulls(len(rows), pa.string()) for key in keys]
            writer.write_table(pa.Table.from_arrays([_numbers(lines), *columns], schema=schema))
            lines.clear()
            rows.clear()

        for number, row in read_lines(file, keys, log):
            lines.append(number)
            rows.append(row)
            if len(lines) >= LINES_AT_ONCE:
                flush()
        flush()
    return tuple(key for key in keys if key in met)


def _numbers(numbers: list[int]) -> Any:
    """An Arrow array; `pyarrow.array`, here and for texts, would import pandas where that is installed."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(array("q", numbers))])


def _texts(rows: list[dict[str, Any]], key: str) -> Any:
    from pyarrow.lib import StringBuilder

    cells = [row.get(key) for row in rows]
    builder = StringBuilder()
    builder.append_values([c if c is None or type(c) is str else joined(key, c) for c in cells])
    return builder.finish()
