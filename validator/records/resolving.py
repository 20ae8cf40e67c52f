"""Turns the texts of one record into entities, subjects, times and quantities, telling each failure at its place."""

from __future__ import annotations

from collections.abc import Iterator

from validator.records.claim import Subject
from validator.records.marks import FaultLog, Mark
from validator.records.nodes import at, beginning, shown
from validator.records.suggest import did_you_mean, listing, nearest, suggest
from validator.records.value import EntityValue, TermValue, TextValue, Value
from validator.records.vocabulary import Property, Vocabulary
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Scalar
from validator.values.dataclass import dataclass, replace
from validator.values.dates import EventRef, Time, TimeFormatError, parse_time
from validator.values.quantities import Quantity, QuantityFormatError, parse_quantity
from validator.values.units import UnitNameError, commensurable, unit_named

Path = tuple[str | int, ...]

_CORRECT_FIRST = "correct that first"
_ADD_ENTITY = "add it under `entities:` in claims/vocabulary"
_LONGEST_NAME = 200
"""Code points of a subject within which the sign that joins a pair is looked for."""
_COUNTED = "count of "
_MONEY = "currency "


@dataclass(slots=True)
class Record:
    """One record being read: knows its place, and whether anything in it has been refused so far."""

    node: YamlMapping
    file: str
    log: FaultLog
    vocabulary: Vocabulary
    sound: bool = True

    def refuse(self, path: Path, message: str, suggestion: str = "", *, offset: int | None = None) -> None:
        self.sound = False
        self.log.add(self.file, self.mark(path, offset), message, suggestion)

    def mark(self, path: Path, offset: int | None = None) -> Mark:
        """The place of a value, or of the record's first key where the value is not there."""
        node = at(self.node, *path)
        if node is self.node:
            return beginning(node)
        if isinstance(node, Scalar) and offset is not None:
            return node.mark_at(offset)
        return node.mark

    def key_mark(self, key: str) -> Mark:
        scalar = self.node.key(key)
        return self.mark((key,)) if scalar is None else scalar.mark

    def refuse_key(self, key: str, message: str, suggestion: str = "") -> None:
        self.sound = False
        self.log.add(self.file, self.key_mark(key), message, suggestion)

    # -- names ----------------------------------------------------------------------------------------------------

    def entity(self, text: str, path: Path, *, offset: int = 0) -> str | None:
        """The one entity that a text names."""
        ids = self.vocabulary.resolve(text)
        if len(ids) == 1:
            return ids[0]
        if ids:
            candidates = listing(f"{id} ({self.vocabulary.entities[id].type})" for id in ids)
            message = f"expected a name of one entity, found {shown(text)}, which can mean {candidates}"
            self.refuse(path, message, "write the id of the one that is meant", offset=offset)
        else:
            why = self.vocabulary.why_unknown(text)
            hint = _CORRECT_FIRST if text in self.vocabulary.broken else self._near_entity(text) or _ADD_ENTITY
            self.refuse(path, f"expected an entity of the vocabulary, found {shown(text)}{why}", hint, offset=offset)
        return None

    def property(self, name: str, path: Path) -> Property | None:
        known = self.vocabulary.properties.get(name)
        if known is None:
            if name in self.vocabulary.broken:
                hint = _CORRECT_FIRST
            else:
                near = did_you_mean(name, self.vocabulary.property_names)
                hint = near or "add it under `properties:` in claims/vocabulary"
            why = self.vocabulary.why_unknown(name)
            self.refuse(path, f"expected a property of the vocabulary, found {shown(name)}{why}", hint)
        return known

    def _near_entity(self, text: str) -> str:
        near = None if self.log.is_full(self.file) else nearest(text, self.vocabulary.words)
        if near is None:
            return ""
        id = self.vocabulary.resolve(near)[0]
        return f"did you mean `{near}`?" if id == near else f"did you mean `{id}` ({near})?"

    def subject(self, text: str, path: Path) -> Subject | None:
        """An entity, a pair `a+b`, or an ordered pair `a>b`. A name that holds `+` or `>` itself comes first."""
        if self.vocabulary.resolve(text):
            id = self.entity(text, path)
            return None if id is None else Subject.entity(id)
        splits = list(_splits(text))
        known = [split for split in splits if self.vocabulary.resolve(split[0]) and self.vocabulary.resolve(split[2])]
        splits = known or splits
        if not splits:
            self.entity(text, path)
            return None
        first, sign, second, second_at = splits[0]
        one = self.entity(first, path, offset=text.index(first))
        other = self.entity(second, path, offset=second_at)
        if one is None or other is None:
            return None
        if one == other:
            self.refuse(
                path, f"expected two different entities, found `{one}` twice", "name the two members of the pair"
            )
            return None
        return Subject.pair(one, other) if sign == "+" else Subject.ordered_pair(one, other)

    # -- values ---------------------------------------------------------------------------------------------------

    def value(self, text: str, property: Property, path: Path) -> Value | None:
        """A value of a property: a quantity, a plain text, a term of the property, or an entity."""
        if property.kind == "quantity":
            return self.quantity(text, property.unit, path)
        if property.takes_text:
            return TextValue(text)
        terms = property.terms
        if text in terms and not property.value_type:
            return TermValue(text)
        ids = self.vocabulary.resolve(text)
        if not ids and terms and not property.value_type:
            remark = self.vocabulary.why_unknown(text)
            message = f"expected {listing(terms)} as a value of `{property.name}`, found {shown(text)}{remark}"
            self.refuse(path, message, did_you_mean(text, terms) or self._near_entity(text))
            return None
        id = self.entity(text, path)
        if id is None:
            return None
        kind = self.vocabulary.entities[id].type
        if property.value_type and kind not in property.value_type and id not in self.vocabulary.broken:
            expected = listing(property.value_type)
            self.refuse(
                path,
                f"expected an entity of type {expected} as a value of `{property.name}`, found `{id}` of type `{kind}`",
            )
            return None
        return EntityValue(id)

    def quantity(self, text: str, unit: str | None, path: Path) -> Quantity | None:
        try:
            quantity = parse_quantity(text, unit)
        except QuantityFormatError as error:
            self.refuse(path, error.message, error.suggestion, offset=error.offset)
            return None
        try:
            expected = None if unit is None else unit_named(unit)
        except UnitNameError:
            return quantity  # The property's own definition has been refused for it.
        if expected is not None and not commensurable(quantity.unit, expected):
            one, other = quantity.unit.dimension, expected.dimension
            if not any(one.startswith(kind) and other.startswith(kind) for kind in (_COUNTED, _MONEY)):
                message = f"expected a quantity that can be told in `{unit}`, found {shown(text)}"
                self.refuse(path, message, f"write it in {unit}, or use a property with another unit")
                return None
        return quantity

    def time(self, text: str, path: Path) -> Time | None:
        try:
            time = parse_time(text)
        except TimeFormatError as error:
            self.refuse(path, error.message, error.suggestion, offset=error.offset)
            return None
        return self._event_day(time, path) if isinstance(time, EventRef) else time

    def _event_day(self, time: EventRef, path: Path) -> EventRef | None:
        id = self.entity(time.entity, path)
        steps = self.vocabulary.steps
        if time.step not in steps:
            message = f"expected an event or a stage after the `/`, found {shown(time.step)}"
            hint = suggest(time.step, steps, also="name an event property of the vocabulary or one of its stages")
            self.refuse(path, message, hint, offset=len(time.entity) + 1)
            return None
        return None if id is None else replace(time, entity=id)


def _splits(text: str) -> Iterator[tuple[str, str, str, int]]:
    """Every way to read a text as a pair, with the offset of the second member."""
    for index, sign in enumerate(text[:_LONGEST_NAME]):
        if sign not in "+>":
            continue
        first, second = text[:index].strip(), text[index + 1 :].strip()
        if first and second:
            yield first, sign, second, text.index(second, index + 1)
