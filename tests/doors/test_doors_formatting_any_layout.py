"""`validate fmt` on files of whatever layout: nothing is lost, and twice is once."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from tidy import UNTIDY, comment_lines

from validator.doors.formatting import formatted
from validator.doors.layout import NotFormatted
from validator.records.nodes import plain
from validator.records.yaml_reader import Mapping, Scalar, Sequence, read_yaml

# -- whatever the layout ----------------------------------------------------------------------------------------------

WORD = st.text("ab:#-'\"\\ 越ệ[]{},&*!|>%@`.", min_size=1, max_size=12).map(str.strip).filter(bool)
COMMENT = st.sampled_from(["# c", "#c: d", "# - x", "#   'quoted' \"too\"", "# 日越", "#"])


@st.composite
def value(draw: st.DrawFn, indent: int) -> str:
    """A value as somebody may have written it, from the blank after the colon on."""
    style = draw(st.sampled_from(["plain", "single", "double", "broken", "folded", "literal", "flow", "block", "map"]))
    words = draw(st.lists(WORD, min_size=1, max_size=3))
    text = " ".join(words)
    deeper = " " * (indent + draw(st.integers(1, 5)))
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    blanks = " " * draw(st.integers(1, 3))
    tail = draw(st.sampled_from(["", "", "  # tail", " "]))
    match style:
        case "plain":
            return f"{blanks}{re.sub(r'[^a-z越ệ]', 'x', text)}{tail}\n"
        case "single":
            return f"{blanks}'{text.replace(chr(39), chr(39) * 2)}'{tail}\n"
        case "double":
            return f"{blanks}{quoted}{tail}\n"
        case "broken":
            joined = ("\n" * draw(st.integers(1, 3)) + deeper).join(
                ["x", *(word.strip("\"\\'#") or "y" for word in words)]
            )
            return f'{blanks}"{joined}"{tail}\n'
        case "folded" | "literal":
            header = draw(st.sampled_from(["", "-"]))
            lines = [draw(st.sampled_from(["", "", "  "])) + word for word in words]
            lines[0] = lines[0].strip()
            gap = draw(st.sampled_from(["", "\n"]))
            sign = ">" if style == "folded" else "|"
            return f"{blanks}{sign}{header}\n" + "".join(f"{deeper}{line}\n{gap}" for line in lines)
        case "flow":
            return f"{blanks}[{quoted}, {draw(st.sampled_from(['b', f'b,  # inner{chr(10)}{deeper}c']))}]{tail}\n"
        case "block":
            dash = draw(st.sampled_from([" " * indent, deeper]))
            return f"{tail}\n" + "".join(f"{dash}- {re.sub(r'[^a-z]', 'x', word)}\n" for word in words)
        case _:
            return (
                f"{tail}\n{deeper}k: {quoted}\n{draw(st.sampled_from(['', f'{deeper}# in it{chr(10)}']))}{deeper}l: x\n"
            )


@st.composite
def gap(draw: st.DrawFn, indents: tuple[int, ...]) -> str:
    """Blank lines and comments."""
    comment = st.builds(lambda indent, text: " " * indent + text, st.sampled_from(indents), COMMENT)
    return "".join(f"{line}\n" for line in draw(st.lists(st.one_of(st.just(""), comment), max_size=3)))


@st.composite
def record(draw: st.DrawFn, indent: int, keys: list[str], first: str) -> str:
    chosen = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=5, unique=True))
    text = ""
    for number, key in enumerate(chosen):
        start = first if number == 0 else draw(gap((indent, indent + 2))) + " " * indent
        text += f"{start}{key}:{draw(value(indent))}"
    return text


@st.composite
def source_file(draw: st.DrawFn) -> str:
    parts = []
    step = draw(st.integers(1, 4))
    header = draw(record(step, ["language", "title", "published", "text", "note"], " " * step))
    parts.append(f"{draw(gap((0,)))}source:\n{draw(gap((step,)))}{header}{draw(gap((0, step)))}")
    for section, keys in (
        ("claims", ["id", "quote", "gloss", "property", "is", "when", "note", "odd"]),
        ("uncheckable", ["quote", "because"]),
    ):
        dash = draw(st.integers(0, 3))
        key = dash + draw(st.integers(2, 4))
        text = f"{section}:{draw(st.sampled_from(['', '  # tail']))}\n"
        for _ in range(draw(st.integers(1, 4))):
            above = draw(gap((dash, key)))
            if draw(st.integers(0, 4)) == 0:
                text += f'{above}{" " * dash}- {{quote: "a # b", because: c}}\n'
            else:
                text += above + draw(record(key, keys, " " * dash + "-" + " " * (key - dash - 1)))
        parts.append(text + draw(gap((0, dash, key))))
    if draw(st.booleans()):
        parts.reverse()
    return "".join(parts)


def texts(node: object) -> list[tuple[str, str]]:
    match node:
        case Scalar(text, _, style):
            return [(text, style)]
        case Sequence(items):
            return [found for item in items for found in texts(item)]
        case Mapping(entries):
            return [found for entry in entries for half in entry for found in texts(half)]
        case _:
            return []


@given(source_file())
def test_content_quotation_marks_and_comments_stay_and_twice_is_once(text: str) -> None:
    before = read_yaml(text.encode())
    if before.problems:
        return
    result = formatted(text.encode())
    after = read_yaml(result)
    assert after.problems == ()
    assert plain(before.root) == plain(after.root)  # type: ignore[arg-type]
    assert sorted(texts(before.root)) == sorted(texts(after.root))
    assert comment_lines(before) == comment_lines(after)
    assert formatted(result) == result


@st.composite
def vocabulary_file(draw: st.DrawFn) -> str:
    parts = []
    for section in draw(st.permutations(["entities", "properties", "assumptions"])):
        step = draw(st.integers(1, 4))
        entries = draw(record(step, ["a", "b", "c-d", "e"], " " * step))
        tail = draw(st.sampled_from(["", "  # tail"]))
        parts.append(f"{draw(gap((0,)))}{section}:{tail}\n{draw(gap((step,)))}{entries}{draw(gap((0, step)))}")
    return "".join(parts)


@st.composite
def ruling_file(draw: st.DrawFn) -> str:
    keys = draw(st.permutations(["finding", "verdict", "wrong", "because", "by", "on-date"]))
    return "".join(f"{draw(gap((0,)))}{key}:{draw(value(0))}" for key in keys) + draw(gap((0,)))


@given(st.one_of(vocabulary_file(), ruling_file()))
def test_vocabulary_and_rulings_lose_nothing_and_twice_is_once(text: str) -> None:
    before = read_yaml(text.encode())
    if before.problems:
        return
    result = formatted(text.encode())
    after = read_yaml(result)
    assert plain(before.root) == plain(after.root)  # type: ignore[arg-type]
    assert sorted(texts(before.root)) == sorted(texts(after.root))
    assert comment_lines(before) == comment_lines(after)
    assert formatted(result) == result


@given(st.text("sourceclaims: \n-#'\"[]{}|>&*?!\t\r越", max_size=60), st.integers(0, 400))
def test_no_file_makes_it_fail_otherwise(noise: str, at: int) -> None:
    at = min(at, len(UNTIDY))
    try:
        result = formatted((UNTIDY[:at] + noise + UNTIDY[at:]).encode())
    except NotFormatted:
        return
    assert formatted(result) == result
