"""A member that a later complete list leaves out.

Members stay members unless a source says otherwise; the assumption is named (`members-persist`, or `no-downgrade` for a set derived
from the top rung of a ladder). A set that only grows keeps its members by definition.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Relation, rule
from validator.judgement.sets import SetFamily
from validator.judgement.states import persistence
from validator.judgement.words import member_label
from validator.judgement.world import World


@rule(over="set", weight=25)
def relate(family: SetFamily, world: World) -> Iterator[Relation]:
    for member, (slot, value) in sorted(family.members.items()):
        kept = persistence(slot, value)
        if kept is None:
            continue
        positive = [e for e in slot.extents if e.value == value and e.positive]
        negative = [e for e in slot.extents if e.value == value and not e.positive and e.edge != "end"]
        for held in positive:
            for lacking in negative:
                heads = {e.from_set for e in (held, lacking)} - {None}
                if slot.property.kind != "set" and (not heads or min(heads, key=str) != family.question):
                    continue
                if held.statement.id == lacking.statement.id:
                    continue
                why = f"Once {member_label(family, member, world)} is a member, it stays one."
                yield Relation(
                    lacking.run.ends_before(held.run),
                    held.literals | lacking.literals | kept.literals,
                    family.question,
                    why,
                )
