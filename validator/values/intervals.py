"""Intervals of exact rational numbers: what a statement about an amount leaves possible."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

from validator.values.dataclass import dataclass

__all__ = ["EMPTY", "EVERYTHING", "Interval"]

_ZERO: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """All rational numbers from `lo` to `hi`; `None` is no bound on that side.

    An open end leaves out the end itself. Equal sets compare equal: every empty interval equals `EMPTY`, and a side
    without a bound is never open. Arithmetic gives the smallest interval that holds `x op y` for every `x` of the one
    and `y` of the other, with nothing rounded.

    Raises TypeError for a bound that is neither an int nor a Fraction: a binary float has already lost digits.
    """

    lo: Fraction | None
    hi: Fraction | None
    lo_open: bool = False
    hi_open: bool = False

    def __post_init__(self) -> None:
        lo, hi = _bound(self.lo), _bound(self.hi)
        lo_open, hi_open = self.lo_open and lo is not None, self.hi_open and hi is not None
        if lo is not None and hi is not None and (lo > hi or (lo == hi and (lo_open or hi_open))):
            lo, hi, lo_open, hi_open = _ZERO, _ZERO, True, True
        object.__setattr__(self, "lo", lo)
        object.__setattr__(self, "hi", hi)
        object.__setattr__(self, "lo_open", lo_open)
        object.__setattr__(self, "hi_open", hi_open)

    @classmethod
    def point(cls, value: Fraction | int) -> Interval:
        """The interval that holds `value` alone."""
        exact = _bound(value)
        return cls(exact, exact)

    @property
    def is_empty(self) -> bool:
        """No number is in it."""
        return self.lo is not None and self.lo == self.hi and self.lo_open

    @property
    def is_point(self) -> bool:
        """Exactly one number is in it."""
        return self.lo is not None and self.lo == self.hi and not self.lo_open

    @property
    def is_bounded(self) -> bool:
        """It has an end on both sides."""
        return self.lo is not None and self.hi is not None

    def contains(self, other: Interval | Fraction | int) -> bool:
        """Every number of `other` (or the one number given) is in this interval; the empty interval is in all."""
        inner = other if isinstance(other, Interval) else Interval.point(other)
        return self.intersect(inner) == inner

    def intersect(self, other: Interval) -> Interval:
        """The numbers that are in both."""
        return _between(
            max(_lower(self), _lower(other), key=_starts_late),
            min(_upper(self), _upper(other), key=_ends_late),
        )

    def disjoint(self, other: Interval) -> bool:
        """No number is in both."""
        return self.intersect(other).is_empty

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        if self.is_empty or other.is_empty:
            return other if self.is_empty else self
        return _between(
            min(_lower(self), _lower(other), key=_starts_late),
            max(_upper(self), _upper(other), key=_ends_late),
        )

    def scale(self, factor: Fraction | int) -> Interval:
        """Every number of it times `factor`; a negative factor swaps the ends."""
        return self * Interval.point(factor)

    def reciprocal(self) -> Interval:
        """The hull of 1/y over the numbers y of it other than 0.

        With 0 inside, the hull is everything; with 0 at one end, it is unbounded on one side.
        Raises ValueError if it is the point 0: then there is no y to divide by.
        """
        if self.is_empty:
            return self
        if self.lo == self.hi == 0:
            raise ValueError("cannot divide by an amount that is exactly 0")
        if (self.lo is None or self.lo < 0) and (self.hi is None or self.hi > 0):
            return EVERYTHING
        return Interval(
            1 / self.hi if self.hi else (_ZERO if self.hi is None else None),
            1 / self.lo if self.lo else (_ZERO if self.lo is None else None),
            self.hi_open or self.hi is None,
            self.lo_open or self.lo is None,
        )

    def __neg__(self) -> Interval:
        return Interval(
            None if self.hi is None else -self.hi, None if self.lo is None else -self.lo, self.hi_open, self.lo_open
        )

    def __add__(self, other: Interval) -> Interval:
        if self.is_empty or other.is_empty:
            return EMPTY
        return Interval(
            None if self.lo is None or other.lo is None else self.lo + other.lo,
            None if self.hi is None or other.hi is None else self.hi + other.hi,
            self.lo_open or other.lo_open,
            self.hi_open or other.hi_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        if self.is_empty or other.is_empty:
            return EMPTY
        corners = [
            _product(mine, theirs) for mine in (_lower(self), _upper(self)) for theirs in (_lower(other), _upper(other))
        ]
        return _between(min(corners, key=_starts_late), max(corners, key=_ends_late))

    def __truediv__(self, other: Interval) -> Interval:
        """The hull of x/y, leaving out y = 0; see `reciprocal`.

        Raises ValueError if `other` is the point 0.
        """
        return self * other.reciprocal()

    def __str__(self) -> str:
        if self.is_empty:
            return "()"
        if self.is_point:
            return f"[{self.lo}]"
        left = f"{'(' if self.lo_open else '['}{self.lo}" if self.lo is not None else "(-inf"
        right = f"{self.hi}{')' if self.hi_open else ']'}" if self.hi is not None else "inf)"
        return f"{left}, {right}"


class _End(NamedTuple):
    """One end of a non-empty interval; `side` is -1 or 1 for minus or plus infinity, 0 for a number."""

    side: int
    value: Fraction
    is_open: bool


def _bound(value: Fraction | int | None) -> Fraction | None:
    if value is None or type(value) is Fraction:
        return value
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return Fraction(value)
    raise TypeError(f"an interval end is an int or a Fraction, not {type(value).__name__} {value!r}")


def _lower(interval: Interval) -> _End:
    return _End(-1, _ZERO, False) if interval.lo is None else _End(0, interval.lo, interval.lo_open)


def _upper(interval: Interval) -> _End:
    return _End(1, _ZERO, False) if interval.hi is None else _End(0, interval.hi, interval.hi_open)


def _starts_late(end: _End) -> tuple[int, Fraction, bool]:
    return end


def _ends_late(end: _End) -> tuple[int, Fraction, bool]:
    return end.side, end.value, not end.is_open


def _between(lower: _End, upper: _End) -> Interval:
    return Interval(
        None if lower.side else lower.value, None if upper.side else upper.value, lower.is_open, upper.is_open
    )


def _product(one: _End, other: _End) -> _End:
    zeros = [end for end in (one, other) if end.side == 0 and end.value == 0]
    if zeros:  # also against an unbounded end: the numbers on the way there are finite, and 0 times each is 0
        return _End(0, _ZERO, all(zero.is_open for zero in zeros))
    if one.side or other.side:
        negative = (one.side < 0 or one.value < 0) != (other.side < 0 or other.value < 0)
        return _End(-1 if negative else 1, _ZERO, False)
    return _End(0, one.value * other.value, one.is_open or other.is_open)


EMPTY: Final = Interval(_ZERO, _ZERO, True, True)
EVERYTHING: Final = Interval(None, None)
