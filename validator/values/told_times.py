"""The times that words tell, written as a claim writes them (`2023-11-27`, `-1Y-09`), where the words leave no doubt.

`mentions` finds too much on purpose, since it only bears out what a claim says. Here nobody has said anything yet, so
what can be read in two ways - 2000 men or the year 2000, the fourth or a Wednesday - is not written but left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from validator.values.dataclass import dataclass, replace
from validator.values.dates import TimeFormatError, parse_time
from validator.values.mentions import Mention, dates_in, numbers_in

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YEARS: Final = range(1500, 2101)
_RECENT_YEARS: Final = range(1900, 2101)
_SAYS_YEAR: Final = _words("since year until sedan år årets tahun sejak năm jahr jahre jahres seit année an depuis año")
_MAY_SAY_YEAR: Final = _words("in during early late mid i en")
_YEAR_FOLLOWS: Final = re.compile(r"\s?(?:году|года|год|г\.)(?!\w)")
_LEADS_TO_YEAR: Final = _words("from of by från till")
"""Words right before a year: after the first a year always, after the second unless it is a round number, after the
third if besides nothing is counted, that is, if the clause ends there, and if the year is none of long ago."""
_SAYS_DAY: Final = _words("ngày hôm sáng trưa chiều tối đêm den tanggal")
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]{1,12}+\Z")
_WINDOW: Final = 16
_APART: Final = re.compile(r"[\s,、(（]{0,3}")
"""What may stand between two wordings of one time: `yesterday (27 November)`."""
_TO: Final = re.compile(r"\s?(?:-|–|—|~|～|to|till|until|đến|tới|至|到|から|sampai|hingga)\s?", re.IGNORECASE)
_DECADE: Final = (-10, "Y")
"""Ten years ago, or the ten years up to now: `the past decade` is told as both."""
_CLAUSE_END: Final = re.compile(r"[.,;:)!?]?(?:\s?\Z|(?<=[.,;:)!?])\s)")
_NO_MORE: Final = re.compile(r"[a-zA-Z'’%]")
"""After digits: the 1990s are no year."""


@dataclass(frozen=True, slots=True)
class TimeTold:
    """A time at `text[start:end]` of the text searched.

    `written` are the forms that surely hold, all of them for the one time; where it is empty, a person chooses one of
    `choices`, or finds a form where there are none. Where it is not `sure`, the words may tell no time at all.
    `weekday` counts from Monday = 0 and stands beside a date.
    """

    start: int
    end: int
    words: str
    written: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    weekday: int | None = None
    sure: bool = True


def times_told(text: str, language: str) -> tuple[TimeTold, ...]:
    """The times in `text`, in order; `language` is a BCP 47 tag."""
    dates = dates_in(text, language)
    in_number = bytearray(len(text))
    for number in numbers_in(text, language):
        in_number[number.start : number.end] = b"\x01" * (number.end - number.start)
    single = [_single(here, in_number, text) for here in _overlapping(dates)]
    return tuple(_spans_joined(_wordings_joined(single, text), text))


def _overlapping(mentions: Iterable[Mention]) -> Iterable[Sequence[Mention]]:
    """Mentions that share characters, together; the mentions come in order."""
    end, number = -1, 0

    def group(mention: Mention) -> int:
        nonlocal end, number
        if mention.start >= end:
            number += 1
        end = max(end, mention.end)
        return number

    return [list(found) for _, found in groupby(mentions, group)]


@dataclass(frozen=True, slots=True)
class _Found:
    """One stretch of words that tells a time, with its parts where there is one reading of them."""

    told: TimeTold
    parts: Mention | None


def _single(here: Sequence[Mention], in_number: bytearray, text: str) -> _Found:
    start, end = min(one.start for one in here), max(one.end for one in here)
    told = TimeTold(start, end, text[start:end])
    is_cut = _NO_MORE.match(text, end) is not None and text[end - 1].isdigit()
    forms = () if is_cut else tuple(dict.fromkeys(form for one in here for form in _forms(one)))
    one = here[0]
    doubtful = any(in_number[start:end])
    if len(here) > 1 or not forms:
        return _Found(replace(told, choices=forms, sure=not doubtful), None)
    if doubtful and not _is_told_as_time(one, text):
        return _Found(replace(told, choices=forms, sure=False), None)
    if one.kind == "weekday":
        return _Found(replace(told, choices=forms, weekday=one.weekday), one)
    if (one.offset, one.offset_unit) == _DECADE:
        return _Found(replace(told, choices=("-10Y/0Y", "-10Y..0Y", "-10Y")), None)
    if one.year is None and one.offset_unit is None:
        # this year's, as a rule; in January last year's, in a story of another year that one's
        rest = forms[0][2:]
        return _Found(replace(told, choices=(*forms, f"-1Y{rest}", f"XXXX{rest}") if one.month else forms), one)
    return _Found(replace(told, written=forms), one)


def _forms(mention: Mention) -> tuple[str, ...]:
    """How a claim writes a time; a weekday may be the last, the next, or the day of publication."""
    if mention.weekday is not None:
        name = WEEKDAYS[mention.weekday]
        return f"-{name}", f"+{name}", "0D"
    return tuple(form for form in (_form(mention),) if _is_readable(form))


def _form(mention: Mention) -> str:
    parts = [f"{part:02d}" for part in (mention.month, mention.day) if part is not None]
    offset, unit = mention.offset, mention.offset_unit
    if mention.year is not None:
        return "-".join([f"{mention.year:04d}", *parts])
    if unit is None:
        unit, offset = ("Y" if mention.month is not None else "M"), 0
    sign = "+" if offset is not None and offset > 0 else ""
    return "-".join([f"{sign}{offset}{unit}", *parts])


def _is_readable(form: str) -> bool:
    try:
        parse_time(form)
    except TimeFormatError:
        return False
    return True


def _is_told_as_time(mention: Mention, text: str) -> bool:
    """Whether the words before digits that could be a plain number make a date of them."""
    window = text[max(0, mention.start - _WINDOW) : mention.start].rstrip().lower()
    found = _WORD_BEFORE.search(window)
    before = "" if found is None else found[0]
    if mention.kind == "weekday":
        return False
    if mention.year is not None and mention.month is None:
        if mention.year not in _YEARS:
            return False
        brackets = text[mention.start - 1 : mention.start] in ("(", "（") and text[mention.end : mention.end + 1] in (
            ")",
            "）",
        )
        if _YEAR_FOLLOWS.match(text, mention.end):
            return True
        counts_nothing = (
            before in _LEADS_TO_YEAR
            and mention.year in _RECENT_YEARS
            and _CLAUSE_END.match(text, mention.end) is not None
        )
        is_round = mention.year % 100 == 0
        return brackets or before in _SAYS_YEAR or ((before in _MAY_SAY_YEAR or counts_nothing) and not is_round)
    if mention.day is None or mention.month is None:
        return False
    digits = [int(part) for part in re.findall(r"[0-9]{1,4}", mention.text)[:2]]
    return before in _SAYS_DAY or (len(digits) == 2 and digits[0] > max(12, digits[1]))


# -- two wordings of one time, and the two ends of a stretch -----------------------------------------------------------


def _wordings_joined(found: Sequence[_Found], text: str) -> list[TimeTold]:
    """Neighbours that tell one time together: `yesterday, 27/11/2023`, `Wednesday 4 May`, `4 May last year`."""
    joined: list[_Found] = []
    for one in found:
        if joined and _APART.fullmatch(text[joined[-1].told.end : one.told.start]):
            both = _both(joined[-1], one, text)
            if both is not None:
                joined[-1] = both
                continue
        joined.append(one)
    return [one.told for one in joined]


def _both(first: _Found, second: _Found, text: str) -> _Found | None:
    one, other = first.parts, second.parts
    if one is None or other is None:
        return None
    start, end = first.told.start, second.told.end
    whole = TimeTold(start, end, text[start:end], weekday=first.told.weekday)
    weekday = one.weekday if one.weekday is not None else other.weekday
    dates = [parts for parts in (one, other) if parts.weekday is None]
    if len(dates) == 1 and dates[0].day is not None:
        dated = first.told if one is dates[0] else second.told
        return _Found(replace(whole, written=dated.written, choices=dated.choices, weekday=weekday), dates[0])
    if weekday is not None or len(dates) != 2:
        return None
    offset, day = (one, other) if one.offset_unit is not None else (other, one)
    if offset.offset_unit is None or day.offset_unit is not None or offset.month is not None:
        return None
    if day.year is None and offset.offset_unit == "Y":
        form = _form(replace(offset, month=day.month, day=day.day))
        return _Found(replace(whole, written=(form,)), None) if _is_readable(form) else None
    if offset.offset_unit == "D" and day.day is not None:
        return _Found(replace(whole, written=(*_forms(day), *_forms(offset))), None)
    return None


def _spans_joined(told: Sequence[TimeTold], text: str) -> list[TimeTold]:
    """Times with `to` between them are the ends of one stretch: throughout it, or on some day in it."""
    joined: list[TimeTold] = []
    for one in told:
        last = joined[-1] if joined else None
        if last is not None and _TO.fullmatch(text[last.end : one.start]) and last.sure and one.sure:
            ends = zip(last.written or last.choices, one.written or one.choices, strict=False)
            forms = [form for first, end in ends for form in (f"{first}/{end}", f"{first}..{end}")]
            readable = tuple(form for form in forms if _is_readable(form))
            joined[-1] = TimeTold(last.start, one.end, text[last.start : one.end], (), readable)
        else:
            joined.append(one)
    return joined
