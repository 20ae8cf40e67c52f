"""Written numbers, digit by digit: `42.7 billion`, `6,685`, `427e8`, `1/4`, `160..170`.

The comma and the space only group digits by three, the point is only the decimal point. What a figure stands for is
said in `quantities`; here it keeps its value and how finely it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import Final, Literal

from validator.values.dataclass import dataclass, replace
from validator.values.hedges import HEDGES, Hedge, leading_hedge
from validator.values.units import SCALE_WORDS

__all__ = ["Figure", "QuantityFormatError", "Side", "Written", "read_written", "shown"]

LONGEST_TEXT: Final = 200
MOST_DIGITS: Final = 64
LARGEST_EXPONENT: Final = 30
MOST_SCALE_WORDS: Final = 3


class QuantityFormatError(ValueError):
    """A text that is no amount; `suggestion` says what to write (may be empty), `offset` where the text goes wrong."""

    def __init__(self, message: str, suggestion: str = "", offset: int = 0) -> None:
        super().__init__(f"{message}; {suggestion}" if suggestion else message)
        self.message = message
        self.suggestion = suggestion
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Figure:
    """A written number: its value, and what one more in its last written and its last non-zero digit is worth.

    `form` is `whole` (digits only), `decimal` (has a decimal point) or `fraction` (`1/4`, whose digits say nothing
    about how finely it was measured: both worths are 0). In 0 the last digit serves as the last non-zero one.
    """

    value: Fraction
    last_written: Fraction
    last_nonzero: Fraction
    form: Literal["whole", "decimal", "fraction"]

    def times(self, scale: int) -> Figure:
        """The figure in front of scale words worth `scale`."""
        return Figure(self.value * scale, self.last_written * scale, self.last_nonzero * scale, self.form)


@dataclass(frozen=True, slots=True)
class Side:
    """A number, the `scale` its scale words multiply it by, and the unit named after it ("" for none)."""

    number: Figure
    scale: int
    unit: str
    unit_offset: int

    @property
    def figure(self) -> Figure:
        """The number with its scale words."""
        return self.number.times(self.scale)


@dataclass(frozen=True, slots=True)
class Written:
    """An amount taken apart: the hedge in front, and one side, or two for `a..b`; `offset` is where they begin."""

    hedge: Hedge | None
    sides: tuple[Side, ...]
    offset: int


def read_written(text: str) -> Written:
    """`text` taken apart into hedge, figures and unit names.

    Raises QuantityFormatError if it does not have the form of an amount.
    """
    if len(text) > LONGEST_TEXT:
        message = f"expected an amount of at most {LONGEST_TEXT} characters, found {len(text):,}"
        raise QuantityFormatError(message, "write the amount alone, as in '42.7 billion USD'", LONGEST_TEXT)
    start = len(text) - len(text.lstrip())
    body = text.strip()
    hedge, skipped = leading_hedge(body)
    start += skipped
    left, dots, right = body[skipped:].partition("..")
    if not dots:
        return Written(hedge, (_read_side(left, start),), start)
    if not left.strip() or not right.strip():
        bound = f"'at most {right.strip()}'" if right.strip() else f"'at least {left.strip()}'"
        raise QuantityFormatError(f"{shown(body)} has one end only", f"write {bound}", start)
    if hedge is not None:
        raise QuantityFormatError(f"{shown(body)} hedges an interval", f"leave out {hedge.word!r}", start)
    lower, upper = _read_side(left, start), _read_side(right, start + len(left) + len(dots))
    if lower.scale == 1 and not lower.unit:  # '160..170 billion' means billions on both sides
        lower = replace(lower, scale=upper.scale)
    return Written(None, (lower, upper), start)


def shown(text: str) -> str:
    """`text` quoted for a message, cut to a length that fits one."""
    return repr(text if len(text) <= 40 else f"{text[:39]}…")


_FRACTION: Final = re.compile(r"([-−+]?)([0-9]+)\s*/\s*([0-9]+)")
_DECIMAL: Final = re.compile(
    r"([-−+]?)([1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])|[1-9][0-9]{0,2}(?:[\x20\xa0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+)"
    r"(?:\.([0-9]+))?(?:[eE]([-−+]?[0-9]+))?"
)
_SCALE: Final = re.compile(r"\s*((?ai:{}))\b".format("|".join(SCALE_WORDS)))


def _read_side(text: str, start: int) -> Side:
    lead = len(text) - len(text.lstrip())
    rest = text.strip()
    start += lead
    fraction = _FRACTION.match(rest)
    decimal = _DECIMAL.match(rest)
    if fraction is not None:
        number, end = _fraction(fraction, start), fraction.end()
    elif decimal is not None:
        number, end = _decimal(decimal, start), decimal.end()
    else:
        raise _no_figure(rest, start)
    scale = 1
    for _ in range(MOST_SCALE_WORDS):
        word = _SCALE.match(rest, end)
        if word is None:
            break
        scale, end = scale * SCALE_WORDS[word[1].lower()], word.end()
    _refuse_trailing(rest, end, start)
    unit = rest[end:].lstrip()
    return Side(number, scale, unit, start + len(rest) - len(unit))


def _fraction(found: re.Match[str], start: int) -> Figure:
    _refuse_many_digits(found[2] + found[3], start)
    if int(found[3]) == 0:
        raise QuantityFormatError(
            f"expected a fraction that divides by more than 0, found {shown(found[0])}",
            "write a number, as in '1/4'",
            start + found.start(3),
        )
    return Figure(_signed(found[1], Fraction(int(found[2]), int(found[3]))), Fraction(0), Fraction(0), "fraction")


def _decimal(found: re.Match[str], start: int) -> Figure:
    sign, whole, decimals, exponent = found.groups()
    digits = re.sub("[^0-9]", "", whole) + (decimals or "")
    _refuse_many_digits(digits, start)
    power = int((exponent or "0").replace("−", "-")) if len(exponent or "") <= 4 else LARGEST_EXPONENT + 1
    if abs(power) > LARGEST_EXPONENT:
        message = f"expected an exponent from -{LARGEST_EXPONENT} to {LARGEST_EXPONENT}, found {shown(exponent or '')}"
        raise QuantityFormatError(message, "write the number with a word, as in '4.2 billion'", start + found.start(4))
    last_written = Fraction(10) ** (power - len(decimals or ""))
    trailing_zeros = len(digits) - len(digits.rstrip("0")) if digits.strip("0") else 0
    return Figure(
        _signed(sign, int(digits) * last_written),
        last_written,
        last_written * 10**trailing_zeros,
        "whole" if decimals is None else "decimal",
    )


def _signed(sign: str, value: Fraction) -> Fraction:
    return -value if sign in ("-", "−") else value


def _refuse_many_digits(digits: str, start: int) -> None:
    if len(digits) > MOST_DIGITS:
        message = f"expected a number of at most {MOST_DIGITS} digits, found {len(digits)}"
        raise QuantityFormatError(message, "round it, or write it with a word, as in '4.2 billion'", start)


# what stands where the unit should -> what to write instead, with {number} as read so far
_TRAILING: Final[tuple[tuple[re.Pattern[str], str, str], ...]] = (
    (re.compile(r",[0-9]{1,2}(?![0-9])"), "has a comma that does not group thousands", "write a decimal point"),
    (re.compile(r"[.,'’][0-9]"), "is not grouped by threes", "group as in '1,234,567' or not at all"),
    (re.compile(r"\s+[0-9]+/[0-9]"), "mixes a whole number and a fraction", "write it as a decimal"),
    (re.compile(r"\s*[0-9]"), "has digits that form no group of three", "write all digits together"),
    (re.compile(r"\s*[-–—~](?=\s*[0-9])"), "reads like an interval", "write 'a..b'"),
    (re.compile(r"\s+(?:to|or|and|till)\b"), "reads like an interval", "write 'a..b'"),
    (re.compile(r"\s*(?:±|\+/?-)"), "reads like an interval", "write 'a..b'"),
    (re.compile(r"\s*\+"), "ends in a plus sign", "write 'at least' in front, or 'over'"),
    (re.compile(r"(?:st|nd|rd|th)\b"), "is an ordinal", "give positions under 'nth'"),
    (re.compile(r"\s*/\s*[0-9]"), "is no common fraction", "write whole numbers above and below, as in '1/4'"),
)
_HEDGE_SIGNS: Final[Mapping[str, str]] = {
    "~": "about",
    "≈": "about",
    ">=": "at least",
    "≥": "at least",
    ">": "over",
    "<=": "at most",
    "≤": "at most",
    "<": "under",
}


def _refuse_trailing(rest: str, end: int, start: int) -> None:
    for pattern, fault, suggestion in _TRAILING:
        if pattern.match(rest, end):
            raise QuantityFormatError(f"{shown(rest)} {fault}", suggestion, start + end)


def _no_figure(rest: str, start: int) -> QuantityFormatError:
    expected = f"expected a number at the start of {shown(rest)}" if rest else "expected an amount, found nothing"
    return QuantityFormatError(expected, _figure_hint(rest), start)


def _figure_hint(rest: str) -> str:
    ascii_digits = unicodedata.normalize("NFKC", rest)
    if ascii_digits != rest and re.match(r"[0-9]", ascii_digits):
        return f"write {shown(ascii_digits)}"
    if re.match(r"\.[0-9]", rest):
        return f"write {shown('0' + rest)}"
    for sign, word in _HEDGE_SIGNS.items():
        if rest.startswith(sign):
            return f"write {word!r} for {sign!r}"
    if re.match(r"between\b", rest, re.IGNORECASE):
        return "write an interval as 'a..b'"
    if re.match(r"[^\d\W]{0,3}[$€£¥₫₩₹₽₱฿]|[A-Z]{3}\s*[0-9]", rest):
        return "write the currency as a code after the number: '42.7 billion USD'"
    words = [word for hedge in HEDGES for word in (hedge.word, *hedge.synonyms)]
    from difflib import get_close_matches

    near = get_close_matches(rest.lower().rstrip("0123456789 .,"), words, 1, 0.7)
    first = get_close_matches(rest.partition(" ")[0].lower(), words, 1, 0.7)
    for match in (*near, *first):
        return f"did you mean {match!r}?"
    return "write digits, as in 'about 300 ships' or '42.7 billion USD'"
