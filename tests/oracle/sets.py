"""Sets in a small world: who belongs on each day, and how many whom nobody names.

Readings where the design leaves room:

* a start and an end are read as for states, member by member, also an end that nobody tells (`until: 1896..`); other
  ends lie on or before publication;
* a claim without a time key says nothing of any day by itself, only that some set could be as it says; read at
  publication it rests on `seen-at:<claim>`, and so does an either-or: a list or number without a time, in a source
  that states the start of a member it lacks (within 366 days before it), is of publication or of the day before that
  start;
* a number may count members that nobody names; they lie outside every group that lists its members, and only of such
  a group is it known who is in it and who is not;
* members stay, those without a name too; a member's staying falls by a stated end, or by a denial that may be later
  than a claim of membership.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations
from operator import and_, or_
from typing import Any

from oracle.sources import SourceOf
from oracle.times import From, Time, Whole, possible_days
from oracle.worlds import Family, Guarded, Space, Worlds, minimal_sets

MEMBERS_PERSIST = "members-persist"
GROUP = "group"
HEDGED: dict[str, Callable[[int, int], bool]] = {
    "exactly": lambda n, told: n == told,
    "at least": lambda n, told: n >= told,
    "over": lambda n, told: n > told,
}
HEDGED |= {"at most": lambda n, told: n <= told, "under": lambda n, told: n < told}


@dataclass(frozen=True, slots=True)
class SetClaim:
    id: str
    source: str
    has: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    denied: tuple[str, ...] = ()
    count: int | None = None
    hedge: str = "exactly"
    key: str = ""
    """`at`, `during`, `since`, `until`, `before`, `after`, or nothing."""
    time: Time | None = None
    left_open: bool = False
    """Whether a claim of a start says that nobody tells the end (`until: <its day>..`)."""
    scope: str = ""
    """`among` or `except` the group, or nothing."""

    @property
    def full_id(self) -> str:
        return f"{self.source}/{self.id}"

    @property
    def written(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "subject": "o", "property": "partners"}
        if self.has:
            told["has"] = list(self.has)
        if self.only is not None:
            told["only"] = list(self.only)
        if self.denied:
            told["not"] = list(self.denied)
        if self.count is not None:
            told["count"] = str(self.count) if self.hedge == "exactly" else f"{self.hedge} {self.count}"
        if self.key:
            told[self.key] = str(self.time)
        if self.left_open:
            assert self.time is not None
            told["until"] = str(From(_window(self.time, 0)[0]))
        if self.scope:
            told[self.scope] = GROUP
        return told


@dataclass(frozen=True, slots=True)
class SetWorld:
    sources: tuple[SourceOf, ...]
    entities: tuple[str, ...]
    group: tuple[str, ...]
    """Members of the one group; it lists them, so nobody else belongs to it."""
    days: tuple[int, ...]
    claims: tuple[SetClaim, ...]

    def described(self) -> dict[str, Any]:
        entities: dict[str, Any] = {id: {"type": "thing"} for id in ("o", *self.entities)}
        entities[GROUP] = {"type": "group", "members": list(self.group)}
        told: dict[str, Any] = {
            "entities": entities,
            "properties": {"partners": {"kind": "set", "assumptions": [MEMBERS_PERSIST]}},
            "assumptions": {MEMBERS_PERSIST: "Who is a member stays one."},
        }
        for source in self.sources:
            told[source.id] = {**source.header, "claims": [c.written for c in self.claims if c.source == source.id]}
        return told

    def with_claims(self, claims: Iterable[SetClaim]) -> SetWorld:
        kept = tuple(claims)
        speaking = {claim.source for claim in kept}
        return replace(self, claims=kept, sources=tuple(s for s in self.sources if s.id in speaking))

    def variables(self) -> dict[str, tuple[Any, ...]]:
        found: dict[str, tuple[Any, ...]] = {}
        for source in self.sources:
            found[source.variable] = self._publication_days(source)
        for claim in self.claims:
            if claim.key == "since":
                days = {d for p in self._publication_days(self._source(claim)) for d in _window(claim.time, p)}
                found[_start(claim)] = tuple(sorted(days))
        used = {x for c in self.claims for x in (*c.has, *(c.only or ()), *c.denied)}
        counts = [c for c in self.claims if c.count is not None]
        if any(c.scope for c in self.claims):
            used |= set(self.group)
        named = tuple(e for e in self.entities if e in used)
        unnamed = max(((c.count or 0) + (c.hedge == "over") for c in counts), default=0)
        for day in self.days:
            for entity in named:
                found[_in(entity, day)] = (False, True)
            found[_unnamed(day)] = tuple(range(unnamed + 1))
        return found

    def _publication_days(self, source: SourceOf) -> tuple[int, ...]:
        return self.days if source.inferred else tuple(source.possible)

    def _source(self, claim: SetClaim) -> SourceOf:
        return next(source for source in self.sources if source.id == claim.source)

    def clashes(self) -> Family:
        space = Space(self.variables())
        return minimal_sets(space.everything, self.guarded(space))

    def guarded(self, space: Space) -> Iterator[Guarded]:
        for source in self.sources:
            yield from source.assumptions(space)
        for claim in self.claims:
            source = self._source(claim)

            def told(source: SourceOf = source, claim: SetClaim = claim, *, appeared: bool = True) -> Worlds:
                days = self._publication_days(source)
                return reduce(
                    or_,
                    (space.equal(source.variable, p) & self._told(claim, p, space, appeared=appeared) for p in days),
                )

            if claim.key and source.inferred:
                yield Guarded(frozenset({claim.full_id}), told(appeared=False))
                yield Guarded(frozenset({claim.full_id, f"published:{source.id}"}), told())
            elif claim.key:
                yield Guarded(frozenset({claim.full_id}), told())
            else:
                possible = self._shown(claim, self.days[0], space)
                yield Guarded(frozenset({claim.full_id}), space.everything if possible else 0)
                yield Guarded(frozenset({claim.full_id, f"seen-at:{claim.full_id}"}), told())
        for one, other in combinations([c for c in self.claims if c.key == "since"], 2):
            if set(one.has) & set(other.has):
                yield from self._one_start(one, other, space)
        yield Guarded(frozenset({MEMBERS_PERSIST}), self._staying(space))

    def _one_start(self, one: SetClaim, other: SetClaim, space: Space) -> Iterator[Guarded]:
        """Two starts of one member, each told to last until its source appeared."""
        published = (self._source(one).variable, self._source(other).variable)
        starts = (_start(one), _start(other))

        def apart(p: int, q: int, s: int, t: int) -> bool:
            """What the one tells to have lasted, if anything, ends before the other's beginning."""
            return s == t or (s if one.left_open else p) < t or (t if other.left_open else q) < s

        both = frozenset({one.full_id, other.full_id})
        yield Guarded(both, space.where((*published, *starts), apart))
        latest = max(_window(c.time, p)[-1] for c in (one, other) for p in self._source(c).window)
        ended = {
            entity
            for claim in self.claims
            if claim.key == "until" and min(_window(claim.time, p)[0] for p in self._source(claim).window) <= latest
            for entity in claim.has
        }
        if not set(one.has) & set(other.has) <= ended:
            yield Guarded(both | {"unbroken:o/partners"}, space.where(starts, lambda s, t: s == t))

    def _told(self, claim: SetClaim, published: int, space: Space, *, appeared: bool) -> Worlds:
        """What the claim allows, given its publication day; what it tells had begun when it had `appeared`."""

        def on(day: int) -> Worlds:
            return self._shown(claim, day, space)

        def out(day: int) -> Worlds:
            return reduce(and_, (self._in(entity, day, space, False) for entity in claim.has), space.everything)

        def throughout(days: Iterable[int]) -> Worlds:
            return reduce(and_, map(on, days), space.everything)

        def some(days: Iterable[int]) -> Worlds:
            return reduce(or_, map(on, days), 0)

        if not claim.key:
            return on(published) | reduce(
                or_,
                (
                    space.equal(_start(news), start) & on(start - 1)
                    for news in self._news(claim)
                    for start in _window(news.time, published)
                ),
                0,
            )
        window = _window(claim.time, published)
        match claim.key:
            case "since":
                starts = [day for day in window if day <= published or not appeared]
                began = [(s, space.equal(_start(claim), s)) for s in starts]
                if claim.left_open:
                    return reduce(or_, (b & out(s - 1) for s, b in began), 0)
                return reduce(or_, (b & out(s - 1) & throughout(range(s + 1, published + 1)) for s, b in began), 0)
            case "until":
                return reduce(or_, (on(end - 1) & out(end + 1) for end in window), 0)
            case "before":
                return some(day - 1 for day in window)
            case "after":
                return some(day + 1 for day in window)
        return throughout(window) if claim.key == "during" or isinstance(claim.time, Whole) else some(window)

    def _news(self, claim: SetClaim) -> Iterator[SetClaim]:
        """Starts that the same source tells of members the list or number lacks."""
        if claim.only is None and claim.count is None:
            return
        for other in self.claims:
            lacked = not set(other.has) <= {*(claim.only or ()), *claim.has}
            if other.source == claim.source and other.key == "since" and lacked:
                yield other

    def _days_before_news(self, claim: SetClaim, published: int) -> Iterator[int]:
        for other in self._news(claim):
            yield from (day - 1 for day in _window(other.time, published))

    def _in(self, entity: str, day: int, space: Space, member: bool = True) -> Worlds:
        return space.equal(_in(entity, day), member)

    def _shown(self, claim: SetClaim, day: int, space: Space) -> Worlds:
        """The worlds in which the set is on `day` as the claim says, seen through its scope."""
        seen = [e for e in self.entities if not claim.scope or (claim.scope == "among") == (e in self.group)]
        found = space.everything
        for entity in claim.has:
            found &= self._in(entity, day, space) if entity in seen else 0
        for entity in claim.denied:
            found &= self._in(entity, day, space, False) if entity in seen else space.everything
        known = [entity for entity in seen if _in(entity, day) in space.names]
        beyond = [] if claim.scope == "among" else [_unnamed(day)]
        if claim.only is not None:
            for entity in known:
                found &= self._in(entity, day, space, entity in claim.only)
            for entity in claim.only:
                found &= self._in(entity, day, space) if entity in seen else 0
            for variable in beyond:
                found &= space.equal(variable, 0)
        if claim.count is not None:
            fits, told = HEDGED[claim.hedge], claim.count
            names = [*(_in(entity, day) for entity in known), *beyond]
            found &= space.where(names, lambda *values: fits(sum(values), told))
        return found

    def _staying(self, space: Space) -> Worlds:
        leaving = set(self._leaving())
        found = space.everything
        for day in self.days[1:]:
            for entity in self.entities:
                if _in(entity, day) in space.names and entity not in leaving:
                    found &= space.everything ^ (self._in(entity, day - 1, space) & self._in(entity, day, space, False))
            found &= space.where([_unnamed(day - 1), _unnamed(day)], lambda before, now: before <= now)
        return found

    def _leaving(self) -> Iterator[str]:
        """Members whose staying is defeated."""
        for claim in self.claims:
            if claim.key == "until" or claim.left_open:
                yield from claim.has
            for entity in claim.denied:
                for other in self.claims:
                    if entity in (*other.has, *(other.only or ())) and self._spoken(claim)[1] > self._spoken(other)[0]:
                        yield entity

    def _spoken(self, claim: SetClaim) -> tuple[int, int]:
        """The first and last day that the claim may speak of."""
        days = []
        for p in self._source(claim).possible if not self._source(claim).inferred else self._source(claim).window:
            beside = {"before": -1, "until": -1, "after": 1, "since": 1}.get(claim.key, 0)
            days += (
                [p, *self._days_before_news(claim, p)]
                if claim.time is None
                else [day + beside for day in _window(claim.time, p)]
            )
        return min(days), max(days)


def _in(entity: str, day: int) -> str:
    return f"{entity} in on {day}"


def _unnamed(day: int) -> str:
    return f"unnamed on {day}"


def _start(claim: SetClaim) -> str:
    return f"start of {claim.full_id}"


def _window(time: Time | None, published: int) -> range:
    assert time is not None
    first, last, _ = possible_days(time, published, None)
    return range(first, last + 1)
