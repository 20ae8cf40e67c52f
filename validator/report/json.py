"""JSON: the object of the contract, the same bytes for the same report."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring as _quoted
from typing import Any, Final, TextIO

from validator.judgement.findings import Finding, Place, Report, RulingNote, SourceNote, Timeline
from validator.records.side_by_side import processors, side_by_side
from validator.report import inert, view
from validator.values.dataclass import dataclass, field, replace

SCHEMA_VERSION = 1
_INDENT: Final = 2
AT_ONCE: Final = 500
"""Findings that a process writes at a time: more than these are written by several."""


SEPARATOR: Final = ",\n" + 2 * _INDENT * " "
"""Between two findings or two timelines of a list; its line break stands before the first of them as well."""
Stretch = tuple[int, int, int]
"""Of texts that are at hand elsewhere: the number of a text, and from where to where in it."""
Piece = str | Stretch


@dataclass(frozen=True, slots=True)
class Listed:
    """Findings or timelines that an earlier report told and this one tells again, in their order."""

    order: Sequence[str] = ()
    """What orders each, as JSON."""
    pieces: Sequence[Piece] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What an earlier report told and this one tells again."""

    findings: Listed = Listed()
    timelines: Listed = Listed()
    counted: Mapping[str, int] = field(default_factory=dict)
    """The findings, as a summary counts them."""


@dataclass(frozen=True, slots=True)
class Written:
    """A report as texts and, between them, lists of pieces."""

    parts: tuple[str | tuple[Piece, ...], ...]
    findings: int
    """Which part lists the findings; -1 where none does."""
    timelines: int
    order: tuple[int, ...]
    """For each finding listed its number among those taken over or, inverted (`~`), among those of the report."""
    order_of_timelines: tuple[int, ...]


