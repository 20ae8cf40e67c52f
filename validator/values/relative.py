"""Times told from another day ("last September", "yesterday", "on Tuesday"), and stretches of time.

A relative time means something only once the day it is told from, the *anchor*, is known: normally the day of
publication. That day may itself be uncertain, so resolving gives one `Case` for each part of the anchor within
which the meaning stays the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar, Final, Literal

from validator.values.calendar import (
    ALWAYS,
    FIRST_DAY,
    LAST_DAY,
    Span,
    day_number,
    month_index,
    months_span,
    weekdays_in,
    within_calendar,
)
from validator.values.dataclass import dataclass, field, replace
from validator.values.dates_moment import Fixed, Moment, around_day, place, somewhere_in

Unit = Literal["Y", "Q", "M", "W", "D"]

MOST_CASES: Final = 1200
"""An anchor that crosses more periods than this gets one case around them all: wider, still true."""

_MOST_WEEKDAYS: Final = 60
_PERIOD_MONTHS: Final = {"Y": 12, "Q": 3, "M": 1}
_FIRST_QUARTER: Final = 33
_OPEN: Final = Moment("..", (ALWAYS,), "span")
_LONGEST_GAP: Final = 9  # a 29 February is at most eight years from the next, a 31st two months


@dataclass(frozen=True, slots=True)
class Offset:
    """So many calendar years, quarters or months, weeks or days from the anchor, then fixed parts below that unit."""

    count: int
    unit: Unit
    fixed: Fixed = field(default_factory=Fixed)
    qualifier: str = ""

    @property
    def shift(self) -> tuple[int, int] | None:
        """The fewest and most days from the anchor, when that is what the offset means (days and weeks).

        "Next week" lies surely within the 14 days after, whichever weekday a week starts on, "this week"
        within six days either way.
        """
        if self.unit == "D":
            slack = 1 if self.qualifier else 0
            return self.count - slack, self.count + slack
        if self.unit == "W":
            slack, days = 7 if self.qualifier else 0, 7 * self.count
            return days - (7 if self.count < 0 else 6) - slack, days + (7 if self.count > 0 else 6) + slack
        return None


@dataclass(frozen=True, slots=True)
class WeekdayOffset:
    """The last such weekday strictly before the anchor, or the next one strictly after (``forward``)."""

    weekday: int
    forward: bool

    @property
    def shift(self) -> tuple[int, int]:
        """The fewest and most days from the anchor."""
        return (1, 7) if self.forward else (-7, -1)


@dataclass(frozen=True, slots=True)
class Between:
    """One unknown day from the first day of ``start`` to the last of ``end``; ``None`` is an open end."""

    start: End
    end: End


@dataclass(frozen=True, slots=True)
class Relative:
    """A time that needs a day to be told from: ``-1Y-09``, ``0M-29``, ``-1D``, ``-Sun``, ``-1Y-03..-1Y-05``."""

    text: str
    meaning: Offset | WeekdayOffset | Between

    is_relative: ClassVar[bool] = True

    def resolve(self, anchor: Span) -> tuple[Case, ...]:
        """What the time means for each day of ``anchor``.

        The cases partition the anchor, in order. Days of it for which there is no such day (``0M-30`` in
        February, or a range that would end before it begins) are left out; when nothing is left, the one case
        holds an impossible moment. An anchor that is unbounded, or crosses more than `MOST_CASES` periods, gives
        one case with a moment wide enough for all.
        """
        return _resolved(self, anchor, self.text, by_week=False)

    def calendar_week(self, anchor: Span) -> tuple[Case, ...] | None:
        """The narrower reading of a time in weeks as the weeks from Monday to Sunday; ``None`` for other times."""
        return _resolved(self, anchor, self.text, by_week=True) if _counts_weeks(self) else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """``a/b``: every day from some day in ``start`` to some day in ``end``; ``None`` is an open end."""

    text: str
    start: End
    end: End

    @property
    def is_relative(self) -> bool:
        """Whether an end needs a day to be told from, see `resolve`."""
        return isinstance(self.start, Relative) or isinstance(self.end, Relative)

    @property
    def surely(self) -> Span | None:
        """The days the stretch covers wherever in its ends it begins and ends, ``None`` when no day is sure.

        Raises ``ValueError`` for a relative stretch.
        """
        lo, hi = self._hull(self.start).hi, self._hull(self.end).lo
        return None if lo is not None and hi is not None and lo > hi else Span(lo, hi)

    @property
    def possibly(self) -> Span:
        """The days the stretch may cover. Raises ``ValueError`` for a relative stretch."""
        return Span(self._hull(self.start).lo, self._hull(self.end).hi)

    def _hull(self, end: End) -> Span:
        if isinstance(end, Relative):
            raise ValueError(f"{self.text} must be resolved against a day before it has days of its own")
        return ALWAYS if end is None else end.hull

    def resolve(self, anchor: Span) -> tuple[Case, ...]:
        """What the stretch means for each day of ``anchor``, as for `Relative.resolve`."""
        return _resolved(self, anchor, self.text, by_week=False)

    def calendar_week(self, anchor: Span) -> tuple[Case, ...] | None:
        """The reading of weeks as Monday to Sunday; ``None`` for a stretch that counts no weeks."""
        return _resolved(self, anchor, self.text, by_week=True) if _counts_weeks(self) else None


End = Moment | Relative | None
Resolvable = Moment | Relative | Stretch


@dataclass(frozen=True, slots=True)
class Case:
    """For every day in ``anchor`` the resolved expression means ``time``.

    Where the meaning moves along with the anchor, ``shift`` ties the two days together: the day is the anchor day
    + k for some k from the first to the second number, and falls on ``weekday`` if that is set. ``time`` is then
    the moment around all of them. (Only for a range with a weekday as an end is this wider than the words:
    ``-Sun..0D`` gives -7 to 0.) For a stretch ``start_shift`` and ``end_shift`` say the same of its ends.
    """

    anchor: Span
    time: Moment | Stretch
    shift: tuple[int, int] | None = None
    weekday: int | None = None
    start_shift: tuple[int, int] | None = None
    end_shift: tuple[int, int] | None = None


def resolve(time: Resolvable, anchor: Span) -> tuple[Case, ...]:
    """What any time but an event means for each day of ``anchor``; a fixed one means itself throughout."""
    return (Case(anchor, time),) if isinstance(time, Moment) else time.resolve(anchor)


def _counts_weeks(time: Resolvable | None) -> bool:
    match time:
        case Relative(meaning=Offset(unit=unit)):
            return unit == "W"
        case Relative(meaning=Between(start=start, end=end)) | Stretch(start=start, end=end):
            return _counts_weeks(start) or _counts_weeks(end)
    return False


def _resolved(time: Relative | Stretch, anchor: Span, text: str, *, by_week: bool) -> tuple[Case, ...]:
    found = tuple(_cases(time, anchor, by_week))
    return found or (Case(anchor, Moment(text, (), "span")),)


def _cases(time: Relative | Stretch, anchor: Span, by_week: bool) -> Iterator[Case]:
    inside = within_calendar(anchor)
    if inside is None:
        return
    match time:
        case Stretch() if not time.is_relative:
            if not runs_backwards(time.start, time.end):
                yield Case(inside, time)
        case Stretch():
            yield from _stretch_cases(time, inside, by_week)
        case Relative(meaning=Between() as meaning):
            yield from _between_cases(meaning, inside, by_week)
        case Relative(meaning=WeekdayOffset() as meaning):
            yield from _weekday_cases(meaning, inside)
        case Relative(meaning=Offset() as meaning):
            shift = meaning.shift
            if shift is None:
                yield from _calendar_cases(meaning, inside)
            elif by_week and meaning.unit == "W":
                yield from _week_cases(meaning, inside)
            else:
                yield from _shift_cases(meaning, shift, inside)


def _calendar_cases(offset: Offset, anchor: Span) -> Iterator[Case]:
    months = _PERIOD_MONTHS[offset.unit]

    def meaning_in(period: int) -> Moment | None:
        if offset.unit == "Y":
            return place(period + offset.count, offset.fixed, offset.qualifier)
        year, part = divmod(period + offset.count, 12 // months)
        fixed = Fixed(_FIRST_QUARTER + part) if offset.unit == "Q" else Fixed(part + 1, offset.fixed.day)
        return place(year, fixed, offset.qualifier)

    return _period_cases(
        anchor,
        offset.count,
        period_of=lambda day: month_index(day) // months,
        period_days=lambda period: months_span(period * months, months),
        meaning_in=meaning_in,
    )


def _week_cases(offset: Offset, anchor: Span) -> Iterator[Case]:
    slack = 7 if offset.qualifier else 0

    def week(number: int) -> Span:
        return Span(7 * number + 1, 7 * number + 7)  # the day 1 is a Monday

    def meaning_in(number: int) -> Moment | None:
        inside = within_calendar(_shifted(week(number + offset.count), (-slack, slack)))
        return None if inside is None else somewhere_in(inside, approximate=bool(slack))

    return _period_cases(
        anchor, offset.count, period_of=lambda day: (day - 1) // 7, period_days=week, meaning_in=meaning_in
    )


def _period_cases(
    anchor: Span,
    count: int,
    period_of: Callable[[int], int],
    period_days: Callable[[int], Span | None],
    meaning_in: Callable[[int], Moment | None],
) -> Iterator[Case]:
    """One case for each period (year, month, week) that the anchor crosses and whose meaning is in the calendar."""
    earliest = period_of(FIRST_DAY) - min(count, 0)
    latest = period_of(LAST_DAY) - max(count, 0)
    first = None if anchor.lo is None else max(period_of(anchor.lo), earliest)
    last = None if anchor.hi is None else min(period_of(anchor.hi), latest)
    if earliest > latest or (first is not None and first > latest) or (last is not None and last < earliest):
        return
    if first is None or last is None or last - first >= MOST_CASES:
        hull = _hull_of_periods(first, last, meaning_in)
        if hull is not None:
            yield Case(anchor, hull)
        return
    for period in range(first, last + 1):
        days, meant = period_days(period), meaning_in(period)
        part = None if days is None else days.intersect(anchor)
        if part is not None and meant is not None:
            yield Case(part, meant)


def _hull_of_periods(first: int | None, last: int | None, meaning_in: Callable[[int], Moment | None]) -> Moment | None:
    """A moment around the meanings in all periods from ``first`` to ``last``; meanings follow the order of periods."""
    lo = hi = None
    if first is not None:
        opening = _first_meaning(meaning_in, range(first, first + _LONGEST_GAP))
        if opening is None:
            return None
        lo = opening.hull.lo
    if last is not None:
        closing = _first_meaning(meaning_in, range(last, last - _LONGEST_GAP, -1))
        if closing is None:
            return None
        hi = closing.hull.hi
    return None if lo is not None and hi is not None and lo > hi else somewhere_in(Span(lo, hi))


def _first_meaning(meaning_in: Callable[[int], Moment | None], periods: range) -> Moment | None:
    return next((found for period in periods if (found := meaning_in(period)) is not None), None)


def _shift_cases(offset: Offset, shift: tuple[int, int], anchor: Span) -> Iterator[Case]:
    if offset.unit == "D" and anchor.is_day:
        day = within_calendar(anchor.shift(offset.count))
        if day is not None:
            yield Case(anchor, around_day(_end(day.lo), offset.qualifier), shift)
        return
    meant = within_calendar(_shifted(anchor, shift))
    if meant is not None:
        yield Case(anchor, somewhere_in(meant, approximate=bool(offset.qualifier)), shift)


def _weekday_cases(offset: WeekdayOffset, anchor: Span) -> Iterator[Case]:
    meant = within_calendar(_shifted(anchor, offset.shift))
    if meant is None:
        return
    ends = meant.bounded
    if ends is None:
        yield Case(anchor, somewhere_in(meant), offset.shift, offset.weekday)
        return
    days = weekdays_in(meant, offset.weekday)
    if not days:
        return
    if anchor.is_day:
        away = days[0] - _end(anchor.lo)
        yield Case(anchor, around_day(days[0]), (away, away), offset.weekday)
        return
    time = somewhere_in(Span(days[0], days[-1]))
    if 1 < len(days) <= _MOST_WEEKDAYS:
        time = replace(time, spans=tuple(Span(day, day) for day in days))
    yield Case(anchor, time, offset.shift, offset.weekday)


def _stretch_cases(stretch: Stretch, anchor: Span, by_week: bool) -> Iterator[Case]:
    for part, start, end in _meeting(stretch.start, stretch.end, anchor, by_week):
        first, last = (None if case.time is _OPEN else _moment(case) for case in (start, end))
        time = Stretch(f"{_moment(start).text}/{_moment(end).text}", first, last)
        yield Case(part, time, start_shift=start.shift, end_shift=end.shift)


def _between_cases(between: Between, anchor: Span, by_week: bool) -> Iterator[Case]:
    for part, start, end in _meeting(between.start, between.end, anchor, by_week):
        first, last = _moment(start), _moment(end)
        time = somewhere_in(Span(first.hull.lo, last.hull.hi), approximate=first.approximate or last.approximate)
        shift = None if start.shift is None or end.shift is None else (start.shift[0], end.shift[1])
        yield Case(part, time, shift)


def _meeting(start: End, end: End, anchor: Span, by_week: bool) -> Iterator[tuple[Span, Case, Case]]:
    """The parts of the anchor within which both ends mean one thing and do not lie in reverse order."""
    starts, ends = (_end_cases(time, anchor, by_week) for time in (start, end))
    first = second = 0
    while first < len(starts) and second < len(ends):
        one, other = starts[first], ends[second]
        common = one.anchor.intersect(other.anchor)
        if common is not None and not runs_backwards(_moment(one), _moment(other)):
            yield common, one, other
        if other.anchor.hi is None or (one.anchor.hi is not None and one.anchor.hi <= other.anchor.hi):
            first += 1
        else:
            second += 1


def _end_cases(end: End, anchor: Span, by_week: bool) -> tuple[Case, ...]:
    if isinstance(end, Relative):
        return tuple(_cases(end, anchor, by_week))
    return (Case(anchor, end or _OPEN),)


def runs_backwards(start: End, end: End) -> bool:
    """Whether ``end`` lies before ``start`` on every reading; for two relative ends: told from any day."""
    if isinstance(start, Relative) and isinstance(end, Relative):
        return all(_backwards_from(day, start, end) for day in _SAMPLE_DAYS)
    if not (isinstance(start, Moment) and isinstance(end, Moment)):
        return False
    first, last = start.hull.lo, end.hull.hi
    return first is not None and last is not None and first > last


def _backwards_from(day: int, start: Relative, end: Relative) -> bool:
    anchor = Span(day, day)
    one, other = (next(_cases(time, anchor, by_week=False), None) for time in (start, end))
    return one is not None and other is not None and runs_backwards(_moment(one), _moment(other))


# Early and late in every month of a common and a leap year: an order that holds on no such day holds never.
_SAMPLE_DAYS: Final = tuple(
    day
    for year in (2023, 2024)
    for month in range(1, 13)
    for number in (1, 2, 3, 10, 15, 20, 28, 29, 30, 31)
    if (day := day_number(year, month, number)) is not None
)


def _moment(case: Case) -> Moment:
    assert isinstance(case.time, Moment)  # an end of a stretch or range is never a stretch itself
    return case.time


def _end(end: int | None) -> int:
    assert end is not None
    return end


def _shifted(anchor: Span, shift: tuple[int, int]) -> Span:
    return Span(*(None if end is None else end + days for end, days in zip((anchor.lo, anchor.hi), shift, strict=True)))
