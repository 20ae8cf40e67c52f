"""Which corpora with rows are read claim by claim unasked: the few, and those of which a screen would tell less."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.corpora import SOURCE, claim, corpus
from validator.bulk import corpus as small_corpora
from validator.bulk.corpus import FEW, is_readable, is_small


def rows(number: int) -> list[dict[str, object]]:
    return [claim(i, property="mayor", is_="ann", during="2019") for i in range(number)]


@pytest.mark.parametrize("parquet", [False, True])
def test_more_than_a_few_claims_are_screened(tmp_path: Path, parquet: bool) -> None:
    assert is_small(corpus(tmp_path / "few", rows(FEW), parquet=parquet))
    more = corpus(tmp_path / "more", rows(FEW + 1), parquet=parquet)
    assert not is_small(more)
    assert is_readable(more)


@pytest.mark.parametrize("file", ["claims/rulings/one.yaml", "claims/baseline.json"])
def test_waivers_are_left_to_the_full_run(tmp_path: Path, file: str) -> None:
    root = corpus(tmp_path, rows(FEW + 1))
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text("{}", encoding="utf-8")
    assert is_small(root)


@pytest.mark.parametrize("parquet", [False, True])
def test_archived_texts_are_left_to_the_full_run(tmp_path: Path, parquet: bool) -> None:
    sources = [{key: value for key, value in SOURCE.items() if key != "sha256"} | {"text": "seeds/s1.txt"}]
    assert is_small(corpus(tmp_path, rows(FEW + 1), sources=sources, parquet=parquet))


def test_without_the_extra_all_that_can_be_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corpus(tmp_path, rows(FEW + 1))
    monkeypatch.setattr(small_corpora, "find_spec", lambda name: None)
    assert is_small(root)
    monkeypatch.setattr(small_corpora, "SMALL", 1000)
    assert not is_small(root)
