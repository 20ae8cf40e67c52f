"""Relative times: what they mean told from a known day, and from one that is only known to lie in some span."""

from __future__ import annotations

import pytest
from days import day, span
from hypothesis import example, given
from hypothesis import strategies as st
from told_from import FROM_A_DAY, moment, parse_moment, relative, stretch

from validator.values.calendar import FIRST_DAY, LAST_DAY, WEEKDAYS, month_index
from validator.values.dates import (
    Case,
    Moment,
    Relative,
    Span,
    Stretch,
    describe,
    parse_time,
    resolve,
    weekday_of,
)
from validator.values.relative import MOST_CASES

DAYS_IN_400_YEARS = 146_097


@pytest.mark.parametrize(("text", "anchor", "lo", "hi"), FROM_A_DAY)
def test_told_from_a_known_day(text: str, anchor: str, lo: str | None, hi: str | None) -> None:
    at = span(anchor, anchor)
    (case,) = relative(text).resolve(at)
    assert case.anchor == at
    assert moment(case).spans == (span(lo, hi),)
    assert moment(case).approximate == any(mark in text for mark in "~?%")


@pytest.mark.parametrize(
    ("text", "anchor", "canonical"),
    [
        ("-1Y-09", "2021-03-01", "2020-09"),
        ("-1Y~", "2021-03-01", "2020~"),
        ("0Y-24", "2021-03-01", "2021-24"),
        ("0M-29", "2021-03-01", "2021-03-29"),
        ("-10D~", "2021-03-11", "2021-03-01~"),
        ("-Sun", "2023-11-28", "2023-11-26"),
        ("-10D..0D", "2023-11-28", "2023-11-18..2023-11-28"),
        ("-1Y-03..-1Y-05", "2023-11-28", "2022-03-01..2022-05-31"),
    ],
)
def test_a_resolved_time_is_the_edtf_time_it_is_written_as(text: str, anchor: str, canonical: str) -> None:
    (case,) = relative(text).resolve(span(anchor, anchor))
    assert case.time == parse_time(canonical)


# (text, first anchor day, last anchor day, [(anchor from, anchor to, meaning from, meaning to)])
FROM_A_WINDOW = [
    ("-1Y-09", "2022-03-29", "2022-04-30", [("2022-03-29", "2022-04-30", "2021-09-01", "2021-09-30")]),
    (
        "0Y",
        "2020-12-30",
        "2022-01-02",
        [
            ("2020-12-30", "2020-12-31", "2020-01-01", "2020-12-31"),
            ("2021-01-01", "2021-12-31", "2021-01-01", "2021-12-31"),
            ("2022-01-01", "2022-01-02", "2022-01-01", "2022-12-31"),
        ],
    ),
    (
        "0M-29",
        "2022-03-29",
        "2022-04-30",
        [
            ("2022-03-29", "2022-03-31", "2022-03-29", "2022-03-29"),
            ("2022-04-01", "2022-04-30", "2022-04-29", "2022-04-29"),
        ],
    ),
    (
        "+1Q",
        "2021-09-01",
        "2022-02-15",
        [
            ("2021-09-01", "2021-09-30", "2021-10-01", "2021-12-31"),
            ("2021-10-01", "2021-12-31", "2022-01-01", "2022-03-31"),
            ("2022-01-01", "2022-02-15", "2022-04-01", "2022-06-30"),
        ],
    ),
    ("-1Q", "2021-02-01", "2021-02-01", [("2021-02-01", "2021-02-01", "2020-10-01", "2020-12-31")]),
    ("0Q", "0001-02-01", "0001-02-01", [("0001-02-01", "0001-02-01", "0001-01-01", "0001-03-31")]),
    # days for whose month or year there is no such day drop out
    (
        "0M-31",
        "2022-03-29",
        "2022-05-01",
        [
            ("2022-03-29", "2022-03-31", "2022-03-31", "2022-03-31"),
            ("2022-05-01", "2022-05-01", "2022-05-31", "2022-05-31"),
        ],
    ),
    ("0Y-02-29", "2023-01-01", "2025-12-31", [("2024-01-01", "2024-12-31", "2024-02-29", "2024-02-29")]),
    # both ends of a range move together
    (
        "-1M-31..0M",
        "2022-03-31",
        "2022-04-01",
        [("2022-04-01", "2022-04-01", "2022-03-31", "2022-04-30")],
    ),
    # a range that would run backwards drops out
    ("2022-04..0M", "2022-03-29", "2022-04-30", [("2022-04-01", "2022-04-30", "2022-04-01", "2022-04-30")]),
    # open anchors give one wide moment
    ("-1Y-09", None, "2022-04-30", [(None, "2022-04-30", None, "2021-09-30")]),
    ("-1Y-09", "2022-04-30", None, [("2022-04-30", None, "2021-09-01", None)]),
    ("-1Y-09", None, None, [(None, None, None, None)]),
    ("0M-31", None, "2022-04-30", [(None, "2022-04-30", None, "2022-03-31")]),
    ("0M-31", "2022-04-30", None, [("2022-04-30", None, "2022-05-31", None)]),
    ("0Y-02-29", "1897-01-01", None, [("1897-01-01", None, "1904-02-29", None)]),
    ("-1D", None, "2022-04-30", [(None, "2022-04-30", None, "2022-04-29")]),
    ("-Sun", "2022-04-30", None, [("2022-04-30", None, "2022-04-23", None)]),
    ("-10D..0D", None, "2022-04-30", [(None, "2022-04-30", None, "2022-04-30")]),
    ("..-1D", "2022-03-29", "2022-04-30", [("2022-03-29", "2022-04-30", None, "2022-04-29")]),
    # where the calendar ends
    ("-1Y", "0001-05-01", "0002-05-01", [("0002-01-01", "0002-05-01", "0001-01-01", "0001-12-31")]),
    ("+1D", "9999-12-30", "9999-12-31", [("9999-12-30", "9999-12-31", "9999-12-31", "9999-12-31")]),
    ("-2000Y", "1990-05-01", None, [("1990-05-01", None, "0001-01-01", None)]),
    ("+8000Y", None, "2010-05-01", [(None, "2010-05-01", None, "9999-12-31")]),
    ("+1Y", "9998-05-01", None, [("9998-05-01", None, "9999-01-01", None)]),
]


