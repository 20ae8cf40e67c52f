"""Amounts the way one says them - `about 300 ships`, `42.7 billion USD`, `1/4` - and what each leaves possible.

A reporter's figure is a rounded figure. `Quantity.sure` is all it can be relied on to mean, `Quantity.rounded` what it
means if its last written digit was meant; the second rests on an assumption, the first does not. Ends half-way between
two figures belong to both, so that two roundings of one amount never exclude each other.

    as written       sure          rounded         because
    427              426.5..427.5  426.5..427.5    its last digit is not 0
    300              250..350      299.5..300.5    nobody knows whether the zeros were counted
    4 million        3.5..4.5 m    3.5..4.5 m      the digits before the scale word are the written ones
    1.50             1.495..1.505  1.495..1.505    a zero written after the point is meant
    1/4              0.225..0.275  0.25            a common fraction is taken as right to a tenth of itself
    0                0             0               none is none
    160..170         160..170      160..170        given as an interval
    3 ships          3             3               things that come whole: the whole numbers in the interval
    4 per million    3.5..4.5      3.5..4.5        the digits of a rate are its own
    1 in 250,000     3.6..4.4      4               of one in so many, the many is the figure; a fraction, or rounder

Hedges stand in one table, `HEDGES`. The comma and the space only group digits (`6,685`, `6 685`), the point is only the
decimal point (`1.500` is one and a half, exact to the thousandth). Everything is exact: no binary fraction is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import Final

from validator.values.dataclass import dataclass, replace
from validator.values.figures import LONGEST_TEXT, Figure, QuantityFormatError, Side, read_written, shown
from validator.values.hedges import HEDGES, Hedge
from validator.values.intervals import EMPTY, Interval
from validator.values.rates import Base, told_of_one
from validator.values.units import ITEMS, PURE, Unit, UnitNameError, commensurable, counted, unit_named

__all__ = [
    "HEDGES",
    "Hedge",
    "Quantity",
    "QuantityFormatError",
    "commensurable",
    "parse_count",
    "parse_ordinals",
    "parse_quantity",
    "plain_number",
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: the `text` as written and the intervals it stands for, both in base units of the unit's dimension.

    `unit` is the unit as written (`unit.factor` base units), `hedge` the word of `HEDGES` that was used or "".
    """

    text: str
    sure: Interval
    rounded: Interval
    unit: Unit
    hedge: str

    @property
    def rests_on_rounding(self) -> bool:
        """Reading it to its last written digit is narrower than what it surely means."""
        return self.sure != self.rounded

    @property
    def label(self) -> str:
        """As written, but in words: `6 to 6.5 %` where `6..6.5 %` is written, `1 person` where `1 people` is."""
        number, space, noun = self.text.partition(" ")
        if space and self.unit.is_whole and number == "1":
            return counted(number, noun)
        return " to ".join(map(str.strip, self.text.split("..")))

    @property
    def key(self) -> str:
        """The meaning without the wording: quantities that leave the same amounts possible have the same key."""
        intervals = f"{self.sure} {self.rounded}" if self.rests_on_rounding else str(self.sure)
        return f"{intervals} {self.unit.dimension}"

    def describe(self) -> str:
        """What it leaves possible in plain English, in its own unit: `between 250 and 350 USD`."""
        sure = _describe_interval(self.sure, self.unit)
        if not self.rests_on_rounding:
            return sure
        return f"{sure} (to the last digit: {_describe_interval(self.rounded, self.unit)})"


@lru_cache(maxsize=4096)
def parse_quantity(text: str, unit: str | None = None) -> Quantity:
    """The amount that `text` states, in `unit` (a name that `unit_named` knows) if the text itself states none.

    A common fraction without a unit stays a bare number where `unit` is itself a share: `1/4` under `%` is 25 %. A rate
    that does not name its things is of those that `unit` names: `1 in 250,000` under `cases per million doses`.
    Raises QuantityFormatError for anything that is not one amount.
    """
    written = read_written(text)
    default = _default_unit(unit)
    last = written.sides[-1]
    chosen = _unit_of(last, default) if last.unit else _unit_of(written.sides[0], default)
    if unit is not None:
        chosen = _of_the_things(default, chosen)
    if len(written.sides) == 2:
        between = _between(written.sides, chosen, default, written.offset)
        return Quantity(text, between, between, chosen, "")
    figure = last.figure
    if chosen.base is not None and last.number.form == "whole" and figure.value == 1:
        sure, rounded = _one_in(chosen.base, written.hedge)
    else:
        sure, rounded = _readings(figure, written.hedge)
    if chosen.is_whole and last.figure.value.denominator == 1:
        fit = _whole_numbers_in if written.hedge is None else _whole_numbers_near
        sure, rounded = fit(sure), fit(rounded)
    if sure.is_empty:
        raise QuantityFormatError(
            f"{shown(text.strip())} leaves no amount possible", "write 'about' or '0'", written.offset
        )
    word = written.hedge.word if written.hedge else ""
    return Quantity(text, sure.scale(chosen.factor), rounded.scale(chosen.factor), chosen, word)


