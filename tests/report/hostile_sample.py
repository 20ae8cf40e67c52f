"""Reports with a hostile text in every field, a text of its own for each finding."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hostile_texts import HOSTILE

from validator.judgement.findings import (
    Camp,
    CorpusSize,
    Finding,
    MinimalSet,
    Place,
    Report,
    RulingNote,
    Severity,
    Skip,
    SourceNote,
    Step,
    Timeline,
    Verdict,
)
from validator.report.texts import ArchivedText, FullReport, Passage, Quoted, full

KINDS: Final[tuple[tuple[Verdict, Severity], ...]] = (
    ("contradiction", "error"),
    ("contradiction", "error"),
    ("tension", "warning"),
    ("explained", "note"),
    ("agreement", "note"),
    ("plan", "note"),
    ("undecided", "warning"),
    ("problem", "error"),
    ("problem", "warning"),
)
"""Verdict and severity of each finding of a hostile report."""


def hostile_with_texts(*texts: str) -> FullReport:
    """The hostile report with texts, claims and reasons that are hostile as well, and spans that make no sense."""
    return replace(full(hostile(*texts)), texts=tuple(map(_archived, texts or (HOSTILE,))))


def _archived(text: str) -> ArchivedText:
    length = len(text)
    return ArchivedText(
        source=text,
        text=text,
        quoted=(
            Quoted(text, ((0, length), (1, 2)), text),
            Quoted(f"{text}2", ((length // 2, length), (5, 5), (9, 3), (-4, 2), (0, length + 1)), text),
            Quoted(f"{text}3", (), text),
        ),
        uncheckable=(Passage(((0, length),), text),),
        sentences=3,
        uncovered=((0, length),),
    )


def hostile(*texts: str) -> Report:
    """A report in which every text is one of `texts` (default: `HOSTILE`): one in all of a finding, each in turn, and
    all of them in what stands beside the findings.
    """
    texts = texts or (HOSTILE,)
    return Report(
        corpus=CorpusSize(1, 2, 3, 2),
        findings=tuple(_finding(texts[at % len(texts)], at, *kind) for at, kind in enumerate(KINDS)),
        skipped=tuple(Skip(text, text, 3) for text in texts),
        timelines=tuple(Timeline(text, text, (Step(text, text, (text, text + "2"), True, (text,)),)) for text in texts),
        notes=texts,
        sources=tuple(SourceNote(text, text, text, text, text, 3, text, text, text) for text in texts),
        incomplete=True,
    )


def _finding(text: str, at: int, verdict: Verdict, severity: Severity) -> Finding:
    spot = Place(text, text, 1, 1, 2, 9, "at", text, text, text, 3, 9, text, text, text, text, text)
    against = Place(text + "2", text, 0, 0, 0, 0, "against", text, "", "", None, None, text, text, text, "en", text)
    return Finding(
        id=f"{text}{at}",
        rule=text,
        verdict=verdict,
        severity=severity,
        subject=text,
        property=text,
        message=text,
        claims=(text, text + "2"),
        assumptions=(text, f"identity:{text}={text}"),
        explained_by=(text, "stage"),
        outcome=text if verdict == "plan" else None,
        origins=2,
        camps=(Camp(text, (text,)), Camp("2021" + text, (text + "2",))),
        minimal_sets=(MinimalSet((text,), (text,)),) * 5,
        why=(text, text),
        repairs=((text,), (text, text)),
        responsibility=((text, 0.5),),
        places=(spot, against),
        ruling=RulingNote(text, text, text, text, text, text) if at % 2 else None,
        title=text if at == 0 else "",
        watched=at == 0,
        marks=(text,),
    )
