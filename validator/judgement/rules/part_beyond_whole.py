"""A part that is larger than its whole.

The dead of a valley are among the dead of its state, and the women among all. Where the vocabulary says so (`adds-up`
on a quantity), a figure of a part is no larger than that of the whole: of a place that lies in another, of a member of
a group, of what `among`, `except` or `where` narrows down. All members of a group that lists them make up exactly the
group. Different places of one type share nobody, so that together they make up no more than what they lie in: that
holds of states and communes, and perhaps not of regions, so it is assumed by name (`no-overlap:<type>`). A running
total (`grows-only`) of a part is held against later totals of the whole as well, and that of a whole group against what
its members had come to later. With that of its own day it is compared only where one source gives both.

To mend a finding, check which places the figures are of, and their days. Two figures that have changed places are the
most frequent slip. A figure that counts people where they lived, and not where they died, is another property.

**Flagged:**

    entities: {DE: {type: country}, hesse: {type: state, located-in: DE}}
    properties: {killed: {kind: quantity, unit: people, adds-up: true}}
    morning: [{subject: DE, property: killed, is: 12 people, during: 2023-06}]  # <-- is no more than that of
    evening: [{subject: hesse, property: killed, is: 15 people, during: 2023-06}]  # <-- contradiction part-beyond-whole

**Flagged:**

    entities: {DE: {type: country}, hesse: {type: state, located-in: DE}, saxony: {type: state, located-in: DE}}
    properties: {killed: {kind: quantity, unit: people, adds-up: true}}
    morning: [{subject: DE, property: killed, is: 12 people, during: 2023-06}]  # <-- no-overlap:state
    evening:
      - {subject: hesse, property: killed, is: 9 people, during: 2023-06}  # <-- together is no more than that of
      - {subject: saxony, property: killed, is: 5 people, during: 2023-06}  # <-- tension part-beyond-whole

**Flagged:**

    entities: {hesse: {type: state}, saxony: {type: state}, both: {type: group, members: [hesse, saxony]}}
    properties: {killed: {kind: quantity, unit: people, adds-up: true}}
    morning: [{subject: both, property: killed, is: 16 people, during: 2023-06}]  # <-- together is that of both
    evening:
      - {subject: hesse, property: killed, is: 9 people, during: 2023-06}  # <-- 9 people
      - {subject: saxony, property: killed, is: 5 people, during: 2023-06}  # <-- contradiction part-beyond-whole

**Flagged:**

    entities: {flood: {type: incident}, women: {type: group}}
    properties: {killed: {kind: quantity, unit: people, adds-up: true, grows-only: true}}
    early: [{subject: flood, property: killed, is: 15 people, among: women, at: 2023-06-02}]  # <-- part-beyond-whole
    late: [{subject: flood, property: killed, is: 12 people, at: 2023-06-05}]  # <-- is no more than that of

**Flagged:**

    entities: {hesse: {type: state}, saxony: {type: state}, both: {type: group, members: [hesse, saxony]}}
    properties: {killed: {kind: quantity, unit: people, adds-up: true, grows-only: true}}
    early: [{subject: both, property: killed, is: 16 people, at: 2023-06-01}]  # <-- is no less than that of
    late:
      - {subject: hesse, property: killed, is: 9 people, at: 2023-06-02}  # <-- 9 people
      - {subject: saxony, property: killed, is: 5 people, at: 2023-06-03}  # <-- contradiction part-beyond-whole

**Accepted, because all the dead of the country may be those of one state:**

    entities: {DE: {type: country}, hesse: {type: state, located-in: DE}}
    properties: {killed: {kind: quantity, unit: people, adds-up: true}}
    morning: [{subject: DE, property: killed, is: 12 people, during: 2023-06}]
    evening: [{subject: hesse, property: killed, is: 12 people, during: 2023-06}]

**Accepted, because the country has other states:**

    entities: {DE: {type: country}, hesse: {type: state, located-in: DE}, saxony: {type: state, located-in: DE}}
    properties: {killed: {kind: quantity, unit: people, adds-up: true}}
    morning: [{subject: DE, property: killed, is: 16 people, during: 2023-06}]
    evening:
      - {subject: hesse, property: killed, is: 9 people, during: 2023-06}
      - {subject: saxony, property: killed, is: 5 people, during: 2023-06}

**Accepted, because the total may have grown to that by the later day:**

    entities: {DE: {type: country}, hesse: {type: state, located-in: DE}}
    properties: {killed: {kind: quantity, unit: people, adds-up: true, grows-only: true}}
    early: [{subject: DE, property: killed, is: 12 people, at: 2023-06-02}]
    late: [{subject: hesse, property: killed, is: 15 people, at: 2023-06-05}]

**Tension, because one article counts both at once, if it gives the newest figures:**

    entities: {DE: {type: country}, hesse: {type: state, located-in: DE}}
    properties: {killed: {kind: quantity, unit: people, adds-up: true, grows-only: true}}
    early:
      - {subject: DE, property: killed, is: 12 people}  # <-- seen-at:early/c1
      - {subject: hesse, property: killed, is: 15 people}  # <-- tension part-beyond-whole

**Accepted, because the state may have counted later that day:**

    entities: {DE: {type: country}, hesse: {type: state, located-in: DE}}
    properties: {killed: {kind: quantity, unit: people, adds-up: true, grows-only: true}}
    morning: [{subject: DE, property: killed, is: 12 people, at: 2023-06-02}]
    evening: [{subject: hesse, property: killed, is: 15 people, at: 2023-06-02}]

**Accepted, because a valley and a state may overlap, and nobody says that they do not:**

    entities:
      DE: {type: country}
      hesse: {type: state, located-in: DE}
      rhine-valley: {type: valley, located-in: DE}
    properties: {killed: {kind: quantity, unit: people, adds-up: true}}
    morning: [{subject: DE, property: killed, is: 12 people, during: 2023-06}]
    evening:
      - {subject: hesse, property: killed, is: 9 people, during: 2023-06}
      - {subject: rhine-valley, property: killed, is: 8 people, during: 2023-06}

**Accepted, because women and firefighters may be the same people:**

    entities: {flood: {type: incident}, women: {type: group}, firefighters: {type: group}}
    properties: {killed: {kind: quantity, unit: people, adds-up: true}}
    morning: [{subject: flood, property: killed, is: 12 people, during: 2023-06}]
    evening:
      - {subject: flood, property: killed, is: 9 people, among: women, during: 2023-06}
      - {subject: flood, property: killed, is: 8 people, among: firefighters, during: 2023-06}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from validator.judgement.amounts import (
    AmountFamily,
    Period,
    gap_within,
    is_count,
    narrowing_of,
    sum_at_least,
    sum_at_most,
    sum_is,
    unit_of,
)
from validator.judgement.constraints import Literal, assumption
from validator.judgement.containment import containers, related
from validator.judgement.formulas import TRUE, Formula, Var, all_of
from validator.judgement.rule import Relation, rule
from validator.judgement.words import enumerated
from validator.judgement.world import World
from validator.values.dataclass import dataclass


@rule(over="amount", weight=25)
def relate(whole: AmountFamily, world: World) -> Iterator[Relation]:
    if not whole.property.adds_up:
        return
    parts = [other for other in world.amounts.values() if _is_part(other, whole, world)]
    for part in parts:
        yield from _no_more([part], whole, world)
    for type, group in _apart(parts, whole, world):
        if frozenset(part.subject for part in group) == world.corpus.vocabulary.members_of(whole.subject):
            yield from _exactly(group, whole, world)
        else:
            yield from _no_more(group, whole, world, frozenset({assumption(f"no-overlap:{type}")}))


def _is_part(part: AmountFamily, whole: AmountFamily, world: World) -> bool:
    if part is whole or part.property.name != whole.property.name:
        return False
    inner, outer = narrowing_of(part), narrowing_of(whole)
    return all(
        (
            unit_of(part).dimension == unit_of(whole).dimension,
            (inner.of, inner.stage) == (outer.of, outer.stage),
            _lies_in(part.subject, whole.subject, world),
            outer.among in (None, inner.among),
            outer.excepted in ((), inner.excepted),
            outer.where is None or (inner.where is not None and _lies_in(inner.where, outer.where, world)),
        )
    )


def _lies_in(inner: str, outer: str, world: World) -> bool:
    return inner == outer or outer in containers(inner, world.corpus.vocabulary)


def _apart(
    parts: Iterable[AmountFamily], whole: AmountFamily, world: World
) -> Iterator[tuple[str, list[AmountFamily]]]:
    """Parts that may share nothing, with their type: other places of one type, none of which lies in another."""
    vocabulary = world.corpus.vocabulary
    by_type: dict[str, list[AmountFamily]] = defaultdict(list)
    for part in parts:
        entity = vocabulary.entities.get(part.subject)
        if entity is not None and part.subject != whole.subject and narrowing_of(part) == narrowing_of(whole):
            by_type[entity.type].append(part)
    for type, group in by_type.items():
        nested = any(related(one.subject, other.subject, vocabulary) for one, other in combinations(group, 2))
        if len(group) > 1 and not nested:
            yield type, group


def _no_more(
    parts: list[AmountFamily], whole: AmountFamily, world: World, rests: frozenset[Literal] = frozenset()
) -> Iterator[Relation]:
    for included, total in _included(parts, whole):
        if not included or len(included) == 1 < len(parts):
            continue
        verb = "is" if len(included) == 1 else "together is"
        told = _named([amount.part for amount in included], world)
        why = f"{whole.property.name} of {told} {verb} no more than that of {_named([whole], world)}."
        limit = sum_at_most([amount.var for amount in included], total)
        yield Relation(all_of(limit, *(amount.known for amount in included)), rests, whole.question, why)


def _exactly(parts: list[AmountFamily], whole: AmountFamily, world: World) -> Iterator[Relation]:
    why = f"{whole.property.name} of {_named(parts, world)} together is that of {_named([whole], world)}."
    for included, total in _included(parts, whole):
        if len(included) == len(parts) and all(amount.now for amount in included):
            yield Relation(sum_is([amount.var for amount in included], total), frozenset(), whole.question, why)
    yield from _no_more(parts, whole, world)
    grown = (
        f"{whole.property.name} of {_named(parts, world)} together is no less than that of {_named([whole], world)}."
    )
    for included, total in _grown(parts, whole):
        limit = sum_at_least([amount.var for amount in included], total)
        yield Relation(all_of(limit, *(amount.known for amount in included)), frozenset(), whole.question, grown)


@dataclass(frozen=True, slots=True)
class Amount:
    """What a part had, at the latest (or at the earliest) when the whole was counted."""

    part: AmountFamily
    var: Var
    now: bool = True
    """Whether it is of the period of the whole, and of its moment."""
    known: Formula = TRUE
    """What is known of it besides: counts that it is no smaller, or no greater, than."""


def _included(parts: list[AmountFamily], whole: AmountFamily) -> Iterator[tuple[list[Amount], Var]]:
    """For each amount of the whole, the amounts of parts that it includes: of its period, and counted before it.

    Counts of one day are of one moment only where one source gives them, and its own sums are held to that alone.
    """
    if not whole.periods:
        yield [Amount(part, part.var(None)) for part in parts if not part.periods], whole.var(None)
    for period in whole.periods.values():
        if not is_count(period, whole.property):
            same = [Amount(part, part.var(period)) for part in parts if period.name in part.periods]
            yield same, whole.var(period)
            continue
        before = [a for part in parts if (a := _counted_before(part, period)) is not None]
        yield before, whole.ends(period)[0]
        yield from _at_moments(parts, whole, period, before)


def _grown(parts: list[AmountFamily], whole: AmountFamily) -> Iterator[tuple[list[Amount], Var]]:
    """For each count of a whole, what its parts had come to by then or later, if all of them are counted."""
    for period in whole.periods.values():
        if is_count(period, whole.property):
            later = [a for part in parts if (a := _counted_after(part, period)) is not None]
            for amounts, total in ((later, whole.ends(period)[1]), *_at_moments(parts, whole, period, later)):
                if len(amounts) == len(parts):
                    yield amounts, total


def _at_moments(
    parts: list[AmountFamily], whole: AmountFamily, period: Period, others: list[Amount]
) -> Iterator[tuple[list[Amount], Var]]:
    """Counts of one source, and those of other days of the parts that it does not count."""
    for source in _counting(whole, period):
        now = [Amount(p, p.moment(period, source)) for p in parts if source in _counting(p, period)]
        if now:
            counted = {amount.part.slot for amount in now}
            yield [*now, *(a for a in others if a.part.slot not in counted)], whole.moment(period, source)


def _counting(family: AmountFamily, period: Period) -> list[str]:
    """The sources that count in a period."""
    return sorted({statement.claim.source for statement in family.counts.get(period.name, ())})


def _counts(part: AmountFamily) -> list[Period]:
    return [p for p in part.periods.values() if is_count(p, part.property)]


def _counted_before(part: AmountFamily, period: Period) -> Amount | None:
    """What a part had come to by its newest counts before a period, whichever of these was the last."""
    before = [p for p in _counts(part) if p.days[1] < period.days[0]]
    newest = [p for p in before if not any(p.days[1] < other.days[0] for other in before)]
    ends = [part.ends(p)[1] for p in newest]
    if len(ends) < 2:
        return Amount(part, ends[0], now=False) if ends else None
    reached = Var("number", f"{part.slot} before {period.name}")
    return Amount(part, reached, False, all_of(*(gap_within(reached, end, Fraction(0), None) for end in ends)))


def _counted_after(part: AmountFamily, period: Period) -> Amount | None:
    """What a part had come to at most by its oldest counts after a period, whichever of these was the first."""
    after = [p for p in _counts(part) if p.days[0] > period.days[1]]
    oldest = [p for p in after if not any(other.days[1] < p.days[0] for other in after)]
    starts = [part.ends(p)[0] for p in oldest]
    if len(starts) < 2:
        return Amount(part, starts[0], now=False) if starts else None
    reached = Var("number", f"{part.slot} after {period.name}")
    return Amount(part, reached, False, all_of(*(gap_within(start, reached, Fraction(0), None) for start in starts)))


def _named(families: Iterable[AmountFamily], world: World) -> str:
    vocabulary = world.corpus.vocabulary
    return enumerated([f"{vocabulary.name(f.subject)} {f.question.narrowed}".rstrip() for f in families])
