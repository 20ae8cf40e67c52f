"""A qualifier that a property requires and the claim lacks, or that the property does not allow.

Without its period a trade figure says nothing that could be compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World
from validator.records.claim import TIME_KEYS, Claim

FIELDS = {
    "among": "among",
    "except": "except_",
    "stage": "stage",
    "where": "where",
    "weekday": "weekday",
    "said-by": "said_by",
    "of": "of",
}


@rule(over="claim")
def check(claim: Claim, world: World) -> Iterator[Problem]:
    qualifiers = world.corpus.vocabulary.properties[claim.property].qualifiers
    stated = {key for key, field in FIELDS.items() if getattr(claim, field) not in (None, ())}
    stated |= {entry.key for entry in claim.times}
    for key in qualifiers.required:
        if key not in stated:
            message = f"{claim.full_id}: {claim.property} needs {key}, which the claim does not state."
            yield Problem(message, (claim.full_id,), key=f"required {key}")
    if qualifiers.allowed is not None:
        for key in sorted(stated - set(qualifiers.allowed) - set(qualifiers.required)):
            kind = "time key" if key in TIME_KEYS else "qualifier"
            message = f"{claim.full_id}: {claim.property} does not allow the {kind} {key}."
            yield Problem(message, (claim.full_id,), field=key, key=f"allowed {key}")
