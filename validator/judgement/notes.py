"""Findings that accuse nobody: apparent clashes explained, agreements, and plans with their outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from validator.judgement.agreements import agreements
from validator.judgement.bare import Apparent, apparent_clashes
from validator.judgement.camps import camps, key_of, value_words, when_words
from validator.judgement.constraints import Question
from validator.judgement.engine import Judgement
from validator.judgement.findings import Camp, Finding, MinimalSet
from validator.judgement.origins import origins
from validator.judgement.pairs import Opposed, number_of_pairs, opposed_in, pairs_of, witnesses
from validator.judgement.places import places
from validator.judgement.plans import AHEAD, Followed, followed
from validator.judgement.verdicts import SEVERITY, about, identity, some
from validator.judgement.words import named, reading
from validator.records.claim import Claim
from validator.records.corpus import Corpus

MOST_PAIRS = 256
"""Apparent clashes listed of one question."""
MOST_TOLD = 40
"""Claims read out of one question."""
MOST_IN_ONE_GO = 6
"""Values of plans, or of what became of them, that a headline names."""
_SPEAK_OF = {
    "stage": "another stage",
    "time": "another time",
    "scope": "another scope",
    "series": "another series",
    "attribution": "another speaker",
    "emendation": "a wording that is emended",
}


def explained(judgement: Judgement, conflicts: list[Finding]) -> list[Finding]:
    known = opposed_in(s.claims for f in conflicts for s in f.minimal_sets)
    found = apparent_clashes(judgement, known)
    claims = judgement.corpus.claims_by_id
    return [_explained(judgement, clash, opposed, claims) for clash, opposed in sorted(found.items())]


def _explained(judgement: Judgement, clash: Apparent, opposed: Opposed, claims: Mapping[str, Claim]) -> Finding:
    corpus, axes = judgement.corpus, clash.explained_by
    question = Question(clash.subject, clash.property)
    members = tuple(sorted(opposed))
    many = number_of_pairs(opposed) > MOST_PAIRS
    parted = camps(members, opposed, claims, question, corpus)
    sources = {claims[id].source for id in members}
    why = [f"{id} says: {reading(claims[id], corpus)}." for id in members[:MOST_TOLD]]
    if len(members) > MOST_TOLD:
        why.append(f"So do {len(members) - MOST_TOLD} more claims, each in its own way.")
    why.append(f"Read without their {_axes(axes)} these could not all be true; with it they can.")
    of_shares = judgement.corpus.vocabulary.properties[clash.property].kind == "quantity"
    speak_of = {**_SPEAK_OF, "series": "another whole"} if of_shares else _SPEAK_OF
    said = "they speak of " + " and ".join(speak_of[axis] for axis in axes)
    if "stage" in axes and _stage_left_open(members, claims):
        said = "the words leave open which stage each speaks of, and they can be different ones"
        why.append("Were both of one stage, they could not both be true.")
    if "series" in axes and of_shares:
        parted = _with_wholes(parted, claims, corpus)
    if "time" in axes:
        parted = _with_times(parted, claims, corpus)
    return Finding(
        id=identity("apparent-conflict", members, judgement, "+".join(axes)),
        rule="apparent-conflict",
        verdict="explained",
        severity=SEVERITY["explained"],
        subject=question.subject,
        property=question.property,
        message=f"{about(judgement, question)}: {_against(parted)} - no contradiction: {said}.",
        claims=members,
        explained_by=axes,
        origins=origins(sources, corpus),
        camps=parted,
        minimal_sets=tuple(map(MinimalSet, witnesses(opposed) if many else pairs_of(opposed))),
        why=tuple(why),
        places=places(members, corpus),
        marks=("capped",) if many else (),
    )


def _stage_left_open(members: tuple[str, ...], claims: Mapping[str, Claim]) -> bool:
    return any(len(claims[id].stage) > 1 for id in members)


def _with_times(parted: tuple[Camp, ...], claims: Mapping[str, Claim], corpus: Corpus) -> tuple[Camp, ...]:
    """Camps that differ by time say when."""
    found = []
    for camp in parted:
        times = some(list(dict.fromkeys(when_words(claims[id], corpus) for id in camp.claims)))
        found.append(Camp(f"{camp.value} ({'; '.join(times)})", camp.claims, camp.key))
    return tuple(found)


def _with_wholes(parted: tuple[Camp, ...], claims: Mapping[str, Claim], corpus: Corpus) -> tuple[Camp, ...]:
    """Camps of shares say of what."""
    found = []
    for camp in parted:
        wholes = dict.fromkeys(whole for id in camp.claims if (whole := claims[id].of) is not None)
        of_them = " and ".join(f"of {named(whole, corpus.vocabulary)}" for whole in wholes)
        found.append(Camp(f"{camp.value} {of_them}".rstrip(), camp.claims, camp.key))
    return tuple(found)


def _axes(axes: tuple[str, ...]) -> str:
    return " together with ".join(axes)


def _against(parted: tuple[Camp, ...]) -> str:
    return " against ".join(some([camp.value for camp in parted]))


def agreed(judgement: Judgement, conflicts: list[Finding]) -> list[Finding]:
    corpus = judgement.corpus
    contested = {(f.subject, f.property) for f in conflicts if f.verdict in ("contradiction", "tension")}
    claims = corpus.claims_by_id
    found = []
    clashing = [frozenset(c.claims) for c in judgement.conflicts.found if len(c.claims) > 1]
    for agreement in agreements(judgement, contested, clashing):
        question = Question(agreement.subject, agreement.property)
        values = list(dict.fromkeys(value_words(claims[id], question, corpus) for id in agreement.claims))
        sources = {claims[id].source for id in agreement.claims}
        count = origins(sources, corpus)
        agree = f"{len(sources)} sources agree"
        independent = f"{count} independent origin{'s' if count != 1 else ''}"
        found.append(
            Finding(
                id=identity(
                    "agreement",
                    agreement.claims,
                    judgement,
                    f"{agreement.subject}/{agreement.property}/{agreement.value}",
                ),
                rule="agreement",
                verdict="agreement",
                severity=SEVERITY["agreement"],
                subject=agreement.subject,
                property=agreement.property,
                message=f"{about(judgement, question)}: {' / '.join(values)} - {agree} ({independent}).",
                claims=agreement.claims,
                assumptions=agreement.assumptions,
                origins=count,
                camps=(Camp(" / ".join(values), agreement.claims, _keys(agreement.claims, question, claims, corpus)),),
                why=tuple(f"{id} says: {reading(claims[id], corpus)}." for id in agreement.claims),
                places=places(agreement.claims, corpus),
                marks=("shared-origin",) if count < len(sources) else (),
            )
        )
    return found


def _keys(ids: Iterable[str], question: Question, claims: Mapping[str, Claim], corpus: Corpus) -> str:
    return " / ".join(dict.fromkeys(key_of(claims[id], question, corpus) for id in ids))


def plans(judgement: Judgement) -> list[Finding]:
    corpus = judgement.corpus
    claims = corpus.claims_by_id
    return [_plan(judgement, item, claims) for item in followed(judgement)]


def _plan(judgement: Judgement, item: Followed, claims: Mapping[str, Claim]) -> Finding:
    corpus = judgement.corpus
    question = Question(item.subject, item.property)
    members = (*item.plans, *item.outcomes)
    sources = {claims[id].source for id in members}
    by_value: dict[str, list[str]] = {}
    for id in members:
        by_value.setdefault(value_words(claims[id], question, corpus), []).append(id)
    note = f" ({item.note})" if item.note else ""
    planned = _in_one_go(list(dict.fromkeys(value_words(claims[id], question, corpus) for id in item.plans)))
    done = _in_one_go(list(dict.fromkeys(value_words(claims[id], question, corpus) for id in item.outcomes)))
    outcome = _CAME_OUT.get(item.outcome, item.outcome)
    became = f" - {outcome}: {done}" if done else f" - {outcome}"
    return Finding(
        id=identity("plan-and-outcome", members, judgement, f"{item.subject}/{item.property}/{item.outcome}"),
        rule="plan-and-outcome",
        verdict="plan",
        severity=SEVERITY["plan"],
        subject=item.subject,
        property=item.property,
        message=f"{about(judgement, question)}: {planned}{became}{note}.",
        claims=tuple(sorted(members)),
        assumptions=item.assumptions,
        outcome=item.outcome,
        origins=origins(sources, corpus),
        camps=tuple(
            Camp(value, tuple(sorted(ids)), _keys(ids, question, claims, corpus)) for value, ids in by_value.items()
        ),
        why=tuple(f"{id} says: {reading(claims[id], corpus)}." for id in members),
        places=places(members, corpus),
    )


_CAME_OUT: Final = {"above": "came out higher", "below": "came out lower"}


def _in_one_go(values: list[str]) -> str:
    """Values of a headline, each mood named once for those that follow; of many the first ones, and how many more."""
    told: list[str] = []
    mood = ""
    for value in values if len(values) <= MOST_IN_ONE_GO + 1 else values[:MOST_IN_ONE_GO]:
        head, colon, rest = value.partition(": ")
        moods = head if colon and AHEAD.issuperset(head.split(" or ")) else ""
        told.append(rest if moods and moods == mood else value)
        mood = moods
    rest_of_them = f" and {len(values) - len(told)} more" if len(told) < len(values) else ""
    return " / ".join(told) + rest_of_them
