"""Checks a corpus with bulk files: intern, screen, judge what is left, and put it all into one report."""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from validator.bulk.archive import Archive
from validator.bulk.corpus import is_installed, is_moot
from validator.bulk.database import opened
from validator.bulk.hot import Heat, findings_of, sweep, too_many
from validator.bulk.judging import HOT, MOST, NEEDS_TEXT, NOTES, Remainder, gather, judge, read_again
from validator.bulk.keeping import Keeping, Outcome, Reading
from validator.bulk.layout import BulkFiles, bulk_files
from validator.bulk.renewing import Content, brought_up, remarks_of, tell
from validator.bulk.shapes import UNTESTED
from validator.bulk.ties import Ties, ties_of
from validator.judgement import reporting
from validator.judgement.coverage import coverage
from validator.judgement.findings import CorpusSize, Finding, Report, Skip
from validator.judgement.reporting import Options
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.marks import FaultLog
from validator.values.dataclass import dataclass

THREADS: Final = 2
MEMORY: Final = "800MB"
"""What DuckDB may take before it writes to disk. At ten million claims more of it saves little time."""
MORE: Final = "4GB"
"""What it may take where less was not enough."""

LIGHT: Final = 64 * 1024 * 1024
"""Bytes of bulk files up to which what nobody keeps is held in memory: to pack it for the disk costs a tenth more."""
_IN_MEMORY: Final = Path(":memory:")


class MissingExtraError(RuntimeError):
    """DuckDB or Arrow is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "bulk claims (claims/*.jsonl, claims/*.parquet) are screened with DuckDB, which is not installed; "
            "install the extra `bulk` (duckdb and pyarrow)"
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the screen got: claims in all, claims it left to the exact rules, and those it could not understand."""

    claims: int
    judged: int
    doubtful: int
    components: int


def is_bulk(root: Path) -> bool:
    """Whether a corpus has bulk files."""
    return bool(bulk_files(root))


def check(root: Path, options: Options | None = None, *, cache: Path | None = None) -> tuple[Report, Tally]:
    """The report over a corpus with bulk files.

    `cache` is a folder in which the interned claims and what was found are kept: a later run over the same files that
    is asked for the same rules only reads them, for other rules it begins with the screen. Raises `MissingExtraError`
    without DuckDB and Arrow.
    """
    if not is_installed():
        raise MissingExtraError
    options = options or Options()
    root = root.resolve()
    reading = Reading()
    corpus, files = reading.load(root), bulk_files(root)
    keeping = None if cache is None else reading.keeping(cache, corpus, files)
    outcome = None if keeping is None else keeping.outcome(options)
    if outcome is None:
        outcome = _looked_up(corpus, files, options, keeping)
        if keeping is not None:
            keeping.keep(outcome, options)
            keeping.tidy()
    log = FaultLog()
    tell(log, outcome.remarks)
    report = report_of(
        corpus, log, outcome.sources, outcome.untested, list(outcome.findings), outcome.notes, outcome.incomplete,
        options,
    )  # fmt: skip
    return report, Tally(report.corpus.claims, outcome.judged, outcome.doubtful, outcome.components)


def _looked_up(corpus: Corpus, files: BulkFiles, options: Options, keeping: Keeping | None) -> Outcome:
    import duckdb

    ties = ties_of(corpus.vocabulary)
    place, content = (None, Content()) if keeping is None else (keeping.database, keeping.content)
    with contextlib.suppress(duckdb.Error):  # another run holds the database, it is broken, or memory does not suffice
        return _worked_out(corpus, files, ties, options, place, content, MEMORY)
    return _worked_out(corpus, files, ties, options, None, Content(), MORE)


def _worked_out(
    corpus: Corpus, files: BulkFiles, ties: Ties, options: Options, place: Path | None, content: Content, memory: str
) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="validate-bulk-") as scratch:
        light = sum(file.size for file in files.all) <= LIGHT
        where = place or (_IN_MEMORY if light else Path(scratch) / "bulk.duckdb")
        connection = opened(where, threads=THREADS, memory_limit=memory, temp_directory=scratch)
        try:
            archive = brought_up(connection, corpus, files, ties, Path(scratch), content)
            return _found(archive, ties, options)
        finally:
            connection.close()


