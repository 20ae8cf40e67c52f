"""One row of a bulk file, read by the same readers as a record in YAML: same forms, same errors, told at file and
row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from validator.bulk.layout import CLAIM_KEYS, JOINT, SOURCE_KEYS
from validator.records.claim import TIME_KEYS, Claim
from validator.records.claim_form import ClaimForm
from validator.records.claim_reading import read_claim
from validator.records.form import read_form
from validator.records.marks import FaultLog, Mark
from validator.records.nodes import shown
from validator.records.resolving import Record
from validator.records.source import Source
from validator.records.source_reading import SOURCE_ID, read_source_file
from validator.records.suggest import did_you_mean, suggest
from validator.records.vocabulary import Entity, Vocabulary
from validator.records.vocabulary_reading import ENTITY_ID
from validator.records.yaml_reader import Document, Node, Scalar, Sequence
from validator.records.yaml_reader import Mapping as YamlMapping

Row = Mapping[str, Any]
"""Keys with texts, lists of texts, or (for `fix`) texts by text; None and keys that are not there mean the same."""


_CLAIM: Final = dict.fromkeys(CLAIM_KEYS)
_WORDS: Final = frozenset({"id", "quote", "gloss", "note", "prefix", "suffix"})
_NO_EVENT: Final = re.compile("[-0-9./~]*")
"""Times that name nothing: the event in `talks/held` is told in letters."""
_PARTS: Final = re.compile(f"[+>/{JOINT}]")


class RowError(ValueError):
    """A row that is no record of texts."""


def row_mark(row: int) -> Mark:
    """Rows count from 1, like lines; a row has no columns."""
    return Mark(row, 1, row, 1)


def parse_line(line: str) -> dict[str, Any]:
    """A line of JSONL. Numbers stay as they are written (`1.10`); a key may stand once. Raises `RowError`."""
    try:
        found = _DECODER.decode(line)
    except RowError:
        raise
    except (ValueError, RecursionError) as error:
        raise RowError(f"expected a JSON object on one line, found {shown(line)}: {error}") from None
    if not isinstance(found, dict):
        raise RowError(f"expected a JSON object on one line, found {shown(line)}")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise RowError(f"expected each key once, found {shown(twice)} again")
    return found


_DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once)


def node(row: Row, mark: Mark, known: Iterable[str]) -> YamlMapping:
    """The row as the tree a YAML record would be, every place of it the row. Raises `RowError` for what is no text."""
    for key in row:
        if key not in known:
            raise RowError(f"expected a key of the record, found {shown(key)}" + _hint(suggest(key, list(known))))
    entries = [(Scalar(k, mark), _value(k, v, mark)) for k, v in row.items() if v is not None]
    return YamlMapping(tuple(entries), mark)


def _hint(text: str) -> str:
    return f" ({text})" if text else ""


def _value(key: str, value: object, mark: Mark) -> Node:
    match value:
        case bool():
            raise RowError(f"expected a text under `{key}`, found the truth value {str(value).lower()}")
        case str():
            _refuse_unseen(key, value)
            return Scalar(value, mark)
        case int():
            return Scalar(str(value), mark)
        case list() | tuple():
            return Sequence(tuple(_value(key, item, mark) for item in value), mark)
        case dict():
            return YamlMapping(tuple((Scalar(k, mark), _value(key, v, mark)) for k, v in value.items()), mark)
        case _:
            raise RowError(f"expected a text or a list of texts under `{key}`, found {shown(str(value))}")


def _refuse_unseen(key: str, text: str) -> None:
    if text.isprintable():
        return
    unseen = next((c for c in text if (ord(c) < 0x20 and c not in "\n\t") or 0xD800 <= ord(c) < 0xE000), None)
    if unseen is not None:
        raise RowError(f"expected visible characters under `{key}`, found U+{ord(unseen):04X}")


def claim_of(row: Row, file: str, number: int, vocabulary: Vocabulary, log: FaultLog) -> Claim | None:
    """The claim of a row; None, with every reason in the log, where it is none."""
    mark = row_mark(number)
    source = row.get("source")
    if not isinstance(source, str) or not source.strip():
        log.add(file, mark, "expected the id of its source under `source`, found none", "add the column `source`")
        return None
    try:
        read = node({k: v for k, v in row.items() if k != "source"}, mark, _CLAIM)
    except RowError as error:
        log.add(file, mark, str(error))
        return None
    form = read_form(ClaimForm, read, "a claim", file, log)
    return None if form is None else read_claim(form, Record(read, file, log, vocabulary), source, None)


def source_of(row: Row, file: str, number: int, vocabulary: Vocabulary, log: FaultLog) -> Source | None:
    """The source of a row; None, with every reason in the log, where it is none."""
    mark = row_mark(number)
    id = row.get("id")
    if not isinstance(id, str) or not SOURCE_ID.fullmatch(id):
        found = shown(id) if isinstance(id, str) else "none"
        log.add(file, mark, f"expected an id of lower-case letters, digits, `.`, `_` and `-`, found {found}")
        return None
    try:
        header = node({k: v for k, v in row.items() if k != "id"}, mark, SOURCE_KEYS)
    except RowError as error:
        log.add(file, mark, str(error))
        return None
    # the reader of source files wants to see something beside the header
    passage = YamlMapping(tuple((Scalar(k, mark), Scalar("-", mark)) for k in ("quote", "because")), mark)
    entries = ((Scalar("source", mark), header), (Scalar("uncheckable", mark), Sequence((passage,), mark)))
    tree = YamlMapping(entries, mark)
    own = FaultLog()
    records = read_source_file(id, file, Document("", tree, ()), vocabulary, own)
    for fault in own.sorted():
        if "left out with it" not in fault.message:
            log.add(file, mark, fault.message, fault.suggestion, unreadable=fault.unreadable)
    return None if records is None else records.source


def entity_of(row: Row, file: str, number: int, known: Mapping[str, Entity], log: FaultLog) -> Entity | None:
    """The entity of a row: an id, a type, and a name in English if there is one."""
    mark = row_mark(number)
    for key in ("id", "type"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            log.add(file, mark, f"expected a text under `{key}`, found none", did_you_mean(key, list(row)))
            return None
    id = row["id"]
    if id in known:
        log.add(file, mark, f"expected each entity once, found {shown(id)} again", "leave one of the two out")
        return None
    if not ENTITY_ID.fullmatch(id):
        log.add(file, mark, f"expected an id of letters, digits, `_`, `.` and `-`, found {shown(id)}")
        return None
    return entity_of_row(id, row["type"], row.get("name"), file, mark)


def entity_of_row(id: str, type: str, name: str | None, file: str = "", mark: Mark | None = None) -> Entity:
    return Entity(id, type, file, {} if mark is None else {"": mark}, {"en": (name,)} if name else {})


def texts_of(row: Row) -> Iterator[str]:
    """The texts of the row of a claim that may name something."""
    for key, value in row.items():
        if key not in _WORDS:
            for text in value if isinstance(value, list) else (str(value),):
                if key not in TIME_KEYS or not _NO_EVENT.fullmatch(text):
                    yield text


def parts_of(texts: Iterable[str]) -> set[str]:
    """Every text with its parts, of which each may name an entity."""
    found = set(texts)
    joined = [text for text in found if _PARTS.search(text)]
    return {part.strip() for text in joined for part in _PARTS.split(text)} | {text.strip() for text in found}
