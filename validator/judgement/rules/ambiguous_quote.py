"""A quote that stands in its source more than once.

A claim points at one place in the text, so that a reader can look it up and an edit of another sentence does not move
it. Where the quoted words occur twice, nobody can tell which sentence the claim rests on.

To mend a finding, lengthen the quote, or give the words just before it (`prefix`) or just after it (`suffix`).

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:
      - {subject: treaty, property: concluded, quote: They signed.}  # <-- the quote stands in morning 2 times
      - {subject: treaty, property: concluded, quote: They signed. It was late.}

**Accepted, because the words before it tell the places apart:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:
      - {subject: treaty, property: concluded, quote: Nobody spoke. They signed.}
      - {subject: treaty, property: concluded, quote: They signed., prefix: Nobody spoke.}
      - {subject: treaty, property: concluded, quote: They signed. It was late.}

**Accepted, because the two pieces together stand there once:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:
      - {subject: treaty, property: concluded, quote: [They signed., It was early.]}
      - {subject: treaty, property: concluded, quote: They signed. It was late.}
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
        where = f"stands in {claim.source} {anchor.matches} times"
        message = f"{claim.full_id}: the quote {where}; say which with prefix or suffix."
        yield Problem(message, (claim.full_id,), field="quote")
