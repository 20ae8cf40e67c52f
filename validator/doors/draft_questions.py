"""Which questions of the vocabulary the words of a sentence can answer, the likeliest first.

A property stays in as long as its types, its kind and its unit allow it. What puts one before another is only the order
of a list that a person reads: what the corpus asked of the same entities before, words in common, a value that is
named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import Final

from validator.records.claim import Claim, EntityValue, Kind, Subject
from validator.records.corpus import Corpus
from validator.records.subject_types import ORDERED, PAIR, fits
from validator.records.vocabulary import PUBLISHED, Property, Vocabulary
from validator.values.dataclass import dataclass
from validator.values.units import UnitNameError, commensurable, unit_named

_MOST_PAIRED: Final = 6
"""Entities of which every pair is looked at as a subject."""
_WORD: Final = re.compile(r"[^\W\d_]{4,40}")
_STEM: Final = 5
"""Letters of a word that are compared: agree, agreement, agreed."""
_MOST_ASKED: Final = 5
_FOR_SUBJECT, _FOR_WORDS, _FOR_VALUE, _FOR_ASKED = 4, 3, 4, 2


@dataclass(frozen=True, slots=True)
class Datum:
    """What a claim would say, as far as the words tell it."""

    kinds: tuple[Kind, ...]
    unit: str | None = None
    """Of an amount; None where there is none, or where the words name none."""
    members: tuple[str, ...] = ()
    """Ids of a list."""


@dataclass(frozen=True, slots=True)
class Question:
    property: Property
    subjects: tuple[Subject, ...]
    """Those of the sentence that the property takes; empty where it was taken without any."""
    is_only: bool
    """Whether no other question could be answered, whatever else the words may be about."""


class Questions:
    """The questions of a corpus, ready to be asked of sentences."""

    def __init__(self, corpus: Corpus) -> None:
        self.vocabulary: Vocabulary = corpus.vocabulary
        self._properties = tuple(one for name, one in self.vocabulary.properties.items() if name != PUBLISHED)
        self._about = {type for property in self._properties for type in property.subject}
        self._asked: Counter[tuple[str, str]] = Counter()
        self._used: Counter[str] = Counter()
        self._forms = {(claim.property, claim.subject.form) for claim in corpus.claims}
        for claim in corpus.claims:
            self._used[claim.property] += 1
            self._asked.update((member, claim.property) for member in claim.subject.members)
            self._asked.update((member, claim.property) for member in _values(claim))

    @cached_property
    def _stems(self) -> Mapping[str, frozenset[str]]:
        """The words of each question, in all languages that it is put in."""
        return {
            property.name: stems(" ".join((property.name, *property.title.values(), *property.help.values())))
            for property in self._properties
        }

    def subjects(self, named: Sequence[str]) -> tuple[Subject, ...]:
        """What a claim can be about, of the entities named: each by itself, then each two of one type.

        What no question is about stands for the place it lies in: a capital for its country.
        """
        ids = list(dict.fromkeys(id for one in named for id in (one, *self._stands_for(one))))
        types = {id: self.vocabulary.entities[id].type for id in ids}
        pairs = [pair for pair in combinations(ids[:_MOST_PAIRED], 2) if types[pair[0]] == types[pair[1]]]
        return (
            *(Subject.entity(id) for id in ids),
            *(Subject.pair(*pair) for pair in pairs),
            *(Subject.ordered_pair(*pair) for pair in pairs),
            *(Subject.ordered_pair(*reversed(pair)) for pair in pairs),
        )

    def _stands_for(self, id: str) -> tuple[str, ...]:
        entity = self.vocabulary.entities[id]
        known = (place for place in entity.located_in if place in self.vocabulary.entities)
        return () if entity.type in self._about else tuple(known)

    def fitting(self, datum: Datum, ids: Sequence[str], words: str) -> list[Question]:
        """The questions that a datum can answer, the likeliest first: those about an entity that is named, as a rule,
        and those about one that is not, since a sentence may say `the talks`.
        """
        possible = [property for property in self._properties if self._takes(property, datum)]
        subjects = self.subjects(ids)
        asked = [
            Question(
                property,
                tuple(one for one in subjects if self._is_about(property, one)),
                len(possible) == 1,
            )
            for property in possible
        ]
        told = stems(words) | stems(" ".join(self.vocabulary.name(id) for id in ids))
        return sorted(asked, key=lambda one: -self._likelihood(one, ids, told))

    def _is_about(self, property: Property, subject: Subject) -> bool:
        """Whether a subject fits, and is of a form that the property names or was asked of before."""
        if not fits(subject, property, self.vocabulary):
            return False
        types = [type for type in property.subject if type.endswith(PAIR)]
        is_told = bool(types) if subject.form == "pair" else any(type.startswith(ORDERED) for type in types)
        return subject.form == "entity" or is_told or (property.name, subject.form) in self._forms

    def _takes(self, property: Property, datum: Datum) -> bool:
        kind: Kind = "set" if property.kind == "state" and not property.single and datum.members else property.kind
        if kind not in datum.kinds:
            return False
        if datum.unit is not None and kind == "quantity":
            return _measures(property.unit, datum.unit)
        if datum.members and property.value_type:
            return all(self.vocabulary.entities[id].type in property.value_type for id in datum.members)
        if datum.members and property.terms:
            return all(id in property.terms for id in datum.members)
        return True

    def _likelihood(self, question: Question, ids: Sequence[str], told: frozenset[str]) -> int:
        property = question.property
        in_common = len(told & self._stems[property.name])
        types = {self.vocabulary.entities[id].type for id in ids}
        asked = max((self._asked[id, property.name] for id in ids), default=0)
        has_value = bool(types.intersection(property.value_type)) or bool(set(ids).intersection(property.terms))
        return (
            _FOR_SUBJECT * bool(question.subjects)
            + _FOR_WORDS * in_common
            + _FOR_VALUE * has_value
            + _FOR_ASKED * min(asked, _MOST_ASKED)
            + min(self._used[property.name], _MOST_ASKED)
        )


def _values(claim: Claim) -> Iterator[str]:
    for value in (claim.is_, *(claim.has or ()), *(claim.only or ()), *(claim.not_ or ())):
        if isinstance(value, EntityValue):
            yield value.id


def stems(text: str) -> frozenset[str]:
    """The beginnings of the longer words of a text."""
    return frozenset(word.lower()[:_STEM] for word in _WORD.findall(text))


def kinds_of(questions: Iterable[Question]) -> tuple[Kind, ...]:
    """The kinds of some questions, each once, in their order."""
    return tuple(dict.fromkeys(one.property.kind for one in questions))


def _measures(expected: str | None, unit: str) -> bool:
    """Whether an amount in `unit` can be told of a property that is told in `expected`."""
    try:
        return commensurable(unit_named(unit), unit_named(expected or ""))
    except UnitNameError:
        return False
