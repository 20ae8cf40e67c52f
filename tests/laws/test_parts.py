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
from validator.records.corpus import Corpus
from validator.records.opening import load, load_given
from validator.report import write

ROOT = Path(__file__).parents[2]
TRIES = 20
REACHING_TRIES = 100
REACHING = """\
entities:
  west: {type: group, members: [a, b]}
  east: {type: group}
  land: {type: place, located-in: world}
  world: {type: place}
  a: {type: country, located-in: land}
  b: {type: country, located-in: land}
  c: {type: country, member-of: east, names: {en: [Cland]}}
  d: {type: country, member-of: east, names: {en: [Dland]}}
  e: {type: country, same-as: d}
  f: {type: country}
  g: {type: country, names: {en: [Gland]}}
  h: {type: country, names: {en: [Hland]}}
  y: {type: talks}
  z: {type: talks}
  p: {type: person, names: {en: [P. Page]}}
  q: {type: person, names: {en: [Q. Quick]}}
properties:
  capital-of: {kind: state, subject: country, value-type: country, inverse: has-capital}
  has-capital: {kind: state, subject: country, value-type: country}
  twin: {kind: state, subject: country, value-type: country, symmetric: true}
  seat: {kind: state, subject: country, value-type: person, exclusive: true}
  lies-in: {kind: state, subject: country, value-type: [country, place], within: located-in}
  tie: {kind: state, subject: country-pair, values: [ally, foe]}
  allies: {kind: set, subject: country, value-type: country, derives-from: {property: tie, is: ally}}
  rank: {kind: state, subject: country, values: [full, guest]}
  club: {kind: set, subject: talks, value-type: country, derives-from: {property: rank, is: full}}
  members: {kind: set, subject: talks, value-type: country}
  size: {kind: quantity, subject: talks, counts: members}
  held: {kind: event, subject: [talks, country]}
  begun: {kind: event, subject: [talks, country], stages: [opened, closed], after: held}
  trade: {kind: quantity, subject: [country, country-pair], unit: EUR}
  share: {kind: quantity, subject: country-pair, unit: "%", formula: trade / trade(of) * 100}
  staff: {kind: quantity, subject: [country, place], unit: people, adds-up: true}
  mayor: {kind: state, subject: country, value-type: person, watch: true}
"""
SOURCE = "source: {{language: en, sha256: {digest}, published: {published}{because}}}\nclaims:\n"
COUNTRIES = "abcdefgh"
DAYS = ("2019", "2020-03", "2020-03-05", "2020-03-06", "2021", "y/held", "z/held", "a/held", "s1/published", "-1Y")
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


def reaching(random: Random) -> Corpus:
    """A corpus whose claims reach beyond their questions in all ways that a vocabulary knows."""
    lands, chosen = random.sample(COUNTRIES, 7), [random.random() for _ in range(random.randrange(1, 4))]
    files: dict[str, str | bytes] = {"claims/vocabulary/all.yaml": REACHING}
    for number in range(4):
        published = random.choice((*["2022-01-01"] * 9, "2020-01-01..2022-03-01"))
        because = random.choice((*[""] * 9, ", published-because: a guess"))
        told = [said(random, lands, chosen) for _ in range(random.randrange(1, 4))]
        lines = [f"  - {{id: c{index}, quote: w, {one}}}\n" for index, one in enumerate(told)]
        files[f"claims/s{number}.yaml"] = SOURCE.format(
            digest=64 * "0", published=published, because=because
        ) + "".join(lines)
    return load_given(files)


def said(random: Random, lands: list[str], chosen: list[float]) -> str:
    """A claim of one of the chosen kinds (numbers from 0 to 1), so that few things tie a corpus together."""
    one, other, third = random.sample(lands, 3)
    who, day, talks = random.choice("pq"), random.choice(DAYS), random.choice("yz")
    when = random.choice((f", at: {day}", f", since: {day}", f", during: {day}", ""))
    of_event = random.choice((f", when: {day}", f", after: {day}", f", before: {day}"))
    scope = random.choice(("", "", ", among: west", ", among: east", ", except: [east]"))
    kinds = (
        f"subject: {one}, property: capital-of, is: {other}{when}",
        f"subject: {one}, property: has-capital, is: {other}{when}",
        f"subject: {one}, property: twin, is: {other}{when}",
        f"subject: {one}, property: twin, not: [{other}]{when}",
        f"subject: {one}, property: seat, is: {who}{when}",
        f"subject: {one}, property: mayor, is: {who}{when}",
        f"subject: {one}, property: lies-in, is: {random.choice((other, 'land'))}{when}",
        f"subject: {one}+{other}, property: tie, is: {random.choice(('ally', 'foe'))}{when}",
        f"subject: {one}, property: allies, only: [{other}]{when}",
        f"subject: {one}, property: allies, not: [{other}]{when}",
        f"subject: {one}, property: allies, count: {random.randrange(3)}{scope}{when}",
        f"subject: {one}, property: rank, is: {random.choice(('full', 'guest'))}{when}",
        f"subject: {talks}, property: club, only: [{one}, {other}]{when}",
        f"subject: {talks}, property: club, not: [{one}]{when}",
        f"subject: {talks}, property: members, has: [{one}, {other}]{when}",
        f"subject: {talks}, property: members, count: {random.randrange(3)}{scope}{when}",
        f"subject: {talks}, property: members, only: [{one}, {third}]{scope}{when}",
        f"subject: {talks}, property: members, is: {one}, nth: {random.randrange(1, 4)}{when}",
        f"subject: {talks}, property: size, is: {random.randrange(4)}{when}",
        f"subject: {random.choice((talks, one))}, property: held{of_event}",
        f"subject: {one}, property: held, of: {other}, nth: {random.randrange(1, 3)}{of_event}",
        f"subject: {one}, property: held, of: {other}{of_event}",
        f"subject: {one}, property: held, count: {random.randrange(1, 4)}{when}",
        f"subject: {random.choice((talks, one))}, property: begun, stage: opened{of_event}",
        f"subject: {one}, property: trade, is: {random.choice((10, 20, 40))} EUR, during: 2020",
        f"subject: {one}+{other}, property: trade, is: {random.choice((10, 20))} EUR, during: 2020",
        f"subject: {one}+{other}, property: share, of: {one}, is: {random.choice((50, 70))}%, during: 2020",
        f"subject: {random.choice((one, 'land'))}, property: staff, is: {random.choice((9, 12))} people, during: 2020",
        f"subject: s{random.randrange(4)}, property: published, when: {random.choice(('2021-06', '2020'))}",
    )  # fmt: skip
    chosen_kind = kinds[int(random.choice(chosen) * len(kinds))]
    more = (*[""] * 20, ", mood: planned", f", said-by: {who}", ", part: headline", f", fix: {{{one}: {other}}}")
    return chosen_kind + random.choice(more)


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


