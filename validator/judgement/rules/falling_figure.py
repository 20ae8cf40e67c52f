"""A running total that is smaller later than it was before.

Some figures only grow: the confirmed dead of a flood, the goals of a season, the pages of an archive. Where the
vocabulary says so (`grows-only` on a quantity), the figure of a later day is no smaller than that of an earlier one.
A figure without a time is what was counted when its source appeared. What happened during a month (`during`) is no
running total. Two figures of one day may both be right, for the total may have grown between them; they clash only
under the assumption `same-moment`.

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

**Tension, because the article need not give the newest count:**

    entities: {flood: {type: incident}}
    properties: {killed: {kind: quantity, unit: people, grows-only: true}}
    early: {published: 2023-06-02, claims: [{subject: flood, property: killed, is: 12 people}]}  # <-- 2 June 2023
    late: {published: 2023-06-05, claims: [{subject: flood, property: killed, is: 9 people}]}  # <-- seen-at:late/c1

**Flagged:**

    entities: {flood: {type: incident}}
    properties: {killed: {kind: quantity, unit: people, grows-only: true}}
    spring: [{subject: flood, property: killed, is: 12 people, at: 2023-05}]  # <-- 12 people (May 2023)
    summer: [{subject: flood, property: killed, is: 9 people, at: 2023-06-05}]  # <-- contradiction falling-figure

**Accepted, because the total grew:**

    entities: {flood: {type: incident}}
    properties: {killed: {kind: quantity, unit: people, grows-only: true}}
    morning: [{subject: flood, property: killed, is: 9 people, at: 2023-06-02}]
    evening: [{subject: flood, property: killed, is: 12 people, at: 2023-06-05}]

**Accepted, because it had grown by the time the later article appeared:**

    entities: {flood: {type: incident}}
    properties: {killed: {kind: quantity, unit: people, grows-only: true}}
    early: {published: 2023-06-02, claims: [{subject: flood, property: killed, is: 9 people}]}
    late: {published: 2023-06-05, claims: [{subject: flood, property: killed, is: 12 people}]}

**Accepted, because the day in May may be later than the sixth:**

    entities: {flood: {type: incident}}
    properties: {killed: {kind: quantity, unit: people, grows-only: true}}
    morning: [{subject: flood, property: killed, is: 12 people, at: 2023-05}]
    evening: [{subject: flood, property: killed, is: 9 people, at: 2023-05-06}]

**Accepted, because it may have grown within the day, and did not fall:**

    entities: {flood: {type: incident}}
    properties: {killed: {kind: quantity, unit: people, grows-only: true}}
    before: [{subject: flood, property: killed, is: at least 9 people, at: 2023-06-01}]
    morning: [{subject: flood, property: killed, is: 12 people, at: 2023-06-02}]
    evening: [{subject: flood, property: killed, is: at least 12 people, at: 2023-06-02}]
    after: [{subject: flood, property: killed, is: 12 people, at: 2023-06-03}]

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

from validator.judgement.amounts import AmountFamily, Period, gap_within, is_count
from validator.judgement.formulas import Var
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World


@rule(over="amount", weight=20)
def relate(family: AmountFamily, _: World) -> Iterator[Relation]:
    counts = sorted(
        (p for p in family.periods.values() if is_count(p, family.property)),
        key=lambda p: (p.span.bounded or (), p.key),
    )
    why = f"{family.property.name} only grows."
    for earlier, later in _in_order(family, counts):
        yield Relation(
            gap_within(later, earlier, Fraction(0), None), frozenset(), family.question, why, of_one_question=True
        )


def _in_order(family: AmountFamily, counts: list[Period]) -> Iterator[tuple[Var, Var]]:
    """Counts of which one is no later than the other; what follows from these pairs is left out."""
    for count in counts:
        first, last = family.ends(count)
        if first != last:
            yield first, family.var(count)
            yield family.var(count), last
    for later in counts:
        start = later.days[0]
        before = [p for p in counts if p.days[1] < start]
        newest = max((p.days[0] for p in before), default=start)
        for earlier in before:
            if earlier.days[1] >= newest:
                yield family.ends(earlier)[1], family.ends(later)[0]
