"""The words in front of an amount that bound it, and how far: the one table for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Final

from validator.values.dataclass import dataclass

__all__ = ["HEDGES", "Hedge", "hedge_named", "leading_hedge"]


@dataclass(frozen=True, slots=True)
class Hedge:
    """What a word in front of an amount x makes of it: from `lo` times x to `hi` times x, `None` for no bound.

    An open end leaves out the end itself. `half_digit` widens the interval to half the last non-zero digit of x either
    way where that is more.
    """

    word: str
    synonyms: tuple[str, ...]
    lo: Fraction | None
    hi: Fraction | None
    lo_open: bool = False
    hi_open: bool = False
    half_digit: bool = False


_ONE: Final = Fraction(1)
_NINE_TENTHS: Final = Fraction(9, 10)
_ELEVEN_TENTHS: Final = Fraction(11, 10)
_VAGUE: Final = ("around", "approximately", "roughly", "some", "circa", "ca.")

HEDGES: Final[tuple[Hedge, ...]] = (
    Hedge("exactly", ("precisely",), _ONE, _ONE),
    Hedge("about", _VAGUE, _NINE_TENTHS, _ELEVEN_TENTHS, half_digit=True),
    Hedge("nearly", ("almost",), _NINE_TENTHS, _ONE, hi_open=True),
    Hedge("over", ("more than", "above"), _ONE, None, lo_open=True),
    Hedge("at least", ("no less than", "not less than", "no fewer than"), _ONE, None),
    Hedge("under", ("less than", "fewer than", "below"), None, _ONE, hi_open=True),
    Hedge("at most", ("up to", "no more than", "not more than"), None, _ONE),
)

_BY_WORD: Final[Mapping[str, Hedge]] = {word: hedge for hedge in HEDGES for word in (hedge.word, *hedge.synonyms)}
_LEADING: Final = "((?ai:{}))(?:\\s+|$|(?=[-−+0-9]))".format(
    "|".join(r"(?u:\s)+".join(map(re.escape, word.split())) for word in sorted(_BY_WORD, key=len, reverse=True))
)


@cache
def _leading() -> re.Pattern[str]:
    """Slow to compile, and where no amount is told not needed."""
    return re.compile(_LEADING)


def hedge_named(word: str) -> Hedge | None:
    """The row of the table for a hedge or one of its synonyms, in any case; None for any other word."""
    return _BY_WORD.get(" ".join(word.lower().split()))


def leading_hedge(text: str) -> tuple[Hedge | None, int]:
    """The hedge that `text` begins with, and the index where the amount itself begins."""
    found = _leading().match(text)
    return (hedge_named(found[1]), found.end()) if found else (None, 0)
