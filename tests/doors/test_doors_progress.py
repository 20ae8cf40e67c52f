"""A long run tells on a terminal what it is doing; nowhere else, and never in the report."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from validator.doors import progress

ROOT = Path(__file__).parents[2]
SLOW = """
import sys, time
from validator.doors import checking, progress
progress.PATIENCE = {patience}
load = checking.load_all
def slowly(*given):
    time.sleep({seconds})
    return load(*given)
checking.load_all = slowly
from validator.doors.running import run
sys.exit(run(sys.argv[1:], lambda: None))
"""


def check(corpus: Path, *arguments: str, patience: float = 0.05, seconds: float = 1.2) -> tuple[str, str]:
    """What a slow check writes to its output, a pipe, and to its error stream, a terminal."""
    reading, writing = pty.openpty()
    command = [sys.executable, "-P", "-c", SLOW.format(patience=patience, seconds=seconds), "check", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
    run = subprocess.Popen(command, cwd=corpus, env=environment, stdout=subprocess.PIPE, stderr=writing)
    os.close(writing)
    seen = io.BytesIO()

    def read() -> None:
        while True:
            try:
                piece = os.read(reading, 1 << 16)
            except OSError:
                return
            if not piece:
                return
            seen.write(piece)

    reader = threading.Thread(target=read)
    reader.start()
    told, _ = run.communicate(timeout=60)
    reader.join(timeout=60)
    os.close(reading)
    assert run.returncode == 1
    return told.decode(), seen.getvalue().decode()


def test_a_slow_run_tells_its_step_on_the_terminal_and_clears_it(corpus: Path) -> None:
    told, shown = check(corpus, "--format", "json")
    assert "reading the corpus" in shown
    assert told.startswith("{")
    assert "reading the corpus" not in told
    # The line is wiped and the cursor is back when the run ends.
    assert re.search(r"\x1b\[2K\s*$|\x1b\[2K[^\w]*$", shown)
    assert shown.count("\x1b[?25h") == shown.count("\x1b[?25l") == 1


def test_a_quick_run_and_a_quiet_one_tell_nothing(corpus: Path) -> None:
    assert check(corpus, "--format", "json", patience=50, seconds=0.1)[1] == ""
    assert check(corpus, "--quiet", "--format", "json", seconds=0.2)[1] == ""


def test_the_report_is_the_same_with_and_without(corpus: Path) -> None:
    quiet, _ = check(corpus, "--quiet", "--format", "json", seconds=0)
    assert check(corpus, "--format", "json")[0] == quiet


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_terminal_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress.on_terminal(quiet=False) as telling:
        telling.step("reading")
        time.sleep(0.2)
    assert sys.stderr.getvalue() == ""


@pytest.mark.parametrize("words", ["judging [bold]1[/bold] claim", "judging [/x]", "越南 \u202e"])
def test_a_step_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress.on_terminal(quiet=False) as telling:
        telling.step("before")
        until(lambda: "before" in sys.stderr.getvalue())  # type: ignore[attr-defined]
        telling.step(words)
        until(lambda: words in sys.stderr.getvalue())  # type: ignore[attr-defined]
    length = len(sys.stderr.getvalue())  # type: ignore[attr-defined]
    telling.step("after the end")
    assert len(sys.stderr.getvalue()) == length  # type: ignore[attr-defined]


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_an_error_ends_it() -> None:
    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt), progress.Progressing():
        raise KeyboardInterrupt
    until(lambda: threading.active_count() == before)
