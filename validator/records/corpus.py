"""Everything a run knows: sources, claims, vocabulary, rulings, texts, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from validator.records.claim import Claim
from validator.records.evidence import Anchor
from validator.records.marks import Fault
from validator.records.ruling import Ruling
from validator.records.source import Source, SourceText, Uncheckable
from validator.records.vocabulary import Vocabulary
from validator.values.dataclass import dataclass


@dataclass(frozen=True, eq=False)
class Corpus:
    root: Path
    sources: tuple[Source, ...]
    """By id."""
    claims: tuple[Claim, ...]
    """By full id."""
    uncheckable: tuple[Uncheckable, ...]
    vocabulary: Vocabulary
    rulings: tuple[Ruling, ...]
    """By finding."""
    texts: Mapping[str, SourceText]
    """By source id."""
    faults: tuple[Fault, ...]
    """By file and position."""
    anchors: Mapping[str, Anchor]
    """Where words stand in their source's text, by full id of a claim or key of an uncheckable."""
    apart: bool = False
    """Whether these are some claims of a larger corpus, with which is told whatever tells of no claim."""

    @cached_property
    def claims_by_id(self) -> Mapping[str, Claim]:
        return {claim.full_id: claim for claim in self.claims}

    @cached_property
    def claims_by_source(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = {source.id: [] for source in self.sources}
        for claim in self.claims:
            found[claim.source].append(claim)
        return found

    @cached_property
    def uncheckable_by_source(self) -> Mapping[str, list[Uncheckable]]:
        """Of sources that have any."""
        found: dict[str, list[Uncheckable]] = {}
        for passage in self.uncheckable:
            found.setdefault(passage.source, []).append(passage)
        return found

    @cached_property
    def readings(self) -> dict[int, tuple[Claim, str]]:
        """Claims that were read out, by their identity, with the words: a report tells each more than once."""
        return {}

    @cached_property
    def whens(self) -> dict[int, tuple[Claim, tuple[str, ...]]]:
        """The times of claims in words, in the same way."""
        return {}

    @cached_property
    def source_words(self) -> dict[str, tuple[str, str, str, str]]:
        """What a report tells of a source beside each of its claims, by id, as far as it was put into words."""
        return {}

    @cached_property
    def shared_marks(self) -> Mapping[str, tuple[str, ...]]:
        """What tells that sources have one origin, of each that shares any: where it comes from, its publisher, its
        text.
        """
        bearers: dict[str, list[str]] = {}
        for source in self.sources:
            text = self.texts.get(source.id)
            marks = {source.id, *source.via, source.publisher or source.id}
            for mark in sorted(marks if text is None else {*marks, f"sha256 {text.sha256}"}):
                bearers.setdefault(mark, []).append(source.id)
        found: dict[str, tuple[str, ...]] = {}
        for mark, sources in bearers.items():
            for source_id in sources if len(sources) > 1 else ():
                found[source_id] = (*found.get(source_id, ()), mark)
        return found

    @cached_property
    def contents(self) -> dict[str, str]:
        """What claims say, by full id, as far as findings were named after it."""
        return {}

    @cached_property
    def sources_by_id(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}
