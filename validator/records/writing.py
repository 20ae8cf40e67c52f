"""Writes files so that a reader finds the old bytes or the new ones, never a part of either.

The recipe: a temporary file in the same folder, its bytes forced to the disk, then one rename, then the folder forced
to the disk. All of it happens under a lock on the folder, and only if what stands there is what the writer believes to
stand there, so that nobody's work is overwritten unseen.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Final

from validator.records.files import path_problem

try:
    import fcntl
except ImportError:  # no advisory locks on this system: exclusive creation still keeps writers apart
    fcntl = None  # type: ignore[assignment]

TEMPORARY_PREFIX: Final = ".validate-"
TEMPORARY_SUFFIX: Final = ".tmp"
_LEFT_OVER_AFTER: Final = 3600.0
"""Seconds after which a temporary file is held to be left over from a process that died."""
_LOCK_FILE: Final = ".validate-lock"
_NEW_MODE: Final = 0o666


class Standing(Enum):
    """What a writer says stands at a path when it cannot name the bytes."""

    ANYTHING = "anything"


ANYTHING: Final = Standing.ANYTHING


class WriteRefused(Exception):  # noqa: N818 - reads as what happened, like the other errors a user sees
    """Why nothing was written. What stood there before still stands there."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message, suggestion)
        self.message = message
        self.suggestion = suggestion

    def __str__(self) -> str:
        return self.message + (f" ({self.suggestion})" if self.suggestion else "")


class Changed(WriteRefused):
    """Something else stands at the path than the writer believed."""


def place_below(root: Path, path: str) -> Path:
    """Where a path below `root` is written, its folders made. Raises `WriteRefused` for a path that leads elsewhere.

    No step of it may be a symbolic link: links can lead out of the corpus.
    """
    problem = path_problem(path)
    if problem is not None:
        raise WriteRefused(problem.message, problem.suggestion)
    place = root
    try:
        for part in path.split("/")[:-1]:
            place = place / part
            with contextlib.suppress(FileExistsError):
                os.mkdir(place)
            if not stat.S_ISDIR(os.lstat(place).st_mode):
                shown = place.relative_to(root).as_posix()
                raise WriteRefused(f"expected a folder at `{shown}`, found something else or a symbolic link")
    except OSError as error:
        raise _refusal(place, error) from None
    return root / path


def write_file(path: Path, data: bytes, *, instead_of: bytes | Standing | None) -> None:
    """Puts `data` at `path`, all of it or nothing, and keeps the permissions of the file it replaces.

    `instead_of` is what the caller takes to stand there: the bytes it has read, None for nothing, or `ANYTHING`. Where
    something else stands, `Changed` is raised and nothing is written. Any other reason for not writing raises
    `WriteRefused`.
    """
    try:
        with locked(path.parent):
            _remove_left_overs(path.parent)
            mode = _expect_standing(path, instead_of)
            _replace(path, data, mode, exclusive=instead_of is None)
    except WriteRefused:
        raise
    except OSError as error:
        raise _refusal(path, error) from None


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the folder's lock; others wait. The lock is let go when its holder ends, however it ends.

    The folder itself is locked, so nothing is left lying in it; a lock file stands in on file systems that refuse that.
    """
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in (errno.EBADF, errno.EINVAL, errno.ENOTSUP, errno.EISDIR):
                raise
            os.close(descriptor)
            descriptor = os.open(folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def read_standing(path: Path) -> bytes | None:
    """What stands at a path: its bytes, or None for nothing. Raises `WriteRefused` for anything but a regular file."""
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            raise _no_regular_file(path)
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refusal(path, error) from None


def _expect_standing(path: Path, instead_of: bytes | Standing | None) -> int | None:
    """The permissions of the file that stands there, or None where there is none."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        if isinstance(instead_of, bytes):
            message = f"expected to replace `{path.name}` as it was read, found it gone"
            raise Changed(message, "run the command again") from None
        return None
    if not stat.S_ISREG(status.st_mode):
        raise _no_regular_file(path)
    if instead_of is None:
        raise Changed(f"expected nothing at `{path.name}`, found a file there")
    if isinstance(instead_of, bytes) and path.read_bytes() != instead_of:
        raise Changed(f"expected `{path.name}` as it was read, found it changed since", "run the command again")
    return stat.S_IMODE(status.st_mode)


def _replace(path: Path, data: bytes, mode: int | None, *, exclusive: bool) -> None:
    import tempfile

    descriptor, name = tempfile.mkstemp(TEMPORARY_SUFFIX, TEMPORARY_PREFIX, path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            if hasattr(os, "fchmod"):
                os.fchmod(descriptor, _usual_mode() if mode is None else mode)
            os.fsync(descriptor)
        if exclusive and fcntl is None:
            os.rename(name, path)  # refuses an existing file on the systems that have no lock
        else:
            os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    _force_folder(path.parent)


def _force_folder(folder: Path) -> None:
    """A rename survives a loss of power only once its folder is on the disk."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(descriptor)


def _usual_mode() -> int:
    """The permissions of a file that an ordinary program makes."""
    mask = os.umask(0o077)
    os.umask(mask)
    return _NEW_MODE & ~mask


def _remove_left_overs(folder: Path) -> None:
    oldest = time.time() - _LEFT_OVER_AFTER
    for entry in os.scandir(folder):
        if entry.name.startswith(TEMPORARY_PREFIX) and entry.name.endswith(TEMPORARY_SUFFIX):
            with contextlib.suppress(OSError):
                if entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_mtime < oldest:
                    os.unlink(entry.path)


def _no_regular_file(path: Path) -> WriteRefused:
    hint = "put a regular file in its place; links can lead out of the corpus"
    return WriteRefused(f"expected a regular file at `{path.name}`, found something else or a symbolic link", hint)


def _refusal(path: Path, error: OSError) -> WriteRefused:
    reason = (getattr(error, "strerror", None) or type(error).__name__).lower()
    hint = "check the permissions of the folder and the room on the disk"
    return WriteRefused(f"expected to be able to write `{path.name}`, found: {reason}", hint)
