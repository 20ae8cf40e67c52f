"""The form in which quotes and texts are compared, and the way back to the text as archived.

Two liberties and no third: Unicode NFC, and any run of Unicode spaces or line breaks equals one space. Case,
diacritics, punctuation, digits and letters that only look alike stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import Final

_ODD_SPACES: Final = r"\s{2,}|[^\S ]"
_HANGUL: Final = r"[\u1100-\u115f\uac00-\ud7a3][\u1160-\u11ff]+"


class FoldedText:
    """A text folded for comparison. Offsets are code points."""

    __slots__ = ("_changes", "_folded_ends", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        self._changes: list[tuple[int, int, int, int]] = []
        """Stretches that folding altered: start and end in the folded text, start and end in the original."""
        self.text = self._fold(original)
        self._folded_ends = [change[1] for change in self._changes]

    def _fold(self, original: str) -> str:
        pieces: list[str] = []
        folded_length = copied = 0
        for match in _altered(original).finditer(original):
            start, end = match.span()
            run = match[0]
            folded = " " if run.isspace() else unicodedata.normalize("NFC", run)
            if folded == run:
                continue
            pieces.append(original[copied:start])
            folded_length += start - copied
            pieces.append(folded)
            self._changes.append((folded_length, folded_length + len(folded), start, end))
            folded_length += len(folded)
            copied = end
        pieces.append(original[copied:])
        return "".join(pieces)

    def span_in_original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that a stretch of the folded text stands for, in whole characters."""
        return self._back(start, at_end=False), self._back(end, at_end=True)

    def _back(self, offset: int, *, at_end: bool) -> int:
        index = bisect_right(self._folded_ends, offset if not at_end else offset - 1)
        if index < len(self._changes):
            folded_start, _, original_start, original_end = self._changes[index]
            if folded_start < offset:
                return original_end if at_end else original_start
            if folded_start == offset:
                return original_start
        if index == 0:
            return offset
        _, folded_end, _, original_end = self._changes[index - 1]
        return original_end + (offset - folded_end)


def fold(text: str) -> str:
    """NFC, with every run of Unicode spaces or line breaks as one space and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _altered(text: str) -> re.Pattern[str]:
    """Finds every stretch that folding can alter: odd spaces, and characters together with what may join them."""
    if unicodedata.is_normalized("NFC", text):
        return re.compile(_ODD_SPACES)
    characters = sorted(set(text))
    marks = [character for character in characters if unicodedata.category(character).startswith("M")]
    alone = [c for c in characters if not unicodedata.is_normalized("NFC", c) and c not in marks]
    joined = "".join(map(re.escape, marks))
    parts = [_ODD_SPACES]
    if alone:
        parts.insert(0, f"[{''.join(map(re.escape, alone))}]")
    if marks:
        parts.insert(0, rf"(?:[^{joined}\s])?[{joined}]+")
    # Hangul and Kirat Rai join letters that are no marks.
    parts.insert(0, f"{_HANGUL}[{joined}]*" if marks else _HANGUL)
    parts.insert(0, "[\U00016d60-\U00016d7f]{2,}")
    return re.compile("|".join(parts))
