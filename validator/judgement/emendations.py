"""What follows from emending a faulty text, and what from leaving it as it stands."""

from __future__ import annotations

from validator.judgement.engine import Judgement
from validator.judgement.findings import Finding
from validator.judgement.words import reading


def emendation_notes(judgement: Judgement, findings: list[Finding]) -> list[str]:
    """One sentence per emended claim: both readings, and the findings each takes part in."""
    corpus = judgement.corpus
    full = {s.id: s.claim for s in reversed(judgement.statements.full)}
    literal = {s.id: s.claim for s in reversed(judgement.statements.literal)}
    notes = []
    untyped: list[str] = []
    for claim in corpus.claims:
        if not claim.fix:
            continue
        id = claim.full_id
        changed = "; ".join(f"{wrong} read as {right}" for wrong, right in claim.fix)
        printed = reading(literal[id], corpus) if id in literal else claim.says or reading(claim, corpus)
        meant = reading(full[id], corpus) if id in full else printed
        if printed == meant:
            untyped.append(f"{id} ({changed})")
            continue
        name = f"emended:{id}"
        accused = sorted(
            f.id for f in findings if name in f.assumptions and f.minimal_sets and f.verdict != "explained"
        )
        dissolved = sorted(f.id for f in findings if "emendation" in f.explained_by and id in f.claims)
        meets = f"emended it clashes in {', '.join(accused)}" if accused else "emended it clashes with no claim"
        stands = (
            f"as printed it would clash in {', '.join(dissolved)}"
            if dissolved
            else "as printed it would clash with none either"
        )
        notes.append(
            f"{id} is emended ({changed}). As printed: {printed}. As emended: {meant}. {meets.capitalize()}; {stands}."
        )
    if untyped:
        notes.append(f"Emended without any typed value depending on it: {', '.join(untyped)}.")
    return notes
