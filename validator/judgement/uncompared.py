"""Checks that did not run, each with what is missing: silence must not look like consistency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from validator.judgement.catalogue import catalogue
from validator.judgement.engine import Judgement
from validator.judgement.findings import Skip
from validator.records.claim import Claim
from validator.records.vocabulary import Property, PropertyValue

Reason = tuple[str, str]
"""The rule that would have checked it, and why it did not."""


def skipped(judgement: Judgement, unformed: int = 0) -> tuple[Skip, ...]:
    """Everything that was read and could not be compared, counted by rule and reason.

    `unformed` figures were found to lack what their formula needs in parts that were judged on their own.
    """
    counts: Counter[Reason] = Counter()
    vocabulary = judgement.corpus.vocabulary
    for claim in judgement.corpus.claims:
        counts.update(_of_claim(claim, vocabulary.properties[claim.property]))
    counts.update(_of_quotes(judgement))
    lacking = unformed + len(without_their_formula(judgement))
    if lacking:
        counts["formula-mismatch", "a figure the formula needs is stated by no claim for that period"] = lacking
    used = {claim.property for claim in judgement.corpus.claims}
    for name in sorted(used):
        counts.update(_of_property(vocabulary.properties[name], judgement))
    known = catalogue()
    return tuple(Skip(rule, reason, count) for (rule, reason), count in sorted(counts.items()) if rule in known)


def _of_claim(claim: Claim, property: Property) -> Iterator[Reason]:
    moods = set(claim.mood)
    if claim.kind == "prose" or claim.says is not None:
        yield "value-conflict", "prose is kept and searchable, never tested"
    elif moods & {"asserted", "denied"} and moods - {"asserted", "denied"}:
        yield "value-conflict", "the words leave open whether it is told as done"
    elif moods - {"asserted", "denied"}:
        yield "value-conflict", "told as planned, hoped, possible or required: compared with outcomes only"
    if property.kind == "quantity" and claim.not_ is not None:
        yield "value-conflict", "a denied figure says too little to be held against another"
    if property.kind == "state" and not property.single and (claim.only is not None or claim.count is not None):
        yield (
            "count-mismatch",
            "several values of a state are counted only if its property is a set",
        )


def _of_quotes(judgement: Judgement) -> Iterator[Reason]:
    anchors = judgement.corpus.anchors
    for claim in judgement.corpus.claims:
        if claim.full_id not in anchors:
            yield "quote-not-found", "a row of a bulk file, whose source has no text here"
    for id, anchor in anchors.items():
        if anchor.status == "no-text" and "/uncheckable/" not in id:
            yield "quote-not-found", "the source's text is not archived here"


def without_their_formula(judgement: Judgement) -> list[str]:
    """Claims of figures whose formula lacks another figure, one of each family."""
    related = {c.head for c in judgement.relations if c.rule == "formula-mismatch"}
    return [
        family.statements[0].id
        for family in judgement.world.amounts.values()
        if family.property.formula is not None and family.question not in related
    ]


def _of_property(property: Property, judgement: Judgement) -> Iterator[Reason]:
    if property.ordered_by is not None:
        yield "ordinal-conflict", "places that follow a quantity (`ordered-by`) are not held against it"
    for other in (*property.requires, *property.conflicts_with):
        if not (property.kind == "state" and _is_state(other, judgement)):
            reason = "`requires` and `conflicts-with` relate states only, so that a day can be compared"
            yield "conflicting-properties", reason


def _is_state(other: PropertyValue, judgement: Judgement) -> bool:
    known = judgement.corpus.vocabulary.properties.get(other.property)
    return known is not None and known.kind == "state"
