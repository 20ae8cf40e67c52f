"""What the screen leaves, gathered into whole components: suspicion spreads along everything that ties questions
together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from validator.bulk.archive import Archive, insert
from validator.bulk.judging import Met, Records, claims_of_yaml, meetings, met_digest
from validator.bulk.rows import Row
from validator.bulk.staging import Staged, copy, fetch, quoted
from validator.bulk.ties import Ties
from validator.records.claim import Claim
from validator.values.dataclass import dataclass, field, replace

FEW: Final = 100_000
"""Doubtful rows up to which they are kept as text; of more the files are read again."""

_TABLES: Final = ("states", "events", "amounts", "silent")


@dataclass(slots=True)
class Remainder:
    """Claims read one by one, each with its atoms; and the components of everything suspicious."""

    doubtful: dict[int, Claim] = field(default_factory=dict)
    components: list[list[int]] = field(default_factory=list)
    """Addresses (of YAML claims: below 0), smallest first."""
    met: str = ""
    """A digest of how claims in YAML meet with others."""


@dataclass(slots=True)
class Joined:
    """Atoms that have been found to belong together, pair by pair."""

    root: dict[int, int] = field(default_factory=dict)

    def find(self, node: int) -> int:
        """One atom that stands for all that belong together with this one."""
        root = self.root
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    def join(self, one: int, other: int) -> None:
        self.root.setdefault(one, one)
        self.root.setdefault(other, other)
        self.root[self.find(one)] = self.find(other)


def gather(archive: Archive, ties: Ties, records: Records) -> Remainder:
    """Reads doubtful rows, lets suspicion spread along ties, and splits what it reached into components. `records` are
    asked for what claims in YAML name.
    """
    connection = archive.connection
    remainder = Remainder()
    prepare_meeting(connection)
    by_yaml = claims_of_yaml(archive.corpus)
    met = meetings(records, ties, by_yaml)
    remainder.met = met_digest(met)
    _enter(connection, met)
    batch: dict[int, Claim] = {}
    ((many,),) = connection.execute("SELECT count(*) FROM doubtful").fetchall()
    rows = told(archive, "SELECT address FROM doubtful") if 0 < many <= FEW else None
    for address, claim in archive.read_claims("SELECT address FROM doubtful", rows=rows) if many else ():
        batch[address] = claim
        if len(batch) >= 10_000:
            meet(archive, ties, batch)
            remainder.doubtful.update(batch)
            batch = {}
    meet(archive, ties, batch)
    remainder.doubtful.update(by_yaml)
    remainder.doubtful.update(batch)
    _tie_unknown_days(connection)
    _spread_suspicion(connection)
    remainder.components = _components(connection)
    return remainder


def prepare_meeting(connection: Any) -> None:
    """Empty tables for `meet` to fill: the atoms of claims that are read one by one, each with every tie that the claim
    brings there; and what ties atoms together.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE ties(atom UBIGINT, tie UBIGINT)")
    connection.execute("CREATE OR REPLACE TEMP TABLE met_alone(address BIGINT, atom UBIGINT, tie UBIGINT)")
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS suspicious(atom UBIGINT)")


def meet(archive: Archive, ties: Ties, claims: dict[int, Claim]) -> None:
    """Enters the atoms and ties of claims that are read one by one; all their atoms are suspicious."""
    _enter(archive.connection, meetings(archive, ties, claims))


def _enter(connection: Any, rows: list[Met]) -> None:
    if not rows:
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE met_here(address BIGINT, subject VARCHAR, code INTEGER, tie VARCHAR)"
    )
    insert(connection, "met_here", [tuple(row) for row in rows])
    connection.execute(
        "INSERT INTO met_alone SELECT DISTINCT address, hash(hash(subject), code), hash(tie) FROM met_here"
    )
    connection.execute("INSERT INTO ties SELECT DISTINCT hash(hash(subject), code), hash(tie) FROM met_here")
    connection.execute("INSERT INTO suspicious SELECT DISTINCT hash(hash(subject), code) FROM met_here")


def _tie_unknown_days(connection: Any) -> None:
    """Claims of one source whose day is unknown bear on each other through that day."""
    for table in _TABLES:
        connection.execute(
            f"INSERT INTO ties SELECT DISTINCT b.atom, hash('published ' || s.id) FROM {table} b JOIN "
            f"sources s ON s.code = b.source WHERE s.unknown"
        )


def _spread_suspicion(connection: Any) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE reached AS SELECT DISTINCT atom FROM suspicious")
    connection.execute("CREATE OR REPLACE TEMP TABLE edge AS SELECT atom FROM reached")
    while True:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE next_edge AS SELECT DISTINCT t.atom FROM ties t "
            "WHERE t.tie IN (SELECT tie FROM ties SEMI JOIN edge USING (atom)) AND t.atom NOT IN "
            "(SELECT atom FROM reached)"
        )
        (grown,) = connection.execute("SELECT count(*) FROM next_edge").fetchall()[0]
        if not grown:
            return
        connection.execute("INSERT INTO reached SELECT atom FROM next_edge")
        connection.execute("CREATE OR REPLACE TEMP TABLE edge AS SELECT atom FROM next_edge")


def _components(connection: Any) -> list[list[int]]:
    parts = " UNION ALL ".join(f"SELECT address, atom FROM {table} SEMI JOIN reached USING (atom)" for table in _TABLES)
    rows = connection.execute(f"{parts} UNION ALL SELECT DISTINCT address, atom FROM met_alone").fetchall()
    joined = Joined()
    of_claim: dict[int, int] = {}
    for address, atom in rows:
        joined.join(atom, of_claim.setdefault(address, atom))
    of_tie: dict[int, int] = {}
    for atom, tie in connection.execute("SELECT atom, tie FROM ties SEMI JOIN reached USING (atom)").fetchall():
        joined.join(atom, of_tie.setdefault(tie, atom))
    grouped: dict[int, list[int]] = defaultdict(list)
    for address, atom in of_claim.items():
        grouped[joined.find(atom)].append(address)
    found = [sorted(addresses) for addresses in grouped.values()]
    return sorted(found, key=lambda c: (len(c), c))


def prepare_rows(archive: Archive) -> None:
    """`told_rows`: the rows that were ever read again, so that a later run need not look for them in the files."""
    keys = ", ".join(f"{quoted(key)} VARCHAR" for key in archive.claims.keys)
    archive.connection.execute(f"CREATE OR REPLACE TABLE told_rows(address BIGINT, {keys})")


def told(archive: Archive, addresses: str) -> Staged:
    """`told_rows`, with the rows at the addresses that a query lists."""
    into = f"INSERT INTO told_rows(address, {', '.join(map(quoted, archive.claims.columns))})"
    missing = f"SELECT address FROM ({addresses}) ANTI JOIN told_rows USING (address)"
    copy(archive.connection, archive.claims, missing, into)
    return replace(archive.claims, parts=(), table="told_rows")


def rows_again(archive: Archive, addresses: Iterable[int]) -> dict[int, Row]:
    """The rows at the addresses, all in one pass over the files."""
    connection = archive.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE wanted(address BIGINT)")
    insert(connection, "wanted", [(address,) for address in sorted(set(addresses))])
    wanted = "SELECT address FROM wanted"
    return dict(fetch(connection, told(archive, wanted), wanted))
