"""Records as written: the shape of each record in pydantic, and its errors told at the offending token.

A form holds texts only. What the texts mean (which entity, which day, how much) is decided afterwards, where the
vocabulary is known.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, WithJsonSchema

from validator.records.form_errors import FormError, tell
from validator.records.marks import FaultLog
from validator.records.nodes import found, plain
from validator.records.suggest import listing
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Node


def kebab(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=kebab, populate_by_name=False)


def listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _in_english(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


def _truth(value: object) -> object:
    match value:
        case "true":
            return True
        case "false":
            return False
        case str():
            raise ValueError("`true` or `false`")
        case _:
            return value


_TEXT_SCHEMA = {"type": "string", "pattern": r"\S"}

Text = Annotated[str, StringConstraints(pattern=r"\S")]
MOST_ITEMS = 1_000
Texts = Annotated[
    tuple[Text, ...],
    Field(max_length=MOST_ITEMS),
    BeforeValidator(listed),
    WithJsonSchema({"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}),
]
Worded = Annotated[
    dict[Text, Text],
    BeforeValidator(_in_english),
    WithJsonSchema({"anyOf": [_TEXT_SCHEMA, {"type": "object", "additionalProperties": _TEXT_SCHEMA}]}),
]
"""A text in English, or texts by language."""
Truth = Annotated[bool, BeforeValidator(_truth), WithJsonSchema({"enum": ["true", "false"]})]

FormType = TypeVar("FormType", bound=Form)


def read_form(form: type[FormType], node: Node, what: str, file: str, log: FaultLog) -> FormType | None:
    """The node as a form; None, and every error of it in the log, where it is none."""
    if not isinstance(node, YamlMapping):
        log.add(
            file,
            node.mark,
            f"expected {what} with its keys, found {found(node)}",
            f"write {listing(required(form))} below it",
        )
        return None
    try:
        return form.model_validate(plain(node))
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            mark, message, suggestion = tell(FormError(form, node, what, detail))
            if not log.is_spoilt(file, mark):
                log.add(file, mark, message, suggestion)
        return None


def required(form: type[Form]) -> list[str]:
    return [field.alias or name for name, field in form.model_fields.items() if field.is_required()]


def describe(text: str, default: object = ...) -> Any:
    """A field whose description finishes the sentence "expected …"."""
    return Field(default, description=text)
