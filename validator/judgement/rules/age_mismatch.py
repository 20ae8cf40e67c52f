"""An age that does not fit the day it is told of and the day it is counted from.

Somebody who was born on 8 February 1834 was 72 on 2 February 1907. The vocabulary says with `years-since` which event
an amount of years is counted from, and a claim says under `at` or `during` of when it speaks: a time, the day of
another event, or a time told from publication (`at: 0D`). An age of 73 surely means 72 or 73 full years, since many a
writer takes one year from the other; that the years are full is `full-years:<claim>`. In a text in Chinese, Japanese,
Korean or Vietnamese it can also be 71, for there the year of birth may be counted as the first and each new year as
another.

To mend a finding, see whether the age is told of that day, and by which way of counting.

**Flagged:**

    entities: {kim: {type: person}}
    properties: {born: {kind: event}, age: {kind: quantity, unit: years, years-since: born}}
    morning: [{subject: kim, property: born, when: 1838-10-28}]  # <-- full years
    evening: [{subject: kim, property: age, is: 25 years, at: 1865}]  # <-- contradiction age-mismatch

**Flagged:**

    entities: {kim: {type: person}}
    properties: {born: {kind: event}, died: {kind: event}, age: {kind: quantity, unit: years, years-since: born}}
    morning:
      - {subject: kim, property: born, when: 1834-02-08 N.S.}  # <-- contradiction age-mismatch
      - {subject: kim, property: died, when: 1907-02-02 N.S.}  # <-- contradiction age-mismatch
    evening: [{subject: kim, property: age, is: 71 years, at: kim/died}]  # <-- contradiction age-mismatch

**Flagged:**

    entities: {kim: {type: person}}
    properties: {born: {kind: event}, age: {kind: quantity, unit: years, years-since: born}}
    morning: [{subject: kim, property: born, when: 1950-03-15}]  # <-- contradiction age-mismatch
    evening:
      published: 2021-03-11
      claims: [{subject: kim, property: age, is: 79 years, at: 0D}]  # <-- contradiction age-mismatch

**Tension, because the writer may have taken one year from the other:**

    entities: {kim: {type: person}}
    properties: {born: {kind: event}, died: {kind: event}, age: {kind: quantity, unit: years, years-since: born}}
    morning:
      - {subject: kim, property: born, when: 1834-02-08 N.S.}  # <-- full-years:evening/c1
      - {subject: kim, property: died, when: 1907-02-02 N.S.}  # <-- full-years:evening/c1
    evening: [{subject: kim, property: age, is: 73 years, at: kim/died}]  # <-- tension age-mismatch

**Tension, because an age in Chinese may be a nominal one, two years above the full ones:**

    entities: {kim: {type: person}}
    properties: {born: {kind: event}, died: {kind: event}, age: {kind: quantity, unit: years, years-since: born}}
    morning:
      - {subject: kim, property: born, when: 1934-12-20}  # <-- full-years:evening/c1
      - {subject: kim, property: died, when: 2007-02-02}  # <-- full-years:evening/c1
    evening:
      language: zh
      claims: [{subject: kim, property: age, is: 74 years, at: kim/died}]  # <-- tension age-mismatch

**Accepted, because the birthday may lie before the day in that year:**

    entities: {kim: {type: person}}
    properties: {born: {kind: event}, age: {kind: quantity, unit: years, years-since: born}}
    morning: [{subject: kim, property: born, when: 1860}]
    evening: [{subject: kim, property: age, is: 18 years, at: 1878-12}]

**Accepted, because an age about a round number leaves room:**

    entities: {kim: {type: person}}
    properties: {born: {kind: event}, age: {kind: quantity, unit: years, years-since: born}}
    morning: [{subject: kim, property: born, when: 1838-10-28}]
    evening: [{subject: kim, property: age, is: about 30 years, at: 1865}]

**Accepted, because nobody says of when the age is told:**

    entities: {kim: {type: person}}
    properties: {born: {kind: event}, age: {kind: quantity, unit: years, years-since: born}}
    morning: [{subject: kim, property: born, when: 1838-10-28}]
    evening: [{subject: kim, property: age, is: 25 years}]

**Accepted, because the day may be told in the old style, and then lies after the birthday:**

    entities: {kim: {type: person}}
    properties: {born: {kind: event}, age: {kind: quantity, unit: years, years-since: born}}
    morning: [{subject: kim, property: born, when: 1834-02-14 N.S.}]
    evening: [{subject: kim, property: age, is: 73 years, at: 1907-02-05}]
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from validator.judgement.amounts import AmountFamily, intervals_of
from validator.judgement.constraints import Literal
from validator.judgement.formulas import Formula, Term, all_of, at_most
from validator.judgement.readings import Statement
from validator.judgement.rule import Relation, rule
from validator.judgement.windows import window_of
from validator.judgement.world import World
from validator.values.dates import EventRef, Moment, Relative, Stretch
from validator.values.old_style import in_either_style
from validator.values.units import commensurable, unit_named

DAYS_OF_A_YEAR: Final = Fraction(146_097, 400)
LEAP_SLACK: Final = 2
"""Days by which a run of calendar years can differ from that average."""

NOMINAL: Final = ("zh", "ja", "ko", "vi")
"""Languages in which ages may be told in the years that somebody has seen, the year of birth among them."""


@rule(over="amount", weight=20)
def relate(family: AmountFamily, world: World) -> Iterator[Relation]:
    begun = family.property.years_since
    if begun is None:
        return
    events = [e for e in world.events.values() if e.subject == family.subject and e.property.name == begun]
    for statement in family.statements:
        years = _years(statement)
        told = _told_of(statement, world)
        if years is None or told is None or not statement.of_the_world or statement.denied:
            continue
        fewest, most = years
        source = world.corpus.sources_by_id[statement.claim.source]
        beyond = 2 if source.language.split("-")[0].lower() in NOMINAL else 1
        less = "one less" if beyond == 1 else "up to two less"
        why = f"{statement.id} tells the years since {begun}, so that many full years, or {less}, had passed."
        full = f"{statement.id} tells the full years since {begun}."
        for event in events:
            if event.question.narrowed:
                continue
            for stage in event.stages:
                since = event.day(stage)
                loose, strict = (_passed(since, told, least, most) for least in (fewest - beyond, fewest))
                full_years = _resting_on(statement, world, f"full-years:{statement.id}")
                yield Relation(loose, _resting_on(statement, world), event.question, why)
                yield Relation(strict, full_years, event.question, full)


def _years(statement: Statement) -> tuple[int, int] | None:
    """The full years that an amount surely allows; None where it is open to a side or no amount of years."""
    amount = statement.claim.is_
    sure = intervals_of(statement)[0]
    unit = getattr(amount, "unit", None)
    if unit is None or not commensurable(unit, unit_named("years")) or sure.lo is None or sure.hi is None:
        return None
    year = unit_named("years").factor
    return math.ceil(sure.lo / year), math.floor(sure.hi / year)


def _told_of(statement: Statement, world: World) -> tuple[Term, Term] | None:
    """The first and the last day that the amount can be told of, if it is told of one time."""
    times = [entry.time for entry in statement.claim.times if entry.key in ("at", "during")]
    if len(times) != 1 or isinstance(times[0], Stretch):
        return None
    time = times[0]
    if isinstance(time, EventRef):
        day = world.clock.event(time)
        return day, day
    if isinstance(time, Moment):
        time = in_either_style(time)
    window = window_of(time, statement.claim, world.clock)
    return None if window.lo is None or window.hi is None else (Term(None, window.lo), Term(None, window.hi))


def _resting_on(statement: Statement, world: World, *names: str) -> frozenset[Literal]:
    """What the relation rests on: where the age is told from the day of publication, on that day as well."""
    told_from_it = any(isinstance(entry.time, Relative) for entry in statement.claim.times)
    published = world.clock.rests_on(statement.claim.source) if told_from_it else frozenset[Literal]()
    return statement.resting_on(*names) | published


def _passed(since: Term, told: tuple[Term, Term], fewest: int, most: int) -> Formula:
    """From `fewest` to `most` full years lie between, and not a day too few or too many to be sure of it."""
    first, last = told
    least = max(0, math.floor(fewest * DAYS_OF_A_YEAR) - LEAP_SLACK)
    longest = math.ceil((most + 1) * DAYS_OF_A_YEAR) + LEAP_SLACK - 1
    return all_of(at_most(since.shifted(least), last), at_most(first, since.shifted(longest)))
