"""Where in the text of a report each finding stands, so that a later report takes over those that nothing bears on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from validator.doors import baseline
from validator.doors.checking import PROPOSED
from validator.judgement.findings import Finding, Report, Timeline
from validator.judgement.reporting import Told
from validator.judgement.standing_alone import REST
from validator.records.vocabulary import PUBLISHED
from validator.report.json import Fragments, Written
from validator.values.dataclass import dataclass, field, replace

Question = tuple[str, str]
"""Subject and property."""
_OF_WAIVERS = (baseline.MARK, PROPOSED)
_ORDERING = ("id", "rule", "verdict", "severity", "subject", "property", "message", "title", "watched")
"""What of a finding orders and counts it; the message is left empty."""


@dataclass(slots=True)
class Placed:
    """The parts of a corpus that findings and timelines tell of; any other are on the rest."""

    told: dict[tuple[object, ...], int] = field(default_factory=dict)
    """Of findings as they were told of a part, by what tells them apart there."""
    taken_over: dict[str, int] = field(default_factory=dict)
    """Of findings that an earlier report told, by id."""
    timelines: dict[Question, int] = field(default_factory=dict)
    shared: frozenset[int] = frozenset()
    """Parts with findings whose fingerprint others bear too: which of them gets another id depends on all of them."""

    @classmethod
    def of(cls, told: Mapping[int, Told], repeated: frozenset[str] = frozenset()) -> Placed:
        placed = cls()
        for number, one in told.items():
            placed.told.update((_told_apart(finding), number) for finding in one.findings)
            placed.timelines.update(((line.subject, line.property), number) for line in one.timelines)
            placed.timelines.update(((dated.source, PUBLISHED), number) for dated in one.dated)
        placed.shared = frozenset(n for n, one in told.items() if any(f.id in repeated for f in one.findings))
        return placed

    def part_of(self, finding: Finding) -> int:
        part = self.taken_over.get(finding.id)
        return self.told.get(_told_apart(finding), REST) if part is None else part


def _told_apart(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.subject, finding.property, finding.verdict, finding.message, finding.claims


@dataclass(frozen=True, slots=True)
class Index:
    """What an earlier report told of the parts of a corpus."""

    text: str
    findings: dict[str, tuple[Finding, int, int, int]]
    """As much of each as orders and counts it, its part, and from where to where it stands."""
    waived: dict[str, int]
    """Findings that rulings, a baseline or a fingerprint they share have changed, with their part."""
    timelines: dict[Question, tuple[int, int, int]]

    def fragments(self, findings: tuple[Finding, ...], timelines: tuple[Timeline, ...]) -> Fragments:
        lines = [((line.subject, line.property), self.timelines[line.subject, line.property]) for line in timelines]
        return Fragments(
            {one.id: self.text[slice(*self.findings[one.id][2:])] for one in findings},
            {question: self.text[start:end] for question, (_, start, end) in lines},
        )


def as_judged(finding: Finding) -> Finding:
    """A finding without what rulings and baselines add to it."""
    if _is_as_judged(finding):
        return finding
    return replace(finding, ruling=None, marks=tuple(mark for mark in finding.marks if mark not in _OF_WAIVERS))


def _is_as_judged(finding: Finding) -> bool:
    return finding.ruling is None and not any(mark in _OF_WAIVERS for mark in finding.marks)


def as_line(report: Report, written: Written, placed: Placed, stamp: str) -> str:
    """The index of a canonical report as one line; empty where two timelines answer one question."""
    questions = [(one.subject, one.property) for one in report.timelines]
    if len(set(questions)) < len(questions):
        return ""
    findings = []
    for one, (start, end) in zip(report.findings, written.findings, strict=True):
        if one.claims or one.id in placed.taken_over:
            part = placed.part_of(one)
            findings.append([_row(one), _is_as_judged(one) and part not in placed.shared, part, start, end])
    timelines = [
        [*question, placed.timelines.get(question, REST), start, end]
        for question, (start, end) in zip(questions, written.timelines, strict=True)
    ]
    return json.dumps([stamp, findings, timelines], ensure_ascii=True, separators=(",", ":"))


def from_line(line: str, text: str, stamp: str) -> Index | None:
    """The index of a text; None where it is not about the state of a corpus that the stamp tells."""
    try:
        found, findings, timelines = json.loads(line)
        if found != stamp:
            return None
        return Index(
            text,
            {row[0]: (_standing_in(row), part, start, end) for row, plain, part, start, end in findings if plain},
            {row[0]: part for row, plain, part, _, _ in findings if not plain},
            {(subject, property): (part, start, end) for subject, property, part, start, end in timelines},
        )
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def _row(finding: Finding) -> list[Any]:
    return ["" if name == "message" else getattr(finding, name) for name in _ORDERING]


def _standing_in(row: list[Any]) -> Finding:
    return Finding(**dict(zip(_ORDERING, row, strict=True)))
