"""What was found before, kept outside the corpus: a help that may be lost, wrong or in the way, and never matters.

Each file begins with a line that names what it was made from and the digest of all that follows. Whatever is not
exactly as it was written - cut short, changed, from another version, unreadable - counts as not there, and is found
anew. Files appear whole or not at all, so two runs at once do not harm each other.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from validator.judgement.findings import Camp, Finding, MinimalSet, Place
from validator.values.dataclass import dataclass, replace

SHARDS: Final = 64
"""Files that findings are spread over, so that a small change rewrites a small part."""
_MOST_BYTES: Final = 256 * 1024 * 1024


def digest(*parts: bytes | str) -> str:
    """A digest of texts in their order; no two lists of texts have one digest because of where one ends."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder of files that were made from `basis`; what was made from anything else is not there."""

    folder: Path
    basis: str

    def read(self, name: str) -> Any:
        """What was kept under a name, as JSON knows it; None where there is nothing that can be trusted."""
        try:
            text = self.read_text(name)
            return None if text is None else json.loads(text)
        except (ValueError, RecursionError, MemoryError):
            return None

    def read_text(self, name: str) -> str | None:
        """The text that was kept under a name; None where there is nothing that can be trusted."""
        try:
            with (self.folder / name).open("rb") as stream:
                head = stream.readline(200)
                body = stream.read(_MOST_BYTES)
            return body.decode("utf-8", "surrogatepass") if head == self._head(body) else None
        except (OSError, ValueError, MemoryError):
            return None

    def write(self, name: str, content: object) -> None:
        """Keeps something under a name; where that cannot be done, nothing happens."""
        self.write_text(name, json.dumps(content, ensure_ascii=False, separators=(",", ":")))

    def write_text(self, name: str, text: str) -> None:
        """Keeps a text under a name; where that cannot be done, nothing happens."""
        body = text.encode("utf-8", "surrogatepass")
        if len(body) > _MOST_BYTES:
            return
        temporary = self.folder / f".{name}.{os.getpid()}.tmp"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with temporary.open("wb") as stream:
                stream.write(self._head(body))
                stream.write(body)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(self.folder / name)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()

    def _head(self, body: bytes) -> bytes:
        return f"{self.basis} {digest(body)}\n".encode()


def as_rows(findings: list[Finding], lines: Mapping[str, int]) -> list[list[Any]]:
    """Findings as lists, field by field, their places told from the lines at which the claims begin: a claim that
    moves takes its findings along.
    """
    return [_row(_moved(finding, lines, -1)) for finding in findings]


def _moved(finding: Finding, lines: Mapping[str, int], way: int) -> Finding:
    places = []
    for place in finding.places:
        by = way * (lines[place.claim] if place.claim is not None else 0)
        places.append(replace(place, line=place.line + by, end_line=place.end_line + by))
    return replace(finding, places=tuple(places))


def _row(one: Any) -> list[Any]:
    return [_cell(getattr(one, name)) for name in one.__slots__]


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_cell(item) for item in value]
    return _row(value) if isinstance(value, Camp | MinimalSet | Place) else value


def as_findings(rows: Any, lines: Mapping[str, int]) -> list[Finding] | None:
    """Findings out of lists, with the lines at which their claims begin now; None where they are no findings."""
    try:
        return [_finding(row, lines) for row in rows]
    except (TypeError, ValueError, KeyError):
        return None


_INNER: Final = {"camps": Camp, "minimal_sets": MinimalSet}
_CLAIM, _LINE, _END_LINE = map(Place.__slots__.index, ("claim", "line", "end_line"))


def _finding(row: list[Any], lines: Mapping[str, int]) -> Finding:
    cells = dict(zip(Finding.__slots__, row, strict=True))
    if cells["ruling"] is not None or not isinstance(cells["id"], str):
        raise ValueError("no finding as it was kept")
    for name, value in cells.items():
        if name == "places":
            cells[name] = tuple([_place(inner, lines) for inner in value])
        elif name in _INNER:
            cells[name] = tuple([_INNER[name](*map(_plain, inner)) for inner in value])
        elif isinstance(value, list):
            cells[name] = _plain(value)
    return Finding(**cells)


def _place(cells: list[Any], lines: Mapping[str, int]) -> Place:
    claim = cells[_CLAIM]
    if claim is not None:
        cells = list(cells)
        cells[_LINE] += lines[claim]
        cells[_END_LINE] += lines[claim]
    return Place(*cells)


def _plain(value: Any) -> Any:
    return tuple([_plain(item) for item in value]) if isinstance(value, list) else value
