"""More ways to clash than could be told apart.

Claims that hang together have a budget: so many minimal sets, and so many steps of the solver for each question asked
of it. Both are counted, not timed, so that every machine stops at the same place. What was found within the budget is
listed, the rest is undecided, and exit status 4 tells so: silence must not look like consistency.

To mend a finding, settle the clashes that are listed, starting with the claim that takes part in most. A property on
which a dozen sources give a dozen answers is often two questions under one name.

**Undecided, because twelve answers to one question clash in sixty-six pairs, and sixty-four are listed:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:
      - {subject: treaty, property: concluded, when: 2021-01}  # <-- 12 claims hang together
      - {subject: treaty, property: concluded, when: 2021-02}  # <-- 12 claims hang together
      - {subject: treaty, property: concluded, when: 2021-03}  # <-- 12 claims hang together
      - {subject: treaty, property: concluded, when: 2021-04}  # <-- 12 claims hang together
      - {subject: treaty, property: concluded, when: 2021-05}  # <-- 12 claims hang together
      - {subject: treaty, property: concluded, when: 2021-06}  # <-- 12 claims hang together
      - {subject: treaty, property: concluded, when: 2021-07}  # <-- 12 claims hang together
      - {subject: treaty, property: concluded, when: 2021-08}  # <-- 12 claims hang together
      - {subject: treaty, property: concluded, when: 2021-09}  # <-- 12 claims hang together
      - {subject: treaty, property: concluded, when: 2021-10}  # <-- 12 claims hang together
      - {subject: treaty, property: concluded, when: 2021-11}  # <-- 12 claims hang together
      - {subject: treaty, property: concluded, when: 2021-12}  # <-- 12 claims hang together

**Accepted, because eleven answers clash in fifty-five pairs, which are all listed:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:
      - {subject: treaty, property: concluded, when: 2021-01}
      - {subject: treaty, property: concluded, when: 2021-02}
      - {subject: treaty, property: concluded, when: 2021-03}
      - {subject: treaty, property: concluded, when: 2021-04}
      - {subject: treaty, property: concluded, when: 2021-05}
      - {subject: treaty, property: concluded, when: 2021-06}
      - {subject: treaty, property: concluded, when: 2021-07}
      - {subject: treaty, property: concluded, when: 2021-08}
      - {subject: treaty, property: concluded, when: 2021-09}
      - {subject: treaty, property: concluded, when: 2021-10}
      - {subject: treaty, property: concluded, when: 2021-11}
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World


@rule(over="report")
def tell(_: World, __: World) -> Iterator[Problem]:
    """Told by the report itself."""
    return iter(())
