"""What statements answer when read bare: all that is compared once their qualifiers are dropped.

Two statements of one question with equal answers clash with the same others, so that many are compared by what they
answer, not one by one.
"""

from __future__ import annotations

from typing import NamedTuple

from validator.judgement.amounts import cases_of, intervals_of
from validator.judgement.containment import related
from validator.judgement.readings import Statement
from validator.judgement.sets import whole_bounds
from validator.judgement.windows import apart, event_window
from validator.judgement.world import World
from validator.records.claim import EntityValue, TermValue, Value, value_key
from validator.records.vocabulary import Property, Vocabulary
from validator.values.calendar import Span
from validator.values.intervals import Interval
from validator.values.quantities import Quantity


class Figure(NamedTuple):
    """An amount, with what it is measured in and the periods it may cover."""

    dimension: str
    periods: tuple[str, ...]
    interval: Interval


class Held(NamedTuple):
    """The value of a state, or values it is said not to have."""

    value: Value | None
    denied: frozenset[str]
    single: bool
    within: bool
    """Whether one value can be a finer naming of another."""


class Members(NamedTuple):
    """What a statement says of a set: members it has, lacks, whether that is all, and how many."""

    has: frozenset[str]
    lacks: frozenset[str]
    complete: bool
    lo: int | None
    hi: int | None


class Answer(NamedTuple):
    """What a statement says to those of its own kind, and of the set that is asked for (None = nothing)."""

    kind: str
    own: Span | Figure | Held | None
    """Of an event the days on which it can have been."""
    members: Members | None


def answer_of(statement: Statement, asked: Property, subject: str, world: World) -> Answer:
    """What a statement answers to one question: `asked` of `subject`."""
    property = statement.property
    match property.kind:
        case "event":
            return Answer("event", day_of(statement, world), members_of(statement, asked, subject))
        case "quantity" if property.counts is None:
            return Answer("quantity", figure_of(statement, world), members_of(statement, asked, subject))
        case "state" if property.name == asked.name:
            return Answer("state", held_by(statement), None)
        case "state":
            return Answer("state", None, members_of(statement, asked, subject))
        case _:
            return Answer("set", None, members_of(statement, asked, subject))


def clash(one: Answer, other: Answer, vocabulary: Vocabulary) -> bool:
    """Whether two answers to one question cannot both be true."""
    if one.kind != other.kind or one.kind == "set":
        return one.members is not None and other.members is not None and members_clash(one.members, other.members)
    match one.own, other.own:
        case Span() as first, Span() as second:
            return apart(first, second)
        case Figure() as first, Figure() as second:
            return figures_clash(first, second)
        case Held() as first, Held() as second:
            return values_clash(first, second, vocabulary)
    return False


def single_value(answer: Answer) -> str | None:
    """The value of an answer that clashes with just those of all such answers that have another value."""
    held = answer.own
    if answer.kind != "state" or not isinstance(held, Held) or held.value is None:
        return None
    return value_key(held.value) if held.single and not held.within and not held.denied else None


# -- by kind --------------------------------------------------------------------------------------------------------


def day_of(statement: Statement, world: World) -> Span | None:
    claim = statement.claim
    if claim.count is not None or statement.denied or not claim.times:
        return None
    return event_window(statement, world.clock)


def figure_of(statement: Statement, world: World) -> Figure | None:
    amount = statement.claim.is_
    if not isinstance(amount, Quantity):
        return None
    periods = tuple(sorted(period.name for _, period in cases_of(statement, world.clock)))
    if statement.property.lasting:
        periods = ("at all times",)
    return Figure(amount.unit.dimension, periods, intervals_of(statement)[0])


def figures_clash(one: Figure, other: Figure) -> bool:
    if one.dimension != other.dimension or not one.periods or one.periods != other.periods:
        return False
    return one.interval.disjoint(other.interval)


def held_by(statement: Statement) -> Held:
    claim, property = statement.claim, statement.property
    denied = frozenset(map(value_key, claim.not_ or ()))
    return Held(claim.is_, denied, property.single, property.within is not None)


def values_clash(one: Held, other: Held, vocabulary: Vocabulary) -> bool:
    first, second = one.value, other.value
    if first is not None and second is not None:
        if not one.single or value_key(first) == value_key(second):
            return False
        if one.within and isinstance(first, EntityValue) and isinstance(second, EntityValue):
            return not related(first.id, second.id, vocabulary)
        return True
    return (first is not None and value_key(first) in other.denied) or (
        second is not None and value_key(second) in one.denied
    )


def members_of(statement: Statement, asked: Property, subject: str | None) -> Members | None:
    claim = statement.claim
    if claim.nth is not None:
        ranked = (claim.is_,) if claim.is_ is not None else claim.has or ()
        return Members(frozenset(map(value_key, ranked)), frozenset(), False, None, None)
    if statement.property.kind == "state":
        return None if subject is None else _derived(statement, asked, subject)
    has = frozenset(value_key(v) for v in (*(claim.has or ()), *(claim.only or ())))
    count = claim.count if claim.count is not None else claim.is_
    lo, hi = whole_bounds(count) if isinstance(count, Quantity) else (None, None)
    return Members(has, frozenset(value_key(v) for v in claim.not_ or ()), claim.only is not None, lo, hi)


def _derived(statement: Statement, asked: Property, subject: str) -> Members | None:
    """What a state's claim says of the set that is derived from it: the other party is a member, or is not."""
    if asked.derives_from is None or asked.derives_from.is_ is None:
        return None
    member = derived_member(statement, asked, subject)
    if member is None:
        return None
    wanted = value_key(asked.derives_from.is_)
    said, one = statement.claim.is_, frozenset({member})
    if said is not None and value_key(said) == wanted:
        return Members(one, frozenset(), False, None, None)
    if isinstance(said, TermValue) or wanted in {value_key(v) for v in statement.claim.not_ or ()}:
        return Members(frozenset(), one, False, None, None)
    return None


def derived_member(statement: Statement, property: Property, subject: str) -> str | None:
    """Of whom a state's claim says something to the set that is derived from the state."""
    assert property.derives_from is not None
    if statement.property.name != property.derives_from.property or statement.claim.subject.form == "ordered-pair":
        return None
    members = statement.claim.subject.members
    if len(members) == 1:
        return members[0]
    return None if subject not in members else members[1 - members.index(subject)]


def members_clash(a: Members, b: Members) -> bool:
    if a.has & b.lacks or b.has & a.lacks:
        return True
    for whole, part in ((a, b), (b, a)):
        if whole.complete and part.has - whole.has:
            return True
        least = len(whole.has)
        if part.hi is not None and least > part.hi:
            return True
        if whole.complete and part.lo is not None and part.lo > least:
            return True
    return _disjoint(a.lo, a.hi, b.lo, b.hi)


def _disjoint(a_lo: int | None, a_hi: int | None, b_lo: int | None, b_hi: int | None) -> bool:
    return (a_hi is not None and b_lo is not None and a_hi < b_lo) or (
        b_hi is not None and a_lo is not None and b_hi < a_lo
    )
