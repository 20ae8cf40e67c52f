"""Ranks that cannot be: two on one place, or a place that dates and lists do not leave.

"The fourth country to do so" says how many came before. In one series and scope each place has one member; whoever
belongs on a day ranks within the number of that day, and whoever does not yet ranks beyond it; what ranks earlier in a
series happens no later; among fewer, nobody ranks lower than among all.

To mend a finding, look for the scope of each rank: "the first in Asia" and "the third" are about different rows, and
the words that tell them apart (`among`, `of`) are easily left out of a claim.

**Flagged:**

    entities: [VN, KR, US]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, is: KR, nth: 4}]  # <-- Each place has one member
    evening: [{subject: VN, property: partners, is: US, nth: 4}]  # <-- contradiction ordinal-conflict

**Flagged:**

    entities: [VN, CN, RU, IN, KR]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, is: KR, nth: 2, since: 2022}]  # <-- 3 members stand before any newcomer
    evening: [{subject: VN, property: partners, only: [CN, RU, IN], at: 2021}]  # <-- ordinal-conflict members-persist

**Flagged:**

    entities: {talks-a: {type: meeting}, talks-b: {type: meeting}, defence-talks: {type: series}}
    properties: {held: {kind: event}}
    morning: [{subject: talks-a, property: held, of: defence-talks, nth: 1, when: 2022}]  # <-- happens no later
    evening: [{subject: talks-b, property: held, of: defence-talks, nth: 2, when: 2019}]  # <-- no. 1, 2022 against

**Accepted, because one is the first of its region and the other the first of all:**

    entities: {VN: {type: country}, KR: {type: country}, US: {type: country}, asia: {type: group, members: [KR, VN]}}
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, is: KR, nth: 1, among: asia}]
    evening: [{subject: VN, property: partners, is: US, nth: 1}]

**Accepted, because the meetings belong to different series:**

    entities:
      talks-a: {type: meeting}
      talks-b: {type: meeting}
      defence-talks: {type: series}
      trade-talks: {type: series}
    properties: {held: {kind: event}}
    morning: [{subject: talks-a, property: held, of: defence-talks, nth: 1, when: 2022}]
    evening: [{subject: talks-b, property: held, of: trade-talks, nth: 2, when: 2019}]

**Accepted, because three members before it leave the fourth place:**

    entities: [VN, CN, RU, IN, KR]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, is: KR, nth: 4, since: 2022}]
    evening: [{subject: VN, property: partners, only: [CN, RU, IN], at: 2021}]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from validator.judgement.constraints import Question
from validator.judgement.events import EventFamily
from validator.judgement.formulas import (
    Formula,
    Term,
    Var,
    any_of,
    at_most,
    before,
    count_at_most,
    count_within,
    implies,
    is_false,
    is_true,
)
from validator.judgement.readings import Statement
from validator.judgement.rule import Relation, rule
from validator.judgement.sets import Position, Scope, SetFamily, Snapshot, position_var
from validator.judgement.states import in_scope, member_entity, persistence
from validator.judgement.world import World


@rule(over="world", weight=35)
def relate(world: World, _: World) -> Iterator[Relation]:
    for family in world.sets.values():
        if family.positions:
            yield from _in_set(family, world)
    yield from _in_series(world)


def _in_set(family: SetFamily, world: World) -> Iterator[Relation]:
    by_scope: dict[Scope, list[Position]] = defaultdict(list)
    for position in family.positions:
        by_scope[position.scope].append(position)
        var = position.var(family.question)
        why = f"{position.statement.id} ranks it {_rank(position.lo, position.hi)}."
        yield Relation(count_within(var, position.lo, position.hi), position.literals, family.question, why)
    for scope, positions in by_scope.items():
        names = _placed(family, scope, positions, world)
        for name in names:
            place = count_within(position_var(family.question, scope, name), 1, None)
            yield Relation(place, frozenset(), family.question, "Places are counted from one.")
        for index, one in enumerate(names):
            for other in names[index + 1 :]:
                yield Relation(
                    _unlike(family, scope, one, other), frozenset(), family.question, "Each place has one member."
                )
        for snapshot in (s for s in family.snapshots if s.scope == scope):
            for name in names:
                yield from _against_snapshot(family, snapshot, name, world)
    yield from _across_scopes(family, by_scope)
    if family.property.ordered:
        yield from _by_date(family, by_scope, world)


def _unlike(family: SetFamily, scope: Scope, one: str, other: str) -> Formula:
    first, second = position_var(family.question, scope, one), position_var(family.question, scope, other)
    return any_of(count_at_most(first, second, -1), count_at_most(second, first, -1))


def _against_snapshot(family: SetFamily, snapshot: Snapshot, name: str, world: World) -> Iterator[Relation]:
    """Whoever belongs on a day ranks within the number of that day; whoever does not yet ranks beyond it."""
    slot, value = family.members[name]
    kept = persistence(slot, value)
    if kept is None or (snapshot.lo is None and snapshot.hi is None and snapshot.only is None):
        return
    var, belongs = position_var(family.question, snapshot.scope, name), snapshot.view.member(name)
    lo, hi = snapshot.lo, snapshot.hi
    if snapshot.only is not None:
        lo = hi = len(snapshot.only)
    literals = snapshot.literals | kept.literals
    if hi is not None:
        why = f"On that day the set has at most {hi} members, so none of them ranks lower."
        yield Relation(any_of(is_false(belongs), count_within(var, None, hi)), literals, family.question, why)
    if lo is not None:
        why = f"On that day {lo} members stand before any newcomer."
        yield Relation(any_of(is_true(belongs), count_within(var, lo + 1, None)), literals, family.question, why)
    for extent in slot.extents:
        if extent.value != value or snapshot.only is None:
            continue
        truth = is_true(belongs) if extent.positive else is_false(belongs)
        yield Relation(
            implies(extent.run.holds_on(snapshot.day), truth), extent.literals, family.question, "It belongs then."
        )
    if snapshot.only is not None:
        entity = member_entity(name, family.values)
        inside = in_scope(entity, snapshot.scope.among, snapshot.scope.excepted, world.corpus.vocabulary)
        if name in snapshot.only or inside:
            truth = is_true(belongs) if name in snapshot.only else is_false(belongs)
            yield Relation(truth, snapshot.literals, family.question, "The list is complete.")


def _across_scopes(family: SetFamily, by_scope: dict[Scope, list[Position]]) -> Iterator[Relation]:
    whole = Scope(None)
    for scope in by_scope:
        if scope == whole or whole not in by_scope:
            continue
        for position in by_scope[scope]:
            narrow = position.var(family.question)
            wide = position_var(family.question, whole, position.member)
            why = "Among fewer, nobody ranks lower than among all."
            yield Relation(count_at_most(narrow, wide), frozenset(), family.question, why)


def _placed(family: SetFamily, scope: Scope, positions: list[Position], world: World) -> list[str]:
    """Members with a place: those a claim ranks, and in an ordered set all of the scope whose beginning is told."""
    names = {p.member for p in positions}
    if family.property.ordered:
        vocabulary = world.corpus.vocabulary
        for member, (slot, value) in family.members.items():
            begun = any(start.value == value for start in slot.starts)
            if begun and in_scope(member_entity(member, family.values), scope.among, scope.excepted, vocabulary):
                names.add(member)
    return sorted(names)


def _by_date(family: SetFamily, by_scope: dict[Scope, list[Position]], world: World) -> Iterator[Relation]:
    """In an ordered set, whoever joined first ranks first."""
    for scope, positions in by_scope.items():
        names = _placed(family, scope, positions, world)
        for one in names:
            for other in names:
                if one == other:
                    continue
                for first in family.members[one][0].starts:
                    for second in family.members[other][0].starts:
                        if first.value != family.members[one][1] or second.value != family.members[other][1]:
                            continue
                        ranks = count_at_most(
                            position_var(family.question, scope, one), position_var(family.question, scope, other), -1
                        )
                        formula = implies(before(first.day, second.day), ranks)
                        literals = first.literals | second.literals
                        yield Relation(formula, literals, family.question, "Whoever joins first ranks first.")


def _in_series(world: World) -> Iterator[Relation]:
    ranked: dict[tuple[str, Scope], list[EventFamily]] = defaultdict(list)
    for event in world.events.values():
        for statement, series, scope in event.ranks:
            known = ranked[series or event.property.name, scope]
            if event not in known:
                known.append(event)
            yield _stated_rank(statement, event, series or event.property.name, scope)
    for (series, scope), events in sorted(ranked.items(), key=str):
        head = Question(series, events[0].property.name, scope.words)
        if scope == Scope(None):
            others = [e for e in world.events.values() if e not in events and _belongs(e, series, events[0])]
            for event in others:
                why = f"{event.subject} belongs to {series}, so it has a place in it."
                yield Relation(count_within(_place(event, series, scope), 1, None), frozenset(), head, why)
            events = events + others
        for one, other in combinations(sorted(events, key=lambda e: (e.subject, e.property.name)), 2):
            if one.subject != other.subject:
                yield from _in_order(one, other, series, scope, head)


def _stated_rank(statement: Statement, event: EventFamily, series: str, scope: Scope) -> Relation:
    lo, hi = statement.claim.nth or (1, 1)
    head = Question(series, event.property.name, scope.words)
    formula = count_within(_place(event, series, scope), lo, hi)
    return Relation(formula, statement.literals, head, f"{statement.id} ranks it {_rank(lo, hi)}.")


def _belongs(event: EventFamily, series: str, like: EventFamily) -> bool:
    return event.property.name == like.property.name and any(t.statement.claim.of == series for t in event.told)


def _place(event: EventFamily, series: str, scope: Scope) -> Var:
    return Var("count", f"place of {event.subject}/{event.property.name} in {series} {scope.words}".rstrip())


def _in_order(one: EventFamily, other: EventFamily, series: str, scope: Scope, head: Question) -> Iterator[Relation]:
    """Two events of a series have different places, the earlier place no later; each belongs by its own claims."""
    here, there = _place(one, series, scope), _place(other, series, scope)
    for first in one.told:
        for second in other.told:
            literals = first.literals | second.literals
            unlike = any_of(count_at_most(here, there, -1), count_at_most(there, here, -1))
            yield Relation(unlike, literals, head, "Each place in a series has one member.")
            for low, high, day, later in ((here, there, _day(one), _day(other)), (there, here, _day(other), _day(one))):
                formula = any_of(count_at_most(high, low, -1), at_most(day, later))
                yield Relation(formula, literals, head, "What ranks earlier in a series happens no later.")


def _day(event: EventFamily) -> Term:
    return event.day(event.stages[-1] if event.stages else "")


def _rank(lo: int, hi: int) -> str:
    return f"no. {lo}" if lo == hi else f"no. {lo} to {hi}"
