"""Finite worlds as bits: a set of worlds is one integer, a claim is the set of worlds in which it is true."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import combinations, groupby, islice, product, starmap
from math import prod
from operator import itemgetter, or_

Worlds = int
"""A set of worlds; bit n stands for the n-th world of the space."""
Family = frozenset[frozenset[str]]
"""Minimal sets; each holds full ids of claims and names of assumptions."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """Worlds that remain once all of `literals` (claims and assumptions) are accepted."""

    literals: frozenset[str]
    worlds: Worlds


class Space:
    """Every combination of the values of some variables."""

    def __init__(self, variables: Mapping[str, Sequence[Hashable]]) -> None:
        self.names = tuple(variables)
        self.values = tuple(tuple(values) for values in variables.values())
        self._equal: dict[tuple[str, Hashable], Worlds] = {}
        self.size = prod(len(values) for values in self.values)

    @cached_property
    def everything(self) -> Worlds:
        return (1 << self.size) - 1

    def equal(self, name: str, value: Hashable) -> Worlds:
        """The worlds in which the variable `name` has the value; none if it never has."""
        if (name, value) not in self._equal:
            self._equal[name, value] = self.where([name], lambda other: other == value)
        return self._equal[name, value]

    def where(self, names: Iterable[str], holds: Callable[..., bool]) -> Worlds:
        """The worlds in which `holds` is true of the values of the variables `names`."""
        asked = tuple(names)
        positions = [self.names.index(name) for name in asked]
        order = sorted(set(positions))
        chosen = product(*(self.values[position] for position in order))
        if positions != order:
            chosen = map(itemgetter(*(order.index(position) for position in positions)), chosen)
        return self._lay_out(0, self.size, order, starmap(holds, chosen))

    def _lay_out(self, position: int, size: int, asked: Sequence[int], choices: Iterator[bool]) -> Worlds:
        """The choices in their order, each for every world that agrees with it in the variables `asked`."""
        if not asked:
            return (1 << size) - 1 if next(choices) else 0
        count = len(self.values[position])
        width = size // count
        if asked == [position]:
            return _in_blocks(islice(choices, count), width)
        if position == asked[0]:
            blocks = (self._lay_out(position + 1, width, asked[1:], choices) << (n * width) for n in range(count))
            return reduce(or_, blocks)
        block = self._lay_out(position + 1, width, asked, choices)
        worlds, filled = block, width
        while filled < size:
            worlds |= worlds << filled
            filled *= 2
        return worlds & ((1 << size) - 1)


def _in_blocks(choices: Iterable[bool], width: int) -> Worlds:
    """Blocks of worlds side by side, each of which is taken whole or left out."""
    if width == 1:
        return int(bytes(choices).translate(_DIGITS)[::-1], 2)
    worlds, start = 0, 0
    for taken, run in groupby(choices, bool):
        length = len(tuple(run)) * width
        if taken:
            worlds |= ((1 << length) - 1) << start
        start += length
    return worlds


_DIGITS = bytes.maketrans(b"\0\1", b"01")


def minimal_sets(everything: Worlds, guarded: Iterable[Guarded]) -> Family:
    """All smallest sets of literals that no world satisfies: every subset is tried that holds no smaller clash.

    Raises ValueError if no world is left before anything is accepted.
    """
    start = everything
    conditional = []
    for one in guarded:
        if one.literals:
            conditional.append(one)
        else:
            start &= one.worlds
    if not start:
        raise ValueError("no world satisfies the vocabulary alone")
    literals = sorted({literal for one in conditional for literal in one.literals})
    rank = {literal: index for index, literal in enumerate(literals)}
    completed_by: list[list[tuple[int, Worlds]]] = [[] for _ in literals]
    for one in conditional:
        needed = sum(1 << rank[literal] for literal in one.literals)
        completed_by[max(rank[literal] for literal in one.literals)].append((needed, one.worlds))
    clashes: list[int] = []

    def extend(index: int, chosen: int, worlds: Worlds) -> None:
        if index == len(literals):
            return
        extend(index + 1, chosen, worlds)
        grown = chosen | 1 << index
        left = worlds
        for needed, allowed in completed_by[index]:
            if needed & grown == needed:
                left &= allowed
        if left:
            extend(index + 1, grown, left)
        else:
            clashes.append(grown)

    extend(0, 0, start)
    return frozenset(
        frozenset(literal for literal, index in rank.items() if clash >> index & 1) for clash in _smallest(clashes)
    )


def smallest_clashes(literals: Sequence[str], consistent: Callable[[frozenset[str]], bool]) -> Family:
    """All smallest sets of literals that are not `consistent`; every subset is tried that holds no smaller clash."""
    found: list[frozenset[str]] = []
    for size in range(1, len(literals) + 1):
        for chosen in map(frozenset, combinations(literals, size)):
            if not any(known <= chosen for known in found) and not consistent(chosen):
                found.append(chosen)
    return frozenset(found)


def _smallest(clashes: Iterable[int]) -> list[int]:
    found: list[int] = []
    for clash in sorted(clashes, key=lambda mask: (mask.bit_count(), mask)):
        if not any(known & clash == known for known in found):
            found.append(clash)
    return found
