"""The words for units right after or before a number in running text, where they mean one unit only.

`$` and 元 alone, tons and points stand in no row: they mean several things, and a person knows which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from validator.values.mention_words import PERCENT

__all__ = ["unit_around"]

# unit as a claim writes it -> the words for it after a number, separated by commas
_AFTER: Final[Mapping[str, str]] = {
    "USD": "USD, US dollars, US dollar, U.S. dollars, 美元, 美金, đô la Mỹ, đôla Mỹ, amerikanska dollar, dolar AS, "
    "米ドル, 미국 달러",
    "EUR": "EUR, euros, euro, 欧元, 歐元, ユーロ",
    "JPY": "JPY, yen, 日元, 日圆, yên, yên Nhật, 円",
    "CNY": "CNY, yuan renminbi, 人民币, 元人民币, nhân dân tệ",
    "GBP": "GBP, pounds sterling, 英镑, bảng Anh",
    "SEK": "SEK, svenska kronor, Swedish kronor",
    "VND": "VND, Vietnamese dong, 越南盾",
    "IDR": "IDR, rupiah",
    "KRW": "KRW, won Hàn Quốc, 韩元",
    "km": "km, kilometres, kilometers, kilometer, 公里, 千米, kilomét, ki-lô-mét",
    "nmi": "nautical miles, nautical mile, hải lý, 海里, sjömil, mil laut",
    "ha": "ha, hectares, hectare, hecta, héc-ta, hektar, 公顷",
    "km2": "km2, km², square kilometres, square kilometers, 平方公里, kilômét vuông, kvadratkilometer",
    "kg": "kg, kilograms, 公斤, kilogam",
    "MW": "MW, megawatts, megawatt, 兆瓦",
    "days": "days, day, 天, ngày, dagar, dygn, hari, 日間",
    "years": "years, 年間, 年来",
    "percentage points": "percentage points, percentage point, procentenheter, điểm phần trăm, 个百分点, 個百分點",
}
_BEFORE: Final[Mapping[str, str]] = {
    "USD": "US$, USD",
    "EUR": "€, EUR",
    "GBP": "GBP",
    "JPY": "JPY, JP¥",
    "CNY": "CNY, RMB",
    "SEK": "SEK",
    "VND": "VND",
}
_LONGEST: Final = 24


def _by_word(rows: Mapping[str, str]) -> dict[str, str]:
    return {word.strip().lower(): unit for unit, words in rows.items() for word in words.split(",")}


_UNIT_AFTER: Final = _by_word(_AFTER)
_UNIT_BEFORE: Final = _by_word(_BEFORE)
_LENGTHS: Final = sorted({len(word) for word in _UNIT_AFTER}, reverse=True)
_GAP: Final = re.compile(r"\s{0,2}")


def unit_around(text: str, start: int, end: int) -> tuple[str, int]:
    """The unit that words give to the number `text[start:end]`, and where those words end; `""` and `end` for none.

    A sign for percent that is part of the stretch counts as well.
    """
    gap = _GAP.match(text, end)
    at = end if gap is None else gap.end()
    window = text[at : at + _LONGEST].lower()
    for length in _LENGTHS:
        unit = _UNIT_AFTER.get(window[:length])
        if unit is not None and len(window) >= length and not _goes_on(window, length):
            return unit, at + length
    number = text[start:end].lower()
    if any(number.endswith(sign) for sign, worth in PERCENT.items() if worth.denominator == 100):
        return "%", end
    before = text[max(0, start - _LONGEST) : start].rstrip().lower()
    for word, unit in _UNIT_BEFORE.items():
        stands_alone = not before[: -len(word)][-1:].isalpha()
        if before.endswith(word) and stands_alone:
            return unit, end
    return "", end


def _goes_on(window: str, length: int) -> bool:
    """Whether a word of letters that are set apart by spaces goes on after what was found of it."""
    last, following = window[length - 1], window[length : length + 1]
    return last < "\u2e80" and (following.isalnum() or following in ("²", "³")) and following < "\u2e80"
