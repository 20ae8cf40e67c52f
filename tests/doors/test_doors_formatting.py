"""Formatting changes the layout and nothing else, and formatting twice changes nothing more."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from validator.doors.formatting import formatted
from validator.doors.layout import NotFormatted
from validator.records.claim_form import ClaimForm
from validator.records.nodes import plain
from validator.records.yaml_reader import Document, Mapping, Scalar, Sequence, read_yaml

Validate = Callable[..., Result]
ROOT = Path(__file__).parents[2]

UNTIDY = """\
# yaml-language-server: $schema=schema.json

# about the source
source:   # the head
    language: en
    published:    2024-01-01
    # why
    published-because: >-
          folded
            more

          text
    title: "A
      title"
    text: seeds/a.txt
    # end of source
# the claims
claims:    # many

# first
- quote: "x: #y"   # tail

  # of the id
  id: a
  has:
  - one
  - two   # tail of two
  only: [a,
     b,  # inner
     c]
  property: p
  fix:
      b: c
      # in fix
      a: d
  note: |2
      keeps
     two
    # closes a


# --- next

# and
- {id: b, quote: z, property: q}
-   id: c
    quote: 'it''s'
    property: p

    when: 2021
    # end of c
  # end of the list
# before uncheckable
uncheckable:
- {quote: a, because: b}
- {quote: c, because: d}
-   quote: e
    because: f
# very end

"""
TIDY = """\
# yaml-language-server: $schema=schema.json

# about the source
source:   # the head
  title: "A
    title"
  language: en
  published: 2024-01-01
  # why
  published-because: >-
    folded
      more

    text
  text: seeds/a.txt
  # end of source

# the claims
claims:    # many
  # first

  # of the id
  - id: a
    quote: "x: #y"   # tail
    property: p
    has:
      - one
      - two   # tail of two
    only: [a,
       b,  # inner
       c]
    fix:
      b: c
      # in fix
      a: d
    note: |2
        keeps
       two
      # closes a

  # --- next

  # and
  - {id: b, quote: z, property: q}

  - id: c
    quote: 'it''s'
    property: p
    when: 2021
    # end of c

  # end of the list

# before uncheckable
uncheckable:
  - {quote: a, because: b}
  - {quote: c, because: d}

  - quote: e
    because: f

# very end
"""


def test_the_form_of_a_file() -> None:
    assert formatted(UNTIDY.encode()).decode() == TIDY
    assert formatted(TIDY.encode()).decode() == TIDY


def test_the_order_of_keys_is_that_of_the_contract() -> None:
    keys = list(ClaimForm.fields)
    assert keys[:7] == ["id", "quote", "prefix", "suffix", "gloss", "subject", "property"]
    assert keys[-1] == "note"
    for seed in range(20):
        shuffled = random.Random(seed).sample(keys, len(keys))
        text = "source: {language: en}\nclaims:\n" + "".join(
            f"  {'-' if place == 0 else ' '} {key}: x\n" for place, key in enumerate(shuffled)
        )
        assert re.findall(r"^ {2}[- ] ([a-z-]+):", formatted(text.encode()).decode(), re.M) == keys


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_endings_stay(ending: str) -> None:
    assert formatted(UNTIDY.replace("\n", ending).encode()).decode() == TIDY.replace("\n", ending)


def test_a_byte_order_mark_and_a_missing_last_line_break() -> None:
    assert formatted(b"\xef\xbb\xbf" + UNTIDY.rstrip().encode()).decode() == TIDY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("source: {language: en}\nclaims:\n-\n  id: a\n", "line 3|`- ` and the beginning of a record on line 4"),
        ("source: {language: en}\nclaims:\n  - note: |+\n      text\n\n    id: a\n", r"keep the blank lines.*`\|\+`"),
        ("source: {language: en}\nclaims:\n  - ? id\n    : a\n", "found `- \\?` before `id`"),
        ("---\nsource: {language: en}\n", "`---`"),
        ("{source: {language: en}}\n", "found `{`"),
        ("entities: {}\nother: {}\n", "another kind of file"),
        ("- a\n", "another kind of file"),
        ("", "another kind of file"),
        ("source: {language: &a en}\n", "line 1: expected plain text, found the anchor"),
        ("source: [\n", "line 1|line 2"),
        ("source: {}\nsource: {}\n", "expected each key once"),
        ("source:\n\tlanguage: en\n", "tab"),
    ],
)
def test_what_would_be_risky_is_refused(text: str, said: str) -> None:
    with pytest.raises(NotFormatted, match=said):
        formatted(text.encode())


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


def comment_lines(document: Document) -> list[str]:
    """Comments on lines of their own and behind values, found without the formatter: by blanking out every text."""
    text = list(document.text)

    def blank(node: object) -> None:
        match node:
            case Scalar(_, mark, _):
                for place in range(mark.index, mark.end_index):
                    text[place] = "\n" if text[place] == "\n" else "."
            case Sequence(items):
                for item in items:
                    blank(item)
            case Mapping(entries):
                for entry in entries:
                    for half in entry:
                        blank(half)

    blank(document.root)
    found = (re.search(r"#.*", line) for line in "".join(text).split("\n"))
    return sorted(match[0].rstrip() for match in found if match)


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


def test_vocabulary_keeps_its_order_and_its_paragraphs() -> None:
    untidy = """\
