"""SARIF 2.1.0, for code scanning services and editors."""

from __future__ import annotations

from typing import Any, TextIO

from validator.judgement.findings import Finding, Place, Report, RulingNote, Verdict
from validator.report import inert, view, words
from validator.report.json import serialise
from validator.report.texts import FullReport, Since

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
VERSION = "0.1.0"
"""Of the program, as in `pyproject.toml`."""
KINDS: dict[Verdict, str] = {
    "contradiction": "fail",
    "problem": "fail",
    "tension": "fail",
    "undecided": "open",
    "plan": "informational",
    "explained": "informational",
    "agreement": "pass",
}
"""Section 3.27.9; a result of any kind but `fail` has the level `none` (3.27.10)."""


def write(report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write a log of one run: every finding a result, every claim a location, every ruling a suppression.

    Services that raise an alert for whatever a log holds should keep the kinds `fail` and `open`.
    """
    report = view.canonical(report)
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    stream.write(serialise(log, indent=2) + "\n")


def _run(report: Report) -> dict[str, Any]:
    since = report.since if isinstance(report, FullReport) else None
    absent = since.absent if since else ()
    rules = sorted({one.rule for one in (*report.findings, *absent)} | {one.rule for one in report.skipped})
    index = {rule: at for at, rule in enumerate(rules)}
    return {
        "tool": {
            "driver": {
                "name": "claim-validator",
                "fullName": "Claim-consistency validator",
                "semanticVersion": VERSION,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "invocations": [_invocation(report, index)],
        "columnKind": "unicodeCodePoints",
        "results": _results(report, since, index),
        "properties": {
            "sources": report.corpus.sources,
            "claims": report.corpus.claims,
            "sentences": report.corpus.sentences,
            "sentencesCovered": report.corpus.sentences_covered,
            "summary": view.summary(report),
        }
        | ({"comparedWith": inert.visible(since.what)} if since else {}),
    }


def _results(report: Report, since: Since | None, index: dict[str, int]) -> list[dict[str, Any]]:
    """Every finding; where an earlier state is known, how each stands to it (section 3.27.24), and those now gone."""
    if since is None:
        return [_result(one, index) for one in report.findings]
    states = dict(since.states)
    results = [
        _result(one, index) | ({"baselineState": states[one.id]} if one.id in states else {}) for one in report.findings
    ]
    return results + [_result(one, index) | {"baselineState": "absent"} for one in since.absent]


def _rule(rule: str) -> dict[str, Any]:
    told = inert.visible(rule)
    page = f"Run: validate explain {words.shell_word(told)}"
    return {
        "id": told,
        "shortDescription": {"text": inert.sarif(rule.replace("-", " "))},
        "fullDescription": {"text": inert.sarif(f"Findings of the rule {rule}.")},
        "help": {"text": inert.sarif(page)},
    }


def _invocation(report: Report, index: dict[str, int]) -> dict[str, Any]:
    notifications = [
        {
            "level": "note",
            "message": {"text": inert.sarif(f"Not checked: {skip.reason} ({words.plural(skip.count, 'time')}).")},
            "associatedRule": {"id": inert.visible(skip.rule), "index": index[skip.rule]},
        }
        for skip in report.skipped
    ]
    notifications += [{"level": "note", "message": {"text": inert.sarif(note)}} for note in report.notes]
    broken = words.shortcomings(report)
    notifications += [{"level": "error", "message": {"text": told}} for _, told in broken]
    return {"executionSuccessful": not broken, "toolExecutionNotifications": notifications}


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    kind = KINDS[finding.verdict]
    places = [one for one in finding.places if one.file]
    related = [_location(place) | {"id": at} for at, place in enumerate(places[1:], 1)]
    against = " ".join(f"[{inert.sarif(_name(one))}]({at})" for at, one in enumerate(places[1:], 1))
    text = inert.sarif(" ".join(part for part in (finding.message, words.not_a_clash(finding)) if part))
    result: dict[str, Any] = {
        "ruleId": inert.visible(finding.rule),
        "ruleIndex": index[finding.rule],
        "kind": kind,
        "level": finding.severity if kind == "fail" else "none",
        "message": {"text": f"{text} Compare: {against}" if against else text},
        "locations": [_location(place) for place in places[:1]],
        "relatedLocations": related,
        "partialFingerprints": {"finding/v1": finding.id},
        "suppressions": [_suppression(finding.ruling, settled=finding.settled)] if finding.ruling else [],
        "properties": _properties(finding),
    }
    return result


def _name(place: Place) -> str:
    return inert.one_line(view.source_words(place) or place.claim or view.where(place))


def _location(place: Place) -> dict[str, Any]:
    line = max(1, place.line)
    region = {"startLine": line, "startColumn": max(1, place.column), "endLine": max(line, place.end_line)}
    if place.end_line > place.line or place.end_column > place.column:
        region["endColumn"] = max(1, place.end_column)
    told = " ".join(part for part in (f"“{place.quote}”" if place.quote else "", place.gloss or place.reading) if part)
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": inert.uri(place.file)}, "region": region},
        "message": {"text": inert.sarif(inert.one_line(f"{_name(place)}: {told}" if told else _name(place)))},
    }
    if place.claim:
        location["logicalLocations"] = [{"fullyQualifiedName": inert.visible(place.claim), "kind": "claim"}]
    return location


def _suppression(ruling: RulingNote, *, settled: bool) -> dict[str, Any]:
    """A ruling; one that leaves the question undecided suppresses nothing yet (section 3.35.3)."""
    suppression: dict[str, Any] = {
        "kind": "external",
        "status": "accepted" if settled else "underReview",
        "justification": inert.visible(words.ruling(ruling)),
    }
    if ruling.file:
        suppression["location"] = {"physicalLocation": {"artifactLocation": {"uri": inert.uri(ruling.file)}}}
    return suppression


def _properties(finding: Finding) -> dict[str, Any]:
    return {
        "verdict": finding.verdict,
        "subject": inert.visible(finding.subject),
        "property": inert.visible(finding.property),
        "claims": [inert.visible(one) for one in finding.claims],
        "assumptions": [inert.visible(one) for one in finding.assumptions],
        "explainedBy": [inert.visible(one) for one in finding.explained_by],
        "why": [inert.visible(one) for one in finding.why],
    }
