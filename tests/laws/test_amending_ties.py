"""Changes that bear on claims of files which have not changed, one of each kind, and not by a word that these share."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from laws.test_amending import TEXT, told
from validator.doors import kept_check
from validator.doors.ledger import read
from validator.doors.memory import Memory
from validator.judgement.reporting import Options

VOCABULARY = """\
entities:
  world: {type: place}
  land: {type: place}
  town: {type: place, located-in: land}
  a: {type: country, located-in: land}
  b: {type: country, names: {en: [Bland]}}
  c: {type: country}
  west: {type: group}
  outer: {type: group, part-of: s7}
  inner: {type: group, member-of: outer}
  y: {type: talks}
  z: {type: talks}
  odd: {type: place, names: {en: ["Nor\\u200bth"]}}
  press: {type: organisation, names: {en: [The Press]}}
  d: {type: country, names: {en: [Nordic]}}
properties:
  lies-in: {kind: state, subject: country, value-type: [country, place], within: located-in}
  begun: {kind: event, subject: [talks, country], stages: [opened, closed]}
  members: {kind: set, subject: talks, value-type: country}
  seat: {kind: state, subject: country, value-type: country, exclusive: true}
  held: {kind: event, subject: country}
  twin: {kind: state, subject: country, value-type: country, symmetric: true}
