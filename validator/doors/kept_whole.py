"""A check of rows that remembers its report as a whole: told again while nothing it rests on has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from validator import gate
from validator.doors.again import found
from validator.doors.digests import digest_of
from validator.doors.kept_check import Asked
from validator.doors.memory import Memory
from validator.doors.shown import plain
from validator.judgement.findings import Report
from validator.records.files import FileError, are_noted, noting, open_below
from validator.records.row_files import row_file_faults
from validator.report import write
from validator.values.dataclass import dataclass, field

State = tuple[int, int, int, int]


def check(memory: Memory, asked: Asked, made: Callable[[], Report]) -> tuple[int, list[memoryview]]:
    """The exit status and the report, in pieces of UTF-8. `made` makes the report, reading through `memory` or by
    `open_below` only.
    """
    if asked.rulings_from is None and not are_noted():
        known = found(memory.kept.folder, memory.kept.basis, str(memory.root), asked.name)
        if known is not None:
            return known
    opened = _Opened(memory.root)
    with noting(opened.note):
        report = made()
    stream = StringIO()
    write(report, asked.format, stream, width=asked.width, color=asked.color)
    now, status = plain(stream.getvalue()), gate.status(report, asked.fail_on)
    alone = asked.rulings_from is None and not report.incomplete and opened.digested(memory.seen)
    memory.keep(asked.name, status, "", now, None, alone=alone)
    return status, now.output()


@dataclass(frozen=True, slots=True)
class _Opened:
    """Files that were opened, each with its state before it was."""

    root: Path
    states: dict[Path, State | None] = field(default_factory=dict)

    def note(self, place: Path) -> None:
        if place not in self.states:
            self.states[place] = _state(place)

    def digested(self, seen: dict[str, str]) -> bool:
        """Adds the digests that are missing yet; whether every file was the same all the time, and nothing was passed
        over that could turn into a file.
        """
        for place in list(self.states):
            if not place.is_relative_to(self.root):
                return False
            path = place.relative_to(self.root).as_posix()
            if path not in seen:
                try:
                    with open_below(self.root, path) as stream:
                        seen[path] = digest_of(stream)
                except FileError:
                    return False
        unchanged = all(state is not None and state == _state(place) for place, state in self.states.items())
        return unchanged and not row_file_faults(self.root)


def _state(place: Path) -> State | None:
    try:
        status = os.lstat(place)
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
