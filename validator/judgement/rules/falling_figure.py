"""A running total that is smaller later than it was before.

Some figures only grow: the confirmed dead of a flood, the goals of a season, the pages of an archive. Where the
vocabulary says so (`grows-only` on a quantity), the figure of a later day is no smaller than that of an earlier one.
Only figures of single days are held against each other this way; what happened during a month is no running total.

To mend a finding, check the days of both figures first, then whether the later one leaves part of them out (`among`,
`except`) or corrects the earlier one. A correction is a real clash, to be ruled on.

**Flagged:**

    entities: {flood: {type: incident}}
    properties: {killed: {kind: quantity, unit: people, grows-only: true}}
    morning: [{subject: flood, property: killed, is: 12 people, at: 2023-06-02}]  # <-- only grows
    evening: [{subject: flood, property: killed, is: 9 people, at: 2023-06-05}]  # <-- contradiction falling-figure

**Tension, because the first number is a round one:**

    entities: {flood: {type: incident}}
    properties: {displaced: {kind: quantity, unit: people, grows-only: true}}
    morning: [{subject: flood, property: displaced, is: 3000 people, at: 2023-06-02}]  # <-- rounding:morning/c1
    evening: [{subject: flood, property: displaced, is: 2600 people, at: 2023-06-05}]  # <-- tension falling-figure

**Accepted, because the total grew:**

    entities: {flood: {type: incident}}
    properties: {killed: {kind: quantity, unit: people, grows-only: true}}
    morning: [{subject: flood, property: killed, is: 9 people, at: 2023-06-02}]
    evening: [{subject: flood, property: killed, is: 12 people, at: 2023-06-05}]

**Accepted, because each figure is of a month of its own:**

    entities: {flood: {type: incident}}
    properties: {killed: {kind: quantity, unit: people, grows-only: true}}
    morning: [{subject: flood, property: killed, is: 12 people, during: 2023-06}]
    evening: [{subject: flood, property: killed, is: 9 people, during: 2023-07}]

**Accepted, because the later figure only says that there are at least so many:**

    entities: {flood: {type: incident}}
    properties: {killed: {kind: quantity, unit: people, grows-only: true}}
    morning: [{subject: flood, property: killed, is: 12 people, at: 2023-06-02}]
    evening: [{subject: flood, property: killed, is: at least 9 people, at: 2023-06-05}]
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from validator.judgement.amounts import AmountFamily, gap_within
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World


@rule(over="amount", weight=20)
def relate(family: AmountFamily, _: World) -> Iterator[Relation]:
    if not family.property.grows_only:
        return
    days = [p for p in family.periods.values() if p.span.is_day and not p.loose]
    for earlier, later in pairwise(sorted(days, key=lambda p: p.span.lo or 0)):
        formula = gap_within(family.var(later), family.var(earlier), Fraction(0), None)
        why = f"{family.property.name} only grows."
        yield Relation(formula, frozenset(), family.question, why)
