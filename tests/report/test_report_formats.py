"""Each format: its golden file, read back by the format's own parser, and tried on hostile texts."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hostile import SETTINGS, texts
from hypothesis import given
from markdown_it import MarkdownIt
from sample import hostile, sample

from validator.judgement.findings import Report
from validator.report import FORMATS, UnknownFormat, inert, view, words, write
from validator.report.csv import COLUMNS
from validator.report.texts import FullReport, Since, full

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


def told(report: Report, format: str) -> str:
    stream = io.StringIO(newline="")
    write(report, format, stream)
    return stream.getvalue()


def many(count: int) -> Report:
    """The sample with its contradictions, problems and agreements repeated."""
    chosen = [one for one in sample().findings if one.verdict in ("contradiction", "agreement", "tension")]
    findings = tuple(replace(chosen[at % len(chosen)], id=f"{at:08x}") for at in range(count))
    return replace(sample(), findings=findings)


def compared() -> Report:
    """The sample with what is new, and a hostile finding that is gone."""
    states = tuple((one.id, "new") for one in sample().findings)
    return replace(full(sample()), since=Since("main", states, hostile().findings[:1]))  # type: ignore[arg-type]


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
@SETTINGS
@given(texts)
def test_no_format_writes_a_hidden_character(format: str, text: str) -> None:
    written = told(hostile(text), format)
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


@SETTINGS
@given(texts)
def test_json_gives_hostile_text_back_unchanged(text: str) -> None:
    document = json.loads(told(hostile(text), "json"))
    same = json.loads(json.dumps(text))  # two lone surrogates side by side are one character to every JSON reader
    assert {one["message"] for one in document["findings"]} == {same}
    assert document["notes"] == [same]


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


@SETTINGS
@given(texts)
def test_csv_computes_nothing(text: str) -> None:
    for row in csv.reader(io.StringIO(told(hostile(text), "csv"))):
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


@SETTINGS
@given(texts)
def test_junit_is_well_formed_and_keeps_hostile_text(text: str) -> None:
    root = ET.fromstring(told(hostile(text), "junit"))
    messages = {failure.get("message") for failure in root.iter("failure") if failure.get("type") != "exit-status-4"}
    assert messages == {inert.visible(text)}


# sarif ---------------------------------------------------------------------------------------------------------------


def sarif_run(report: Report) -> dict[str, Any]:
    log = json.loads(told(report, "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


@pytest.mark.parametrize(
    "report", [sample(), hostile(), many(40), compared()], ids=["sample", "hostile", "many", "compared"]
)
def test_sarif_keeps_the_rules_of_the_standard(report: Report) -> None:
    run = sarif_run(report)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert run["columnKind"] == "unicodeCodePoints"
    gone = report.since.absent if isinstance(report, FullReport) and report.since else ()
    assert len(run["results"]) == len(report.findings) + len(gone)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert (result["kind"] == "fail") == (result["level"] != "none")
        assert len(result["locations"]) <= 1
        ids = [one["id"] for one in result["relatedLocations"]]
        assert ids == list(range(1, len(ids) + 1))
        links = re.findall(r"(?<!\\)\[(?:\\.|[^\\\]])*\]\((\d+)\)", result["message"]["text"])
        assert [int(link) for link in links] == ids
        for location in result["locations"] + result["relatedLocations"]:
            region = location["physicalLocation"]["region"]
            assert region["startLine"] >= 1
            assert region["startColumn"] >= 1
            assert region["endLine"] >= region["startLine"]
            if "endColumn" in region and region["endLine"] == region["startLine"]:
                assert region["endColumn"] >= region["startColumn"]
            assert not re.search(r"[^\w./%~-]", location["physicalLocation"]["artifactLocation"]["uri"], re.ASCII)


def test_sarif_points_at_every_claim_and_suppresses_the_settled() -> None:
    run = sarif_run(sample())
    results = {one["partialFingerprints"]["finding/v1"]: one for one in run["results"]}
    for finding in view.canonical(sample()).findings:
        result = results[finding.id]
        pointed = {
            logical["fullyQualifiedName"]
            for location in result["locations"] + result["relatedLocations"]
            for logical in location.get("logicalLocations", [])
        }
        assert pointed == set(finding.claims)
        assert [one["status"] for one in result["suppressions"]] == (["accepted"] if finding.ruling else [])
        first = finding.places[0]
        spot = result["locations"][0]["physicalLocation"]
        assert unquote(spot["artifactLocation"]["uri"]) == first.file
        assert spot["region"]["startLine"] == first.line


@pytest.mark.skipif("SARIF_SCHEMA" not in os.environ, reason="set SARIF_SCHEMA to the OASIS schema file of SARIF 2.1.0")
@pytest.mark.parametrize(
    "report", [sample(), hostile(), many(40), compared()], ids=["sample", "hostile", "many", "compared"]
)
def test_sarif_is_valid_against_the_schema_of_oasis(report: Report) -> None:
    with open(os.environ["SARIF_SCHEMA"], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator(schema).validate(json.loads(told(report, "sarif")))


def test_sarif_tells_how_findings_stand_to_an_earlier_state() -> None:
    ids = [one.id for one in view.canonical(sample()).findings]
    gone = replace(sample().findings[0], id="90e90e90", rule="a-rule-of-old")
    since = Since("claims/baseline.json", ((ids[0], "new"), (ids[1], "unchanged"), (ids[2], "updated")), (gone,))
    run = sarif_run(replace(full(sample()), since=since))
    states = {one["partialFingerprints"]["finding/v1"]: one.get("baselineState") for one in run["results"]}
    assert states == dict.fromkeys(ids[3:]) | dict(since.states) | {"90e90e90": "absent"}
    assert run["tool"]["driver"]["rules"][run["results"][-1]["ruleIndex"]]["id"] == "a-rule-of-old"
    assert run["properties"]["comparedWith"] == "claims/baseline.json"
    bare = sarif_run(sample())
    assert "baselineState" not in json.dumps(bare)
    assert "comparedWith" not in bare["properties"]


# github and gitlab ---------------------------------------------------------------------------------------------------

COMMAND = re.compile(r"::(?P<command>\w+) (?P<properties>[^:\n]*)::(?P<message>[^\n]*)")


def unescaped(text: str) -> str:
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Commands as a runner reads them: from lines that begin with two colons, after blanks."""
    found = []
    for line in text.splitlines():
        if line.lstrip().startswith("::"):
            match = COMMAND.fullmatch(line)
            assert match, line
            properties = dict(one.split("=", 1) for one in match["properties"].split(","))
            values = {name: unescaped(value) for name, value in properties.items()}
            found.append((match["command"], values, unescaped(match["message"])))
    return found


