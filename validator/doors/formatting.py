"""Formats the files of a corpus: one order of keys, two spaces a level, one blank line between claims.

In a file of the vocabulary the entries keep their order and the blank lines between them; a ruling has none.

Comments stay with what they belong to, lists in brackets stay in brackets, and every quote keeps every letter.
Formatting twice gives what formatting once gives. A file is written only if the new text reads back as exactly the
content of the old one, with the same comments; a file whose layout leaves any doubt is left alone, and the reason is
told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from validator.doors.layout import (
    INDENT,
    Field,
    Lines,
    NotFormatted,
    Record,
    comments,
    fields_of,
    moved,
    records_of,
    split_gap,
    write_field,
)
from validator.records.claim_form import SOURCE_FILE_KEYS, ClaimForm, SourceForm, UncheckableForm
from validator.records.form import Form
from validator.records.nodes import plain
from validator.records.placeholders import choices_of, is_placeholder
from validator.records.ruling_reading import RulingForm
from validator.records.vocabulary_form import VOCABULARY_FILE_KEYS
from validator.records.yaml_reader import Document, Node, Scalar, read_yaml
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Sequence as YamlSequence


def _order(form: type[Form]) -> Mapping[str, int]:
    return {key: place for place, key in enumerate(form.fields)}


_TOP: Final[Mapping[str, Mapping[str, int]]] = {
    "source": {name: place for place, name in enumerate(SOURCE_FILE_KEYS)},
    "vocabulary": {name: place for place, name in enumerate(VOCABULARY_FILE_KEYS)},
    "ruling": _order(RulingForm),
}
"""The order of keys at the top level of each kind of file."""
_ORDERS: Final[Mapping[str, Mapping[str, int]]] = {
    "source": _order(SourceForm),
    "claims": _order(ClaimForm),
    "uncheckable": _order(UncheckableForm),
}


def formatted(data: bytes) -> bytes:
    """The bytes of a file of sources, vocabulary or rulings in canonical form.

    Raises `NotFormatted` for a file that is better left alone.
    """
    document = read_yaml(data)
    if document.problems:
        problem = document.problems[0]
        raise NotFormatted(f"line {problem.mark.line}: {problem.message}", problem.suggestion)
    root = document.root
    kind = _kind(root)
    if not isinstance(root, YamlMapping) or not kind:
        raise NotFormatted(
            "expected a source file with `source` and `claims`, a ruling, or a file of the vocabulary, "
            "found another kind of file"
        )
    if document.text.lstrip("\n ").startswith(("{", "---", "...")):
        raise NotFormatted("expected keys on lines of their own, found `{`, `---` or `...` at the beginning")
    endings = "\r\n" if "\r\n" in document.text and not re.search(r"(?<!\r)\n", document.text) else "\n"
    if "\r" in document.text:
        return formatted(document.text.replace("\r\n", "\n").encode("utf-8")).replace(b"\n", endings.encode())
    written = "\n".join(_File(document, root, kind).write()) + "\n"
    result = written.encode("utf-8")
    _verify(document, read_yaml(result))
    return result


def _kind(root: Node | None) -> str:
    """What a file holds, by the key that its kind cannot do without; empty for anything else."""
    if not isinstance(root, YamlMapping):
        return ""
    named = {key.text for key, _ in root.entries}
    if "source" in named:
        return "source"
    if "finding" in named and "verdict" in named:
        return "ruling"
    return "vocabulary" if named and named <= set(VOCABULARY_FILE_KEYS) else ""


class _File:
    def __init__(self, document: Document, root: YamlMapping, kind: str) -> None:
        self.kind = kind
        self.lines = Lines(document.text)
        self.root = root

    def write(self) -> list[str]:
        sections = list(fields_of(self.root, self.lines))
        first_line = self.root.entries[0][0].mark.line
        heading = comments([text for _, text in self.lines.gap(0, first_line)], 0)
        written: list[tuple[int, list[str]]] = []
        last = 0
        for section, (key, value) in zip(sections, self.root.entries, strict=True):
            last = self.lines.last(key, value)
            body = self._section(section, key, value)
            top = _TOP[self.kind]
            written.append((top.get(key.text, len(top)), body))
        above = self._between_sections(written, sections)
        _, closing = split_gap(self.lines.gap(last, len(self.lines.lines) + 1), 1)
        end = comments(closing, 0)
        blocks = [above[place] + body for place, (_, body) in enumerate(written)]
        order = sorted(range(len(blocks)), key=lambda place: (written[place][0], place))
        parts = [heading] if heading and self._stands_apart(first_line) else []
        ordered = [blocks[place] for place in order]
        if heading and not parts:
            ordered[0] = heading + ordered[0]
        parts += ordered
        if self.kind == "ruling":
            parts = [*parts[: -len(ordered)], [line for part in ordered for line in part]]
        parts += [end] if end else []
        return _joined(parts)

    def _stands_apart(self, first_line: int) -> bool:
        return first_line > 1 and not self.lines[first_line - 1].strip()

    def _between_sections(self, written: Sequence[tuple[int, list[str]]], sections: Sequence[Field]) -> list[list[str]]:
        """The comments above each section: those at the left edge. Deeper ones close the section before."""
        above: list[list[str]] = []
        entries = self.root.entries
        for place, (key, value) in enumerate(entries):
            last = self.lines.last(key, value)
            following = entries[place + 1][0].mark.line if place + 1 < len(entries) else len(self.lines.lines) + 1
            gap = self.lines.gap(last, following)
            _, leading = split_gap(gap, 1)
            if place == 0:
                above.append([])
            if place + 1 < len(entries):
                above.append(comments(leading, 0))
        return above

    def _closing(self, section: Scalar, value: Node) -> list[tuple[int, str]]:
        """Comments after the last line of a section that stand deeper than the left edge."""
        keys = [key for key, _ in self.root.entries]
        place = next(number for number, key in enumerate(keys) if key is section)
        following = keys[place + 1].mark.line if place + 1 < len(keys) else len(self.lines.lines) + 1
        gap = self.lines.gap(self.lines.last(section, value), following)
        closing, _ = split_gap(gap, 1)
        return gap[: len(closing)]

    def _section(self, section: Field, key: Scalar, value: Node) -> list[str]:
        closing = self._closing(key, value)
        if (
            self.kind == "vocabulary"
            and isinstance(value, YamlMapping)
            and value.entries
            and self._is_block(key, value)
        ):
            return [section.head, *self._entries(key, value), *comments([text for _, text in closing], INDENT)]
        order = _ORDERS.get(key.text) if self.kind == "source" else None
        if order is not None and isinstance(value, YamlMapping) and self._is_block(key, value):
            first = value.entries[0][0].mark.line
            opening = [text for _, text in self.lines.gap(key.mark.line, first)]
            head = [section.head, *comments(opening, INDENT)]
            fields = list(fields_of(value, self.lines))
            return [*head, *_fields(fields, order, INDENT), *comments([text for _, text in closing], INDENT)]
        if order is not None and isinstance(value, YamlSequence) and self._is_block(key, value):
            return self._list(section, key, value, order, closing)
        return [*write_field(section, 0), *comments([text for _, text in closing], INDENT)]

    def _entries(self, section: Scalar, value: YamlMapping) -> Iterator[str]:
        """The entries of a part of the vocabulary, as they are in themselves, with the blank lines between them."""
        before = section.mark.line
        for item, (key, inside) in zip(fields_of(value, self.lines), value.entries, strict=True):
            gap = [text for _, text in self.lines.gap(before, key.mark.line)]
            above = comments(gap, INDENT)
            apart = bool(gap) and not gap[0] and before != section.mark.line
            close = bool(gap) and not gap[-1] and bool(above)
            yield from [*([""] if apart else []), *above, *([""] if close else []), *write_field(item, INDENT)]
            before = self.lines.last(key, inside)

    def _list(
        self, section: Field, key: Scalar, value: YamlSequence, order: Mapping[str, int], closing: list[tuple[int, str]]
    ) -> list[str]:
        records = list(records_of(value, self.lines))
        opening = [text for _, text in self.lines.gap(key.mark.line, value.items[0].mark.line)]
        records[0].above = opening
        below, after = split_gap(closing, value.items[-1].mark.column - 1)
        records[-1].below = below
        parts = [_record(record, order) for record in records]
        last = comments(after, INDENT)
        body = _joined([*parts, last], together=key.text == "uncheckable")
        return [section.head, *body]

    def _is_block(self, key: Scalar, value: Node) -> bool:
        return value.mark.line > key.mark.line and self.lines.text[value.mark.index] not in "{["


def _record(record: Record, order: Mapping[str, int]) -> list[str]:
    below = comments(record.below, 2 * INDENT)
    if record.fields is None:
        shift = INDENT - record.column
        dash, _, rest = record.text[0].partition("-")
        first = f"{' ' * (len(dash) + shift)}- {rest.strip(' ')}" if len(dash) + shift >= 0 else record.text[0]
        return [*comments(record.above, INDENT), first, *(moved(line, shift) for line in record.text[1:]), *below]
    fields = _sorted(record.fields, order)
    above = comments([*record.above, *fields[0].above], INDENT)
    fields[0].above = []
    lines = _fields(fields, order, 2 * INDENT)
    lines[0] = f"{' ' * INDENT}- {lines[0].lstrip(' ')}"
    return [*above, *lines, *below]


def _sorted(fields: Sequence[Field], order: Mapping[str, int]) -> list[Field]:
    return sorted(fields, key=lambda item: _place(item.name, order))


def _place(key: str, order: Mapping[str, int]) -> int:
    """Where a key stands; one that a draft leaves open stands where the first of its choices would."""
    named = choices_of(key)[:1] if is_placeholder(key) else (key,)
    return order.get(named[0], len(order)) if named else len(order)


def _fields(fields: Sequence[Field], order: Mapping[str, int], column: int) -> list[str]:
    written: list[str] = []
    for item in _sorted(fields, order):
        written += [line for line in comments(item.above, column) if line]
        written += write_field(item, column)
    return written


def _joined(parts: Sequence[Sequence[str]], *, together: bool = False) -> list[str]:
    """The parts with one blank line between them; `together` leaves it out between two parts of one line each."""
    lines: list[str] = []
    before = 0
    for part in filter(None, parts):
        if lines and not (together and before == len(part) == 1):
            lines.append("")
        lines += part
        before = len(part)
    return lines


# -- nothing may be lost ------------------------------------------------------------------------------------------


def _verify(before: Document, after: Document) -> None:
    """Raises `NotFormatted` unless both documents hold the same content, the same quoting and the same comments."""
    hint = "the file was left as it is; please report its layout"
    if after.problems or before.root is None or after.root is None or plain(before.root) != plain(after.root):
        raise NotFormatted("expected the same content after formatting, found another", hint)
    if Counter(_written(before.root, before.text)) != Counter(_written(after.root, after.text)):
        raise NotFormatted("expected the same texts in the same quotation marks after formatting, found others", hint)
    if Counter(_comments(before)) != Counter(_comments(after)):
        raise NotFormatted("expected the same comments after formatting, found others", hint)


def _written(node: Node, text: str) -> Iterator[tuple[str, str, str]]:
    """Every text with its style and, where it stands on one line, the very letters it is written with."""
    if isinstance(node, Scalar):
        on_one_line = node.mark.line == node.mark.end_line
        yield node.text, node.style, text[node.mark.index : node.mark.end_index] if on_one_line else ""
    elif isinstance(node, YamlSequence):
        for item in node.items:
            yield from _written(item, text)
    else:
        for key, value in node.entries:
            yield from _written(key, text)
            yield from _written(value, text)


def _comments(document: Document) -> Iterator[str]:
    """Whatever follows a `#` outside of texts, line by line."""
    text = document.text
    at = 0
    for start, end in sorted(_spans(document.root)) if document.root is not None else ():
        yield from _comments_in(text[at:start])
        at = max(at, end)
    yield from _comments_in(text[at:])


def _comments_in(gap: str) -> Iterator[str]:
    for line in gap.split("\n"):
        _, sign, comment = line.partition("#")
        if sign:
            yield comment.rstrip()


def _spans(node: Node) -> Iterator[tuple[int, int]]:
    if isinstance(node, Scalar):
        yield node.mark.index, node.mark.end_index
    elif isinstance(node, YamlSequence):
        for item in node.items:
            yield from _spans(item)
    else:
        for key, value in node.entries:
            yield from _spans(key)
            yield from _spans(value)
