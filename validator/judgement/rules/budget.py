"""More ways to clash than could be told apart.

Every component of claims has a budget of minimal sets and solver steps. What was found within it is listed; the rest is undecided, and exit status 4 tells so.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World


@rule(over="report")
def tell(_: World, __: World) -> Iterator[Problem]:
    """Told by the report itself."""
    return iter(())
