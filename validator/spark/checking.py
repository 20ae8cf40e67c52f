"""Checks a corpus on Spark: workers understand rows, a screen in SQL drops what some world surely answers, workers
judge what is left, and the driver puts it into one report.

Of the claims the driver sees keys of what is suspicious, faults, and findings; never a row that is clean.
"""

from __future__ import annotations

import json
import pickle
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from validator.bulk.archive import Archive, open_archive
from validator.bulk.checking import Tally, report_of
from validator.bulk.database import opened
from validator.bulk.layout import bulk_files
from validator.bulk.rows import row_mark
from validator.bulk.ties import Ties, ties_of
from validator.judgement.findings import Finding, Report
from validator.judgement.reporting import Options
from validator.records.marks import FAULT_LIMIT, FaultLog
from validator.records.opening import load
from validator.spark.judging import FOUND, Judged, Plan, judge_components
from validator.spark.packing import Pack, pack_of
from validator.spark.reading import rows_of
from validator.spark.screening import Components, components_of, labels_of, suspicious_atoms, views_of
from validator.spark.session import Keeper, SparkError, given, session_on
from validator.spark.understanding import FAULT, LOST, READ, SCHEMA, STATE, understand, understand_yaml

MOST_NAMES_BYTES: Final = 100 * 1024 * 1024
"""Sources and entities are sent to every worker with its task; beyond this many bytes packed, they are refused. Spark
Connect takes no message of more than 128 MB.
"""


class TooManyNamesError(SparkError):
    """More sources and entities than can be sent to every worker."""


def check(root: Path, options: Options | None = None, *, master: str) -> tuple[Report, Tally]:
    """The report over a corpus, the same as `validator.bulk.checking.check` gives.

    Raises `SparkError` where Spark is not installed, the master does not answer, or something is too large to be
    handed out.
    """
    with session_on(master) as session:
        return check_on(session, root, options)


def check_on(session: Any, root: Path, options: Options | None = None) -> tuple[Report, Tally]:
    """The same, on a session that is open already and stays open."""
    options = options or Options()
    root = root.resolve()
    corpus, files = load(root), bulk_files(root)
    with tempfile.TemporaryDirectory(prefix="validate-spark-") as scratch:
        connection = opened(temp_directory=scratch)
        keeper = Keeper(session)
        try:
            archive = open_archive(connection, corpus, files, Path(scratch))
            return _Run(session, archive, ties_of(corpus.vocabulary), options, keeper).report()
        finally:
            connection.close()
            keeper.release()


