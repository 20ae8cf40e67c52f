"""What a run leaves for later ones in a folder outside the corpus: the interned claims as a database, and the outcome
as JSON. A help that may be lost, wrong or in the way, and never matters.

Both are named after what they come from. The interned claims: the vocabulary, DuckDB, this program, and which sources
stand in YAML with which days; of each file of rows they hold its digest. The outcome: all of that and the files of
rows, every other file in YAML and every text, and the rules asked for; a ruling only settles what was found.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final

from validator.bulk.layout import BulkFile, BulkFiles
from validator.bulk.renewing import Content, Remark
from validator.bulk.ties import is_unknown
from validator.doors.cache import Kept, digest, program
from validator.doors.memory import Recorded
from validator.doors.told_rows import as_rows, as_told
from validator.judgement.findings import Finding
from validator.judgement.reporting import Options, Told
from validator.records.corpus import Corpus, load
from validator.records.files import FileError, Files
from validator.records.loading import CLAIMS, RULINGS, VOCABULARY
from validator.values.dataclass import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """What screen and rules make of a corpus, before any ruling."""

    sources: int
    untested: Mapping[str, int]
    """All readable claims by the reason why they were not tested (empty where they were)."""
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    incomplete: bool
    remarks: tuple[Remark, ...]
    judged: int
    """Claims that were left to the exact rules."""
    doubtful: int
    """Claims that were read one by one."""
    components: int


@dataclass(frozen=True, slots=True)
class Keeping:
    """The folder, and the digests of what the interned claims and the outcome come from."""

    folder: Path
    corpus: str
    """A digest of where the corpus is: of each one, what is kept is kept of its last state."""
    content: Content
    """Of what the interned claims come from."""
    basis: str

    @property
    def database(self) -> Path:
        """Where the interned claims are, or are to be."""
        return self.folder / f"bulk-{self.corpus}-{self.content.words}.duckdb"

    def outcome(self, options: Options) -> Outcome | None:
        """What a run over the same found that was asked for the same rules; None where none is known."""
        rows = self._kept().read(self._name(options))
        try:
            *cells, told = rows
            found = as_told(told, _UNMOVED)
            sources, untested, notes, incomplete, remarks, judged, doubtful, components = cells
            if found is None:
                return None
            return Outcome(
                int(sources), {str(why): int(n) for why, n in untested.items()}, found.findings, tuple(notes),
                bool(incomplete), tuple(_remark(*remark) for remark in remarks), judged, doubtful, components,
            )  # fmt: skip
        except (TypeError, ValueError, AttributeError):
            return None

    def keep(self, outcome: Outcome, options: Options) -> None:
        """Keeps what a run found."""
        told = as_rows(Told(findings=outcome.findings), _UNMOVED)
        self._kept().write(self._name(options), [
            outcome.sources, dict(outcome.untested), outcome.notes, outcome.incomplete, outcome.remarks,
            outcome.judged, outcome.doubtful, outcome.components, told,
        ])  # fmt: skip

    def tidy(self) -> None:
        """Removes what was kept of other states of the corpus."""
        for file in self.folder.glob(f"bulk-{self.corpus}-*"):
            if not file.name.startswith((self.database.name, f"bulk-{self.corpus}-{self.basis}-")):
                with contextlib.suppress(OSError):
                    file.unlink()

    def _kept(self) -> Kept:
        return Kept(self.folder, self.basis)

    def _name(self, options: Options) -> str:
        return f"bulk-{self.corpus}-{self.basis}-{digest(repr((options.select, options.ignore)))}"


def _content(file: BulkFile) -> str:
    """A digest of what stands in a file, or why it cannot be read."""
    try:
        with file.open() as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    except FileError as error:
        return error.message


_UNMOVED: Final[Mapping[str, int]] = defaultdict(int)
"""Rows stand where they stand: a file in which one moves is another file."""


def _remark(file: str, row: int, message: str, suggestion: str, unreadable: bool) -> Remark:
    return file, row, message, suggestion, unreadable


@dataclass(frozen=True, slots=True)
class Reading:
    """Loads a corpus, with a note of all that is read."""

    seen: dict[str, str] = field(default_factory=dict)

    def load(self, root: Path) -> Corpus:
        def through(files: Files) -> Files:
            return Recorded(files, self.seen, {})

        return load(root, through)

    def keeping(self, folder: Path, corpus: Corpus, files: BulkFiles) -> Keeping:
        """What is kept, or to be kept, of a corpus that was loaded."""
        rows = {file.path: _content(file) for file in files.all}
        words = [part for path in self._below(f"{VOCABULARY}/") for part in (path, self.seen[path])]
        sources = [repr((s.id, s.published.hull.lo, s.published.hull.hi, is_unknown(s))) for s in corpus.sources]
        names = repr(sorted(path for path in self._below(f"{CLAIMS}/") if path.count("/") == 1))
        content = Content(digest(program(), version("duckdb"), repr(words), names, *sources), rows)
        rest = [part for path in self._below("") if not path.startswith(RULINGS) for part in (path, self.seen[path])]
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        return Keeping(folder, digest(str(corpus.root)), content, digest(content.words, repr(rows), *rest))

    def _below(self, folder: str) -> list[str]:
        return sorted(path for path in self.seen if path.startswith(folder))
