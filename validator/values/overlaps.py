"""Which of many stretches share a point: found in the order of their beginnings, without trying every two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

__all__ = ["overlapping", "stretch"]

_NEVER: Final = 1 << 100
"""No day has this number, or one below its negative."""


def stretch(lo: int | None, hi: int | None) -> tuple[int, int]:
    """From the first to the last day, None being no end."""
    return -_NEVER if lo is None else lo, _NEVER if hi is None else hi


def overlapping(stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places of each two stretches that share a point, ends included; one whose ends are reversed shares none."""
    going: list[int] = []
    for place in sorted(range(len(stretches)), key=stretches.__getitem__):
        first, last = stretches[place]
        going = [earlier for earlier in going if stretches[earlier][1] >= first]
        if first <= last:
            yield from ((earlier, place) for earlier in going)
            going.append(place)
