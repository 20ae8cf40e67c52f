"""Claims that seem to clash and do not.

Read bare, without their time, stage, scope, series, speaker or emendation, claims of different sources contradict each other; what the
claims say of these dissolves the clash. Reported as `explained`, once per question and smallest set of qualifiers, so that nobody has to
find out again why two figures differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World


@rule(over="report")
def explain(_: World, __: World) -> Iterator[Problem]:
    """Read off the bare reading once all minimal sets are known."""
    return iter(())
