"""An age that does not fit the day it is told of and the day it is counted from.

Somebody who was born on 8 February 1834 was 72 on 2 February 1907. The vocabulary says with `years-since` which event
an amount of years is counted from, and a claim says under `at` or `during` of when it speaks: a time, the day of
another event, or a time told from publication (`at: 0D`). An age of 73 surely means 72 or 73 full years, since many a
writer takes one year from the other; that the years are full is `full-years:<claim>`. In a text in Chinese, Japanese,
Korean or Vietnamese it can also be 71, for there the year of birth may be counted as the first and each new year as
another. Over 70 years begins with 70 full years.

Two ages are held against each other too, though nobody says when somebody was born. Where the day of which an age is
told is itself that of an event, or of an article nobody dates exactly, years are as long as suits them best: such a
finding may be missed, by a day or two, where it turns on the birthday.

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

**Flagged:**

    entities: {kim: {type: person}}
    properties: {born: {kind: event}, age: {kind: quantity, unit: years, years-since: born}}
    morning: {published: 2019-05-01, claims: [{subject: kim, property: age, is: 43 years, at: 0D}]}  # <-- full years
    evening: {published: 2021-05-01, claims: [{subject: kim, property: age, is: 39 years, at: 0D}]}  # <-- contradiction

**Tension, because the round number may stand for 75 as well:**

    entities: {kim: {type: person}}
    properties: {born: {kind: event}, age: {kind: quantity, unit: years, years-since: born}}
    morning: [{subject: kim, property: born, when: 1838-10-28}]  # <-- rounding:evening/c1
    evening: [{subject: kim, property: age, is: 70 years, at: 1914-01-05}]  # <-- tension age-mismatch

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

**Accepted, because the years may be counted from either stage:**

    entities: {bridge: {type: building}}
    properties:
      built: {kind: event, stages: [begun, opened]}
      age: {kind: quantity, unit: years, years-since: built}
    morning:
      - {subject: bridge, property: built, stage: begun, when: 1990-03-01}
      - {subject: bridge, property: built, stage: opened, when: 1995-03-01}
    evening: [{subject: bridge, property: age, is: 10 years, at: 2005-06-01}]

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

from collections.abc import Iterator

from validator.judgement.ages import years_passed
from validator.judgement.amounts import AmountFamily, counts_nominally, readings_of, unit_of
from validator.judgement.clock import event_day
from validator.judgement.constraints import Literal, Question
from validator.judgement.events import UNSTATED
from validator.judgement.formulas import Term, any_of
from validator.judgement.readings import Statement
from validator.judgement.rule import Relation, rule
from validator.judgement.windows import window_of
from validator.judgement.world import World
from validator.values.dates import EventRef, Moment, Relative, Stretch
from validator.values.old_style import in_either_style
from validator.values.units import commensurable, unit_named


@rule(over="amount", weight=20)
def relate(family: AmountFamily, world: World) -> Iterator[Relation]:
    begun = family.property.years_since
    if begun is None or not commensurable(unit_of(family), unit_named("years")):
        return
    question, beginnings = _beginnings(family.subject, begun, world)
    told = [(s, days) for s in family.statements if not s.denied and (days := _told_of(s, world)) is not None]
    if question is None and len(told) < 2:
        return
    for statement, (first, last, rests) in told:
        for interval, assumed in readings_of(statement, world.clock):
            passed = any_of(*(years_passed(since, (first, last), interval) for since in beginnings))
            literals = statement.resting_on(*assumed) | rests
            head = question or Question(family.subject, begun)
            yield Relation(passed, literals, head, _why(statement, begun, assumed, world))


def _why(statement: Statement, begun: str, assumed: tuple[str, ...], world: World) -> str:
    if f"full-years:{statement.id}" in assumed:
        return f"{statement.id} tells the full years since {begun}."
    less = "up to two less" if counts_nominally(statement, world.clock) else "one less"
    return f"{statement.id} tells the years since {begun}, so that many full years, or {less}, had passed."


def _beginnings(subject: str, begun: str, world: World) -> tuple[Question | None, list[Term]]:
    """The days from which the years may be counted, and the question they answer if claims speak of that event."""
    for event in world.events.values():
        if event.subject == subject and event.property.name == begun and not event.question.narrowed:
            return event.question, [event.day(stage) for stage in event.stages]
    staged = world.corpus.vocabulary.properties[begun].stages
    return None, [Term(event_day(subject, begun, UNSTATED if staged else ""))]


def _told_of(statement: Statement, world: World) -> tuple[Term, Term, frozenset[Literal]] | None:
    """The first and the last day that the amount can be told of, if it is told of one time, and what these rest on."""
    claim = statement.claim
    times = [entry.time for entry in claim.times if entry.key in ("at", "during")]
    if len(times) != 1:
        return None
    time = times[0]
    if isinstance(time, EventRef):
        day = world.clock.event(time)
        return day, day, frozenset()
    if isinstance(time, Stretch):
        return None
    published = world.clock.published(claim.source)
    if isinstance(time, Relative) and claim.said_on is None and published.var is not None:
        cases = time.resolve(world.clock.window(claim.source))
        shift = cases[0].shift if len(cases) == 1 else None
        if shift is not None:
            return published.shifted(shift[0]), published.shifted(shift[1]), frozenset()
    styled = in_either_style(time) if isinstance(time, Moment) else time
    days = window_of(styled, claim, world.clock).bounded
    if days is None:
        return None
    rests = frozenset() if isinstance(time, Moment) else world.clock.rests_on(claim.source)
    return Term(None, days[0]), Term(None, days[1]), rests
