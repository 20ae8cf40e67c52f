"""Where something is written, and what was wrong there.

Lines and columns count from 1, in code points, as an editor counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from validator.values.dataclass import dataclass, field

UNREADABLE: Final = "unreadable-record"
"""The rule id of every fault of the records floor."""

FAULT_LIMIT: Final = 1_000
"""Faults shown per file; what lies beyond is counted and told in one more fault."""


class Mark(NamedTuple):
    """A stretch of a file: from `line`:`column` to just before `end_line`:`end_column`.

    `index` and `end_index` are the same ends as offsets from 0 into the file's text without a byte-order mark.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    index: int = 0  # type: ignore[assignment]  # hides tuple.index, which nobody needs here
    end_index: int = 0

    def upto(self, other: Mark) -> Mark:
        """From the start of this mark to the end of `other`."""
        return Mark(self.line, self.column, other.end_line, other.end_column, self.index, other.end_index)


FILE_START: Final = Mark(1, 1, 1, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why something could not be read as a record, at the token that causes it."""

    rule: str
    message: str
    file: str
    mark: Mark
    suggestion: str = ""
    unreadable: bool = True
    """Whether input was lost by it (exit status 3), as against a remark about input that was read."""

    @property
    def place(self) -> str:
        return f"{self.file}:{self.mark.line}:{self.mark.column}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (f" ({self.suggestion})" if self.suggestion else "")


@dataclass(slots=True)
class FaultLog:
    """Collects the faults of a run: all of them, up to `FAULT_LIMIT` a file."""

    _kept: dict[str, list[Fault]] = field(default_factory=dict)
    _beyond: dict[str, int] = field(default_factory=dict)
    _spoilt: set[tuple[str, Mark]] = field(default_factory=set)

    def add(self, file: str, mark: Mark, message: str, suggestion: str = "", *, unreadable: bool = True) -> None:
        kept = self._kept.setdefault(file, [])
        if len(kept) < FAULT_LIMIT:
            kept.append(Fault(UNREADABLE, message, file, mark, suggestion, unreadable))
        else:
            self._beyond[file] = self._beyond.get(file, 0) + 1

    def take_in(self, other: FaultLog) -> None:
        """Adds the faults of files that only the other log has looked at."""
        self._kept.update(other._kept)
        self._beyond.update(other._beyond)
        self._spoilt.update(other._spoilt)

    def spoil(self, file: str, mark: Mark) -> None:
        """Notes that what stands there is known to be no text, so that nothing more need be said of it."""
        self._spoilt.add((file, mark))

    def is_spoilt(self, file: str, mark: Mark) -> bool:
        return (file, mark) in self._spoilt

    def is_full(self, file: str) -> bool:
        """Whether further faults of a file are only counted, so that no hint need be looked for."""
        return len(self._kept.get(file, ())) >= FAULT_LIMIT

    def count(self, file: str) -> int:
        return len(self._kept.get(file, ())) + self._beyond.get(file, 0)

    def sorted(self) -> tuple[Fault, ...]:
        """All faults by file and position, each capped file closed by a fault that tells the cap."""
        return tuple(self._all())

    def by_file(self) -> Iterator[tuple[str, list[Fault], int]]:
        """Each file with its faults by position, and how many more it has."""
        for file in sorted(self._kept):
            kept = sorted(self._kept[file], key=lambda fault: (fault.mark, fault.message))
            yield file, kept, self._beyond.get(file, 0)

    def more(self, file: str, count: int) -> None:
        """Counts faults of a file that another log has not kept."""
        self._beyond[file] = self._beyond.get(file, 0) + count

    def _all(self) -> Iterator[Fault]:
        for file, kept, beyond in self.by_file():
            yield from kept
            if beyond:
                more = f"{beyond:,} more faults of this file are not shown (at most {FAULT_LIMIT:,} are)"
                yield Fault(UNREADABLE, more, file, kept[-1].mark, "correct the ones shown, then run again")
