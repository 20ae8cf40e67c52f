"""A date that does not fall on the weekday the text gives it.

"Wednesday, 14 October" fits some years and not others, so a weekday tests a date, a year that was filled in, and the
publication day from which "yesterday" was counted. Where it does not fit, one of the three is wrong.

To mend a finding, check the weekday against the quote, then the year of the date. If the year was taken from an
inferred publication date, the weekday is evidence about that date.

**Flagged:**

    entities: {report: {type: document}}
    properties: {appeared: {kind: event}}
    morning: [{subject: report, property: appeared, when: 2020-10-14, weekday: Thu}]  # <-- says it was a Thursday

**Tension, because the year comes from an inferred publication date:**

    entities: {report: {type: document}}
    properties: {appeared: {kind: event}}
    morning:
      published: 2020-10-15
      published-because: the office it names was held by one person in that year only
      claims: [{subject: report, property: appeared, when: 0Y-10-14, weekday: Thu}]  # <-- published:morning

**Flagged:**

    entities: {VN: {type: country}, CN: {type: country}}
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [CN], since: 2020-10-14, weekday: Thu}]  # <-- it was a Thursday

**Accepted, because 14 October 2020 was a Wednesday:**

    entities: {report: {type: document}}
    properties: {appeared: {kind: event}}
    morning: [{subject: report, property: appeared, when: 2020-10-14, weekday: Wed}]

**Accepted, because nobody states the year, and in some year that day is a Thursday:**

    entities: {report: {type: document}}
    properties: {appeared: {kind: event}}
    morning: [{subject: report, property: appeared, when: XXXX-10-14, weekday: Thu}]

**Accepted, because the month has Thursdays:**

    entities: {report: {type: document}}
    properties: {appeared: {kind: event}}
    morning: [{subject: report, property: appeared, when: 2020-10, weekday: Thu}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.clock import on_weekday
from validator.judgement.constraints import Question
from validator.judgement.events import weekday_fits
from validator.judgement.formulas import Term, Var, all_of
from validator.judgement.readings import Statement
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@rule(over="world", weight=15)
def relate(world: World, _: World) -> Iterator[Relation]:
    for event in world.events.values():
        for told in event.told:
            if told.statement.claim.weekday is not None:
                why = _why(told.statement, told.statement.claim.weekday)
                yield Relation(weekday_fits(told), told.literals, event.question, why, problem=True)
    for statement in world.statements.full:
        claim = statement.claim
        if claim.weekday is not None and statement.property.kind != "event" and len(claim.times) == 1:
            day = Term(Var("day", f"{statement.id} {claim.times[0].key} {statement.subject} by its weekday"))
            fits = all_of(world.times.inside(day, claim.times[0].time, statement), on_weekday(day, claim.weekday))
            head = Question(statement.subject, claim.property)
            yield Relation(fits, statement.literals, head, _why(statement, claim.weekday), problem=True)


def _why(statement: Statement, weekday: int) -> str:
    return f"{statement.id} says it was a {NAMES[weekday]}."
