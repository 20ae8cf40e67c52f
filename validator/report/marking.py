"""Which digits of a quote stand for the value that a report tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from validator.values.mentions import Mention, dates_in

_DIGITS: Final = re.compile(r"\d+")
DateParts = tuple[int | None, int | None, int | None]


def marked(quote: str, value: str, language: str) -> Iterator[tuple[str, bool]]:
    """The quote in pieces; marked are the numbers of the value where the quote has them in digits, standing alone.

    A day, month or year is marked only in a date, and only in one that does not name another; what the value has as
    an amount only outside of dates.
    """
    told = dates_in(value, "en")
    of_dates = {(d.year, d.month, d.day) for d in told}
    amounts = {n.lstrip("0") for n in _DIGITS.findall(_without(value, told))}
    written = dates_in(quote, language)
    done = 0
    for match in _DIGITS.finditer(quote):
        around = [d for d in written if d.start <= match.start() and match.end() <= d.end]
        number = match[0].lstrip("0")
        if any(_fits((d.year, d.month, d.day), date, number) for d in around for date in of_dates) or (
            number in amounts and not (of_dates and around)
        ):
            if match.start() > done:
                yield quote[done : match.start()], False
            yield match[0], True
            done = match.end()
    if done < len(quote):
        yield quote[done:], False


def _without(value: str, dates: Sequence[Mention]) -> str:
    """The value with its dates blanked out."""
    for date in dates:
        value = value[: date.start] + " " * (date.end - date.start) + value[date.end :]
    return value


def _fits(written: DateParts, told: DateParts, number: str) -> bool:
    """Whether a date as written says nothing else than the one told, and the number is a part of it."""
    same = all(one is None or other is None or one == other for one, other in zip(written, told, strict=True))
    return same and number in {str(part) for part in told if part is not None}
