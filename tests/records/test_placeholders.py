"""A draft's placeholder is refused at its place and with its choices; a source's own words never."""

from __future__ import annotations

import pytest

from validator.records.corpus import Corpus
from validator.records.opening import load_given
from validator.records.placeholders import choices_of, is_placeholder, placeholder

VOCABULARY = """\
entities:
  VN: {type: country}
properties:
  tier: {kind: state, values: [CP, SP]}
  held: {kind: event}
"""
HEADER = "source: {language: en, published: 2024-01-01, text: seeds/a.txt}\n"
PROPERTY = "a property of the vocabulary as `property`"
DECIDE = "a person decides what stands here"
CLAIM = {"id": "c1", "quote": "? is it so", "subject": "VN", "property": "tier", "is": "CP"}


def corpus(claim: dict[str, str], header: str = HEADER) -> Corpus:
    lines = "".join(f'    "{key}": "{value}"\n' for key, value in claim.items())
    file = f"{header}claims:\n  - {lines.lstrip()}"
    return load_given(
        {"claims/vocabulary/v.yaml": VOCABULARY, "claims/a.yaml": file, "seeds/a.txt": "? is it so\n? yes\n"}
    )


def test_words_of_a_source_may_begin_with_the_mark() -> None:
    assert corpus(CLAIM).faults == ()
    assert len(corpus({**CLAIM, "suffix": "? yes"}).claims) == 1


@pytest.mark.parametrize(
    ("key", "value", "expected", "hint"),
    [
        ("property", "? tier, held, …", PROPERTY, "choose one of `tier` or `held`, or another"),
        ("property", "?", PROPERTY, DECIDE),
        ("subject", "? VN", "an entity (VN), a pair (JP+VN) or an ordered pair (US>VN) as `subject`", "write `VN`"),
        ("is", "?", "one value as `is`", DECIDE),
        ("at", "? -Sun, +Sun", "the time a state was seen at as `at`", "choose one of `-Sun` or `+Sun`"),
        ("gloss", "?", "one plain English sentence as `gloss`", DECIDE),
        ("mood", "? planned, hoped", "how the words put it as `mood`", "choose one of `planned` or `hoped`"),
        ("id", "?", "a short name for the claim, unique in its file (five-partners) as `id`", DECIDE),
    ],
)  # fmt: skip
def test_a_value_left_open_is_told_at_its_place(key: str, value: str, expected: str, hint: str) -> None:
    made = corpus({**CLAIM, key: value})
    assert not made.claims
    (fault,) = made.faults
    assert fault.message == f"expected {expected}, found a draft's placeholder"
    assert fault.suggestion == hint
    assert fault.unreadable
    line = 3 + [*{**CLAIM, key: value}].index(key)
    assert fault.place == f"claims/a.yaml:{line}:{len(key) + 9}"


def test_a_key_left_open_is_told_at_its_place() -> None:
    made = corpus({**CLAIM, "? since, at": "2021"})
    assert not made.claims
    (fault,) = made.faults
    assert fault.message == "expected a key of a claim, found a draft's placeholder"
    assert fault.suggestion == "choose one of `since` or `at`"
    assert fault.place == "claims/a.yaml:8:5"


def test_a_header_left_open_takes_its_claims_with_it() -> None:
    made = corpus(CLAIM, HEADER.replace("2024-01-01", '"?"'))
    assert not made.claims
    assert not made.sources
    assert any("`published`, found a draft's placeholder" in fault.message for fault in made.faults)


@pytest.mark.parametrize(
    ("text", "is_one"), [("?", True), ("? a, b", True), ("?a", False), ("??", False), ("a ?", False)]
)
def test_what_is_a_placeholder(text: str, is_one: bool) -> None:
    assert is_placeholder(text) is is_one


def test_choices_are_read_back() -> None:
    for choices in ((), ("a",), ("a", "JP+VN")):
        assert choices_of(placeholder(choices)) == choices
        assert choices_of(placeholder(choices, more=True)) == choices
