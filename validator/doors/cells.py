"""The cells of a table that a spreadsheet may open: never a formula, nothing hidden, and the value they stand for.

A list or a mapping is written as JSON. A character that cannot be seen is written as `⟨U+XXXX⟩`, and so is the `⟨` of
a text that holds such a sign of its own. A text that a spreadsheet could take for a formula gets an apostrophe before
it, and so does one that only looks as if it had got one.
"""

from __future__ import annotations

import json
import re
from typing import Final

from validator.bulk.layout import LIST_KEYS, MAPPING_KEYS, SOURCE_LISTS
from validator.report.inert import visible

Cell = str | list[str] | dict[str, str]

_SIGN: Final = re.compile(r"⟨(?=U\+[0-9A-F]{4,6}⟩)")
_SHOWN: Final = re.compile(r"⟨U\+([0-9A-F]{4,6})⟩")
_FORMULA: Final = re.compile(r"'*\s*[=+\-@＝＋－＠]")
_LISTS: Final = LIST_KEYS | SOURCE_LISTS
_LAST: Final = 0x10FFFF


class CellError(ValueError):
    """A cell that is not what its column holds."""


def cell_of(key: str, value: Cell) -> str:
    """The cell that stands for a value of a record's key."""
    if not isinstance(value, str) or (key in _LISTS and value.startswith("[")):
        value = json.dumps([value] if isinstance(value, str) else value, ensure_ascii=False)
    safe = visible(_SIGN.sub("⟨U+27E8⟩", value), newlines=True)
    return f"'{safe}" if _FORMULA.match(safe) else safe


def value_of(key: str, cell: str) -> Cell:
    """The value of a cell that is not empty. Raises `CellError` where JSON is expected and something else stands."""
    text = cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
    text = _SHOWN.sub(lambda found: chr(code) if (code := int(found[1], 16)) <= _LAST else found[0], text)
    if not (key in MAPPING_KEYS or (key in _LISTS and text.startswith("["))):
        return text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if key in MAPPING_KEYS and isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return value
    if key not in MAPPING_KEYS and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    expected = '{"a": "b"}' if key in MAPPING_KEYS else '["a", "b"]'
    raise CellError(f"expected JSON like {expected} under `{key}`, found `{cell[:60]}`")
