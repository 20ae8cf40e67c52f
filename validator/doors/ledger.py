"""What is kept about a whole corpus, so that after a small change little of it need be read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, Final

from validator.doors.archive import Parts
from validator.doors.digests import digest
from validator.doors.kept_told import is_ahead, newest
from validator.doors.kept_vocabulary import KeptVocabulary, as_text, from_text, is_vocabulary
from validator.doors.memory import Memory
from validator.doors.packing import packed, unpacked
from validator.doors.told_rows import as_rows, as_told
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
from validator.values.dataclass import dataclass, field

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


@dataclass(frozen=True, slots=True)
class KeptParts:
    """What is kept of parts beside their claims, by their numbers; a part that is no more is left empty."""

    keys: Sequence[str] = ()
    """Under which what is told of them is kept; empty for a part that is no more."""
    named: Sequence[str] = ()
    """Entities and sources that what is told of them can depend on, between spaces."""
    what: str = ""
    """`TOLD`, `DATED` and `AHEAD`, a digit a part."""
    lacking: Mapping[int, int] = field(default_factory=dict)
    """Figures that lack what their formula needs, where there are any."""

    @classmethod
    def of(cls, parts: Parts) -> KeptParts:
        what, lacking = [], {}
        for number, claims in enumerate(parts.parted.alone):
            told = parts.judged.told[number]
            anything = bool(told.findings or told.timelines or told.dated)
            what.append(str(TOLD * anything | DATED * bool(told.dated) | AHEAD * is_ahead(claims)))
            if told.unformed:
                lacking[number] = len(told.unformed)
        keys = [known.key for known in parts.known]
        return cls(keys, [f" {' '.join(known.named)} " for known in parts.known], "".join(what), lacking)

    def there(self) -> set[int]:
        return {number for number, key in enumerate(self.keys) if key}

    def that_are(self, what: int) -> set[int]:
        """Parts of which one of these things is known."""
        wanted = {digit for digit in "1234567" if int(digit) & what}
        return {number for number, digit in enumerate(self.what) if digit in wanted}

    def that_know(self, ids: Iterable[str]) -> set[int]:
        """Parts that know one of these entities or sources."""
        wanted = [f" {id} " for id in ids]
        return {number for number, named in enumerate(self.named) if any(one in named for one in wanted)}

    def followed(self, gone: Set[int], new: KeptParts) -> KeptParts:
        """Without some, and followed by others."""
        first = len(self.keys)
        return KeptParts(
            [*("" if n in gone else key for n, key in enumerate(self.keys)), *new.keys],
            [*("" if n in gone else named for n, named in enumerate(self.named)), *new.named],
            "".join("0" if n in gone else digit for n, digit in enumerate(self.what)) + new.what,
            {n: times for n, times in self.lacking.items() if n not in gone}
            | {first + n: times for n, times in new.lacking.items()},
        )


@dataclass(slots=True)
class Ledger:
    """A corpus as it was, with no fault but in files of sources and rulings."""

    stamp: str
    """Tells one state of the corpus from another."""
    seen: dict[str, str]
    sources: dict[str, tuple[Source, Tally]]
    entries: dict[str, Entries]
    """By file."""
    parts: KeptParts
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
    of_files: KeptVocabulary
    """What of the vocabulary its files define."""
    kept_as: str | None = None
    """The digest under which that is kept already."""

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
        parts=KeptParts.of(parts),
        by_name=parts.parted.by_name(),
        series=in_series(corpus.claims),
        scopes=free_scopes(corpus),
        faulty=frozenset(fault.file for fault in corpus.faults),
        whole=tuple(whole),
        vocabulary=corpus.vocabulary,
        of_files=KeptVocabulary.of(corpus.vocabulary),
    )


def files_of(sources: Iterable[Source]) -> dict[str, str]:
    """The file of each source, by its id."""
    return {source.id: source.file for source in sources}


def stamp(seen: Mapping[str, str]) -> str:
    return digest(*(part for item in sorted(seen.items()) for part in item))


# -- keeping --------------------------------------------------------------------------------------------------------


def _name(options: Options) -> str:
    return digest(repr(options.select), repr(options.ignore))


def write(ledger: Ledger, options: Options, memory: Memory) -> None:
    """Keeps a ledger as lines, so that a later run takes apart only what it looks at."""
    name, vocabulary = _name(options), ledger.kept_as
    if vocabulary is None:
        vocabulary = memory.kept.write_text(f"vocabulary-{name}", as_text(ledger.of_files))
        texts = {file: decode(data)[0] for file, data in memory.contents.items() if is_vocabulary(file)}
        memory.kept.write(f"texts-{name}", [vocabulary, texts])
    head = {
        "stamp": ledger.stamp,
        "seen": ledger.seen,
        "sources": [[packed(source), _tally_row(tally)] for source, tally in ledger.sources.values()],
        "by_name": ledger.by_name,
        "series": sorted(ledger.series),
        "scopes": sorted(ledger.scopes),
        "faulty": sorted(ledger.faulty),
        "whole": as_rows(Told(ledger.whole), {}),
        "vocabulary": vocabulary,
        "what": ledger.parts.what,
        "lacking": list(ledger.parts.lacking.items()),
        "files": list(ledger.entries),
    }
    lines = [
        json.dumps(head, ensure_ascii=False, separators=(",", ":")),
        ",".join(ledger.parts.keys),
        json.dumps(ledger.parts.named, ensure_ascii=False, separators=(",", ":")),
        *(line for one in ledger.entries.values() for line in (json.dumps(one.parts), one.rows)),
    ]
    memory.kept.write_text(f"ledger-{name}", "\n".join(lines))


def read(options: Options, memory: Memory) -> Ledger | None:
    """The ledger that an earlier run left; None where there is none that can be made sense of."""
    name = _name(options)
    head, *lines = (memory.kept.read_text(f"ledger-{name}") or "").split("\n")
    try:
        content = json.loads(head)
        text = memory.kept.read_text(f"vocabulary-{name}", content["vocabulary"])
        whole = as_told(content["whole"], {})
        if text is None or whole is None:
            return None
        sources = {
            source.id: (source, tally)
            for source, tally in ((unpacked(one), _as_tally(row)) for one, row in content["sources"])
        }
        of_files = from_text(text)
        keys, listed, *entries = lines
        named = json.loads(listed)
        files = zip(content["files"], entries[::2], entries[1::2], strict=True)
        return Ledger(
            stamp=content["stamp"],
            seen=dict(content["seen"]),
            sources=sources,
            entries={file: Entries(tuple(json.loads(parts)), rows) for file, parts, rows in files},
            # an only part that is no more has an empty key
            parts=KeptParts(keys.split(",") if named else [], named, content["what"], dict(content["lacking"])),
            by_name=content["by_name"],
            series=frozenset(content["series"]),
            scopes=frozenset(content["scopes"]),
            faulty=frozenset(content["faulty"]),
            whole=whole.findings,
            vocabulary=of_files.vocabulary(files_of(source for source, _ in sources.values())),
            of_files=of_files,
            kept_as=content["vocabulary"],
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def texts_of(ledger: Ledger, options: Options, memory: Memory) -> dict[str, str] | None:
    """What the files of the vocabulary held; None where that is not known."""
    found = memory.kept.read(f"texts-{_name(options)}")
    return dict(found[1]) if isinstance(found, list) and found[0] == ledger.kept_as else None


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
