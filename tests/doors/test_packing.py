"""Records come back from the data they were kept as, and nothing else is made of any data."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from laws.test_parts import REACHING

from validator.doors.kept_vocabulary import KeptVocabulary, as_text, from_text
from validator.doors.packing import packed, unpacked
from validator.records.marks import Mark
from validator.records.opening import load, load_given
from validator.values.quantities import parse_quantity

ROOT = Path(__file__).parents[2]
CORPORA = {"shipped": load(ROOT), "reaching": load_given({"claims/vocabulary/all.yaml": REACHING})}


def through_json(value: Any) -> Any:
    return unpacked(json.loads(json.dumps(packed(value))))


def fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


@pytest.mark.parametrize("name", CORPORA)
def test_records_come_back(name: str) -> None:
    corpus = CORPORA[name]
    records = [*corpus.sources, *corpus.vocabulary.properties.values()]
    assert len(records) > 15
    for record in records:
        back = through_json(record)
        assert type(back) is type(record)
        assert fields(back) == fields(record)
        assert repr(fields(back)) == repr(fields(record))


def test_values_come_back() -> None:
    for value in (None, True, 3, "x", (), ("a", (1, None)), {"a": ("b",)}, Fraction(1, 3), Mark(1, 2, 3, 4, 5, 6)):
        assert through_json(value) == value
    about = through_json(parse_quantity("about 300 km", None))
    assert about == parse_quantity("about 300 km", None)
    assert about.unit.symbol == "km"


def test_other_values_are_not_kept() -> None:
    for value in (1.5, {1, 2}, object(), b"x", Path()):
        with pytest.raises(TypeError):
            packed(value)


@pytest.mark.parametrize(
    "data",
    [
        {"Path": ["x"]},
        {"Span": [1]},
        {"Span": [1, 2, 3]},
        {"Span": [2, 1]},
        {"/": "x"},
        {"@": [1]},
        {},
        {"a": 1, "b": 2},
    ],
)
def test_other_data_are_refused(data: Any) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        unpacked(data)


@pytest.mark.parametrize("name", CORPORA)
def test_a_vocabulary_comes_back(name: str) -> None:
    corpus = CORPORA[name]
    known, files = corpus.vocabulary, {source.id: source.file for source in corpus.sources}
    kept = KeptVocabulary.of(known)
    again = from_text(as_text(kept))
    assert again.rows == kept.rows
    assert as_text(again) == as_text(kept)
    back = again.vocabulary(files)
    assert back.look_ups == known.look_ups
    assert list(back.entities) == list(known.entities)
    assert len(back.entities) == len(known.entities)
    for id, entity in known.entities.items():
        assert fields(back.entities[id]) == fields(entity)
        assert back.ancestors(id) == known.ancestors(id)
        assert all(back.resolve(written) == known.resolve(written) for written in (id, *entity.all_names()))
    assert {one: fields(property) for one, property in back.properties.items()} == {
        one: fields(property) for one, property in known.properties.items()
    }
    assert back.assumptions == known.assumptions
    assert "nobody" not in back.entities
    assert again.may_name(list(known.entities)[:1])
    assert not again.may_name(["nobody"])
