"""From properties as written to properties that refer only to what is there.

A key that cannot be used (a formula with a mistake, a reference to nowhere) is told and left out alone: the claims on
the property are still read and still checked by everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from validator.records.claim import Kind
from validator.records.formula import Formula, FormulaError, parse_formula
from validator.records.marks import FaultLog
from validator.records.nodes import marks_of, shown
from validator.records.patterns import pattern_problem
from validator.records.resolving import Path, Record
from validator.records.suggest import listing, suggest
from validator.records.value import Value
from validator.records.vocabulary import Difference, Property, PropertyValue, Qualifiers, Vocabulary
from validator.records.vocabulary_form import PropertyForm, PropertyValueForm
from validator.records.yaml_reader import Mapping as YamlMapping
from validator.records.yaml_reader import Scalar
from validator.values.dataclass import dataclass, replace
from validator.values.dates import Moment
from validator.values.quantities import Quantity
from validator.values.units import UnitNameError, unit_named

KINDS_OF_KEY: Final[Mapping[str, tuple[Kind, ...]]] = {
    "stages": ("event", "quantity"),
    "ladder": ("state",),
    "formula": ("quantity",),
    "unit": ("quantity",),
    "derives-from": ("set",),
    "grows-only": ("set", "quantity"),
    "adds-up": ("quantity",),
    "years-since": ("quantity",),
    "ordered": ("set", "event"),
    "ordered-by": ("set",),
    "exclusive": ("state", "set"),
    "symmetric": ("state", "set"),
    "inverse": ("state", "set"),
    "values": ("state", "set"),
    "value-type": ("state", "set"),
    "range": ("quantity", "event"),
    "before": ("event",),
    "after": ("event",),
}
"""Keys that only some kinds of property can have; every other key fits all kinds."""

CONTAINMENT: Final = ("located-in", "member-of", "part-of")


@dataclass(frozen=True, slots=True)
class WrittenProperty:
    form: PropertyForm
    node: YamlMapping
    name: Scalar
    file: str


@dataclass(slots=True)
class PropertyReading:
    log: FaultLog
    vocabulary: Vocabulary
    """Entities and assumptions, and the built-in properties."""
    lost: dict[str, str]
    """Receives the properties that cannot be used at all, with their places."""

    def read(self, written: Mapping[str, WrittenProperty]) -> dict[str, Property]:
        drafts = dict(self.vocabulary.properties)
        records: dict[str, Record] = {}
        for name, entry in written.items():
            records[name] = Record(entry.node, entry.file, self.log, self.vocabulary)
            if self._unit_is_known(entry.form, records[name]):
                drafts[name] = _draft(entry, records[name])
            else:
                self.lost[name] = f"{entry.file}:{entry.name.mark.line}"
        self.vocabulary = replace(self.vocabulary, properties=drafts)
        finished = dict(drafts)
        for name, entry in written.items():
            if name in drafts:
                record = replace(records[name], vocabulary=self.vocabulary)
                finished[name] = _Finishing(drafts[name], entry.form, record).finish()
        return finished

    def _unit_is_known(self, form: PropertyForm, record: Record) -> bool:
        if form.unit is None:
            return True
        try:
            unit_named(form.unit)
        except UnitNameError as error:
            record.refuse(("unit",), error.message, error.suggestion)
            return False
        return True


def _draft(entry: WrittenProperty, record: Record) -> Property:
    """The property with the keys that need no other property."""
    form, kind = entry.form, entry.form.kind
    for key, _ in entry.node.entries:
        kinds = KINDS_OF_KEY.get(key.text)
        if kinds is not None and kind not in kinds:
            record.refuse_key(
                key.text,
                f"expected `{key.text}` only on {_kinds(kinds)}, found it on {_kinds((kind,))}",
                "it is not used; leave it out",
            )
    return Property(
        name=entry.name.text,
        kind=kind,
        file=entry.file,
        marks={**marks_of(entry.node), "": entry.name.mark.upto(entry.node.mark)},
        subject=form.subject,
        single=kind not in ("set", "prose") if form.single is None else form.single,
        symmetric=form.symmetric and kind in ("state", "set"),
        lasting=form.lasting,
        values=_distinct(form.values, "values", record),
        value_type=form.value_type,
        pattern=_pattern(form.pattern, record),
        unit=form.unit if kind == "quantity" else None,
        stages=_distinct(form.stages, "stages", record) if kind in KINDS_OF_KEY["stages"] else (),
        ladder=_ladder(form, record) if kind == "state" else (),
        exclusive=form.exclusive,
        grows_only=form.grows_only,
        adds_up=form.adds_up,
        ordered=form.ordered,
        qualifiers=Qualifiers(form.qualifiers.required, form.qualifiers.allowed),
        watch=form.watch,
        title=form.title,
        help=form.help,
    )


def _distinct(terms: tuple[str, ...], key: str, record: Record) -> tuple[str, ...]:
    for index, term in enumerate(terms):
        if term in terms[:index]:
            record.refuse(
                (key, index), f"expected each of the {key} once, found {shown(term)} again", "leave one of the two out"
            )
    return tuple(dict.fromkeys(terms))


def _ladder(form: PropertyForm, record: Record) -> tuple[str, ...]:
    ladder = form.ladder
    usable = True
    for index, rung in enumerate(ladder):
        if rung in ladder[:index]:
            usable = False
            record.refuse(
                ("ladder", index),
                f"expected each rung once, found {shown(rung)} again",
                "a rung has one place; without it the ladder is not used",
            )
        if form.values and rung not in form.values:
            message = f"expected {listing(form.values)} as a rung, found {shown(rung)}"
            record.refuse(("ladder", index), message, suggest(rung, form.values))
    return ladder if usable else ()


def _pattern(pattern: str | None, record: Record) -> str | None:
    problem = None if pattern is None else pattern_problem(pattern)
    if problem is not None:
        record.refuse(("pattern",), problem, "without it the texts are not tested")
        return None
    return pattern


class _Finishing:
    """Fills in the keys of one property that refer to other properties, to entities, or to its own terms."""

    def __init__(self, draft: Property, form: PropertyForm, record: Record) -> None:
        self.draft = draft
        self.form = form
        self.record = record

    def finish(self) -> Property:
        form, draft = self.form, self.draft
        kind = draft.kind
        return replace(
            draft,
            inverse=self._property_name(form.inverse, "inverse"),
            within=form.within
            if form.within in CONTAINMENT
            else self._property_name(form.within, "within", *CONTAINMENT),
            counts=self._property_name(form.counts, "counts"),
            years_since=self._property_name(form.years_since, "years-since") if kind == "quantity" else None,
            ordered_by=self._property_name(form.ordered_by, "ordered-by") if kind == "set" else None,
            before=self._property_names(form.before, "before") if kind == "event" else (),
            after=self._property_names(form.after, "after") if kind == "event" else (),
            not_values=self._values(form.not_values),
            range=self._range(),
            tolerance=self._quantity(form.tolerance, draft.unit, ("tolerance",)),
            derives_from=self._derives_from() if kind == "set" else None,
            formula=self._formula() if kind == "quantity" else None,
            difference=tuple(self._differences()),
            requires=self._property_values(form.requires, "requires"),
            conflicts_with=self._property_values(form.conflicts_with, "conflicts-with"),
            assumptions=self._assumptions(),
        )

    def _property_name(self, name: str | None, key: str, *also: str) -> str | None:
        return name if name is not None and self._knows(name, (key,), also) else None

    def _property_names(self, names: Iterable[str], key: str) -> tuple[str, ...]:
        return tuple(name for index, name in enumerate(names) if self._knows(name, (key, index)))

    def _knows(self, name: str, path: Path, also: tuple[str, ...] = ()) -> bool:
        known = self.record.vocabulary.properties
        if name in known:
            return True
        note = self.record.vocabulary.why_unknown(name)
        hint = "correct that first" if note else self._near(name, also)
        self.record.refuse(path, f"expected a property of the vocabulary, found {shown(name)}{note}", hint)
        return False

    def _near(self, name: str, also: tuple[str, ...]) -> str:
        if self.record.log.is_full(self.record.file):
            return ""
        names = self.record.vocabulary.property_names
        return suggest(name, names.union(also) if also else names, also="add it under `properties:`")

    def _values(self, texts: Iterable[str]) -> tuple[Value, ...]:
        values = (self.record.value(text, self.draft, ("not-values", index)) for index, text in enumerate(texts))
        return tuple(value for value in values if value is not None)

    def _property_values(self, written: Iterable[PropertyValueForm], key: str) -> tuple[PropertyValue, ...]:
        found = (self._property_value(entry, (key, index)) for index, entry in enumerate(written))
        return tuple(value for value in found if value is not None)

    def _property_value(self, written: PropertyValueForm, path: Path) -> PropertyValue | None:
        if not self._knows(written.property, (*path, "property")):
            return None
        if written.is_ is None:
            return PropertyValue(written.property)
        value = self.record.value(written.is_, self.record.vocabulary.properties[written.property], (*path, "is"))
        return None if value is None else PropertyValue(written.property, value)

    def _derives_from(self) -> PropertyValue | None:
        written = self.form.derives_from
        derived = None if written is None else self._property_value(written, ("derives-from",))
        if derived is not None and derived.is_ is None:
            self.record.refuse(
                ("derives-from",),
                "expected the value that makes a member, found only the property",
                "write `{property: tier, is: CSP}`",
            )
            return None
        return derived

    def _formula(self) -> Formula | None:
        if self.form.formula is None:
            return None
        try:
            formula = parse_formula(self.form.formula)
        except FormulaError as error:
            self.record.refuse(("formula",), error.message, error.suggestion, offset=error.offset)
            return None
        usable = True
        for name in formula.names:
            known = self.record.vocabulary.properties.get(name.property)
            offset = _offset_of(name.property, formula.text)
            if known is None or known.kind not in ("quantity", "set"):
                usable = False
                quantities = [
                    other.name for other in self.record.vocabulary.properties.values() if other.kind == "quantity"
                ]
                what = f", which is one of the {_kinds((known.kind,))}" if known is not None else ""
                message = f"expected a quantity property in a formula, found {shown(name.property)}{what}"
                hint = self._spaced(name.property) or suggest(
                    name.property, quantities, also="name a quantity property"
                )
                self.record.refuse(("formula",), message, hint, offset=offset)
        return formula if usable else None

    def _spaced(self, name: str) -> str:
        """For `trade-1`, a property with something taken away and no spaces round the minus: how to write it."""
        known = self.record.vocabulary.properties
        for index, character in enumerate(name):
            if character == "-" and name[:index] in known:
                return f"write `{name[:index]} - {name[index + 1 :]}`, with a space on each side of the minus"
        return ""

    def _differences(self) -> Iterable[Difference]:
        for index, written in enumerate(self.form.difference):
            path: Path = ("difference", index)
            known = self._knows(written.to, (*path, "to"))
            least = self._quantity(written.min, self.draft.unit, (*path, "min"))
            most = self._quantity(written.max, self.draft.unit, (*path, "max"))
            if known and (least is not None or most is not None):
                yield Difference(written.to, least, most)
            elif written.min is None and written.max is None:
                self.record.refuse(
                    path, "expected `min` or `max` in a difference, found neither", "write `{to: born, max: 130 years}`"
                )

    def _range(self) -> Quantity | Moment | None:
        text, kind = self.form.range, self.draft.kind
        if text is None or kind not in ("quantity", "event"):
            return None
        if kind == "quantity":
            return self._quantity(text, self.draft.unit, ("range",))
        time = self.record.time(text, ("range",))
        if time is not None and (not isinstance(time, Moment) or not time.spans):
            self.record.refuse(("range",), f"expected a range of days, found {shown(text)}", "write `1900..2100`")
            return None
        return time

    def _quantity(self, text: str | None, unit: str | None, path: Path) -> Quantity | None:
        return None if text is None else self.record.quantity(text, unit, path)

    def _assumptions(self) -> tuple[str, ...]:
        known = self.record.vocabulary.assumptions
        usable = []
        for index, name in enumerate(self.form.assumptions):
            if name in known:
                usable.append(name)
            else:
                hint = suggest(name, known, also="add it under `assumptions:`")
                self.record.refuse(
                    ("assumptions", index), f"expected an assumption of the vocabulary, found {shown(name)}", hint
                )
        return tuple(usable)


def _offset_of(name: str, formula: str) -> int:
    """Where a name stands in a formula as a word of its own."""
    match = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", formula)
    return match.start() if match else 0


def _kinds(kinds: Iterable[Kind]) -> str:
    words = {"event": "events", "state": "states", "quantity": "quantities", "set": "sets", "prose": "prose"}
    return " and ".join(words[kind] for kind in kinds)
