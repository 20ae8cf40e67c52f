"""A check of a large corpus: parts that stand alone are judged on all processors, and unchanged ones not at all.

The report is, byte for byte, the one that a check of the whole would give. A part counts as unchanged if each of its
claims is written with the same words, in the same file though perhaps on other lines, beside the same archived text,
and nothing else has changed that is told of it: the records of its sources and entities, properties, options, this
program.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from validator.doors.cache import SHARDS, Kept, digest, program
from validator.doors.told_rows import as_rows, as_told
from validator.judgement.engine import Crash
from validator.judgement.reporting import Apart, Options, Told, told_on
from validator.judgement.standing_alone import LARGE, Part, known_to, of_parts, parted
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.files import FileError, Files, Folder
from validator.records.loading import CLAIMS, MAX_TEXT_BYTES
from validator.records.side_by_side import processors, side_by_side
from validator.records.source import Source
from validator.records.vocabulary import Entity, Property
from validator.records.yaml_reader import decode
from validator.values.dataclass import dataclass, field, replace

AT_ONCE: Final = 1_000
"""Claims of small parts that are judged together."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Recorded:
    """Files with a note of the digest of each that was read, and of the names in each folder."""

    files: Files
    seen: dict[str, str]
    contents: dict[str, bytes]

    def names(self, folder: str) -> list[str]:
        found = self.files.names(folder)
        self.seen[f"{folder}/"] = digest(*(os.fsencode(name) for name in found))
        return found

    def read(self, path: str, limit: int) -> bytes:
        try:
            data = self.files.read(path, limit)
        except FileError as error:
            self.seen[path] = f"not read: {error.message}"
            raise
        self.seen[path] = digest(data)
        if path.startswith(f"{CLAIMS}/"):
            self.contents[path] = data
        return data


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier runs over one corpus left, and what this one reads."""

    root: Path
    kept: Kept
    seen: dict[str, str]
    """Digest of each file that was read and of each folder that was looked into."""
    contents: dict[str, bytes] = field(default_factory=dict)
    """The bytes of record files."""

    @classmethod
    def of(cls, cache: Path, root: Path) -> Memory:
        root = root.resolve()
        return cls(root, Kept(cache / f"corpus-{digest(os.fsencode(root))}", program()), {})

    def through(self, files: Files) -> Files:
        return Recorded(files, self.seen, self.contents)

    def recall(self, asked: str) -> tuple[int, str] | None:
        """Exit status and report of the last run that was asked the same, if all it read is still as it was."""
        known = self.kept.read_text(f"report-{digest(asked)}")
        if known is None:
            return None
        head, _, text = known.partition("\n")
        try:
            status, seen = json.loads(head)
            unchanged = _is_unchanged(Folder(self.root), seen)
        except (ValueError, TypeError, AttributeError):
            return None
        return (int(status), text) if unchanged else None

    def keep(self, asked: str, status: int, text: str) -> None:
        self.kept.write_text(f"report-{digest(asked)}", f"{json.dumps([status, self.seen])}\n{text}")


def _is_unchanged(files: Files, seen: Mapping[str, str]) -> bool:
    now = Recorded(files, {}, {})
    for path in seen:
        try:
            now.names(path[:-1]) if path.endswith("/") else now.read(path, MAX_TEXT_BYTES)
        except FileError:
            if path.endswith("/"):
                return False
        if now.seen[path] != seen[path]:
            return False
    return True


def judged_apart(
    corpus: Corpus, options: Options, memory: Memory | None = None, *, processes: int | None = None
) -> Apart:
    """What is told of the parts of a corpus that stand alone; from memory, where it has them."""
    parts = parted(corpus)
    kept = None if memory is None else _kept_on(memory, corpus, options)
    keys = [] if memory is None else _keys(corpus, parts.alone, memory)
    lines = {claim.full_id: claim.mark.line for claim in corpus.claims} if keys else {}
    known = {} if kept is None else _known(kept)
    told: list[Told] = []
    missing: list[int] = []
    for number in range(len(parts.alone)):
        before = as_told(known[keys[number]], lines) if keys and keys[number] in known else None
        if before is None:
            missing.append(number)
        else:
            told.append(before)
    failed: list[Crash] = []
    ran_out = False
    fresh: dict[str, object] = {}
    for batch in _judged(corpus, options, parts.alone, missing, processes):
        told.extend(batch.told.values())
        failed.extend(batch.failed)
        ran_out = ran_out or batch.ran_out
        if keys and not batch.failed and not batch.ran_out:
            fresh.update({keys[number]: as_rows(one, lines) for number, one in batch.told.items()})
    if kept is not None:
        _keep(kept, known, keys, fresh)
    return Apart(tuple(told), parts.rest, tuple(dict.fromkeys(failed)), ran_out)


# -- judging --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is told of some parts, by their numbers."""

    told: dict[int, Told]
    failed: tuple[Crash, ...]
    ran_out: bool


