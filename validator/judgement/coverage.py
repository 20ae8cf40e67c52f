"""Which sentences of each source rest under a claim or are marked as uncheckable, and which nobody has looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from validator.records.corpus import Corpus
from validator.records.sentences import Span, sentences
from validator.records.source import Source, SourceText
from validator.values.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    text: str
    claims: tuple[str, ...]
    marked: bool
    """Marked uncheckable."""

    @property
    def covered(self) -> bool:
        return bool(self.claims) or self.marked


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    source: str
    sentences: tuple[Sentence, ...]


def coverage(corpus: Corpus) -> tuple[SourceCoverage, ...]:
    """Sentence by sentence, for every source whose text is archived."""
    found = []
    for source in corpus.sources:
        text = corpus.texts.get(source.id)
        if text is not None:
            listed = [
                Sentence(start, end, text.text[start:end], tuple(dict.fromkeys(ids)), bool(others))
                for (start, end), ids, others in _looked_through(source, text, corpus)
            ]
            found.append(SourceCoverage(source.id, tuple(listed)))
    return tuple(found)


def sentences_covered(source: Source, corpus: Corpus) -> tuple[int, int]:
    """How many sentences there are of a source, as far as its text is archived, and how many of them are covered."""
    text = corpus.texts.get(source.id)
    if text is None:
        return 0, 0
    covered = [bool(ids or others) for _, ids, others in _looked_through(source, text, corpus)]
    return len(covered), sum(covered)


def _looked_through(source: Source, text: SourceText, corpus: Corpus) -> Iterator[tuple[Span, list[str], list[str]]]:
    """The sentences of an archived text, and for each of them the claims and the marks over it."""
    spans = sentences(text.text, source.language)
    claims = [claim.full_id for claim in corpus.claims_by_source[source.id]]
    passages = [passage.key for passage in corpus.uncheckable_by_source.get(source.id, ())]
    return zip(spans, _touching(spans, claims, corpus), _touching(spans, passages, corpus), strict=True)


def _touching(spans: Sequence[Span], keys: Iterable[str], corpus: Corpus) -> list[list[str]]:
    """For each of the spans, which lie apart and in order, the keys of what is quoted from some of its characters."""
    ends = [end for _, end in spans]
    found: list[list[str]] = [[] for _ in spans]
    for key in keys:
        for start, end in _spans(corpus, key):
            place = bisect_right(ends, start)
            while place < len(spans) and spans[place][0] < end:
                found[place].append(key)
                place += 1
    return found


def _spans(corpus: Corpus, key: str) -> tuple[Span, ...]:
    anchor = corpus.anchors.get(key)
    return anchor.spans if anchor is not None and anchor.status == "found" else ()
