"""Small bulk corpora for tests, as JSONL or as Parquet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

VOCABULARY = """\
entities:
  city: {type: place}
  ann: {type: person, names: {en: [Ann Berg]}}
  bo: {type: person}
  cy: {type: person}
properties:
  mayor: {kind: state, value-type: person}
  opened: {kind: event}
  treaty: {kind: event, stages: [agreed, signed]}
  members: {kind: set, value-type: person}
  length: {kind: quantity, unit: m}
"""
SOURCE = {"id": "s1", "language": "en", "published": "2020-06-01", "sha256": "0" * 64}
Row = dict[str, Any]


def claim(number: int, **keys: Any) -> Row:
    """A row with an id and a quote; `is_` and `not_` stand for `is` and `not`."""
    return {"source": "s1", "id": f"c{number}", "quote": f"words {number}", "subject": "city"} | {
        key.rstrip("_"): value for key, value in keys.items()
    }


def write_jsonl(path: Path, rows: list[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def write_parquet(path: Path, rows: list[Row], lists: tuple[str, ...] = ()) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    columns = {}
    for key in dict.fromkeys(key for row in rows for key in row):
        cells = [row.get(key) for row in rows]
        if key in lists:
            listed = [None if c is None else c if isinstance(c, list) else [c] for c in cells]
            columns[key] = pa.array(listed, pa.list_(pa.string()))
        else:
            columns[key] = pa.array(cells, pa.string())
    pq.write_table(pa.table(columns), path, row_group_size=3)


def corpus(
    root: Path,
    rows: list[Row],
    *,
    sources: list[Row] | None = None,
    vocabulary: str = VOCABULARY,
    parquet: bool = False,
) -> Path:
    folder = root / "claims"
    (folder / "vocabulary").mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary" / "all.yaml").write_text(vocabulary, encoding="utf-8")
    if parquet:
        write_parquet(folder / "sources.parquet", sources or [SOURCE])
        write_parquet(folder / "archive.parquet", rows, lists=("has", "only", "not"))
    else:
        write_jsonl(folder / "sources.jsonl", sources or [SOURCE])
        write_jsonl(folder / "archive.jsonl", rows)
    return root