@pytest.mark.parametrize(("text", "lo", "hi", "expected"), FROM_A_WINDOW)
def test_told_from_an_uncertain_day(
    text: str, lo: str | None, hi: str | None, expected: list[tuple[str | None, str | None, str | None, str | None]]
) -> None:
    cases = relative(text).resolve(span(lo, hi))
    assert [(case.anchor, moment(case).hull) for case in cases] == [
        (span(first, last), span(begins, ends)) for first, last, begins, ends in expected
    ]


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("0M-30", "2022-02-01", "2022-02-28"),
        ("0Y-02-29", "2021-01-01", "2023-12-31"),
        ("-9999Y", "2022-01-01", "2022-12-31"),
        ("-9999Y", "2022-01-01", None),
        ("+9999Y", None, "2022-12-31"),
        ("+1D", "9999-12-31", "9999-12-31"),
        ("+Tue", "9999-12-31", "9999-12-31"),
        ("2023..-1D", "2022-01-01", "2022-12-31"),
        ("2023/0Y", "2022-01-01", "2022-12-31"),
        ("0Y-02-29", "9997-01-01", None),
        ("-1Y-24", "0001-05-01", "0001-05-31"),
    ],
)
def test_no_such_day(text: str, lo: str, hi: str | None) -> None:
    time = parse_time(text)
    assert isinstance(time, Relative | Stretch)
    (case,) = time.resolve(span(lo, hi))
    assert case.anchor == span(lo, hi)
    assert moment(case).impossible
    assert describe(moment(case)) == "no such day"


@pytest.mark.parametrize(
    ("text", "shift", "weekday"),
    [
        ("-1D", (-1, -1), None),
        ("0D", (0, 0), None),
        ("-10D~", (-11, -9), None),
        ("+1W", (1, 14), None),
        ("-1W", (-14, -1), None),
        ("0W", (-6, 6), None),
        ("+3W", (15, 28), None),
        ("-3W", (-28, -15), None),
        ("0W~", (-13, 13), None),
        ("-Sun", (-7, -1), 6),
        ("+Tue", (1, 7), 1),
        ("-10D..0D", (-10, 0), None),
        ("-1W..+1W", (-14, 14), None),
    ],
)
def test_what_moves_with_the_anchor_is_one_case_with_its_shift(
    text: str, shift: tuple[int, int], weekday: int | None
) -> None:
    window = span("2022-03-29", "2022-04-30")
    (case,) = relative(text).resolve(window)
    assert (case.anchor, case.shift, case.weekday) == (window, shift, weekday)
    around = Span(window.lo + shift[0] if window.lo else None, window.hi + shift[1] if window.hi else None)
    assert around.contains(moment(case).hull)
    assert weekday is not None or moment(case).hull == around


