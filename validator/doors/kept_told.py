"""What was told of parts of a corpus, kept under a digest of all that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from validator.doors.cache import Kept
from validator.doors.digests import digest
from validator.doors.memory import Memory
from validator.doors.told_rows import as_rows, as_told
from validator.judgement.reporting import Options, Told
from validator.judgement.standing_alone import Part, known_to
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.source import Source
from validator.records.vocabulary import Entity, Property, Vocabulary
from validator.records.yaml_reader import decode
from validator.values.dataclass import dataclass, field

SHARDS: Final = 4096
"""Files that it is spread over, so that little is read and written for a small change."""


@dataclass(slots=True)
class KeptTold:
    """Told parts by their keys, read as they are asked for."""

    kept: Kept
    way: str
    """Tells one way of asking from another: what is kept for one does not take the place of what is kept for others."""
    _shards: dict[int, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, memory: Memory, vocabulary: Vocabulary, options: Options) -> KeptTold:
        """What rests on the same program, options and properties."""
        properties = sorted((name, stated(property)) for name, property in vocabulary.properties.items())
        way = repr(options.select), repr(options.ignore)
        rests = repr(properties), repr(sorted(vocabulary.assumptions.items()))
        return cls(Kept(memory.kept.folder, digest(memory.kept.basis, *way, *rests)), digest(*way)[:16])

    def get(self, key: str, lines: Mapping[str, int]) -> Told | None:
        """What was told of a part whose claims begin at these lines now."""
        rows = self._shard(_number(key)).get(key)
        return None if rows is None else as_told(rows, lines)

    def put(self, told: Mapping[str, Told], lines: Mapping[str, int], live: Iterable[str]) -> None:
        """Keeps what is new, and lets go, where files are written anyway, of what no live key stands for."""
        changed: dict[int, dict[str, Any]] = {_number(key): {} for key in told}
        if not changed:
            return
        for key in live:
            content = changed.get(_number(key))
            rows = None if content is None or key in told else self._shard(_number(key)).get(key)
            if content is not None and rows is not None:
                content[key] = rows
        for key, one in told.items():
            changed[_number(key)][key] = as_rows(one, lines)
        for number, content in changed.items():
            self.kept.write(self._name(number), content)
            self._shards[number] = content

    def _shard(self, number: int) -> dict[str, Any]:
        known = self._shards.get(number)
        if known is None:
            content = self.kept.read(self._name(number))
            known = self._shards[number] = content if isinstance(content, dict) else {}
        return known

    def _name(self, number: int) -> str:
        return f"{number}-{self.way}.json"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a part without judging it."""

    key: str
    named: tuple[str, ...]
    """Entities and sources that what is told of it can depend on."""


def _number(key: str) -> int:
    return int(key[:4], 16) % SHARDS


def stated(record: Property | Entity | Source) -> str:
    """What a record states, wherever it is written."""
    return repr([getattr(record, name) for name in record.__slots__ if name not in ("file", "marks")])


def written(corpus: Corpus, memory: Memory) -> dict[str, str]:
    """For each claim, by full id, a digest of its words and of where they stand in an archived text."""
    files = {claim.file for claim in corpus.claims}
    texts = {path: decode(data)[0] for path, data in memory.contents.items() if path in files}
    sources = corpus.sources_by_id

    def one(claim: Claim) -> str:
        mark, text = claim.mark, sources[claim.source].text
        own = texts[claim.file][mark.index : mark.end_index]
        archived = memory.seen.get(text) if text is not None else None
        anchor = corpus.anchors.get(claim.full_id)
        return digest(claim.full_id, claim.subject.key, str(mark.column), own, str(archived), repr(anchor))

    return {claim.full_id: one(claim) for claim in corpus.claims}


def newest(sources: Iterable[Source]) -> int | None:
    """The last day on which a source appeared, as far as it is known."""
    return max((s.published.hull.lo for s in sources if s.published.hull.lo is not None), default=None)


def is_ahead(part: Part) -> bool:
    """Whether the newest source bears on claims: a plan is overdue once any source is newer than its time."""
    return any(claim.mood not in (("asserted",), ("denied",)) for claim in part)


def known_by(corpus: Corpus, written: Mapping[str, str]) -> Callable[[Part], Known]:
    """For a part, a digest of all that what is told of it rests on, beside what `KeptTold.of` names and the lines of
    its claims.
    """
    sources, entities = corpus.sources_by_id, corpus.vocabulary.entities
    last = str(newest(corpus.sources))
    digests: dict[str, str] = {}

    def record(id: str) -> str:
        if id not in digests:
            about = [stated(known) for known in (entities.get(id), sources.get(id)) if known is not None]
            about += [record(name) for name in resolved(sources[id].publisher)] if id in sources else []
            digests[id] = digest(id, *about)
        return digests[id]

    def resolved(name: str | None) -> tuple[str, ...]:
        return corpus.vocabulary.resolve(name) if name is not None else ()

    def known(part: Part) -> Known:
        named = sorted(known_to(part, corpus.vocabulary) | {claim.source for claim in part})
        of_claims = sorted(written[claim.full_id] for claim in part)
        return Known(digest(last if is_ahead(part) else "None", *of_claims, *map(record, named)), tuple(named))

    return known
