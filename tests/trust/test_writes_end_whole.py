"""Whatever writes into a corpus, and however it ends: each file is as it was or as it should be, never in between.

The recipe itself is swept in `tests/doors`; here each door that uses it is, so that none goes round it. The writer runs
in a process forked from this one, and dies or meets a full or broken disk at every call in turn.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import small_corpus
import typer

from validator.doors import baseline, commands, starting
from validator.doors.drafting import Draft, draft, put_in_place
from validator.doors.importing import Given, bring_in
from validator.doors.settling import Settlement, settle
from validator.judgement.reporting import report_on
from validator.records.corpus import Corpus
from validator.records.opening import load
from validator.records.writing import TEMPORARY_PREFIX, WriteRefused

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks a process for each fault")

CLASH = """
entities:
  pact: {type: agreement}
properties:
  concluded: {kind: event, subject: agreement, stages: [signed]}
alpha:
  - {subject: pact, property: concluded, stage: signed, when: 2020-10-19, quote: signed on 19 October 2020}
beta:
  - {subject: pact, property: concluded, stage: signed, when: 2021-09-11, quote: signed on 11 September 2021}
"""
FAULTED = ("open", "fsync", "replace", "lstat", "fchmod", "mkdir")
HOWS = ("die before", "die after", "ENOSPC", "EIO")
REFUSED, BROKEN, DIED = 3, 5, 9

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Door:
    """Something that writes: what it needs to find, and what it does."""

    prepare: Callable[[Path], object]
    act: Callable[[Path, Any], object]
    least_calls: int = 6


def findings(root: Path) -> tuple[Any, ...]:
    return report_on(load(root))[0].findings


def judged(root: Path) -> tuple[Corpus, Any, str]:
    corpus = load(root)
    report, _ = report_on(corpus)
    return corpus, report, next(f.id for f in report.findings if f.verdict == "contradiction")


def ruled(because: str, *, replace: bool = False) -> Callable[[Path, Any], object]:
    return lambda _, given: settle(
        given[0], given[1], given[2], Settlement("undecided", because, "desk", "2026-11-22"), replace=replace
    )


def ruled_before(root: Path) -> object:
    given = judged(root)
    ruled("first")(root, given)
    return given


def with_baseline(root: Path) -> tuple[Any, ...]:
    baseline.write(root, findings(root))
    return ()


def untidy(root: Path) -> None:
    for name in ("alpha", "beta"):
        file = root / f"claims/{name}.yaml"
        file.write_bytes(b"# kept\n\n\n" + file.read_bytes() + b"\n\n\n")


def drafted(source: str) -> Callable[[Path], tuple[Corpus, Draft]]:
    """A draft that waits to be put in place: of a new text, or of sentences that a source has no claim for."""

    def prepare(root: Path) -> tuple[Corpus, Draft]:
        for name in ("alpha", "new"):
            with (root / f"seeds/{name}.txt").open("a", encoding="utf-8") as text:
                text.write("It was talked about on 4 May 2021.\n")
        corpus = load(root)
        made = draft(corpus, source)
        assert made.stubs == 1
        return corpus, made

    return prepare


def place_to_begin(root: Path) -> Files:
    (root / "new").mkdir()
    (root / "new/notes.txt").write_text("mine", encoding="utf-8")
    return starting.example()


def begun(root: Path, example: Files) -> None:
    """What is written is made beforehand, for it takes longer than to write it."""
    starting.example = lambda: example  # in a process of its own
    starting.start(root / "new")


def tidied(root: Path, _: object) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            commands.fmt(paths=[root / "claims"])
        except typer.Exit as ended:
            raise WriteRefused("told") from ended


ROWS = """\
{"source": "gamma", "id": "one", "quote": "x", "subject": "pact", "property": "concluded", "stage": "signed"}
{"source": "delta", "id": "one", "quote": "x", "subject": "pact", "property": "concluded", "stage": "signed"}
"""


def imported(root: Path, given: Any) -> None:
    """Two new files, written one after the other."""
    brought = bring_in("jsonl", Given(given[0]), given[1])
    if brought.faults:
        raise WriteRefused(brought.faults[0].message)


def rows_beside(root: Path) -> tuple[Path, Corpus]:
    rows = root.parent / "rows.jsonl"
    rows.write_text(ROWS, encoding="utf-8")
    return rows, load(root)


DOORS = {
    "a ruling": Door(judged, ruled("first")),
    "a ruling in the place of another": Door(ruled_before, ruled("second", replace=True)),
    "a baseline": Door(findings, lambda root, given: baseline.write(root, given)),
    "a baseline that shrinks": Door(with_baseline, lambda root, given: baseline.shrink(root, given)),
    "two files formatted": Door(untidy, tidied, 14),
    "two sources imported": Door(rows_beside, imported, 14),
    "a file drafted": Door(drafted("seeds/new.txt"), lambda _, given: put_in_place(*given)),
    "stubs below the claims": Door(drafted("alpha"), lambda _, given: put_in_place(*given)),
    "a corpus begun": Door(place_to_begin, begun, 40),
}


def forked(work: Callable[[], object]) -> tuple[int, str]:
    """The exit status of a child that does the work, and what it says."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        status, said = 0, ""
        try:
            said = str(work())
        except WriteRefused as refusal:
            status, said = REFUSED, str(refusal)
        except BaseException:
            status, said = BROKEN, traceback.format_exc()
        os.write(writing, said.encode()[:60_000])
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def faulty(act: Callable[[], object], how: str, when: int) -> int:
    """Does it with a fault at one call (none for 0), and gives the number of calls."""
    calls = 0

    def with_fault(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls != when:
                return real(*arguments, **named)
            if how == "die before":
                os._exit(DIED)
            if how == "die after":
                with contextlib.suppress(OSError):
                    real(*arguments, **named)
                os._exit(DIED)
            raise OSError(getattr(errno, how), os.strerror(getattr(errno, how)))

        return call

    step = with_fault(io.FileIO.write)

    class Half(io.FileIO):
        """A disk takes a large write in pieces; the process may end between two of them."""

        def write(self, data: Any) -> int:
            middle = len(data) // 2
            return int(step(self, data[:middle])) + int(step(self, data[middle:]))

    os.fdopen = lambda descriptor, *_, **__: io.BufferedWriter(Half(descriptor, "wb"), 64)  # type: ignore[assignment,arg-type]
    for name in FAULTED:
        setattr(os, name, with_fault(getattr(os, name)))
    act()
    return calls


def files_of(root: Path) -> Files:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith(TEMPORARY_PREFIX)
    }


