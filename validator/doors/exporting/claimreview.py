"""Rulings as ClaimReview of schema.org, in JSON-LD: one review for each finding that a person has settled.

What was found stays what was found, and the ruling stays a person's words: there is no scale that it could be put on.
"""

from __future__ import annotations

from typing import Any, Final

from validator.doors.exporting.linked import Addresses, certain_day, json_ld
from validator.doors.exporting.material import Exported, Material
from validator.judgement.findings import Finding, RulingNote
from validator.judgement.words import reading
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.source import Source
from validator.records.suggest import counted
from validator.report.words import RULINGS

BETWEEN_PIECES: Final = " […] "
"""Stands in a quotation for the words between two pieces that are apart."""


def write(material: Material) -> Exported:
    """A graph of reviews. What nobody has settled is no review; how many were left out is told."""
    settled = [finding for finding in material.findings if finding.settled]
    graph = [_review(finding, finding.ruling, material) for finding in settled if finding.ruling is not None]
    left = [finding for finding in material.findings if not finding.settled]
    told: tuple[str, ...] = ()
    if left:
        still_open = sum(finding.open for finding in left)
        told = (f"{counted(len(left), 'finding')} that no ruling settles left out, {still_open:,} of them open",)
    return Exported(json_ld({"@context": "https://schema.org", "@graph": graph}), told)


def _review(finding: Finding, ruling: RulingNote, material: Material) -> dict[str, Any]:
    addresses, corpus = Addresses(material.base), material.corpus
    address = addresses.of("findings", finding.id)
    claims = [corpus.claims_by_id[id] for id in finding.claims if id in corpus.claims_by_id]
    return _stated(
        {
            "@type": "ClaimReview",
            "@id": address,
            "url": address if material.base else None,
            "identifier": finding.id,
            "inLanguage": "en",
            "author": {"name": ruling.by},
            "datePublished": ruling.on_date,
            "reviewAspect": finding.title or None,
            "claimReviewed": finding.message,
            "reviewRating": {
                "@type": "Rating",
                "alternateName": _in_words(ruling),
                "ratingExplanation": ruling.because,
            },
            "reviewBody": "\n".join((*finding.why, ruling.because)),
            "itemReviewed": [_claim(claim, corpus, addresses) for claim in claims],
        }
    )


def _in_words(ruling: RulingNote) -> str:
    words = RULINGS[ruling.verdict]
    return f"{words[0].upper()}{words[1:]}" + (f"; mistaken: {ruling.wrong}" if ruling.wrong else "")


def _claim(claim: Claim, corpus: Corpus, addresses: Addresses) -> dict[str, Any]:
    source = corpus.sources_by_id[claim.source]
    speaker = corpus.vocabulary.name(claim.said_by) if claim.said_by is not None else None
    return _stated(
        {
            "@type": "Claim",
            "@id": addresses.claim(claim.full_id),
            "identifier": claim.full_id,
            "text": BETWEEN_PIECES.join(claim.quotes),
            "inLanguage": source.language,
            "abstract": claim.gloss or reading(claim, corpus),
            "author": {"name": speaker} if speaker else None,
            "appearance": _appearance(source, addresses),
        }
    )


def _appearance(source: Source, addresses: Addresses) -> dict[str, Any]:
    address = addresses.source(source)
    return _stated(
        {
            "@type": "CreativeWork",
            "@id": address,
            "url": address if source.url is not None else None,
            "headline": source.title,
            "inLanguage": source.language,
            "publisher": {"name": source.publisher} if source.publisher else None,
            "datePublished": certain_day(source),
        }
    )


def _stated(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
