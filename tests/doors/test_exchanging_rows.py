"""Rows that leave a corpus and come back: the same claims, the same findings, the same fingerprints."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import small_corpus
from exchanged import VOCABULARY, corpus_of, empty_beside, exported, texts
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from laws.corpora import Described, corpora
from typer.testing import Result

from validator.bulk.corpus import load_with_rows
from validator.bulk.layout import CLAIM_KEYS, LIST_KEYS
from validator.bulk.rows import parse_line
from validator.doors.cells import CellError, cell_of, value_of
from validator.doors.exporting.rows import claim_row
from validator.doors.formatting import formatted
from validator.doors.importing import Given, bring_in
from validator.judgement.findings import Report
from validator.judgement.reporting import report_on
from validator.records.claim_form import ClaimForm
from validator.records.corpus import Corpus
from validator.records.opening import load
from validator.report.inert import is_hidden
from validator.values.dataclass import replace

ROOT = Path(__file__).parents[2]
HARD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
hostile = st.fixed_dictionaries(dict.fromkeys(("quote", "note", "says", "title", "fix"), texts))
FORMATS = pytest.mark.parametrize("format", ["jsonl", "csv"])


def meaning(corpus: Corpus) -> dict[str, object]:
    """Everything that claims and sources state, and what is told of where their words stand."""
    claims = {c.full_id: (c.content, claim_row(c), corpus.anchors[c.full_id].spans) for c in corpus.claims}
    headers = {s.id: (s.title, s.language, s.published, s.published_because, s.via, s.url) for s in corpus.sources}
    return claims | headers


def told(corpus: Corpus) -> list[tuple[Any, ...]]:
    """The findings but for the places where they are written."""
    report: Report = report_on(corpus)[0]
    assert not report.unreadable, corpus.faults
    return [(*repr(replace(f, places=())).split(" places="), *(p.quote for p in f.places)) for f in report.findings]


def brought(corpus: Corpus, root: Path, format: str) -> Corpus:
    """The corpus as it comes out of an export and an import into the folder `root`."""
    for rows in ("claims", "sources"):
        (root / f"{rows}.{format}").write_text(exported(corpus, format, rows=rows), encoding="utf-8", newline="")
    given = Given(root / f"claims.{format}", root / f"sources.{format}")
    done = bring_in(format, given, load(root))
    assert (done.faults, done.left_out) == ((), 0)
    assert sum(file.claims for file in done.files) == len(corpus.claims)
    assert not [file for file in done.files if file.stubs or file.open]
    return load(root)


@FORMATS
@settings(max_examples=50, deadline=None)
@given(described=corpora)
def test_what_leaves_and_comes_back_is_the_same(format: str, described: Described) -> None:
    with tempfile.TemporaryDirectory() as folder:
        old = load(small_corpus.write_parsed(Path(folder) / "old", described))
        new = brought(old, empty_beside(Path(folder) / "new", old.root), format)
        assert meaning(new) == meaning(old)
        assert told(new) == told(old)


@settings(max_examples=50, deadline=None)
@given(described=corpora)
def test_an_export_is_a_bulk_corpus_with_the_same_findings(described: Described) -> None:
    with tempfile.TemporaryDirectory() as folder:
        old = load(small_corpus.write_parsed(Path(folder) / "old", described))
        new = empty_beside(Path(folder) / "new", old.root)
        (new / "claims/all.jsonl").write_text(exported(old, "jsonl"), encoding="utf-8")
        (new / "claims/sources.jsonl").write_text(exported(old, "jsonl", rows="sources"), encoding="utf-8")
        rows = load_with_rows(new)
        assert meaning(rows) == meaning(old)
        assert told(rows) == told(old)


@FORMATS
def test_the_shipped_corpus_leaves_and_comes_back(format: str, tmp_path: Path) -> None:
    old = load(ROOT)
    new = brought(old, empty_beside(tmp_path / "new", ROOT), format)
    assert meaning(new) == meaning(old)
    shutil.copytree(ROOT / "claims/rulings", tmp_path / "new/claims/rulings")
    assert told(load(tmp_path / "new")) == told(old)
    for file in (tmp_path / "new/claims").glob("*.yaml"):
        assert formatted(file.read_bytes()) == file.read_bytes(), file


@FORMATS
@HARD
@given(given=hostile)
def test_hostile_texts_come_back_letter_by_letter(format: str, given: dict[str, str]) -> None:
    old = corpus_of(given)
    assert not old.faults, old.faults
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "claims/vocabulary").mkdir(parents=True)
        (root / "seeds").mkdir()
        (root / "claims/vocabulary/all.yaml").write_text(VOCABULARY, encoding="utf-8")
        (root / "seeds/a.txt").write_text(f"before {given['quote']} after", encoding="utf-8", newline="")
        new = brought(old, root, format)
        assert meaning(new) == meaning(old)
        written = (root / f"claims.{format}").read_text(encoding="utf-8")
        assert not [char for char in written if is_hidden(char) and char not in "\n\u200c\u200d"]


def test_jsonl_is_one_object_a_line_in_the_order_of_the_file(corpus: Path) -> None:
    lines = exported(load(corpus), "jsonl").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["c1", "c2", "c1", "c2", "c1"]
    assert all(set(parse_line(line)) <= set(CLAIM_KEYS) for line in lines)
    assert set(ClaimForm.fields) == set(CLAIM_KEYS) - {"source"}


# -- cells of a table -------------------------------------------------------------------------------------------------

cells = st.one_of(texts, st.text(st.sampled_from("'=+-@ ⟨⟩U+0A[{\"\t\n\u202e"), min_size=1))


@given(cells)
@example("'=x")
@example("''=x")
@example("⟨U+202E⟩")
@example("[a]")
def test_a_text_comes_back_out_of_its_cell(text: str) -> None:
    for key in ("note", "stage", "has"):
        cell = cell_of(key, text)
        assert value_of(key, cell) in (text, [text])
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
        assert not [char for char in cell if is_hidden(char) and char not in "\n\u200c\u200d"]


@given(st.lists(cells, max_size=4), st.dictionaries(cells, cells, max_size=3))
def test_lists_and_mappings_come_back_too(items: list[str], words: dict[str, str]) -> None:
    assert value_of("only", cell_of("only", items)) == items
    assert value_of("fix", cell_of("fix", words)) == words
    assert cell_of("only", ["越南", "CN"]) == '["越南", "CN"]'


@pytest.mark.parametrize(("key", "cell"), [("has", "[VN, US]"), ("has", "[1]"), ("fix", "a: b"), ("fix", '["a"]')])
def test_what_is_no_json_where_json_belongs_is_refused(key: str, cell: str) -> None:
    with pytest.raises(CellError, match=key):
        value_of(key, cell)
    assert key in LIST_KEYS or key == "fix"


# -- what cannot be brought in ----------------------------------------------------------------------------------------


def rows(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


GOOD = {"source": "delta", "id": "d1", "quote": "Tokyo", "subject": "JP", "property": "capital", "is": "Tokyo"}
HEADER = {"id": "delta", "language": "en", "published": "2024-01-01", "sha256": "0" * 64}


def bring(validate: Callable[..., Result], corpus: Path, text: str, *more: object, ending: str = "jsonl") -> Result:
    file = corpus / f"in.{ending}"
    file.write_text(text, encoding="utf-8", newline="")
    return validate("import", ending, file, "--corpus", corpus, *more)


def test_a_row_that_is_none_stops_no_other(validate: Callable[..., Result], corpus: Path) -> None:
    (corpus / "s.jsonl").write_text(rows(HEADER, {"id": "idle", "language": "en"}), encoding="utf-8")
    bad = [
        GOOD | {"id": "d2", "property": "capitol"},
        GOOD | {"id": "d3", "quoted": "x"},
        GOOD | {"id": "d1"},
        GOOD | {"id": "d4", "note": "a\x85b"},
        {"id": "d5"},
    ]
    text = rows(GOOD, *bad) + "{\n" + rows(GOOD | {"id": "d6"})
    done = bring(validate, corpus, text, "--sources", corpus / "s.jsonl")
    assert done.exit_code == 3, done.stderr
    assert "wrote claims/delta.yaml: 2 claims\n" in done.stdout
    assert "imported 2 claims of 1 source, left out 6" in done.stdout
    reasons = ("did you mean `capital`?", "did you mean `quote`?", "again", "U+0085", "`source`")
    for line, words in enumerate(reasons, start=2):
        lines = [told for told in done.stderr.splitlines() if f"in.jsonl:{line}:1: " in told]
        assert [words in told for told in lines] == [True], (words, lines)
    assert "in.jsonl:7:1: expected a JSON object" in done.stderr
    assert "s.jsonl:2:1: expected claims of the source `idle`, found none" in done.stderr
    assert [claim.id for claim in load(corpus).claims if claim.source == "delta"] == ["d1", "d6"]


def test_nothing_is_written_over(validate: Callable[..., Result], corpus: Path) -> None:
    before = {file: file.read_bytes() for file in corpus.rglob("*.yaml")}
    done = bring(validate, corpus, rows(GOOD))
    assert 'wrote claims/delta.yaml: 1 claim; fill in each "?": language, published, text' in done.stdout
    (corpus / "claims/broken.yaml").write_text("source: [", encoding="utf-8")
    again = bring(validate, corpus, rows(GOOD, GOOD | {"source": "broken"}))
    assert again.exit_code == 3
    assert "left as it is claims/delta.yaml: 0 claims; 1 there already" in again.stdout
    assert "imported 0 claims of 0 sources, left out 1, 1 there already" in again.stdout
    assert "claims/broken.yaml: expected a YAML file without faults" in again.stderr
    for file, data in before.items():
        assert file.read_bytes() == data
    assert (corpus / "claims/broken.yaml").read_text(encoding="utf-8") == "source: ["


def test_a_header_that_cannot_be_read_takes_its_claims_along(validate: Callable[..., Result], corpus: Path) -> None:
    (corpus / "s.jsonl").write_text(rows(HEADER | {"published": "soon"}), encoding="utf-8")
    done = bring(validate, corpus, rows(GOOD), "--sources", corpus / "s.jsonl")
    assert done.exit_code == 3
    assert "s.jsonl:1:1: expected the day of publication" in done.stderr
    assert "1 claim left out with it" in done.stderr
    assert not (corpus / "claims/delta.yaml").exists()


def test_what_is_too_much_for_a_file_of_a_source_can_stay_rows(validate: Callable[..., Result], corpus: Path) -> None:
    done = bring(validate, corpus, rows(*(GOOD | {"id": f"d{n}", "note": "x" * 60_000} for n in range(36))))
    assert done.exit_code == 3
    assert "expected a file of at most 2,097,152 bytes" in done.stderr
    assert "rows can stay rows" in done.stderr
    assert "left out 36" in done.stdout


@pytest.mark.parametrize(("ending", "text"), [("csv", ""), ("csv", "\n\nsource,id\n\n"), ("jsonl", "\n")])
def test_nothing_is_not_taken_for_all_is_well(
    ending: str, text: str, validate: Callable[..., Result], corpus: Path
) -> None:
    done = bring(validate, corpus, text, ending=ending)
    assert done.exit_code == 3
    assert f"in.{ending}:1:1: expected claims, found none: nothing was written" in done.stderr


def test_only_the_sources_asked_for_are_brought_in(validate: Callable[..., Result], corpus: Path) -> None:
    text = rows(GOOD, GOOD | {"source": "epsilon"})
    assert bring(validate, corpus, text, "--source", "epsilon").exit_code == 0
    assert not (corpus / "claims/delta.yaml").exists()
    wrong = bring(validate, corpus, text, "--source", "delte")
    assert wrong.exit_code == 2
    assert "did you mean `delta`?" in wrong.stderr


def test_a_table_is_read_as_spreadsheets_write_it(validate: Callable[..., Result], corpus: Path) -> None:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerows([["source", "id", "quote", "subject", "property", "is", "note"]])
    table.writerow(["delta", "d1", "two\nlines", "JP", "capital", "Tokyo", "'=1+1"])
    table.writerow(["delta", "d2", "x", "JP"])
    table.writerow(["delta", "d3", "x", "JP", "capital", "Tokyo", ""])
    done = bring(validate, corpus, "\ufeff" + stream.getvalue(), ending="csv")
    assert done.exit_code == 3
    assert "in.csv:4:1: expected 7 cells, as in the first line, found 4" in done.stderr
    written = (corpus / "claims/delta.yaml").read_text(encoding="utf-8")
    assert 'quote: "two\\nlines"' in written
    assert 'note: "=1+1"' in written


@pytest.mark.parametrize(
    ("ending", "text", "words"),
    [
        ("csv", "source,quot\n", "did you mean `quote`?"),
        ("csv", "source,id,id\n", "each column once"),
        ("csv", "source;id\n", "found semicolons"),
        ("csv", 'source,id\na,"b"c\n', "expected a table"),
        ("jsonl", "\udcff", "expected UTF-8"),
    ],
)
def test_a_file_that_is_none_is_wrong_use(
    ending: str, text: str, words: str, validate: Callable[..., Result], corpus: Path
) -> None:
    file = corpus / f"in.{ending}"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = validate("import", ending, file, "--corpus", corpus)
    assert done.exit_code == 2
    assert words in done.stderr
    assert validate("import", ending, corpus / "gone", "--corpus", corpus).exit_code == 2


def test_a_record_that_a_row_cannot_hold_is_told(validate: Callable[..., Result], corpus: Path) -> None:
    """`Kyoto` is a name here and a term there: as an id it would mean something else."""
    vocabulary = corpus / "claims/vocabulary/more.yaml"
    text = "entities: {kyoto: {type: city, names: {en: [Kyoto]}}}\n"
    text += "properties: {seat: {kind: state, values: [kyoto]}}\n"
    vocabulary.write_text(text, encoding="utf-8")
    added = "- {id: c3, quote: signed, subject: JP, property: seat, is: Kyoto}\n"
    (corpus / "claims/alpha.yaml").open("a", encoding="utf-8").write(added)
    done = validate("export", "jsonl", "--corpus", corpus)
    assert done.exit_code == 3, (done.stdout, done.stderr)
    assert "alpha/c3 was left out" in done.stderr
    assert len(done.stdout.splitlines()) == 5


def test_what_the_corpus_could_not_read_is_told(validate: Callable[..., Result], corpus: Path) -> None:
    (corpus / "claims/alpha.yaml").write_text("source: [", encoding="utf-8")
    done = validate("export", "csv", "--corpus", corpus, "--output", corpus / "out.csv")
    assert done.exit_code == 3
    assert "of the corpus could not be read" in done.stderr
    assert len((corpus / "out.csv").read_text(encoding="utf-8").splitlines()) == 4
