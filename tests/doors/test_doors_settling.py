"""A ruling is one file a finding; it settles that finding only, and nothing is settled that should not be."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from doors_corpus import edit
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from validator.doors.settling import SettleError, Settlement, serialise
from validator.judgement.findings import Finding, Report
from validator.judgement.reporting import report_on
from validator.records.opening import load, load_given

Validate = Callable[..., Result]
ROOT = Path(__file__).parents[2]


def report(corpus: Path) -> Report:
    return report_on(load(corpus))[0]


def contradiction(corpus: Path) -> Finding:
    return next(f for f in report(corpus).findings if f.verdict == "contradiction")


def test_a_ruling_settles_its_finding_and_no_other(corpus: Path, validate: Validate) -> None:
    before = {f.id: f.settled for f in report(corpus).findings}
    finding = contradiction(corpus)
    done = validate(
        "settle", finding.id, "--corpus", corpus, "--verdict", "conflict", "--wrong", "alpha/c1",
        "--because", "The paper: it is dated  2021.\nSo it is.", "--by", "Đặng Thị Hằng", "--on-date", "2026-11-22",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert done.output == f"wrote {corpus}/claims/rulings/{finding.id}.yaml\n"
    assert (corpus / "claims" / "rulings" / f"{finding.id}.yaml").read_text(encoding="utf-8") == (
        f"finding: {finding.id}\n"
        "verdict: conflict\n"
        "wrong: alpha/c1\n"
        'because: "The paper: it is dated 2021. So it is."\n'
        "by: Đặng Thị Hằng\n"
        "on-date: 2026-11-22\n"
    )
    assert {f.id: f.settled for f in report(corpus).findings} == before | {finding.id: True}

    edit(corpus, "claims/alpha.yaml", "2020-10-19", "2020-10-20")
    after = report(corpus)
    assert not contradiction(corpus).settled
    assert any(f.rule == "unused-ruling" and finding.id in f.message for f in after.findings)


def test_the_beginning_of_an_id_is_enough_and_the_day_is_today(corpus: Path, validate: Validate) -> None:
    finding = contradiction(corpus)
    reason = ("--verdict", "no-conflict", "--because", "Two steps.")
    assert validate("settle", finding.id[:4], "--corpus", corpus, *reason).exit_code == 0
    ruling = contradiction(corpus).ruling
    assert ruling is not None
    assert (ruling.by, ruling.because) == ("desk", "Two steps.")
    assert ruling.on_date == date.today().isoformat()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{id}", "--verdict", "conflict", "--because", "  \n "], "expected a reason as `because`, found nothing"),
        (["{id}", "--verdict", "noconflict", "--because", "x"], "did you mean `no-conflict`?"),
        (["{id}", "--verdict", "conflict", "--because", "x", "--wrong", "alpha/c2"], "did you mean `alpha/c1`?"),
        (
            ["{id}", "--verdict", "conflict", "--because", "x", "--wrong", "all"],
            "its claims are `alpha/c1` or `beta/c1`",
        ),
        (["{id}", "--verdict", "conflict", "--because", "x", "--on-date", "today"], "expected a day as `on-date`"),
        (["{id}", "--verdict", "conflict", "--because", "x", "--on-date", "2023-02-29"], "expected a day as `on-date`"),
        (["{id}", "--verdict", "conflict", "--because", "x\x1b[31m"], "U+001B"),
        (["{id}", "--verdict", "conflict", "--because", "x", "--by", " "], "expected a name as `by`"),
        (["{off}", "--verdict", "conflict", "--because", "x"], "did you mean `{id}`?"),
        (["../../x", "--verdict", "conflict", "--because", "x"], "which is none"),
        (["", "--verdict", "conflict", "--because", "x"], "which is none"),
    ],
)
def test_what_is_refused_writes_nothing(corpus: Path, validate: Validate, arguments: list[str], said: str) -> None:
    id = contradiction(corpus).id
    off = id[:-1] + ("0" if id[-1] != "0" else "1")
    done = validate("settle", "--corpus", corpus, *(word.format(id=id, off=off) for word in arguments))
    assert done.exit_code == 2
    assert said.format(id=id) in done.output
    assert not list((corpus / "claims").glob("rulings/*"))


def test_a_finding_about_the_records_cannot_be_settled(corpus: Path, validate: Validate) -> None:
    (corpus / "claims" / "broken.yaml").write_text("source: {\n", encoding="utf-8")
    broken = next(f for f in report(corpus).findings if f.rule == "unreadable-record")
    done = validate("settle", broken.id, "--corpus", corpus, "--verdict", "no-conflict", "--because", "fine")
    assert done.exit_code == 2
    assert "nobody can settle (correct what it names)" in done.output


def test_a_standing_ruling_is_replaced_only_on_demand(corpus: Path, validate: Validate) -> None:
    id = contradiction(corpus).id
    settle = ("settle", id, "--corpus", corpus, "--on-date", "2026-11-22")
    assert validate(*settle, "--verdict", "conflict", "--because", "first").exit_code == 0
    again = validate(*settle, "--verdict", "no-conflict", "--because", "second")
    assert again.exit_code == 2
    assert f"expected no ruling on {id} yet" in again.output
    assert "conflict by desk on 2026-11-22" in again.output
    assert contradiction(corpus).ruling.because == "first"  # type: ignore[union-attr]
    assert validate(*settle, "--verdict", "no-conflict", "--because", "second", "--replace").exit_code == 0
    assert contradiction(corpus).ruling.because == "second"  # type: ignore[union-attr]


def test_eight_writers_at_once_lose_nothing(corpus: Path) -> None:
    """Eight processes settle fifty findings each; then eight settle one and the same."""
    writer = (
        "import sys; from pathlib import Path\n"
        "from validator.doors.settling import Settlement, SettleError, serialise\n"
        "from validator.records.writing import Changed, place_below, write_file\n"
        "root, number = Path(sys.argv[1]), int(sys.argv[2])\n"
        "for ids in ([f'{number}{n:07x}' for n in range(50)], ['aaaaaaaa']):\n"
        "    for id in ids:\n"
        "        file = f'claims/rulings/{id}.yaml'\n"
        "        data = serialise(id, Settlement('conflict', f'writer {number}', 'desk', '2026-11-22'), file)\n"
        "        try: write_file(place_below(root, file), data, instead_of=None)\n"
        "        except Changed: print('lost')\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", writer, str(corpus), str(n)], stdout=subprocess.PIPE, cwd=ROOT)
        for n in range(8)
    ]
    said = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0] * 8
    loaded = load(corpus)
    assert loaded.faults == ()
    assert len(loaded.rulings) == 8 * 50 + 1
    assert sum(b"lost" in output for output in said) == 7
    assert len(os.listdir(corpus / "claims" / "rulings")) == 8 * 50 + 1, "no temporary file stays"


@given(because=st.text(min_size=1, max_size=80), by=st.text(min_size=1, max_size=20))
def test_any_text_reads_back_as_given_or_is_refused(because: str, by: str) -> None:
    file = "claims/rulings/aaaaaaaa.yaml"
    words = " ".join(because.split()), " ".join(by.split())
    settlement = Settlement("undecided", *words, "2026-11-22", "neither")
    try:
        data = serialise("aaaaaaaa", settlement, file)
    except SettleError:
        printable = all(word.isprintable() for word in words)
        assert not all(words) or not printable
        return
    (ruling,) = load_given({file: data}).rulings
    assert (ruling.because, ruling.by, ruling.verdict, ruling.wrong) == (*words, "undecided", "neither")
