"""Numbers in running text: where they stand and what each is worth, before hedges and percent signs are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from validator.values.numerals import LANGUAGES, Range, Vocabulary, Word, cjk_run, digit_readings, read_cjk, word_of

__all__ = ["Found", "cjk_numbers", "word_numbers"]


class Found(NamedTuple):
    """A number in a text, from `start` to `end`; a position (`fourth`) if `is_ordinal`."""

    start: int
    end: int
    worth: Range
    is_ordinal: bool = False


class _Part(NamedTuple):
    """A number word in its place, or digits (role "digits", with every reading they have)."""

    start: int
    end: int
    spelling: str
    role: str
    values: tuple[Fraction, ...]


# a number grouped by spaces comes first: a plain run of digits would stop at the first space
_TOKEN: Final = re.compile(
    r"(?<![0-9.,])[0-9]{1,3}(?:[\x20\xa0\u2009\u202f][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,][0-9]+)*"
    r"|[^\W\d_]+"
)
_JOINT: Final = re.compile(r"[\s-]{0,3}")


def word_numbers(text: str, language: str) -> Iterator[Found]:
    """The numbers that digits and the number words of a language of `LANGUAGES` spell out in `text`.

    Digits that can be read in two ways (`6.685`) come in both, at the same place.
    """
    vocabulary = LANGUAGES[language]
    for pattern, word in _phrases(language):
        for match in pattern.finditer(text):
            yield _found(match.start(), match.end(), word.value, is_ordinal=word.role == "ordinal")
    run: list[_Part] = []
    before, end = "", 0
    for match in _TOKEN.finditer(text):
        joined = _JOINT.fullmatch(text, end, match.start()) is not None
        parts = _parts(match, language, vocabulary)
        if run and not (joined and parts):
            yield from _numbers_of(text, run, before, vocabulary)
            run, before = [], ""
        if parts:
            before = before if joined else ""
            run.extend(parts)
        else:
            before = match[0].lower()
        end = match.end()
    if run:
        yield from _numbers_of(text, run, before, vocabulary)


@cache
def _phrases(language: str) -> tuple[tuple[re.Pattern[str], Word], ...]:
    known = LANGUAGES[language].phrases.items()
    return tuple((re.compile(rf"\b{re.escape(phrase)}\b", re.IGNORECASE), word) for phrase, word in known)


def _parts(match: re.Match[str], language: str, vocabulary: Vocabulary) -> list[_Part]:
    spelling = match[0].lower()
    start, end = match.span()
    if "0" <= spelling[0] <= "9":
        digits = digit_readings("".join(spelling.split()), vocabulary.decimal_comma)
        return [_Part(start, end, spelling, "digits", digits)] if digits else []
    return [_Part(start, end, spelling, word.role, (word.value,)) for word in word_of(language, spelling)]


def _numbers_of(text: str, run: Sequence[_Part], before: str, vocabulary: Vocabulary) -> Iterator[Found]:
    for reading in range(max(len(part.values) for part in run)):
        yield from _read_run(text, run, before, vocabulary, reading)


def _read_run(text: str, run: Sequence[_Part], before: str, vocabulary: Vocabulary, reading: int) -> Iterator[Found]:
    index = 0
    while index < len(run):
        part = run[index]
        behind = run[index - 1].spelling if index else before
        makes_ordinal = behind in vocabulary.before_ordinal
        following = run[index + 1] if index + 1 < len(run) else None
        if part.role == "digits" and (following is None or following.role == "digits"):
            is_ordinal = makes_ordinal or _has_ordinal_ending(text, part, vocabulary)
            yield _found(part.start, part.end, part.values[min(reading, len(part.values) - 1)], is_ordinal=is_ordinal)
            index += 1
        elif part.role == "exact" and part.values[0] < 1 and _scale_after(run, index):
            at = _scale_after(run, index)
            yield _found(part.start, run[at].end, part.values[0] * run[at].values[0])
            index = at + 1
        elif part.role in ("ordinal", "part", "exact"):
            if part.spelling not in vocabulary.only_inside or makes_ordinal:
                yield _found(part.start, part.end, part.values[0], is_ordinal=part.role == "ordinal")
            index += 1
        elif part.role == "article":
            index += 1
            if following is not None and following.role in ("part", "ordinal") and following.values[0] > 2:
                yield _found(part.start, following.end, 1 / following.values[0])
        elif part.role == "over" and following is not None and following.role == "hundred":
            index += 2  # percent
        elif part.role not in _CARDINAL or not _starts_number(run, index, behind, makes_ordinal, vocabulary):
            index += 1
        else:
            found, index = _counted(text, run, index, makes_ordinal, vocabulary, reading)
            yield from found


def _counted(
    text: str, run: Sequence[_Part], start: int, makes_ordinal: bool, vocabulary: Vocabulary, reading: int
) -> tuple[list[Found], int]:
    """The number that begins at `start`, with the fraction or position it is part of, and the index after it."""
    value, after = _cardinal(run, start, reading)
    first, last = run[start].start, run[after - 1]
    ending = run[after] if after < len(run) else None
    if ending is not None and ending.role == "part":
        return [_found(first, ending.end, value * ending.values[0])], after + 1
    if ending is not None and ending.role == "ordinal":
        rank = ending.values[0]
        if last.role in ("ten", "hundred", "scale") and rank < 10:
            return [_found(first, ending.end, value + rank, is_ordinal=True)], after + 1
        fraction = [_found(first, ending.end, value / rank)] if 0 < value < rank else []
        return [*fraction, _found(first, last.end, value)], after
    if ending is not None and ending.role == "over" and _counts(run, after + 1):
        below, after = _cardinal(run, after + 1, reading)
        return [_found(first, run[after - 1].end, value / below)], after
    is_ordinal = makes_ordinal or _has_ordinal_ending(text, last, vocabulary)
    return [_found(first, last.end, value, is_ordinal=is_ordinal)], after


_CARDINAL: Final = frozenset({"digits", "unit", "teen", "ten", "times-ten", "hundred", "scale"})
_BELOW_A_SCALE: Final = Fraction(1000)


def _scale_after(run: Sequence[_Part], index: int) -> int:
    """Where the scale of `half a million` stands; 0 if there is none."""
    after = index + 2 if index + 1 < len(run) and run[index + 1].role == "article" else index + 1
    return after if after < len(run) and run[after].role == "scale" else 0


def _counts(run: Sequence[_Part], index: int) -> bool:
    """A denominator can be read at `index`; `phần trăm` is left to the reader of percent signs."""
    return index < len(run) and run[index].role in ("digits", "unit", "teen", "ten") and run[index].values[0] > 0


def _starts_number(run: Sequence[_Part], index: int, behind: str, makes_ordinal: bool, vocabulary: Vocabulary) -> bool:
    part = run[index]
    if part.spelling in vocabulary.only_inside and not makes_ordinal:
        return False
    other_meaning = vocabulary.not_after.get(part.spelling)
    if other_meaning is None:
        return True
    follows_number = index > 0 and run[index - 1].role in _CARDINAL
    names_year = index + 1 < len(run) and run[index + 1].role == "digits"
    return behind not in other_meaning and not follows_number and not names_year


def _cardinal(run: Sequence[_Part], start: int, reading: int) -> tuple[Fraction, int]:
    """The value of the longest number that begins at `start`, and the index after it."""
    closed = section = newest = Fraction(0)
    room = Fraction(10**30)  # what is added next must be smaller
    last_role, last_worth = "", Fraction(1)
    index = start
    while index < len(run):
        part = run[index]
        value = part.values[min(reading, len(part.values) - 1)]
        if part.role == "digits" and (index == start or (last_role == "scale" and value < newest)):
            section, room = value, Fraction(0)
        elif part.role in ("unit", "teen") and room > (1 if part.role == "unit" else 10):
            section, room = section + value, Fraction(1)
        elif part.role == "ten" and room > 10:
            section, room = section + value, Fraction(10)
        elif part.role == "times-ten" and last_role == "unit":
            section, room, last_worth = section + last_worth * 9, Fraction(10), Fraction(10)
        elif part.role == "plus-ten" and last_role == "unit":
            section, room = section + 10, Fraction(1)
        elif part.role == "hundred" and section < 100:
            section, room, last_worth = (section or Fraction(1)) * 100, Fraction(100), Fraction(100)
        elif part.role == "scale":
            if last_role == "scale":
                closed *= value
            elif newest and value > newest:
                closed = (closed + section) * value
            else:
                closed += (section or 1) * value
            section, newest, last_worth = Fraction(0), value, value
            room = min(value, _BELOW_A_SCALE)
        elif part.role == "half-more" and last_role in ("scale", "hundred", "times-ten"):
            section, room = section + last_worth / 2, Fraction(0)
        elif part.role == "filler" and last_role in ("hundred", "scale") and _goes_on(run, index, room):
            index += 1
            continue
        else:
            break
        if part.role in ("unit", "digits"):
            last_worth = value
        last_role = part.role
        index += 1
    return closed + section, max(index, start + 1)


def _goes_on(run: Sequence[_Part], index: int, room: Fraction) -> bool:
    following = run[index + 1] if index + 1 < len(run) else None
    return following is not None and following.role in ("unit", "teen", "ten") and following.values[0] < room


def _has_ordinal_ending(text: str, part: _Part, vocabulary: Vocabulary) -> bool:
    if part.role != "digits":
        return False
    return any(
        text[part.end : part.end + len(ending)].lower() == ending
        and not text[part.end + len(ending) : part.end + len(ending) + 1].isalnum()
        for ending in vocabulary.after_ordinal
    )


def _found(start: int, end: int, value: Fraction, *, is_ordinal: bool = False) -> Found:
    return Found(start, end, Range(value, value, value), is_ordinal)


_CJK_OVER: Final = ("分之", "分の")
_CJK_WHOLES: Final = (("一半", Fraction(1, 2)), ("半数", Fraction(1, 2)), ("半分", Fraction(1, 2)))
_TENTHS: Final = ("成", "割")
_NO_TENTHS: Final = tuple("为為员員立功就本果品分")


def cjk_numbers(text: str) -> Iterator[Found]:
    """The numbers that digits and Chinese or Japanese numerals spell out in `text`."""
    runs = list(cjk_run().finditer(text))
    for phrase, value in _CJK_WHOLES:
        for match in re.finditer(phrase, text):
            yield _found(match.start(), match.end(), value)
    for match in re.finditer("首(?=[次个位批届家例度])|初めて|最初", text):
        yield _found(match.start(), match.end(), Fraction(1), is_ordinal=True)
    below: Sequence[Range] = ()
    below_start = 0
    for index, match in enumerate(runs):
        worths = read_cjk(match[0])
        start, end = match.span()
        gap = text[end : runs[index + 1].start()] if index + 1 < len(runs) else ""
        if below:
            whole = below[0].value
            if whole:
                yield from (Found(below_start, end, Range(*(bound / whole for bound in worth))) for worth in worths)
            if text.startswith("百", below_start):
                yield from (Found(start, end, worth) for worth in worths)
            below = ()
        elif gap in _CJK_OVER:
            below, below_start = worths, start
        else:
            is_ordinal = text[max(0, start - 1) : start] == "第" or text.startswith("番目", end)
            for worth in worths:
                yield Found(start, end, worth, is_ordinal)
                if text.startswith(_TENTHS, end) and not text.startswith(_NO_TENTHS, end + 1) and worth.hi < 10:
                    yield Found(start, end + 1, Range(*(bound / 10 for bound in worth)))
