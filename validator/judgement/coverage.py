"""Which sentences of each source rest under a claim or are marked as uncheckable, and which nobody has looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from validator.records.corpus import Corpus
from validator.records.sentences import sentences
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
    claimed: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for claim in corpus.claims:
        id = claim.full_id
        claimed[claim.source].extend((*span, id) for span in _spans(corpus, id))
    marked: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for passage in corpus.uncheckable:
        marked[passage.source].extend((*span, "") for span in _spans(corpus, passage.key))
    found = []
    for source in corpus.sources:
        text = corpus.texts.get(source.id)
        if text is None:
            continue
        spans = sentences(text.text, source.language)
        over, aside = _touching(spans, claimed[source.id]), _touching(spans, marked[source.id])
        listed = [
            Sentence(start, end, text.text[start:end], tuple(dict.fromkeys(ids)), bool(others))
            for (start, end), ids, others in zip(spans, over, aside, strict=True)
        ]
        found.append(SourceCoverage(source.id, tuple(listed)))
    return tuple(found)


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
