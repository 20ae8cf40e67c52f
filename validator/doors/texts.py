"""The archived texts of a corpus with its claims, for readers who want to see the words where they stand."""

from __future__ import annotations

from collections import defaultdict

from validator.judgement.coverage import coverage
from validator.judgement.words import reading
from validator.records.corpus import Corpus
from validator.report.texts import ArchivedText, Passage, Quoted, Span


def texts(corpus: Corpus) -> tuple[ArchivedText, ...]:
    """Each archived text with its claims in the order of their words, its uncheckable passages, and its coverage."""
    claims: defaultdict[str, list[Quoted]] = defaultdict(list)
    for claim in corpus.claims:
        if claim.source in corpus.texts:
            told = claim.gloss or reading(claim, corpus)
            claims[claim.source].append(Quoted(claim.full_id, _spans(corpus, claim.full_id), told))
    passages: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in corpus.uncheckable:
        passages[passage.source].append(Passage(_spans(corpus, passage.key), passage.because))
    return tuple(
        ArchivedText(
            source=one.source,
            text=corpus.texts[one.source].text,
            quoted=tuple(sorted(claims[one.source], key=lambda quoted: (not quoted.spans, quoted.spans, quoted.claim))),
            uncheckable=tuple(sorted(passages[one.source], key=lambda passage: (passage.spans, passage.because))),
            sentences=len(one.sentences),
            uncovered=tuple((s.start, s.end) for s in one.sentences if not s.covered),
        )
        for one in coverage(corpus)
    )


def _spans(corpus: Corpus, key: str) -> tuple[Span, ...]:
    anchor = corpus.anchors.get(key)
    return tuple(sorted(anchor.spans)) if anchor is not None and anchor.status == "found" else ()
