"""States in a small world: one value a day, and every claim about the state leaves some histories over.

Readings where the design leaves room:

* a start, unless a denied one, lies on or before publication; it rules the value out for the day before it, an end for
  the day after it; neither looks further back or on;
* two claims with `since` for one value clash where one of them tells that the value held on the day the other has it
  begin: it tells so up to its own `until`, or else to its publication. Elsewhere they rest on `unbroken:<state>`, which
  any stated end of the value defeats;
* what begins on a day is what holds at its end, so that two values begin on one day only where one of them ended on it;
  that none did is `unbroken:<state>` again, and defeated alike;
* an end that is still ahead at publication is no end: the value holds at publication; nor is one on some later day
  (`until: 1896..`): beside a start it says that nobody tells how long the value held, alone that it held on the day
  before some later day, or still does; it says enough of an end to defeat no-downgrade;
* a state may have a value that nobody names;
* no-downgrade compares any two days; it falls for every move down from a rung as soon as a claim ends that rung or
  begins a lower one, whenever that was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations
from operator import and_, or_
from typing import Any

from oracle.sources import SourceOf
from oracle.times import From, Time, Whole, possible_days
from oracle.worlds import Family, Guarded, Space, Worlds, minimal_sets

FIRST, LAST = 0, 5
"""Days that claims state. Starts, ends and neighbours reach one day beyond; the next stands for all others."""
DAYS = tuple(range(FIRST - 2, LAST + 3))
UNNAMED = "?"
NO_DOWNGRADE = "no-downgrade"


@dataclass(frozen=True, slots=True)
class StateClaim:
    id: str
    source: str
    values: tuple[str, ...]
    key: str = ""
    """`at`, `during`, `since`, `until`, `before`, `after`, or nothing: seen at publication."""
    times: tuple[Time, ...] = ()
    until: Time | None = None
    """The end stated beside a start."""
    denied: bool = False

    @property
    def full_id(self) -> str:
        return f"{self.source}/{self.id}"

    @property
    def written(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "subject": "a", "property": "state"}
        told["not" if self.denied else "is"] = self.values[0] if len(self.values) == 1 else list(self.values)
        if self.key:
            told[self.key] = str(self.times[0]) if len(self.times) == 1 else [str(time) for time in self.times]
        if self.until is not None:
            told["until"] = str(self.until)
        return told


@dataclass(frozen=True, slots=True)
class StateWorld:
    sources: tuple[SourceOf, ...]
    values: tuple[str, ...]
    ladder: bool
    """Whether the values are the rungs of a ladder, lowest first."""
    claims: tuple[StateClaim, ...]

    def described(self) -> dict[str, Any]:
        state = {"kind": "state", "ladder" if self.ladder else "values": list(self.values)}
        told: dict[str, Any] = {"entities": ["a"], "properties": {"state": state}}
        if self.ladder:
            told["assumptions"] = {NO_DOWNGRADE: "A state does not move down."}
        for source in self.sources:
            told[source.id] = {**source.header, "claims": [c.written for c in self.claims if c.source == source.id]}
        return told

    def with_claims(self, claims: Iterable[StateClaim]) -> StateWorld:
        kept = tuple(claims)
        speaking = {claim.source for claim in kept}
        return replace(self, claims=kept, sources=tuple(s for s in self.sources if s.id in speaking))

    def variables(self) -> dict[str, tuple[Any, ...]]:
        found: dict[str, tuple[Any, ...]] = {}
        for source in self.sources:
            found[source.variable] = DAYS if source.inferred else tuple(source.possible)
        for claim in self.claims:
            if self._rivals(claim) or self._others_begun(claim):
                found[_start(claim)] = self._possible_starts(claim)
        used = {value for claim in self.claims for value in claim.values}
        for day in DAYS:
            found[_on(day)] = (*(value for value in self.values if value in used), UNNAMED)
        return found

    def _rivals(self, claim: StateClaim) -> list[StateClaim]:
        """Other claims of a start of the same value."""
        if claim.key != "since" or claim.denied:
            return []
        return [c for c in self.claims if c != claim and c.key == "since" and not c.denied and c.values == claim.values]

    def _others_begun(self, claim: StateClaim) -> list[StateClaim]:
        """Claims of a start of another value."""
        if claim.key != "since" or claim.denied:
            return []
        return [c for c in self.claims if c.key == "since" and not c.denied and c.values != claim.values]

    def _possible_starts(self, claim: StateClaim) -> tuple[int, ...]:
        source = self._source(claim)
        return tuple(sorted({day for p in source.possible for day in _window(claim.times[0], p)}))

    def _source(self, claim: StateClaim) -> SourceOf:
        return next(source for source in self.sources if source.id == claim.source)

    def clashes(self) -> Family:
        space = Space(self.variables())
        return minimal_sets(space.everything, self.guarded(space))

    def guarded(self, space: Space) -> Iterator[Guarded]:
        for source in self.sources:
            yield from source.assumptions(space)
        for claim in self.claims:
            source = self._source(claim)
            days = DAYS if source.inferred else tuple(source.possible)
            accepted = frozenset({claim.full_id})
            if source.inferred:
                told = (space.equal(source.variable, p) & self._told(claim, p, space, appeared=False) for p in days)
                yield Guarded(accepted, reduce(or_, told))
                accepted |= {f"published:{source.id}"}
            told = (space.equal(source.variable, p) & self._told(claim, p, space, appeared=True) for p in days)
            yield Guarded(accepted, reduce(or_, told))
        yield from self._one_start(space)
        if self.ladder:
            yield Guarded(frozenset({NO_DOWNGRADE}), self._never_down(space))

    def _told(self, claim: StateClaim, published: int, space: Space, *, appeared: bool) -> Worlds:
        """The histories it allows, given its publication day; what it tells had begun when it `appeared`."""
        everything, nothing = space.everything, 0

        def holds(day: int) -> Worlds:
            shown = reduce(or_, (space.equal(_on(day), value) for value in claim.values))
            return everything ^ shown if claim.denied else shown

        def ruled_out(day: int) -> Worlds:
            """A start or an end of a denied value says nothing of the day beyond it."""
            return everything if claim.denied else everything ^ holds(day)

        def throughout(days: Iterable[int]) -> Worlds:
            return reduce(and_, map(holds, days), everything)

        def began(time: Time) -> Worlds:
            variable = _start(claim)
            found = nothing
            for start in _window(time, published):
                if appeared and start > published and not claim.denied:
                    continue
                if isinstance(claim.until, From) and self._end(claim, claim.until, open_too=True) is not None:
                    here = ruled_out(start - 1)
                    found |= here & (space.equal(variable, start) if variable in space.names else everything)
                    continue
                told_end = self._end(claim, claim.until)
                for end in [None] if told_end is None else _window(told_end, published):
                    here = ruled_out(start - 1) & throughout(range(start + 1, published + 1 if end is None else end))
                    if end is not None:
                        here &= ruled_out(end + 1)
                    found |= here & (space.equal(variable, start) if variable in space.names else everything)
            return found

        def one(key: str, time: Time) -> Worlds:
            window = _window(time, published)
            match key:
                case "since":
                    return began(time)
                case "until" if self._end(claim, time, open_too=True) is None:
                    return holds(published)
                case "until" if isinstance(time, From):
                    return reduce(or_, (holds(day) for day in DAYS if day >= time.first - 1))
                case "until":
                    return reduce(or_, (holds(end - 1) & ruled_out(end + 1) for end in window))
                case "before":
                    return reduce(or_, (holds(day - 1) for day in window))
                case "after":
                    return reduce(or_, (holds(day + 1) for day in window))
            if key == "during" or isinstance(time, Whole):
                return throughout(window)
            return reduce(or_, map(holds, window))

        if not claim.key:
            return holds(published)
        return reduce(and_, (one(claim.key, time) for time in claim.times))

    def _one_start(self, space: Space) -> Iterator[Guarded]:
        for one, other in combinations(self.claims, 2):
            if other in self._others_begun(one) and not (
                self._ended_between(one, other) or self._ended_between(other, one)
            ):
                unbroken = frozenset({one.full_id, other.full_id, "unbroken:a/state"})
                yield Guarded(unbroken, space.where([_start(one), _start(other)], lambda a, b: a != b))
            if other not in self._rivals(one):
                continue
            same = space.where([_start(one), _start(other)], lambda a, b: a == b)
            for first, second in ((one, other), (other, one)):
                if isinstance(first.until, From):
                    same |= space.where([_start(first), _start(second)], lambda one, other: one < other)
                    continue
                over = self._told_until(first)
                names = [self._source(first).variable, _start(second)]
                same |= space.where(names, lambda p, start, over=over: (p if over is None else over) < start)
            yield Guarded(frozenset({one.full_id, other.full_id}), same)
            if not self._ended_between(one, other):
                unbroken = frozenset({one.full_id, other.full_id, "unbroken:a/state"})
                yield Guarded(unbroken, space.where([_start(one), _start(other)], lambda a, b: a == b))

    def _told_until(self, claim: StateClaim) -> int | None:
        """The last day that a claim of a start tells of, if it is not its publication."""
        end = self._end(claim, claim.until)
        return None if end is None else _window(end, 0)[-1] - 1

    def _end(self, claim: StateClaim, time: Time | None, *, open_too: bool = False) -> Time | None:
        """The end that a claim states, unless it is still ahead at publication."""
        if time is None or (isinstance(time, From) and not open_too):
            return None
        newest = self._source(claim).last
        return None if _window(time, newest)[0] > newest else time

    def _ended_between(self, one: StateClaim, other: StateClaim) -> bool:
        """Whether an end of their value is told that may lie between these two starts."""
        latest = max(_window(c.times[0], p)[-1] for c in (one, other) for p in self._source(c).window)
        return any(
            value == one.values[0] and min(_window(time, p)[0] for p in self._source(claim).window) <= latest
            for value, claim, time in self._ends()
        )

    def _ended(self) -> set[str]:
        """Values whose end is told, or told to be unknown."""
        return {value for value, _, _ in self._ends(open_too=True)}

    def _ends(self, *, open_too: bool = False) -> Iterator[tuple[str, StateClaim, Time]]:
        for claim in self.claims:
            for time in (claim.until,) if claim.key != "until" else claim.times:
                if not claim.denied and time is not None and self._end(claim, time, open_too=open_too) is not None:
                    yield claim.values[0], claim, time

    def _never_down(self, space: Space) -> Worlds:
        stated = [claim for claim in self.claims if not claim.denied]
        ended = self._ended()
        begun = {claim.values[0] for claim in stated if claim.key == "since"}
        used = [value for value in self.values if value in {v for c in self.claims for v in c.values}]
        found = space.everything
        for index, rung in enumerate(used):
            lower = used[:index]
            if not lower or rung in ended or begun & set(lower):
                continue
            fallen = 0
            for day in reversed(DAYS):
                found &= space.everything ^ (space.equal(_on(day), rung) & fallen)
                fallen |= reduce(or_, (space.equal(_on(day), value) for value in lower))
        return found


def _on(day: int) -> str:
    return f"on {day}"


def _start(claim: StateClaim) -> str:
    return f"start {claim.full_id}"


def _window(time: Time, published: int) -> range:
    first, last, _ = possible_days(time, published, None)
    return range(first, last + 1)
