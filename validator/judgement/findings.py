"""What judgement hands to a report: findings, their members and places. Field names are those of the JSON report."""

from __future__ import annotations

import builtins
from typing import Literal

from validator.values.dataclass import dataclass, field

Verdict = Literal["contradiction", "tension", "explained", "agreement", "plan", "undecided", "problem"]
Severity = Literal["error", "warning", "note"]
VERDICTS: tuple[Verdict, ...] = ("contradiction", "problem", "tension", "undecided", "explained", "plan", "agreement")
"""From the most to the least urgent: the order of a report, and of the gate."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim is written and where its words stand. Lines and columns count from 1, text offsets from 0 (code
    points).
    """

    claim: str | None
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    role: Literal["at", "against", "context"]
    quote: str = ""
    gloss: str = ""
    text_file: str = ""
    text_start: int | None = None
    text_end: int | None = None
    source: str = ""
    publisher: str = ""
    published: str = ""
    """The publication date in plain words."""
    language: str = ""
    reading: str = ""
    """The claim read out in plain English, from its typed fields."""


@dataclass(frozen=True, slots=True)
class Camp:
    """The members of a finding that say one thing."""

    value: str
    """In words."""
    claims: tuple[str, ...]
    key: str = ""
    """As written and canonical (`2021-09`, an entity's id), where it differs from the words."""


@dataclass(frozen=True, slots=True)
class MinimalSet:
    """Claims and named assumptions that cannot all be true; without any one of them the rest can."""

    claims: tuple[str, ...]
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RulingNote:
    """The human ruling that settles a finding."""

    verdict: str
    because: str
    by: str
    on_date: str
    wrong: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    id: str
    rule: str
    verdict: Verdict
    severity: Severity
    subject: str
    property: str
    message: str
    claims: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    explained_by: tuple[str, ...] = ()
    outcome: str | None = None
    origins: int = 0
    camps: tuple[Camp, ...] = ()
    minimal_sets: tuple[MinimalSet, ...] = ()
    why: tuple[str, ...] = ()
    repairs: tuple[tuple[str, ...], ...] = ()
    responsibility: tuple[tuple[str, float], ...] = ()
    places: tuple[Place, ...] = ()
    ruling: RulingNote | None = None
    title: str = ""
    """The watched question this finding belongs to, or empty."""
    watched: bool = False
    marks: tuple[str, ...] = ()
    """`self-contradiction`, `shared-origin`, `capped`."""
    assumed: tuple[str, ...] = ()
    """For each of the assumptions, in their order, what it assumes."""

    @builtins.property
    def settled(self) -> bool:
        """Whether a person has ruled on it; `undecided` is a note on the way, not a ruling that settles."""
        return self.ruling is not None and self.ruling.verdict != "undecided"

    @builtins.property
    def open(self) -> bool:
        return not self.settled and self.verdict in ("contradiction", "tension", "undecided", "problem")


@dataclass(frozen=True, slots=True)
class Skip:
    """A check that did not run: which, why, how often."""

    rule: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of a timeline: `value` from the first to the last day given, both in it (empty text = unbounded)."""

    start: str
    until: str
    value: tuple[str, ...]
    """In words."""
    closed: bool
    support: tuple[str, ...]
    keys: tuple[str, ...] = ()
    """The values' ids, where they differ from the words."""
    dates: tuple[str, str] = ("", "")
    """The two days in EDTF."""


@dataclass(frozen=True, slots=True)
class Timeline:
    subject: str
    property: str
    steps: tuple[Step, ...]
    changes: tuple[str, ...] = ()
    """Windows in which one value gave way to another, in words."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What claims tell as planned, hoped, possible or required, when it was told, and what became of it, in words."""

    claims: tuple[str, ...]
    told: str
    words: str
    became: str = ""


@dataclass(frozen=True, slots=True)
class CorpusSize:
    sources: int
    claims: int
    sentences: int
    sentences_covered: int


@dataclass(frozen=True, slots=True)
class Report:
    corpus: CorpusSize
    findings: tuple[Finding, ...]
    skipped: tuple[Skip, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    unreadable: bool = False
    """Some input could not be read (exit status 3)."""
    incomplete: bool = False
    """A rule crashed or a budget ran out (exit status 4)."""
    notes: tuple[str, ...] = ()
    sources: tuple[SourceNote, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source as a report names it."""

    id: str
    title: str
    publisher: str
    published: str
    language: str
    claims: int
    text_file: str = ""
    url: str = ""
    because: str = ""
    """What an inferred publication date rests on."""
