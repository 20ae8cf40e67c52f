"""Where a quote stands in its source's text.

A quote is verbatim or it is missing: near misses are shown as a hint and never accepted. A quote that stands in the
text more than once must be told apart by the words before it (`prefix`) or after it (`suffix`), as in the W3C
TextQuoteSelector.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from validator.records.folding import FoldedText, fold

AnchorStatus = Literal["found", "missing", "ambiguous", "no-text"]

LONGEST_HINT: Final = 80
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
    matches: int = 0
    """How many places fit: 1 when found, 0 when missing, more when ambiguous."""


NO_TEXT: Final = Anchor((), "no-text")


def locate(quotes: Sequence[str], text: FoldedText, prefix: str | None = None, suffix: str | None = None) -> Anchor:
    """Finds every piece of a quote.

    `prefix` stands just before the first piece and `suffix` just after the last. A piece that stands in the text more
    than once is taken where it is nearest to the pieces that stand in it once; if there is none of those, the quote is
    ambiguous.
    """
    places = [list(_occurrences(fold(piece), text.text)) for piece in quotes]
    if prefix is not None and places:
        places[0] = [place for place in places[0] if _ends_with(text.text[: place[0]], prefix)]
    if suffix is not None and places:
        places[-1] = [place for place in places[-1] if _starts_with(text.text[place[1] :], suffix)]
    missing = next((index for index, found in enumerate(places) if not found), None)
    if missing is not None:
        return _missing(quotes[missing], text)
    unique = [found[0] for found in places if len(found) == 1]
    matches = 1 if unique else max(len(found) for found in places)
    chosen = [_nearest_place(found, unique) for found in places]
    spans = tuple(text.span_in_original(*place) for place in chosen)
    return Anchor(spans, "found" if unique else "ambiguous", matches=matches)


def locate_everywhere(
    quotes: Sequence[str], text: FoldedText, prefix: str | None = None, suffix: str | None = None
) -> Anchor:
    """Every place of every piece: a headline that a page repeats is uncheckable each time."""
    spans: list[Span] = []
    for index, piece in enumerate(quotes):
        found = list(_occurrences(fold(piece), text.text))
        if prefix is not None and index == 0:
            found = [place for place in found if _ends_with(text.text[: place[0]], prefix)]
        if suffix is not None and index == len(quotes) - 1:
            found = [place for place in found if _starts_with(text.text[place[1] :], suffix)]
        if not found:
            return _missing(piece, text)
        spans.extend(text.span_in_original(*place) for place in found)
    return Anchor(tuple(spans), "found", matches=1)


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
    return unicodedata.combining(after) != 0 or (before.isdecimal() and after.isdecimal())


def _ends_with(text: str, prefix: str) -> bool:
    return text.rstrip(" ").endswith(fold(prefix))


def _starts_with(text: str, suffix: str) -> bool:
    return text.lstrip(" ").startswith(fold(suffix))


def _nearest_place(places: list[Span], unique: list[Span]) -> Span:
    if len(places) == 1 or not unique:
        return places[0]
    return min(places, key=lambda place: (min(_distance(place, known) for known in unique), place))


def _distance(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _missing(piece: str, text: FoldedText) -> Anchor:
    span = _similar(fold(piece)[:_LONGEST_COMPARED], text.text[:_LONGEST_SEARCHED])
    if span is None:
        return Anchor((), "missing")
    start, end = span
    if end - start > LONGEST_HINT:
        end = start + LONGEST_HINT - 1
        return Anchor((), "missing", text.text[start:end] + "…", text.span_in_original(start, end))
    return Anchor((), "missing", text.text[start:end], text.span_in_original(start, end))


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
