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

from validator.judgement.events import EventFamily, weekday_fits
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@rule(over="event", weight=15)
def relate(event: EventFamily, world: World) -> Iterator[Relation]:
    for told in event.told:
        weekday = told.statement.claim.weekday
        if weekday is not None:
            why = f"{told.statement.id} says it was a {NAMES[weekday]}."
            yield Relation(weekday_fits(told), told.literals, event.question, why, problem=True)
