"""Web annotations as annotation tools export them: words of a page that somebody marked, and what they wrote on them.

An annotation says which words, not what they claim, so it becomes a stub: a person names subject, property and value.
An annotation that this product wrote carries the claim itself and comes back as it went.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from validator.bulk.layout import CLAIM_KEYS
from validator.bulk.rows import RowError, node, parse_line, row_mark
from validator.doors.importing import feeds
from validator.doors.importing.incoming import UNKNOWN, Cell, IncomingClaim, IncomingSource, Reading
from validator.doors.refusal import Refusal
from validator.records.corpus import Corpus
from validator.records.folding import fold
from validator.records.marks import FILE_START, FaultLog
from validator.records.source_reading import SOURCE_ID
from validator.values.dataclass import dataclass

_LISTS = ("items", "rows", "annotations", "@graph")
_NUMBER = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class _Words:
    """A passage that an annotation marks."""

    address: str
    exact: str
    prefix: str
    suffix: str
    target: feeds.Thing


def read(format: str, file: Path, sources: Path | None, corpus: Corpus, log: FaultLog) -> Reading:
    """One claim for each annotation and source; targets without marked words are told."""
    ids = feeds.SourceIds(corpus)
    found: dict[str, IncomingSource] = {}
    refused = 0
    document = feeds.document(file)
    annotations = list(_annotations(document, file))
    for number, annotation in enumerate(annotations, start=1):
        targets = feeds.listed(annotation.get("target")) or [None]
        marked = [_words(target) for target in targets]
        for _ in range(marked.count(None)):
            refused += 1
            expected = "expected words in a TextQuoteSelector and the address they stand at, found none"
            log.add(file.as_posix(), row_mark(number), f"{_called(number, annotation)}: {expected}")
        words = [passage for passage in marked if passage is not None]
        for address in dict.fromkeys(passage.address for passage in words):
            here = [passage for passage in words if passage.address == address]
            claim, wanted = _claim(number, annotation, here)
            id = wanted or ids.of(address)
            if id not in found:
                found[id] = IncomingSource(id, _header(here[0], annotation), row_mark(number), stub=True)
            found[id].claims.append(claim)
    refused += _elsewhere(document, len(annotations), file, log)
    return Reading(file.as_posix(), tuple(found.values()), refused)


def _claim(number: int, annotation: feeds.Thing, words: list[_Words]) -> tuple[IncomingClaim, str]:
    """The claim of an annotation, and the id of its source if the annotation tells it."""
    mark, called = row_mark(number), _called(number, annotation)
    row = _own_row(annotation, words)
    if row is None:
        return IncomingClaim(_stub(f"annotation-{number}", words, annotation), mark, called, stub=True), ""
    source = row.pop("source", "")
    known = isinstance(source, str) and SOURCE_ID.fullmatch(source) is not None
    return IncomingClaim(row, mark, called), source if known else ""


def _elsewhere(document: object, found: int, file: Path, log: FaultLog) -> int:
    """How many annotations a file speaks of without holding them, which is told."""
    stated = feeds.text(document.get("total")) if isinstance(document, dict) else ""
    missing = int(stated) - found if _NUMBER.fullmatch(stated) else 0
    if missing > 0:
        message = f"expected {stated} annotations, as the file says, found {found:,} of them in it"
        log.add(file.as_posix(), FILE_START, message, "export all pages, or import each")
    return max(0, missing)


def _annotations(document: object, file: Path) -> Iterator[feeds.Thing]:
    """The annotations of a file: alone, in a list, on the pages of a collection, or as rows of a search."""
    if isinstance(document, dict) and "target" not in document:
        inner = [document[key] for key in _LISTS if key in document]
        pages = [document["first"]] if isinstance(document.get("first"), dict) else []
        if not inner and not pages:
            raise Refusal(f"{file.as_posix()}: expected web annotations, found none", "export them as JSON-LD")
        for part in (*inner, *pages):
            yield from _annotations(part, file)
    else:
        for one in feeds.listed(document):
            if not isinstance(one, dict):
                raise Refusal(f"{file.as_posix()}: expected web annotations, found something else among them")
            yield one


def _words(target: object) -> _Words | None:
    """The first passage in words that a target's selectors give."""
    if not isinstance(target, dict):
        return None
    address = feeds.address(target.get("source"))
    waiting = feeds.things(target.get("selector"))
    while waiting:
        selector = waiting.pop(0)
        exact = feeds.text(selector.get("exact"))
        if feeds.has_type(selector, "TextQuoteSelector") and exact and address:
            prefix, suffix = (feeds.text(selector.get(key)) for key in ("prefix", "suffix"))
            return _Words(address, exact, prefix, suffix, target)
        waiting.extend(feeds.things(selector.get("refinedBy")))
    return None


