"""A quote begins and ends with whole letters, in every script; a fault stands where an editor can go."""

from __future__ import annotations

import pytest

from validator.records.evidence import locate
from validator.records.folding import FoldedText, fold
from validator.records.yaml_reader import read_yaml

CUT = (
    ("kol", "kol\u0323lapse"),
    ("क", "यह कि है"),
    ("ก", "ที่กิน"),
    ("葛", "葛\U000e0100城市"),
    ("x藺", "x\uf9f0\u034f"),
    ("가", "\u1100\u1161\u11ff"),
    ("❤", "❤\ufe0f"),
    ("ש", "שָׁלוֹם"),
)
WHOLE = (
    ("कि", "यह कि है"),
    ("葛\U000e0100", "葛\U000e0100城市"),
    ("藺", "a\uf9f0b"),
    ("각", "\u1100\u1161\u11a8\u1100"),
    ("❤\ufe0f", "I ❤\ufe0f it"),
    ("Việt", "Vie\u0323\u0302t Nam"),
    ("שָׁ", "שָׁלוֹם"),
)


@pytest.mark.parametrize(("quote", "text"), CUT, ids=ascii)
def test_part_of_a_letter_is_not_found(quote: str, text: str) -> None:
    assert locate([quote], FoldedText(text)).status == "missing"


@pytest.mark.parametrize(("quote", "text"), WHOLE, ids=ascii)
def test_whole_letters_are_found_and_nothing_more(quote: str, text: str) -> None:
    anchor = locate([quote], FoldedText(text))
    assert anchor.status == "found"
    assert [fold(text[start:end]) for start, end in anchor.spans] == [fold(quote)]


@pytest.mark.parametrize("data", [b"---", b"---\n", b"--- \n\n", b"--- # nothing", b"--- # nothing\n\n"])
def test_a_document_of_nothing_stands_on_a_line_that_is_there(data: bytes) -> None:
    root = read_yaml(data).root
    assert root is not None
    assert (root.mark.line, root.mark.end_line) == (1, 1)
    assert 1 <= root.mark.column <= len(data.split(b"\n")[0]) + 1
