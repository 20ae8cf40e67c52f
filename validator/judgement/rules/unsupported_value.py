"""A number or date that the quote does not carry.

The digits and number words of the quote must leave room for the value; what a claim adds to its words is an interpretation nobody can check.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World
from validator.records.claim import Claim


@rule(over="claim")
def check(claim: Claim, world: World) -> Iterator[Problem]:
    from validator.records.support import unsupported

    source = next(s for s in world.corpus.sources if s.id == claim.source)
    for missing in unsupported(claim, source.language, claim.quotes):
        message = f"{claim.full_id}: {missing.field} {missing.value} has no support in the quote ({missing.reason})."
        yield Problem(
            message, (claim.full_id,), field=missing.field, severity="warning", key=f"{missing.field} {missing.value}"
        )
