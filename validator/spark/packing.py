"""What every worker needs to know beside the rows it is given: vocabulary, sources, names - and the desk it works at, a
DuckDB of its own with these in it.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from validator.bulk.archive import Archive
from validator.bulk.database import opened
from validator.bulk.layout import CLAIM_KEYS, ENTITY_KEYS, SOURCE_KEYS, BulkFiles
from validator.bulk.staging import Staged, quoted
from validator.judgement.reporting import Options
from validator.records.corpus import Corpus
from validator.records.marks import FaultLog, Mark

MEMORY: Final = "1GB"
"""What the DuckDB of one worker may take before it writes to disk."""
CHUNK: Final = "chunk"
"""The table that holds the rows a worker looks at."""


class VersionError(RuntimeError):
    """Workers whose DuckDB is not the driver's: their hashes need not be the same."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Sent to every worker with its task. `key` names what is in it."""

    key: str
    duckdb: str
    corpus: Corpus
    files: BulkFiles
    columns: tuple[str, ...]
    """Keys that at least one file of claims has."""
    options: Options
    tables: Mapping[str, bytes]
    """`sources`, `entities`, `source_rows` and `entity_rows`, in Arrow's stream format."""
    source_columns: tuple[str, ...]
    entity_columns: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(map(len, self.tables.values()))


def pack_of(archive: Archive, options: Options) -> Pack:
    """Packs what an opened archive knows; its rows of claims are not touched."""
    import duckdb

    queries = {
        "sources": "SELECT * FROM sources",
        "entities": "SELECT * FROM entities",
        "source_rows": archive.sources.sql,
        "entity_rows": f'SELECT * FROM ({archive.entities.sql}) WHERE "name" IS NOT NULL',
    }
    tables = {name: _written(archive.connection, query) for name, query in queries.items()}
    known = (archive.corpus, archive.files, archive.claims.columns, options)
    digest = hashlib.sha256(pickle.dumps(known))
    for name in sorted(tables):
        digest.update(tables[name])
    return Pack(
        key=digest.hexdigest(),
        duckdb=duckdb.__version__,
        corpus=archive.corpus,
        files=archive.files,
        columns=archive.claims.columns,
        options=options,
        tables=tables,
        source_columns=archive.sources.columns,
        entity_columns=archive.entities.columns,
    )


def _written(connection: Any, query: str) -> bytes:
    import pyarrow as pa

    table = connection.sql(query).to_arrow_table()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


@dataclass(slots=True)
class Heard(FaultLog):
    """A log that keeps every fault as it came, for whoever puts the logs of all workers together."""

    entries: list[tuple[str, int, str, str, bool]] = field(default_factory=list)

    def add(self, file: str, mark: Mark, message: str, suggestion: str = "", *, unreadable: bool = True) -> None:
        FaultLog.add(self, file, mark, message, suggestion, unreadable=unreadable)
        self.entries.append((file, mark.line, message, suggestion, unreadable))


_IDLE: Final[dict[str, list[Archive]]] = defaultdict(list)
_LOCK: Final = Lock()


@contextmanager
def desk(pack: Pack) -> Iterator[Archive]:
    """An archive that knows what the pack tells, and no rows yet: one that an earlier task left, or a new one.

    Raises `VersionError` where this machine's DuckDB is another one than the driver's.
    """
    with _LOCK:
        for key in [k for k in _IDLE if k != pack.key]:
            del _IDLE[key]
        archive = _IDLE[pack.key].pop() if _IDLE[pack.key] else None
    if archive is None:
        archive = _opened(pack)
    archive.log = Heard()
    yield archive
    with _LOCK:
        _IDLE[pack.key].append(archive)


def _opened(pack: Pack) -> Archive:
    import tempfile

    import duckdb
    import pyarrow as pa

    if duckdb.__version__ != pack.duckdb:
        raise VersionError(
            f"expected DuckDB {pack.duckdb} on every worker, as on the driver, found {duckdb.__version__}; "
            "install one version of the extra `spark` everywhere"
        )
    scratch = tempfile.gettempdir() + "/validate-spark"
    connection = opened(threads=1, memory_limit=MEMORY, temp_directory=scratch)
    for name, data in pack.tables.items():
        connection.register("arriving", pa.ipc.open_stream(data).read_all())
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arriving")
        connection.unregister("arriving")
    cells = ", ".join(f"{quoted(key)} VARCHAR" for key in CLAIM_KEYS)
    connection.execute(f"CREATE TEMP TABLE {CHUNK}(address BIGINT, {cells})")
    claims = Staged(CLAIM_KEYS, pack.columns, (), CHUNK)
    connection.execute(f"CREATE TEMP VIEW raw AS {claims.sql}")
    return Archive(
        connection,
        pack.corpus,
        pack.files,
        claims,
        Staged(SOURCE_KEYS, pack.source_columns, (), "source_rows"),
        Staged(ENTITY_KEYS, pack.entity_columns, (), "entity_rows"),
        FaultLog(),
        {s.id: s for s in pack.corpus.sources},
    )


def fill(archive: Archive, table: Any) -> None:
    """Puts rows (Arrow, `address` and keys of claims) on the desk in place of those before."""
    given = set(table.column_names)
    cells = ", ".join(quoted(key) if key in given else f"NULL::VARCHAR AS {quoted(key)}" for key in CLAIM_KEYS)
    archive.connection.register("arriving", table)
    archive.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {CHUNK} AS SELECT address::BIGINT AS address, {cells} FROM arriving"
    )
    archive.connection.unregister("arriving")
