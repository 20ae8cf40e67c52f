"""Which files hold bulk records, and which columns they have: the keys of the records as written in YAML, one record
a row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

from validator.records.claim_form import ClaimForm, SourceForm
from validator.records.files import open_below
from validator.records.form import Form
from validator.records.row_files import CLAIMS, VOCABULARY, row_files
from validator.records.suggest import listing, suggest
from validator.values.dataclass import dataclass, field

SOURCES: Final = "sources"
"""Name, without its ending, of the file that holds the sources."""

JOINT: Final = "\x1f"
"""Stands between the items of a list where a column of plain text has to hold it (Unicode: unit separator)."""

ADDRESS_BITS: Final = 40
"""An address is the number of the file, then this many bits for the row (from 1)."""


def _keys(form: type[Form]) -> tuple[str, ...]:
    return tuple(form.fields)


def _list_keys(form: type[Form]) -> frozenset[str]:
    return frozenset(key for key, field in form.fields.items() if field.is_list)


CLAIM_KEYS: Final = ("source", *_keys(ClaimForm))
LIST_KEYS: Final = _list_keys(ClaimForm)
"""Keys whose cell may hold a list of texts."""
MAPPING_KEYS: Final = frozenset({"fix"})
"""Keys whose cell holds texts by text; in Parquet as JSON text."""
SOURCE_KEYS: Final = ("id", *_keys(SourceForm))
SOURCE_LISTS: Final = _list_keys(SourceForm)
ENTITY_KEYS: Final = ("id", "type", "name")


@dataclass(frozen=True, slots=True)
class BulkFile:
    """One file of rows. `path` is told from the corpus folder on."""

    number: int
    path: str
    place: Path

    @property
    def is_parquet(self) -> bool:
        return self.path.endswith(".parquet")

    @property
    def size(self) -> int:
        """Bytes; 0 where nothing can be read any more."""
        try:
            return self.place.stat().st_size
        except OSError:
            return 0

    def open(self) -> BinaryIO:
        """The file, open for reading. Raises `FileError` where no regular file of the corpus stands there any more."""
        return open_below(self.place.parents[self.path.count("/")], self.path)

    def address(self, row: int) -> int:
        return (self.number << ADDRESS_BITS) | row


@dataclass(frozen=True, slots=True)
class BulkFiles:
    claims: tuple[BulkFile, ...]
    sources: tuple[BulkFile, ...]
    entities: tuple[BulkFile, ...]

    def __bool__(self) -> bool:
        return bool(self.claims or self.sources or self.entities)

    @property
    def all(self) -> tuple[BulkFile, ...]:
        return self.claims + self.sources + self.entities

    def at(self, address: int) -> tuple[BulkFile, int]:
        """The file and the row (from 1) of an address."""
        return self.all[(address >> ADDRESS_BITS) - 1], address & ((1 << ADDRESS_BITS) - 1)


@dataclass(frozen=True, slots=True)
class Content:
    """What interned claims come from: digests of `words` (the vocabulary, the program) and of each file of rows, and
    the sources that stand in YAML.
    """

    words: str = ""
    rows: Mapping[str, str] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    """The ids of the sources in YAML, also of those that cannot be read."""
    published: Mapping[str, tuple[int | None, int | None, bool]] = field(default_factory=dict)
    """By the id of each source in YAML the days between which it appeared, and whether the day is unknown."""

    @property
    def sources(self) -> str:
        """The sources in YAML, as JSON."""
        return json.dumps([sorted(self.named), sorted((id, *days) for id, days in self.published.items())])


def bulk_files(root: Path) -> BulkFiles:
    """The bulk files of a corpus, in the order of their names. Nothing but regular files is taken; what else has such a
    name is among the faults of the loaded corpus.
    """
    names = row_files(root, CLAIMS)
    sources = [n for n in names if n.rpartition(".")[0] == SOURCES]
    claims = [n for n in names if n not in sources]
    entities = row_files(root, VOCABULARY)
    paths = [f"{CLAIMS}/{n}" for n in (*claims, *sources)] + [f"{VOCABULARY}/{n}" for n in entities]
    files = [BulkFile(number, path, root / path) for number, path in enumerate(paths, start=1)]
    first, second = len(claims), len(claims) + len(sources)
    return BulkFiles(tuple(files[:first]), tuple(files[first:second]), tuple(files[second:]))


def column_problem(columns: list[str], known: tuple[str, ...], what: str) -> tuple[str, str] | None:
    """What is wrong with the columns of a file, and what to do; None when each is a key of the record."""
    unknown = [c for c in columns if c not in known]
    if not unknown:
        return None
    message = f"expected the keys of {what} as columns ({listing(known)}), found `{unknown[0]}`"
    return message, suggest(unknown[0], known) or "leave the column out"
