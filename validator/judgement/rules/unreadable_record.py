"""What could not be read.

A file, a record or a name that the loader had to refuse. Everything else was still checked and reported; exit status 3 tells that the report is not about all of the input.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World


@rule(over="report")
def tell(_: World, __: World) -> Iterator[Problem]:
    """Told by the report itself."""
    return iter(())
