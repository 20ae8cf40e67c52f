"""Numbers and dates that the words of a quote support, found in running text of any language.

Only one question is put to them: does this quote bear out that value. So they lean towards finding too much - digits
that can be read in two ways come in both - but never find a number inside another one (7 in 427).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from typing import Final, Literal, NamedTuple

from validator.values.dataclass import dataclass
from validator.values.date_finds import DateFound, find_dates
from validator.values.date_words import DATE_LANGUAGES, OffsetUnit
from validator.values.hedges import Hedge
from validator.values.letters import small
from validator.values.mention_words import PERCENT, hedge_around
from validator.values.number_runs import Found, cjk_numbers, word_numbers
from validator.values.numerals import LANGUAGES, Range, last_digit_worth

__all__ = ["Mention", "dates_found", "dates_in", "has_words_for", "numbers_in"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A number or date in a text, at `text[start:end]` of the text searched (code points).

    Numbers (`number`, and `ordinal` for positions): `value` as stated, `lo` to `hi` what the words allow, `None` for no
    bound (`1600多亿` is 1600 to 1700 times 10^8, `65%以上` 0.65 and up). A percentage comes twice, as 65 and as 0.65.
    Dates (`date`, and `weekday` for a bare one): the parts that the words give; `weekday` counts from Monday = 0;
    `offset` with `offset_unit` (Y, M, W, D) is a time told from the day of writing: 去年9月 is -1 Y with month 9.
    """

    start: int
    end: int
    text: str
    kind: Literal["number", "date", "weekday", "ordinal"]
    lo: Fraction | None = None
    hi: Fraction | None = None
    value: Fraction | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int | None = None
    offset_unit: OffsetUnit | None = None


def numbers_in(text: str, language: str) -> tuple[Mention, ...]:
    """The numbers and positions in `text`, in order; `language` is a BCP 47 tag, any unknown one means all languages.

    The digits of a date that can be nothing else (27/11/2023, 9月, April 28) are left to `dates_in`.
    """
    source = _source(text)
    taken = bytearray(len(source.plain))
    for date in _date_finds(source.plain, language):
        if date.is_surely_a_date:
            taken[date.start : date.end] = b"\x01" * (date.end - date.start)
    for name in (*_POINT.finditer(source.plain), *_DISEASE.finditer(source.plain)):
        taken[name.start() : name.end()] = b"\x01" * (name.end() - name.start())
    scans = [list(_scan(source.plain, scanned)) for scanned in _languages(language, _WITH_NUMBERS)]
    scans.append(list(_slashed(source.plain)))
    numbers = [found for found in _outermost(scans) if not any(taken[found.start : found.end])]
    numbers += tuple(_sharing_a_scale(source.plain, numbers))
    return _in_order(mention for found in numbers for mention in _number_mentions(source, found))


def dates_in(text: str, language: str) -> tuple[Mention, ...]:
    """The dates and weekdays in `text`, in order; `language` is a BCP 47 tag, any unknown one means all languages."""
    source = _source(text)
    return _in_order(_date_mention(source, found) for found in _date_finds(source.plain, language))


def dates_found(text: str, language: str) -> Iterable[DateFound]:
    """The same dates for whoever looks for one of them: each as soon as it is found, in no order, their places those
    in the text as it is searched.
    """
    return _date_finds(text if text.isascii() else _source(text).plain, language)


_TO: Final = re.compile(
    r"\s{0,2}(?:-|–|—|~|～|to|and|or|bis|und|oder|à|a|y|o|et|ou|till|och|eller|đến|và|hoặc|sampai|dan|atau|至|到|或|до|или|и)\s{0,2}"
)
_DIGITS: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_SCALES: Final = frozenset(10**zeros for zeros in (3, 4, 6, 8, 9, 12))


def _sharing_a_scale(text: str, numbers: Sequence[Found]) -> Iterator[Found]:
    """The first of `80 to 100 million` in millions as well: digits whose scale word stands only after the second."""
    by_start = {found.start: found for found in numbers if not found.is_ordinal}
    for first in numbers:
        between = _TO.match(text, first.end) if _DIGITS.fullmatch(text, first.start, first.end) else None
        second = by_start.get(between.end()) if between else None
        digits = _DIGITS.match(text, second.start, second.end) if second else None
        if second is None or digits is None or digits.end() == second.end:
            continue
        written = Fraction(digits[0].replace(",", "."))
        scale = second.worth.value / written if written else Fraction(0)
        if scale in _SCALES:
            yield first._replace(worth=Range(*(end * scale for end in first.worth)))


