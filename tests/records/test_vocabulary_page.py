"""docs/vocabulary.md names every key of a vocabulary file, with the kinds that take it, and its example can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from record_samples import corpus_with

from validator.records.property_reading import KINDS_OF_KEY
from validator.records.vocabulary_form import EntityForm, PropertyForm

PAGE = (Path(__file__).parents[2] / "docs/vocabulary.md").read_text(encoding="utf-8")
SOURCE = "source: {language: en, published: 2023-11-28, text: seeds/a.txt}\nclaims: []\n"
PLURALS = {"event": "events", "state": "states", "set": "sets", "quantity": "quantities"}


def rows(heading: str) -> dict[str, list[str]]:
    """The cells of a table, by the keys in the first one of a row."""
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    found: dict[str, list[str]] = {}
    for line in part.splitlines():
        first, *cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        for key in re.findall(r"`([a-z-]+)`", first) if line.startswith("| `") else ():
            found[key] = cells
    return found


def written(form: type) -> set[str]:
    return {name.rstrip("_").replace("_", "-") for name in form.__annotations__}


@pytest.mark.parametrize(("heading", "form"), [("Entities", EntityForm), ("Properties", PropertyForm)])
def test_every_key_is_on_the_page_and_no_other(heading: str, form: type) -> None:
    assert set(rows(heading)) == written(form)


@pytest.mark.parametrize(("key", "kinds"), sorted(KINDS_OF_KEY.items()))
def test_the_kinds_of_a_key_are_those_that_take_it(key: str, kinds: tuple[str, ...]) -> None:
    told = rows("Properties")[key][0]
    assert sorted(told.split(", ")) == sorted(PLURALS[kind] for kind in kinds)


def test_the_example_can_be_read() -> None:
    example = PAGE.partition("```yaml\n")[2].partition("```")[0]
    corpus = corpus_with(**{"claims/a.yaml": SOURCE, "claims/vocabulary/more.yaml": example})
    assert [fault for fault in corpus.faults if fault.file == "claims/vocabulary/more.yaml"] == []
    assert {"born", "died", "chairman", "founders", "staff"} <= set(corpus.vocabulary.properties)
