"""Time values: what each way of writing a date stands for, what is refused and how, and how it reads in English."""

from __future__ import annotations

import time

import pytest
from days import span
from hypothesis import example, given
from hypothesis import strategies as st
from moments import MOMENTS, moment

from validator.values.calendar import (
    ALWAYS,
    LAST_DAY,
)
from validator.values.dates import (
    EventRef,
    Relative,
    Span,
    Stretch,
    TimeFormatError,
    describe,
    parse_time,
)
from validator.values.dates_hints import suggest


@pytest.mark.parametrize(("text", "lo", "hi", "precision"), MOMENTS)
def test_moment_stands_for_its_days(text: str, lo: str | None, hi: str | None, precision: str) -> None:
    found = moment(text)
    assert found.text == text
    assert found.spans == (span(lo, hi),)
    assert found.hull == span(lo, hi)
    assert found.precision == precision
    assert found.approximate == any(mark in text for mark in "~?%")
    assert not found.recurring
    assert not found.impossible
    assert found.is_day == (lo == hi)


@pytest.mark.parametrize(
    ("text", "window", "expected"),
    [
        ("XXXX-12-04", ("2019-12-05", "2021-12-04"), [("2020-12-04", "2020-12-04"), ("2021-12-04", "2021-12-04")]),
        ("XXXX-12", ("2020-12-10", "2021-12-20"), [("2020-12-10", "2020-12-31"), ("2021-12-01", "2021-12-20")]),
        ("XXXX-02-29", ("2019-01-01", "2026-12-31"), [("2020-02-29", "2020-02-29"), ("2024-02-29", "2024-02-29")]),
        ("XXXX-02-29", ("2021-01-01", "2023-12-31"), []),
        ("XXXX-01-01~", ("2020-12-31", "2020-12-31"), [("2020-12-31", "2020-12-31")]),
        ("XXXX-12~", ("2021-01-15", "2021-11-02"), [("2021-01-15", "2021-01-31"), ("2021-11-01", "2021-11-02")]),
        ("XXXX-12-XX", ("2021-01-01", "2021-12-31"), [("2021-12-01", "2021-12-31")]),
        ("XXXX-12-31", ("9999-01-01", "9999-12-31"), [("9999-12-31", "9999-12-31")]),
        ("2021", ("2021-06-01", "2022-06-01"), [("2021-06-01", "2021-12-31")]),
        ("2021", ("2022-06-01", "2023-06-01"), []),
        ("..2021", ("2020-06-01", "2023-06-01"), [("2020-06-01", "2021-12-31")]),
    ],
)
def test_spans_within_a_window(text: str, window: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    assert moment(text).spans_within(span(*window)) == tuple(span(lo, hi) for lo, hi in expected)


def test_recurring_moment_keeps_its_parts_and_has_no_days_of_its_own() -> None:
    found = moment("XXXX-12-04")
    assert (found.month, found.day, found.spans, found.hull) == (12, 4, (), ALWAYS)
    assert found.recurring
    assert not found.impossible
    assert moment("XXXX-12").day is None
    with pytest.raises(ValueError, match="unbounded"):
        found.spans_within(Span(None, 5))
    assert found.spans_within(Span(LAST_DAY + 1, LAST_DAY + 9)) == ()


@pytest.mark.parametrize(
    ("text", "start", "end", "surely", "possibly"),
    [
        ("2019/2021", "2019", "2021", ("2019-12-31", "2021-01-01"), ("2019-01-01", "2021-12-31")),
        (
            "2021-03-01/2021-05-31",
            "2021-03-01",
            "2021-05-31",
            ("2021-03-01", "2021-05-31"),
            ("2021-03-01", "2021-05-31"),
        ),
        ("2021/2021", "2021", "2021", None, ("2021-01-01", "2021-12-31")),
        ("2021-06/2021", "2021-06", "2021", None, ("2021-06-01", "2021-12-31")),
        ("../2021", None, "2021", (None, "2021-01-01"), (None, "2021-12-31")),
        ("2019/..", "2019", None, ("2019-12-31", None), ("2019-01-01", None)),
        ("2019~/2021?", "2019~", "2021?", None, ("2018-01-01", "2022-12-31")),
    ],
)
def test_stretch(
    text: str,
    start: str | None,
    end: str | None,
    surely: tuple[str | None, str | None] | None,
    possibly: tuple[str | None, str | None],
) -> None:
    found = parse_time(text)
    assert isinstance(found, Stretch)
    assert found == Stretch(text, moment(start) if start else None, moment(end) if end else None)
    assert not found.is_relative
    assert found.surely == (None if surely is None else span(*surely))
    assert found.possibly == span(*possibly)


@pytest.mark.parametrize(
    ("text", "entity", "step"),
    [
        ("talks-2023/held", "talks-2023", "held"),
        ("suga-trip-2020/agreed-in-principle", "suga-trip-2020", "agreed-in-principle"),
        ("2023-talks/held", "2023-talks", "held"),
        ("JP+VN/upgraded", "JP+VN", "upgraded"),
        ("US>VN/visit", "US>VN", "visit"),
        ("hội-nghị/diễn-ra", "hội-nghị", "diễn-ra"),
        ("会谈/举行", "会谈", "举行"),
        ("3M/founded", "3M", "founded"),
        ("X/renamed", "X", "renamed"),
        ("rfi-2023-11-28/published", "rfi-2023-11-28", "published"),
    ],
)
def test_event_reference(text: str, entity: str, step: str) -> None:
    assert parse_time(text) == EventRef(text, entity, step)


# (text, words of the message, suggestion, where it goes wrong)
REFUSALS = [
    # days that do not exist
    ("2021-02-29", "February 2021 has 28 days", "write 2021-02-28 or 2021-02", 8),
    (
        "1900-02-29",
        "February 1900 has 28 days",
        "if it is told in the Julian calendar, write 1900-02-29 O.S., else 1900-02-28 or 1900-02",
        8,
    ),
    ("1901-02-29", "February 1901 has 28 days", "write 1901-02-28 or 1901-02", 8),
    ("2100-02-29", "February 2100 has 28 days", "write 2100-02-28 or 2100-02", 8),
    ("2021-09-31", "found day 31 of September in '2021-09-31', expected 01 to 30", "write 2021-09", 8),
    ("2021-09-00", "found day 00 of September", "write 2021-09", 8),
    ("XXXX-02-30", "found day 30 of February", "write XXXX-02", 8),
    ("2021-13", "expected 01 to 12, a season (21 to 24), a quarter (33 to 36) or a half of the year (40, 41)", "", 5),
    ("2021-37", "found month 37", "", 5),
    ("XXXX-33", "found the first quarter of an unstated year", "", 5),
    ("2021-40-03", "found day 03 of the first half", "write 2021-40", 5),
    ("2021-Q3", "expected a date", "write 2021-35", 0),
    ("Q3 2021", "expected a date", "write 2021-35", 0),
    ("2021 H1", "expected a date", "write 2021-40", 0),
    ("2021-00", "found month 00", "", 5),
    ("2021-25", "found month 25", "", 5),
    ("2021-13-05", "found month 13", "write 2021-05-13", 5),
    ("0000", "expected a year from 0001 to 9999", "", 0),
    ("0000-01", "expected a year from 0001 to 9999", "", 0),
    # the wrong way round, empty, open at both ends
    ("2020/2019", "ends before it begins", "write 2019/2020", 5),
    ("2020..2019-12", "ends before it begins", "write 2019-12..2020", 6),
    ("0Y/-10Y", "ends before it begins", "write -10Y/0Y", 3),
    ("-1D..-3D", "ends before it begins", "write -3D..-1D", 5),
    ("0Y-09..0Y-03", "ends before it begins", "write 0Y-03..0Y-09", 7),
    ("../..", "open at both ends", "leave the time out", 0),
    ("..", "open at both ends", "leave the time out", 0),
    ("/2021", "found an empty end", "write ../2021", 0),
    ("2021/", "found an empty end", "write 2021/..", 5),
    ("", "found no time", "", 0),
    (" \t", "found no time", "", 0),
    ("2019/2020/2021", "more than one '/'", "", 9),
    ("2019..2020..2021", "more dots than one '..'", "", 6),
    ("2020...2021", "more dots than one '..'", "write 2020..2021", 6),
    ("2019..2020/2021", "found the range '2019..2020' as an end", "", 0),
    ("2020/2021-02-29", "February 2021 has 28 days", "write 2021-02-28 or 2021-02", 13),
    # EDTF that is not taken
    ("2021-09-11T10:00", "a time of day, expected whole days", "write 2021-09-11", 0),
    ("2021-09-11 10:00", "a time of day, expected whole days", "write 2021-09-11", 0),
    ("Y12021", "a year of four digits", "", 0),
    ("y2021", "a year of four digits", "write 2021", 0),
    ("-0043", "a year of four digits", "", 0),
    ("12021-05", "a year of four digits", "", 0),
    ("[2020,2021]", "a set of dates", "write 2020..2021", 0),
    ("{2020, 2021, 2024}", "a set of dates", "write 2020..2024", 0),
    ("2XXX", "X only for the last digit or the last two", "write 202X, 20XX or a range such as 2000..2099", 0),
    ("20X1", "X only for the last digit or the last two", "write 202X, 20XX or a range such as 2000..2099", 0),
    ("202X-09", "found a month after the unspecified year 202X", "write 202X", 4),
    ("2021-XX-12", "found day 12 of an unspecified month", "write XX for the day too", 5),
    ("2021-0X", "expected two digits or XX", "write XX for the whole part, or a range a..b", 5),
    ("2021-21-03", "found day 03 of the spring", "write 2021-03-21", 5),
    ("XXXX", "names neither year nor month", "leave the time out", 0),
    ("XXXX-XX-04", "day 04 of an unspecified month", "write XX for the day too", 5),
    ("XXXX-21", "the spring of an unstated year", "", 5),
    ("XXXX-12/2021", "XXXX-12, a day of an unstated year", "name the year (0Y is the year of publication)", 0),
    ("2021?~", "expected a date", "write 2021%", 0),
    ("2021-xx", "expected a date", "write 2021-XX", 0),
    ("20uu", "expected a date", "write 20XX", 0),
    # other layouts and plain words
    ("2021-9-1", "expected a date", "write 2021-09-01", 0),
    ("2021/09/11", "more than one '/'", "write 2021-09-11", 7),
    ("11/09/2021", "more than one '/'", "write 2021-09-11 or 2021-11-09", 5),
    ("31.12.2021", "expected a date", "write 2021-12-31", 0),
    ("20210911", "expected a date", "write 2021-09-11", 0),
    ("2021–09–11", "expected a date", "write 2021-09-11", 0),
    (" 2021", "found ' 2021'", "write 2021", 0),
    ("２０２１", "expected a date", "write 2021", 0),
    ("2021年9月11日", "expected a date", "write 2021-09-11", 0),
    ("11 September 2021", "expected a date", "write 2021-09-11", 0),
    ("Sept. 2021", "expected a date", "", 0),
    ("September 11, 2021", "expected a date", "write 2021-09-11", 0),
    ("Sep 2021", "expected a date", "write 2021-09", 0),
    ("4 December", "expected a date", "write 0Y-12-04 or XXXX-12-04", 0),
    ("2020-2021", "expected a date", "write 2020..2021 or 2020/2021", 0),
    ("from 2019 to 2021", "expected a date", "write 2019..2021 or 2019/2021", 0),
    ("by 2021", "expected a date", "write ..2021", 0),
    ("2020s", "expected a date", "write 202X", 0),
    ("circa 2021", "expected a date", "write 2021~", 0),
    ("c. 2021", "expected a date", "write 2021~", 0),
    ("2019/open", "found 'open'", "write 2019/..", 5),
    ("yesterday", "expected a date", "write -1D", 0),
    ("Last Year", "expected a date", "write -1Y", 0),
    ("5 years ago", "expected a date", "write -5Y", 0),
    ("last sunday", "expected a date", "write -Sun", 0),
    ("on Tuesday", "expected a date", "write -Tue or +Tue", 0),
    # offsets
    ("1Y", "found '1Y' without a sign", "write -1Y or +1Y", 0),
    ("-1y", "expected a date", "write -1Y", 0),
    ("-3", "an offset without its unit", "write -3Y or -3D", 0),
    ("+12345Y", "a count of at most four digits", "", 0),
    ("-1Y-13", "found month 13", "", 4),
    ("0Y-02-30", "found day 30 of February", "write 0Y-02", 6),
    ("0M-32", "found day 32 in '0M-32', expected 01 to 31", "", 3),
    ("0M-29-03", "a month takes a day at most", "write 0M-29", 3),
    ("-1D-03", "weeks and days take none", "", 4),
    ("-Sunn", "found 'Sunn', expected a weekday", "write -Sun", 1),
    ("+Xyz", "found 'Xyz', expected a weekday", "", 1),
    # half an event
    ("2021/held", "found 'held'", "", 5),
    ("0Y/held", "found 'held'", "", 3),
    ("talks-2023/", "found an empty end", "", 11),
    ("talks 2023/held", "found 'talks 2023'", "", 0),
    ("a/b/c", "more than one '/'", "", 3),
]


@pytest.mark.parametrize(("text", "words", "suggestion", "offset"), REFUSALS)
def test_refusal_says_what_was_found_where_and_what_to_write(
    text: str, words: str, suggestion: str, offset: int
) -> None:
    with pytest.raises(TimeFormatError) as caught:
        parse_time(text)
    error = caught.value
    assert words in error.message
    assert error.suggestion == suggestion
    assert error.offset == offset
    assert str(error) == (f"{error.message}; {suggestion}" if suggestion else error.message)


@pytest.mark.parametrize(("text", "words", "suggestion", "offset"), REFUSALS)
def test_every_suggested_way_of_writing_can_be_read(text: str, words: str, suggestion: str, offset: int) -> None:
    if suggestion.startswith("write ") and " for " not in suggestion and "such as" not in suggestion:
        for guess in suggestion.removeprefix("write ").split(" or "):
            assert parse_time(guess).text == guess


@pytest.mark.parametrize(
    "text",
    [
        "2" * 81,
        "[" * 1_000_000,
        "2021-" * 200_000,
        "9" * 1_000_000,
        "a/" * 500_000,
        "\ufdfa" * 80,
        "\ud800",
        "[" + "2," * 38 + "2",
        "2021-09-11" + " " * 69 + "T",
        "x" * 39 + "/" + "y" * 39 + "\x00",
        "²⁰²¹",
        "٢٠٢١",
    ],
)
def test_hostile_texts_are_refused_at_once(text: str) -> None:
    began = time.perf_counter()
    with pytest.raises(TimeFormatError) as caught:
        parse_time(text)
    assert time.perf_counter() - began < 1
    assert len(str(caught.value)) < 400
    assert caught.value.offset <= len(text)


def test_longest_text_is_eighty_characters() -> None:
    assert isinstance(parse_time("a" * 40 + "/" + "b" * 39), EventRef)
    with pytest.raises(TimeFormatError, match=r"found a time of 81 characters .* expected at most 80"):
        parse_time("a" * 40 + "/" + "b" * 40)


@given(st.text(max_size=90) | st.text("0129X-/.~?%+YMWDSun[]{}T: ", max_size=24))
@example("0000-24..")
@example("9999-24~/..")
def test_any_text_is_a_time_or_a_time_format_error(text: str) -> None:
    try:
        found = parse_time(text)
    except TimeFormatError as error:
        refused = error
    else:
        assert found.text == text
        assert describe(found)
        return
    assert 0 <= refused.offset <= len(text)
    assert refused.message


def test_suggestions_are_only_what_the_reader_accepts() -> None:
    assert suggest("yesterday", lambda text: text == "-1D") == "write -1D"
    assert suggest("yesterday", lambda text: False) == ""


def test_relative_times_are_told_apart_from_dates() -> None:
    assert isinstance(parse_time("-1Y-09"), Relative)
    assert isinstance(parse_time("2021..-1D"), Relative)
    assert isinstance(parse_time("2021/-1D"), Stretch)
