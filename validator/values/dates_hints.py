"""What was meant by a text that is no time: tables of the ways people write times elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from validator.values.calendar import MONTHS

_MONTH_NUMBERS: Final = {
    name: f"{number:02}"
    for number, full in enumerate(MONTHS, start=1)
    for name in (full.lower(), full[:3].lower(), f"{full[:3].lower()}.", full[:4].lower())
}
_WORDS: Final = {
    "today": "0D",
    "yesterday": "-1D",
    "tomorrow": "+1D",
    "last week": "-1W",
    "this week": "0W",
    "next week": "+1W",
    "last month": "-1M",
    "this month": "0M",
    "next month": "+1M",
    "last year": "-1Y",
    "this year": "0Y",
    "next year": "+1Y",
}
_FOREIGN: Final = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]+[0-9].*", "which goes down to a time of day, expected whole days"),
        (r"[Yy]-?[0-9]+.*|-[0-9]{4}(?:-.*)?|[0-9]{5}(?:-.*)?", "expected a year of four digits from 0001 to 9999"),
        (r"[+-][0-9]{5,}[YQMWD].*", "expected a count of at most four digits"),
        (r"[\[{].*", "a set of dates, expected one time (a key may hold a list of times when all of them hold)"),
        (r"[+-][0-9]+", "an offset without its unit, expected Y, M, W or D after the number"),
    )
)
_UNITS: Final = "(year|month|week|day)s?"
_DAYS: Final = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_LAID_OUT: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"～": "~", "〜": "~"})

Rewrite = str | Callable[[re.Match[str]], str]

_REWRITES: Final[tuple[tuple[re.Pattern[str], tuple[Rewrite, ...]], ...]] = tuple(
    (re.compile(pattern), rewrites)
    for pattern, rewrites in (
        # days and months in other layouts
        (r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", (lambda found: _iso(found, 1, 2, 3),)),
        (
            r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})",
            (lambda found: _iso(found, 3, 2, 1), lambda found: _iso(found, 3, 1, 2)),
        ),
        (r"([0-9]{4})[-/.年]([0-9]{1,2})月?", (lambda found: _iso(found, 1, 2),)),
        (r"([0-9]{1,2})[-/.]([0-9]{4})", (lambda found: _iso(found, 2, 1),)),
        (r"([0-9]{4})年", (r"\1",)),
        (r"([0-9]{4})([0-9]{2})([0-9]{2})", (r"\1-\2-\3",)),
        (r"([0-9]{4})([0-9]{2})", (r"\1-\2",)),
        (r"([0-9]{4})-(1[3-9]|2[0-9]|3[01])-([0-9]{2})([~?%]?)", (r"\1-\3-\2\4",)),
        (r"([0-9]{1,2}) ([a-z.]+),? ([0-9]{4})", (lambda found: _named(found, 3, 2, 1),)),
        (r"([a-z.]+) ([0-9]{1,2}),? ([0-9]{4})", (lambda found: _named(found, 3, 1, 2),)),
        (r"([a-z.]+),? ([0-9]{4})", (lambda found: _named(found, 2, 1),)),
        (
            r"([0-9]{1,2}) ([a-z.]+)",
            (lambda found: f"0Y-{_named(found, 0, 2, 1)}", lambda found: f"XXXX-{_named(found, 0, 2, 1)}"),
        ),
        (
            r"([a-z.]+) ([0-9]{1,2})",
            (lambda found: f"0Y-{_named(found, 0, 1, 2)}", lambda found: f"XXXX-{_named(found, 0, 1, 2)}"),
        ),
        (r"([0-9]{4})[- /]?q([1-4])", (lambda found: f"{found[1]}-{32 + int(found[2])}",)),
        (r"q([1-4])[- /]?([0-9]{4})", (lambda found: f"{found[2]}-{32 + int(found[1])}",)),
        (r"([0-9]{4})[- /]?h([12])", (lambda found: f"{found[1]}-{39 + int(found[2])}",)),
        (r"h([12])[- /]?([0-9]{4})", (lambda found: f"{found[2]}-{39 + int(found[1])}",)),
        (r"q([1-4])", (lambda found: f"0Y-{32 + int(found[1])}", lambda found: f"-1Y-{32 + int(found[1])}")),
        # a time of day; finer than the records go
        (r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ][0-9].*", (r"\1",)),
        # years
        (r"(?:c|ca|circa|about|around|~)[. ] ?([0-9]{4})|~([0-9]{4})", (lambda found: f"{found[1] or found[2]}~",)),
        (r"([0-9]{3})0s", (r"\1X",)),
        (r"([0-9]{4}) ?- ?([0-9]{4})", (r"\1..\2", r"\1/\2")),
        (r"y([0-9]{4})", (r"\1",)),
        (r"([0-9x-]+)(?:\?~|~\?)", (lambda found: f"{found[1].upper()}%",)),
        (r"([0-9]{2})uu", (r"\1XX",)),
        (r"([0-9]{3})u", (r"\1X",)),
        # sets, and ends that are open or out of order
        (r"[\[{] ?([^,\[\]{} ]+)(?:, ?[^,\[\]{} ]+)*, ?([^,\[\]{} ]+) ?[\]}]", (r"\1..\2",)),
        (r"[\[{] ?([^,\[\]{} ]+) ?[\]}]", (r"\1",)),
        (r"/([^/]+)", (r"../\1",)),
        (r"([^/]+)/", (r"\1/..",)),
        (r"([^/]+) ?/ ?(?:open|unknown|now)", (r"\1/..",)),
        (r"([^./]+)\.{3,}([^./]+)", (r"\1..\2",)),
        (r"(?:open|unknown) ?/ ?([^/]+)", (r"../\1",)),
        (r"(?:until|by|up to) ([0-9x-]+)", (r"..\1",)),
        (r"(?:between |from )?([0-9x-]+) (?:and|to|until|through) ([0-9x-]+)", (r"\1..\2", r"\1/\2")),
        # told from publication
        (r"last " + _DAYS, (lambda found: f"-{found[1].title()}",)),
        (r"next " + _DAYS, (lambda found: f"+{found[1].title()}",)),
        (r"(?:on )?" + _DAYS, (lambda found: f"-{found[1].title()}", lambda found: f"+{found[1].title()}")),
        (f"([0-9]{{1,4}}) {_UNITS} ago", (lambda found: f"-{found[1]}{found[2][0].upper()}",)),
        (f"in ([0-9]{{1,4}}) {_UNITS}", (lambda found: f"+{found[1]}{found[2][0].upper()}",)),
        (r"([+-][0-9]{1,3})", (lambda found: f"{found[1]}Y", lambda found: f"{found[1]}D")),
        # a day that its month does not have
        (r"(.+-[0-9]{2})-[0-9]{2}([~?%]?)", (r"\1\2",)),
    )
)


def suggest(text: str, is_time: Callable[[str], bool]) -> str:
    """How the text might be written so that it is a time (``write 2021-09-11 or 2021-11-09``), "" without a guess.

    ``is_time`` tells whether a guess can be read; no other guess is offered. The first way of understanding the
    text that leads to a time is the one suggested.
    """
    for guesses in _understandings(text):
        readable = [guess for guess in guesses if guess != text and is_time(guess)]
        if readable:
            return "write " + " or ".join(readable)
    return ""


def refusal(text: str) -> str:
    """What is wrong with a time written in a way that the records do not take, "" for any other text."""
    return next((message for pattern, message in _FOREIGN if pattern.fullmatch(text)), "")


def _understandings(text: str) -> Iterator[tuple[str, ...]]:
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_LAID_OUT).split())
    yield (plain,)
    yield (plain.upper(),)
    if not any(letter.islower() for letter in plain):
        yield (plain.replace(" ", ""),)
    lower = plain.lower()
    if lower in _WORDS:
        yield (_WORDS[lower],)
    for pattern, rewrites in _REWRITES:
        match = pattern.fullmatch(lower)
        if match is not None:
            guesses = tuple(
                match.expand(rewrite) if isinstance(rewrite, str) else rewrite(match) for rewrite in rewrites
            )
            yield guesses
            yield tuple(guess.upper() for guess in guesses)


def _iso(found: re.Match[str], *groups: int) -> str:
    return "-".join(found[group].zfill(2) for group in groups)


def _named(found: re.Match[str], year: int, month: int, day: int | None = None) -> str:
    """The ISO form of a date whose month is a word; ``year`` 0 leaves the year out."""
    parts = [found[year]] if year else []
    parts.append(_MONTH_NUMBERS.get(found[month], "?"))
    if day is not None:
        parts.append(found[day].zfill(2))
    return "-".join(parts)
