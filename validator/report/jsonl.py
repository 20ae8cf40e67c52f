"""JSON Lines: a head line with everything but the findings, then one finding a line."""

from __future__ import annotations

from typing import TextIO

from validator.judgement.findings import Report
from validator.report import view
from validator.report.json import finding_object, head, serialise


def write(report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write the same objects as JSON does, so that a report of any size is read line by line (jsonlines.org)."""
    report = view.canonical(report)
    stream.write(serialise(head(report)) + "\n")
    for finding in report.findings:
        stream.write(serialise(finding_object(finding)) + "\n")
