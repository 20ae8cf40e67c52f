"""Units of measure, currencies and counted nouns, each with an exact factor to the base of its dimension."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from validator.values.dataclass import dataclass, field
from validator.values.rates import Base, read_base
from validator.values.unit_tables import (
    AMBIGUOUS_UNITS,
    CHINESE_SCALES,
    CURRENCIES,
    IRREGULAR_PLURALS,
    MEASURES,
    MONEY_WORDS,
    SCALE_LOOKALIKES,
    SCALE_WORDS,
    WITHDRAWN_CURRENCIES,
)

__all__ = [
    "CURRENCIES",
    "ITEMS",
    "PURE",
    "SCALE_WORDS",
    "Unit",
    "UnitNameError",
    "commensurable",
    "counted",
    "unit_named",
]


@dataclass(frozen=True, slots=True)
class Unit:
    """What an amount is measured in.

    `symbol` is how reports write it (`km`, `USD`, `%`, `ships`); it is spelling, so two units are equal when they have
    the same `dimension` and the same `factor`. `factor` is how many base units of the dimension one of them is. `base`
    is what a rate is told to (`per million`), None for any other unit.
    """

    symbol: str = field(compare=False)
    dimension: str
    factor: Fraction = Fraction(1)
    base: Base | None = field(default=None, compare=False)

    @property
    def is_whole(self) -> bool:
        """It counts things that come only whole (`ships`, but not `children per woman`)."""
        return self.dimension.startswith(_COUNTED) and _DIVIDED not in self.dimension

    @property
    def is_of_counts(self) -> bool:
        """A rate of counted things; either may be left unnamed (`cases per million doses`, `1 in 4 people`)."""
        above, _, below = self.dimension.partition(_DIVIDED)
        return all(part.startswith((_COUNTED, _BARE)) for part in (above, below or _BARE))

    def names_the_things_of(self, other: Unit) -> bool:
        """Whether `other` differs only by leaving out what this one counts: `4 per million`, under cases per dose."""
        own, others = (unit.dimension.partition(_DIVIDED)[::2] for unit in (self, other))
        return (
            _DIVIDED in self.dimension
            and self.is_of_counts
            and all(b in ("", _BARE, a) for a, b in zip(own, others, strict=True))
        )


class UnitNameError(ValueError):
    """A name that does not stand for one unit; `message` says why, `suggestion` what to write (may be empty)."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(f"{message}; {suggestion}" if suggestion else message)
        self.message = message
        self.suggestion = suggestion


def commensurable(a: Unit, b: Unit) -> bool:
    """The two measure one kind of thing, so that amounts in them can be compared.

    Percent are commensurable with bare numbers (`25 %` is `1/4`) but not with percentage points, a currency only with
    itself, and a counted noun only with the same noun (`ship`, `ships`).
    """
    return a.dimension == b.dimension


_COUNTED: Final = "count of "
_DIVIDED: Final = " / "
_BARE: Final = "number"

_LONGEST_NAME: Final = 200

PURE: Final = Unit("", "number")
ITEMS: Final = Unit("items", f"{_COUNTED}item")


def unit_named(name: str) -> Unit:
    """The unit that `name` stands for: a symbol, a plain name, an ISO 4217 code, or else a counted noun.

    `a/b` and `a per b` are the unit of the quotient (`km/h`, `USD per person`, `cases per million doses`). The empty
    name is a bare number.
    Raises UnitNameError for a name that means several things (`$`, `tons`, `bn USD`) or is a near miss of one (`usd`).
    """
    if len(name) > _LONGEST_NAME:
        message = f"expected a unit of at most {_LONGEST_NAME} characters, found {len(name)}"
        raise UnitNameError(message, "name the unit alone, as in 'USD' or 'ships'")
    words = " ".join(unicodedata.normalize("NFC", name).split())
    known = _known(words)
    if known is not None:
        return known
    base = read_base(words)
    if base is not None:
        return _rate(words, base)
    for divider in ("/", " per "):
        above, found, below = words.partition(divider)
        if found:
            return _quotient(words, above, below)
    _refuse_doubtful(words)
    noun = words.lower()
    return Unit(noun, _COUNTED + " ".join(map(_singular, noun.split(" "))))


def _known(words: str) -> Unit | None:
    if words == PURE.symbol:
        return PURE
    if words in CURRENCIES or words in WITHDRAWN_CURRENCIES:
        return Unit(words, f"currency {words}")
    return _BY_SPELLING.get(words) or _BY_PLAIN_NAME.get(words.lower())


