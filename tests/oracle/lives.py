"""Lives in a small world: somebody is born on one day and dies on another, and every claim leaves some pairs over.

Days are those of few stretches in each of many years, so that every order of two days within a year can be had beside
those that claims name.

Readings where the design leaves room:

* an age is of some day in its time, in either calendar, and does not say whether that day is past;
* between the days of two events, or up to a day of publication that is not known, years are as long as suits them;
* who was born on 29 February may be a year older on the last day of February or on the first of March.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from oracle.ages import NOMINAL, AgeClaim, LifeSource, by_figures, subsets
from oracle.calendars import Styled, doubtful_ends, gregorian, in_old_style, stretches
from oracle.times import Ago, OnDayOf, Period, Time, possible_days, weekday
from oracle.worlds import Family, Guarded, Space, minimal_sets

BORN, DIED = "born", "died"


@dataclass(frozen=True, slots=True)
class DayClaim:
    id: str
    source: str
    event: str
    key: str = ""
    """`when`, `before`, `after`, or nothing."""
    time: Time | Styled | None = None
    denied: bool = False
    weekday: str = ""

    @property
    def full_id(self) -> str:
        return f"{self.source}/{self.id}"

    @property
    def written(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "subject": "a", "property": self.event}
        if self.key:
            told[self.key] = str(self.time)
        if self.denied or not self.key:
            told["mood"] = "denied" if self.denied else "asserted"
        return told | ({"weekday": self.weekday} if self.weekday else {})

    @property
    def choices(self) -> tuple[str, ...]:
        """Assumptions under which it says more."""
        return ("new-style",) if self.time is not None and doubtful_ends(self.time) else ()

    def days_left(
        self, days: Sequence[int], published: int, accepted: frozenset[str], *, appeared: bool
    ) -> frozenset[int]:
        """The days on which the event may fall; what is done had happened when it `appeared`."""
        if self.time is None:
            return frozenset(n for n in days if (n > published if self.denied else n <= published or not appeared))
        meant = stretches(self.time, published, new_style="new-style" in accepted)
        if self.denied:
            return frozenset(n for n in days if any(not first <= n <= last for first, last, _ in meant))
        return frozenset(
            n
            for n in days
            if any(self._fits(n, *stretch) for stretch in meant)
            and (n <= published or not appeared)
            and (not self.weekday or weekday(n) == self.weekday)
        )

    def _fits(self, number: int, first: int, last: int, whole: bool) -> bool:
        match self.key:
            case "before":
                return number < (first if whole else last)
            case "after":
                return number > (last if whole else first)
        return first <= number <= last


@dataclass(frozen=True, slots=True)
class LifeWorld:
    sources: tuple[LifeSource, ...]
    days: tuple[int, ...]
    """Days on which one may be born and die."""
    in_order: bool
    """Whether the vocabulary says that birth comes before death."""
    claims: tuple[DayClaim | AgeClaim, ...]

    def described(self) -> dict[str, Any]:
        properties: dict[str, Any] = {name: {"kind": "event"} for name in (BORN, DIED)}
        if self.in_order:
            properties[BORN]["before"] = [DIED]
        properties["age"] = {"kind": "quantity", "unit": "years", "years-since": BORN}
        told: dict[str, Any] = {"entities": {"a": {"type": "person"}}, "properties": properties}
        for source in self.sources:
            told[source.id] = {**source.header, "claims": [c.written for c in self.claims if c.source == source.id]}
        return told

    def with_claims(self, claims: Iterable[DayClaim | AgeClaim]) -> LifeWorld:
        kept = tuple(claims)
        speaking = {claim.source for claim in kept}
        return replace(self, claims=kept, sources=tuple(s for s in self.sources if s.id in speaking))

    def variables(self) -> dict[str, Sequence[int]]:
        spoken = {c.event for c in self.claims if isinstance(c, DayClaim)}
        ages = [c for c in self.claims if isinstance(c, AgeClaim)]
        if ages:
            spoken.add(BORN)
        if any(isinstance(c.at, OnDayOf) for c in ages):
            spoken.add(DIED)
        found: dict[str, Sequence[int]] = {s.variable: self._may_appear(s) for s in self.sources}
        return found | dict.fromkeys(sorted(spoken), self.days)

    def _may_appear(self, source: LifeSource) -> Sequence[int]:
        """Days around an inferred one and some of every year; all of them where an age is told of it."""
        if not source.inferred:
            return source.window
        told_from = any(
            c.source == source.id and isinstance(c, AgeClaim) and isinstance(c.at, Ago) for c in self.claims
        )
        step = 1 if told_from else 20
        return [d for n, d in enumerate(self.days) if abs(d - source.first) < 15 or n % step == 0]

    def clashes(self) -> Family:
        space = Space(self.variables())
        ages = [claim for claim in self.claims if isinstance(claim, AgeClaim)]
        found = minimal_sets(space.everything, self._guarded(space)) | by_figures(ages, self._by_id())
        return frozenset(one for one in found if not any(other < one for other in found))

    def _by_id(self) -> dict[str, LifeSource]:
        return {source.id: source for source in self.sources}

    def _guarded(self, space: Space) -> Iterator[Guarded]:
        by_id = self._by_id()
        for source in self.sources:
            yield from source.assumptions(space)
        if self.in_order and {BORN, DIED} <= set(space.names):
            yield Guarded(frozenset(), space.where((BORN, DIED), lambda born, died: born <= died))
        for claim in self.claims:
            source = by_id[claim.source]
            for accepted in subsets(claim.choices):
                literals = frozenset({claim.full_id, *(f"{choice}:{claim.full_id}" for choice in accepted)})
                if isinstance(claim, AgeClaim):
                    yield from self._age(claim, source, accepted, literals, space)
                else:
                    yield from self._day(claim, source, accepted, literals, space)

    def _day(
        self, claim: DayClaim, source: LifeSource, accepted: frozenset[str], literals: frozenset[str], space: Space
    ) -> Iterator[Guarded]:
        for appeared in (False, True) if source.inferred else (True,):
            beside = {f"published:{source.id}"} if source.inferred and appeared else set()
            left = {p: claim.days_left(self.days, p, accepted, appeared=appeared) for p in self._may_appear(source)}
            allowed = space.where((claim.event, source.variable), lambda day, p, left=left: day in left[p])
            yield Guarded(literals | beside, allowed)

    def _age(
        self, claim: AgeClaim, source: LifeSource, accepted: frozenset[str], literals: frozenset[str], space: Space
    ) -> Iterator[Guarded]:
        allowed = claim.allowed(accepted, nominal=source.language in NOMINAL)

        apart = frozenset(days for years in allowed for days in range(*_lengths(years)))

        def lie_between(born: int, day: int) -> bool:
            return day - born in apart

        def fits(born: int, first: int, last: int) -> bool:
            return any(full_years(born, first)[0] <= years <= full_years(born, last)[-1] for years in allowed)

        match claim.at:
            case None:
                return
            case OnDayOf():
                yield Guarded(literals, space.where((BORN, DIED), lie_between))
            case Ago() if len(source.possible) > 1:
                yield Guarded(literals, space.where((BORN, source.variable), lie_between))
            case at:
                first, last, _ = possible_days(at, source.first, None)
                if isinstance(at, Period):
                    last = max(last, *map(in_old_style, doubtful_ends(at)), last)
                yield Guarded(literals, space.where([BORN], lambda born: fits(born, first, last)))


@cache
def _lengths(years: int) -> tuple[int, int]:
    """The fewest days in which one can become so many years old, and those in which one surely is older than that."""
    starts = [date(year, 3, 1) for year in range(1601, 2001)]
    least, most = (([(day.replace(year=day.year + n) - day).days for day in starts]) for n in (years, years + 1))
    return min(least), max(most)


@cache
def full_years(born: int, day: int) -> tuple[int, ...]:
    """The birthdays up to `day`; two answers on the one day in a common year where it is a matter of custom."""
    (year, *birthday), (now, *today) = gregorian(born), gregorian(day)
    if birthday == [2, 29] and today == [2, 28] and now % 4 == 0 and (now % 100 != 0 or now % 400 == 0):
        return (now - year - 1,)
    if birthday == [2, 29] and today == [2, 28]:
        return (now - year - 1, now - year)
    return (now - year - (today < birthday),)