def write(report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write one JSON object. Hidden characters inside texts are written as escapes; nothing is left out."""
    for part in written(view.canonical(report)).parts:
        stream.write(part if isinstance(part, str) else SEPARATOR[1:] + SEPARATOR.join(map(str, part)))


def written(report: Report, taken: Taken | None = None) -> Written:
    """A canonical report, with what it takes over at its place."""
    taken = taken or Taken()
    inner = "\n" + _INDENT * " "
    order = _merged([view.order(one) for one in report.findings], taken.findings.order)
    order_of_timelines = _merged([[one.subject, one.property] for one in report.timelines], taken.timelines.order)
    findings, timelines = taken.findings.pieces, taken.timelines.pieces
    new = _texts(report.findings)
    listed: dict[str, tuple[Piece, ...]] = {
        "findings": tuple(findings[number] if number >= 0 else new[~number] for number in order),
        "timelines": tuple(
            timelines[number] if number >= 0 else _listed(_timeline(report.timelines[~number]))
            for number in order_of_timelines
        ),
    }
    parts: list[str | tuple[Piece, ...]] = []
    numbers = {}
    text = "{"
    plain = head(replace(report, timelines=()))
    plain["summary"] = {name: count + taken.counted.get(name, 0) for name, count in plain["summary"].items()}
    for number, (key, value) in enumerate(_in_order(plain, []).items()):
        text += f"{',' if number else ''}{inner}{_quoted(key)}: "
        if listed.get(key):
            numbers[key] = len(parts) + 1
            parts += [f"{text}[", listed[key]]
            text = f"{inner}]"
        else:
            text += inert.json_text(_indented(value, _INDENT, inner))
    parts.append(f"{text}\n}}\n")
    return Written(
        tuple(parts), numbers.get("findings", -1), numbers.get("timelines", -1), tuple(order), tuple(order_of_timelines)
    )


def _merged(new: Iterable[list[Any]], known: Sequence[str]) -> list[int]:
    """The numbers of what is known and, inverted, of what is new, in one order; both are in order already."""
    merged: list[int] = []
    done = 0
    for number, one in enumerate(new):
        until = bisect_left(known, one, lo=done, key=json.loads)
        merged += range(done, until)
        merged.append(~number)
        done = until
    return [*merged, *range(done, len(known))]


_LINES: Final = re.compile(
    r'("claim": "([^"\\]*)",\n +"file": "[^\n]*",\n +"line": )(\d+)(,\n +"column": \d+,\n +"end_line": )(\d+)'
)


def moved(text: str, lines: Mapping[str, int]) -> str:
    """The text of a finding whose claims, given by full id, stand so many lines lower."""

    def shifted(place: re.Match[str]) -> str:
        by = lines.get(place[2], 0)
        return f"{place[1]}{int(place[3]) + by}{place[4]}{int(place[5]) + by}" if by else place[0]

    return _LINES.sub(shifted, text)


def _texts(findings: Sequence[Finding]) -> list[str]:
    """Each finding as it stands in the list; of many, each processor writes its share."""

    def some(first: int) -> list[str]:
        return [_listed(finding_object(one)) for one in findings[first : first + AT_ONCE]]

    written = side_by_side(some, range(0, len(findings), AT_ONCE), processors())
    return [text for texts in written for text in texts]


def _listed(value: dict[str, Any]) -> str:
    return inert.json_text(_indented(value, _INDENT, "\n" + 2 * _INDENT * " "))


def serialise(value: object, *, indent: int | None = None) -> str:
    """JSON text (RFC 8259). Raises ValueError on a number that JSON does not know."""
    plain = json.dumps(value, ensure_ascii=False, allow_nan=False) if indent is None else _indented(value, indent, "\n")
    return inert.json_text(plain)


_text: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_WORDS: Final = {None: "null", True: "true", False: "false"}


def _indented(value: object, indent: int, line: str) -> str:
    """What the standard library writes with an indent, which it does several times slower than without."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None or type(value) is bool:
        return _WORDS[value]
    if type(value) is int:
        return str(value)
    if isinstance(value, list | tuple):
        if not value:
            return "[]"
        inner = line + " " * indent
        items = [_quoted(one) if type(one) is str else _indented(one, indent, inner) for one in value]
        return f"[{inner}{f',{inner}'.join(items)}{line}]"
    if isinstance(value, dict) and value:
        inner = line + " " * indent
        items = [
            f"{_quoted(key)}: {_quoted(one) if type(one) is str else _indented(one, indent, inner)}"
            for key, one in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
    return _text(value)


def document(report: Report) -> dict[str, Any]:
    """A canonical report as plain data."""
    return _in_order(head(report), [finding_object(one) for one in report.findings])


def _in_order(head: Mapping[str, Any], findings: list[dict[str, Any]]) -> dict[str, Any]:
    first = ("schema_version", "corpus", "summary")
    rest = {key: value for key, value in head.items() if key not in first}
    return {key: head[key] for key in first} | {"findings": findings} | rest


def head(report: Report) -> dict[str, Any]:
    """Everything but the findings, of a canonical report."""
    size = report.corpus
    return {
        "schema_version": SCHEMA_VERSION,
        "corpus": {
            "sources": size.sources,
            "claims": size.claims,
            "sentences": size.sentences,
            "sentences_covered": size.sentences_covered,
        },
        "summary": view.summary(report),
        "skipped": [{"rule": one.rule, "reason": one.reason, "count": one.count} for one in report.skipped],
        "timelines": [_timeline(one) for one in report.timelines],
        "unreadable": report.unreadable,
        "incomplete": report.incomplete,
        "notes": list(report.notes),
        "sources": [_source(one) for one in report.sources],
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding of a canonical report as plain data."""
    return {
        "id": finding.id,
        "rule": finding.rule,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "subject": finding.subject,
        "property": finding.property,
        "message": finding.message,
        "claims": list(finding.claims),
        "assumptions": list(finding.assumptions),
        "explained_by": list(finding.explained_by),
        "outcome": finding.outcome,
        "origins": finding.origins,
        "camps": [
            {"value": camp.key or camp.value, "claims": list(camp.claims), "label": camp.value}
            for camp in finding.camps
        ],
        "minimal_sets": [
            {"claims": list(one.claims), "assumptions": list(one.assumptions)} for one in finding.minimal_sets
        ],
        "why": list(finding.why),
        "repairs": [list(one) for one in finding.repairs],
        "responsibility": {claim: round(share, 4) for claim, share in finding.responsibility},
        "places": [_place(one) for one in finding.places],
        "ruling": _ruling(finding.ruling) if finding.ruling else None,
        "title": finding.title,
        "watched": finding.watched,
        "marks": list(finding.marks),
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "claim": place.claim,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "role": place.role,
        "quote": place.quote,
        "gloss": place.gloss,
        "text_file": place.text_file,
        "text_start": place.text_start,
        "text_end": place.text_end,
    }


def _ruling(note: RulingNote) -> dict[str, Any]:
    return {
        "verdict": note.verdict,
        "wrong": note.wrong,
        "because": note.because,
        "by": note.by,
        "on_date": note.on_date,
        "file": note.file,
    }


def _timeline(timeline: Timeline) -> dict[str, Any]:
    return {
        "subject": timeline.subject,
        "property": timeline.property,
        "steps": [
            {
                "from": step.dates[0] or step.start,
                "until": step.dates[1] or step.until,
                "value": sorted(step.keys or step.value),
                "closed": step.closed,
                "support": sorted(step.support),
                "labels": sorted(step.value),
            }
            for step in timeline.steps
        ],
        "changes": list(timeline.changes),
    }


def _source(note: SourceNote) -> dict[str, Any]:
    return {
        "id": note.id,
        "title": note.title,
        "publisher": note.publisher,
        "published": note.published,
        "language": note.language,
        "claims": note.claims,
        "text_file": note.text_file,
        "url": note.url,
        "because": note.because,
    }
