"""The schema accepts what the loader accepts, and refuses what an editor should mark."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from validator.doors.schema import schema, serialise
from validator.records.opening import load, load_given

Validate = Callable[..., Result]
ROOT = Path(__file__).parents[2]

VOCABULARY = """\
entities:
  VN: {type: country, names: {en: [Vietnam, Viet Nam], vi: [Việt Nam]}, member-of: [ASEAN]}
  JP: {type: country, names: {en: [Japan], ja: [日本]}}
  KR: {type: country, names: {en: [Korea]}}
  KP: {type: country, names: {en: [Korea]}}
  ASEAN: {type: group}
  hanoi: {type: city, names: {en: ["Hanoi (city) [a+b]"]}}
  "2020": {type: meeting}
  dett: {type: agreement}
  ishiba: {type: person, names: {en: [Ishiba]}}
  office: {type: office}
properties:
  concluded: {kind: event, subject: agreement, stages: [proposed, signed]}
  held: {kind: event}
  tier: {kind: state, subject: country-pair, values: [CP, "1.10"], ladder: [CP], symmetric: true}
  holder: {kind: state, subject: office, value-type: person}
  motto: {kind: state, subject: country, value-type: text}
  visited: {kind: state, subject: person, single: false}
  partners: {kind: set, subject: country}
  tariff: {kind: quantity, subject: ordered-country-pair, unit: "%"}
  remark: {kind: prose}
assumptions:
  no-downgrade: A state does not move down.
