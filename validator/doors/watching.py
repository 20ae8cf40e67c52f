"""`validate check --watch`: the check is run again whenever a file it reads changes, until Ctrl-C."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Final

from validator.records.files import noting

CLAIMS: Final = "claims"
"""Any file that appears in this folder may be read; elsewhere only those are that a record names."""
INTERVAL: Final = 0.5
"""Seconds between two looks at the files."""
QUIET: Final = 0.2
"""Seconds in which nothing more may change before the check is run: an editor writes several files, or one in steps."""
_INTERRUPTED: Final = 130
_CLEAR: Final = "\x1b[H\x1b[2J\x1b[3J"

State = tuple[int, int]
"""Time of change (nanoseconds) and size of a file."""


def watch(root: Path, run: Callable[[], int], *, without: Path | None = None) -> int:
    """Runs the check now and after each change to what it reads; ends at Ctrl-C with the last exit status.

    `without` is a file that the check itself writes.
    """
    gc.enable()  # one run after the other, and each leaves a report behind
    status = _INTERRUPTED
    ignored = str(without.resolve()) if without is not None else ""
    try:
        while True:
            # Looked at before the run, and each file before it is read, so that what changes while it lasts is seen
            # after it.
            seen = look(root, ignored)
            _begin()
            with taking_in(seen):
                status = run()
            _tell(f"watching {CLAIMS} and the texts they name in {root} (exit status {status}); Ctrl-C ends")
            _wait(root, ignored, seen)
    except KeyboardInterrupt:
        sys.stderr.write("\n" if sys.stderr.isatty() else "")
        return status


def taking_in(seen: dict[str, State | None]) -> AbstractContextManager[None]:
    """Meanwhile each file that is looked for is noted among those seen, as it is before it is read."""
    return noting(partial(_see, seen))


def look(root: Path, ignored: str = "", named: Iterable[str] = ()) -> dict[str, State | None]:
    """Every file below the folder of claims but hidden ones, and each that is named, None where there is none. Links
    are not followed into folders.
    """
    found: dict[str, State | None] = {}
    for path in (*_files(str((root / CLAIMS).resolve())), *named):
        if path != ignored:
            _see(found, path)
    return found


def _see(seen: dict[str, State | None], place: str | Path) -> None:
    """Notes how a file is, unless that is noted already."""
    path = str(place)
    if path in seen:
        return
    try:
        state = os.stat(path)
    except OSError:
        seen[path] = None  # gone again, as an editor's swap file is, or not there yet
    else:
        seen[path] = (state.st_mtime_ns, state.st_size)


def _files(folder: str) -> Iterator[str]:
    for inside, below, names in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".")]
        yield from (os.path.join(inside, name) for name in names if not name.startswith("."))


def _wait(root: Path, ignored: str, seen: Mapping[str, State | None]) -> None:
    """Returns once the files differ from what was seen, and have come to rest."""
    while look(root, ignored, seen) == seen:
        time.sleep(INTERVAL)
    resting = look(root, ignored, seen)
    while True:
        time.sleep(QUIET)
        now = look(root, ignored, seen)
        if now == resting:
            return
        resting = now


def _begin() -> None:
    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
        sys.stdout.flush()


def _tell(words: str) -> None:
    sys.stdout.flush()
    sys.stderr.write(f"validate: {words}\n")
    sys.stderr.flush()
