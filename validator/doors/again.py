"""A report that was shown before, told again where nothing that it rests on has changed.

To start the rest of the program takes several times as long as to see that there is nothing for it to do, so next to
nothing is imported here. Whatever is out of the ordinary is left to the rest, which tells it, too.
"""

from __future__ import annotations

import os
import stat

from validator.doors.digests import body_of, digest, digest_of, known_program
from validator.doors.output import put, shape_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Final

Stretch = tuple[int, int, int]
"""The number of a text, and where in it a piece begins and ends."""
UNDER_REVIEW: Final = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA")
"""Where a run of continuous integration tells what the change under review is to be merged into."""
_NOFOLLOW: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FLAGS: Final = os.O_RDONLY | _NOFOLLOW | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Head:
    """What is known of a report beside its text."""

    __slots__ = ("digests", "runs", "seen", "status")

    def __init__(
        self, status: int, seen: Mapping[str, str] | None, digests: Sequence[str], runs: Sequence[Stretch]
    ) -> None:
        self.status = status
        self.seen = seen
        """Digests of all it rests on; None where it rests on more, such as a revision."""
        self.digests = tuple(digests)
        """Of the texts it stands in."""
        self.runs = tuple(runs)
        """The report, one stretch of its texts after the other."""

    def as_bytes(self) -> bytes:
        runs = " ".join(f"{text}:{start}:{end}" for text, start, end in self.runs)
        seen = () if self.seen is None else (part for pair in self.seen.items() for part in pair)
        fields = (str(self.status), "" if self.seen is None else "alone", " ".join(self.digests), runs, *seen)
        return "\0".join(fields).encode("utf-8", "surrogatepass")

    @classmethod
    def of_bytes(cls, data: bytes) -> Head:
        """Raises `ValueError` for what is no head."""
        status, alone, digests, runs, *seen = data.decode("utf-8", "surrogatepass").split("\0")
        stretches = [tuple(map(int, run.split(":"))) for run in runs.split()]
        if any(len(run) != 3 for run in stretches):
            raise ValueError("expected stretches of a text, its number, beginning and end each")
        known = dict(zip(seen[::2], seen[1::2], strict=True)) if alone else None
        return cls(int(status), known, digests.split(), stretches)  # type: ignore[arg-type]


def question(
    format: str = "terminal",
    fail_on: str = "contradiction",
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    *,
    rulings: bool,
    revised: bool = False,
    engine: str = "auto",
    shape: tuple[int | None, bool],
) -> str:
    """A name for what is asked of a check, `revised` with the rulings of a revision, and for how its report is to look:
    how wide, and whether in colours.
    """
    rules = tuple(select or ()), tuple(ignore or ())
    return digest(repr((format, fail_on, *rules, rulings, revised, engine, shape)))


def folder_of(cache: str | os.PathLike[str], root: str) -> str:
    """Where a cache keeps what it knows of a corpus, whose place is told without links."""
    return os.path.join(cache, f"corpus-{digest(os.fsencode(root))}")


def head_name(question: str) -> str:
    return f"again-{question}"


def text_name(question: str, number: int) -> str:
    return f"text-{question}-{number}"


def told_again(given: Mapping[str, Any], environment: Mapping[str, str]) -> int | None:
    """Shows a report again and gives its exit status, as `check` would with these arguments; None, and nothing is
    shown, where `check` has to be asked.
    """
    plain = {name: given[name] for name in ("format", "fail_on", "select", "ignore", "engine") if name in given}
    cache, output, rulings = given.get("cache"), given.get("output"), not given.get("no_rulings", False)
    if cache is None or {"watch", "master", "rulings_from"} & given.keys():
        return None
    if rulings and any(map(environment.get, UNDER_REVIEW)):
        return None
    root = _root(given.get("corpus"))
    if root is None or _is_below(os.path.realpath(cache), root):
        return None
    program = known_program(os.fspath(cache))
    if program is None:
        return None
    known = found(folder_of(cache, root), program, root, question(**plain, rulings=rulings, shape=shape_of(output)))
    if known is None:
        return None
    status, pieces = known
    try:
        put(pieces, output)
    except BrokenPipeError:
        raise
    except OSError:
        return None
    return status


def _root(corpus: str | os.PathLike[str] | None) -> str | None:
    """The folder that a corpus is in, without links on the way; None where there is none."""
    if corpus is not None:
        return os.path.realpath(corpus) if os.path.isdir(corpus) else None
    folder = os.path.realpath(os.curdir)
    while not os.path.isdir(os.path.join(folder, "claims")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None
    return folder


def _is_below(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def found(
    folder: str | os.PathLike[str], program: str, root: str, question: str
) -> tuple[int, list[memoryview]] | None:
    """The exit status and the report, in pieces of UTF-8, as this program kept them in a folder; None where it did not,
    or something they rest on has changed.
    """
    known = body_of(os.path.join(folder, head_name(question)), program)
    try:
        head = Head.of_bytes(known or b"")
    except ValueError:
        return None
    if head.seen is None or not _are_as_seen(root, head.seen):
        return None
    texts = []
    for number, of_text in enumerate(head.digests):
        text = body_of(os.path.join(folder, text_name(question, number)), program, of_text)
        if text is None:
            return None
        texts.append(text)
    pieces = cut(head.runs, texts)
    return None if pieces is None else (head.status, pieces)


def cut(runs: Iterable[Stretch], texts: Sequence[bytes]) -> list[memoryview] | None:
    """These stretches of the texts; None where they do not have them."""
    views = [memoryview(text) for text in texts]
    try:
        if any(not 0 <= start <= end <= len(views[text]) for text, start, end in runs):
            return None
        return [views[text][start:end] for text, start, end in runs]
    except IndexError:
        return None


# -- whether all is as it was ---------------------------------------------------------------------------------------


def _are_as_seen(root: str, seen: Mapping[str, str]) -> bool:
    """Whether each of these files and folders (`claims/`) is there, is no link, and is what it was."""
    files = []
    folders = {part for path in seen for part in _folders(path)}
    try:
        for folder in folders:
            place = os.path.join(root, folder)
            if f"{folder}/" in seen and not os.path.lexists(place):
                continue
            if not stat.S_ISDIR(os.lstat(place).st_mode):
                return False
        for path, known in seen.items():
            place = os.path.join(root, path)
            if not path.endswith("/"):
                files.append((-os.lstat(place).st_mtime_ns, place, known))
            elif _listed(place) != known:
                return False
        # what was written last first: if anything has changed, that has
        return all(_content(place) == known for _, place, known in sorted(files))
    except (OSError, ValueError):
        return False


def _folders(path: str) -> list[str]:
    """The folders on the way to a file or into a folder, from the root on."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: number + 1]) for number in range(len(parts))]


def _listed(folder: str) -> str:
    try:
        return digest(*map(os.fsencode, sorted(os.listdir(folder))))
    except FileNotFoundError:
        return digest()


def _content(place: str) -> str | None:
    with os.fdopen(os.open(place, _FLAGS), "rb") as stream:
        return digest_of(stream) if stat.S_ISREG(os.fstat(stream.fileno()).st_mode) else None