def _header(words: _Words, annotation: feeds.Thing) -> dict[str, Cell]:
    """What is known of the page. Its text is known where the words were marked in a file below the corpus folder."""
    page = feeds.things(words.target.get("source"))
    title = feeds.text(*(thing.get("title") for thing in (*feeds.things(annotation.get("document")), *page)))
    stated = [words.target.get("language"), *(thing.get("language") for thing in page)]
    cached = [feeds.address(state.get("cached")) for state in feeds.things(words.target.get("state"))]
    text = next(filter(feeds.is_path, (words.address, *cached)), UNKNOWN)
    header: dict[str, Cell] = {"title": title} if title else {}
    header |= {"language": feeds.language(stated), "published": UNKNOWN, "text": text}
    if feeds.is_web_address(words.address):
        header["url"] = words.address
    return header


def _stub(id: str, words: list[_Words], annotation: feeds.Thing) -> dict[str, Cell]:
    quotes = [passage.exact for passage in words]
    stub: dict[str, Cell] = {"id": id, "quote": quotes[0] if len(quotes) == 1 else quotes}
    if words[0].prefix.strip():
        stub["prefix"] = words[0].prefix
    if words[-1].suffix.strip():
        stub["suffix"] = words[-1].suffix
    stub |= {"subject": UNKNOWN, "property": UNKNOWN}
    remark = _remark(words[0].address, annotation)
    return stub | {"note": remark} if remark else stub


def _remark(address: str, annotation: feeds.Thing) -> str:
    """What was written on the words, by whom and when."""
    said, tags = [], [feeds.text(tag) for tag in feeds.listed(annotation.get("tags"))]
    for body in feeds.listed(annotation.get("body")):
        if isinstance(body, dict) and (body.get("purpose") or annotation.get("motivation")) == "tagging":
            tags.append(feeds.text(body))
        else:
            said.append(feeds.text(body) or feeds.address(body))
    said += [feeds.text(annotation.get("bodyValue")), feeds.text(annotation.get("text"))]
    by = feeds.name(annotation.get("creator") or annotation.get("user"))
    about = {
        "annotation": feeds.text(annotation.get("id"), annotation.get("@id")),
        "by": by,
        "created": feeds.text(annotation.get("created")),
        "tags": ", ".join(filter(None, tags)),
        "on": "" if feeds.is_web_address(address) else address,
    }
    details = "; ".join(f"{key} {value}" for key, value in about.items() if value)
    return " ".join(filter(None, (*said, f"({details})" if details else "")))


def _own_row(annotation: feeds.Thing, words: list[_Words]) -> dict[str, Any] | None:
    """The claim that an annotation of this product carries, if it still rests on the words that are marked."""
    for body in feeds.things(annotation.get("body")):
        if body.get("format") != "application/json":
            continue
        try:
            row = parse_line(feeds.text(body))
            node(row, row_mark(1), CLAIM_KEYS)
        except RowError:
            continue
        quotes = [feeds.text(quote) for quote in feeds.listed(row.get("quote"))]
        if {"id", "property"} <= row.keys() and list(map(fold, quotes)) == [fold(p.exact) for p in words]:
            return row
    return None


def _called(number: int, annotation: feeds.Thing) -> str:
    id = feeds.text(annotation.get("id"), annotation.get("@id"))
    return f"annotation {number}" + (f" ({json.dumps(id, ensure_ascii=False)})" if id else "")