"""
HEADER = "source:\n  language: en\n  published: {published}\n  text: seeds/{name}.txt\n{more}claims:\n"
CLAIMS = {
    "s0": ["subject: a, property: lies-in, is: world, during: 2020"],
    "s1": ["subject: a, property: lies-in, is: town, during: 2020"],
    "s2": ["subject: y, property: begun, stage: opened, when: 2022-06, mood: planned"],
    "s3": [
        "subject: y, property: members, only: [a, b], at: 2020-03-05",
        "subject: c, property: seat, is: a, at: 2020",
    ],
    "s4": ["subject: y, property: members, count: 0, among: outer, at: 2020-03-05"],
    "s5": ["subject: c, property: begun, stage: opened, when: 2019"],
    "s6": ["subject: b, property: twin, is: c, at: 2020", "subject: c, property: held, when: 2020"],
    "s7": [
        "subject: y, property: members, count: 2, among: most of them, at: 2020-03-05",
        "subject: y, property: members, count: 1, among: founders-alone, at: 2020-03-05",
    ],
    "s8": ["subject: d, property: held, when: 2020"],
    "s9": ["subject: d, property: held, before: s8/published", "subject: d, property: twin, is: Nordic, at: 2020"],
    "s10": ["subject: d, property: held, when: 2021"],
    "s11": ["subject: a, property: twin, is: Nordic, at: 2021"],
    "s12": ["subject: d, property: twin, not: [a], at: 2021"],
    "s13": ["subject: c, property: begun, stage: closed, when: 2018"] * 3,
    "s14": ["subject: z, property: members, count: 2, among: outer, at: 2020-03-05"],
}
HEADS = {"s10": "2022-02-02", "s13": "2022-01-01\n  publisher: press"}


def put(root: Path, name: str, claims: list[str], published: str = "2022-01-01", more: str = "") -> None:
    lines = "".join(f"  - {{id: c{number}, quote: word {number} of, {one}}}\n" for number, one in enumerate(claims))
    head = HEADER.format(published=published, name=name, more=more)
    (root / f"claims/{name}.yaml").write_text(head + lines, encoding="utf-8")
    (root / f"seeds/{name}.txt").write_text(TEXT, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "corpus"
    for folder in ("claims/vocabulary", "claims/rulings", "seeds"):
        (root / folder).mkdir(parents=True)
    (root / "claims/vocabulary/all.yaml").write_text(VOCABULARY, encoding="utf-8")
    for name, claims in CLAIMS.items():
        put(root, name, claims, HEADS.get(name, "2022-01-01"))
    return root


def vocabulary(root: Path, old: str, new: str) -> None:
    path = root / "claims/vocabulary/all.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def swapped(path: Path) -> None:
    *lines, first, second = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, second, first]) + "\n", encoding="utf-8")


LITTLE = {
    "a newer source makes a plan overdue": lambda root: put(root, "s5", CLAIMS["s5"], "2023-01-01"),
    "what contains a value is put into another": lambda root: vocabulary(
        root, "  land: {type: place}", "  land: {type: place, located-in: world}"
    ),
    "a new member of a group within a group": lambda root: vocabulary(
        root, "a: {type: country, located-in: land}", "a: {type: country, located-in: land, member-of: inner}"
    ),
    "a holder of what another holds": lambda root: put(
        root, "s5", [*CLAIMS["s5"], "subject: b, property: seat, is: a, at: 2020"]
    ),
    "the other side of a symmetric state": lambda root: put(
        root, "s5", [*CLAIMS["s5"], "subject: c, property: twin, not: [b], at: 2020"]
    ),
    "a claim that is no more": lambda root: put(root, "s1", ["subject: c, property: begun, stage: opened, when: 2019"]),
    "one publisher behind two sources": lambda root: put(root, "s5", CLAIMS["s5"], more="  publisher: press\n"),
    "a name of what is in no claim": lambda root: vocabulary(
        root, "inner: {type: group", "inner: {names: {en: [In]}, type: group"
    ),
    "a finding on the vocabulary moves down a line": lambda root: vocabulary(root, "  odd: {", "  # odd\n  odd: {"),
    "a finding on the vocabulary more": lambda root: vocabulary(
        root, "  odd: {", '  odder: {type: place, names: {en: ["Sou\\u200bth"]}}\n  odd: {'
    ),
    "an entity nobody names": lambda root: vocabulary(root, "  c: {type", "  quite-new: {type: country}\n  c: {type"),
    "a source is gone": lambda root: (root / "claims/s5.yaml").unlink(),
    "a source is gone whose day others name": lambda root: (root / "claims/s8.yaml").unlink(),
    "a source is called otherwise": lambda root: (root / "claims/s1.yaml").rename(root / "claims/renamed.yaml"),
    "a source cannot be read": lambda root: (root / "claims/s8.yaml").write_text("source: {", encoding="utf-8"),
    "the last source of a day is gone": lambda root: (root / "claims/s10.yaml").unlink(),
    "a new entity is called by a name of another": lambda root: vocabulary(
        root, "  c: {type", "  Nordic: {type: country}\n  c: {type"
    ),
    "a name that a quote has in place of a value": lambda root: vocabulary(
        root, "  c: {type", "  quite-new: {type: country, names: {en: [word 1]}}\n  c: {type"
    ),
    "two claims change places": lambda root: swapped(root / "claims/s13.yaml"),
    "a publisher is no entity any more": lambda root: vocabulary(
        root, "  press: {type: organisation, names: {en: [The Press]}}\n", ""
    ),
}
"""Changes after which not everything is read again."""
MUCH = {
    "a first place in a series": lambda root: put(
        root, "s5", ["subject: a, property: held, of: y, nth: 1, when: 2019"]
    ),
    "two things are one": lambda root: vocabulary(root, "c: {type: country}", "c: {type: country, same-as: b}"),
    "a scope comes to be a name": lambda root: vocabulary(
        root, "west: {type: group}", "west: {type: group, names: {en: [MOST OF THEM]}}"
    ),
    "a source is called almost like a scope": lambda root: put(root, "founders-alon", CLAIMS["s5"]),
    "a source is called like an entity": lambda root: put(root, "bland", CLAIMS["s5"]),
    "a source that the vocabulary names is gone": lambda root: (root / "claims/s7.yaml").unlink(),
    "a property is another": lambda root: vocabulary(root, "symmetric: true", "symmetric: false"),
}


def times_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    read: list[int] = []
    whole = kept_check._of_the_whole

    def counted(*given: object) -> object:
        read.append(1)
        return whole(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_check, "_of_the_whole", counted)
    return read


@pytest.mark.parametrize("name", [*LITTLE, *MUCH])
def test_what_a_change_bears_on_is_told_anew(
    name: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(root, tmp_path / "cache")
    (LITTLE | MUCH)[name](root)
    read = times_read(monkeypatch)
    after = told(root, tmp_path / "cache")
    assert bool(read) == (name in MUCH)
    assert after == told(root, tmp_path / "fresh")


@pytest.mark.parametrize("name", LITTLE)
def test_what_is_known_of_parts_is_what_a_fresh_check_knows(name: str, root: Path, tmp_path: Path) -> None:
    """So that a later change bears on the same parts."""
    told(root, tmp_path / "cache")
    LITTLE[name](root)
    assert sorted(known(root, tmp_path / "cache")) == sorted(known(root, tmp_path / "fresh"))


def known(root: Path, cache: Path) -> list[tuple[str, str, str]]:
    told(root, cache)
    ledger = read(Options(), Memory.of(cache, root))
    assert ledger is not None
    parts = ledger.parts
    return [one for one in zip(parts.keys, parts.named, parts.what, strict=True) if one[0]]


@pytest.mark.parametrize("name", [*list(LITTLE)[:5], "a name that a quote has in place of a value"])
def test_these_changes_matter(name: str, root: Path, tmp_path: Path) -> None:
    """Beyond the sources that they are made in, else the above would say nothing."""
    before = told(root, tmp_path / "before")
    LITTLE[name](root)
    after = told(root, tmp_path / "after")
    assert verdicts(after[1]) != verdicts(before[1])


def verdicts(report: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one["rule"], one["verdict"], tuple(one["claims"])) for one in json.loads(report)["findings"]]


def test_the_only_part_of_a_corpus_may_go_and_another_come(root: Path, tmp_path: Path) -> None:
    for name in CLAIMS:
        (root / f"claims/{name}.yaml").unlink()
    known = "entities: {b: {type: country}, c: {type: country}}\nproperties: {held: {kind: event, subject: country}}\n"
    (root / "claims/vocabulary/all.yaml").write_text(known, encoding="utf-8")
    alone, tied = "subject: c, property: held, when: 2020", "subject: c, property: held, when: 2020, fix: {word: words}"
    ruling = "finding: {id}\nverdict: no-conflict\nbecause: so\nby: desk\non-date: 2026-11-22\n"
    for claims in ([alone], [tied], [alone, "subject: b, property: held, when: 2021"]):
        put(root, "s0", claims)
        after = told(root, tmp_path / "cache")
    found = [one["id"] for one in json.loads(after[1])["findings"] if one["rule"] == "unsupported-value"]
    for id in found:
        (root / f"claims/rulings/{id}.yaml").write_text(ruling.format(id=id), encoding="utf-8")
        assert told(root, tmp_path / "cache") == told(root, tmp_path / f"fresh-{id}")
    assert len(found) == 2