properties:
    held:   # when
        kind: event
    # a state
    capital: {kind: state}


    # --- others ---

    tier:
        ladder:
            - a
            - b
entities: {VN: {type: country}}
"""
    tidy = """\
entities: {VN: {type: country}}

properties:
  held:   # when
    kind: event
  # a state
  capital: {kind: state}

  # --- others ---

  tier:
    ladder:
        - a
        - b
"""
    assert formatted(untidy.encode()).decode() == tidy
    assert formatted(tidy.encode()).decode() == tidy


def test_a_ruling_has_one_order_and_no_blank_lines() -> None:
    untidy = '# ruled on\n\nverdict:   conflict\n\nby: desk\nbecause: "It   is # so."\n\n# whose\nfinding: 3f9c2a71\n'
    tidy = '# ruled on\n\n# whose\nfinding: 3f9c2a71\nverdict: conflict\nbecause: "It   is # so."\nby: desk\n'
    assert formatted(untidy.encode()).decode() == tidy
    assert formatted(tidy.encode()).decode() == tidy


@given(st.text("sourceclaims: \n-#'\"[]{}|>&*?!\t\r越", max_size=60), st.integers(0, 400))
def test_no_file_makes_it_fail_otherwise(noise: str, at: int) -> None:
    at = min(at, len(UNTIDY))
    try:
        result = formatted((UNTIDY[:at] + noise + UNTIDY[at:]).encode())
    except NotFormatted:
        return
    assert formatted(result) == result


# -- on files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted((ROOT / "claims").rglob("*.yaml")), ids=lambda file: file.stem)
def test_shipped_files_lose_nothing(file: Path) -> None:
    data = file.read_bytes()
    result = formatted(data)
    assert plain(read_yaml(data).root) == plain(read_yaml(result).root)  # type: ignore[arg-type]
    assert comment_lines(read_yaml(data)) == comment_lines(read_yaml(result))
    assert sorted(re.findall(rb'quote: (".*")', data)) == sorted(re.findall(rb'quote: (".*")', result))
    assert formatted(result) == result


def test_the_command_formats_files_and_checks_them(corpus: Path, validate: Validate) -> None:
    file = corpus / "claims" / "alpha.yaml"
    vocabulary = (corpus / "claims" / "vocabulary" / "all.yaml").read_bytes()
    file.write_text(UNTIDY, encoding="utf-8")
    file.chmod(0o600)
    checked = validate("fmt", "--check", file)
    assert checked.exit_code == 1
    assert f"would format {file}\n1 of 1 file would change, 0 in form already\n" == checked.output
    assert file.read_text(encoding="utf-8") == UNTIDY
    assert validate("fmt", "--corpus", corpus).exit_code == 0
    assert file.read_text(encoding="utf-8") == TIDY
    assert file.stat().st_mode & 0o777 == 0o600
    again = validate("fmt", "--check", corpus)
    assert (again.exit_code, again.output) == (0, "0 of 4 files would change, 4 in form already\n")
    in_form = (corpus / "claims" / "vocabulary" / "all.yaml").read_bytes()
    assert in_form == formatted(vocabulary)
    assert plain(read_yaml(in_form).root) == plain(read_yaml(vocabulary).root)  # type: ignore[arg-type]


def test_a_file_that_is_refused_is_named_and_the_others_are_formatted(corpus: Path, validate: Validate) -> None:
    bad = corpus / "claims" / "alpha.yaml"
    bad.write_text("source: &a {}\n", encoding="utf-8")
    good = corpus / "claims" / "beta.yaml"
    good.write_text(UNTIDY, encoding="utf-8")
    linked = corpus / "claims" / "linked.yaml"
    linked.symlink_to(bad)
    done = validate("fmt", "--corpus", corpus)
    assert done.exit_code == 3
    assert f"{bad}: line 1: expected plain text, found the anchor `&a`" in done.output
    assert f"{linked}: expected a regular file" in done.output
    assert good.read_text(encoding="utf-8") == TIDY
    assert bad.read_text(encoding="utf-8") == "source: &a {}\n"
    missing = validate("fmt", corpus / "nowhere.yaml")
    assert missing.exit_code == 2
    assert "found none at" in missing.output
