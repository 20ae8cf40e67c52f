"""A number of members that the members cannot make up.

A count is the size of the set on its day: no smaller than the members known on that day, no larger than a complete
list, equal to every other count of that day. Seen through a scope it bounds the whole set from below. An enumeration
also has to match its own number.

To mend a finding, count what the passages name, and check the day and the scope of each. "Five partners" next to six
names is either a slip of the article or a list that includes the subject, or the newcomer of the day.

**Flagged:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, only: [CN, RU, IN], count: 4}]  # <-- 3 are listed as all, 4 are counted

**Flagged:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [CN, RU, IN], since: 2016}]  # <-- contradiction count-mismatch
    evening: [{subject: VN, property: partners, count: at most 2, at: 2023-11-28}]  # <-- is the size of the set

**Flagged:**

    entities: [VN, CN, RU, IN, KR]
    properties: {partners: {kind: set}}
    morning:
      published: 2020-01-01
      claims: [{subject: VN, property: partners, has: [CN, RU], since: 2012}]  # <-- it stays one
    evening: [{subject: VN, property: partners, has: [IN], since: 2016}]  # <-- tension count-mismatch members-persist
    later: [{subject: VN, property: partners, count: 2, at: 2023-11-28}]  # <-- 2 against

**Accepted, because the number is that of an earlier day:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [CN, RU, IN], since: 2016}]
    evening: [{subject: VN, property: partners, count: 2, at: 2014-06-01}]

**Accepted, because a hedged number leaves room for one more:**

    entities: [VN, CN, RU, IN]
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, has: [CN, RU, IN], since: 2016}]
    evening: [{subject: VN, property: partners, count: at least 2, at: 2023-11-28}]

**Accepted, because a group holds fewer of them than there are in all:**

    entities: {VN: {type: country}, CN: {type: country}, TH: {type: country}, ASEAN: {type: group, members: [VN, TH]}}
    properties: {partners: {kind: set}}
    morning: [{subject: VN, property: partners, count: 2, at: 2023-11-28}]
    evening: [{subject: VN, property: partners, count: 1, among: ASEAN, at: 2023-11-28}]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise, product

from validator.judgement.constraints import Literal, assumption, claim_literal
from validator.judgement.formulas import (
    FALSE,
    Formula,
    Total,
    all_of,
    any_of,
    at_most,
    count_at_most,
    count_within,
    implies,
    is_false,
    is_true,
    negation,
    same_day,
    total,
)
from validator.judgement.rule import Relation, rule
from validator.judgement.sets import Scope, SetFamily, Snapshot, View
from validator.judgement.states import Extent, Persistence, in_scope, is_one_of, member_entity, persistence
from validator.judgement.words import member_label
from validator.judgement.world import World
from validator.records.claim import value_key

STAYING = "Members nobody names stay members too."


@rule(over="set", weight=40)
def relate(family: SetFamily, world: World) -> Iterator[Relation]:
    if not any(s.lo is not None or s.hi is not None for s in family.snapshots):
        return
    inside = {s.scope: _members_in(family, s.scope, world) for s in family.snapshots}
    for snapshot in family.snapshots:
        yield from _size(family, snapshot, inside[snapshot.scope], world)
    views = list(dict.fromkeys(s.view for s in family.snapshots))
    for view in views:
        yield from _room(family, view, inside[view.scope], world)
        for member in inside[view.scope]:
            yield from _membership(family, view, member, world)
    yield from _parts_and_whole(family, views, inside)
    for member in sorted(family.members):
        for one, other in _neighbours([v for v in views if member in inside[v.scope]]):
            yield from _same_member(family, one, other, member, world)
    for one, other in combinations(views, 2):
        yield from _same_others(family, one, other, inside, world)
        yield from _same_others(family, other, one, inside, world)


def _neighbours(views: list[View]) -> Iterator[tuple[View, View]]:
    """Pairs of views, both ways round; of days that are fixed only those that follow on each other, since what passes
    from day to day passes along them.
    """
    fixed = sorted((v for v in views if v.day.var is None), key=lambda v: v.day.offset)
    loose = [v for v in views if v.day.var is not None]
    for one, other in (*pairwise(fixed), *product(loose, fixed), *combinations(loose, 2)):
        yield one, other
        yield other, one


def _members_in(family: SetFamily, scope: Scope, world: World) -> tuple[str, ...]:
    """Members somebody names that surely pass the filter."""
    vocabulary = world.corpus.vocabulary
    return tuple(
        member
        for member in sorted(family.members)
        if in_scope(member_entity(member, family.values), scope.among, scope.excepted, vocabulary)
    )


def _size(family: SetFamily, snapshot: Snapshot, members: tuple[str, ...], world: World) -> Iterator[Relation]:
    view, claim = snapshot.view, snapshot.statement.claim
    if snapshot.only is not None:
        listed = all_of(*(is_true(view.member(m)) if m in snapshot.only else is_false(view.member(m)) for m in members))
        foreign = len(snapshot.only - set(members))
        nobody_else = count_within(view.others, foreign, foreign)
        why = f"A complete list has {len(snapshot.only)} members."
        yield Relation(all_of(listed, nobody_else), snapshot.literals, family.question, why)
    if snapshot.index == 0 and _miscounts_itself(snapshot, len({*map(value_key, claim.has or ())})):
        only = (
            f"{len(snapshot.only)} are listed as all"
            if snapshot.only is not None
            else f"{len(claim.has or ())} are listed"
        )
        own = frozenset({claim_literal(snapshot.statement.id)})
        counted = claim.count.text if claim.count else "another number"
        yield Relation(FALSE, own, family.question, f"{only}, {counted} are counted.")
    room = _allowed(view.scope, world)
    if snapshot.index == 0 and room is not None and (snapshot.lo or 0) > room:
        why = f"{view.scope.among} has {room} members in all."
        yield Relation(FALSE, snapshot.statement.literals, family.question, why)
    elif snapshot.lo is not None or snapshot.hi is not None:
        size = total(tuple(map(view.member, members)), (view.others,), snapshot.lo, snapshot.hi)
        yield Relation(size, snapshot.literals, family.question, "The number is the size of the set.")


def _room(family: SetFamily, view: View, members: tuple[str, ...], world: World) -> Iterator[Relation]:
    """No more belong than a group that lists its members has."""
    allowed = _allowed(view.scope, world)
    if allowed is None or view.scope.among is None:
        return
    closed = world.corpus.vocabulary.members_of(view.scope.among) or frozenset()
    named = {member_entity(m, family.values) for m in members}
    unnamed = len(closed - named - set(view.scope.excepted))
    why = f"{view.scope.among} has {allowed} members in all."
    yield Relation(count_within(view.others, None, unnamed), frozenset(), family.question, why)


def _allowed(scope: Scope, world: World) -> int | None:
    """How many there can be within a scope, whatever the day, where its group lists its members."""
    closed = world.corpus.vocabulary.members_of(scope.among) if scope.among else None
    return None if closed is None else len([m for m in closed if m not in scope.excepted])


def _miscounts_itself(snapshot: Snapshot, listed: int) -> bool:
    """An enumeration that does not match its own number, whatever day it speaks of."""
    lo, hi = snapshot.lo, snapshot.hi
    if snapshot.only is not None:
        size = len(snapshot.only)
        return (lo is not None and size < lo) or (hi is not None and size > hi)
    return hi is not None and listed > hi


def _membership(family: SetFamily, view: View, member: str, world: World) -> Iterator[Relation]:
    """What the claims about one member say of the day of a view."""
    slot, value = family.members[member]
    truth = view.member(member)
    kept = persistence(slot, value)
    name = member_label(family, member, world)
    for extent in slot.extents:
        if extent.run.is_day and extent.run.first == view.day and _is_listed(extent):
            continue  # told by the list as a whole
        denies = (extent.value == value and not extent.positive) or (
            extent.value != value and extent.positive and slot.single
        )
        holds = extent.value == value and extent.positive
        if not holds and not denies:
            continue
        verdict = is_true(truth) if holds else is_false(truth)
        on_day = extent.run.holds_on(view.day)
        why = f"{name} {'is' if holds else 'is not'} a member then."
        yield Relation(implies(on_day, verdict), extent.literals, family.question, why)
        if kept is not None:
            yield from _lasting(family, view, extent, kept, holds, verdict, name)
        elif denies and extent.positive and not slot.defeats(value, later_denial=False):
            yield from _below(family, view, extent, slot.rung(extent.value), slot.rung(value), verdict, name)


def _is_listed(extent: Extent) -> bool:
    return extent.from_set is not None and extent.statement.claim.only is not None


def _lasting(
    family: SetFamily, view: View, extent: Extent, kept: Persistence, holds: bool, verdict: Formula, name: str
) -> Iterator[Relation]:
    literals = extent.literals | kept.literals
    occurs = negation(extent.run.empty())
    if holds:
        later = at_most(extent.run.first, view.day)
        why = f"Once {name} is a member, it stays one."
        yield Relation(implies(all_of(occurs, later), verdict), literals, family.question, why)
    elif extent.edge != "end":
        earlier = at_most(view.day, extent.run.last)
        why = f"{name} was no member before it is known not to be one."
        yield Relation(implies(all_of(occurs, earlier), verdict), literals, family.question, why)


def _below(
    family: SetFamily,
    view: View,
    extent: Extent,
    lower: int | None,
    wanted: int | None,
    verdict: Formula,
    name: str,
) -> Iterator[Relation]:
    if lower is None or wanted is None or lower >= wanted:
        return
    earlier = all_of(negation(extent.run.empty()), at_most(view.day, extent.run.last))
    literals: frozenset[Literal] = extent.literals | {assumption("no-downgrade")}
    yield Relation(implies(earlier, verdict), literals, family.question, f"{name} was not higher before.")


def _same_member(family: SetFamily, one: View, other: View, member: str, world: World) -> Iterator[Relation]:
    """Who is a member is one for everybody on that day, and still one later if members persist."""
    same = any_of(is_false(one.member(member)), is_true(other.member(member)))
    on_one_day = implies(same_day(one.day, other.day), same)
    yield Relation(on_one_day, frozenset(), family.question, "The set is the same for everyone on one day.")
    kept = persistence(*family.members[member])
    if kept is not None:
        why = f"Once {member_label(family, member, world)} is a member, it stays one."
        yield Relation(implies(at_most(one.day, other.day), same), kept.literals, family.question, why)


def _same_others(
    family: SetFamily, one: View, other: View, inside: dict[Scope, tuple[str, ...]], world: World
) -> Iterator[Relation]:
    """Whoever is in the narrower of two views is in the wider one too, named or not."""
    yield from _excepted_room(family, one, other, inside, world)
    if not _narrower(one.scope, other.scope):
        return
    # whoever is in the narrower view and not named there may be named in the wider one
    if any(m not in inside[one.scope] and _perhaps_in(family, m, one.scope, world) for m in inside[other.scope]):
        return
    fewer = count_at_most(one.others, other.others)
    together = implies(same_day(one.day, other.day), fewer)
    yield Relation(together, frozenset(), family.question, "The set is the same for everyone on one day.")
    earlier = implies(at_most(one.day, other.day), fewer)
    yield Relation(earlier, _set_persistence(family), family.question, STAYING)


def _parts_and_whole(family: SetFamily, views: list[View], inside: dict[Scope, tuple[str, ...]]) -> Iterator[Relation]:
    """Who is among a group and who is not make up the whole: on one day, nobody is left over."""
    whole = [v for v in views if v.scope == Scope(None)]
    for part in views:
        if part.scope.among is None or part.scope.excepted:
            continue
        rest = [v for v in views if v.scope == Scope(None, (part.scope.among,))]
        for other, everyone in product(rest, whole):
            named = set(inside[everyone.scope]) - set(inside[part.scope]) - set(inside[other.scope])
            if named:
                continue
            parts, names = (part.others, other.others), f"Who is {part.scope.words} and who is {other.scope.words}"
            why = f"{names} make up the whole."
            for smaller, larger, days in (
                ((everyone.others,), parts, [(everyone, part), (everyone, other)]),
                (parts, (everyone.others,), [(part, everyone), (other, everyone)]),
            ):
                left = Total((), smaller, larger, None, 0)
                together = all_of(*(same_day(one.day, two.day) for one, two in days))
                yield Relation(implies(together, left), frozenset(), family.question, why)
                earlier = all_of(*(at_most(one.day, two.day) for one, two in days))
                yield Relation(implies(earlier, left), _set_persistence(family), family.question, f"{why} {STAYING}")


def _perhaps_in(family: SetFamily, member: str, scope: Scope, world: World) -> bool:
    entity = member_entity(member, family.values)
    return in_scope(entity, scope.among, scope.excepted, world.corpus.vocabulary) is not False


def _is_one_member(family: SetFamily, name: str, world: World) -> bool:
    """Whether a name that a filter leaves out is one member, going by the others or by what the values must be."""
    vocabulary = world.corpus.vocabulary
    entity = vocabulary.entities.get(name)
    if entity is not None and entity.type in family.property.value_type and not vocabulary.known_members(name):
        return True
    return is_one_of((member_entity(m, family.values) for m in sorted(family.members)), name, vocabulary)


def _excepted_room(
    family: SetFamily, one: View, other: View, inside: dict[Scope, tuple[str, ...]], world: World
) -> Iterator[Relation]:
    """The whole has no more members nobody names than the view without some members or closed groups, and those
    groups' own.
    """
    if one.scope.among is not None or not one.scope.excepted or other.scope != Scope(None):
        return
    outside: set[str] = set()
    for name in one.scope.excepted:
        closed = world.corpus.vocabulary.members_of(name)
        if closed is None and not _is_one_member(family, name, world):
            return
        outside |= {name} if closed is None else closed
    named = {member_entity(m, family.values) for m in inside[other.scope]}
    seen = {member_entity(m, family.values) for m in inside[one.scope]}
    if named - seen - outside:
        return
    more = count_at_most(other.others, one.others, len(outside - named))
    why = "Whoever is not in the one view is among those it leaves out."
    yield Relation(implies(same_day(one.day, other.day), more), frozenset(), family.question, why)
    earlier = implies(at_most(other.day, one.day), more)
    yield Relation(earlier, _set_persistence(family), family.question, f"{why} {STAYING}")


def _narrower(one: Scope, other: Scope) -> bool:
    """Whether everyone the first filter lets through also passes the second."""
    return (
        one == other
        or (other.among is None and not other.excepted)
        or (one.among == other.among and not other.excepted)
    )


def _set_persistence(family: SetFamily) -> frozenset[Literal]:
    """Under which assumption members nobody names stay members: whoever is told to have left has a name."""
    if family.property.grows_only:
        return frozenset()
    derived = family.property.derives_from is not None
    return frozenset({assumption("no-downgrade" if derived else "members-persist")})
