"""A plan for what was already done.

What a source tells as planned is still ahead on the day the source appears; a claim that dates it earlier speaks against that.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.events import EventFamily, still_ahead
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World


@rule(over="event", weight=15)
def relate(event: EventFamily, world: World) -> Iterator[Relation]:
    if not event.told:
        return
    for plan in event.planned:
        why = f"{plan.statement.id} tells it as planned, so it lies on or after the publication of {plan.statement.claim.source}."
        yield Relation(still_ahead(event, plan), plan.literals, event.question, why)
