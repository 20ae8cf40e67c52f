"""Claims of Parquet and JSONL files as one frame of text: an address, and every key that some file has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from validator.bulk.database import opened
from validator.bulk.layout import ADDRESS_BITS, JOINT
from validator.bulk.staging import Part, Staged, quoted
from validator.spark.session import SparkError, given, tells_rows

MOST_LINES_BYTES: Final = 256 * 1024 * 1024
"""JSONL is read by the driver and given out; beyond this, it is refused."""
_LINE: Final = "line"
_ROWS: Final = 200_000
"""Rows of one partition, where row groups are given out by hand."""


class TooLargeError(SparkError):
    """More than the driver can hand out."""


def rows_of(session: Any, staged: Staged) -> Any:
    """`address` and the keys of `staged.columns`, all text. Raises `TooLargeError` for JSONL that is too large."""
    frames = []
    alike: dict[tuple[tuple[str, str], ...], list[Part]] = {}
    for part in staged.parts:
        if part.file.is_parquet:
            alike.setdefault(tuple(sorted(part.types)), []).append(part)
        else:
            frames.append(_of_lines(session, part, staged.columns))
    for parts in alike.values():
        frames.append(_of_parquet(session, parts, staged.columns))
    if not frames:
        return _no_rows(session, staged.columns)
    whole = frames[0]
    for frame in frames[1:]:
        whole = whole.unionAll(frame)
    return whole


def _no_rows(session: Any, columns: Iterable[str]) -> Any:
    return session.createDataFrame([], ", ".join(f"{name} {type}" for name, type in _schema(columns)))


def _schema(columns: Iterable[str]) -> list[tuple[str, str]]:
    return [("address", "bigint"), *((f"`{c}`", "string") for c in columns)]


def _of_lines(session: Any, part: Part, columns: tuple[str, ...]) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    size = part.file.place.stat().st_size
    if size > MOST_LINES_BYTES:
        raise TooLargeError(
            f"{part.file.path}: expected at most {MOST_LINES_BYTES // 1024**2} MB of JSONL with --engine spark, "
            f"found {size // 1024**2:,} MB; write it as Parquet, which workers read by themselves"
        )
    table = pq.read_table(part.place, columns=[_LINE, *columns])
    if not table.num_rows:
        return _no_rows(session, columns)
    first = part.file.address(0)
    address = pa.array([first + line for line in table[_LINE].to_pylist()], pa.int64())
    cells = [table[c].cast(pa.string()) for c in columns]
    return session.createDataFrame(pa.Table.from_arrays([address, *cells], names=["address", *columns]))


def _of_parquet(session: Any, parts: list[Part], columns: tuple[str, ...]) -> Any:
    # a scheme, so that a cluster whose paths are elsewhere by default looks where the driver does
    read = session.read.parquet(*(f"file://{part.place}" for part in parts))
    if not tells_rows(session, read):
        return _by_hand(session, parts, columns)
    types = dict(parts[0].types)
    cells = [f"{_cell(key, types.get(key))} AS `{key}`" for key in columns]
    numbers = _numbers(read.inputFiles(), parts)
    where = ", ".join(f"{_quoted(name)}, {number}L" for name, number in sorted(numbers.items()))
    number = f"element_at(map({where}), _metadata.file_name)"
    return read.selectExpr(f"{number} * {1 << ADDRESS_BITS}L + _metadata.row_index + 1L AS address", *cells)


def _numbers(found: Iterable[str], parts: list[Part]) -> Mapping[str, int]:
    """File names, as Spark tells them, with the numbers of the files."""
    known = {part.file.place.name: part.file.number for part in parts}
    names = {uri.rpartition("/")[2] for uri in found}
    return {name: known[name if name in known else unquote(name)] for name in names}


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _cell(key: str, type: str | None) -> str:
    """What `staging` does in DuckDB's SQL, in Spark's."""
    if type is None:
        return "CAST(NULL AS STRING)"
    if type == "VARCHAR[]":
        some = f"size(`{key}`) > 0 AND NOT exists(`{key}`, item -> item IS NOT NULL)"
        return f"CASE WHEN {some} THEN NULL ELSE array_join(`{key}`, '{JOINT}') END"
    if type.startswith("MAP"):
        return f"to_json(`{key}`)"
    return f"CAST(`{key}` AS STRING)"


# -- where the reader of Parquet does not tell rows -------------------------------------------------------------------


def _by_hand(session: Any, parts: list[Part], columns: tuple[str, ...]) -> Any:
    """Workers read the row groups themselves. For engines whose own reader does not number rows."""
    import pyarrow.parquet as pq

    splits = []
    for index, part in enumerate(parts):
        first = 0
        metadata = pq.ParquetFile(part.place).metadata
        for group in range(metadata.num_row_groups):
            splits.append((index, group, first))
            first += metadata.row_group(group).num_rows
    numbers = [list(column) for column in zip(*splits, strict=True)] or [[], [], []]
    table = given(session, part=("int64", numbers[0]), group=("int64", numbers[1]), first=("int64", numbers[2]))
    schema = ", ".join(f"{n} {t}" for n, t in _schema(columns))
    known = tuple((part.file.address(1), str(part.place), part.cells) for part in parts)
    rows = sum(pq.ParquetFile(part.place).metadata.num_rows for part in parts)
    return table.repartition(1 + rows // _ROWS).mapInArrow(partial(_read_groups, known, columns), schema)


def _read_groups(
    parts: tuple[tuple[int, str, tuple[tuple[str, str], ...]], ...], columns: tuple[str, ...], batches: Iterable[Any]
) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    connection = opened(threads=1)
    for batch in batches:
        for index, group, first in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            address, place, cells = parts[index]
            rows = pq.ParquetFile(Path(place)).read_row_group(group)
            numbers = pa.array(range(address + first, address + first + rows.num_rows), pa.int64())
            connection.register("arriving", rows.append_column("address", numbers))
            asked = ", ".join(f"{cell} AS {quoted(key)}" for key, cell in cells if key in columns)
            yield from connection.sql(f"SELECT address, {asked} FROM arriving").to_arrow_table().to_batches()
            connection.unregister("arriving")
    connection.close()
