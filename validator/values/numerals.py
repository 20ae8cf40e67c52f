"""Number words of the languages articles come in: their tables, and what a run of them is worth.

Tables are data: a language is added by adding a `Vocabulary`. Chinese and Japanese numerals share one reader, because
their words are single characters that join with digits (`1600多亿`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple, cast

from validator.values.dataclass import dataclass, field
from validator.values.european_words import NUMBERS, PHRASES

__all__ = [
    "LANGUAGES",
    "Range",
    "Role",
    "Vocabulary",
    "Word",
    "cjk_run",
    "digit_readings",
    "last_digit_worth",
    "read_cjk",
    "word_of",
]

Role = Literal[
    "unit",  # 1..9
    "teen",  # 10..19, closed: nothing can be added below it
    "ten",  # 20, 30, ... 90
    "times-ten",  # mươi, puluh: after a unit
    "plus-ten",  # belas: after a unit
    "hundred",
    "scale",
    "half-more",  # rưỡi: half of the scale before it
    "filler",  # and, linh: joins, worth nothing
    "ordinal",
    "part",  # -fjärdedel, quarter: worth 1/n, counted by the number before it
    "over",  # phần: stands between numerator and denominator
    "article",  # a: worth one, but only before a scale or a part
    "exact",  # a number on its own, which nothing joins: both, half
]


class Word(NamedTuple):
    """One number word: how it joins with its neighbours and what it is worth."""

    role: Role
    value: Fraction


class Range(NamedTuple):
    """What a written number is worth: the value as stated, and the least and most that its words allow."""

    value: Fraction
    lo: Fraction
    hi: Fraction


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The number words of one language.

    `compounds` says that words are written together (Swedish `tjugofem`). `decimal_comma` says which of comma and
    point is more likely to be the decimal sign. `before_ordinal` are words that make the number after them a position,
    `after_ordinal` endings that make the digits before them one. `only_inside` are words that are numbers only as part
    of a longer one; `not_after` names words after which a number word means something else (`mỗi năm`: every year).
    `phrases` are number words of several words.
    """

    words: Mapping[str, Word]
    decimal_comma: bool
    compounds: bool = False
    before_ordinal: tuple[str, ...] = ()
    after_ordinal: tuple[str, ...] = ()
    only_inside: frozenset[str] = frozenset()
    not_after: Mapping[str, frozenset[str]] = field(default_factory=dict)
    phrases: Mapping[str, Word] = field(default_factory=dict)


def _table(rows: Mapping[Role, str]) -> dict[str, Word]:
    """Rows read `word=value word=value ...`; a value left out is 0."""
    return {
        word: Word(role, Fraction(int(value or 0)) if "/" not in value else Fraction(value))
        for role, row in rows.items()
        for word, _, value in (entry.partition("=") for entry in row.split())
    }


_EACH_OR_ALL: Final = frozenset(
    {"mỗi", "hàng", "hằng", "các", "những", "nhiều", "cả", "đầu", "cuối", "giữa", "trong", "vài", "mấy", "từng"}
)

_RANK_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "de": (),
    "fr": ("er", "re", "e", "ème"),
    "es": ("º", "ª"),
}

