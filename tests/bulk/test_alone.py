"""Claims that are read one by one, among the rows of a hot question: they are compared as the screen would compare
them as rows, and what is told of all of them is what the exact engine tells.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.corpora import SOURCE, claim, corpus
from bulk.random_rows import write_corpus
from bulk.test_hot import TWO_SOURCES, random_hot_rows
from validator.bulk import explaining, judging, looking, placing
from validator.bulk.alone import bound_of
from validator.bulk.archive import open_archive
from validator.bulk.checking import check
from validator.bulk.corpus import load_with_rows
from validator.bulk.database import opened
from validator.bulk.interning import intern
from validator.bulk.layout import bulk_files
from validator.bulk.ties import ties_of
from validator.judgement.findings import Finding, Report
from validator.judgement.reporting import report_on
from validator.records.opening import load

CORPORA = int(os.environ.get("VALIDATOR_BULK_HOT", "8"))


@pytest.mark.parametrize("seed", range(CORPORA))
def test_a_record_is_bounded_as_its_row_is(seed: int, tmp_path: Path) -> None:
    write_corpus(tmp_path, seed, claims=60, wild=0.1, unknown=0.3)
    connection = opened()
    archive = open_archive(connection, load(tmp_path), bulk_files(tmp_path), tmp_path)
    ties = ties_of(archive.corpus.vocabulary)
    intern(archive, ties)
    asked = f"SELECT * FROM bounds WHERE what IN (1, 2) AND (what = 1 OR kind = {placing.TOLD})"
    placed = {
        address: (address, what == 2, slot, property, key, stage, *rest)
        for address, what, slot, property, key, stage, *rest in connection.execute(
            "SELECT address, what, slot, property, coalesce(key, ''), stage, lo, hi, first, first_hi, last_lo, last, "
            f"CASE WHEN what = 1 THEN pub END, what = 2 OR sure FROM ({asked}) b "
            "LEFT JOIN value_keys k ON k.code = b.value"
        ).fetchall()
    }
    for address, read in archive.read_claims("SELECT address FROM bounds"):
        bound = bound_of(address, read, archive.read_sources([read.source]).get(read.source), ties)
        if bound is not None:
            ((slot,),) = connection.execute(
                "SELECT hash(hash($1), $2::INTEGER)", [bound.subject, bound.property]
            ).fetchall()
            assert placed[address] == (*bound[:2], slot, *bound[3:]), read
        elif address in placed:
            assert not ties.vocabulary.properties[read.property].single, read


def beside(random: Random, root: Path, *, odd: bool) -> None:
    """Claims in YAML on the question of `random_hot_rows`."""
    for name in ("y1", "y2")[: random.randint(1, 2)]:
        claims = []
        for number, row in enumerate(random_hot_rows(random, odd=odd)[: random.randint(1, 4)]):
            kept = {key: value for key, value in row.items() if key not in ("source", "quote")}
            claims.append(kept | {"id": f"c{number}", "quote": "words"} | (random.choice(ODD) if odd else {}))
        source = {"language": "en", "published": random.choice(("2020-06-01", "2019-03-18")), "text": "y.txt"}
        written = json.dumps({"source": source, "claims": claims})
        (root / "claims" / f"{name}.yaml").write_text(written, encoding="utf-8")
    (root / "y.txt").write_text("words\n", encoding="utf-8")


ODD: tuple[dict[str, Any], ...] = (
    *({} for _ in range(8)), {"mood": "denied"}, {"mood": "planned"}, {"quote": "other words"}, {"part": "headline"},
)  # fmt: skip


def clashes(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.rule == "value-conflict" and f.verdict == "contradiction"]


@pytest.fixture
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, names in ((judging, ("HOT",)), (looking, ("HOT",)), (explaining, ("HOT", "MOST"))):
        for name in names:
            monkeypatch.setattr(module, name, 10)


@pytest.mark.usefixtures("_few_are_many")
@pytest.mark.parametrize("seed", sorted({*range(CORPORA), 28, 38}))  # two where claims differ in nothing but the id
def test_claims_in_yaml_are_heard_in_a_hot_question(seed: int, tmp_path: Path) -> None:
    random, odd = Random(seed), seed % 2 == 1
    root, kept = corpus(tmp_path, random_hot_rows(random, odd=odd), sources=TWO_SOURCES), tmp_path / "kept"
    for _ in range(3):
        beside(random, root, odd=odd)
        from_nothing = not kept.exists()
        screened, _ = check(root, cache=kept)
        assert from_nothing or screened == check(root)[0]
        full, _ = report_on(load_with_rows(root))
        exact = {frozenset(one.claims) for finding in clashes(full) for one in finding.minimal_sets}
        told = {frozenset(one.claims) for finding in clashes(screened) for one in finding.minimal_sets}
        assert told <= exact
        assert camps(screened) <= camps(full)
        if not odd:
            assert not screened.incomplete
            assert camps(screened) == camps(full)
        for rule in ("quote-not-found", "unsupported-value"):
            assert [f.claims for f in screened.findings if f.rule == rule] == [
                f.claims for f in full.findings if f.rule == rule and f.claims[0].startswith("y")
            ]


def camps(report: Report) -> set[str]:
    """The values of one question that clash."""
    return {value for f in clashes(report) for camp in f.camps for value in camp.value.split(" (")[0].split(" / ")}


@pytest.mark.usefixtures("_few_are_many")
def test_a_clash_with_a_claim_in_yaml_is_told(tmp_path: Path) -> None:
    rows = [claim(n, property="mayor", is_="ann", during="2019") for n in range(20)]
    root = corpus(tmp_path, rows, sources=[SOURCE])
    text = "source: {language: en, published: 2020-06-01, text: y.txt}\nclaims:\n  - {id: c1, quote: words, "
    text += "subject: city, property: mayor, is: bo, at: 2019-05-01}\n"
    (root / "claims" / "y1.yaml").write_text(text, encoding="utf-8")
    (root / "y.txt").write_text("words\n", encoding="utf-8")
    report, _ = check(root)
    (found,) = [f for f in report.findings if f.rule == "value-conflict"]
    assert [camp.value for camp in found.camps] == ["Ann Berg (20 claims)", "bo"]
    assert not report.incomplete
