"""A report is told again where nothing it rests on has changed, and only there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import small_corpus
from doors_corpus import CLASH, commit, git
from test_cache import begin, edit

from validator import gate
from validator.doors import again, digests, everyday
from validator.doors.again import Head, told_again
from validator.doors.running import run
from validator.judgement import engine
from validator.judgement.catalogue import catalogue
from validator.values.dataclass import replace

ROOT = Path(__file__).parents[2]
ROW = {"source": "delta", "subject": "JP", "property": "capital", "is": "Kyoto", "at": "2023-05-01", "quote": "Kyoto"}
ROWS_SOURCE = {"id": "delta", "published": "2024-01-01", "language": "en", "text": "far/off/delta.txt"}


def asked(root: Path, out: Path, **more: Any) -> dict[str, Any]:
    return {"corpus": str(root), "cache": str(out.with_name("cache")), "output": str(out), "format": "json", **more}


def answered(root: Path, out: Path, **more: Any) -> tuple[int, bytes]:
    """By a run that keeps what it finds."""
    given = asked(root, out, **more)
    paths = {name: Path(given[name]) for name in ("corpus", "cache", "output")}
    out.unlink(missing_ok=True)
    return everyday.check(**{**given, **paths}), written(out)


def again_told(
    root: Path, out: Path, environment: dict[str, str] | None = None, **more: Any
) -> tuple[int, bytes] | None:
    out.unlink(missing_ok=True)
    status = told_again(asked(root, out, **more), environment or {})
    assert (status is None) == (not out.exists())
    return None if status is None else (status, out.read_bytes())


def fresh(root: Path, out: Path, **more: Any) -> tuple[int, bytes]:
    out.unlink(missing_ok=True)
    return everyday.check(corpus=root, output=out, format="json", **more), written(out)


def written(out: Path) -> bytes:
    """Nothing where the run was refused."""
    return out.read_bytes() if out.exists() else b""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def add_rows(root: Path, kind: str = "jsonl") -> None:
    """A source in rows, its text, and a claim of it."""
    (root / "far/off").mkdir(parents=True)
    (root / "far/off/delta.txt").write_text("Kyoto is the capital.", encoding="utf-8")
    for name, row in (("more", {"id": "c1", **ROW}), ("sources", ROWS_SOURCE)):
        (root / "claims" / f"{name}.{kind}").write_text(json.dumps(row) + "\n", encoding="utf-8")


@pytest.fixture(params=["yaml", "rows", "screened"])
def kept(request: pytest.FixtureRequest, corpus: Path) -> tuple[Path, dict[str, str]]:
    """A corpus, and by which engine it is checked."""
    if request.param != "yaml":
        add_rows(corpus)
    if request.param == "screened":
        pytest.importorskip("duckdb")
        pytest.importorskip("pyarrow")
        return corpus, {"engine": "duckdb"}
    return corpus, {}


def test_what_has_not_changed_is_told_again(kept: tuple[Path, dict[str, str]], out: Path) -> None:
    root, by = kept
    assert again_told(root, out, **by) is None
    first = answered(root, out, **by)
    assert first == fresh(root, out, **by)
    assert again_told(root, out, **by) == first
    for file in (root / "claims").rglob("*.*"):
        os.utime(file, (1, 1))
    assert again_told(root, out, **by) == first
    assert answered(root, out, **by) == first


CHANGES: dict[str, Callable[[Path], object]] = {
    "a claim": lambda root: _edit(root / "claims/alpha.yaml", "2020-10-19", "2020-10-18"),
    "a claim, told as old": lambda root: _edit(root / "claims/alpha.yaml", "2020-10-19", "2020-10-18", old=True),
    "a text": lambda root: _edit(root / "seeds/beta.txt", "signed", "sealed", old=True),
    "the vocabulary": lambda root: _edit(root / "claims/vocabulary/all.yaml", "JP", "VN"),
    "a file more": lambda root: (root / "claims/other.yaml").write_text("source: {}", encoding="utf-8"),
    "a name more": lambda root: (root / "claims/odd.yml").write_text("x", encoding="utf-8"),
    "a file less": lambda root: (root / "claims/gamma.yaml").unlink(),
    "a text less": lambda root: (root / "seeds/gamma.txt").unlink(),
    "rulings": lambda root: _new(root / "claims/rulings/00000000.yaml", "finding: ["),
    "a baseline": lambda root: _new(root / "claims/baseline.json", '{"schema_version": 1, "findings": []}'),
    "rows": lambda root: _new(root / "claims/rows.jsonl", json.dumps({"id": "x", **ROW}) + "\n"),
    "a link in place of a file": lambda root: _linked(root, "claims/alpha.yaml"),
    "a link in place of a text": lambda root: _linked(root, "seeds/alpha.txt"),
    "a link in place of a folder": lambda root: _linked(root, "seeds"),
    "a link in place of all": lambda root: _linked(root, "claims"),
}  # fmt: skip
OF_ROWS: dict[str, Callable[[Path], object]] = {
    "a row": lambda root: _edit(root / "claims/more.jsonl", "Kyoto", "Osaka", old=True),
    "a source of rows": lambda root: _edit(root / "claims/sources.jsonl", "2024-01-01", "2024-01-02", old=True),
    "the text of rows": lambda root: _edit(root / "far/off/delta.txt", "Kyoto", "Osaka", old=True),
    "a link in place of rows": lambda root: _linked(root, "claims/more.jsonl"),
    "a link on the way to the text of rows": lambda root: _linked(root, "far"),
}


def _edit(file: Path, before: str, after: str, *, old: bool = False) -> None:
    status, said = file.stat(), file.read_text(encoding="utf-8")
    assert before in said
    file.write_text(said.replace(before, after), encoding="utf-8")
    if old:
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def _new(file: Path, content: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(content, encoding="utf-8")


def _linked(root: Path, path: str) -> None:
    """The same content, by way of a link that leads out of the corpus."""
    place, elsewhere = root / path, root.parent / "elsewhere" / path
    elsewhere.parent.mkdir(parents=True)
    place.rename(elsewhere)
    place.symlink_to(elsewhere)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_never_passed_over(change: str, kept: tuple[Path, dict[str, str]], out: Path) -> None:
    root, by = kept
    answered(root, out, **by)
    CHANGES[change](root)
    assert again_told(root, out, **by) is None
    assert answered(root, out, **by) == fresh(root, out, **by)


@pytest.mark.parametrize("change", OF_ROWS)
def test_a_change_of_rows_is_never_passed_over(change: str, corpus: Path, out: Path) -> None:
    add_rows(corpus)
    before = answered(corpus, out)
    OF_ROWS[change](corpus)
    assert again_told(corpus, out) is None
    assert answered(corpus, out) == fresh(corpus, out) != before


def test_what_was_missing_and_came_is_not_passed_over(corpus: Path, out: Path) -> None:
    """A text that is not there, a link that was refused: nobody has read either."""
    add_rows(corpus)
    (corpus / "far/off/delta.txt").rename(corpus / "delta.txt")
    missing = answered(corpus, out)
    (corpus / "delta.txt").rename(corpus / "far/off/delta.txt")
    assert again_told(corpus, out) is None
    assert answered(corpus, out) == fresh(corpus, out) != missing
    elsewhere = corpus / "elsewhere.jsonl"
    (corpus / "claims/more.jsonl").rename(elsewhere)
    (corpus / "claims/more.jsonl").symlink_to(elsewhere)
    refused = answered(corpus, out)
    (corpus / "claims/more.jsonl").unlink()
    elsewhere.rename(corpus / "claims/more.jsonl")
    assert again_told(corpus, out) is None
    assert answered(corpus, out) == fresh(corpus, out) != refused


@pytest.mark.parametrize(
    "more",
    [
        {"format": "csv"}, {"fail_on": "never"}, {"select": ["value-conflict"]}, {"ignore": ["agreement"]},
        {"no_rulings": True}, {"engine": "exact"},
    ],
)  # fmt: skip
def test_another_question_is_another_one(more: dict[str, Any], corpus: Path, out: Path) -> None:
    answered(corpus, out)
    assert again_told(corpus, out, **more) is None
    told = answered(corpus, out, **more)
    assert again_told(corpus, out, **more) == told


def test_where_more_than_files_counts_check_is_asked(repository: Path, out: Path) -> None:
    first = answered(repository, out)
    for variable in again.UNDER_REVIEW:
        assert again_told(repository, out, {"CI": "true", variable: "main"}) is None
        assert again_told(repository, out, {"CI": "true", variable: ""}) == first
    answered(repository, out, rulings_from="HEAD")
    assert again_told(repository, out, rulings_from="HEAD") is None
    assert again_told(repository, out) == first
    assert again_told(repository, out, watch=True) is None
    assert again_told(repository, out, master="local[2]") is None
    for cache in (repository, repository / "cache"):
        everyday.check(repository, "json", out, cache=cache)
        shutil.copytree(out.with_name("cache"), cache, dirs_exist_ok=True)
        assert told_again({**asked(repository, out), "cache": str(cache)}, {}) is None
    assert told_again({**asked(repository, out), "corpus": str(repository / "none")}, {}) is None
    assert told_again({**asked(repository, out), "output": str(out / "no/folder")}, {}) is None


def test_a_report_that_rests_on_a_revision_is_not_told_again(corpus: Path, out: Path) -> None:
    git(corpus, "init", "--quiet", "-b", "main")
    commit(corpus)
    answered(corpus, out, rulings_from="HEAD")
    assert again_told(corpus, out) is None


@pytest.mark.parametrize("seed", range(4))
def test_random_changes_are_never_passed_over(seed: int, tmp_path: Path, out: Path) -> None:
    random, root = Random(seed), tmp_path / "corpus"
    begin(root, random)
    if seed % 2:
        (root / "claims/rows.jsonl").write_text("{}\n", encoding="utf-8")
    told = 0
    for _ in range(8):
        expected = fresh(root, out)
        found = again_told(root, out)
        told += found is not None
        assert found in (None, expected)
        assert answered(root, out) == expected
        if random.random() < 0.8:
            edit(root, random)
    assert told


def test_what_changes_while_it_is_read_is_not_kept(corpus: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from validator.doors import checking

    add_rows(corpus)
    load = checking.load_all

    def meddled(*given: Any) -> Any:
        loaded = load(*given)
        _edit(corpus / "claims/more.jsonl", "Kyoto", "Osaka")
        return loaded

    with monkeypatch.context() as patch:
        patch.setattr(checking, "load_all", meddled)
        before = answered(corpus, out)
    assert again_told(corpus, out) is None
    assert answered(corpus, out) == fresh(corpus, out) != before


def test_a_run_that_was_cut_short_is_made_again(
    kept: tuple[Path, dict[str, str]], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, by = kept
    with monkeypatch.context() as patch:
        patch.setattr(engine, "catalogue", lambda: {**catalogue(), "value-conflict": broken})
        broken = replace(catalogue()["value-conflict"], run=lambda item, world: 1 / 0)
        assert answered(root, out, **by)[0] == gate.INCOMPLETE
    assert again_told(root, out, **by) is None
    assert answered(root, out, **by)[0] == gate.OPEN


def test_a_program_that_was_written_since_is_not_believed(
    corpus: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    (package / "rules").mkdir(parents=True)
    file = package / "rules" / "one.py"
    file.write_text("1", encoding="utf-8")
    monkeypatch.setattr(digests, "_package", lambda: str(package))
    first = digests.program(str(tmp_path))
    assert digests.known_program(str(tmp_path)) == first
    os.utime(file, (1, 1))
    assert digests.known_program(str(tmp_path)) is None
    assert digests.program(str(tmp_path)) == first, "the same words at another time"
    file.write_text("2", encoding="utf-8")
    assert digests.known_program(str(tmp_path)) is None
    assert digests.program(str(tmp_path)) != first
    monkeypatch.setattr(sys, "version", "4.0")
    assert digests.known_program(str(tmp_path)) is None
    assert digests.program(str(tmp_path / "corpus" / "claims" / "odd.yml")) != first, "kept or not"


def test_something_installed_beside_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = digests.program(str(tmp_path / "cache"))
    (tmp_path / "solver-2.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "none"), str(tmp_path), *sys.path])
    assert digests.known_program(str(tmp_path / "cache")) is None
    assert digests.program(str(tmp_path / "cache")) != first


@pytest.mark.parametrize(
    "data",
    [b"", b"0", b"x\0alone\0\0", b"0\0alone\0d\x000:1", b"0\0alone\0\0\0p", b"0\0alone\0\x000:1:2 0:1", b"\xff" * 9],
)
def test_what_is_no_head_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Head.of_bytes(data)


def test_a_head_comes_back_as_it_went() -> None:
    seen = {"claims/": "a", "claims/\udcff\n \u2028.yaml": "not read: x\ty", "seeds/ü": ""}
    for status, known in ((0, seen), (3, None), (1, {})):
        head = Head(status, known, ("d1", "d2"), ((0, 0, 5), (1, 7, 9)))
        back = Head.of_bytes(head.as_bytes())
        assert [getattr(back, name) for name in Head.__slots__] == [getattr(head, name) for name in Head.__slots__]


def test_stretches_that_a_text_does_not_have_are_not_told() -> None:
    assert again.cut(((0, 1, 3), (1, 0, 1)), (b"abc", b"d")) == [b"bc", b"d"]
    for wrong in ((0, 2, 4), (0, 2, 1), (0, -1, 1), (2, 0, 0)):
        assert again.cut((wrong,), (b"abc", b"d")) is None
        assert again.cut(((0, 1, 3), wrong), (b"abc", b"d")) is None
    assert again.cut(((0, 1, 1),), (b"abc",)) == [b""]


def test_next_to_nothing_is_loaded(corpus: Path, tmp_path: Path) -> None:
    words = ["check", "--corpus", str(corpus), "--cache", str(tmp_path / "cache"), "--format", "json"]
    code = (
        f"import atexit, sys; known = set(sys.modules); sys.argv = ['validate', *{words!r}]; "
        "atexit.register(lambda: print(*sorted(set(sys.modules) - known), file=sys.stderr)); "
        "from validator.cli import main; main()"
    )

    def called() -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "CI": ""}
        command = [sys.executable, "-P", "-c", code]
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)

    first, second = called(), called()
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    assert "validator.judgement.engine" in first.stderr
    own = {name for name in second.stderr.split() if name.startswith("validator.")}
    doors = ("again", "digests", "output", "running")
    assert own == {"validator.cli", "validator.doors", *(f"validator.doors.{name}" for name in doors)}
    assert {"re", "typing", "pathlib", "json", "yaml"}.isdisjoint(second.stderr.split())


def test_the_command_is_answered_from_what_is_kept(
    corpus: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    words = ["check", "--corpus", str(corpus), "--cache", str(out), "--format", "markdown"]
    monkeypatch.delenv("CI", raising=False)
    first = run(words, lambda: None), capsysbinary.readouterr().out
    monkeypatch.setattr(everyday, "check", None)  # asking it would fail
    assert (run(words, lambda: None), capsysbinary.readouterr().out) == first
    monkeypatch.chdir(corpus / "seeds")
    assert (run([words[0], *words[3:]], lambda: None), capsysbinary.readouterr().out) == first


def test_the_corpus_of_these_tests_has_something_to_tell(tmp_path: Path, out: Path) -> None:
    """Else telling it again would say nothing."""
    status, told = fresh(small_corpus.write(tmp_path / "corpus", CLASH), out)
    assert status == 1
    assert len(json.loads(told)["findings"]) > 1
