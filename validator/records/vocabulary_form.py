"""The shape of a vocabulary file: entities, properties and assumptions as written."""

from __future__ import annotations

from validator.records.claim import KINDS, Kind
from validator.records.form import (
    Form,
    choice,
    choices,
    many_texts,
    mapping,
    mappings,
    names_by_language,
    one_text,
    truth,
    worded,
)

Texts = tuple[str, ...]

QUALIFIERS = (
    "among", "except", "stage", "where", "weekday", "mood", "said-by", "of", "part", "said-on",
    "at", "when", "since", "until", "before", "after", "during",
)  # fmt: skip


class EntityForm(Form):
    type: str = one_text("the type of the entity (country, person, agreement, …)")
    names: dict[str, Texts] = names_by_language("names by language ({en: [Vietnam], vi: [Việt Nam]})")
    member_of: Texts = many_texts("groups it belongs to", ())
    located_in: Texts = many_texts("places it lies in", ())
    part_of: Texts = many_texts("wholes it is part of", ())
    members: Texts | None = many_texts("all members of the group", None)
    same_as: Texts = many_texts("entities it is held to be", ())
    note: str | None = one_text("a remark for people", None)


class PropertyValueForm(Form):
    property: str = one_text("a property")
    is_: str | None = one_text("a value", None)


class DifferenceForm(Form):
    to: str = one_text("a property")
    min: str | None = one_text("a quantity", None)
    max: str | None = one_text("a quantity", None)


class QualifiersForm(Form):
    required: Texts = choices(QUALIFIERS, "qualifiers", ())
    allowed: Texts | None = choices(QUALIFIERS, "qualifiers", None)


class PropertyForm(Form):
    kind: Kind = choice(KINDS, "`event`, `state`, `quantity`, `set` or `prose`")
    subject: Texts = many_texts("the type its subjects have (country, country-pair, …)", ())
    single: bool | None = truth(None)
    symmetric: bool = truth()
    inverse: str | None = one_text("a property", None)
    lasting: bool = truth()
    values: Texts = many_texts("the terms it can have", ())
    value_type: Texts = many_texts("the type its values have, or `text`", ())
    not_values: Texts = many_texts("values it cannot have", ())
    range: str | None = one_text("a range of quantities (0 %..100 %) or of days (1900..2100)", None)
    pattern: str | None = one_text("a regular expression", None)
    unit: str | None = one_text("a unit (USD, %, km)", None)
    tolerance: str | None = one_text("a quantity (5 %)", None)
    stages: Texts = many_texts("its stages in order", ())
    ladder: Texts = many_texts("its rungs from the lowest to the highest", ())
    exclusive: bool = truth()
    within: str | None = one_text("`located-in`, `member-of`, `part-of` or a property", None)
    derives_from: PropertyValueForm | None = mapping(
        PropertyValueForm, "a property with its value ({property: tier, is: CSP})", None, alone="property"
    )
    counts: str | None = one_text("a property", None)
    years_since: str | None = one_text("an event property", None)
    formula: str | None = one_text("a formula (bilateral-trade / total-trade(of))", None)
    grows_only: bool = truth()
    adds_up: bool = truth()
    ordered: bool = truth()
    ordered_by: str | None = one_text("a quantity property", None)
    before: Texts = many_texts("properties that come later", ())
    after: Texts = many_texts("properties that come earlier", ())
    difference: tuple[DifferenceForm, ...] = mappings(DifferenceForm, "a difference ({to: born, max: 130 years})")
    requires: tuple[PropertyValueForm, ...] = mappings(PropertyValueForm, "properties", alone="property")
    conflicts_with: tuple[PropertyValueForm, ...] = mappings(PropertyValueForm, "properties", alone="property")
    qualifiers: QualifiersForm = mapping(
        QualifiersForm, "qualifiers ({required: [...], allowed: [...]})", QualifiersForm.empty()
    )
    assumptions: Texts = many_texts("names of assumptions", ())
    watch: bool = truth()
    title: dict[str, str] = worded("the question in words")
    help: dict[str, str] = worded("when to use it")


VOCABULARY_FILE_KEYS = ("entities", "properties", "assumptions")
