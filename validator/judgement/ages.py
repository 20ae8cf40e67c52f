"""Years since an event: what an amount of them stands for, and which two days can lie so far apart."""

from __future__ import annotations

import calendar
import math
from datetime import date
from functools import cache
from typing import Final

from validator.judgement.clock import GREGORIAN_CYCLE
from validator.judgement.formulas import Formula, Term, all_of, at_most, before
from validator.values.dataclass import replace
from validator.values.intervals import Interval
from validator.values.units import unit_named

_NOMINAL: Final = ("zh", "ja", "ko", "vi")
_CYCLE: Final = 400
"""Years after which leap years come again alike, within `GREGORIAN_CYCLE` days."""


def may_be_nominal(language: str) -> bool:
    """Whether ages may be told in the years that somebody has seen, the year of birth among them."""
    return language.split("-")[0].lower() in _NOMINAL


def in_full_years(interval: Interval) -> Interval:
    """The full years for which an amount of time can be told, as an amount of time.

    Over 70 years begins with 70 full years; of an amount that no whole number of years fits only these count.
    """
    year = unit_named("years").factor
    low, high = (None if end is None else end / year for end in (interval.lo, interval.hi))
    fewest = 0 if low is None else max(math.ceil(low), 0)
    if high is None:
        return Interval(fewest * year, None)
    most = math.ceil(high) - 1 if interval.hi_open else math.floor(high)
    if low is not None and fewest > most:
        fewest = max(math.floor(low), 0)
    return Interval(fewest * year, most * year)


def one_year_less(interval: Interval, *, nominal: bool) -> Interval:
    """What an amount of years surely means: many a writer takes one year from the other."""
    less = (2 if nominal else 1) * unit_named("years").factor
    return interval if interval.lo is None else replace(interval, lo=interval.lo - less)


def years_passed(since: Term, told: tuple[Term, Term], full_years: Interval) -> Formula:
    """So many full years lie between a day and one from the first to the last day `told`.

    Where these two are known, that is exact. Otherwise years are as long as suits them best.
    """
    first, last = told
    year = unit_named("years").factor
    fewest, most = (None if end is None else int(end / year) for end in (full_years.lo, full_years.hi))
    found: list[Formula] = []
    if first.var is None and last.var is None:
        if fewest is not None:
            found.append(at_most(since, Term(None, _born_by(last.offset, fewest, late=True))))
        if most is not None:
            found.append(before(Term(None, _born_by(first.offset, most + 1, late=False)), since))
        return all_of(*found)
    if fewest is not None:
        found.append(at_most(since.shifted(_lengths(fewest)[0]), last))
    if most is not None:
        found.append(before(first, since.shifted(_lengths(most + 1)[1])))
    return all_of(*found)


def _born_by(day: int, years: int, *, late: bool) -> int:
    """The last day of birth of who is so many years old on a day.

    Whoever is born on 29 February has a birthday on the last of February (then `late` takes them in) or on 1 March.
    """
    today = date.fromordinal(day)
    cycles = max(0, -((today.year - years - 1) // _CYCLE))
    year = today.year - years + cycles * _CYCLE
    birthday = (today.month, today.day)
    if birthday == (2, 29) and not calendar.isleap(year):
        birthday = (2, 28)
    elif birthday == (2, 28) and late and calendar.isleap(year) and not calendar.isleap(today.year):
        birthday = (2, 29)
    return date(year, *birthday).toordinal() - cycles * GREGORIAN_CYCLE


@cache
def _lengths(years: int) -> tuple[int, int]:
    """The fewest and the most days that so many years can have."""
    cycles, rest = divmod(years, _CYCLE)
    found = [(date(year + rest, 3, 1) - date(year, 3, 1)).days for year in range(1, _CYCLE + 1)]
    return cycles * GREGORIAN_CYCLE + min(found), cycles * GREGORIAN_CYCLE + max(found)