def _quotient(symbol: str, upper: str, lower: str) -> Unit:
    if not upper.strip() or not lower.strip() or "/" in lower or " per " in f" {upper} {lower} ":
        raise UnitNameError(
            f"{symbol!r} is not one unit divided by another", "write it like 'km/h' or 'USD per person'"
        )
    above, below = unit_named(upper), unit_named(lower)
    if commensurable(above, below):
        return Unit(symbol, PURE.dimension, above.factor / below.factor)
    return Unit(symbol, f"{above.dimension}{_DIVIDED}{below.dimension}", above.factor / below.factor)


def _rate(symbol: str, base: Base) -> Unit:
    """The unit of a rate: a share where neither thing is named, so that `4 per million` can be told in percent."""
    above, below = unit_named(base.above), unit_named(base.below)
    if commensurable(above, below):
        return Unit(symbol, PURE.dimension, above.factor / below.factor / base.size, base)
    return Unit(symbol, f"{above.dimension}{_DIVIDED}{below.dimension}", above.factor / below.factor / base.size, base)


def _refuse_doubtful(words: str) -> None:
    lowered = words.lower()
    for spelling in (lowered, lowered.removesuffix("s")):
        if spelling in MONEY_WORDS:
            raise UnitNameError(
                f"{words!r} is not a currency code", f"write the ISO 4217 code, here {MONEY_WORDS[spelling]}"
            )
        if spelling in AMBIGUOUS_UNITS:
            raise UnitNameError(f"{words!r} can mean several things", f"write {AMBIGUOUS_UNITS[spelling]}")
    for part in words.split(" "):
        _refuse_scale(part)
    spelled = _ONE_CASE.get(lowered)
    if spelled is not None:
        raise UnitNameError(f"{words!r} is not how the unit is written", f"did you mean {spelled!r}?")
    if words.upper() in CURRENCIES:
        raise UnitNameError(
            f"{words!r} could be a currency or a noun", f"write {words.upper()!r}, or the noun in the plural"
        )
    for part in words.split(" "):
        if part in CURRENCIES:
            raise UnitNameError(
                f"{words!r} has the currency {part} among other words", f"write {part!r} alone after the number"
            )
        if not _NOUN_WORD.fullmatch(_without_marks(part)) or (len(words) == 1 and words.isascii()):
            raise UnitNameError(f"{words!r} is not a unit", "write a unit such as '%', 'km' or 'ships', or none")


def _without_marks(word: str) -> str:
    return "".join(character for character in word if not unicodedata.category(character).startswith("M"))


def _refuse_scale(part: str) -> None:
    lowered = part.lower()
    if lowered in SCALE_WORDS:
        raise UnitNameError(f"{part!r} stands too late", "write the scale word right after the number: '4 million USD'")
    if lowered in SCALE_LOOKALIKES:
        raise UnitNameError(f"{part!r} is not a scale word here", f"write {SCALE_LOOKALIKES[lowered]!r}")
    for character, exponent in CHINESE_SCALES.items():
        if character in part:
            raise UnitNameError(
                f"{character!r} is not a scale word here", f"write the number with {exponent}: '5{exponent}'"
            )
    from difflib import get_close_matches

    near = get_close_matches(lowered, SCALE_WORDS, 1, 0.85)
    if near:
        raise UnitNameError(f"{part!r} is not a scale word", f"did you mean {near[0]!r}?")


def counted(number: str, noun: str) -> str:
    """A number with what it counts, as English puts it: `2 people`, `1 person`."""
    return f"{number} {_singular(noun) if number == '1' else noun}".rstrip()


def _singular(word: str) -> str:
    """The English noun without its plural ending; it need only be the same for `ship` and `ships`."""
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _spellings() -> Iterator[tuple[str, Unit]]:
    for dimension, symbol, factor, names in MEASURES:
        for spelling in (symbol, *names.split(", ")):
            if spelling:
                yield spelling, Unit(symbol, dimension, factor)


# a word, or a name like F-35: a letter first
_NOUN_WORD: Final = re.compile(r"[^\W\d_][\w.,'’&+-]*")
_BY_SPELLING: Final[Mapping[str, Unit]] = dict(_spellings())
# symbols depend on case (MW is not mW), plain names do not
_BY_PLAIN_NAME: Final[Mapping[str, Unit]] = {
    form: unit
    for spelling, unit in _spellings()
    if spelling == "day" or (len(spelling) > 3 and spelling.replace("-", "").replace(" ", "").isalpha())
    for form in (spelling.lower(), f"{spelling.lower()}s")
}
_ONE_CASE: Final[Mapping[str, str]] = {spelling.lower(): spelling for spelling in _BY_SPELLING if len(spelling) > 1}
