"""Feeds of ClaimReview (schema.org): claims that others have reviewed, as stubs of the sources they appeared in.

A review gives the words of a claim and where they appeared, not what they are about: a person names subject and
property. The rating is the reviewer's; it stands in the note and decides nothing here. Where a review does not say
where the claim appeared, what is known is that the review quotes it: the review is the source then, and a person names
the speaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from validator.bulk.rows import row_mark
from validator.doors.importing import feeds
from validator.doors.importing.feeds import SourceIds
from validator.doors.importing.incoming import UNKNOWN, Cell, IncomingClaim, IncomingSource, Reading
from validator.doors.refusal import Refusal
from validator.records.corpus import Corpus
from validator.records.marks import FaultLog
from validator.records.vocabulary import Vocabulary

_PLACES = ("firstAppearance", "appearance")


def read(format: str, file: Path, sources: Path | None, corpus: Corpus, log: FaultLog) -> Reading:
    """One stub for each reviewed claim and each place it appeared in; reviews without words or place are told."""
    document = feeds.document(file)
    reviews = [*feeds.typed(document, "ClaimReview"), *_searched(document)]
    if not reviews:
        raise Refusal(f"{file.as_posix()}: expected reviews of the type ClaimReview, found none")
    ids = SourceIds(corpus)
    found: dict[str, IncomingSource] = {}
    refused = 0
    for number, review in enumerate(reviews, start=1):
        items = feeds.things(review.get("itemReviewed")) or [{}]
        for place, item in enumerate(items, start=1):
            called = f"review {number}" + (f", claim {place}" if len(items) > 1 else "")
            words = feeds.text(item.get("text"), review.get("claimReviewed"), item.get("name"))
            appeared = list(_appearances(item))
            pages = appeared or list(_review_page(review))
            if not words or not pages:
                refused += 1
                missing = "an address it appeared at" if words else "the words of a claim (`claimReviewed`)"
                log.add(file.as_posix(), row_mark(number), f"{called}: expected {missing}, found none")
                continue
            id = f"review-{number}" + (f"-{place}" if len(items) > 1 else "")
            stub: dict[str, Cell] = {"id": id, "quote": words, "subject": UNKNOWN, "property": UNKNOWN, "says": words}
            if not appeared:
                stub["said-by"] = _speaker(item, corpus.vocabulary)
            stub["note"] = _remark(item, review)
            for page in pages:
                source = _source(found, ids, page, number)
                source.claims.append(IncomingClaim(stub, row_mark(number), called, stub=True))
    return Reading(file.as_posix(), tuple(found.values()), refused)


def _searched(document: object) -> Iterator[feeds.Thing]:
    """Reviews as a search of the Fact Check Tools answers, which has keys of its own, in the terms of schema.org."""
    for claim in feeds.things(document.get("claims")) if isinstance(document, dict) else ():
        item = {"@type": "Claim", "author": {"name": claim.get("claimant")}, "datePublished": claim.get("claimDate")}
        for review in feeds.things(claim.get("claimReview")):
            yield {
                "claimReviewed": claim.get("text"),
                "itemReviewed": item,
                "author": review.get("publisher"),
                "url": review.get("url"),
                "headline": review.get("title"),
                "datePublished": review.get("reviewDate"),
                "inLanguage": review.get("languageCode"),
                "reviewRating": {"alternateName": review.get("textualRating")},
            }


def _source(found: dict[str, IncomingSource], ids: SourceIds, page: feeds.Thing, number: int) -> IncomingSource:
    id = ids.of(feeds.address(page))
    return found.setdefault(id, IncomingSource(id, _header(page), row_mark(number), stub=True))


def _review_page(review: feeds.Thing) -> Iterator[feeds.Thing]:
    """The review as a page that quotes the claim; its author is who published it."""
    if feeds.address(review):
        yield {**review, "publisher": review.get("publisher") or review.get("author")}


def _appearances(item: feeds.Thing) -> Iterator[feeds.Thing]:
    """The pages a claim appeared on, each once; a reviewed work that is no Claim is such a page itself."""
    named = [one for key in _PLACES for one in feeds.listed(item.get(key))]
    itself = [item] if item.get("url") and not feeds.has_type(item, "Claim") else []
    seen: dict[str, feeds.Thing] = {}
    for one in (*named, *itself):
        address = feeds.address(one)
        if address:
            seen.setdefault(address, one if isinstance(one, dict) else {"url": address})
    yield from seen.values()


def _header(page: feeds.Thing) -> dict[str, Cell]:
    address = feeds.address(page)
    title = feeds.text(page.get("headline"), page.get("name"))
    publisher = feeds.name(page.get("publisher"))
    header: dict[str, Cell] = {"title": title} if title else {}
    header |= {"publisher": publisher} if publisher else {}
    header |= {"language": feeds.language(page.get("inLanguage")), "published": feeds.day(page.get("datePublished"))}
    header["text"] = address if feeds.is_path(address) else UNKNOWN
    return header | ({"url": address} if feeds.is_web_address(address) else {})


def _speaker(item: feeds.Thing, vocabulary: Vocabulary) -> str:
    """Whom the review names as the speaker, where the vocabulary knows exactly one of that name."""
    known = vocabulary.resolve(feeds.name(item.get("author")))
    return known[0] if len(known) == 1 else UNKNOWN


def _remark(item: feeds.Thing, review: feeds.Thing) -> str:
    """Who said it when, and what the reviewer found."""
    rating = next(iter(feeds.things(review.get("reviewRating"))), None) or {"name": ""}
    found = feeds.text(*map(rating.get, ("alternateName", "name", "ratingValue")))
    told = {
        "claimed by": feeds.name(item.get("author")),
        "claimed at": ", ".join(feeds.text(one.get("sameAs")) for one in feeds.things(item.get("author"))),
        "claimed on": feeds.text(item.get("datePublished")),
        "claim reviewed": feeds.text(review.get("claimReviewed")) if item.get("text") else "",
        "reviewed by": feeds.name(review.get("author")),
        "reviewed on": feeds.text(review.get("datePublished")),
        "found": found,
        "because": feeds.text(rating.get("ratingExplanation")),
        "review": feeds.address(review.get("url")),
    }
    return "; ".join(f"{key} {value}" for key, value in told.items() if value) or "from a ClaimReview"
