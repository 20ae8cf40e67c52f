"""Stretches told from publication."""

from __future__ import annotations

import pytest
from days import span
from told_from import parse_moment, relative, stretch

from validator.values.dates import (
    Stretch,
    describe,
    parse_time,
)
from validator.values.relative import runs_backwards

# Stretches


@pytest.mark.parametrize(
    ("text", "anchor", "start", "end"),
    [
        ("-10Y/0Y", "2023-11-28", "2013", "2023"),
        ("-1Y-03/-1Y-05", "2023-11-28", "2022-03", "2022-05"),
        ("2019/0D", "2023-11-28", "2019", "2023-11-28"),
        ("0Y/..", "2023-11-28", "2023", None),
        ("../-Sun", "2023-11-28", None, "2023-11-26"),
        ("2019/2021", "2023-11-28", "2019", "2021"),
        ("-10D/0D", "2023-11-28", "2023-11-18", "2023-11-28"),
    ],
)
def test_stretch_told_from_a_known_day(text: str, anchor: str, start: str | None, end: str | None) -> None:
    (case,) = stretch(text).resolve(span(anchor, anchor))
    first, last = start and parse_moment(start), end and parse_moment(end)
    assert case.time == Stretch(f"{start or '..'}/{end or '..'}", first or None, last or None)
    assert case.time == parse_time(f"{start or '..'}/{end or '..'}")


def test_stretch_told_from_an_uncertain_day() -> None:
    first, second = stretch("-10Y/0Y").resolve(span("2022-12-30", "2023-01-02"))
    assert (first.anchor, first.time) == (span("2022-12-30", "2022-12-31"), parse_time("2012/2022"))
    assert (second.anchor, second.time) == (span("2023-01-01", "2023-01-02"), parse_time("2013/2023"))
    (moving,) = stretch("-10D/0D").resolve(span("2022-03-29", "2022-04-30"))
    assert (moving.start_shift, moving.end_shift, moving.shift) == ((-10, -10), (0, 0), None)
    assert describe(moving.time) == (
        "every day from some day between 19 March and 20 April 2022 to some day between 29 March and 30 April 2022"
    )


def test_relative_stretch_has_no_days_of_its_own() -> None:
    time = stretch("-10Y/0Y")
    assert time.is_relative
    with pytest.raises(ValueError, match="must be resolved"):
        _ = time.surely
    with pytest.raises(ValueError, match="must be resolved"):
        _ = time.possibly


@pytest.mark.parametrize(
    "text",
    ["0M-14..0D", "0D..0M-02", "-1D..-Sun", "-Mon..-Sun", "0D..0Y", "0M..0D", "-9999Y..0D", "0M-30..0M", "-400D..-1Y"],
)
def test_an_order_that_holds_on_some_day_is_accepted(text: str) -> None:
    assert relative(text).text == text


def test_order_is_judged_only_where_both_ends_are_of_a_kind() -> None:
    assert runs_backwards(parse_moment("2021"), parse_moment("2020"))
    assert runs_backwards(relative("+1D"), relative("-1D"))
    assert not runs_backwards(parse_moment("2021"), relative("-1D"))
    assert not runs_backwards(None, parse_moment("2020"))
