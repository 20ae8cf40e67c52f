"""JSON: the object of the contract, the same bytes for the same report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from json.encoder import encode_basestring as _quoted
from typing import Any, Final, TextIO

from validator.judgement.findings import Finding, Place, Report, RulingNote, SourceNote, Timeline
from validator.report import inert, view
from validator.values.dataclass import dataclass, field, replace

SCHEMA_VERSION = 1
_INDENT: Final = 2


@dataclass(frozen=True, slots=True)
class Fragments:
    """Texts of findings, by id, and of timelines, by subject and property, as they stand in a report."""

    findings: Mapping[str, str] = field(default_factory=dict)
    timelines: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a report, and from where to where its findings and timelines stand in it, in their order."""

    text: str
    findings: tuple[tuple[int, int], ...]
    timelines: tuple[tuple[int, int], ...]


def write(report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write one JSON object. Hidden characters inside texts are written as escapes; nothing is left out."""
    stream.write(written(view.canonical(report)).text)


def written(report: Report, known: Fragments | None = None) -> Written:
    """The text of a canonical report. Of what is `known`, no more is looked at than its id, or subject and property."""
    known = known or Fragments()
    inner = "\n" + _INDENT * " "
    listed = {
        "findings": [known.findings.get(one.id) or _listed(finding_object(one)) for one in report.findings],
        "timelines": [
            known.timelines.get((one.subject, one.property)) or _listed(_timeline(one)) for one in report.timelines
        ],
    }
    texts = ["{"]
    places: dict[str, list[tuple[int, int]]] = {}
    length = 1
    for number, (key, value) in enumerate(_in_order(head(replace(report, timelines=())), []).items()):
        before = f"{',' if number else ''}{inner}{_quoted(key)}: "
        items = listed.get(key)
        if items:
            texts += [before, "["]
            length += len(before) + 1
            places[key] = []
            separator = inner + _INDENT * " "
            for item in items:
                texts += [separator, item]
                start = length + len(separator)
                length = start + len(item)
                places[key].append((start, length))
                separator = "," + inner + _INDENT * " "
            texts.append(f"{inner}]")
        else:
            texts.append(before + inert.json_text(_indented(value, _INDENT, inner)))
        length += len(texts[-1])
    texts.append("\n}\n")
    return Written("".join(texts), tuple(places.get("findings", ())), tuple(places.get("timelines", ())))


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
