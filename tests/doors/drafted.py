"""Drafts as a person would finish them: every placeholder filled with the first choice that goes with the property."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from validator.records.claim import Subject
from validator.records.claim_reading import MANY_VALUED_STATE, TIME_KEYS_OF, VALUE_KEYS_OF
from validator.records.placeholders import choices_of, is_placeholder
from validator.records.subject_types import fits
from validator.records.vocabulary import Property, Vocabulary

SHIPPED = Path(__file__).parents[2]
NO_VALUE = "stage"
"""Offered for events, of which many have no stages; then a person leaves it out."""


def without_claims(root: Path, source: str) -> Path:
    """A copy of the shipped corpus in which one source has a header only."""
    for folder in ("claims", "seeds"):
        shutil.copytree(SHIPPED / folder, root / folder)
    file = root / "claims" / f"{source}.yaml"
    header = file.read_text(encoding="utf-8").partition("\nclaims:")[0]
    file.write_text(f"{header}\nclaims: []\n", encoding="utf-8")
    return root


def stubs(text: str) -> list[dict[str, Any]]:
    """The stubs of a draft, as another reader of YAML reads them."""
    found = yaml.load(text, Loader=yaml.BaseLoader)
    if isinstance(found, dict):
        found = found["claims"]
    return list(found or [])


def open_fields(stub: dict[str, Any]) -> Iterator[str]:
    for key, value in stub.items():
        if key not in ("quote", "prefix", "suffix") and (
            is_placeholder(key) or (isinstance(value, str) and is_placeholder(value))
        ):
            yield key


def finished(stub: dict[str, Any], vocabulary: Vocabulary, name: str | None = None) -> dict[str, Any]:
    """The stub as a claim: on the property `name`, else on the first that it offers."""
    chosen = stub["property"] if not is_placeholder(stub["property"]) else (name or choices_of(stub["property"])[0])
    property = vocabulary.properties[chosen]
    claim: dict[str, Any] = {"property": chosen, "subject": _subject(stub["subject"], property, vocabulary)}
    allowed = MANY_VALUED_STATE if property.kind == "state" and not property.single else VALUE_KEYS_OF[property.kind]
    goes_with = {*allowed, *TIME_KEYS_OF[property.kind], *([NO_VALUE] if property.kind == "event" else [])}
    for key, value in stub.items():
        if key in claim:
            continue
        if is_placeholder(key):
            key = next(choice for choice in choices_of(key) if choice in goes_with)
        if key == NO_VALUE and not property.stages:
            continue
        if isinstance(value, str) and is_placeholder(value) and key not in ("quote", "prefix", "suffix"):
            value = next(iter(choices_of(value)), None) or _made_up(key, property, vocabulary)
        claim[key] = value
    return claim


def _subject(written: str, property: Property, vocabulary: Vocabulary) -> str:
    if not is_placeholder(written):
        return written
    known = [(key, _read(key)) for key in choices_of(written)]
    return next((key for key, one in known if fits(one, property, vocabulary)), "") or _any_subject(
        property, vocabulary
    )


def _read(key: str) -> Subject:
    for sign, made in (("+", Subject.pair), (">", Subject.ordered_pair)):
        one, found, other = key.partition(sign)
        if found:
            return made(one, other)
    return Subject.entity(key)


def _any_subject(property: Property, vocabulary: Vocabulary) -> str:
    ids = list(vocabulary.entities)
    possible = [Subject.entity(id) for id in ids]
    possible += [Subject.ordered_pair(one, other) for one in ids[:40] for other in ids[:40] if one != other]
    return next(one.key for one in possible if fits(one, property, vocabulary))


def _made_up(key: str, property: Property, vocabulary: Vocabulary) -> str:
    if key in ("gloss", "says") or property.takes_text:
        return "Words of the desk."
    if key == "stage":
        return property.stages[0]
    if property.terms and not property.value_type:
        return property.terms[0]
    types: Sequence[str] = property.value_type
    return next(id for id, entity in vocabulary.entities.items() if not types or entity.type in types)
