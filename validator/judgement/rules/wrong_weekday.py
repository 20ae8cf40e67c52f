"""A date that does not fall on the weekday the text gives it."""

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
            yield Relation(weekday_fits(event, told), told.literals, event.question, why, problem=True)
