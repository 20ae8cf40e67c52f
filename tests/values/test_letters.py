"""Letters that a pattern takes for others where it does not tell capitals from small ones: never more than that."""

from __future__ import annotations

import contextlib
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from validator.values.dates import TimeFormatError, parse_time
from validator.values.letters import small
from validator.values.mentions import dates_in, numbers_in
from validator.values.quantities import QuantityFormatError, parse_quantity
from validator.values.told_amounts import amounts_told
from validator.values.told_times import times_told

TABLES = Path(__file__).parents[2] / "validator" / "values"
EVERY_LANGUAGE = "und"
"""A language that is not told: the words of all are looked for."""


@cache
def alike() -> tuple[tuple[str, str], ...]:
    """Every character that such a pattern takes for an ASCII letter, with that letter."""
    beyond_ascii = "".join(map(chr, range(128, sys.maxunicode + 1)))
    found = ((letter, re.findall(letter, beyond_ascii, re.IGNORECASE)) for letter in "abcdefghijklmnopqrstuvwxyz")
    return tuple((odd, letter) for letter, odd_ones in found for odd in odd_ones)


def test_a_letter_is_looked_up_as_it_was_found() -> None:
    assert {odd for odd, _ in alike()} == {"İ", "ı", "ſ", "\u212a"}
    assert [small(odd) for odd, _ in alike()] == [letter for _, letter in alike()]
    assert small("ÅÄÖ Đ İI") == "åäö đ ii"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3 mıllion km", "'mıllion' is not a scale word; did you mean 'million'?"),
        ("at leaſt 5", "did you mean 'at least'?"),
        ("nearly 3 thou\u017fand", "did you mean 'thousand'?"),
    ],
)
def test_an_amount_in_odd_letters_is_refused_with_the_word_it_looks_like(text: str, words: str) -> None:
    with pytest.raises(QuantityFormatError, match=re.escape(words)):
        parse_quantity(text)


@cache
def words() -> list[str]:
    """Every word that stands in a table of values."""
    found = {word for file in TABLES.glob("*.py") for word in re.findall(r"[^\W\d_]{2,}", file.read_text("utf-8"))}
    assert len(found) > 2_000
    return sorted(found)


def test_no_word_in_odd_letters_stops_a_reader() -> None:
    for odd, letter in alike():
        twisted = [word.lower().replace(letter, odd) for word in words() if letter in word.lower()]
        for first in range(0, len(twisted), 25):
            text = " 12 ".join(twisted[first : first + 25])
            for find in (numbers_in, dates_in, times_told, amounts_told):
                find(text, EVERY_LANGUAGE)


def test_no_word_in_odd_letters_stops_a_reader_of_values() -> None:
    for odd, letter in alike():
        for word in words():
            if letter in word:
                for text in (f"12 {word.replace(letter, odd)}", f"{word.replace(letter, odd)} 12"):
                    with contextlib.suppress(QuantityFormatError):
                        parse_quantity(text)
                    with contextlib.suppress(TimeFormatError):
                        parse_time(text)
