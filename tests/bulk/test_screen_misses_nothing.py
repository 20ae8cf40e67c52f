"""Law 8: whatever the screen drops holds no finding. The report over screened rows is the report over all of them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.random_rows import write_corpus
from validator.bulk.checking import check
from validator.bulk.corpus import load_with_rows
from validator.bulk.judging import NEEDS_TEXT, NOTES
from validator.judgement.findings import Finding, Report
from validator.judgement.reporting import Options, report_on

CORPORA = int(os.environ.get("VALIDATOR_BULK_CORPORA", "20"))
FIRST = int(os.environ.get("VALIDATOR_BULK_FIRST", "0"))
LEFT_OUT = (*NOTES, *NEEDS_TEXT)


def accused(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.rule not in LEFT_OUT]


def told(report: Report) -> list[str]:
    return [f"{f.id} {f.rule} {f.verdict} {f.message} {f.claims} {f.assumptions} {f.camps}" for f in accused(report)]


@pytest.mark.parametrize("seed", range(FIRST, FIRST + CORPORA))
def test_screened_and_full_reports_are_the_same(seed: int, tmp_path: Path) -> None:
    size = 6 + seed % 5 * 5
    write_corpus(tmp_path, seed, claims=size, wild=(0, 0.1, 0.3)[seed % 3], unknown=(0, 0, 0.3)[seed // 3 % 3])
    full, _ = report_on(load_with_rows(tmp_path), Options(ignore=LEFT_OUT))
    screened, tally = check(tmp_path)
    assert told(screened) == told(full)
    assert screened.corpus == full.corpus
    assert screened.unreadable == full.unreadable
    assert tally.claims == full.corpus.claims


TOTALS = """\
entities: {flood: {type: thing}}
properties: {told: {kind: quantity, unit: people, grows-only: true}}
"""
AGES = """\
entities: {kim: {type: person}}
properties: {born: {kind: event}, told: {kind: quantity, unit: years, years-since: born}}
"""


@pytest.mark.parametrize(
    ("vocabulary", "subject", "first", "second", "rule"),
    [
        (TOTALS, "flood", "12 people", "9 people", "falling-figure"),
        (AGES, "kim", "43 years", "41 years", "age-mismatch"),
    ],
)
def test_what_spans_days_that_are_clean_each_by_itself(
    vocabulary: str, subject: str, first: str, second: str, rule: str, tmp_path: Path
) -> None:
    (tmp_path / "claims" / "vocabulary").mkdir(parents=True)
    (tmp_path / "claims" / "vocabulary" / "words.yaml").write_text(vocabulary, encoding="utf-8")
    sources = [{"id": name, "published": "2023-07-01", "language": "en", "sha256": "0" * 64} for name in "ab"]
    said = (("a", first, "2023-06-02"), ("b", second, "2023-06-05"))
    rows = [
        {"source": s, "id": "c", "quote": "q", "subject": subject, "property": "told", "is": amount, "at": day}
        for s, amount, day in said
    ]
    for name, found in (("sources", sources), ("claims", rows)):
        text = "".join(json.dumps(row) + "\n" for row in found)
        (tmp_path / "claims" / f"{name}.jsonl").write_text(text, encoding="utf-8")
    screened, _ = check(tmp_path)
    assert [(f.rule, f.verdict) for f in accused(screened)] == [(rule, "contradiction")]
