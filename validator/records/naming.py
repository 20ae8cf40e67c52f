"""Where a text names entities of the vocabulary: every name of any language, the longest first, in whole words.

What a whole word is depends on the script. Latin, Cyrillic and the like set words apart; in Chinese, Thai and others
the name just stands there, so the letters around it decide how sure the find is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from validator.records.vocabulary import Vocabulary
from validator.values.dataclass import dataclass, replace

_GENITIVE_IN_S: Final = frozenset(("sv", "da", "nb", "nn", "no", "de"))
_UNSPACED: Final = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3040, 0x309F),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""Thai, Lao, Burmese, Khmer, Han, Hiragana: words without spaces between them."""
_AFTER_A_WORD: Final = ((0x3040, 0x309F), (0xAC00, 0xD7A3))
"""Hiragana and Hangul: endings and particles follow a name directly."""
_WINDOW: Final = 60
_PARTICLES: Final = frozenset(
    "括有如即含了和与與同跟及或等在的地是为為之将將向对對从從由把被给給也都则則于於到至并並已曾将"
)
"""Han characters that stand beside a name and are hardly ever a part of one."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name at `text[start:end]`, with the ids of all entities that bear it."""

    start: int
    end: int
    words: str
    ids: tuple[str, ...]
    sure: bool
    """Whether it surely is no part of a longer name that the vocabulary lacks (China in South China Sea)."""


class Names:
    """The names of a vocabulary, ready to be found in texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._entries: dict[str, list[tuple[str, str]]] = {}
        lengths: dict[str, set[int]] = {}
        for entity in vocabulary.entities.values():
            for name in dict.fromkeys(entity.all_names()):
                written = unicodedata.normalize("NFC", " ".join(name.split()))
                folded = _folded(written)
                if folded and not (len(folded) == 1 and _is_unspaced(folded)):
                    self._entries.setdefault(folded, []).append((written, entity.id))
                    lengths.setdefault(folded[0], set()).add(len(folded))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, text: str, language: str) -> tuple[Named, ...]:
        """The names in `text`, which is in NFC with single spaces; `language` is its BCP 47 tag."""
        folded = _folded(text)
        genitive = language.split("-")[0].lower() in _GENITIVE_IN_S
        found: list[Named] = []
        at = 0
        while at < len(text):
            one = self._longest(text, folded, at, genitive=genitive) if _parts(text, at, name_follows=True) else None
            if one is None:
                at += 1
            else:
                found.append(one)
                at = one.end
        return tuple(
            replace(one, sure=_is_sure(text, one, found[:place], found[place + 1 : place + 2]))
            for place, one in enumerate(found)
        )

    def _longest(self, text: str, folded: str, at: int, *, genitive: bool) -> Named | None:
        for length in self._lengths.get(folded[at], ()):
            end = at + length
            entries = self._entries.get(folded[at:end])
            if entries is None:
                continue
            whole = _parts(text, end) or (genitive and folded[end : end + 1] == "s" and _parts(text, end + 1))
            ids = {id for name, id in entries if _same_capitals(name, text[at:end])} if whole else None
            if ids:
                return Named(at, end, text[at:end], tuple(sorted(ids)), True)
        return None


def _folded(text: str) -> str:
    """In lower case, letter by letter, so that places stay the same."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _same_capitals(name: str, words: str) -> bool:
    """Whether every capital of the name is one in the text: Vietnamese Pháp is France, pháp is law."""
    return all(not letter.isupper() or found.isupper() for letter, found in zip(name, words, strict=True))


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


def _is_unspaced(character: str) -> bool:
    return character >= "\u0e00" and _within(character, _UNSPACED)


def _is_part_of_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character).startswith("M")


def _parts(text: str, at: int, *, name_follows: bool = False) -> bool:
    """Whether a word can end and another begin at a place; after a name, its endings may follow directly."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if unicodedata.category(after).startswith("M"):
        return False
    if not _is_part_of_word(before) or not _is_part_of_word(after):
        return True
    if _is_unspaced(before) or _is_unspaced(after):
        return True
    return not name_follows and _within(after, _AFTER_A_WORD)


def _is_sure(text: str, one: Named, before: Sequence[Named], after: Sequence[Named]) -> bool:
    left_is_known = bool(before) and before[-1].end >= one.start - 1
    right_is_known = bool(after) and after[0].start <= one.end + 1
    if _is_unspaced(one.words[0]) or _is_unspaced(one.words[-1]):
        return (left_is_known or _is_free(text[one.start - 1 : one.start])) and (
            right_is_known or _is_free(text[one.end : one.end + 1])
        )
    if not any(character.isupper() for character in one.words):
        return True
    before_it, after_it = text[max(0, one.start - _WINDOW) : one.start], text[one.end : one.end + _WINDOW]
    return (left_is_known or not _ends_in_name(before_it)) and (right_is_known or not _begins_with_name(after_it))


def _is_free(neighbour: str) -> bool:
    """Whether a character beside a name of an unspaced script, or none, cannot be a part of the name."""
    return not neighbour or not _is_unspaced(neighbour) or neighbour in _PARTICLES


def _begins_with_name(following: str) -> bool:
    return following[:1] in (" ", "-") and following[1:2].isupper()


def _ends_in_name(preceding: str) -> bool:
    """Whether a word with a capital stands right before, other than the first of the sentence."""
    if preceding[-1:] not in (" ", "-") or not preceding[-2:-1].isalnum():
        return False
    _, space, word = preceding[:-1].rpartition(" ")
    return bool(space) and word[:1].isupper()
