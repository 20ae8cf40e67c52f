"""What was planned, in the order in which it was told, with what became of it; and the days of events beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import small_corpus

from validator.judgement.ahead import told_ahead
from validator.judgement.engine import judge
from validator.judgement.findings import Ahead
from validator.judgement.timelines import timelines
from validator.records.opening import load

PROPERTIES = {
    "opened": {"kind": "event"},
    "contract": {"kind": "event", "stages": ["agreed", "signed"]},
    "cost": {"kind": "quantity", "unit": "EUR", "lasting": True},
}


def judged(root: Path, **sources: Any) -> Any:
    corpus = load(small_corpus.write_parsed(root, {"entities": ["hall"], "properties": PROPERTIES, **sources}))
    assert not corpus.faults, corpus.faults
    return judge(corpus)


def said(property: str, value: str | None = None, **keys: str) -> dict[str, Any]:
    return {"subject": "hall", "property": property, **({} if value is None else {"is": value}), **keys}


def lines(ahead: tuple[Ahead, ...]) -> list[tuple[str, str, str]]:
    return [(one.told, one.words, one.became) for one in ahead]


def test_plans_stand_in_the_order_in_which_they_were_told_and_not_in_which_they_are_retold(tmp_path: Path) -> None:
    plan = {"mood": "planned"}
    told = judged(
        tmp_path,
        chronicle={
            "published": "2018-01-10",
            "claims": [
                said("opened", when="2017-41", **{"said-on": "2014-12"}, **plan),
                said("opened", when="2011-10", **{"said-on": "2006-09-05"}, **plan),
            ],
        },
        early={"published": "2012-01-20", "claims": [said("opened", when="2012-06-03", **plan)]},
        late={
            "published": "2020-11-01",
            "claims": [said("opened", when="2010", **plan), said("opened", when="-1D")],
        },
    )
    assert lines(told_ahead(told, "hall", "opened")) == [
        ("5 September 2006", "opened - planned, October 2011", "slipped by 9 years"),
        ("on a day nobody states", "opened - planned, 2010", "slipped by 9 years"),
        ("20 January 2012", "opened - planned, 3 June 2012", "slipped by 8 years"),
        ("December 2014", "opened - planned, the second half of 2017", "slipped by 2 years"),
    ]


def test_sources_that_tell_one_plan_of_one_day_stand_together(tmp_path: Path) -> None:
    plan = said("opened", when="2011-10", mood="planned")
    told = judged(
        tmp_path,
        one={"published": "2020-11-01", "claims": [plan]},
        two={"published": "2015-04-28", "claims": [plan, {**plan, "said-on": "2006"}]},
        three={"published": "2020-10-31", "claims": [{**plan, "mood": "hoped"}]},
    )
    assert [(one.told, one.claims) for one in told_ahead(told, "hall", "opened")] == [
        ("2006", ("two/c2",)),
        ("on a day nobody states", ("one/c1", "two/c1")),
        ("on a day nobody states", ("three/c1",)),
    ]


def test_a_delay_is_told_in_days_months_or_years_and_at_the_least(tmp_path: Path) -> None:
    def became(when: str, *done: str) -> str:
        root = tmp_path / "".join((when, *done)).replace(".", "_")
        root.mkdir()
        sources = {
            f"s{number}": {"published": "2024-01-01", "claims": [said("opened", when=day)]}
            for number, day in enumerate(done)
        }
        plan = {"published": "2010-01-01", "claims": [said("opened", when=when, mood="planned")]}
        (one,) = told_ahead(judged(root, plan=plan, **sources), "hall", "opened")
        return one.became

    assert became("2011-10-31", "2011-11-01") == "slipped by 1 day"
    assert became("2011-10-31", "2011-12-30") == "slipped by 60 days"
    assert became("2011-10", "2011-12-31") == "slipped by 2 months"
    assert became("2011-10", "2013-10-30") == "slipped by 23 months"
    assert became("2011-10", "2013-10-31") == "slipped by 2 years"
    assert became("2011-10", "2020-10", "2020-10-31") == "slipped by 9 years"
    assert became("2011-10", "2015-05", "2020-10-31") == "slipped by 3 years"
    assert became("2011-10", "2011-10-31") == "kept"


def test_a_figure_is_told_as_a_multiple_or_in_percent_of_what_was_planned(tmp_path: Path) -> None:
    told = judged(
        tmp_path,
        plans={
            "published": "2012-09-20",
            "claims": [
                said("cost", "2 billion EUR", mood="planned", **{"said-on": "2006"}),
                said("cost", "4.30 billion EUR", mood="planned"),
                said("cost", "9.00 billion EUR", mood="possible"),
                said("cost", "6.0 billion EUR", mood="planned"),
                said("cost", "3 billion USD", mood="planned"),
            ],
        },
        paper={"published": "2020-11-01", "claims": [said("cost", "6 billion EUR")]},
        journal={"published": "2020-11-02", "claims": [said("cost", "6.45 billion EUR")]},
    )
    assert {(one.words, one.became) for one in told_ahead(told, "hall", "cost")} == {
        ("cost - 2 billion EUR, planned", "came out higher, 3 to 3.2 times as much"),
        ("cost - 4.30 billion EUR, planned", "came out higher by 40 to 50 %"),
        ("cost - 9.00 billion EUR, possible", "came out lower by 28 to 33 %"),
        ("cost - 6.0 billion EUR, planned", "came out higher by 8 % or kept"),
        ("cost - 3 billion USD, planned", ""),
    }


def test_the_timeline_of_an_event_has_each_step_and_denials_on_the_day_they_were_told(tmp_path: Path) -> None:
    told = judged(
        tmp_path,
        morning={
            "published": "2016-09-02",
            "claims": [said("opened", mood="denied"), said("contract", stage="signed", when="2016-05")],
        },
        evening={
            "published": "2020-11-01",
            "claims": [
                said("opened", when="-1D"),
                said("opened", mood="denied", **{"said-on": "2018-02"}),
                said("contract", stage="agreed", when="2015"),
                said("opened", mood="planned", when="2020"),
            ],
        },
        later=[said("opened")],
    )
    (found,) = timelines(told, only=[("hall", "opened")])
    assert [(step.start, step.value, step.support) for step in found.steps] == [
        ("2 September 2016", ("not yet opened",), ("morning/c1",)),
        ("February 2018", ("not yet opened",), ("evening/c2",)),
        ("31 October 2020", ("opened",), ("evening/c1",)),
        ("by 1 January 2024", ("opened",), ("later/c1",)),
    ]
    (found,) = timelines(told, only=[("hall", "contract")])
    assert [(step.start, step.value) for step in found.steps] == [("2015", ("agreed",)), ("May 2016", ("signed",))]
    assert not timelines(told), "reports tell of those that are watched"
