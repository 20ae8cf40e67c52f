"""Where the claims of a finding are written, and where their words stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from validator.judgement.findings import Place
from validator.judgement.words import reading
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.values.dates import describe


def places(claims: Iterable[str], corpus: Corpus, context: Iterable[str] = ()) -> tuple[Place, ...]:
    """The first claim is where the finding is `at`, the others are `against` it."""
    by_id = corpus.claims_by_id
    found = []
    for index, id in enumerate(claims):
        found.append(place(by_id[id], corpus, "at" if index == 0 else "against"))
    found.extend(place(by_id[id], corpus, "context") for id in context)
    return tuple(found)


def place(claim: Claim, corpus: Corpus, role: Literal["at", "against", "context"], field: str = "") -> Place:
    mark = claim.marks.get(field) or claim.mark
    text_file, publisher, published, language = _source_words(claim.source, corpus)
    id = claim.full_id
    anchor = corpus.anchors.get(id)
    spans = anchor.spans if anchor is not None and anchor.status in ("found", "ambiguous") else ()
    return Place(
        claim=id,
        file=claim.file,
        line=mark.line,
        column=mark.column,
        end_line=mark.end_line,
        end_column=mark.end_column,
        role=role,
        quote=" … ".join(claim.quotes),
        gloss=claim.gloss or "",
        text_file=text_file,
        text_start=spans[0][0] if spans else None,
        text_end=spans[-1][1] if spans else None,
        source=claim.source,
        publisher=publisher,
        published=published,
        language=language,
        reading=reading(claim, corpus),
    )


def _source_words(id: str, corpus: Corpus) -> tuple[str, str, str, str]:
    """The file of its text, its publisher, its day and its language, put into words once for all its claims."""
    known = corpus.source_words.get(id)
    if known is None:
        source, text = corpus.sources_by_id[id], corpus.texts.get(id)
        known = corpus.source_words[id] = (
            text.file if text is not None else "",
            corpus.vocabulary.name(source.publisher) if source.publisher else "",
            describe(source.published),
            source.language,
        )
    return known
