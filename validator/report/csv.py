"""CSV: one line for each claim of each finding, for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from validator.judgement.findings import Finding, Place, Report
from validator.report import inert, view, words

COLUMNS = (
    "finding",
    "verdict",
    "severity",
    "state",
    "rule",
    "subject",
    "property",
    "message",
    "value",
    "claim",
    "publisher",
    "published",
    "language",
    "quote",
    "gloss",
    "file",
    "line",
    "assumptions",
    "explained_by",
    "outcome",
    "origins",
    "ruling",
    "because",
)


def write(report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write CSV (RFC 4180, lines ending in a line feed). No cell is read as a formula.

    A run that is not whole ends in a row without a finding, whose rule is `run`.
    """
    report = view.canonical(report)
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(COLUMNS)
    for finding in report.findings:
        for row in _rows(finding):
            table.writerow([inert.csv_cell(cell) for cell in row])
    for status, told in words.shortcomings(report):
        cells = {"severity": "error", "state": "open", "rule": "run", "message": f"Exit status {status}: {told}."}
        table.writerow([cells.get(column, "") for column in COLUMNS])


def _rows(finding: Finding) -> Iterator[tuple[str, ...]]:
    for group in view.groups(finding) or (view.Group("", (Place(None, "", 0, 0, 0, 0, "at"),)),):
        for place in group.places or (Place(None, "", 0, 0, 0, 0, "context"),):
            yield _row(finding, group.value, place)


def _row(finding: Finding, value: str, place: Place) -> tuple[str, ...]:
    ruling = finding.ruling
    state = "settled" if finding.settled else "open" if finding.open else "note"
    return (
        finding.id,
        finding.verdict,
        finding.severity,
        state,
        finding.rule,
        finding.subject,
        finding.property,
        finding.message,
        value,
        place.claim or "",
        place.publisher or place.source,
        place.published,
        place.language,
        place.quote,
        place.gloss or place.reading,
        place.file,
        str(place.line) if place.file else "",
        "; ".join(finding.assumptions),
        "; ".join(finding.explained_by),
        finding.outcome or "",
        str(finding.origins) if finding.origins else "",
        ruling.verdict if ruling else "",
        ruling.because if ruling else "",
    )
