"""Run by workers: rows of text into bounds the screen can compare, with the functions of `validator.bulk`.

One schema holds everything a row can turn into; `what` tells which. Hashes are DuckDB's 64-bit ones, seen as signed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from validator.bulk.alone import Bound, bound_of
from validator.bulk.archive import Archive, insert
from validator.bulk.gathering import meet, prepare_meeting
from validator.bulk.interning import intern
from validator.bulk.judging import claims_of_yaml, untested_because
from validator.bulk.shapes import UNTESTED
from validator.bulk.sweeping import enter_alone
from validator.bulk.ties import Ties, ties_of
from validator.bulk.understanding import short
from validator.bulk.windows import EVER, NEVER
from validator.records.claim import Claim
from validator.spark.ends import HIGHEST, LOWEST, sortable
from validator.spark.packing import Heard, Pack, desk, fill

STATE, EVENT, AMOUNT, SILENT, ALONE, TIE, READ, LOST, FAULT = range(9)
"""What a row of bounds is: a bound of one of three kinds, a claim that bounds nothing, an atom of a claim read by
itself, a tie of such a claim, that claim itself (with its bound, as far as others of its question can be compared with
it), a row that is no claim, and a reason why it is none.
"""
COLUMNS: Final = {
    "what": "int",
    "address": "bigint",
    "atom": "bigint",
    "slot": "bigint",
    "property": "int",
    "value": "string",
    "rung": "int",
    "lo": "int",
    "hi": "int",
    "first": "int",
    "first_hi": "int",
    "last_lo": "int",
    "last": "int",
    "pub": "int",
    "kind": "int",
    "stage": "int",
    "sure": "boolean",
    "low": "string",
    "high": "string",
    "identity": "bigint",
    "bond": "bigint",
    "claims": "int",
    "text": "string",
}
"""`low`, `high`: exact ends of an amount. `identity`: hash of source and id. `bond`: the tie of an unknown day of
publication. `claims`: 1 on one row of each readable claim (of a fault: its place among those of its row). `text`: why
the claim is not tested, or a fault as JSON.
"""
SCHEMA: Final = ", ".join(f"{name} {type}" for name, type in COLUMNS.items())
ROWS: Final = 200_000
"""Rows understood together: texts that repeat are looked at once."""
_READ_AT_ONCE: Final = 10_000

_SQL_TYPES: Final = {"int": "INTEGER", "bigint": "BIGINT", "string": "VARCHAR", "boolean": "BOOLEAN"}
_HASHES: Final = frozenset({"atom", "slot", "identity", "bond"})
_OWN: Final = {"identity": "p.identity", "bond": "p.bond", "claims": "1"}


def understand(pack: Pack, batches: Iterable[Any]) -> Iterator[Any]:
    """Arrow batches of rows (`address` and keys) into Arrow batches of `SCHEMA`."""
    ties = ties_of(pack.corpus.vocabulary)
    with desk(pack) as archive:
        for table in _gathered(batches):
            fill(archive, table)
            yield from _understood(archive, ties)


def _gathered(batches: Iterable[Any]) -> Iterator[Any]:
    import pyarrow as pa

    held: list[Any] = []
    rows = 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= ROWS:
            yield pa.Table.from_batches(held)
            held, rows = [], 0
    if rows:
        yield pa.Table.from_batches(held)


def _understood(archive: Archive, ties: Ties) -> Iterator[Any]:
    connection = archive.connection
    archive.log = Heard()
    prepare_meeting(connection)
    intern(archive, ties)
    read: list[tuple[int, str]] = []
    bounds: list[Bound] = []
    batch: dict[int, Claim] = {}
    for address, claim in archive.read_claims("SELECT address FROM doubtful"):
        batch[address] = claim
        read.append((address, untested_because(claim)))
        if len(batch) == _READ_AT_ONCE:
            bounds += _met(archive, ties, batch)
            batch = {}
    bounds += _met(archive, ties, batch)
    _lay_out(archive)
    _lay_out_alone(connection, read, bounds)
    yield from _batches(connection, (*_selects(archive), *_selects_alone()))


def understand_yaml(archive: Archive, ties: Ties) -> Any:
    """The claims in YAML as an Arrow table of `SCHEMA`: what a worker makes of rows that are read one by one."""
    import pyarrow as pa

    connection, claims = archive.connection, claims_of_yaml(archive.corpus)
    prepare_meeting(connection)
    bounds = _met(archive, ties, claims)
    _lay_out_alone(connection, [(address, untested_because(claim)) for address, claim in claims.items()], bounds)
    connection.execute("CREATE OR REPLACE TEMP TABLE written_by(address BIGINT, source VARCHAR, id VARCHAR)")
    insert(connection, "written_by", [(address, claim.source, claim.id) for address, claim in claims.items()])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE persons AS SELECT address, hash(source, id) AS identity, NULL::UBIGINT AS bond "
        "FROM written_by"
    )
    return pa.Table.from_batches(_batches(connection, _selects_alone()))


def _met(archive: Archive, ties: Ties, claims: dict[int, Claim]) -> list[Bound]:
    """Lets claims that are read one by one meet others; gives those of them as bounds that can be swept."""
    meet(archive, ties, claims)
    sources = archive.read_sources({claim.source for claim in claims.values()})
    bounds = (bound_of(address, claim, sources.get(claim.source), ties) for address, claim in claims.items())
    return [bound for bound in bounds if bound is not None]


def _batches(connection: Any, selects: Iterable[str]) -> Iterator[Any]:
    for select in selects:
        found = connection.sql(select).to_arrow_table()
        yield from (_signed(b) for b in found.to_batches(max_chunksize=50_000) if b.num_rows)


def _lay_out_alone(connection: Any, read: list[tuple[int, str]], bounds: list[Bound]) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE read_alone(address BIGINT, text VARCHAR)")
    insert(connection, "read_alone", list(read))
    enter_alone(connection, bounds)


def _lay_out(archive: Archive) -> None:
    """Tables that give each row of bounds what only its claim knows."""
    connection = archive.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE exact_ends(rank INTEGER, low VARCHAR)")
    ends = [(rank, sortable(end)) for end, rank in archive.ranks.items()]
    insert(connection, "exact_ends", [*ends, (NEVER, LOWEST), (EVER, HIGHEST)])
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE keys AS SELECT code, {short('key')} AS value "
        "FROM value_keys SEMI JOIN states ON states.value = code"
    )
    known = {"source", "id"} <= set(archive.claims.columns)
    identity = "hash(c.source, c.id)" if known else "NULL::UBIGINT"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE persons AS SELECT c.address, "
        f"CASE WHEN c.source IS NOT NULL AND c.id IS NOT NULL THEN {identity} END AS identity, "
        "CASE WHEN s.unknown THEN hash('published ' || s.id) END AS bond, u.text "
        "FROM raw c LEFT JOIN (SELECT id, unknown FROM sources) s ON s.id = c.source "
        f"LEFT JOIN (SELECT address, {list(UNTESTED)!r}[untested + 1] AS text FROM bounds "
        "WHERE what > 0 AND untested > 0) u USING (address)"
    )
    files = {file.path: file for file in archive.files.claims}
    assert isinstance(archive.log, Heard)
    faults = [
        (files[entry[0]].address(entry[1]), place, json.dumps(entry, ensure_ascii=False))
        for place, entry in enumerate(archive.log.entries)
    ]
    connection.execute("CREATE OR REPLACE TEMP TABLE told(address BIGINT, place INTEGER, text VARCHAR)")
    insert(connection, "told", faults)


def _selects(archive: Archive) -> Iterator[str]:
    person = "JOIN persons p USING (address)"
    own = {**_OWN, "text": "p.text"}
    once = "(row_number() OVER (PARTITION BY address ORDER BY b.value) = 1)::INTEGER"
    yield _select(STATE, f"states b {person} LEFT JOIN keys k ON k.code = b.value", own, {
        "claims": once if "has" in archive.claims.columns else "1", "value": "k.value",
        **{c: f"b.{c}" for c in ("atom", "slot", "property", "rung", "lo", "hi", "first", "first_hi", "last_lo", "last",
                                 "pub", "kind", "sure")},
    })  # fmt: skip
    columns = ("atom", "slot", "property", "stage", "lo", "hi", "kind")
    yield _select(EVENT, f"events b {person}", own, {c: f"b.{c}" for c in columns})
    ends = "LEFT JOIN exact_ends l ON l.rank = b.lo LEFT JOIN exact_ends h ON h.rank = b.hi"
    amount = {"atom": "b.atom", "slot": "b.slot", "property": "b.property", "low": "l.low", "high": "h.low"}
    yield _select(AMOUNT, f"amounts b {person} {ends}", own, amount)
    # a plan that lists members stands there once for each of them
    silent = "(SELECT DISTINCT address, atom FROM silent) b"
    yield _select(SILENT, f"{silent} {person}", own, {"atom": "b.atom"})
    lost = "(SELECT address FROM doubtful ANTI JOIN read_alone USING (address)) b"
    yield _select(LOST, lost, {}, {})
    yield _select(FAULT, "told b", {}, {"text": "b.text", "claims": "b.place"})


def _selects_alone() -> Iterator[str]:
    """What claims that are read one by one turn into."""
    yield _select(ALONE, "(SELECT DISTINCT address, atom FROM met_alone) b", {}, {"atom": "b.atom"})
    yield _select(TIE, "met_alone b", {}, {"atom": "b.atom", "slot": "b.tie"})
    told = ("slot", "stage", "lo", "hi", "first", "first_hi", "last_lo", "last", "pub", "sure")
    bound = {"value": "h.key", **{c: f"h.{c}" for c in told}}
    person = "JOIN persons p USING (address) LEFT JOIN hot_alone h USING (address)"
    yield _select(READ, f"read_alone b {person}", _OWN, {"text": "b.text", **bound})


def _select(what: int, table: str, own: dict[str, str], filled: dict[str, str]) -> str:
    cells = {"what": str(what), "address": "b.address", **own, **filled}
    types = {n: "UBIGINT" if n in _HASHES else _SQL_TYPES[t] for n, t in COLUMNS.items()}
    asked = ", ".join(f'CAST({cells.get(name, "NULL")} AS {types[name]}) AS "{name}"' for name in COLUMNS)
    return f"SELECT {asked} FROM {table}"


def _signed(batch: Any) -> Any:
    import pyarrow as pa

    columns = [c.view(pa.int64()) if c.type == pa.uint64() else c for c in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
