"""Of several files of rows only those are read again that are other ones than before - and the report is that of a run
over everything, byte for byte, whatever was changed.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.corpora import write_jsonl, write_parquet
from bulk.random_rows import DAYS, VOCABULARY, random_claim
from validator.bulk import interning, renewing
from validator.bulk.archive import Archive
from validator.bulk.checking import check
from validator.bulk.ties import Ties
from validator.judgement.findings import Report
from validator.judgement.reporting import Options
from validator.report import write

CORPORA = int(os.environ.get("VALIDATOR_BULK_RENEWED", "3"))
FIRST = int(os.environ.get("VALIDATOR_BULK_FIRST", "0"))
STEPS = 5
LISTS = ("has", "only", "not")
Row = dict[str, Any]


class Corpus:
    """Rows in several files, in which ids meet across files, and edits of all kinds."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.random = root, Random(seed)
        folder = root / "claims" / "vocabulary"
        folder.mkdir(parents=True)
        (folder / "all.yaml").write_text(VOCABULARY, encoding="utf-8")
        self.files = {name: self._rows(self.random.randint(2, 7)) for name in ("b.jsonl", "d.parquet", "f.jsonl")}
        self.sources = [self._source(f"s{number}") for number in range(1, 6)]
        self.entities = [{"id": "d", "type": "thing"}]
        self.lines: dict[str, str] = {}
        self.write()

    def write(self) -> None:
        claims = self.root / "claims"
        for place in [*claims.glob("*.jsonl"), *claims.glob("*.parquet")]:
            place.unlink()
        for name, rows in self.files.items():
            if name.endswith(".parquet"):
                write_parquet(claims / name, rows, LISTS)
            else:
                write_jsonl(claims / name, rows)
                with (claims / name).open("a", encoding="utf-8") as stream:
                    stream.write(self.lines.get(name, ""))
        write_jsonl(claims / "sources.jsonl", self.sources)
        write_jsonl(claims / "vocabulary" / "entities.jsonl", self.entities)

    def _rows(self, many: int) -> list[Row]:
        return [self._row() for _ in range(many)]

    def _row(self) -> Row:
        id = f"c{self.random.randint(1, 40)}"
        row = {"source": f"s{self.random.randint(1, 6)}", "id": id, "quote": f"words of {id}"}
        row |= random_claim(self.random, 0.15)
        if self.random.random() < 0.15:
            row["subject"] = self.random.choice(("d", "e", "Dee"))
        return row

    def _source(self, id: str) -> Row:
        source = {"id": id, "language": "en", "published": self.random.choice(DAYS[4:]), "sha256": "0" * 64}
        return source | ({"published-because": "a guess"} if self.random.random() < 0.1 else {})

    # -- edits ------------------------------------------------------------------------------------------------------

    def edit(self) -> str:
        change: Callable[[], None] = self.random.choice((
            self.a_row, self.a_row, self.a_row_more, self.a_row_less, self.an_id_twice, self.an_id_twice,
            self.a_file_more, self.a_file_less, self.a_file_renamed, self.a_broken_line, self.a_source,
            self.a_source_more, self.a_source_less, self.an_entity_more, self.an_entity, self.a_claim_in_yaml,
            self.a_claim_in_yaml, self.a_claim_in_yaml, self.a_source_in_yaml_less,
        ))  # fmt: skip
        change()
        self.write()
        return change.__name__

    def _file(self) -> list[Row]:
        return self.files[self.random.choice(sorted(self.files))]

    def a_row(self) -> None:
        rows = self._file()
        rows[self.random.randrange(len(rows))] = self._row()

    def a_row_more(self) -> None:
        self._file().insert(0, self._row())

    def a_row_less(self) -> None:
        rows = self._file()
        if len(rows) > 1:
            rows.pop(0)

    def an_id_twice(self) -> None:
        one, other = self.random.choice(self._file()), self.random.choice(self._file())
        one["id"], one["source"] = other["id"], other["source"]

    def a_file_more(self) -> None:
        self.files[self.random.choice(("a.jsonl", "c.parquet", "e.jsonl", "g.parquet"))] = self._rows(3)

    def a_file_less(self) -> None:
        if len(self.files) > 1:
            del self.files[self.random.choice(sorted(self.files))]

    def a_file_renamed(self) -> None:
        name = self.random.choice(sorted(self.files))
        self.files[f"{self.random.choice('aehz')}{name}"] = self.files.pop(name)

    def a_broken_line(self) -> None:
        self.lines[self.random.choice(("b.jsonl", "f.jsonl"))] = self.random.choice(('{"id": \n', "[]\n", ""))

    def a_source(self) -> None:
        number = self.random.randrange(len(self.sources))
        self.sources[number] = self._source(self.sources[number]["id"])

    def a_source_more(self) -> None:
        self.sources.insert(0, self._source(f"s{self.random.randint(1, 8)}"))

    def a_source_less(self) -> None:
        if len(self.sources) > 2:
            self.sources.pop(self.random.randrange(len(self.sources)))

    def an_entity_more(self) -> None:
        id = self.random.choice(("e", "f", "x", "Bee"))
        self.entities.append({"id": id, "type": self.random.choice(("thing", "place")), "name": "Dee"})

    def an_entity(self) -> None:
        self.entities = [{"id": "d", "type": self.random.choice(("thing", "place"))}]

    def a_claim_in_yaml(self) -> None:
        """In a source that rows may name, or in one of its own; an old one is another one afterwards."""
        claims = []
        for number in self.random.sample(range(1, 41), self.random.randint(1, 3)):
            claims.append({"id": f"c{number}", "quote": "words"} | random_claim(self.random, 0.3))
        source = {"language": "en", "published": self.random.choice(DAYS[4:]), "text": "y.txt"}
        (self.root / "y.txt").write_text("words\n", encoding="utf-8")
        written = json.dumps({"source": source, "claims": claims})
        (self.root / "claims" / f"s{self.random.choice((2, 6, 9, 9))}.yaml").write_text(written, encoding="utf-8")

    def a_source_in_yaml_less(self) -> None:
        written = sorted((self.root / "claims").glob("*.yaml"))
        if written:
            self.random.choice(written).unlink()


