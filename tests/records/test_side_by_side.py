"""Work that several processes share gives what one process gives."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from threading import Event, Thread

import pytest

from validator.judgement import tallies
from validator.judgement.reporting import report_on
from validator.records import loading, side_by_side
from validator.records.corpus import Corpus
from validator.records.opening import load
from validator.report import json

ROOT = Path(__file__).parents[2]


def seen(corpus: Corpus) -> list[object]:
    """All that a corpus holds, in its order, places included."""
    return [
        [repr(source) for source in corpus.sources],
        [repr(claim) for claim in corpus.claims],
        [repr(passage) for passage in corpus.uncheckable],
        [str(fault) for fault in corpus.faults],
        [repr(item) for item in sorted(corpus.anchors.items())],
        sorted(corpus.texts),
    ]


def write_odd_files(root: Path) -> None:
    """Sources that can be read, and others that cannot, each in its own way."""
    (root / "claims" / "vocabulary").mkdir(parents=True)
    (root / "claims" / "vocabulary" / "all.yaml").write_text(
        "entities: {a: {type: thing}}\nproperties: {size: {kind: quantity, unit: km}, size: {kind: set}}\n"
    )
    head = "source: {language: en, published: 2020-01-01, sha256: %s}\n" % ("0" * 64)
    sound = "  - {id: c%d, quote: q, subject: a, property: size, is: %d km}\n"
    for number in range(7):
        (root / "claims" / f"s{number}.yaml").write_text(head + "claims:\n" + sound % (1, number) + sound % (2, 5))
    (root / "claims" / "t1.yaml").write_text(head + "claims:\n" + sound % (1, 1) + sound % (1, 1) + "  - {id: x}\n")
    (root / "claims" / "t2.yaml").write_text("claims: [\n")
    (root / "claims" / "t3.yaml").write_bytes(b"\xff\xfe")
    (root / "claims" / "t4.yaml").write_text("")
    (root / "claims" / "t5.yaml").write_text(head + "claims: [&x {id: *x}]\n")
    (root / "claims" / "t6.yaml").write_text(head + "claims:\n" + "  - {id: Y}\n" * 1_200)
    (root / "claims" / "t7.yaml").mkdir()


@pytest.mark.parametrize("processes", [2, 3, 40])
def test_many_processes_read_what_one_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    write_odd_files(tmp_path)
    for root in (tmp_path, ROOT):
        alone = seen(load(root))
        with monkeypatch.context() as patch:
            patch.setattr(loading, "_LARGE", 1)
            patch.setattr(loading, "processors", lambda: processes)
            assert seen(load(root)) == alone
    assert len(load(tmp_path).faults) > 1_000


def test_many_processes_count_and_write_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(processes: int) -> str:
        monkeypatch.setattr(tallies, "processors", lambda: processes)
        monkeypatch.setattr(json, "processors", lambda: processes)
        report, _ = report_on(load(ROOT))
        json.write(report, stream := StringIO())
        return stream.getvalue()

    alone = told(1)
    monkeypatch.setattr(tallies, "LARGE", 1)
    monkeypatch.setattr(json, "AT_ONCE", 3)
    assert [told(processes) for processes in (1, 2, 5)] == [alone] * 3


def test_results_come_in_the_order_of_the_items() -> None:
    processes: set[int] = set()

    def square(number: int) -> tuple[int, int]:
        time.sleep(0.02)  # so that the copies come to something
        return number * number, os.getpid()

    for count in (1, 2, 3):
        done = side_by_side.side_by_side(square, range(20), count)
        assert [result for result, _ in done] == [number * number for number in range(20)]
        processes |= {process for _, process in done}
    assert os.getpid() in processes
    assert len(processes) > 1


def test_a_failure_is_told_to_who_asked() -> None:
    def fails(number: int) -> int:
        return 1 // number

    for count in (1, 2):
        with pytest.raises(ZeroDivisionError):
            side_by_side.side_by_side(fails, [1, 0, 2], count)
    assert side_by_side.side_by_side(fails, [1, 1], 2) == [1, 1]


def test_without_processes_all_is_done_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refuse)
    assert side_by_side.side_by_side(lambda item: (item, os.getpid()), ["a", "b"], 2) == [
        ("a", os.getpid()),
        ("b", os.getpid()),
    ]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the threads of a process are not told here")
def test_a_process_with_threads_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(os, "listdir", lambda _: ["1"])
    assert side_by_side.processors() == 2
    monkeypatch.undo()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    done = Event()
    thread = Thread(target=done.wait)
    thread.start()
    try:
        assert side_by_side.processors() == 1
    finally:
        done.set()
        thread.join()


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The processes that were started; at the end of a test none of them is left."""
    started: list[int] = []
    fork = os.fork

    def noted() -> int:
        started.append(copy := fork())
        return copy

    monkeypatch.setattr(os, "fork", noted)
    yield started
    assert started
    for copy in started:
        with pytest.raises(ProcessLookupError):
            os.kill(copy, 0)


@pytest.mark.usefixtures("copies")
@pytest.mark.parametrize("end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: os._exit(0), lambda: 1 // 0])
def test_what_a_copy_leaves_undone_is_done_here(end: Callable[[], object]) -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here and number > 2:
            end()
        time.sleep(0.001)  # so that the copies come to something
        return number * number

    assert side_by_side.side_by_side(work, range(600), 3) == [number * number for number in range(600)]


def test_a_result_is_told_once_and_only_when_it_is_there_as_a_whole(tmp_path: Path) -> None:
    results = [(0, "a" * 100), (1, None), (2, ["b"])]
    packed = [pickle.dumps(one) for one in results]
    written = b"".join(len(one).to_bytes(8, "little") + one for one in packed)
    with (tmp_path / "found").open("w+b", buffering=0) as file:
        told = side_by_side._Told(file.fileno())
        heard = []
        for number in range(len(written)):
            file.write(written[number : number + 1])
            heard += [(number + 1, one) for one in told]
    ends = [sum(8 + len(one) for one in packed[: number + 1]) for number in range(len(packed))]
    assert heard == list(zip(ends, results, strict=True))


@pytest.mark.usefixtures("copies")
def test_copies_end_with_the_process_they_work_for() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != here:
            time.sleep(600)
        if number > 1:
            raise KeyboardInterrupt
        return number

    with pytest.raises(KeyboardInterrupt):
        side_by_side.side_by_side(work, range(20), 3)


def test_work_within_work_is_not_shared_again() -> None:
    def work(number: int) -> tuple[int, set[int]]:
        inner = side_by_side.side_by_side(lambda _: os.getpid(), range(4), 2)
        return os.getpid(), set(inner)

    here = os.getpid()
    for process, within in side_by_side.side_by_side(work, range(4), 2):
        assert within == {process} or process == here
