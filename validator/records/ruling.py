"""A person's ruling on one finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from validator.records.marks import Mark
from validator.values.dataclass import dataclass

RulingVerdict = Literal["conflict", "no-conflict", "undecided"]
RULING_VERDICTS: tuple[RulingVerdict, ...] = get_args(RulingVerdict)

__all__ = ["RULING_VERDICTS", "Ruling", "RulingVerdict"]


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """Settles the finding whose fingerprint it names; written in `claims/rulings/<finding>.yaml`."""

    finding: str
    verdict: RulingVerdict
    because: str
    by: str
    on_date: str
    """An ISO day, kept as text: a ruling's date is shown, never computed with."""
    file: str
    marks: Mapping[str, Mark]
    wrong: str | None = None
    """Full id of the claim that is mistaken, or `both`, or `neither`."""

    @property
    def mark(self) -> Mark:
        return self.marks[""]
