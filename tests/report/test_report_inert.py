"""Neutralisers: nothing hidden stays hidden, nothing needed is lost."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hostile import SETTINGS, texts
from hypothesis import given
from hypothesis import strategies as st

from validator.report import inert

WITNESSES = {"Cc": "\x1b", "Cf": "\u202e", "Cs": "\ud800", "Zl": "\u2028", "Zp": "\u2029"}


@pytest.mark.parametrize("category", WITNESSES)
def test_each_hidden_category_is_spelled_out(category: str) -> None:
    char = WITNESSES[category]
    assert unicodedata.category(char) == category
    assert inert.visible(f"a{char}b") == f"a⟨U+{ord(char):04X}⟩b"


def test_every_hidden_code_point_of_unicode_is_spelled_out() -> None:
    """All 1,114,112 of them, so that the fast test for harmless text cannot let one through."""
    for code in range(0x110000):
        char = chr(code)
        if unicodedata.category(char) in WITNESSES or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            assert inert.visible(char) == f"⟨U+{code:04X}⟩"
        else:
            assert inert.visible(char) == char


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("❤️\u200d🔥", "❤️\u200d🔥"),
        ("a\u200db", "a⟨U+200D⟩b"),
        ("می\u200c\u200cخواهم", "می⟨U+200C⟩⟨U+200C⟩خواهم"),
        ("\u200cخ", "⟨U+200C⟩خ"),
        ("👩\u200c🚀", "👩⟨U+200C⟩🚀"),
    ],
)
def test_joiners_stay_only_where_writing_needs_them(text: str, shown: str) -> None:
    assert inert.visible(text) == shown


def test_newlines_stay_where_the_channel_wants_them() -> None:
    assert inert.visible("a\nb\r", newlines=True) == "a\nb⟨U+000D⟩"
    assert inert.visible("a\nb") == "a⟨U+000A⟩b"


def test_blanks_of_a_quote_are_one_space() -> None:
    assert inert.one_line(" a\r\n\t b\u00a0\u2028c ") == "a b c"


@SETTINGS
@given(texts)
def test_visible_text_has_nothing_hidden_and_stays_so(text: str) -> None:
    shown = inert.visible(text)
    assert not [char for char in shown if inert.is_hidden(char) and char not in "\u200c\u200d"]
    assert inert.visible(shown) == shown


@SETTINGS
@given(st.recursive(texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)))
def test_json_keeps_every_value_and_prints_nothing_hidden(value: object) -> None:
    written = inert.json_text(json.dumps(value, ensure_ascii=False))
    assert json.loads(written) == json.loads(json.dumps(value))
    assert not [char for char in written if inert.is_hidden(char)]


@SETTINGS
@given(texts)
def test_csv_cells_never_begin_a_formula(text: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerow([inert.csv_cell(text), "next"])
    cell, following = next(csv.reader(io.StringIO(stream.getvalue())))
    assert following == "next"
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert cell.lstrip("'") == inert.one_line(text).lstrip("'")


@pytest.mark.parametrize("char", "=+-@＝＋－＠")
def test_csv_marks_each_sign_that_starts_a_formula(char: str) -> None:
    assert inert.csv_cell(f" \t{char}1") == f"'{char}1"


@SETTINGS
@given(texts)
def test_workflow_messages_stay_on_one_line_and_hold_no_command(text: str) -> None:
    message = inert.workflow_message(text)
    assert "\n" not in message
    assert "\r" not in message
    assert "##[" not in message
    assert not [at for at, char in enumerate(message) if char == "%" and message[at + 1 : at + 3] not in ("25", "0A")]
    name = inert.workflow_property(text)
    assert not set(name) & set(":,\n\r")


def test_sarif_text_holds_no_link() -> None:
    assert inert.sarif(r"[a](1) \ ]") == r"\[a\](1) \\ \]"


def test_paths_become_references() -> None:
    assert inert.uri("claims/a b:\n#?.yaml") == "claims/a%20b%3A%0A%23%3F.yaml"
