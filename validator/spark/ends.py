"""Exact numbers as texts that sort as the numbers do, so that workers who never meet can compare amounts.

A fraction is written as its continued fraction a0 + 1/(a1 + 1/(a2 + …)). Of two that first differ in term k, the one
with the larger term is the larger number where k is even, the smaller one where k is odd; an absent term counts as
infinite. So terms at odd places are written with every digit turned round (9 - d), and texts compare byte by byte.
"""

from __future__ import annotations

from typing import Final

from validator.bulk.windows import End

LOWEST: Final = ""
"""Sorts before every end."""
HIGHEST: Final = "~~"
"""Sorts after every end."""

_TURNED: Final = str.maketrans("0123456789~!", "9876543210!~")
_MOST_DIGITS: Final = 9_999


def sortable(end: End) -> str:
    """The end as a text; `(x, 1)`, just above x, sorts right after x. Raises `ValueError` beyond 9,999 digits."""
    number, step = end
    terms = [_whole(number.numerator // number.denominator)]
    rest = number - number.numerator // number.denominator
    while rest:
        number = 1 / rest
        term = number.numerator // number.denominator
        terms.append(_whole(term))
        rest = number - term
    terms.append("~")
    return "".join(t.translate(_TURNED) if place % 2 else t for place, t in enumerate(terms)) + str(step + 1)


def _whole(number: int) -> str:
    """Length before digits, so that texts of different length sort as the numbers do; below zero all turned round."""
    digits = str(abs(number))
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"expected a number of at most {_MOST_DIGITS:,} digits, found {len(digits):,}")
    text = f"{len(digits):04}{digits}"
    return f"1{text}" if number >= 0 else f"0{text.translate(_TURNED)}"