def test_parts_of_corpora_that_reach_out_are_told_as_in_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("validator.doors.archive.AT_ONCE", 1)
    alone = found = refused = 0
    for seed in range(REACHING_TRIES):
        corpus = reaching(Random(seed))
        refused += len(corpus.faults)
        apart = judged_apart(corpus, Options(), processes=1)
        report = report_on(corpus)[0]
        assert text_of(report_on(corpus, Options(), apart)[0]) == text_of(report), seed
        alone += len(parted(corpus).alone)
        found += len(report.findings) - len(corpus.faults)

    assert alone > REACHING_TRIES
    assert found > 2 * REACHING_TRIES
    assert refused < REACHING_TRIES


TIED = {
    "places in a series": (
        "subject: a, property: held, of: y, nth: 1, when: 2020",
        "subject: b, property: held, of: y, nth: 1, when: 2019",
    ),
    "a set derived from a state of its members": (
        "subject: y, property: club, only: [a], at: 2020-03-05",
        "subject: b, property: rank, is: full, during: 2020",
    ),
    "a share of another subject's total": (
        "subject: a+b, property: share, of: c, is: 50%, during: 2020",
        "subject: a+b, property: trade, is: 10 EUR, during: 2020",
        "subject: c, property: trade, is: 80 EUR, during: 2020",
    ),
    "a part of a whole": (
        "subject: a, property: staff, is: 12 people, during: 2020",
        "subject: world, property: staff, is: 9 people, during: 2020",
    ),
    "headlines of one source": (
        "subject: a, property: begun, stage: closed, when: 2020, part: headline",
        "subject: a, property: begun, stage: opened, when: 2020",
        "subject: b, property: begun, stage: closed, when: 2020, part: headline",
        "subject: b, property: begun, stage: opened, when: 2020",
    ),
}
"""Claims of different subjects that bear on each other."""
BESIDE = {
    "members of a group": (
        "subject: y, property: members, only: [a, b, c], at: 2020-03-05",
        "subject: y, property: members, count: 3, among: west, at: 2020-03-05",
    ),
    "members of an open group": (
        "subject: y, property: members, only: [a, b], at: 2020-03-05",
        "subject: y, property: members, count: 1, except: [east], at: 2020-03-05",
    ),
    "what contains a value": (
        "subject: c, property: lies-in, is: world, during: 2020",
        "subject: c, property: lies-in, is: a, during: 2020",
        "subject: c, property: lies-in, is: d, during: 2020",
    ),
}
"""Claims of one subject whose findings rest on entities that they do not name."""


@pytest.mark.parametrize("claims", [*TIED.values(), *BESIDE.values()], ids=[*TIED, *BESIDE])
def test_what_bears_on_a_part_is_judged_with_it(claims: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("validator.doors.archive.AT_ONCE", 1)
    told = "".join(f"  - {{id: c{number}, quote: w, {one}}}\n" for number, one in enumerate(claims))
    apart = "claims/apart.yaml"
    header = SOURCE.format(digest=64 * "0", published="2022-01-01", because="")
    corpus = load_given(
        {
            "claims/vocabulary/all.yaml": REACHING,
            "claims/one.yaml": header + told,
            apart: header + "  - {id: c0, quote: w, subject: h, property: twin, is: g}\n",
        }
    )
    assert not corpus.faults
    assert [len(part) for part in parted(corpus).alone] == [1, len(claims)]
    report = report_on(corpus)[0]
    related = any(finding.rule not in ("quote-not-found", "unsupported-value") for finding in report.findings)
    assert related or claims in BESIDE.values()
    assert text_of(report_on(corpus, Options(), judged_apart(corpus, Options(), processes=1))[0]) == text_of(report)


def test_the_shipped_corpus_is_told_alike_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = load(ROOT)
    monkeypatch.setattr("validator.doors.archive.AT_ONCE", 1)
    apart = judged_apart(corpus, Options(), processes=1)
    assert len(apart.told) > 5
    assert text_of(report_on(corpus, Options(), apart)[0]) == text_of(report_on(corpus)[0])
