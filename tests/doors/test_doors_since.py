"""SARIF tells how each finding stands to the baseline, or to a revision."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from doors_corpus import commit, edit
from test_doors_wiring import validate as run
from typer.testing import Result

from validator.doors.checking import check

Validate = Callable[..., Result]


def results(text: str) -> dict[str, dict[str, Any]]:
    (log,) = json.loads(text)["runs"]
    return {one["partialFingerprints"]["finding/v1"]: one for one in log["results"]}


def sarif(root: Path) -> dict[str, dict[str, Any]]:
    return results(run(root, "check", "--format", "sarif").stdout)


def test_without_a_baseline_nothing_is_compared(corpus: Path) -> None:
    assert not any("baselineState" in one for one in sarif(corpus).values())


def test_findings_of_the_baseline_are_unchanged_others_new_and_gone_ones_absent(repository: Path) -> None:
    assert run(repository, "baseline", "write").returncode == 0
    (known,) = [one.id for one in check(repository).findings if one.open]
    found = sarif(repository)
    assert found[known]["baselineState"] == "unchanged"
    assert {one["baselineState"] for one in found.values() if one["kind"] in ("fail", "open")} == {"unchanged"}
    # What a baseline does not hold, an agreement say, was not compared.
    assert all("baselineState" not in one for one in found.values() if one["kind"] not in ("fail", "open"))
    edit(repository, "claims/gamma.yaml", "is: Tokyo", "is: Kyoto")
    found = sarif(repository)
    new = [id for id, one in found.items() if one.get("baselineState") == "new"]
    assert new
    assert known not in new
    edit(repository, "claims/gamma.yaml", "is: Kyoto", "is: Tokyo")
    (repository / "claims" / "beta.yaml").unlink()
    found = sarif(repository)
    assert found[known]["baselineState"] == "absent"
    assert found[known]["message"]["text"]
    assert found[known]["locations"] == []


def test_a_settled_finding_of_the_baseline_is_updated(repository: Path) -> None:
    assert run(repository, "baseline", "write").returncode == 0
    (known,) = [one.id for one in check(repository).findings if one.open]
    done = run(repository, "settle", known, "--verdict", "no-conflict", "--because", "Two ceremonies.")
    assert done.returncode == 0, done.stderr
    assert sarif(repository)[known]["baselineState"] == "updated"
    assert sarif(repository)[known]["suppressions"]


def test_a_difference_tells_the_state_of_every_finding(repository: Path) -> None:
    (known,) = [one.id for one in check(repository).findings if one.open]
    commit(repository)
    edit(repository, "claims/gamma.yaml", "is: Tokyo", "is: Kyoto")
    found = results(run(repository, "diff", "HEAD", "--format", "sarif").stdout)
    assert found[known]["baselineState"] == "unchanged"
    assert all("baselineState" in one for one in found.values())
    assert "new" in {one["baselineState"] for one in found.values()}
    commit(repository)
    (repository / "claims" / "beta.yaml").unlink()
    found = results(run(repository, "diff", "HEAD", "--format", "sarif").stdout)
    assert found[known]["baselineState"] == "absent"
    assert found[known]["locations"]
