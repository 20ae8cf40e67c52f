"""Dates and weekdays in running text: where they stand, and which parts of a date their words give.

The finder serves the question whether some words name a certain day, so it prefers to find too much: a day and month
with a slash between come in both orders where the language leaves it open, and any number from 1500 to 2199 may be a
year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple, TypeVar

from validator.values.date_words import DATE_LANGUAGES, DateLanguage, OffsetUnit
from validator.values.letters import small
from validator.values.numerals import read_cjk

__all__ = ["DateFound", "find_dates"]


_Entry = TypeVar("_Entry")


class DateFound(NamedTuple):
    """The parts of a date that stand in a text from `start` to `end`; `weekday` counts from Monday = 0.

    `offset` with `offset_unit` is a time told from the day of writing: last year is -1 and Y. `is_surely_a_date` is
    False where the same digits may be a plain number (`2021`, `14/10`).
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int | None = None
    offset_unit: OffsetUnit | None = None
    is_surely_a_date: bool = True


def find_dates(text: str, language: str) -> Iterator[DateFound]:
    """The dates of `text` in a language of `DATE_LANGUAGES`, shape by shape (not in the order of the text)."""
    words = DATE_LANGUAGES[language]
    taken = bytearray(len(text))
    for number, sure in _possible(language, frozenset(_lacking(text, language))):
        for match in _pattern(language, number).finditer(text):
            start, end = match.span()
            if taken.find(1, start, end) >= 0:
                continue
            for found in _read(match, words, sure):
                taken[start:end] = b"\x01" * (end - start)
                yield found
                for other in _other_end(text, found):
                    taken[other.start : other.end] = b"\x01" * (other.end - other.start)
                    yield other


class _Shape(NamedTuple):
    source: str
    is_surely_a_date: bool
    needs: tuple[str, ...]
    """What has to stand somewhere in a text that has this shape: words of these slots, a `digit`, digits `parted`."""


_BEGIN: Final = r"(?:(?<![0-9./-])|(?<=[0-9]/)(?=[0-9]{4}-))"  # the end of an interval too: 2023-11-27/2023-11-30
# the shapes without words, which every language writes
_NUMERIC: Final = (
    (_BEGIN + r"(?P<year>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])", True),
    (r"(?<![0-9./-])(?P<a>[0-9]{1,2})(?P<s>[-/.])(?P<b>[0-9]{1,2})(?P=s)(?P<year>[0-9]{4})(?![0-9])", True),
    (r"(?<![0-9./-])(?P<m>[0-9]{1,2})/(?P<year>[0-9]{4})(?![0-9])", True),
    (_BEGIN + r"(?P<year>[12][0-9]{3})-(?P<m>[01][0-9])(?![0-9-])", True),
    (r"(?<![0-9./,-])(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?:/[0-9]{2})?(?![0-9/])", False),
    (
        r"(?<![0-9])(?<![0-9][.,])(?P<year>1[5-9][0-9]{2}|2[01][0-9]{2})(?![0-9])(?![.,][0-9])(?!\s?[多余餘万萬亿億千百%])",
        False,
    ),
)
_CJK: Final = "0-9〇○零一二三四五六七八九"
_CJK_SLOT: Final = f"(?<![{_CJK}十])(?<![0-9][.,])[{_CJK}十]{{1,3}}"
_SLOTS: Final[Mapping[bool, Mapping[str, str]]] = {
    True: {"year": "[0-9]{4}(?![0-9])", "m": "[0-9]{1,2}(?![0-9])", "d": "[0-9]{1,2}(?![0-9])", "n": "[0-9]{1,3}"},
    False: {"year": f"(?<![{_CJK}十])(?<![0-9][.,])[{_CJK}]{{4}}", "m": _CJK_SLOT, "d": _CJK_SLOT, "n": _CJK_SLOT},
}


