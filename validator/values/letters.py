"""Letters as a pattern sees them that does not tell capitals from small ones."""

from __future__ import annotations

from typing import Final

_LIKE_ASCII: Final = {ord("ſ"): "s", ord("ı"): "i"}
"""Small letters that such a pattern takes for others (`re.IGNORECASE`)."""
_DOTTED: Final = "İ".lower()
"""Two characters: the small letter, and a dot above it that it has already."""


def small(text: str) -> str:
    """In small letters, so that words which such a pattern has found can be looked up in a table."""
    if text.isascii():
        return text.lower()
    return text.lower().replace(_DOTTED, "i").translate(_LIKE_ASCII)
