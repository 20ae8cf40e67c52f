"""Rows are records: the same meaning and the same errors as in YAML, told at file and row."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.corpora import SOURCE, claim, corpus, write_jsonl, write_parquet
from validator.bulk import staging
from validator.bulk.checking import check
from validator.bulk.corpus import load_with_rows
from validator.judgement.findings import Report
from validator.judgement.reporting import Options, report_on

TWO_MAYORS = [
    claim(1, property="mayor", is_="ann", during="2019"),
    claim(2, property="mayor", is_="bo", at="2019-05-05"),
    claim(3, property="opened", when="2001-02-03"),
]


def faults(report: Report) -> list[str]:
    return sorted(f.message for f in report.findings if f.rule == "unreadable-record")


def clashes(report: Report) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f.rule, f.verdict, f.claims) for f in report.findings if f.verdict in ("contradiction", "tension")]


@pytest.mark.parametrize("parquet", [False, True])
def test_rows_clash_like_claims(parquet: bool, tmp_path: Path) -> None:
    root = corpus(tmp_path, TWO_MAYORS, parquet=parquet)
    screened, tally = check(root)
    full, _ = report_on(load_with_rows(root))
    assert clashes(screened) == clashes(full) == [("value-conflict", "contradiction", ("s1/c1", "s1/c2"))]
    assert (tally.claims, tally.judged, tally.doubtful) == (3, 2, 0)


def test_jsonl_and_parquet_give_the_same_findings(tmp_path: Path) -> None:
    rows = [
        *TWO_MAYORS,
        claim(4, property="members", has=["ann", "bo"], since="2018"),
        claim(5, property="members", has=["bo"], since="2017"),
    ]
    one, _ = check(corpus(tmp_path / "a", rows))
    other, _ = check(corpus(tmp_path / "b", rows, parquet=True))
    assert [f.id for f in one.findings] == [f.id for f in other.findings]
    assert len(one.findings) == 2


def test_a_number_stays_as_written(tmp_path: Path) -> None:
    root = corpus(tmp_path, [])
    (root / "claims" / "archive.jsonl").write_text(
        '{"source":"s1","id":"c1","quote":"q","subject":"city","property":"length","is":"1.10 m","at":2019}\n',
        encoding="utf-8",
    )
    (found,) = load_with_rows(root).claims
    assert found.is_ is not None
    assert [e.time.text for e in found.times] == ["2019"]


MISTAKES = [
    (
        claim(1, property="mayor", is_="ann", colour="red"),
        "archive.jsonl:2:1: expected the keys of the record as columns",
    ),
    (claim(1, property="mayor", is_="ann", at="soon"), "archive.jsonl:2:1: found 'soon'"),
    (
        claim(1, property="mayor", is_="nobody"),
        "archive.jsonl:2:1: expected an entity of the vocabulary, found `nobody`",
    ),
    (claim(1, property="major", is_="ann"), "archive.jsonl:2:1: expected a property of the vocabulary, found `major`"),
    (
        claim(1, property="mayor", is_="city"),
        "archive.jsonl:2:1: expected an entity of type `person` as a value of `mayor`",
    ),
    (claim(1, property="mayor", has=["ann"]), "archive.jsonl:2:1: expected no `has` with `mayor`"),
    (claim(1, property="members", has=["ann", "Ann Berg"]), "archive.jsonl:2:1: expected each member once under `has`"),
    (claim(1, property="opened", stage="signed"), "archive.jsonl:2:1: expected no `stage` with `opened`"),
    (
        claim(1, property="mayor", is_="ann") | {"source": "s9"},
        "archive.jsonl:2:1: expected the id of a source under `source`, found `s9`",
    ),
    (claim(1, property="mayor", is_="ann") | {"id": "C 1"}, "archive.jsonl:2:1: expected an id of lower-case letters"),
    (claim(1, property="mayor", is_="ann") | {"quote": " "}, "archive.jsonl:2:1: expected the verbatim words"),
    (claim(1, property="mayor", is_="ann", at=["2019", True]), "archive.jsonl:2:1: expected a text under `at`"),
    (
        claim(1, property="mayor", is_="ann\x07"),
        "archive.jsonl:2:1: expected visible characters under `is`, found U+0007",
    ),
    (
        claim(7, property="mayor", is_="ann"),
        "archive.jsonl:2:1: expected each claim id once in a source, found `s1/c7` again",
    ),
]


@pytest.mark.parametrize(("row", "message"), MISTAKES, ids=[m[1][22:60] for m in MISTAKES])
def test_a_mistaken_row_is_told_by_its_number_and_left_out(
    row: dict[str, object], message: str, tmp_path: Path
) -> None:
    root = corpus(
        tmp_path, [claim(7, property="mayor", is_="ann", at="2020"), row, claim(8, property="opened", when="2001")]
    )
    full, _ = report_on(load_with_rows(root), Options(ignore=("unsupported-value",)))
    screened, tally = check(root)
    for report in (screened, full):
        told = faults(report)
        assert len(told) == 1
        assert message in told[0]
        assert report.unreadable
        assert report.corpus.claims == tally.claims == 2


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "c1", "id": "c2"}', "nonsense", '"text"'])
def test_a_line_that_is_no_object_is_told(line: str, tmp_path: Path) -> None:
    root = corpus(tmp_path, TWO_MAYORS)
    path = root / "claims" / "archive.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + line + "\n", encoding="utf-8")
    screened, tally = check(root)
    (told,) = faults(screened)
    assert told.startswith("claims/archive.jsonl:5:1: expected")
    assert tally.claims == 3


@pytest.mark.parametrize("parquet", [False, True])
def test_a_mistaken_source_takes_its_claims_with_it(parquet: bool, tmp_path: Path) -> None:
    sources = [SOURCE, {**SOURCE, "id": "s2", "published": "soon"}]
    rows = [*TWO_MAYORS, claim(4, property="opened", when="2002") | {"source": "s2"}]
    screened, tally = check(corpus(tmp_path, rows, sources=sources, parquet=parquet))
    told = faults(screened)
    assert len(told) == 2
    assert any("sources" in m and ":2:1: expected the day of publication" in m for m in told)
    assert any("archive" in m and ":4:1: expected the id of a source" in m for m in told)
    assert (tally.claims, screened.corpus.sources) == (3, 1)


def test_a_column_nobody_knows_refuses_the_file_by_name(tmp_path: Path) -> None:
    root = corpus(tmp_path, TWO_MAYORS, parquet=True)
    write_parquet(root / "claims" / "more.parquet", [claim(9, property="opened", when="2001", wen="x")])
    screened, tally = check(root)
    full, _ = report_on(load_with_rows(root))
    for report in (screened, full):
        (told,) = faults(report)
        assert "claims/more.parquet:1:1: expected the keys of a claim as columns" in told
        assert "found `wen`" in told
    assert tally.claims == 3


def test_a_column_of_floats_is_refused(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    root = corpus(tmp_path, TWO_MAYORS)
    row = claim(9, property="length", is_="1")
    table = pa.table({**{k: [v] for k, v in row.items() if k != "is"}, "is": pa.array([1.1], pa.float64())})
    pq.write_table(table, root / "claims" / "more.parquet")
    screened, _ = check(root)
    (told,) = faults(screened)
    assert "expected a column of text under `is`, found DOUBLE" in told


def test_a_file_that_is_no_parquet_is_told(tmp_path: Path) -> None:
    root = corpus(tmp_path, TWO_MAYORS)
    (root / "claims" / "more.parquet").write_bytes(b"not Parquet at all")
    for report in (check(root)[0], report_on(load_with_rows(root))[0]):
        (told,) = faults(report)
        assert "claims/more.parquet:1:1: expected a Parquet file, found something unreadable" in told


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_entities_can_stand_in_rows(ending: str, tmp_path: Path) -> None:
    root = corpus(
        tmp_path,
        [claim(1, property="mayor", is_="dee", during="2019"), claim(2, property="mayor", is_="bo", during="2019")],
    )
    entities = [
        {"id": "dee", "type": "person", "name": "Dee Li"},
        {"id": "ann", "type": "person"},
        {"id": "no way", "type": "person"},
    ]
    path = root / "claims" / "vocabulary" / f"entities.{ending}"
    (write_jsonl if ending == "jsonl" else write_parquet)(path, entities)
    full, _ = report_on(load_with_rows(root), Options(ignore=("unsupported-value",)))
    screened, _ = check(root)
    for report in (full, screened):
        (clash,) = [f for f in report.findings if f.verdict == "contradiction"]
        assert "Dee Li" in clash.message
        assert len(faults(report)) == 2
    assert faults(full) == faults(screened)


def test_yaml_and_rows_are_one_corpus(tmp_path: Path) -> None:
    root = corpus(tmp_path, [TWO_MAYORS[0]])
    (root / "seeds").mkdir()
    (root / "seeds" / "y.txt").write_text("Bo was mayor on 5 May 2019.\n", encoding="utf-8")
    (root / "claims" / "y.yaml").write_text(
        "source: {language: en, published: 2020-01-01, text: seeds/y.txt}\nclaims:\n"
        '  - {id: c1, quote: "Bo was mayor on 5 May 2019", subject: city, property: mayor, is: bo, at: 2019-05-05}\n'
        '  - {id: c2, quote: "Cy was mayor", subject: city, property: mayor, is: cy, at: 2018-05-05}\n',
        encoding="utf-8",
    )
    screened, tally = check(root)
    assert clashes(screened) == [("value-conflict", "contradiction", ("s1/c1", "y/c1"))]
    assert [f.claims for f in screened.findings if f.rule == "quote-not-found"] == [("y/c2",)]
    assert tally.claims == 3
    assert screened.corpus.sentences == 1


def test_rows_held_as_arrow_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [*TWO_MAYORS, claim(4, property="members", only=["ann", "bo"], at="2019-01-01"), claim(5, property="mayor")]
    root = corpus(tmp_path, rows)
    held_plainly = check(root)
    monkeypatch.setattr(staging, "_HELD_PLAIN", 0)
    assert check(root) == held_plainly
