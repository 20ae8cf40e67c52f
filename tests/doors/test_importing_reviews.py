"""Reviews from elsewhere: what they state is kept, and what they do not state is left to a person."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from brought import HARD, PAGE, bring, written
from exchanged import texts
from hypothesis import given
from hypothesis import strategies as st


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