def test_github_annotates_what_is_open_at_its_place() -> None:
    found = commands(told(sample(), "github"))
    still_open = [one for one in view.canonical(sample()).findings if one.open]
    assert [command for command, _, _ in found] == ["error"] * 2 + ["warning"] * 4 + ["notice"]
    by_message = {message.splitlines()[0]: properties for _, properties, message in found}
    for finding in still_open:
        first = finding.places[0]
        properties = by_message[finding.message]
        assert (properties["file"], properties["line"]) == (first.file, str(first.line))
    assert "2 agreements" in found[-1][2]


def test_github_shows_ten_of_a_level_and_names_the_rest() -> None:
    text = told(many(90), "github")
    found = [command for command, _, _ in commands(text)]
    assert found.count("error") == 10
    assert found.count("warning") == 10
    told_apart = [line for line in text.splitlines() if not line.startswith("::")]
    assert len(told_apart) == 2
    left = [one.id for one in view.canonical(many(90)).findings if one.open and one.id in " ".join(told_apart)]
    assert len(left) + 20 == sum(one.open for one in many(90).findings)
    assert "job summary" in told_apart[0]


@SETTINGS
@given(texts)
def test_github_runs_no_command_of_a_source(text: str) -> None:
    written = told(hostile(text), "github")
    assert "##[" not in written
    assert [command for command, _, _ in commands(written)] == ["error"] + ["warning"] * 3 + ["notice"]


