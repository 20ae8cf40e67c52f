"""What a shape of a date needs stands in every text that has the shape, so that looking for it first hides nothing."""

from __future__ import annotations

from itertools import islice
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.values import date_finds
from validator.values.date_finds import _lacking, _pattern, _shapes, find_dates
from validator.values.date_words import DATE_LANGUAGES
from validator.values.mentions import dates_found, dates_in

NEEDING = [
    (language, number) for language in DATE_LANGUAGES for number, shape in enumerate(_shapes(language)) if shape.needs
]


@pytest.mark.parametrize(("language", "number"), NEEDING)
@settings(max_examples=settings().max_examples // 4)  # for each of a hundred shapes
@given(data=st.data())
def test_what_a_shape_needs_stands_in_it(language: str, number: int, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(_pattern(language, number)))
    assert _lacking(text, language).isdisjoint(_shapes(language)[number].needs)


def test_words_are_needed_wherever_they_are_no_choice() -> None:
    for language, words in DATE_LANGUAGES.items():
        alone = [shape.needs for shape in _shapes(language) if shape.source == "<month>"]
        assert alone == ([("month",)] if "<month>" in words.shapes else [])
    assert {number for language, number in NEEDING if language == "en"} == set(range(14))
    assert {need for shape in _shapes("vi") for need in shape.needs} == {
        "unit",
        "relative",
        "weekday",
        "parted",
        "digit",
    }
    assert {need for shape in _shapes("zh") for need in shape.needs} == {"parted", "digit"}


ODD = {"s": "ſ", "i": "ı", "I": "İ", "K": "\u212a", "k": "\u212a"}
"""Letters that a pattern takes for others where it does not tell capitals from small ones."""


def words_of(language: str) -> list[str]:
    tables = DATE_LANGUAGES[language]
    return sorted({*tables.months, *tables.weekdays, *tables.relative, *tables.ago})


@st.composite
def told(draw: st.DrawFn) -> tuple[str, str]:
    """A language, and a text of its words, numbers and what stands between them."""
    language = draw(st.sampled_from(sorted(DATE_LANGUAGES)))
    word = st.sampled_from(words_of(language)).map(draw(st.sampled_from([str, str.upper, str.title])))
    number = st.one_of(st.integers(1, 31), st.integers(1490, 2210)).map(str)
    between = st.sampled_from(
        [" ", "", ", ", ". ", "-", "/", "  ", "\n", " of ", " de ", "er ", "年", "月", "日", "ago", "x"]
    )
    pieces = draw(st.lists(st.tuples(st.one_of(word, number), between), min_size=1, max_size=6))
    return language, "".join(part for piece in pieces for part in piece)


@given(told(), st.sampled_from([None, *ODD]))
def test_what_a_text_lacks_has_no_part_in_what_it_has(told: tuple[str, str], odd: str | None) -> None:
    language, text = told
    if odd is not None:
        text = text.replace(odd, ODD[odd])
    found = list(find_dates(text, language))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(date_finds, "_lacking", lambda text, language: frozenset())
        assert list(find_dates(text, language)) == found


PARTS = attrgetter("year", "month", "day", "weekday", "offset", "offset_unit")


@given(told(), st.booleans(), st.integers(0, 4))
def test_who_looks_for_one_date_is_given_every_date(told: tuple[str, str], known: bool, first: int) -> None:
    language, text = told
    language = language if known else "und"
    some = list(islice(dates_found(text, language), first))
    found = list(dates_found(text, language))
    assert found[:first] == some
    assert len(set(found)) == len(found)
    assert set(map(PARTS, found)) == set(map(PARTS, dates_in(text, language)))


@pytest.mark.parametrize("language", sorted(DATE_LANGUAGES))
def test_no_letter_is_too_odd_to_be_looked_up(language: str) -> None:
    for word in words_of(language):
        for letter, odd in ODD.items():
            list(find_dates(f"3 {word.replace(letter, odd)} 2020, vor 3 {word.upper().replace(letter, odd)}", language))


def test_a_word_in_odd_letters_is_the_word() -> None:
    assert [(found.month, found.year) for found in find_dates("FEBRUARİ 2020", "sv")] == [(2, 2020)]
