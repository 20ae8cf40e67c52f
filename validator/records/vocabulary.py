"""The shared vocabulary: entities, properties and named assumptions, with look-up by name and containment."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from validator.records.claim import Form, Kind, Subject
from validator.records.formula import Formula
from validator.records.marks import Mark
from validator.records.value import Value
from validator.values.dataclass import dataclass, field
from validator.values.dates import Moment
from validator.values.quantities import Quantity

_LOOK_UPS = ("_ids_by_name", "_groups_by_member", "identities")

SOURCE_TYPE = "source"
TEXT_TYPE = "text"
"""As a `value-type`: the values are plain text."""
PUBLISHED = "published"
"""The built-in event of every source."""

_IN_WORDS: Mapping[Form, str] = {"entity": "", "pair": " and ", "ordered-pair": " to "}

ENGINE_ASSUMPTIONS = (
    "published",
    "emended",
    "identity",
    "complete",
    "speaker-only",
    "week-starts",
    "new-style",
    "full-years",
    "same-stage",
    "same-period",
    "same-moment",
    "no-overlap",
    "seen-at",
    "unbroken",
    "rounding",
)
"""Assumptions that the engine adds itself, each written `<name>:<what it rests on>`."""


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """A thing that claims are about or name."""

    id: str
    type: str
    file: str
    marks: Mapping[str, Mark]
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names per language, the preferred one first."""
    member_of: tuple[str, ...] = ()
    located_in: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    members: tuple[str, ...] | None = None
    """All members of a group; None where the vocabulary does not close it."""
    same_as: tuple[str, ...] = ()
    """Entities that this one is held to be, under `identity:<a>=<b>`."""
    note: str | None = None

    def all_names(self) -> Iterator[str]:
        for names in self.names.values():
            yield from names