@dataclass(frozen=True, slots=True)
class _Source:
    """A text, its `plain` form that is searched, and where each character of that came from (None: the same place)."""

    text: str
    plain: str
    places: Sequence[int] | None

    def place(self, start: int, end: int) -> tuple[int, int, str]:
        """The span `plain[start:end]` as it stands in the text, in whole letters with their marks, and its words."""
        if self.places is not None:
            # a letter and a mark that do not join have one place; a find that ends between them takes both
            while start < end and self.places[end] == self.places[end - 1]:
                end += 1
            start, end = self.places[start], self.places[end]
        return start, end, self.text[start:end]


def has_words_for(language: str) -> bool:
    """Whether numbers and dates that are spelled out in a language (a BCP 47 tag) are read at all."""
    return len(_languages(language, _WITH_NUMBERS)) == 1


_CJK: Final = ("zh", "ja")
_WITH_NUMBERS: Final = (*LANGUAGES, *_CJK)
_WITH_DATES: Final = tuple(DATE_LANGUAGES)
_SAME_LANGUAGE: Final[Mapping[str, str]] = {"cmn": "zh", "yue": "zh", "lzh": "zh", "in": "id", "ms": "id"}


@lru_cache(maxsize=256)
def _languages(tag: str, known: tuple[str, ...]) -> tuple[str, ...]:
    primary = re.split("[-_]", tag.strip().lower(), maxsplit=1)[0]
    primary = _SAME_LANGUAGE.get(primary, primary)
    return (primary,) if primary in known else known


def _scan(text: str, language: str) -> Iterator[Found]:
    return cjk_numbers(text) if language in _CJK else word_numbers(text, language)


_SLASHED: Final = re.compile(r"(?<![0-9/.,])([0-9]{1,6})/([0-9]{1,6})(?![0-9/]|[.,][0-9])")


def _slashed(text: str) -> Iterator[Found]:
    for match in _SLASHED.finditer(text):
        if int(match[2]):
            value = Fraction(int(match[1]), int(match[2]))
            yield Found(*match.span(), Range(value, value, value))


_ONE_LANGUAGE: Final = 2  # its own scan and that of slashed digits, which never find the same


def _outermost(scans: Sequence[Sequence[Found]]) -> list[Found]:
    """All finds but those strictly inside a find of another scan: another language's reading of the same digits."""
    outlines = [_outline(scan) for scan in scans]
    kept: list[Found] = []
    for number, scan in enumerate(scans):
        others = [outline for other, outline in enumerate(outlines) if outline and other != number]
        kept.extend(found for found in scan if not any(_is_inside(found, outline) for outline in others))
    return kept if len(scans) <= _ONE_LANGUAGE else list(dict.fromkeys(kept))


