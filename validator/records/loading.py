"""Puts a corpus together from its folder."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from validator.records.corpus import Corpus
from validator.records.evidence import NO_TEXT, Anchor, locate, locate_everywhere
from validator.records.files import FileError, Files, shown_path
from validator.records.folding import FoldedText
from validator.records.marks import FILE_START, Fault, FaultLog
from validator.records.ruling import Ruling
from validator.records.ruling_reading import read_ruling
from validator.records.side_by_side import processors, side_by_side
from validator.records.source import Source, SourceText
from validator.records.source_reading import SOURCE_ID, SourceRecords, read_source_file
from validator.records.vocabulary import Vocabulary
from validator.records.vocabulary_reading import VocabularyReading
from validator.records.yaml_reader import MAX_BYTES, Document, decode, read_yaml
from validator.values.dataclass import dataclass, field

MAX_TEXT_BYTES: Final = 8 * 1024 * 1024
_LARGE: Final = 2 * 1024 * 1024
"""Bytes of source files, or characters of texts, from which on several processes are worth their start."""
_FEWEST_HINTS: Final = 3
_COMPARED_FOR_HINTS: Final = 20_000_000
"""Code points that missing quotes of one source are compared with before they go without a nearest passage."""

CLAIMS: Final = "claims"
VOCABULARY: Final = "claims/vocabulary"
RULINGS: Final = "claims/rulings"
_ENDING: Final = ".yaml"


@contextmanager
def paused_collector() -> Iterator[None]:
    """Loading makes many objects and no garbage, so looking for garbage meanwhile is wasted time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load_files(files: Files, root: Path) -> Corpus:
    """Reads a corpus. Never raises for bad content: what could not be read is in `Corpus.faults`."""
    with paused_collector():
        return _Loading(files, root).load()


def load_sources(files: Files, root: Path, vocabulary: Vocabulary, ids: Container[str], *, rulings: bool) -> Corpus:
    """Reads these sources of a corpus, and its rulings where they are asked for, with a vocabulary that is known."""
    with paused_collector():
        return _Loading(files, root).load_sources(vocabulary, ids, rulings=rulings)


def load_vocabulary(files: Files, root: Path) -> tuple[Vocabulary, tuple[Fault, ...]]:
    """Reads the vocabulary of a corpus, with its sources, whose files are not looked into, and what is at fault."""
    with paused_collector():
        loading = _Loading(files, root)
        return loading.vocabulary(loading.source_files()), loading.log.sorted()


