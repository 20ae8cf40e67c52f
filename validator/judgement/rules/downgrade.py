"""A lower rung of a ladder after a higher one.

Relations between countries, ratings and ranks go up step by step, and a step down is news that an article would tell.
So two claims of which the later has the lower rung do not go together with the assumption `no-downgrade`. Mostly the
later article uses an outdated or a translated name for the rung.

To mend a finding, read how the later article names the rung. If there was a step down, some claim must tell it: an
`until` for the higher rung, or a `since` for the lower one. Either defeats the assumption.

**Flagged:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {tier: {kind: state, subject: country-pair, ladder: [partners, strategic, comprehensive]}}
    morning: [{subject: JP+VN, property: tier, is: comprehensive, at: 2022-06-01}]  # <-- comes before every day at
    evening: [{subject: JP+VN, property: tier, is: strategic, at: 2023-05-01}]  # <-- tension downgrade no-downgrade

**Accepted, because the higher rung comes later:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {tier: {kind: state, subject: country-pair, ladder: [partners, strategic, comprehensive]}}
    morning: [{subject: JP+VN, property: tier, is: strategic, at: 2022-06-01}]
    evening: [{subject: JP+VN, property: tier, is: comprehensive, at: 2023-05-01}]

**Accepted, because a source says when the lower rung began:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {tier: {kind: state, subject: country-pair, ladder: [partners, strategic, comprehensive]}}
    morning: [{subject: JP+VN, property: tier, is: comprehensive, at: 2022-06-01}]
    evening: [{subject: JP+VN, property: tier, is: strategic, since: 2023-05-01}]

**Accepted, because the two windows leave open which came first:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {tier: {kind: state, subject: country-pair, ladder: [partners, strategic, comprehensive]}}
    morning: [{subject: JP+VN, property: tier, is: comprehensive, at: 2023}]
    evening: [{subject: JP+VN, property: tier, is: strategic, at: 2023-05-01}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.constraints import assumption
from validator.judgement.rule import Relation, rule
from validator.judgement.states import StateFamily
from validator.judgement.words import label
from validator.judgement.world import World


@rule(over="state", weight=30)
def relate(family: StateFamily, world: World) -> Iterator[Relation]:
    if not family.property.ladder:
        return
    on_ladder = [(e, height) for e in family.extents if e.positive and (height := family.rung(e.value)) is not None]
    for higher, top in on_ladder:
        if family.defeats(higher.value, later_denial=False):
            continue
        for lower, height in on_ladder:
            if height < top:
                head = higher.from_set or lower.from_set or family.question
                up, down = label(family, higher.value, world), label(family, lower.value, world)
                why = f"Assuming no downgrade, every day at {down} comes before every day at {up}."
                literals = higher.literals | lower.literals | {assumption("no-downgrade")}
                yield Relation(lower.run.ends_before(higher.run), literals, head, why)
