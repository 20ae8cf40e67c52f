"""The words around a number in running text that bound it, and the signs for percent, in all languages at once.

Few words of one language mean something else about a number in another, so the tables are not split by language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Final

from validator.values.hedges import Hedge, hedge_named
from validator.values.letters import small

__all__ = ["PERCENT", "hedge_around"]

PERCENT: Final[Mapping[str, Fraction]] = {
    **dict.fromkeys(
        ("%", "percent", "per cent", "pct", "procent", "phần trăm", "persen", "个百分点", "個百分點", "パーセント"),
        Fraction(1, 100),
    ),
    **dict.fromkeys(("prozent", "pour cent", "por ciento"), Fraction(1, 100)),
    **dict.fromkeys(("‰", "per mille", "promille"), Fraction(1, 1000)),
}

# hedge of `hedges.HEDGES` -> the words for it before a number, separated by commas
_BEFORE: Final[Mapping[str, str]] = {
    "exactly": "exactly, precisely, just, exakt, precis, đúng, chính xác, 正好, 恰好, tepat, persis, ちょうど, "
    "genau, exactement, précisément, exactamente",
    "about": "about, around, approximately, roughly, some, circa, ca., ca, ungefär, omkring, cirka, runt, runt om, "
    "khoảng, chừng, tầm, xấp xỉ, ước tính, 约, 約, 大约, 大約, 约有, 约为, 大概, 大致, およそ, sekitar, kira-kira, "
    "kurang lebih, "
    "etwa, ungefähr, rund, zirka, an die, um die, environ, quelque, quelques, autour de, unos, unas, alrededor "
    "de, aproximadamente, около, примерно",
    "nearly": "nearly, almost, close to, nästan, närmare, knappt, gần, ngót, suýt soát, 近, 将近, 將近, 接近, hampir, "
    "fast, beinahe, nahezu, knapp, annähernd, près de, presque, casi, cerca de, почти",
    "over": "over, more than, above, exceeding, mer än, fler än, över, drygt, hơn, trên, vượt, vượt quá, 超过, "
    "超過, 超, 逾, 多于, 高于, lebih dari, di atas, "
    "über, mehr als, gut, plus de, plus d', plus d’, más de, свыше, более, больше",
    "at least": "at least, no less than, not less than, no fewer than, a minimum of, minst, åtminstone, ít nhất, "
    "tối thiểu, không dưới, 至少, 最少, 不少于, 不低于, 少なくとも, setidaknya, sedikitnya, minimal, paling sedikit, "
    "mindestens, wenigstens, zumindest, au moins, al menos, por lo menos, как минимум, не менее, не меньше",
    "under": "under, less than, fewer than, below, mindre än, färre än, dưới, chưa đến, chưa tới, ít hơn, 不到, 不足, "
    "少于, 低于, kurang dari, di bawah, "
    "unter, weniger als, moins de, moins d', moins d’, menos de, менее, меньше",
    "at most": "at most, up to, no more than, not more than, a maximum of, högst, upp till, max, maximalt, tối đa, "
    "không quá, nhiều nhất, 至多, 最多, 不超过, 不超過, paling banyak, maksimal, hingga, "
    "höchstens, bis zu, nicht mehr als, au plus, au maximum, jusqu'à, jusqu’à, como máximo, hasta, не более, не "
    "больше",
}
_AFTER: Final[Mapping[str, str]] = {
    "about": "or so, 左右, 上下, 前后, 程度, ほど, 前後",
    "nearly": "近く",
    "over": "余り, 超, lebih",
    "at least": "or more, oder mehr, ou plus, o más, eller mer, eller fler, trở lên, 以上, atau lebih",
    "under": "未満, 未滿",
    "at most": "or less, or fewer, eller mindre, eller färre, trở xuống, 以下, 以内, 以內, atau kurang",
}


def _by_word(rows: Mapping[str, str]) -> dict[str, Hedge]:
    hedges = {name: hedge_named(name) for name in rows}
    return {word.strip(): hedge for name, hedge in hedges.items() if hedge for word in rows[name].split(",")}


_BEFORE_WORDS: Final = _by_word(_BEFORE)
_AFTER_WORDS: Final = _by_word(_AFTER)
_WINDOW: Final = 40
_MOST_WORDS: Final = 4
_LONGEST_CJK: Final = 4
_MONEY_SIGN: Final = re.compile(r"(?:[A-Z]{0,3}[$€£¥]|(?<![^\W\d_])[A-Z]{3})\s{0,2}\Z")
_ARTICLE: Final = re.compile(r"(?<!\w)(?:an?|the|ett|en)\Z", re.IGNORECASE)
"""May stand between a hedge and its number: more than a hundred."""
# a measure word may stand between: 20个以上, 20カ国以上
_AFTER_PATTERN: Final = r"[^\W\d]{{0,2}}\s{{0,2}}({})".format(
    "|".join(
        re.escape(word) if word[0] > "\u2e80" else rf"(?<!\w){re.escape(word)}(?!\w)"
        for word in sorted(_AFTER_WORDS, key=len, reverse=True)
    )
)


@cache
def _after() -> re.Pattern[str]:
    """Slow to compile, and where no number is looked for not needed."""
    return re.compile(_AFTER_PATTERN, re.IGNORECASE)


def hedge_around(text: str, start: int, end: int) -> Hedge | None:
    """The hedge that the words right before or after `text[start:end]` put on the number there."""
    hedge = _hedge_at_end(text[max(0, start - _WINDOW) : start].rstrip())
    if hedge is not None:
        return hedge
    after = _after().match(text, end)
    return _AFTER_WORDS[small(after[1])] if after else None


def _hedge_at_end(window: str) -> Hedge | None:
    if _MONEY_SIGN.search(window):
        window = _MONEY_SIGN.sub("", window).rstrip()
    window = _ARTICLE.sub("", window).rstrip()
    if not window or not (window[-1].isalpha() or window[-1] == "."):
        return None
    words = window.lower().split()[-_MOST_WORDS:]
    for first in range(len(words)):
        phrase = " ".join(words[first:]).lstrip("([{«\"'“‘–—")
        if phrase in _BEFORE_WORDS:
            return _BEFORE_WORDS[phrase]
    for length in range(_LONGEST_CJK, 0, -1):
        if window[-length:] in _BEFORE_WORDS:
            return _BEFORE_WORDS[window[-length:]]
    return None
