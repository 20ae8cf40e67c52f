"""Agreement: claims of two or more sources that answer one question compatibly, where nothing clashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from validator.judgement.amounts import slot_of
from validator.judgement.answers import Answer, Figure, answer_of, clash, figure_of
from validator.judgement.engine import Judgement
from validator.judgement.events import UNSTATED, scope_of_event
from validator.judgement.readings import Statement
from validator.judgement.sets import whole_bounds
from validator.judgement.windows import event_window, window_of
from validator.judgement.world import World
from validator.records.claim import Claim, Kind, TimeEntry, value_key
from validator.records.vocabulary import Vocabulary
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
        if len(statements) == 1 or (subject, property) in contested or len({s.claim.source for s in statements}) == 1:
            continue
        asked = properties[statements[0].property.counts or statements[0].property.name]
        heard = (
            (_look(s, frozenset(clashes[s.id]), answer_of(s, asked, subject, world), world), s) for s in statements
        )
        for together in _connected(heard, judgement.corpus.vocabulary):
            if len({s.claim.source for s in together}) > 1:
                assumed = sorted({lit.name for s in together for lit in s.literals if not lit.is_claim})
                yield Agreement(subject, property, tuple(sorted({s.id for s in together})), answer, tuple(assumed))


class _Look(NamedTuple):
    """All of a statement that tells with which others of its question it agrees."""

    kind: Kind
    clashes: frozenset[int]
    bare: Answer
    window: Span | None
    """The days an event can have been."""
    figure: Figure | None
    began: int | None
    """The first day on which a value can have begun, where the statement says so."""
    ended: int | None
    """The last day on which it can have ended."""
    counted: tuple[int | None, int | None] | None
    times: tuple[TimeEntry, ...]
    nth: tuple[int, int] | None
    of: str | None
    scope: tuple[object, ...]
    members: frozenset[str]


def _look(statement: Statement, clashes: frozenset[int], bare: Answer, world: World) -> _Look:
    claim, clock, kind = statement.claim, world.clock, statement.property.kind
    starts, ends = claim.times_under("since"), claim.times_under("until")
    return _Look(
        kind,
        clashes,
        bare,
        window=event_window(statement, clock) if kind == "event" else None,
        figure=figure_of(statement, world) if kind == "quantity" else None,
        began=window_of(starts[0], claim, clock).lo if starts else None,
        ended=window_of(ends[0], claim, clock).hi if ends else None,
        counted=None if claim.count is None else whole_bounds(claim.count),
        times=() if claim.count is None else claim.times,
        nth=claim.nth,
        of=claim.of,
        scope=(scope_of_event(statement),) if kind == "event" else (claim.among, claim.except_),
        members=_members(claim) if kind == "set" else frozenset(),
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


def _alike(one: _Look, other: _Look, vocabulary: Vocabulary) -> bool:
    if not one.clashes.isdisjoint(other.clashes) or clash(one.bare, other.bare, vocabulary):
        return False
    return _compatible(one, other)


def _compatible(one: _Look, other: _Look) -> bool:
    """Two statements of one answer that say the same, or one finer than the other, or figures that overlap."""
    match one.kind:
        case "event":
            if one.counted is not None and other.counted is not None:
                return one.counted == other.counted and one.times == other.times
            if one.nth != other.nth or (one.counted is None) != (other.counted is None):
                return False
            if (one.of and other.of and one.of != other.of) or one.scope != other.scope:
                return False
            return one.window is not None and other.window is not None and one.window.overlaps(other.window)
        case "state":
            return not (_over_before(one, other) or _over_before(other, one))
        case "set":
            return _sets_agree(one, other)
        case "quantity":
            first, second = one.figure, other.figure
            if first is None or second is None:
                return False
            return first.periods == second.periods and not first.interval.disjoint(second.interval)
        case _:
            return False


def _over_before(one: _Look, other: _Look) -> bool:
    """One spell had ended before the other began."""
    return one.ended is not None and other.began is not None and one.ended < other.began


def _sets_agree(one: _Look, other: _Look) -> bool:
    """A shared member is one in any scope; numbers and ranks agree within one scope only."""
    same_scope = one.scope == other.scope
    if same_scope and one.counted is not None and other.counted is not None:
        return one.counted == other.counted
    if same_scope and one.nth is not None and other.nth is not None:
        return one.nth == other.nth and one.members == other.members
    return bool(one.members & other.members)


def _members(claim: Claim) -> frozenset[str]:
    return frozenset(
        value_key(v) for v in (*((claim.is_,) if claim.is_ else ()), *(claim.has or ()), *(claim.only or ()))
    )


def _connected(heard: Iterable[tuple[_Look, Statement]], vocabulary: Vocabulary) -> Iterator[list[Statement]]:
    """Groups in which everyone is alike with everyone: joined greedily, in the order of the claims.

    Many look the same, so they are held against each look once.
    """
    groups: list[tuple[dict[_Look, None], list[Statement]]] = []
    for look, statement in heard:
        for looks, together in groups:
            if all(_alike(look, known, vocabulary) for known in looks):
                looks[look] = None
                together.append(statement)
                break
        else:
            groups.append(({look: None}, [statement]))
    return (together for _, together in groups)
