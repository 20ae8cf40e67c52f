"""The numbers that words tell, written as a claim writes them (`160..170 billion USD`, `about 20`), where they leave no
doubt.

Each is read back as a claim would be and compared with what the words allow; what does not come out the same is left
open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from validator.values.dataclass import dataclass, replace
from validator.values.mention_words import hedge_around
from validator.values.mentions import Mention, numbers_in
from validator.values.quantities import Quantity, QuantityFormatError, parse_count, parse_quantity, plain_number
from validator.values.unit_words import unit_around

_GROUPED_BY_COMMA: Final = frozenset(("en", "zh", "ja", "ko", "th"))
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,5}")
_DIGIT: Final = re.compile(r"\d")
_NAMES_BEFORE: Final = re.compile(r"[A-Za-z]-?\Z|[+#/.,:-]\Z")
"""Before digits that are part of a name or of a longer sign: F-35, 2+2, 3:1."""
_NAMES_AFTER: Final = re.compile(r"[+#/:]|-?[a-zA-Z]{1,30}+|\.\d")
_HYPHENED: Final = re.compile(r"-[^\W\d_]")
_ONE_WORD: Final = 12
_CLAUSE: Final = re.compile(r"[,.;:()，。；：]")
_PAIR: Final = 2
"""In words and without a unit it counts hardly ever: the two leaders, both countries."""
_LOOK_BACK: Final = 2
_OTHER_WORDS: Final = frozenset(("năm",))
"""Number words that mean something else just as often: five, and a year."""


@dataclass(frozen=True, slots=True)
class AmountTold:
    """A number at `text[start:end]` of the text searched, its unit included.

    `written` is empty where a person must find the form; `choices` are the forms the words could mean.
    """

    start: int
    end: int
    words: str
    written: str = ""
    choices: tuple[str, ...] = ()
    unit: str = ""
    """As a claim writes it; empty for a bare number."""
    is_position: bool = False
    is_whole: bool = True
    """Whether it can number things that come whole."""
    is_share: bool = False
    """Whether it is a bare part of something, less than the whole."""


def amounts_told(text: str, language: str, taken: Iterable[tuple[int, int]] = ()) -> tuple[AmountTold, ...]:
    """The numbers and positions in `text`, in order, without those that share characters with the stretches `taken`.

    `language` is a BCP 47 tag. The article "a" is no number, though some languages write it as they write one.
    """
    is_taken = bytearray(len(text))
    for start, end in taken:
        is_taken[start:end] = b"\x01" * (end - start)
    found = []
    for here in _together(numbers_in(text, language)):
        if any(is_taken[here[0].start : max(mention.end for mention in here)]):
            continue
        readings = _readings(here, text, language)
        if readings and not _is_part_of_name(text, readings[0]) and not _is_article(readings):
            found.append(_told(readings, text))
    return tuple(_rates(tuple(_first_of_several(found, text)), text))


_TOLD_OF: Final = "in|per|out of|in every|for every|auf|von|pro|je|sur|pour|entre|por|de cada|su|ogni|av|på"
_LEADS_TO_BASE: Final = (
    r"(?:\s[^\W\d_]{1,15}){0,3}?\s"
    rf"(?:{_TOLD_OF})\s(?:(?:an?|one|each|every|eine|une?|uno?|en)\s)?\Z"
)
_AFTER_MANY: Final = re.compile(_LEADS_TO_BASE, re.IGNORECASE)
_AFTER_ONE: Final = re.compile(
    rf"(?<!\w)(?:1|one|an?|ein|eine[mr]?|une?|un[ao]?|en|ett|et){_LEADS_TO_BASE}", re.IGNORECASE
)
_RATE_WINDOW: Final = 60
_LEAST_BASE: Final = 100


def _rates(found: Sequence[AmountTold], text: str) -> Iterator[AmountTold]:
    """The amounts; where one may be told of the next (`one in 250,000`, `55 per 100,000`), a person decides."""
    joined: list[AmountTold] = []
    for one in found:
        base = one.written.removesuffix(one.unit).strip()
        size = _round_size(base)
        last = joined[-1] if joined else None
        alone = _AFTER_ONE.search(text, max(0, one.start - _RATE_WINDOW), one.start) if size else None
        if alone and (last is None or last.end <= alone.start() or last.written in ("", "1")):
            start, many = alone.start(), "1"
            others: tuple[str, ...] = ()
        elif (
            last is not None
            and last.written
            and str(size).strip("0") == "1"
            and _AFTER_MANY.fullmatch(text, last.end, one.start)
        ):
            start, many, others = last.start, last.written.removesuffix(last.unit).strip(), (last.written,)
        else:
            joined.append(one)
            continue
        while joined and joined[-1].end > start:
            joined.pop()
        rate = f"{many} in {base}"
        choices = (*((rate,) if _is_rate(rate) else ()), *others, one.written)
        joined.append(AmountTold(start, one.end, text[start : one.end], choices=choices, is_whole=False))
    yield from joined


def _is_rate(form: str) -> bool:
    try:
        return parse_quantity(form).unit.base is not None
    except QuantityFormatError:
        return False


def _round_size(number: str) -> int:
    """How many, if it is a number that rates are told to (250,000, a million), else 0."""
    try:
        size = parse_count(f"exactly {number}").sure.lo
    except QuantityFormatError:
        return 0
    return int(size) if size is not None and size >= _LEAST_BASE and len(str(size).rstrip("0")) <= _PAIR else 0


def _first_of_several(found: Sequence[AmountTold], text: str) -> Iterator[AmountTold]:
    """The amounts; a first place beside a number may be that of several: the first four."""
    for place, one in enumerate(found):
        beside = (*found[max(0, place - 1) : place], *found[place + 1 : place + 2])
        numbers = [other.written for other in beside if other.is_whole and _is_beside(one, other, text)]
        if one.is_position and one.written == "1" and numbers:
            several = (f"1..{number}" for number in numbers if number.isdigit() and number != "0")
            yield replace(one, written="", choices=("1", *several))
        else:
            yield one


def _is_beside(one: AmountTold, other: AmountTold, text: str) -> bool:
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    return not other.is_position and len(between) <= _ONE_WORD and _CLAUSE.search(between) is None


def _together(mentions: Iterable[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    end = -1
    for mention in mentions:
        if mention.start >= end:
            groups.append([])
        groups[-1].append(mention)
        end = max(end, mention.end)
    return groups


def _readings(here: Sequence[Mention], text: str, language: str) -> list[Mention]:
    """What a number can mean: as a percentage only if it is one, below zero as well after a dash, and
    by the language's own way to group digits.
    """
    begins = min((mention.start for mention in here if mention.text[0] not in "-−"), default=here[0].start)
    bare = min(mention.end for mention in here if mention.start <= begins)
    names_unit = unit_around(text, begins, bare)[1] > bare  # percentage points begin like a percentage
    longest = bare if names_unit else max(mention.end for mention in here)
    whole = [mention for mention in here if mention.end == longest and mention.start == begins]
    below_zero = [mention for mention in here if mention.end == longest and mention.start < begins]
    readings = [*below_zero, *whole]
    grouped = _GROUPED.fullmatch(text[begins:longest])
    if grouped and language.split("-")[0].lower() in _GROUPED_BY_COMMA:
        value = Fraction(grouped[0].replace(",", ""))
        readings = [mention for mention in readings if mention.value == value] or readings
    return readings


def _is_part_of_name(text: str, mention: Mention) -> bool:
    if mention.kind == "ordinal":
        return False
    if not (mention.text[0].isascii() and mention.text[0].isdigit()):
        return _HYPHENED.match(text, mention.end) is not None or text[mention.start - 1 : mention.start] == "-"
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    unit, _ = unit_around(text, mention.start, mention.end)
    after = _NAMES_AFTER.match(text, mention.end)
    return _NAMES_BEFORE.search(before) is not None or (not unit and after is not None)


def _is_article(readings: Sequence[Mention]) -> bool:
    return all(
        mention.kind == "number" and mention.value == 1 and not _DIGIT.search(mention.text) for mention in readings
    )


def _told(readings: Sequence[Mention], text: str) -> AmountTold:
    first = readings[0]
    unit, end = unit_around(text, first.start, first.end)
    told = AmountTold(first.start, end, text[first.start : end], unit=unit)
    if all(mention.kind == "ordinal" for mention in readings):
        positions = tuple(dict.fromkeys(str(mention.value) for mention in readings if _is_place(mention)))
        told = replace(told, unit="", is_position=True)
        return replace(told, written=positions[0]) if len(positions) == 1 else replace(told, choices=positions)
    if not unit and all(mention.value == _PAIR and not _DIGIT.search(mention.text) for mention in readings):
        return told
    forms = tuple(dict.fromkeys(form for mention in readings if (form := _form(mention, unit, text))))
    told = replace(told, is_whole=not unit and all(_is_count(form) for form in forms))
    told = replace(told, is_share=not unit and all(0 < (mention.value or 0) < 1 for mention in readings))
    if len(readings) == 1 and len(forms) == 1 and first.text.lower() not in _OTHER_WORDS:
        return replace(told, written=forms[0])
    return replace(told, choices=forms)


def _is_place(mention: Mention) -> bool:
    return mention.value is not None and mention.value.denominator == 1 and mention.value >= 1


def _is_count(form: str) -> bool:
    try:
        parse_count(form)
    except QuantityFormatError:
        return False
    return True


def _form(mention: Mention, unit: str, text: str) -> str:
    """The number as a claim writes it, or nothing where that would mean more or less than the words."""
    hedge = hedge_around(text, mention.start, mention.end)
    scale = Fraction(1, 100) if unit == "%" else Fraction(1)
    value, lo, hi = (None if end is None else end / scale for end in (mention.value, mention.lo, mention.hi))
    if value is None:
        return ""
    if hedge is None and lo is not None and hi is not None and lo != hi:
        number = f"{_number(lo, mention)}..{_number(hi, mention)}"
    else:
        number = f"{hedge.word} {_number(value, mention)}" if hedge is not None else _number(value, mention)
    form = f"{number} {unit}".rstrip()
    try:
        read = parse_quantity(form)
    except QuantityFormatError:
        return ""
    return form if _means_the_same(read, mention, hedged=hedge is not None or lo != hi) else ""


def _number(value: Fraction, mention: Mention) -> str:
    in_words = not _DIGIT.search(mention.text) or "/" in mention.text
    if value.denominator != 1 and in_words:
        return f"{value.numerator}/{value.denominator}"
    return plain_number(value).replace(",", "")


def _means_the_same(read: Quantity, mention: Mention, *, hedged: bool) -> bool:
    factor = Fraction(1, 100) if read.unit.symbol == "%" else Fraction(1)
    low, high = (None if end is None else end / read.unit.factor * factor for end in (read.sure.lo, read.sure.hi))
    if hedged:
        return (low, high) == (mention.lo, mention.hi)
    return mention.value is not None and low is not None and high is not None and low <= mention.value <= high
