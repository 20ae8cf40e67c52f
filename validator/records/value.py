"""What a claim's value keys can hold: an entity, a term of its property, a quantity, or plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validator.values.dataclass import dataclass
from validator.values.quantities import Quantity

if TYPE_CHECKING:
    from validator.records.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class EntityValue:
    """A thing of the vocabulary, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class TermValue:
    """One of the terms that a property lists under `values` or `ladder`."""

    text: str


@dataclass(frozen=True, slots=True)
class TextValue:
    """A text that is compared as it stands."""

    text: str


Value = EntityValue | TermValue | TextValue | Quantity


def value_key(value: Value) -> str:
    """A canonical text, the same for values of one meaning and different for values of different kinds."""
    match value:
        case EntityValue(id):
            return id
        case TermValue(text):
            return f"={text}"
        case TextValue(text):
            return f'"{text}"'
        case _:
            return value.key


def value_label(value: Value, vocabulary: Vocabulary, language: str = "en") -> str:
    """The value as a report names it."""
    match value:
        case EntityValue(id):
            return vocabulary.name(id, language)
        case TermValue(text) | TextValue(text):
            return text
        case _:
            return value.label
