"""Questions with too many claims to list every clash: one witness for each camp, found in one sweep, and the rest
counted.

A sweep over runs of days in the order of their beginnings keeps the two furthest ends that belong to different
values. Each value that shares a day with another one meets some such pair: of two overlapping runs, the one
that begins later finds, among those before it, an end of another value at least as far as its rival's - and if
that is not the rival, the two of them overlap as well, further back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from validator.values.dataclass import dataclass, replace

Value = int
"""A value, of an event a window of days, by its number among those of the question, in their order."""


class Run(NamedTuple):
    """Every day from `first` to `last` has `value`, says the claim at `address`."""

    first: int
    last: int
    value: Value
    address: int


@dataclass(frozen=True, slots=True)
class Clash:
    """A witness of a camp, with a claim of another camp it cannot go with."""

    value: Value
    address: int
    against: int


def witnesses(runs: Iterable[Run]) -> list[Clash]:
    """One clash for each value that shares a day with another, in the order in which the sweep meets them."""
    found: dict[Value, Clash] = {}
    best: Run | None = None
    second: Run | None = None
    for run in sorted(runs):
        if run.first > run.last:
            continue
        rival = second if best is not None and best.value == run.value else best
        if rival is not None and rival.last >= run.first:
            found.setdefault(run.value, Clash(run.value, run.address, rival.address))
            found.setdefault(rival.value, Clash(rival.value, rival.address, run.address))
        if best is None or run.last > best.last:
            if best is not None and best.value != run.value:
                second = best
            best = run
        elif run.value != best.value and (second is None or run.last > second.last):
            second = run
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Heat:
    """What a sweep over a hot question found."""

    clashes: list[Clash]
    sizes: Mapping[Value, int]
    """Claims of each camp."""
    claims: int
    unheard: int
    """Claims the sweep could not compare: of a vague time, or a start or end that does not fit its own value."""
    someone: int = 0
    """The first claim of the question."""
    alone: Sequence[int] = ()
    """Claims of the question that are read one by one."""
    heard: Sequence[int] = ()
    """Those of them that the sweep could compare."""

    @property
    def addresses(self) -> set[int]:
        """Claims that a finding names."""
        return {a for clash in self.clashes for a in (clash.address, clash.against)} | {self.someone}

    @property
    def brief(self) -> Heat:
        """The same with its first clash only, where the others are told already."""
        return replace(self, clashes=self.clashes[:1], sizes={})


def heat_of_event(rows: list[tuple[int, int, int, int]], claims: int, someone: int) -> Heat:
    """`rows`: each distinct window with its first claim and the number of its claims, in order."""
    if not rows:
        return Heat([], {}, claims, claims, someone)
    early = min(rows, key=lambda r: (r[1], r[2]))
    late = max(rows, key=lambda r: (r[0], -r[2]))
    clashes: list[Clash] = []
    sizes: dict[Value, int] = {}
    for number, (lo, hi, address, count) in enumerate(rows):
        sizes[number] = count
        if lo > early[1]:
            clashes.append(Clash(number, address, early[2]))
        elif hi < late[0]:
            clashes.append(Clash(number, address, late[2]))
    return Heat(clashes, sizes, claims, claims - sum(sizes.values()), someone)
