"""What is wrong with a record as written, in the words of this product and at the offending token."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from validator.records.marks import Mark
from validator.records.nodes import at, beginning, found
from validator.records.suggest import did_you_mean, listing, suggest
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Node, Scalar, Sequence

if TYPE_CHECKING:
    from validator.records.form import Form

Told = tuple[Mark, str, str]
"""Place, message and suggestion."""
Path = tuple[str | int, ...]
"""Keys and list positions down to a value."""


class Mistake(NamedTuple):
    """One way in which a record is not what its form describes."""

    kind: Literal["missing", "unknown", "choice", "too-long", "undecided", "other"]
    path: Path
    choices: tuple[str, ...] = ()
    most: int = 0
    """Items that a list may have."""


class _Error(NamedTuple):
    """A mistake with what is needed to tell it."""

    mistake: Mistake
    form: type[Form]
    record: YamlMapping
    what: str

    @property
    def path(self) -> Path:
        return self.mistake.path

    @property
    def name(self) -> str:
        return ".".join(step for step in self.path if isinstance(step, str))

    @property
    def node(self) -> Node:
        return at(self.record, *self.path)

    @property
    def expected(self) -> str:
        """What the key is described to hold; for a key of an inner mapping, what that mapping is."""
        return self.form.fields[str(self.path[0])].description

    @property
    def whole(self) -> str:
        """What the key belongs to."""
        return self.what if len(self.path) == 1 else f"`{self.path[0]}` of {self.what}"


def tell(mistake: Mistake, form: type[Form], record: YamlMapping, what: str) -> Told:
    return _TELLERS[mistake.kind](_Error(mistake, form, record, what))


def _tell_missing(error: _Error) -> Told:
    key, mark = error.path[-1], beginning(error.node)
    hint = f"add `{key}`: {error.expected}" if len(error.path) == 1 else f"write {error.expected}"
    return mark, f"expected `{key}` in {error.whole}, found none", hint


def _tell_unknown(error: _Error) -> Told:
    from validator.records.placeholders import how_to_decide, is_placeholder

    key = str(error.path[-1])
    parent = at(error.record, *error.path[:-1])
    scalar = parent.key(key) if isinstance(parent, YamlMapping) else None
    known = list(_form_at(error.form, error.path[:-1]).fields)
    mark = error.node.mark if scalar is None else scalar.mark
    if is_placeholder(key):
        return mark, f"expected a key of {error.whole}, found a draft's placeholder", how_to_decide(key)
    remark = "leave it out, or keep it in `note`" if "note" in known else "leave it out"
    return mark, f"expected a key of {error.whole}, found `{key}`", suggest(key, known, also=remark, list_all=False)


def _tell_choice(error: _Error) -> Told:
    node, choices = error.node, error.mistake.choices
    word = node.text if isinstance(node, Scalar) else ""
    message = f"expected {listing(choices)} as `{error.name}`, found {found(node)}"
    return node.mark, message, did_you_mean(word, choices)


def _tell_too_long(error: _Error) -> Told:
    node, most = error.node, error.mistake.most
    actual = len(node.items) if isinstance(node, Sequence) else 0
    return node.mark, f"expected at most {most:,} items as `{error.name}`, found {actual:,}", "shorten the list"


def _tell_undecided(error: _Error) -> Told:
    from validator.records.placeholders import how_to_decide

    node = error.node
    word = node.text if isinstance(node, Scalar) else ""
    message = f"expected {error.expected} as `{error.name}`, found a draft's placeholder"
    return node.mark, message, how_to_decide(word)


def _tell_other(error: _Error) -> Told:
    return error.node.mark, f"expected {error.expected} as `{error.name}`, found {found(error.node)}", ""


_TELLERS: Final[Mapping[str, Callable[[_Error], Told]]] = {
    "missing": _tell_missing,
    "unknown": _tell_unknown,
    "choice": _tell_choice,
    "too-long": _tell_too_long,
    "undecided": _tell_undecided,
    "other": _tell_other,
}


def _form_at(form: type[Form], path: Path) -> type[Form]:
    """The form that describes the mapping at a path."""
    for step in path:
        inner = form.fields[step].inner if isinstance(step, str) else None
        form = form if inner is None else inner
    return form
