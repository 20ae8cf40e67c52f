"""Claim stubs for one sentence: what its words surely give is filled in, what a person decides is a placeholder.

No stub is a claim. What it is about is never filled in, since the words name many entities and are about one; so every
stub holds at least one placeholder, and the loader refuses it until somebody has decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from validator.doors.draft_carrying import Carried, Carrying
from validator.doors.draft_parts_of_year import with_parts_of_year
from validator.doors.draft_questions import Datum, Question, Questions, kinds_of
from validator.records.claim import Kind
from validator.records.naming import Named, Names
from validator.records.placeholders import placeholder
from validator.values.dataclass import dataclass, replace
from validator.values.told_amounts import AmountTold, amounts_told
from validator.values.told_times import WEEKDAYS, TimeTold, times_told

MOST_SHOWN: Final = 8
"""Choices that a placeholder names. A sentence may be about what it does not name, so others are never ruled out."""
_MOST_KEYS: Final = 4
MOST_STUBS: Final = 12
"""Stubs of one sentence; what more it tells is named in a comment."""
_SHORTEST_LIST: Final = 3
"""Names in a row that are a list; two are as often the two sides of something."""

_TIME_KEYS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "event": ("when", "before", "after"),
    "state": ("since", "at", "until"),
    "set": ("since", "at", "until"),
    "quantity": ("during", "at"),
    "prose": ("at",),
}
_VALUE_KEYS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "state": ("is",),
    "set": ("has", "only"),
    "quantity": ("is",),
    "event": ("stage",),
    "prose": ("says",),
}
_COUNT_KEYS: Final[Mapping[Kind, tuple[str, ...]]] = {"set": ("count",), "event": ("count",), "quantity": ("is",)}
_PLACE_KEYS: Final[Mapping[Kind, tuple[str, ...]]] = {"set": ("nth", "count"), "event": ("nth", "count")}
_LIST_KEYS: Final[Mapping[Kind, tuple[str, ...]]] = {"set": ("has", "only"), "state": ("has", "only")}

_AND: Final = re.compile(
    r"\s?(?:[,、，;；/]\s?(?:and|och|và|dan|以及)?|and|och|và|dan|和|与|與|及|以及|&)\s?", re.IGNORECASE
)
_ACCORDING_TO: Final = re.compile(
    r"(?:(?<!\w)(?:according to|theo|enligt|menurut)\s|据)\Z",
    re.IGNORECASE,
)
_LOOK_BACK: Final = 20
_SPEAKERS: Final = frozenset(("person", "publisher"))

FieldValue = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that nobody has drafted yet."""

    words: str
    """In NFC, with single spaces."""
    line: int
    """In the archived text, from 1."""
    prefix: str | None = None
    suffix: str | None = None


