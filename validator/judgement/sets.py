"""Sets, complete lists and counts: snapshots of a set, seen whole or through a scope."""

from __future__ import annotations

import math
from fractions import Fraction

from validator.judgement.constraints import Literal, Question
from validator.judgement.formulas import Term, Var
from validator.judgement.readings import Statement
from validator.judgement.states import StateFamily
from validator.records.claim import Value
from validator.records.vocabulary import Property
from validator.values.dataclass import dataclass, field
from validator.values.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Scope:
    """The filter a set is seen through: a group (None = the whole set) without the excepted."""

    among: str | None
    excepted: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return scope_words(self.among, self.excepted)


def scope_words(among: str | None, excepted: tuple[str, ...]) -> str:
    """`among ASEAN except Laos`; nothing for the whole set."""
    if not among and not excepted:
        return ""
    inside = f"among {among}" if among else ""
    outside = f"except {', '.join(excepted)}" if excepted else ""
    return " ".join(filter(None, (inside, outside)))


@dataclass(frozen=True, slots=True)
class View:
    """A set on one day, seen through a scope: who is in it, and how many more there are whom nobody names.

    All claims that speak of one day and scope share these unknowns.
    """

    slot: str
    day: Term
    scope: Scope

    @property
    def name(self) -> str:
        var, offset = self.day
        day = f"{var.name} {offset:+}" if var is not None else str(offset)
        return " ".join(filter(None, (self.slot, self.scope.words, "on", day)))

    def member(self, member: str) -> Var:
        return Var("truth", f"{member} in {self.name}")

    @property
    def others(self) -> Var:
        """Members nobody names."""
        return Var("count", f"others in {self.name}")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one claim says of the whole of a set on one day: how many members, or exactly which."""

    statement: Statement
    view: View
    literals: frozenset[Literal]
    lo: int | None = None
    hi: int | None = None
    only: frozenset[str] | None = None
    index: int = 0

    @property
    def day(self) -> Term:
        return self.view.day

    @property
    def scope(self) -> Scope:
        return self.view.scope


@dataclass(frozen=True, slots=True)
class Position:
    """`member` is one of the `lo`-th to `hi`-th members of the set, in the scope."""

    statement: Statement
    member: str
    scope: Scope
    lo: int
    hi: int
    literals: frozenset[Literal]

    def var(self, question: Question) -> Var:
        return position_var(question, self.scope, self.member)


def position_var(question: Question, scope: Scope, member: str) -> Var:
    return Var("count", f"position of {member} in {question.subject}/{question.property} {scope.words}".rstrip())


@dataclass(slots=True)
class SetFamily:
    """One set: its snapshots, and for every member anybody names the slot that says when it belongs."""

    question: Question
    property: Property
    subject: str
    members: dict[str, tuple[StateFamily, str]] = field(default_factory=dict)
    """Member key -> the slot its membership is answered in, and the value there that means membership."""
    values: dict[str, Value] = field(default_factory=dict)
    snapshots: list[Snapshot] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    either: dict[Term, tuple[Term, ...]] = field(default_factory=dict)
    """Days of lists without a time key, with the days each may be."""


def whole_bounds(count: Quantity) -> tuple[int | None, int | None]:
    """The whole numbers a count may stand for."""
    interval = count.sure
    lo = None if interval.lo is None else _up(interval.lo, interval.lo_open)
    hi = None if interval.hi is None else _down(interval.hi, interval.hi_open)
    return lo, hi


def _up(value: Fraction, is_open: bool) -> int:
    whole = math.ceil(value)
    return whole + 1 if is_open and whole == value else whole


def _down(value: Fraction, is_open: bool) -> int:
    whole = math.floor(value)
    return whole - 1 if is_open and whole == value else whole