LANGUAGES: Final[Mapping[str, Vocabulary]] = {
    "en": Vocabulary(
        _table(
            {
                "unit": "one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9",
                "teen": "ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 "
                "eighteen=18 nineteen=19",
                "ten": "twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90",
                "hundred": "hundred=100 hundreds=100",
                "scale": "dozen=12 dozens=12 thousand=1000 thousands=1000 million=1000000 millions=1000000 "
                "billion=1000000000 billions=1000000000 bn=1000000000 trillion=1000000000000 "
                "mn=1000000 mln=1000000 bln=1000000000 tn=1000000000000 trn=1000000000000 "
                "trillions=1000000000000",
                "filler": "and",
                "article": "a=1 an=1",
                "exact": "zero=0 single=1 sole=1 lone=1 both=2 twice=2 double=2 pair=2 couple=2 thrice=3 triple=3 "
                "half=1/2 quarter=1/4",
                "ordinal": "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 "
                "eleventh=11 twelfth=12 thirteenth=13 fourteenth=14 fifteenth=15 sixteenth=16 "
                "seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20 thirtieth=30 fortieth=40 "
                "fiftieth=50 sixtieth=60 seventieth=70 eightieth=80 ninetieth=90 hundredth=100 "
                "thousandth=1000",
                "part": "halves=1/2 thirds=1/3 quarters=1/4 fourths=1/4 fifths=1/5 sixths=1/6 sevenths=1/7 "
                "eighths=1/8 ninths=1/9 tenths=1/10 hundredths=1/100 thousandths=1/1000",
            }
        ),
        decimal_comma=False,
        after_ordinal=("st", "nd", "rd", "th"),
    ),
    "sv": Vocabulary(
        _table(
            {
                "unit": "en=1 ett=1 två=2 tre=3 fyra=4 fem=5 sex=6 sju=7 åtta=8 nio=9",
                "teen": "tio=10 elva=11 tolv=12 tretton=13 fjorton=14 femton=15 sexton=16 sjutton=17 arton=18 "
                "nitton=19",
                "ten": "tjugo=20 trettio=30 fyrtio=40 femtio=50 sextio=60 sjuttio=70 åttio=80 nittio=90",
                "hundred": "hundra=100",
                "scale": "dussin=12 tusen=1000 miljon=1000000 miljoner=1000000 mn=1000000 miljard=1000000000 "
                "miljarder=1000000000 mdr=1000000000 biljon=1000000000000 biljoner=1000000000000",
                "filler": "och",
                "exact": "noll=0 enda=1 båda=2 bägge=2 dubbelt=2 dubbla=2 halv=1/2 halva=1/2 hälften=1/2 kvarts=1/4",
                "ordinal": "första=1 förste=1 andra=2 andre=2 tredje=3 fjärde=4 femte=5 sjätte=6 sjunde=7 åttonde=8 "
                "nionde=9 tionde=10 elfte=11 tolfte=12 trettonde=13 fjortonde=14 femtonde=15 sextonde=16 "
                "sjuttonde=17 artonde=18 nittonde=19 tjugonde=20 trettionde=30 fyrtionde=40 femtionde=50 "
                "sextionde=60 sjuttionde=70 åttionde=80 nittionde=90 hundrade=100 tusende=1000",
                "part": "tredjedel=1/3 tredjedelar=1/3 tredjedelen=1/3 fjärdedel=1/4 fjärdedelar=1/4 "
                "fjärdedelen=1/4 femtedel=1/5 femtedelar=1/5 femtedelen=1/5 sjättedel=1/6 sjättedelar=1/6 "
                "sjundedel=1/7 sjundedelar=1/7 åttondel=1/8 åttondelar=1/8 åttondedel=1/8 niondel=1/9 "
                "niondelar=1/9 tiondel=1/10 tiondelar=1/10 hundradel=1/100 hundradelar=1/100",
            }
        ),
        decimal_comma=True,
        compounds=True,
        after_ordinal=(":e", ":a"),
    ),
    "vi": Vocabulary(
        _table(
            {
                "unit": "một=1 mốt=1 hai=2 ba=3 bốn=4 tư=4 năm=5 lăm=5 nhăm=5 sáu=6 bảy=7 bẩy=7 tám=8 chín=9",
                "ten": "mười=10",
                "times-ten": "mươi=10 chục=10",
                "hundred": "trăm=100",
                "scale": "tá=12 nghìn=1000 ngàn=1000 vạn=10000 triệu=1000000 tỷ=1000000000 tỉ=1000000000",
                "half-more": "rưỡi",
                "filler": "linh lẻ",
                "over": "phần",
                "exact": "nửa=1/2",
                "ordinal": "nhất=1 nhì=2",
            }
        ),
        decimal_comma=True,
        before_ordinal=("thứ", "hạng"),
        only_inside=frozenset({"mốt", "tư", "lăm", "nhăm", "nhất", "nhì"}),
        not_after={"năm": _EACH_OR_ALL},
        phrases={"đầu tiên": Word("ordinal", Fraction(1)), "lần đầu": Word("ordinal", Fraction(1))},
    ),
    "id": Vocabulary(
        _table(
            {
                "unit": "satu=1 dua=2 tiga=3 empat=4 lima=5 enam=6 tujuh=7 delapan=8 sembilan=9",
                "teen": "sepuluh=10 sebelas=11",
                "times-ten": "puluh=10",
                "plus-ten": "belas=10",
                "hundred": "ratus=100 seratus=100",
                "scale": "lusin=12 selusin=12 ribu=1000 seribu=1000 juta=1000000 sejuta=1000000 miliar=1000000000 "
                "milyar=1000000000 triliun=1000000000000",
                "exact": "nol=0 setengah=1/2 separuh=1/2 seperempat=1/4 sepertiga=1/3",
                "part": "pertiga=1/3 perempat=1/4 perlima=1/5 perenam=1/6 pertujuh=1/7 perdelapan=1/8 persepuluh=1/10",
                "ordinal": "pertama=1 kedua=2 ketiga=3 keempat=4 kelima=5 keenam=6 ketujuh=7 kedelapan=8 "
                "kesembilan=9 kesepuluh=10 kesebelas=11",
            }
        ),
        decimal_comma=True,
        before_ordinal=("ke",),
    ),
    **{
        language: Vocabulary(
            _table(cast(Mapping[Role, str], rows)),
            decimal_comma=True,
            compounds=language == "de",
            after_ordinal=_RANK_ENDINGS[language],
            phrases={phrase: Word("exact", Fraction(value)) for phrase, value in PHRASES[language].items()},
        )
        for language, rows in NUMBERS.items()
    },
}


