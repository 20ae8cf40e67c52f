"""Whether the words of a quote bear out the numbers and dates that a claim takes from them.

A false alarm costs more than a miss here: a value is called unsupported only if no number or date in the quote could
stand for it. What a reader fills in from the context - the year of "11 September", the unit of "42.7", the date of
"yesterday" - is not asked for. Nobody and a single one have more words than a table can hold (no deaths, another
victim). A language without a table is held to its digits alone: whatever hedge, scale or month stands beside them is
unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final, Literal

from validator.records.claim import Claim, TermValue
from validator.records.support_parts_of_year import allows, names_a_part, parts_told
from validator.records.support_words import spelled_out, year_follows
from validator.values.calendar import WEEKDAYS
from validator.values.dataclass import dataclass
from validator.values.date_finds import DateFound
from validator.values.dates import EventRef, Moment, Relative, Stretch, Time
from validator.values.dates_moment import SEASONS
from validator.values.intervals import Interval
from validator.values.mentions import Mention, dates_found, dates_in, has_words_for, numbers_in
from validator.values.quantities import Quantity
from validator.values.relative import Offset

Part = Literal["year", "month", "day"]

_FINEST_FIRST: Final[tuple[Part, ...]] = ("day", "month", "year")
_WRITTEN_DAY: Final = re.compile(r"([0-9]{4}|XXXX)(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?(?:[~?%]| [ON]\.S\.)?")
_BEGINS_WITH: Final = re.compile(r"[0-9]{1,9}(?![0-9.,])")
_LAST_MONTH: Final = 12
_FIRST_QUARTER: Final = 33
_TOLD_IN: Final[Mapping[Part, tuple[str, ...]]] = {
    "day": ("D", "W"),
    "month": ("D", "W", "M"),
    "year": ("D", "W", "M", "Y"),
}
"""Units of an offset ("yesterday", "last month") that leave a part of the date to the reader."""
_LISTED: Final = 5
_NEED_NO_NUMBER: Final = tuple(Interval(value - Fraction(1, 2), value + Fraction(1, 2)) for value in (0, 1))
"""What is told without a number: nobody, and a single one."""
_LARGEST_SCALE: Final = 13
"""Zeros that a word of an unknown language may add, and one: up to a million millions."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A value of a claim that the words of its quote do not bear out."""

    field: str
    """Key of `Claim.marks`: `is`, `count`, `when`, `since.1`."""
    value: str
    reason: str
    date: tuple[tuple[Part, int], ...] = ()
    """What the words of a date would have to name."""


def unsupported(claim: Claim, language: str, quotes: Sequence[str]) -> tuple[Unsupported, ...]:
    """The values of a claim that no number and no date in the quotes could stand for.

    An emended reading (`fix`) counts as well as the words themselves.
    """
    words = _Words(quotes, claim.fix, language)
    return (*_unsupported_numbers(claim, words), *_unsupported_times(claim, words))


def told_elsewhere(missing: Unsupported, language: str, text: str) -> str:
    """The fullest words of a text for a date which the quote lacks; only the year may be left to the reader. Empty
    where none name it.
    """
    wanted = dict(missing.date)
    found = [mention.text for mention in dates_in(text, language) if wanted and _names(mention, wanted)]
    return max(found, key=len, default="")


def _names(mention: Mention, wanted: Mapping[Part, int]) -> bool:
    told = {part: getattr(mention, part) for part in wanted}
    finest = next(part for part in _FINEST_FIRST if part in wanted)
    return all(
        told[part] == value or (told[part] is None and part == "year" != finest) for part, value in wanted.items()
    )


class _Words:
    """The numbers and dates in a quote, as it stands and as emended, each looked for when it is asked for.

    Most quotes bear out their claim: the search for dates ends at the one that does.
    """

    def __init__(self, quotes: Sequence[str], fix: Iterable[tuple[str, str]], language: str) -> None:
        text = spelled_out("\n".join(quotes))
        emended = text
        for wrong, right in fix:
            emended = emended.replace(wrong, right)
        self._texts = (text,) if emended == text else (text, emended)
        self._language = language
        self._dates: Iterable[DateFound] | None = None
        self.are_read = has_words_for(language)

    @cached_property
    def numbers(self) -> list[Mention]:
        return [mention for reading in self._texts for mention in numbers_in(reading, self._language)]

    @property
    def dates(self) -> Iterable[DateFound]:
        if self._dates is None:
            found = [dates_found(reading, self._language) for reading in self._texts]
            self._dates = found[0] if len(found) == 1 else tuple(chain.from_iterable(found))
        return self._dates

    def has_number(self, within: Interval, scales: Iterable[Fraction] = (Fraction(1),)) -> bool:
        if not self.numbers:
            return not self.are_read or any(words.contains(within) for words in _NEED_NO_NUMBER)
        if not self.are_read:
            within = _with_room_for_a_hedge(within)
            scales = [scale * 10**zeros for scale in scales for zeros in range(_LARGEST_SCALE)]
        return any(_meets(mention, within, scale) for mention in self.numbers for scale in scales)

    @property
    def date_the_text(self) -> bool:
        """Whether a date is told in a way that is understood: in words that are read, or wholly in digits."""
        return self.are_read or any(date.year and date.month and date.day for date in self.dates)

    def tells_part_of_year(self, month: int) -> bool:
        """Whether a quarter or half is named that a month or code may mean, or one is named and left open."""
        if self._parts_of_year:
            return allows(month, self._parts_of_year)
        if month in SEASONS:
            _, first, length = SEASONS[month]
            told = {date.month for date in self.dates}
            return names_a_part(self._texts) or bool(told & set(range(first, first + length)))
        return False

    @cached_property
    def _parts_of_year(self) -> frozenset[int]:
        return parts_told(self._texts)

    def leads_to(self, year: int) -> bool:
        return year_follows(year, self._texts, self.dates, self.numbers)

    def has_value(self, value: int) -> bool:
        return any(mention.value == value for mention in self.numbers)

    @property
    def told_numbers(self) -> str:
        return _told(self.numbers, "number")

    @property
    def told_dates(self) -> str:
        return _told([date for reading in self._texts for date in dates_in(reading, self._language)], "date")


