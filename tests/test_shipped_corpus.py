"""The shipped corpus: its full reports as golden files.

A change of a rule or of the vocabulary shows there as findings gained and lost.

`UPDATE_GOLDEN=1` rewrites the files.
"""

from __future__ import annotations

import io
import json
import os
from functools import cache
from pathlib import Path

import pytest

from validator import gate
from validator.judgement.findings import Report
from validator.judgement.reporting import report_on
from validator.records.corpus import Corpus
from validator.records.opening import load
from validator.report import write

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"


@cache
def corpus() -> Corpus:
    return load(ROOT)


@cache
def report() -> Report:
    return report_on(corpus())[0]


@pytest.mark.parametrize(("format", "name"), [("json", "report.json"), ("terminal", "report.txt")])
def test_the_report_is_the_golden_one(format: str, name: str) -> None:
    stream = io.StringIO()
    write(report(), format, stream)
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(stream.getvalue(), encoding="utf-8", newline="\n")
    expected = path.read_text(encoding="utf-8")
    assert stream.getvalue() == expected, f"{path.name} differs; read how, then rewrite it with UPDATE_GOLDEN=1"


def test_the_corpus_is_in_the_reviewed_state() -> None:
    assert corpus().faults == ()
    assert gate.status(report()) == gate.CLEAN
    assert [f.id for f in report().findings if f.open and f.verdict in ("contradiction", "tension")] == []


def test_every_sentence_is_covered_or_marked() -> None:
    assert report().corpus.sentences_covered == report().corpus.sentences > 100


def test_the_seeds_are_the_ones_the_claims_were_taken_from() -> None:
    for source in corpus().sources:
        assert source.sha256 is not None, source.id
        assert corpus().texts[source.id].sha256 == source.sha256


def test_the_two_watched_questions_come_first() -> None:
    watched = [f for f in report().findings if f.watched]
    assert list(report().findings[: len(watched)]) == watched
    assert {f.property for f in watched} == {"concluded", "comprehensive-strategic-partners"}
    stages = next(f for f in watched if f.property == "concluded" and f.verdict == "explained")
    assert stages.explained_by == ("stage",)
    partners = next(f for f in watched if f.property == "comprehensive-strategic-partners" and f.verdict == "explained")
    assert partners.explained_by == ("time",)


def test_the_membership_timeline_counts_two_five_six() -> None:
    timeline = next(t for t in report().timelines if t.property == "comprehensive-strategic-partners")
    assert [len(step.value) for step in timeline.steps] == [1, 2, 5, 6]
    assert [step.closed for step in timeline.steps] == [False, False, True, False]


def test_the_json_report_has_the_keys_of_the_contract() -> None:
    stream = io.StringIO()
    write(report(), "json", stream)
    loaded = json.loads(stream.getvalue())
    assert list(loaded)[:6] == ["schema_version", "corpus", "summary", "findings", "skipped", "timelines"]
    assert loaded["schema_version"] == 1
    keys = (
        "id rule verdict severity subject property message claims assumptions explained_by outcome origins camps"
        " minimal_sets why repairs responsibility places ruling"
    )
    for finding in loaded["findings"]:
        assert set(keys.split()) <= set(finding)


def test_the_readme_shows_the_real_beginning_of_the_report() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("```text\n", 1)[1].split("\n```", 1)[0]
    golden = (GOLDEN / "report.txt").read_text(encoding="utf-8")
    assert len(shown.splitlines()) > 20
    assert golden.startswith(shown), "the README shows another report than `validate` prints"
