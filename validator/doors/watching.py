"""`validate check --watch`: the check is run again whenever a file of the corpus changes, until Ctrl-C."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

WATCHED: Final = ("claims", "seeds")
INTERVAL: Final = 0.5
"""Seconds between two looks at the files."""
QUIET: Final = 0.2
"""Seconds in which nothing more may change before the check is run: an editor writes several files, or one in steps."""
_INTERRUPTED: Final = 130
_CLEAR: Final = "\x1b[H\x1b[2J\x1b[3J"

Seen = Mapping[str, tuple[int, int]]
"""Time of change (nanoseconds) and size of each file."""


def watch(root: Path, run: Callable[[], int], *, without: Path | None = None) -> int:
    """Runs the check now and after each change below the corpus folders; ends at Ctrl-C with the last exit status.

    `without` is a file that the check itself writes.
    """
    gc.enable()  # one run after the other, and each leaves a report behind
    status = _INTERRUPTED
    ignored = str(without.resolve()) if without is not None else ""
    try:
        while True:
            # Looked at before the run, so that what changes while it lasts is seen after it.
            seen = look(root, ignored)
            _begin()
            status = run()
            _tell(f"watching {' and '.join(WATCHED)} in {root} (exit status {status}); Ctrl-C ends")
            _wait(root, ignored, seen)
    except KeyboardInterrupt:
        sys.stderr.write("\n" if sys.stderr.isatty() else "")
        return status


def look(root: Path, ignored: str = "") -> Seen:
    """Every file below the corpus folders but hidden ones. Links are not followed into folders."""
    found = {}
    for path in _files([str((root / name).resolve()) for name in WATCHED]):
        try:
            state = os.stat(path)
        except OSError:
            continue  # gone again: an editor's swap file, say
        if path != ignored:
            found[path] = (state.st_mtime_ns, state.st_size)
    return found


def _files(folders: list[str]) -> Iterator[str]:
    for folder in folders:
        for inside, below, names in os.walk(folder):
            below[:] = [name for name in below if not name.startswith(".")]
            yield from (os.path.join(inside, name) for name in names if not name.startswith("."))


def _wait(root: Path, ignored: str, seen: Seen) -> None:
    """Returns once the files differ from what was seen, and have come to rest."""
    while look(root, ignored) == seen:
        time.sleep(INTERVAL)
    resting = look(root, ignored)
    while True:
        time.sleep(QUIET)
        now = look(root, ignored)
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
