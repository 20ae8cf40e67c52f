"""Two numbers for how often something happened.

An event's `count` tells occurrences: by a day, or in a period. By a later day there are no fewer, in a longer period
that covers the other there are no fewer either. A reporter who reads that a dialogue
has held 11 sessions, and later that it has held 9, is looking at an error or at two different dialogues.

To mend a finding, see whether the two texts count the same thing, and name the series or the scope where they do not.

**Flagged:**

    entities: {dialogue: {type: series}}
    properties: {held: {kind: event}}
    early: {published: 2022-03-01, claims: [{subject: dialogue, property: held, count: 11}]}  # <-- no fewer
    late: {published: 2023-03-01, claims: [{subject: dialogue, property: held, count: 9}]}  # <-- no fewer

**Flagged:**

    entities: {talks: {type: series}}
    properties: {held: {kind: event}}
    one: [{subject: talks, property: held, count: 5, during: 2023}]  # <-- in one period
    two: [{subject: talks, property: held, count: 3, during: 2023}]  # <-- in one period

**Accepted, because more may have been held since:**

    entities: {dialogue: {type: series}}
    properties: {held: {kind: event}}
    early: {published: 2022-03-01, claims: [{subject: dialogue, property: held, count: 9}]}
    late: {published: 2023-03-01, claims: [{subject: dialogue, property: held, count: 11}]}

**Accepted, because the periods are different:**

    entities: {talks: {type: series}}
    properties: {held: {kind: event}}
    one: [{subject: talks, property: held, count: 5, during: 2022}]
    two: [{subject: talks, property: held, count: 3, during: 2023}]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations

from validator.judgement.constraints import Question
from validator.judgement.formulas import FALSE, Term, before
from validator.judgement.readings import Statement
from validator.judgement.rule import Relation, rule
from validator.judgement.sets import whole_bounds
from validator.judgement.windows import window_of
from validator.judgement.world import World
from validator.values.calendar import Span


@rule(over="world", weight=15)
def relate(world: World, _: World) -> Iterator[Relation]:
    counted: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for statement in world.statements.full:
        claim = statement.claim
        if statement.of_the_world and not statement.denied and claim.kind == "event" and claim.count is not None:
            slot = (statement.subject, claim.property, claim.of or "", claim.among or "", *claim.except_, *claim.stage)
            counted[slot].append(statement)
    for slot, statements in sorted(counted.items()):
        question = Question(slot[0], slot[1])
        for more, fewer in permutations(statements, 2):
            if _least(more) > _most(fewer):
                yield from _clash(more, fewer, question, world)


def _least(statement: Statement) -> int:
    assert statement.claim.count is not None
    return whole_bounds(statement.claim.count)[0] or 0


def _most(statement: Statement) -> int:
    assert statement.claim.count is not None
    hi = whole_bounds(statement.claim.count)[1]
    return UNBOUNDED if hi is None else hi


UNBOUNDED = 10**30
"""More than a count can be written with."""


def _clash(more: Statement, fewer: Statement, question: Question, world: World) -> Iterator[Relation]:
    literals = more.literals | fewer.literals
    one, other = _period(more, world), _period(fewer, world)
    if one is not None and other is not None:
        if other.contains(one):
            yield Relation(FALSE, literals, question, "It happened no fewer times in one period than in part of it.")
        return
    first, second = _by(more, world), _by(fewer, world)
    if first is not None and second is not None:
        why = "What has happened stays so: no fewer by a later day."
        yield Relation(before(second, first), literals, question, why)


def _period(statement: Statement, world: World) -> Span | None:
    for entry in statement.claim.times:
        if entry.key in ("during", "when"):
            span = window_of(entry.time, statement.claim, world.clock)
            return span if span.bounded is not None else None
    return None


def _by(statement: Statement, world: World) -> Term | None:
    """The day by which it is counted: publication, or the one day it is told for."""
    if not statement.claim.times:
        return world.clock.published(statement.claim.source)
    for entry in statement.claim.times:
        day = window_of(entry.time, statement.claim, world.clock)
        if entry.key == "at" and day.is_day and day.lo is not None:
            return Term(None, day.lo)
    return None
