"""Random worlds of events: few days and many claims, so that near-misses and clashes of several are common."""

from __future__ import annotations

from random import Random

from oracle.events import PUBLISHED, EventClaim, EventProperty, EventWorld, step
from oracle.sources import SourceOf
from oracle.times import DAYS, About, Ago, Between, OnDayOf, Period, Time, day, month, weekday

STAGED = EventProperty("concluded", ("drafted", "signed", "in-force"))
PLAIN = EventProperty("met")
LATER = EventProperty("parted")


def random_sources(random: Random, *, unknown: int = 1) -> tuple[SourceOf, ...]:
    """Two to four sources, at most `unknown` of them without a certain publication day."""
    found: list[SourceOf] = []
    for number in range(1, random.randint(2, 4) + 1):
        first = random.choice((random.randint(2, 6), random.randint(5, DAYS - 1), DAYS))
        kind = random.choice(("known", "window", "inferred", "inferred window")) if len(found) < unknown else "known"
        width = random.randint(1, 4) if "window" in kind else 0
        found.append(SourceOf(f"s{number}", first, first + width, inferred="inferred" in kind))
    return tuple(found)


def random_time(random: Random, around: int, key: str = "when") -> Time:
    first = min(max(around + random.choice((-1, 0, 0, 1)), 0), DAYS - 1)
    kind = random.random()
    if kind < 0.55:
        return day(first)
    if kind < 0.7:
        return Between(max(first - random.randint(0, 2), 0), first + random.randint(1, 3))
    if kind < 0.75:
        return About(first)
    if kind < 0.8:
        # a month that begins or ends outside the calendar bounds nothing inside it
        return month(
            {"before": "2024-03", "after": "2024-02", "ahead": "2024-02"}.get(
                key, "2024-02" if first <= 5 else "2024-03"
            )
        )
    return Ago(random.randint(0, 3))


def random_world(seed: int) -> EventWorld:
    random = Random(seed)
    sources = random_sources(random)
    order = random.choice(("none", "before", "after", "close"))
    plain = EventProperty("met", before=("parted",)) if order == "before" else PLAIN
    later = LATER
    if order == "after":
        later = EventProperty("parted", after=("met",))
    elif order == "close":
        later = EventProperty("parted", at_most_after=("met", random.randint(0, 3)))
    shape = random.choice((("met",), ("met", "parted"), ("concluded",), ("concluded",), ("concluded", "met")))
    centre = {name: random.randint(1, DAYS - 2) for name in shape}
    stages = random.choice((("drafted", "signed"), ("drafted", "signed", "in-force")))
    properties = (plain, later, EventProperty("concluded", stages))
    steps = [OnDayOf("a", name, step("a", name)) for name in shape if name != "concluded"]
    if "concluded" in shape:
        steps += [OnDayOf("a", stage, step("a", "concluded", stage)) for stage in stages[:2]]
    claims = []
    for number in range(1, random.randint(3, 6) + 1):
        name = random.choice(shape)
        claims.append(_claim(random, f"c{number}", random.choice(sources), name, stages, steps, centre[name]))
    if random.random() < 0.15:
        about, teller = random.choice(sources), random.choice(sources)
        time = day(min(max(about.first + random.choice((-1, 0, 1)), 0), DAYS + 5))
        claims.append(EventClaim("page", teller.id, about.id, PUBLISHED, "when", (time,)))
    return EventWorld(sources, properties, tuple(claims)).without_silent_sources()


def _claim(
    random: Random,
    id: str,
    source: SourceOf,
    name: str,
    stages: tuple[str, ...],
    steps: list[OnDayOf],
    centre: int,
) -> EventClaim:
    stated: tuple[str, ...] = ()
    if name == "concluded":
        stated = random.choice(((), *((stage,) for stage in stages), stages[:2], *((stage,) for stage in stages)))
    kind = random.random()
    if kind < 0.1 and len(stated) < 2:
        return EventClaim(id, source.id, "a", name, stages=stated, mood="denied", said=_said(random, source))
    if kind < 0.16:
        return EventClaim(id, source.id, "a", name, stages=stated)
    if kind < 0.22 and len(stated) < 2:
        said = _said(random, source)
        if random.random() < 0.4:
            return EventClaim(id, source.id, "a", name, stages=stated, mood="planned", said=said)
        time = random_time(random, centre, "ahead")
        return EventClaim(id, source.id, "a", name, "when", (time,), stated, mood="planned", said=said)
    key = random.choice(("when", "when", "when", "before", "after"))
    others = [s for s in steps if s.step != name and s.step not in stated] if name != "concluded" or stated else []
    if others and random.random() < 0.2:
        key = "during" if key == "when" and random.random() < 0.3 else key
        return EventClaim(id, source.id, "a", name, key, (random.choice(others),), stated)
    times = [random_time(random, centre, key)]
    if random.random() < 0.15:
        times.append(random_time(random, centre, key))
    said = ""
    if key == "when" and random.random() < 0.25:
        said = weekday(centre + random.choice((0, 0, 1)))
    return EventClaim(id, source.id, "a", name, key, tuple(times), stated, weekday=said)


def _said(random: Random, source: SourceOf) -> Period | None:
    """Now and then the saying is an earlier one than the source."""
    if random.random() < 0.6:
        return None
    last = random.randint(0, source.first)
    return day(last) if random.random() < 0.7 else Period(max(last - 1, 0), last, str(Between(max(last - 1, 0), last)))
