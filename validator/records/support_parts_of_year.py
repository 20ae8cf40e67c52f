"""Words for a quarter or a half of a year in a quote: `Q1`, `the second quarter`, `ersten Halbjahr`, `第三季度`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from validator.values.dates_moment import SEASONS

__all__ = ["allows", "names_a_part", "parts_at", "parts_told"]

_FIRST_QUARTER: Final = 33
_FIRST_HALF: Final = 40
_RANKS: Final = (
    "first, 1st, i, 1, 1\\., 1er, 1er\\.?, 1º, 1°, 1:a, ersten?, erste[sm], premier, primer, primeiro, primo, eerste, "
    "1e, första, første, перв\\w+, 1-\\w+, pertama, một, đầu, nhất, 一, 上",
    "second, 2nd, ii, 2, 2\\., 2e, 2ème, 2º, 2°, 2:a, zweiten?, zweite[sm], deuxième, seconde?, segundo, secondo, "
    "tweede, andra, anden, andre, втор\\w+, 2-\\w+, kedua, hai, 二, 下",
    "third, 3rd, iii, 3, 3\\., 3e, 3ème, 3º, 3°, 3:e, dritten?, dritte[sm], troisième, tercer, terceiro, terzo, "
    "derde, tredje, трет\\w+, 3-\\w+, ketiga, ba, 三",
    "fourth, 4th, final, last, iv, 4, 4\\., 4e, 4ème, 4º, 4°, 4:e, vierten?, vierte[sm], quatrième, cuarto, quarto, "
    "vierde, fjärde, fjerde, четв\\w+, 4-\\w+, keempat, tư, 四",
)
_QUARTER: Final = r"quarters?|quartals?|trimestre|kwartaal|kvartalet|kvartal|квартал\w*"
_HALF: Final = r"half|halbjahre?s?|jahreshälfte|semestre|semester|halfjaar|helft|halvåret|halvår|полугоди\w+|semestr\w+"
_BEFORE_RANK: Final = {_QUARTER: r"quý|kuartal|triwulan", _HALF: "nửa|paruh"}
_SHORT: Final = {_QUARTER: "qt", _HALF: "hs"}
_CJK: Final = {_QUARTER: ("第?", "(?:季度?|四半期)"), _HALF: ("", "半[年期]")}


def _in_words(kind: str, rank: str) -> str:
    words = "|".join(word for word in rank.split(", ") if not _is_cjk(word))
    digit = next(word for word in rank.split(", ") if word.isdigit())
    return (
        rf"(?:{words})(?:\s|-){{1,3}}(?:{kind})|(?:{_BEFORE_RANK[kind]})\s(?:{words})"
        rf"|[{_SHORT[kind]}]{digit}|{digit}[{_SHORT[kind]}]"
    )


def _in_signs(kind: str, rank: str) -> str:
    signs = "|".join(word for word in rank.split(", ") if _is_cjk(word) or word.isdigit())
    before, after = _CJK[kind]
    return f"{before}(?:{signs}){after}"


def _is_cjk(word: str) -> bool:
    return word > "\u2e80"


_NAMES: Final = (
    *((_FIRST_QUARTER + n, _QUARTER, rank) for n, rank in enumerate(_RANKS)),
    *((_FIRST_HALF + n, _HALF, rank) for n, rank in enumerate(_RANKS[:2])),
)
_FIRST_LETTERS: Final = "".join(
    sorted(
        {word[0] for rank in _RANKS for word in rank.split(", ") if not _is_cjk(word)}
        | {word[0] for words in _BEFORE_RANK.values() for word in words.split("|")}
        | set("".join(_SHORT.values()))
    )
)
"""What a name in words begins with, so that most places of a text are passed at a glance."""
_NAMED: Final = rf"(?<!\w)(?=[{_FIRST_LETTERS}])(?:{{}})(?!\w)|(?=[第一三上下二四1-4])(?:{{}})".format(
    "|".join(rf"(?P<words_{code}>{_in_words(kind, rank)})" for code, kind, rank in _NAMES),
    "|".join(rf"(?P<signs_{code}>{_in_signs(kind, rank)})" for code, kind, rank in _NAMES),
)


@cache
def _named() -> re.Pattern[str]:
    """Slow to compile, and where no part of a year is told not needed."""
    return re.compile(_NAMED, re.IGNORECASE)


_ANY: Final = rf"{_QUARTER}|{_HALF}|季|四半期|半[年期]|quý|kuartal|triwulan|[qtrh][1-4]|[1-4][qtrh]"


@cache
def _any() -> re.Pattern[str]:
    return re.compile(_ANY, re.IGNORECASE)


def parts_told(texts: Iterable[str]) -> frozenset[int]:
    """The codes (33 to 36, 40, 41) of the quarters and halves that the words name by their number."""
    found = [text for text in texts if _any().search(text)]
    groups = (match.lastgroup for text in found for match in _named().finditer(text))
    return frozenset(int(group.rpartition("_")[2]) for group in groups if group)


def parts_at(text: str) -> Iterator[tuple[int, int, int]]:
    """Where a text names a quarter or half by its number, and the code of each."""
    for match in _named().finditer(text) if _any().search(text) else ():
        if match.lastgroup:
            yield match.start(), match.end(), int(match.lastgroup.rpartition("_")[2])


def names_a_part(texts: Iterable[str]) -> bool:
    """Whether the words speak of a quarter or half at all: `next quarter`."""
    return any(_any().search(text) for text in texts)


def allows(month: int, codes: Iterable[int]) -> bool:
    """Whether a month, or a part of a year under its code, may be told by the names of these parts.

    A stretch of months begins or ends with a quarter; a month inside of one is told by none.
    """
    edges = [(code, first, first + length - 1) for code in codes for _, first, length in (SEASONS[code],)]
    return any(month in told for told in edges)
