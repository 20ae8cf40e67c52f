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


cell_len: Final = _cell_length()
"""Columns of a terminal that a text takes up, the same whatever the environment says."""


def wrap(text: str, width: int) -> list[str]:
    """Break `text` into lines of at most `width` cells, between words or wide characters; never an empty list."""
    lines, line, used = [], "", 0
    for unit in _units(text):
        need = cell_len(unit)
        if used + cell_len(unit.rstrip(" ")) > width and line.strip():
            lines.append(line.rstrip(" "))
            line, used = "", 0
        for piece, columns in _pieces(unit, need, width):
            if used + cell_len(piece.rstrip(" ")) > width and line:
                lines.append(line.rstrip(" "))
                line, used = "", 0
            line += piece
            used += columns
    return [*lines, line.rstrip(" ")] if line.strip() or not lines else lines


def _pieces(unit: str, columns: int, width: int) -> Iterator[tuple[str, int]]:
    """A unit whole, or cut if it is wider than a line, after a hyphen or slash where one is near."""
    if cell_len(unit.rstrip(" ")) <= width:
        yield unit, columns
        return
    piece, used = "", 0
    for cluster in _clusters(unit):
        need = cell_len(cluster)
        if piece and used + need > width:
            cut = max(piece.rfind("-"), piece.rfind("/")) + 1
            cut = cut if cut > len(piece) // 2 else len(piece)
            yield piece[:cut], cell_len(piece[:cut])
            piece = piece[cut:]
            used = cell_len(piece)
        piece += cluster
        used += need
    if piece:
        yield piece, used


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
