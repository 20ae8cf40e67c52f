"""Where in a report each finding stands, so that a later report takes over those that nothing bears on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from typing import Any, Final

from validator.doors import baseline
from validator.doors.checking import PROPOSED
from validator.doors.shown import Composed
from validator.judgement.findings import Finding, Report, Severity, Verdict
from validator.judgement.reporting import Told
from validator.judgement.standing_alone import REST
from validator.records.vocabulary import PUBLISHED
from validator.report import view
from validator.report.json import Listed, Piece, Stretch, Taken, Written, moved
from validator.values.dataclass import dataclass, field, replace

Question = tuple[str, str]
"""Subject and property."""
Kind = tuple[Verdict, Severity]
_OF_WAIVERS: Final = (baseline.MARK, PROPOSED)
_NO_KIND: Final = -1
"""Of findings that cannot be taken over as they stand."""


@dataclass(slots=True)
class Placed:
    """The parts of a corpus that findings and timelines tell of; any other are on the rest."""

    told: dict[tuple[object, ...], int] = field(default_factory=dict)
    """Of findings as they were told of a part, by what tells them apart there."""
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
        return self.told.get(_told_apart(finding), REST)


def _told_apart(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.subject, finding.property, finding.verdict, finding.message, finding.claims


@dataclass(frozen=True, slots=True)
class Lines:
    """Findings or timelines as a report lists them, in its order."""

    order: Sequence[str] = ()
    """What orders each, as JSON."""
    names: Sequence[str] = ()
    """The ids of findings; of timelines nothing."""
    parts: Sequence[int] = ()
    kinds: Sequence[int] = ()
    """For each finding which of the kinds of the index it is of."""
    places: Sequence[Stretch] = ()

    def only(self, parts: Set[int]) -> Lines:
        """Those of these parts which can be taken over."""
        chosen = [n for n, part in enumerate(self.parts) if part in parts and self.kinds[n] != _NO_KIND]
        order, names, of, kinds, places = ([column[n] for n in chosen] for column in self.columns)
        return Lines(order, names, of, kinds, places)

    @property
    def columns(self) -> tuple[Sequence[Any], ...]:
        return self.order, self.names, self.parts, self.kinds, self.places


@dataclass(frozen=True, slots=True)
class Index:
    """What an earlier report told of the parts of a corpus."""

    kinds: tuple[Kind, ...] = ()
    """Verdicts with severities."""
    findings: Lines = Lines()
    timelines: Lines = Lines()

    def waived(self, ids: Collection[str]) -> set[int]:
        """Parts of which a finding has one of these ids, or was waived, or shares a fingerprint."""
        found = self.findings
        told = zip(found.names, found.parts, found.kinds, strict=True)
        return {part for id, part, kind in told if kind == _NO_KIND or id in ids}

    def only(self, parts: Set[int]) -> Index:
        """What tells of these parts and can be taken over."""
        return Index(self.kinds, self.findings.only(parts), self.timelines.only(parts))

    def taken(self, texts: Sequence[bytes], lower: Mapping[int, Mapping[str, int]]) -> Taken:
        """All of it, with claims of some parts that stand so many lines lower."""
        found = self.findings
        pieces: list[Piece] = list(found.places)
        for number, part in enumerate(found.parts):
            if part in lower:
                text, start, end = found.places[number]
                pieces[number] = moved(texts[text][start:end].decode(), lower[part])
        counted: Counter[str] = Counter()
        for kind, times in Counter(found.kinds).items():
            counted[self.kinds[kind][0]] += times
            counted["open"] += times * _of_kind(self.kinds[kind]).open
        return Taken(Listed(found.order, pieces), Listed(self.timelines.order, self.timelines.places), counted)

    def examples(self) -> tuple[Finding, ...]:
        """One finding of each kind, which stands for all of them before the gate."""
        return tuple(_of_kind(self.kinds[kind]) for kind in set(self.findings.kinds))


def _of_kind(kind: Kind) -> Finding:
    return Finding("", "", *kind, "", "", "")


def as_judged(finding: Finding) -> Finding:
    """A finding without what rulings and baselines add to it."""
    if _is_as_judged(finding):
        return finding
    return replace(finding, ruling=None, marks=tuple(mark for mark in finding.marks if mark not in _OF_WAIVERS))


def _is_as_judged(finding: Finding) -> bool:
    return finding.ruling is None and not any(mark in _OF_WAIVERS for mark in finding.marks)


# -- of a report ----------------------------------------------------------------------------------------------------


def indexed(report: Report, document: Written, now: Composed, placed: Placed, taken: Index) -> Index | None:
    """The index of a canonical report that has taken an earlier one's findings over; None where two timelines answer
    one question.
    """
    kinds = dict.fromkeys(taken.kinds)
    kinds.update(dict.fromkeys((one.verdict, one.severity) for one in report.findings))
    number_of = {kind: number for number, kind in enumerate(kinds)}
    new = []
    for one in report.findings:
        part = placed.part_of(one)
        plain = bool(one.claims) and _is_as_judged(one) and part not in placed.shared
        new.append((_json(view.order(one)), one.id, part, number_of[one.verdict, one.severity] if plain else _NO_KIND))
    questions = [(one.subject, one.property) for one in report.timelines]
    timelines = [(_json(question), "", placed.timelines.get(question, REST), 0) for question in questions]
    findings = _in_order(taken.findings, new, document.order, now.findings)
    lines = _in_order(taken.timelines, timelines, document.order_of_timelines, now.timelines)
    return Index(tuple(kinds), findings, lines) if len(set(lines.order)) == len(lines.order) else None


def _in_order(
    known: Lines, new: Sequence[tuple[str, str, int, int]], order: Sequence[int], places: Sequence[Stretch]
) -> Lines:
    columns: list[list[Any]] = [
        [before[number] if number >= 0 else new[~number][column] for number in order]
        for column, before in enumerate(known.columns[:-1])
    ]
    texts, names, parts, kinds = columns
    return Lines(texts, names, parts, kinds, places)


# -- kept -----------------------------------------------------------------------------------------------------------


def as_text(index: Index, stamp: str) -> str:
    """An index as lines."""
    head = [stamp, index.kinds, len(index.findings.order), *map(_columns, (index.findings, index.timelines))]
    return "\n".join([_json(head), *index.findings.order, *index.timelines.order])


def _columns(lines: Lines) -> list[Any]:
    return [" ".join(lines.names), lines.parts, lines.kinds, list(zip(*lines.places, strict=True))]


def from_text(text: str, stamp: str) -> Index | None:
    """The index that was kept; None where it is not about the state of a corpus that the stamp tells."""
    head, *order = text.split("\n")
    try:
        found, kinds, many, findings, timelines = json.loads(head)
        if found != stamp:
            return None
        listed = Lines(order[:many], findings[0].split(), *_read(findings))
        lines = Lines(order[many:], [""] * (len(order) - many), *_read(timelines))
        sound = all(len({*map(len, lines.columns)}) == 1 for lines in (listed, lines))
        return Index(tuple((verdict, severity) for verdict, severity in kinds), listed, lines) if sound else None
    except (ValueError, TypeError, AttributeError, IndexError):
        return None


def _read(columns: Sequence[Any]) -> tuple[list[int], list[int], list[Stretch]]:
    _, parts, kinds, places = columns
    return parts, kinds, list(zip(*places, strict=True))


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
