"""One piece of work on many items, done by several processes where that pays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import IO, Any, Final, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_TICKETS: Final = 512
"""Tickets that are handed out at most: all of them fit into the smallest pipe."""
_BYTES: Final = 4
_LENGTH: Final = 8
"""Bytes that tell how many bytes of a result follow."""
_is_copy = False


def processors() -> int:
    """How many processes can run at once; 1 where this one cannot be copied, or has threads that a copy would lack."""
    if not hasattr(os, "fork") or _has_threads():
        return 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return usable or 1


def _has_threads() -> bool:
    """Whether this process has several threads, be they Python's or a library's; False where that is not known."""
    with suppress(OSError):
        return len(os.listdir("/proc/self/task")) > 1
    return False


def side_by_side(work: Callable[[Item], Result], items: Sequence[Item], processes: int) -> list[Result]:
    """The result for each item, in their order. What `work` changes beside its result is lost with its process.

    This process works too, and copies of it take what it has not come to yet. What a copy does not finish, because it
    fails or cannot be started, is done here.
    """
    copies = min(processes, len(items)) - 1
    done: dict[int, Result] = {}
    if copies > 0 and not _is_copy:
        with suppress(OSError):
            for number, result in _shared(work, items, copies):
                done[number] = result
    return [done[number] if number in done else work(item) for number, item in enumerate(items)]


def _shared(work: Callable[[Item], Result], items: Sequence[Item], copies: int) -> Iterator[tuple[int, Result]]:
    import signal
    import tempfile

    started: dict[int, _Told] = {}
    with ExitStack() as opened:
        tickets = opened.enter_context(_tickets(len(items)))
        files = [opened.enter_context(tempfile.TemporaryFile(buffering=0)) for _ in range(copies)]
        try:
            with suppress(OSError):
                for file in files:
                    if (copy := os.fork()) == 0:
                        _work_as_copy(work, items, tickets, file)
                    started[copy] = _Told(file.fileno())
            for one in _taken(work, items, tickets):
                yield one
                for told in started.values():  # read on the way, so that no copy is idle while this is done
                    yield from told
            for copy in tuple(started):
                os.waitpid(copy, 0)
                yield from started.pop(copy)
        finally:
            for copy in started:
                os.kill(copy, signal.SIGKILL)
                os.waitpid(copy, 0)


def _tickets(items: int) -> IO[bytes]:
    """A pipe that holds the numbers of all items, from which each process takes some as it comes to them."""
    reading, writing = os.pipe()
    with open(writing, "wb") as pipe:
        for first in range(0, items, _stride(items)):
            pipe.write(first.to_bytes(_BYTES, "little"))
    return open(reading, "rb", buffering=0)


def _stride(items: int) -> int:
    return -(-items // _TICKETS)


def _taken(work: Callable[[Item], Result], items: Sequence[Item], tickets: IO[bytes]) -> Iterator[tuple[int, Result]]:
    while ticket := tickets.read(_BYTES):
        first = int.from_bytes(ticket, "little")
        for number in range(first, min(first + _stride(len(items)), len(items))):
            yield number, work(items[number])


def _work_as_copy(work: Callable[[Item], Result], items: Sequence[Item], tickets: IO[bytes], file: IO[bytes]) -> None:
    """What a copy of the process does. It ends here and says nothing: what it leaves undone is done, and told, by the
    process it is a copy of.
    """
    global _is_copy
    _is_copy = True
    try:
        import pickle

        for one in _taken(work, items, tickets):
            result = pickle.dumps(one, pickle.HIGHEST_PROTOCOL)
            _write(file, len(result).to_bytes(_LENGTH, "little") + result)
    finally:
        os._exit(0)


def _write(file: IO[bytes], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


class _Told:
    """The results that a copy has written so far, each told once."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._start = 0

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        import pickle

        end = os.fstat(self._file).st_size
        while (start := self._start + _LENGTH) <= end:
            length = int.from_bytes(os.pread(self._file, _LENGTH, self._start), "little")
            if start + length > end:
                return
            self._start = start + length
            yield pickle.loads(_read(self._file, start, length))


def _read(file: int, start: int, length: int) -> bytes:
    found = b""
    while len(found) < length:
        found += os.pread(file, length - len(found), start + len(found))
    return found
