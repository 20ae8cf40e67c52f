"""Looking into the tree of a YAML file: its plain content, its places, and how a message names what it met."""

from __future__ import annotations

from collections.abc import Mapping

from validator.records.marks import Mark
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Node, Scalar, Sequence


def plain(node: Node) -> object:
    """The node as dicts, lists and texts, without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def marks_of(record: YamlMapping) -> Mapping[str, Mark]:
    """The places of a record's values: `""` the record, `quote`, `has.2`, `fix.美国`."""
    marks = {"": record.mark}
    _add_marks(marks, "", record)
    return marks


def _add_marks(marks: dict[str, Mark], prefix: str, node: Sequence | YamlMapping) -> None:
    inner = enumerate(node.items) if isinstance(node, Sequence) else ((key.text, value) for key, value in node.entries)
    for name, value in inner:
        path = f"{prefix}{name}"
        marks[path] = value.mark
        if not isinstance(value, Scalar):
            _add_marks(marks, f"{path}.", value)


def beginning(node: Node) -> Mark:
    """Where a record begins: its first key, which is what an editor should show for something missing from it."""
    return node.entries[0][0].mark if isinstance(node, YamlMapping) and node.entries else node.mark


def found(node: Node) -> str:
    match node:
        case Scalar(text) if not text.strip():
            return "nothing"
        case Scalar(text):
            return shown(text)
        case Sequence(items):
            return "a list" if items else "an empty list"
        case _:
            return "a mapping"


def shown(text: str) -> str:
    """A text as a message quotes it: on one line and not too long."""
    line = " ".join(text.split())
    return f"`{line}`" if len(line) <= 60 else f"`{line[:57]}…`"


def at(node: Node, *path: str | int) -> Node:
    """The node at a path, or as near to it as the record goes. A single text stands for a list of one."""
    for step in path:
        if isinstance(step, int) and not isinstance(node, Sequence):
            continue
        inner: Node | None = None
        if isinstance(node, YamlMapping):
            inner = node.get(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            inner = node.items[step]
        if inner is None:
            return node
        node = inner
    return node