@cache
def _shapes(language: str) -> tuple[_Shape, ...]:
    words = DATE_LANGUAGES[language]
    return (
        *(_Shape(shape, _is_sure(shape, words), _slots_needed(shape, words)) for shape in words.shapes),
        *(_Shape(pattern, sure, ("parted" if sure else "digit",)) for pattern, sure in _NUMERIC),
    )


@cache
def _possible(language: str, lacking: frozenset[str]) -> tuple[tuple[int, bool], ...]:
    """The shapes that a text which lacks some things may have, each by its number, and whether it is surely a date."""
    shapes = enumerate(_shapes(language))
    return tuple((number, shape.is_surely_a_date) for number, shape in shapes if lacking.isdisjoint(shape.needs))


@cache
def _pattern(language: str, number: int) -> re.Pattern[str]:
    """The pattern of a shape, compiled when a text is first searched for it."""
    words, pattern = DATE_LANGUAGES[language], _shapes(language)[number].source
    return _compiled(pattern, words) if number < len(words.shapes) else re.compile(pattern)


def _slots_needed(shape: str, words: DateLanguage) -> tuple[str, ...]:
    """The slots of words that a shape has wherever it is found: outside of all that may be left out. Where words are
    not set apart, their shapes are found as fast as their words are.
    """
    if not words.in_words:
        return ()
    while (shorter := re.sub(r"\([^()]*\)", "", shape)) != shape:
        shape = shorter
    return tuple(slot for slot in _TABLES if f"<{slot}>" in shape)


_TABLES: Final[Mapping[str, Callable[[DateLanguage], Iterable[str]]]] = {
    "month": lambda words: words.months,
    "weekday": lambda words: words.weekdays,
    "relative": lambda words: words.relative,
    "unit": lambda words: words.ago,
}
_DIGIT: Final = re.compile("[0-9]")
_PARTED: Final = re.compile("[0-9][-/.][0-9]")


def _lacking(text: str, language: str) -> set[str]:
    """What shapes need and a text has nowhere: looked for letter by letter, far quicker than for the shapes."""
    letters = small(text)
    lacking = set()
    for slot, words in _words_needed(language).items():
        for word in words:
            if word in letters:
                break
        else:
            lacking.add(slot)
    if _PARTED.search(text) is None:
        lacking.add("parted")
        if _DIGIT.search(text) is None:
            lacking.add("digit")
    return lacking


@cache
def _words_needed(language: str) -> Mapping[str, tuple[str, ...]]:
    """For each slot the fewest words of which one stands in every text that has one of its entries."""
    needed = {slot for shape in _shapes(language) for slot in shape.needs}
    return {slot: _fewest(table(DATE_LANGUAGES[language])) for slot, table in _TABLES.items() if slot in needed}


def _fewest(entries: Iterable[str]) -> tuple[str, ...]:
    longest = {max(entry.lower().split(), key=len) for entry in entries}
    fewest: list[str] = []
    for word in sorted(longest, key=lambda word: (len(word), word)):
        if not any(known in word for known in fewest):
            fewest.append(word)
    return tuple(fewest)


def _is_sure(shape: str, words: DateLanguage) -> bool:
    """A weekday may be a position (thứ tư), a day alone a number of days (3日)."""
    return not (("<weekday>" in shape and words.in_words) or shape.startswith("<d>["))


def _compiled(shape: str, words: DateLanguage) -> re.Pattern[str]:
    pattern = _spaced(shape)
    for slot, source in _SLOTS[words.in_words].items():
        pattern = pattern.replace(f"<{slot}>", f"(?P<{slot}>{source})")
    free_case = "(?i:%s)" if words.cased else "(?:%s)"
    for slot, table, wrapped in (
        ("month", words.months, "(?:%s)"),
        ("weekday", words.weekdays, "(?:%s)"),
        ("relative", words.relative, free_case),
        ("unit", words.ago, free_case),
    ):
        pattern = pattern.replace(f"<{slot}>", f"(?P<{slot}>{wrapped % _one_of(table)})")
    if words.in_words:
        pattern = rf"(?<!\w)(?:{pattern})(?!\w)"
    return re.compile(pattern, 0 if words.cased else re.IGNORECASE)


