"""The command line: `validate`. Only the commands print, exit, and read the environment."""

from __future__ import annotations

import gc
import os
import sys

from validator.doors.running import run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

_CLEARS_UP: Final = frozenset({"duckdb", "pyspark"})
"""What may have something left to do at the end of a run."""


def main() -> None:
    gc.disable()  # one run builds one report and ends: collecting on the way only costs time
    status = run(sys.argv[1:], otherwise=_application)
    if status is not None:
        sys.exit(status)


def _application() -> None:
    from validator.doors.application import app

    app()


def __getattr__(name: str) -> Any:
    """`app`, the whole command line, which is slow to import, when somebody asks for it."""
    if name == "app":
        from validator.doors.application import app

        return app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def program() -> None:
    """`main` as a program of its own, which ends at once: taking apart what a short run has built, object by object, is
    a tenth of its time.
    """
    try:
        main()
    except SystemExit as ended:
        status = ended.code or 0
        if isinstance(status, int) and _CLEARS_UP.isdisjoint(sys.modules):
            try:
                sys.stdout.flush()
                sys.stderr.flush()
            except OSError:
                raise ended from None
            os._exit(status)
        raise


if __name__ == "__main__":
    program()
