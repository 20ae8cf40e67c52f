"""A corpus as it stood in a git revision, read out of git's objects.

Nothing is checked out and nothing is unpacked, so no file of an old or foreign revision ever lands on the disk. Paths
obey the rules of `validator.records.files`: nothing above the corpus folder, no links, no submodules. No shell is
involved, no hook runs, and nothing is fetched from elsewhere.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from validator.doors.refusal import Refusal
from validator.records.files import FileError, path_problem
from validator.records.loading import RULINGS
from validator.records.marks import FaultLog
from validator.records.ruling import Ruling
from validator.records.ruling_reading import read_ruling
from validator.records.suggest import did_you_mean
from validator.records.vocabulary import Vocabulary
from validator.records.yaml_reader import MAX_BYTES, read_yaml
from validator.values.dataclass import dataclass

TIMEOUT: Final = 60.0
"""Seconds after which a call of git is given up."""
_SETTINGS: Final = ("--no-pager", "--no-replace-objects", "--literal-pathspecs", "-c", "core.fsmonitor=false")
_OF_ANOTHER_REPOSITORY: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""Set while a hook runs; they would lead away from the corpus folder."""
_LINK: Final = "120000"
_FILES: Final = ("100644", "100755")


class RevisionError(Refusal):
    """Why a revision could not be read, with what to do about it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a revision."""

    mode: str
    object: str
    size: int
    """In bytes; 0 for what is no file."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The files of a corpus in one commit; a `Files` for the loader."""

    commit: str
    entries: dict[str, Entry]
    """By path from the corpus folder on."""
    objects: subprocess.Popen[bytes]

    def names(self, folder: str) -> list[str]:
        self._refuse_link(folder, "a folder")
        if folder in self.entries:
            raise FileError(f"expected a folder, found a file at `{folder}`", "")
        inside = (path.removeprefix(f"{folder}/") for path in self.entries if path.startswith(f"{folder}/"))
        return sorted({path.split("/")[0] for path in inside})

    def read(self, path: str, limit: int) -> bytes:
        problem = path_problem(path)
        if problem is not None:
            raise problem
        self._refuse_link(path, "a file")
        entry = self.entries.get(path)
        if entry is None:
            raise FileError(f"expected a file, found none at `{path}`", did_you_mean(path, self.entries))
        if entry.mode not in _FILES:
            raise FileError(f"expected a file, found another repository at `{path}`", "")
        if entry.size > limit:
            message = f"expected a file of at most {limit:,} bytes, found {entry.size:,} in `{path}`"
            raise FileError(message, "split it into several files")
        return self._content(path, entry)

    def _refuse_link(self, path: str, kind: str) -> None:
        parts = path.split("/")
        for length in range(1, len(parts) + 1):
            step = "/".join(parts[:length])
            entry = self.entries.get(step)
            if entry is not None and entry.mode == _LINK:
                message = f"expected {kind} of the corpus itself, found a symbolic link at `{step}`"
                raise FileError(message, "put a copy in its place; links can lead out of the corpus")

    def _content(self, path: str, entry: Entry) -> bytes:
        request, answer = _pipes(self.objects)
        try:
            request.write(f"{entry.object}\n".encode("ascii"))
            request.flush()
            header = answer.readline().split()
            if len(header) == 3 and header[1] == b"blob":
                size = int(header[2])
                data = answer.read(size + 1)
                if len(data) == size + 1:
                    return data[:size]
        except OSError:
            pass
        message = f"expected the content of `{path}` in this clone, found none"
        raise FileError(message, "fetch the whole history, without a filter")


@contextmanager
def revision(root: Path, name: str) -> Iterator[Revision]:
    """The files of the corpus at `root` as they stood in the revision `name`. Raises `RevisionError`."""
    commit = resolve(root, name)
    prefix = _git(root, "rev-parse", "--show-prefix").removesuffix(b"\n")
    where = ("--", os.fsdecode(prefix)) if prefix else ()
    listed = _git(root, "ls-tree", "-r", "-z", "--long", "--full-tree", commit, *where)
    objects = subprocess.Popen(
        _command(root, "cat-file", "--batch"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    try:
        yield Revision(commit, dict(_entries(listed, prefix)), objects)
    finally:
        for pipe in _pipes(objects):
            pipe.close()
        objects.terminate()
        objects.wait()


def resolve(root: Path, name: str) -> str:
    """The full id of the commit that `name` stands for. Raises `RevisionError`."""
    if not name or name.startswith("-") or not name.isprintable():
        raise RevisionError(f"expected a git revision, found {name!r}", "write a branch, a tag or a commit id")
    commit = _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", allowed=(0, 1, 128)).strip()
    if not commit:
        _git(root, "rev-parse", "--git-dir")
        hint = "check the name; a shallow clone lacks older commits: fetch the whole history (`git fetch --unshallow`)"
        raise RevisionError(f"expected a git revision of this repository, found `{name}`, which names none", hint)
    return commit.decode("ascii")


def rulings_in(files: Revision, vocabulary: Vocabulary) -> tuple[tuple[Ruling, ...], int]:
    """The rulings of a revision, and how many of its ruling files could not be read."""
    log = FaultLog()
    rulings = []
    unreadable = 0
    try:
        names = [name for name in files.names(RULINGS) if name.endswith(".yaml") and not name.startswith(".")]
    except FileError:
        return (), 1
    for name in names:
        file = f"{RULINGS}/{name}"
        try:
            document = read_yaml(files.read(file, MAX_BYTES))
        except FileError:
            unreadable += 1
            continue
        ruling = read_ruling(name.removesuffix(".yaml"), file, document, vocabulary, log)
        if ruling is None:
            unreadable += 1
        else:
            rulings.append(ruling)
    return tuple(rulings), unreadable


def _entries(listed: bytes, prefix: bytes) -> Iterator[tuple[str, Entry]]:
    """From the records `<mode> <type> <object> <size>\\t<path>` of `git ls-tree --long -z`."""
    for record in listed.split(b"\0"):
        if not record:
            continue
        meta, _, path = record.partition(b"\t")
        mode, _, object, size = meta.decode("ascii").split()
        if path.startswith(prefix):
            below = os.fsdecode(path.removeprefix(prefix))
            yield below, Entry(mode, object, int(size) if size.isdigit() else 0)


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def _command(root: Path, *arguments: str) -> list[str]:
    return ["git", *_SETTINGS, "-C", str(root), *arguments]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_REPOSITORY}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def _git(root: Path, *arguments: str, allowed: tuple[int, ...] = (0,)) -> bytes:
    try:
        done = subprocess.run(
            _command(root, *arguments), capture_output=True, timeout=TIMEOUT, check=False, env=_environment()
        )
    except FileNotFoundError:
        raise RevisionError("expected the program git, found none", "install git, or leave the revision out") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(f"expected an answer of git within {TIMEOUT:.0f} seconds, found none") from None
    if done.returncode not in allowed:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else f"exit status {done.returncode}"
        raise RevisionError(f"expected a git repository around {root}, found: {reason}")
    return done.stdout