def _found(archive: Archive, ties: Ties, options: Options) -> Outcome:
    connection = archive.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE suspicious AS SELECT DISTINCT atom FROM suspected")
    remainder = gather(archive, ties)
    findings, notes, incomplete = _judged(archive, remainder, options)
    (sources,) = connection.execute("SELECT count(*) FROM sources").fetchall()[0]
    counted = connection.execute("SELECT untested, rows FROM untested").fetchall()
    untested = {UNTESTED[why]: rows for why, rows in counted}
    for claim in remainder.doubtful.values():
        untested[untested_because(claim)] = untested.get(untested_because(claim), 0) + 1
    judged = sum(map(len, remainder.components))
    return Outcome(
        sources, untested, tuple(findings), tuple(notes), incomplete, tuple(remarks_of(archive.log)), judged,
        len(remainder.doubtful), len(remainder.components),
    )  # fmt: skip


def report_of(
    corpus: Corpus,
    log: FaultLog,
    sources: int,
    untested: Mapping[str, int],
    findings: list[Finding],
    notes: Iterable[str],
    incomplete: bool,
    options: Options,
) -> Report:
    """The report over what an engine found.

    `corpus` is what stands in YAML, `untested` the number of all readable claims by the reason why they were not
    tested (empty where they were); `log` holds the faults of the rows.
    """
    findings = sorted(findings, key=_as_found)
    faults = [f for f in (*corpus.faults, *log.sorted()) if not is_moot(f)]
    if reporting.wanted("unreadable-record", options):
        findings.extend(reporting.unreadable_finding(fault) for fault in faults)
    findings = [reporting.in_words(f, corpus) for f in reporting.distinct(findings)]
    if options.rulings:
        findings, stale = reporting.ruled(findings, corpus.rulings)
        if reporting.wanted("unused-ruling", options):
            findings.extend(reporting.unused_finding(ruling) for ruling in stale)
    claims = sum(untested.values())
    sentences = coverage(corpus)
    total = sum(len(s.sentences) for s in sentences)
    covered = sum(1 for s in sentences for sentence in s.sentences if sentence.covered)
    return Report(
        corpus=CorpusSize(sources, claims, total, covered),
        findings=tuple(sorted(findings, key=reporting.reading_order)),
        skipped=_skipped(len(corpus.claims), untested),
        unreadable=any(f.unreadable for f in faults) or not claims,
        incomplete=incomplete,
        notes=tuple(notes),
    )


def _judged(archive: Archive, remainder: Remainder, options: Options) -> tuple[list[Finding], list[str], bool]:
    ordinary = [c for c in remainder.components if len(c) <= HOT]
    heats: list[Heat] = []
    beyond: list[list[int]] = []
    for component in (c for c in remainder.components if len(c) > HOT):
        plain = not any(a in remainder.doubtful for a in component)
        heat = sweep(archive.connection, component) if plain else None
        if heat is not None:
            heats.append(heat)
        elif len(component) <= MOST:
            ordinary.append(component)
        else:
            beyond.append(component)
    asked = [a for c in ordinary for a in c] + [a for h in heats for a in h.addresses] + [c[0] for c in beyond]
    claims = read_again(archive, remainder, asked)
    findings, notes, failed = judge(archive, claims, ordinary, options)
    for heat in heats:
        findings.extend(findings_of(archive, heat, claims, options))
    for component in beyond:
        message = f"{len(component):,} claims hang together, more than the {MOST:,} judged as one; "
        message += "nothing was decided about them."
        findings.append(too_many(claims[component[0]], message))
    return findings, notes, failed or bool(beyond) or any(h.unheard for h in heats)


def _as_found(finding: Finding) -> tuple[object, ...]:
    return finding.id, finding.subject, finding.property, finding.verdict, finding.message


def untested_because(claim: Claim) -> str:
    """Why a claim is not tested, by a word for it; empty where it is."""
    if claim.kind == "prose" or claim.says is not None:
        return "prose"
    return "ahead" if set(claim.mood) - {"asserted", "denied"} else ""


def _skipped(of_yaml: int, untested: Mapping[str, int]) -> tuple[Skip, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    reasons = {
        "prose": "prose is kept and searchable, never tested",
        "ahead": "told as planned, hoped, possible or required: held against outcomes only, figures against nothing",
    }
    for word, reason in reasons.items():
        counts["value-conflict", reason] = untested.get(word, 0)
    claims = sum(untested.values())
    for rule in NEEDS_TEXT:
        counts[rule, "bulk rows come without the text of their source"] = claims - of_yaml
    for rule in NOTES:
        counts[rule, "not told where claims are screened in bulk"] = claims
    return tuple(Skip(rule, reason, count) for (rule, reason), count in sorted(counts.items()) if count)
