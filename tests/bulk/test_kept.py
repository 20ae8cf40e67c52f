"""What is kept between runs changes nothing but the time; what is left out is told by name."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.corpora import claim, corpus
from bulk.random_rows import write_corpus
from validator.bulk import checking, looking
from validator.bulk.checking import check
from validator.bulk.judging import NEEDS_TEXT, NOTES
from validator.judgement.reporting import Options
from validator.records.marks import FAULT_LIMIT


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
    assert sorted(file.suffix for file in (root / "kept").glob("bulk-*")) == [".duckdb", ".found", ".left", ".told"]


TWO_MAYORS = [
    claim(1, property="mayor", is_="ann", during="2019"),
    claim(2, property="mayor", is_="bo", during="2019"),
]


LAYERS = (".found", ".told", ".left", ".duckdb")
"""What is kept, from what is asked for first to what is asked for last."""


def kept_file(folder: Path, layer: str) -> Path:
    (found,) = folder.glob(f"*{layer}")
    return found


def forget(folder: Path, *layers: str) -> None:
    for layer in layers:
        kept_file(folder, layer).unlink()


def broken_head(data: bytes) -> bytes:
    return b"this is no database" * 1000


def broken_inside(data: bytes) -> bytes:
    """All but the first blocks, which only hold the header."""
    return data[:16384] + bytes(255 - byte for byte in data[16384:])


def cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize("harm", [broken_head, broken_inside, cut_short])
def test_a_broken_database_is_passed_by(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    root = corpus(tmp_path, TWO_MAYORS)
    first, _ = check(root, cache=tmp_path / "kept")
    database = kept_file(tmp_path / "kept", ".duckdb")
    database.write_bytes(harm(database.read_bytes()))
    forget(tmp_path / "kept", *LAYERS[:3])
    assert check(root, cache=tmp_path / "kept")[0] == first


@pytest.mark.parametrize("harm", [cut_short, lambda data: data.replace(b"bo", b"cy"), lambda data: b""])
@pytest.mark.parametrize("number", range(3))
def test_whatever_is_broken_is_found_anew(tmp_path: Path, harm: Callable[[bytes], bytes], number: int) -> None:
    root = corpus(tmp_path, TWO_MAYORS)
    first, _ = check(root, cache=tmp_path / "kept")
    broken = kept_file(tmp_path / "kept", LAYERS[number])
    broken.write_bytes(harm(broken.read_bytes()))
    forget(tmp_path / "kept", *LAYERS[:number])
    assert check(root, cache=tmp_path / "kept")[0] == first


@pytest.mark.parametrize("seed", [3, 5, 14, 16, 25, 27, 36])
def test_each_layer_of_what_is_kept_suffices(seed: int, tmp_path: Path) -> None:
    write_corpus(tmp_path, seed, claims=25, wild=0.3)
    fresh = check(tmp_path)
    for number in (0, *range(len(LAYERS))):  # nothing is kept, all of it, all but the first layer, but the first two, …
        if (tmp_path / "kept").exists():
            forget(tmp_path / "kept", *LAYERS[:number])
        assert check(tmp_path, cache=tmp_path / "kept") == fresh
        assert len(list((tmp_path / "kept").glob("*.duckdb"))) == 1


def test_what_the_screen_left_is_explained_without_the_interned_claims(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = corpus(tmp_path, TWO_MAYORS)
    first, _ = check(root, cache=tmp_path / "kept")
    forget(tmp_path / "kept", ".found", ".told", ".duckdb")
    monkeypatch.setattr(looking, "Look", None)
    assert check(root, cache=tmp_path / "kept")[0] == first
    options = Options(ignore=("value-conflict",))
    assert check(root, options, cache=tmp_path / "kept")[0].findings == ()


def test_a_database_of_other_claims_is_interned_anew(tmp_path: Path) -> None:
    other, root = corpus(tmp_path / "other", TWO_MAYORS[:1]), corpus(tmp_path / "root", TWO_MAYORS)
    check(other, cache=tmp_path / "of-other")
    first, _ = check(root, cache=tmp_path / "kept")
    for layer in (".left", ".duckdb"):
        other_one, own = kept_file(tmp_path / "of-other", layer), kept_file(tmp_path / "kept", layer)
        own.write_bytes(other_one.read_bytes())
    forget(tmp_path / "kept", *LAYERS[:2])
    assert check(root, cache=tmp_path / "kept")[0] == first


def test_where_memory_does_not_suffice_more_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corpus(tmp_path, TWO_MAYORS)
    first, _ = check(root)
    tried = []

    def connect(place: Path, **config: str) -> object:
        tried.append(config["memory_limit"])
        return connected(place, **config)

    connected = looking.opened
    monkeypatch.setattr(looking, "opened", connect)
    monkeypatch.setattr(looking, "MEMORY", "1MB")
    assert check(root, cache=tmp_path / "kept")[0] == first
    assert tried == ["1MB", looking.MORE]


def test_what_was_found_is_not_looked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corpus(tmp_path, TWO_MAYORS)
    first, _ = check(root, cache=tmp_path / "kept")
    monkeypatch.setattr(checking, "_looked_up", None)
    assert check(root, cache=tmp_path / "kept")[0] == first


def test_a_ruling_settles_what_was_found_before(tmp_path: Path) -> None:
    root = corpus(tmp_path, TWO_MAYORS)
    (finding,) = check(root, cache=tmp_path / "kept")[0].findings
    ruling = f"finding: {finding.id}\nverdict: accepted\nbecause: Both took office on one day.\n"
    (root / "claims" / "rulings").mkdir()
    (root / "claims" / "rulings" / "one.yaml").write_text(ruling, encoding="utf-8")
    kept, fresh = check(root, cache=tmp_path / "kept")[0], check(root)[0]
    assert kept == fresh
    assert kept.findings != (finding,)


def test_faults_that_are_too_many_to_tell_are_counted(tmp_path: Path) -> None:
    many = FAULT_LIMIT + 23
    root = corpus(
        tmp_path, [*TWO_MAYORS, *(claim(10 + n, property="mayor", is_="ann", at="soon") for n in range(many))]
    )
    for _ in range(3):
        report, _ = check(root, cache=tmp_path / "kept")
        faults = [f.message for f in report.findings if f.rule == "unreadable-record"]
        assert len(faults) == FAULT_LIMIT + 1
        assert [m for m in faults if ": 23 more faults of this file" in m] != []
        forget(tmp_path / "kept", ".found")


def test_other_rules_are_asked_of_the_same_database(tmp_path: Path) -> None:
    root = corpus(tmp_path, TWO_MAYORS)
    check(root, cache=tmp_path / "kept")
    options = Options(ignore=("value-conflict",))
    assert check(root, options, cache=tmp_path / "kept")[0] == check(root, options)[0]
    assert len(list((tmp_path / "kept").glob("*.duckdb"))) == 1


IN_YAML = """\
source: {language: en, published: 2020-06-01, text: s9.txt}
claims:
  - {id: c1, quote: words, subject: city, property: mayor, is: %s, during: 2019}