@lru_cache(maxsize=65536)
def word_of(language: str, spelling: str) -> tuple[Word, ...]:
    """The number words that a lower-case word of a language is made of; () if it is no number word."""
    vocabulary = LANGUAGES[language]
    whole = vocabulary.words.get(spelling)
    if whole is not None:
        return (whole,)
    if not vocabulary.compounds or len(spelling) > _LONGEST_COMPOUND:
        return ()
    # from the end: parts[i] is how spelling[i:] splits, or None
    parts: list[tuple[Word, ...] | None] = [None] * len(spelling) + [()]
    for start in range(len(spelling) - 1, -1, -1):
        for end in range(min(len(spelling), start + _LONGEST_PART), start + 1, -1):
            tail = parts[end]
            word = vocabulary.words.get(spelling[start:end])
            if tail is not None and word is not None and word.role not in ("filler", "article", "exact"):
                parts[start] = (word, *tail)
                break
    return parts[0] or ()


_LONGEST_COMPOUND: Final = 48
_LONGEST_PART: Final = 16


@lru_cache(maxsize=4096)
def digit_readings(token: str, decimal_comma: bool) -> tuple[Fraction, ...]:
    """What digits with commas and points can be worth, the likelier reading first: `6.685` is 6685 or 6.685.

    () if they are no one number, as in `1.2.3`.
    """
    separators = re.findall(r"[^0-9]", token)
    pieces = re.split(r"[^0-9]", token)
    if not separators:
        return (Fraction(int(token[:_MOST_DIGITS])),) if len(token) <= _MOST_DIGITS else ()
    if len(token) > _MOST_DIGITS:
        return ()
    grouped = len(set(separators)) == 1 and _are_groups(pieces)
    only_last_differs = len(separators) == 1 or (
        separators[-1] not in separators[:-1] and len(set(separators[:-1])) == 1 and _are_groups(pieces[:-1])
    )
    readings: list[Fraction] = []
    if grouped:
        readings.append(Fraction(int("".join(pieces))))
    if only_last_differs and separators[-1] in ".,":
        whole, decimals = "".join(pieces[:-1]), pieces[-1]
        readings.append(Fraction(int(whole + decimals), 10 ** len(decimals)))
    likely_decimal = separators[-1] == ("," if decimal_comma else ".")
    return tuple(reversed(readings)) if likely_decimal else tuple(readings)


_MOST_DIGITS: Final = 64


def _are_groups(pieces: Sequence[str]) -> bool:
    return 1 <= len(pieces[0]) <= 3 and pieces[0][0] != "0" and all(len(piece) == 3 for piece in pieces[1:])


def last_digit_worth(value: Fraction) -> Fraction:
    """What one more in the last non-zero digit of a decimal is worth (1 for 0): 100 for 1600, 1/10 for 7.8."""
    if value == 0:
        return Fraction(1)
    worth = Fraction(1)
    while (value / worth).denominator != 1 and worth > Fraction(1, 10**9):
        worth /= 10
    while value % (worth * 10) == 0:
        worth *= 10
    return worth


