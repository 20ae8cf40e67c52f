"""A ruling that matches no finding.

A ruling is keyed by the content of the claims it is about. When one of them is edited, the finding has another id and
is open again, and the ruling is left behind; when the clash is gone, it is left behind too. A leftover ruling is
reported so that nobody trusts it for something it was not made for.

To mend a finding, look at what the ruling was about. If the finding came back under another id, rule again with the new
one in view; then remove the old file.

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021}]
    rulings:
      - finding: 00000000  # <-- The ruling on 00000000 matches no finding
        verdict: no-conflict
        because: The second paper speaks of the agreement in principle.
        by: desk
        on-date: 2026-11-22

**Accepted, because the finding it rules on is there:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed]}}
    morning: [{subject: treaty, property: concluded, stage: signed, when: 2021-09-11}]
    evening: [{subject: treaty, property: concluded, stage: signed, when: 2020}]
    rulings:
      - finding: ae6d6796
        verdict: conflict
        wrong: evening/c1
        because: The second paper took the agreement in principle for the signing.
        by: desk
        on-date: 2026-11-22
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World


@rule(over="report")
def tell(_: World, __: World) -> Iterator[Problem]:
    """Told by the report itself."""
    return iter(())
