"""Claims and sources as flat rows, with the keys they have in YAML and in bulk files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from validator.bulk.layout import CLAIM_KEYS, SOURCE_KEYS
from validator.bulk.rows import claim_of, source_of
from validator.doors.exporting.material import Material
from validator.records.claim import TIME_KEYS, Claim, EntityValue, TermValue, TextValue, Value
from validator.records.marks import FaultLog
from validator.records.source import Source
from validator.records.vocabulary import Vocabulary
from validator.values.dates import EventRef, Time

Cell = str | list[str] | dict[str, str]
Row = Mapping[str, Cell]

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ROW_FILE: Final = "the row"


def keys(material: Material) -> tuple[str, ...]:
    """The columns of the rows asked for."""
    return SOURCE_KEYS if material.rows == "sources" else CLAIM_KEYS


def rows(material: Material) -> tuple[list[Row], tuple[str, ...]]:
    """The rows asked for, and in sentences which records a row cannot hold.

    Each row is read back as a reader of bulk files reads it. One that would say anything else than its record is left
    out.
    """
    found: list[Row] = []
    lost: list[str] = []
    for name, row, reason in _read_back(material):
        if reason is None:
            found.append(row)
        else:
            lost.append(f"{name} was left out: {reason}")
    return found, tuple(lost)


def _read_back(material: Material) -> Iterator[tuple[str, Row, str | None]]:
    vocabulary = material.corpus.vocabulary
    if material.rows == "sources":
        for source in material.sources:
            row = source_row(source)
            yield source.id, row, _source_problem(source, row, vocabulary)
    else:
        for claim in material.claims:
            row = claim_row(claim)
            yield claim.full_id, row, _claim_problem(claim, row, vocabulary)


def _claim_problem(claim: Claim, row: Row, vocabulary: Vocabulary) -> str | None:
    log = FaultLog()
    again = claim_of(row, ROW_FILE, 1, vocabulary, log)
    if again is None:
        return _reason(log)
    same = again.content == claim.content and claim_row(again) == row
    return None if same else "its names mean something else where they stand for themselves"


def _source_problem(source: Source, row: Row, vocabulary: Vocabulary) -> str | None:
    log = FaultLog()
    again = source_of(row, ROW_FILE, 1, vocabulary, log)
    return _reason(log) if again is None or source_row(again) != row else None


def _reason(log: FaultLog) -> str:
    faults = log.sorted()
    return faults[0].message if faults else "it reads back as something else"


def claim_row(claim: Claim) -> dict[str, Cell]:
    """A claim with every key it states; names as ids, times and amounts as written."""
    row: dict[str, Cell | None] = {
        "source": claim.source,
        "id": claim.id,
        "quote": _few(claim.quotes),
        "prefix": claim.prefix,
        "suffix": claim.suffix,
        "gloss": claim.gloss,
        "subject": claim.subject.key,
        "property": claim.property,
        "is": None if claim.is_ is None else value_text(claim.is_),
        "has": _values(claim.has),
        "only": _values(claim.only),
        "not": _values(claim.not_),
        "count": None if claim.count is None else claim.count.text,
        "nth": None if claim.nth is None else _places(*claim.nth),
        "says": claim.says,
        **{key: _few(tuple(map(time_text, claim.times_under(key)))) for key in TIME_KEYS},
        "said-on": None if claim.said_on is None else time_text(claim.said_on),
        "among": claim.among,
        "except": _few(claim.except_),
        "stage": _few(claim.stage),
        "where": claim.where,
        "weekday": None if claim.weekday is None else WEEKDAYS[claim.weekday],
        "mood": None if claim.mood == ("asserted",) else _few(claim.mood),
        "said-by": claim.said_by,
        "of": claim.of,
        "part": None if claim.part == "body" else claim.part,
        "fix": dict(claim.fix) or None,
        "assuming": _few(claim.assuming),
        "note": claim.note,
    }
    return {key: cell for key in CLAIM_KEYS if (cell := row[key]) is not None}


def source_row(source: Source) -> dict[str, Cell]:
    """The header of a source with every key it states."""
    row: dict[str, Cell | None] = {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "language": source.language,
        "published": source.published.text,
        "published-because": source.published_because,
        "text": source.text,
        "sha256": source.sha256,
        "url": source.url,
        "via": _few(source.via),
    }
    return {key: cell for key in SOURCE_KEYS if (cell := row[key]) is not None}


def value_text(value: Value) -> str:
    """A value as it is written in a record."""
    match value:
        case EntityValue(id):
            return id
        case TermValue(text) | TextValue(text):
            return text
        case _:
            return value.text


def time_text(time: Time) -> str:
    """A time as it is written in a record."""
    return f"{time.entity}/{time.step}" if isinstance(time, EventRef) else time.text


def _values(values: tuple[Value, ...] | None) -> list[str] | None:
    return None if values is None else [value_text(value) for value in values]


def _few(texts: tuple[str, ...]) -> Cell | None:
    """One text alone, several as a list, none as nothing."""
    return None if not texts else texts[0] if len(texts) == 1 else list(texts)


def _places(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}..{last}"
