"""A character that nobody sees.

A text can hold characters that show nothing: they turn the order of what follows around, or stand between two letters
so that a name is no longer that name. What a reviewer reads is then not what is compared. Reports show each of them as
`⟨U+202E⟩`; this finding says which record or text it is in. Invisible characters that a script needs are not meant:
joiners within Arabic, Persian and Indian words and between emoji, direction marks beside right-to-left letters, word
breaks in Thai, Lao, Khmer and Burmese, soft hyphens between letters.

To mend a finding, take the character out. If it stands in the archived text and so in a verbatim quote, look at the
original: a change of direction in the middle of a line was put there to mislead, or by a careless program.

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:  # <-- the text seeds/morning.txt holds U+202E (right-to-left override)
      - {subject: treaty, property: concluded, quote: "It was \\u202esigned."}  # <-- It was ⟨U+202E⟩signed.

**Flagged:**

    entities: {VN: {type: country, names: {en: "Viet\\u200bnam"}}}  # <-- its name holds U+200B (zero width space)
    properties: {status: {kind: state, values: [observer, member]}}
    morning: [{subject: VN, property: status, is: member}]

**Accepted, because a Persian word needs the joiner:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning: [{subject: treaty, property: concluded, quote: "می\\u200cخواهم"}]

**Accepted, because a mark of direction stands beside Hebrew letters:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning: [{subject: treaty, property: concluded, quote: "ההסכם נחתם (2021)\\u200f."}]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World
from validator.judgement.written import written_texts

_BLANK_LETTERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that show nothing although Unicode counts them as letters, marks or symbols."""
_DIRECTION_MARKS: Final = frozenset("\u200e\u200f\u061c")
_JOINERS: Final = frozenset("\u200c\u200d")
_JOINING: Final = (
    ("\u0600", "\u08ff"),
    ("\u0900", "\u0dff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u18af"),
    ("\ua840", "\ua8ff"),
    ("\ufb50", "\ufdff"),
    ("\ufe70", "\ufefe"),
)
_WITHOUT_SPACES: Final = (("\u0e00", "\u0eff"), ("\u0f00", "\u109f"), ("\u1780", "\u17ff"), ("\u1950", "\u1aaf"))
"""Thai, Lao, Tibetan, Burmese, Khmer, Tai: a zero width space is where a line may break."""
_EMOJI: Final = (("\u2190", "\u2bff"), ("\u3030", "\u303d"), ("\ufe0f", "\ufe0f"), ("\U0001f000", "\U0001faff"))
_TAGS: Final = ("\U000e0020", "\U000e007f")
"""Spell out a flag behind U+1F3F4, and are nothing anywhere else."""
_LONGEST_FLAG: Final = 8
_PLAIN: Final = r"[^\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff\u1e00-\u1fff\u2010-\u2027\u3001-\u3130\u4e00-\u9fff]"
"""Everything outside ranges that hold nothing hidden."""
_MOST_TOLD: Final = 3
_SHOWN: Final = 24


@rule(over="world")
def check(world: World, _: World) -> Iterator[Problem]:
    for written in written_texts(world.corpus, _may_hide):
        found = hidden(written.text)
        if found:
            yield written.problem(f"holds {_told(written.text, found)}.")


@cache
def _outside() -> re.Pattern[str]:
    """Most text passes at once. Slow to compile, and for plain text not needed."""
    return re.compile(_PLAIN)


def _may_hide(text: str) -> bool:
    return not (text.isascii() and text.replace("\n", "").isprintable())


def hidden(text: str) -> list[int]:
    """Offsets of the characters that show nothing and that no script needs there."""
    if not _may_hide(text):
        return []
    right_to_left: bool | None = None
    found = []
    for match in _outside().finditer(text):
        char, at = match[0], match.start()
        if not _shows_nothing(char):
            continue
        if char in _DIRECTION_MARKS:
            if right_to_left is None:
                right_to_left = any(c.isalpha() and unicodedata.bidirectional(c) in ("R", "AL") for c in text)
            if right_to_left:
                continue
        if not _needed(text, at):
            found.append(at)
    return found


def _shows_nothing(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") or char in _BLANK_LETTERS


def _needed(text: str, at: int) -> bool:
    char = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char in _JOINERS and _among(before, _JOINING) and not _shows_nothing(before):
        return char == "\u200d" or (after != "" and not _shows_nothing(after))
    if char == "\u200d":
        return _among(before, _EMOJI) and _among(after, _EMOJI)
    if char == "\u200b":
        return _among(before, _WITHOUT_SPACES) or _among(after, _WITHOUT_SPACES)
    if char == "\u00ad":
        return before.isalpha() and after.isalpha()
    if _among(char, (_TAGS,)):
        return re.search("\U0001f3f4[\U000e0020-\U000e007e]*$", text[max(0, at - _LONGEST_FLAG) : at]) is not None
    if char == "\u034f":
        return unicodedata.combining(before or " ") > 0
    # Signs of Arabic and Syriac numbers and abbreviations, and of other scripts, are shown as they are.
    return char in "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"


def _among(char: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    return bool(char) and any(low <= char <= high for low, high in ranges)


def _told(text: str, found: list[int]) -> str:
    kinds = dict.fromkeys(text[at] for at in found)
    names = [f"U+{ord(char):04X} ({_name(char)})" for char in list(kinds)[:_MOST_TOLD]]
    more = f" and {len(kinds) - _MOST_TOLD} more" if len(kinds) > _MOST_TOLD else ""
    times = f", {len(found):,} times in all" if len(found) > len(kinds) else ""
    start = max(0, found[0] - _SHOWN)
    shown = "".join(
        f"⟨U+{ord(char):04X}⟩" if _shows_nothing(char) and start + offset in found else char
        for offset, char in enumerate(text[start : found[0] + _SHOWN])
    )
    return f"{', '.join(names)}{more}{times}: {' '.join(shown.split())}"


def _name(char: str) -> str:
    return unicodedata.name(char, "a control character").lower()
