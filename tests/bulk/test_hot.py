"""Hot questions: a witness for every camp, whatever the size, and a word on what was not compared."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from bulk.corpora import SOURCE, claim, corpus
from validator.bulk import alike, explaining, judging, looking
from validator.bulk.checking import check
from validator.bulk.hot import Run, witnesses


def clashing_values(runs: list[Run]) -> set[int]:
    """Values that share a day with another value, by looking at every pair."""
    return {
        run.value
        for run in runs
        for other in runs
        if run.value != other.value and run.first <= other.last and other.first <= run.last
        if run.first <= run.last and other.first <= other.last
    }


@pytest.mark.parametrize("seed", range(300))
def test_the_sweep_names_every_camp_and_only_true_clashes(seed: int) -> None:
    random = Random(seed)
    runs = []
    for address in range(random.randint(2, 14)):
        first = random.randint(0, 20)
        runs.append(Run(first, first + random.randint(-1, 6), random.randint(1, 5), address))
    found = witnesses(runs)
    assert {clash.value for clash in found} == clashing_values(runs)
    by_address = {run.address: run for run in runs}
    for clash in found:
        one, other = by_address[clash.address], by_address[clash.against]
        assert one.value == clash.value != other.value
        assert one.first <= other.last
        assert other.first <= one.last


def hot_rows(random: Random, size: int) -> list[dict[str, object]]:
    people = ("ann", "bo", "cy")
    rows = []
    for number in range(size):
        who = number % 2
        year = 2000 + who * 5 + random.randint(0, 3)
        rows.append(claim(number, property="mayor", is_=people[who], during=f"{year}-03-01/{year}-10-01"))
    rows.append(claim(size, property="mayor", is_="cy", at="2006-05-01"))
    return rows


def test_a_hot_state_is_one_finding_with_a_witness_for_each_camp(tmp_path: Path) -> None:
    size = judging.HOT + 50
    report, tally = check(corpus(tmp_path, hot_rows(Random(1), size)))
    (found,) = report.findings
    assert (found.rule, found.verdict, found.marks) == (
        "value-conflict",
        "contradiction",
        ("self-contradiction", "capped"),
    )
    assert f"{size + 1:,} claims answer this question in 3 camps; of the 2 that clash" in found.message
    assert [camp.value.split(" (")[0] for camp in found.camps] == ["bo", "cy"]
    assert f"s1/c{size}" in found.claims
    assert tally.claims == size + 1
    assert not report.incomplete


def test_a_hot_state_without_a_clash_is_clean(tmp_path: Path) -> None:
    rows = hot_rows(Random(2), judging.HOT + 50)[:-1]
    # Ann comes back: the hulls of the two overlap, their days do not
    rows.append(claim(9999, property="mayor", is_="ann", during="2015"))
    report, tally = check(corpus(tmp_path, rows))
    assert report.findings == ()
    assert tally.judged == 0


def test_a_hot_event_names_every_day_that_clashes(tmp_path: Path) -> None:
    rows = [claim(n, property="opened", when="2001-02-03" if n % 3 else "2001-02") for n in range(judging.HOT + 20)]
    rows += [claim(9001, property="opened", when="2001-02-04"), claim(9002, property="opened", when="1999")]
    report, _ = check(corpus(tmp_path, rows))
    (found,) = [f for f in report.findings if f.rule == "value-conflict"]
    assert {"s1/c9001", "s1/c9002"} < set(found.claims)
    assert len(found.camps) == 4
    assert all(len(s.claims) == 2 for s in found.minimal_sets)


def test_claims_of_vague_time_in_a_hot_question_are_counted_as_undecided(tmp_path: Path) -> None:
    rows = hot_rows(Random(3), judging.HOT + 50) + [
        claim(9001 + n, property="mayor", is_="cy", at="2005") for n in range(4)
    ]
    report, _ = check(corpus(tmp_path, rows))
    (undecided,) = [f for f in report.findings if f.verdict == "undecided"]
    assert undecided.rule == "budget"
    assert undecided.message.startswith("4 of ")
    assert report.incomplete


def test_more_than_can_be_judged_as_one_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "MOST", 310)
    rows = [claim(n, property="members", only=["ann"], at="2019-01-01") for n in range(320)]
    report, _ = check(corpus(tmp_path, rows))
    (undecided,) = report.findings
    assert (undecided.rule, undecided.verdict) == ("budget", "undecided")
    assert (
        undecided.message
        == "320 claims hang together, more than the 310 judged as one; nothing was decided about them."
    )
    assert report.incomplete


def random_hot_rows(random: Random, *, odd: bool = True) -> list[dict[str, object]]:
    """One question, many values and wordings, most of them about some of the same days. `odd`: some of a vague time."""
    rows = []
    for number in range(random.randint(12, 40)):
        first, last = sorted((random.randint(1, 28), random.randint(1, 28)))
        plain = (
            {"at": f"2019-03-{first:02}"}, {"during": f"2019-03-{first:02}/2019-03-{last:02}"}, {"during": "2019-03"},
            {"at": "-1Y-03-05"}, {},
        )  # fmt: skip
        vague = ({"since": f"2019-03-{first:02}"}, {"until": f"2019-03-{last:02}"}, {"at": "2019"})
        time = random.choice((*plain, *vague) if odd else plain)
        row = claim(number, property="mayor", is_=random.choice(("ann", "Ann Berg", "bo", "cy")), **time)
        row |= random.choice(
            ({}, {}, {"note": "seen"}, {"gloss": "a  gloss"}, {"quote": 'words \u00e9\u0301 "so"  there'})
        )
        rows.append(row | {"source": random.choice(("s1", "s2"))})
    return rows


TWO_SOURCES = [SOURCE, SOURCE | {"id": "s2", "published": "2019-03-20"}]


@pytest.mark.parametrize("seed", range(int(os.environ.get("VALIDATOR_BULK_HOT", "8"))))
def test_a_hot_question_is_told_alike_without_its_records_and_from_all_that_is_kept(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (judging, looking, explaining):
        monkeypatch.setattr(module, "HOT", 5)
    root, kept = corpus(tmp_path, random_hot_rows(Random(seed)), sources=TWO_SOURCES), tmp_path / "kept"
    first = check(root, cache=kept)
    for layers in ((".found",), (".found", ".told"), (".found", ".told", ".left")):
        for layer in layers:
            for file in kept.glob(f"*{layer}"):  # what was not come to an end with is not kept
                file.unlink()
        assert check(root, cache=kept) == first
    monkeypatch.setattr(alike.RowReader, "said_by", lambda *_: None)
    assert check(root) == first
