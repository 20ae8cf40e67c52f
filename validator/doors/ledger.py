"""What is kept about a whole corpus, so that after a small change little of it need be read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from typing import Any, Final, NamedTuple

from validator.doors.archive import Parts
from validator.doors.cache import digest
from validator.doors.kept_told import is_ahead, newest
from validator.doors.kept_vocabulary import as_text, from_text
from validator.doors.memory import Memory
from validator.doors.packing import packed, unpacked
from validator.doors.told_rows import as_rows, as_told
from validator.doors.vocabulary_change import is_vocabulary, statements
from validator.judgement.findings import Finding, SourceNote
from validator.judgement.reporting import Options, Told
from validator.judgement.standing_alone import REST, in_series
from validator.judgement.tallies import Tally
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.masking import stretch_of
from validator.records.source import Source
from validator.records.vocabulary import Vocabulary
from validator.records.yaml_reader import decode
from validator.values.dataclass import dataclass

NOWHERE: Final = -1
"""Stands for the beginning of a claim that cannot be left unread on its own."""
TOLD, DATED, AHEAD = 1, 2, 4
"""What is known of a part: something is told of it, a source is dated by it, a newer source can bear on it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim of a file: from where to where it is written, its line, its part, and a digest of its words."""

    id: str
    start: int
    end: int
    line: int
    part: int
    written: str


@dataclass(frozen=True, slots=True)
class Entries:
    """The claims of a file, in the order in which they are written; taken out of JSON only where they are looked at."""

    parts: tuple[int, ...]
    """Of each claim."""
    rows: str
    """All else of each claim, as JSON."""

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Entries:
        found = tuple(entries)
        rows = [[one.id, one.start, one.end, one.line, one.written] for one in found]
        return cls(tuple(one.part for one in found), json.dumps(rows, separators=(",", ":")))

    def all(self) -> list[Entry]:
        """Raises `ValueError` or `TypeError` where there is no such JSON."""
        rows = json.loads(self.rows)
        return [
            Entry(id, start, end, line, part, written)
            for (id, start, end, line, written), part in zip(rows, self.parts, strict=True)
        ]

    def are_in(self, parts: Set[int]) -> bool:
        """Whether any of the claims is in one of these parts."""
        return not parts.isdisjoint(self.parts)


class Kept(NamedTuple):
    """What is kept of a part beside its claims."""

    key: str
    named: str
    """Entities and sources that what is told of it can depend on, between spaces."""
    what: int
    """`TOLD`, `DATED` and `AHEAD`."""
    lacking: int
    """Figures that lack what their formula needs."""


@dataclass(slots=True)
class Ledger:
    """A corpus as it was, with no fault but in files of sources and rulings."""

    stamp: str
    """Tells one state of the corpus from another."""
    seen: dict[str, str]
    sources: dict[str, tuple[Source, Tally]]
    entries: dict[str, Entries]
    """By file."""
    parts: list[Kept | None]
    """By number; None for a part that is no more."""
    by_name: dict[str, int]
    """The part of the claims that a name ties."""
    series: frozenset[str]
    """Events whose claims are all tied, for some are told by their place in a series."""
    scopes: frozenset[str]
    """What claims are narrowed to in words that name no entity."""
    faulty: frozenset[str]
    """Files that something is wrong with."""
    whole: tuple[Finding, ...]
    """What tells of no claim."""
    vocabulary: Vocabulary
    statements: dict[str, str]
    """A digest of what each entity of the vocabulary states, but for those that are only sources."""

    @property
    def newest(self) -> int | None:
        return newest(source for source, _ in self.sources.values())


def entries_of(
    claims: Iterable[Claim], parts: Mapping[str, int], written: Mapping[str, str], contents: Mapping[str, bytes]
) -> dict[str, Entries]:
    """By file."""
    found: dict[str, list[Entry]] = {}
    texts: dict[str, str] = {}
    for claim in sorted(claims, key=lambda claim: (claim.file, claim.mark.index)):
        if claim.file not in texts:
            texts[claim.file] = decode(contents[claim.file])[0]
        start, end = stretch_of(claim.mark, texts[claim.file]) or (NOWHERE, NOWHERE)
        id = claim.full_id
        found.setdefault(claim.file, []).append(Entry(claim.id, start, end, claim.mark.line, parts[id], written[id]))
    return {file: Entries.of(entries) for file, entries in found.items()}


def free_scopes(corpus: Corpus) -> frozenset[str]:
    return frozenset(
        c.among for c in corpus.claims if c.among is not None and c.among not in corpus.vocabulary.entities
    )


def kept_of(parts: Parts) -> list[Kept | None]:
    """What is kept of each part."""
    found: list[Kept | None] = []
    for number, (known, claims) in enumerate(zip(parts.known, parts.parted.alone, strict=True)):
        told = parts.judged.told[number]
        anything = bool(told.findings or told.timelines or told.dated)
        what = TOLD * anything | DATED * bool(told.dated) | AHEAD * is_ahead(claims)
        found.append(Kept(known.key, f" {' '.join(known.named)} ", what, len(told.unformed)))
    return found


def part_of_claims(parts: Parts, first: int = 0) -> dict[str, int]:
    """The part of each claim, by full id, where the first part has the number `first`."""
    numbers = {claim.full_id: REST for claim in parts.parted.rest.claims}
    for number, part in enumerate(parts.parted.alone, first):
        numbers.update((claim.full_id, number) for claim in part)
    return numbers


def drawn_up(
    corpus: Corpus, parts: Parts, tallied: Iterable[Tally], whole: Iterable[Finding], memory: Memory
) -> Ledger:
    """The ledger of a corpus that was read and judged as a whole."""
    return Ledger(
        stamp=stamp(memory.seen),
        seen=dict(memory.seen),
        sources={source.id: (source, one) for source, one in zip(corpus.sources, tallied, strict=True)},
        entries=entries_of(corpus.claims, part_of_claims(parts), parts.written, memory.contents),
        parts=kept_of(parts),
        by_name=parts.parted.by_name(),
        series=in_series(corpus.claims),
        scopes=free_scopes(corpus),
        faulty=frozenset(fault.file for fault in corpus.faults),
        whole=tuple(whole),
        vocabulary=corpus.vocabulary,
        statements=statements(corpus.vocabulary),
    )


def files_of(sources: Iterable[Source]) -> dict[str, str]:
    """The file of each source, by its id."""
    return {source.id: source.file for source in sources}


def stamp(seen: Mapping[str, str]) -> str:
    return digest(*(part for item in sorted(seen.items()) for part in item))


# -- keeping --------------------------------------------------------------------------------------------------------


def _name(options: Options) -> str:
    return f"ledger-{digest(repr(options.select), repr(options.ignore))}"


def _vocabulary_name(seen: Mapping[str, str]) -> str:
    read = sorted(item for item in seen.items() if is_vocabulary(item[0]))
    return f"vocabulary-{digest(*(part for item in read for part in item))}"


def write(ledger: Ledger, options: Options, memory: Memory) -> None:
    name = _vocabulary_name(ledger.seen)
    if not memory.kept.has(name):
        memory.kept.write_text(name, as_text(ledger.vocabulary, ledger.statements))
    content = {
        "stamp": ledger.stamp,
        "seen": ledger.seen,
        "sources": [[packed(source), _tally_row(tally)] for source, tally in ledger.sources.values()],
        "entries": {file: [entries.parts, entries.rows] for file, entries in ledger.entries.items()},
        "parts": ledger.parts,
        "by_name": ledger.by_name,
        "series": sorted(ledger.series),
        "scopes": sorted(ledger.scopes),
        "faulty": sorted(ledger.faulty),
        "whole": as_rows(Told(ledger.whole), {}),
    }
    memory.kept.write(_name(options), content)


def read(options: Options, memory: Memory) -> Ledger | None:
    """The ledger that an earlier run left; None where there is none that can be made sense of."""
    content = memory.kept.read(_name(options))
    try:
        seen = dict(content["seen"])
        sources = {
            source.id: (source, tally)
            for source, tally in ((unpacked(one), _as_tally(row)) for one, row in content["sources"])
        }
        text = memory.kept.read_text(_vocabulary_name(seen))
        whole = as_told(content["whole"], {})
        if text is None or whole is None:
            return None
        vocabulary, told = from_text(text, files_of(source for source, _ in sources.values()))
        return Ledger(
            stamp=content["stamp"],
            seen=seen,
            sources=sources,
            entries={file: Entries(tuple(parts), rows) for file, (parts, rows) in content["entries"].items()},
            parts=[None if part is None else Kept(*part) for part in content["parts"]],
            by_name=content["by_name"],
            series=frozenset(content["series"]),
            scopes=frozenset(content["scopes"]),
            faulty=frozenset(content["faulty"]),
            whole=whole.findings,
            vocabulary=vocabulary,
            statements=told,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _tally_row(tally: Tally) -> list[Any]:
    note = [getattr(tally.note, name) for name in SourceNote.__slots__]
    return [
        note,
        tally.sentences,
        tally.covered,
        [[*reason, times] for reason, times in tally.uncompared],
        tally.properties,
    ]


def _as_tally(row: Any) -> Tally:
    note, sentences, covered, uncompared, properties = row
    reasons = tuple(((rule, reason), times) for rule, reason, times in uncompared)
    return Tally(SourceNote(*note), sentences, covered, reasons, tuple(properties))
