"""A qualifier that a property requires and the claim lacks, or that the property does not allow.

A trade figure without its period can be compared with nothing, and a share without its denominator says nothing. Where
the desk has agreed that a property needs a qualifier, or that some make no sense with it, the vocabulary says so under
`qualifiers`, and this rule holds claims to it.

To mend a finding, add the qualifier if the passage states it. If it does not, the figure is better encoded under a
property that does without, or as prose.

**Flagged:**

    entities: {JP: {type: country}}
    properties: {exports: {kind: quantity, unit: USD, qualifiers: {required: during}}}
    morning: [{subject: JP, property: exports, is: 747 billion USD}]  # <-- exports needs during

**Flagged:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {exports: {kind: quantity, unit: USD, qualifiers: {required: during, allowed: [of]}}}
    morning:
      - {subject: JP, property: exports, is: 747 billion USD, during: 2023, where: VN}  # <-- does not allow the

**Accepted, because the period is stated:**

    entities: {JP: {type: country}}
    properties: {exports: {kind: quantity, unit: USD, qualifiers: {required: during}}}
    morning: [{subject: JP, property: exports, is: 747 billion USD, during: 2023}]

**Accepted, because a required qualifier need not be listed as allowed once more:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties: {exports: {kind: quantity, unit: USD, qualifiers: {required: during, allowed: [of]}}}
    morning: [{subject: JP, property: exports, is: 747 billion USD, during: 2023, of: VN}]
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
    if not qualifiers.required and qualifiers.allowed is None:
        return
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
