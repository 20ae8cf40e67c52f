"""Two amounts of one subject further apart, or closer together, than the vocabulary allows.

The killed are among the casualties, and a country's exports to one partner are no more than all its exports. The
vocabulary says so with `difference`: how much one amount exceeds another at least (`min`) or at most (`max`).

To mend a finding, check that both figures are of the same period and cover the same people or goods. A figure that
leaves out part of what its property means needs a scope (`among`, `except`).

**Flagged:**

    entities: {flood: {type: incident}}
    properties:
      killed: {kind: quantity, unit: people}
      casualties: {kind: quantity, unit: people, difference: {to: killed, min: 0 people}}
    morning: [{subject: flood, property: killed, is: 12 people, during: 2023-06}]  # <-- casualties exceeds killed by
    evening: [{subject: flood, property: casualties, is: 9 people, during: 2023-06}]  # <-- at least 0 people

**Tension, because neither text says of when it speaks:**

    entities: {ahr-valley: {type: valley}}
    properties:
      bridges: {kind: quantity, unit: bridges}
      bridges-lost: {kind: quantity, unit: bridges, difference: {to: bridges, max: 0 bridges}}
    morning: [{subject: ahr-valley, property: bridges, is: 75 bridges}]  # <-- same-period:morning/c1
    evening: [{subject: ahr-valley, property: bridges-lost, is: 82 bridges}]  # <-- tension amount-difference

**Accepted, because nobody but the killed may have come to harm:**

    entities: {flood: {type: incident}}
    properties:
      killed: {kind: quantity, unit: people}
      casualties: {kind: quantity, unit: people, difference: {to: killed, min: 0 people}}
    morning: [{subject: flood, property: killed, is: 12 people, during: 2023-06}]
    evening: [{subject: flood, property: casualties, is: 12 people, during: 2023-06}]

**Accepted, because a hedged figure leaves room:**

    entities: {flood: {type: incident}}
    properties:
      killed: {kind: quantity, unit: people}
      casualties: {kind: quantity, unit: people, difference: {to: killed, min: 0 people}}
    morning: [{subject: flood, property: killed, is: 12 people, during: 2023-06}]
    evening: [{subject: flood, property: casualties, is: at least 9 people, during: 2023-06}]

**Accepted, because the two figures are of different months:**

    entities: {flood: {type: incident}}
    properties:
      killed: {kind: quantity, unit: people}
      casualties: {kind: quantity, unit: people, difference: {to: killed, min: 0 people}}
    morning: [{subject: flood, property: killed, is: 12 people, during: 2023-06}]
    evening: [{subject: flood, property: casualties, is: 9 people, during: 2023-05}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.amounts import AmountFamily, gap_within, unit_of
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World
from validator.values.units import commensurable


@rule(over="amount", weight=20)
def relate(family: AmountFamily, world: World) -> Iterator[Relation]:
    for gap in family.property.difference:
        limits = [q for q in (gap.min, gap.max) if q is not None]
        for other in world.amounts.values():
            if other.subject != family.subject or other.property.name != gap.to or other.question.narrowed:
                continue
            if not all(commensurable(q.unit, unit_of(family)) for q in limits):
                continue
            untold = [None] if not family.periods and not other.periods else []
            for period in (*family.periods.values(), *untold):
                if period is None or period.name in other.periods:
                    low = None if gap.min is None else gap.min.sure.lo
                    high = None if gap.max is None else gap.max.sure.hi
                    formula = gap_within(family.var(period), other.var(period), low, high)
                    least = f"at least {gap.min.text}" if gap.min is not None else ""
                    most = f"at most {gap.max.text}" if gap.max is not None else ""
                    words = " and ".join(filter(None, (least, most)))
                    why = f"{family.property.name} exceeds {gap.to} by {words}."
                    yield Relation(formula, frozenset(), family.question, why)
