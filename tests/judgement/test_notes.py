"""The cases of `notes.md`: small corpora and exactly what is told of them without accusing anybody."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from small_corpus import write

from validator.judgement.reporting import Options, report_on
from validator.records.opening import load

PAGE = (Path(__file__).parent / "notes.md").read_text(encoding="utf-8")
Note = tuple[str, str, tuple[str, ...]]


def cases() -> list[tuple[str, str, list[Note]]]:
    found = []
    for part in re.split(r"^## ", PAGE, flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        corpus = "\n".join(line for line in body.splitlines() if line.startswith("    "))
        lines = [line[2:].split() for line in body.splitlines() if line.startswith("=>")]
        notes = [(line[0], line[1], tuple(line[2:])) for line in lines if line]
        found.append((title.strip(), textwrap.dedent(corpus), notes))
    return found


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[title for title, _, _ in cases()])
def test_note(title: str, text: str, expected: list[Note], tmp_path: Path) -> None:
    corpus = load(write(tmp_path, text))
    assert corpus.faults == ()
    report, _ = report_on(corpus, Options(ignore=("unsupported-value",)))
    told = [f for f in report.findings if f.verdict in ("plan", "explained", "agreement")]
    found = [(f.verdict, f.outcome or "+".join(f.explained_by) or "-", f.claims) for f in told]
    assert sorted(found) == sorted(expected)


def test_the_page_has_silent_cases_too() -> None:
    assert sum(1 for _, _, expected in cases() if not expected) >= 8


@pytest.mark.parametrize(("via", "marks"), [("", ()), ("via: agency, ", ("shared-origin",))])
def test_an_agreement_of_one_origin_is_marked(via: str, marks: tuple[str, ...], tmp_path: Path) -> None:
    claims = "claims: [{subject: treaty, property: signed, when: 2020}]"
    sources = "\n".join(f"{name}: {{{via}{claims}}}" for name in ("a", "b"))
    text = f"entities: [treaty]\nproperties: {{signed: {{kind: event}}}}\n{sources}\n"
    report, _ = report_on(load(write(tmp_path, text)), Options(ignore=("unsupported-value",)))
    (agreement,) = (f for f in report.findings if f.verdict == "agreement")
    assert agreement.marks == marks
