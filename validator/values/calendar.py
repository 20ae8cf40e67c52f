"""Days, spans of days and weekdays: the ground the time values stand on.

A day is a plain ``int``: its ordinal in the proleptic Gregorian calendar of ISO 8601, as in
``datetime.date.toordinal`` (1 is 1 January of the year 1, a Monday). Months are counted through as well:
``12 * year + month - 1``, so that a year, a season or a decade is a run of so many months.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache, total_ordering
from typing import Final

from validator.values.dataclass import dataclass

FIRST_YEAR: Final = 1
LAST_YEAR: Final = 9999
FIRST_DAY: Final = date.min.toordinal()
LAST_DAY: Final = date.max.toordinal()
LONGEST_TEXT: Final = 80
"""No time is written with more characters than this; longer texts are refused unread."""

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY_NUMBERS: Final = {
    name: number for number, full in enumerate(WEEKDAYS) for name in (full.lower(), full[:3].lower())
}


class TimeFormatError(ValueError):
    """A text that is no time (or weekday) the records know.

    ``message`` says what was found and what was expected, ``suggestion`` how to write it instead ("" when
    there is no good guess), ``offset`` the index into the text where it goes wrong.
    """

    def __init__(self, message: str, suggestion: str = "", offset: int = 0) -> None:
        super().__init__(f"{message}; {suggestion}" if suggestion else message)
        self.message = message
        self.suggestion = suggestion
        self.offset = offset


@total_ordering
@dataclass(frozen=True, slots=True)
class Span:
    """An inclusive run of days; ``None`` as an end means unbounded.

    Spans order by their first day, then by their last; unbounded ends lie outermost.
    Raises ``ValueError`` when the last day lies before the first.
    """

    lo: int | None
    hi: int | None

    def __post_init__(self) -> None:
        if self.lo is not None and self.hi is not None and self.lo > self.hi:
            raise ValueError(f"a span must not end ({self.hi}) before it begins ({self.lo})")

    def __lt__(self, other: Span) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[bool, int, bool, int]:
        return self.lo is not None, self.lo or 0, self.hi is None, self.hi or 0

    @property
    def is_day(self) -> bool:
        """Whether the span is one single day."""
        return self.lo is not None and self.lo == self.hi

    @property
    def bounded(self) -> tuple[int, int] | None:
        """Both ends when both are known, else ``None``."""
        return None if self.lo is None or self.hi is None else (self.lo, self.hi)

    def intersect(self, other: Span) -> Span | None:
        """The days in both spans, or ``None`` when there are none."""
        lo = other.lo if self.lo is None else self.lo if other.lo is None else max(self.lo, other.lo)
        hi = other.hi if self.hi is None else self.hi if other.hi is None else min(self.hi, other.hi)
        return None if lo is not None and hi is not None and lo > hi else Span(lo, hi)

    def overlaps(self, other: Span) -> bool:
        """Whether at least one day is in both spans."""
        return (self.lo is None or other.hi is None or self.lo <= other.hi) and (
            self.hi is None or other.lo is None or other.lo <= self.hi
        )

    def contains(self, other: Span) -> bool:
        """Whether every day of ``other`` is in this span."""
        return (self.lo is None or (other.lo is not None and self.lo <= other.lo)) and (
            self.hi is None or (other.hi is not None and other.hi <= self.hi)
        )

    def shift(self, days: int) -> Span:
        """The span moved by so many days (earlier when negative); it may leave the calendar, see `within_calendar`."""
        return Span(None if self.lo is None else self.lo + days, None if self.hi is None else self.hi + days)


ALWAYS: Final = Span(None, None)
_CALENDAR: Final = Span(FIRST_DAY, LAST_DAY)


def within_calendar(span: Span) -> Span | None:
    """The part of a span that lies in the years 1 to 9999 (open ends stay open), or ``None``."""
    if not span.overlaps(_CALENDAR):
        return None
    lo = None if span.lo is None else max(span.lo, FIRST_DAY)
    hi = None if span.hi is None else min(span.hi, LAST_DAY)
    return Span(lo, hi)


def hull_of(spans: tuple[Span, ...]) -> Span:
    """The smallest span around sorted, disjoint spans. Raises ``ValueError`` when there are none."""
    if not spans:
        raise ValueError("no span holds no days at all: there is nothing to put a hull around")
    return spans[0] if len(spans) == 1 else Span(spans[0].lo, spans[-1].hi)


def month_index(day: int) -> int:
    """The month a day lies in, counted through from the year 0."""
    found = date.fromordinal(day)
    return 12 * found.year + found.month - 1


def months_span(start: int, length: int) -> Span | None:
    """The days of ``length`` months from the month ``start``, as far as they lie in the calendar."""
    first, past = max(start, 12 * FIRST_YEAR), min(start + length, 12 * (LAST_YEAR + 1))
    if first >= past:
        return None
    return Span(_first_of_month(first), _first_of_month(past) - 1)


def _first_of_month(index: int) -> int:
    return LAST_DAY + 1 if index == 12 * (LAST_YEAR + 1) else date(index // 12, index % 12 + 1, 1).toordinal()


def month_length(year: int, month: int) -> int:
    """The number of days in a month (1 to 12) of a year (1 to 9999)."""
    index = 12 * year + month - 1
    return _first_of_month(index + 1) - _first_of_month(index)


def day_number(year: int, month: int, day: int) -> int | None:
    """The ordinal of a calendar day, or ``None`` when there is no such day (29 February 2021, 1 May of the year 0)."""
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def weekday_of(day: int) -> int:
    """The weekday of a day: Monday is 0, Sunday is 6."""
    return (day - 1) % 7


def parse_weekday(text: str) -> int:
    """The number of an English weekday, short (``Wed``) or full, in any case: Monday is 0, Sunday is 6.

    Raises `TimeFormatError`.
    """
    number = _WEEKDAY_NUMBERS.get(text.lower()) if len(text) <= LONGEST_TEXT else None
    if number is not None:
        return number
    from difflib import get_close_matches

    close = get_close_matches(text[:LONGEST_TEXT].strip().lower(), _WEEKDAY_NUMBERS, n=1, cutoff=0.6)
    suggestion = f"write {WEEKDAYS[_WEEKDAY_NUMBERS[close[0]]][:3]}" if close else ""
    raise TimeFormatError(f"found {clip(text)}, expected a weekday (Mon, Tue, Wed, Thu, Fri, Sat, Sun)", suggestion)


def weekdays_in(span: Span, weekday: int) -> range:
    """The days of a bounded span that fall on a weekday, in order. Raises ``ValueError`` for an unbounded span."""
    ends = span.bounded
    if ends is None:
        raise ValueError("the weekdays of an unbounded span cannot be listed")
    first = ends[0] + (weekday - weekday_of(ends[0])) % 7
    return range(first, ends[1] + 1, 7)


def clip(text: str) -> str:
    """A text as an error message shows it: quoted, control characters escaped, and not too long."""
    return repr(text if len(text) <= 40 else text[:37] + "...")


def describe_year(year: int) -> str:
    """``2021``; early years are marked so that they do not read as a day or a count (``AD 9``)."""
    return str(year) if year >= 1000 else f"AD {year}"


@lru_cache(maxsize=16_384)
def describe_day(day: int) -> str:
    """A day in English: ``11 September 2021``."""
    if day < FIRST_DAY:
        return "a day before the year 1"
    if day > LAST_DAY:
        return f"a day after the year {LAST_YEAR}"
    found = date.fromordinal(day)
    return f"{found.day} {MONTHS[found.month - 1]} {describe_year(found.year)}"


def describe_span(span: Span) -> str:
    """A span in English, in whole months or years where it consists of such.

    ``11 September 2021``, ``September 2021``, ``2021``, ``30 March to 30 April 2022``, ``by 3 May 2021`` when
    the beginning is open, ``from May 2021 on`` when the end is.
    """
    if span.lo is not None and span.lo == span.hi:
        return describe_day(span.lo)
    first, last = span_ends(span)
    if first and last:
        return first if first == last else f"{first} to {last}"
    if last:
        return f"by {last}"
    return f"from {first} on" if first else "any day"


def span_ends(span: Span) -> tuple[str, str]:
    """Words for the two ends of a span, "" for an open one; equal when one word says it all (``2021``).

    What the ends share is said once, at the last: ``("30 March", "30 April 2022")``.
    """
    if span.lo is None or span.hi is None:
        hi, lo = span.hi, span.lo
        return "" if lo is None else _opening(lo), "" if hi is None else _closing(hi)
    if not _CALENDAR.contains(span):
        return describe_day(span.lo), describe_day(span.hi)
    first, last = date.fromordinal(span.lo), date.fromordinal(span.hi)
    whole_months = first.day == 1 and _ends_month(last)
    whole_years = whole_months and first.month == 1 and last.month == 12
    year, month = f" {describe_year(last.year)}", f" {MONTHS[last.month - 1]}"
    if whole_years:
        return describe_year(first.year), describe_year(last.year)
    same_year = first.year == last.year
    if whole_months:
        same_month = same_year and first.month == last.month
        opening = MONTHS[first.month - 1] + ("" if same_year and not same_month else f" {describe_year(first.year)}")
        return opening, month.strip() + year
    if span.is_day or not same_year:
        return describe_day(span.lo), describe_day(span.hi)
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]}", f"{last.day}{month}{year}"
    return str(first.day), f"{last.day}{month}{year}"


def _ends_month(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1


def _opening(day: int) -> str:
    if not FIRST_DAY <= day <= LAST_DAY:
        return describe_day(day)
    found = date.fromordinal(day)
    if found.day != 1:
        return describe_day(day)
    year = describe_year(found.year)
    return year if found.month == 1 else f"{MONTHS[found.month - 1]} {year}"


def _closing(day: int) -> str:
    if not FIRST_DAY <= day <= LAST_DAY:
        return describe_day(day)
    found = date.fromordinal(day)
    if not _ends_month(found):
        return describe_day(day)
    year = describe_year(found.year)
    return f"the end of {year if found.month == 12 else f'{MONTHS[found.month - 1]} {year}'}"
