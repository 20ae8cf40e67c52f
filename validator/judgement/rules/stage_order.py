"""Stages out of order.

What is agreed in principle is signed later or on the same day, never before; so with every pair of a property's `stages`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from validator.judgement.events import UNSTATED, EventFamily
from validator.judgement.formulas import at_most
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World


@rule(over="event", weight=30)
def relate(event: EventFamily, world: World) -> Iterator[Relation]:
    staged = [stage for stage in event.stages if stage not in ("", UNSTATED)]
    for earlier, later in pairwise(staged):
        why = f"{earlier} comes before {later}, or on the same day."
        yield Relation(at_most(event.day(earlier), event.day(later)), frozenset(), event.question, why)
