"""A quote that stands in its source more than once.

Which place is meant must be said: `prefix` or `suffix` give the words before or after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World
from validator.records.claim import Claim


@rule(over="claim")
def check(claim: Claim, world: World) -> Iterator[Problem]:
    anchor = world.corpus.anchors.get(claim.full_id)
    if anchor is not None and anchor.status == "ambiguous":
        message = f"{claim.full_id}: the quote stands in {claim.source} {anchor.matches} times; say which with prefix or suffix."
        yield Problem(message, (claim.full_id,), field="quote")