def _with_room_for_a_hedge(within: Interval) -> Interval:
    """The number that a hedge names, and little else: "more than 180" is told of 180."""
    lo, hi = within.lo, within.hi
    if lo is None or hi is None:
        named = hi if lo is None else lo
        lo = hi = named
    return within if lo is None or hi is None else Interval(lo - 1, hi + 1)


def _told(mentions: Sequence[Mention], kind: str) -> str:
    texts = list(dict.fromkeys(mention.text for mention in mentions))
    more = f" and {len(texts) - _LISTED} more" if len(texts) > _LISTED else ""
    return f"it has {', '.join(texts[:_LISTED])}{more}" if texts else f"it has no {kind}"


def _meets(mention: Mention, within: Interval, scale: Fraction) -> bool:
    """Whether some value the words allow lies in an interval, ends included."""
    low = None if mention.lo is None else mention.lo * scale
    high = None if mention.hi is None else mention.hi * scale
    if low is not None and within.lo is not None and high is None and within.hi is None:
        return abs(within.lo - low) <= 1  # "over 40" is no "over 50", and of things that come whole it is 41
    if high is not None and within.hi is not None and low is None and within.lo is None:
        return abs(within.hi - high) <= 1
    below = high is not None and within.lo is not None and high < within.lo
    above = low is not None and within.hi is not None and low > within.hi
    return not below and not above


def _unsupported_numbers(claim: Claim, words: _Words) -> Iterator[Unsupported]:
    if isinstance(claim.is_, Quantity):
        told = claim.is_
        if not _tells(words, told):
            yield Unsupported("is", told.text, f"no number in the quote fits {told.text}: {words.told_numbers}")
    yield from _unsupported_terms(claim, words)
    if claim.count is not None and not words.has_number(claim.count.sure) and not _counts_list(claim.count, claim):
        told = claim.count
        yield Unsupported("count", told.text, f"no number in the quote fits {told.text}: {words.told_numbers}")
    if claim.nth is not None:
        first, last = claim.nth
        ordinals = [mention for mention in words.numbers if mention.kind == "ordinal"]
        # Being the first has more words than a table can hold: debut, maiden, unprecedented, largest.
        unread = not words.are_read and not words.numbers
        is_told = words.has_value(last) or (last == 1 and not ordinals) or last - first + 1 in _lengths(claim)
        if not is_told and not unread:
            text = str(last) if first == last else f"{first}..{last}"
            yield Unsupported("nth", text, f"no position in the quote fits {text}: {words.told_numbers}")


def _unsupported_terms(claim: Claim, words: _Words) -> Iterator[Unsupported]:
    """Terms that begin with a number, as `60+` does, are told by that number."""
    listed = (("is", (claim.is_,)), ("has", claim.has), ("only", claim.only), ("not", claim.not_))
    for field, values in listed:
        for value in values or ():
            if not isinstance(value, TermValue) or not (number := _BEGINS_WITH.match(value.text)):
                continue
            if words.has_value(int(number[0])) or not (words.numbers or words.are_read):
                continue
            yield Unsupported(field, value.text, f"no number in the quote fits {value.text}: {words.told_numbers}")


def _tells(words: _Words, told: Quantity) -> bool:
    """Of an interval both ends are told. Of a rate both its numbers are, but for the one of `1 in 250,000`, which is
    often an article.
    """
    scales = {Fraction(1), told.unit.factor}
    if ".." in told.text:
        return all(words.has_number(end, scales) for end in _ends(told))
    if told.unit.base is None:
        return words.has_number(told.rounded, scales)
    base_is_told = not words.are_read or words.has_value(told.unit.base.size)
    return base_is_told and (told.rounded.contains(told.unit.factor) or words.has_number(told.rounded, scales))


def _ends(told: Quantity) -> list[Interval]:
    return [Interval.point(end) for end in (told.sure.lo, told.sure.hi) if end is not None]