def test_a_weekday_told_from_an_uncertain_day_is_one_of_a_few_days() -> None:
    (case,) = relative("-Sun").resolve(span("2022-03-29", "2022-04-12"))
    sundays = ["2022-03-27", "2022-04-03", "2022-04-10"]
    assert moment(case).spans == tuple(span(sunday, sunday) for sunday in sundays)
    assert describe(moment(case)) == "one of 3 days between 27 March and 10 April 2022"
    (one_week,) = relative("-Sun").resolve(span("2022-03-28", "2022-04-03"))
    assert one_week.time == parse_time("2022-03-27")
    (years,) = relative("-Sun").resolve(span("2000-01-01", "2022-04-03"))
    assert moment(years).spans == (span("1999-12-26", "2022-03-27"),)
    (known,) = relative("-Sun").resolve(span("2023-11-28", "2023-11-28"))
    assert known.shift == (-2, -2)


def test_calendar_weeks_run_from_monday_to_sunday() -> None:
    window = span("2023-11-25", "2023-11-28")
    assert relative("+1W").calendar_week(window) == (
        Case(span("2023-11-25", "2023-11-26"), parse_moment("2023-11-27..2023-12-03")),
        Case(span("2023-11-27", "2023-11-28"), parse_moment("2023-12-04..2023-12-10")),
    )
    (this,) = relative("0W").calendar_week(span("2023-11-28", "2023-11-28")) or ()
    assert moment(this).hull == span("2023-11-27", "2023-12-03")
    (wide,) = relative("-1W~").calendar_week(span("2023-11-28", "2023-11-28")) or ()
    assert moment(wide).hull == span("2023-11-13", "2023-12-03")
    (until,) = relative("-1W..0D").calendar_week(span("2023-11-28", "2023-11-28")) or ()
    assert moment(until).hull == span("2023-11-20", "2023-11-28")
    (opened,) = relative("-1W").calendar_week(span(None, "2023-11-28")) or ()
    assert moment(opened).hull == span(None, "2023-11-26")
    (throughout,) = stretch("-1W/0D").calendar_week(span("2023-11-28", "2023-11-28")) or ()
    assert isinstance(throughout.time, Stretch)
    assert throughout.time.start == parse_time("2023-11-20..2023-11-26")
    for text in ("-1D", "0M", "-Sun", "-1Y..0D", "-1Y/0Y"):
        time = parse_time(text)
        assert isinstance(time, Relative | Stretch)
        assert time.calendar_week(window) is None


def test_a_fixed_moment_means_itself() -> None:
    anchor = span("2022-03-29", "2022-04-30")
    assert resolve(parse_moment("2021"), anchor) == (Case(anchor, parse_moment("2021")),)
    assert resolve(relative("-1D"), anchor) == relative("-1D").resolve(anchor)


# Laws


TEXTS = [text for text, *_ in FROM_A_DAY] + ["0M-30", "0M-31", "-1M-29~", "0Y-02-29", "0M-29..0D", "+Sun..+2W"]
STRETCH_TEXTS = ["-10Y/0Y", "-1M/0D", "2021/-1D", "0Y/..", "../-Sun", "-1M-31/0M", "-1W/0W", "0M-15/0D"]
WINDOWS = st.tuples(st.integers(day("1995-01-01"), day("2032-01-01")), st.integers(0, 900))


def anchors_of(cases: tuple[Case, ...]) -> list[int]:
    return [number for case in cases if case.anchor.bounded for number in range(case.anchor.bounded[0], last_of(case))]


def last_of(case: Case) -> int:
    assert case.anchor.hi is not None
    return case.anchor.hi + 1


def possible_days(time: Moment) -> set[int]:
    return {number for part in time.spans if part.bounded for number in range(part.bounded[0], part.bounded[1] + 1)}


