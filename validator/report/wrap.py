"""Line breaking by terminal cells, for scripts with and without spaces."""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from rich import cells

_NO_LINE_START = frozenset("、。,.;:?!)]}〉》」』】〕〗’”…‥·ー々%")
"""Characters that stay with what stands before them (a short form of the line start rule of JIS X 4051)."""
_NO_LINE_END = frozenset("([{〈《「『【〔〖‘“")
"""Characters that stay with what comes after them."""


def _cell_length() -> Callable[[str], int]:
    """Newer versions of rich measure by the Unicode version that an environment variable names, unless told which."""
    takes_version = "unicode_version" in inspect.signature(cells.cell_len).parameters
    return partial(cells.cell_len, unicode_version="latest") if takes_version else cells.cell_len


_measured: Final = _cell_length()
_OF_ONE_CELL: Final = frozenset(
    chr(code)
    for first, last in ((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2010, 0x2027))
    for code in range(first, last + 1)
)
"""What Latin and Russian text is made of, with quotation marks and dashes: how wide each is need not be looked up."""


def cell_len(text: str) -> int:
    """Columns of a terminal that a text takes up, the same whatever the environment says."""
    return len(text) if _OF_ONE_CELL.issuperset(text) else _measured(text)


def wrap(text: str, width: int) -> list[str]:
    """Break `text` into lines of at most `width` cells, between words or wide characters; never an empty list."""
    if cell_len(text) <= width:
        return [text.rstrip(" ")]
    if _is_plain(text) and max(map(len, text.split(" "))) <= width:
        return list(_filled(text.rstrip(" "), width))
    return _wrapped(text, width)


def _is_plain(text: str) -> bool:
    """Whether words of narrow characters stand one space apart, with a line break allowed at each."""
    if "  " in text or text.startswith(" ") or not _OF_ONE_CELL.issuperset(text):
        return False
    return text.isascii() or _NO_LINE_START.isdisjoint(word[:1] for word in text.split(" "))


def _filled(text: str, width: int) -> Iterator[str]:
    """The lines of a plain text without a word too long for one."""
    start = 0
    while len(text) - start > width:
        space = text.rindex(" ", start, start + width + 1)
        yield text[start:space]
        start = space + 1
    yield text[start:]


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of any text."""
    lines, line, used = [], "", 0
    for unit in _units(text):
        bare = unit.rstrip(" ")
        need = cell_len(bare)
        if used + need > width and line.strip():
            lines.append(line.rstrip(" "))
            line, used = "", 0
        for piece in _pieces(unit, width) if need > width else (unit,):
            if piece is not unit:
                bare = piece.rstrip(" ")
                need = cell_len(bare)
            if used + need > width and line:
                lines.append(line.rstrip(" "))
                line, used = "", 0
            line += piece
            used += need + len(piece) - len(bare)
    return [*lines, line.rstrip(" ")] if line.strip() or not lines else lines


def _pieces(unit: str, width: int) -> Iterator[str]:
    """A unit that is wider than a line cut in pieces that fit, after a hyphen or slash where one is near."""
    piece, used = "", 0
    for cluster in _clusters(unit):
        need = cell_len(cluster)
        if piece and used + need > width:
            cut = max(piece.rfind("-"), piece.rfind("/")) + 1
            cut = cut if cut > len(piece) // 2 else len(piece)
            yield piece[:cut]
            piece = piece[cut:]
            used = cell_len(piece)
        piece += cluster
        used += need
    if piece:
        yield piece


def _clusters(text: str) -> Iterator[str]:
    """Characters with the marks that combine with them, at most some dozens, however many a hostile text piles up."""
    cluster = ""
    for char in text:
        joins = unicodedata.combining(char) or char in "\u200d\ufe0f" or cluster.endswith("\u200d")
        if cluster and not (joins and len(cluster) < 32):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _units(text: str) -> Iterator[str]:
    """Runs between which a line may break: words with the space after them, and single wide characters."""
    if text.isascii():
        yield from _words(text)
        return
    unit, after_wide = "", False
    for cluster in _clusters(text):
        char = cluster[0]
        wide = unicodedata.east_asian_width(char) in "WF"
        starts = unit and (unit[-1] == " " or ((wide or after_wide) and unit[-1] not in _NO_LINE_END))
        if starts and char != " " and char not in _NO_LINE_START:
            yield unit
            unit = ""
        unit += cluster
        after_wide = wide
    if unit:
        yield unit


def _words(text: str) -> Iterator[str]:
    words = text.split(" ")
    for at, word in enumerate(words):
        space = " " if at < len(words) - 1 else ""
        if word or space:
            yield word + space
