"""A check reads the corpus and writes its report, and does nothing else: watched by the interpreter's audit hook."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from good_corpus import ROOT, write_good
from hostile_files import CLAIMS, ONE, RECORDS

from validator import gate

SCRIPT = Path(__file__).parent / "watched_run.py"
MARKER = "quagga"
"""Stands in an id, a quote, a property and a formula of the corpus."""
TEMPLATES = str(ROOT / "validator/report/templates")


@dataclass(frozen=True, slots=True)
class Seen:
    status: int
    events: tuple[Mapping[str, str], ...]

    def of(self, *events: str) -> set[tuple[str, str]]:
        return {(e["what"], e["by"]) for e in self.events if e["event"].startswith(events)}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clean claims, broken ones, names that call for a hint, a quote that is not there, and a ruling."""
    root = write_good(tmp_path_factory.mktemp("watched"))
    for attack in RECORDS:
        if attack.name in ("unknown-key", "look-alike-name", "path-absolute", "long-number", "regex-in-id"):
            (root / f"claims/bad-{attack.name}.yaml").write_bytes(attack.data)
    marked = f"{MARKER}: {{kind: quantity, title: {MARKER}, formula: {MARKER} / {MARKER}(of)}}"
    (root / "claims/vocabulary/marked.yaml").write_text(f"properties: {{{marked}}}\n", encoding="utf-8")
    (root / "claims/marked.yaml").write_text(CLAIMS + ONE.replace("one", MARKER).replace("It was", MARKER))
    (root / "seeds/noon.txt").write_text("The treaty was signed in 0ctober 2021.\n", encoding="utf-8")
    (root / "claims/rulings").mkdir()
    ruling = "finding: '00000000'\nverdict: no-conflict\nbecause: x\nby: desk\non-date: 2024-01-01\n"
    (root / "claims/rulings/00000000.yaml").write_text(ruling, encoding="utf-8")
    return root


def watched(corpus: Path, format: str = "json", planted: str = "") -> Seen:
    told = corpus.parent / f"{corpus.name}-{format}.json"
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-P", str(SCRIPT), str(corpus), format, str(told), planted],
        capture_output=True,
        env=environment,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(told.read_text(encoding="utf-8"))
    return Seen(found["status"], tuple(found["seen"]))


@pytest.fixture(scope="module", params=["terminal", "html", "json", "junit"])
def seen(request: pytest.FixtureRequest, corpus: Path) -> Seen:
    """One run a kind of writer: plain text, templates, serialisers, and XML."""
    found = watched(corpus, request.param)
    assert found.status == gate.UNREADABLE
    return found


def test_only_the_corpus_and_the_templates_are_read(seen: Seen, corpus: Path) -> None:
    read = {(what, by) for what, by in seen.of("open") if not what.isdigit()}
    assert len(read) > 10
    for what, by in read:
        inside = what.startswith(f"{corpus}/") and by == "validator.records.files"
        assert inside or (what.startswith(TEMPLATES) and by.startswith("jinja2")), (what, by)


def test_nothing_is_written_or_moved(seen: Seen) -> None:
    assert seen.of("open for writing", "os.re", "os.mk", "os.rmdir", "os.link", "os.sym", "os.ch", "os.trunc") == set()
    assert seen.of("shutil.", "tempfile.") == set()


def test_nothing_is_started_and_nobody_is_called(seen: Seen) -> None:
    assert seen.of("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn") == set()
    assert seen.of("urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "pty.", "os.putenv") == set()


def test_no_input_is_run_as_code(seen: Seen) -> None:
    """Typer evaluates the annotations of its commands, the HTML report compiles its own template, and data classes make
    their initialisers from the names of their fields. Nothing else.
    """
    assert seen.of("pickle.", "marshal.", "code.__new__") == set()
    assert {by.split(".")[0] for _, by in seen.of("ctypes.")} <= {"z3"}
    run = seen.of("compile", "exec")
    assert {by for _, by in run} <= {"typer.utils", "jinja2.environment", "validator.values.dataclass"}
    for what, by in run:
        assert MARKER not in what
        if by == "validator.values.dataclass":
            assert "<string>" in what, what
        elif by != "typer.utils":
            assert what.split(": ")[0] == f"{TEMPLATES}/report.html.j2"


def test_no_result_depends_on_the_environment(seen: Seen) -> None:
    """What the command line's own libraries read is listed, so that one more is seen."""
    commands = ("validator.cli", "validator.doors")
    read = {(what, by.split(".")[0]) for what, by in seen.of("environment") if not by.startswith(commands)}
    libraries = {
        ("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "typer"),
        ("_WATCHED_RUN.PY_COMPLETE", "typer"),
        ("PYDANTIC_DISABLE_PLUGINS", "typer"),
        ("PYDANTIC_DISABLE_PLUGINS", "pydantic"),
        ("UNICODE_VERSION", "rich"),
    }
    assert read <= libraries


PLANTED = {
    "open": "open('/etc/hostname').read()",
    "open for writing": "open('/tmp/../dev/null', 'w').close()",
    "os.mkdir": "os.path.isdir('/nowhere') or os.mkdir('/proc/nowhere')",
    "socket.": "import socket; socket.socket().close()",
    "subprocess.": "import subprocess; subprocess.run(['true'])",
    "os.system": "os.system('true')",
    "compile": "compile('1', 'from-a-claim', 'eval')",
    "exec": "eval('1')",
    "pickle.": "import pickle; pickle.loads(b'cos\\ngetcwd\\n.')",
    "environment": "os.environ.get('HOME')",
}


def test_the_watch_is_awake(corpus: Path) -> None:
    """Each forbidden deed, done by a rule, is seen and laid at the door of the engine."""
    code = "".join(f"try:\n    {deed}\nexcept Exception:\n    pass\n" for deed in PLANTED.values())
    seen = watched(corpus, planted=code)
    for event in PLANTED:
        assert any(by.startswith("validator.judgement") for _, by in seen.of(event)), event
