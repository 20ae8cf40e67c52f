"""Rates told to a round number of something: `4 per million`, `55 cases per 100,000 people`, `1 in 250,000`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from validator.values.dataclass import dataclass
from validator.values.unit_tables import SCALE_WORDS

__all__ = ["Base", "read_base", "told_of_one"]


@dataclass(frozen=True, slots=True)
class Base:
    """What a rate is told to: of `size` of the things named `below`, so many of those named `above` ("" for none).

    `last_nonzero` is what one more in the last non-zero digit of the size is worth, as it was written.
    """

    above: str
    size: int
    last_nonzero: int
    below: str


_MOST_DIGITS: Final = 15
_SCALES: Final = "|".join(SCALE_WORDS)
_BASE: Final = re.compile(
    r"(?:(?P<above>\S.*?)\s+)??(?:in|per|out of|for every)\s+(?:(?:an?|one|each|every)\s+(?=(?:" + _SCALES + r")\b))?"
    r"(?P<digits>[1-9][0-9]{0,2}(?:[,\x20\xa0\u2009\u202f][0-9]{3})+(?![0-9])|[1-9][0-9]*)?"
    r"(?P<scales>(?:\s*(?:" + _SCALES + r")\b)*)(?:\s+(?P<below>[^\W\d_].*))?",
    re.IGNORECASE,
)


def read_base(words: str) -> Base | None:
    """The base that the words after the number of a rate name; None where they name none (`km per hour`, `in`)."""
    found = _BASE.fullmatch(words)
    if found is None or not (found["digits"] or found["scales"]):
        return None
    digits = re.sub("[^0-9]", "", found["digits"] or "1")
    if len(digits) > _MOST_DIGITS:
        return None
    scale = 1
    for word in found["scales"].split():
        scale *= SCALE_WORDS[word.lower()]
    size = int(digits)
    return Base(
        found["above"] or "", size * scale, 10 ** (len(digits) - len(digits.rstrip("0"))) * scale, found["below"] or ""
    )


def told_of_one(base: Base) -> tuple[Fraction, Fraction]:
    """Between which shares of itself `1 in 250,000` may lie: the base is its figure, and as round as it is written.

    A tenth either way is the least, as for every common fraction. Of one in a hundred or a million nobody knows which
    of the two is the figure, so that it may be half of one more or less, too.
    """
    half = Fraction(base.last_nonzero, 2)
    low, high = base.size / (base.size + half), base.size / (base.size - half)
    if base.last_nonzero == base.size and str(base.size).strip("0") == "1":
        low, high = min(low, Fraction(1, 2)), max(high, Fraction(3, 2))
    return min(low, Fraction(9, 10)), max(high, Fraction(11, 10))
