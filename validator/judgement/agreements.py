"""Agreement: claims of two or more sources that answer one question compatibly, where nothing clashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from validator.judgement.amounts import slot_of
from validator.judgement.answers import Answer, Figure, answer_of, clash, figure_of
from validator.judgement.engine import Judgement
from validator.judgement.events import UNSTATED, scope_of_event
from validator.judgement.readings import Statement
from validator.judgement.sets import whole_bounds
from validator.judgement.windows import event_window, window_of
from validator.judgement.world import World
from validator.records.claim import value_key
from validator.values.calendar import Span
from validator.values.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    subject: str
    property: str
    claims: tuple[str, ...]
    value: str
    """What they agree on, as far as one word says it (a value's key), or empty."""
    assumptions: tuple[str, ...] = ()


def agreements(
    judgement: Judgement, contested: set[tuple[str, str]], clashing: list[frozenset[str]]
) -> Iterator[Agreement]:
    """`contested` are questions where a contradiction or tension stands, `clashing` the sets of claims they name."""
    told = [s for s in judgement.statements.full if s.of_the_world and not s.denied and _is_own(s)]
    grouped: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in told:
        for answer in _answers(statement):
            grouped[statement.subject, statement.claim.property, answer].append(statement)
    clashes: dict[str, set[int]] = defaultdict(set)
    for number, members in enumerate(clashing):
        for member in members:
            clashes[member].add(number)
    properties, world = judgement.corpus.vocabulary.properties, judgement.world
    for (subject, property, answer), statements in sorted(grouped.items()):
        if (subject, property) in contested or len({s.claim.source for s in statements}) == 1:
            continue
        asked = properties[statements[0].property.counts or statements[0].property.name]
        heard = [_Heard.of(s, clashes[s.id], answer_of(s, asked, subject, world), world) for s in statements]

        def alike(one: _Heard, other: _Heard) -> bool:
            if not one.clashes.isdisjoint(other.clashes) or clash(one.bare, other.bare, judgement.corpus.vocabulary):
                return False
            return _compatible(one, other)

        for group in _connected(heard, alike):
            together = [one.statement for one in group]
            if len({s.claim.source for s in together}) > 1:
                assumed = sorted({lit.name for s in together for lit in s.literals if not lit.is_claim})
                yield Agreement(subject, property, tuple(sorted({s.id for s in together})), answer, tuple(assumed))


class _Heard(NamedTuple):
    """A statement as it is held against all others with its answer."""

    statement: Statement
    clashes: set[int]
    bare: Answer
    window: Span | None
    """The days an event can have been."""
    figure: Figure | None
    began: int | None
    """The first day on which a value can have begun, where the statement says so."""
    ended: int | None
    """The last day on which it can have ended."""

    @staticmethod
    def of(statement: Statement, clashes: set[int], bare: Answer, world: World) -> _Heard:
        claim, clock, kind = statement.claim, world.clock, statement.property.kind
        starts, ends = claim.times_under("since"), claim.times_under("until")
        return _Heard(
            statement,
            clashes,
            bare,
            window=event_window(statement, clock) if kind == "event" else None,
            figure=figure_of(statement, world) if kind == "quantity" else None,
            began=window_of(starts[0], claim, clock).lo if starts else None,
            ended=window_of(ends[0], claim, clock).hi if ends else None,
        )


def _is_own(statement: Statement) -> bool:
    """Readings turned round or identified with another are the same words; only the claim's own question counts."""
    return not any(a.name.startswith("identity:") for a in statement.literals)


def _answers(statement: Statement) -> list[str]:
    """What a statement may agree on with others: the stage told, the value held, a member, the size, the figure's
    slot.
    """
    claim = statement.claim
    match statement.property.kind:
        case "event":
            if claim.nth is not None or claim.count is not None:
                return [f"count {claim.of or ''}"]
            return list(claim.stage) or [UNSTATED]
        case "state":
            return [value_key(v) for v in (*((claim.is_,) if claim.is_ else ()), *(claim.has or ()))]
        case "set":
            return ["members"]
        case "quantity":
            return [slot_of(statement) or "amount"]
        case _:
            return []


def _compatible(one: _Heard, other: _Heard) -> bool:
    """Two statements of one answer that say the same, or one finer than the other, or figures that overlap."""
    a, b = one.statement.claim, other.statement.claim
    match one.statement.property.kind:
        case "event":
            if a.count is not None and b.count is not None:
                return whole_bounds(a.count) == whole_bounds(b.count) and a.times == b.times
            if a.nth != b.nth or (a.count is None) != (b.count is None):
                return False
            if (a.of and b.of and a.of != b.of) or scope_of_event(one.statement) != scope_of_event(other.statement):
                return False
            return one.window is not None and other.window is not None and one.window.overlaps(other.window)
        case "state":
            return not (_over_before(one, other) or _over_before(other, one))
        case "set":
            return _sets_agree(one.statement, other.statement)
        case "quantity":
            first, second = one.figure, other.figure
            if first is None or second is None:
                return False
            return first.periods == second.periods and not first.interval.disjoint(second.interval)
        case _:
            return False


def _over_before(one: _Heard, other: _Heard) -> bool:
    """One spell had ended before the other began."""
    return one.ended is not None and other.began is not None and one.ended < other.began


def _sets_agree(one: Statement, other: Statement) -> bool:
    """A shared member is one in any scope; numbers and ranks agree within one scope only."""
    a, b = one.claim, other.claim
    same_scope = (a.among, a.except_) == (b.among, b.except_)
    if same_scope and a.count is not None and b.count is not None:
        return whole_bounds(a.count) == whole_bounds(b.count)
    if same_scope and a.nth is not None and b.nth is not None:
        return a.nth == b.nth and _members(one) == _members(other)
    return bool(_members(one) & _members(other))


def _members(statement: Statement) -> frozenset[str]:
    claim = statement.claim
    return frozenset(
        value_key(v) for v in (*((claim.is_,) if claim.is_ else ()), *(claim.has or ()), *(claim.only or ()))
    )


def _connected(heard: list[_Heard], alike: Callable[[_Heard, _Heard], bool]) -> list[list[_Heard]]:
    """Groups in which everyone is alike with everyone: joined greedily, in the order of the claims."""
    groups: list[list[_Heard]] = []
    for one in heard:
        for group in groups:
            if all(alike(one, member) for member in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups
