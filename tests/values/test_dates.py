"""Time values: what each way of writing a date stands for, what is refused and how, and how it reads in English."""

from __future__ import annotations

import time
from datetime import date
from itertools import product

import pytest
from edtf import EDTFParseException, parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from validator.values.calendar import (
    ALWAYS,
    FIRST_DAY,
    LAST_DAY,
    MONTHS,
    WEEKDAYS,
    day_number,
    hull_of,
    month_length,
    months_span,
    weekdays_in,
    within_calendar,
)
from validator.values.dates import (
    EventRef,
    Moment,
    Relative,
    Span,
    Stretch,
    TimeFormatError,
    describe,
    describe_day,
    describe_span,
    parse_time,
    parse_weekday,
    somewhere_in,
    weekday_of,
)
from validator.values.dates_hints import suggest
from validator.values.dates_moment import Fixed, place

DAYS_IN_400_YEARS = 146_097

# (text, first possible day, last possible day, precision), ordered by EDTF level; None is an open end
MOMENTS = [
    # level 0
    ("2021", "2021-01-01", "2021-12-31", "year"),
    ("2021-09", "2021-09-01", "2021-09-30", "month"),
    ("2021-02", "2021-02-01", "2021-02-28", "month"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("1900-02", "1900-02-01", "1900-02-28", "month"),
    ("2000-02", "2000-02-01", "2000-02-29", "month"),
    ("2021-09-11", "2021-09-11", "2021-09-11", "day"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
    ("0001", "0001-01-01", "0001-12-31", "year"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "day"),
    # level 1: uncertain and approximate
    ("2021~", "2020-01-01", "2022-12-31", "year"),
    ("2021?", "2020-01-01", "2022-12-31", "year"),
    ("2021%", "2020-01-01", "2022-12-31", "year"),
    ("2021-09~", "2021-08-01", "2021-10-31", "month"),
    ("2021-01~", "2020-12-01", "2021-02-28", "month"),
    ("2021-12?", "2021-11-01", "2022-01-31", "month"),
    ("2021-09-11~", "2021-09-10", "2021-09-12", "day"),
    ("2021-01-01%", "2020-12-31", "2021-01-02", "day"),
    ("0001~", "0001-01-01", "0002-12-31", "year"),
    ("9999-12-31~", "9999-12-30", "9999-12-31", "day"),
    # level 1: unspecified digits
    ("202X", "2020-01-01", "2029-12-31", "decade"),
    ("202X~", "2010-01-01", "2039-12-31", "decade"),
    ("000X", "0001-01-01", "0009-12-31", "decade"),
    ("999X", "9990-01-01", "9999-12-31", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "span"),
    ("2021-XX", "2021-01-01", "2021-12-31", "year"),
    ("2021-XX-XX", "2021-01-01", "2021-12-31", "year"),
    ("2021-09-XX", "2021-09-01", "2021-09-30", "month"),
    # level 1: seasons
    ("2021-21", "2021-03-01", "2021-05-31", "season"),
    ("2021-22", "2021-06-01", "2021-08-31", "season"),
    ("2021-23", "2021-09-01", "2021-11-30", "season"),
    ("2021-24", "2021-12-01", "2022-02-28", "season"),
    ("2023-24", "2023-12-01", "2024-02-29", "season"),
    ("2021-21~", "2020-12-01", "2021-08-31", "season"),
    ("2021-24~", "2021-09-01", "2022-05-31", "season"),
    ("9999-24", "9999-12-01", "9999-12-31", "season"),
    # beyond EDTF: one unknown day in a range
    ("2022-03-29..2022-04-30", "2022-03-29", "2022-04-30", "span"),
    ("2019..2021-03", "2019-01-01", "2021-03-31", "span"),
    ("2021-09..2021", "2021-09-01", "2021-12-31", "span"),
    ("2019~..2021", "2018-01-01", "2021-12-31", "span"),
    ("2021-24..2022", "2021-12-01", "2022-12-31", "span"),
    ("2021-09-11..2021-09-11", "2021-09-11", "2021-09-11", "day"),
    ("..2021-05-03", None, "2021-05-03", "span"),
    ("2021-05..", "2021-05-01", None, "span"),
]


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def span(lo: str | None, hi: str | None) -> Span:
    return Span(None if lo is None else day(lo), None if hi is None else day(hi))


def moment(text: str) -> Moment:
    found = parse_time(text)
    assert isinstance(found, Moment)
    return found


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
    ("1900-02-29", "February 1900 has 28 days", "write 1900-02-28 or 1900-02", 8),
    ("2021-09-31", "found day 31 of September in '2021-09-31', expected 01 to 30", "write 2021-09", 8),
    ("2021-09-00", "found day 00 of September", "write 2021-09", 8),
    ("XXXX-02-30", "found day 30 of February", "write XXXX-02", 8),
    ("2021-13", "expected 01 to 12, or a season 21 (spring) to 24 (winter)", "", 5),
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
    ("2021-21-03", "found day 03 of the season spring", "write 2021-03-21", 5),
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


# Laws


ANY_DAY = st.integers(FIRST_DAY, LAST_DAY)


@given(ANY_DAY)
@example(FIRST_DAY)
@example(LAST_DAY)
def test_an_iso_date_is_that_day(number: int) -> None:
    found = moment(date.fromordinal(number).isoformat())
    assert found.spans == (Span(number, number),)
    assert found.precision == "day"


PLAIN = [text for text, *_ in MOMENTS if not any(mark in text for mark in "~?%.")]


@pytest.mark.parametrize("text", PLAIN)
def test_widening_contains_the_plain_time_and_remembers_it(text: str) -> None:
    plain = moment(text)
    for mark in "~?%":
        wide = moment(text + mark)
        assert wide.hull.contains(plain.hull)
        assert wide.hull != plain.hull
        assert wide.stated == plain.hull
        assert wide.precision == plain.precision
    assert plain.stated is None


@given(st.integers(1, 9599), st.integers(1, 12), st.integers(1, 28), st.sampled_from(["", "~"]))
def test_four_hundred_years_later_everything_repeats(year: int, month: int, number: int, mark: str) -> None:
    for shape in (f"-{month:02}-{number:02}", f"-{month:02}", "", "-24"):
        early, late = moment(f"{year:04}{shape}{mark}"), moment(f"{year + 400:04}{shape}{mark}")
        if early.hull.lo != FIRST_DAY and late.hull.hi != LAST_DAY:  # else the edge of the calendar cut one of them
            assert late.hull == early.hull.shift(DAYS_IN_400_YEARS)


@given(ANY_DAY, ANY_DAY)
def test_a_span_written_as_a_range_is_read_back(one: int, other: int) -> None:
    written = somewhere_in(Span(min(one, other), max(one, other)))
    assert parse_time(written.text) == written


@given(st.sampled_from([text for text, *_ in MOMENTS]), st.sampled_from([text for text, *_ in MOMENTS]))
def test_a_range_reaches_from_the_first_day_of_one_to_the_last_of_the_other(one: str, other: str) -> None:
    if ".." in one or ".." in other:
        return
    start, end = moment(one).hull, moment(other).hull
    assert start.lo is not None
    assert end.hi is not None
    if start.lo <= end.hi:
        assert moment(f"{one}..{other}").hull == Span(start.lo, end.hi)
        assert parse_time(f"{one}/{other}") == Stretch(f"{one}/{other}", moment(one), moment(other))
    else:
        for mark in ("..", "/"):
            with pytest.raises(TimeFormatError, match="ends before it begins"):
                parse_time(f"{one}{mark}{other}")


# Spans


ENDS = st.none() | st.integers(1, 12)


@st.composite
def small_spans(draw: st.DrawFn) -> Span:
    lo, hi = draw(ENDS), draw(ENDS)
    return Span(min(lo, hi), max(lo, hi)) if lo is not None and hi is not None else Span(lo, hi)


def days_of(of: Span) -> set[int]:
    return {number for number in range(-1, 15) if of.intersect(Span(number, number)) is not None}


@given(small_spans(), small_spans())
def test_spans_are_sets_of_days(one: Span, other: Span) -> None:
    common = one.intersect(other)
    assert (set() if common is None else days_of(common)) == days_of(one) & days_of(other)
    assert one.overlaps(other) == bool(days_of(one) & days_of(other))
    assert one.contains(other) == (days_of(other) <= days_of(one))
    assert {number + 2 for number in days_of(one)} & set(range(1, 13)) == days_of(one.shift(2)) & set(range(1, 13))
    assert (one < other) + (other < one) + (one == other) == 1


def test_spans_order_by_first_then_last_day_with_open_ends_outermost() -> None:
    ordered = [Span(None, 3), Span(None, None), Span(1, 2), Span(1, None), Span(2, 2), Span(2, 3)]
    assert sorted(ordered[3:] + ordered[:3]) == ordered
    assert [entry.is_day for entry in ordered] == [False, False, False, False, True, False]
    assert Span(1, 2).bounded == (1, 2)
    assert Span(1, None).bounded is None


def test_a_span_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="must not end"):
        Span(5, 4)
    with pytest.raises(ValueError, match="no days"):
        hull_of(())


def test_the_calendar_ends_with_the_years_1_and_9999() -> None:
    assert within_calendar(Span(-5, 5)) == Span(1, 5)
    assert within_calendar(Span(None, LAST_DAY + 4)) == Span(None, LAST_DAY)
    assert within_calendar(Span(-5, 0)) is None
    assert months_span(12 * 10_000, 12) is None
    assert day_number(2021, 2, 29) is None
    assert day_number(0, 1, 1) is None
    assert sum(month_length(2024, month) for month in range(1, 13)) == 366
    assert place(0, Fixed(24)) is None  # its January and February lie in the year 1, but there is no year 0
    assert place(10_000, Fixed()) is None
    assert somewhere_in(Span(-5, 0)).impossible
    with pytest.raises(ValueError, match="no days"):
        _ = somewhere_in(Span(-5, 0)).hull


# Weekdays


@given(ANY_DAY)
def test_weekdays_agree_with_the_standard_library(number: int) -> None:
    assert weekday_of(number) == date.fromordinal(number).weekday()
    for weekday in range(7):
        (only,) = weekdays_in(Span(number, number + 6), weekday)
        assert weekday_of(only) == weekday


def test_unbounded_spans_have_no_list_of_weekdays() -> None:
    with pytest.raises(ValueError, match="unbounded"):
        weekdays_in(Span(None, 3), 0)


@pytest.mark.parametrize(("number", "name"), list(enumerate(WEEKDAYS)))
def test_weekday_names(number: int, name: str) -> None:
    for text in (name, name.lower(), name[:3], name[:3].upper()):
        assert parse_weekday(text) == number


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [("Wedn", "write Wed"), (" Mon ", "write Mon"), ("Tues", "write Tue"), ("", ""), ("8", ""), ("q" * 10**6, "")],
)
def test_other_weekdays_are_refused(text: str, suggestion: str) -> None:
    with pytest.raises(TimeFormatError, match="expected a weekday") as caught:
        parse_weekday(text)
    assert caught.value.suggestion == suggestion


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


# An independent reader of EDTF, on the part of the standard that both take


SHARED = (
    [f"{year}{tail}" for year, tail in product(("0001", "1900", "2000", "2021", "2024", "9999"), ("", "-02", "-09"))]
    + [f"2021-{month:02}" for month in (*range(1, 13), 21, 22, 23)]
    + [f"{year}-02-{number}" for year in (1900, 2000, 2021, 2024) for number in ("01", "28")]
    + ["2000-02-29", "2024-02-29", "2021-12-31", "0001-01-01", "9999-12-31"]
    + [f"{text}{mark}" for text in ("2021", "2021-09", "2021-09-11") for mark in "~?%"]
    + ["202X", "201X", "20XX", "19XX", "2021-XX", "2021-XX-XX", "2021-09-XX", "2024-02-XX"]
)
SHARED_STRETCHES = ["2020/2021", "2019-03/2019-05-09", "2021-09-11/2022", "2004-02-01/2005-02", "1964/2008-08-31"]
BOTH_REFUSE = ["2021-9", "2021-00", "2021-13", "2021-21-03", "2021-04-31", "hello", "2021/09/11", "2021-09-1X-"]

# Known differences: (text, what is read here ("" for refused), what the other library reads)
DIFFERENCES = [
    ("2021-24", "2021-12-01 2022-02-28", "2021-12-01 2021-12-31"),  # its winter stops at the year's end
    ("000X", "0001-01-01 0009-12-31", "0000-01-01 0009-12-31"),  # it has a year 0
    ("0000", "", "0000-01-01 0000-12-31"),
    ("2021-02-29", "", "2021-02-29 2021-02-29"),  # it does not know which days exist
    ("2020/2019", "", "2020-01-01 2019-12-31"),  # it lets a stretch run backwards
    ("/2021", "", "2011-12-31 2021-12-31"),  # it makes up ten years where the start is unknown
    ("2XXX", "", "2000-01-01 2999-12-31"),  # level 2
    ("202X-09", "", "2020-09-01 2029-09-30"),
    ("2021-XX-12", "", "2021-01-12 2021-12-12"),
    ("2021-25", "", "2021-03-01 2021-05-31"),
    ("[2021..2022]", "", "2021-01-01 2022-12-31"),
    ("-0043", "", "-043-01-01 -043-12-31"),
    ("2021-09-11T10:00:00", "", "2021-09-11 2021-09-11"),  # finer than a day
]


def read_by_edtf(text: str) -> str:
    found = parse_edtf(text)
    return " ".join(
        f"{end.tm_year:04}-{end.tm_mon:02}-{end.tm_mday:02}" for end in (found.lower_strict(), found.upper_strict())
    )


def read_here(text: str) -> str:
    try:
        found = parse_time(text)
    except TimeFormatError:
        return ""
    assert isinstance(found, Moment | Stretch)
    days = found.possibly if isinstance(found, Stretch) else found.stated or found.hull
    assert days.bounded is not None
    return " ".join(date.fromordinal(end).isoformat() for end in days.bounded)


@pytest.mark.parametrize("text", SHARED + SHARED_STRETCHES)
def test_reads_as_the_edtf_library_does(text: str) -> None:
    assert read_here(text) == read_by_edtf(text)


@pytest.mark.parametrize("text", BOTH_REFUSE)
def test_refuses_what_the_edtf_library_refuses(text: str) -> None:
    assert read_here(text) == ""
    with pytest.raises(EDTFParseException):
        parse_edtf(text)


@pytest.mark.parametrize(("text", "here", "there"), DIFFERENCES)
def test_known_differences_from_the_edtf_library(text: str, here: str, there: str) -> None:
    assert read_here(text) == here
    assert read_by_edtf(text) == there


def test_relative_times_are_told_apart_from_dates() -> None:
    assert isinstance(parse_time("-1Y-09"), Relative)
    assert isinstance(parse_time("2021..-1D"), Relative)
    assert isinstance(parse_time("2021/-1D"), Stretch)
