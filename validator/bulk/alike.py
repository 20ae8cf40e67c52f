"""Rows that are like one that was read: the same keys, and the same texts under all of them but those that stand by
themselves. Their records differ in what is under these alone, so they are made from the record of the first one in a
fraction of the time. Any other row goes through the reader of records.
"""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring as quoted
from typing import Any, Final, NamedTuple

from validator.bulk.rows import Row, claim_of, row_mark, source_of
from validator.records.claim import TIME_KEYS, Claim, Subject, TimeEntry, value_key
from validator.records.folding import fold
from validator.records.marks import FILE_START, FaultLog
from validator.records.resolving import Record
from validator.records.source import Source
from validator.records.source_reading import SOURCE_ID
from validator.records.subject_types import fits
from validator.records.value import Value
from validator.records.vocabulary import Property, Vocabulary
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.values.dataclass import dataclass, field, replace
from validator.values.dates import EventRef, Moment

_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
_WORDS: Final = ("prefix", "suffix", "gloss", "note")
_ALONE: Final = frozenset({"source", "id", "quote", "subject", "is", *_WORDS, *TIME_KEYS})
"""Keys under which a text is refused or taken for itself, whatever the others are."""
_SHARED: Final = frozenset({"property", "stage", "mood", "part"})
_FIELDS: Final = Claim.__match_args__
_PLACE: Final = {name: place for place, name in enumerate(_FIELDS)}
_SOURCE, _OWN_ID, _FILE, _MARKS, _QUOTES, _SUBJECT, _IS, _TIMES = (
    _PLACE[name] for name in ("source", "id", "file", "marks", "quotes", "subject", "is_", "times")
)


_SAID: Final = frozenset({"subject", "property", "quote", "is", *TIME_KEYS})
"""What a claim says that says no more than which value, and when."""


class Said(NamedTuple):
    """What the claim of a row says, without the claim."""

    content: str
    """As `Claim.content` tells it."""
    fixed: bool
    """Whether it has a time, and none is told from another day."""
    value: Value
    property: Property


class _Kind:
    """Rows with the same keys and the same texts under those that are shared, with the claim of one of them."""

    __slots__ = ("marked", "property", "said", "times", "values", "words")

    def __init__(self, claim: Claim, keys: tuple[str, ...], property: Property) -> None:
        said = json.loads(claim.content)
        self.said = tuple(sorted(said)) if "is" in said and _SAID.issuperset(said) else ()
        self.values = [getattr(claim, name) for name in _FIELDS]
        self.property = property
        self.marked = ("", *(key for key in keys if key != "source"))
        self.times = tuple(key for key in TIME_KEYS if key in keys)
        self.words = tuple((key, _PLACE[key]) for key in _WORDS if key in keys)


