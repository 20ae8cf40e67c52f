"""The corpora that are measured hold what was planted in them: each planted conflict is found, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from validator.bulk.checking import check

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.mark.parametrize(("claims", "hot_values", "seed"), [(4_000, 0, 1), (4_000, 0, 2), (60_000, 500, 3)])
def test_found_is_planted(
    claims: int, hot_values: int, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from generate import write_parquet

    planted = write_parquet(claims, tmp_path, seed, hot_values=hot_values)
    report, tally = check(tmp_path)
    assert {f"{f.subject}/{f.property}" for f in report.findings} == set(planted)
    assert all(f.verdict == "contradiction" for f in report.findings)
    assert (tally.claims, tally.doubtful) == (claims, 0)
    for finding in report.findings:
        camps = {camp.value.split(" (")[0] for camp in finding.camps}
        if finding.property == "held-by":
            assert camps == set(planted[f"{finding.subject}/held-by"])
    sys.modules.pop("generate")
