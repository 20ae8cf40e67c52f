"""A number or date that the quote does not carry.

A claim is worth what its quote says. Numbers, ordinals and dates in the quote are read in the language of the source,
with its number words and scales, and must leave room for the value of the claim; so must they for a term that begins
with a number (`60+`). What a reader fills in from the context (the year of "11 September", the date of "yesterday") is
not asked for. Nothing else catches a slip of the pen in a claim that no other source speaks to.

To mend a finding, correct the value, or extend the quote to the words that carry it; words that stand apart are a list
(`quote: ["24.11.2021", "143 dead"]`). The day of publication, which no words need name, is `0D`. A
source that is itself mistaken keeps its words; `fix` states the emended reading.

**Flagged:**

    entities: {fleet: {type: navy}}
    properties: {size: {kind: quantity, unit: ships}}
    morning:
      - {subject: fleet, property: size, is: 46 ships, at: 2023, quote: The fleet had 64 ships in 2023.}  # <-- has 64

**Flagged:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning:
      - {subject: treaty, property: concluded, when: 2021-09-11, quote: Signed on 11 November 2021.}  # <-- month 9

**Accepted, because the day of publication needs no words:**

    entities: {fleet: {type: navy}}
    properties: {size: {kind: quantity, unit: ships}}
    morning: [{subject: fleet, property: size, is: 46 ships, at: 0D, quote: The fleet has 46 ships.}]

**Accepted, because the quote rounds the same number:**

    entities: {fleet: {type: navy}}
    properties: {size: {kind: quantity, unit: ships}}
    morning: [{subject: fleet, property: size, is: about 60 ships, quote: The fleet has some sixty ships.}]

**Accepted, because the year comes from the context:**

    entities: {treaty: {type: agreement}}
    properties: {concluded: {kind: event}}
    morning: [{subject: treaty, property: concluded, when: 2021-09-11, quote: It was signed on 11 September.}]

**Accepted, because whoever lists three names need not write the number:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, only: [CN, RU, IN], count: 3, quote: "China, Russia and India"}]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from validator.judgement.rule import Problem, rule
from validator.judgement.world import World
from validator.records.claim import Claim
from validator.records.source import Source


@rule(over="claim")
def check(claim: Claim, world: World) -> Iterator[Problem]:
    from validator.records.support import told_elsewhere, unsupported

    source = world.corpus.sources_by_id[claim.source]
    archived = world.corpus.texts.get(claim.source)
    for missing in unsupported(claim, source.language, claim.quotes):
        message = f"{claim.full_id}: {missing.field} {missing.value} has no support in the quote ({missing.reason})."
        if missing.date and missing.value == source.published.text:
            message += " It is the day of publication, which is written 0D."
        elif archived is not None:
            words = told_elsewhere(missing, source.language, archived.text)
            if words and _may_be_of(dict(missing.date).get("year"), words, source):
                message += f" The text has it in \u201c{words}\u201d: quote these words as well."
        yield Problem(
            message, (claim.full_id,), field=missing.field, severity="warning", key=f"{missing.field} {missing.value}"
        )


def _may_be_of(year: int | None, words: str, source: Source) -> bool:
    """Whether words for a date can be of a year: they name it, or leave out one that is near the publication."""
    if year is None or str(year) in words:
        return True
    window = source.published.hull
    known = [date.fromordinal(day).year for day in (window.lo, window.hi) if day is not None]
    return not known or min(known) - 1 <= year <= max(known) + 1
