"""The reader: text only, every place right, everything dangerous refused by name and in time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.records.yaml_reader import (
    MAX_BYTES,
    Document,
    Mapping,
    Node,
    Scalar,
    Sequence,
    read_yaml,
)


def problems(data: str | bytes) -> list[tuple[str, str]]:
    document = read_yaml(data.encode() if isinstance(data, str) else data)
    return [(f"{problem.mark.line}:{problem.mark.column}", problem.message) for problem in document.problems]


def plain(node: Node | None) -> object:
    match node:
        case Scalar(text):
            return text
        case Sequence(items):
            return [plain(item) for item in items]
        case Mapping(entries):
            return {key.text: plain(value) for key, value in entries}
    return None


def scalars(node: Node) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case Sequence(items):
            return [scalar for item in items for scalar in scalars(item)]
        case _:
            return [scalar for key, value in node.entries for scalar in (key, *scalars(value))]


# -- nothing is typed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["NO", "yes", "true", "null", "~", "2020", "2023-02-30", "1.10", "12:30", "0x1F", "1_000", "1e9", ".inf", "42.7e9"],
)
def test_a_plain_value_stays_as_it_is_written(text: str) -> None:
    assert plain(read_yaml(f"a: {text}".encode()).root) == {"a": text}


def test_an_empty_value_is_the_empty_text() -> None:
    assert plain(read_yaml(b"a:\nb: ''\nc:\n  -\n").root) == {"a": "", "b": "", "c": [""]}


def test_texts_over_several_lines_are_folded() -> None:
    document = read_yaml(b"a: one\n  two\nb: 'one\n\n  two'\nc: |\n  one\n  two\nd: >-\n  one\n  two\n")
    assert plain(document.root) == {"a": "one two", "b": "one\ntwo", "c": "one\ntwo\n", "d": "one two"}


# -- places ----------------------------------------------------------------------------------------------


def test_places_count_code_points_as_an_editor_does() -> None:
    text = "a: [x, 'é😀b', \"q\"]\r\n日本: 越南\n"
    document = read_yaml(text.encode())
    assert document.root is not None
    found = [
        (scalar.text, scalar.mark.line, scalar.mark.column, scalar.mark.end_column) for scalar in scalars(document.root)
    ]
    assert found == [
        ("a", 1, 1, 2),
        ("x", 1, 5, 6),
        ("é😀b", 1, 8, 13),
        ("q", 1, 15, 18),
        ("日本", 2, 1, 3),
        ("越南", 2, 5, 7),
    ]


def test_a_byte_order_mark_at_the_start_counts_for_nothing() -> None:
    document = read_yaml(b"\xef\xbb\xbfa: 1\n")
    assert document.problems == ()
    assert isinstance(document.root, Mapping)
    assert document.root.entries[0][0].mark[:3] == (1, 1, 1)


def test_a_record_ends_where_its_last_value_ends() -> None:
    document = read_yaml(b"a:\n  b: 1\n  c: [2,\n    3]\n\n# remark\nd: 4\n")
    assert isinstance(document.root, Mapping)
    inner = document.root.entries[0][1]
    assert (inner.mark.line, inner.mark.column, inner.mark.end_line, inner.mark.end_column) == (2, 3, 4, 7)


@pytest.mark.parametrize(
    ("yaml", "offset", "column"),
    [("a: hello", 2, 6), ("a: 'hello'", 2, 7), ('a: "h\\u00e9llo"', 2, 4), ("a: it''s", 4, 8), ("a: >\n  hello", 2, 4)],
)
def test_a_character_inside_a_text_is_placed_where_the_file_shows_it(yaml: str, offset: int, column: int) -> None:
    root = read_yaml(yaml.encode()).root
    assert isinstance(root, Mapping)
    scalar = root.entries[0][1]
    assert isinstance(scalar, Scalar)
    assert scalar.mark_at(offset).column == column


_LETTERS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"),
    max_size=12,
)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_NODES = st.recursive(
    _LETTERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_LETTERS, inner, max_size=4),
    max_leaves=12,
)


def _written(value: object, indent: int = 0) -> str:
    """The value in block style, every text in single quotes."""
    pad = "  " * indent
    if isinstance(value, str):
        return f" {_quoted(value)}\n"
    if isinstance(value, list):
        if not value:
            return " []\n"
        return "\n" + "".join(f"{pad}-{_written(item, indent + 1)}" for item in value)
    assert isinstance(value, dict)
    if not value:
        return " {}\n"
    return "\n" + "".join(f"{pad}? {_quoted(key)}\n{pad}:{_written(inner, indent + 1)}" for key, inner in value.items())


@given(st.dictionaries(_LETTERS, _NODES, max_size=5), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_and_every_place_leads_back_to_it(value: dict[str, object], line_end: str) -> None:
    text = _written(value).lstrip().replace("\n", line_end)
    document = read_yaml(text.encode())
    assert document.problems == ()
    assert plain(document.root) == value
    assert document.root is not None
    lines = text.split("\n")
    for scalar in scalars(document.root):
        mark = scalar.mark
        assert document.text[mark.index : mark.end_index] == _quoted(scalar.text)
        assert lines[mark.line - 1][mark.column - 1 : mark.end_column - 1] == _quoted(scalar.text)


@given(st.text(max_size=200) | st.text("[]{},:-#&*!|>'\"%@`\\ \n\tab", max_size=120))
@settings(max_examples=400, deadline=None)
def test_no_text_raises_and_every_problem_has_a_place_in_it(text: str) -> None:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        data = text.encode("utf-8", "surrogatepass")
    document = read_yaml(data)
    for problem in document.problems:
        assert problem.message.startswith("expected")
        assert problem.mark.line >= 1
        assert problem.mark.column >= 1
        assert problem.mark.line <= document.text.count("\n") + 1


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_bytes_raise(data: bytes) -> None:
    assert isinstance(read_yaml(data), Document)


# -- what is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: &x 1", "1:4", "anchor `&x`"),
        ("a: *x", "1:4", "alias `*x`"),
        ("a: !!python/object/apply:os.system [x]", "1:4", "tag `!!python/object/apply:os.system`"),
        ("a: !x 1", "1:4", "tag `!x`"),
        ("%YAML 1.1\n---\na: 1", "1:1", "`%` directive"),
        ("%TAG ! tag:x,2000:\n---\na: 1", "1:1", "`%` directive"),
        ("b: {<<: {c: 1}}", "1:5", "merge key `<<`"),
        ("a: 1\nb: 2\na: 3", "3:1", "found `a` again (first at line 1, column 1)"),
        ("a: {b: 1, b: 2}", "1:11", "found `b` again (first at line 1, column 5)"),
        ("{a: b}: c", "1:1", "found a mapping"),
        ("[a]: c", "1:1", "found a list"),
        ("a: 1\n--- \nb: 2", "2:1", "start of a second one"),
        ('a: "\\0"', "1:4", "escape for U+0000"),
        ('a: "x\\e]0;y\\a"', "1:4", "escape for U+001B"),
        ('a: "\\N"', "1:4", "escape for U+0085"),
        ('a: "\\ud800"', "1:7", "an escape for a character"),
        ('a: "\\UFFFFFFFF"', "1:7", "an escape for a character"),
        ("a: x\x00y", "1:5", "U+0000, a control character"),
        ("a: 1\nb: x\x1b[31m", "2:5", "U+001B, a control character"),
        ("a: x\x85y", "1:5", "U+0085, a next-line character"),
        ("a: x\u2028y", "1:5", "U+2028, a line separator"),
        ("a: x\u2029y\u2029", "1:5", "U+2029, a paragraph separator, 2 times in this file"),
        ("a: x\ry", "1:5", "U+000D, a carriage return without a line feed"),
        ("a: x\ufeffy", "1:5", "a byte-order mark inside the file"),
        ("a: x\x0cy", "1:5", "U+000C, a form feed"),
        ("a: \uffff", "1:4", "U+FFFF, not a character"),
    ],
)
def test_refusals_name_what_is_wrong_and_where(text: str, place: str, words: str) -> None:
    found = problems(text)
    assert found[0][0] == place
    assert words in found[0][1]


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (b"a: 1\nb: caf\xe9\n", "2:7", "byte 0xE9 at byte 11"),
        ("a: é\nb: ".encode() + b"\xff", "2:4", "byte 0xFF at byte 9"),
        (b"\xef\xbb\xbfa: \xff", "1:4", "byte 0xFF at byte 6"),
        ("a: 1".encode("utf-16"), "1:1", "byte-order mark of UTF-16"),
        ("a: 1".encode("utf-32"), "1:1", "byte-order mark of UTF-32"),
        ("a: 1".encode("utf-16-le"), "1:2", "U+0000"),
        (b"a: \xed\xa0\x80", "1:4", "expected UTF-8"),
    ],
)
def test_other_encodings_are_refused_with_byte_and_place(data: bytes, place: str, words: str) -> None:
    found = problems(data)
    assert found[0][0] == place
    assert words in found[0][1]


def test_all_problems_of_a_file_are_told() -> None:
    assert [place for place, _ in problems("a: &x 1\nb: *x\nc: !t 2\na: 3\n<<: 4\n")] == [
        "1:4",
        "2:4",
        "3:4",
        "4:1",
        "5:1",
    ]


def test_an_empty_file_and_one_of_remarks_hold_nothing() -> None:
    for data in (b"", b"\n", b"# remark\n", b"---\n...\n", b"\xef\xbb\xbf"):
        document = read_yaml(data)
        assert document.problems == ()
        assert plain(document.root) in (None, "")


def test_an_open_quotation_mark_is_told_where_it_opens() -> None:
    place, message = problems("a: 1\nb: 'x\nc: 2\n")[0]
    assert place == "2:4"
    assert "closing quotation mark" in message


# -- hostile sizes ---------------------------------------------------------------------------------------

_DEEP = 100_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 1_000_000, "at most 32 levels"),
        ("{a: " * _DEEP, "at most 32 levels"),
        ("- " * _DEEP, "at most 32 levels"),
        ("? " * _DEEP, "at most 32 levels"),
        ("".join(f"{' ' * n}a:\n" for n in range(1_000)), "at most 32 levels"),
        ("[" + "a," * 300_000 + "]", "at most 200,000 keys and values"),
        ("a: " + "x" * 70_000, "at most 65,536 bytes"),
        ("a: " + "越" * 30_000, "at most 65,536 bytes"),
        ("a: b" * (MAX_BYTES // 4 + 1), f"at most {MAX_BYTES:,} bytes"),
        ("a: &a [" + "lol," * 9 + "]\n" + "".join(f"b{n}: &b{n} [*a,*a,*a]\n" for n in range(50)), "anchor"),
        ("a: '" + "''" * 500_000, "closing quotation mark"),
        ("&" * 100_000, "lone &"),
        ("a: " + "!" * 100_000, "expected"),
        ("\t" * 100_000, "expected"),
        (": " * 100_000, "expected"),
        ("a: " + "\\" * 100_000, "at most 65,536 bytes"),
        ("%" * 100_000, "expected"),
        ("--- " * 100_000, "expected"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_hostile_texts_end_soon_in_a_named_problem(text: str, words: str) -> None:
    start = time.process_time()
    found = problems(text)
    assert time.process_time() - start < 2
    assert any(words in message for _, message in found), found[:3]


def test_a_text_just_within_the_limits_is_read() -> None:
    assert problems("a: " + "x" * 65_536) == []
    assert problems("[" * 32 + "]" * 32) == []
    assert problems("[" + "a," * 199_999 + "]") == []
