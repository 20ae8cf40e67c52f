"""Times in plain English."""

from __future__ import annotations

import pytest
from days import ANY_DAY, day, span
from hypothesis import given
from hypothesis import strategies as st

from validator.values.calendar import (
    LAST_DAY,
    MONTHS,
)
from validator.values.dates import (
    Span,
    describe,
    describe_day,
    describe_span,
    parse_time,
)

# English


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2021", "2021"),
        ("2021~", "about 2021"),
        ("2021-09", "September 2021"),
        ("2021-09-11?", "about 11 September 2021"),
        ("0009-09", "September AD 9"),
        ("202X", "the 2020s"),
        ("202X~", "about the 2020s"),
        ("000X", "AD 1 to AD 9"),
        ("20XX", "between 2000 and 2099"),
        ("2021-21", "spring 2021"),
        ("2021-24", "winter 2021 to 2022"),
        ("9999-24", "winter 9999 to 10000"),
        ("2021-33", "the first quarter of 2021"),
        ("2021-36~", "about the fourth quarter of 2021"),
        ("9999-41", "the second half of 9999"),
        ("2021-40/2022-33", "throughout the first half of 2021 to the first quarter of 2022"),
        ("0Y-34", "the second quarter of the year of publication"),
        ("XXXX-12-04", "4 December of an unstated year"),
        ("XXXX-12~", "about December of an unstated year"),
        ("2022-03-29..2022-04-30", "between 29 March and 30 April 2022"),
        ("2021-09-03..2021-09-11", "between 3 and 11 September 2021"),
        ("2021-12-30..2022-01-02", "between 30 December 2021 and 2 January 2022"),
        ("2021-11..2022-02", "between November 2021 and February 2022"),
        ("2019..2021", "between 2019 and 2021"),
        ("..2021-05-03", "by 3 May 2021"),
        ("..2021", "by the end of 2021"),
        ("..2021-05", "by the end of May 2021"),
        ("2021-05..", "from May 2021 on"),
        ("2019/2021", "throughout 2019 to 2021"),
        ("2021/2021", "throughout 2021"),
        ("../2021", "all the time until 2021"),
        ("2019-03/..", "all the time from March 2019 on"),
        ("-10Y/0Y", "throughout the year 10 years before that of publication to the year of publication"),
        ("talks-2023/in-force", "the day of talks-2023 (in force)"),
    ],
)
def test_times_in_english(text: str, words: str) -> None:
    assert describe(parse_time(text)) == words


@pytest.mark.parametrize(
    ("lo", "hi", "words"),
    [
        ("2021-09-11", "2021-09-11", "11 September 2021"),
        ("2021-09-01", "2021-09-30", "September 2021"),
        ("2021-01-01", "2021-12-31", "2021"),
        ("2020-01-01", "2021-12-31", "2020 to 2021"),
        ("2022-03-30", "2022-04-30", "30 March to 30 April 2022"),
        ("2022-03-01", "2022-05-31", "March to May 2022"),
        ("2021-12-01", "2022-02-28", "December 2021 to February 2022"),
        ("2024-02-01", "2024-02-28", "1 to 28 February 2024"),
        (None, "2021-05-03", "by 3 May 2021"),
        ("2021-05-03", None, "from 3 May 2021 on"),
        ("2021-01-01", None, "from 2021 on"),
        (None, None, "any day"),
    ],
)
def test_spans_in_english(lo: str | None, hi: str | None, words: str) -> None:
    assert describe_span(span(lo, hi)) == words


def test_days_outside_the_calendar_still_have_words() -> None:
    assert describe_day(day("2021-09-11")) == "11 September 2021"
    assert describe_span(Span(0, LAST_DAY + 1)) == "a day before the year 1 to a day after the year 9999"
    assert describe_span(Span(None, 0)) == "by a day before the year 1"
    assert describe_span(Span(LAST_DAY + 1, None)) == "from a day after the year 9999 on"


@given(ANY_DAY, st.integers(0, 800))
def test_different_spans_read_differently(lo: int, length: int) -> None:
    here = Span(lo, min(lo + length, LAST_DAY))
    words = describe_span(here)
    for other in (here.shift(1), Span(lo, here.hi + 1 if here.hi else None)):
        assert describe_span(other) != words
    assert any(month in words for month in MONTHS) or (length >= 364 and not any(char in words for char in "-/"))
