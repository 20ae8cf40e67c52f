"""Annotations and reviews from elsewhere: what they state is kept, and what they do not state is left to a person."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from exchanged import VOCABULARY, empty_beside, exported, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import Result

from validator.doors.exporting.rows import claim_row
from validator.doors.formatting import formatted
from validator.doors.importing import Given, bring_in
from validator.doors.importing.bringing import Brought
from validator.doors.refusal import Refusal
from validator.records.corpus import load
from validator.records.nodes import plain
from validator.records.yaml_reader import read_yaml

ROOT = Path(__file__).parents[2]
PAGE = "https://news.example/2024/a-story"
HARD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "claims/vocabulary").mkdir(parents=True)
    (tmp_path / "claims/vocabulary/all.yaml").write_text(VOCABULARY, encoding="utf-8")
    return tmp_path


def bring(root: Path, format: str, document: object) -> Brought:
    file = root / "feed.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return bring_in(format, Given(file), load(root))


def written(root: Path, id: str) -> dict[str, Any]:
    """A source file as plain data. Raises AssertionError where it is not in the form of `validate fmt`."""
    data = (root / f"claims/{id}.yaml").read_bytes()
    assert formatted(data) == data
    document = read_yaml(data)
    assert document.root is not None
    found = plain(document.root)
    assert isinstance(found, dict)
    return found


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


# -- annotations ------------------------------------------------------------------------------------------------------


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
    assert "imported 0 claims of 0 sources, left out 7" in again.stdout


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
    first, again = bring(root, "webannotation", own), bring(root, "webannotation", own)
    assert [file.path for file in first.files] == [f"claims/{source.id}.yaml" for source in load(ROOT).sources]
    assert again.files == ()
    assert again.left_out == len(load(ROOT).claims)
    assert bring(root, "webannotation", own.replace("/seeds/", "/texts/")).files == ()


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


# -- reviews ----------------------------------------------------------------------------------------------------------


def review(**more: Any) -> dict[str, Any]:
    """A review as fact-checking sites publish it."""
    claim = {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Ann Berg"},
        "datePublished": "2024-01-02",
        "appearance": {
            "@type": "CreativeWork",
            "url": PAGE,
            "headline": "A story",
            "datePublished": "2024-01-02T08:00:00Z",
        },
    }
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://check.example/1",
        "datePublished": "2024-02-03",
        "author": {"@type": "Organization", "name": "Check"},
        "claimReviewed": "The treaty was signed in 2020.",
        "itemReviewed": claim,
        "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "alternateName": "False"},
    } | more


def test_a_reviewed_claim_becomes_a_stub_of_where_it_appeared(empty: Path) -> None:
    done = bring(empty, "claimreview", {"@type": "DataFeed", "dataFeedElement": [{"item": [review()]}]})
    assert (done.faults, done.left_out) == ((), 0)
    found = written(empty, "news-example-2024-a-story")
    header = {"title": "A story", "language": "?", "published": "2024-01-02", "text": "?", "url": PAGE}
    assert found["source"] == header
    assert found["claims"] == [
        {
            "id": "review-1",
            "quote": "The treaty was signed in 2020.",
            "subject": "?",
            "property": "?",
            "says": "The treaty was signed in 2020.",
            "note": "claimed by Ann Berg; claimed on 2024-01-02; reviewed by Check; reviewed on 2024-02-03; "
            "found False; review https://check.example/1",
        }
    ]


@pytest.mark.parametrize(
    ("item", "speaker"),
    [
        ({"@type": "Claim", "author": {"name": "Ann Berg"}}, "desk"),
        ({"@type": "Claim", "author": {"name": "Nobody"}}, "?"),
        ({"@type": "Claim"}, "?"),
        (None, "?"),
    ],
)
def test_a_claim_that_appeared_nowhere_is_the_saying_of_somebody(item: object, speaker: str, empty: Path) -> None:
    bring(empty, "claimreview", [review(itemReviewed=item)])
    found = written(empty, "check-example-1")
    assert found["claims"][0]["said-by"] == speaker
    assert found["source"]["publisher"] == "Check"
    assert found["source"]["published"] == "2024-02-03"


def test_the_answer_of_a_search_is_read_too(empty: Path) -> None:
    found = {
        "publisher": {"name": "Check", "site": "check.example"},
        "url": "https://check.example/1",
        "title": "No, it was not",
        "reviewDate": "2024-02-03T00:00:00Z",
        "textualRating": "False",
        "languageCode": "en",
    }
    claim = {
        "text": "It was signed in 2020.",
        "claimant": "Ann Berg",
        "claimDate": "2024-01-02",
        "claimReview": [found],
    }
    done = bring(empty, "claimreview", {"claims": [claim], "nextPageToken": "CAo"})
    assert (done.faults, done.left_out) == ((), 0)
    stub = written(empty, "check-example-1")
    assert stub["source"] == {
        "title": "No, it was not",
        "publisher": "Check",
        "language": "en",
        "published": "2024-02-03",
        "text": "?",
        "url": "https://check.example/1",
    }
    (only,) = stub["claims"]
    assert (only["quote"], only["said-by"]) == ("It was signed in 2020.", "desk")
    assert only["note"].startswith("claimed by Ann Berg; claimed on 2024-01-02; reviewed by Check")


def test_a_claim_of_several_pages_is_one_of_each(empty: Path) -> None:
    pages = {"@type": "Claim", "appearance": [PAGE, {"@id": "https://b.example/"}], "firstAppearance": {"url": PAGE}}
    done = bring(empty, "claimreview", {"@graph": [review(itemReviewed=pages)]})
    assert [file.path for file in done.files] == ["claims/news-example-2024-a-story.yaml", "claims/b-example.yaml"]


def test_each_claim_of_a_review_is_one(empty: Path) -> None:
    items = [{"text": "It was signed."}, {"name": "It was sealed."}, {}]
    done = bring(empty, "claimreview", review(itemReviewed=items, claimReviewed=None))
    assert [fault.message.partition(":")[0] for fault in done.faults] == ["review 1, claim 3"]
    stubs = written(empty, "check-example-1")["claims"]
    assert {stub["id"]: stub["quote"] for stub in stubs} == {
        "review-1-1": "It was signed.",
        "review-1-2": "It was sealed.",
    }


@pytest.mark.parametrize("day", ["2024", "2024-02-30", "yesterday", "02/03/2024", "", None, "2024-01-02~"])
def test_what_is_no_day_is_no_date_of_publication(day: str | None, empty: Path) -> None:
    page = {"@type": "Claim", "appearance": {"url": PAGE, "datePublished": day}}
    bring(empty, "claimreview", review(itemReviewed=page))
    assert written(empty, "news-example-2024-a-story")["source"]["published"] == "?"


def test_a_review_without_words_or_place_is_told(empty: Path) -> None:
    done = bring(empty, "claimreview", [review(claimReviewed=" "), review(url=None, itemReviewed=None), review()])
    assert done.left_out == 2
    reasons = [fault.message for fault in done.faults]
    assert reasons[0].startswith("review 1: expected the words of a claim")
    assert reasons[1].startswith("review 2: expected an address")
    assert len(done.files) == 1


KEYS = [*review(), "name", "url", "@id", "text", "appearance"]
anything = st.recursive(
    st.none() | st.booleans() | texts,
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


@HARD
@given(anything)
def test_no_review_however_strange_stops_the_import(strange: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "claims").mkdir()
        odd = (
            review() | (strange if isinstance(strange, dict) else {"itemReviewed": strange}) | {"@type": "ClaimReview"}
        )
        done = bring(root, "claimreview", [odd, review(url="https://good.example/", itemReviewed=None)])
        assert any(file.path == "claims/good-example.yaml" for file in done.files)
        assert bool(done.faults) == bool(done.left_out)
