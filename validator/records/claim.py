"""The typed claim: what a source says, in the words it says it, with names, times and quantities resolved."""

from __future__ import annotations

import builtins
import json
from collections.abc import Mapping
from typing import Literal, get_args

from validator.records.folding import fold
from validator.records.marks import Mark
from validator.records.value import EntityValue, TermValue, TextValue, Value, value_key, value_label
from validator.values.dataclass import dataclass, field
from validator.values.dates import EventRef, Time
from validator.values.quantities import Quantity

Kind = Literal["event", "state", "quantity", "set", "prose"]
TimeKey = Literal["at", "when", "since", "until", "before", "after", "during"]
Mood = Literal["asserted", "planned", "hoped", "possible", "required", "denied"]
Part = Literal["headline", "body", "caption"]
Form = Literal["entity", "pair", "ordered-pair"]

KINDS: tuple[Kind, ...] = get_args(Kind)
TIME_KEYS: tuple[TimeKey, ...] = get_args(TimeKey)
MOODS: tuple[Mood, ...] = get_args(Mood)
PARTS: tuple[Part, ...] = get_args(Part)
VALUE_KEYS: tuple[str, ...] = ("is", "has", "only", "not", "count", "nth", "says")

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_JOINS: Mapping[Form, str] = {"pair": "+", "ordered-pair": ">"}

__all__ = [
    "KINDS",
    "MOODS",
    "PARTS",
    "TIME_KEYS",
    "VALUE_KEYS",
    "Claim",
    "EntityValue",
    "Form",
    "Kind",
    "Mood",
    "Part",
    "Subject",
    "TermValue",
    "TextValue",
    "TimeEntry",
    "TimeKey",
    "Value",
    "value_key",
    "value_label",
]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim is about: one entity, an unordered pair (members sorted), or an ordered pair (as written)."""

    form: Form
    members: tuple[str, ...]

    @classmethod
    def entity(cls, id: str) -> Subject:
        return cls("entity", (id,))

    @classmethod
    def pair(cls, one: str, other: str) -> Subject:
        return cls("pair", (one, other) if one <= other else (other, one))

    @classmethod
    def ordered_pair(cls, first: str, second: str) -> Subject:
        return cls("ordered-pair", (first, second))

    @builtins.property
    def key(self) -> str:
        """`VN`, `JP+VN` or `US>VN`."""
        if self.form == "entity":
            return self.members[0]
        return _JOINS[self.form].join(self.members)


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """One time a claim states, under the key that says how the time bounds it."""

    key: TimeKey
    time: Time


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One claim of one source. Two claims are the same object or different claims; compare meanings by `content`."""

    source: str
    id: str
    file: str
    marks: Mapping[str, Mark]
    """Where each field is written: `''` the whole record, `'quote'`, `'when'`, `'has.2'` (list items from 0)."""
    quotes: tuple[str, ...]
    subject: Subject
    property: str
    kind: Kind
    prefix: str | None = None
    suffix: str | None = None
    gloss: str | None = None
    is_: Value | None = None
    has: tuple[Value, ...] | None = None
    only: tuple[Value, ...] | None = None
    not_: tuple[Value, ...] | None = None
    count: Quantity | None = None
    nth: tuple[int, int] | None = None
    says: str | None = None
    times: tuple[TimeEntry, ...] = ()
    said_on: Time | None = None
    among: str | None = None
    """Id of the entity that is the scope, a term of the property, or a scope named in free text."""
    except_: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    where: str | None = None
    weekday: int | None = None
    """0 is Monday."""
    mood: tuple[Mood, ...] = ("asserted",)
    said_by: str | None = None
    of: str | None = None
    """The key of the subject that is the series or the denominator."""
    part: Part = "body"
    fix: tuple[tuple[str, str], ...] = ()
    assuming: tuple[str, ...] = ()
    note: str | None = None
    full_id: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "full_id", f"{self.source}/{self.id}")

    @builtins.property
    def mark(self) -> Mark:
        """Where the whole claim is written."""
        return self.marks[""]

    def mark_of(self, field: str) -> Mark:
        """Where a field is written (`has.2`, `said-by`), else where what it is part of is."""
        while field not in self.marks:
            field = field.rpartition(".")[0]
        return self.marks[field]

    def times_under(self, *keys: TimeKey) -> tuple[Time, ...]:
        return tuple(entry.time for entry in self.times if entry.key in keys)

    @builtins.property
    def mentioned(self) -> set[str]:
        """Ids of all entities that the claim states or dates itself by, and keys of pairs of them; not its scope."""
        found = {self.subject.key, *self.subject.members}
        values = (self.is_, *(self.has or ()), *(self.only or ()), *(self.not_ or ()))
        found.update(value.id for value in values if isinstance(value, EntityValue))
        times = [self.said_on, *[entry.time for entry in self.times]]
        found.update(time.entity for time in times if isinstance(time, EventRef))
        found.update(name for name in (self.where, self.said_by) if name is not None)
        if self.of is not None:
            found.add(self.of)
            found.update(self.of.replace(">", "+").split("+"))
        return found

    @builtins.property
    def content(self) -> str:
        """The meaning-bearing fields as canonical JSON: no id, file or position, no gloss, note, prefix or suffix.

        Equal for two claims exactly if they say the same in the same words; fingerprints are taken over it.
        """
        stated: dict[str, object] = {"subject": self.subject.key, "property": self.property}
        if self.quotes:
            stated["quote"] = [fold(quote) for quote in self.quotes]
        if self.is_ is not None:
            stated["is"] = value_key(self.is_)
        for name, values in (("has", self.has), ("only", self.only), ("not", self.not_)):
            if values:
                stated[name] = sorted(map(value_key, values))
        if self.count is not None:
            stated["count"] = self.count.key
        if self.says is not None:
            stated["says"] = fold(self.says)
        if self.said_on is not None:
            stated["said-on"] = _time_text(self.said_on)
        for name, single in (
            ("nth", self.nth),
            ("among", self.among),
            ("where", self.where),
            ("weekday", self.weekday),
            ("said-by", self.said_by),
            ("of", self.of),
        ):
            if single is not None:
                stated[name] = single
        for name, several in (
            ("except", self.except_),
            ("stage", self.stage),
            ("fix", self.fix),
            ("assuming", self.assuming),
        ):
            if several:
                stated[name] = sorted(several)
        if self.mood != ("asserted",):
            stated["mood"] = sorted(self.mood)
        if self.part != "body":
            stated["part"] = self.part
        for entry in self.times:
            told = stated.setdefault(entry.key, [])
            assert isinstance(told, list)
            told.append(_time_text(entry.time))
        return _CANONICAL.encode(stated)


def _time_text(time: Time) -> str:
    return f"{time.entity}/{time.step}" if isinstance(time, EventRef) else time.text
