"""States and memberships as fluents: a question with one answer a day, and the runs of days its claims speak of."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, product

from validator.judgement.constraints import Literal, Question, assumption
from validator.judgement.extents import Run
from validator.judgement.formulas import Term, Var
from validator.judgement.readings import Statement
from validator.records.claim import EntityValue, TermValue, Value
from validator.records.vocabulary import Property, Vocabulary
from validator.values.calendar import Span
from validator.values.dataclass import dataclass, field
from validator.values.overlaps import overlapping, stretch


@dataclass(frozen=True, slots=True)
class Extent:
    """`value` holds (or, when not `positive`, does not hold) on every day of `run`, if all of `literals` are true."""

    value: str
    positive: bool
    run: Run
    literals: frozenset[Literal]
    statement: Statement
    from_set: Question | None = None
    """The set question whose list or denial this was read from."""
    edge: str = ""
    """`start` or `end` for the day before a stated start or after a stated end."""

    @builtins.property
    def order(self) -> tuple[str, bool, str, str]:
        return self.value, self.positive, self.statement.id, self.edge


@dataclass(frozen=True, slots=True)
class Start:
    """A stated beginning (`since`) or end (`until`) of a value."""

    value: str
    day: Term
    literals: frozenset[Literal]
    statement: Statement


@dataclass(slots=True)
class StateFamily:
    """One slot of a state: all extents of all its values, with defeated assumptions."""

    question: Question
    property: Property
    subject: str
    extents: list[Extent] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    ends: list[Start] = field(default_factory=list)
    values: dict[str, Value] = field(default_factory=dict)
    windows: Mapping[Var, Span] = field(default_factory=dict)
    """Within which days the unknown ones lie, by what names them."""

    def rung(self, value: str) -> int | None:
        known = self.values.get(value)
        return self.property.rung(known.text) if isinstance(known, TermValue) else None

    @builtins.property
    def single(self) -> bool:
        """One value at a time."""
        return self.property.single and self.property.kind == "state"

    def defeats(self, value: str, *, later_denial: bool) -> list[Statement]:
        """Claims that defeat the persistence of `value`: its stated end, a start on a lower rung, or (for members) a
        later denial.
        """
        found = [end.statement for end in self.ends if end.value == value]
        height = self.rung(value)
        if height is not None:
            for start in self.starts:
                other = self.rung(start.value)
                if other is not None and other < height:
                    found.append(start.statement)
        if later_denial:
            found.extend(self._later_denials(value))
        return found

    def ended_between(self, one: Start, other: Start) -> bool:
        """Whether an end of their value is told that may lie between two beginnings of it.

        A time that is open to the future (`until: 1896..`) tells that nobody knows of the end, and so of none.
        """
        latest = max((last for start in (one, other) if (last := self._reach(start.day)[1]) is not None), default=None)
        for end in self.ends:
            if end.value == one.value:
                window = None if end.day.var is None else self.windows.get(end.day.var)
                if window is not None and window.lo is not None and window.hi is None:
                    continue
                earliest = self._reach(end.day)[0]
                if earliest is None or latest is None or earliest <= latest:
                    return True
        return False

    def _later_denials(self, value: str) -> Iterator[Statement]:
        """`not` claims that may speak of a day after one on which the value held."""
        held = [e.run.first for e in self.extents if e.value == value and e.positive]
        for extent in self.extents:
            if extent.value != value or extent.positive or extent.edge or not extent.statement.claim.not_:
                continue
            latest = self._reach(extent.run.last)[1]
            for first in held:
                earliest = self._reach(first)[0]
                if latest is None or earliest is None or earliest < latest:
                    yield extent.statement
                    break

    def _reach(self, day: Term) -> tuple[int | None, int | None]:
        """The earliest and the latest that a day can be, by what is stated of publication days."""
        if day.var is None:
            return day.offset, day.offset
        window = self.windows.get(day.var)
        if window is None or window.lo is None or window.hi is None:
            return None, None
        return window.lo + day.offset, window.hi + day.offset


@dataclass(frozen=True, slots=True)
class Persistence:
    """Under which assumption a value, once held, is held ever after; no literal when the vocabulary makes it a law."""

    literals: frozenset[Literal]
    name: str


def persistence(family: StateFamily, value: str) -> Persistence | None:
    """The undefeated persistence of one value, if it has any: members of sets, and the top rung of a ladder."""
    property = family.property
    if property.kind == "set":
        if property.grows_only:
            return Persistence(frozenset(), "grows-only")
        if family.defeats(value, later_denial=True):
            return None
        name = next((n for n in property.assumptions if n == "members-persist"), "members-persist")
        return Persistence(frozenset({assumption(name)}), name)
    height = family.rung(value)
    if height is not None and height == len(property.ladder) - 1 and not family.defeats(value, later_denial=False):
        return Persistence(frozenset({assumption("no-downgrade")}), "no-downgrade")
    return None


Compatible = Callable[[str, str], bool]
"""Whether two values may be two names for one."""


def clashes(family: StateFamily, compatible: Compatible) -> Iterator[tuple[Extent, Extent]]:
    """Pairs of extents that cannot share a day: a value and its denial, or two values of a single state."""
    held, denied = _by_value(family)
    yield from _held_and_denied(held, denied)
    if family.single:
        for first, second in combinations(held, 2):
            if not compatible(first, second):
                yield from product(held[first], held[second])


def clashes_of_days(family: StateFamily, compatible: Compatible) -> Iterator[tuple[Extent, Extent]]:
    """The same pairs in the same order, but for those with no day of one that is known to be one of the other."""
    held, denied = _by_value(family)
    yield from _held_and_denied(held, denied)
    if not family.single or len(held) == 1:
        return
    extents = [(number, extent) for number, told in enumerate(held.values()) for extent in told]
    near = overlapping([stretch(*(extent.run.days or (None, None))) for _, extent in extents])
    in_order = ((min(pair), max(pair)) for pair in near)
    for one, other in sorted(in_order, key=lambda pair: (extents[pair[0]][0], extents[pair[1]][0], pair)):
        (first, earlier), (second, later) = extents[one], extents[other]
        if first != second and not compatible(earlier.value, later.value):
            yield earlier, later


def _by_value(family: StateFamily) -> tuple[dict[str, list[Extent]], dict[str, list[Extent]]]:
    held: dict[str, list[Extent]] = {}
    denied: dict[str, list[Extent]] = {}
    for extent in sorted(family.extents, key=lambda e: e.order):
        (held if extent.positive else denied).setdefault(extent.value, []).append(extent)
    return held, denied


def _held_and_denied(
    held: Mapping[str, list[Extent]], denied: Mapping[str, list[Extent]]
) -> Iterator[tuple[Extent, Extent]]:
    for value, extents in held.items():
        for other in denied.get(value, ()):
            yield from ((extent, other) for extent in extents)


def in_scope(member: str, scope: str | None, excepted: tuple[str, ...], vocabulary: Vocabulary) -> bool | None:
    """Whether a member belongs to a scope; None where the vocabulary cannot tell. No scope is every member."""
    if member in excepted:
        return False
    outside = [_belongs(member, name, vocabulary) for name in excepted if not is_one_of((member,), name, vocabulary)]
    if any(outside):
        return False
    if None in outside:
        return None
    return True if scope is None else _belongs(member, scope, vocabulary)


def is_one_of(members: Iterable[str], name: str, vocabulary: Vocabulary) -> bool:
    """Whether a name that a filter leaves out is a member left out, being of one type with the members; else it is a
    group, whether or not anybody tells who belongs to it.
    """
    entity = vocabulary.entities.get(name)
    if entity is None or vocabulary.known_members(name):
        return False
    known = (vocabulary.entities.get(member) for member in members)
    return {None if member is None else member.type for member in known} == {entity.type}


def _belongs(member: str, group: str, vocabulary: Vocabulary) -> bool | None:
    if member == group:
        return True
    closed = vocabulary.members_of(group)
    if closed is not None:
        return member in closed
    above = vocabulary.ancestors(member)
    return True if group in above.member_of or group in above.located_in or group in above.part_of else None


def member_entity(key: str, values: dict[str, Value]) -> str:
    value = values.get(key)
    return value.id if isinstance(value, EntityValue) else key
