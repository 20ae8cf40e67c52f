"""A search that was cut short is told, with what was found before."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_corpus

from validator import gate
from validator.judgement import conflicts, decide_solver
from validator.judgement.reporting import Options, report_on
from validator.records.opening import load

PLAIN = Options(ignore=("unsupported-value",))
CIRCLE = {
    "entities": {name: {"type": "meeting"} for name in ("first", "second", "third")},
    "properties": {"held": {"kind": "event"}},
    "morning": [
        {"subject": "first", "property": "held", "after": "second/held"},
        {"subject": "second", "property": "held", "after": "third/held"},
        {"subject": "third", "property": "held", "after": "first/held"},
    ],
}
SUMS = {
    "entities": {"JP": {"type": "country"}},
    "properties": {
        "exports": {"kind": "quantity", "unit": "t"},
        "goods": {"kind": "quantity", "unit": "t"},
        "services": {"kind": "quantity", "unit": "t"},
        "all": {"kind": "quantity", "unit": "t", "formula": "goods * services"},
    },
    "morning": [
        {"subject": "JP", "property": "goods", "is": "exactly 4 t", "during": "2023"},
        {"subject": "JP", "property": "services", "is": "exactly 7 t", "during": "2023"},
        {"subject": "JP", "property": "all", "is": "exactly 10 t", "during": "2023"},
    ],
}


def test_too_few_questions_leave_it_undecided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = load(small_corpus.write_parsed(tmp_path, CIRCLE))
    assert [f.verdict for f in report_on(corpus, PLAIN)[0].findings] == ["contradiction"]
    monkeypatch.setattr(conflicts, "FEWEST_QUESTIONS", 5)
    monkeypatch.setattr(conflicts, "MOST_WORK", 0)
    report, _ = report_on(corpus, PLAIN)
    assert [f.verdict for f in report.findings] == ["contradiction", "undecided"]
    told = report.findings[1]
    assert told.rule == "budget"
    assert told.verdict == "undecided"
    assert told.claims == ("morning/c1", "morning/c2", "morning/c3")
    assert len(told.places) == 3
    assert gate.status(report) == gate.INCOMPLETE


def test_a_solver_that_gives_up_is_not_taken_for_consistent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = load(small_corpus.write_parsed(tmp_path, SUMS))
    assert [f.rule for f in report_on(corpus, PLAIN)[0].findings] == ["formula-mismatch"]
    monkeypatch.setattr(decide_solver.SolverDecider.__init__, "__defaults__", (1,))
    report, _ = report_on(corpus, PLAIN)
    assert [(f.rule, f.verdict) for f in report.findings] == [("budget", "undecided")]
    assert gate.status(report) == gate.INCOMPLETE
