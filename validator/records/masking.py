"""Record files of which some entries are left unread, while all others stand where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from validator.records.files import Files
from validator.records.marks import Mark
from validator.records.yaml_reader import decode
from validator.values.dataclass import dataclass

Stretch = tuple[int, int]
"""Offsets into the text of a file, as in `Mark`."""

_WITHIN_LINES: Final = re.compile(r"[^\n\r\x85\u2028\u2029]+")
_BEFORE_AN_ENTRY: Final = re.compile(r"(?:^|[\n\r\x85\u2028\u2029]) *(-) +\Z")


def stretch_of(mark: Mark, text: str) -> Stretch | None:
    """From the dash to the end of an entry that stands at `mark` in a list of a file with this text.

    None where the dash is not the first thing on the entry's first line, so that others may stand on it too.
    """
    dash = _BEFORE_AN_ENTRY.search(text, max(0, mark.index - mark.column), mark.index)
    return None if dash is None else (dash.start(1), mark.end_index)


@dataclass(frozen=True, slots=True)
class Masked:
    """Files in which blank stands for some stretches: lines and columns stay what they are, offsets do not."""

    files: Files
    hidden: Mapping[str, Sequence[Stretch]]
    """Disjoint, in order, by path."""

    def names(self, folder: str) -> list[str]:
        return self.files.names(folder)

    def read(self, path: str, limit: int) -> bytes:
        data = self.files.read(path, limit)
        hidden = self.hidden.get(path)
        if not hidden:
            return data
        text = decode(data)[0]
        kept, at = [], 0
        for start, end in hidden:
            kept += [text[at:start], _blank(text[start:end])]
            at = end
        return "".join([*kept, text[at:]]).encode()


def blanked(text: str, hidden: Iterable[Stretch]) -> str:
    """A text in which spaces stand for some stretches, disjoint and in order, so that offsets stay too."""
    kept, at = [], 0
    for start, end in hidden:
        kept += [text[at:start], _WITHIN_LINES.sub(lambda line: " " * len(line[0]), text[start:end])]
        at = end
    return "".join([*kept, text[at:]])


def _blank(text: str) -> str:
    """The same number of lines, and as long a last one."""
    breaks = _WITHIN_LINES.sub("", text)
    last = text[max(map(text.rfind, "\n\r\x85\u2028\u2029")) + 1 :]
    return breaks + " " * len(last)
