"""The archived texts of sources with every quote where it stands, cut into pieces that carry no overlap."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise
from typing import Literal

from validator.judgement.findings import Finding, Report

Span = tuple[int, int]
"""First and last but one code point of a stretch of text, as archived."""
BaselineState = Literal["new", "unchanged", "updated", "absent"]
_LINES = re.compile(r"\r\n|[\n\r]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A claim and where its words stand; without a span where they were not found."""

    claim: str
    spans: tuple[Span, ...]
    told: str
    """Its gloss, or what it says in plain English."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that carry no checkable claim, with the reason."""

    spans: tuple[Span, ...]
    because: str


@dataclass(frozen=True, slots=True)
class ArchivedText:
    """The text of one source, and what of it was written down as claims."""

    source: str
    text: str
    quoted: tuple[Quoted, ...]
    """In the order of the text; those without a place last."""
    uncheckable: tuple[Passage, ...]
    sentences: int
    uncovered: tuple[Span, ...]
    """Sentences under no claim that are not marked as uncheckable either."""


@dataclass(frozen=True, slots=True)
class Since:
    """How findings stand to those of an earlier state, for formats that tell it."""

    what: str
    """The earlier state: a file, or a revision."""
    states: tuple[tuple[str, BaselineState], ...]
    """By id of finding. One that is not named here was not compared."""
    absent: tuple[Finding, ...] = ()
    """Findings of the earlier state that are no more."""


@dataclass(frozen=True, slots=True)
class FullReport(Report):
    """A report with what only some formats show: the texts (html), and what is new (sarif)."""

    texts: tuple[ArchivedText, ...] = ()
    since: Since | None = None


def full(report: Report) -> FullReport:
    """The same report, with room for what only some formats show."""
    if isinstance(report, FullReport):
        return report
    return FullReport(**{one.name: getattr(report, one.name) for one in fields(Report)})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line in which the same quotes hold throughout. Numbers are positions in the source's lists."""

    text: str
    quoted: tuple[int, ...] = ()
    uncheckable: tuple[int, ...] = ()
    uncovered: bool = False
    begins: tuple[int, ...] = ()
    """Claims whose words begin here for the first time."""
    ends: tuple[int, ...] = ()
    """Claims of which a piece of the quote ends here."""
    begins_uncheckable: tuple[int, ...] = ()
    ends_uncheckable: tuple[int, ...] = ()


_Edge = tuple[str, int]
"""The kind of a stretch, and its position in the list of that kind."""


@dataclass(frozen=True, slots=True)
class _Edges:
    """What begins and ends at one offset of a text."""

    begins: list[_Edge] = field(default_factory=list)
    ends: list[_Edge] = field(default_factory=list)


_NONE = _Edges()


def lines(archived: ArchivedText) -> Iterator[tuple[Piece, ...]]:
    """The text line by line without empty lines, each line in pieces; quotes that overlap share pieces.

    Spans that lie outside the text or hold nothing are left out.
    """
    edges = _edges(archived)
    begun: set[_Edge] = set()
    now: set[_Edge] = set()
    line: list[Piece] = []
    for start, end in pairwise(sorted({0, len(archived.text), *edges})):
        at = edges.get(start, _NONE)
        now = (now - set(at.ends)) | set(at.begins)
        first = [one for one in at.begins if one not in begun]
        begun.update(first)
        whole = Piece("", _of("claim", now), _of("uncheckable", now), bool(_of("uncovered", now)))
        parts = _LINES.split(archived.text[start:end])
        for number, part in enumerate(parts):
            if number:
                yield from _unless_empty(line)
                line = []
            begins = first if number == 0 else []
            ends = edges.get(end, _NONE).ends if number == len(parts) - 1 else []
            if part or begins or ends:
                line.append(
                    replace(
                        whole,
                        text=part,
                        begins=_of("claim", begins),
                        ends=_of("claim", ends),
                        begins_uncheckable=_of("uncheckable", begins),
                        ends_uncheckable=_of("uncheckable", ends),
                    )
                )
    yield from _unless_empty(line)


def _unless_empty(line: list[Piece]) -> Iterator[tuple[Piece, ...]]:
    if any(one.text.strip() or one.begins or one.ends for one in line):
        yield tuple(line)


def _of(kind: str, found: Iterable[_Edge]) -> tuple[int, ...]:
    return tuple(sorted({at for name, at in found if name == kind}))


def _edges(archived: ArchivedText) -> dict[int, _Edges]:
    edges: defaultdict[int, _Edges] = defaultdict(_Edges)
    groups: tuple[tuple[str, Iterable[tuple[Span, ...]]], ...] = (
        ("claim", (one.spans for one in archived.quoted)),
        ("uncheckable", (one.spans for one in archived.uncheckable)),
        ("uncovered", ((one,) for one in archived.uncovered)),
    )
    for kind, listed in groups:
        for at, spans in enumerate(listed):
            for start, end in _apart(spans, len(archived.text)):
                edges[start].begins.append((kind, at))
                edges[end].ends.append((kind, at))
    return dict(edges)


def _apart(spans: tuple[Span, ...], length: int) -> list[Span]:
    """Spans of one quote, those that overlap or meet made one."""
    joined: list[Span] = []
    for start, end in sorted(span for span in spans if 0 <= span[0] < span[1] <= length):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
