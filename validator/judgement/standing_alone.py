"""Parts of a corpus that nothing ties to any other, so that each can be judged on its own.

By law 9 the findings of corpora that share no unknown add up. Claims are held to be tied wherever a rule could relate
them: they name one subject; a value, a time, a series or an identity of one is the subject of the other; their
property relates whole families of subjects; the day their source appeared is unknown. Emended claims are left
together as the rest, for a report says of each in which findings it would take part as printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from validator.judgement.named_otherwise import bearers
from validator.records.claim import Claim, EntityValue, Value, value_key
from validator.records.corpus import Corpus
from validator.records.source import Source
from validator.records.vocabulary import NOWHERE, Vocabulary
from validator.values.dataclass import dataclass, replace
from validator.values.dates import EventRef

LARGE: Final = 5_000
"""Claims from which on judging parts in several processes is worth their start."""

REST: Final = -1
"""Stands for the number of a part, for claims that are in none."""

Part = tuple[Claim, ...]
"""Claims that nothing ties to any others, by full id."""


class Ties:
    """Names in groups: tied names are in one."""

    def __init__(self) -> None:
        self._next: dict[str, str] = {}

    def names(self) -> tuple[str, ...]:
        return tuple(self._next)

    def root(self, name: str) -> str:
        following = self._next
        above = following.setdefault(name, name)
        while above != name:
            following[name] = following[above]
            name, above = above, following[above]
        return name

    def tie(self, first: str, *others: str) -> None:
        root = self.root(first)
        for other in others:
            self._next[self.root(other)] = root


@dataclass(frozen=True, slots=True)
class Parted:
    """A corpus in parts that stand alone, by their first claims, and without them."""

    alone: tuple[Part, ...]
    rest: Corpus
    ties: Ties

    def by_name(self) -> dict[str, int]:
        """The number of the part that claims which bear a name are in; `REST` for those that are in none."""
        numbers = {self.ties.root(claim.subject.key): REST for claim in self.rest.claims}
        numbers.update((self.ties.root(part[0].subject.key), number) for number, part in enumerate(self.alone))
        return {name: numbers[root] for name in self.ties.names() if (root := self.ties.root(name)) in numbers}


def parted(corpus: Corpus) -> Parted:
    """Tells what stands alone from the rest. Every claim is in exactly one part or in the rest."""
    vocabulary, sources = corpus.vocabulary, corpus.sources_by_id
    ties = Ties()
    for one, other in vocabulary.identities:
        ties.tie(one, other)
    ways = _ways(corpus, in_series(corpus.claims))
    for claim in corpus.claims:
        ties.tie(*_names(claim, ways[claim.property], sources[claim.source], vocabulary))
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        grouped[ties.root(claim.subject.key)].append(claim)
    alone = tuple(tuple(claims) for claims in grouped.values() if not any(claim.fix for claim in claims))
    taken = {id(claim) for claims in alone for claim in claims}
    rest = replace(corpus, claims=tuple(claim for claim in corpus.claims if id(claim) not in taken))
    return Parted(alone, rest, ties)


def names_of(claims: Iterable[Claim], corpus: Corpus, series: Iterable[str]) -> set[str]:
    """Everything by which claims outside the corpus can bear on these of it; `series` are the events that are told by
    their place in a series anywhere.
    """
    ways, sources = _ways(corpus, series), corpus.sources_by_id
    return {n for c in claims for n in _names(c, ways[c.property], sources[c.source], corpus.vocabulary)}


def in_series(claims: Iterable[Claim]) -> frozenset[str]:
    """Events of which some are told by their number or place, so that all claims on them are tied."""
    return frozenset(
        claim.property
        for claim in claims
        if claim.kind == "event" and (claim.nth is not None or claim.of is not None or claim.count is not None)
    )


def of_parts(corpus: Corpus, parts: Iterable[Part]) -> Corpus:
    """A corpus of these parts alone, with all sources and with as much of the vocabulary as bears on their claims."""
    claims = tuple(sorted((c for part in parts for c in part), key=lambda c: c.full_id))
    own = {claim.source for claim in claims}
    base = corpus.vocabulary
    publishers = {found for s in corpus.sources if s.publisher for found in base.resolve(s.publisher)}
    used = known_to(claims, base) | {s.id for s in corpus.sources} | publishers
    return Corpus(
        root=corpus.root,
        sources=corpus.sources,
        claims=claims,
        uncheckable=(),
        vocabulary=replace(base, entities={id: base.entities[id] for id in sorted(used) if id in base.entities}),
        rulings=(),
        texts={id: text for id, text in corpus.texts.items() if id in own},
        faults=(),
        anchors=corpus.anchors,
    )


def known_to(claims: Iterable[Claim], vocabulary: Vocabulary) -> set[str]:
    """Entities that what is found on claims can depend on: those they name or would name as printed, those whose names
    stand in a quote that does not name a value, whatever contains these, and the members of the groups that claims are
    narrowed to.
    """
    found: set[str] = set()
    for claim in claims:
        found.update(claim.mentioned)
        found.update(bearers(claim, vocabulary))
        found.update(id for pair in claim.fix for name in pair for id in vocabulary.resolve(name))
        for scope in (claim.among, *claim.except_):
            if scope is not None:
                found.add(scope)
                found.update(vocabulary.known_members(scope))
    found.update(id for pair in vocabulary.identities if found.intersection(pair) for id in pair)
    for id in tuple(found):
        above = vocabulary.ancestors(id)
        if above is not NOWHERE:
            found.update(above.member_of, above.located_in, above.part_of)
    return found


# -- what ties ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ways:
    """How far claims of a property reach."""

    families: tuple[str, ...] = ()
    """Names for all claims of this property together, where it relates more than one subject."""
    values: bool = False
    """Whether its values are subjects of other claims too."""
    holders: bool = False
    """Whether a value has one holder at a time."""


def _ways(corpus: Corpus, series: Iterable[str]) -> dict[str, _Ways]:
    properties = corpus.vocabulary.properties
    values = {name for name, p in properties.items() if p.symmetric or p.inverse or p.derives_from is not None}
    values |= {p.inverse for p in properties.values() if p.inverse}
    families: dict[str, set[str]] = defaultdict(set)
    for name, property in properties.items():
        state = None if property.derives_from is None else properties.get(property.derives_from.property)
        if state is not None and not (state.subject and all(type.endswith("-pair") for type in state.subject)):
            for related in (name, state.name):  # every subject of the state can belong to every such set
                families[related].add(f"all {state.name}")
        if property.adds_up:  # any subject may lie in another
            families[name].add(f"all {name}")
    for name in series:
        families[name].add(f"all {name}")
    return {name: _Ways(tuple(sorted(families[name])), name in values, p.exclusive) for name, p in properties.items()}


def _names(claim: Claim, ways: _Ways, source: Source, vocabulary: Vocabulary) -> Iterator[str]:
    """Everything by which other claims can bear on this one."""
    yield claim.subject.key
    if claim.subject.form != "entity":
        yield from claim.subject.members
    yield from ways.families
    if ways.values:
        yield from (value.id for value in _values(claim) if isinstance(value, EntityValue))
    if ways.holders:
        yield from (f"held {claim.property} {value_key(value)}" for value in _values(claim))
    yield from _events(claim)
    if claim.of is not None:
        yield claim.of
    if source.published_because is not None or not source.published.hull.is_day:
        yield source.id
    if claim.part != "body":  # one finding tells of all headlines of a source that go beyond it
        yield f"headlines of {source.id}"
    for written in (name for pair in claim.fix for name in pair):
        yield from vocabulary.resolve(written)


def _events(claim: Claim) -> list[str]:
    """Entities of which the claim names an event as a time."""
    times = [claim.said_on, *[entry.time for entry in claim.times]]
    return [time.entity for time in times if isinstance(time, EventRef)]


def _values(claim: Claim) -> Iterator[Value]:
    if claim.is_ is not None:
        yield claim.is_
    for listed in (claim.has, claim.only, claim.not_):
        yield from listed or ()