@lru_cache(maxsize=4096)
def parse_count(text: str) -> Quantity:
    """A number of members or occurrences: whole, from 0 up, exact unless hedged (`about 20` is 15..25), unit `items`.

    Raises QuantityFormatError for fractions, negative numbers and any unit.
    """
    written = read_written(text)
    for side in written.sides:
        value = side.figure.value
        if side.unit and side.unit != ITEMS.symbol:
            raise QuantityFormatError(
                f"a count has no unit, found {shown(side.unit)}", "write the number alone", side.unit_offset
            )
        if value.denominator != 1 or side.number.form == "fraction":
            raise QuantityFormatError(f"a count is a whole number, found {shown(text.strip())}", "", written.offset)
        if value < 0:
            raise QuantityFormatError(f"a count is not negative, found {shown(text.strip())}", "", written.offset)
    if len(written.sides) == 2:
        counts = _between(written.sides, ITEMS, ITEMS, written.offset)
    elif written.hedge is None:
        counts = Interval.point(written.sides[0].figure.value)
    else:
        hedged, _ = _readings(written.sides[0].figure, written.hedge)
        counts = _whole_numbers_near(hedged).intersect(Interval(Fraction(0), None))
    if counts.is_empty:
        raise QuantityFormatError(f"{shown(text.strip())} leaves no count from 0 up", "", written.offset)
    return Quantity(text, counts, counts, ITEMS, written.hedge.word if written.hedge else "")


_ORDINALS: Final = re.compile(r"\s*([0-9]{1,9})(?:\s*\.\.\s*([0-9]{1,9}))?\s*")


def parse_ordinals(text: str) -> tuple[int, int]:
    """First and last of the positions that `text` names, counted from 1: `11` is (11, 11), `1..4` is (1, 4).

    Raises QuantityFormatError for anything but one whole number or two in rising order.
    """
    found = _ORDINALS.fullmatch(text) if len(text) <= LONGEST_TEXT else None
    if found is None:
        digits = re.match(r"[0-9]{1,9}", text.strip())
        hint = f"write {digits[0]!r}" if digits else "write '11' or '1..4'"
        raise QuantityFormatError(f"a position is a whole number from 1 up, found {shown(text)}", hint)
    first = int(found[1])
    last = int(found[2] or found[1])
    if first < 1:
        raise QuantityFormatError("positions are counted from 1, found 0", "write '1' for the first", found.start(1))
    if last < first:
        raise QuantityFormatError(
            f"{text.strip()!r} ends before it begins", f"did you mean '{last}..{first}'?", found.start(1)
        )
    return first, last


def plain_number(value: Fraction) -> str:
    """`value` as one writes it: `42.65 billion`, `6,685`, `0.225`; as a fraction if no decimal is exact."""
    for word, scale in _SPOKEN_SCALES:
        if abs(value) >= scale:
            spoken = _decimal_digits(value / scale)
            if spoken is not None and len(spoken) <= 9:
                return f"{spoken} {word}"
    return _decimal_digits(value) or f"{value.numerator:,}/{value.denominator:,}"


_SPOKEN_SCALES: Final = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6))


