"""Where a quote stands in its source's text.

A quote is verbatim or it is missing: near misses are shown as a hint and never accepted. A quote that stands in the
text more than once must be told apart by the words before it (`prefix`) or after it (`suffix`), as in the W3C
TextQuoteSelector.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, Literal

from validator.records.folding import FoldedText, fold
from validator.values.dataclass import dataclass

AnchorStatus = Literal["found", "missing", "ambiguous", "no-text"]

LONGEST_HINT: Final = 80
MOST_PLACES: Final = 1_000
"""Places of one piece that are told apart; a piece that stands in its text more often is no evidence anyway."""
_HINT_CUTOFF: Final = 50
_LONGEST_COMPARED: Final = 1_000
"""Code points of a missing quote that are compared with the text to find the nearest passage."""
_LONGEST_SEARCHED: Final = 2_000_000

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a record's quote. Offsets are code points into the source's text as archived."""

    spans: tuple[Span, ...]
    """One per piece of the quote where it was found (the first of several places where it is ambiguous); for an
    uncheckable passage, every place where it stands. Empty where a piece is missing."""
    status: AnchorStatus
    nearest: str = ""
    """For a missing quote, the most similar passage of the same text, at most 80 characters."""
    nearest_span: Span | None = None
    elsewhere: bool = False
    """Whether the nearest passage is the quote itself, which stands there, but not between its `prefix` and `suffix`.
    """
    matches: int = 0
    """How many places fit: 1 when found, 0 when missing, more when ambiguous."""


NO_TEXT: Final = Anchor((), "no-text")


def locate(
    quotes: Sequence[str],
    text: FoldedText,
    prefix: str | None = None,
    suffix: str | None = None,
    *,
    hint: bool = True,
) -> Anchor:
    """Finds every piece of a quote; where one is missing, `hint` asks for the nearest passage.

    `prefix` stands just before the first piece and `suffix` just after the last. A piece that stands in the text more
    than once is taken where it is nearest to the pieces that stand in it once; if there is none of those, the quote is
    ambiguous.
    """
    places = _places(quotes, text.text, prefix, suffix)
    missing = next((piece for piece, found in zip(quotes, places, strict=True) if not found), None)
    if missing is not None:
        return _missing(missing, text) if hint else Anchor((), "missing")
    unique = [found[0] for found in places if len(found) == 1]
    matches = 1 if unique else max(len(found) for found in places)
    chosen = [_nearest_place(found, unique) for found in places]
    spans = tuple(text.span_in_original(*place) for place in chosen)
    return Anchor(spans, "found" if unique else "ambiguous", matches=matches)


def locate_everywhere(
    quotes: Sequence[str],
    text: FoldedText,
    prefix: str | None = None,
    suffix: str | None = None,
    *,
    hint: bool = True,
) -> Anchor:
    """Every place of every piece: a headline that a page repeats is uncheckable each time."""
    places = _places(quotes, text.text, prefix, suffix)
    missing = next((piece for piece, found in zip(quotes, places, strict=True) if not found), None)
    if missing is not None:
        return _missing(missing, text) if hint else Anchor((), "missing")
    spans = tuple(text.span_in_original(*place) for found in places for place in found)
    return Anchor(spans, "found", matches=1)


def _places(quotes: Sequence[str], text: str, prefix: str | None, suffix: str | None) -> list[list[Span]]:
    """Where each piece stands in the folded text, the first after the prefix and the last before the suffix."""
    places: list[list[Span]] = []
    for index, piece in enumerate(quotes):
        found = _occurrences(fold(piece), text)
        if prefix is not None and index == 0:
            before = fold(prefix)
            found = (place for place in found if _stands_before(text, place[0], before))
        if suffix is not None and index == len(quotes) - 1:
            after = fold(suffix)
            found = (place for place in found if _stands_after(text, place[1], after))
        places.append(list(islice(found, MOST_PLACES)))
    return places


def _stands_before(text: str, at: int, words: str) -> bool:
    return text.endswith(words, 0, at - 1 if text[at - 1 : at] == " " else at)


def _stands_after(text: str, at: int, words: str) -> bool:
    return text.startswith(words, at + 1 if text[at : at + 1] == " " else at)


def _occurrences(piece: str, text: str) -> Iterator[Span]:
    """Places of a folded piece, without those that cut a letter from its marks or a number in two."""
    if not piece:
        return
    at = text.find(piece)
    while at >= 0:
        end = at + len(piece)
        if not _cuts(text, at) and not _cuts(text, end):
            yield at, end
        at = text.find(piece, at + 1)


def _cuts(text: str, at: int) -> bool:
    """Whether a boundary parts a letter from its mark (`ẋ̣` is not `ẋ`) or a digit from the next (`15` is not `5`)."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return _joins_what_stands_before(after) or (before.isdecimal() and after.isdecimal())


def _joins_what_stands_before(character: str) -> bool:
    """Marks (vowel signs and variation selectors too), and the letters that NFC can join to the letter before them."""
    if character < "\u0300":
        return False
    is_letter = "\u1160" <= character <= "\u11ff" or "\U00016d67" <= character <= "\U00016d6a"
    return is_letter or unicodedata.category(character).startswith("M")


def _nearest_place(places: list[Span], unique: list[Span]) -> Span:
    if len(places) == 1 or not unique:
        return places[0]
    return min(places, key=lambda place: (min(_distance(place, known) for known in unique), place))


def _distance(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _missing(piece: str, text: FoldedText) -> Anchor:
    verbatim = next(_occurrences(fold(piece), text.text), None)
    span = verbatim or _similar(fold(piece)[:_LONGEST_COMPARED], text.text[:_LONGEST_SEARCHED])
    if span is None:
        return Anchor((), "missing")
    start, end = span
    cut = end - start > LONGEST_HINT
    if cut:
        end = start + LONGEST_HINT - 1
    nearest = text.text[start:end] + ("…" if cut else "")
    return Anchor((), "missing", nearest, text.span_in_original(start, end), verbatim is not None)


def _similar(piece: str, text: str) -> Span | None:
    """The stretch of the text most like the piece, or None where nothing is like it."""
    if not piece or not text:
        return None
    # Imported here because it is needed only when a quote is missing.
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Indel

    found = fuzz.partial_ratio_alignment(piece, text, score_cutoff=_HINT_CUTOFF)
    if found is None:
        return None
    margin = max(8, len(piece) // 3)
    start = max(0, found.dest_start - margin)
    window = text[start : found.dest_end + margin]
    kept = [block for block in Indel.opcodes(piece, window) if block.tag == "equal"]
    if not kept:
        return None
    low, high = start + kept[0].dest_start, start + kept[-1].dest_end
    return _trimmed(text, low, high)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return (start, end) if start < end else None