"""


def test_claims_in_yaml_come_and_go_beside_interned_rows(tmp_path: Path) -> None:
    root, kept = corpus(tmp_path, TWO_MAYORS[:1]), tmp_path / "kept"
    (root / "s9.txt").write_text("words\n", encoding="utf-8")
    told = []
    for value in ("ann", "bo", "cy"):
        (root / "claims" / "s9.yaml").write_text(IN_YAML % value, encoding="utf-8")
        told.append(check(root, cache=kept))
        assert told[-1] == check(root)
    clashes = [sum(finding.rule == "value-conflict" for finding in report.findings) for report, _ in told]
    assert clashes == [0, 1, 1]
    assert len(list(kept.glob("*.duckdb"))) == 1


def test_a_row_whose_id_a_claim_in_yaml_takes_is_refused(tmp_path: Path) -> None:
    rows = [claim(n, property="mayor", is_="ann", during="2019") | {"source": "s9"} for n in (1, 2)]
    root, kept = corpus(tmp_path, rows), tmp_path / "kept"
    (root / "s9.txt").write_text("words\n", encoding="utf-8")
    counted = []
    for id in ("c7", "c2", "c3"):
        (root / "claims" / "s9.yaml").write_text((IN_YAML % "ann").replace("c1", id), encoding="utf-8")
        report, tally = check(root, cache=kept)
        assert (report, tally) == check(root)
        counted.append(tally.claims)
    assert counted == [3, 2, 3]
    assert len(list(kept.glob("*.duckdb"))) == 1


def test_what_is_not_told_in_bulk_is_named_with_its_count(tmp_path: Path) -> None:
    rows = [
        claim(1, property="mayor", is_="ann", during="2019"),
        claim(2, property="mayor", is_="bo", at="2030", mood="planned"),
    ]
    report, _ = check(corpus(tmp_path, rows))
    skipped = {skip.rule: skip.count for skip in report.skipped}
    assert skipped == {**dict.fromkeys((*NOTES, *NEEDS_TEXT), 2), "value-conflict": 1}