@dataclass(slots=True)
class _Loading:
    files: Files
    root: Path
    log: FaultLog = field(default_factory=FaultLog)

    def load(self) -> Corpus:
        source_files = self.source_files()
        return self._corpus(source_files, self.vocabulary(source_files), self._yaml_files(RULINGS))

    def vocabulary(self, source_files: Mapping[str, str]) -> Vocabulary:
        vocabulary_reading = VocabularyReading(self.log)
        for file in self._yaml_files(VOCABULARY):
            if (document := self._document(file)) is not None:
                vocabulary_reading.add_file(file, document)
            else:
                vocabulary_reading.unread.append(shown_path(file))
        return vocabulary_reading.finish({id: (file, FILE_START) for file, id in source_files.items()})

    def load_sources(self, vocabulary: Vocabulary, ids: Container[str], *, rulings: bool) -> Corpus:
        source_files = {file: id for file, id in self.source_files().items() if id in ids}
        return self._corpus(source_files, vocabulary, self._yaml_files(RULINGS) if rulings else [])

    def source_files(self) -> dict[str, str]:
        claim_files = self._yaml_files(CLAIMS)
        if not claim_files:
            message = f"expected source files in `{CLAIMS}/`, found none: 0 claims"
            self.log.add(CLAIMS, FILE_START, message, f"add `{CLAIMS}/<source-id>{_ENDING}`")
        return {file: id for file in claim_files if (id := self._source_id(file)) is not None}

    def _corpus(self, source_files: Mapping[str, str], vocabulary: Vocabulary, ruling_files: Iterable[str]) -> Corpus:
        records = sorted(self._sources(source_files, vocabulary), key=lambda found: found.source.id)
        texts = {found.source.id: text for found in records if (text := self._text(found.source)) is not None}
        rulings = (self._ruling(file, vocabulary) for file in ruling_files)
        return Corpus(
            root=self.root,
            sources=tuple(found.source for found in records),
            claims=tuple(
                sorted((claim for found in records for claim in found.claims), key=lambda claim: claim.full_id)
            ),
            uncheckable=tuple(passage for found in records for passage in found.uncheckable),
            vocabulary=vocabulary,
            rulings=tuple(ruling for ruling in rulings if ruling is not None),
            texts=texts,
            anchors=_anchors(records, texts),
            faults=self.log.sorted(),
        )

    # -- files ------------------------------------------------------------------------------------------------------

    def _yaml_files(self, folder: str) -> list[str]:
        """Record files of a folder, sorted; whatever looks like one and is none is told."""
        try:
            names = self.files.names(folder)
        except FileError as problem:
            self.log.add(folder, FILE_START, problem.message, problem.suggestion)
            return []
        files = []
        for name in names:
            if name.startswith("."):
                continue
            if name.lower().endswith((".yml", ".yaml")) and not name.endswith(_ENDING):
                file = shown_path(f"{folder}/{name}")
                self.log.add(
                    file,
                    FILE_START,
                    f"expected a record file that ends in `{_ENDING}`, found `{shown_path(name)}`",
                    "rename it; it was not read",
                )
            elif name.endswith(_ENDING):
                files.append(f"{folder}/{name}")
        return files

    def _document(self, file: str) -> Document | None:
        content = self._content(file)
        return None if content is None else self._read(file, content, self.log)

    def _content(self, file: str) -> bytes | None:
        try:
            return self.files.read(file, MAX_BYTES)
        except FileError as problem:
            self.log.add(shown_path(file), FILE_START, problem.message, problem.suggestion)
            return None

    @staticmethod
    def _read(file: str, content: bytes, log: FaultLog) -> Document:
        document = read_yaml(content)
        for mark, message, suggestion in document.problems:
            log.add(file, mark, message, suggestion)
            log.spoil(file, mark)
        return document

    def _sources(self, source_files: Mapping[str, str], vocabulary: Vocabulary) -> list[SourceRecords]:
        """The records of all source files; of many, each processor reads its share."""
        files = list(source_files)
        contents = [self._content(file) for file in files]
        large = sum(len(content or b"") for content in contents) >= _LARGE

        def read(number: int) -> tuple[SourceRecords | None, FaultLog]:
            file, content = files[number], contents[number]
            log = FaultLog() if large else self.log
            if content is None:
                return None, log
            document = self._read(file, content, log)
            return read_source_file(source_files[file], file, document, vocabulary, log), log

        done = side_by_side(read, range(len(files)), processors() if large else 1)
        for _, log in done if large else ():
            self.log.take_in(log)
        return [found for found, _ in done if found is not None]

    def _source_id(self, file: str) -> str | None:
        id = file.removeprefix(f"{CLAIMS}/").removesuffix(_ENDING)
        if SOURCE_ID.fullmatch(id):
            return id
        allowed = "lower-case letters, digits, `.`, `_` and `-`"
        message = f"expected a file name of {allowed} (it is the id of the source), found `{shown_path(id)}`"
        self.log.add(shown_path(file), FILE_START, message, "rename the file; it was not read")
        return None

    def _ruling(self, file: str, vocabulary: Vocabulary) -> Ruling | None:
        document = self._document(file)
        name = shown_path(file.removeprefix(f"{RULINGS}/").removesuffix(_ENDING))
        return None if document is None else read_ruling(name, file, document, vocabulary, self.log)

    def _text(self, source: Source) -> SourceText | None:
        if source.text is None:
            return None
        mark = source.marks["text"]
        try:
            data = self.files.read(source.text, MAX_TEXT_BYTES)
        except FileError as problem:
            self.log.add(source.file, mark, problem.message, problem.suggestion)
            return None
        text, fault = decode(data)
        if fault is not None:
            place = f"{source.text}:{fault.mark.line}:{fault.mark.column}"
            self.log.add(source.file, mark, f"{fault.message} ({place})", fault.suggestion)
            return None
        return SourceText(source.id, source.text, text, hashlib.sha256(data).hexdigest())


def _anchors(records: list[SourceRecords], texts: Mapping[str, SourceText]) -> dict[str, Anchor]:
    anchors: dict[str, Anchor] = {}
    archived: list[tuple[SourceRecords, SourceText]] = []
    for found in records:
        if (text := texts.get(found.source.id)) is not None:
            archived.append((found, text))
            continue
        anchors.update((claim.full_id, NO_TEXT) for claim in found.claims)
        anchors.update((passage.key, NO_TEXT) for passage in found.uncheckable)
    large = sum(len(text.text) for _, text in archived) >= _LARGE
    for one in side_by_side(_anchored, archived, processors() if large else 1):
        anchors |= one
    return anchors


def _anchored(one: tuple[SourceRecords, SourceText]) -> dict[str, Anchor]:
    """Where the words of one source stand in its text."""
    found, archived = one
    anchors: dict[str, Anchor] = {}
    text = FoldedText(archived.text)
    hints = max(_FEWEST_HINTS, _COMPARED_FOR_HINTS // max(1, len(text.text)))
    for claim in found.claims:
        anchor = locate(claim.quotes, text, claim.prefix, claim.suffix, hint=hints > 0)
        hints -= anchor.status == "missing"
        anchors[claim.full_id] = anchor
    for passage in found.uncheckable:
        anchor = locate_everywhere(passage.quotes, text, passage.prefix, passage.suffix, hint=hints > 0)
        hints -= anchor.status == "missing"
        anchors[passage.key] = anchor
    return anchors