@dataclass(frozen=True, slots=True)
class Stub:
    """The fields of a claim to be, in order, without its id, its quote and its gloss."""

    fields: tuple[tuple[str, FieldValue], ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """What the words of one sentence give."""

    passage: Passage
    stubs: tuple[Stub, ...]
    """Empty where the sentence names nothing known, no number and no time."""
    names: tuple[Named, ...]
    left: tuple[str, ...]
    """Words with a number or a time that stands in no stub, each with what it can be."""
    carried: tuple[Carried, ...] = ()
    """Words that stand for somebody or something named before the sentence."""


class Drafter:
    """Drafts the sentences of one source."""

    def __init__(self, questions: Questions, names: Names, language: str, speakers: Iterable[str] = ()) -> None:
        self.questions = questions
        self.names = names
        self.language = language
        self.speakers = _SPEAKERS.union(speakers)
        """Types of entities that are quoted."""
        self.carrying = Carrying(questions.vocabulary, names, language)

    def draft(self, passage: Passage, before: str = "") -> Drafted:
        """`before` is the text that comes before the passage: what the words take up again is looked for there."""
        words = passage.words
        named = self.names.find(words, self.language)
        times = with_parts_of_year(times_told(words, self.language), words)
        known = [(one.start, one.end) for one in named] + [(one.start, one.end) for one in times if one.sure]
        amounts = amounts_told(words, self.language, known)
        doubtful = [time for time in times if not time.sure and _meet(time, amounts)]
        dated = [time for time in times if time not in doubtful and (time.written or time.choices)]
        counted = [_open(amount) if _meet(amount, doubtful) else amount for amount in amounts]
        speaker = self._speaker(named, words)
        ids = tuple(dict.fromkeys(id for one in named for id in one.ids if id != speaker))
        types = {id: self.questions.vocabulary.entities[id].type for one in named for id in one.ids}
        lists = list(_lists(named, types, words))
        carried = self.carrying.find(words, before)
        make = _Maker(self, words, ids, speaker, tuple(id for one in carried for id in one.ids if id not in ids))
        only_time = dated[0] if len(dated) == 1 else None
        stubs = [make.of_list(members, only_time) for members in lists]
        stubs += [make.of_amount(amount, only_time) for amount in counted if amount.written or amount.choices]
        if not stubs or len(dated) > 1:
            stubs += [make.of_time(time) for time in dated]
        if (len(ids) > 1 and not lists) if stubs else (ids or times or amounts):
            stubs.append(make.of_names())
        stubs = list(dict.fromkeys(stubs))
        left = [f"“{time.words}”: a time or a number" for time in doubtful]
        left += [f"“{amount.words}”: a number" for amount in counted if not amount.written and not amount.choices]
        left += [f"“{time.words}”: a time" for time in times if not time.written and not time.choices]
        if len(stubs) > MOST_STUBS:
            left.append(f"{len(stubs) - MOST_STUBS} more times, numbers or lists, for claims of their own")
        return Drafted(passage, tuple(stubs[:MOST_STUBS]), named, tuple(left), carried)

    def _speaker(self, named: Sequence[Named], words: str) -> str | None:
        """The one speaker whom the sentence names right after `according to`, where it names one."""
        said = [
            one
            for one in named
            if len(one.ids) == 1
            and _ACCORDING_TO.search(words[max(0, one.start - _LOOK_BACK) : one.start])
            and self.questions.vocabulary.entities[one.ids[0]].type in self.speakers
        ]
        return said[0].ids[0] if len(said) == 1 and said[0].sure else None


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the stubs of one sentence."""

    drafter: Drafter
    words: str
    ids: tuple[str, ...]
    speaker: str | None
    carried: tuple[str, ...] = ()
    """What the words may take up of what was named before: offered as a subject, and decides nothing."""

    def of_list(self, members: tuple[str, ...], time: TimeTold | None) -> Stub:
        others = tuple(id for id in self.ids if id not in members) or self.ids
        questions = self._asked(Datum(("set",), members=members), others)
        return self._stub(questions, _LIST_KEYS, members, time)

    def of_amount(self, amount: AmountTold, time: TimeTold | None) -> Stub:
        value = amount.written or placeholder(amount.choices)
        if amount.unit:
            return self._stub(self._asked(Datum(("quantity",), amount.unit)), _VALUE_KEYS, value, time)
        if amount.is_position:
            return self._stub(self._asked(Datum(("set", "event"))), _PLACE_KEYS, value, time)
        if not amount.is_whole:
            unit = "%" if amount.is_share else None
            return self._stub(self._asked(Datum(("quantity",), unit)), _VALUE_KEYS, value, time)
        return self._stub(self._asked(Datum(("set", "event", "quantity"))), _COUNT_KEYS, value, time)

    def of_time(self, time: TimeTold) -> Stub:
        return self._stub(self._asked(Datum(("event",))), {}, "", time)

    def of_names(self) -> Stub:
        datum = Datum(("state", "set", "event", "prose"))
        return self._stub(self._asked(datum), _VALUE_KEYS, placeholder(), None)

    def _asked(self, datum: Datum, ids: tuple[str, ...] | None = None) -> list[Question]:
        ids = self.ids if ids is None else ids
        asked = self.drafter.questions.fitting(datum, ids, self.words)
        carried = tuple(id for id in self.carried if id not in datum.members)
        if not carried:
            return asked
        offered = {
            one.property.name: one.subjects
            for one in self.drafter.questions.fitting(datum, (*ids, *carried), self.words)
        }
        return [
            replace(one, subjects=offered[one.property.name], is_only=one.is_only and bool(one.subjects))
            for one in asked
        ]

    def _stub(
        self,
        questions: Sequence[Question],
        keys: Mapping[Kind, tuple[str, ...]],
        value: FieldValue,
        time: TimeTold | None,
    ) -> Stub:
        kinds = kinds_of(questions) or tuple(keys) or ("event",)
        fields: list[tuple[str, FieldValue]] = [("subject", _subject(questions)), ("property", _property(questions))]
        value_keys = _keys(keys, kinds)
        if value_keys:
            fields.append((_choice(value_keys), value))
        if time is not None:
            told = _list_or_one(time.written) if time.written else placeholder(time.choices)
            fields.append((_choice(_keys(_TIME_KEYS, kinds)), told))
            if time.weekday is not None and not any(choice.startswith(("-", "+")) for choice in time.choices):
                fields.append(("weekday", WEEKDAYS[time.weekday]))
        if self.speaker is not None:
            fields.append(("said-by", self.speaker))
        return Stub(tuple(fields))


def _keys(table: Mapping[Kind, tuple[str, ...]], kinds: Iterable[Kind]) -> tuple[str, ...]:
    """What the kinds take, each key once; the first choices of all kinds come first."""
    rows = [table[kind] for kind in kinds if kind in table]
    longest = max(map(len, rows), default=0)
    return tuple(dict.fromkeys(row[place] for place in range(longest) for row in rows if place < len(row)))


def _choice(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else placeholder(words[:_MOST_KEYS], more=len(words) > _MOST_KEYS)


def _list_or_one(texts: tuple[str, ...]) -> FieldValue:
    return texts[0] if len(texts) == 1 else texts


def _property(questions: Sequence[Question]) -> str:
    """The one question of the vocabulary that fits, or the likeliest as choices."""
    names = [one.property.name for one in questions]
    if len(names) == 1 and questions[0].is_only and questions[0].subjects:
        return names[0]
    return placeholder(names[:MOST_SHOWN], more=bool(names))


def _subject(questions: Sequence[Question]) -> str:
    subjects = dict.fromkeys(one.key for question in questions[:MOST_SHOWN] for one in question.subjects)
    return placeholder(list(subjects)[:MOST_SHOWN], more=bool(subjects))


def _meet(one: TimeTold | AmountTold, others: Iterable[TimeTold | AmountTold]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _open(amount: AmountTold) -> AmountTold:
    return replace(amount, written="", choices=amount.choices or ((amount.written,) if amount.written else ()))


def _lists(named: Sequence[Named], types: Mapping[str, str], words: str) -> Iterable[tuple[str, ...]]:
    """Entities of one type that are told one after the other, with nothing but commas and `and` between them."""
    runs: list[list[Named]] = []
    for one in named:
        last = runs[-1][-1] if runs else None
        if last is not None and types[last.ids[0]] == types[one.ids[0]] and _AND.fullmatch(words[last.end : one.start]):
            runs[-1].append(one)
        else:
            runs.append([one])
    for run in runs:
        ids = tuple(dict.fromkeys(one.ids[0] for one in run))
        if len(ids) >= _SHORTEST_LIST and all(one.sure and len(one.ids) == 1 for one in run):
            yield ids
