"""The command line: `validate`. Only the commands print, exit, and read the environment."""

from __future__ import annotations

import gc
import sys
from typing import Any

from validator.doors.everyday import run


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


if __name__ == "__main__":
    main()
