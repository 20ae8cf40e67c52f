"""What workers make of claims that are read one by one: a few rows each, however many speak of one question."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.corpora import claim, corpus

from validator.bulk.archive import open_archive
from validator.bulk.database import opened
from validator.bulk.layout import bulk_files
from validator.bulk.ties import ties_of
from validator.judgement.reporting import Options
from validator.records.opening import load
from validator.spark.packing import pack_of
from validator.spark.understanding import ALONE, READ, TIE, understand, understand_yaml

CLAIMS = 40


def test_a_claim_that_is_read_by_itself_brings_its_own_ties_only(tmp_path: Path) -> None:
    rows = [claim(n, property="mayor", is_="ann", at="2019-01-01", said_by="cy") for n in range(CLAIMS)]
    root = corpus(tmp_path, [{key.replace("_", "-"): cell for key, cell in row.items()} for row in rows])
    archive = open_archive(opened(), load(root), bulk_files(root), tmp_path)
    table = archive.connection.sql(archive.claims.sql).to_arrow_table()
    made = [what for batch in understand(pack_of(archive, Options()), table.to_batches()) for what in batch["what"]]
    assert Counter(what.as_py() for what in made) == {ALONE: CLAIMS, TIE: CLAIMS, READ: CLAIMS}


def test_a_claim_in_yaml_is_bounded_as_a_row_with_its_words_is(tmp_path: Path) -> None:
    nobody = claim(0, property="mayor", is_="nobody", at="2019-05-01")
    # the first and the last row of a shape are no claims, so that the one between them is read by itself
    root = corpus(tmp_path, [nobody, nobody | {"id": "c1", "is": "bo"}, nobody | {"id": "c2"}])
    text = "source: {language: en, published: 2020-06-01, sha256: " + "0" * 64 + "}\nclaims:\n"
    text += "  - {id: y, quote: words, subject: city, property: mayor, is: bo, at: 2019-05-01}\n"
    (root / "claims" / "paper.yaml").write_text(text, encoding="utf-8")
    archive = open_archive(opened(), load(root), bulk_files(root), tmp_path)
    table = archive.connection.sql(archive.claims.sql).to_arrow_table()
    of_row = [row for batch in understand(pack_of(archive, Options()), table.to_batches()) for row in batch.to_pylist()]
    of_yaml = understand_yaml(archive, ties_of(archive.corpus.vocabulary)).to_pylist()
    own = ("address", "identity")
    ((row,), (yaml,)) = ([r for r in rows if r["what"] == READ] for rows in (of_row, of_yaml))
    assert (yaml["address"], yaml["value"], yaml["sure"]) == (-1, "bo", True)
    assert {k: v for k, v in row.items() if k not in own} == {k: v for k, v in yaml.items() if k not in own}
