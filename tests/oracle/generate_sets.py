"""Random worlds of sets: three members, few days, lists and numbers that nearly fit."""

from __future__ import annotations

from random import Random

from oracle.sets import SetClaim, SetWorld
from oracle.sources import SourceOf
from oracle.times import Ago, Between, Time, Whole, day

ENTITIES = ("a", "b", "c")
GROUPED = ("a", "b")


def random_world(seed: int) -> SetWorld:
    """Either lists over some days, or lists and numbers over fewer."""
    random = Random(seed)
    numbers = random.random() < 0.6
    inferred = not numbers and random.random() < 0.3
    entities = ENTITIES[::2] if inferred else ENTITIES
    days = tuple(range(-1 - inferred, (3 if numbers else 5) + inferred))
    spoken = days[1 + inferred : -1 - inferred]
    sources = _random_sources(random, spoken, inferred)
    claims = tuple(
        _claim(random, f"c{number}", random.choice(sources), entities, spoken, numbers)
        for number in range(1, random.randint(3, 5) + 1)
    )
    return SetWorld(sources, entities, tuple(e for e in GROUPED if e in entities), days, ()).with_claims(claims)


def _random_sources(random: Random, days: tuple[int, ...], inferred: bool) -> tuple[SourceOf, ...]:
    found: list[SourceOf] = []
    for number in range(1, random.randint(2, 3) + 1):
        first = random.choice(days[len(days) // 2 :])
        wide = not found and not inferred and random.random() < 0.3
        last = min(first + 1, days[-1]) if wide or (inferred and not found and random.random() < 0.4) else first
        found.append(SourceOf(f"s{number}", first, last, inferred=inferred and not found))
    return tuple(found)


def _claim(
    random: Random, id: str, source: SourceOf, entities: tuple[str, ...], days: tuple[int, ...], numbers: bool
) -> SetClaim:
    some = tuple(sorted(random.sample(entities, random.choice((1, 1, 2)))))
    kind = random.random()
    scope = random.choice(("", "", "", "", "among", "except"))
    inside = tuple(e for e in some if scope != "except" or e not in GROUPED)
    if kind < 0.25:
        key = random.choice(("since", "since", "since", "until"))
        time = _time(random, source, days, latest=source.first)
        left_open = key == "since" and not isinstance(time, Ago) and random.random() < 0.25
        return SetClaim(id, source.id, has=some[:1], key=key, time=time, left_open=left_open)
    key, time = _seen(random, source, days)
    if kind < 0.33:
        return SetClaim(id, source.id, denied=some[:1], key=key, time=time)
    if numbers and kind < 0.72:
        count = random.choice((0, 1, 1, 1, 2, 2, 2, 2, 3))
        hedge = random.choice(("exactly", "exactly", "exactly", "exactly", "at least", "over", "at most", "under"))
        if (hedge, count) in (("under", 0), ("at least", 0), ("over", 0)):
            hedge = "exactly"
        listed = some if hedge == "exactly" and random.random() < 0.15 else ()
        return SetClaim(
            id,
            source.id,
            has=listed if inside == some else (),
            count=count,
            hedge=hedge,
            key=key,
            time=time,
            scope=scope,
        )
    if kind < 0.88 and inside and (scope != "among" or "c" not in inside):
        return SetClaim(id, source.id, only=inside, key=key, time=time, scope=scope)
    return SetClaim(id, source.id, has=inside or entities[-1:], key=key, time=time, scope=scope)


def _seen(random: Random, source: SourceOf, days: tuple[int, ...]) -> tuple[str, Time | None]:
    kind = random.random()
    if kind < 0.2:
        return "", None
    if kind < 0.28:
        first = random.choice(days[:-1])
        return random.choice(("at", "during")), Whole(first, first + 1)
    key = random.choice(("at", "at", "at", "at", "before", "after"))
    return key, _time(random, source, days, latest=days[-1])


def _time(random: Random, source: SourceOf, days: tuple[int, ...], latest: int) -> Time:
    first = random.randint(days[0], latest)
    kind = random.random()
    if kind < 0.15 and first < latest:
        return Between(first, first + 1)
    if kind < 0.3 and not source.inferred:
        return Ago(random.randint(0, source.first - days[0]))
    return day(first)
