"""Work that several processes share gives what one process gives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from validator.records import loading, side_by_side
from validator.records.corpus import Corpus, load

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


def test_results_come_in_the_order_of_the_items() -> None:
    processes: set[int] = set()

    def square(number: int) -> tuple[int, int]:
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
    def refuse(_: str) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("multiprocessing.get_context", refuse)
    assert side_by_side.side_by_side(lambda item: (item, os.getpid()), ["a", "b"], 2) == [
        ("a", os.getpid()),
        ("b", os.getpid()),
    ]
