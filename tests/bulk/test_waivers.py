"""Rulings and the baseline count for rows as they do for YAML: none that a change brings along counts in it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from validator import gate
from validator.bulk.corpus import load_with_rows
from validator.doors import baseline, everyday
from validator.doors.checking import check
from validator.doors.settling import Settlement, settle
from validator.judgement.reporting import Options, report_on

VOCABULARY = """\
properties:
  held-by: {kind: state, subject: office, value-type: person}
entities:
  o: {type: office}
  ann: {type: person}
  bob: {type: person}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "claims" / "vocabulary"
    folder.mkdir(parents=True)
    (folder / "all.yaml").write_text(VOCABULARY, encoding="utf-8")
    source = {"language": "en", "published": "2024-01-01", "sha256": "0" * 64}
    sources = [{"id": id, **source} for id in ("a", "b")]
    rows = [
        {"source": id, "id": "c", "quote": "q", "subject": "o", "property": "held-by", "is": who, "during": "2020"}
        for id, who in (("a", "ann"), ("b", "bob"))
    ]
    for name, lines in (("sources", sources), ("rows", rows)):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (tmp_path / "claims" / f"{name}.jsonl").write_text(text, encoding="utf-8")
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "begin")
    return tmp_path


def _git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


def _ruled(root: Path) -> str:
    corpus = load_with_rows(root)
    report = report_on(corpus, Options(rulings=False))[0]
    (finding,) = [f for f in report.findings if f.verdict == "contradiction"]
    settle(corpus, report, finding.id, Settlement("no-conflict", "a misprint", "desk", "2026-01-01"))
    return finding.id


@pytest.mark.parametrize("engine", ["exact", "duckdb"])
def test_a_ruling_counts_once_it_is_in_the_base(root: Path, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    def status(**given: object) -> tuple[int, str]:
        code = everyday.check(root, engine=engine, quiet=True, **given)  # type: ignore[arg-type]
        return code, " ".join(capsys.readouterr().out.split())

    assert status()[0] == gate.OPEN
    id = _ruled(root)
    assert status()[0] == gate.CLEAN
    assert status(no_rulings=True)[0] == gate.OPEN
    code, told = status(rulings_from="HEAD")
    assert code == gate.OPEN
    assert f"claims/rulings/{id}.yaml: proposed by this change and not counted in it" in told
    _git(root, "add", ".")
    _git(root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "rule")
    assert status(rulings_from="HEAD")[0] == gate.CLEAN


@pytest.mark.parametrize("engine", ["exact", "duckdb"])
def test_in_ci_the_base_is_found_for_rows_too(
    root: Path, engine: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    _ruled(root)
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    monkeypatch.delenv("GITHUB_EVENT_PATH", raising=False)
    assert everyday.check(root, engine=engine, quiet=True) == gate.OPEN
    assert "not counted in it" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("engine", ["exact", "duckdb"])
def test_the_baseline_counts(root: Path, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
    baseline.write(root, check(root).findings)
    assert everyday.check(root, engine=engine, quiet=True) == gate.CLEAN
    assert "1  contradiction" in capsys.readouterr().out, "still listed"


def test_rulings_that_match_nothing_are_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _ruled(root)
    rows = root / "claims" / "rows.jsonl"
    rows.write_text(rows.read_text(encoding="utf-8").replace("bob", "ann"), encoding="utf-8")
    everyday.check(root, engine="duckdb", quiet=True)
    assert "unused-ruling" in capsys.readouterr().out
