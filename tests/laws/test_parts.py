"""Judging parts of a corpus on their own tells what judging the whole tells."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from oracle.compare import SmallWorld

from laws.corpora import MAKERS, Described, loaded, renamed, renamed_rule, sources
from validator.doors.archive import judged_apart
from validator.judgement.findings import Report
from validator.judgement.reporting import Options, report_on
from validator.judgement.standing_alone import parted
from validator.records.corpus import Corpus, load
from validator.report import write

ROOT = Path(__file__).parents[2]
TRIES = 20
Maker = Callable[[int], SmallWorld]


def mingled(make: Maker, seed: int, worlds: int = 4) -> Corpus:
    """Random worlds of one kind in one corpus: they share properties where these are alike, and some entities."""
    random = Random(seed)
    both: Described = {"entities": {}, "properties": {}, "assumptions": {}}
    for number in range(worlds):
        described = make(seed * 100 + number).described()
        entities = described["entities"]
        if isinstance(entities, list):
            entities = {entity: {"type": "thing"} for entity in entities}
        share = random.choice((0, 0.1, 0.5))
        names = {name: name for name in entities if name in both["entities"] and random.random() < share}
        names = {name: names.get(name, f"{name}-{number}") for name in (*entities, *sources(described))}
        properties = described["properties"]
        alike = all(both["properties"].get(name, rule) == rule for name, rule in properties.items())
        if not alike:
            names |= {name: f"{name}-{number}" for name in properties}
        moved: dict[str, Any] = {"entities": entities} | {source: described[source] for source in sources(described)}
        moved = renamed(moved, names)
        moved["properties"] = {
            names.get(name, name): {key: renamed_rule(key, value, names) for key, value in rule.items()}
            for name, rule in properties.items()
        }
        both["entities"] = {**moved.pop("entities"), **both["entities"]}
        both["properties"] = {**moved.pop("properties"), **both["properties"]}
        both["assumptions"] = {**described.get("assumptions", {}), **both["assumptions"]}
        both |= moved
    return loaded(both)


def text_of(report: Report) -> str:
    stream = io.StringIO()
    write(report, "json", stream)
    return stream.getvalue()


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__module__.rsplit(".", 1)[-1])
def test_parts_judged_alone_are_told_as_in_the_whole(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = found = 0
    for seed in range(TRIES):
        corpus = mingled(make, seed)
        monkeypatch.setattr("validator.doors.archive.AT_ONCE", 1 + seed % 3 * 10)
        apart = judged_apart(corpus, Options(), processes=1)
        report = report_on(corpus)[0]
        assert text_of(report_on(corpus, Options(), apart)[0]) == text_of(report), seed
        alone += len(parted(corpus).alone)
        found += len(report.findings)
    assert alone > 2 * TRIES
    assert found > TRIES


def test_the_shipped_corpus_is_told_alike_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = load(ROOT)
    monkeypatch.setattr("validator.doors.archive.AT_ONCE", 1)
    apart = judged_apart(corpus, Options(), processes=1)
    assert len(apart.told) > 5
    assert text_of(report_on(corpus, Options(), apart)[0]) == text_of(report_on(corpus)[0])
