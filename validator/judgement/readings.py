"""From claims to statements: what each claim says of which question, on which reading, resting on which assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from validator.judgement.constraints import Literal, assumption, claim_literal
from validator.records.claim import Claim, EntityValue, Subject, Value
from validator.records.corpus import Corpus
from validator.records.vocabulary import Property, Vocabulary
from validator.values.dataclass import dataclass, field, replace
from validator.values.dates import TimeFormatError, parse_time
from validator.values.quantities import Quantity, QuantityFormatError, parse_quantity


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as one reading understands it: names emended, polarity folded in, turned round where its property is
    symmetric.

    `claim` is the claim so understood (its `full_id` is that of the written one); it holds if all of `literals` do.
    """

    claim: Claim
    property: Property
    literals: frozenset[Literal]
    of_the_world: bool
    """Told as done (or as not done): it bounds the world. Plans, hopes, duties and possibilities do not."""
    denied: bool = False
    id: str = field(init=False, repr=False)
    """The full id of the claim."""
    subject: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.claim.full_id)
        object.__setattr__(self, "subject", self.claim.subject.key)

    def resting_on(self, *names: str) -> frozenset[Literal]:
        return self.literals | {assumption(name) for name in names}


@dataclass(frozen=True)
class Statements:
    """All statements of a corpus, in the order of the claims."""

    corpus: Corpus
    full: tuple[Statement, ...]
    """With emendations applied, each resting on its assumption."""
    literal: tuple[Statement, ...]
    """The words as they stand, without emendation and without assumptions of the engine."""

    @cached_property
    def stages(self) -> dict[str, tuple[str, str]]:
        """Steps that a time can name (`talks/held`, `treaty/signed`), as (property, stage)."""
        found: dict[str, tuple[str, str]] = {}
        for property in self.corpus.vocabulary.properties.values():
            for stage in property.stages if property.kind == "event" else ():
                found.setdefault(stage, (property.name, stage))
        for property in self.corpus.vocabulary.properties.values():
            if property.kind == "event" and not property.stages:
                found[property.name] = (property.name, "")
        return found


def read(corpus: Corpus) -> Statements:
    overshadowed = _headlines_with_a_body(corpus)
    identities = corpus.vocabulary.identities
    full: list[Statement] = []
    literal: list[Statement] = []
    for claim in corpus.claims:
        property = corpus.vocabulary.properties.get(claim.property)
        if property is None or claim.kind == "prose" or claim.says is not None:
            continue
        id = claim.full_id
        silent = id in overshadowed
        written, emended = _emended(claim, corpus.vocabulary)
        names = [_full_name(name, claim) for name in claim.assuming]
        if claim.said_by is not None:
            names.append(f"speaker-only:{id}")
        itself = frozenset({claim_literal(id)})
        plain = list(_turned(written, property, itself, silent, corpus.vocabulary))
        literal.extend(plain)
        if emended is not None:
            names.append(f"emended:{id}")
        if names:
            rests = itself.union(map(assumption, names))
            plain = list(_turned(emended or written, property, rests, silent, corpus.vocabulary))
        for statement in plain:
            full.append(statement)
            if identities:
                full.extend(_by_identity(statement, identities))
    return Statements(corpus, tuple(full), tuple(literal))


_OF_A_CLAIM: Final = (
    "complete",
    "emended",
    "full-years",
    "new-style",
    "rounding",
    "same-moment",
    "same-period",
    "same-stage",
    "seen-at",
    "speaker-only",
    "week-starts",
)
"""Assumptions that are named after a claim."""


def _full_name(name: str, claim: Claim) -> str:
    """`complete` in a claim means `complete:<this claim>`."""
    return f"{name}:{claim.full_id}" if name in _OF_A_CLAIM else name


def _headlines_with_a_body(corpus: Corpus) -> frozenset[str]:
    """Headlines shorten: where the text itself speaks to a question, it speaks for its source."""
    headlines = [c for c in corpus.claims if c.part == "headline"]
    told = {c.source for c in headlines}
    bodies = {(c.source, c.subject.key, c.property) for c in corpus.claims if c.source in told and c.part == "body"}
    return frozenset(c.full_id for c in headlines if (c.source, c.subject.key, c.property) in bodies)


