"""What can be asked wrongly of the engine on Spark is refused in one line, with what was expected."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.corpora import claim, corpus

from spark.test_same_as_embedded import needs
from validator.spark import session
from validator.spark.reading import TooLargeError


def validate(*words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "validator.cli", "check", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stderr


@pytest.fixture
def root(tmp_path: Path) -> str:
    return str(corpus(tmp_path, [claim(1, property="mayor", is_="ann", during="2019")]))


def test_a_master_belongs_to_the_engine_spark(root: str) -> None:
    status, told = validate("--corpus", root, "--master", "local[2]")
    assert (status, told) == (2, "validate: --master: expected --engine spark beside it, found --engine auto.\n")


def test_the_engine_spark_needs_a_master(root: str) -> None:
    status, told = validate("--corpus", root, "--engine", "spark")
    assert status == 2
    assert "expected --master beside it (local[2], spark://HOST:7077" in told


def test_the_extra_is_named_where_it_is_missing(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(session.MissingSparkError, match=r"needs PySpark, found none; install the extra `spark`"):
        session.require()


@pytest.mark.parametrize("master", ["nowhere", "local[two]", "spark://", "http://host", "local[0]"])
def test_a_master_that_is_none_is_refused(master: str) -> None:
    needs("sail")
    with pytest.raises(session.MasterError, match="expected local"), session.session_on(master):
        pass


def test_a_server_that_does_not_answer_is_told(root: str) -> None:
    needs("sail")
    status, told = validate("--corpus", root, "--engine", "spark", "--master", "sc://localhost:1/;x-retry=no")
    assert status == 2
    assert "could not be reached or started" in told.splitlines()[-1]


def test_jsonl_that_only_the_driver_could_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from validator.bulk.layout import BulkFile
    from validator.bulk.staging import Part, Staged
    from validator.spark import reading

    place = tmp_path / "large.jsonl"
    place.write_bytes(b"x" * 3 * 1024**2)
    monkeypatch.setattr(reading, "MOST_LINES_BYTES", 2 * 1024**2)
    part = Part(BulkFile(1, "claims/large.jsonl", place), place, ())
    with pytest.raises(TooLargeError, match=r"expected at most 2 MB of JSONL .*, found 3 MB; write it as Parquet"):
        reading.rows_of(None, Staged(("source",), ("source",), (part,)))
