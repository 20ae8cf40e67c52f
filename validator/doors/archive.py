"""A check of a large corpus: parts that stand alone are judged on all processors, and unchanged ones not at all.

The report is, byte for byte, the one that a check of the whole would give. A part counts as unchanged if each of its
claims is written with the same words, in the same file though perhaps on other lines, beside the same archived text,
and nothing else has changed that is told of it: the records of its sources and entities, properties, options, this
program.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from validator.doors.kept_told import KeptTold, Known, known_by
from validator.doors.memory import Memory
from validator.judgement.engine import Crash
from validator.judgement.reporting import Apart, Options, Told, told_on
from validator.judgement.standing_alone import LARGE, Part, Parted, of_parts, parted
from validator.records.corpus import Corpus
from validator.records.side_by_side import processors, side_by_side
from validator.values.dataclass import dataclass, replace

AT_ONCE: Final = 1_000
"""Claims of small parts that are judged together."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Judged:
    """What is told of parts, by their numbers."""

    told: Mapping[int, Told]
    failed: tuple[Crash, ...] = ()
    ran_out: bool = False

    def beside(self, rest: Corpus) -> Apart:
        return Apart(tuple(self.told.values()), rest, self.failed, self.ran_out)


@dataclass(frozen=True, slots=True)
class Parts:
    """A corpus in parts, with what can be kept of each."""

    parted: Parted
    written: Mapping[str, str]
    known: tuple[Known, ...]
    judged: Judged


def judged_apart(corpus: Corpus, options: Options, *, processes: int | None = None) -> Apart:
    """What is told of the parts of a corpus that stand alone."""
    parts = parted(corpus)
    return judged(corpus, options, parts.alone, range(len(parts.alone)), processes).beside(parts.rest)


def in_parts(
    corpus: Corpus, options: Options, memory: Memory, words: Mapping[str, str], others: Iterable[str] = ()
) -> Parts:
    """A corpus judged part by part; what is told of a part is taken from memory, where it has it.

    `words` holds a digest of each claim's words, `others` the keys of parts that are not in this corpus.
    """
    parts = parted(corpus)
    known = tuple(map(known_by(corpus, words), parts.alone))
    kept = KeptTold.of(memory, corpus.vocabulary, options)
    lines = {claim.full_id: claim.mark.line for claim in corpus.claims}
    before = {number: told for number, one in enumerate(known) if (told := kept.get(one.key, lines)) is not None}
    fresh = judged(corpus, options, parts.alone, [n for n in range(len(known)) if n not in before])
    if not fresh.failed and not fresh.ran_out:
        new = {known[number].key: told for number, told in fresh.told.items()}
        kept.put(new, lines, (*others, *(one.key for one in known)))
    return Parts(parts, words, known, Judged({**before, **fresh.told}, fresh.failed, fresh.ran_out))


# -- judging --------------------------------------------------------------------------------------------------------


def judged(
    corpus: Corpus, options: Options, parts: Sequence[Part], missing: Sequence[int], processes: int | None = None
) -> Judged:
    """Judges the parts with these numbers; many of them in several processes."""
    batches = list(_batches(parts, missing))
    claims = sum(len(parts[number]) for number in missing)
    if processes is None:
        processes = processors() if claims >= LARGE else 1
    # The largest first, so that no process is left alone with it at the end.
    batches.sort(key=lambda batch: -sum(len(parts[number]) for number in batch))

    def judge(batch: Sequence[int]) -> Judged:
        return _judge(corpus, options, parts, batch)

    done = side_by_side(judge, batches, processes)
    told = {number: one for batch in done for number, one in batch.told.items()}
    failed = tuple(dict.fromkeys(crash for batch in done for crash in batch.failed))
    return Judged(told, failed, any(batch.ran_out for batch in done))


def _judge(corpus: Corpus, options: Options, parts: Sequence[Part], batch: Sequence[int]) -> Judged:
    told, judgement = told_on(of_parts(corpus, (parts[number] for number in batch)), replace(options, rulings=False))
    number_of = {claim.full_id: number for number in batch for claim in parts[number]}
    # All claims of an undated source are in one part.
    of_source = {claim.source: number for number in batch for claim in parts[number]}
    findings = _by(told.findings, lambda finding: number_of[finding.claims[0]])
    timelines = _by(told.timelines, lambda timeline: number_of[timeline.steps[0].support[0]])
    dated = _by(told.dated, lambda one: of_source[one.source])
    unformed = _by(told.unformed, lambda id: number_of[id])
    split = {n: Told(tuple(findings[n]), tuple(timelines[n]), tuple(dated[n]), tuple(unformed[n])) for n in batch}
    return Judged(split, tuple(judgement.crashes), bool(judgement.conflicts.undecided))


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
