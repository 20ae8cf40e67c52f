"""A plan, and what became of it.

A claim told as planned, hoped, possible or required is set against later claims of other sources on the same question, or on a later
stage of the same event: fulfilled (also early), partly, slipped, or still open although its time is past. A date that was inferred from the
plan cannot confirm it.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World


@rule(over="report")
def follow(_: World, __: World) -> Iterator[Problem]:
    """Read off the claims once the world is built."""
    return iter(())
