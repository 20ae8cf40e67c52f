"""Rows of claims, in JSON lines or in a table, with the keys they have in YAML (docs/scale.md)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from validator.bulk.layout import CLAIM_KEYS, SOURCE_KEYS, column_problem
from validator.bulk.rows import RowError, node, parse_line, row_mark
from validator.doors.cells import CellError, value_of
from validator.doors.importing.incoming import UNKNOWN_HEADER, IncomingClaim, IncomingSource, Reading, content
from validator.doors.refusal import Refusal
from validator.records.corpus import Corpus
from validator.records.marks import FaultLog
from validator.records.nodes import shown
from validator.records.source_reading import SOURCE_ID

Row = dict[str, Any]


def read(format: str, file: Path, sources: Path | None, corpus: Corpus, log: FaultLog) -> Reading:
    """The claims of a file of rows, with the headers that the file of sources gives them."""
    found: dict[str, IncomingSource] = {}
    refused = 0
    if sources is not None:
        for number, row in _rows(format, sources, SOURCE_KEYS, log):
            id = _source_id(row, "id", sources.as_posix(), number, log)
            if id in found:
                log.add(sources.as_posix(), row_mark(number), f"expected each source once, found `{id}` again")
            elif id is not None:
                header = {key: value for key, value in row.items() if key != "id"}
                found[id] = IncomingSource(id, header, row_mark(number), file=sources.as_posix())
    for number, row in _rows(format, file, CLAIM_KEYS, log):
        id = _source_id(row, "source", file.as_posix(), number, log)
        if id is None:
            continue
        source = found.setdefault(id, IncomingSource(id, UNKNOWN_HEADER, row_mark(number), stub=True))
        record = {key: value for key, value in row.items() if key != "source"}
        source.claims.append(IncomingClaim(record, row_mark(number)))
    refused += log.count(file.as_posix())
    return Reading(file.as_posix(), tuple(found.values()), refused)


def _source_id(row: Row, key: str, file: str, number: int, log: FaultLog) -> str | None:
    id = row.get(key)
    if isinstance(id, str) and SOURCE_ID.fullmatch(id):
        return id
    told = shown(id) if isinstance(id, str) else "none"
    message = f"expected the id of a source under `{key}` (lower-case letters, digits, `.`, `_` and `-`), found {told}"
    log.add(file, row_mark(number), message)
    return None


def _rows(format: str, file: Path, keys: tuple[str, ...], log: FaultLog) -> Iterator[tuple[int, Row]]:
    """Line numbers with the rows that begin on them. A row that is none is told; the others are read."""
    text = content(file)
    for number, parse in _lines(text) if format == "jsonl" else _table(text, file.as_posix(), keys):
        try:
            row = {key: value for key, value in parse().items() if value is not None}
            node(row, row_mark(number), keys)
        except (RowError, CellError) as error:
            log.add(file.as_posix(), row_mark(number), str(error))
        else:
            yield number, row


def _lines(text: str) -> Iterator[tuple[int, Callable[[], Row]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, partial(parse_line, line)


def _table(text: str, file: str, keys: tuple[str, ...]) -> Iterator[tuple[int, Callable[[], Row]]]:
    """The rows of a table. Raises `Refusal` where its first line does not name its columns."""
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: list[str] | None = None
    while True:
        number = table.line_num + 1
        try:
            cells = next(table, None)
        except csv.Error as error:
            raise Refusal(f"{file}:{number}: expected a table (CSV), found none: {error}") from None
        if cells is None:
            return
        if not cells:
            continue
        if columns is None:
            columns = cells
            _check_columns(columns, keys, file)
        else:
            yield number, partial(_row, columns, cells)


def _check_columns(columns: list[str], keys: tuple[str, ...], file: str) -> None:
    """Raises `Refusal` for columns that are no keys of the record."""
    separator = next((name for sign, name in ((";", "semicolons"), ("\t", "tabs")) if sign in columns[0]), None)
    if separator is not None and len(columns) == 1:
        raise Refusal(f"{file}:1: expected columns with commas between them, found {separator}", "save it with commas")
    problem = column_problem(columns, keys, "the record")
    if problem is not None:
        raise Refusal(f"{file}:1: {problem[0]}", problem[1])
    twice = next((name for name in columns if columns.count(name) > 1), None)
    if twice is not None:
        raise Refusal(f"{file}:1: expected each column once, found `{twice}` again", "leave one of the two out")


def _row(columns: list[str], cells: list[str]) -> Row:
    """Raises `RowError` and `CellError`."""
    if len(cells) != len(columns):
        raise RowError(f"expected {len(columns)} cells, as in the first line, found {len(cells)}")
    return {key: value_of(key, cell) for key, cell in zip(columns, cells, strict=True) if cell}
