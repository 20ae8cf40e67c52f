"""The language of a text, where its script or its commonest words leave no doubt; else none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

_SAMPLE: Final = 20_000
"""Code points that are looked at."""
_SCRIPTS: Final[Mapping[str, tuple[tuple[int, int], ...]]] = {
    "ja": ((0x3041, 0x30FF),),
    "ko": ((0xAC00, 0xD7A3),),
    "zh": ((0x3400, 0x4DBF), (0x4E00, 0x9FFF)),
    "th": ((0x0E01, 0x0E5B),),
    "lo": ((0x0E81, 0x0EDF),),
    "km": ((0x1780, 0x17FF),),
    "el": ((0x0370, 0x03FF),),
    "hy": ((0x0531, 0x058F),),
    "ka": ((0x10D0, 0x10FF),),
    "vi": ((0x1EA0, 0x1EF9), (0x01A0, 0x01A1), (0x01AF, 0x01B0)),
}
"""Letters that one language alone is written in. Vietnamese shares its plain letters and has these for itself."""
_LEAST_SHARE: Final[Mapping[str, float]] = {"vi": 0.05, "ja": 0.1}
"""Of all letters; half, where nothing stands here. Japanese is written in Han too, Chinese never in kana."""
_FEWEST_LETTERS: Final = 20


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMON: Final[Mapping[str, frozenset[str]]] = {
    "en": _words("the of and that with was which from have this"),
    "sv": _words("och att är för från inte som också efter till"),
}
"""Words that make a twentieth of any text in the language. A neighbour that shares some has others of its own."""
_NEIGHBOURS: Final = _words(
    "og ikke der af til han ikkje frå eg een het van und der die das le la les des et el los del que "
    "yang dan dengan untuk il di che não"
)
_WORD: Final = re.compile(r"[^\W\d_]{2,20}")
_LEAST_COMMON: Final = 0.05
_FEWEST_WORDS: Final = 30


def sure_language(text: str) -> str | None:
    """The BCP 47 tag of the language that a text is surely in."""
    sample = text[:_SAMPLE]
    letters = [character for character in sample if character.isalpha()]
    if len(letters) < _FEWEST_LETTERS:
        return None
    for language, ranges in _SCRIPTS.items():
        own = sum(any(first <= ord(letter) <= last for first, last in ranges) for letter in letters)
        if own >= _LEAST_SHARE.get(language, 0.5) * len(letters):
            return language
    return _by_words(sample)


def _by_words(sample: str) -> str | None:
    words = Counter(word.lower() for word in _WORD.findall(sample))
    total = words.total()
    if total < _FEWEST_WORDS:
        return None
    shares = {language: sum(words[word] for word in common) / total for language, common in _COMMON.items()}
    best = max(shares, key=lambda language: shares[language])
    others = sum(words[word] for word in _NEIGHBOURS - _COMMON[best]) / total
    rest = max(share for language, share in shares.items() if language != best)
    return best if shares[best] >= _LEAST_COMMON and shares[best] > 3 * max(others, rest) else None