_CJK_DIGITS: Final[Mapping[str, int]] = {
    character: value
    for value, characters in enumerate(
        ("零〇○", "一壹", "二两兩贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_CJK_SMALL: Final[Mapping[str, int]] = {
    "十": 10,
    "拾": 10,
    "廿": 20,
    "卅": 30,
    "百": 100,
    "佰": 100,
    "千": 1000,
    "仟": 1000,
}
_CJK_LARGE: Final[Mapping[str, int]] = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_UNITS: Final = "".join((*_CJK_SMALL, *_CJK_LARGE))
_NUMERALS: Final = "".join((*_CJK_DIGITS, _UNITS))
_MORE: Final = "多余餘来來"
_SOME: Final = "几幾数數"

_DIGITS: Final = "[0-9]++(?:[.,][0-9]++)*+"
_CJK_RUN: Final = (
    f"(?:{_DIGITS}|[{_NUMERALS}]|[{_SOME}](?=[{_UNITS}]))"
    f"(?:{_DIGITS}|[{_NUMERALS}]|[{_MORE}](?=[{_UNITS}])|(?<=[十百千])[几幾])*+[多余餘]?"
)
"""Takes what it can and gives nothing back: digits would otherwise be shared out in ever more ways."""
_CJK_TOKEN: Final = re.compile(f"{_DIGITS}|.")


@cache
def cjk_run() -> re.Pattern[str]:
    """Slow to compile, and where no Chinese or Japanese is read not needed."""
    return re.compile(_CJK_RUN)


@lru_cache(maxsize=4096)
def read_cjk(run: str) -> tuple[Range, ...]:
    """What a run of Chinese or Japanese numerals and digits, found by `cjk_run`, can be worth; () if nothing.

    `1600多亿` is 1600 to 1700 times 10^8, `几十` 10 to 100, `两三` 2 to 3, `二〇二一` 2021, `一万五` 15000.
    """
    tokens = _CJK_TOKEN.findall(run)
    if len(tokens) > _LONGEST_RUN:
        return ()
    if len(tokens) > 1 and all(token in _CJK_DIGITS for token in tokens):
        digits = [_CJK_DIGITS[token] for token in tokens]
        value = Fraction(int("".join(map(str, digits))))
        if len(digits) == 2 and digits[1] == digits[0] + 1 and digits[0] > 0:
            return (Range(Fraction(digits[0]), Fraction(digits[0]), Fraction(digits[1])), Range(value, value, value))
        return (Range(value, value, value),)
    readings = []
    for choice in (0, 1) if re.search(r"[.,]", run) else (0,):
        lo, hi = _cjk_value(tokens, 1, Fraction(0), choice), _cjk_value(tokens, 10, Fraction(1), choice)
        if lo is not None and hi is not None:
            readings.append(Range(lo, lo, hi))
    return tuple(dict.fromkeys(readings))


_LONGEST_RUN: Final = 80


def _cjk_value(tokens: Sequence[str], some: int, more: Fraction, choice: int) -> Fraction | None:
    """The run with `some` for 几, and 多 worth `more` of the last digit before it, under one reading of its digits."""
    closed, section, largest = Fraction(0), Fraction(0), 0
    current: Fraction | None = None
    place = 0
    for index, token in enumerate(tokens):
        if token in _CJK_SMALL:
            section += (1 if current is None else current) * _CJK_SMALL[token]
            current, place = None, _CJK_SMALL[token]
        elif token in _CJK_LARGE:
            scale = _CJK_LARGE[token]
            section += current or 0
            if scale > largest and closed:
                closed = (closed + section) * scale
            else:
                closed += (section or 1) * scale
            section, current, place, largest = Fraction(0), None, scale, scale
        elif token in _MORE:
            stated = section + (current or 0)
            current = (current or 0) + more * (last_digit_worth(stated) if stated else place)
        elif token in _SOME:
            current = Fraction(some)
        elif token in _CJK_DIGITS:
            current = Fraction(_CJK_DIGITS[token])
            is_short_form = index == len(tokens) - 1 and place >= 100 and tokens[index - 1] in _UNITS
            current *= place // 10 if is_short_form else 1
        else:
            readings = digit_readings(token, decimal_comma=False)
            if current is not None or not readings:
                return None
            current = readings[min(choice, len(readings) - 1)]
    return closed + section + (current or 0)