def _outline(scan: Sequence[Found]) -> list[tuple[int, int]]:
    """The spans of a scan that lie in no longer one, in order."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted({(found.start, -found.end) for found in scan}):
        if not spans or -end > spans[-1][1]:
            spans.append((start, -end))
    return spans


def _is_inside(found: Found, outline: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(outline, (found.start, 10**12)) - 1
    if index < 0:
        return False
    start, end = outline[index]
    return found.end <= end and end - start > found.end - found.start


_PERCENT: Final = re.compile(
    r"\s{{0,2}}({})(?!(?:age)?[\s-]{{0,2}}(?:points?\b|punkt|poäng|点|點|enhet))".format(
        "|".join(re.escape(sign) for sign in sorted(PERCENT, key=len, reverse=True) if sign[-1] not in "点點")
    ),
    re.IGNORECASE,
)
"""A percentage, but no percentage points, which are a share of nothing."""
_POINT: Final = re.compile("百分[点點]")
"""A percentage point, whose 百 is no hundred."""
_DISEASE: Final = re.compile(r"\b(?:COVID|SARS-CoV)[-‐‑–\s]?(?:19|2)(?![0-9])", re.IGNORECASE)
"""Stands in most texts of some years, and its digits count nothing."""
_MINUS: Final = re.compile(
    r"(?:(?<!\w)(?:[-−]|(?:minus|(?<!\b[ad]u )(?<!\bou )moins|(?<!\bal )(?<!\blo )(?<!\bo )menos|meno|минус|âm)\s{1,2})"
    r"|(?:マイナス|零下|氷点下|负|負))\Z",
    re.IGNORECASE,
)
"""A sign or a word for it, but not at least (au moins, al menos) and not more or less (plus ou moins)."""
_LONGEST_MINUS: Final = 12
_SHORT_SCALE: Final = re.compile(r"(?<=[0-9])(?:([mM])|([kK])|([bB]))(?![^\W_])")
"""Right behind digits: `30m` is 30 million or 30 metres."""
_SHORT_SCALES: Final = (10**6, 10**3, 10**9)


def _number_mentions(source: _Source, found: Found) -> Iterator[Mention]:
    """The mention of a number, then its readings as a percentage and below zero where signs say so."""
    text, start, end = source.plain, found.start, found.end
    worth = _Worth(*found.worth)
    if found.is_ordinal:
        yield Mention(*source.place(start, end), "ordinal", worth.lo, worth.hi, worth.value)
        return
    percent = _PERCENT.match(text, end)
    percent_end = percent.end() if percent else end
    hedge = hedge_around(text, start, percent_end)
    stated = worth.hedged(hedge) if hedge else worth
    signed = [(start, stated)]
    minus = _MINUS.search(text[max(0, start - _LONGEST_MINUS) : start]) if worth.value else None
    if minus is not None:
        signed.append((start - len(minus[0]), stated.times(Fraction(-1))))
    for sign_start, signed_worth in signed:
        yield _number_mention(source, sign_start, end, signed_worth)
        short = _SHORT_SCALE.match(text, end)
        if short and short.lastindex:
            scaled = signed_worth.times(Fraction(_SHORT_SCALES[short.lastindex - 1]))
            yield _number_mention(source, sign_start, short.end(), scaled)
        if percent:
            share = PERCENT[" ".join(small(percent[1]).split())]
            yield _number_mention(source, sign_start, percent_end, signed_worth.times(share))


class _Worth(NamedTuple):
    """A number as stated and the range its words allow, `None` for no bound."""

    value: Fraction
    lo: Fraction | None
    hi: Fraction | None

    def hedged(self, hedge: Hedge) -> _Worth:
        lo = None if hedge.lo is None or self.lo is None else self.lo * hedge.lo
        hi = None if hedge.hi is None or self.hi is None else self.hi * hedge.hi
        if hedge.half_digit and lo is not None and hi is not None:
            half = last_digit_worth(self.value) / 2
            lo, hi = min(lo, self.value - half), max(hi, self.value + half)
        return _Worth(self.value, lo, hi)

    def times(self, factor: Fraction) -> _Worth:
        lo = None if self.lo is None else self.lo * factor
        hi = None if self.hi is None else self.hi * factor
        return _Worth(self.value * factor, lo, hi) if factor > 0 else _Worth(self.value * factor, hi, lo)


def _number_mention(source: _Source, start: int, end: int, worth: _Worth) -> Mention:
    return Mention(*source.place(start, end), "number", worth.lo, worth.hi, worth.value)


class _Finds:
    """The dates of a text, found once, and no further than somebody asks."""

    def __init__(self, text: str, languages: Iterable[str]) -> None:
        self._found: list[DateFound] = []
        self._known: set[DateFound] = set()
        self._to_come = chain.from_iterable(find_dates(text, language) for language in languages)

    def __iter__(self) -> Iterator[DateFound]:
        number = 0
        while number < len(self._found) or self._finds_another():
            yield self._found[number]
            number += 1

    def _finds_another(self) -> bool:
        for found in self._to_come:
            if found not in self._known:
                self._known.add(found)
                self._found.append(found)
                return True
        return False


@lru_cache(maxsize=4)  # one text is searched for numbers and then for dates
def _date_finds(text: str, language: str) -> _Finds:
    return _Finds(text, _languages(language, _WITH_DATES))


def _date_mention(source: _Source, found: DateFound) -> Mention:
    return Mention(
        *source.place(found.start, found.end),
        "date" if found.weekday is None else "weekday",
        year=found.year,
        month=found.month,
        day=found.day,
        weekday=found.weekday,
        offset=found.offset,
        offset_unit=found.offset_unit,
    )


_HALF_WIDTH: Final = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), 0xFF05, 0xFF0E, 0xFF0F, 0xFF0D)}


def _source(text: str) -> _Source:
    """`text` with half-width digits and in NFC, which tables and patterns are written in."""
    if text.isascii():
        return _Source(text, text, None)
    plain = text.translate(_HALF_WIDTH)
    if unicodedata.is_normalized("NFC", plain):
        return _Source(text, plain, None)
    composed: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(plain):
        characters = unicodedata.normalize("NFC", cluster[0])
        composed.append(characters)
        places.extend([cluster.start()] * len(characters))
    return _Source(text, "".join(composed), [*places, len(text)])


# a letter with the combining marks that compose with it; one mark alone if a text begins with one
_CLUSTER: Final = re.compile(r"[^\u0300-\u036f]?[\u0300-\u036f]{1,8}|[^\u0300-\u036f]", re.DOTALL)


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in the order of the text, each once."""
    ordered: list[Mention] = []
    here: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, mention.end)):
        if here and (here[0].start, here[0].end) != (mention.start, mention.end):
            here = []
        if mention not in here:
            here.append(mention)
            ordered.append(mention)
    return tuple(ordered)
