"""`validate check --watch`, run for real: a file is edited, and the check is run again."""

from __future__ import annotations

import json
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
import small_corpus
from doors_corpus import edit

from validator.doors import watching

ROOT = Path(__file__).parents[2]
PATIENCE = 60
INTERVAL, QUIET = watching.INTERVAL / 10, watching.QUIET / 4
QUICKLY = f"""
from validator.cli import program
from validator.doors import watching
watching.INTERVAL, watching.QUIET = {INTERVAL}, {QUIET}
program()
"""


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


def _heeding_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def watched(
    root: Path, *arguments: str, program: tuple[str, str] = ("-c", QUICKLY), terminal: bool = False
) -> Iterator[Watched]:
    command = [sys.executable, "-P", *program, "check", "--watch", *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | {"PYTHONPATH": str(ROOT)}
    reading, writing = pty.openpty() if terminal else os.pipe()
    # started in the background, these tests may have been told to ignore Ctrl-C, and so would the check
    run = subprocess.Popen(
        command, cwd=root, env=environment, stdout=writing, stderr=writing, preexec_fn=_heeding_ctrl_c
    )
    os.close(writing)
    try:
        yield Watched(run, reading)
    finally:
        run.kill()
        run.wait()
        os.close(reading)


def test_an_edit_is_checked_and_ctrl_c_ends_with_the_last_status(corpus: Path) -> None:
    with watched(corpus, "--format", "json", program=("-m", "validator.cli")) as check:
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
        time.sleep(3 * (INTERVAL + QUIET))
        edit(corpus, "claims/gamma.yaml", "is: Tokyo", "is: Kyoto")
        check.until("Ctrl-C ends", 2)
        assert len(re.findall("Ctrl-C ends", check.text)) == 2


EVERYWHERE = """
entities: {JP: {type: country}}
properties: {fleet: {kind: quantity, unit: ships}}
alpha: [{id: one, subject: JP, property: fleet, is: 46 ships, during: 2021, quote: a fleet of 46}]
beta: [{id: two, subject: JP, property: fleet, is: 64 ships, during: 2021, quote: a fleet of 64}]
"""
ROW = {"source": "beta", "quote": "a fleet of 64", "subject": "JP", "property": "fleet", "during": "2022"}


@pytest.mark.parametrize("cached", [False, True])
def test_whatever_the_check_reads_sets_it_off(cached: bool, tmp_path: Path) -> None:
    """One file of each kind in turn: a text outside of the usual folder, one that was missing, vocabulary, a ruling,
    the baseline, and rows with a source and a text of their own.
    """
    root = small_corpus.write(tmp_path / "corpus", EVERYWHERE)
    (root / "archive").mkdir()
    (root / "seeds" / "alpha.txt").rename(root / "archive" / "alpha.txt")
    edit(root, "claims/alpha.yaml", "seeds/alpha.txt", "archive/alpha.txt")
    edit(root, "claims/beta.yaml", "seeds/beta.txt", "elsewhere/deep/beta.txt")
    steps = {
        "elsewhere/deep/beta.txt": (root / "seeds" / "beta.txt").read_text(encoding="utf-8"),
        "archive/alpha.txt": "Nothing about ships.",
        "claims/vocabulary/more.yaml": "entities: {VN: {type: country}}",
        "claims/rulings/00000000.yaml": "finding: [",
        "claims/baseline.json": "{}",
        "claims/rows.jsonl": "\n".join(json.dumps({**ROW, "id": id, "is": f"{id} ships"}) for id in ("3", "5")),
        "claims/sources.jsonl": json.dumps(
            {"id": "gamma", "published": "2024-01-01", "language": "en", "text": "other/gamma.txt"}
        ),
        "claims/more.jsonl": json.dumps({**ROW, "source": "gamma", "id": "far", "is": "7 ships"}),
        "other/gamma.txt": "Here is a fleet of 64.",
    }
    with watched(root, *(["--cache", str(tmp_path / "cache")] if cached else [])) as check:
        check.until("Ctrl-C ends")
        for number, (path, content) in enumerate(steps.items(), start=2):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content, encoding="utf-8")
            check.until("Ctrl-C ends", number)
        time.sleep(3 * (INTERVAL + QUIET))
        assert select.select([check._out], [], [], 0)[0] == []


def test_what_is_looked_at(corpus: Path, tmp_path: Path) -> None:
    before = watching.look(corpus)
    assert {Path(name).suffix for name in before} == {".yaml"}
    (corpus / "claims" / ".beta.yaml.swp").write_text("x", encoding="utf-8")
    (corpus / "claims" / ".git").mkdir()
    (corpus / "claims" / ".git" / "index").write_text("x", encoding="utf-8")
    (corpus / "other.txt").write_text("x", encoding="utf-8")
    (corpus / "claims" / "elsewhere").symlink_to(tmp_path)
    assert watching.look(corpus) == before
    missing = str(corpus / "nowhere.txt")
    assert watching.look(corpus, named=[missing]) == {**before, missing: None}
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
