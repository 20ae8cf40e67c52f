"""The arguments of the everyday command mean what the command-line library takes them for."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from validator.cli import app
from validator.doors import application, everyday, running

WORDS = (
    *running.ONE_TEXT, *running.ONE_PATH, *running.MANY_TEXTS, *running.FLAGS,
    "check", "rules", "explain", "json", "claims", "a b", "--", "-", "-fjson", "--form", "--help", "-h",
    "--no-rulings=1", "",
    "--format=csv", "--corpus=x", "-o=x", "--select=a=b", "--engine=", "--unknown", "ünï", "--rulings-from=-1", "-f-x",
)  # fmt: skip


def by_the_library(words: list[str]) -> dict[str, Any] | None:
    """What the library calls `check` with; None where it does not call it."""
    called: list[dict[str, Any]] = []
    names = list(inspect.signature(everyday.check).parameters)

    def note(*values: object) -> int:
        called.append(dict(zip(names, values, strict=True)))
        return 0

    known, everyday.check = everyday.check, note  # type: ignore[assignment]
    try:
        CliRunner().invoke(app, words)
    finally:
        everyday.check = known
    return called[0] if called else None


def effective(given: dict[str, Any]) -> dict[str, Any]:
    defaults = {name: p.default for name, p in inspect.signature(everyday.check).parameters.items()}
    paths = {name: Path(given[name]) for name in running.ONE_PATH.values() if given.get(name) is not None}
    merged = defaults | given | paths
    # the library gives an empty list where an option that may be repeated is not there
    return merged | {name: list(merged[name] or ()) for name in ("select", "ignore")}


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=6), st.booleans())
def test_what_is_read_here_the_library_reads_alike(words: list[str], named: bool) -> None:
    words = ["check", *words] if named else words
    read = running.arguments(words)
    if read is not None:
        theirs = by_the_library(words)
        assert theirs is not None
        assert effective(read) == effective(theirs)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], {}),
        (["check"], {}),
        (["check", "--format", "json", "--no-rulings"], {"format": "json", "no_rulings": True}),
        (["check", "--select", "a", "--select=b", "-o", "x"], {"select": ["a", "b"], "output": "x"}),
        (["rules"], None),
        (["--format", "json"], None),
        (["check", "--help"], None),
        (["check", "--format"], None),
        (["check", "--no-rulings=yes"], None),
        (["check", "claims"], None),
    ],
)
def test_plain_arguments_are_read_and_others_are_left(words: list[str], expected: dict[str, Any] | None) -> None:
    assert running.arguments(words) == expected


def test_the_two_have_one_set_of_parameters_and_defaults() -> None:
    here, there = (inspect.signature(f).parameters for f in (everyday.check, application.check))
    assert {n: p.default for n, p in here.items()} == {n: p.default for n, p in there.items()}
    tables = (running.ONE_TEXT, running.ONE_PATH, running.MANY_TEXTS, running.FLAGS)
    assert {name for table in tables for name in table.values()} <= set(here)


def called(*words: str, code: str = "from validator.cli import main; main()") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-c", f"import sys; sys.argv = ['validate', *{list(words)!r}]; {code}"]
    root = Path(__file__).parents[2]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, check=False
    )


def test_the_everyday_command_does_not_load_the_library(tmp_path: Path) -> None:
    code = (
        "import atexit; atexit.register(lambda: print(sorted({'typer', 'pydantic', 'dataclasses', 'inspect'} "
        "& set(sys.modules)), file=sys.stderr)); from validator.cli import main; main()"
    )
    (tmp_path / "claims").mkdir()
    done = called("check", "--corpus", str(tmp_path), "--format", "json", code=code)
    assert (done.returncode, done.stderr) == (3, "[]\n")


def test_mistakes_are_told_in_the_words_of_the_library() -> None:
    done = called("check", "--formatt", "json")
    assert done.returncode == 2
    assert "--formatt" in done.stderr
    refused = called("check", "--format", "jsn")
    assert refused.returncode == 2
    assert refused.stderr == f"validate: {everyday_refusal('jsn')}\n"


def everyday_refusal(format: str) -> str:
    from validator.report import UnknownFormat

    return str(UnknownFormat(format))


def test_a_reader_who_has_enough_is_no_failure_to_tell() -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-P", "-m", "validator.cli", "check", "--corpus", str(root), "--format", "json"]
    reading, writing = os.pipe()
    os.close(reading)
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")
