"""What ties questions together: which properties of the vocabulary the screen can decide alone, and which claims
meet where.

An *atom* is everything claims say of one subject by properties that the vocabulary relates. Bounds of two atoms
meet only through a *tie* (an unknown publication day, a claim that speaks of both, a value with one holder).
Atoms that share no tie, directly or through others, share no unknown, so a clash never spans them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from validator.judgement.readings import Statement
from validator.records.claim import Claim, EntityValue, Subject, value_key
from validator.records.source import Source
from validator.records.vocabulary import PUBLISHED, Property, Vocabulary
from validator.values.dataclass import dataclass
from validator.values.dates import EventRef

ANYBODY: Final = "*"
"""Stands for the subject where a property ties all its subjects together."""


class Atom(NamedTuple):
    subject: str
    group: str
    """The first property, by name, of those that belong together."""


@dataclass(frozen=True, slots=True)
class Ties:
    """The properties of a vocabulary by how they hang together."""

    vocabulary: Vocabulary
    group_of: Mapping[str, str]
    related: frozenset[str]
    """Groups of several properties: two of them on one subject are left to the exact rules."""
    entangled: Mapping[str, str]
    """Properties no screen decides, with the reason: all their claims go to the exact rules."""
    merged: frozenset[str]
    """Groups in which all subjects are one atom."""

    def atom(self, subject: str, property: str) -> Atom:
        group = self.group_of[property]
        return Atom(ANYBODY if group in self.merged else subject, group)


def ties_of(vocabulary: Vocabulary) -> Ties:
    properties = vocabulary.properties
    root = {name: name for name in properties}

    def find(name: str) -> str:
        while root[name] != name:
            name = root[name]
        return name

    for property in properties.values():
        for other in _relatives(property):
            if other in root:
                first, second = sorted((find(property.name), find(other)))
                root[second] = first
    group_of = {name: find(name) for name in properties}
    sizes: dict[str, int] = {}
    for group in group_of.values():
        sizes[group] = sizes.get(group, 0) + 1
    entangled = {name: reason for name in sorted(properties) if (reason := _entangled(properties[name], vocabulary))}
    merged = {group_of[p.name] for p in properties.values() if _merges_subjects(p, vocabulary)}
    return Ties(vocabulary, group_of, frozenset(g for g, n in sizes.items() if n > 1), entangled, frozenset(merged))


def _relatives(property: Property) -> Iterator[str]:
    """Properties whose answers bear on this one's, for the same subject."""
    yield from property.before
    yield from property.after
    yield from (gap.to for gap in property.difference)
    yield from (value.property for value in (*property.requires, *property.conflicts_with))
    yield from filter(None, (property.counts, property.inverse, property.ordered_by, property.years_since))
    if property.derives_from is not None:
        yield property.derives_from.property
    if property.formula is not None:
        yield from (name.property for name in property.formula.names)


def _entangled(property: Property, vocabulary: Vocabulary) -> str:
    others = vocabulary.properties.values()
    if property.name == PUBLISHED:
        return "the publication of a source"
    if property.symmetric or property.inverse is not None:
        return "symmetric, or with an inverse"
    if property.exclusive:
        return "one holder at a time"
    if property.derives_from is not None:
        return "derived from a state"
    if any(p.derives_from is not None and p.derives_from.property == property.name for p in others):
        return "a set derives from it"
    if property.counts is not None:
        return "a number of members"
    if property.kind == "quantity" and property.grows_only:
        return "a total that only grows"
    if property.years_since is not None:
        return "years since an event"
    if property.adds_up:
        return "a total that its parts add up to"
    if property.formula is not None and (not property.formula.names or _reaches_out(property)):
        return "a formula over other subjects or periods"
    if property.name in _relatives(property):
        return "related to itself"
    if property.range is not None and property.kind == "event":
        return "a range of days"
    return ""


