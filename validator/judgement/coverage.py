"""Which sentences of each source rest under a claim or are marked as uncheckable, and which nobody has looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from validator.records.corpus import Corpus
from validator.records.sentences import Span, sentences
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
    for source, spans, over, aside in _looked_through(corpus):
        text = corpus.texts[source].text
        listed = [
            Sentence(start, end, text[start:end], tuple(dict.fromkeys(ids)), bool(others))
            for (start, end), ids, others in zip(spans, over, aside, strict=True)
        ]
        found.append(SourceCoverage(source, tuple(listed)))
    return tuple(found)


def sentences_covered(corpus: Corpus) -> dict[str, tuple[int, int]]:
    """How many sentences there are of every source whose text is archived, and how many of them are covered."""
    return {
        source: (len(spans), sum(bool(ids or others) for ids, others in zip(over, aside, strict=True)))
        for source, spans, over, aside in _looked_through(corpus)
    }


def _looked_through(corpus: Corpus) -> Iterator[tuple[str, tuple[Span, ...], list[list[str]], list[list[str]]]]:
    """Every source whose text is archived, with its sentences and for each of them the claims and the marks over it."""
    claimed: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for claim in corpus.claims:
        id = claim.full_id
        claimed[claim.source].extend((*span, id) for span in _spans(corpus, id))
    marked: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for passage in corpus.uncheckable:
        marked[passage.source].extend((*span, "") for span in _spans(corpus, passage.key))
    for source in corpus.sources:
        text = corpus.texts.get(source.id)
        if text is not None:
            spans = sentences(text.text, source.language)
            yield source.id, spans, _touching(spans, claimed[source.id]), _touching(spans, marked[source.id])


def _touching(spans: Sequence[tuple[int, int]], others: Iterable[tuple[int, int, str]]) -> list[list[str]]:
    """For each of the spans, which lie apart and in order, the names of those that share characters with it."""
    ends = [end for _, end in spans]
    found: list[list[str]] = [[] for _ in spans]
    for start, end, name in others:
        place = bisect_right(ends, start)
        while place < len(spans) and spans[place][0] < end:
            found[place].append(name)
            place += 1
    return found


def _spans(corpus: Corpus, key: str) -> tuple[tuple[int, int], ...]:
    anchor = corpus.anchors.get(key)
    return anchor.spans if anchor is not None and anchor.status == "found" else ()
