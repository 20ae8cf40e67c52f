"""Digests of texts, files and this program, and how a file is kept with one.

Imports next to nothing: a run in which nothing has changed ends here (`validator.doors.again`).
"""

from __future__ import annotations

import hashlib
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, Final

MOST_BYTES: Final = 256 * 1024 * 1024
"""Of one file that is kept."""
_AT_ONCE: Final = 1024 * 1024
_INSTALLED: Final = (".dist-info", ".egg-info")


def digest(*parts: bytes | str) -> str:
    """A digest of texts in their order; no two lists of texts have one digest because of where one ends."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()[:32]


def digest_of(stream: BinaryIO) -> str:
    """The digest of all that stands in a file, of any size; of one that grows meanwhile none that it ever has again."""
    size = os.fstat(stream.fileno()).st_size
    found, read = hashlib.sha256(size.to_bytes(8, "big")), 0
    while part := stream.read(_AT_ONCE):
        found.update(part)
        read += len(part)
    return found.hexdigest()[:32] if read == size else f"grew from {size} to {read}"


# -- a file that is kept --------------------------------------------------------------------------------------------


def head(basis: str, of_body: str) -> bytes:
    """The first line of a file that was made from `basis`; the rest has the digest `of_body`."""
    return f"{basis} {of_body}\n".encode()


def body_of(path: str, basis: str, of_body: str | None = None) -> bytes | None:
    """What stands in a file that was made from `basis`, with this digest where one is given; None where there is
    nothing that can be trusted.
    """
    try:
        with open(path, "rb") as stream:
            first = stream.readline(200)
            if of_body is not None and first != head(basis, of_body):
                return None
            body = stream.read(MOST_BYTES)
        return body if first == head(basis, digest(body)) else None
    except (OSError, MemoryError):
        return None


# -- this program ---------------------------------------------------------------------------------------------------


def program(folder: str) -> str:
    """A digest of this program's code, of the Python that runs it, and of the names and versions of all that is
    installed beside it: rules change from one version to the next, and while they are worked on.

    In `folder` it is kept for later runs, which only look whether a file of the program was written since.
    """
    state = _state()
    known = _known(folder, state)
    if known is not None:
        return known
    package = _package()
    files = ((os.path.relpath(file.path, package), _content(file.path)) for file in _files(package))
    found = digest(_around(), *(part for name, content in sorted(files) for part in (name, content)))
    temporary = os.path.join(folder, f".program.{os.getpid()}.tmp")
    try:
        os.makedirs(folder, exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(head(state, digest(found)) + found.encode())
        os.replace(temporary, os.path.join(folder, "program"))
    except OSError:
        pass  # found anew the next time
    return found


def known_program(folder: str) -> str | None:
    """The same as an earlier run kept it; None where none did, or the program was written since."""
    return _known(folder, _state())


def _known(folder: str, state: str) -> str | None:
    known = body_of(os.path.join(folder, "program"), state)
    return None if known is None else known.decode()


def _state() -> str:
    """By time and size of each file, as Python itself tells whether it has to compile one again."""
    package = _package()
    files = ((file.path, file.stat()) for file in _files(package))
    found = sorted(f"{path} {status.st_mtime_ns} {status.st_size}" for path, status in files)
    return digest(package, _around(), *found)


def _package() -> str:
    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    for entry in os.scandir(folder):
        if not entry.is_dir():
            yield entry
        elif entry.name != "__pycache__":
            yield from _files(entry.path)


def _content(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()


def _around() -> str:
    """The Python that runs the program, and what is installed beside it."""
    installed: set[str] = set()
    for folder in sys.path:
        try:
            installed.update(name for name in os.listdir(folder or ".") if name.endswith(_INSTALLED))
        except OSError:
            continue
    return "\n".join((sys.version, *sorted(installed)))
