"""Checks that did not run, each with what is missing: silence must not look like consistency."""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.engine import Judgement
from validator.records.claim import Claim
from validator.records.evidence import Anchor
from validator.records.vocabulary import Property, Vocabulary

Reason = tuple[str, str]
"""The rule that would have checked it, and why it did not."""


def of_claim(claim: Claim, property: Property, anchor: Anchor | None) -> Iterator[Reason]:
    """What of a claim is not compared, given where its words stand in its source's text."""
    moods = set(claim.mood)
    if claim.kind == "prose" or claim.says is not None:
        yield "value-conflict", "prose is kept and searchable, never tested"
    elif moods & {"asserted", "denied"} and moods - {"asserted", "denied"}:
        yield "value-conflict", "the words leave open whether it is told as done"
    elif moods - {"asserted", "denied"}:
        yield (
            "value-conflict",
            "told as planned, hoped, possible or required: held against outcomes only",
        )
    if property.kind == "quantity" and claim.not_ is not None:
        yield "value-conflict", "a denied figure says too little to be held against another"
    if property.kind == "state" and not property.single and (claim.only is not None or claim.count is not None):
        yield (
            "count-mismatch",
            "several values of a state are counted only if its property is a set",
        )
    if anchor is None:
        yield "quote-not-found", "a row of a bulk file, whose source has no text here"
    elif anchor.status == "no-text":
        yield "quote-not-found", "the source's text is not archived here"


def without_their_formula(judgement: Judgement) -> list[str]:
    """Claims of figures whose formula lacks another figure, one of each family."""
    related = {c.head for c in judgement.relations if c.rule == "formula-mismatch"}
    return [
        family.statements[0].id
        for family in judgement.world.amounts.values()
        if family.property.formula is not None and family.question not in related
    ]


def of_property(property: Property, vocabulary: Vocabulary) -> Iterator[Reason]:
    """What a property asks for that is not compared."""
    if property.ordered_by is not None:
        yield "ordinal-conflict", "places that follow a quantity (`ordered-by`) are not held against it"
    for other in (*property.requires, *property.conflicts_with):
        known = vocabulary.properties.get(other.property)
        if not (property.kind == "state" and known is not None and known.kind == "state"):
            reason = "`requires` and `conflicts-with` relate states only, so that a day can be compared"
            yield "conflicting-properties", reason
