"""A DuckDB database of a check."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def opened(place: Path | str = ":memory:", **config: str | bool | int | float) -> Any:
    """A connection to the database at a place, with these settings, that writes nothing of its own to standard output,
    where the report goes. Raises `duckdb.Error`.
    """
    import duckdb

    connection = duckdb.connect(str(place), config=dict(config))
    connection.execute("SET enable_progress_bar = false")
    return connection
