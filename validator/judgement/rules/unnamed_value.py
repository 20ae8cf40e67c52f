"""A value that the quote does not name, where it names another of its kind.

A claim is worth what its quote says. Where the value is an entity with a name in the language of the source, but no
name of it stands in the quote, and the quote does name another entity of the same type, of which the claim says
nothing, one was probably taken for the other. A name counts as told by the greater part of any word of it, since
endings change. What a reader fills in from the context (*it*, *the capital*) is not asked for as long as nothing else
of that type is named.

To mend a finding, correct the value, or extend the quote to the words that name it (`quote: ["Truss resigned", "she was
succeeded by Sunak"]`). Where the source has its own word for it (*the Kremlin*), add that to the entity's names.
Entities are looked for that stand in YAML, not in rows.

**Flagged:**

    entities: {pact: {type: pact}, PE: {type: country, names: {en: [Peru]}}, CN: {type: country, names: {en: [China]}}}
    properties: {partners: {kind: set}}
    morning: [{subject: pact, property: partners, has: [CN], quote: A partnership with Peru.}]  # <-- it names “Peru”

**Accepted, because the quote names both:**

    entities: {pact: {type: pact}, PE: {type: country, names: {en: [Peru]}}, CN: {type: country, names: {en: [China]}}}
    properties: {partners: {kind: set}}
    morning: [{subject: pact, property: partners, has: [CN], quote: A partnership with Peru and China.}]

**Accepted, because the other one is what the claim is about:**

    entities: {pact: {type: pact}, PE: {type: country, names: {en: [Peru]}}, CN: {type: country, names: {en: [China]}}}
    properties: {partners: {kind: set}}
    morning: [{subject: PE, property: partners, has: [CN], quote: Peru and its neighbour are partners.}]

**Accepted, because the other one is of another type:**

    entities: {pact: {type: pact}, PE: {type: country, names: {en: [Peru]}}, OPEC: {type: group, names: {en: [OPEC]}}}
    properties: {partners: {kind: set}}
    morning: [{subject: pact, property: partners, has: [PE], quote: It is a partner of OPEC as well.}]

**Accepted, because the name is told with another ending:**

    entities:
      pact: {type: pact}
      FI: {type: country, names: {fi: [Suomi]}}
      SE: {type: country, names: {fi: [Ruotsi]}}
    properties: {next-to: {kind: set}}
    morning: {language: fi, claims: [{subject: pact, property: next-to, has: [SE], quote: Suomi on Ruotsin naapuri.}]}

**Accepted, because one lies in the other:**

    entities:
      pact: {type: pact}
      GB: {type: country, names: {en: [Britain]}}
      scotland: {type: country, names: {en: [Scotland]}, located-in: [GB]}
    properties: {partners: {kind: set}}
    morning: [{subject: pact, property: partners, has: [scotland], quote: Partners in Britain were named.}]

**Accepted, because nothing tells how this language names it:**

    entities: {pact: {type: pact}, PE: {type: country, names: {en: [Peru]}}, CN: {type: country, names: {fr: [Chine]}}}
    properties: {partners: {kind: set}}
    morning: [{subject: pact, property: partners, has: [CN], quote: A partnership with Peru.}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.named_otherwise import named_otherwise
from validator.judgement.rule import Problem, rule
from validator.judgement.words import enumerated
from validator.judgement.world import World
from validator.records.claim import Claim


@rule(over="claim")
def check(claim: Claim, world: World) -> Iterator[Problem]:
    vocabulary = world.corpus.vocabulary
    for one in named_otherwise(claim, world.corpus.sources_by_id[claim.source], vocabulary):
        name, others = vocabulary.name(one.value), enumerated([f"\u201c{other}\u201d" for other in one.others])
        message = f"{claim.full_id}: the quote does not name {name}; it names {others}, of which the claim "
        message += "says nothing."
        yield Problem(message, (claim.full_id,), field=one.field, severity="warning", key=f"{one.field} {one.value}")