"""
SOURCE = {"language": "en", "published": "2024-01-01", "sha256": "0" * 64}


@cache
def validator() -> jsonschema.Draft202012Validator:
    vocabulary = load_given({"claims/vocabulary/all.yaml": VOCABULARY}).vocabulary
    document = schema(vocabulary)
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document)


def accepts(document: object) -> bool:
    return bool(validator().is_valid(document))


def reads(document: object) -> list[str]:
    """What the loader has against a source file."""
    text = json.dumps(document, ensure_ascii=False)
    return [
        fault.message for fault in load_given({"claims/vocabulary/all.yaml": VOCABULARY, "claims/a.yaml": text}).faults
    ]


def of(claim: str, **around: object) -> dict[str, Any]:
    """A source file with one claim, written as compact YAML, on top of an id and a quote."""
    written = yaml.load(f"{{{claim}}}", Loader=yaml.BaseLoader)
    return {"source": SOURCE, "claims": [{"id": "a", "quote": "q", **written}], **around}


GOOD = [
    "subject: dett, property: concluded, stage: signed, when: 2021-09-11, weekday: sAt",
    "subject: dett, property: concluded, stage: [proposed, signed], mood: [planned, hoped]",
    "subject: dett, property: concluded, count: 3, at: 2021",
    "subject: JP+VN, property: tier, is: CP, since: 2020, until: 2021",
    'subject: "日本 + Viet Nam", property: tier, not: [CP, 1.10]',
    "subject: JP>Việt Nam, property: tariff, is: 46 %, of: JP",
    "subject: office, property: holder, is: Ishiba, at: -1Y-09",
    "subject: JP, property: motto, is: anything at all",
    "subject: ishiba, property: visited, has: [VN, hanoi]",
    "subject: VN, property: partners, only: []",
    "subject: VN, property: partners, is: JP, nth: 3, among: ASEAN, except: [VN], assuming: no-downgrade",
    "subject: VN, property: partners, has: [JP, KR], assuming: [no-downgrade, 'complete:a/b']",
    "subject: VN, property: partners, has: JP, among: the other ones, fix: {a: b}, part: headline, note: x",
    "subject: VN, property: remark, says: something, when: 2020, where: hanoi, said-by: JP",
    "subject: '2020', property: held",
    'subject: "Hanoi (city) [a+b]", property: held',
    "subject: a, property: published, when: 2024-01-01",
]
BAD = [
    "subject: VNN, property: partners, has: [JP]",
    "subject: Korea, property: partners, has: [JP]",
    "subject: VN, property: partner, has: [JP]",
    "subject: VN, property: partners, has: [Jpan]",
    "subject: VN, property: partners, has: []",
    "subject: VN, property: partners, has: [JP, JP]",
    "subject: VN, property: partners, is: JP",
    "subject: VN, property: partners",
    "subject: VN, property: partners, has: [JP], when: 2020",
    "subject: VN, property: partners, has: [JP], only: [JP]",
    "subject: VN, property: partners, has: [JP], says: x",
    "subject: VN, property: partners, has: [JP], at: 2020, since: 2020",
    "subject: VN, property: partners, has: [JP], weekday: Mon",
    "subject: VN, property: partners, has: [JP], at: 2020, weekday: Someday",
    "subject: VN, property: partners, has: [JP], stage: signed",
    "subject: VN, property: partners, has: [JP], mood: maybe",
    "subject: VN, property: partners, has: [JP], part: footer",
    "subject: VN, property: partners, has: [JP], where: nowhere",
    "subject: VN, property: partners, has: [JP], except: [nowhere]",
    "subject: VN, property: partners, has: [JP], assuming: [no-downgarde]",
    "subject: VN, property: partners, has: [JP], colour: red",
    "subject: VN, property: partners, has: [JP], quote: ''",
    "subject: VN, property: partners, has: [JP], fix: [a]",
    "subject: VN, property: partners, has: [JP], id: Not An Id",
    "subject: dett, property: concluded, is: 2020",
    "subject: dett, property: concluded, at: 2020",
    "subject: dett, property: concluded, stage: ratified",
    "subject: VN, property: concluded, when: 2020",
    "subject: JP>VN, property: tier, is: CP",
    "subject: JP, property: tier, is: CP",
    "subject: JP+hanoi, property: tier, is: CP",
    "subject: JP+VN, property: tariff, is: 46 %",
    "subject: JP>VN, property: tariff, count: 3",
    "subject: office, property: holder, is: VN",
    "subject: office, property: holder, has: [ishiba]",
    "subject: VN, property: remark, is: x",
    "property: partners, has: [JP]",
    "subject: VN, has: [JP]",
]


@pytest.mark.parametrize("claim", GOOD)
def test_good_claims(claim: str) -> None:
    document = of(claim)
    assert reads(document) == []
    assert list(validator().iter_errors(document)) == []


@pytest.mark.parametrize("claim", BAD)
def test_bad_claims(claim: str) -> None:
    document = of(claim)
    assert reads(document) != [], "the table is of claims that the loader refuses"
    assert not accepts(document)


@pytest.mark.parametrize(
    ("document", "good"),
    [
        (of("property: partners, has: [JP]", subject="VN"), True),
        (of("property: partners, has: [JP]", subject="nobody"), False),
        ({"source": SOURCE, "claims": None, "uncheckable": [{"quote": ["a", "b"], "because": "opinion"}]}, True),
        ({"source": SOURCE, "uncheckable": [{"quote": "a"}]}, False),
        ({"source": SOURCE, "uncheckable": [{"quote": "a", "because": "b", "why": "c"}]}, False),
        ({"claims": []}, False),
        ({"source": {"language": "en", "published": "2024"}}, False),
        ({"source": SOURCE | {"text": "seeds/a.txt", "via": "b", "title": "T"}}, True),
        ({"source": SOURCE | {"sha256": "abc"}}, False),
        ({"source": SOURCE | {"url": "ftp://example.org"}}, False),
        ({"source": SOURCE | {"url": "HTTPS://example.org"}}, True),
        ({"source": SOURCE, "clams": []}, False),
    ],
)
def test_whole_files(document: object, good: bool) -> None:
    assert accepts(document) == good


@pytest.mark.parametrize("claim", GOOD)
def test_what_an_editor_takes_for_numbers_is_accepted(claim: str) -> None:
    """`count: 3` is a number to an editor, and `is: 1.10` one without its last digit."""
    text = f"{{{claim}}}"
    written = yaml.load(text, Loader=yaml.SafeLoader)
    plain = json.loads(json.dumps(written, default=str))  # days are texts in YAML 1.2
    assert list(validator().iter_errors({"source": SOURCE, "claims": [{"id": 5, "quote": 2020, **plain}]})) == []


TEXTS = {
    "subject": [
        "VN",
        "JP",
        "Korea",
        "JP+VN",
        "JP>VN",
        "VN+VN",
        "dett",
        "office",
        "ishiba",
        "2020",
        "Việt Nam",
        "nobody",
        " ",
    ],
    "property": [
        "concluded",
        "held",
        "tier",
        "holder",
        "motto",
        "visited",
        "partners",
        "tariff",
        "remark",
        "published",
        "x",
    ],
    "is": ["CP", "1.10", "VN", "ishiba", "46 %", "Japan"],
    "has": ["VN", "JP", "CP"],
    "only": ["VN", "JP"],
    "not": ["VN", "CP", "46 %"],
    "count": ["5", "over 5"],
    "nth": ["3", "1..4"],
    "says": ["something"],
    "at": ["2020", "2020-09"],
    "when": ["2020-09-11", "0D"],
    "since": ["2020"],
    "until": ["2021"],
    "during": ["2020/2021"],
    "among": ["ASEAN", "CP", "the small ones"],
    "except": ["VN", "CP"],
    "stage": ["signed", "ratified"],
    "where": ["hanoi"],
    "weekday": ["Fri", "friday"],
    "mood": ["planned", "maybe"],
    "said-by": ["JP", "nobody"],
    "of": ["JP", "JP+VN"],
    "part": ["body", "footer"],
    "assuming": ["no-downgrade", "rounding:a/b", "x"],
    "note": ["n"],
    "odd": ["x"],
}
LISTS = ("has", "only", "not", "at", "when", "since", "except", "stage", "mood", "assuming")


@st.composite
def claims(draw: st.DrawFn) -> dict[str, object]:
    keys = ["subject", "property", *draw(st.lists(st.sampled_from(sorted(TEXTS)), max_size=4, unique=True))]
    claim: dict[str, object] = {"id": "a", "quote": "q"}
    for key in keys:
        one = st.sampled_from(TEXTS[key])
        claim[key] = draw(st.one_of(one, st.lists(one, max_size=2)) if key in LISTS else one)
    return claim


@given(claims())
def test_the_loader_accepts_nothing_that_the_schema_refuses(claim: dict[str, object]) -> None:
    document = {"source": SOURCE, "claims": [claim]}
    if not reads(document):
        assert list(validator().iter_errors(document)) == []


# -- the shipped corpus, and the command ------------------------------------------------------------------------------


@cache
def shipped() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(serialise(load(ROOT).vocabulary)))


@pytest.mark.parametrize("file", sorted((ROOT / "claims").glob("*.yaml")), ids=lambda file: file.stem)
def test_shipped_files_are_valid(file: Path) -> None:
    document = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert list(shipped().iter_errors(document)) == []
    document["claims"][0]["property"] = "no-such-property"
    assert not shipped().is_valid(document)


def test_the_schema_completes_ids_properties_stages_moods_and_assumptions() -> None:
    definitions = shipped().schema["$defs"]
    claim = definitions["claim"]["properties"]
    vocabulary = load(ROOT).vocabulary
    assert definitions["entity"]["anyOf"][0]["enum"] == sorted(vocabulary.entities)
    assert set(claim["property"]["enum"]) == set(vocabulary.properties)
    assert len(claim["property"]["enumDescriptions"]) == len(vocabulary.properties)
    assert "planned" in claim["mood"]["anyOf"][0]["enum"]
    assert set(vocabulary.assumptions) <= set(claim["assuming"]["anyOf"][0]["anyOf"][0]["enum"])
    stages = {tuple(p.stages) for p in vocabulary.properties.values() if p.stages}
    rules = [
        rule["then"]["properties"].get("stage", {})
        for rule in definitions["claim"]["allOf"]
        if "properties" in rule.get("then", {})
    ]
    assert stages <= {tuple(rule["anyOf"][0]["enum"]) for rule in rules if "anyOf" in rule}


def test_the_command_writes_the_same_bytes_each_time(corpus: Path, tmp_path: Path, validate: Validate) -> None:
    first = validate("schema", "--corpus", corpus)
    assert first.exit_code == 0
    file = tmp_path / "schema.json"
    assert validate("schema", "--corpus", corpus, "--output", file).output == ""
    assert file.read_text(encoding="utf-8") == first.output
    (corpus / "claims" / "vocabulary" / "more.yaml").write_text("entities: {x: {}}\n", encoding="utf-8")
    broken = validate("schema", "--corpus", corpus)
    assert broken.exit_code == 3
    assert "claims/vocabulary/more.yaml:1:" in broken.output