def covers(wide: Moment | Stretch, narrow: Moment | Stretch) -> bool:
    if isinstance(narrow, Moment):
        assert isinstance(wide, Moment)
        return all(any(part.contains(inner) for part in wide.spans) for inner in narrow.spans)
    assert isinstance(wide, Stretch)
    ends = ((wide.start, narrow.start), (wide.end, narrow.end))
    return all(
        one is other is None or (isinstance(one, Moment) and isinstance(other, Moment) and covers(one, other))
        for one, other in ends
    )


@given(st.sampled_from(TEXTS + STRETCH_TEXTS), WINDOWS, st.data())
def test_cases_partition_the_anchor_and_agree_with_each_of_its_days(
    text: str, window: tuple[int, int], data: st.DataObject
) -> None:
    time = parse_time(text)
    assert isinstance(time, Relative | Stretch)
    anchor = Span(window[0], sum(window))
    cases = time.resolve(anchor)
    covered = anchors_of(cases)
    assert covered == sorted(set(covered))
    assert set(covered) <= set(range(window[0], sum(window) + 1))

    told_from = data.draw(st.integers(window[0], sum(window)))
    (single,) = time.resolve(Span(told_from, told_from))
    over = [case for case in cases if case.anchor.contains(single.anchor)]
    if isinstance(single.time, Moment) and single.time.impossible:
        return
    (case,) = over  # a day that means something is in exactly one case
    assert covers(case.time, single.time)
    if case.shift is not None and isinstance(single.time, Moment):
        meant = range(told_from + case.shift[0], told_from + case.shift[1] + 1)
        tied = {number for number in meant if case.weekday in (None, weekday_of(number))}
        ends_on_weekday = ".." in text and any(name[:3] in text for name in WEEKDAYS)
        assert possible_days(single.time) <= tied if ends_on_weekday else possible_days(single.time) == tied


@given(st.sampled_from([text for text in TEXTS if "D" not in text and "W" not in text]), WINDOWS)
def test_every_day_that_a_case_covers_means_just_that_case(text: str, window: tuple[int, int]) -> None:
    for case in relative(text).resolve(Span(window[0], sum(window))):
        if case.shift is None and not moment(case).impossible and case.anchor.bounded:
            for told_from in {case.anchor.bounded[0], case.anchor.bounded[1]}:
                (single,) = relative(text).resolve(Span(told_from, told_from))
                assert single.time == case.time


@given(st.sampled_from(WEEKDAYS), st.booleans(), st.integers(FIRST_DAY + 7, LAST_DAY - 7))
def test_last_and_next_weekday_are_the_nearest_strictly_before_and_after(
    name: str, forward: bool, told_from: int
) -> None:
    (case,) = relative(("+" if forward else "-") + name[:3]).resolve(Span(told_from, told_from))
    (meant,) = possible_days(moment(case))
    assert WEEKDAYS[weekday_of(meant)] == name
    assert 1 <= (meant - told_from if forward else told_from - meant) <= 7


@given(st.sampled_from(TEXTS), st.integers(day("1600-01-01"), day("2400-12-31")))
def test_four_hundred_years_later_everything_repeats(text: str, told_from: int) -> None:
    if "2021" in text or text.startswith("-2022Y"):
        return  # named years do not move; the other one leaves the calendar
    late = told_from + DAYS_IN_400_YEARS
    (early_case,), (late_case,) = (relative(text).resolve(Span(at, at)) for at in (told_from, late))
    assert tuple(part.shift(DAYS_IN_400_YEARS) for part in moment(early_case).spans) == moment(late_case).spans


@given(st.sampled_from(TEXTS), st.integers(FIRST_DAY, LAST_DAY), st.integers(0, LAST_DAY))
@example("0M-31", FIRST_DAY, LAST_DAY)
def test_the_number_of_cases_is_bounded(text: str, lo: int, length: int) -> None:
    anchor = Span(lo, min(lo + length, LAST_DAY))
    cases = relative(text).resolve(anchor)
    assert len(cases) <= min(MOST_CASES, month_index(anchor.hi or lo) - month_index(lo) + 1)


def test_too_many_cases_become_one_wide_enough_for_all() -> None:
    anchor = span("1800-02-01", "2100-02-15")
    (case,) = relative("0M-31").resolve(anchor)
    assert (case.anchor, moment(case).hull) == (anchor, span("1800-03-31", "2100-01-31"))
