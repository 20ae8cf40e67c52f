"""A check of a large corpus: plain questions judged on all processors, and those that did not change not at all.

The report is, byte for byte, the one that a check of the whole would give. A question counts as unchanged if each of
its claims is written with the same words, in the same file though perhaps on other lines, beside the same archived
text, and nothing else that findings depend on has changed: sources, vocabulary, options, this program.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from validator.doors.cache import SHARDS, Kept, as_findings, as_rows, digest
from validator.doors.checking import LARGE
from validator.judgement.engine import Crash
from validator.judgement.findings import Finding
from validator.judgement.reporting import Apart, Options, findings_on
from validator.judgement.standing_alone import QuestionKey, of_questions, parted
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.files import FileError, Files, Folder
from validator.records.loading import CLAIMS, MAX_TEXT_BYTES, VOCABULARY
from validator.records.side_by_side import processors, side_by_side
from validator.records.yaml_reader import decode
from validator.values.dataclass import dataclass, field, replace

AT_ONCE: Final = 1_000
"""Claims of plain questions that are judged together."""

Question = tuple[QuestionKey, tuple[Claim, ...]]


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
        return cls(root, Kept(cache / f"corpus-{digest(os.fsencode(root))}", _program()), {})

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
    """The findings on the plain questions of a corpus; from memory, where it has them."""
    parts = parted(corpus)
    questions = sorted(parts.plain.items())
    kept = None if memory is None else _findings_kept(memory, corpus, options)
    keys = [] if memory is None else _keys(corpus, questions, memory)
    lines = {claim.full_id: claim.mark.line for claim in corpus.claims} if keys else {}
    known = {} if kept is None else _known(kept)
    found: list[Finding] = []
    missing: list[int] = []
    for number in range(len(questions)):
        before = as_findings(known[keys[number]], lines) if keys and keys[number] in known else None
        if before is None:
            missing.append(number)
        else:
            found.extend(before)
    failed: list[Crash] = []
    ran_out = False
    fresh: dict[str, object] = {}
    for part in _judged(corpus, options, questions, missing, processes):
        found.extend(finding for findings in part.findings.values() for finding in findings)
        failed.extend(part.failed)
        ran_out = ran_out or part.ran_out
        if keys and not part.failed and not part.ran_out:
            fresh.update({keys[number]: as_rows(findings, lines) for number, findings in part.findings.items()})
    if kept is not None:
        _keep(kept, known, keys, fresh)
    return Apart(tuple(found), parts.rest, tuple(dict.fromkeys(failed)), ran_out)


# -- judging --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """What was found on some questions, by their numbers."""

    findings: dict[int, list[Finding]]
    failed: tuple[Crash, ...]
    ran_out: bool


def _judged(
    corpus: Corpus, options: Options, questions: Sequence[Question], missing: list[int], processes: int | None
) -> Iterator[_Part]:
    batches = list(_batches(questions, missing))
    claims = sum(len(questions[number][1]) for number in missing)
    if processes is None:
        processes = processors() if claims >= LARGE else 1
    # The largest first, so that no process is left alone with it at the end.
    batches.sort(key=lambda batch: -sum(len(questions[number][1]) for number in batch))

    def judge(batch: Sequence[int]) -> _Part:
        return _judge(corpus, options, questions, batch)

    yield from side_by_side(judge, batches, processes)


def _judge(corpus: Corpus, options: Options, questions: Sequence[Question], batch: Sequence[int]) -> _Part:
    chosen = of_questions(corpus, (questions[number][1] for number in batch))
    findings, judgement = findings_on(chosen, replace(options, rulings=False))
    number_of = {questions[number][0]: number for number in batch}
    found: dict[int, list[Finding]] = {number: [] for number in batch}
    for finding in findings:
        if finding.claims:
            first = chosen.claims_by_id[finding.claims[0]]
            found[number_of[first.subject.key, first.property]].append(finding)
    return _Part(found, tuple(judgement.crashes), bool(judgement.conflicts.undecided))


def _batches(questions: Sequence[Question], missing: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for number in missing:
        claims = len(questions[number][1])
        if batch and size + claims > AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(number)
        size += claims
    if batch:
        yield batch


# -- keeping --------------------------------------------------------------------------------------------------------


def _findings_kept(memory: Memory, corpus: Corpus, options: Options) -> Kept:
    """Findings that rest on the same vocabulary, sources and options."""
    vocabulary = sorted(item for item in memory.seen.items() if item[0].startswith(f"{VOCABULARY}/"))
    sources = [
        repr((s.id, s.published.text, s.published_because, s.publisher, s.language, s.via)) for s in corpus.sources
    ]
    basis = digest(memory.kept.basis, repr(options.select), repr(options.ignore), repr(vocabulary), *sources)
    return Kept(memory.kept.folder, basis)


def _program() -> str:
    """A digest of this program's code: rules change from one version to the next, and while they are worked on."""
    folder = Path(__file__).parents[1]
    return digest(
        *(part for path in sorted(folder.rglob("*.py")) for part in (str(path.relative_to(folder)), path.read_bytes()))
    )


def _keys(corpus: Corpus, questions: Sequence[Question], memory: Memory) -> list[str]:
    """For each question a digest of all that its findings depend on beside the basis, but for the lines of claims."""
    sources, texts = corpus.sources_by_id, {path: decode(data)[0] for path, data in memory.contents.items()}

    def written(claim: Claim) -> str:
        mark, text = claim.mark, sources[claim.source].text
        anchor = corpus.anchors.get(claim.full_id)
        own = texts[claim.file][mark.index : mark.end_index]
        archived = memory.seen.get(text) if text is not None else None
        return digest(claim.full_id, claim.subject.key, str(mark.column), own, str(archived), repr(anchor))

    return [digest(*sorted(map(written, claims))) for _, claims in questions]


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