def test_gitlab_lists_what_is_open() -> None:
    issues = json.loads(told(sample(), "gitlab"))
    still_open = [one for one in view.canonical(sample()).findings if one.open]
    assert [one["fingerprint"] for one in issues] == [one.id for one in still_open]
    for issue, finding in zip(issues, still_open, strict=True):
        assert finding.message in issue["description"]
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["path"] == finding.places[0].file
        assert issue["location"]["lines"]["begin"] >= 1


# markdown ------------------------------------------------------------------------------------------------------------

OWN_HTML = re.compile(r"</?(details|summary|b|i|sub|code|br)( open)?>")


def reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def own_html_only(text: str) -> None:
    """Read as a forge reads it: no link, no image, no tag that the report did not write itself."""
    for token in reader().parse(text):
        for one in [token, *(token.children or [])]:
            assert one.type not in {"link_open", "image", "code_block", "fence", "html_inline_other"}
            if one.type in {"html_block", "html_inline"}:
                assert "<" not in OWN_HTML.sub("", one.content), one.content


def test_markdown_has_the_structure_of_a_report() -> None:
    text = told(sample(), "markdown")
    own_html_only(text)
    kinds = [token.type for token in reader().parse(text)]
    assert kinds.count("table_open") >= 10
    assert text.count("<details") == text.count("</details>")
    assert all(one.id in text for one in sample().findings)
    assert "Left out" not in text


@pytest.mark.parametrize("count", [100, 3_000])
def test_markdown_stays_under_the_limit_and_says_what_is_left_out(count: int) -> None:
    report = many(count)
    text = told(report, "markdown")
    assert len(text) <= 60_000
    own_html_only(text)
    there = sum(f"<code>{one.id}</code>" in text for one in report.findings)
    left = re.search(r"Left out for size: ([\d,]+) finding", text)
    assert there + (int(left[1].replace(",", "")) if left else 0) == count
    assert bool(left) == (count == 3_000)
    assert text.index("<b>Contradiction</b>") > 0


COMMENT, JOB_SUMMARY = 65_536, 1024 * 1024
"""What GitHub takes: characters of a comment, bytes of a job summary."""


@pytest.mark.parametrize("text", ["", "𠀀" * 60])
def test_five_thousand_findings_fit_a_comment_and_what_is_left_out_is_told(text: str) -> None:
    chosen = hostile(text).findings if text else many(9).findings
    report = replace(
        hostile(text) if text else sample(),
        findings=tuple(replace(chosen[at % len(chosen)], id=f"{at:08x}") for at in range(5_000)),
    )
    written = told(report, "markdown")
    # Whether characters are counted as code points or, as some do, as UTF-16 code units.
    assert len(written) <= len(written.encode("utf-16-le")) // 2 < COMMENT
    assert len(written.encode()) < JOB_SUMMARY
    shown = set(re.findall(r"<code>([0-9a-f]{8})</code>", written))
    left = re.search(r"\*\*Left out for size: ([\d,]+) findings\*\* \(([^)]+)\)", written)
    assert left is not None
    assert int(left[1].replace(",", "")) == 5_000 - len(shown)
    assert sum(int(number.replace(",", "")) for number in re.findall(r"([\d,]+) [a-z]", left[2])) == 5_000 - len(shown)
    assert "validate check --format html" in written
    # The gravest are there, and no heading stands over nothing.
    contradictions = {one.id for one in report.findings if one.verdict == "contradiction" and one.open}
    assert contradictions & shown
    assert not re.search(r"^#### [^\n]*\n\n(?=####|\*\*Left out)", written, re.M)


@SETTINGS
@given(texts)
def test_markdown_makes_nothing_of_hostile_text(text: str) -> None:
    written = told(hostile(text), "markdown")
    assert len(written) <= 60_000
    own_html_only(written)
    rendered = reader().render(written)
    shown = unescape(re.sub(r"<[^>]*>", "", rendered))
    assert not re.search(r"@\w|#\d|://|www\.|(?i:gh-\d)", shown.replace("validator", ""))


@SETTINGS
@given(texts)
def test_markdown_shows_hostile_text_as_it_is(text: str) -> None:
    inline = reader().renderInline(inert.markdown(text))
    plain = re.sub("[\u200b]", "", inline)
    assert unescape(plain) == inert.one_line(text)
