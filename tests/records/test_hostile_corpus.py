"""Large and spiteful corpora: loading ends soon, in faults that are told."""

from __future__ import annotations

import time

import pytest
from record_samples import SOURCE, corpus_with

from validator.records.corpus import Corpus

HEADER = SOURCE[: SOURCE.index("  - ")]


def loaded_in(seconds: float, **files: str | bytes) -> Corpus:
    start = time.process_time()
    corpus = corpus_with(**files)
    assert time.process_time() - start < seconds
    return corpus


def many(line: str, count: int) -> str:
    return "".join(line.replace("#", str(number)) for number in range(count))


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (
            many("  - &a# {id: c#, quote: x, subject: VN, property: partners, count: 1}\n", 10_000),
            "1,000 problems up to here",
        ),
        (
            many("  - {id: c#, quote: x, subject: Vietnam#, property: partners, count: 1}\n", 9_000),
            "more faults of this file",
        ),
        (many("  - {id: c, quote: x, subject: VN, property: partners, count: 1}\n", 9_000), "more faults of this file"),
        (
            "  - {id: c, quote: x, subject: VN, property: partners, has: [" + "JP, " * 150_000 + "]}\n",
            "at most 1,000 items",
        ),
        (
            "  - {id: c, quote: [" + "x, " * 150_000 + "], subject: VN, property: partners, count: 1}\n",
            "at most 1,000 items",
        ),
        ("  - {id: c, quote: x, subject: " + "a+" * 20_000 + "b, property: tier, is: CSP}\n", "expected an entity"),
        ("  - {id: c, quote: x, subject: VN, property: partners, count: " + "9" * 20_000 + "}\n", "at most 200"),
    ],
    ids=["anchors", "unknown", "same-id", "long-list", "many-pieces", "many-splits", "long-number"],
)
def test_claims(claims: str, words: str) -> None:
    corpus = loaded_in(8, **{"claims/a.yaml": HEADER + claims, "claims/b.yaml": SOURCE})
    assert any(words in fault.message for fault in corpus.faults), corpus.faults[:2]
    assert "b/five" in {claim.full_id for claim in corpus.claims}


@pytest.mark.parametrize(
    ("vocabulary", "words"),
    [
        ("entities:\n" + many("  e#: {type: t, part-of: e#}\n", 20_000), "more faults of this file"),
        ("entities:\n" + many("  e#: {type: t, located-in: e0, names: {en: [one]}}\n", 15_000), "found a circle"),
        ("entities:\n" + many("  e#: {type: t, member-of: gone}\n", 20_000), "more faults of this file"),
        ("properties:\n" + many("  p#: {kind: set, inverse: gone}\n", 10_000), "more faults of this file"),
        ("properties:\n  p: {kind: state, values: [" + many("v#, ", 150_000) + "]}\n", "at most 1,000 items"),
        ("properties:\n  p: {kind: quantity, formula: " + "(" * 10_000 + "}\n", "at most 500 characters"),
    ],
    ids=["circles", "long-chain", "links", "references", "values", "formula"],
)
def test_vocabularies(vocabulary: str, words: str) -> None:
    corpus = loaded_in(10, **{"claims/a.yaml": SOURCE, "claims/vocabulary/more.yaml": vocabulary})
    assert any(words in fault.message for fault in corpus.faults), corpus.faults[:2]
    assert [claim.full_id for claim in corpus.claims] == ["a/five"]


def test_many_missing_quotes_against_a_long_text_go_without_a_hint_after_a_while() -> None:
    claims = many("  - {id: c#, quote: words that are nowhere #, subject: VN, property: partners, count: 1}\n", 2_000)
    text = "These are some words of a very long text. " * 60_000
    corpus = loaded_in(10, **{"claims/a.yaml": HEADER + claims, "seeds/a.txt": text})
    anchors = list(corpus.anchors.values())
    assert all(anchor.status == "missing" for anchor in anchors)
    assert anchors[0].nearest
    assert not anchors[-1].nearest


@pytest.mark.parametrize(
    "line",
    [
        "  - {id: c#, quote: Sentence # tells, subject: VN, property: partners, count: 1}\n",
        "  - {quote: Sentence # tells, because: opinion}\n",
    ],
    ids=["claims", "uncheckable"],
)
def test_quotes_that_are_there_use_up_no_hints(line: str) -> None:
    """Among many passages of a long text that are all there, the one that is not still gets its nearest passage."""
    text = "".join(f"Sentence {number} tells of the treaty.\n" for number in range(10_000))
    head = HEADER if "id:" in line else HEADER.replace("claims:", "uncheckable:")
    passages = many(line, 200) + line.replace("#", "99999")
    corpus = loaded_in(10, **{"claims/a.yaml": head + passages, "seeds/a.txt": text})
    (missing,) = (anchor for anchor in corpus.anchors.values() if anchor.status == "missing")
    assert missing.nearest.startswith("Sentence")
