"""The identity of a finding: its rule and the content of its members; no line numbers, no wording of messages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.source import Source
from validator.values.dates import Moment

LENGTH = 8


def content(claim: Claim, source: Source | None) -> str:
    """What a claim says, with the day it is told from where that gives its time a meaning."""
    fixed = bool(claim.times) and all(isinstance(entry.time, Moment) for entry in claim.times)
    return content_told(claim.content, fixed, source)


def content_told(said: str, fixed: bool, source: Source | None) -> str:
    """The same of what a claim says. `fixed`: it has a time, and none is told from another day."""
    told_from = "" if fixed or source is None else source.published.text
    return f"{said}\n{told_from}"


def content_in(corpus: Corpus, claim: Claim) -> str:
    """The same of a claim of a corpus, made once however many findings it is in."""
    known = corpus.contents.get(claim.full_id)
    if known is None:
        known = corpus.contents[claim.full_id] = content(claim, corpus.sources_by_id.get(claim.source))
    return known


def fingerprint(rule: str, members: Iterable[str], extra: str = "") -> str:
    """Eight hexadecimal digits over the rule and the de-duplicated contents of the members."""
    lines = [rule, *sorted(set(members))]
    if extra:
        lines.append(extra)
    return hashlib.sha256("\0".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
