"""Words from which a reader works out a number or a year that stands nowhere in digits or as a word of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from validator.values.date_finds import DateFound
from validator.values.mentions import Mention

_NEXT_YEAR: Final = (
    "following year", "next year", "year later", "year after", "folgende jahr", "folgenden jahr", "folgejahr",
    "jahr darauf", "jahr später", "jahr danach", "année suivante", "an plus tard", "an après", "año siguiente",
    "año después", "año más tarde", "året därpå", "året efter", "ett år senare", "năm sau", "tahun berikutnya",
    "setahun kemudian", "次年", "翌年", "第二年", "一年后", "一年後", "следующем году", "через год", "годом позже",
)  # fmt: skip
_YEAR_BEFORE: Final = (
    "previous year", "year before", "year earlier", "vorjahr", "jahr zuvor", "jahr davor", "année précédente",
    "an plus tôt", "an auparavant", "año anterior", "año antes", "året innan", "året före", "năm trước",
    "tahun sebelumnya", "setahun sebelumnya", "前一年", "上一年", "一年前", "предыдущем году", "годом ранее",
)  # fmt: skip
_MOST_YEARS_APART: Final = 200
_COUNTED: Final = ("jährig", "monatig", "wöchig", "tägig", "stündig", "minütig", "köpfig", "årig", "månaders", "dagars")
_COMPOUND: Final = re.compile(rf"(?<=\w)-?(?=(?:{'|'.join(_COUNTED)})\w{{0,2}}\b)")
"""Where a number joins what it counts: zweijährig, 3-jährig, tvåårig."""
_MOST: Final = ("ste", "ßte")
"""Looked for first: a pattern takes ten times as long to find nothing."""
_RANK_OF_MOST: Final = re.compile(
    rf"\b([Zz]weit|[Dd]ritt|[Vv]iert|[Ff]ünft|[Ss]echst|[Ss]iebt|[Aa]cht|[Nn]eunt|[Zz]ehnt)-?(?=\w{{2,}}(?:{'|'.join(_MOST)})\w?\b)"
)
"""A place among the largest, in one word: drittgrößter, zweithöchste."""
_SHORT_YEAR: Final = re.compile(r"(?<![0-9])([0-9]{2})年(?![間代期前後目ぶ以])|(?<!\w)['’‘]([0-9]{2})(?![0-9\w])")
"""A year by its last two digits: 06年, ’06."""
_TWO_STYLES: Final = re.compile(
    r"([0-9]{1,2}\.[0-9]{1,2}\.)\s?[\[(]\s?(?:[ON]\.\s?S\.\s?)?([0-9]{1,2}\.[0-9]{1,2}\.)\s?[\])]\s?([0-9]{4})\b"
)
"""A day in both calendars before its year: `08.02. [O.S. 27.01.] 1834`."""


def spelled_out(text: str) -> str:
    """The text with numbers set free that are joined to other words, and with both days of a double date whole."""
    if any(counted in text for counted in _COUNTED):
        text = _COMPOUND.sub(" ", text)
    if any(most in text for most in _MOST):
        text = _RANK_OF_MOST.sub(r"\1e ", text)
    if "[" in text or "(" in text:
        text = _TWO_STYLES.sub(r"\1\3, \2\3", text)
    return text


def year_follows(year: int, texts: Iterable[str], dates: Iterable[DateFound], numbers: Iterable[Mention]) -> bool:
    """Whether a year is that of a date in the words and so many years ("1912 ... ten years later"), or one year; or is
    told by its last two digits.
    """
    told = {date.year for date in dates if date.year is not None}
    apart = {abs(year - other) for other in told}
    if any(number.value in apart for number in numbers if number.kind == "number" and _is_a_span(number)):
        return True
    words = " ".join(texts).lower()
    if any(int(match[1] or match[2]) == year % 100 for match in _SHORT_YEAR.finditer(words)):
        return True
    return (year - 1 in told and any(word in words for word in _NEXT_YEAR)) or (
        year + 1 in told and any(word in words for word in _YEAR_BEFORE)
    )


def _is_a_span(number: Mention) -> bool:
    return number.value is not None and 0 < number.value <= _MOST_YEARS_APART