def _reaches_out(property: Property) -> bool:
    assert property.formula is not None
    return any(name.reference != "same" for name in property.formula.names)


def _merges_subjects(property: Property, vocabulary: Vocabulary) -> bool:
    """Figures that add up over places and groups; a set derived from a state of its members, not of pairs, for every
    member can belong to every such set.
    """
    if property.adds_up:
        return True
    derived = property.derives_from
    state = None if derived is None else vocabulary.properties.get(derived.property)
    return state is not None and not (state.subject and all(t.endswith("-pair") for t in state.subject))


# -- claims read one by one ---------------------------------------------------------------------------------------


def where_it_meets(
    claim: Claim, statements: Iterable[Statement], ties: Ties, sources: Mapping[str, Source]
) -> tuple[frozenset[Atom], frozenset[str]]:
    """The atoms a claim speaks of on any reading, and the ties it brings with it."""
    atoms = {ties.atom(claim.subject.key, claim.property)}
    bonds: set[str] = set()
    for statement in statements:
        atoms.add(ties.atom(statement.subject, statement.claim.property))
        _by_value(statement, ties, atoms, bonds)
        _by_time(statement.claim, ties, atoms)
        _by_series(statement.claim, ties, atoms, bonds)
    if claim.property == PUBLISHED:
        bonds.add(unknown_day(claim.subject.key))
    for entry in claim.times:
        if isinstance(entry.time, EventRef) and entry.time.entity in sources:
            bonds.add(unknown_day(entry.time.entity))
    source = sources.get(claim.source)
    if source is None or is_unknown(source):
        bonds.add(unknown_day(claim.source))
    return frozenset(atoms), frozenset(bonds)


def unknown_day(source: str) -> str:
    return f"published {source}"


def is_unknown(source: Source) -> bool:
    """Whether the publication day is a window, or inferred, so that claims of the source bear on each other through
    it.
    """
    return source.published_because is not None or not source.published.hull.is_day


def _by_value(statement: Statement, ties: Ties, atoms: set[Atom], bonds: set[str]) -> None:
    claim, property = statement.claim, statement.property
    values = (
        ((claim.is_,) if claim.is_ is not None else ()) + (claim.has or ()) + (claim.only or ()) + (claim.not_ or ())
    )
    if property.exclusive:
        bonds.update(f"held {property.name} {value_key(value)}" for value in values)
    group = ties.group_of[property.name]
    derived = [
        p
        for p in ties.vocabulary.properties.values()
        if p.derives_from is not None and ties.group_of[p.name] == group and group not in ties.merged
    ]
    if not derived:
        return
    members = claim.subject.members
    if len(members) == 2:
        atoms.update(ties.atom(member, property.name) for member in members)
    for value in values:
        if isinstance(value, EntityValue) and len(members) == 1 and value.id != members[0]:
            atoms.add(ties.atom(Subject.pair(members[0], value.id).key, property.name))
            atoms.add(ties.atom(value.id, property.name))


def _by_time(claim: Claim, ties: Ties, atoms: set[Atom]) -> None:
    times = [entry.time for entry in claim.times] + ([claim.said_on] if claim.said_on is not None else [])
    for time in times:
        if not isinstance(time, EventRef):
            continue
        for property in ties.vocabulary.properties.values():
            named = property.name in (time.step, "ended") or time.step in property.stages
            if property.kind == "event" and named:
                atoms.add(ties.atom(time.entity, property.name))


def _by_series(claim: Claim, ties: Ties, atoms: set[Atom], bonds: set[str]) -> None:
    if claim.kind == "event" and (claim.of is not None or claim.nth is not None):
        bonds.add(f"series {claim.of or claim.property}")
        bonds.add(f"series {claim.property}")
    if claim.kind == "event" and claim.count is not None:
        bonds.add(f"series {claim.of or claim.property}")
        bonds.add(f"series {claim.property}")
    if claim.of is not None:
        atoms.add(ties.atom(claim.of, claim.property))
