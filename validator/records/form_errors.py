"""What pydantic finds wrong with a record, in the words of this product and at the offending token."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic import BaseModel

from validator.records.marks import Mark
from validator.records.nodes import at, beginning, found
from validator.records.suggest import did_you_mean, listing, suggest
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Node, Scalar

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Told = tuple[Mark, str, str]
"""Place, message and suggestion."""


@dataclass(frozen=True, slots=True)
class FormError:
    """One error of one record, with what is needed to tell it."""

    form: type[BaseModel]
    record: YamlMapping
    what: str
    detail: ErrorDetails

    @property
    def path(self) -> list[str | int]:
        """Keys and list positions down to the offending value."""
        location = list(self.detail["loc"])
        of_a_key = location[-1:] == ["[key]"] and self.detail["type"] != "extra_forbidden"
        return location[:-1] if of_a_key else location

    @property
    def name(self) -> str:
        return ".".join(str(step) for step in self.path if isinstance(step, str))

    @property
    def node(self) -> Node:
        return at(self.record, *self.path)

    @property
    def expected(self) -> str:
        """What the field is described to hold; for a field of an inner mapping, what that mapping is."""
        key = self.path[0] if self.path else ""
        fields = self.form.model_fields.items()
        described = (field.description for name, field in fields if (field.alias or name) == key)
        return next((words for words in described if words), "another value")

    @property
    def context(self) -> Mapping[str, Any]:
        return self.detail.get("ctx", {})


def tell(error: FormError) -> Told:
    return _TELLERS.get(error.detail["type"], _tell_other)(error)


def _tell_missing(error: FormError) -> Told:
    key, mark = error.path[-1], beginning(error.node)
    whole = error.what if len(error.path) == 1 else f"`{error.path[0]}` of {error.what}"
    hint = f"add `{key}`: {error.expected}" if len(error.path) == 1 else f"write {error.expected}"
    return mark, f"expected `{key}` in {whole}, found none", hint


def _tell_unknown(error: FormError) -> Told:
    key = str(error.path[-1])
    parent = at(error.record, *error.path[:-1])
    scalar = parent.key(key) if isinstance(parent, YamlMapping) else None
    form = _form_at(error.form, error.path[:-1])
    known = [] if form is None else [field.alias or name for name, field in form.model_fields.items()]
    whole = error.what if len(error.path) == 1 else f"`{error.path[0]}` of {error.what}"
    mark = error.node.mark if scalar is None else scalar.mark
    remark = "leave it out, or keep it in `note`" if "note" in known else "leave it out"
    return mark, f"expected a key of {whole}, found `{key}`", suggest(key, known, also=remark, list_all=False)


def _tell_choice(error: FormError) -> Told:
    node = error.node
    choices = re.findall(r"'([^']*)'", str(error.context.get("expected", "")))
    word = node.text if isinstance(node, Scalar) else ""
    message = f"expected {listing(choices)} as `{error.name}`, found {found(node)}"
    return node.mark, message, did_you_mean(word, choices)


def _tell_own(error: FormError) -> Told:
    node, expected = error.node, error.context.get("error")
    return node.mark, f"expected {expected} as `{error.name}`, found {found(node)}", ""


def _tell_too_long(error: FormError) -> Told:
    most, actual = error.context.get("max_length"), error.context.get("actual_length")
    return error.node.mark, f"expected at most {most:,} items as `{error.name}`, found {actual:,}", "shorten the list"


def _tell_other(error: FormError) -> Told:
    return error.node.mark, f"expected {error.expected} as `{error.name}`, found {found(error.node)}", ""


_TELLERS: Final[Mapping[str, Callable[[FormError], Told]]] = {
    "missing": _tell_missing,
    "extra_forbidden": _tell_unknown,
    "literal_error": _tell_choice,
    "value_error": _tell_own,
    "too_long": _tell_too_long,
}


def _form_at(form: type[BaseModel], path: list[str | int]) -> type[BaseModel] | None:
    """The form that describes the mapping at a path."""
    for step in path:
        if isinstance(step, int):
            continue
        field = next((field for name, field in form.model_fields.items() if (field.alias or name) == step), None)
        inner = None if field is None else next(_forms_in(field.annotation), None)
        if inner is None:
            return None
        form = inner
    return form


def _forms_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _forms_in(argument)
