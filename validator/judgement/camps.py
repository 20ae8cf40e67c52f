"""Camps: the members of a finding, parted by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from validator.judgement.constraints import Question
from validator.judgement.findings import Camp, MinimalSet
from validator.judgement.words import listed, time_words
from validator.records.claim import Claim, value_label
from validator.records.vocabulary import Vocabulary


def camps(
    sets: Iterable[MinimalSet], claims: Mapping[str, Claim], question: Question, vocabulary: Vocabulary
) -> tuple[Camp, ...]:
    """One camp per thing said. Where every set is a pair, claims that clash with none of a camp join it."""
    sets = tuple(sets)
    members = sorted({id for s in sets for id in s.claims})
    said = {id: value_words(claims[id], question, vocabulary) for id in members}
    grouped: dict[str, list[str]] = {}
    for id in members:
        grouped.setdefault(said[id], []).append(id)
    blocks = list(grouped.values())
    if all(len(s.claims) == 2 for s in sets):
        blocks = _joined(blocks, {frozenset(s.claims) for s in sets})
    found = [Camp(" / ".join(dict.fromkeys(said[id] for id in block)), tuple(sorted(block))) for block in blocks]
    return tuple(sorted(found, key=lambda c: (c.value, c.claims)))


def _joined(blocks: list[list[str]], clashes: set[frozenset[str]]) -> list[list[str]]:
    """Finer and coarser wordings of one value (2021-09 and 2021-09-11) that clash with the same others are one camp."""
    joined: list[list[str]] = []
    opponents: list[set[str]] = []
    for block in blocks:
        against = {other for pair in clashes for id in pair if id in block for other in pair if other != id}
        for camp, known in zip(joined, opponents, strict=True):
            if known == against and not any(frozenset((a, b)) in clashes for a in camp for b in block):
                camp.extend(block)
                break
        else:
            joined.append(list(block))
            opponents.append(against)
    return joined


def value_words(claim: Claim, question: Question, vocabulary: Vocabulary) -> str:
    """What a claim answers, in few words; with its property where that is not the question's own."""
    own = claim.property == question.property
    said: list[str] = []
    if claim.is_ is not None:
        said.append(value_label(claim.is_, vocabulary))
    if claim.nth is not None:
        lo, hi = claim.nth
        said.append(f"no. {lo}" if lo == hi else f"no. {lo} to {hi}")
    if claim.only is not None:
        said.append(f"only {listed(claim.only, vocabulary)}")
    if claim.has is not None:
        said.append(listed(claim.has, vocabulary))
    if claim.not_ is not None:
        said.append(f"not {listed(claim.not_, vocabulary)}")
    if claim.count is not None:
        said.append(claim.count.text)
    words = ", ".join(said)
    times = ", ".join(_dated(entry.key, time_words(entry.time, vocabulary)) for entry in claim.times)
    if claim.kind == "event" or (claim.times and not words):
        words = ", ".join(filter(None, (words, times or "done by publication")))
        if claim.stage:
            words = f"{' or '.join(claim.stage)}: {words}"
    elif times and claim.kind in ("state", "set"):
        words = f"{words} ({times})"
    if claim.mood != ("asserted",):
        words = f"{' or '.join(claim.mood)}: {words}"
    if not own:
        words = f"{vocabulary.subject_name(claim.subject)}, {claim.property}: {words}"
    return words


def _dated(key: str, words: str) -> str:
    return words if key in ("when", "at", "during") else f"{key} {words}"
