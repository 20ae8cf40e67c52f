"""Relative times in plain English."""

from __future__ import annotations

import pytest

from validator.values.dates import (
    describe,
    parse_time,
)

# Reading


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0Y", "the year of publication"),
        ("-1Y", "the year before that of publication"),
        ("-1Y~", "about the year before that of publication"),
        ("+10Y", "the year 10 years after that of publication"),
        ("-1Y-09", "September of the year before that of publication"),
        ("0Y-04-28", "28 April of the year of publication"),
        ("0Y-21", "spring of the year of publication"),
        ("0M", "the month of publication"),
        ("0M-01", "the 1st of the month of publication"),
        ("-1M-22", "the 22nd of the month before that of publication"),
        ("0M-03", "the 3rd of the month of publication"),
        ("0M-12", "the 12th of the month of publication"),
        ("0M-29", "the 29th of the month of publication"),
        ("0D", "the day of publication"),
        ("-1D", "the day before publication"),
        ("+1D", "the day after publication"),
        ("-3D", "3 days before publication"),
        ("-10D~", "about 10 days before publication"),
        ("0W", "the week of publication"),
        ("+1W", "the week after that of publication"),
        ("-2W", "the week 2 weeks before that of publication"),
        ("-Sun", "the last Sunday before publication"),
        ("+Tue", "the first Tuesday after publication"),
        (
            "-1Y-03..0Y-05",
            "between March of the year before that of publication and May of the year of publication",
        ),
        ("2021..-1D", "between 2021 and the day before publication"),
        ("..-1D", "at the latest the day before publication"),
        ("-1D..", "the day before publication or later"),
        ("0Y/-1D", "throughout the year of publication to the day before publication"),
        ("../-1D", "all the time until the day before publication"),
        ("-1M/..", "all the time from the month before that of publication on"),
    ],
)
def test_relative_times_in_english(text: str, words: str) -> None:
    assert describe(parse_time(text)) == words
    assert describe(parse_time(text), "12 May") == words.replace("publication", "12 May")
