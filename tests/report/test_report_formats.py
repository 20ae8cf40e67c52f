"""Each format: its golden file, read back by the format's own parser, and tried on hostile texts."""

from __future__ import annotations

import csv
import io
import json
import random
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from hostile import on_hostile_reports
from hostile_sample import hostile
from sample import sample
from written import told

from validator.judgement.findings import Report
from validator.report import FORMATS, UnknownFormat, inert, words, write
from validator.report.csv import COLUMNS

ENDINGS = {
    "terminal": "txt",
    "json": "json",
    "jsonl": "jsonl",
    "markdown": "md",
    "html": "html",
    "sarif": "sarif",
    "junit": "xml",
    "github": "txt",
    "gitlab": "json",
    "csv": "csv",
}
JOINERS = "\u200c\u200d"


def shuffled(report: Report, seed: int) -> Report:
    """The same report with everything in another order whose order means nothing."""
    rng = random.Random(seed)

    def mixed(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rng.sample(items, len(items)))

    findings = tuple(
        replace(
            one,
            claims=mixed(one.claims),
            assumptions=mixed(one.assumptions),
            minimal_sets=mixed(one.minimal_sets),
            repairs=mixed(one.repairs),
            responsibility=mixed(one.responsibility),
            places=mixed(one.places),
        )
        for one in mixed(report.findings)
    )
    return replace(
        report,
        findings=findings,
        skipped=mixed(report.skipped),
        timelines=mixed(report.timelines),
        sources=mixed(report.sources),
    )


@pytest.mark.parametrize("format", FORMATS)
def test_golden(format: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{format}.{ENDINGS[format]}", told(sample(), format))


@pytest.mark.parametrize("format", FORMATS)
def test_order_of_the_input_changes_no_byte(format: str) -> None:
    first = told(sample(), format)
    assert all(told(shuffled(sample(), seed), format) == first for seed in range(3))


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_report_can_be_written(format: str) -> None:
    assert told(replace(sample(), findings=(), skipped=(), timelines=(), notes=(), sources=()), format)


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_sample_has_nothing_hidden(format: str) -> None:
    text = told(hostile(), format)
    assert not [char for char in text if inert.is_hidden(char) and char not in "\n" + JOINERS]
    text.encode("utf-8")


@pytest.mark.parametrize("format", FORMATS)
@on_hostile_reports()
def test_no_format_writes_a_hidden_character(format: str, texts: tuple[str, ...]) -> None:
    written = told(hostile(*texts), format)
    assert not [char for char in written if inert.is_hidden(char) and char not in "\n" + JOINERS]


def test_an_unknown_format_is_told_with_a_suggestion() -> None:
    with pytest.raises(UnknownFormat, match=r"unknown format 'jsno': expected one of terminal, json, .*'json'\?"):
        write(sample(), "jsno", io.StringIO())


# json and json lines ------------------------------------------------------------------------------------------------


def test_json_is_the_object_of_the_contract() -> None:
    document = json.loads(told(sample(), "json"))
    assert list(document)[:4] == ["schema_version", "corpus", "summary", "findings"]
    assert document["corpus"] == {"sources": 5, "claims": 327, "sentences": 149, "sentences_covered": 148}
    assert document["summary"] == {
        "contradiction": 1,
        "tension": 2,
        "explained": 2,
        "agreement": 2,
        "plan": 1,
        "undecided": 1,
        "problem": 3,
        "open": 6,
        "settled": 1,
    }
    finding = next(one for one in document["findings"] if one["verdict"] == "contradiction")
    assert list(finding)[:20] == [
        "id",
        "rule",
        "verdict",
        "severity",
        "subject",
        "property",
        "message",
        "claims",
        "assumptions",
        "explained_by",
        "outcome",
        "origins",
        "camps",
        "minimal_sets",
        "why",
        "repairs",
        "responsibility",
        "places",
        "ruling",
        "title",
    ]
    assert list(finding["places"][0]) == (
        [
            "claim",
            "file",
            "line",
            "column",
            "end_line",
            "end_column",
            "role",
            "quote",
            "gloss",
            "text_file",
            "text_start",
            "text_end",
        ]
    )
    assert finding["responsibility"]["rfi-2023-11-28/principle-2020"] == 0.8333
    assert finding["ruling"] is None
    assert list(document["timelines"][0]["steps"][0])[:5] == ["from", "until", "value", "closed", "support"]
    assert {(one["rule"], one["count"]) for one in document["skipped"]} == {("weekday", 2), ("formula-mismatch", 7)}


def test_json_refuses_what_json_does_not_know() -> None:
    finding = replace(sample().findings[0], responsibility=(("a/b", float("nan")),))
    with pytest.raises(ValueError, match="JSON compliant"):
        told(replace(sample(), findings=(finding,)), "json")


@on_hostile_reports()
def test_json_gives_hostile_text_back_unchanged(texts: tuple[str, ...]) -> None:
    document = json.loads(told(hostile(*texts), "json"))
    same = json.loads(json.dumps(texts))  # two lone surrogates side by side are one character to every JSON reader
    assert {one["message"] for one in document["findings"]} == set(same)
    assert document["notes"] == same


@on_hostile_reports()
def test_json_lines_are_one_document_a_line(texts: tuple[str, ...]) -> None:
    head, *findings = map(json.loads, told(hostile(*texts), "jsonl").split("\n")[:-1])
    document = json.loads(told(hostile(*texts), "json"))
    assert document == {**head, "findings": findings}


def test_json_lines_hold_the_same_as_json() -> None:
    document = json.loads(told(sample(), "json"))
    head, *findings = map(json.loads, told(sample(), "jsonl").splitlines())
    assert findings == document.pop("findings")
    assert head == document


# a run that is not whole ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "github"])
@pytest.mark.parametrize(("field", "status"), [("unreadable", 3), ("incomplete", 4)])
def test_each_format_tells_that_a_run_is_not_whole(format: str, field: str, status: int) -> None:
    whole = replace(sample(), unreadable=False, incomplete=False, findings=())
    broken = replace(whole, **{field: True})
    words_of_it = json.dumps(words.EXIT_STATUS[status])[1:-1]
    text, clean = " ".join(unescape(told(broken, format)).split()), " ".join(unescape(told(whole, format)).split())
    if format in ("json", "jsonl"):
        assert f'"{field}": true' in text or f'"{field}":true' in text
    else:
        assert words_of_it.lower() in text.lower()
        assert text.lower().count(words_of_it.lower()) > clean.lower().count(words_of_it.lower())


def test_github_tells_the_status() -> None:
    assert "Exit status 4: incomplete" in told(replace(sample(), incomplete=True), "github")


def test_csv_and_gitlab_tell_a_broken_run_last_and_only_then() -> None:
    broken = replace(sample(), unreadable=True, incomplete=True)
    rows = list(csv.DictReader(io.StringIO(told(broken, "csv"))))
    assert [(row["rule"], row["finding"], row["severity"], row["state"]) for row in rows[-2:]] == [
        ("run", "", "error", "open")
    ] * 2
    assert rows[-1]["message"] == "Exit status 4: incomplete: a rule failed or a budget ran out."
    assert sum(row["rule"] == "run" for row in rows) == 2
    issues = json.loads(told(broken, "gitlab"))
    assert [one["fingerprint"] for one in issues[-2:]] == ["exit-status-3", "exit-status-4"]
    assert all(one["severity"] == "major" and one["location"]["lines"] for one in issues[-2:])
    for format in ("csv", "gitlab"):
        assert "xit status" not in told(replace(sample(), unreadable=False, incomplete=False), format)


# csv -----------------------------------------------------------------------------------------------------------------


def test_csv_has_a_row_for_each_claim_of_each_finding() -> None:
    rows = list(csv.DictReader(io.StringIO(told(sample(), "csv"))))
    assert tuple(rows[0]) == COLUMNS
    given_claims = {(one.id, claim) for one in sample().findings for claim in one.claims}
    assert {(row["finding"], row["claim"]) for row in rows if row["claim"]} == given_claims
    assert {row["finding"] for row in rows} == {one.id for one in sample().findings}


@on_hostile_reports()
def test_csv_computes_nothing(texts: tuple[str, ...]) -> None:
    for row in csv.reader(io.StringIO(told(hostile(*texts), "csv"))):
        assert len(row) == len(COLUMNS)
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))]


