"""Formatting changes the layout and nothing else, and formatting twice changes nothing more."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tidy import UNTIDY, comment_lines
from typer.testing import Result

from validator.doors.formatting import formatted
from validator.doors.layout import NotFormatted
from validator.records.claim_form import ClaimForm
from validator.records.nodes import plain
from validator.records.yaml_reader import read_yaml

Validate = Callable[..., Result]
ROOT = Path(__file__).parents[2]
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
