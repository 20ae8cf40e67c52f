"""Two events of one subject in the wrong order.

A meeting opens before it closes and is announced before it opens. The vocabulary says so with `before` and `after`, and
bounds the time between two events with `difference`. Claims that turn the order round usually take one meeting for
another, or a date of reporting for a date of happening.

To mend a finding, check that both claims mean the same subject, and that each date is that of the event. If the order
is not a law for this kind of thing, take it out of the vocabulary.

**Flagged:**

    entities: {talks: {type: meeting}}
    properties: {opened: {kind: event, before: [closed]}, closed: {kind: event}}
    morning: [{subject: talks, property: opened, when: 2023-11-27}]  # <-- opened comes before closed
    evening: [{subject: talks, property: closed, when: 2023-11-25}]  # <-- contradiction event-order

**Flagged:**

    entities: {talks: {type: meeting}}
    properties: {announced: {kind: event}, opened: {kind: event, difference: {to: announced, max: 90 days}}}
    morning: [{subject: talks, property: opened, when: 2023-04-01}]  # <-- opened lies at most 90 days after announced
    evening: [{subject: talks, property: announced, when: 2022-12-31}]  # <-- contradiction event-order

**Accepted, because it can open and close on one day:**

    entities: {talks: {type: meeting}}
    properties: {opened: {kind: event, before: [closed]}, closed: {kind: event}}
    morning: [{subject: talks, property: opened, when: 2023-11-27}]
    evening: [{subject: talks, property: closed, when: 2023-11-27}]

**Accepted, because the month leaves a day on or after the opening:**

    entities: {talks: {type: meeting}}
    properties: {opened: {kind: event, before: [closed]}, closed: {kind: event}}
    morning: [{subject: talks, property: opened, when: 2023-11-27}]
    evening: [{subject: talks, property: closed, when: 2023-11}]

**Accepted, because 90 days after is still at most 90 days after:**

    entities: {talks: {type: meeting}}
    properties: {announced: {kind: event}, opened: {kind: event, difference: {to: announced, max: 90 days}}}
    morning: [{subject: talks, property: opened, when: 2023-03-31}]
    evening: [{subject: talks, property: announced, when: 2022-12-31}]

**Accepted, because the closing belongs to another meeting:**

    entities: {talks: {type: meeting}, earlier-talks: {type: meeting}}
    properties: {opened: {kind: event, before: [closed]}, closed: {kind: event}}
    morning: [{subject: talks, property: opened, when: 2023-11-27}]
    evening: [{subject: earlier-talks, property: closed, when: 2023-11-25}]
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from validator.judgement.amounts import stated
from validator.judgement.events import EventFamily
from validator.judgement.formulas import Formula, at_most
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World
from validator.values.quantities import Quantity

SECONDS_A_DAY = 86_400
MONTHS_OF_CYCLE = Fraction(146_097, 4_800)
"""Days of a month on average: 400 Gregorian years have 146,097 days."""
LEAP_SLACK = 4
"""Days by which a run of calendar months can differ from that average."""


@rule(over="event", weight=20)
def relate(event: EventFamily, world: World) -> Iterator[Relation]:
    for name in event.property.before:
        for other in _of_subject(event, name, world):
            yield from _ordered(event, other, event)
    for name in event.property.after:
        for other in _of_subject(event, name, world):
            yield from _ordered(other, event, event)
    for gap in event.property.difference:
        for other in _of_subject(event, gap.to, world):
            yield from _apart(event, other, gap.min, gap.max)


def _of_subject(event: EventFamily, name: str, world: World) -> list[EventFamily]:
    return [e for e in world.events.values() if e.subject == event.subject and e.property.name == name]


def _ordered(first: EventFamily, second: EventFamily, head: EventFamily) -> Iterator[Relation]:
    for one in first.stages:
        for other in second.stages:
            why = f"{first.property.name} comes before {second.property.name}, or on the same day."
            yield Relation(at_most(first.day(one), second.day(other)), frozenset(), head.question, why)


def _apart(event: EventFamily, other: EventFamily, least: Quantity | None, most: Quantity | None) -> Iterator[Relation]:
    for stage in event.stages:
        for of in other.stages:
            later, earlier = event.day(stage), other.day(of)
            formulas: list[tuple[Formula, str]] = []
            if most is not None and (days := _days(most, upward=True)) is not None:
                formulas.append((at_most(later, earlier, days), f"at most {most.text}"))
            if least is not None and (days := _days(least, upward=False)) is not None:
                formulas.append((at_most(earlier, later, -days), f"at least {least.text}"))
            for formula, words in formulas:
                why = f"{event.property.name} lies {words} after {other.property.name}."
                yield Relation(formula, frozenset(), event.question, why)


def _days(quantity: Quantity, *, upward: bool) -> int | None:
    """Whole days of a duration as the vocabulary writes it, to the side that accuses less; a year has 365 or 366."""
    limit = stated(quantity)
    if limit is None:
        return None
    match quantity.unit.dimension:
        case "duration":
            exact = limit / SECONDS_A_DAY
        case "months":
            exact = limit * MONTHS_OF_CYCLE + (LEAP_SLACK if upward else -LEAP_SLACK)
        case _:
            return None
    return math.ceil(exact) if upward else math.floor(exact)
