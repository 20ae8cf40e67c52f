"""Small bulk files as part of an ordinary corpus: every row becomes a claim like any other, and all of it is judged
as ever.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from validator.bulk.alike import RowReader
from validator.bulk.layout import CLAIM_KEYS, ENTITY_KEYS, SOURCE_KEYS, BulkFile, BulkFiles, bulk_files, column_problem
from validator.bulk.lines import read_lines
from validator.bulk.rows import Row, entity_of, row_mark, source_of
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.evidence import locate
from validator.records.files import FileError, Files, read_below
from validator.records.folding import FoldedText
from validator.records.loading import MAX_TEXT_BYTES, RULINGS, paused_collector
from validator.records.marks import FILE_START, Fault, FaultLog
from validator.records.opening import load
from validator.records.source import Source, SourceText
from validator.records.vocabulary import SOURCE_TYPE, Entity, Vocabulary
from validator.records.yaml_reader import decode
from validator.values.dataclass import dataclass, field, replace

SMALL: Final = 4 * 1024 * 1024
"""Bytes of bulk files that can be read claim by claim; larger ones are screened (`validator.bulk.checking`)."""
FEW: Final = 2_000
"""Claims in rows that are read one by one unasked. Each costs about a millisecond, a screen of them half a second to
one and a half in all.
"""


def is_readable(root: Path) -> bool:
    """Whether the bulk files of a corpus, if any, are small enough to be read claim by claim."""
    return sum(file.place.stat().st_size for file in bulk_files(root).all) <= SMALL


def is_small(root: Path) -> bool:
    """Whether the bulk files of a corpus, if any, are best read claim by claim: they are few claims, or nothing else is
    installed, or there are rulings, a baseline or archived texts, which may speak of what a screen does not tell.
    """
    if not is_readable(root):
        return False
    files = bulk_files(root)
    return not is_installed() or _has_waivers(root) or _has_texts(root, files) or _number_of_claims(files) <= FEW


def _has_waivers(root: Path) -> bool:
    return (root / "claims" / "baseline.json").exists() or any((root / RULINGS).glob("*.yaml"))


def _has_texts(root: Path, files: BulkFiles) -> bool:
    """Whether a source may name its text (one that only looks so costs time, nothing else)."""
    if any(
        b"text" in file.read_bytes()
        for file in (root / "claims").glob("*.yaml")
        if file.is_file() and not file.is_symlink()
    ):
        return True
    for file in files.sources:
        if file.is_parquet:
            footer = _footer(file)
            if footer is None or "text" in footer.schema.names:
                return True
        elif b"text" in _content(file):
            return True
    return False


def _number_of_claims(files: BulkFiles) -> int:
    found = 0
    for file in files.claims:
        if not file.is_parquet:
            found += _content(file).count(b"\n")
        elif (footer := _footer(file)) is not None:
            found += footer.num_rows
    return found


def _footer(file: BulkFile) -> Any:
    """What a Parquet file tells of itself; None where it cannot be read."""
    import pyarrow.parquet as pq

    try:
        with file.open() as stream:
            return pq.read_metadata(stream)
    except (OSError, ValueError, FileError):
        return None


def _content(file: BulkFile) -> bytes:
    try:
        with file.open() as stream:
            return stream.read()
    except FileError:
        return b""  # told by whoever reads it


def is_installed() -> bool:
    """Whether there is what claims are screened with: the extra `bulk`."""
    return all(find_spec(name) is not None for name in ("duckdb", "pyarrow"))


def load_with_rows(root: Path, through: Callable[[Files], Files] | None = None) -> Corpus:
    """The corpus of a folder with the rows of its bulk files. Never raises for bad content: what could not be read
    is in `faults`.

    `through` may look at what is read of YAML and the texts it names.
    """
    corpus, files = load(root, through), bulk_files(root.resolve())
    if not files:
        return corpus
    with paused_collector():
        return _Rows(corpus, files).add()


def is_moot(fault: Fault) -> bool:
    """A corpus of bulk files needs no YAML file of a source."""
    return fault.file == "claims" and "found none: 0 claims" in fault.message


@dataclass(slots=True)
class _Rows:
    corpus: Corpus
    files: BulkFiles
    log: FaultLog = field(default_factory=FaultLog)

    def add(self) -> Corpus:
        base = self.corpus
        sources = {s.id: s for s in base.sources}
        self._add_sources(sources)
        vocabulary = self._vocabulary(sources)
        claims = {c.full_id: c for c in base.claims}
        self._add_claims(claims, sources, vocabulary)
        own = [c for c in claims.values() if c.full_id not in base.anchors]
        texts = {**base.texts, **self._texts({c.source for c in own} - base.texts.keys(), sources)}
        anchors = dict(base.anchors)
        spoken: dict[str, list[Claim]] = defaultdict(list)
        for claim in own:
            spoken[claim.source].append(claim)
        for id, archived in texts.items():
            folded = FoldedText(archived.text) if spoken[id] else None
            for claim in spoken[id]:
                assert folded is not None
                anchors[claim.full_id] = locate(claim.quotes, folded, claim.prefix, claim.suffix)
        faults = [f for f in base.faults if not is_moot(f)] + list(self.log.sorted())
        return replace(
            base,
            sources=tuple(sources[id] for id in sorted(sources)),
            claims=tuple(claims[id] for id in sorted(claims)),
            vocabulary=vocabulary,
            texts=texts,
            anchors=anchors,
            faults=tuple(sorted(faults, key=lambda f: (f.file, f.mark, f.message))),
        )

    def _add_sources(self, sources: dict[str, Source]) -> None:
        for file in self.files.sources:
            for number, row in self._rows(file, SOURCE_KEYS, "a source"):
                source = source_of(row, file.path, number, self.corpus.vocabulary, self.log)
                if source is not None and source.id in sources:
                    message = f"expected each source once, found `{source.id}` again"
                    self.log.add(file.path, row_mark(number), message, "give one of the two another id")
                elif source is not None:
                    sources[source.id] = source

    def _vocabulary(self, sources: dict[str, Source]) -> Vocabulary:
        entities: dict[str, Entity] = dict(self.corpus.vocabulary.entities)
        for id, source in sources.items():
            entities.setdefault(id, Entity(id, SOURCE_TYPE, source.file, {}))
        for file in self.files.entities:
            for number, row in self._rows(file, ENTITY_KEYS, "an entity"):
                entity = entity_of(row, file.path, number, entities, self.log)
                if entity is not None:
                    entities[entity.id] = entity
        return replace(self.corpus.vocabulary, entities=entities)

    def _add_claims(self, claims: dict[str, Claim], sources: dict[str, Source], vocabulary: Vocabulary) -> None:
        reader = RowReader(vocabulary)
        for file in self.files.claims:
            for number, row in self._rows(file, CLAIM_KEYS, "a claim"):
                claim = reader.claim_of(row, file.path, number, self.log)
                if claim is None:
                    continue
                if claim.full_id in claims:
                    message = f"expected each claim id once in a source, found `{claim.full_id}` again"
                    self.log.add(file.path, row_mark(number), message, "give one of the two another id")
                elif claim.source not in sources:
                    message = f"expected the id of a source under `source`, found `{claim.source}`"
                    hint = "add it to claims/sources.jsonl or claims/sources.parquet"
                    self.log.add(file.path, row_mark(number), message, hint)
                else:
                    claims[claim.full_id] = claim

    def _rows(self, file: BulkFile, keys: tuple[str, ...], what: str) -> Iterator[tuple[int, Row]]:
        if not file.is_parquet:
            yield from read_lines(file, keys, self.log)
            return
        try:
            import pyarrow.parquet as pq
        except ImportError:
            message = "expected the extra `bulk` to read Parquet, found pyarrow not installed: the file was not read"
            self.log.add(file.path, FILE_START, message, "install the extra, or write the rows as JSONL")
            return
        try:
            with file.open() as stream:
                table = pq.read_table(stream)
        except FileError as error:
            self.log.add(file.path, FILE_START, error.message, error.suggestion)
            return
        except (OSError, ValueError) as error:
            reason = str(error).splitlines()[0][:120]
            self.log.add(file.path, FILE_START, f"expected a Parquet file, found something unreadable: {reason}")
            return
        problem = column_problem(table.column_names, keys, what)
        if problem is not None:
            self.log.add(file.path, FILE_START, *problem)
            return
        for number, row in enumerate(table.to_pylist(maps_as_pydicts="strict"), start=1):
            yield number, {key: value for key, value in row.items() if value is not None}

    def _texts(self, ids: set[str], sources: dict[str, Source]) -> dict[str, SourceText]:
        found = {}
        for source in (sources[id] for id in sorted(ids) if sources[id].text is not None):
            assert source.text is not None
            try:
                data = read_below(self.corpus.root, source.text, MAX_TEXT_BYTES)
            except FileError as problem:
                self.log.add(source.file, source.mark, problem.message, problem.suggestion)
                continue
            text, unreadable = decode(data)
            if unreadable is None:
                found[source.id] = SourceText(source.id, source.text, text, hashlib.sha256(data).hexdigest())
        return found
