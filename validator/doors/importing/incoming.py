"""Claims on their way into a corpus, before anything is known of what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from validator.doors.refusal import Refusal
from validator.records.marks import Mark
from validator.records.yaml_reader import decode
from validator.values.dataclass import dataclass, field

Cell = str | list[str] | dict[str, str]
Record = Mapping[str, Cell]
"""A record by its keys as written."""

UNKNOWN: Final = "?"
"""Stands for what only a person can tell; the reader of records refuses it."""
UNKNOWN_HEADER: Final[Record] = {"language": UNKNOWN, "published": UNKNOWN, "text": UNKNOWN}
"""What a source cannot do without, where none of it is known."""
LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a file that is imported."""


@dataclass(frozen=True, slots=True)
class IncomingClaim:
    record: Record
    mark: Mark
    """Where it is told from: the line of its row, or of the beginning of its file."""
    name: str = ""
    """How a message names it, where the line does not tell it apart from others."""
    stub: bool = False
    """Whether a person has to fill something in before it is a claim."""


@dataclass(frozen=True, slots=True)
class IncomingSource:
    id: str
    header: Record
    mark: Mark
    claims: list[IncomingClaim] = field(default_factory=list)
    stub: bool = False
    """Whether a person has to fill in its header."""
    file: str = ""
    """Where its header is told from; empty where it is the file of the claims."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds."""

    file: str
    """As messages name it."""
    sources: tuple[IncomingSource, ...]
    """In the order of the file."""
    refused: int = 0
    """Entries that are no claims, each told in the log."""


def content(path: Path) -> str:
    """The text of a file in UTF-8. Raises `Refusal` for anything else."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise Refusal(f"expected a file that can be read at {path}, found: {reason}", "check the path") from None
    if len(data) > LARGEST:
        raise Refusal(f"expected a file of at most {LARGEST:,} bytes, found a larger one", "split it")
    text, problem = decode(data)
    if problem is not None:
        place = f"{path.name}:{problem.mark.line}:{problem.mark.column}"
        raise Refusal(f"{place}: {problem.message}", problem.suggestion)
    return text
