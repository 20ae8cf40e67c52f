"""Checks a corpus with bulk files: intern, screen, judge what is left, and put it all into one report."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from validator.bulk.corpus import is_installed, is_moot
from validator.bulk.explaining import Before, explain
from validator.bulk.judging import (
    NEEDS_TEXT,
    NOTES,
    Judged,
    claims_of_yaml,
    meetings,
    met_digest,
    untested_because,
)
from validator.bulk.keeping import Keeping, Outcome, Reading
from validator.bulk.layout import BulkFiles, bulk_files
from validator.bulk.remains import NotAtHandError, Remains
from validator.bulk.remarks import tell
from validator.bulk.ties import Ties, ties_of
from validator.judgement import reporting
from validator.judgement.coverage import coverage
from validator.judgement.findings import CorpusSize, Finding, Report, Skip
from validator.judgement.reporting import Options
from validator.records.corpus import Corpus
from validator.records.marks import FaultLog
from validator.values.dataclass import dataclass


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


def check(
    root: Path, options: Options | None = None, *, cache: Path | None = None, seen: dict[str, str] | None = None
) -> tuple[Report, Tally]:
    """The report over a corpus with bulk files.

    `cache` is a folder in which the interned claims and what was found are kept: a later run over the same files that
    is asked for the same rules only reads them, for other rules it begins with the screen. To `seen` the digest of
    each file is added that was read, those of the rows where there is a cache. Raises `MissingExtraError` without
    DuckDB and Arrow.
    """
    if not is_installed():
        raise MissingExtraError
    options = options or Options()
    root = root.resolve()
    reading = Reading({} if seen is None else seen)
    corpus, files = reading.load(root), bulk_files(root)
    keeping = None if cache is None else reading.keeping(cache, corpus, files)
    outcome = None if keeping is None else keeping.outcome(options)
    if outcome is None:
        outcome = _looked_up(corpus, files, options, keeping)
    log = FaultLog()
    tell(log, outcome.remarks)
    report = report_of(
        corpus, log, outcome.sources, outcome.untested, outcome.findings, outcome.notes, outcome.incomplete,
        options,
    )  # fmt: skip
    return report, Tally(report.corpus.claims, outcome.judged, outcome.doubtful, outcome.components)


def _looked_up(corpus: Corpus, files: BulkFiles, options: Options, keeping: Keeping | None) -> Outcome:
    ties = ties_of(corpus.vocabulary)
    before = Before() if keeping is None else keeping.told(options)
    known = None if keeping is None else keeping.remains(corpus, files)
    found = None if known is None else _of_remains(*known, ties, options, before)
    if found is None:
        from validator.bulk.looking import Look

        found = Look(corpus, files, ties, options, None if known is None else known[0], before).through(keeping)
    outcome = _outcome(*found)
    if keeping is not None:
        keeping.keep(outcome, options, before)
        keeping.tidy()
    return outcome


def _of_remains(
    remains: Remains, met: str, ties: Ties, options: Options, before: Before
) -> tuple[Remains, list[Judged]] | None:
    """What the exact rules tell of what the screen left; None where claims in YAML meet with rows as they did not
    before, have part in a hot question, or where something is not at hand.
    """
    by_yaml = claims_of_yaml(remains.corpus)
    if any(component[0] < 0 for component, heat in remains.heats.items() if heat is not None):
        return None
    with contextlib.suppress(NotAtHandError):
        if met_digest(meetings(remains, ties, by_yaml)) == met:
            remains.claims.update(by_yaml)
            return remains, explain(remains, options, before)
    return None


def _outcome(remains: Remains, told: list[Judged]) -> Outcome:
    of_yaml = remains.corpus.claims
    untested = Counter(remains.untested)
    untested.update(untested_because(claim) for claim in of_yaml)
    judged = sum(map(len, remains.components))
    doubtful, components = remains.doubtful + len(of_yaml), len(remains.components)
    return Outcome(remains.sources, untested, told, remains.remarks, judged, doubtful, components)


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
        notes=(*notes, *reporting.left_out(faults, options)),
    )


def _as_found(finding: Finding) -> tuple[object, ...]:
    return finding.id, finding.subject, finding.property, finding.verdict, finding.message


def _skipped(of_yaml: int, untested: Mapping[str, int]) -> tuple[Skip, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    reasons = {
        "prose": "prose is kept and searchable, never tested",
        "ahead": "told as planned, hoped, possible or required: held against outcomes only",
    }
    for word, reason in reasons.items():
        counts["value-conflict", reason] = untested.get(word, 0)
    claims = sum(untested.values())
    for rule in NEEDS_TEXT:
        counts[rule, "bulk rows come without the text of their source"] = claims - of_yaml
    for rule in NOTES:
        counts[rule, "not told where claims are screened in bulk"] = claims
    return tuple(Skip(rule, reason, count) for (rule, reason), count in sorted(counts.items()) if count)