def _turned(
    claim: Claim, property: Property, literals: frozenset[Literal], silent: bool, vocabulary: Vocabulary
) -> Iterator[Statement]:
    denied = claim.mood == ("denied",)
    of_the_world = not silent and (denied or claim.mood == ("asserted",))
    if denied and property.kind != "event":
        folded = _without(claim)
        if folded is None:
            return
        claim, denied = folded, False
    yield Statement(claim, property, literals, of_the_world, denied)
    other = property if property.symmetric else vocabulary.properties.get(property.inverse or "")
    if other is None or claim.subject.form != "entity" or denied:
        return
    for mirrored in _mirrored(claim, other):
        yield Statement(mirrored, other, literals, of_the_world, denied)


def _without(claim: Claim) -> Claim | None:
    """`denied` on a state or set is the denial of its value or members."""
    values = (claim.is_,) if claim.is_ is not None else claim.has
    if values is None:
        return None
    return replace(claim, is_=None, has=None, not_=values, mood=("asserted",))


def _mirrored(claim: Claim, property: Property) -> Iterator[Claim]:
    turned = EntityValue(claim.subject.members[0])
    empty = replace(
        claim,
        property=property.name,
        kind=property.kind,
        is_=None,
        has=None,
        only=None,
        not_=None,
        count=None,
        nth=None,
    )
    positive = (
        ((claim.is_,) if claim.is_ is not None and claim.nth is None else ()) + (claim.has or ()) + (claim.only or ())
    )
    for value in positive:
        if isinstance(value, EntityValue):
            holder = replace(empty, subject=Subject.entity(value.id))
            yield (
                replace(holder, is_=turned)
                if property.kind == "state" and property.single
                else replace(holder, has=(turned,))
            )
    for value in claim.not_ or ():
        if isinstance(value, EntityValue):
            yield replace(empty, subject=Subject.entity(value.id), not_=(turned,))


def _by_identity(statement: Statement, identities: Sequence[tuple[str, str]]) -> Iterator[Statement]:
    """Where `b` is held to be `a`, what is said of `b` is said of `a`, under `identity:<a>=<b>`."""
    for member in statement.claim.subject.members:
        for one, other in identities:
            if member == other:
                yield replace(
                    statement,
                    claim=_substituted(statement.claim, {other: one}),
                    literals=statement.resting_on(f"identity:{one}={other}"),
                )


def _emended(claim: Claim, vocabulary: Vocabulary) -> tuple[Claim, Claim | None]:
    """The claim as its words stand, and as they are meant to read (None where nothing is emended)."""
    if not claim.fix:
        return claim, None
    written, meant = claim, claim
    for wrong, right in claim.fix:
        wrong_ids, right_ids = vocabulary.resolve(wrong), vocabulary.resolve(right)
        if len(wrong_ids) == 1 and len(right_ids) == 1:
            if _mentions(meant, wrong_ids[0]):
                meant = _substituted(meant, {wrong_ids[0]: right_ids[0]})
            else:
                written = _substituted(written, {right_ids[0]: wrong_ids[0]})
            continue
        meant, changed = _retold(meant, wrong, right)
        if not changed:
            written, _ = _retold(written, right, wrong)
    return written, meant


def _mentions(claim: Claim, entity: str) -> bool:
    listed = (claim.is_, *(claim.has or ()), *(claim.only or ()), *(claim.not_ or ()))
    return entity in claim.subject.members or EntityValue(entity) in listed


def _substituted(claim: Claim, names: dict[str, str]) -> Claim:
    def value(old: Value) -> Value:
        return EntityValue(names.get(old.id, old.id)) if isinstance(old, EntityValue) else old

    def listed(old: tuple[Value, ...] | None) -> tuple[Value, ...] | None:
        return None if old is None else tuple(map(value, old))

    members = [names.get(member, member) for member in claim.subject.members]
    form = claim.subject.form
    subject = Subject.pair(*members) if form == "pair" else Subject(form, tuple(members))
    return replace(
        claim,
        subject=subject,
        is_=None if claim.is_ is None else value(claim.is_),
        has=listed(claim.has),
        only=listed(claim.only),
        not_=listed(claim.not_),
    )


def _retold(claim: Claim, wrong: str, right: str) -> tuple[Claim, bool]:
    """The claim with a time or quantity that is written `wrong` as it reads when written `right`."""
    changed = False
    times = []
    for entry in claim.times:
        text = getattr(entry.time, "text", "")
        if wrong and wrong in text:
            try:
                entry = replace(entry, time=parse_time(text.replace(wrong, right)))
                changed = True
            except TimeFormatError:
                pass
        times.append(entry)
    told = claim.is_
    if isinstance(told, Quantity) and wrong and wrong in told.text:
        try:
            told = parse_quantity(told.text.replace(wrong, right), told.unit.symbol)
            changed = True
        except QuantityFormatError:
            pass
    return replace(claim, times=tuple(times), is_=told), changed
