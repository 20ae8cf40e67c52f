"""Claims that met no other claim, and why; and which missing field would unlock most comparisons."""

from __future__ import annotations

from collections import Counter, defaultdict

from validator.judgement.engine import Judgement
from validator.records.claim import Claim


def lonely(judgement: Judgement) -> dict[str, str]:
    """Full id -> why the claim was compared with none."""
    by_slot: dict[str, set[str]] = defaultdict(set)
    for id, slots in judgement.world.questions_of.items():
        for slot in slots:
            by_slot[slot].add(id)
    met = {id for ids in by_slot.values() if len(ids) > 1 for id in ids}
    for relation in judgement.relations:
        claims = {lit.name for lit in relation.literals if lit.is_claim}
        if len(claims) > 1:
            met |= claims
    return {c.full_id: _reason(c, judgement) for c in judgement.corpus.claims if c.full_id not in met}


def _reason(claim: Claim, judgement: Judgement) -> str:
    if claim.kind == "prose" or claim.says is not None:
        return "prose: kept and searchable, never tested"
    if set(claim.mood) - {"asserted", "denied"}:
        return "not told as done: held against outcomes only"
    if claim.full_id not in judgement.world.questions_of:
        return "a headline whose text speaks for it"
    return "nobody else answers the same question"


def missing_fields(judgement: Judgement) -> dict[str, int]:
    """Fields whose absence keeps claims from being compared outright, with the number of claims that lack them."""
    counts: Counter[str] = Counter()
    wanted = {
        "same-stage": "stage",
        "same-period": "a period (during)",
        "seen-at": "a time (at) for a list or a number",
    }
    seen: set[tuple[str, str]] = set()
    for constraint in judgement.constraints:
        for literal in constraint.literals:
            kind, _, claim = literal.name.partition(":")
            if not literal.is_claim and kind in wanted and (kind, claim) not in seen:
                seen.add((kind, claim))
                counts[wanted[kind]] += 1
    return dict(counts)
