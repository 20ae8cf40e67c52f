"""Numbers and dates that the words of a quote support, found in running text of any language.

Only one question is put to them: does this quote bear out that value. So they lean towards finding too much - digits
that can be read in two ways come in both - but never find a number inside another one (7 in 427).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from validator.values.date_finds import DateFound, find_dates
from validator.values.date_words import DATE_LANGUAGES, OffsetUnit
from validator.values.hedges import Hedge
from validator.values.mention_words import PERCENT, hedge_around
from validator.values.number_runs import Found, cjk_numbers, word_numbers
from validator.values.numerals import LANGUAGES, Range, last_digit_worth

__all__ = ["Mention", "dates_in", "numbers_in"]


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
    plain, places = _plain(text)
    in_date = bytearray(len(plain))
    for date in _date_finds(plain, language):
        if date.is_surely_a_date:
            in_date[date.start : date.end] = b"\x01" * (date.end - date.start)
    scans = [list(_scan(plain, scanned)) for scanned in _languages(language, (*LANGUAGES, *_CJK))]
    scans.append(list(_slashed(plain)))
    mentions = (
        mention
        for found in _outermost(scans)
        if not any(in_date[found.start : found.end])
        for mention in _numbers_of(plain, found)
    )
    return _placed(text, places, mentions)


def dates_in(text: str, language: str) -> tuple[Mention, ...]:
    """The dates and weekdays in `text`, in order; `language` is a BCP 47 tag, any unknown one means all languages."""
    plain, places = _plain(text)
    return _placed(text, places, (_date_mention(found) for found in _date_finds(plain, language)))


_CJK: Final = ("zh", "ja")
_SAME_LANGUAGE: Final[Mapping[str, str]] = {"cmn": "zh", "yue": "zh", "lzh": "zh", "in": "id", "ms": "id"}


def _languages(tag: str, known: Iterable[str]) -> list[str]:
    primary = re.split("[-_]", tag.strip().lower(), maxsplit=1)[0]
    primary = _SAME_LANGUAGE.get(primary, primary)
    known = list(known)
    return [primary] if primary in known else known


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
    r"\s{{0,2}}({})".format("|".join(map(re.escape, sorted(PERCENT, key=len, reverse=True)))), re.IGNORECASE
)
_MINUS: Final = re.compile(r"(?<!\w)[-−]\Z")


def _numbers_of(text: str, found: Found) -> Iterator[Mention]:
    """The mention of a number, then its readings as a percentage and below zero where signs say so."""
    percent = _PERCENT.match(text, found.end)
    end = percent.end() if percent else found.end
    if found.is_ordinal:
        yield _mention("ordinal", found.start, found.end, found.worth)
        return
    hedge = hedge_around(text, found.start, end)
    stated = _mention("number", found.start, found.end, found.worth)
    signed = [_hedged(stated, hedge) if hedge else stated]
    if _MINUS.search(text[max(0, found.start - 2) : found.start]) and found.worth.value:
        signed.append(_times(replace(signed[0], start=found.start - 1), Fraction(-1)))
    for mention in signed:
        yield mention
        if percent:
            yield _times(replace(mention, end=end), PERCENT[" ".join(percent[1].lower().split())])


def _mention(kind: Literal["number", "ordinal"], start: int, end: int, worth: Range) -> Mention:
    return Mention(start, end, "", kind, worth.lo, worth.hi, worth.value)


def _hedged(mention: Mention, hedge: Hedge) -> Mention:
    if mention.value is None or mention.lo is None or mention.hi is None:
        return mention
    lo = None if hedge.lo is None else mention.lo * hedge.lo
    hi = None if hedge.hi is None else mention.hi * hedge.hi
    if hedge.half_digit and lo is not None and hi is not None:
        half = last_digit_worth(mention.value) / 2
        lo, hi = min(lo, mention.value - half), max(hi, mention.value + half)
    return replace(mention, lo=lo, hi=hi)


def _times(mention: Mention, factor: Fraction) -> Mention:
    value, lo, hi = (None if bound is None else bound * factor for bound in (mention.value, mention.lo, mention.hi))
    return replace(mention, value=value, lo=lo, hi=hi) if factor > 0 else replace(mention, value=value, lo=hi, hi=lo)


def _date_finds(text: str, language: str) -> list[DateFound]:
    languages = _languages(language, DATE_LANGUAGES)
    return list(dict.fromkeys(found for name in languages for found in find_dates(text, name)))


def _date_mention(found: DateFound) -> Mention:
    return Mention(
        found.start,
        found.end,
        "",
        "date" if found.weekday is None else "weekday",
        year=found.year,
        month=found.month,
        day=found.day,
        weekday=found.weekday,
        offset=found.offset,
        offset_unit=found.offset_unit,
    )


_HALF_WIDTH: Final = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), 0xFF05, 0xFF0E, 0xFF0F, 0xFF0D)}


def _plain(text: str) -> tuple[str, Sequence[int] | None]:
    """`text` in NFC with half-width digits, and where each of its characters came from (None: the same places)."""
    plain = text.translate(_HALF_WIDTH)
    if unicodedata.is_normalized("NFC", plain):
        return plain, None
    composed: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(plain):
        characters = unicodedata.normalize("NFC", cluster[0])
        composed.append(characters)
        places.extend([cluster.start()] * len(characters))
    return "".join(composed), [*places, len(text)]


# a letter with the combining marks that compose with it; one mark alone if a text begins with one
_CLUSTER: Final = re.compile(r"[^\u0300-\u036f]?[\u0300-\u036f]{1,8}|[^\u0300-\u036f]", re.DOTALL)


def _placed(text: str, places: Sequence[int] | None, mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in the order of the text, each once, at its places in the text as given."""
    placed: list[Mention] = []
    here: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, mention.end)):
        start = mention.start if places is None else places[mention.start]
        end = mention.end if places is None else places[mention.end]
        final = replace(mention, start=start, end=end, text=text[start:end])
        if here and (here[0].start, here[0].end) != (start, end):
            here = []
        if final not in here:
            here.append(final)
            placed.append(final)
    return tuple(placed)
