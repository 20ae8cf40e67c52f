"""The shape of a vocabulary file: entities, properties and assumptions as written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from validator.records.claim import Kind
from validator.records.form import Form, Text, Texts, Truth, Worded, describe, kebab, listed

Qualifier = Literal[
    "among", "except", "stage", "where", "weekday", "mood", "said-by", "of", "part", "said-on",
    "at", "when", "since", "until", "before", "after", "during",
]  # fmt: skip


class EntityForm(Form):
    type: Text = describe("the type of the entity (country, person, agreement, …)")
    names: dict[Text, Texts] = describe("names by language ({en: [Vietnam], vi: [Việt Nam]})", {})
    member_of: Texts = describe("groups it belongs to", ())
    located_in: Texts = describe("places it lies in", ())
    part_of: Texts = describe("wholes it is part of", ())
    members: Texts | None = describe("all members of the group", None)
    same_as: Texts = describe("entities it is held to be", ())
    note: Text | None = describe("a remark for people", None)


class Part(BaseModel):
    """A mapping inside a property."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=kebab)


class PropertyValueForm(Part):
    property: Text
    is_: Text | None = None


def _property_alone(value: object) -> object:
    return {"property": value} if isinstance(value, str) else value


def _each(value: object) -> object:
    """One text or mapping stands for a list of one; a text in it for a property without a value."""
    items = value if isinstance(value, list) else [value]
    return [_property_alone(item) for item in items]


def _one_or_more(value: object) -> object:
    return value if isinstance(value, list) else [value]


class DifferenceForm(Part):
    to: Text
    min: Text | None = None
    max: Text | None = None


class QualifiersForm(Part):
    required: Annotated[tuple[Qualifier, ...], BeforeValidator(listed)] = ()
    allowed: Annotated[tuple[Qualifier, ...], BeforeValidator(listed)] | None = None


class PropertyForm(Form):
    kind: Kind = describe("`event`, `state`, `quantity`, `set` or `prose`")
    subject: Texts = describe("the type its subjects have (country, country-pair, …)", ())
    single: Truth | None = describe("`true` or `false`", None)
    symmetric: Truth = describe("`true` or `false`", False)
    inverse: Text | None = describe("a property", None)
    lasting: Truth = describe("`true` or `false`", False)
    values: Texts = describe("the terms it can have", ())
    value_type: Texts = describe("the type its values have, or `text`", ())
    not_values: Texts = describe("values it cannot have", ())
    range: Text | None = describe("a range of quantities (0 %..100 %) or of days (1900..2100)", None)
    pattern: Text | None = describe("a regular expression", None)
    unit: Text | None = describe("a unit (USD, %, km)", None)
    tolerance: Text | None = describe("a quantity (5 %)", None)
    stages: Texts = describe("its stages in order", ())
    ladder: Texts = describe("its rungs from the lowest to the highest", ())
    exclusive: Truth = describe("`true` or `false`", False)
    within: Text | None = describe("`located-in`, `member-of`, `part-of` or a property", None)
    derives_from: Annotated[PropertyValueForm, BeforeValidator(_property_alone)] | None = describe(
        "a property with its value ({property: tier, is: CSP})", None
    )
    counts: Text | None = describe("a property", None)
    formula: Text | None = describe("a formula (bilateral-trade / total-trade(of))", None)
    grows_only: Truth = describe("`true` or `false`", False)
    ordered: Truth = describe("`true` or `false`", False)
    ordered_by: Text | None = describe("a quantity property", None)
    before: Texts = describe("properties that come later", ())
    after: Texts = describe("properties that come earlier", ())
    difference: Annotated[tuple[DifferenceForm, ...], BeforeValidator(_one_or_more)] = describe(
        "a difference ({to: born, max: 130 years})", ()
    )
    requires: Annotated[tuple[PropertyValueForm, ...], BeforeValidator(_each)] = describe("properties", ())
    conflicts_with: Annotated[tuple[PropertyValueForm, ...], BeforeValidator(_each)] = describe("properties", ())
    qualifiers: QualifiersForm = describe("qualifiers ({required: [...], allowed: [...]})", QualifiersForm())
    assumptions: Texts = describe("names of assumptions", ())
    watch: Truth = describe("`true` or `false`", False)
    title: Worded = describe("the question in words", {})
    help: Worded = describe("when to use it", {})


VOCABULARY_FILE_KEYS = ("entities", "properties", "assumptions")
