"""A headline that says more than its text.

Headlines shorten, and on the way a plan becomes a deed and an agreement in principle a signing. What most readers take
away is then not what the article says. The text is the measure: a headline goes too far when no sentence of the text
that answers the same question tells as much.

To mend a finding, check that the claim reads the headline right (`stage` and `mood` may hold a list where its words
leave them open). If it does, the finding is about the article: rule on it, naming the headline.

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      - {subject: treaty, property: concluded, stage: signed, part: headline}  # <-- goes beyond its text
      - {subject: treaty, property: concluded, stage: signed, mood: planned}  # <-- planned

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      - {subject: treaty, property: concluded, stage: signed, part: headline}  # <-- problem headline-beyond-body
      - {subject: treaty, property: concluded, stage: agreed}  # <-- Text, no more than: treaty: concluded (agreed)

**Accepted, because one sentence of the text tells as much:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      - {subject: treaty, property: concluded, stage: signed, part: headline}
      - {subject: treaty, property: concluded, stage: agreed}
      - {subject: treaty, property: concluded, stage: signed}

**Accepted, because the headline tells a plan too:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}}
    morning:
      - {subject: treaty, property: concluded, stage: signed, mood: planned, part: headline}
      - {subject: treaty, property: concluded, stage: signed, mood: planned}

**Accepted, because the text does not come back to the question:**

    entities: {treaty: {type: agreement}, talks: {type: meeting}}
    properties: {concluded: {kind: event, stages: [agreed, signed, in-force]}, held: {kind: event}}
    morning:
      - {subject: treaty, property: concluded, stage: signed, part: headline}
      - {subject: talks, property: held, mood: planned}
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.words import reading
from validator.judgement.world import World
from validator.records.claim import Claim
from validator.records.source import Source
from validator.records.vocabulary import Property

STRENGTH = {"denied": 0, "possible": 1, "hoped": 1, "required": 1, "planned": 2, "asserted": 3}


@rule(over="source")
def check(source: Source, world: World) -> Iterator[Problem]:
    claims = [c for c in world.corpus.claims_by_source[source.id] if c.says is None]
    beyond: list[tuple[Claim, Claim]] = []
    for claim in claims:
        if claim.part != "headline":
            continue
        property = world.corpus.vocabulary.properties[claim.property]
        bodies = [c for c in claims if _same_question(claim, c)]
        if bodies and not any(_carries(body, claim, property) for body in bodies):
            beyond.append((claim, bodies[0]))
    if beyond:
        told = "; ".join(reading(headline, world.corpus) for headline, _ in beyond)
        weaker = "; ".join(dict.fromkeys(reading(body, world.corpus) for _, body in beyond))
        message = f"The headline of {source.id} goes beyond its text. Headline: {told}. Text, no more than: {weaker}."
        members = tuple(dict.fromkeys(c.full_id for pair in beyond for c in pair))
        first = beyond[0][0]
        yield Problem(message, members, severity="warning", subject=first.subject.key, property=first.property)


def _same_question(headline: Claim, other: Claim) -> bool:
    same = (other.source, other.subject, other.property) == (headline.source, headline.subject, headline.property)
    return same and other.part == "body" and other.says is None


def _carries(body: Claim, headline: Claim, property: Property) -> bool:
    strength = max(STRENGTH[m] for m in body.mood) >= min(STRENGTH[m] for m in headline.mood)
    return strength and _stage(body, property, 0) >= _stage(headline, property, 0)


def _stage(claim: Claim, property: Property, unstated: int) -> int:
    if property.kind != "event":  # the stages of a figure are no steps towards anything
        return 0
    heights = [property.stages.index(s) for s in claim.stage if s in property.stages]
    return max(heights, default=len(property.stages) if not claim.stage else unstated)
