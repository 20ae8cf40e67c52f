"""Puts a draft in place: as the new file of a source, or below the claims of a file that is there."""

from __future__ import annotations

from typing import Final

from validator.doors.layout import INDENT, Lines, moved
from validator.doors.refusal import Refusal
from validator.records.nodes import plain
from validator.records.yaml_reader import Document, Node, read_yaml
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Sequence as YamlSequence

_BY_HAND: Final = "leave --write out and paste the lines below `claims:`"


class NotPlaced(Refusal):
    """A file whose layout leaves a doubt where claims could be added."""


def with_claims(data: bytes, lines: str) -> bytes:
    """The bytes of a source file with the lines of a draft below its last claim, but for comments that it has already.

    Nothing that stands there changes. Raises `NotPlaced` where that cannot be made sure of.
    """
    document = read_yaml(data)
    if document.problems or not isinstance(document.root, YamlMapping) or "\r" in document.text:
        raise NotPlaced("expected a YAML file without faults and with LF line ends, found another", _BY_HAND)
    layout = Lines(document.text)
    end = _end_of_claims(document.root, layout)
    kept = layout.lines if document.text.endswith("\n") else [*layout.lines, ""]
    known = set(kept)
    added = [line for line in lines.rstrip("\n").split("\n") if not line.startswith("#") or line not in known]
    if not any(added):
        return data
    if _is_empty(document.root):
        written = [*kept[: end - 1], "claims:", *added, *kept[end:]]
    else:
        written = [*kept[:end], "", *_indented(added, document.root, layout), *kept[end:]]
    changed = "\n".join(written).encode("utf-8")
    _verify(document, read_yaml(changed))
    return changed


def _is_empty(root: YamlMapping) -> bool:
    claims = root.get("claims")
    return not isinstance(claims, YamlSequence) or not claims.items


def _end_of_claims(root: YamlMapping, layout: Lines) -> int:
    """The last line of the claims, from 1; of a list of none, its only line."""
    key, claims = root.key("claims"), root.get("claims")
    if key is None or claims is None:
        raise NotPlaced("expected `claims` in the file, found none", "add a line `claims:` to it")
    last = layout.last(key, claims)
    if _is_empty(root):
        line = layout[last].replace(" ", "")
        if isinstance(claims, YamlMapping) or last != key.mark.line or line not in ("claims:", "claims:[]"):
            raise NotPlaced("expected a list of claims or nothing after `claims:`, found something else", _BY_HAND)
        return last
    assert isinstance(claims, YamlSequence)
    if layout.text[claims.mark.index] == "[" or not _before_first(claims, layout).endswith("- "):
        raise NotPlaced("expected each claim on lines of its own, begun with `- `, found another layout", _BY_HAND)
    return last


def _before_first(claims: YamlSequence, layout: Lines) -> str:
    first = claims.items[0].mark
    return layout[first.line][: first.column - 1]


def _indented(lines: list[str], root: YamlMapping, layout: Lines) -> list[str]:
    """The lines of a draft, which are written two spaces in, as far in as the claims that are there."""
    claims = root.get("claims")
    if not isinstance(claims, YamlSequence) or not claims.items:
        return lines
    shift = len(_before_first(claims, layout)) - len("- ") - INDENT
    return [moved(line, shift) if line.startswith(" ") else line for line in lines]


def _verify(before: Document, after: Document) -> None:
    """Raises `NotPlaced` unless the new file holds all that the old one holds, and more claims."""
    if after.problems or not isinstance(before.root, YamlMapping) or not isinstance(after.root, YamlMapping):
        raise NotPlaced("expected a readable file after adding the claims, found none", _BY_HAND)
    for key, node in before.root.entries:
        now = after.root.get(key.text)
        kept = _items(now)[: len(_items(node))] == _items(node) if key.text == "claims" else _same(node, now)
        if not kept:
            raise NotPlaced(f"expected `{key.text}` as it was after adding the claims, found it changed", _BY_HAND)


def _items(node: Node | None) -> list[object]:
    return [plain(item) for item in node.items] if isinstance(node, YamlSequence) else []


def _same(node: Node, now: Node | None) -> bool:
    return now is not None and plain(node) == plain(now)
