"""GitLab code quality: what is open, as the list of issues of the Code Climate report format."""

from __future__ import annotations

from typing import Any, TextIO

from validator.judgement.findings import Finding, Place, Report, Severity
from validator.report import inert, view, words
from validator.report.json import serialise

SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "note": "info"}


def write(report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write the open findings as a code quality report.

    The format knows neither notes nor settled findings and counts whatever it holds as a fault, so agreements,
    explained clashes, plans and findings with a ruling stay out of it. What kept the run from being whole is an issue
    of its own.
    """
    report = view.canonical(report)
    issues = [_issue(one) for one in report.findings if one.open]
    issues += [_shortcoming(status, told) for status, told in words.shortcomings(report)]
    stream.write(serialise(issues, indent=2) + "\n")


def _issue(finding: Finding) -> dict[str, Any]:
    places = finding.places
    first = places[0] if places else Place(None, "claims", 1, 1, 1, 1, "at")
    others = ", ".join(dict.fromkeys(view.where(one) for one in places[1:] if view.where(one)))
    against = f" See also {others}." if others else ""
    message = f"{words.VERDICT_NAME[finding.verdict]}: {finding.message}{against} (finding {finding.id})"
    return {
        "type": "issue",
        "check_name": inert.visible(finding.rule),
        "description": inert.one_line(message),
        "fingerprint": finding.id,
        "severity": SEVERITIES[finding.severity],
        "categories": ["Bug Risk"],
        "location": {"path": inert.visible(first.file), "lines": _lines(first)},
        "other_locations": [{"path": inert.visible(one.file), "lines": _lines(one)} for one in places[1:] if one.file],
    }


def _shortcoming(status: int, told: str) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": "run",
        "description": f"Claim check, exit status {status}: {told}.",
        "fingerprint": f"exit-status-{status}",
        "severity": SEVERITIES["error"],
        "categories": ["Bug Risk"],
        "location": {"path": "claims", "lines": {"begin": 1, "end": 1}},
        "other_locations": [],
    }


def _lines(place: Place) -> dict[str, int]:
    begin = max(1, place.line)
    return {"begin": begin, "end": max(begin, place.end_line)}
