"""What a shape of a date needs stands in every text that has the shape, so that looking for it first hides nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.values.date_finds import _needed, _pattern, _shapes
from validator.values.date_words import DATE_LANGUAGES

NEEDING = [
    (language, number) for language in DATE_LANGUAGES for number, shape in enumerate(_shapes(language)) if shape.needs
]


@pytest.mark.parametrize(("language", "number"), NEEDING)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_a_shape_needs_stands_in_it(language: str, number: int, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(_pattern(language, number)))
    assert _needed(language, _shapes(language)[number].needs).search(text)


def test_months_in_words_are_needed_wherever_they_are_no_choice() -> None:
    for language, words in DATE_LANGUAGES.items():
        alone = [shape.needs for shape in _shapes(language) if shape.source == "<month>"]
        assert alone == (["month"] if "<month>" in words.shapes else [])
    assert {number for language, number in NEEDING if language == "en"} == {0, 1, 2, 3, 4, 8, 9, 10, 11}
    assert "month" not in {_shapes("vi")[number].needs for language, number in NEEDING if language == "vi"}
