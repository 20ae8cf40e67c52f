"""A quote that does not stand in its source.

Evidence is verbatim or it is none: only Unicode normal form and white space may differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World
from validator.records.claim import Claim


@rule(over="claim")
def check(claim: Claim, world: World) -> Iterator[Problem]:
    anchor = world.corpus.anchors.get(claim.full_id)
    if anchor is None:
        return
    if anchor.status == "missing":
        hint = f" The nearest passage there is: {anchor.nearest}" if anchor.nearest else ""
        message = f"{claim.full_id}: the quote does not stand in the text of {claim.source}.{hint}"
        yield Problem(message, (claim.full_id,), field="quote")
    elif anchor.status == "no-text":
        message = f"{claim.full_id}: whether the quote stands in {claim.source} cannot be told without its text."
        yield Problem(message, (claim.full_id,), field="quote", undecided=True)
