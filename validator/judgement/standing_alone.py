"""Questions that nothing ties to any other, so that they can be judged on their own.

By law 9 the findings of corpora that share no unknown add up. Here are told apart the plain questions - one subject,
one property, nothing that reaches further - and the rest. A question is taken for plain only where that is sure from
its vocabulary and its claims; whatever reaches out in any way stays in the rest, and so does everything that a report
tells of the corpus as a whole: timelines of watched properties, windows of undated sources, emended claims, plans,
whose outcome the newest source decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from validator.judgement.readings import identities_of
from validator.records.claim import Claim, EntityValue, Subject, Value
from validator.records.corpus import Corpus
from validator.records.source import Source
from validator.records.vocabulary import PUBLISHED, SOURCE_TYPE, Property, Vocabulary
from validator.values.dataclass import dataclass, replace
from validator.values.dates import EventRef

QuestionKey = tuple[str, str]
"""Key of the subject, and property."""

_PLAIN_KINDS: Final = ("state", "event", "quantity", "set")


@dataclass(frozen=True, slots=True)
class Parted:
    """A corpus with its plain questions, each with its claims, and without them."""

    plain: Mapping[QuestionKey, tuple[Claim, ...]]
    rest: Corpus


def parted(corpus: Corpus) -> Parted:
    """Tells plain questions from the rest. Every claim is in exactly one of the two."""
    vocabulary = corpus.vocabulary
    sources = corpus.sources_by_id
    grouped: dict[QuestionKey, list[Claim]] = defaultdict(list)
    for claim in corpus.claims:
        grouped[claim.subject.key, claim.property].append(claim)
    properties = {name for name in vocabulary.properties if _is_plain_property(name, vocabulary)}
    properties -= {claim.property for claim in corpus.claims if _reaches_out(claim)}
    named = {entity for pair in identities_of(vocabulary) for entity in pair}
    named |= set(_named_events(corpus.claims))
    plain = {
        question: tuple(claims)
        for question, claims in grouped.items()
        if question[1] in properties
        and not named.intersection(claims[0].subject.members)
        and all(vocabulary.entities[id].type != SOURCE_TYPE for id in claims[0].subject.members)
        and all(_is_plain(claim, sources[claim.source], named) for claim in claims)
    }
    taken = {id(claim) for claims in plain.values() for claim in claims}
    rest = tuple(claim for claim in corpus.claims if id(claim) not in taken)
    return Parted(plain, replace(corpus, claims=rest))


def of_questions(corpus: Corpus, questions: Iterable[tuple[Claim, ...]]) -> Corpus:
    """A corpus of these claims alone, with all sources and with as much of the vocabulary as the claims name."""
    claims = tuple(sorted((c for chosen in questions for c in chosen), key=lambda c: c.full_id))
    own = {claim.source for claim in claims}
    base = corpus.vocabulary
    used = {id for claim in claims for id in _entities_of(claim)} | {s.id for s in corpus.sources}
    used |= {found for s in corpus.sources if s.publisher for found in base.resolve(s.publisher)}
    vocabulary = replace(base, entities={id: entity for id, entity in base.entities.items() if id in used})
    return Corpus(
        root=corpus.root,
        sources=corpus.sources,
        claims=claims,
        uncheckable=(),
        vocabulary=vocabulary,
        rulings=(),
        texts={id: text for id, text in corpus.texts.items() if id in own},
        faults=(),
        anchors={c.full_id: corpus.anchors[c.full_id] for c in claims if c.full_id in corpus.anchors},
    )


def _is_plain_property(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a property bears on no other one, and no subject of it on another subject."""
    property = vocabulary.properties[name]
    if property.kind not in _PLAIN_KINDS or name == PUBLISHED or property.watch or _relates(property):
        return False
    return not any(name in _related(other) for other in vocabulary.properties.values())


def _relates(property: Property) -> bool:
    reaching = (
        property.symmetric,
        property.exclusive,
        property.adds_up,
        property.ordered,
        property.within,
        property.formula,
        property.range,
        property.qualifiers.required,
        property.qualifiers.allowed,
        tuple(_related(property)),
    )
    return any(reaching)


def _related(property: Property) -> Iterator[str]:
    """Properties that this one names."""
    yield from property.before
    yield from property.after
    yield from (gap.to for gap in property.difference)
    yield from (value.property for value in (*property.requires, *property.conflicts_with))
    yield from filter(None, (property.counts, property.inverse, property.ordered_by, property.within))
    if property.derives_from is not None:
        yield property.derives_from.property
    if property.formula is not None:
        yield from (name.property for name in property.formula.names)


def _reaches_out(claim: Claim) -> bool:
    """Whether a claim can bear on other subjects of its property."""
    counts = claim.kind == "event" and claim.count is not None
    return claim.of is not None or claim.nth is not None or counts


def _named_events(claims: Iterable[Claim]) -> Iterator[str]:
    """Entities of which a claim names an event as a time."""
    for claim in claims:
        times = (claim.said_on, *(entry.time for entry in claim.times))
        yield from (time.entity for time in times if isinstance(time, EventRef))


def _is_plain(claim: Claim, source: Source, named: set[str]) -> bool:
    if source.published_because is not None or not source.published.hull.is_day:
        return False
    if claim.mood not in (("asserted",), ("denied",)) or claim.fix or claim.assuming or claim.said_by is not None:
        return False
    if claim.among is not None or claim.except_ or claim.where is not None or claim.says is not None:
        return False
    if claim.part != "body":  # one finding tells of all headlines of a source that go beyond it
        return False
    if any(isinstance(entry.time, EventRef) for entry in claim.times) or isinstance(claim.said_on, EventRef):
        return False
    return not any(isinstance(value, EntityValue) and value.id in named for value in _values(claim))


def _values(claim: Claim) -> Iterator[Value]:
    if claim.is_ is not None:
        yield claim.is_
    for listed in (claim.has, claim.only, claim.not_):
        yield from listed or ()


def _entities_of(claim: Claim) -> Iterator[str]:
    subject: Subject = claim.subject
    yield from subject.members
    yield from (value.id for value in _values(claim) if isinstance(value, EntityValue))
