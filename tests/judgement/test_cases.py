"""The cases of `cases.md`: small corpora and exactly the accusations they lead to."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from small_corpus import write

from validator.judgement.reporting import Options, report_on
from validator.records.opening import load

PAGE = (Path(__file__).parent / "cases.md").read_text(encoding="utf-8")
Accusation = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def cases() -> list[tuple[str, str, list[Accusation]]]:
    found = []
    for part in re.split(r"^## ", PAGE, flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        corpus = "\n".join(line for line in body.splitlines() if line.startswith("    "))
        lines = [line[2:].strip() for line in body.splitlines() if line.startswith("=>")]
        found.append((title.strip(), textwrap.dedent(corpus), [_accusation(line) for line in lines if line]))
    return found


def _accusation(line: str) -> Accusation:
    told, _, assumed = line.partition("|")
    verdict, rule, *claims = told.split()
    return verdict, rule, tuple(claims), tuple(assumed.split())


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[title for title, _, _ in cases()])
def test_case(title: str, text: str, expected: list[Accusation], tmp_path: Path) -> None:
    corpus = load(write(tmp_path, text))
    assert corpus.faults == ()
    report, _ = report_on(corpus, Options(ignore=("unsupported-value",)))
    accusing = ("contradiction", "tension", "problem", "undecided")
    found = [(f.verdict, f.rule, f.claims, f.assumptions) for f in report.findings if f.verdict in accusing]
    assert sorted(found) == sorted(expected)


def test_the_page_has_near_misses_as_well_as_hits() -> None:
    silent = sum(1 for _, _, expected in cases() if not expected)
    assert silent >= len(cases()) // 3
