"""Rows that are like others are read in a shorter way, and what is read is the same, whatever stands in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from bulk.random_rows import VOCABULARY, random_claim
from validator.bulk.alike import RowReader, SourceRowReader
from validator.bulk.remarks import remarks_of
from validator.bulk.rows import claim_of, source_of
from validator.records.claim import Claim
from validator.records.marks import FaultLog
from validator.records.opening import load_given
from validator.records.source import Source
from validator.values.dates import Moment

SEEDS = int(os.environ.get("VALIDATOR_BULK_ALIKE", "60"))
ODD = (
    "", " ", "?", "? who", "x\u0007", "x\ny", "\u00a0", "nobody", "a+b", "b>c", "a + a", "Bee", "BEE", "met", "soon",
    "2020-01-04", "2020-02-31", "2020-01-04/2020-01-03", "-1D", "a/met", "b/signed", "nobody/met", "1.80 m", "7 kg",
    "c1", "C1", "\u7f8e\u56fd", ["a"], [], ["2020-01-04", "2020-01-05"], 7, True, None, {"a": "b"}, "low", "office",
    "planned", "headline", "agreed",
)  # fmt: skip
KEYS = (
    "source", "id", "quote", "subject", "property", "is", "at", "when", "since", "mood", "part", "stage", "note",
    "gloss",
)  # fmt: skip


def random_row(random: Random, number: int) -> dict[str, Any]:
    row = {"source": f"s{random.randint(1, 3)}", "id": f"c{number}", "quote": f"words {number}"}
    row |= random_claim(random, 0.15)
    for key in ("gloss", "note", "prefix", "suffix"):
        if random.random() < 0.1:
            row[key] = random.choice(("seen", "words"))
    return row


def changed(random: Random, row: dict[str, Any]) -> dict[str, Any]:
    """The row with something odd in it, most often under a key that it has."""
    key = random.choice(sorted(row) if random.random() < 0.8 else KEYS)
    if random.random() < 0.05:
        return {other: text for other, text in row.items() if other != key}
    return row | {key: random.choice(ODD)}


def random_rows(random: Random) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows by their number, each in several forms: as it is, under another id, and with something odd in it."""
    for number in range(1, 60):
        row = random_row(random, number)
        for one in (row, row | {"id": f"d{number}"}, *(changed(random, row) for _ in range(4))):
            yield number, one


def read(claim: Claim | None) -> tuple[object, ...] | None:
    return None if claim is None else tuple(getattr(claim, name) for name in Claim.__slots__)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_row_read_in_the_shorter_way_means_the_same(seed: int) -> None:
    vocabulary = load_given({"claims/vocabulary/all.yaml": VOCABULARY}).vocabulary
    reader = RowReader(vocabulary)
    for number, one in random_rows(Random(seed)):
        told = []
        for way in (reader.claim_of, lambda *rest: claim_of(*rest[:3], vocabulary, rest[3])):
            log = FaultLog()
            told.append((read(way(one, "claims/a.jsonl", number, log)), list(remarks_of(log))))
        assert told[0] == told[1], one


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_a_row_says_is_told_without_its_claim(seed: int) -> None:
    vocabulary = load_given({"claims/vocabulary/all.yaml": VOCABULARY}).vocabulary
    reader = RowReader(vocabulary)
    heard = 0
    for number, one in random_rows(Random(seed)):
        claim = claim_of(one, "claims/a.jsonl", number, vocabulary, FaultLog())
        said = reader.said_by(one)
        if said is not None:
            heard += 1
            assert claim is not None
            fixed = bool(claim.times) and all(isinstance(entry.time, Moment) for entry in claim.times)
            assert (said.content, said.fixed, said.value) == (claim.content, fixed, claim.is_), one
            assert said.property is vocabulary.properties[claim.property]
        reader.claim_of(one, "claims/a.jsonl", number, FaultLog())
    assert heard, "else nothing was compared"


SOURCE_KEYS = ("id", "language", "published", "sha256", "title", "url", "publisher", "via", "published-because", "text")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_source_read_in_the_shorter_way_means_the_same(seed: int) -> None:
    random = Random(seed)
    vocabulary = load_given({"claims/vocabulary/all.yaml": VOCABULARY}).vocabulary
    reader = SourceRowReader(vocabulary)
    for number in range(1, 40):
        row: dict[str, Any] = {"id": f"s{number}", "language": random.choice(("en", "sv")), "sha256": "aB" * 32}
        row["published"] = random.choice(("2020-01-04", "2020-01-05", "2020-01-04..2020-01-09", "2020"))
        for key, text in (("title", f"News {number}"), ("url", f"https://a.example/{number}"), ("via", "AP")):
            row |= {key: text} if random.random() < 0.5 else {}
        others = ({**row, random.choice(SOURCE_KEYS): random.choice((*ODD, "http:/x", "ab" * 32))} for _ in range(5))
        for one in (row, row | {"id": f"t{number}"}, *others):
            told = []
            for way in (reader.source_of, lambda *rest: source_of(*rest[:3], vocabulary, rest[3])):
                log = FaultLog()
                source = way(one, "claims/sources.jsonl", number, log)
                fields = None if source is None else [getattr(source, name) for name in Source.__slots__]
                told.append((fields, list(remarks_of(log))))
            assert told[0] == told[1], one


def test_most_rows_go_the_shorter_way(monkeypatch: pytest.MonkeyPatch) -> None:
    from validator.bulk import alike

    read_in_full = []

    def noted(*arguments: Any) -> Claim | None:
        read_in_full.append(arguments)
        return claim_of(*arguments)

    monkeypatch.setattr(alike, "claim_of", noted)
    reader = RowReader(load_given({"claims/vocabulary/all.yaml": VOCABULARY}).vocabulary)
    for number in range(1, 101):
        row = {"source": "s1", "id": f"c{number}", "quote": f"words {number}", "subject": "a", "property": "office"}
        claim = reader.claim_of(row | {"is": "P", "at": f"2020-01-{number % 28 + 1:02}"}, "a.jsonl", number, FaultLog())
        assert claim is not None
        assert claim.id == f"c{number}"
        assert reader.said_by(row | {"is": "P", "at": f"2020-02-{number % 28 + 1:02}"}) is not None
    assert len(read_in_full) == 1
