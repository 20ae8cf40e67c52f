"""Which sentences of each source rest under a claim or are marked as uncheckable, and which nobody has looked at."""

from __future__ import annotations

from dataclasses import dataclass

from validator.records.corpus import Corpus
from validator.records.sentences import sentences


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
        if text is None:
            continue
        claimed = [
            (c.full_id, span) for c in corpus.claims if c.source == source.id for span in _spans(corpus, c.full_id)
        ]
        marked = [span for u in corpus.uncheckable if u.source == source.id for span in _spans(corpus, u.key)]
        listed = []
        for span in sentences(text.text, source.language):
            start, end = span[0], span[1]
            over = tuple(dict.fromkeys(id for id, other in claimed if _touch(start, end, other)))
            is_marked = any(_touch(start, end, other) for other in marked)
            listed.append(Sentence(start, end, text.text[start:end], over, is_marked))
        found.append(SourceCoverage(source.id, tuple(listed)))
    return tuple(found)


def _spans(corpus: Corpus, key: str) -> tuple[tuple[int, int], ...]:
    anchor = corpus.anchors.get(key)
    return anchor.spans if anchor is not None and anchor.status == "found" else ()


def _touch(start: int, end: int, other: tuple[int, int]) -> bool:
    return start < other[1] and other[0] < end
