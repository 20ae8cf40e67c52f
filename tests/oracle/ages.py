"""Ages in a small world: the full years for which they can be told, and how they compare as figures.

Readings where the design leaves room:

* `over 70` begins with 70 full years, and no age is below nothing;
* as figures, ages of one day are one number. Without a time an age says nothing, but under `same-period:<claim>` it is
  of a day that another states and that had come by then, or, if none does, of one day with all such; those of one
  unknown day are of the same under that assumption.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import chain, combinations
from operator import or_
from typing import Any

from oracle.quantities import Amount
from oracle.sources import SourceOf
from oracle.times import Ago, OnDayOf, Period, Time, written
from oracle.worlds import Family, Guarded, Space, minimal_sets

YEARS = range(25)
NOMINAL = ("zh", "ja", "ko", "vi")
"""Languages in which the year of birth may be counted as the first."""
UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Years(Amount):
    """So many years, as written."""

    def __str__(self) -> str:
        return super(Years, self).__str__().replace("USD", "years")


@dataclass(frozen=True, slots=True)
class LifeSource(SourceOf):
    language: str = "en"

    @property
    def header(self) -> dict[str, Any]:
        return {**super(LifeSource, self).header, "language": self.language}


@dataclass(frozen=True, slots=True)
class AgeClaim:
    id: str
    source: str
    amount: Years
    at: Time | None = None

    @property
    def full_id(self) -> str:
        return f"{self.source}/{self.id}"

    @property
    def written(self) -> dict[str, Any]:
        told = {"id": self.id, "subject": "a", "property": "age", "is": str(self.amount)}
        return told | ({"at": str(self.at)} if self.at is not None else {})

    @property
    def choices(self) -> tuple[str, ...]:
        """Assumptions under which it says more."""
        return ("full-years", *(() if self.amount.hedge else ("rounding",)))

    def allowed(self, accepted: Iterable[str], *, nominal: bool) -> frozenset[int]:
        """The full years that may be told so."""
        meant = self.amount.rounded if "rounding" in accepted else self.amount.sure
        less = range(1) if "full-years" in accepted else range(3 if nominal else 2)
        told = {
            n
            for n in range(YEARS[-1] + 3)
            if meant.low <= n <= meant.high and not (meant.high_open and n == meant.high)
        }
        return frozenset(years for years in YEARS if any(years + more in told for more in less))


def by_figures(ages: list[AgeClaim], sources: Mapping[str, LifeSource]) -> Family:
    """The smallest sets of claims and assumptions that clash because two numbers are told of one day."""
    periods = {age: _period(age, sources[age.source]) for age in ages}
    told = Counter(name for name, _, _ in periods.values())
    if not told[""]:
        told = Counter({name: number for name, number in told.items() if number > 1})
    del told[""]
    if not told and len(ages) < 2:
        return frozenset()
    space = Space(dict.fromkeys((*told, UNSTATED), YEARS))
    return minimal_sets(space.everything, _told(periods, sources, space))


def _told(
    periods: Mapping[AgeClaim, tuple[str, int | None, bool]], sources: Mapping[str, LifeSource], space: Space
) -> Iterator[Guarded]:
    for age, (name, _, known) in periods.items():
        source = sources[age.source]
        stated = {other for other, first, sure in periods.values() if sure and (first is None or first <= source.last)}
        days = {name} if name else stated or {UNSTATED}
        if not days <= set(space.names):
            continue
        needed = {age.full_id} | ({f"same-period:{age.full_id}"} if not known else set())
        if source.inferred and isinstance(age.at, Ago):
            needed.add(f"published:{source.id}")
        for accepted in subsets(age.choices):
            allowed = age.allowed(accepted, nominal=source.language in NOMINAL)
            worlds = reduce(or_, (space.where([day], lambda years, allowed=allowed: years in allowed) for day in days))
            yield Guarded(frozenset({*needed, *(f"{choice}:{age.full_id}" for choice in accepted)}), worlds)


def _period(age: AgeClaim, source: LifeSource) -> tuple[str, int | None, bool]:
    """A name for the day it is told of, the first that this can be, and whether the claim itself says which it is."""
    match age.at:
        case None:
            return "", None, False
        case OnDayOf():
            return str(age.at), None, True
        case Period(first, last):
            return str(age.at), first, first == last
        case Ago():
            name = written(source.first) if source.first == source.last else source.header["published"]
            return name, source.first, source.first == source.last
    raise ValueError(age.at)


def subsets(choices: tuple[str, ...]) -> Iterator[frozenset[str]]:
    return map(frozenset, chain.from_iterable(combinations(choices, size) for size in range(len(choices) + 1)))