@dataclass(slots=True, eq=False)
class RowReader:
    """Reads rows of claims by one vocabulary."""

    vocabulary: Vocabulary
    _kinds: dict[tuple[Any, ...], _Kind] = field(default_factory=dict)
    _subjects: dict[tuple[str, str], Subject | None] = field(default_factory=dict)
    _values: dict[tuple[str, str], Value | None] = field(default_factory=dict)
    _times: dict[tuple[str, str], TimeEntry | None] = field(default_factory=dict)
    _blank: Record | None = None

    def claim_of(self, row: Row, file: str, number: int, log: FaultLog) -> Claim | None:
        """The claim of a row; None, with every reason in the log, where it is none."""
        keys = tuple(row)
        like = (keys, row.get("property"), row.get("stage"), row.get("mood"), row.get("part"))
        try:
            kind = self._kinds.get(like)
        except TypeError:  # a list
            return claim_of(row, file, number, self.vocabulary, log)
        if kind is not None and (claim := self._like(kind, row, file, number)) is not None:
            return claim
        claim = claim_of(row, file, number, self.vocabulary, log)
        if kind is None and claim is not None and _is_plain(row):
            self._kinds[like] = _Kind(claim, keys, self.vocabulary.properties[claim.property])
        return claim

    def said_by(self, row: Row) -> Said | None:
        """What a row says that is like one whose claim was read; None where its own has to be read, too."""
        keys = tuple(row)
        try:
            kind = self._kinds.get((keys, row.get("property"), row.get("stage"), row.get("mood"), row.get("part")))
        except TypeError:  # a list
            return None
        parts = self._parts(kind, row) if kind is not None and kind.said else None
        if kind is None or parts is None:
            return None
        subject, value, times = parts
        if value is None or any(isinstance(entry.time, EventRef) for entry in times):
            return None
        told: dict[str, str] = {entry.key: f"[{quoted(entry.time.text)}]" for entry in times}
        told["subject"], told["property"] = quoted(subject.key), quoted(kind.property.name)
        told["is"], told["quote"] = quoted(value_key(value)), f"[{quoted(fold(row['quote']))}]"
        fixed = bool(times) and all(isinstance(entry.time, Moment) for entry in times)
        return Said("{" + ",".join([f'"{key}":{told[key]}' for key in kind.said]) + "}", fixed, value, kind.property)

    def _like(self, kind: _Kind, row: Row, file: str, number: int) -> Claim | None:
        """The claim of a row of a kind; None where it takes a closer look."""
        parts = self._parts(kind, row)
        if parts is None:
            return None
        subject, value, times = parts
        values = kind.values.copy()
        if "is" in row:
            values[_IS] = value
        for word, place in kind.words:
            values[place] = row[word]
        values[_SOURCE], values[_OWN_ID], values[_FILE] = row["source"], row["id"], file
        values[_MARKS] = dict.fromkeys(kind.marked, row_mark(number))
        values[_QUOTES], values[_SUBJECT], values[_TIMES] = (row["quote"],), subject, tuple(times)
        return Claim(*values)

    def _parts(self, kind: _Kind, row: Row) -> tuple[Subject, Value | None, list[TimeEntry]] | None:
        """Subject, value and times of a row of a kind; None where one of them, or a word, takes a closer look."""
        if not _is_told(row) or not _ID.fullmatch(row["id"]):
            return None
        property = kind.property
        subject = self._subject(property, row["subject"])
        if subject is None:
            return None
        value = None
        if "is" in row:
            value = self._value(property, row["is"])
            if value is None:
                return None
        times = []
        for key in kind.times:
            time = self._time(key, row[key])
            if time is None:
                return None
            times.append(time)
        return subject, value, times

    def _subject(self, property: Property, text: str) -> Subject | None:
        known = (property.name, text)
        if known not in self._subjects:
            record = self._record()
            subject = record.subject(text, ("subject",))
            sound = record.sound and subject is not None and fits(subject, property, self.vocabulary)
            self._subjects[known] = subject if sound else None
        return self._subjects[known]

    def _value(self, property: Property, text: str) -> Value | None:
        known = (property.name, text)
        if known not in self._values:
            record = self._record()
            value = record.value(text, property, ("is",))
            self._values[known] = value if record.sound else None
        return self._values[known]

    def _time(self, key: Any, text: str) -> TimeEntry | None:
        known = (key, text)
        if known not in self._times:
            record = self._record()
            time = record.time(text, (key, 0))
            self._times[known] = TimeEntry(key, time) if record.sound and time is not None else None
        return self._times[known]

    def _record(self) -> Record:
        """A record of nothing, to read texts with: what it refuses is told when the row itself is read."""
        if self._blank is None or not self._blank.sound:
            self._blank = Record(YamlMapping((), FILE_START), "", FaultLog(), self.vocabulary)
        return self._blank


_DIGEST: Final = re.compile(r"[0-9a-fA-F]{64}")
_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_ALONE_IN_SOURCES: Final = frozenset({"id", "title", "published", "sha256", "url"})


@dataclass(slots=True, eq=False)
class SourceRowReader:
    """Reads rows of sources by one vocabulary."""

    vocabulary: Vocabulary
    _kinds: dict[tuple[Any, ...], Source] = field(default_factory=dict)
    _published: dict[tuple[Any, str], Moment] = field(default_factory=dict)
    """By what else is told of such sources, too: only of some may the day be a window."""

    def source_of(self, row: Row, file: str, number: int, log: FaultLog) -> Source | None:
        """The source of a row; None, with every reason in the log, where it is none."""
        like = tuple((key, None if key in _ALONE_IN_SOURCES else text) for key, text in row.items())
        try:
            kind = self._kinds.get(like)
        except TypeError:  # a list
            return source_of(row, file, number, self.vocabulary, log)
        if kind is not None and (source := self._like(kind, like, row, file, number)) is not None:
            return source
        source = source_of(row, file, number, self.vocabulary, log)
        if source is not None and all(type(text) is str for text in row.values()):
            self._kinds[like] = source
            self._published[like, row["published"]] = source.published
        return source

    def _like(self, kind: Source, like: Any, row: Row, file: str, number: int) -> Source | None:
        """The source of a row of a kind; None where it takes a closer look."""
        if not _is_told(row) or not SOURCE_ID.fullmatch(row["id"]):
            return None
        published = self._published.get((like, row["published"]))
        if published is None:
            return None
        told, address = row.get("sha256"), row.get("url")
        if told is not None and not _DIGEST.fullmatch(told):
            return None
        if address is not None and not _ADDRESS.fullmatch(address):
            return None
        marks = dict.fromkeys(kind.marks, row_mark(number))
        sha256 = None if told is None else told.lower()
        return replace(
            kind, id=row["id"], file=file, marks=marks, published=published, title=row.get("title"), sha256=sha256,
            url=address,
        )  # fmt: skip


def _is_told(row: Row) -> bool:
    """Whether everything in a row is a text that is neither blank, nor odd to look at, nor left open."""
    for text in row.values():
        if type(text) is not str or not text.isprintable() or text.isspace() or not text or text[0] == "?":
            return False
    return True


def _is_plain(row: Row) -> bool:
    """Whether all that a row holds is texts, under keys that stand by themselves or are shared by its kind."""
    return all(type(text) is str for text in row.values()) and _ALONE.union(_SHARED).issuperset(row)
