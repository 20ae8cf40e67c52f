"""Who belonged when, as far as the claims tell for sure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import small_corpus

from validator.judgement.ahead import told_ahead
from validator.judgement.engine import judge
from validator.judgement.findings import Step
from validator.judgement.timelines import timelines
from validator.records.opening import load

NAMES = ("club", "a", "b", "c")


def steps(root: Path, claims: list[dict[str, Any]], **source: str) -> list[Step]:
    written = [{"subject": "club", "property": "members", **claim} for claim in claims]
    told = {
        "entities": {name: {"type": "thing"} for name in NAMES} | {"talks": {"type": "meeting"}},
        "properties": {"members": {"kind": "set"}, "held": {"kind": "event"}},
        "morning": {"published": "2020-06-30", **source, "claims": written},
    }
    corpus = load(small_corpus.write_parsed(root, told))
    assert not corpus.faults, corpus.faults
    found = timelines(judge(corpus), only=[("club", "members")])
    return list(found[0].steps) if found else []


def told(found: list[Step]) -> list[tuple[str, str, str, bool]]:
    return [(*step.dates, " ".join(step.value), step.closed) for step in found]


def test_a_member_that_left_and_came_back_is_not_there_in_between(tmp_path: Path) -> None:
    found = steps(
        tmp_path,
        [
            {"has": ["a"], "since": "2001", "until": "2003"},
            {"has": ["a"], "since": "2007", "until": "2009-05-01"},
            {"has": ["b"], "since": "2002-03-01"},
        ],
    )
    assert told(found) == [
        ("2002-01-01", "2002-03-01", "a", False),
        ("2002-03-02", "2002-12-31", "a b", False),
        ("2003-01-01", "2007-12-31", "b", False),
        ("2008-01-01", "2009-04-30", "a b", False),
        ("2009-05-01", "", "b", False),
    ]


def test_a_complete_list_closes_its_step(tmp_path: Path) -> None:
    found = steps(
        tmp_path,
        [{"only": ["a", "b"], "at": "2010-01-01"}, {"has": ["c"], "since": "2012-07-09"}],
    )
    assert told(found) == [("2010-01-01", "2012-07-09", "a b", True), ("2012-07-10", "", "a b c", False)]


def test_a_clash_elsewhere_hides_no_timeline(tmp_path: Path) -> None:
    found = steps(
        tmp_path,
        [
            {"has": ["a"], "since": "2001", "until": "2003"},
            {"subject": "talks", "property": "held", "when": "2005-01-01"},
            {"subject": "talks", "property": "held", "when": "2005-01-02"},
        ],
    )
    assert told(found) == [("2002-01-01", "2002-12-31", "a", False)]


def test_what_is_seen_on_an_unknown_day_is_known_from_the_last_it_can_be(tmp_path: Path) -> None:
    found = steps(tmp_path, [{"has": ["a"]}], published="2020-03-01..2020-04-30")
    assert told(found) == [("2020-04-30", "", "a", False)]


def test_a_beginning_that_may_be_the_end_proves_no_day(tmp_path: Path) -> None:
    assert steps(tmp_path, [{"has": ["a"], "since": "2003", "until": "2003"}]) == []


def figures(root: Path, sources: dict[str, Any], **property: Any) -> list[tuple[str, str, str, tuple[str, ...]]]:
    told = {
        "entities": ["flood"],
        "properties": {"killed": {"kind": "quantity", "unit": "people", **property}},
        **sources,
    }
    corpus = load(small_corpus.write_parsed(root, told))
    assert not corpus.faults, corpus.faults
    found = timelines(judge(corpus), only=[("flood", "killed")])
    return [(*step.dates, *step.value, step.support) for timeline in found for step in timeline.steps]


def _killed(amount: str, **more: str) -> dict[str, str]:
    return {"subject": "flood", "property": "killed", "is": f"{amount} people", **more}


def test_figures_stand_in_the_order_of_their_days(tmp_path: Path) -> None:
    sources = {
        "late": {"published": "2021-07-19", "claims": [_killed("163"), _killed("98", at="-Sat")]},
        "early": {"published": "2021-07-17", "claims": [_killed("133", at="0D"), _killed("98", at="2021-07-17")]},
        "window": {"published": "2022-07-01..2022-07-14", "claims": [_killed("at least 180")]},
        "narrow": {"published": "2021-07-20", "claims": [_killed("4", among="flood")]},
    }
    assert figures(tmp_path, sources, **{"grows-only": True}) == [
        ("2021-07-17", "2021-07-17", "98 people", ("early/c2", "late/c2")),
        ("2021-07-17", "2021-07-17", "133 people", ("early/c1",)),
        ("2021-07-19", "2021-07-19", "163 people", ("late/c1",)),
        ("2022-07-01", "2022-07-14", "at least 180 people", ("window/c1",)),
        ("2021-07-20", "2021-07-20", "4 people", ("narrow/c1",)),
    ]


def test_a_figure_without_a_time_comes_last(tmp_path: Path) -> None:
    sources = {"morning": {"published": "2021-07-19", "claims": [_killed("163"), _killed("98", during="2021-07-17")]}}
    assert figures(tmp_path, sources) == [
        ("2021-07-17", "2021-07-17", "98 people", ("morning/c2",)),
        ("", "", "163 people", ("morning/c1",)),
    ]


def test_a_holder_who_began_on_the_day_of_publication_is_there_on_that_day(tmp_path: Path) -> None:
    told = {
        "entities": ["office", "ann", "bob"],
        "properties": {"holder": {"kind": "state"}},
        "old": {
            "published": "2020-01-01",
            "claims": [
                {"subject": "office", "property": "holder", "is": "ann", "since": "2001", "until": "2019-05-01"}
            ],
        },
        "new": {
            "published": "2019-05-01",
            "claims": [{"subject": "office", "property": "holder", "is": "bob", "since": "2019-05-01"}],
        },
    }
    corpus = load(small_corpus.write_parsed(tmp_path, told))
    (found,) = timelines(judge(corpus), only=[("office", "holder")])
    assert [(*step.dates, step.value) for step in found.steps] == [
        ("2002-01-01", "2019-04-30", ("ann",)),
        ("2019-05-01", "2019-05-01", ("bob",)),
    ]
    assert found.changes == ("moved from ann to bob on 1 May 2019",)


def test_what_is_told_ahead_stands_in_the_order_in_which_it_was_told(tmp_path: Path) -> None:
    plan = {"subject": "firm", "property": "deliveries", "during": "2021-33", "mood": "planned"}
    told = {
        "entities": ["firm", "other"],
        "properties": {"deliveries": {"kind": "quantity", "unit": "doses"}},
        "march": {"published": "2021-03-12", "claims": [{**plan, "is": "30 million doses"}]},
        "january": {
            "published": "2021-01-22",
            "claims": [{**plan, "is": "31 million doses"}, {**plan, "subject": "other", "is": "5 million doses"}],
        },
        "april": {"published": "2021-04-02", "claims": [{**plan, "is": "29 million doses", "mood": "asserted"}]},
    }
    judged = judge(load(small_corpus.write_parsed(tmp_path, told)))
    ahead = told_ahead(judged, "firm", "deliveries")
    assert [(*one.claims, one.told) for one in ahead] == [
        ("january/c1", "22 January 2021"),
        ("march/c1", "12 March 2021"),
    ]
    assert ahead[0].words == "deliveries - 31 million doses, planned, throughout the first quarter of 2021"
    (found,) = timelines(judged, only=[("firm", "deliveries")])
    assert [step.support for step in found.steps] == [("april/c1",)]
    assert told_ahead(judged, "other", "deliveries")[0].claims == ("january/c2",)