def put_back(root: Path, files: Files) -> None:
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_dir():
            with contextlib.suppress(OSError):
                path.rmdir()
        elif path.relative_to(root).as_posix() not in files:
            path.unlink()
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("name", DOORS)
def test_every_file_is_old_or_new(name: str, how: str, tmp_path: Path) -> None:
    door = DOORS[name]
    root = small_corpus.write(tmp_path / "corpus", CLASH)
    given = door.prepare(root)
    old = files_of(root)

    status, said = forked(lambda: faulty(lambda: door.act(root, given), how, 0))
    assert status == 0, said
    calls, new = int(said), files_of(root)
    assert new != old
    assert calls >= door.least_calls, "the sweep no longer meets the calls it is about"

    ended_new = 0
    for when in range(1, calls + 1):
        put_back(root, old)
        status, said = forked(lambda when=when: faulty(lambda: door.act(root, given), how, when))  # type: ignore[misc]
        found = files_of(root)
        if status != (DIED if how.startswith("die") else REFUSED):
            assert (status, found) == (0, new), (when, "only a fault that does no harm is passed over", said)
        assert old.keys() - found.keys() == set(), "nothing that stood there is lost"
        for path, data in found.items():
            assert data in (old.get(path), new.get(path)), (how, when, path)
        ended_new += found == new
        if not how.startswith("die"):
            assert not list(root.rglob(f"{TEMPORARY_PREFIX}*")), "a refused write leaves nothing behind"
            assert status == 0 or "expected" in said or said == "told"
    assert ended_new, "a fault after the last rename leaves the new files"


@pytest.mark.parametrize("name", [name for name in DOORS if name not in ("a corpus begun", "a ruling")])
def test_after_a_death_the_same_command_does_it(name: str, tmp_path: Path) -> None:
    door = DOORS[name]
    root = small_corpus.write(tmp_path / "corpus", CLASH)
    given = door.prepare(root)
    old = files_of(root)
    door.act(root, given)
    new = files_of(root)
    for when in (1, 3, 5):
        put_back(root, old)
        assert forked(lambda when=when: faulty(lambda: door.act(root, given), "die before", when))[0] == DIED  # type: ignore[misc]
        door.act(root, given)
        assert files_of(root) == new


def test_only_the_sweep_itself_can_pass_a_torn_file(tmp_path: Path) -> None:
    """A writer that goes round the recipe is seen."""
    root = small_corpus.write(tmp_path / "corpus", CLASH)
    old = files_of(root)

    def careless() -> None:
        descriptor = os.open(root / "claims/alpha.yaml", os.O_WRONLY | os.O_TRUNC)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(b"x" * 1_000)

    torn = 0
    for when in range(1, 20):
        put_back(root, old)
        forked(lambda when=when: faulty(careless, "die before", when))  # type: ignore[misc]
        torn += files_of(root)["claims/alpha.yaml"] not in (old["claims/alpha.yaml"], b"x" * 1_000)
    assert torn
