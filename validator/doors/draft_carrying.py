"""Whom the words of a sentence may mean that name nobody: `he`, `the company`, `both sides`.

What is found here is only ever offered. Which of those named before is meant, the words do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from validator.records.naming import Names
from validator.records.vocabulary import Vocabulary
from validator.values.dataclass import dataclass

LOOK_BACK: Final = 600
"""Code points before a sentence in which those it refers to are looked for."""
_MOST_MEANT: Final = 3
_PERSON: Final = "person"

_HE_OR_SHE: Final[Mapping[str, str]] = {
    "en": r"\b(?:he|she|his|her|him)\b",
    "de": r"\b(?:er|seine?[rnms]?)\b",
    "fr": r"(?:^|[,;]\s)(?:il|elle)\b(?!\sy\s)",
    "es": r"\b(?:él|ella)\b",
    "sv": r"\b(?:han|hon|hans|hennes|honom|henne)\b",
    "vi": r"\b(?:ông|bà) (?:ấy|này|đã|cũng|nói|cho)\b",
    "id": r"\b(?:ia|beliau)\b",
    "ru": r"\b(?:он|она|его|её|ему)\b",
    "zh": "[他她](?!们|們)",
}
"""Words for one person who is not named."""
_BOTH: Final[Mapping[str, str]] = {
    "en": r"\b(?:both|the two) (?:sides|countries|nations|parties|states|governments|companies)\b",
    "de": r"\bbeiden? (?:Seiten|Länder|Staaten|Parteien|Unternehmen)\b",
    "fr": r"\bles deux (?:pays|parties|États|entreprises|sociétés)\b",
    "es": r"\b(?:ambos|los dos) (?:países|lados|Estados)\b|\bambas (?:partes|empresas)\b",
    "sv": r"\b(?:båda|de två) (?:länderna|sidorna|parterna|sidor|länder)\b",
    "vi": r"\bhai (?:nước|bên|quốc gia|phía)\b",
    "id": r"\bkedua (?:negara|pihak|belah pihak)\b",
    "zh": "两国|兩國|双方|雙方",
}
_THE_THING: Final[Mapping[str, Mapping[str, str]]] = {
    "company": {
        "en": r"\b(?:the|this|that) (?:company|firm|group|corporation)\b",
        "de": r"\b(?:das|dem|des|die|der) (?:Unternehmens?|Firma|Konzerns?)\b",
        "fr": r"\b(?:l[’']entreprise|la société|la firme|cette entreprise)\b",
        "es": r"\b(?:la|esta) (?:empresa|compañía|firma)\b",
        "zh": "该公司|該公司|这家公司|公司",
        "ru": r"\bкомпани[яию]\b",
    },
    "agreement": {
        "sv": r"\bavtalet\b",
        "vi": r"\b(?:thỏa thuận|hiệp định) này\b",
        "id": r"\b(?:perjanjian|kesepakatan) (?:itu|ini|tersebut)\b",
        "zh": "该协议|該協議|协定",
    },
    "meeting": {
        "en": r"\b(?:the|these) talks\b",
        "sv": r"\b(?:mötet|samtalen)\b",
        "vi": r"\b(?:cuộc gặp|cuộc họp|hội đàm)\b",
        "id": r"\b(?:pertemuan|pembicaraan) (?:itu|ini|tersebut)\b",
        "zh": "会谈|會談|会晤",
    },
}
"""Nouns that take up a thing of a type again; in English, `the` with the name of any type does so too."""

_SHAPES: Final[Mapping[str, Mapping[str, re.Pattern[str]]]] = {
    type: {language: re.compile(shape, re.IGNORECASE) for language, shape in shapes.items()}
    for type, shapes in {_PERSON: _HE_OR_SHE, "": _BOTH, **_THE_THING}.items()
}
_THE_NOUN: Final = re.compile(r"\b(?:the|this|that) ([a-z]{1,30})(?: ([a-z]{1,30}))?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Carried:
    """A word that stands for somebody or something named before."""

    words: str
    ids: tuple[str, ...]
    """Whom it may mean, the last named first; two of one type for `both sides`."""


class Carrying:
    """Looks for what the sentences of one source take up again."""

    def __init__(self, vocabulary: Vocabulary, names: Names, language: str) -> None:
        self._vocabulary = vocabulary
        self._names = names
        self._language = language
        self._primary = language.split("-")[0].lower()

    def find(self, words: str, before: str) -> tuple[Carried, ...]:
        """What `words` take up again of what the text `before` them names."""
        references = list(self._references(words))
        named: Sequence[str] = self._last_named(before) if references else ()
        found = []
        for type, said in references:
            ids = self._two_of_a_kind(named) if type == "" else self._of_type(type, named)
            if ids:
                found.append(Carried(said.strip(" ,;"), ids))
        return tuple(found)

    def _references(self, words: str) -> Iterator[tuple[str, str]]:
        """The words that take something up, each after the type of it; `both` has the empty name."""
        for type, shapes in _SHAPES.items():
            shape = shapes.get(self._primary)
            match = None if shape is None else shape.search(words)
            if match is not None:
                yield type, match[0]
        if self._primary == "en":
            for match in _THE_NOUN.finditer(words):
                for noun in (match[1], f"{match[1]} {match[2]}"):
                    type = noun.lower().replace(" ", "-")
                    if type in self._types:
                        yield type, match[0][: match.end(1) - match.start()] if noun == match[1] else match[0]

    @cached_property
    def _types(self) -> frozenset[str]:
        return frozenset(entity.type for entity in self._vocabulary.entities.values())

    def _last_named(self, before: str) -> list[str]:
        """The entities that a text surely names, the last first."""
        named = [one.ids[0] for one in self._names.find(before, self._language) if len(one.ids) == 1]
        return list(dict.fromkeys(reversed(named)))

    def _of_type(self, type: str, named: Sequence[str]) -> tuple[str, ...]:
        return tuple(id for id in named if self._vocabulary.entities[id].type == type)[:_MOST_MEANT]

    def _two_of_a_kind(self, named: Sequence[str]) -> tuple[str, ...]:
        """The two last named of the type of which two were named first, going back."""
        by_type: dict[str, list[str]] = {}
        for id in named:
            alike = by_type.setdefault(self._vocabulary.entities[id].type, [])
            alike.append(id)
            if len(alike) == 2:
                return tuple(alike)
        return ()
