"""Which of many stretches share a point: found in the order of their beginnings, without trying every two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

__all__ = ["overlapping", "stretch"]


def stretch(lo: int | None, hi: int | None) -> tuple[float, float]:
    """From the first to the last day, None being no end."""
    return -inf if lo is None else lo, inf if hi is None else hi


def overlapping(stretches: Sequence[tuple[float, float]]) -> Iterator[tuple[int, int]]:
    """The places of each two stretches that share a point, ends included; one whose ends are reversed shares none."""
    going: list[int] = []
    for place in sorted(range(len(stretches)), key=stretches.__getitem__):
        first, last = stretches[place]
        going = [earlier for earlier in going if stretches[earlier][1] >= first]
        if first <= last:
            yield from ((earlier, place) for earlier in going)
            going.append(place)
