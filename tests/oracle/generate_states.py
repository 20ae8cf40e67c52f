"""Random worlds of states: few days, two or three values, and claims that crowd around one change."""

from __future__ import annotations

from random import Random

from oracle.sources import SourceOf
from oracle.states import FIRST, LAST, StateClaim, StateWorld
from oracle.times import About, Ago, Between, From, Time, Whole, day

RUNGS = ("low", "middle", "high")
KEYS = ("at", "at", "at", "during", "during", "since", "since", "until", "before", "after", "")


def random_world(seed: int) -> StateWorld:
    random = Random(seed)
    sources = random_sources(random)
    ladder = random.random() < 0.5
    values = RUNGS if random.random() < 0.35 else RUNGS[::2]
    claims: list[StateClaim] = []
    for number in range(1, random.randint(3, 6) + 1):
        claims.append(_claim(random, f"c{number}", random.choice(sources), values))
    return StateWorld(sources, values, ladder, ()).with_claims(claims)


def random_sources(random: Random) -> tuple[SourceOf, ...]:
    """Two or three sources, at most one of them without a certain publication day."""
    found: list[SourceOf] = []
    for number in range(1, random.randint(2, 3) + 1):
        first = random.randint(3, LAST)
        kind = random.choice(("known", "window", "inferred", "inferred window")) if not found else "known"
        last = min(first + random.randint(1, 2), LAST) if "window" in kind else first
        found.append(SourceOf(f"s{number}", first, last, inferred="inferred" in kind))
    return tuple(found)


def _claim(random: Random, id: str, source: SourceOf, values: tuple[str, ...]) -> StateClaim:
    value = random.choice(values)
    key = random.choice(KEYS)
    denied = random.random() < 0.12 and key in ("at", "during", "since", "")
    told: tuple[str, ...] = (value,)
    if denied and random.random() < 0.3:
        told = tuple(sorted({value, random.choice(values)}))
    if not key:
        return StateClaim(id, source.id, told, denied=denied)
    if key == "during":
        first = random.randint(FIRST, LAST - 1)
        span = Whole(first, random.randint(first + 1, min(first + 3, LAST)))
        return StateClaim(id, source.id, told, random.choice(("at", "during")), (span,), denied=denied)
    if key == "since" and not denied and random.random() < 0.3:
        start = random.randint(FIRST, source.first - 2)
        return StateClaim(id, source.id, told, key, (day(start),), until=_end(random, start))
    if key == "until" and random.random() < 0.15:
        return StateClaim(id, source.id, told, key, (From(random.randint(FIRST, LAST)),))
    latest = source.first if key == "since" else LAST
    times = [_time(random, source, latest)]
    if key == "at" and random.random() < 0.12:
        times.append(_time(random, source, latest))
    return StateClaim(id, source.id, told, key, tuple(times), denied=denied)


def _end(random: Random, start: int) -> Time:
    """An end beside a start: told, or told to be unknown."""
    return From(start) if random.random() < 0.4 else day(random.randint(start + 2, LAST))


def _time(random: Random, source: SourceOf, latest: int) -> Time:
    first = random.randint(FIRST, latest)
    kind = random.random()
    if kind < 0.25 and first < latest:
        return Between(first, min(first + random.randint(1, 3), latest))
    if kind < 0.33 and FIRST < first < latest:
        return About(first)
    if kind < 0.5 and not source.inferred:
        return Ago(random.randint(0, source.first - FIRST))
    return day(first)
