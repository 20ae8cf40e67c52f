"""Language tags: BCP 47 in shape, beginning with a two-letter language of ISO 639-1 or with three letters."""

from __future__ import annotations

import re
from typing import Final

_CODES: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu "
    "ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na "
    "nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn "
    "so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
)
KNOWN: Final = frozenset(_CODES.split())

MEANT: Final = {
    "cn": "zh", "chinese": "zh", "jp": "ja", "japanese": "ja", "vn": "vi", "vietnamese": "vi", "english": "en",
    "eng": "en", "uk-en": "en-GB", "gb": "en-GB", "us": "en-US", "swedish": "sv", "german": "de", "ger": "de",
    "french": "fr", "spanish": "es", "indonesian": "id", "korean": "ko", "russian": "ru", "ua": "uk", "dk": "da",
    "cz": "cs", "gr": "el", "in": "id", "iw": "he", "portuguese": "pt", "br-pt": "pt-BR", "arabic": "ar",
}  # fmt: skip
"""Country codes and names that are often written for a language."""

_SHAPE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def language_problem(tag: str) -> tuple[str, str] | None:
    """Message and suggestion for a tag that names no language, or None."""
    primary = tag.split("-")[0].lower()
    if _SHAPE.fullmatch(tag) and (len(primary) == 3 or primary in KNOWN) and tag.lower() not in MEANT:
        return None
    meant = MEANT.get(tag.strip().lower())
    hint = f"did you mean `{meant}`?" if meant is not None else "two or three letters, as in vi, zh, sv, en or pt-BR"
    return f"expected a language tag (BCP 47), found `{tag[:40]}`", hint