# junit ---------------------------------------------------------------------------------------------------------------


def test_junit_counts_what_it_lists() -> None:
    root = ET.fromstring(told(sample(), "junit"))
    assert root.tag == "testsuites"
    cases = list(root.iter("testcase"))
    assert root.get("tests") == str(len(cases))
    assert root.get("failures") == str(sum(case.find("failure") is not None for case in cases))
    for suite in root:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
    by_id = {one.id: case for one in sample().findings for case in cases if one.id in case.get("name", "")}
    for finding in sample().findings:
        outcome = "skipped" if finding.ruling else "failure" if finding.open else None
        tags = [child.tag for child in by_id[finding.id] if child.tag != "system-out"]
        assert tags == ([outcome] if outcome else [])


def test_junit_uses_only_what_the_schema_of_jenkins_knows() -> None:
    known = {
        "testsuites": {"name", "time", "tests", "failures", "errors"},
        "testsuite": {"name", "tests", "failures", "errors", "skipped"},
        "testcase": {"name", "classname", "time"},
        "failure": {"type", "message"},
        "skipped": {"type", "message"},
        "system-out": set(),
    }
    for report in (sample(), hostile(), replace(sample(), unreadable=True)):
        for element in ET.fromstring(told(report, "junit")).iter():
            assert set(element.attrib) <= known[element.tag]
            if element.tag == "testsuite":
                assert set(element.attrib) == known["testsuite"]


@on_hostile_reports()
def test_junit_is_well_formed_and_keeps_hostile_text(texts: tuple[str, ...]) -> None:
    report = hostile(*texts)
    root = ET.fromstring(told(report, "junit"))
    failures = [one.get("message") for one in root.iter("failure") if one.get("type") != "exit-status-4"]
    assert sorted(map(str, failures)) == sorted(inert.visible(one.message) for one in report.findings if one.open)
