"""A session on a Spark master, or on a server that speaks Spark's protocol; and what the two do not have in common."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

_LOCAL: Final = re.compile(r"local(\[(\*|[1-9][0-9]*)(, *[0-9]+)?\])?")
_ELSEWHERE: Final = re.compile(r"(spark|sc|k8s|mesos)://\S+|yarn")
MASTERS: Final = "local[2], spark://HOST:7077, yarn, k8s://… or sc://HOST:15002"


class SparkError(RuntimeError):
    """Spark cannot be used as asked for."""


class MissingSparkError(SparkError):
    """PySpark, or what it needs, is not installed."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"--engine spark needs {what}, found none; install the extra `spark` (pip install claim-validator[spark])"
        )


class MasterError(SparkError):
    """A master nobody can be reached at."""


def require() -> None:
    """Raises `MissingSparkError` where a package of the extra `spark` is not there."""
    from importlib.util import find_spec

    for name, what in (("pyspark", "PySpark"), ("duckdb", "DuckDB"), ("pyarrow", "Arrow"), ("pandas", "pandas")):
        if find_spec(name) is None:
            raise MissingSparkError(what)


@contextmanager
def session_on(master: str) -> Iterator[Any]:
    """A session that ends with the block. Raises `MasterError` for a master that is none or does not answer."""
    require()
    if not _LOCAL.fullmatch(master) and not _ELSEWHERE.fullmatch(master):
        raise MasterError(f"--master: expected {MASTERS}, found {master!r}")
    try:
        session = _started(master)
    except Exception as error:  # py4j, gRPC and Spark each raise their own kinds
        reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        raise MasterError(f"--master: {master} could not be reached or started: {reason}") from error
    try:
        yield session
    finally:
        session.stop()


def _started(master: str) -> Any:
    from pyspark.sql import SparkSession

    if master.startswith("sc://"):
        session = SparkSession.builder.remote(master).getOrCreate()
        session.range(1).count()
        return session
    builder = SparkSession.builder.master(master).appName("validate")
    settings = {
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "50000",
        "spark.sql.files.maxPartitionBytes": "64m",
    }
    if _LOCAL.fullmatch(master):
        settings |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "8",
            "spark.driver.memory": "2g",
        }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    if _LOCAL.fullmatch(master):
        session.sparkContext.pythonExec = sys.executable  # what runs here has what the workers need
    return session


def tells_rows(session: Any, frame: Any) -> bool:
    """Whether the reader of Parquet tells which row of which file a row was."""
    try:
        return "row_index" in frame.select("_metadata.file_name", "_metadata.row_index").columns
    except Exception:  # each server has its own kind for a column it does not know
        return False


@dataclass(slots=True)
class Keeper:
    """Frames that are looked at several times, kept by the workers until the run ends."""

    session: Any
    _kept: list[Any] = field(default_factory=list)
    _persists: bool | None = None

    def keep(self, frame: Any) -> Any:
        """What a worker that is lost had kept is made again from where it came from."""
        if self._persists is None:
            self._persists = _is_spark(self.session)
        if not self._persists:
            try:
                return frame.localCheckpoint(eager=True)
            except Exception:  # no place to keep it: it is made anew each time it is looked at
                return frame
        frame = frame.persist()
        self._kept.append(frame)
        return frame

    def release(self) -> None:
        while self._kept:
            self._kept.pop().unpersist()


def _is_spark(session: Any) -> bool:
    """Whether this is Apache Spark, which keeps what it is told to; Sail says so and does not, but has checkpoints."""
    try:
        return bool(session.range(1).selectExpr("input_file_name() AS f").columns)
    except Exception:  # each server has its own kind for a function it does not know
        return False


def given(session: Any, **columns: tuple[str, Iterable[Any]]) -> Any:
    """A frame of what the driver holds: each column with its type in Arrow's words (`int64`) and its cells."""
    import pyarrow as pa

    arrays = {name: pa.array(list(cells), getattr(pa, type)()) for name, (type, cells) in columns.items()}
    return session.createDataFrame(pa.table(arrays))
