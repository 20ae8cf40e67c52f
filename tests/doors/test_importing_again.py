"""What comes in again finds what is there: the claims that a file lacks are added, and it keeps every letter it has."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from brought import bring, written
from exchanged import empty_beside, exported
from test_exchanging_rows import meaning
from test_importing_annotations import annotation
from typer.testing import Result

from validator.doors.importing import Given, bring_in
from validator.records.corpus import Corpus
from validator.records.opening import load

ROOT = Path(__file__).parents[2]
STORY = "news-example-2024-a-story"
ROW = {"source": "delta", "id": "d1", "quote": "Tokyo", "subject": "JP", "property": "capital", "is": "Tokyo"}
HEADER = {"id": "delta", "language": "en", "published": "2024-01-01", "sha256": "0" * 64}


def edit(file: Path, *changes: tuple[str, str]) -> str:
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    return text


def test_a_feed_that_has_grown_adds_what_is_new(empty: Path) -> None:
    bring(empty, "webannotation", [annotation(), annotation("sealed")])
    file = empty / f"claims/{STORY}.yaml"
    before = edit(
        file,
        ("id: annotation-1", "id: the-signing"),
        ('subject: "?"', "subject: pact"),
        ('property: "?"', "property: concluded  # decided"),
        ("Check the date.", "Checked."),
    )
    done = bring(empty, "webannotation", [annotation("ratified"), annotation(), annotation("sealed")])
    assert (done.faults, done.left_out) == ((), 0)
    (told,) = done.files
    assert (told.claims, told.stubs, told.held, told.is_new, told.open) == (1, 1, 2, False, ("subject", "property"))
    assert file.read_text(encoding="utf-8").startswith(before)
    found = written(empty, STORY)["claims"]
    assert [(claim["id"], claim["quote"]) for claim in found] == [
        ("the-signing", "it was signed"),
        ("annotation-2", "sealed"),
        ("annotation-1", "ratified"),
    ]


def test_words_that_stand_elsewhere_are_other_words(empty: Path) -> None:
    bring(empty, "webannotation", [annotation()])
    quote = annotation()["target"][0]["selector"][1]
    elsewhere = annotation(target=[annotation()["target"][0] | {"selector": [quote | {"prefix": "denied that "}]}])
    bare = annotation(
        target=[annotation()["target"][0] | {"selector": [{"type": quote["type"], "exact": "It was  signed"}]}]
    )
    (told,) = bring(empty, "webannotation", [elsewhere, bare]).files
    assert (told.claims, told.held) == (2, 0), "words are compared letter by letter but for blanks"
    (told,) = bring(empty, "webannotation", [elsewhere, bare, annotation()]).files
    assert (told.claims, told.held) == (0, 3)
    assert [claim["id"] for claim in written(empty, STORY)["claims"]] == [
        "annotation-1",
        "annotation-1-2",
        "annotation-2",
    ]


def rows(*found: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in found)


def import_rows(validate: Callable[..., Result], corpus: Path, *found: dict[str, Any], header: Any = HEADER) -> Result:
    (corpus / "in.jsonl").write_text(rows(*found), encoding="utf-8")
    (corpus / "s.jsonl").write_text(rows(header), encoding="utf-8")
    return validate("import", "jsonl", corpus / "in.jsonl", "--sources", corpus / "s.jsonl", "--corpus", corpus)


def test_a_row_is_there_if_it_says_the_same_in_the_same_words(validate: Callable[..., Result], corpus: Path) -> None:
    assert import_rows(validate, corpus, ROW).exit_code == 0
    before = (corpus / "claims/delta.yaml").read_text(encoding="utf-8")
    renamed, added = ROW | {"id": "d7", "note": "seen again"}, ROW | {"id": "d2", "quote": "the city of Tokyo"}
    done = import_rows(validate, corpus, ROW, renamed, added)
    assert done.exit_code == 0, done.stderr
    assert "added to claims/delta.yaml: 1 claim; 2 there already\n" in done.stdout
    assert "imported 1 claim of 1 source, left out 0, 2 there already" in done.stdout
    text = (corpus / "claims/delta.yaml").read_text(encoding="utf-8")
    assert text.startswith(before)
    assert [claim.id for claim in load(corpus).claims if claim.source == "delta"] == ["d1", "d2"]


def test_an_id_that_another_claim_bears_is_told_at_its_place(validate: Callable[..., Result], corpus: Path) -> None:
    import_rows(validate, corpus, ROW)
    before = (corpus / "claims/delta.yaml").read_bytes()
    done = import_rows(validate, corpus, ROW | {"is": "Kyoto"})
    assert done.exit_code == 3
    assert "in.jsonl:1:1: expected an id that no other claim bears, found `d1` at claims/delta.yaml:7:5" in done.stderr
    assert "imported 0 claims of 0 sources, left out 1" in done.stdout
    assert (corpus / "claims/delta.yaml").read_bytes() == before


def test_a_header_that_says_something_else_is_told_and_left(validate: Callable[..., Result], corpus: Path) -> None:
    import_rows(validate, corpus, ROW)
    done = import_rows(validate, corpus, ROW | {"id": "d2", "quote": "x"}, header=HEADER | {"published": "2024-01-02"})
    assert done.exit_code == 3
    assert "expected the header of `delta` as in claims/delta.yaml, found another `published`" in done.stderr
    assert "added to claims/delta.yaml: 1 claim\n" in done.stdout
    assert {s.id: s.published.text for s in load(corpus).sources}["delta"] == "2024-01-01"


def test_a_source_among_rows_stays_there(validate: Callable[..., Result], corpus: Path) -> None:
    (corpus / "claims/delta.jsonl").write_text(rows(ROW), encoding="utf-8")
    (corpus / "claims/sources.jsonl").write_text(rows(HEADER), encoding="utf-8")
    done = import_rows(validate, corpus, ROW | {"id": "d2"})
    assert done.exit_code == 3
    assert "expected a source in a file of its own, found `delta` among the rows of claims/sources.jsonl" in done.stderr
    assert not (corpus / "claims/delta.yaml").exists()


@pytest.mark.parametrize("layout", ["claims: [{id: a, quote: b}]\n", "claims: {}\n", "claims:\r\n  - id: a\r\n"])
def test_a_layout_that_leaves_a_doubt_is_left_alone(layout: str, validate: Callable[..., Result], corpus: Path) -> None:
    data = ("source: {language: en}\n" + layout).encode()
    (corpus / "claims/delta.yaml").write_bytes(data)
    done = import_rows(validate, corpus, ROW)
    assert done.exit_code == 3
    assert "claims/delta.yaml: expected" in done.stderr
    assert "add the claims there by hand" in done.stderr
    assert (corpus / "claims/delta.yaml").read_bytes() == data


@cache
def shipped() -> Corpus:
    return load(ROOT)


@cache
def fed(format: str) -> str:
    return exported(shipped(), format, base="") if format == "webannotation" else exported(shipped(), format)


@pytest.mark.parametrize("format", ["jsonl", "csv", "webannotation"])
@pytest.mark.parametrize("seed", range(4))
def test_in_two_parts_or_at_once_is_the_same(format: str, seed: int, tmp_path: Path) -> None:
    """Whatever share of the claims is there already, in whatever layout its files are."""
    old = shipped()
    chance = random.Random(f"{format} {seed}")
    root = empty_beside(tmp_path / "new", ROOT)
    shutil.copytree(ROOT / "claims", root / "claims", dirs_exist_ok=True)
    for source in old.sources:
        file = root / source.file
        blocks = file.read_text(encoding="utf-8").split("\n  - id: ")
        assert len(blocks) > 20
        kept = [blocks[0], *(block for block in blocks[1:-1] if chance.random() < 0.5), blocks[-1]]
        file.write_text("\n  - id: ".join(kept), encoding="utf-8")
    begun = load(root)
    there = {claim.full_id for claim in begun.claims}
    assert 0 < len(there) < len(old.claims)
    file = root / "feed"
    file.write_text(fed(format))
    done = bring_in(format, Given(file), begun)
    assert (done.faults, done.left_out) == ((), 0)
    assert sum(one.claims for one in done.files) + len(there) >= len(old.claims)
    new = load(root)
    said = {(claim.source, claim.content) for claim in old.claims}
    assert {(claim.source, claim.content) for claim in new.claims} == said
    assert {id: told for id, told in meaning(new).items() if id in there} == {
        id: told for id, told in meaning(old).items() if id in there
    }
