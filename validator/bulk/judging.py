"""What the screen leaves: gathered into whole components, and judged by the exact rules, a few components at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from validator.bulk.archive import Archive, insert
from validator.bulk.staging import Staged, copy, quoted
from validator.bulk.ties import Ties, where_it_meets
from validator.judgement.findings import Finding
from validator.judgement.readings import read
from validator.judgement.reporting import Options, report_on
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.marks import FaultLog
from validator.records.vocabulary import Vocabulary
from validator.values.dataclass import dataclass, field, replace

AT_ONCE: Final = 120
"""Claims judged together; components are never split, so a large one is judged alone."""
HOT: Final = 300
"""Claims of one question beyond which a witness of each camp stands for the others."""
MOST: Final = 3_000
"""Claims of one component that the exact rules take on at most."""

NOTES: Final = ("apparent-conflict", "agreement", "plan-and-outcome")
"""Findings that accuse nobody: told of small corpora, refused by name for bulk."""
NEEDS_TEXT: Final = ("unsupported-value", "quote-not-found", "ambiguous-quote")
"""Rules about the words of a source, which bulk rows come without."""
FEW: Final = 100_000
"""Doubtful rows up to which they are kept as text; of more the files are read again."""

_TABLES: Final = ("states", "events", "amounts", "silent")


@dataclass(slots=True)
class Remainder:
    """Claims read one by one, each with its atoms; and the components of everything suspicious."""

    doubtful: dict[int, Claim] = field(default_factory=dict)
    components: list[list[int]] = field(default_factory=list)
    """Addresses (of YAML claims: below 0), smallest first."""


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


def gather(archive: Archive, ties: Ties) -> Remainder:
    """Reads doubtful rows, lets suspicion spread along ties, and splits what it reached into components."""
    connection = archive.connection
    remainder = Remainder()
    prepare_meeting(connection)
    by_yaml = claims_of_yaml(archive.corpus)
    meet(archive, ties, by_yaml)
    batch: dict[int, Claim] = {}
    ((many,),) = connection.execute("SELECT count(*) FROM doubtful").fetchall()
    rows = _told(archive, "SELECT address FROM doubtful") if 0 < many <= FEW else None
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


def claims_of_yaml(corpus: Corpus) -> dict[int, Claim]:
    """Claims written in YAML, by addresses below 0."""
    return {-1 - index: claim for index, claim in enumerate(corpus.claims)}


def prepare_meeting(connection: Any) -> None:
    """Empty tables for `meet` to fill: the atoms of claims that are read one by one, and what ties atoms together."""
    connection.execute("CREATE OR REPLACE TEMP TABLE ties(atom UBIGINT, tie UBIGINT)")
    connection.execute("CREATE OR REPLACE TEMP TABLE met_alone(address BIGINT, atom UBIGINT)")
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS suspicious(atom UBIGINT)")


def meet(archive: Archive, ties: Ties, claims: dict[int, Claim]) -> None:
    """Enters the atoms and ties of claims that are read one by one; all their atoms are suspicious."""
    if not claims:
        return
    connection = archive.connection
    sources = archive.read_sources(
        {c.source for c in claims.values()} | {m for c in claims.values() for m in c.subject.members}
    )
    vocabulary = archive.vocabulary_for(named(claims.values()))
    corpus = corpus_of(archive, vocabulary, tuple(claims.values()), sources.values())
    spoken = defaultdict(list)
    for statement in (s for part in (read(corpus).full, read(corpus).literal) for s in part):
        spoken[statement.id].append(statement)
    codes = {name: code for code, name in enumerate(sorted(ties.group_of))}
    rows: list[tuple[int, str, int, str]] = []
    for address, claim in claims.items():
        atoms, bonds = where_it_meets(claim, spoken[claim.full_id], ties, sources)
        own = f"claim {address}"
        rows.extend((address, a.subject, codes[a.group], tie) for a in sorted(atoms) for tie in (own, *sorted(bonds)))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE met_here(address BIGINT, subject VARCHAR, code INTEGER, tie VARCHAR)"
    )
    insert(connection, "met_here", rows)
    connection.execute("INSERT INTO met_alone SELECT DISTINCT address, hash(hash(subject), code) FROM met_here")
    connection.execute("INSERT INTO ties SELECT DISTINCT hash(hash(subject), code), hash(tie) FROM met_here")
    connection.execute("INSERT INTO suspicious SELECT DISTINCT hash(hash(subject), code) FROM met_here")


def named(claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield from claim.subject.members
        values = (claim.is_, *(claim.has or ()), *(claim.only or ()), *(claim.not_ or ()))
        yield from (v.id for v in values if v is not None and hasattr(v, "id"))
        yield from filter(None, (claim.among, claim.where, claim.said_by, claim.of, *claim.except_))
        yield from (word for pair in claim.fix for word in pair)
        yield from (t.entity for t in (e.time for e in claim.times) if hasattr(t, "entity"))


def corpus_of(archive: Archive, vocabulary: Vocabulary, claims: tuple[Claim, ...], sources: Iterable[Any]) -> Corpus:
    base = archive.corpus
    own = {c.source for c in claims}
    chosen = {s.id: s for s in sources}
    return Corpus(
        root=base.root,
        sources=tuple(chosen[id] for id in sorted(chosen)),
        claims=tuple(sorted(claims, key=lambda c: c.full_id)),
        uncheckable=(),
        vocabulary=vocabulary,
        rulings=(),
        texts={id: text for id, text in base.texts.items() if id in own},
        faults=(),
        anchors={c.full_id: base.anchors[c.full_id] for c in claims if c.full_id in base.anchors},
    )


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
    rows = connection.execute(f"{parts} UNION ALL SELECT address, atom FROM met_alone").fetchall()
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


# -- the exact rules ------------------------------------------------------------------------------------------------


def prepare_rows(archive: Archive) -> None:
    """`told_rows`: the rows that were ever read again, so that a later run need not look for them in the files."""
    keys = ", ".join(f"{quoted(key)} VARCHAR" for key in archive.claims.keys)
    archive.connection.execute(f"CREATE OR REPLACE TABLE told_rows(address BIGINT, {keys})")


def _told(archive: Archive, addresses: str) -> Staged:
    """`told_rows`, with the rows at the addresses that a query lists."""
    into = f"INSERT INTO told_rows(address, {', '.join(map(quoted, archive.claims.columns))})"
    copy(archive.connection, archive.claims, f"{addresses} ANTI JOIN told_rows USING (address)", into)
    return replace(archive.claims, parts=(), table="told_rows")


def read_again(archive: Archive, remainder: Remainder, addresses: Iterable[int]) -> dict[int, Claim]:
    """The claims at the addresses, all in one pass over the files; those read one by one before are at hand."""
    wanted = set(addresses)
    connection = archive.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE wanted(address BIGINT)")
    insert(connection, "wanted", [(address,) for address in sorted(wanted - remainder.doubtful.keys())])
    claims = {address: remainder.doubtful[address] for address in wanted & remainder.doubtful.keys()}
    claims.update(
        archive.read_claims("SELECT address FROM wanted", FaultLog(), _told(archive, "SELECT address FROM wanted"))
    )
    return claims


def judge(
    archive: Archive, claims: Mapping[int, Claim], components: list[list[int]], options: Options
) -> tuple[list[Finding], list[str], bool]:
    """Findings of the exact rules on whole components, remarks on rules that failed, and whether any did or ran out
    of budget.
    """
    findings: list[Finding] = []
    notes: list[str] = []
    incomplete = False
    with_text = Options(options.select, (*options.ignore, *NOTES), rulings=False)
    without_text = Options(options.select, (*with_text.ignore, *NEEDS_TEXT), rulings=False)
    meant = [claims[a] for component in components for a in component if a in claims]
    sources = archive.read_sources({c.source for c in meant} | {m for c in meant for m in c.subject.members})
    vocabulary = archive.vocabulary_for(named(meant))
    base = archive.corpus.vocabulary
    for batch in _batches(components):
        chosen = tuple(claims[a] for a in batch if a in claims)
        of_yaml = {claims[a].full_id for a in batch if a < 0}
        near = {c.source for c in chosen} | {m for c in chosen for m in c.subject.members}
        used = (near | set(named(chosen))) & vocabulary.entities.keys()
        own = replace(base, entities={**base.entities, **{id: vocabulary.entities[id] for id in used}})
        corpus = corpus_of(archive, own, chosen, [sources[id] for id in sorted(near & sources.keys())])
        report, _ = report_on(corpus, with_text if of_yaml else without_text)
        findings.extend(f for f in report.findings if f.rule not in NEEDS_TEXT or set(f.claims) & of_yaml)
        notes.extend(report.notes)
        incomplete = incomplete or report.incomplete
    return findings, sorted(set(notes)), incomplete


def _batches(components: list[list[int]]) -> Iterator[list[int]]:
    batch: list[int] = []
    for component in components:
        if batch and len(batch) + len(component) > AT_ONCE:
            yield batch
            batch = []
        batch.extend(component)
    if batch:
        yield batch
