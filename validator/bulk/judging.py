"""Whole components of suspicious claims, judged by the exact rules, a few components at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

from validator.bulk.ties import Ties, where_it_meets
from validator.doors.digests import digest
from validator.judgement.findings import Finding
from validator.judgement.readings import read
from validator.judgement.reporting import Options, report_on
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.source import Source
from validator.records.vocabulary import Vocabulary
from validator.values.dataclass import dataclass, replace

AT_ONCE: Final = 120
"""Claims judged together; components are never split, so a large one is judged alone."""
HOT: Final = 300
"""Claims of one question beyond which a witness of each camp stands for the others."""
NOTES: Final = ("apparent-conflict", "agreement", "plan-and-outcome")
"""Findings that accuse nobody: told of small corpora, refused by name for bulk."""
NEEDS_TEXT: Final = ("unsupported-value", "unnamed-value", "quote-not-found", "ambiguous-quote")
"""Rules about the words of a source, which bulk rows come without."""


class Records(Protocol):
    """The claims in YAML, and whatever records of rows somebody asks for."""

    @property
    def corpus(self) -> Corpus:
        """What stands in YAML."""
        ...

    def read_sources(self, ids: Iterable[str]) -> dict[str, Source]:
        """Sources by id, from YAML or from rows."""
        ...

    def vocabulary_for(self, texts: Iterable[str]) -> Vocabulary:
        """The vocabulary with every entity, and every source, of rows that one of the texts names."""
        ...


class Met(NamedTuple):
    """One atom of a claim, with one of the ties that it brings there."""

    address: int
    subject: str
    group: int
    tie: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What the exact rules found in some components."""

    components: frozenset[str]
    """Which ones, by `key_of`."""
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    """Remarks, also on rules that failed."""
    incomplete: bool = False
    """Whether a rule failed or ran out of budget."""
    of_rows: bool = True
    """Whether nothing that stands in YAML, but the vocabulary, has part in it."""


def key_of(component: Sequence[int]) -> str:
    """A name for the component of claims at these addresses."""
    return digest(",".join(map(str, component)))


def claims_of_yaml(corpus: Corpus) -> dict[int, Claim]:
    """Claims written in YAML, by addresses below 0."""
    return {-1 - index: claim for index, claim in enumerate(corpus.claims)}


def untested_because(claim: Claim) -> str:
    """Why a claim is not tested, by a word for it; empty where it is."""
    if claim.kind == "prose" or claim.says is not None:
        return "prose"
    return "ahead" if set(claim.mood) - {"asserted", "denied"} else ""


def ids_taken(shared: Iterable[str], corpus: Corpus) -> str:
    """A digest of the ids that no row can have, for a claim in YAML has it. `shared`: the sources in YAML that rows
    name.
    """
    sources = frozenset(shared)
    return digest(*sorted(claim.full_id for claim in corpus.claims if claim.source in sources))


def named(claims: Iterable[Claim]) -> Iterator[str]:
    """What claims may name entities by."""
    for claim in claims:
        yield from claim.mentioned
        yield from filter(None, (claim.among, *claim.except_))
        yield from (word for pair in claim.fix for word in pair)


def corpus_of(records: Records, vocabulary: Vocabulary, claims: tuple[Claim, ...], sources: Iterable[Any]) -> Corpus:
    base = records.corpus
    own = {c.source for c in claims}
    chosen = {s.id: s for s in sources}
    return Corpus(
        root=base.root,
        sources=tuple(chosen[id] for id in sorted(chosen)),
        claims=tuple(sorted(claims, key=lambda c: c.full_id)),
        uncheckable=(),
        vocabulary=vocabulary,
        rulings=(),
        texts={id: text for id, text in base.texts.items() if id in own},
        faults=(),
        anchors={c.full_id: base.anchors[c.full_id] for c in claims if c.full_id in base.anchors},
    )


def meetings(records: Records, ties: Ties, claims: Mapping[int, Claim]) -> list[Met]:
    """The atoms of claims that are read one by one, by address, and the ties these bring."""
    if not claims:
        return []
    sources = records.read_sources(_sources_of(claims.values()))
    vocabulary = records.vocabulary_for(named(claims.values()))
    statements = read(corpus_of(records, vocabulary, tuple(claims.values()), sources.values()))
    spoken = defaultdict(list)
    for statement in (*statements.full, *statements.literal):
        spoken[statement.id].append(statement)
    codes = {name: code for code, name in enumerate(sorted(ties.group_of))}
    found: list[Met] = []
    for address, claim in claims.items():
        atoms, bonds = where_it_meets(claim, spoken[claim.full_id], ties, sources)
        own = f"claim {address}"
        found.extend(
            Met(address, a.subject, codes[a.group], tie) for a in sorted(atoms) for tie in (own, *sorted(bonds))
        )
    return found


def met_digest(met: Iterable[Met]) -> str:
    return digest(*(repr(tuple(one)) for one in met))


def _sources_of(claims: Iterable[Claim]) -> set[str]:
    """The sources of claims, and what may be a source that they are about."""
    return {id for claim in claims for id in (claim.source, *claim.subject.members)}


def judge(
    records: Records, claims: Mapping[int, Claim], components: Iterable[Sequence[int]], options: Options
) -> Iterator[Judged]:
    """What the exact rules find in whole components of claims at these addresses, some components at a time."""
    chosen = list(components)
    with_text = Options(options.select, (*options.ignore, *NOTES), rulings=False)
    without_text = Options(options.select, (*with_text.ignore, *NEEDS_TEXT), rulings=False)
    meant = [claims[a] for component in chosen for a in component if a in claims]
    sources = records.read_sources(_sources_of(meant))
    vocabulary = records.vocabulary_for(named(meant))
    base = records.corpus
    in_yaml = base.sources_by_id.keys()
    for batch in _batches(chosen):
        addresses = [a for component in batch for a in component]
        met = tuple(claims[a] for a in addresses if a in claims)
        of_yaml = {claims[a].full_id for a in addresses if a < 0}
        near = _sources_of(met)
        used = (near | set(named(met))) & vocabulary.entities.keys()
        entities = {**base.vocabulary.entities, **{id: vocabulary.entities[id] for id in used}}
        own = replace(base.vocabulary, entities=entities)
        corpus = corpus_of(records, own, met, [sources[id] for id in sorted(near & sources.keys())])
        report, _ = report_on(corpus, with_text if of_yaml else without_text)
        yield Judged(
            frozenset(map(key_of, batch)),
            tuple(f for f in report.findings if f.rule not in NEEDS_TEXT or set(f.claims) & of_yaml),
            report.notes,
            report.incomplete,
            not of_yaml and near.isdisjoint(in_yaml),
        )


def _batches(components: Iterable[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    batch: list[Sequence[int]] = []
    size = 0
    for component in components:
        if batch and size + len(component) > AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(component)
        size += len(component)
    if batch:
        yield batch
