"""From the claims of a source file as written to typed claims."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from validator.records.claim import TIME_KEYS, VALUE_KEYS, Claim, Kind, Subject, TimeEntry
from validator.records.claim_form import ClaimForm
from validator.records.nodes import marks_of, shown
from validator.records.resolving import Record
from validator.records.subject_types import fits, how_to_write, spoken
from validator.records.suggest import did_you_mean, listing, nearest
from validator.records.value import Value
from validator.records.vocabulary import ENGINE_ASSUMPTIONS, Property
from validator.values.dates import Stretch, Time, TimeFormatError, parse_weekday
from validator.values.quantities import Quantity, QuantityFormatError, parse_count, parse_ordinals

_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
_MISSPELT_WORD: Final = 75
_MISSPELT_WORDS: Final = 90
"""Likeness in percent from which an unknown scope is a misspelt name instead of a scope in words."""

VALUE_KEYS_OF: Final[dict[Kind, tuple[str, ...]]] = {
    "event": ("count", "nth", "says"),
    "state": ("is", "not", "nth", "says"),
    "quantity": ("is", "not", "says"),
    "set": ("has", "only", "not", "count", "nth", "says"),
    "prose": ("says",),
}
MANY_VALUED_STATE: Final = ("is", "has", "only", "not", "count", "nth", "says")
TIME_KEYS_OF: Final[dict[Kind, tuple[str, ...]]] = {
    "event": ("when", "before", "after", "during"),
    "state": ("at", "since", "until", "before", "after", "during"),
    "quantity": ("at", "since", "until", "before", "after", "during"),
    "set": ("at", "since", "until", "before", "after", "during"),
    "prose": TIME_KEYS,
}
_INSTEAD: Final[dict[tuple[Kind, str], str]] = {
    ("event", "is"): "the value of an event is its day: write `when: <day>`",
    ("event", "has"): "who took part is a set property of its own",
    ("event", "only"): "who took part is a set property of its own",
    ("event", "not"): "write `mood: denied` for an event that did not happen",
    ("event", "at"): "write `when` for the day it happened",
    ("event", "since"): "write `when` for the day it happened, or use a state for what lasts",
    ("event", "until"): "write `when` for the day it happened, or use a state for what lasts",
    ("state", "has"): "write `is` for the one value, or give the property `single: false`",
    ("state", "only"): "write `is` for the one value, or give the property `single: false`",
    ("state", "count"): "a single-valued state has nothing to count; use a set property",
    ("state", "when"): "write `since` for the day it began, or `at` for a day it was seen at",
    ("quantity", "has"): "write `is` for an amount",
    ("quantity", "only"): "write `is` for an amount",
    ("quantity", "count"): "write `is` for an amount with a unit; nameable things are counted by a set property",
    ("quantity", "nth"): "a rank belongs to a set property with `ordered-by`",
    ("quantity", "when"): "write `during` for the period it covers, or `at` for a day",
    ("set", "is"): "write `has: [...]` for members that are named, `only: [...]` for all of them",
    ("set", "when"): "write `since` for the day a member joined, or `at` for a snapshot",
}
_EXCLUDE_EACH_OTHER: Final = (("is", "has"), ("is", "only"), ("is", "count"), ("has", "only"))


def misspelt(scope: str, words: Collection[str]) -> str | None:
    """The one of these words that a scope in words of its own is so like that it is held to be a slip for it."""
    return nearest(scope, words, cutoff=_MISSPELT_WORDS if " " in scope else _MISSPELT_WORD)


def read_claim(form: ClaimForm, record: Record, source: str, default_subject: Subject | None) -> Claim | None:
    """The typed claim; None, with every reason told, where there is none."""
    return _ClaimReading(form, record, source, default_subject).read()


class _ClaimReading:
    def __init__(self, form: ClaimForm, record: Record, source: str, default_subject: Subject | None) -> None:
        self.form = form
        self.record = record
        self.source = source
        self.default_subject = default_subject
        self.written = {key.text for key, _ in record.node.entries}
        self.unfit: set[str] = set()
        """Keys that do not go with the property: told once, and their values not looked at."""

    def read(self) -> Claim | None:
        form, record = self.form, self.record
        if not _ID.fullmatch(form.id):
            record.refuse(
                ("id",),
                f"expected an id of lower-case letters, digits, `.`, `_` and `-`, found {shown(form.id)}",
                _as_id(form.id),
            )
        subject = record.subject(form.subject, ("subject",)) if form.subject is not None else self.default_subject
        if subject is None and form.subject is None:
            record.refuse(
                (), "expected `subject` in a claim, found none", "add `subject: …`, here or for the whole file"
            )
        property = record.property(form.property, ("property",))
        times = self._times()
        said_on = self._said_on()
        scope = self._scope(property)
        if property is not None:
            self._check_keys(property)
            if subject is not None and not fits(subject, property, record.vocabulary):
                self._refuse_subject(subject, property)
        is_ = self._single(property)
        has = self._list(form.has, property, "has")
        only = self._list(form.only, property, "only")
        not_ = self._list(form.not_, property, "not")
        count, nth = self._count(), self._nth()
        left_out = self._members(form.except_, property, "except")
        stage = self._stages(property)
        where = None if form.where is None else record.entity(form.where, ("where",))
        said_by = None if form.said_by is None else record.entity(form.said_by, ("said-by",))
        weekday, of, assuming = self._weekday(), self._of(), self._assuming()
        if not record.sound or property is None or subject is None:
            return None
        return Claim(
            source=self.source,
            id=form.id,
            file=record.file,
            marks=marks_of(record.node),
            quotes=form.quote,
            prefix=form.prefix,
            suffix=form.suffix,
            gloss=form.gloss,
            subject=subject,
            property=property.name,
            kind=property.kind,
            is_=is_,
            has=has,
            only=only,
            not_=not_,
            count=count,
            nth=nth,
            says=form.says,
            times=times,
            said_on=said_on,
            among=scope,
            except_=left_out,
            stage=stage,
            where=where,
            weekday=weekday,
            mood=form.mood,
            said_by=said_by,
            of=of,
            part=form.part,
            fix=tuple(form.fix.items()),
            assuming=assuming,
            note=form.note,
        )

    # -- which keys may stand together ----------------------------------------------------------------------------

    def _check_keys(self, property: Property) -> None:
        kind, record = property.kind, self.record
        values = [key for key in VALUE_KEYS if key in self.written]
        allowed = MANY_VALUED_STATE if kind == "state" and not property.single else VALUE_KEYS_OF[kind]
        for key in values:
            if key not in allowed and not (kind == "set" and key == "is" and "nth" in values):
                self._refuse_unfit(key, property, allowed)
        for one, other in _EXCLUDE_EACH_OTHER:
            if one in values and other in values:
                record.refuse_key(other, f"expected either `{one}` or `{other}`, found both", "make two claims of it")
        if "says" in values and len(values) > 1:
            other = next(key for key in values if key != "says")
            record.refuse_key(
                "says",
                f"expected `says` alone, found it beside `{other}`",
                "prose is never tested: make two claims of it",
            )
        if not values and kind != "event":
            record.refuse(
                (), f"expected one of {listing(allowed)} in a claim on `{property.name}`, {_a(kind)}, found none"
            )
        self._check_time_keys(property)
        for key in ("has", "not"):
            if getattr(self.form, key.replace("not", "not_")) == ():
                record.refuse(
                    (key,),
                    f"expected at least one member under `{key}`, found an empty list",
                    "an empty complete list is `only: []`",
                )

    def _check_time_keys(self, property: Property) -> None:
        kind, record = property.kind, self.record
        times = [key for key in TIME_KEYS if key in self.written]
        # Occurrences of an event are counted like members of a set, so a count may be seen at a day.
        allowed = TIME_KEYS if kind == "event" and "count" in self.written else TIME_KEYS_OF[kind]
        for key in times:
            if key not in allowed:
                self._refuse_unfit(key, property, allowed)
        if len(times) > 1 and set(times) != {"since", "until"}:
            message = (
                f"expected one time key (or `since` with `until`), found {' and '.join(f'`{key}`' for key in times)}"
            )
            record.refuse_key(
                times[1], message, "several times under one key are a list; otherwise make two claims of it"
            )

    def _refuse_unfit(self, key: str, property: Property, allowed: tuple[str, ...]) -> None:
        self.unfit.add(key)
        message = f"expected no `{key}` with `{property.name}`, which is {_a(property.kind)}"
        instead = _INSTEAD.get((property.kind, key), f"it takes {listing(allowed)}")
        self.record.refuse_key(key, message, instead)

    def _refuse_subject(self, subject: Subject, property: Property) -> None:
        met = f"`{subject.key}`, {spoken(subject, self.record.vocabulary)}"
        message = f"expected a subject of type {listing(property.subject)} for `{property.name}`, found {met}"
        if self.form.subject is not None:
            self.record.refuse(("subject",), message, how_to_write(property.subject))
        else:
            self.record.refuse(("property",), message, "the subject is the default `subject` of the file")

    # -- values ---------------------------------------------------------------------------------------------------

    def _single(self, property: Property | None) -> Value | None:
        if property is None or self.form.is_ is None or "is" in self.unfit:
            return None
        return self.record.value(self.form.is_, property, ("is",))

    def _list(self, texts: tuple[str, ...] | None, property: Property | None, key: str) -> tuple[Value, ...] | None:
        if texts is None or property is None or key in self.unfit:
            return None
        values: list[Value] = []
        for index, text in enumerate(texts):
            value = self.record.value(text, property, (key, index))
            if value is not None and value in values:
                self.record.refuse(
                    (key, index),
                    f"expected each member once under `{key}`, found {shown(text)} again",
                    "leave one of the two out",
                )
            elif value is not None:
                values.append(value)
        return tuple(values)

    def _count(self) -> Quantity | None:
        if self.form.count is None:
            return None
        try:
            return parse_count(self.form.count)
        except QuantityFormatError as error:
            self.record.refuse(("count",), error.message, error.suggestion, offset=error.offset)
            return None

    def _nth(self) -> tuple[int, int] | None:
        if self.form.nth is None:
            return None
        try:
            return parse_ordinals(self.form.nth)
        except QuantityFormatError as error:
            self.record.refuse(("nth",), error.message, error.suggestion, offset=error.offset)
            return None

    # -- times ----------------------------------------------------------------------------------------------------

    def _times(self) -> tuple[TimeEntry, ...]:
        entries: list[TimeEntry] = []
        for key in TIME_KEYS:
            for index, text in enumerate(getattr(self.form, key)):
                time = self.record.time(text, (key, index))
                if time is not None:
                    entries.append(TimeEntry(key, time))
        return tuple(entries)

    def _said_on(self) -> Time | None:
        if self.form.said_on is None:
            return None
        time = self.record.time(self.form.said_on, ("said-on",))
        if isinstance(time, Stretch):
            self.record.refuse(
                ("said-on",), f"expected one day, found the period {shown(self.form.said_on)}", "write a window as a..b"
            )
        return time

    def _weekday(self) -> int | None:
        if self.form.weekday is None:
            return None
        if not self.written.intersection(TIME_KEYS):
            self.record.refuse(
                ("weekday",), "expected `weekday` beside the time it belongs to, found no time", "add `when: …`"
            )
        try:
            return parse_weekday(self.form.weekday)
        except TimeFormatError as error:
            self.record.refuse(("weekday",), error.message, error.suggestion, offset=error.offset)
            return None

    # -- what narrows the claim -----------------------------------------------------------------------------------

    def _scope(self, property: Property | None) -> str | None:
        among, vocabulary = self.form.among, self.record.vocabulary
        if among is None or (property is not None and among in property.terms):
            return among
        if vocabulary.resolve(among):
            return self.record.entity(among, ("among",))
        near = misspelt(among, vocabulary.words)
        if near is not None:
            message = f"expected a group of the vocabulary or a scope in other words, found {shown(among)}"
            self.record.refuse(("among",), message, f"did you mean `{near}`?")
        return among

    def _members(self, texts: Iterable[str], property: Property | None, key: str) -> tuple[str, ...]:
        terms = () if property is None else property.terms
        found = (text if text in terms else self.record.entity(text, (key, index)) for index, text in enumerate(texts))
        return tuple(member for member in found if member is not None)

    def _stages(self, property: Property | None) -> tuple[str, ...]:
        stages = self.form.stage
        if property is None:
            return stages
        for index, stage in enumerate(stages):
            if not property.stages:
                self.record.refuse(
                    ("stage", index),
                    f"expected no `stage` with `{property.name}`, which has no stages",
                    "leave it out, or list the stages in the vocabulary",
                )
            elif stage not in property.stages:
                message = f"expected {listing(property.stages)} as a stage of `{property.name}`, found {shown(stage)}"
                self.record.refuse(("stage", index), message, did_you_mean(stage, property.stages))
        return stages

    def _of(self) -> str | None:
        if self.form.of is None:
            return None
        subject = self.record.subject(self.form.of, ("of",))
        return None if subject is None else subject.key

    def _assuming(self) -> tuple[str, ...]:
        known = self.record.vocabulary.assumptions
        for index, name in enumerate(self.form.assuming):
            if name not in known and name.split(":", 1)[0] not in ENGINE_ASSUMPTIONS:
                message = f"expected an assumption of the vocabulary, found {shown(name)}"
                hint = (
                    did_you_mean(name, (*known, *ENGINE_ASSUMPTIONS))
                    or "add it under `assumptions:` in claims/vocabulary"
                )
                self.record.refuse(("assuming", index), message, hint)
        return self.form.assuming


def _a(kind: str) -> str:
    return f"an {kind}" if kind == "event" else "prose" if kind == "prose" else f"a {kind}"


def _as_id(text: str) -> str:
    id = re.sub(r"[^a-z0-9._]+", "-", text.lower()).strip("-._")
    return f"write `{id}`" if id else ""
