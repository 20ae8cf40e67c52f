"""Camp values placed on a common axis of days or of numbers, as far as their wording can be read.

Reports know values only as text. What is not surely a day, a period, a number or a range is not drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from validator.values.dataclass import dataclass

_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTHS = {short: at for at, name in enumerate(_MONTH_NAMES, 1) for short in (name.lower(), name[:3].lower())}
_ISO = re.compile(r"(?<![\d,])(?<!\d\.)([12]\d{3})(?:-(\d{2}))?(?:-(\d{2}))?(?![\d-]|[.,]\d)")
_WORDED = re.compile(rf"(?ai)\b(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)}) ([12]\d{{3}})\b")
_SHARED_YEAR = re.compile(
    rf"(?ai)\b(\d{{1,2}} (?:{'|'.join(_MONTHS)}))( and | to )(\d{{1,2}} (?:{'|'.join(_MONTHS)})) (\d{{4}})\b"
)
_OR = " / "
"""Between several ways in which the members of a camp say one thing."""
_BRACKET = re.compile(r" \(([^()]*)\)$")
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_NUMBER = re.compile(
    r"(?ai)(?<![\w,-])(?<!\d\.)(\d[\d,]*(?:\.\d+)?)(?:e(\d{1,2})\b)?(?: ?(thousand|million|billion|trillion)\b)?"
)
_RANGE = re.compile(r"\s*(?:\.\.|/|–|-| to | and )\s*")
_FLOORS = ("at least", "over", "more than", "after", "since", "from", "≥", ">")
_CEILINGS = ("at most", "under", "less than", "before", "until", "up to", "≤", "<")
_HEDGES = ("about", "around", "nearly", "exactly", "between", "roughly")
_DAY_STEPS = (1, 2, 7, 14)
_MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to before `high`; `None` is open."""

    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class Tick:
    at: Fraction
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Values on one axis, with its ends and ticks."""

    kind: str
    """`time` or `number`."""
    spans: tuple[tuple[Span, ...], ...]
    """For each value the stretches it names, in its order."""
    low: Fraction
    high: Fraction
    ticks: tuple[Tick, ...]
    unit: str = ""

    def share(self, at: Fraction) -> Fraction:
        """Where on the axis a value lies, from 0 to 1."""
        return min(Fraction(1), max(Fraction(0), (at - self.low) / (self.high - self.low)))


def axis_of(values: Sequence[str]) -> Axis | None:
    """The axis on which all values lie, or None if there are fewer than two or one of them cannot be read."""
    if len(values) < 2:
        return None
    days = [_days(value) for value in values]
    if all(days):
        return _axis("time", [one for one in days if one], _time_ticks)
    amounts = [[_amount(said) for said in value.split(_OR)] for value in values]
    known = [tuple(one for one in each if one) for each in amounts]
    units = {unit for each in known for _, unit in each}
    if [len(one) for one in known] == [len(one) for one in amounts] and len(units) == 1:
        return _axis("number", [tuple(span for span, _ in each) for each in known], _number_ticks, units.pop())
    return None


def _axis(
    kind: str, spans: list[tuple[Span, ...]], ticks: Callable[[Fraction, Fraction], tuple[Tick, ...]], unit: str = ""
) -> Axis | None:
    ends = [end for each in spans for span in each for end in (span.low, span.high) if end is not None]
    if not ends:
        return None
    low, high = min(ends), max(ends)
    room = (high - low) / 12 or (abs(low) / 10 if kind == "number" else Fraction(0)) or Fraction(1)
    low, high = low - room, high + room
    return Axis(kind, tuple(spans), low, high, ticks(low, high), unit)


def _bounded(text: str, low: Fraction, high: Fraction) -> Span:
    """A span opened by the words before it: `after` what it is, `before` where it begins."""
    lead = text.lower().strip()
    if lead.endswith(_FLOORS):
        return Span(high if lead.endswith("after") else low, None)
    if lead.endswith(_CEILINGS):
        return Span(None, low if lead.endswith(("before", "until", "under", "less than")) else high)
    return Span(low, high)


# days ----------------------------------------------------------------------------------------------------------------


def _days(value: str) -> tuple[Span, ...] | None:
    """The days that each way of saying a value names: `August 2021 (signed) / 11 September 2021 (signed)`."""
    each = [_days_said(said) for said in value.split(_OR)]
    return tuple(span for spans in each for span in spans or ()) if all(each) else None


def _days_said(value: str) -> tuple[Span, ...] | None:
    """The days of `2020`, or of the parts of a closing bracket: `CSP (since 2023; as published, 4 May 2024)`."""
    inside = _BRACKET.search(value)
    if inside and not any(char.isdigit() for char in inside[1]):
        value, inside = value[: inside.start()], None
    said = inside[1].split(";") if inside else [value]
    if inside and any(char.isdigit() for char in value[: inside.start()]):
        return None
    spans = [_stretch(_SHARED_YEAR.sub(r"\1 \4\2\3 \4", part)) for part in said]
    known = tuple(span for span in spans if span)
    return known if len(known) == len(spans) else None


def _stretch(value: str) -> Span | None:
    found = sorted([*_ISO.finditer(value), *_WORDED.finditer(value)], key=lambda match: match.start())
    found = [one for at, one in enumerate(found) if at == 0 or one.start() >= found[at - 1].end()]
    if not found or len(found) > 2:
        return None
    rest = _without(value, found)
    spans = [_calendar(match) for match in found]
    if any(part.isdigit() for part in rest) or not all(spans):
        return None
    known = [span for span in spans if span]
    (low, high), (_, last) = known[0], known[-1]
    if len(found) == 2:
        between = value[found[0].end() : found[1].start()]
        return Span(Fraction(low), Fraction(last)) if _RANGE.fullmatch(between) and low < last else None
    before, after = value[: found[0].start()].strip(), value[found[0].end() :].strip()
    if before.endswith(("../", "..")):
        return Span(None, Fraction(high))
    if after.startswith(("/..", "..")):
        return Span(Fraction(low), None)
    return _bounded(before, Fraction(low), Fraction(high))


def _without(value: str, found: Sequence[re.Match[str]]) -> str:
    ends = [0, *(end for match in found for end in match.span()), len(value)]
    return "".join(value[low:high] for low, high in zip(ends[::2], ends[1::2], strict=True))


def _calendar(match: re.Match[str]) -> tuple[int, int] | None:
    """First day and the day after the last, as ordinals; None for a day no calendar has."""
    first, second, third = match.groups()
    if match.re is _WORDED:
        year, month, day = int(third), _MONTHS[second.lower()], int(first or 0)
    else:
        year, month, day = int(first), int(second or 0), int(third or 0)
    try:
        if day:
            start = date(year, month, day).toordinal()
            return start, start + 1
        if month:
            return date(year, month, 1).toordinal(), _month_after(year, month).toordinal()
        return date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    except ValueError:
        return None


def _month_after(year: int, month: int, months: int = 1) -> date:
    whole = year * 12 + month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


def _time_ticks(low: Fraction, high: Fraction) -> tuple[Tick, ...]:
    first, last = int(low) + 1, int(high)
    start, length = date.fromordinal(max(1, first)), last - first
    if length > 730:
        step = _step_of(length // 365)
        years = range(start.year - start.year % step, date.fromordinal(last).year + 1, step)
        return tuple(Tick(Fraction(day), str(year)) for year in years if first <= (day := _ordinal(year)) <= last)
    if length > 60:
        every = max(1, -(-length // 30 // _MOST_TICKS))
        days = [_month_after(start.year, start.month, at) for at in range(1, 26, every)]
        days = [day for day in days if day.toordinal() <= last]
        names = [_MONTH_NAMES[day.month - 1][:3] for day in days]
    else:
        step = next((one for one in _DAY_STEPS if length // one < _MOST_TICKS), _DAY_STEPS[-1])
        days = [date.fromordinal(day) for day in range(first, last + 1, step)]
        names = [f"{day.day} {_MONTH_NAMES[day.month - 1][:3]}" for day in days]
    told = [
        f"{name} {day.year}" if at == 0 or day.year != days[at - 1].year else name
        for at, (name, day) in enumerate(zip(names, days, strict=True))
    ]
    return tuple(Tick(Fraction(day.toordinal()), label) for day, label in zip(days, told, strict=True))


def _ordinal(year: int) -> int:
    return date(max(1, year), 1, 1).toordinal()


# numbers -------------------------------------------------------------------------------------------------------------


def _amount(value: str) -> tuple[Span, str] | None:
    found = list(_NUMBER.finditer(value))
    if not found or len(found) > 2:
        return None
    before, after = value[: found[0].start()], value[found[-1].end() :].strip()
    lead = before.lower().strip()
    if lead and not lead.startswith((*_FLOORS, *_CEILINGS, *_HEDGES)):
        return None
    scale = found[-1][3]
    numbers = [_number(match, scale) for match in found]
    if len(numbers) == 2:
        between = value[found[0].end() : found[1].start()]
        ordered = _RANGE.fullmatch(between) and numbers[0] < numbers[1]
        return (Span(numbers[0], numbers[1]), after) if ordered else None
    return _bounded(before, numbers[0], numbers[0]), after


def _number(match: re.Match[str], scale: str | None) -> Fraction:
    number = Fraction(match[1].replace(",", ""))
    power = int(match[2] or 0) + _SCALES.get((match[3] or scale or "").lower(), 0)
    return number * int(10**power)


def _number_ticks(low: Fraction, high: Fraction) -> tuple[Tick, ...]:
    step = _nice(high - low)
    first = -(-low // step)
    marks = [step * (first + at) for at in range(_MOST_TICKS + 2) if step * (first + at) <= high]
    return tuple(Tick(mark, number_words(mark)) for mark in marks)


def _nice(length: Fraction) -> Fraction:
    """A step of 1, 2 or 5 times a power of ten that gives at most six ticks."""
    power = Fraction(1)
    while length / power > 10:
        power *= 10
    while length / power <= 1:
        power /= 10
    steps = [power * factor / 10 for factor in (1, 2, 5, 10, 20)]
    return next(step for step in steps if length / step <= _MOST_TICKS)


def _step_of(length: int) -> int:
    return max(1, int(_nice(Fraction(max(1, length)))))


def number_words(number: Fraction) -> str:
    """`170 billion`, `42.7`: exact where at most three decimals tell it."""
    for name, power in sorted(_SCALES.items(), key=lambda one: -one[1]):
        if power >= 6 and abs(number) >= 10**power:
            return f"{_plain(number / 10**power)} {name}"
    return _plain(number)


def _plain(number: Fraction) -> str:
    thousandths = round(number * 1000)
    whole, part = divmod(abs(thousandths), 1000)
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{whole:,}" + (f".{part:03}".rstrip("0") if part else "")


def day_words(ordinal: Fraction) -> str:
    """`11 September 2021`."""
    day = date.fromordinal(int(ordinal))
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def runs(present: Sequence[bool]) -> list[tuple[int, int]]:
    """The stretches of consecutive steps, as (first, after the last)."""
    edges = [at for at, (one, other) in enumerate(pairwise([False, *present, False])) if one != other]
    return list(zip(edges[::2], edges[1::2], strict=True))
