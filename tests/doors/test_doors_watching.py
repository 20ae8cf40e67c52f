"""`validate check --watch`, run for real: a file is edited, and the check is run again."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from doors_corpus import edit

from validator.doors import watching

ROOT = Path(__file__).parents[2]
PATIENCE = 60


class Watched:
    """A running check, and what it wrote so far."""

    def __init__(self, run: subprocess.Popen[bytes], out: int) -> None:
        self.run, self._out = run, out
        self.text = ""

    def until(self, pattern: str, times: int = 1) -> str:
        end = time.monotonic() + PATIENCE
        while len(re.findall(pattern, self.text)) < times:
            left = end - time.monotonic()
            assert left > 0, f"waited for {pattern} {times} times in {self.text}"
            if select.select([self._out], [], [], left)[0]:
                piece = os.read(self._out, 1 << 16)
                assert piece, f"ended without {pattern}: {self.text}"
                self.text += piece.decode()
        return self.text

    def interrupt(self) -> int:
        self.run.send_signal(signal.SIGINT)
        return self.run.wait(timeout=PATIENCE)


@contextmanager
def watched(root: Path, *arguments: str, terminal: bool = False) -> Iterator[Watched]:
    command = [sys.executable, "-P", "-m", "validator.cli", "check", "--watch", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | {"PYTHONPATH": str(ROOT)}
    reading, writing = pty.openpty() if terminal else os.pipe()
    run = subprocess.Popen(command, cwd=root, env=environment, stdout=writing, stderr=writing)
    os.close(writing)
    try:
        yield Watched(run, reading)
    finally:
        run.kill()
        run.wait()
        os.close(reading)


def test_an_edit_is_checked_and_ctrl_c_ends_with_the_last_status(corpus: Path) -> None:
    with watched(corpus, "--format", "json") as check:
        first = check.until(r"exit status 1\); Ctrl-C ends")
        assert '"contradiction": 1' in first
        (corpus / "claims" / "beta.yaml").unlink()
        second = check.until(r"Ctrl-C ends", 2)[len(first) :]
        assert '"contradiction": 0' in second
        assert "exit status 0" in second
        assert "\x1b[2J" not in check.text
        assert check.interrupt() == 0
        assert "Traceback" not in check.text


def test_ctrl_c_after_a_failing_check_tells_so(corpus: Path) -> None:
    with watched(corpus) as check:
        check.until("Ctrl-C ends")
        assert check.interrupt() == 1


def test_a_file_that_breaks_and_is_mended_again(corpus: Path) -> None:
    file = corpus / "claims" / "beta.yaml"
    whole = file.read_text(encoding="utf-8")
    with watched(corpus) as check:
        check.until(r"exit status 1\)")
        file.write_text("source: [", encoding="utf-8")
        check.until(r"exit status 3\)")
        file.write_text(whole, encoding="utf-8")
        check.until(r"exit status 1\)", 2)


def test_on_a_terminal_the_screen_is_cleared_before_each_report(corpus: Path) -> None:
    with watched(corpus, terminal=True) as check:
        check.until("Ctrl-C ends")
        assert check.text.startswith("\x1b[H\x1b[2J")
        edit(corpus, "claims/gamma.yaml", "is: Tokyo", "is: Kyoto")
        check.until("Ctrl-C ends", 2)
        assert check.text.count("\x1b[2J") == 2


def test_the_report_it_writes_does_not_set_it_off(corpus: Path) -> None:
    output = corpus / "claims" / "report.json"
    with watched(corpus, "--format", "json", "--output", str(output)) as check:
        check.until("Ctrl-C ends")
        time.sleep(3 * (watching.INTERVAL + watching.QUIET))
        edit(corpus, "claims/gamma.yaml", "is: Tokyo", "is: Kyoto")
        check.until("Ctrl-C ends", 2)
        assert len(re.findall("Ctrl-C ends", check.text)) == 2


def test_what_is_looked_at(corpus: Path, tmp_path: Path) -> None:
    before = watching.look(corpus)
    assert {Path(name).suffix for name in before} == {".yaml", ".txt"}
    (corpus / "claims" / ".beta.yaml.swp").write_text("x", encoding="utf-8")
    (corpus / "claims" / ".git").mkdir()
    (corpus / "claims" / ".git" / "index").write_text("x", encoding="utf-8")
    (corpus / "other.txt").write_text("x", encoding="utf-8")
    (corpus / "seeds" / "elsewhere").symlink_to(tmp_path)
    (corpus / "seeds" / "dangling.txt").symlink_to("nowhere")
    assert watching.look(corpus) == before
    new = corpus / "claims" / "rulings"
    new.mkdir()
    (new / "0a.yaml").write_text("x", encoding="utf-8")
    assert watching.look(corpus).keys() - before.keys() == {str((new / "0a.yaml").resolve())}
    assert watching.look(tmp_path / "none") == {}


def test_a_burst_of_edits_is_one_change(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    burst = iter(range(5))

    def run() -> int:
        runs.append(len(runs))
        if len(runs) == 3:
            raise KeyboardInterrupt
        (corpus / "claims" / "beta.yaml").write_text(f"run {len(runs)}", encoding="utf-8")
        return 1

    def sleep(seconds: float) -> None:
        # Each time it waits for rest something more is written, five times in all.
        if seconds == watching.QUIET and (number := next(burst, None)) is not None:
            (corpus / "claims" / f"burst-{number}.yaml").write_text("x", encoding="utf-8")

    monkeypatch.setattr(watching.time, "sleep", sleep)
    assert watching.watch(corpus, run) == 1
    assert next(burst, None) is None
    assert len(runs) == 3
