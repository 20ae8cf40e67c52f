"""From the vocabulary's files as written to a vocabulary that holds together.

A bad entry is left out alone and remembered, so that a claim which uses it can say where its definition stands. A
reference to an entry that is not there is left out alone as well: what refers stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from validator.records.form import read_form
from validator.records.marks import FILE_START, FaultLog, Mark
from validator.records.nodes import found, marks_of, shown
from validator.records.property_reading import PropertyReading, WrittenProperty
from validator.records.suggest import listing, suggest
from validator.records.vocabulary import PUBLISHED, SOURCE_TYPE, Entity, Property, Vocabulary
from validator.records.vocabulary_form import VOCABULARY_FILE_KEYS, EntityForm, PropertyForm
from validator.records.yaml_reader import Document, Node, Scalar
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.values.dataclass import dataclass, field, replace

ENTITY_ID: Final = re.compile(r"\w(?:[\w.-]*\w)?")
PROPERTY_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_ASSUMPTION_NAME: Final = re.compile(r"[a-z][a-z0-9-]*(?::\S+)?")
CONTAINMENT: Final = ("member_of", "located_in", "part_of")


@dataclass(slots=True)
class VocabularyReading:
    """Reads the files one after the other, then puts the vocabulary together."""

    log: FaultLog
    entities: dict[str, Entity] = field(default_factory=dict)
    properties: dict[str, WrittenProperty] = field(default_factory=dict)
    assumptions: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    _ids: frozenset[str] = frozenset()
    _places: dict[tuple[str, str], tuple[str, Mark]] = field(default_factory=dict)

    def add_file(self, file: str, document: Document) -> None:
        root = document.root
        if root is None:
            if not document.problems:
                self.log.add(
                    file,
                    FILE_START,
                    "expected a vocabulary, found an empty file: 0 entries",
                    f"write {listing(VOCABULARY_FILE_KEYS)}, or remove the file",
                    unreadable=False,
                )
            else:
                self.unread.append(file)
            return
        if not isinstance(root, YamlMapping):
            self.log.add(
                file, root.mark, f"expected {listing(VOCABULARY_FILE_KEYS)} at the top level, found {found(root)}"
            )
            return
        takers: Mapping[str, Callable[[str, Scalar, Node], None]] = {
            "entities": self._take_entity,
            "properties": self._take_property,
            "assumptions": self._take_assumption,
        }
        for key, section in root.entries:
            taker = takers.get(key.text)
            if taker is None:
                message = f"expected {listing(VOCABULARY_FILE_KEYS)} at the top level, found `{key.text}`"
                self.log.add(file, key.mark, message, suggest(key.text, VOCABULARY_FILE_KEYS))
            elif isinstance(section, YamlMapping):
                for name, node in section.entries:
                    if document.spoils(name.mark.upto(node.mark)):
                        self._lose(file, name)
                    elif self._is_new(key.text, file, name):
                        taker(file, name, node)
            elif found(section) != "nothing":
                self.log.add(
                    file,
                    section.mark,
                    f"expected names with their definitions under `{key.text}`, found {found(section)}",
                    "write `NAME: ...` on lines below it",
                )

    def finish(self, sources: Mapping[str, tuple[str, Mark]]) -> Vocabulary:
        """The whole vocabulary; every source, with the file and place it is written at, is an entity of it."""
        for id, (file, mark) in sources.items():
            known = self.entities.get(id)
            if known is None:
                self.entities[id] = Entity(id, SOURCE_TYPE, file, {"": mark})
            elif known.type != SOURCE_TYPE:
                expected = f"expected the entity `{id}` to be of type `{SOURCE_TYPE}`, for it is a source ({file})"
                message = f"{expected}, found `{known.type}`"
                self.log.add(known.file, known.marks[""], message, "give one of the two another id")
                self.broken.setdefault(id, f"{known.file}:{known.marks[''].line}")
                self.entities[id] = Entity(id, SOURCE_TYPE, file, {"": mark})
        self._ids = frozenset(self.entities)
        for id, entity in list(self.entities.items()):
            self.entities[id] = self._without_dangling_links(entity)
        self._break_circles()
        self._compare_members()
        without_properties = Vocabulary(
            entities=dict(sorted(self.entities.items())),
            properties={},
            assumptions=dict(sorted(self.assumptions.items())),
            broken=self.broken,
            unread=tuple(self.unread),
        )
        return replace(without_properties, properties=self.properties_with(without_properties))

    def properties_with(self, vocabulary: Vocabulary) -> dict[str, Property]:
        """The properties that the files define and the built-in one, given all entities and assumptions."""
        built_in = Property(PUBLISHED, "event", "", {}, subject=(SOURCE_TYPE,), title={"en": "Publication date"})
        reading = PropertyReading(self.log, replace(vocabulary, properties={PUBLISHED: built_in}), self.broken)
        return dict(sorted(reading.read(self.properties).items()))

    # -- one entry --------------------------------------------------------------------------------------------------

    def _is_new(self, section: str, file: str, name: Scalar) -> bool:
        earlier = self._places.get((section, name.text))
        if earlier is None:
            self._places[section, name.text] = (file, name.mark)
            return True
        other_file, mark = earlier
        first = f"{other_file}:{mark.line}:{mark.column}"
        message = f"expected each of the {section} once, found `{name.text}` again (first at {first})"
        self.log.add(file, name.mark, message, "keep one of the two definitions; the first is used")
        return False

    def _lose(self, file: str, name: Scalar) -> None:
        self.broken.setdefault(name.text, f"{file}:{name.mark.line}")

    def _take_entity(self, file: str, name: Scalar, node: Node) -> None:
        if not ENTITY_ID.fullmatch(name.text):
            self.log.add(
                file,
                name.mark,
                f"expected an id of letters, digits, `.`, `_` and `-`, found {shown(name.text)}",
                "names with other characters go under `names`",
            )
            self._lose(file, name)
            return
        form = read_form(EntityForm, node, f"the entity `{name.text}`", file, self.log)
        if form is None or not isinstance(node, YamlMapping):
            self._lose(file, name)
            return
        self.entities[name.text] = Entity(
            id=name.text,
            type=form.type,
            file=file,
            marks={**marks_of(node), "": name.mark.upto(node.mark)},
            names=form.names,
            member_of=form.member_of,
            located_in=form.located_in,
            part_of=form.part_of,
            members=form.members,
            same_as=form.same_as,
            note=form.note,
        )

    def _take_property(self, file: str, name: Scalar, node: Node) -> None:
        if not PROPERTY_NAME.fullmatch(name.text):
            self.log.add(
                file,
                name.mark,
                f"expected a property name of lower-case letters, digits and hyphens, found {shown(name.text)}",
                f"write `{_as_name(name.text)}`",
            )
            self._lose(file, name)
            return
        if name.text == PUBLISHED:
            self.log.add(
                file,
                name.mark,
                f"expected another name, found `{PUBLISHED}`, the built-in event of every source",
                "leave it out",
            )
            return
        form = read_form(PropertyForm, node, f"the property `{name.text}`", file, self.log)
        if form is None or not isinstance(node, YamlMapping):
            self._lose(file, name)
            return
        self.properties[name.text] = WrittenProperty(form, node, name, file)

    def _take_assumption(self, file: str, name: Scalar, node: Node) -> None:
        if not _ASSUMPTION_NAME.fullmatch(name.text):
            self.log.add(
                file,
                name.mark,
                f"expected a name like `no-downgrade`, found {shown(name.text)}",
                f"write `{_as_name(name.text)}`",
            )
        elif not isinstance(node, Scalar) or not node.text.strip():
            self.log.add(
                file,
                node.mark,
                f"expected the assumption in one sentence, found {found(node)}",
                "say what is taken for granted",
            )
        else:
            self.assumptions[name.text] = " ".join(node.text.split())

    # -- what holds between entries -----------------------------------------------------------------------------------

    def _without_dangling_links(self, entity: Entity) -> Entity:
        links: dict[str, tuple[str, ...] | None] = {}
        for key in (*CONTAINMENT, "members", "same_as"):
            written: tuple[str, ...] | None = getattr(entity, key)
            if not written:
                continue
            there = tuple(other for index, other in enumerate(written) if self._is_there(entity, key, index, other))
            if there != written:
                # A complete list with a gap is no longer complete.
                links[key] = None if key == "members" else there
        return replace(entity, **links) if links else entity  # type: ignore[arg-type]

    def _is_there(self, entity: Entity, key: str, index: int, other: str) -> bool:
        if other in self.entities:
            return True
        written = key.replace("_", "-")
        mark = entity.marks.get(f"{written}.{index}") or entity.marks[written]
        if self.log.is_full(entity.file):
            note = hint = ""
        else:
            known = Vocabulary(self.entities, {}, {}, self.broken, tuple(self.unread))
            note = known.why_unknown(other)
            hint = "correct that first" if note else suggest(other, self._ids, also="add it under `entities:`")
        self.log.add(
            entity.file, mark, f"expected the id of an entity under `{written}`, found {shown(other)}{note}", hint
        )
        return False

    def _break_circles(self) -> None:
        """Takes the containment away from entities that would contain themselves."""
        for key in CONTAINMENT:
            above = {id: containers for id, entity in self.entities.items() if (containers := getattr(entity, key))}
            for circle in _circles(above):
                entity = self.entities[circle[0]]
                written = key.replace("_", "-")
                chain = " → ".join(f"`{id}`" for id in (*circle, circle[0]))
                message = f"expected `{written}` to lead outward, found a circle: {chain}"
                self.log.add(
                    entity.file,
                    entity.marks[written],
                    message,
                    "take one link out; until then none of the circle is used",
                )
                for id in circle:
                    self.entities[id] = replace(self.entities[id], **{key: ()})  # type: ignore[arg-type]

    def _compare_members(self) -> None:
        closed = {id: frozenset(entity.members) for id, entity in self.entities.items() if entity.members is not None}
        for entity in self.entities.values():
            for group in entity.member_of:
                if group in closed and entity.id not in closed[group]:
                    other = self.entities[group]
                    place = f"{other.file}:{other.marks['members'].line}"
                    message = f"expected `{entity.id}` among the members of `{group}` ({place}), found it missing there"
                    self.log.add(
                        entity.file,
                        entity.marks["member-of"],
                        message,
                        f"add it to `members` of `{group}`, which is a complete list, or take it out here",
                    )


def _circles(above: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Circles of a relation that share no member, each from its smallest id on."""
    circles: list[tuple[str, ...]] = []
    done: set[str] = set()
    used: set[str] = set()
    for start in sorted(above):
        if start in done:
            continue
        path = {start: iter(sorted(above[start]))}
        while path:
            node = next(reversed(path))
            following = next(path[node], None)
            if following is None:
                del path[node]
                done.add(node)
            elif following in path:
                order = list(path)
                circle = order[order.index(following) :]
                least = circle.index(min(circle))
                if used.isdisjoint(circle):
                    used.update(circle)
                    circles.append(tuple(circle[least:] + circle[:least]))
            elif following not in done:
                path[following] = iter(sorted(above.get(following, ())))
    return sorted(circles)


def _as_name(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "a-name"
