"""From a report to an exit status."""

from __future__ import annotations

from typing import Final

from validator.judgement.findings import VERDICTS, Finding, Report

CLEAN: Final = 0
OPEN: Final = 1
WRONG_USE: Final = 2
UNREADABLE: Final = 3
INCOMPLETE: Final = 4
WAIVED: Final = "baseline"
"""Mark of a finding that the corpus already had when the tool was adopted."""
NEVER_WAIVED: Final = ("unreadable-record", "unused-ruling", "budget")
"""Findings about the state of the records and of the run: correcting them is the only way to be rid of them."""
FAIL_ON: tuple[str, ...] = (*VERDICTS, "never")


def fails(finding: Finding, fail_on: str) -> bool:
    """Whether an open finding is at or above the gate; the default gate lets mere warnings among problems pass."""
    if fail_on == "never" or finding.settled or WAIVED in finding.marks:
        return False
    if finding.rule == "unreadable-record":
        return False
    if fail_on == "contradiction":
        return finding.verdict == "contradiction" or (finding.verdict == "problem" and finding.severity == "error")
    return VERDICTS.index(finding.verdict) <= VERDICTS.index(fail_on)


def status(report: Report, fail_on: str = "contradiction") -> int:
    """0 clean, 1 findings open, 3 unreadable input, 4 incomplete; wrong use (2) never gets this far. 4 outranks 3
    outranks 1.
    """
    if report.incomplete:
        return INCOMPLETE
    if report.unreadable:
        return UNREADABLE
    return OPEN if any(fails(f, fail_on) for f in report.findings) else CLEAN
