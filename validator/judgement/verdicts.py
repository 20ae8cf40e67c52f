"""From minimal sets to findings: one per question, rule and verdict, with camps, reasons, repairs and shares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import comb, lcm

from validator.judgement.camps import camps
from validator.judgement.conflicts import Conflict
from validator.judgement.constraints import Question
from validator.judgement.engine import Judgement
from validator.judgement.findings import Camp, Finding, MinimalSet, Severity, Verdict
from validator.judgement.fingerprints import content_in, fingerprint
from validator.judgement.minimal import minimal_hitting_sets
from validator.judgement.origins import origins
from validator.judgement.pairs import opposed_in
from validator.judgement.places import places
from validator.judgement.words import assumption_words, enumerated, reading, together
from validator.records.claim import Claim

SEVERITY: Mapping[Verdict, Severity] = {
    "contradiction": "error",
    "problem": "error",
    "tension": "warning",
    "undecided": "warning",
    "plan": "note",
    "explained": "note",
    "agreement": "note",
}
DEFAULT_RULE = "value-conflict"
MOST_REPAIRS = 256
MOST_NAMED = 8
"""Camps named in a message."""
MOST_WORDINGS = 4
"""Wordings of one camp told in a message; the camps themselves hold them all."""


def from_conflicts(judgement: Judgement) -> list[Finding]:
    grouped: dict[tuple[Question, str, Verdict], list[Conflict]] = defaultdict(list)
    claims = judgement.corpus.claims_by_id
    for conflict in judgement.conflicts.found:
        relation = conflict.relation
        head = relation.head if relation is not None else _slot(conflict)
        rule = relation.rule if relation is not None else DEFAULT_RULE
        grouped[head, rule, _verdict(conflict, claims)].append(conflict)
    capped = {literal.name for literals in judgement.conflicts.capped for literal in literals}
    return [_finding(judgement, *key, conflicts, claims, capped) for key, conflicts in sorted(grouped.items())]


def _slot(conflict: Conflict) -> Question:
    heads = sorted({c.head for c in conflict.core if c.rule != "published"})
    return heads[0] if heads else conflict.core[0].head


def _verdict(conflict: Conflict, claims: Mapping[str, Claim]) -> Verdict:
    if conflict.assumptions:
        return "tension"
    relation = conflict.relation
    sources = {claims[id].source for id in conflict.claims}
    if len(conflict.claims) == 1 or (relation is not None and relation.problem and len(sources) == 1):
        return "problem"
    return "contradiction"


def _finding(
    judgement: Judgement,
    question: Question,
    rule: str,
    verdict: Verdict,
    conflicts: list[Conflict],
    claims: Mapping[str, Claim],
    capped: set[str],
) -> Finding:
    corpus = judgement.corpus
    sets = tuple(MinimalSet(c.claims, c.assumptions) for c in conflicts)
    members = sorted({id for s in sets for id in s.claims})
    assumptions = tuple(sorted({a for s in sets for a in s.assumptions}))
    sources = {claims[id].source for id in members}
    by_two = all(len(s.claims) == 2 for s in sets)
    parted = camps(members, opposed_in(s.claims for s in sets) if by_two else None, claims, question, corpus)
    marks = []
    if len(sources) == 1 and len(members) > 1:
        marks.append("self-contradiction")
    independent = origins(sources, corpus)
    if independent < len(sources):
        marks.append("shared-origin")
    if capped & set(members):
        marks.append("capped")
    return Finding(
        id=identity(rule, members, judgement),
        rule=rule,
        verdict=verdict,
        severity=SEVERITY[verdict],
        subject=question.subject,
        property=question.property,
        message=_message(judgement, question, verdict, _against(parted, question, claims), assumptions),
        claims=tuple(members),
        assumptions=assumptions,
        origins=independent,
        camps=parted,
        minimal_sets=sets,
        why=_why(judgement, conflicts, claims),
        repairs=repairs(sets),
        responsibility=responsibility(sets, claims, judgement),
        places=places(members, corpus),
        marks=tuple(marks),
    )


def identity(rule: str, members: Iterable[str], judgement: Judgement, extra: str = "") -> str:
    claims = judgement.corpus.claims_by_id
    return fingerprint(rule, [content_in(judgement.corpus, claims[id]) for id in members], extra)


def about(judgement: Judgement, question: Question) -> str:
    """The question in words: its subject, and what is asked."""
    vocabulary = judgement.corpus.vocabulary
    subject = question.subject
    for join, word in (("+", " and "), (">", " to ")):
        if join in subject and subject not in vocabulary.entities:
            subject = word.join(vocabulary.name(part) for part in subject.split(join))
            break
    else:
        subject = vocabulary.name(subject)
    property = question.property.replace("-", " ")
    return f"{subject}, {property}" + (f" {question.narrowed}" if question.narrowed else "")


def _message(
    judgement: Judgement, question: Question, verdict: Verdict, against: str, assumptions: tuple[str, ...]
) -> str:
    topic = about(judgement, question)
    if verdict == "problem":
        return f"{topic}: {against} cannot be so."
    if verdict == "contradiction":
        return f"{topic}: {against} - these cannot all be true."
    named = together(assumptions, judgement.corpus.vocabulary)
    return f"{topic}: {against} - these do not go together with {named}."


def _against(parted: Iterable[Camp], question: Question, claims: Mapping[str, Claim]) -> str:
    """The answers against each other, and against whatever other questions tell of them together."""
    own: list[str] = []
    others: list[str] = []
    for camp in parted:
        asked = any(claims[id].property == question.property for id in camp.claims)
        (own if asked else others).append(" / ".join(some(camp.value.split(" / "), MOST_WORDINGS)))
    told = [*some(own), enumerated(some(others))] if own else some(others)
    return " against ".join(filter(None, told))


def some(values: list[str], most: int = MOST_NAMED) -> list[str]:
    """As many as one sentence carries."""
    if len(values) <= most:
        return values
    return [*values[: most - 1], f"{len(values) - most + 1} more"]


def _why(judgement: Judgement, conflicts: list[Conflict], claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """The chain of the first (smallest) minimal set: what each member says, what relates them, what is assumed."""
    first = min(conflicts, key=lambda c: (len(c.literals), c.claims, c.assumptions))
    vocabulary = judgement.corpus.vocabulary
    lines = []
    for id in first.claims:
        source = judgement.corpus.sources_by_id[claims[id].source]
        lines.append(f"{id} (published {source.published.text}) says: {reading(claims[id], judgement.corpus)}.")
    lines.extend(dict.fromkeys(c.why for c in first.core if c.relation or c.rule == "published"))
    lines.extend(f"Assumed, {name}: {assumption_words(name, vocabulary)}." for name in first.assumptions)
    lines.append(_conclusion(first))
    if len(conflicts) > 1:
        lines.append(_any_of(conflicts) or f"{len(conflicts)} such sets share this question.")
    return tuple(lines)


def _any_of(conflicts: list[Conflict]) -> str:
    """Sets that are all choices of so many among some claims, beside what they share, are told as that."""
    sets = [c.literals for c in conflicts]
    shared = frozenset.intersection(*sets)
    rest = frozenset.union(*sets) - shared
    sizes = {len(s - shared) for s in sets}
    if len(sizes) != 1 or len(rest) < 3:
        return ""
    size = sizes.pop()
    if size < 2 or len(sets) != comb(len(rest), size):
        return ""
    names = ", ".join(sorted(literal.name for literal in rest))
    beside = f" beside {', '.join(sorted(literal.name for literal in shared))}" if shared else ""
    return f"Any {size} of these {len(rest)} do it{beside}: {names}."


def _conclusion(conflict: Conflict) -> str:
    count = len(conflict.claims)
    if count == 1:
        return (
            "It cannot be true as it stands."
            if not conflict.assumptions
            else "It cannot be true together with what is assumed."
        )
    these = f"These {count} claims"
    if conflict.assumptions:
        return f"{these} cannot all be true together with what is assumed; without any one of them the rest can."
    return f"{these} cannot all be true; without any one of them the rest can."


def repairs(sets: tuple[MinimalSet, ...]) -> tuple[tuple[str, ...], ...]:
    """All minimal choices of claims and assumptions whose removal restores consistency, smallest first."""
    families = [frozenset((*s.claims, *s.assumptions)) for s in sets]
    found = minimal_hitting_sets(families, lambda name: name, MOST_REPAIRS)
    return tuple(tuple(sorted(hit)) for hit in found or ())


def responsibility(
    sets: tuple[MinimalSet, ...], claims: Mapping[str, Claim], judgement: Judgement
) -> tuple[tuple[str, float], ...]:
    """Sum of 1/size over the minimal sets a claim is in (MI Shapley value; Hunter and Konieczny 2010), copies counted
    once.
    """
    classes = {id: content_in(judgement.corpus, claims[id]) for s in sets for id in s.claims}
    distinct = {(frozenset(classes[id] for id in s.claims), s.assumptions) for s in sets}
    sizes: dict[str, Counter[int]] = defaultdict(Counter)
    for contents, assumptions in distinct:
        for one in contents:
            sizes[one][len(contents) + len(assumptions)] += 1
    shares = {one: _sum_of_shares(of) for one, of in sizes.items()}
    return tuple((id, shares[classes[id]]) for id in sorted(classes))


def _sum_of_shares(sizes: Mapping[int, int]) -> float:
    """The sum of 1/size over so many sets of each size, rounded once."""
    whole = lcm(*sizes)
    return sum(sets * (whole // size) for size, sets in sizes.items()) / whole
