"""What a run leaves for later ones in a folder outside the corpus: the interned claims as a database, and as JSON what
the screen leaves of them, what was told of it, and the outcome. A help that may be lost, wrong or in the way, and never
matters.

All are named after what they come from. The interned claims: the vocabulary, DuckDB and this program; they hold digests
of each file of rows, and of the sources that stand in YAML with their days. What the screen leaves of rows: all of
that; which claims in YAML it was gathered with is told in it. What was told of rows: the same without the sources in
YAML, and the rules asked for. The outcome: all of that, and every other file in YAML and every text; a ruling only
settles what was found.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from validator.bulk.explaining import Before
from validator.bulk.judging import Judged, ids_taken
from validator.bulk.layout import BulkFile, BulkFiles, Content
from validator.bulk.remains import Remains
from validator.bulk.remarks import Remark
from validator.bulk.ties import is_unknown
from validator.doors.cache import Kept
from validator.doors.digests import digest, digest_of, program
from validator.doors.memory import Recorded
from validator.doors.told_rows import as_rows, as_told
from validator.judgement.findings import Finding
from validator.judgement.reporting import Options, Told
from validator.records.corpus import Corpus
from validator.records.files import FileError, Files
from validator.records.loading import CLAIMS, RULINGS, VOCABULARY
from validator.records.opening import load
from validator.values.dataclass import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """What screen and rules make of a corpus, before any ruling."""

    sources: int
    untested: Mapping[str, int]
    """All readable claims by the reason why they were not tested (empty where they were)."""
    told: Sequence[Judged]
    remarks: Sequence[Remark]
    judged: int
    """Claims that were left to the exact rules."""
    doubtful: int
    """Claims that were read one by one."""
    components: int

    @property
    def findings(self) -> list[Finding]:
        return [finding for judged in self.told for finding in judged.findings]

    @property
    def notes(self) -> list[str]:
        return sorted({note for judged in self.told for note in judged.notes})

    @property
    def incomplete(self) -> bool:
        return any(judged.incomplete for judged in self.told)


@dataclass(frozen=True, slots=True)
class Keeping:
    """The folder, and the digests of what all that is kept comes from."""

    folder: Path
    corpus: str
    """A digest of where the corpus is: of each one, what is kept is kept of its last state."""
    content: Content
    """Of what the interned claims come from."""
    basis: str
    """Of what the outcome comes from."""

    @property
    def database(self) -> Path:
        """Where the interned claims are, or are to be."""
        return self.folder / f"{self._name}.duckdb"

    @property
    def _name(self) -> str:
        return f"bulk-{self.corpus}-{self.content.words}"

    @property
    def _of_rows(self) -> Kept:
        return Kept(self.folder, digest(self.content.words, repr(sorted(self.content.rows.items()))))

    @property
    def _of_claims(self) -> Kept:
        """What comes from nothing else than the interned claims do."""
        return Kept(self.folder, digest(self._of_rows.basis, self.content.sources))

    def _asked(self, options: Options, ending: str) -> str:
        return f"{self._name}-{digest(repr((options.select, options.ignore)))}.{ending}"

    # -- what the screen leaves ----------------------------------------------------------------------------------------

    def remains(self, corpus: Corpus, files: BulkFiles) -> tuple[Remains, str] | None:
        """What the screen left of the same rows, and a digest of how claims in YAML met with it; None where none is
        known, or where the claims in YAML have ids of rows.
        """
        kept = self._of_claims.read(f"{self._name}.left")
        try:
            shared, taken, met, data = kept
            return (Remains.of_data(data, corpus, files), met) if taken == ids_taken(shared, corpus) else None
        except (TypeError, ValueError, LookupError, AttributeError):
            return None

    def keep_remains(self, remains: Remains, met: str, shared: Sequence[str]) -> None:
        if remains.keepable:
            taken = ids_taken(shared, remains.corpus)
            self._of_claims.write(f"{self._name}.left", [shared, taken, met, remains.as_data()])

    # -- what was told of it -------------------------------------------------------------------------------------------

    def told(self, options: Options) -> Before:
        """What was told of components of the same rows when the same rules were asked for."""
        kept = self._of_rows.read(self._asked(options, "told"))
        try:
            ids, rows = kept
            return Before(_as_judged(rows) or [], self.content.named.symmetric_difference(ids))
        except (TypeError, ValueError):
            return Before()

    def outcome(self, options: Options) -> Outcome | None:
        """What a run over the same found that was asked for the same rules; None where none is known."""
        try:
            rows = Kept(self.folder, self.basis).read(self._asked(options, "found"))
            sources, untested, remarks, judged, doubtful, components, of_rows, own = rows
            told, others = self.told(options).told, _as_judged(own)
            if others is None or _which(told) != of_rows:
                return None
            return Outcome(
                int(sources), {str(why): int(n) for why, n in untested.items()}, [*told, *others],
                [_remark(*remark) for remark in remarks], judged, doubtful, components,
            )  # fmt: skip
        except (TypeError, ValueError, AttributeError):
            return None

    def keep(self, outcome: Outcome, options: Options, before: Before) -> None:
        """Keeps what a run found, but for what it did not come to an end with. `before`: what was told of rows and is
        kept already.
        """
        of_rows = [judged for judged in outcome.told if judged.of_rows and not judged.incomplete]
        own = [judged for judged in outcome.told if not judged.of_rows]
        if list(map(id, of_rows)) != list(map(id, before.told)):
            rows = list(map(_judged_row, of_rows))
            self._of_rows.write(self._asked(options, "told"), [sorted(self.content.named), rows])
        if outcome.incomplete:
            return
        Kept(self.folder, self.basis).write(self._asked(options, "found"), [
            outcome.sources, dict(outcome.untested), outcome.remarks, outcome.judged, outcome.doubtful,
            outcome.components, _which(of_rows), list(map(_judged_row, own)),
        ])  # fmt: skip

    def tidy(self) -> None:
        """Removes what was kept of other states of the corpus."""
        for file in self.folder.glob(f"bulk-{self.corpus}-*"):
            if not file.name.startswith(self._name):
                with contextlib.suppress(OSError):
                    file.unlink()


def _which(told: Iterable[Judged]) -> str:
    return digest(*(key for judged in told for key in sorted(judged.components)))


def _judged_row(judged: Judged) -> list[Any]:
    findings = as_rows(Told(findings=judged.findings), _UNMOVED)
    return [sorted(judged.components), findings, judged.notes, judged.incomplete, judged.of_rows]


def _as_judged(rows: Any) -> list[Judged] | None:
    found = []
    try:
        for components, findings, notes, incomplete, of_rows in rows:
            told = as_told(findings, _UNMOVED)
            if told is None:
                return None
            found.append(Judged(frozenset(components), told.findings, tuple(notes), incomplete, of_rows))
    except (TypeError, ValueError):
        return None
    return found


def _content(file: BulkFile) -> str:
    """A digest of what stands in a file, or why it cannot be read."""
    try:
        with file.open() as stream:
            return digest_of(stream)
    except FileError as error:
        return f"not read: {error.message}"


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
        published = {s.id: (s.published.hull.lo, s.published.hull.hi, is_unknown(s)) for s in corpus.sources}
        content = Content(digest(program(str(folder)), repr(words)), rows, frozenset(self._in_yaml()), published)
        rest = [part for path in self._below("") if not path.startswith(RULINGS) for part in (path, self.seen[path])]
        self.seen.update(rows)
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        return Keeping(folder, digest(str(corpus.root)), content, digest(content.words, repr(rows), *rest))

    def _in_yaml(self) -> Iterator[str]:
        for path in self._below(f"{CLAIMS}/"):
            folder, _, name = path.rpartition("/")
            if folder == CLAIMS and name:
                yield name.removesuffix(".yaml")

    def _below(self, folder: str) -> list[str]:
        return sorted(path for path in self.seen if path.startswith(folder))
