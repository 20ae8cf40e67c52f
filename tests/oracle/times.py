"""Days as small numbers, the times that claims state, and how both are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

BASE = date(2024, 2, 24).toordinal()
"""Day 0. The twelve days from here on cross a leap day and the end of a month."""
DAYS = 12
BEFORE, AFTER = 10, 16
"""Days before and after them that a world may use: room for a chain of strict orders, and for every weekday."""
CALENDAR = tuple(range(-BEFORE, DAYS + AFTER))
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = {"2024-02": (-23, 5), "2024-03": (6, 36)}


def written(day: int) -> str:
    return date.fromordinal(BASE + day).isoformat()


def weekday(day: int) -> str:
    return WEEKDAYS[date.fromordinal(BASE + day).weekday()]


@dataclass(frozen=True, slots=True)
class Period:
    """A day or a named stretch of days, such as a month."""

    first: int
    last: int
    text: str = ""

    def __str__(self) -> str:
        return self.text or written(self.first)


@dataclass(frozen=True, slots=True)
class Between:
    """One unknown day from `first` to `last`."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{written(self.first)}..{written(self.last)}"


@dataclass(frozen=True, slots=True)
class From:
    """Some day from `first` on, or none yet."""

    first: int

    def __str__(self) -> str:
        return f"{written(self.first)}.."


@dataclass(frozen=True, slots=True)
class Whole:
    """Every day from `first` to `last`."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{written(self.first)}/{written(self.last)}"


@dataclass(frozen=True, slots=True)
class About:
    """A day, or the one before or after it."""

    day: int

    def __str__(self) -> str:
        return f"{written(self.day)}~"


@dataclass(frozen=True, slots=True)
class Ago:
    """So many days before publication (after it, if negative)."""

    days: int

    def __str__(self) -> str:
        return "0D" if self.days == 0 else f"{-self.days:+d}D"


@dataclass(frozen=True, slots=True)
class OnDayOf:
    """The day of another event."""

    subject: str
    step: str
    """The name of its property, or of its stage."""
    variable: str

    def __str__(self) -> str:
        return f"{self.subject}/{self.step}"


Time = Period | Between | From | Whole | About | Ago | OnDayOf


def day(number: int) -> Period:
    return Period(number, number)


def month(text: str) -> Period:
    return Period(*MONTHS[text], text)


def possible_days(time: Time, published: int, reference: int | None) -> tuple[int, int, bool]:
    """First and last day that `time` can mean, and whether it is a whole stretch rather than one unknown day in it."""
    match time:
        case Period(first, last) | Whole(first, last):
            return first, last, True
        case About(day):
            return day - 1, day + 1, False
        case Between(first, last):
            return first, last, False
        case From(first):
            return first, CALENDAR[-1], False
        case Ago(days):
            return published - days, published - days, True
        case OnDayOf():
            assert reference is not None
            return reference, reference, True


def lies_in(number: int, time: Time, published: int, reference: int | None) -> bool:
    first, last, _ = possible_days(time, published, reference)
    return first <= number <= last


def lies_before(number: int, time: Time, published: int, reference: int | None) -> bool:
    """Before a stretch is before its first day; before one unknown day is, at the least, before the last it can be."""
    first, last, whole = possible_days(time, published, reference)
    return number < (first if whole else last)


def lies_after(number: int, time: Time, published: int, reference: int | None) -> bool:
    first, last, whole = possible_days(time, published, reference)
    return number > (last if whole else first)
