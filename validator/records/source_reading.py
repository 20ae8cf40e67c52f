"""From a source file as written to a source, its typed claims, and what in it cannot be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from validator.records.claim import Claim, Subject
from validator.records.claim_form import SOURCE_FILE_KEYS, ClaimForm, SourceForm, UncheckableForm
from validator.records.claim_reading import read_claim
from validator.records.form import read_form
from validator.records.languages import language_problem
from validator.records.marks import FILE_START, FaultLog, Mark
from validator.records.nodes import beginning, found, marks_of, shown
from validator.records.resolving import Record
from validator.records.source import Source, Uncheckable
from validator.records.suggest import counted, listing, suggest
from validator.records.vocabulary import Vocabulary
from validator.records.yaml_reader import Document, Node, Scalar, Sequence
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.values.dataclass import dataclass
from validator.values.dates import Moment, TimeFormatError, parse_time

SOURCE_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
_SHA256: Final = re.compile(r"[0-9a-fA-F]{64}")
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceRecords:
    """What one source file holds."""

    source: Source
    claims: tuple[Claim, ...]
    uncheckable: tuple[Uncheckable, ...]


def read_source_file(
    id: str, file: str, document: Document, vocabulary: Vocabulary, log: FaultLog
) -> SourceRecords | None:
    """The records of one file. None, with the reason told, where its header cannot be read."""
    return _SourceFile(id, file, document, vocabulary, log).read()


class _SourceFile:
    def __init__(self, id: str, file: str, document: Document, vocabulary: Vocabulary, log: FaultLog) -> None:
        self.id = id
        self.file = file
        self.document = document
        self.vocabulary = vocabulary
        self.log = log

    def read(self) -> SourceRecords | None:
        root = self.document.root
        if root is None:
            if not self.document.problems:
                self.log.add(
                    self.file,
                    FILE_START,
                    "expected a source with its claims, found an empty file: 0 claims",
                    "write `source:` and `claims:`, or remove the file",
                )
            return None
        if not isinstance(root, YamlMapping):
            self.log.add(
                self.file,
                root.mark,
                f"expected `source` and `claims` at the top level, found {found(root)}",
                "write `source:` and `claims:`",
            )
            return None
        for key, _ in root.entries:
            if key.text not in SOURCE_FILE_KEYS:
                message = f"expected {listing(SOURCE_FILE_KEYS)} at the top level, found `{key.text}`"
                self.log.add(self.file, key.mark, message, suggest(key.text, SOURCE_FILE_KEYS))
        source = self._source(root)
        claims = tuple(self._claims(root))
        uncheckable = tuple(self._uncheckable(root))
        if source is None:
            if claims or uncheckable:
                header = root.key("source")
                lost = f"{counted(len(claims), 'claim')} and {counted(len(uncheckable), 'uncheckable passage')}"
                message = f"expected a readable header, found none: {lost} left out with it"
                mark = beginning(root) if header is None else header.mark
                self.log.add(self.file, mark, message, "correct the header first")
            return None
        nothing_written = not self._written(root, "claims") and not self._written(root, "uncheckable")
        if nothing_written and self.log.count(self.file) == 0:
            message = "expected claims, found 0 claims and nothing marked as uncheckable"
            place = root.key("claims")
            mark = beginning(root) if place is None else place.mark
            self.log.add(self.file, mark, message, "add claims under `claims:`", unreadable=False)
        return SourceRecords(source, claims, uncheckable)

    def _is_tainted(self, node: Node) -> bool:
        return self.document.spoils(node.mark)

    # -- the header -----------------------------------------------------------------------------------------------

    def _source(self, root: YamlMapping) -> Source | None:
        node = root.get("source")
        if node is None:
            self.log.add(
                self.file,
                beginning(root),
                "expected `source` at the top level, found none",
                "add `source:` with `language`, `published` and `text`",
            )
            return None
        form = read_form(SourceForm, node, "the source", self.file, self.log)
        if form is None or not isinstance(node, YamlMapping):
            return None
        record = Record(node, self.file, self.log, self.vocabulary)
        published = self._published(form, record)
        self._check(form, record)
        if not record.sound or published is None or self._is_tainted(node):
            return None
        return Source(
            id=self.id,
            file=self.file,
            marks=marks_of(node),
            language=form.language,
            published=published,
            title=form.title,
            publisher=form.publisher,
            published_because=form.published_because,
            text=form.text,
            sha256=None if form.sha256 is None else form.sha256.lower(),
            url=form.url,
            via=form.via,
        )

    def _published(self, form: SourceForm, record: Record) -> Moment | None:
        expected = "expected the day of publication (2023-11-28) or a window (2022-03-29..2022-04-30)"
        try:
            time = parse_time(form.published)
        except TimeFormatError as error:
            record.refuse(("published",), f"{expected}: {error.message}", error.suggestion, offset=error.offset)
            return None
        if isinstance(time, Moment) and time.spans and time.hull.lo is not None and time.hull.hi is not None:
            return time
        hint = "write a window with `..` and give the reason in `published-because`"
        record.refuse(("published",), f"{expected}, found {shown(form.published)}", hint)
        return None

    def _check(self, form: SourceForm, record: Record) -> None:
        problem = language_problem(form.language)
        if problem is not None:
            record.refuse(("language",), *problem)
        if form.sha256 is not None and not _SHA256.fullmatch(form.sha256):
            message = (
                f"expected 64 hexadecimal digits as `sha256`, found {len(form.sha256)} characters: {shown(form.sha256)}"
            )
            record.refuse(("sha256",), message, "take them from `sha256sum` on the text file")
        if form.url is not None and not _ADDRESS.fullmatch(form.url):
            record.refuse(
                ("url",),
                f"expected an address that begins with https:// or http://, found {shown(form.url)}",
                "leave it out if there is none",
            )
        if form.text is None and form.sha256 is None:
            record.refuse(
                (),
                "expected `text` (or `sha256` for a text that is not archived) in the source, found neither",
                "add `text: seeds/<file>.txt`",
            )

    # -- the lists --------------------------------------------------------------------------------------------------

    def _written(self, root: YamlMapping, key: str) -> tuple[Node, ...]:
        node = root.get(key)
        return node.items if isinstance(node, Sequence) else ()

    def _items(self, root: YamlMapping, key: str) -> tuple[Node, ...]:
        node = root.get(key)
        if node is None or isinstance(node, Sequence) or found(node) == "nothing":
            return self._written(root, key)
        self.log.add(
            self.file, node.mark, f"expected a list under `{key}`, found {found(node)}", "begin each entry with `- `"
        )
        return ()

    def _claims(self, root: YamlMapping) -> Iterator[Claim]:
        default_node = root.get("subject")
        default = self._default_subject(root, default_node)
        places: dict[str, Mark] = {}
        for node in self._items(root, "claims"):
            form = read_form(ClaimForm, node, "a claim", self.file, self.log)
            if form is None or not isinstance(node, YamlMapping):
                continue
            record = Record(node, self.file, self.log, self.vocabulary)
            if form.subject is None and default is None and default_node is not None:
                continue  # The default itself has been refused.
            claim = read_claim(form, record, self.id, default)
            earlier = places.setdefault(form.id, record.mark(("id",)))
            if earlier != record.mark(("id",)):
                place = f"{self.file}:{earlier.line}:{earlier.column}"
                record.refuse(
                    ("id",),
                    f"expected each claim id once in a file, found `{form.id}` again (first at {place})",
                    "give one of the two another id",
                )
            elif claim is not None and not self._is_tainted(node):
                yield claim

    def _default_subject(self, root: YamlMapping, node: Node | None) -> Subject | None:
        if node is None:
            return None
        relying = sum(
            isinstance(item, YamlMapping) and item.get("subject") is None for item in self._written(root, "claims")
        )
        left_out = f"{counted(relying, 'claim')} without a subject of its own left out"
        if not isinstance(node, Scalar) or not node.text.strip():
            self.log.add(
                self.file,
                node.mark,
                f"expected an entity or a pair as the default `subject`, found {found(node)}",
                left_out,
            )
            return None
        record = Record(root, self.file, self.log, self.vocabulary)
        subject = record.subject(node.text, ("subject",))
        if subject is None and relying:
            message = f"expected a default `subject` that can be read, found none: {left_out}"
            record.refuse(("subject",), message, "correct the subject first")
        return subject

    def _uncheckable(self, root: YamlMapping) -> Iterator[Uncheckable]:
        for number, node in enumerate(self._items(root, "uncheckable"), start=1):
            form = read_form(UncheckableForm, node, "an uncheckable passage", self.file, self.log)
            if form is None or not isinstance(node, YamlMapping) or self._is_tainted(node):
                continue
            yield Uncheckable(
                source=self.id,
                number=number,
                quotes=form.quote,
                because=form.because,
                file=self.file,
                marks=marks_of(node),
                prefix=form.prefix,
                suffix=form.suffix,
            )
