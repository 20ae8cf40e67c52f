"""What a long run is doing, told on the terminal: on the error stream, after a second, and gone when it is done."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE: Final = 1.0
"""Seconds before anything is shown: a run that takes less needs no word about it."""


class Silent:
    """Hears what is done, and shows nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def step(self, words: str) -> None:
        """Tells what is done from now on."""

    def end(self) -> None:
        """Takes away what is shown; nothing is shown any more. Before anything is written to the same terminal."""


class Progressing(Silent):
    """Shows the last step told and the time that went by."""

    def __init__(self) -> None:
        import threading

        self._lock = threading.Lock()
        self._step = ""
        self._bar: tuple[Progress, TaskID] | None = None
        self._over = False
        self._timer = threading.Timer(PATIENCE, self._begin)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def step(self, words: str) -> None:
        with self._lock:
            self._step = words
            if self._bar is not None:
                progress, task = self._bar
                progress.update(task, description=words)

    def end(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._bar is not None:
                self._bar[0].stop()
                self._bar = None

    def _begin(self) -> None:
        """In a thread of its own, so that the run need not think of it."""
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._over:
                return
            columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
            progress = Progress(*columns, console=Console(file=sys.stderr), transient=True)
            self._bar = progress, progress.add_task(self._step, total=None)
            progress.start()


def on_terminal(*, quiet: bool) -> Silent:
    """Shown where the error stream is a terminal and nobody asked for quiet."""
    return Silent() if quiet or not sys.stderr.isatty() else Progressing()