def in_json(report: Report) -> str:
    stream = io.StringIO()
    write(report, "json", stream)
    return stream.getvalue()


@pytest.mark.parametrize("seed", range(FIRST, FIRST + CORPORA))
def test_whatever_changes_the_report_is_that_of_a_run_over_everything(seed: int, tmp_path: Path) -> None:
    corpus, kept = Corpus(tmp_path / "corpus", seed), tmp_path / "kept"
    check(corpus.root, cache=kept)
    done = []
    for _ in range(STEPS):
        done.append(corpus.edit())
        lost = corpus.random.choice(("", "", ".found", ".told", ".left", ".duckdb"))
        for file in kept.glob(f"*{lost}") if lost else ():
            file.unlink()
        options = Options(ignore=corpus.random.choice(((), (), ("value-conflict",))))
        renewed, fresh = check(corpus.root, options, cache=kept), check(corpus.root, options)
        assert in_json(renewed[0]) == in_json(fresh[0]), done
        assert (renewed[1].claims, renewed[1].components) == (fresh[1].claims, fresh[1].components), done


@pytest.fixture
def taken_in(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The files whose rows are understood, run by run."""
    seen: list[list[str]] = []

    def noted(archive: Archive, ties: Ties) -> list[int]:
        rows = archive.connection.execute("SELECT DISTINCT address FROM raw").fetchall()
        seen.append(sorted({Path(archive.files.at(address)[0].path).name for (address,) in rows}))
        return take_in(archive, ties)

    take_in = interning.take_in
    monkeypatch.setattr(interning, "take_in", noted)
    return seen


def plain(number: int, id: int, **keys: str) -> Row:
    row = {"source": "s1", "id": f"c{id}", "quote": "words", "subject": "a", "property": "office", "is": "P"}
    return row | {"during": f"20{number:02}-01-01/20{number:02}-05-01"} | keys


def years(root: Path, rows: dict[str, list[Row]], sources: tuple[str, ...] = ("s1",)) -> None:
    folder = root / "claims" / "vocabulary"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "all.yaml").write_text(VOCABULARY, encoding="utf-8")
    for name, found in rows.items():
        (write_parquet if name.endswith("parquet") else write_jsonl)(root / "claims" / name, found)
    known = [{"id": id, "language": "en", "published": "2023-01-01", "sha256": "0" * 64} for id in sources]
    write_jsonl(root / "claims" / "sources.jsonl", known)


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_only_what_changed_is_read(ending: str, tmp_path: Path, taken_in: list[list[str]]) -> None:
    rows = {f"{n}.{ending}": [plain(n, id) for id in range(10 * n, 10 * n + 4)] for n in (10, 11, 12)}
    years(tmp_path, rows)
    check(tmp_path, cache=tmp_path / "kept")
    years(tmp_path, {f"11.{ending}": [plain(10, 110, **{"is": "Q"})]})
    clash, _ = check(tmp_path, cache=tmp_path / "kept")
    assert [f.rule for f in clash.findings] == ["value-conflict"]
    years(tmp_path, {f"09.{ending}": [{**plain(9, 90), "source": "s2"}]}, ("s1", "s2"))
    check(tmp_path, cache=tmp_path / "kept")
    (tmp_path / "claims" / f"10.{ending}").unlink()
    gone, _ = check(tmp_path, cache=tmp_path / "kept")
    assert gone.findings == ()
    assert gone.corpus.claims == 6
    assert taken_in == [sorted(rows), [f"11.{ending}"], [f"09.{ending}"]]


IN_YAML = """\
source: {language: en, published: 2020-02-01, text: y.txt}
claims:
  - {id: c1, quote: words, subject: a, property: office, is: Q, during: 2010}
"""


def test_a_source_in_yaml_costs_no_reading_of_rows_and_no_screen(
    tmp_path: Path, taken_in: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    years(tmp_path, {"10.jsonl": [plain(10, 1), plain(11, 2)]})
    (tmp_path / "y.txt").write_text("words\n", encoding="utf-8")
    check(tmp_path, cache=tmp_path / "kept")
    with monkeypatch.context() as changed:
        changed.setattr(renewing, "screen", None)
        (tmp_path / "claims" / "y.yaml").write_text(IN_YAML, encoding="utf-8")
        clash, _ = check(tmp_path, cache=tmp_path / "kept")
        assert [f.claims for f in clash.findings if f.rule == "value-conflict"] == [("s1/c1", "y/c1")]
        (tmp_path / "claims" / "y.yaml").unlink()
        gone, _ = check(tmp_path, cache=tmp_path / "kept")
        assert gone.findings == ()
    assert len(taken_in) == 1
    assert gone == check(tmp_path)[0]


def test_a_source_in_yaml_that_rows_name_is_heard(tmp_path: Path, taken_in: list[list[str]]) -> None:
    years(tmp_path, {"10.jsonl": [plain(10, 1)], "11.jsonl": [plain(11, 2, source="y")]})
    (tmp_path / "y.txt").write_text("words\n", encoding="utf-8")
    before, _ = check(tmp_path, cache=tmp_path / "kept")
    (tmp_path / "claims" / "y.yaml").write_text(IN_YAML, encoding="utf-8")
    after, _ = check(tmp_path, cache=tmp_path / "kept")
    (tmp_path / "claims" / "y.yaml").unlink()
    gone, _ = check(tmp_path, cache=tmp_path / "kept")
    assert (before.corpus.claims, after.corpus.claims, gone.corpus.claims) == (1, 3, 1)
    assert taken_in[1:] == [["11.jsonl"], ["11.jsonl"]]


@pytest.mark.parametrize(
    "spoken_of", [{"subject": "y"}, {"is": "y"}, {"subject": "a+y", "property": "tier", "is": "CP"}]
)
def test_a_source_in_yaml_that_rows_speak_of_is_missed(spoken_of: Row, tmp_path: Path) -> None:
    vocabulary = VOCABULARY.replace("tier: {kind: state, subject: thing-pair,", "tier: {kind: state,")
    years(tmp_path, {"10.jsonl": [plain(10, 1)], "11.jsonl": [plain(11, 2) | spoken_of]})
    (tmp_path / "claims" / "vocabulary" / "all.yaml").write_text(vocabulary, encoding="utf-8")
    (tmp_path / "y.txt").write_text("words\n", encoding="utf-8")
    (tmp_path / "claims" / "y.yaml").write_text(IN_YAML, encoding="utf-8")
    claims = []
    for _ in range(2):
        report, _ = check(tmp_path, cache=tmp_path / "kept")
        claims.append(report.corpus.claims)
        assert report == check(tmp_path)[0]
        (tmp_path / "claims" / "y.yaml").unlink(missing_ok=True)
    assert claims == [3, 1]


def test_a_row_whose_namesake_goes_is_read_again(tmp_path: Path, taken_in: list[list[str]]) -> None:
    years(tmp_path, {"a.jsonl": [plain(10, 1)], "b.jsonl": [plain(11, 1), plain(12, 2)], "c.jsonl": [plain(13, 3)]})
    first, _ = check(tmp_path, cache=tmp_path / "kept")
    assert [f.message for f in first.findings if "again" in f.message] != []
    years(tmp_path, {"a.jsonl": [plain(10, 9)]})
    second, _ = check(tmp_path, cache=tmp_path / "kept")
    assert second.findings == ()
    assert (first.corpus.claims, second.corpus.claims) == (3, 4)
    assert taken_in[1:] == [["a.jsonl"], ["b.jsonl"]]


def test_files_that_are_as_they_were_are_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from validator.bulk import lines

    years(tmp_path, {"a.jsonl": [plain(10, 1), plain(10, 2, at="soon")], "b.jsonl": [plain(11, 3)]})
    check(tmp_path, cache=tmp_path / "kept")
    years(tmp_path, {"b.jsonl": [plain(12, 3)]})
    parsed = []

    def noted(file: Any, *rest: Any) -> Any:
        parsed.append(Path(file.path).name)
        return read(file, *rest)

    read = lines.read_lines
    monkeypatch.setattr(lines, "read_lines", noted)
    report, tally = check(tmp_path, cache=tmp_path / "kept")
    assert json.loads(in_json(report))["findings"]
    assert tally.claims == 2
    assert parsed == ["b.jsonl"]


def test_another_day_of_publication_is_heard_in_files_that_are_as_they_were(tmp_path: Path) -> None:
    since = {"source": "s1", "id": "c1", "quote": "words", "subject": "a", "property": "office", "is": "P"}
    years(
        tmp_path,
        {
            "a.jsonl": [since | {"since": "2019-01-01"}],
            "b.jsonl": [plain(20, 2, source="s2", during="2020-02-01/2020-05-01", **{"is": "Q"})],
        },
    )
    sources = [{"id": id, "language": "en", "published": "2020-01-01", "sha256": "0" * 64} for id in ("s1", "s2")]
    clashes = []
    for day in ("2020-01-01", "2021-01-01"):
        write_jsonl(tmp_path / "claims" / "sources.jsonl", [sources[0] | {"published": day}, sources[1]])
        report, _ = check(tmp_path, cache=tmp_path / "kept")
        clashes.append([f.claims for f in report.findings if f.rule == "value-conflict"])
    assert clashes == [[], [("s1/c1", "s2/c2")]]


def test_values_keep_their_numbers_where_others_come_before_them(tmp_path: Path) -> None:
    rows = [plain(10, 1, **{"is": "x1"})]
    years(tmp_path, {"a.jsonl": rows})
    entities = tmp_path / "claims" / "vocabulary" / "entities.jsonl"
    write_jsonl(entities, [{"id": id, "type": "place"} for id in ("x1", "x2")])
    assert check(tmp_path, cache=tmp_path / "kept")[0].findings == ()
    years(tmp_path, {"b.jsonl": [plain(10, 2, **{"is": "x0"})]})
    write_jsonl(entities, [{"id": id, "type": "place"} for id in ("x0", "x1", "x2")])
    (clash,) = check(tmp_path, cache=tmp_path / "kept")[0].findings
    assert clash.claims == ("s1/c1", "s1/c2")