def _counts_list(count: Quantity, claim: Claim) -> bool:
    return any(not count.sure.disjoint(Interval.point(Fraction(length))) for length in _lengths(claim))


def _lengths(claim: Claim) -> tuple[int, ...]:
    """Lengths of the lists a claim gives: whoever lists four names need not write the number."""
    return tuple(len(listed) for listed in (claim.only, claim.has) if listed is not None)


def _unsupported_times(claim: Claim, words: _Words) -> Iterator[Unsupported]:
    counts: dict[str, int] = {}
    for entry in claim.times if words.date_the_text else ():
        index = counts.get(entry.key, 0)
        counts[entry.key] = index + 1
        missing = sorted(set(_missing_parts(entry.time, words)), key=lambda part: (part[0] != "year", part))
        if missing:
            field = f"{entry.key}.{index}" if f"{entry.key}.{index}" in claim.marks else entry.key
            parts = [_named(part, value) for part, value in missing]
            lacking = " or ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
            reason = f"no date in the quote has {lacking}: {words.told_dates}"
            yield Unsupported(field, getattr(entry.time, "text", ""), reason, tuple(_date_of(entry.time).items()))
    if claim.weekday is None:
        return
    stated = {date.weekday for date in words.dates if date.weekday is not None}
    if stated and claim.weekday not in stated:
        yield Unsupported("weekday", WEEKDAYS[claim.weekday], f"the quote names another weekday: {words.told_dates}")


def _missing_parts(time: Time | None, words: _Words) -> list[tuple[Part, int]]:
    match time:
        case Moment(precision="span") if ".." in time.text:
            return _missing_from_window(time, words)
        case Moment():
            return _missing(_written_parts(time.text), words)
        case Stretch():
            return [*_missing_parts(time.start, words), *_missing_parts(time.end, words)]
        case Relative(meaning=Offset()):
            return _missing(_date_of(time), words)
        case Relative() | EventRef() | None:
            return []


def _named(part: Part, value: int) -> str:
    return SEASONS[value][0] if part == "month" and value in SEASONS else f"the {part} {value}"


def _date_of(time: Time | None) -> Mapping[Part, int]:
    """What the words for one date have to name."""
    match time:
        case Moment():
            return _written_parts(time.text)
        case Relative(meaning=Offset(fixed=fixed)):
            parts: dict[Part, int | None] = {"month": fixed.month, "day": fixed.day}
            return {part: value for part, value in parts.items() if value is not None}
        case _:
            return {}


def _missing_from_window(window: Moment, words: _Words) -> list[tuple[Part, int]]:
    """Of a window that reads "the end of 2020" as days, only the year is in the words."""
    years = [int(year) for year in re.findall(r"(?<![0-9-])([0-9]{4})", window.text)]
    if not years or any(_is_told("year", year, words) for year in years):
        return []
    return _missing({"year": years[0]}, words)


@lru_cache(maxsize=16_384)
def _written_parts(moment: str) -> Mapping[Part, int]:
    """Year, month and day as they are written, the month of a quarter or half being its code; a season is in the words
    of no table, so only its year counts.
    """
    match = _WRITTEN_DAY.fullmatch(moment)
    if match is None:
        return {}
    names: tuple[Part, ...] = ("year", "month", "day")
    parts = {name: int(text) for name, text in zip(names, match.groups(), strict=True) if text and text.isdigit()}
    if _LAST_MONTH < parts.get("month", 0) < _FIRST_QUARTER:
        del parts["month"]
    return parts


def _missing(parts: Mapping[Part, int], words: _Words) -> list[tuple[Part, int]]:
    """The finest part must be told; the coarser ones may come from the context, but nothing else may be told."""
    if _names_it_whole(parts, words):
        return []
    finest = next((part for part in _FINEST_FIRST if part in parts), None)
    untold = [(part, value) for part, value in parts.items() if not _is_told(part, value, words)]
    return [
        (part, value)
        for part, value in untold
        if part == finest or any(getattr(date, part) is not None for date in words.dates)
    ]


def _names_it_whole(parts: Mapping[Part, int], words: _Words) -> bool:
    """Whether one date in the words has all parts: most have, and then none is looked for by itself."""
    for date in words.dates:
        for part, value in parts.items():
            if getattr(date, part) != value:
                break
        else:
            return True
    return False


def _is_told(part: Part, value: int, words: _Words) -> bool:
    for date in words.dates:
        told = getattr(date, part)
        if told == value or (told is None and _leaves_open(part, date)):
            return True
    if part == "month" and words.tells_part_of_year(value):
        return True
    return words.has_value(value) or (part == "year" and words.leads_to(value))


def _leaves_open(part: Part, date: DateFound) -> bool:
    """Whether a date in the words that lacks a part of it leaves this part to the reader, who may then fill it in."""
    if date.weekday is not None or date.offset_unit in _TOLD_IN[part]:
        return True
    finer: Mapping[Part, bool] = {
        "day": False,
        "month": date.day is not None,
        "year": date.month is not None or date.day is not None,
    }
    return finer[part]
