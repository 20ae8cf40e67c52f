"""The lines of a YAML file, taken apart into records, fields and their comments, and put together anew.

A comment line belongs to what follows it. After the last field of a record it belongs to that record where it stands as
deep as the record's fields, else to what comes next. Values are never written anew: their lines are moved, so what
stands between quotation marks stays as it is, letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from validator.doors.refusal import Refusal
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Node, Scalar
from validator.records.yaml_reader import Sequence as YamlSequence
from validator.values.dataclass import dataclass, field

INDENT: Final = 2


class NotFormatted(Refusal):
    """A file whose layout is one that cannot be rearranged without the risk of losing something."""


@dataclass(slots=True)
class Field:
    """One key of a block mapping with its value, as lines."""

    name: str
    column: int
    """Of the key, from 0."""
    head: str
    """The first line, from the key on."""
    body: list[str]
    """Further lines of the value, with the indentation they were written with."""
    body_column: int | None
    """Where the body begins if it can stand at a depth of its own (a block list, mapping or text); else None."""
    above: list[str] = field(default_factory=list)
    """Comment lines before it, without indentation; `""` for a blank line between them."""


@dataclass(slots=True)
class Record:
    """One entry of a list."""

    fields: list[Field] | None
    """None for an entry that is no block mapping; it is kept as it is."""
    text: list[str]
    column: int
    """Of the dash, from 0."""
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    """Comment lines that close it."""


@dataclass(slots=True)
class Lines:
    """The lines of a file, numbered from 1 as the marks of nodes are."""

    text: str
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")

    def __getitem__(self, number: int) -> str:
        return self.lines[number - 1]

    def last(self, key: Scalar, value: Node) -> int:
        """The last line that a key and its value take up."""
        start = key.mark.index
        end = value.mark.end_index if value.mark.end_index > key.mark.end_index else key.mark.end_index
        written = self.text[start:end].rstrip()
        return key.mark.line + written.count("\n")

    def gap(self, after: int, before: int) -> list[tuple[int, str]]:
        """Comment and blank lines between two lines, each with its column from 0; blank ones as `(0, "")`."""
        found = []
        for number in range(after + 1, before):
            line = self[number]
            text = line.strip(" ")
            if text and not text.startswith("#"):
                raise NotFormatted(
                    f"expected a comment or nothing on line {number}, found `{text[:40]}`",
                    "write each key on a line of its own, and the first key of a record right after its `- `",
                )
            found.append((len(line) - len(line.lstrip(" ")), text))
        return found


def fields_of(record: YamlMapping, lines: Lines) -> Iterator[Field]:
    """The fields of a block mapping. The comments above the first one are not looked at. Raises `NotFormatted`."""
    previous: int | None = None
    for key, value in record.entries:
        _refuse_unusual_key(key, lines, first=previous is None)
        last = lines.last(key, value)
        if isinstance(value, Scalar) and value.style in ("|", ">") and "+" in _header(value, lines):
            raise NotFormatted(
                f"expected a text that does not keep the blank lines after it, found `{_header(value, lines)}` on line "
                f"{value.mark.line}",
                "write the text between quotation marks, or begin it without the `+`",
            )
        head = lines[key.mark.line][key.mark.column - 1 :].rstrip()
        body = [lines[number] for number in range(key.mark.line + 1, last + 1)]
        above = [] if previous is None else [text for _, text in lines.gap(previous, key.mark.line)]
        yield Field(
            name=key.text,
            column=key.mark.column - 1,
            head=_with_one_space(head, key, value),
            body=body,
            body_column=_body_column(key, value, body, lines),
            above=above,
        )
        previous = last


def _header(value: Scalar, lines: Lines) -> str:
    return lines[value.mark.line][value.mark.column - 1 :].split("#")[0].strip()


def _refuse_unusual_key(key: Scalar, lines: Lines, *, first: bool) -> None:
    if key.mark.line != key.mark.end_line:
        raise NotFormatted(f"expected a key on one line, found one of several on line {key.mark.line}")
    before = lines[key.mark.line][: key.mark.column - 1].strip(" ")
    if before and not (first and before == "-"):
        raise NotFormatted(
            f"expected a key on a line of its own, found `{before}` before `{key.text}` on line {key.mark.line}",
            "give each key a line of its own",
        )


def _with_one_space(head: str, key: Scalar, value: Node) -> str:
    """`key: value` with one space, where both begin on one line."""
    if value.mark.line != key.mark.line or value.mark.index <= key.mark.end_index:
        return head
    if value.mark.index == value.mark.end_index:
        return head  # nothing is written there
    width = key.mark.end_index - key.mark.index
    value_at = value.mark.index - key.mark.index
    between = head[width:value_at]
    return f"{head[:width]}: {head[value_at:]}" if between.strip(" ") == ":" else head


def _body_column(key: Scalar, value: Node, body: list[str], lines: Lines) -> int | None:
    if isinstance(value, Scalar):
        header = _header(value, lines) if value.style in ("|", ">") else ""
        if not header or any(character.isdigit() for character in header):
            return None
        first = next((line for line in body if line.strip(" ")), None)
        return None if first is None else len(first) - len(first.lstrip(" "))
    if value.mark.line == key.mark.line:
        return None
    between = lines.text[key.mark.end_index : value.mark.index]
    comments = [line for line in between.split("\n")[1:-1] if line.strip(" ")]
    return None if comments else value.mark.column - 1


def write_field(item: Field, column: int) -> list[str]:
    """The lines of a field whose key stands at `column`, without those above it."""
    wanted = column + INDENT
    shift = column - item.column if item.body_column is None else wanted - item.body_column
    return [" " * column + item.head, *(moved(line, shift) for line in item.body)]


def moved(line: str, shift: int) -> str:
    """A line moved to the right, or to the left as far as there are spaces."""
    if not line.strip(" ") and shift <= 0:
        return line[min(-shift, len(line)) :]
    if shift >= 0:
        return " " * shift + line if line.strip(" ") else line
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(-shift, spaces) :]


def records_of(items: YamlSequence, lines: Lines) -> Iterator[Record]:
    """The entries of a block list with the comments of each; those above the first are not looked at."""
    previous: tuple[int, Record, int] | None = None
    for node in items.items:
        line = lines[node.mark.line]
        before = line[: node.mark.column - 1]
        if before.strip(" ") != "-":
            raise NotFormatted(
                f"expected `- ` and the beginning of a record on line {node.mark.line}, found `{line.strip()[:40]}`",
                "write the first key of a record right after its `- `",
            )
        dash = before.index("-")
        is_block = isinstance(node, YamlMapping) and lines.text[node.mark.index] != "{"
        last = _last_line(node, lines)
        text = [lines[number] for number in range(node.mark.line, last + 1)]
        record = Record(list(fields_of(node, lines)) if is_block else None, text, dash)  # type: ignore[arg-type]
        if previous is not None:
            end, earlier, depth = previous
            earlier.below, record.above = split_gap(lines.gap(end, node.mark.line), depth)
        yield record
        previous = (last, record, node.mark.column - 1)


def _last_line(node: Node, lines: Lines) -> int:
    return node.mark.line + lines.text[node.mark.index : node.mark.end_index].rstrip().count("\n")


def split_gap(gap: Sequence[tuple[int, str]], depth: int) -> tuple[list[str], list[str]]:
    """The comments that close what stands before (as deep as it), and those that belong to what follows."""
    closing = 0
    for number, (column, text) in enumerate(gap, start=1):
        if text and column < depth:
            break
        if text:
            closing = number
    return [text for _, text in gap[:closing]], [text for _, text in gap[closing:]]


def comments(texts: Sequence[str], column: int) -> list[str]:
    """Comment lines at a column, without blank lines at the ends and with at most one in a row between them."""
    written: list[str] = []
    for text in texts:
        if text:
            written.append(" " * column + text.rstrip())
        elif written and written[-1]:
            written.append("")
    while written and not written[-1]:
        written.pop()
    return written
