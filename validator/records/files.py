"""Opens files below the corpus root and nowhere else.

A path is taken apart and every component is looked at before anything is opened: no way up, no absolute path, no
symbolic link at any step, nothing but a regular file at the end. So a path that somebody wrote into a record can
neither reach a file outside nor hang on a pipe or a device.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from validator.records.suggest import did_you_mean
from validator.values.dataclass import dataclass

MAX_PATH_BYTES: Final = 512
_note: Final[ContextVar[Callable[[Path], object] | None]] = ContextVar("note", default=None)


class Files(Protocol):
    """Where a corpus comes from."""

    def names(self, folder: str) -> list[str]:
        """Names in a folder, sorted; empty where there is no such folder. Raises `FileError`."""

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file of at most `limit` bytes. Raises `FileError`."""


_DRIVE: Final = re.compile(r"[A-Za-z]:|[\\/]{2}")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://?")


@dataclass(frozen=True, slots=True)
class FileError(Exception):
    """Why a file was not read. Never tells anything of its content."""

    message: str
    suggestion: str = ""


def path_problem(path: str) -> FileError | None:
    """What is wrong with a path as it is written, before any look at the disk."""
    if len(path.encode("utf-8", "surrogatepass")) > MAX_PATH_BYTES:
        return FileError(f"expected a path of at most {MAX_PATH_BYTES} bytes, found a longer one", "shorten it")
    if any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in path):
        return FileError("expected a path of visible characters, found a control character in it", "rename the file")
    below = "write it from the corpus folder on, like seeds/article.txt"
    if path.startswith(("/", "~")) or _DRIVE.match(path):
        return FileError(f"expected a path below the corpus folder, found the absolute path `{path}`", below)
    if _SCHEME.match(path):
        return FileError(f"expected a path below the corpus folder, found the address `{path}`", below)
    if "\\" in path:
        return FileError(f"expected a path with forward slashes, found `{path}`", "write `/` between folders")
    if ".." in path.split("/"):
        return FileError(f"expected a path below the corpus folder, found `..` in `{path}`", below)
    if not path.split("/")[-1] or "." in path.split("/") or "" in path.split("/"):
        return FileError(f"expected a plain path of folders and a file, found `{path}`", below)
    return None


@dataclass(frozen=True, slots=True)
class Folder:
    """Files below a folder on disk."""

    root: Path

    def names(self, folder: str) -> list[str]:
        return list_folder(self.root, folder)

    def read(self, path: str, limit: int) -> bytes:
        return read_below(self.root, path, limit)


@dataclass(frozen=True, slots=True)
class Given:
    """Files that are already in memory, by path."""

    contents: Mapping[str, bytes]

    def names(self, folder: str) -> list[str]:
        inside = (path.removeprefix(f"{folder}/") for path in self.contents if path.startswith(f"{folder}/"))
        return sorted({path.split("/")[0] for path in inside})

    def read(self, path: str, limit: int) -> bytes:
        problem = path_problem(path)
        if problem is not None:
            raise problem
        if path not in self.contents:
            raise FileError(f"expected a file, found none at `{path}`", did_you_mean(path, self.contents))
        data = self.contents[path]
        if len(data) > limit:
            raise FileError(*_too_large(path, limit, len(data)))
        return data


