"""Where a report is written to. Imports next to nothing (`validator.doors.again`)."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO


def utf8(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def width() -> int | None:
    """Cells of the terminal that is written to; None where it is none."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def color() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def shape_of(output: object) -> tuple[int | None, bool]:
    """How wide a report is to be, and whether in colours: on the screen, or in a file."""
    return (width(), color()) if output is None else (None, False)


def put(pieces: Iterable[bytes | memoryview], output: str | os.PathLike[str] | None) -> None:
    """Writes a text that is given in pieces of UTF-8. Raises `OSError` where the file `output` cannot be written."""
    if output is not None:
        with open(output, "wb") as stream:
            stream.writelines(pieces)
        return
    utf8(sys.stdout)
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None or os.linesep != "\n":
        sys.stdout.write(b"".join(pieces).decode())
    else:
        sys.stdout.flush()
        binary.writelines(pieces)
    sys.stdout.flush()
