"""What every worker is sent: it is counted before anything starts, and kept between tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.corpora import claim, corpus

from validator.bulk.archive import open_archive
from validator.bulk.layout import bulk_files
from validator.judgement.reporting import Options
from validator.records.opening import load
from validator.spark import checking
from validator.spark.packing import Pack, VersionError, desk, pack_of


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    import duckdb

    root = corpus(tmp_path, [claim(1, property="mayor", is_="ann", during="2019")], parquet=True)
    archive = open_archive(duckdb.connect(), load(root), bulk_files(root), tmp_path)
    return pack_of(archive, Options())


def test_a_desk_knows_what_the_driver_knows_and_serves_the_next_task(pack: Pack) -> None:
    with desk(pack) as first:
        assert first.read_sources(["s1"])["s1"].language == "en"
        assert first.connection.execute("SELECT count(*) FROM sources").fetchall() == [(1,)]
    with desk(pack) as second:
        assert second is first
        with desk(pack) as third:
            assert third is not second


def test_another_duckdb_than_the_drivers_is_refused(pack: Pack) -> None:
    from dataclasses import fields

    own = {field.name: getattr(pack, field.name) for field in fields(pack)}
    other = Pack(**{**own, "key": "other", "duckdb": "0.0.1"})
    with pytest.raises(VersionError, match=r"expected DuckDB 0\.0\.1 on every worker"), desk(other):
        pass


def test_too_many_names_are_refused_before_anything_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corpus(tmp_path, [claim(1, property="mayor", is_="ann", during="2019")])
    monkeypatch.setattr(checking, "MOST_NAMES_BYTES", 100)
    with pytest.raises(checking.TooManyNamesError, match="of sources and entities, which every worker holds"):
        checking.check_on(None, root)