def read_below(root: Path, path: str, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes below the root; raises `FileError` for anything else."""
    problem = path_problem(path)
    if problem is not None:
        raise problem
    with open_below(root, path) as stream:
        try:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(limit + 1) if size <= limit else b""
        except OSError as error:
            raise _unreadable(path, error) from None
    if max(size, len(data)) > limit:
        raise FileError(*_too_large(path, limit, max(size, len(data))))
    return data


@contextmanager
def noting(note: Callable[[Path], object]) -> Iterator[None]:
    """Calls `note` with the place of each file that is about to be read, or would be if it were there; so does whoever
    notes already.
    """
    outer = _note.get()

    def both(place: Path) -> None:
        if outer is not None:
            outer(place)
        note(place)

    before = _note.set(both)
    try:
        yield
    finally:
        _note.reset(before)


def are_noted() -> bool:
    """Whether anybody wants to know which files are read."""
    return _note.get() is not None


def open_below(root: Path, path: str) -> BinaryIO:
    """A regular file below the root, open for reading; raises `FileError` for anything else. The path is one that a
    folder was found to hold, or that `path_problem` has nothing against.
    """
    note = _note.get()
    if note is not None:
        note(root / path)
    place = root
    parts = path.split("/")
    try:
        for part in parts[:-1]:
            place = place / part
            _expect(stat.S_ISDIR, os.lstat(place), "a folder", place, root)
        place = place / parts[-1]
        _expect(stat.S_ISREG, os.lstat(place), "a file", place, root)
        return _opened(place, path)
    except FileError:
        raise
    except FileNotFoundError:
        raise _missing(root, path) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None


def _opened(place: Path, path: str) -> BinaryIO:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(place, flags | getattr(os, "O_BINARY", 0))
    # What was looked at may have been exchanged in between.
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileError(f"expected a regular file, found something else at `{path}`", "")
    return os.fdopen(descriptor, "rb")


def _unreadable(path: str, error: Exception) -> FileError:
    reason = (getattr(error, "strerror", None) or type(error).__name__).lower()
    message = f"expected a readable file, found `{shown_path(path)}` unreadable: {reason}"
    return FileError(message, "check its permissions")


def _too_large(path: str, limit: int, size: int) -> tuple[str, str]:
    return f"expected a file of at most {limit:,} bytes, found {size:,} in `{path}`", "split it into several files"


def _expect(is_kind: Callable[[int], bool], status: os.stat_result, kind: str, place: Path, root: Path) -> None:
    path = shown_path(place.relative_to(root).as_posix())
    if stat.S_ISLNK(status.st_mode):
        message = f"expected {kind} of the corpus itself, found a symbolic link at `{path}`"
        raise FileError(message, "put a copy in its place; links can lead out of the corpus")
    if not is_kind(status.st_mode):
        raise FileError(f"expected {kind}, found {_named(status.st_mode)} at `{path}`", "")


def _named(mode: int) -> str:
    names = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISREG, "a file"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((name for is_kind, name in names if is_kind(mode)), "something else")


def _missing(root: Path, path: str) -> FileError:
    folder = path.rpartition("/")[0]
    try:
        names = [entry.name for entry in os.scandir(root / folder)] if folder else []
    except OSError:
        names = []
    near = did_you_mean(path, (f"{folder}/{name}" for name in names if name.isprintable()))
    return FileError(
        f"expected a file, found none at `{path}`", near or "check the path; it is taken from the corpus folder on"
    )


def regular_file_problem(root: Path, path: str) -> FileError | None:
    """Why what stands at a path below the root is no regular file of the corpus, told without opening it; or None."""
    place = root / path
    try:
        _expect(stat.S_ISREG, os.lstat(place), "a file", place, root)
    except FileError as problem:
        return problem
    except OSError as error:
        return _unreadable(path, error)
    return None


def shown_path(path: str) -> str:
    """A path that can be written anywhere: what is not UTF-8 or not visible in it stands as an escape."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") else f"\\u{ord(c):04x}" for c in text)


def list_folder(root: Path, folder: str) -> list[str]:
    """Names in a folder below the root, sorted; empty where there is none. Raises `FileError` for a link."""
    place = root
    try:
        for part in folder.split("/"):
            place = place / part
            _expect(stat.S_ISDIR, os.lstat(place), "a folder", place, root)
        return sorted(entry.name for entry in os.scandir(place))
    except FileNotFoundError:
        return []
    except FileError:
        raise
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise FileError(f"expected a readable folder, found `{folder}` unreadable: {reason}", "") from None
