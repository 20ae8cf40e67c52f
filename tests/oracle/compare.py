"""What the product finds in a small world beside what trying every world finds."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

import small_corpus
import yaml

from oracle.worlds import Family
from validator.judgement.engine import Judgement, judge
from validator.records.opening import load


class SmallWorld(Protocol):
    """A corpus small enough that every world it speaks of can be tried."""

    @property
    def claims(self) -> Sequence[Any]: ...

    def with_claims(self, claims: Iterable[Any], /) -> Self: ...

    def described(self) -> dict[str, Any]:
        """The corpus as `small_corpus.write_parsed` takes it."""

    def clashes(self) -> Family:
        """The smallest sets of claims and assumptions that no world satisfies."""


World = TypeVar("World", bound=SmallWorld)


def judged(described: dict[str, Any]) -> Judgement:
    """Judges the corpus as written and read back. Raises AssertionError where a record was refused or a rule failed."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = load(small_corpus.write_parsed(Path(folder), described))
    assert not corpus.faults, corpus.faults
    judgement = judge(corpus)
    assert not judgement.crashes, judgement.crashes
    return judgement


def found(described: dict[str, Any]) -> Family:
    """The minimal sets that the product finds."""
    conflicts = judged(described).conflicts
    assert not conflicts.capped
    return frozenset(frozenset((*one.claims, *one.assumptions)) for one in conflicts.found)


def expected(world: SmallWorld) -> Family:
    """The minimal sets that no world satisfies and that hold a claim."""
    claims = {claim.full_id for claim in world.claims}
    return frozenset(one for one in world.clashes() if one & claims)


def disagree(world: SmallWorld) -> bool:
    return found(world.described()) != expected(world)


def shrunk(world: World, wrong: Callable[[World], bool] = disagree) -> World:
    """A world of as few claims as still goes wrong: leaving out any one more makes it right."""
    for claim in world.claims:
        smaller = world.with_claims(c for c in world.claims if c != claim)
        if smaller.claims and wrong(smaller):
            return shrunk(smaller, wrong)
    return world


def complaint(world: SmallWorld, seed: int) -> str:
    """A disagreement as a corpus to try, with what either side finds."""
    should, does = expected(world), found(world.described())
    return "\n".join(
        (
            f"seed {seed}:",
            yaml.safe_dump(world.described(), sort_keys=False, default_flow_style=None, width=140),
            *(f"missed: {sorted(one)}" for one in should - does),
            *(f"wrongly found: {sorted(one)}" for one in does - should),
            *(f"rightly found: {sorted(one)}" for one in does & should),
        )
    )


@dataclass(slots=True)
class Tally:
    """What the tried worlds held, so that nobody takes an empty run for a proof."""

    worlds: int = 0
    consistent: int = 0
    sets: Counter[str] = field(default_factory=Counter)

    def add(self, family: Family, claims: Iterable[str]) -> None:
        known = set(claims)
        self.worlds += 1
        self.consistent += not family
        for one in family:
            self.sets[f"{min(len(one & known), 4)} claims"] += 1
            self.sets["with assumptions" if one - known else "without assumptions"] += 1

    def __str__(self) -> str:
        held = ", ".join(f"{name}: {count}" for name, count in sorted(self.sets.items()))
        return f"{self.worlds} worlds, {self.consistent} consistent; sets of {held}"


def compare(make: Callable[[int], World], seeds: Iterable[int]) -> Tally:
    """Compares worlds, one a seed. Raises AssertionError with the smallest form of the first disagreement."""
    tally = Tally()
    for seed in seeds:
        world = make(seed)
        should = expected(world)
        if found(world.described()) != should:
            raise AssertionError(complaint(shrunk(world), seed))
        tally.add(should, (claim.full_id for claim in world.claims))
    return tally


def share(of: int) -> range:
    """Seeds of one family in an ordinary run; `ORACLE_WORLDS` asks for more or fewer than 1,200 in all."""
    return range(int(os.environ.get("ORACLE_WORLDS", "1200")) * of // 100)
