"""Random worlds of lives: births, deaths and ages that nearly fit, told in either calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from oracle.ages import AgeClaim, LifeSource, Years
from oracle.calendars import Styled
from oracle.lives import BORN, DIED, DayClaim, LifeWorld, full_years
from oracle.times import BASE, About, Ago, Between, OnDayOf, Period, Time, day, weekday

EDGES = ((12, 31, 2),)
"""Month and day of the beginning of a stretch, and how many days it has; these are the ends of years."""


@dataclass(frozen=True, slots=True)
class Era:
    """The days of a world: `near` is the stretch of each year in which claims name days."""

    years: range
    near: tuple[int, int, int]
    other: tuple[tuple[int, int, int], ...] = EDGES
    beyond: range = range(0)
    """Years of which nobody speaks, with room for a birth or death that nobody tells."""
    styles: bool = False

    def days(self, *, ages: bool) -> tuple[int, ...]:
        found: set[int] = set()
        month, first, length = self.near
        few = (month, first, min(length, 7))
        stretches = [(year, one) for year in self.years for one in (self.near, *self.other)]
        stretches += [(year, one) for year in self.beyond if ages for one in (few, *EDGES)]
        for year, (month, first, length) in stretches:
            start = _number(year, month, first)
            found |= set(range(start, start + length))
        return tuple(sorted(found))

    def names(self, day: int) -> bool:
        """Whether claims may name the day."""
        return day in self.days(ages=False)

    def day(self, year: int, number: int) -> int:
        """A day of the near stretch of that year, counted from its beginning."""
        month, first, _ = self.near
        return _number(year, month, first) + number


MODERN = (Era(range(1990, 2019), (6, 10, 7)), Era(range(1990, 2019), (2, 25, 8)))
TWO_CALENDARS = Era(range(1898, 1903), (1, 8, 40), (*EDGES, (2, 26, 6)), range(1892, 1907), styles=True)


def random_world(seed: int) -> LifeWorld:
    random = Random(seed)
    era = TWO_CALENDARS if random.random() < 0.5 else random.choice(MODERN)
    width = era.near[2]
    late = era.years[-3:] if era.styles else era.years[16:22]
    early = era.years[1:3] if era.styles else era.years[10:15]
    true = {
        BORN: era.day(random.choice(early), random.randint(2, width - 4 if not era.styles else 8)),
        DIED: era.day(random.choice(late[:-1]), random.randint(2, width - 4 if not era.styles else 8)),
    }
    sources = _sources(random, era, true[DIED])
    told = (BORN,) if random.random() < 0.3 else (BORN, DIED)
    ages = random.random() < (0.4 if era.styles else 1)
    claims: list[DayClaim | AgeClaim] = []
    for number in range(1, random.randint(2, 5) + 1):
        id, source = f"c{number}", random.choice(sources)
        if ages and random.random() < 0.5:
            claims.append(_age(random, id, source, era, true, late))
        else:
            event = random.choice(told)
            claims.append(_day(random, id, source, era, event, true[event]))
    return LifeWorld(sources, era.days(ages=ages), random.random() < 0.3, ()).with_claims(claims)


def _sources(random: Random, era: Era, death: int) -> tuple[LifeSource, ...]:
    found: list[LifeSource] = []
    for number in range(1, random.randint(2, 3) + 1):
        first = random.choice((death + random.randint(0, 3), _number(era.years[-1] + 1, 5, 1)))
        kind = random.choice(("known", "window", "inferred")) if not found and era.names(first) else "known"
        last = first + random.randint(1, 2) if kind == "window" else first
        language = random.choice(("en", "en", "zh", "ja"))
        found.append(LifeSource(f"s{number}", first, last, kind == "inferred", language))
    return tuple(found)


def _day(random: Random, id: str, source: LifeSource, era: Era, event: str, true: int) -> DayClaim:
    if random.random() < 0.06:
        return DayClaim(id, source.id, event, denied=era.names(source.last) and random.random() < 0.4)
    time = _time(random, source, era, true)
    if random.random() < 0.12:
        return DayClaim(id, source.id, event, "when", time, denied=True)
    key = random.choice(("when", "when", "when", "when", "before", "after"))
    named = key == "when" and isinstance(time, Period) and not time.text
    said = weekday(true + random.choice((0, 0, 12, 13, 1))) if named and random.random() < 0.2 else ""
    return DayClaim(id, source.id, event, key, time, weekday=said)


def _time(random: Random, source: LifeSource, era: Era, true: int) -> Time | Styled:
    first = true + random.choice((-1, 0, 0, 1))
    if era.styles:
        kind = random.random()
        if kind < 0.25:
            return Styled(first, random.choice(("O.S.", "N.S.")))
        first += random.choice((0, 0, -12, -13, 12))
        first = first if era.names(first) else true
    kind = random.random()
    if kind < 0.6:
        return day(first)
    if kind < 0.75:
        return Between(first, first + random.randint(1, 2))
    if kind < 0.82:
        return About(first)
    if kind < 0.9 and not source.inferred and 0 <= source.first - first < 40:
        return Ago(source.first - first)
    return _year(date.fromordinal(BASE + first).year)


def _age(random: Random, id: str, source: LifeSource, era: Era, true: dict[str, int], late: Sequence[int]) -> AgeClaim:
    at: Time | None
    kind = random.random()
    if kind < 0.4:
        at, told_of = OnDayOf("a", DIED, DIED), true[DIED]
    elif kind < 0.5 and era.names(source.last):
        at, told_of = Ago(0), source.first
    else:
        told_of = era.day(random.choice(late), random.randint(1, 5))
        at = random.choice((day(told_of), day(told_of), _year(date.fromordinal(BASE + told_of).year)))
        at = None if random.random() < 0.1 else at
    number = max(full_years(true[BORN], told_of)[0], 1)
    number = max(number + random.choice((-2, -1, 0, 0, 0, 1, 1, 2, 3)), 1)
    hedge = random.choice(("", "", "", "exactly", "exactly", "about", "over", "at least", "under", "at most"))
    if not hedge and not era.styles and random.random() < 0.15:
        number = 10
    return AgeClaim(id, source.id, Years(hedge, number), at)


def _year(year: int) -> Period:
    return Period(_number(year, 1, 1), _number(year, 12, 31), str(year))


def _number(year: int, month: int, day: int) -> int:
    return (date(year, month, 1) + timedelta(days=day - 1)).toordinal() - BASE