def _decimal_digits(value: Fraction) -> str | None:
    """The digits of a finite decimal, thousands grouped; None if it has no end."""
    places = 0
    rest = value.denominator
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    if rest != 1:
        return None
    whole, decimals = divmod(abs(value.numerator) * 10**places // value.denominator, 10**places)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole:,}" + (f".{decimals:0{places}}" if places else "")


def _describe_interval(interval: Interval, unit: Unit) -> str:
    def amount(bound: Fraction) -> str:
        number = plain_number(bound / unit.factor)
        return counted(number, unit.symbol) if unit.is_whole else f"{number} {unit.symbol}".rstrip()

    lo, hi = interval.lo, interval.hi
    if lo is None:
        return "any amount" if hi is None else f"{'less than' if interval.hi_open else 'at most'} {amount(hi)}"
    if hi is None:
        return f"{'more than' if interval.lo_open else 'at least'} {amount(lo)}"
    if lo == hi:
        return f"exactly {amount(lo)}"
    low = plain_number(lo / unit.factor)
    if interval.lo_open:
        return f"more than {low} and {'less than' if interval.hi_open else 'at most'} {amount(hi)}"
    if interval.hi_open:
        return f"at least {low} and less than {amount(hi)}"
    return f"between {low} and {amount(hi)}"


def _default_unit(name: str | None) -> Unit:
    try:
        return unit_named(name or "")
    except UnitNameError as fault:
        raise QuantityFormatError(f"default unit: {fault.message}", fault.suggestion) from fault


def _unit_of(side: Side, default: Unit) -> Unit:
    if not side.unit:
        return PURE if side.number.form == "fraction" and commensurable(default, PURE) else default
    try:
        return unit_named(side.unit)
    except UnitNameError as fault:
        raise QuantityFormatError(fault.message, fault.suggestion, side.unit_offset) from fault


def _of_the_things(default: Unit, told: Unit) -> Unit:
    """A rate is of the things that its default names, where it leaves them out, and the share of its things where the
    default is a share.
    """
    if told.base is None or commensurable(told, default):
        return told
    if commensurable(default, PURE) and told.is_of_counts:
        return replace(told, dimension=PURE.dimension)
    return replace(told, dimension=default.dimension) if default.names_the_things_of(told) else told


def _between(sides: tuple[Side, ...], chosen: Unit, default: Unit, offset: int) -> Interval:
    ends: list[Fraction] = []
    for side in sides:
        unit = _unit_of(side, default) if side.unit else chosen
        if not commensurable(unit, chosen):
            raise QuantityFormatError(
                f"the interval has the units {unit.symbol!r} and {chosen.symbol!r}", "give both ends one unit", offset
            )
        ends.append(side.figure.value * unit.factor)
    lo, hi = ends
    if lo > hi:
        raise QuantityFormatError(
            "the interval ends below its beginning", "swap the ends, or write the scale word on both sides", offset
        )
    return Interval(lo, hi)


def _readings(figure: Figure, hedge: Hedge | None) -> tuple[Interval, Interval]:
    """What the figure surely means, and what it means if its last written digit was meant."""
    if hedge is not None:
        hedged = _hedged(figure, hedge)
        return hedged, hedged
    if figure.form == "fraction":
        # quarters and thirds are the coarsest figures in use: wider than a tenth, neighbours such as 1/4 and 1/3 meet
        return _around(figure.value, abs(figure.value) / 10), Interval.point(figure.value)
    if figure.form == "decimal":
        both = _around(figure.value, figure.last_written / 2)
        return both, both
    if figure.value == 0:
        none = Interval.point(0)
        return none, none
    return _around(figure.value, figure.last_nonzero / 2), _around(figure.value, figure.last_written / 2)


def _one_in(base: Base, hedge: Hedge | None) -> tuple[Interval, Interval]:
    low, high = told_of_one(base)
    vague = Interval(low, high)
    if hedge is None:
        return vague, Interval.point(1)
    hedged = _hedged(Figure(Fraction(1), Fraction(0), Fraction(0), "fraction"), hedge)
    return (hedged.hull(vague),) * 2 if hedge.half_digit else (hedged, hedged)


def _hedged(figure: Figure, hedge: Hedge) -> Interval:
    amount = Interval.point(abs(figure.value))
    if hedge.lo is None or hedge.hi is None:
        amount = Interval.point(figure.value)  # over -5 is above it, but nearly -5 comes from the side of 0
    lo = None if hedge.lo is None or amount.lo is None else amount.lo * hedge.lo
    hi = None if hedge.hi is None or amount.lo is None else amount.lo * hedge.hi
    hedged = Interval(lo, hi, hedge.lo_open, hedge.hi_open)
    if figure.value < 0 and hedged.is_bounded:
        hedged = -hedged
    return hedged.hull(_around(figure.value, figure.last_nonzero / 2)) if hedge.half_digit else hedged


def _around(value: Fraction, margin: Fraction) -> Interval:
    return Interval(value - margin, value + margin)


def _whole_numbers_in(interval: Interval) -> Interval:
    """The whole numbers of `interval`, as the interval from the first to the last of them."""
    return _to_whole(interval, ceil, floor)


def _whole_numbers_near(interval: Interval) -> Interval:
    """Like `_whole_numbers_in`, but a vague end (about, nearly) goes out to the next whole number."""
    return _to_whole(interval, floor, ceil)


def _to_whole(interval: Interval, at_lo: Callable[[Fraction], int], at_hi: Callable[[Fraction], int]) -> Interval:
    lo, hi = interval.lo, interval.hi
    if lo is not None:
        lo = Fraction(floor(lo) + 1 if interval.lo_open else at_lo(lo))
    if hi is not None:
        hi = Fraction(ceil(hi) - 1 if interval.hi_open else at_hi(hi))
    return Interval(lo, hi) if not interval.is_empty else EMPTY
