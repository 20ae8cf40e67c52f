"""What a report counts source by source, so that a source which has not changed need not be counted again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from validator.judgement.catalogue import catalogue
from validator.judgement.coverage import sentences_covered
from validator.judgement.findings import CorpusSize, Skip, SourceNote
from validator.judgement.standing_alone import LARGE
from validator.judgement.uncompared import Reason, of_claim, of_property
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.side_by_side import processors, side_by_side
from validator.records.source import Source
from validator.records.vocabulary import Vocabulary
from validator.values.dataclass import dataclass
from validator.values.dates import describe


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one source."""

    note: SourceNote
    sentences: int
    covered: int
    uncompared: tuple[tuple[Reason, int], ...]
    """What was read and could not be compared, claim by claim."""
    properties: tuple[str, ...]
    """Of its claims, sorted."""


def tallies(corpus: Corpus) -> list[Tally]:
    """By source; of a large corpus each processor counts its share."""
    by_source = corpus.claims_by_source

    def count(number: int) -> Tally:
        source = corpus.sources[number]
        return _tally(source, by_source[source.id], corpus)

    processes = processors() if len(corpus.claims) >= LARGE else 1
    return side_by_side(count, range(len(corpus.sources)), processes)


def size(tallied: Collection[Tally]) -> CorpusSize:
    claims = sum(one.note.claims for one in tallied)
    return CorpusSize(len(tallied), claims, sum(t.sentences for t in tallied), sum(t.covered for t in tallied))


def skipped(tallied: Iterable[Tally], lacking: int, vocabulary: Vocabulary) -> tuple[Skip, ...]:
    """Everything that was read and could not be compared, counted by rule and reason.

    `lacking` figures lack what their formula needs.
    """
    counts: Counter[Reason] = Counter()
    used: set[str] = set()
    for one in tallied:
        counts.update(dict(one.uncompared))
        used.update(one.properties)
    if lacking:
        counts["formula-mismatch", "a figure the formula needs is stated by no claim for that period"] = lacking
    for name in used:
        counts.update(of_property(vocabulary.properties[name], vocabulary))
    known = catalogue()
    return tuple(Skip(rule, reason, count) for (rule, reason), count in sorted(counts.items()) if rule in known)


def _tally(source: Source, claims: list[Claim], corpus: Corpus) -> Tally:
    properties = corpus.vocabulary.properties
    uncompared = Counter(
        reason
        for claim in claims
        for reason in of_claim(claim, properties[claim.property], corpus.anchors.get(claim.full_id))
    )
    return Tally(
        _note(source, len(claims), corpus),
        *sentences_covered(source, corpus),
        tuple(sorted(uncompared.items())),
        tuple(sorted({claim.property for claim in claims})),
    )


def _note(source: Source, claims: int, corpus: Corpus) -> SourceNote:
    return SourceNote(
        source.id,
        source.title or "",
        corpus.vocabulary.name(source.publisher) if source.publisher else "",
        describe(source.published),
        source.language,
        claims,
        source.text or "",
        source.url or "",
        source.published_because or "",
    )