def _one_of(table: Iterable[str]) -> str:
    longest_first = sorted(table, key=len, reverse=True)
    return "|".join(_spaced(re.escape(word).replace("\\ ", " ")) for word in longest_first)


def _spaced(pattern: str) -> str:
    return pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")


def _read(match: re.Match[str], words: DateLanguage, sure: bool) -> Iterator[DateFound]:
    parts = {slot: text for slot, text in match.groupdict().items() if text is not None}
    told: dict[str, int | OffsetUnit] = {}
    if "year" in parts:
        told["year"] = _number(parts["year"])
    if "month" in parts:
        told["month"] = _looked_up(words.months, parts["month"], words.cased)
    if "weekday" in parts:
        told["weekday"] = _looked_up(words.weekdays, parts["weekday"], words.cased)
    if "relative" in parts:
        told["offset"], told["offset_unit"] = _looked_up(words.relative, parts["relative"], False)
    if "n" in parts:
        told["offset"] = -_number(parts["n"])
        told["offset_unit"] = _looked_up(words.ago, parts["unit"], False)
    if "m" in parts:
        told["month"] = _number(parts["m"])
    if "d" in parts:
        told["day"] = _number(parts["d"])
    found = DateFound(*match.span(), is_surely_a_date=sure, **told)  # type: ignore[arg-type]
    if "a" not in parts:
        if _is_possible(found):
            yield found
        return
    first, second = _number(parts["a"]), _number(parts["b"])
    day_first = found._replace(day=first, month=second)
    month_first = found._replace(day=second, month=first)
    possible = [one for one in (day_first, month_first) if _is_possible(one)]
    yield from possible[:1] if words.day_first else dict.fromkeys(reversed(possible))


def _is_possible(found: DateFound) -> bool:
    return 1 <= (found.month or 1) <= 12 and found.month != 0 and 1 <= (found.day or 1) <= 31 and found.day != 0


_EARLIER_DAY: Final = re.compile(
    r"(?<![0-9./,])([0-9]{1,2})(?:st|nd|rd|th|:e|:a|日|er|\.)?\s?"
    r"(?:-|–|~|to|and|or|och|till|đến|và|sampai|dan|至|到|、|和|und|bis|auf den|et|et le|au|y|y el|al)\s?\Z"
)
_LATER_DAY: Final = re.compile(
    r"\s?(?:-|–|~|to|and|至|到|、|和)\s?([0-9]{1,2})(?:st|nd|rd|th)?(?:[日号號]|(?![0-9.,:/日月年]|\s?[^\W\d_]))"
)
_WINDOW: Final = 14


def _other_end(text: str, found: DateFound) -> Iterator[DateFound]:
    """The other day of `27-29 April` or `3月28日至29日`, which leaves its month to its neighbour."""
    if found.day is None or found.month is None:
        return
    window = max(0, found.start - _WINDOW)
    earlier = _EARLIER_DAY.search(text[window : found.start])
    later = _LATER_DAY.match(text[found.end : found.end + _WINDOW])
    if earlier:
        yield found._replace(start=window + earlier.start(), end=window + earlier.end(1), day=int(earlier[1]))
    if later:
        yield found._replace(start=found.end + later.start(1), end=found.end + later.end(), day=int(later[1]))


def _number(digits: str) -> int:
    if digits.isascii():
        return int(digits)
    readings = read_cjk(digits)
    return int(readings[-1].value) if readings else 0


def _looked_up(table: Mapping[str, _Entry], spelling: str, cased: bool) -> _Entry:
    words = " ".join(spelling.split())
    return table[words if cased else small(words)]
