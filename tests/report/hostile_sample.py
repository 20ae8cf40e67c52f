"""The sample report with one hostile text in every field."""

from __future__ import annotations

from dataclasses import replace

from hostile_texts import HOSTILE

from validator.judgement.findings import (
    Camp,
    CorpusSize,
    Finding,
    MinimalSet,
    Place,
    Report,
    RulingNote,
    Skip,
    SourceNote,
    Step,
    Timeline,
)
from validator.report.texts import ArchivedText, FullReport, Passage, Quoted, full


def hostile_with_texts(text: str = HOSTILE) -> FullReport:
    """The hostile report with a text, claims and reasons that are hostile as well, and spans that make no sense."""
    length = len(text)
    archived = ArchivedText(
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
    return replace(full(hostile(text)), texts=(archived,))


def hostile(text: str = HOSTILE) -> Report:
    """A report in which every text is `text`."""
    spot = Place(text, text, 1, 1, 2, 9, "at", text, text, text, 3, 9, text, text, text, text, text)
    against = Place(text + "2", text, 0, 0, 0, 0, "against", text, "", "", None, None, text, text, text, "en", text)
    ruling = RulingNote(text, text, text, text, text, text)
    findings = tuple(
        Finding(
            id=f"{text}{at}",
            rule=text,
            verdict=verdict,  # type: ignore[arg-type]
            severity=severity,  # type: ignore[arg-type]
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
            ruling=ruling if at % 2 else None,
            title=text if at == 0 else "",
            watched=at == 0,
            marks=(text,),
        )
        for at, (verdict, severity) in enumerate(
            (
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
        )
    )
    return Report(
        corpus=CorpusSize(1, 2, 3, 2),
        findings=findings,
        skipped=(Skip(text, text, 3),),
        timelines=(Timeline(text, text, (Step(text, text, (text, text + "2"), True, (text,)),)),),
        notes=(text,),
        sources=(SourceNote(text, text, text, text, text, 3, text, text, text),),
        incomplete=True,
    )
