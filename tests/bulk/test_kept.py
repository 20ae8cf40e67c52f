"""What is kept between runs changes nothing but the time; what is left out is told by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.corpora import claim, corpus
from bulk.random_rows import write_corpus
from bulk.test_screen_misses_nothing import told
from validator.bulk.checking import check
from validator.bulk.judging import NEEDS_TEXT, NOTES


@pytest.mark.parametrize("seed", [3, 14, 25, 36])
def test_a_second_run_over_kept_claims_reports_the_same(seed: int, tmp_path: Path) -> None:
    write_corpus(tmp_path, seed, claims=25, wild=0.3)
    first, tally = check(tmp_path, cache=tmp_path / "kept")
    second, again = check(tmp_path, cache=tmp_path / "kept")
    assert (first, tally) == (second, again)
    assert told(first) == told(check(tmp_path)[0])
    assert len(list((tmp_path / "kept").glob("*.duckdb"))) == 1


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    root = corpus(tmp_path, [claim(1, property="mayor", is_="ann", during="2019")])
    before, _ = check(root, cache=root / "kept")
    path = root / "claims" / "archive.jsonl"
    with path.open("a", encoding="utf-8") as stream:
        stream.write(
            '{"source":"s1","id":"c2","quote":"q","subject":"city","property":"mayor","is":"bo","during":"2019"}\n'
        )
    os.utime(path, ns=(1, 1))
    after, _ = check(root, cache=root / "kept")
    assert (len(before.findings), len(after.findings)) == (0, 1)


def test_a_broken_or_busy_file_is_passed_by(tmp_path: Path) -> None:
    root = corpus(
        tmp_path,
        [claim(1, property="mayor", is_="ann", during="2019"), claim(2, property="mayor", is_="bo", during="2019")],
    )
    first, _ = check(root, cache=root / "kept")
    (kept,) = (root / "kept").glob("*.duckdb")
    kept.write_bytes(b"this is no database" * 1000)
    assert check(root, cache=root / "kept")[0] == first


def test_what_is_not_told_in_bulk_is_named_with_its_count(tmp_path: Path) -> None:
    rows = [
        claim(1, property="mayor", is_="ann", during="2019"),
        claim(2, property="mayor", is_="bo", at="2030", mood="planned"),
    ]
    report, _ = check(corpus(tmp_path, rows))
    skipped = {skip.rule: skip.count for skip in report.skipped}
    assert skipped == {**dict.fromkeys((*NOTES, *NEEDS_TEXT), 2), "value-conflict": 1}
