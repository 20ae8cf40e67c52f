"""Annotations from elsewhere: what they mark is kept, and what they do not state is left to a person."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from brought import HARD, PAGE, bring, written
from exchanged import empty_beside, exported, texts
from hypothesis import given
from typer.testing import Result

from validator.doors.exporting.rows import claim_row
from validator.doors.refusal import Refusal
from validator.records.opening import load

ROOT = Path(__file__).parents[2]


def annotation(exact: str = "it was signed", **more: Any) -> dict[str, Any]:
    """An annotation as a tool for the margins of web pages hands it out."""
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": "said ", "suffix": " on Monday"}
    selectors = [{"type": "TextPositionSelector", "start": 3, "end": 9}, quote]
    return {
        "id": "Abc-1",
        "created": "2024-05-06T07:08:09+00:00",
        "user": "acct:ann@desk.example",
        "uri": PAGE,
        "text": "Check the date.",
        "tags": ["treaty", "date"],
        "document": {"title": ["A story"]},
        "target": [{"source": PAGE, "selector": selectors}],
    } | more


def test_annotations_of_a_margin_tool_become_stubs_by_page(empty: Path) -> None:
    other = annotation(
        "sealed", target=[{"source": PAGE + "?b", "selector": annotation("sealed")["target"][0]["selector"]}]
    )
    done = bring(
        empty, "webannotation", {"total": 3, "rows": [annotation(), other, annotation("ratified", id="Abc-3")]}
    )
    assert (done.faults, done.left_out) == ((), 0)
    assert [(f.path, f.claims, f.stubs) for f in done.files] == [
        ("claims/news-example-2024-a-story.yaml", 2, 2),
        ("claims/news-example-2024-a-story-b.yaml", 1, 1),
    ]
    found = written(empty, "news-example-2024-a-story")
    assert found["source"] == {"title": "A story", "language": "?", "published": "?", "text": "?", "url": PAGE}
    assert found["claims"][0] == {
        "id": "annotation-1",
        "quote": "it was signed",
        "prefix": "said ",
        "suffix": " on Monday",
        "subject": "?",
        "property": "?",
        "note": "Check the date. (annotation Abc-1; by acct:ann@desk.example; created 2024-05-06T07:08:09+00:00; "
        "tags treaty, date)",
    }
    assert found["claims"][1]["id"] == "annotation-3"


def test_every_placeholder_is_refused_by_the_reader(empty: Path) -> None:
    (done,) = bring(empty, "webannotation", [annotation()]).files
    assert done.open == ("language", "published", "text", "subject", "property")
    faults = load(empty).faults
    file = (empty / done.path).read_text(encoding="utf-8").splitlines()
    told = {fault.mark.line for fault in faults if fault.unreadable}
    waiting = {number for number, line in enumerate(file, start=1) if line.endswith('"?"')}
    assert waiting - told <= {number for number in waiting if file[number - 1].strip().startswith("text:")}
    assert not load(empty).claims


def test_a_stub_that_a_person_fills_in_is_a_claim(empty: Path) -> None:
    (done,) = bring(empty, "webannotation", [annotation()]).files
    file = empty / done.path
    (empty / "seeds").mkdir()
    (empty / "seeds/a.txt").write_text("They said it was signed on Monday.", encoding="utf-8")
    filled = {
        "language": "en",
        "published": "2024-01-01",
        "text": "seeds/a.txt",
        "subject": "pact",
        "property": "concluded",
    }
    lines = file.read_text(encoding="utf-8").splitlines()
    for key, value in filled.items():
        lines = [line.replace(f'{key}: "?"', f"{key}: {value}") for line in lines]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    corpus = load(empty)
    assert not corpus.faults, corpus.faults
    assert [corpus.anchors[claim.full_id].status for claim in corpus.claims] == ["found"]


@pytest.mark.parametrize(
    ("shape", "note"),
    [
        ({"bodyValue": "why"}, "why"),
        ({"body": {"type": "TextualBody", "value": "why"}}, "why"),
        (
            {"body": [{"type": "TextualBody", "value": "a", "purpose": "tagging"}, "https://note.example/"]},
            "https://note.example/ (tags a)",
        ),
        ({"body": {"type": "TextualBody", "value": "why"}, "creator": {"name": "Ann"}}, "why (by Ann)"),
        ({}, None),
    ],
)
def test_bodies_of_every_shape_are_kept(shape: dict[str, Any], note: str | None, empty: Path) -> None:
    refined = {"type": "FragmentSelector", "refinedBy": {"type": "oa:TextQuoteSelector", "exact": "it was signed"}}
    source = {"id": PAGE, "language": "vi", "title": "Tin"}
    bring(empty, "webannotation", shape | {"type": "Annotation", "target": {"source": source, "selector": refined}})
    found = written(empty, "news-example-2024-a-story")
    assert found["source"]["language"] == "vi"
    assert found["source"]["title"] == "Tin"
    assert found["claims"][0].get("note") == note


def test_what_marks_no_words_is_told_and_the_rest_is_brought_in(empty: Path, validate: Callable[..., Result]) -> None:
    half = annotation("sealed", target=[PAGE, *annotation("sealed")["target"]])
    nothing = [
        half,
        annotation(target=PAGE),
        annotation(target=[{"source": PAGE}]),
        annotation(target=[{"selector": annotation()["target"][0]["selector"]}]),
    ]
    bell = annotation("a\x07b", id="Bell")
    file = empty / "feed.json"
    file.write_text(json.dumps([*nothing, bell, annotation()]), encoding="utf-8")
    done = validate("import", "webannotation", file, "--corpus", empty)
    assert done.exit_code == 3
    assert "imported 2 claims of 1 source, left out 5" in done.stdout
    assert done.stderr.count("expected words in a TextQuoteSelector") == 4
    assert 'annotation 5 ("Bell"): expected text without control characters' in done.stderr
    again = validate("import", "webannotation", file, "--corpus", empty)
    assert again.exit_code == 3
    assert "imported 0 claims of 0 sources, left out 5, 2 there already" in again.stdout


def test_annotations_that_a_file_only_speaks_of_are_told(empty: Path) -> None:
    page = {"type": "AnnotationPage", "next": f"{PAGE}?page=2", "items": [annotation()]}
    done = bring(empty, "webannotation", {"type": "AnnotationCollection", "total": 201, "first": page})
    assert (len(done.files), done.left_out) == (1, 200)
    assert [fault.message for fault in done.faults] == [
        "expected 201 annotations, as the file says, found 1 of them in it"
    ]


@pytest.mark.parametrize("document", ["{", "[1]", '{"a": 1}', '{"a": 1, "a": 2}', "[" * 100_000, "\ufeff\ufeff"])
@pytest.mark.parametrize("format", ["webannotation", "claimreview"])
def test_a_file_that_is_none_is_wrong_use(
    document: str, format: str, empty: Path, validate: Callable[..., Result]
) -> None:
    (empty / "feed.json").write_text(document, encoding="utf-8")
    done = validate("import", format, empty / "feed.json", "--corpus", empty)
    assert done.exit_code == 2, done.stdout
    assert "expected" in done.stderr


@pytest.mark.parametrize("levels", range(800, 1_000, 10))
def test_no_number_of_levels_is_more_than_a_refusal(levels: int, empty: Path) -> None:
    deep = "[" * levels + '"x"' + "]" * levels
    told = []
    for format, text in (
        ("claimreview", f'{{"@type": "ClaimReview", "url": "https://a.example/", "claimReviewed": {deep}}}'),
        ("webannotation", '{"items": ' * levels + json.dumps(annotation()) + "}" * levels),
    ):
        try:
            bring(empty, format, text)
        except Refusal as refusal:
            told.append(refusal.message)
    assert all("expected a file of some levels, found too many" in message for message in told)


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "urn:x:y", "C:/x", "a\\b", "~/x"])
def test_no_path_leads_out_of_the_corpus(path: str, empty: Path) -> None:
    selector = annotation()["target"][0]["selector"]
    (done,) = bring(empty, "webannotation", annotation(target={"source": path, "selector": selector})).files
    found = written(empty, done.path.removeprefix("claims/").removesuffix(".yaml"))
    assert found["source"]["text"] == "?"
    assert path in found["claims"][0]["note"]


def test_own_annotations_come_back_as_the_claims_they_were(tmp_path: Path) -> None:
    old = load(ROOT)
    root = empty_beside(tmp_path / "new", ROOT)
    done = bring(root, "webannotation", exported(old, "webannotation", base=""))
    assert (done.faults, done.left_out) == ((), 0)
    assert sum(file.claims for file in done.files) == len(old.claims)
    assert not [file for file in done.files if file.stubs]
    for file, source in zip(done.files, old.sources, strict=True):
        header = written(root, source.id)["source"]
        assert (file.open, header["text"]) == (("language", "published"), source.text)
        path = root / file.path
        lines = path.read_text(encoding="utf-8").replace('language: "?"', f"language: {source.language}")
        path.write_text(lines.replace('published: "?"', f"published: {source.published.text}"), encoding="utf-8")
    new = load(root)
    assert not [fault for fault in new.faults if fault.unreadable]
    assert {c.full_id: claim_row(c) for c in new.claims} == {c.full_id: claim_row(c) for c in old.claims}


def test_a_source_that_is_there_is_never_there_twice(tmp_path: Path) -> None:
    """A copy under another id would pass for a second witness."""
    root = empty_beside(tmp_path / "new", ROOT)
    own = exported(load(ROOT), "webannotation", base="https://desk.example/corpus/")
    first = bring(root, "webannotation", own)
    assert [file.path for file in first.files] == [f"claims/{source.id}.yaml" for source in load(ROOT).sources]
    before = {file: file.read_bytes() for file in root.rglob("*.yaml")}
    for same in (own, own.replace("/seeds/", "/texts/")):
        again = bring(root, "webannotation", same)
        assert (again.faults, again.left_out) == ((), 0)
        assert [(file.claims, file.held) for file in again.files] == [(0, file.claims) for file in first.files]
        assert {file: file.read_bytes() for file in root.rglob("*.yaml")} == before


@HARD
@given(texts, texts, texts)
def test_hostile_annotations_do_nothing_but_stand_there(exact: str, note: str, title: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "claims").mkdir()
        given = annotation(exact, text=note, document={"title": title})
        done = bring(root, "webannotation", [given])
        assert (done.faults, done.left_out) == ((), 0)
        found = written(root, "news-example-2024-a-story")
        assert found["source"]["title"] == title
        assert found["claims"][0]["quote"] == exact
        assert found["claims"][0]["note"].startswith(note)
