"""More ways to clash than could be told apart.

Claims that hang together have a budget: so many questions to a decider, so many minimal sets, and so many steps of the
solver for each question. All are counted, not timed, so that every machine stops at the same place. What was found
within the budget is listed, the rest is undecided, and exit status 4 tells so: silence must not look like consistency.
Where only the listing was cut short (a wrong number against fifteen names breaks in hundreds of ways), the finding
itself says so.

To mend a finding, settle the clashes that are listed, starting with the claim that takes part in most. A property on
which a dozen sources give a dozen answers is often two questions under one name.

**Accepted, because six answers clash in fifteen pairs, which are all listed:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:
      - {subject: treaty, property: concluded, when: 2021-01}
      - {subject: treaty, property: concluded, when: 2021-02}
      - {subject: treaty, property: concluded, when: 2021-03}
      - {subject: treaty, property: concluded, when: 2021-04}
      - {subject: treaty, property: concluded, when: 2021-05}
      - {subject: treaty, property: concluded, when: 2021-06}
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World


@rule(over="report")
def tell(_: World, __: World) -> Iterator[Problem]:
    """Told by the report itself."""
    return iter(())