def _judged(
    corpus: Corpus, options: Options, parts: Sequence[Part], missing: list[int], processes: int | None
) -> Iterator[_Batch]:
    batches = list(_batches(parts, missing))
    claims = sum(len(parts[number]) for number in missing)
    if processes is None:
        processes = processors() if claims >= LARGE else 1
    # The largest first, so that no process is left alone with it at the end.
    batches.sort(key=lambda batch: -sum(len(parts[number]) for number in batch))

    def judge(batch: Sequence[int]) -> _Batch:
        return _judge(corpus, options, parts, batch)

    yield from side_by_side(judge, batches, processes)


def _judge(corpus: Corpus, options: Options, parts: Sequence[Part], batch: Sequence[int]) -> _Batch:
    told, judgement = told_on(of_parts(corpus, (parts[number] for number in batch)), replace(options, rulings=False))
    number_of = {claim.full_id: number for number in batch for claim in parts[number]}
    # All claims of an undated source are in one part.
    of_source = {claim.source: number for number in batch for claim in parts[number]}
    findings = _by(told.findings, lambda finding: number_of[finding.claims[0]])
    timelines = _by(told.timelines, lambda timeline: number_of[timeline.steps[0].support[0]])
    dated = _by(told.dated, lambda one: of_source[one.source])
    unformed = _by(told.unformed, lambda id: number_of[id])
    split = {n: Told(tuple(findings[n]), tuple(timelines[n]), tuple(dated[n]), tuple(unformed[n])) for n in batch}
    return _Batch(split, tuple(judgement.crashes), bool(judgement.conflicts.undecided))


def _by(items: Iterable[Item], number: Callable[[Item], int]) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        found[number(item)].append(item)
    return found


def _batches(parts: Sequence[Part], missing: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for number in missing:
        claims = len(parts[number])
        if batch and size + claims > AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(number)
        size += claims
    if batch:
        yield batch


# -- keeping --------------------------------------------------------------------------------------------------------


def _kept_on(memory: Memory, corpus: Corpus, options: Options) -> Kept:
    """What rests on the same program, options and properties; on which records beside them each part rests, its key
    tells.
    """
    vocabulary = corpus.vocabulary
    properties = sorted((name, _stated(property)) for name, property in vocabulary.properties.items())
    rests = repr(options.select), repr(options.ignore), repr(properties), repr(sorted(vocabulary.assumptions.items()))
    return Kept(memory.kept.folder, digest(memory.kept.basis, *rests))


def _stated(record: Property | Entity | Source) -> str:
    """What a record states, wherever it is written."""
    return repr([getattr(record, name) for name in record.__slots__ if name not in ("file", "marks")])


def _keys(corpus: Corpus, parts: Sequence[Part], memory: Memory) -> list[str]:
    """For each part a digest of all that is told of it depends on beside the basis, but for the lines of its claims."""
    sources, entities = corpus.sources_by_id, corpus.vocabulary.entities
    texts = {path: decode(data)[0] for path, data in memory.contents.items()}
    newest = max((s.published.hull.lo for s in corpus.sources if s.published.hull.lo is not None), default=None)
    stated: dict[str, str] = {}

    def written(claim: Claim) -> str:
        mark, text = claim.mark, sources[claim.source].text
        anchor = corpus.anchors.get(claim.full_id)
        own = texts[claim.file][mark.index : mark.end_index]
        archived = memory.seen.get(text) if text is not None else None
        return digest(claim.full_id, claim.subject.key, str(mark.column), own, str(archived), repr(anchor))

    def record(id: str) -> str:
        if id not in stated:
            about = [_stated(known) for known in (entities.get(id), sources.get(id)) if known is not None]
            about += [record(name) for name in resolved(sources[id].publisher)] if id in sources else []
            stated[id] = digest(id, *about)
        return stated[id]

    def resolved(name: str | None) -> tuple[str, ...]:
        return corpus.vocabulary.resolve(name) if name is not None else ()

    def key(part: Part) -> str:
        named = known_to(part, corpus.vocabulary) | {claim.source for claim in part}
        # A plan is overdue once any source is newer than its time.
        ahead = any(claim.mood not in (("asserted",), ("denied",)) for claim in part)
        return digest(str(newest if ahead else None), *sorted(map(written, part)), *map(record, sorted(named)))

    return [key(part) for part in parts]


def _shard(key: str) -> int:
    return int(key[:4], 16) % SHARDS


def _known(kept: Kept) -> dict[str, object]:
    known: dict[str, object] = {}
    for number in range(SHARDS):
        content = kept.read(f"{number}.json")
        if isinstance(content, dict):
            known.update(content)
    return known


def _keep(kept: Kept, known: dict[str, object], keys: list[str], fresh: dict[str, object]) -> None:
    """Writes the files that hold anything new; what no question has any more goes with them."""
    changed = {_shard(key) for key in fresh}
    if not changed:
        return
    contents: dict[int, dict[str, object]] = {number: {} for number in changed}
    for key in keys:
        number = _shard(key)
        if number in changed and (key in fresh or key in known):
            contents[number][key] = fresh[key] if key in fresh else known[key]
    for number, content in contents.items():
        kept.write(f"{number}.json", content)
