"""Where the sentences of a text are, so that what no claim covers can be shown.

Made for news pages: a line is a paragraph, so a line break ends a sentence (unless the line is plainly one of several
that a sentence was wrapped into), and headlines, bylines, counters and other furniture are sentences of their own.
Chinese and Japanese end a sentence at the full stop itself; other scripts need a following space and a word that can
begin a sentence, and know the abbreviations of their language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from validator.values.european_words import MONTHS

Span = tuple[int, int]

_LINE: Final = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CLOSERS: Final = "\"'”’»›)\\]}」』】》）〉］"
_OPENERS: Final = "\"'“‘„«‹(\\[{「『【《（〈［¿¡\\-–—"
_END: Final = re.compile(
    rf"(?P<wide>(?:[。！？｡]++|…{{2,}}+)[{_CLOSERS}]*+)|(?<![.!?…])(?P<narrow>[.!?…]++)[{_CLOSERS}]*+(?=\s)"
)
_WORD_BEFORE: Final = re.compile(r"[^\s(\[{“‘\"'«]+\Z")
_BEGINS: Final = re.compile(rf"\s+[{_OPENERS}]*\s?(?P<first>\S)")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_WRAPPED_FROM: Final = 50
"""Code points from which a line without a full stop may be one of several that a sentence was wrapped into."""
_LOOK_BACK: Final = 40
_DIGITS_OF_A_DAY: Final = 2


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EVERYWHERE: Final = _words("dr mr mrs ms prof st ca cf etc vs")
_BEFORE_A_NUMBER: Final = _words(
    "no nos nr vol pp p kl fig tel art sec ch o.s n.s "
    "jan feb febr mär apr jun jul aug sep sept okt oct nov dez dec janv févr avr juil déc ene abr ago dic des"
)
"""Abbreviations only where a number follows."""
_DAY_IN_DIGITS: Final = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0?[1-9]|1[0-2])")
_REST_OF_A_DAY: Final = re.compile(r"\s*(?:[\[(]\s*(?=[0-9]|[ON]\.\s?S\.)|[12][0-9]{3}(?![0-9]))")
"""After a day and month in digits: the year, or the same day in another calendar."""
_STYLES: Final = ("o.s", "n.s")
_NEVER_LAST: Final[Mapping[str, frozenset[str]]] = {
    "en": _words(
        "gen lt col maj sgt capt adm brig rear gov sen rep rev hon pres amb dept est inc ltd corp co bros "
        "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun approx e.g i.e"
    ),
    "sv": _words("bl.a t.ex d.v.s dvs m.m m.fl osv s.k p.g.a f.d fr.o.m t.o.m resp ca mfl st f.n"),
    "vi": _words("ts ths pgs gs tp q tr vd v.v đ.c"),
    "de": _words("z.b u.a d.h bzw ca inkl evtl sog usw vgl hl frhr u.ä i.d.r v.a geb gest"),
    "fr": _words("mm mme mlle env av bd p.ex n.b"),
    "es": _words("sr sra srta dra ee.uu p.ej aprox avda"),
    "pl": _words("ul św ks np m.in tzw tzn gen płk por pkt inż mgr hab"),
    "da": _words("bl.a f.eks d.v.s dvs pct hr fr jf nr"),
    "no": _words("bl.a f.eks d.v.s dvs pst hr fr jf nr"),
    "nb": _words("bl.a f.eks d.v.s dvs pst hr fr jf nr"),
    "nl": _words("dhr mevr drs mr ir o.a bijv d.w.z t.a.v"),
    "it": _words("sig sig.ra dott dott.ssa ing avv on p.es"),
    "pt": _words("sr sra dra p.ex av eng exa"),
    "ru": _words("ул акад проф т.е т.н напр гр"),
    "id": _words("dr drs ir h hj tgl dll dsb dst yg jl kab kec rp prof s.d a.n"),
}
"""Abbreviations after which a sentence goes on."""
_SOMETIMES_LAST: Final = _words("etc jr sr inc ltd corp co m.m m.fl osv v.v dll dsb dst a.m p.m u.s u.k u.n")
"""Abbreviations that end a sentence after all where the next word is one that sentences begin with."""
_LIKELY_FIRST: Final = _words(
    "the a an in on at it he she they we this that these those but and however meanwhile as after before when "
    "det den de en ett han hon vi men och på efter när i detta dessa som "
    "ông bà các theo tuy nhưng và trong khi ngoài hôm tại việc"
)


_AFTER_A_DAY: Final[Mapping[str, frozenset[str]]] = {
    "de": _words(MONTHS["de"].replace("|", " ")) | _words("jan feb mär apr jun jul aug sep sept okt nov dez")
}
"""In German a point makes a number a rank: the 24th of November is *am 24. November*."""


@lru_cache(maxsize=8)
def sentences(text: str, language: str) -> tuple[Span, ...]:
    """Start and end of every sentence, in reading order, without the space around it.

    `language` is a BCP 47 tag; an unknown one gets the abbreviations that many languages share.
    """
    primary = language.split("-")[0].lower()
    known = _NEVER_LAST.get(primary, frozenset()) | _EVERYWHERE
    months = _AFTER_A_DAY.get(primary, frozenset())
    return tuple(span for start, end in _lines(text) for span in _split(text, start, end, known, months))


def _lines(text: str) -> Iterator[Span]:
    """Runs of lines that belong together, each run without the space around it."""
    pending: Span | None = None
    last: Span = (0, 0)
    for match in _LINE.finditer(text):
        span = _trimmed(text, *match.span())
        if pending is not None and (span is None or not _goes_on(text, last, span)):
            yield pending
            pending = None
        if span is not None:
            pending = span if pending is None else (pending[0], span[1])
            last = span
    if pending is not None:
        yield pending


def _goes_on(text: str, line: Span, following: Span) -> bool:
    """Whether a line goes on with what the line before it began. Only these two are looked at, however many join."""
    broken = text.count("\n", line[1], following[0]) <= 1
    is_long = line[1] - line[0] >= _WRAPPED_FROM
    return broken and is_long and text[following[0]].islower() and not _ends_sentence(text[line[0] : line[1]])


def _ends_sentence(line: str) -> bool:
    bare = line.rstrip("\"'”’»›)]}」』】》）〉］")
    return bare.endswith((".", "!", "?", "…", "。", "！", "？", "｡", ":", "："))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _split(text: str, start: int, end: int, never_last: frozenset[str], months: frozenset[str]) -> Iterator[Span]:
    for match in _END.finditer(text, start, end):
        if match["narrow"] is not None and not _is_end(text, match, end, never_last, months):
            continue
        if (span := _trimmed(text, start, match.end())) is not None:
            yield span
        start = match.end()
    if (span := _trimmed(text, start, end)) is not None:
        yield span


def _is_end(text: str, match: re.Match[str], end: int, never_last: frozenset[str], months: frozenset[str]) -> bool:
    following = _BEGINS.match(text, match.end(), end)
    if following is None:
        return True
    first = following["first"]
    if first.islower():
        return False
    if match["narrow"] != ".":
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - _LOOK_BACK), match.start())
    word = "" if before is None else before[0].lower()
    rest = text[following.start("first") : following.start("first") + _LOOK_BACK].split(maxsplit=1)
    next_word = rest[0].lower().rstrip(",.;:)]") if rest else ""
    if word in _SOMETIMES_LAST:
        return next_word in _LIKELY_FIRST
    if word in never_last or (word in _BEFORE_A_NUMBER and first.isdigit()):
        return False
    if next_word in _STYLES or (_DAY_IN_DIGITS.fullmatch(word) and _REST_OF_A_DAY.match(text, match.end(), end)):
        return False
    if word.isdigit() and len(word) <= _DIGITS_OF_A_DAY and next_word in months:
        return False
    is_initial = _INITIALS.fullmatch(word) is not None
    return not is_initial or next_word in _LIKELY_FIRST
