"""A question answered differently year by year is told once, with witnesses instead of all pairs."""

from __future__ import annotations

from pathlib import Path

import small_corpus

from validator.judgement.findings import Finding
from validator.judgement.notes import MOST_PAIRS, MOST_TOLD
from validator.judgement.reporting import Options, report_on
from validator.records.opening import load


def explained(root: Path, years: int) -> Finding:
    values = [f"v{year}" for year in range(years)]
    told = {"JP": {"type": "country"}}
    corpus: dict[str, object] = {
        "entities": told,
        "properties": {"tier": {"kind": "state", "values": values}},
    }
    for year, value in enumerate(values):
        claim = {"subject": "JP", "property": "tier", "is": value, "during": str(1900 + year)}
        corpus[f"source-{year}"] = {"published": "2024-01-01", "claims": [claim]}
    found = report_on(load(small_corpus.write_parsed(root, corpus)), Options(select=("apparent-conflict",)))[0].findings
    assert len(found) == 1
    return found[0]


def test_few_pairs_are_all_listed(tmp_path: Path) -> None:
    finding = explained(tmp_path, 6)
    assert len(finding.minimal_sets) == 15
    assert finding.marks == ()
    assert "more" not in finding.message


def test_of_very_many_pairs_every_claim_stands_in_one(tmp_path: Path) -> None:
    finding = explained(tmp_path, 60)
    assert len(finding.claims) == 60
    assert MOST_PAIRS < 60 * 59 // 2
    assert {id for pair in finding.minimal_sets for id in pair.claims} == set(finding.claims)
    assert len(finding.minimal_sets) < 60
    assert "capped" in finding.marks
    assert len(finding.why) == MOST_TOLD + 2
    assert len(finding.message) < 600
