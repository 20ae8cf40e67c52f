"""Adds claims from elsewhere to a source file that is there: below its claims, and only those that it does not hold.

Nothing that stands in the file changes, so what a person has made of an earlier import stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from validator.bulk.rows import claim_of
from validator.doors.draft_placing import with_claims
from validator.doors.importing.incoming import UNKNOWN_HEADER, IncomingClaim, Record
from validator.doors.importing.source_file import source_file
from validator.records.corpus import Corpus
from validator.records.folding import fold
from validator.records.marks import FaultLog, Mark
from validator.records.nodes import plain
from validator.records.vocabulary import Vocabulary
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Sequence as YamlSequence
from validator.records.yaml_reader import read_yaml
from validator.values.dataclass import dataclass, replace

_AROUND: Final = ("prefix", "suffix")
_HEAD: Final = "claims:\n"


@dataclass(frozen=True, slots=True)
class StandingClaim:
    """A claim as it is written in a source file, whether it can be read yet or not."""

    record: Mapping[str, Any]
    mark: Mark
    content: str | None
    """What it says, where it can be read."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A source file as it stands."""

    data: bytes
    header: Mapping[str, Any]
    claims: tuple[StandingClaim, ...]

    @classmethod
    def of(cls, source: str, data: bytes, corpus: Corpus) -> Standing:
        root = read_yaml(data).root
        header = root.get("source") if isinstance(root, YamlMapping) else None
        written = root.get("claims") if isinstance(root, YamlMapping) else None
        claims: list[StandingClaim] = []
        for node in written.items if isinstance(written, YamlSequence) else ():
            record = plain(node)
            if isinstance(record, dict):
                known = corpus.claims_by_id.get(f"{source}/{record.get('id')}")
                claims.append(StandingClaim(record, node.mark, None if known is None else known.content))
        found = plain(header) if header is not None else None
        return cls(data, found if isinstance(found, dict) else {}, tuple(claims))

    def with_all(self, records: Iterable[Record]) -> bytes:
        """The bytes of the file with these claims too. Raises `NotPlaced` where they cannot be put in safely."""
        lines = source_file(UNKNOWN_HEADER, list(records)).decode("utf-8")
        return with_claims(self.data, lines[lines.index(_HEAD) + len(_HEAD) :])


@dataclass(frozen=True, slots=True)
class Sorted:
    """Claims from elsewhere beside those of a file."""

    fresh: tuple[IncomingClaim, ...] = ()
    """Those that the file lacks, each with an id of its own."""
    held: int = 0
    """How many it holds already."""
    other: tuple[tuple[IncomingClaim, Mark], ...] = ()
    """Those whose id another claim of the file bears, with its place."""


def sorted_out(source: str, claims: Iterable[IncomingClaim], standing: Standing, vocabulary: Vocabulary) -> Sorted:
    """Tells what a file lacks. A claim is held where one says the same in the same words, under whatever id; a stub,
    where its words have a claim.
    """
    taken = {id for one in standing.claims if isinstance(id := one.record.get("id"), str)}
    fresh: list[IncomingClaim] = []
    other: list[tuple[IncomingClaim, Mark]] = []
    held = 0
    for claim in claims:
        content = None if claim.stub else _content(source, claim, vocabulary)
        if any(_is_held(claim, content, one) for one in standing.claims):
            held += 1
            continue
        id = str(claim.record["id"])
        if id in taken and not claim.stub:
            other.append((claim, next(one.mark for one in standing.claims if one.record.get("id") == id)))
            continue
        free = next(name for name in _ids(id) if name not in taken)
        taken.add(free)
        fresh.append(replace(claim, record={**claim.record, "id": free}))
    return Sorted(tuple(fresh), held, tuple(other))


def _content(source: str, claim: IncomingClaim, vocabulary: Vocabulary) -> str | None:
    read = claim_of({"source": source, **claim.record}, "", claim.mark.line, vocabulary, FaultLog())
    return None if read is None else read.content


def _is_held(claim: IncomingClaim, content: str | None, one: StandingClaim) -> bool:
    if not _same_passage(claim.record, one.record):
        return False
    return claim.stub or dict(claim.record) == one.record or (content is not None and content == one.content)


def _same_passage(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    around = ([fold(str(record[key])) for record in (one, other) if key in record] for key in _AROUND)
    return _words(one) == _words(other) and all(len(set(said)) < 2 for said in around)


def _words(record: Mapping[str, Any]) -> list[str]:
    quote = record.get("quote")
    return [fold(str(piece)) for piece in (quote if isinstance(quote, list) else [quote])]


def _ids(id: str) -> Iterator[str]:
    yield id
    number = 2
    while True:
        yield f"{id}-{number}"
        number += 1
