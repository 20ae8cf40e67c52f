"""Claims as W3C Web Annotations, in JSON-LD: the words in the archived text, and the claim that was read from them.

Positions count Unicode code points from 0, as the Web Annotation Data Model asks.
"""

from __future__ import annotations

from typing import Any, Final

from validator.doors.exporting.linked import Addresses, digest, json_ld
from validator.doors.exporting.material import Exported, Material
from validator.doors.exporting.rows import claim_row
from validator.judgement.words import reading
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.source import Source
from validator.records.suggest import counted
from validator.report.json import serialise

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
AROUND: Final = 32
"""Code points before and after a quote, where that is enough to tell its place from others."""


def write(material: Material) -> Exported:
    """A collection of one page with one annotation for each claim."""
    corpus, addresses = material.corpus, Addresses(material.base)
    items = [_annotation(claim, corpus, addresses) for claim in material.claims]
    collection = {
        "@context": CONTEXT,
        "id": addresses.of("annotations"),
        "type": "AnnotationCollection",
        "total": len(items),
        "first": {"id": addresses.of("annotations", "1"), "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    unplaced = sum(_spans(claim, corpus) is None for claim in material.claims)
    told = f"{counted(unplaced, 'annotation')} without a position, because the quote has no certain place in a text"
    return Exported(json_ld(collection), (told,) if unplaced else ())


def _annotation(claim: Claim, corpus: Corpus, addresses: Addresses) -> dict[str, Any]:
    told = [("en", claim.gloss)] if claim.gloss else []
    bodies: list[dict[str, str]] = [
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": language, "value": text}
        for language, text in (*told, ("en", reading(claim, corpus)))
    ]
    typed = serialise(claim_row(claim))
    bodies.append({"type": "TextualBody", "purpose": "identifying", "format": "application/json", "value": typed})
    targets = _targets(claim, corpus, addresses)
    return {
        "id": addresses.claim(claim.full_id),
        "type": "Annotation",
        "motivation": "describing",
        "body": bodies,
        "target": targets if len(targets) > 1 else targets[0],
    }


def _targets(claim: Claim, corpus: Corpus, addresses: Addresses) -> list[dict[str, Any]]:
    """One for each piece of the quote."""
    source = corpus.sources_by_id[claim.source]
    spans = _spans(claim, corpus)
    if spans is None:
        selectors: list[list[dict[str, Any]]] = [[_as_written(claim, piece)] for piece in range(len(claim.quotes))]
    else:
        text = corpus.texts[claim.source].text
        selectors = [[_quote(text, *span), _position(*span)] for span in spans]
    where = _specific(source, addresses)
    return [{**where, "selector": chosen if len(chosen) > 1 else chosen[0]} for chosen in selectors]


def _specific(source: Source, addresses: Addresses) -> dict[str, Any]:
    """The source itself; where that is a page, in the state of which the text was archived."""
    where: dict[str, Any] = {"type": "SpecificResource", "source": addresses.source(source)}
    if source.url is not None:
        cached = addresses.text(source.text) if source.text is not None else digest(source)
        where["state"] = {"type": "TimeState", "cached": cached}
    return where


def _spans(claim: Claim, corpus: Corpus) -> tuple[tuple[int, int], ...] | None:
    """Where the pieces of the quote stand, or None where that is not known for certain."""
    anchor = corpus.anchors.get(claim.full_id)
    if anchor is None or anchor.status != "found" or claim.source not in corpus.texts:
        return None
    return anchor.spans


def _as_written(claim: Claim, piece: int) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": claim.quotes[piece]}
    if claim.prefix is not None and piece == 0:
        selector["prefix"] = claim.prefix
    if claim.suffix is not None and piece == len(claim.quotes) - 1:
        selector["suffix"] = claim.suffix
    return selector


def _position(start: int, end: int) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def _quote(text: str, start: int, end: int) -> dict[str, Any]:
    """The words with as much around them as makes them unique in the text."""
    around = AROUND
    while True:
        before, after = text[max(0, start - around) : start], text[end : end + around]
        words = before + text[start:end] + after
        if around >= len(text) or text.find(words, text.find(words) + 1) < 0:
            return {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": before, "suffix": after}
        around *= 2
