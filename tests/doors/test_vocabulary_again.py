"""A vocabulary of which only the surroundings of a change are read is the one that a reading of all its files gives."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from validator.doors import vocabulary_again
from validator.doors.kept_vocabulary import KeptVocabulary, as_text
from validator.doors.vocabulary_again import Again, read_again
from validator.records.files import Given
from validator.records.loading import load_vocabulary
from validator.records.vocabulary import Vocabulary
from validator.records.yaml_reader import decode

SEEDS = int(os.environ.get("VALIDATOR_VOCABULARIES_AGAIN", "60"))
SOURCES = {"s1": "claims/s1.yaml"}
FOLDER = "claims/vocabulary"
PROPERTIES = """\
properties:
  twin: {kind: state, subject: country, value-type: [country, group], not-values: [Group], assumptions: [so]}
assumptions:
  so: it is so
"""


def entity(random: Random, number: int) -> str:
    """An entity in one of the ways in which people write one."""
    name = random.choice((f"Land {number}", "Ländle", "O'Neil", "two  words"))
    link = random.choice(("member-of: e0", "located-in: e1", "part-of: [e0, e1]", "note: n", "note: n # no remark"))
    return random.choice((
        f"  e{number}: {{type: country}}",
        f"  e{number}: {{type: country, names: {{en: [{name}]}}}}",
        f"  e{number}: {{type: country, names: {{vi: \"{name}\"}}}} # a remark",
        f"  e{number}:\n    type: country\n    {link}",
        f"  'e{number}':\n\n    type: country\n    note: |+\n      much\n\n",
        f"  e{number}:\n    type: country\n    note: >-\n      much\n       more",
        f"  e{number}: {{type: country,\n    note: some\n     words}}",
        f"  ? e{number}\n  : {{type: country}}",
        f"  # a remark\n  e{number}: {{type: country, same-as: e0}}",
    ))  # fmt: skip


def file(random: Random, first: int) -> str:
    entities = [entity(random, number) for number in range(first, first + random.randrange(1, 12))]
    if random.random() < 0.1:
        inside = ", ".join(f"e{number}: {{type: country}}" for number in range(first, first + 5))
        return f"entities: {{{inside}}}\n"
    text = "\n".join(["entities:", *entities]) + "\n"
    return text.replace("\n", "\r\n") if random.random() < 0.05 else text


def begin(random: Random) -> dict[str, str]:
    files = {f"{FOLDER}/{name}.yaml": file(random, first) for name, first in (("a", 0), ("b", 20))}
    head = "entities:\n  e0: {type: group, names: {en: [Group]}}\n  e1: {type: place}\n"
    files[f"{FOLDER}/a.yaml"] = head + "\n".join(entity(random, number) for number in range(2, 12)) + "\n"
    where = random.choice(list(files))
    both = (files[where], PROPERTIES) if random.random() < 0.5 else (PROPERTIES, files[where])
    return files | {where: "".join(both)}


def edited(random: Random, files: dict[str, str]) -> dict[str, str]:
    path = random.choice(list(files))
    text = files[path]
    lines = text.split("\n")
    at = random.randrange(len(lines))
    match random.randrange(9):
        case 0 | 1:
            lines.insert(at, entity(random, random.randrange(60)))
        case 2:
            del lines[at]
        case 3:
            lines.insert(at, random.choice(("", "  # more", "# more", "      more", "  e9:", "    note: x")))
        case 4:
            lines[at] = lines[at].replace("country", random.choice(("person", "source", "'country'", "[a]")))
        case 5:
            other = random.randrange(len(text))
            sign = random.choice(("x", " ", "{", "}", '"', "'", "#", ":", "\n", "|", "\x85", "é", ",", "- ", "&a "))
            return files | {path: text[:other] + sign + text[other + random.randrange(2) :]}
        case 6:
            return files | {f"{FOLDER}/c.yaml": f"entities:\n{entity(random, 40)}\n"}
        case 7:
            swapped = lines[: at // 2] + lines[at:] + lines[at // 2 : at]
            return files | {path: "\n".join(swapped)}
        case _:
            lines[at] = lines[at].replace("Land", "Town").replace("e0", random.choice(("e1", "s1", "nobody")))
    return files | {path: "\n".join(lines)}


def fresh(files: dict[str, str]) -> Vocabulary | None:
    given = {path: text.encode() for path, text in files.items()} | dict.fromkeys(SOURCES.values(), b"")
    vocabulary, faults = load_vocabulary(Given(given), Path())
    return None if faults else vocabulary


def again(kept: KeptVocabulary, before: dict[str, str], now: dict[str, str]) -> Again | None:
    texts = {path: decode(text.encode())[0] for path, text in before.items()}
    return read_again(kept, texts, {path: text.encode() for path, text in now.items()}, SOURCES)


def told(vocabulary: Vocabulary) -> list[Any]:
    records = (*vocabulary.entities.values(), *vocabulary.properties.values())
    return [{name: getattr(one, name) for name in one.__slots__} for one in records]


def changes(seed: int) -> Iterator[tuple[KeptVocabulary, dict[str, str], dict[str, str], Vocabulary | None]]:
    """A vocabulary as it was kept, its files before and after a change, and what it is then, if nothing is wrong."""
    random = Random(seed)
    files = begin(random)
    known = fresh(files)
    assert known is not None
    for _ in range(40):
        now = edited(random, files)
        expected = fresh(now)
        yield KeptVocabulary.of(known), files, now, expected
        if expected is not None:
            files, known = now, expected


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_is_read_around_a_change_is_what_a_reading_of_everything_gives(seed: int) -> None:
    for kept, before, now, expected in changes(seed):
        found = again(kept, before, now)
        if found is None:
            continue
        assert expected is not None, now
        assert repr(told(found.vocabulary)) == repr(told(expected)), now
        assert found.vocabulary.look_ups == expected.look_ups
        assert dict(found.vocabulary.assumptions) == dict(expected.assumptions)
        own = KeptVocabulary.of(expected)
        heads = [json.loads(as_text(one).split("\n")[0]) for one in (found.kept, own)]
        assert heads[0] == heads[1]
        assert found.kept.rows == own.rows
        assert found.changed == {id for id in {*kept.rows, *own.rows} if kept.stated(id) != own.stated(id)}


def test_most_changes_need_no_reading_of_everything() -> None:
    """Else the law above would say nothing."""
    found = [
        again(kept, before, now) for s in range(10) for kept, before, now, sound in changes(s) if sound is not None
    ]
    assert sum(one is not None for one in found) > len(found) / 2


def test_little_is_read() -> None:
    """Else the law above would say nothing."""
    lines = [f"  e{number}: {{type: country}}" for number in range(1_000)]
    files = {
        f"{FOLDER}/a.yaml": "\n".join(["entities:", *lines]) + "\n",
        f"{FOLDER}/b.yaml": PROPERTIES.replace("Group", "e1"),
    }
    known = fresh(files)
    assert known is not None
    for change in ("  e500: {type: person}", "  new: {type: person}\n  e500: {type: country}", "", "  # more"):
        now = "\n".join(["entities:", *lines[:500], *filter(None, [change]), *lines[501:]]) + "\n"
        found = again(KeptVocabulary.of(known), files, files | {f"{FOLDER}/a.yaml": now})
        assert found is not None
        assert 2 <= len(found.read) <= 4
        assert found.changed <= {"e500", "new"}


def test_a_file_with_too_many_values_is_left_to_the_reader_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{FOLDER}/a.yaml": "entities:\n  e0: {type: country}\n  e1: {type: country}\n"}
    known = fresh(files)
    assert known is not None
    now = {path: f"{text}  e2: {{type: country}}\n" for path, text in files.items()}
    assert again(KeptVocabulary.of(known), files, now) is not None
    monkeypatch.setattr(vocabulary_again, "MAX_NODES", 15)
    assert again(KeptVocabulary.of(known), files, now) is None
