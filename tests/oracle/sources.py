"""Sources of a small world, and what is known of their publication days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from oracle.times import CALENDAR, written
from oracle.worlds import Guarded, Space


@dataclass(frozen=True, slots=True)
class SourceOf:
    """A source published on some day from `first` to `last`; `inferred` makes that an assumption."""

    id: str
    first: int
    last: int
    inferred: bool = False

    @property
    def variable(self) -> str:
        return f"published {self.id}"

    @property
    def known(self) -> bool:
        return self.first == self.last and not self.inferred

    @property
    def possible(self) -> Sequence[int]:
        return CALENDAR if self.inferred else self.window

    @property
    def window(self) -> Sequence[int]:
        """The days that the header gives."""
        return range(self.first, self.last + 1)

    @property
    def header(self) -> dict[str, Any]:
        text = written(self.first) if self.first == self.last else f"{written(self.first)}..{written(self.last)}"
        return {"published": text} | ({"published-because": "the words of the text"} if self.inferred else {})

    def assumptions(self, space: Space) -> Iterator[Guarded]:
        if self.inferred:
            allowed = space.where([self.variable], lambda p: p in self.window)
            yield Guarded(frozenset({f"published:{self.id}"}), allowed)
