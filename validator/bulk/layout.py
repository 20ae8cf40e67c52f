"""Which files hold bulk records, and which columns they have: the keys of the records as written in YAML, one record
a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_origin

from validator.records.claim_form import ClaimForm, SourceForm
from validator.records.form import Form
from validator.records.suggest import listing, suggest

CLAIMS: Final = "claims"
VOCABULARY: Final = "claims/vocabulary"
ENDINGS: Final = (".jsonl", ".parquet")
SOURCES: Final = "sources"
"""Name, without its ending, of the file that holds the sources."""
ENTITIES: Final = "entities"
"""Name, without its ending, of the vocabulary file that holds entities by the million."""

JOINT: Final = "\x1f"
"""Stands between the items of a list where a column of plain text has to hold it (Unicode: unit separator)."""

ADDRESS_BITS: Final = 40
"""An address is the number of the file, then this many bits for the row (from 1)."""


def _keys(form: type[Form]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in form.model_fields.items())


def _list_keys(form: type[Form]) -> frozenset[str]:
    found = set()
    for name, field in form.model_fields.items():
        if get_origin(field.annotation) is tuple or "tuple" in str(field.annotation):
            found.add(field.alias or name)
    return frozenset(found)


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


def bulk_files(root: Path) -> BulkFiles:
    """The bulk files of a corpus, in the order of their names. Nothing but regular files is taken."""
    names = _names(root / CLAIMS)
    sources = [n for n in names if n.rpartition(".")[0] == SOURCES]
    claims = [n for n in names if n not in sources]
    entities = [n for n in _names(root / VOCABULARY) if n.rpartition(".")[0] == ENTITIES]
    paths = [f"{CLAIMS}/{n}" for n in (*claims, *sources)] + [f"{VOCABULARY}/{n}" for n in entities]
    files = [BulkFile(number, path, root / path) for number, path in enumerate(paths, start=1)]
    first, second = len(claims), len(claims) + len(sources)
    return BulkFiles(tuple(files[:first]), tuple(files[first:second]), tuple(files[second:]))


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    found = (p for p in folder.iterdir() if p.name.endswith(ENDINGS) and not p.name.startswith("."))
    return sorted(p.name for p in found if p.is_file() and not p.is_symlink())


def column_problem(columns: list[str], known: tuple[str, ...], what: str) -> tuple[str, str] | None:
    """What is wrong with the columns of a file, and what to do; None when each is a key of the record."""
    unknown = [c for c in columns if c not in known]
    if not unknown:
        return None
    message = f"expected the keys of {what} as columns ({listing(known)}), found `{unknown[0]}`"
    return message, suggest(unknown[0], known) or "leave the column out"
