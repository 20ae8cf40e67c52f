"""Figures against each other are told in the order of their amounts, with their days, and no more than one can read."""

from __future__ import annotations

from pathlib import Path

from small_corpus import write

from validator.judgement.findings import Finding
from validator.judgement.reporting import report_on
from validator.records.opening import load

TOTAL = """
entities: {flood: {type: incident}}
properties: {killed: {kind: quantity, unit: people, grows-only: true}}
"""


def accused(root: Path, text: str) -> list[Finding]:
    report, _ = report_on(load(write(root, text)))
    return [finding for finding in report.findings if finding.verdict in ("contradiction", "tension")]


def _told(source: str, published: str, amount: str) -> str:
    return (
        f"{source}: {{published: {published}, claims: [{{subject: flood, property: killed, is: {amount} people}}]}}\n"
    )


def test_a_total_that_falls_is_told_by_amount_and_day(tmp_path: Path) -> None:
    text = TOTAL + _told("alpha", "2021-08-06", "142") + _told("beta", "2021-11-07", "99")
    (found,) = accused(tmp_path, text)
    assert found.message.startswith(
        "flood, killed: 99 people (as published, 7 November 2021) against 142 people (as published, 6 August 2021) - "
    )


def test_of_many_wordings_of_one_side_the_first_three_are_told(tmp_path: Path) -> None:
    rising = [_told(f"s{n}", f"2021-07-1{n}", str(130 + n)) for n in (5, 3, 1, 2, 4)]
    (found,) = accused(tmp_path, TOTAL + "".join(rising) + _told("late", "2022-07-14", "49"))
    assert found.message.startswith("flood, killed: 49 people (as published, 14 July 2022) against 131 people (as pub")
    assert "/ 133 people (as published, 13 July 2021) / 2 more - these" in found.message
    assert [len(camp.claims) for camp in found.camps] == [1, 5]
    assert found.camps[1].value.count(" / ") == 4


def test_figures_of_one_day_are_told_without_it(tmp_path: Path) -> None:
    text = TOTAL + _told("alpha", "2021-07-17", "133") + _told("beta", "2021-07-17", "156")
    (found,) = accused(tmp_path, text)
    assert found.verdict == "tension"
    assert found.message.startswith("flood, killed: 133 people against 156 people - ")
    assert set(found.assumptions) == {
        f"{kind}:{s}/c1" for kind in ("same-moment", "seen-at") for s in ("alpha", "beta")
    }
