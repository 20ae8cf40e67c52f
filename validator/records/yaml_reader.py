"""Reads YAML as text only: every key and value is a piece of text with its place in the file.

Records need no more of YAML than mappings, lists and text, so everything else is refused by name: anchors, aliases,
tags, directives, merge keys, duplicate keys, keys that are no text, several documents, and characters that an editor
would not show. Nothing is typed implicitly: `NO`, `2020`, `1.10` and `12:30` stay as written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any, Final, NamedTuple, Protocol

import yaml
from yaml._yaml import CParser

from validator.records.marks import FILE_START, Mark
from validator.records.yaml_words import character_problem, in_our_words

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_DEPTH: Final = 32
MAX_NODES: Final = 200_000
MAX_SCALAR_BYTES: Final = 64 * 1024
MAX_PROBLEMS: Final = 1_000


class Scalar(NamedTuple):
    text: str
    mark: Mark
    style: str = ""
    """`""` plain, `"'"` or `'"'` quoted, `"|"` or `">"` a block."""

    def mark_at(self, offset: int) -> Mark:
        """The place of one character of the text, where the file shows the text letter by letter; else of the whole."""
        mark = self.mark
        quotes = 1 if self.style in ("'", '"') else 0
        shown_plainly = mark.line == mark.end_line and mark.end_column - mark.column == len(self.text) + 2 * quotes
        if not shown_plainly or self.style in ("|", ">") or not 0 <= offset <= len(self.text):
            return mark
        shift = offset + quotes
        return mark._replace(column=mark.column + shift, index=mark.index + shift)


class Sequence(NamedTuple):
    items: tuple[Node, ...]
    mark: Mark


class Mapping(NamedTuple):
    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        return next((name for name, _ in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


class ReadProblem(NamedTuple):
    mark: Mark
    message: str
    suggestion: str


class Document(NamedTuple):
    """What a file holds. `root` is None where nothing could be read or nothing is there; then see `problems`."""

    text: str
    root: Node | None
    problems: tuple[ReadProblem, ...]
    """In the order of the file."""

    def spoils(self, mark: Mark) -> bool:
        """Whether a problem lies within a stretch of the file, so that what stands there is not what was written."""
        first = bisect_left(self.problems, mark.index, key=lambda problem: problem.mark.index)
        return first < len(self.problems) and self.problems[first].mark.index < max(mark.end_index, mark.index + 1)


def read_yaml(data: bytes) -> Document:
    """Reads the bytes of one YAML file. Never raises for bad content: all that is wrong is in `problems`."""
    if len(data) > MAX_BYTES:
        return Document("", None, (_too_large(len(data)),))
    text, encoding_problem = decode(data)
    if encoding_problem is not None:
        return Document("", None, (encoding_problem,))
    characters = _unseen_characters(text)
    if characters:
        return Document(text, None, characters)
    builder = _Builder()
    try:
        builder.read(CParser(text))
    except yaml.YAMLError as error:
        builder.problems.append(_syntax_problem(error, text))
        builder.root = None
    except (ValueError, OverflowError, RecursionError, MemoryError) as error:
        builder.problems.append(ReadProblem(FILE_START, f"expected YAML, found something unreadable: {error}", ""))
        builder.root = None
    return Document(text, _within(builder.root, text), tuple(sorted(builder.problems)))


def _within(root: Node | None, text: str) -> Node | None:
    """The root where an editor can go: nothing at all (`---`) would stand on a line after the last."""
    if not isinstance(root, Scalar) or root.text or root.mark.end_index > root.mark.index:
        return root
    return root._replace(mark=mark_in(text, len(text.rstrip())))


_OTHER_ENCODINGS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def decode(data: bytes) -> tuple[str, ReadProblem | None]:
    """UTF-8 to text, without a byte-order mark at the start."""
    for mark, encoding in _OTHER_ENCODINGS:
        if data.startswith(mark):
            message = f"expected UTF-8, found the byte-order mark of {encoding}"
            return "", ReadProblem(FILE_START, message, "save the file as UTF-8")
    content = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as error:
        readable = content[: error.start].decode("utf-8")
        message = (
            f"expected UTF-8, found byte 0x{content[error.start]:02X} at byte {error.start + len(data) - len(content)}"
        )
        return "", ReadProblem(mark_in(readable, len(readable)), message, "save the file as UTF-8")


def mark_in(text: str, index: int, length: int = 0) -> Mark:
    """The place of `text[index:index + length]` within one line of a text whose lines end in LF or CRLF."""
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    return Mark(line, column, line, column + length, index, index + length)


def _too_large(size: int) -> ReadProblem:
    message = f"expected a file of at most {MAX_BYTES:,} bytes, found {size:,}"
    return ReadProblem(FILE_START, message, "split it into several files")


_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]|\r(?!\n)")
_UNSEEN_IN_VALUE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _unseen_characters(text: str) -> tuple[ReadProblem, ...]:
    """One problem for each kind of character that YAML or editors do not agree on, at the first of its kind."""
    first: dict[str, int] = {}
    count: dict[str, int] = {}
    for match in _UNSEEN.finditer(text):
        first.setdefault(match[0], match.start())
        count[match[0]] = count.get(match[0], 0) + 1
    problems = []
    for character, index in first.items():
        message, suggestion = character_problem(character, count[character])
        problems.append(ReadProblem(mark_in(text, index, 1), message, suggestion))
    return tuple(problems)


def _syntax_problem(error: yaml.YAMLError, text: str) -> ReadProblem:
    problem = str(getattr(error, "problem", None) or error)
    marks = (getattr(error, "problem_mark", None), getattr(error, "context_mark", None))
    if "end of stream" in problem:
        # An unclosed text runs to the end of the file; the place to look is where it begins.
        marks = marks[::-1]
    mark = next((mark for mark in marks if mark is not None), None)
    message, suggestion = in_our_words(problem, getattr(error, "context", None))
    if mark is None:
        return ReadProblem(FILE_START, message, suggestion)
    return ReadProblem(mark_in(text, min(mark.index, len(text.rstrip()))), message, suggestion)


class _PyYamlMark(Protocol):
    line: int
    column: int
    index: int


_tuple: Final = tuple.__new__  # what the constructor of a named tuple calls in the end


def _mark(start: _PyYamlMark, end: _PyYamlMark) -> Mark:
    places = start.line + 1, start.column + 1, end.line + 1, end.column + 1, start.index, end.index
    return _tuple(Mark, places)


def _tag(tag: str) -> str:
    """A tag as it is written."""
    standard = "tag:yaml.org,2002:"
    return f"!!{tag.removeprefix(standard)}" if tag.startswith(standard) else tag


class _StopReadingError(Exception):
    """Reading on would be useless or dangerous; the problem is already recorded."""


class _Open:
    """A mapping or list whose end has not been read."""

    __slots__ = ("end", "entries", "flow", "is_mapping", "items", "key", "mark", "seen", "skip")

    def __init__(self, mark: Mark, is_mapping: bool, flow: bool) -> None:
        self.mark = mark
        self.end = mark
        """Of the last node inside, one that was refused included."""
        self.is_mapping = is_mapping
        self.flow = flow
        self.items: list[Node] = []
        self.entries: list[tuple[Scalar, Node]] = []
        self.key: Scalar | None = None
        self.skip = False
        self.seen: dict[str, Mark] = {}


class _Builder:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.problems: list[ReadProblem] = []
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def read(self, parser: CParser) -> None:
        try:
            take, next_event = self._take, parser.get_event
            while (event := next_event()) is not None:
                take(event)
        except _StopReadingError:
            self.root = None if self._open else self.root

    def refuse(self, mark: Mark, message: str, suggestion: str) -> None:
        self.problems.append(ReadProblem(mark, message, suggestion))
        if len(self.problems) == MAX_PROBLEMS:
            stopped = f"expected a file that can be read to its end, found {MAX_PROBLEMS:,} problems up to here"
            self.problems.append(ReadProblem(mark, stopped, "correct the ones shown, then run again"))
            raise _StopReadingError

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._take_scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            mark = self._check_node(event)
            if len(self._open) >= MAX_DEPTH:
                self.refuse(
                    mark, f"expected at most {MAX_DEPTH} levels of nesting, found one more", "flatten the record"
                )
                raise _StopReadingError
            self._open.append(_Open(mark, kind is yaml.MappingStartEvent, bool(event.flow_style)))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(event)
        elif kind is yaml.AliasEvent:
            mark = _mark(event.start_mark, event.end_mark)
            self.refuse(
                mark,
                f"expected text, found the alias `*{event.anchor}`",
                "write the value out; quote a text that begins with *",
            )
            self._add(Scalar("", mark))
        elif kind is yaml.DocumentStartEvent:
            self._start_document(event)

    def _take_scalar(self, event: Any) -> None:
        mark = self._check_node(event)
        text = event.value
        if len(text) * 4 > MAX_SCALAR_BYTES and len(text.encode("utf-8", "surrogatepass")) > MAX_SCALAR_BYTES:
            self.refuse(mark, f"expected a text of at most {MAX_SCALAR_BYTES:,} bytes, found more", "shorten the text")
            text = ""
        elif not text.isprintable() and (unseen := _UNSEEN_IN_VALUE.search(text)):
            found = f"U+{ord(unseen[0]):04X}"
            self.refuse(
                mark,
                f"expected text without control characters, found an escape for {found}",
                "leave the character out",
            )
            text = ""
        self._add(_tuple(Scalar, (text, mark, event.style or "")))

    def _check_node(self, event: Any) -> Mark:
        mark = _mark(event.start_mark, event.end_mark)
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self.refuse(
                mark,
                f"expected at most {MAX_NODES:,} keys and values in a file, found more",
                "split it into several files",
            )
            raise _StopReadingError
        if event.anchor is not None:
            self.refuse(
                mark,
                f"expected plain text, found the anchor `&{event.anchor}`",
                "write the value out where it is needed; quote a text that begins with &",
            )
        if event.tag is not None:
            self.refuse(
                mark,
                f"expected plain text, found the tag `{_tag(event.tag)}`",
                "leave the tag out: every value is text; quote a text that begins with !",
            )
        return mark

    def _start_document(self, event: Any) -> None:
        mark = _mark(event.start_mark, event.end_mark)
        self._documents += 1
        if event.version is not None or event.tags:
            self.refuse(mark, "expected a record, found a `%` directive", "remove the line that begins with %")
        if self._documents > 1:
            self.refuse(
                mark,
                "expected one document in a file, found the start of a second one (`---`)",
                "put it into a file of its own",
            )
            raise _StopReadingError

    def _close(self, event: Any) -> None:
        done = self._open.pop()
        mark = done.mark.upto(_mark(event.end_mark, event.end_mark) if done.flow else done.end)
        self._add(Mapping(tuple(done.entries), mark) if done.is_mapping else Sequence(tuple(done.items), mark))

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        parent.end = node.mark
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None and not parent.skip:
            self._add_key(parent, node)
        else:
            if parent.key is not None:
                parent.entries.append((parent.key, node))
            parent.key, parent.skip = None, False

    def _add_key(self, parent: _Open, node: Node) -> None:
        if not isinstance(node, Scalar):
            kind = "list" if isinstance(node, Sequence) else "mapping"
            self.refuse(
                node.mark, f"expected a key that is text, found a {kind}", "quote a key that begins with [ or {"
            )
            parent.skip = True
        elif node.text == "<<" and node.style == "":
            self.refuse(node.mark, "expected a key, found the merge key `<<`", "write the merged keys out")
            parent.skip = True
        elif (earlier := parent.seen.get(node.text)) is not None:
            place = f"line {earlier.line}, column {earlier.column}"
            self.refuse(
                node.mark,
                f"expected each key once, found `{node.text}` again (first at {place})",
                "keep one of the two",
            )
            parent.skip = True
        else:
            parent.seen[node.text] = node.mark
            parent.key = node