class _Run:
    """One check: its session, what the driver knows, and the frames made so far."""

    def __init__(self, session: Any, archive: Archive, ties: Ties, options: Options, keeper: Keeper) -> None:
        self.session = session
        self.archive = archive
        self.ties = ties
        self.keeper = keeper
        self.pack: Pack = pack_of(archive, options)
        if self.pack.size > MOST_NAMES_BYTES:
            raise TooManyNamesError(
                f"expected at most {MOST_NAMES_BYTES // 1024**2} MB of sources and entities, which every worker holds, "
                f"found {self.pack.size // 1024**2:,} MB; leave out those that no claim speaks of"
            )
        self.rows = rows_of(session, archive.claims)

    def report(self) -> tuple[Report, Tally]:
        bounds = self.keeper.keep(self.rows.mapInArrow(partial(understand, self.pack), SCHEMA))
        if self.archive.corpus.claims:
            bounds = bounds.unionAll(self.session.createDataFrame(understand_yaml(self.archive, self.ties)))
        bounds.createOrReplaceTempView("bounds")
        repeated = self._repeated()
        if repeated:
            bounds = self._without(bounds, sorted({address for address, _ in repeated}))
        views_of(bounds)
        related = [
            c for c, name in enumerate(sorted(self.ties.group_of)) if self.ties.group_of[name] in self.ties.related
        ]
        census = self._census()
        edges = any(row.edges for row in census if row.what == STATE)
        suspicious = suspicious_atoms(self.session, related, edges, self.keeper)
        labels = labels_of(self.session, suspicious, self.keeper)
        components = components_of(self.session, self.archive.connection, labels, self.keeper)
        findings, notes, incomplete = self._judged(components)
        self._tell(repeated, any(row.what == FAULT for row in census))
        untested, doubtful = self._untested(census)
        ((sources,),) = self.archive.connection.execute("SELECT count(*) FROM sources").fetchall()
        corpus, options = self.archive.corpus, self.pack.options
        report = report_of(corpus, self.archive.log, sources, untested, findings, notes, incomplete, options)
        return report, Tally(report.corpus.claims, components.judged, doubtful, components.number)

    # -- ids that stand twice ---------------------------------------------------------------------------------------

    def _repeated(self) -> list[tuple[int, str]]:
        """Addresses of rows whose id another row of their source, or a claim in YAML, has already; with the id."""
        suspects = self.session.sql(
            "SELECT identity FROM bounds WHERE identity IS NOT NULL GROUP BY identity "
            "HAVING min(address) < max(address)"
        )
        alike = suspects.toArrow()["identity"].to_pylist()
        if not alike:
            return []
        given(self.session, identity=("int64", alike)).createOrReplaceTempView("alike")
        places = self.session.sql("SELECT DISTINCT address FROM bounds SEMI JOIN alike USING (identity)")
        named = self._at(places).select("address", "source", "id").toArrow()
        seen = {(claim.source, claim.id) for claim in self.archive.corpus.claims}
        found = []
        for address, source, id in sorted(
            zip(*(named[c].to_pylist() for c in ("address", "source", "id")), strict=True)
        ):
            if (source, id) in seen:
                found.append((address, f"{source}/{id}"))
            seen.add((source, id))
        return found

    def _without(self, bounds: Any, addresses: list[int]) -> Any:
        dropped = given(self.session, address=("int64", addresses))
        left = bounds.join(dropped.hint("broadcast"), "address", "left_anti")
        left.createOrReplaceTempView("bounds")
        return left

    def _at(self, places: Any) -> Any:
        """The rows at some addresses, which go to the rows and not the other way round."""
        return self.rows.join(places.hint("broadcast"), "address")

    # -- what is left -----------------------------------------------------------------------------------------------

    def _judged(self, components: Components) -> tuple[list[Finding], list[str], bool]:
        if not components.number:
            return [], [], False
        cells = ", ".join(f"r.`{key}`" for key in self.archive.claims.columns)
        components.wanted.createOrReplaceTempView("wanted")
        self.rows.createOrReplaceTempView("rows_of_text")
        told = self.session.sql(
            f"SELECT /*+ BROADCAST(w) */ w.label, r.address, {cells} FROM rows_of_text r "
            "JOIN wanted w ON w.address = r.address"
        )
        empty = ", ".join("CAST(NULL AS STRING)" for _ in self.archive.claims.columns)
        of_yaml = self.session.sql(f"SELECT label, address, {empty} FROM wanted WHERE address < 0")
        whole = told.unionAll(of_yaml).repartition("label").sortWithinPartitions("label", "address")
        plan = Plan(components.heats, components.beyond)
        judged = whole.mapInArrow(partial(judge_components, self.pack, plan), FOUND).toArrow()["found"].to_pylist()
        parts: list[Judged] = [pickle.loads(part) for part in judged]
        incomplete = any(part.incomplete for part in parts) or bool(components.beyond)
        notes = sorted({note for part in parts for note in part.notes})
        return [finding for part in parts for finding in part.findings], notes, incomplete

    # -- what is told of rows ---------------------------------------------------------------------------------------

    def _tell(self, repeated: list[tuple[int, str]], faulty: bool) -> None:
        """Faults in the order in which one reader would have met them, so that the same ones are shown."""
        log: FaultLog = self.archive.log
        for address, id in sorted(set(repeated)):
            file, number = self.archive.files.at(address)
            message = f"expected each claim id once in a source, found `{id}` again"
            log.add(file.path, row_mark(number), message, "give one of the two another id")
        if not faulty:
            return
        faults = self.session.sql(
            f"SELECT file, address, text, n, shown FROM (SELECT shiftright(address, 40) AS file, address, text, "
            "row_number() OVER (PARTITION BY shiftright(address, 40) ORDER BY address, place) AS n, "
            "count(*) OVER (PARTITION BY shiftright(address, 40)) AS shown "
            f"FROM (SELECT address, text, claims AS place FROM bounds WHERE what = {FAULT}) f) g "
            f"WHERE n <= {FAULT_LIMIT} ORDER BY file, n"
        ).collect()
        beyond: dict[str, int] = {}
        for _, _, text, _, total in faults:
            path, line, message, suggestion, unreadable = json.loads(text)
            log.add(path, row_mark(line), message, suggestion, unreadable=unreadable)
            beyond[path] = max(total - FAULT_LIMIT, 0)
        for path, more in beyond.items():
            for _ in range(more):
                log.add(path, row_mark(1), "")  # counted, not kept: this file's log is full

    def _census(self) -> list[Any]:
        """Of each kind of bounds: the claims they count for, and how often one states a start or an end."""
        found: list[Any] = self.session.sql(
            f"SELECT what, CASE WHEN what = {FAULT} THEN '' ELSE coalesce(text, '') END AS word, "
            "CAST(sum(claims) AS BIGINT) AS claims, count(first) + count(last) AS edges FROM bounds GROUP BY 1, 2"
        ).collect()
        return found

    def _untested(self, census: list[Any]) -> tuple[Mapping[str, int], int]:
        """Readable claims by the reason why they are not tested, and how many of them were read one by one."""
        untested: dict[str, int] = {}
        alone = 0
        for row in census:
            if row.claims is not None and row.what not in (FAULT, LOST):
                untested[row.word] = untested.get(row.word, 0) + row.claims
                alone += row.claims if row.what == READ else 0
        return untested, alone
