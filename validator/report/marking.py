"""Which digits of a quote stand for the value that a report tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from validator.values.mentions import Mention, dates_in, numbers_in

_DIGITS: Final = re.compile(r"\d+")
_NUMBER: Final = re.compile(r"\d+(?:[.,\u2009\u202f\xa0]\d+)*")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,\u2009\u202f\xa0]\d{3})+")
DateParts = tuple[int | None, int | None, int | None]


def marked(quote: str, value: str, language: str) -> Iterator[tuple[str, bool]]:
    """The quote in pieces; marked are the numbers of the value where the quote has them in digits, standing alone.

    A day, month or year is marked only in a date, and only in one that does not name another; what the value has as
    an amount only outside of dates.
    """
    told = dates_in(value, "en")
    of_dates = {(d.year, d.month, d.day) for d in told}
    bare = _without(value, told)
    amounts = {_plain(n) for n in _NUMBER.findall(bare)}
    written = dates_in(quote, language)
    meant = _written_otherwise(quote, bare, language)
    done = 0
    for match in _numbers(quote, written):
        around = [d for d in written if d.start <= match.start() and match.end() <= d.end]
        number = _plain(match[0])
        if any(_fits((d.year, d.month, d.day), date, number) for d in around for date in of_dates) or (
            (number in amounts or match.start() in meant) and not (of_dates and around)
        ):
            if match.start() > done:
                yield quote[done : match.start()], False
            yield match[0], True
            done = match.end()
    if done < len(quote):
        yield quote[done:], False


def _numbers(quote: str, dates: Sequence[Mention]) -> Iterator[re.Match[str]]:
    """The numbers as wholes (`32,449`), but in dates each run of digits (`27.11.2023`)."""
    for number in _NUMBER.finditer(quote):
        if any(d.start < number.end() and number.start() < d.end for d in dates):
            yield from _DIGITS.finditer(quote, *number.span())
        else:
            yield number


def _written_otherwise(quote: str, value: str, language: str) -> frozenset[int]:
    """Where the quote has an amount of the value in other digits: `6.500 millones` for 6.5 billion, `54亿` for 5.4."""
    told = {number.value for number in numbers_in(value, "en") if number.kind == "number" and number.value}
    return frozenset(number.start for number in numbers_in(quote, language) if number.value in told) if told else _NONE


_NONE: Final[frozenset[int]] = frozenset()


def _plain(number: str) -> str:
    """A number without the signs that group its digits, and with a decimal point."""
    if _GROUPED.fullmatch(number):
        number = re.sub(r"\D", "", number)
    return number.replace(",", ".").lstrip("0")


def _without(value: str, dates: Sequence[Mention]) -> str:
    """The value with its dates blanked out."""
    for date in dates:
        value = value[: date.start] + " " * (date.end - date.start) + value[date.end :]
    return value


def _fits(written: DateParts, told: DateParts, number: str) -> bool:
    """Whether a date as written says nothing else than the one told, and the number is a part of it."""
    same = all(one is None or other is None or one == other for one, other in zip(written, told, strict=True))
    return same and number in {str(part) for part in told if part is not None}
