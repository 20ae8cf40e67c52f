"""A rule that fails is named and takes nothing else with it; the exit status tells the gravest thing that happened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from good_corpus import check, run, write_good
from hostile_files import CLAIMS, ONE

from validator import gate
from validator.judgement import engine
from validator.judgement.catalogue import catalogue
from validator.judgement.findings import CorpusSize, Finding, Report
from validator.judgement.reporting import report_on
from validator.judgement.rule import Rule
from validator.records.opening import load
from validator.report import FORMATS

RULES = {id: rule for id, rule in catalogue().items() if rule.over != "report"}
REASON = "the ⟨planted⟩ fault"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_good(tmp_path_factory.mktemp("failing"))


def failing(rule: Rule, error: BaseException, *, after: bool) -> Rule:
    """The rule, raising instead of its results, or once it has given all of them."""

    def run(item: object, world: Any) -> Iterator[Any]:
        if after:
            yield from rule.run(item, world)
        raise error

    return replace(rule, run=run)


def with_rule(monkeypatch: pytest.MonkeyPatch, rule: Rule) -> None:
    changed = {**catalogue(), rule.id: rule}
    monkeypatch.setattr(engine, "catalogue", lambda: changed)


def told(report: Report, without: str = "") -> list[Finding]:
    return [finding for finding in report.findings if finding.rule != without]


@pytest.mark.parametrize("id", RULES)
def test_a_rule_that_fails_is_named_and_the_others_run(id: str, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(corpus)
    if RULES[id].over != "world" and not list(engine._items(RULES[id], engine.judge(loaded).world)):
        pytest.fail(f"{id} runs over nothing in this corpus, so it cannot be seen to fail")
    whole, _ = report_on(loaded)
    with_rule(monkeypatch, failing(RULES[id], RuntimeError(REASON), after=False))
    report, judgement = report_on(loaded)
    assert report.incomplete
    assert gate.status(report) == gate.INCOMPLETE
    assert [(crash.rule, crash.error) for crash in judgement.crashes] == [(id, f"RuntimeError: {REASON}")]
    assert any(id in note and REASON in note for note in report.notes)
    assert told(report, id) == told(whole, id)


@pytest.mark.parametrize("error", [RecursionError("x"), MemoryError("x"), StopIteration("x"), AssertionError("x")])
def test_no_kind_of_failure_gets_through(error: Exception, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_rule(monkeypatch, failing(catalogue()["quote-not-found"], error, after=True))
    outcome = run(corpus)
    assert outcome.status == gate.INCOMPLETE


def test_what_a_rule_found_before_it_failed_stays(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [f for f in run(corpus, ()).findings if f["rule"] == "unsupported-value"]
    rule = catalogue()["unsupported-value"]

    def until_noon(claim: Any, world: Any) -> Iterator[Any]:
        yield from rule.run(claim, world)
        if claim.full_id == "noon/fleet":
            raise RuntimeError(REASON)

    with_rule(monkeypatch, replace(rule, run=until_noon))
    found = [f for f in run(corpus, ()).findings if f["rule"] == "unsupported-value"]
    assert found == expected != []


def test_every_format_names_a_failure(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence must not look like consistency: no report of an incomplete run may read like a complete one."""
    complete = run(corpus).written
    with_rule(monkeypatch, failing(catalogue()["wrong-weekday"], RuntimeError("the planted fault"), after=False))
    written = run(corpus).written
    assert set(written) == set(FORMATS)
    assert {format for format in FORMATS if "wrong-weekday" not in written[format]} <= {"github", "csv", "gitlab"}
    assert "Exit status 4" in written["github"]
    assert [format for format in FORMATS if written[format] == complete[format]] == []


# -- exit status -----------------------------------------------------------------------------------------------------

CONTRADICTION = Finding("00000001", "value-conflict", "contradiction", "error", "x", "p", "m")


@pytest.mark.parametrize(("incomplete", "unreadable", "open"), list(product([False, True], repeat=3)))
def test_the_gravest_status_wins(incomplete: bool, unreadable: bool, open: bool) -> None:
    report = Report(
        CorpusSize(1, 1, 1, 1),
        (CONTRADICTION,) if open else (),
        unreadable=unreadable,
        incomplete=incomplete,
    )
    expected = 4 if incomplete else 3 if unreadable else 1 if open else 0
    assert gate.status(report) == expected


CLEAN = CLAIMS.replace("2023-11-28", "2024-01-01") + ONE
CRASHING = """
import sys
from dataclasses import replace
from validator.judgement import engine
from validator.judgement.catalogue import catalogue
from validator.cli import main
def run(item, world):
    raise RuntimeError("the planted fault")
crashing = {**catalogue(), "wrong-weekday": replace(catalogue()["wrong-weekday"], run=run)}
engine.catalogue = lambda: crashing
main()
"""


def arranged(root: Path, *, clash: bool, broken: bool) -> Path:
    """A corpus on disk that earns the statuses asked for, by what is really in it."""
    write_good(root)
    if not clash:
        for file in root.glob("claims/*.yaml"):
            file.unlink()
        (root / "claims/clean.yaml").write_text(CLEAN, encoding="utf-8")
    if broken:
        (root / "claims/broken.yaml").write_text("source: [", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("clash", "broken", "crash", "arguments", "status"),
    [
        (False, False, False, [], 0),
        (True, False, False, [], 1),
        (True, False, False, ["--fail-on", "never"], 0),
        (False, True, False, [], 3),
        (True, True, False, ["--fail-on", "never"], 3),
        (False, False, True, [], 4),
        (True, True, True, [], 4),
        (True, True, True, ["--fail-on", "never"], 4),
        (True, True, True, ["--fail-on", "nonsense"], 2),
        (True, True, True, ["--format", "nonsense"], 2),
        (True, True, True, ["--select", "nonsense"], 2),
        (True, True, True, ["--nonsense"], 2),
    ],
)
def test_the_command_line_ends_with_the_gravest_status(
    clash: bool, broken: bool, crash: bool, arguments: list[str], status: int, tmp_path: Path
) -> None:
    program = CRASHING if crash else None
    done = check(arranged(tmp_path, clash=clash, broken=broken), *arguments, program=program)
    assert done.returncode == status, done.stderr.decode() + done.stdout.decode()[-500:]
    assert b"Traceback" not in done.stderr
    assert bool(done.stderr) == (status == 2)


@pytest.mark.parametrize("content", [{}, {"claims": ""}, {"claims/vocabulary": ""}])
def test_an_empty_corpus_is_unreadable_never_clean(content: dict[str, str], tmp_path: Path) -> None:
    for folder in content:
        (tmp_path / folder).mkdir(parents=True)
    done = check(tmp_path, "--format", "json")
    assert done.returncode == gate.UNREADABLE
    assert json.loads(done.stdout)["corpus"]["claims"] == 0


def test_a_corpus_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    done = check(tmp_path / "nowhere")
    assert done.returncode == gate.WRONG_USE
    assert b"nowhere" in done.stderr
    assert done.stdout == b""
