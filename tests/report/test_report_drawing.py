"""Values on an axis and timelines as steps: what is drawn is where it belongs, and what is unclear is not drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hostile import SETTINGS, texts
from hypothesis import given
from hypothesis import strategies as st
from sample import sample

from validator.judgement.findings import Camp, Step, Timeline
from validator.report import axis, drawing
from validator.report.axis import Span


def day(text: str) -> Fraction:
    return Fraction(date.fromisoformat(text).toordinal())


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("2020", "2020-01-01", "2021-01-01"),
        ("2021-09", "2021-09-01", "2021-10-01"),
        ("2021-12", "2021-12-01", "2022-01-01"),
        ("2021-09-11", "2021-09-11", "2021-09-12"),
        ("11 September 2021", "2021-09-11", "2021-09-12"),
        ("Sep 2021", "2021-09-01", "2021-10-01"),
        ("planned: 2025", "2025-01-01", "2026-01-01"),
        ("2020/2021-03", "2020-01-01", "2021-04-01"),
        ("2022-03-29..2022-04-30", "2022-03-29", "2022-05-01"),
        ("after 2020-10-15", "2020-10-16", None),
        ("since 2020", "2020-01-01", None),
        ("2020/..", "2020-01-01", None),
        ("before 2021", None, "2021-01-01"),
        ("../2021", None, "2022-01-01"),
        ("CSP (since 27 November 2023)", "2023-11-27", None),
        ("as published, between 29 March and 28 April 2022", "2022-03-29", "2022-04-29"),
        ("throughout all the time until 14 October 2020", None, "2020-10-14"),
        ("signed or ratified: September 2021", "2021-09-01", "2021-10-01"),
    ],
)
def test_days_and_periods(value: str, low: str | None, high: str | None) -> None:
    found = axis.axis_of([value, "2020"])
    assert found is not None
    assert found.kind == "time"
    assert found.spans[0] == (Span(day(low) if low else None, day(high) if high else None),)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("5 ships", 5, 5),
        ("1,600 ships", 1600, 1600),
        ("160..170 ships", 160, 170),
        ("between 3 and 5 ships", 3, 5),
        ("over 300 ships", 300, None),
        ("at least 300 ships", 300, None),
        ("under 20 ships", None, 20),
        ("about 2.5 thousand ships", 2500, 2500),
        ("3e2 ships", 300, 300),
        ("1..2 million ships", 1_000_000, 2_000_000),
    ],
)
def test_numbers_and_ranges(value: str, low: int | None, high: int | None) -> None:
    found = axis.axis_of([value, "7 ships"])
    assert found is not None
    assert (found.kind, found.unit) == ("number", "ships")
    ends = (Fraction(low) if low is not None else None, Fraction(high) if high is not None else None)
    assert found.spans[0] == (Span(*ends),)


def test_a_closing_bracket_may_hold_several_stretches() -> None:
    found = axis.axis_of(["CSP (since 27 November 2023; as published, 28 April 2025)", "SP (2022)"])
    assert found is not None
    assert found.spans[0] == (Span(day("2023-11-27"), None), Span(day("2025-04-28"), day("2025-04-29")))


def test_each_way_of_saying_a_value_is_a_stretch() -> None:
    found = axis.axis_of(["August 2021 (signed) / 11 September 2021 (signed)", "2020 (agreed-in-principle or signed)"])
    assert found is not None
    assert found.spans[0] == (Span(day("2021-08-01"), day("2021-09-01")), Span(day("2021-09-11"), day("2021-09-12")))
    assert found.spans[1] == (Span(day("2020-01-01"), day("2021-01-01")),)
    amounts = axis.axis_of(["about 42 million EUR / 42.7 million EUR", "51..55 million EUR"])
    assert amounts is not None
    assert amounts.unit == "EUR"
    assert [span.low for span in amounts.spans[0]] == [42_000_000, 42_700_000]


@pytest.mark.parametrize(
    "values",
    [
        ["2020"],
        ["2020 / unknown", "2021"],
        ["3 Augu\u017ft 2020", "3 Auguſt 2021"],
        ["٣ ships", "٤ ships"],
        ["5 ships / 6 planes", "7 ships"],
        ["5 ships / ", "7 ships"],
        ["5 (ships)", "6 (planes) / 7"],
        ["2020", "China"],
        ["2021-02-30", "2020"],
        ["5 ships", "5 planes"],
        ["CN, RU (5)", "6"],
        ["4th, after PH", "3"],
        ["170..160 ships", "5 ships"],
        ["2021/2020", "2020"],
        ["2020, 2021 and 2022", "2020"],
        ["", ""],
        ["5 (2020)", "6 (2021)"],
        ["CSP (since 2020; unknown)", "2021"],
    ],
)
def test_what_is_not_surely_a_day_or_a_number_is_not_drawn(values: list[str]) -> None:
    assert axis.axis_of(values) is None


VALUES = st.sampled_from(["1000", "2020", "2999", "2021-09", "before 1000", "after 2999-12-31", "5 USD", "1e60 USD"])


@SETTINGS
@given(st.lists(st.one_of(VALUES, texts), max_size=4))
def test_axes_hold_their_values_and_have_few_ticks(values: list[str]) -> None:
    found = axis.axis_of(values)
    if found is None:
        return
    assert found.low < found.high
    for span in (span for each in found.spans for span in each):
        ends = [end for end in (span.low, span.high) if end is not None]
        assert ends
        assert all(found.low <= end <= found.high for end in ends)
    assert len(found.ticks) <= 7
    assert len({tick.label for tick in found.ticks}) == len(found.ticks)
    assert all(found.low <= tick.at <= found.high for tick in found.ticks)


def test_a_drawn_clash_has_a_bar_and_a_row_for_each_camp() -> None:
    finding = next(one for one in sample().findings if one.verdict == "contradiction")
    drawn = drawing.clash(finding)
    assert drawn is not None
    assert [bar.label for bar in drawn.bars] == ["A  2020", "B  2021-09", "C  after 2020-10-15"]
    assert [bar.stretches[0].open_right for bar in drawn.bars] == [False, False, True]
    assert drawn.rows == (
        ("A: 2020", "1 January 2020 to 31 December 2020"),
        ("B: 2021-09", "1 September 2021 to 30 September 2021"),
        ("C: after 2020-10-15", "16 October 2020 or later"),
    )
    parts = [bar.stretches[0] for bar in drawn.bars]
    edges = [float(part.x.rstrip("%")) + float(part.width.rstrip("%")) for part in parts]
    assert max(edges) <= 100.01
    assert edges[0] < float(parts[1].x.rstrip("%"))


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("CSP (since 27 November 2023; as published, 28 April 2025)", "A  CSP"),
        ("agreed-in-principle or signed: September 2021", "A  September 2021"),
        ("planned: 2025", "A  planned: 2025"),
    ],
)
def test_a_long_label_keeps_what_tells_it_apart(value: str, label: str) -> None:
    finding = next(one for one in sample().findings if one.verdict == "contradiction")
    drawn = drawing.clash(replace(finding, camps=(Camp(value, ()), Camp("2020", ()))))
    assert drawn is not None
    assert drawn.bars[0].label == label


def test_camps_of_names_are_not_drawn() -> None:
    finding = next(one for one in sample().findings if one.rule == "ordinal-conflict")
    assert drawing.clash(finding) is None


def test_members_stand_in_order_of_joining_and_may_leave_and_return() -> None:
    timeline = Timeline(
        "VN",
        "partners",
        (
            Step("", "2010", ("B",), False, ()),
            Step("2010", "2012", ("A", "B"), True, ()),
            Step("2012", "2014", ("A",), True, ()),
            Step("2014", "", ("A", "B", "C"), True, ()),
        ),
    )
    chart = drawing.steps(timeline)
    assert chart is not None
    assert [(one.name, one.stretches) for one in chart.members] == [
        ("B", (("0%", "50%"), ("75%", "25%"))),
        ("A", (("25%", "75%"),)),
        ("C", (("75%", "25%"),)),
    ]
    assert [column.number for column in chart.columns] == ["≥ 1", "2", "1", "3"]
    assert chart.described == (
        "Step chart of members over time: from the beginning at least 1; from 2010 exactly 2; from 2012 exactly 1; "
        "from 2014 exactly 3."
    )


@pytest.mark.parametrize("steps", [(), (Step("2010", "", (), True, ()),)])
def test_an_empty_timeline_is_not_drawn(steps: tuple[Step, ...]) -> None:
    assert drawing.steps(Timeline("VN", "partners", steps)) is None


def test_more_camps_than_letters_are_not_drawn() -> None:
    finding = sample().findings[0]
    camps = tuple(Camp(f"{number} ships", ()) for number in range(30))
    assert drawing.clash(replace(finding, camps=camps)) is None


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (Fraction(170_800_000_000), "170.8 billion"),
        (Fraction(427, 10), "42.7"),
        (Fraction(5000), "5,000"),
        (Fraction(-3, 2), "-1.5"),
        (Fraction(10**13), "10 trillion"),
        (Fraction(0), "0"),
    ],
)
def test_numbers_in_words(number: Fraction, told: str) -> None:
    assert axis.number_words(number) == told