@dataclass(frozen=True, slots=True)
class PropertyValue:
    """A property and, where stated, the value it must have (`{property: tier, is: CSP}`)."""

    property: str
    is_: Value | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Bounds on this property's value minus the value of property `to` of the same subject."""

    to: str
    min: Quantity | None = None
    max: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """Which narrowing keys a claim must carry, and which it may carry (None = any)."""

    required: tuple[str, ...] = ()
    allowed: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Property:
    """A question that claims answer, and what is known about its answers in general."""

    name: str
    kind: Kind
    file: str
    marks: Mapping[str, Mark]
    subject: tuple[str, ...] = ()
    """Entity types a subject may have; `<type>-pair` for two of one type; empty = any."""
    single: bool = True
    """One value at a time; false where several values may hold together."""
    symmetric: bool = False
    inverse: str | None = None
    lasting: bool = False
    """One value for all time."""
    values: tuple[str, ...] = ()
    value_type: tuple[str, ...] = ()
    """Entity types a value may have, or `("text",)`; empty = an entity of any type, or one of `values`."""
    not_values: tuple[Value, ...] = ()
    range: Quantity | Moment | None = None
    pattern: str | None = None
    """A regular expression (Python syntax) the whole text value must match."""
    unit: str | None = None
    tolerance: Quantity | None = None
    """A difference up to this size between two values is none."""
    stages: tuple[str, ...] = ()
    """In the order in which they come to pass."""
    ladder: tuple[str, ...] = ()
    """From the lowest rung to the highest."""
    exclusive: bool = False
    """A value has one holder at a time."""
    within: str | None = None
    """`located-in`, `member-of`, `part-of` or a property, along which a finer value fits a coarser one."""
    derives_from: PropertyValue | None = None
    counts: str | None = None
    years_since: str | None = None
    """The event of the same subject from which it counts years."""
    formula: Formula | None = None
    grows_only: bool = False
    adds_up: bool = False
    """The figure of a whole is the sum of the figures of its parts, none of which is below zero."""
    ordered: bool = False
    """`nth` follows the dates of joining."""
    ordered_by: str | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    difference: tuple[Difference, ...] = ()
    requires: tuple[PropertyValue, ...] = ()
    conflicts_with: tuple[PropertyValue, ...] = ()
    qualifiers: Qualifiers = Qualifiers()
    assumptions: tuple[str, ...] = ()
    watch: bool = False
    title: Mapping[str, str] = field(default_factory=dict)
    help: Mapping[str, str] = field(default_factory=dict)

    def titled(self, language: str = "en") -> str:
        """The question in words: the title in `language`, in English, in any language, or the property's name."""
        return self.title.get(language) or self.title.get("en") or next(iter(self.title.values()), self.name)

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term the property lists, under `values` or on its ladder."""
        return tuple(dict.fromkeys(self.values + self.ladder))

    @property
    def takes_text(self) -> bool:
        """Whether values are compared as the texts they are."""
        return TEXT_TYPE in self.value_type or (self.pattern is not None and not self.value_type and not self.terms)

    def rung(self, term: str) -> int | None:
        """Height of a term on the ladder, from 0; None for a term that is not a rung."""
        return self.ladder.index(term) if term in self.ladder else None


@dataclass(frozen=True, slots=True)
class Containers:
    """Everything that contains an entity, directly or through others, along each relation by itself."""

    member_of: frozenset[str]
    located_in: frozenset[str]
    part_of: frozenset[str]


NOWHERE = Containers(frozenset(), frozenset(), frozenset())
"""What contains most entities: nothing."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Entities by id (every source among them), properties by name, assumptions with their wording."""

    entities: Mapping[str, Entity]
    properties: Mapping[str, Property]
    assumptions: Mapping[str, str]
    broken: Mapping[str, str] = field(default_factory=dict)
    """Ids and names whose definition could not be read, with `file:line` of it."""
    unread: tuple[str, ...] = ()
    """Vocabulary files of which nothing could be read, so that what is unknown may be defined there."""

    @classmethod
    def known(
        cls,
        entities: Mapping[str, Entity],
        properties: Mapping[str, Property],
        assumptions: Mapping[str, str],
        look_ups: Sequence[object],
    ) -> Vocabulary:
        """A vocabulary of which is known already what otherwise all entities are looked through for (`look_ups`)."""
        vocabulary = cls(entities, properties, assumptions)
        vars(vocabulary).update(zip(_LOOK_UPS, look_ups, strict=True))
        return vocabulary

    @property
    def look_ups(self) -> tuple[object, ...]:
        """Ids by folded name, groups by listed member, and identities; none of them depends on sources."""
        return tuple(getattr(self, name) for name in _LOOK_UPS)

    @cached_property
    def _ids_by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for entity in self.entities.values():
            for folded in dict.fromkeys(fold_name(name) for name in entity.all_names()):
                found.setdefault(folded, []).append(entity.id)
        return {name: tuple(sorted(ids)) for name, ids in found.items()}

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        """How long names are, by the first two characters of them (or the one)."""
        found: dict[str, set[int]] = {}
        for name in self._ids_by_name:
            found.setdefault(name[:2], set()).add(len(name))
        return {first: tuple(sorted(lengths)) for first, lengths in found.items()}

    @cached_property
    def _groups_by_member(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for entity in self.entities.values():
            for member in entity.members or ():
                found.setdefault(member, []).append(entity.id)
        return {member: tuple(sorted(groups)) for member, groups in found.items()}

    @cached_property
    def identities(self) -> tuple[tuple[str, str], ...]:
        """Pairs `a`, `b` of which `b` may be held to be `a`, under `identity:<a>=<b>`."""
        named = {
            (one, other)
            for name in self.assumptions
            if name.startswith("identity:")
            for one, sign, other in [name.removeprefix("identity:").partition("=")]
            if sign
        }
        stated = {(other, entity.id) for entity in self.entities.values() for other in entity.same_as}
        return tuple(sorted(named | stated))

    @cached_property
    def _preferred(self) -> dict[tuple[str, str], str]:
        return {}

    @cached_property
    def _containers(self) -> dict[str, Containers]:
        return {}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every id and every name of an entity."""
        return frozenset(self.entities) | {name for entity in self.entities.values() for name in entity.all_names()}

    @cached_property
    def property_names(self) -> frozenset[str]:
        return frozenset(self.properties)

    @cached_property
    def steps(self) -> frozenset[str]:
        """What can follow the `/` of a time that names an event: event properties and stages."""
        events = [property for property in self.properties.values() if property.kind == "event"]
        return frozenset(property.name for property in events).union(*(property.stages for property in events))

    def why_unknown(self, name: str) -> str:
        """A remark for a message about a name that is not there: where its definition is, if that could not be read."""
        if name in self.broken:
            return f" (its definition at {self.broken[name]} could not be read)"
        return f" ({self.unread[0]} could not be read)" if self.unread else ""

    def resolve(self, name: str) -> tuple[str, ...]:
        """Ids of the entities that `name` can mean: an id exactly as written, else every entity that bears the name.

        Names are compared in any language, in NFC, without regard to case or to the width of spaces.
        """
        if name in self.entities:
            return (name,)
        return self._ids_by_name.get(fold_name(name), ())

    def named_in(self, text: str) -> set[str]:
        """Ids of the entities of which a name stands in `text`, as `resolve` compares names, be it within a word."""
        folded, by_name = fold_name(text), self._ids_by_name
        found: set[str] = set()
        for start in range(len(folded)):
            for begun in (folded[start], folded[start : start + 2]):
                for length in self._lengths.get(begun, ()):
                    found.update(by_name.get(folded[start : start + length], ()))
        return found

    def name(self, entity_id: str, language: str = "en") -> str:
        """The preferred name in `language`, else in English, else in any language, else the id."""
        known = self._preferred.get((entity_id, language))
        if known is None:
            known = self._preferred[entity_id, language] = self._name(entity_id, language)
        return known

    def _name(self, entity_id: str, language: str) -> str:
        entity = self.entities.get(entity_id)
        if entity is None:
            return entity_id
        names = entity.names
        chosen = (
            names.get(language)
            or names.get(language.split("-")[0])
            or names.get("en")
            or next(iter(names.values()), ())
        )
        return chosen[0] if chosen else entity_id

    def subject_name(self, subject: Subject, language: str = "en") -> str:
        """The subject in words: `Vietnam`, `Japan and Vietnam`, `United States to Vietnam`."""
        return _IN_WORDS[subject.form].join(self.name(member, language) for member in subject.members)

    def ancestors(self, entity_id: str) -> Containers:
        """What contains the entity, transitively, along each of the three containment relations."""
        known = self._containers.get(entity_id)
        if known is None:
            known = self._containers[entity_id] = self._contained_by(entity_id)
        return known

    def _contained_by(self, entity_id: str) -> Containers:
        entity = self.entities.get(entity_id)
        stated = entity is not None and (entity.member_of or entity.located_in or entity.part_of)
        if not stated and entity_id not in self._groups_by_member:
            return NOWHERE
        return Containers(
            self._upward(entity_id, "member_of"),
            self._upward(entity_id, "located_in"),
            self._upward(entity_id, "part_of"),
        )

    def members_of(self, group: str) -> frozenset[str] | None:
        """All members of a group that lists them; None where absence from the group is unknown."""
        entity = self.entities.get(group)
        return None if entity is None or entity.members is None else frozenset(entity.members)

    def known_members(self, group: str) -> frozenset[str]:
        """Entities known to belong to a group, whether or not the group is closed."""
        closed = self.members_of(group)
        if closed is not None:
            return closed
        return frozenset(entity for entity in self.entities if group in self.ancestors(entity).member_of)

    def _upward(self, entity_id: str, relation: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = [entity_id]
        while waiting:
            for container in self._directly_above(waiting.pop(), relation):
                if container not in found:
                    found.add(container)
                    waiting.append(container)
        return frozenset(found)

    def _directly_above(self, entity_id: str, relation: str) -> tuple[str, ...]:
        entity = self.entities.get(entity_id)
        above: tuple[str, ...] = getattr(entity, relation) if entity is not None else ()
        return above + self._groups_by_member.get(entity_id, ()) if relation == "member_of" else above


def fold_name(name: str) -> str:
    """The form in which names are compared: NFC, case folded, runs of spaces as one."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())
