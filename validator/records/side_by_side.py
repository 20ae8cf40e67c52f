"""One piece of work on many items, done by several processes where that pays."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_WORK: list[Any] = []
"""What the processes work on. They are copies of the process that starts them and so have it already."""


def processors() -> int:
    """How many processes can run at once; 1 where a process cannot be copied."""
    if not hasattr(os, "fork"):
        return 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return usable or 1


def side_by_side(work: Callable[[Item], Result], items: Sequence[Item], processes: int) -> list[Result]:
    """The result for each item, in their order. What `work` changes beside its result is lost with its process.

    Where processes cannot be started, all is done in this one.
    """
    if min(processes, len(items)) < 2 or _WORK:
        return [work(item) for item in items]
    from multiprocessing import get_context

    _WORK[:] = [work, items]
    try:
        pool = get_context("fork").Pool(min(processes, len(items)))
    except (OSError, ImportError, ValueError):
        _WORK.clear()
        return [work(item) for item in items]
    try:
        with pool:
            return pool.map(_result, range(len(items)), chunksize=1)
    finally:
        _WORK.clear()


def _result(number: int) -> Any:
    work, items = _WORK
    return work(items[number])
