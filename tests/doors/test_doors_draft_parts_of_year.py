"""Quarters and halves of a year in drafts."""

from __future__ import annotations

import pytest

from validator.doors.draft_parts_of_year import with_parts_of_year
from validator.values.told_times import times_told

ANY_FIRST = ("0Y-33", "-1Y-33", "+1Y-33")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "to open in the second half of 2017", [("second half of 2017", ("2017-41",), ())]),
        ("de", "das zweite Halbjahr 2017 als Termin", [("zweite Halbjahr 2017", ("2017-41",), ())]),
        ("de", "in der zweiten Jahreshälfte 2017", [("zweiten Jahreshälfte 2017", ("2017-41",), ())]),
        ("de", "im zweiten Halbjahr des Jahres 2018", [("zweiten Halbjahr des Jahres 2018", ("2018-41",), ())]),
        ("fr", "au premier trimestre 2021", [("premier trimestre 2021", ("2021-33",), ())]),
        ("zh", "可能于2017年下半年投入使用", [("2017年下半年", ("2017-41",), ())]),
        ("ja", "2021年第3四半期", [("2021年第3四半期", ("2021-35",), ())]),
        ("en", "in the first quarter of last year", [("first quarter of last year", ("-1Y-33",), ())]),
        ("en", "in the first quarter", [("first quarter", (), ANY_FIRST)]),
        (
            "en",
            "Q2 2016 or 3 May 2016",
            [("Q2 2016", ("2016-34",), ()), ("3 May 2016", ("2016-05-03",), ())],
        ),
        (
            "en",
            "the second quarter of 2016, or the second half of 2017",
            [("second quarter of 2016", ("2016-34",), ()), ("second half of 2017", ("2017-41",), ())],
        ),
        # the first half of anything else
        ("en", "In May 2016 the first half of the hall was done", [("May 2016", ("2016-05",), ())]),
        ("en", "In the first half Ghana led; it won in May 2016", [("May 2016", ("2016-05",), ())]),
        ("en", "signed in May 2016", [("May 2016", ("2016-05",), ())]),
    ],
)
def test_a_part_of_a_year_is_one_time(language: str, text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    found = with_parts_of_year(times_told(text, language), text)
    assert [(one.words, one.written, one.choices) for one in found if one.sure] == expected
    assert all(text[one.start : one.end] == one.words for one in found)
