"""Events in a small world: each step of an event falls on one day, and every claim about it leaves some days over.

Readings where the design leaves room:

* a plan, with or without a time, means not before its source's publication, and its time bounds nothing; a plan that
  leaves open which stage of several bounds nothing, though an unstated stage may be one that a plan states;
* `during` another event means not before that event's day;
* that what is told as done had happened by publication rests on the day of publication, where that is inferred.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from oracle.sources import SourceOf
from oracle.times import CALENDAR, OnDayOf, Period, Time, lies_after, lies_before, lies_in, weekday
from oracle.worlds import Family, Guarded, Space, minimal_sets

PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class EventProperty:
    name: str
    stages: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    at_most_after: tuple[str, int] | None = None
    """Another property, and by how many days this one follows it at most."""

    @property
    def described(self) -> dict[str, Any]:
        told: dict[str, Any] = {"kind": "event"}
        for key in ("stages", "before", "after"):
            if getattr(self, key):
                told[key] = list(getattr(self, key))
        if self.at_most_after is not None:
            other, days = self.at_most_after
            told["difference"] = {"to": other, "max": f"exactly {days} days"}
        return told


@dataclass(frozen=True, slots=True)
class EventClaim:
    id: str
    source: str
    subject: str
    property_name: str
    key: str = ""
    """`when`, `before`, `after`, `during` (then every time is an event), or nothing."""
    times: tuple[Time, ...] = ()
    stages: tuple[str, ...] = ()
    mood: str = "asserted"
    weekday: str = ""
    said: Period | None = None
    """The earlier day on which it was said."""

    @property
    def full_id(self) -> str:
        return f"{self.source}/{self.id}"

    @property
    def written(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "subject": self.subject, "property": self.property_name}
        if self.key:
            told[self.key] = str(self.times[0]) if len(self.times) == 1 else [str(time) for time in self.times]
        if self.stages:
            told["stage"] = self.stages[0] if len(self.stages) == 1 else list(self.stages)
        if self.mood != "asserted" or not self.key:
            told["mood"] = self.mood
        if self.weekday:
            told["weekday"] = self.weekday
        if self.said is not None:
            told["said-on"] = str(self.said)
        return told

    @property
    def referred(self) -> tuple[str, ...]:
        return tuple(time.variable for time in self.times if isinstance(time, OnDayOf))

    def days_left(self, published: int, references: tuple[int, ...], *, appeared: bool) -> frozenset[int]:
        """Days on which the step it speaks of may fall; what is done had happened when it `appeared`.

        `references`: the days of the events `referred` to.
        """
        said = published if self.said is None else self.said.first
        if self.mood == "denied":
            return _from(said + 1)
        if self.mood == "planned":
            return _from(CALENDAR[0] if self.said is None and self._was_over(published) else said)
        days = dict(zip(self.referred, references, strict=True))
        left = _up_to(published) if appeared else frozenset(CALENDAR)
        if self.key == "during":
            return left & _from(max(references))
        for time in self.times:
            left &= _told(self.key, time, published, days[time.variable] if isinstance(time, OnDayOf) else None)
        return frozenset(day for day in left if weekday(day) == self.weekday) if self.weekday else left

    def _was_over(self, published: int) -> bool:
        """Whether one of its times left no day from publication on."""
        ahead = range(published, published + 2 * len(CALENDAR))
        return any(
            not any(lies_in(number, time, published, None) for number in ahead)
            for time in self.times
            if not isinstance(time, OnDayOf)
        )


@dataclass(frozen=True, slots=True)
class EventWorld:
    """Sources, properties and claims about events."""

    sources: tuple[SourceOf, ...]
    properties: tuple[EventProperty, ...]
    claims: tuple[EventClaim, ...]

    def described(self) -> dict[str, Any]:
        """The corpus as `small_corpus.write_parsed` takes it."""
        subjects = sorted(
            {c.subject for c in self.claims if c.property_name != PUBLISHED} | set(_referred_subjects(self))
        )
        told: dict[str, Any] = {
            "entities": subjects,
            "properties": {p.name: p.described for p in self.properties},
        }
        for source in self.sources:
            claims = [c.written for c in self.claims if c.source == source.id]
            told[source.id] = {**source.header, "claims": claims}
        return told

    def without_silent_sources(self) -> EventWorld:
        """Without sources that claim nothing, and without claims about them."""
        speaking = {c.source for c in self.claims}
        claims = tuple(c for c in self.claims if c.property_name != PUBLISHED or c.subject in speaking)
        sources = tuple(s for s in self.sources if s.id in speaking)
        smaller = replace(self, sources=sources, claims=claims)
        return smaller if smaller == self else smaller.without_silent_sources()

    def with_claims(self, claims: Iterable[EventClaim]) -> EventWorld:
        return replace(self, claims=tuple(claims)).without_silent_sources()

    def variables(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for source in self.sources:
            found[source.variable] = tuple(source.possible)
        for variable in sorted({v for c in self.claims for v in (*self.steps(c), *c.referred)}):
            found.setdefault(variable, CALENDAR)
        return found

    def steps(self, claim: EventClaim) -> tuple[str, ...]:
        """Variables of the steps that the claim may speak of; an unstated one is among those stated elsewhere."""
        if claim.property_name == PUBLISHED:
            return (f"published {claim.subject}",)
        if not self._stages(claim.property_name):
            return (step(claim.subject, claim.property_name),)
        stated = claim.stages or sorted({s for c in self._same_event(claim) for s in c.stages}) or ["unstated"]
        return tuple(step(claim.subject, claim.property_name, stage) for stage in stated)

    def _stages(self, property: str) -> tuple[str, ...]:
        return next(p.stages for p in self.properties if p.name == property)

    def _same_event(self, claim: EventClaim) -> list[EventClaim]:
        return [
            c
            for c in self.claims
            if (c.subject, c.property_name) == (claim.subject, claim.property_name) and c != claim
        ]

    def clashes(self) -> Family:
        space = Space(self.variables())
        return minimal_sets(space.everything, self.guarded(space))

    def guarded(self, space: Space) -> Iterator[Guarded]:
        by_id = {source.id: source for source in self.sources}
        for source in self.sources:
            yield from source.assumptions(space)
        yield from self._orders(space)
        for claim in self.claims:
            source, accepted = by_id[claim.source], frozenset({claim.full_id})
            if source.inferred:
                yield from self._meaning(claim, accepted, source.variable, space, appeared=False)
                accepted |= {f"published:{source.id}"}
            yield from self._meaning(claim, accepted, source.variable, space, appeared=True)

    def _meaning(
        self, claim: EventClaim, accepted: frozenset[str], published: str, space: Space, *, appeared: bool
    ) -> Iterator[Guarded]:
        if claim.mood == "planned" and not claim.stages and self._stages(claim.property_name):
            return
        named = (published, *claim.referred)

        @cache
        def days(p: int, *references: int) -> frozenset[int]:
            return claim.days_left(p, references, appeared=appeared)

        told = 0
        for variable in self.steps(claim):
            told |= space.where((variable, *named), lambda number, *given: number in days(*given))
        if claim.property_name == PUBLISHED or claim.stages or not self._stages(claim.property_name):
            yield Guarded(accepted, told)
            return
        some_day = space.where(named, lambda *given: bool(days(*given)))
        yield Guarded(accepted, some_day)
        yield Guarded(accepted | {f"same-stage:{claim.full_id}"}, told)

    def _orders(self, space: Space) -> Iterator[Guarded]:
        known = set(space.names)

        def related(earlier: str, later: str, fits: Callable[[int, int], bool]) -> Iterator[Guarded]:
            if earlier in known and later in known:
                yield Guarded(frozenset(), space.where((earlier, later), fits))

        for subject in {name.split(" ")[0] for name in known}:
            for property in self.properties:
                stages = [step(subject, property.name, stage) for stage in property.stages]
                for index, stage in enumerate(stages):
                    for later in stages[index + 1 :]:
                        yield from related(stage, later, lambda one, other: one <= other)
                for other in property.before:
                    yield from related(step(subject, property.name), step(subject, other), lambda one, two: one <= two)
                for other in property.after:
                    yield from related(step(subject, other), step(subject, property.name), lambda one, two: one <= two)
                if property.at_most_after is not None:
                    other, most = property.at_most_after
                    close = lambda one, two, most=most: two - one <= most  # noqa: E731
                    yield from related(step(subject, other), step(subject, property.name), close)


@cache
def _from(first: int) -> frozenset[int]:
    return frozenset(day for day in CALENDAR if day >= first)


@cache
def _up_to(last: int) -> frozenset[int]:
    return frozenset(day for day in CALENDAR if day <= last)


@cache
def _told(key: str, time: Time, published: int, reference: int | None) -> frozenset[int]:
    compare = {"when": lies_in, "before": lies_before, "after": lies_after}.get(key, lies_in)
    return frozenset(day for day in CALENDAR if compare(day, time, published, reference))


def step(subject: str, property: str, stage: str = "") -> str:
    return " ".join(part for part in (subject, property, stage) if part)


def _referred_subjects(world: EventWorld) -> Iterator[str]:
    for claim in world.claims:
        for time in claim.times:
            if isinstance(time, OnDayOf):
                yield time.subject
