"""Agreement: claims of two or more sources that answer one question compatibly, where nothing clashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from validator.judgement.amounts import cases_of, intervals_of, slot_of
from validator.judgement.bare import clash_when_bare
from validator.judgement.engine import Judgement
from validator.judgement.events import UNSTATED, scope_of_event
from validator.judgement.readings import Statement
from validator.judgement.sets import whole_bounds
from validator.judgement.windows import apart, event_window, window_of
from validator.records.claim import value_key
from validator.values.dataclass import dataclass
from validator.values.quantities import Quantity


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
    for (subject, property, answer), statements in sorted(grouped.items()):
        if (subject, property) in contested:
            continue

        def alike(one: Statement, other: Statement) -> bool:
            if not clashes[one.id].isdisjoint(clashes[other.id]):
                return False
            return _compatible(one, other, judgement) and not clash_when_bare(one, other, judgement)

        for group in _connected(statements, alike):
            if len({s.claim.source for s in group}) > 1:
                assumed = sorted({lit.name for s in group for lit in s.literals if not lit.is_claim})
                yield Agreement(subject, property, tuple(sorted({s.id for s in group})), answer, tuple(assumed))


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


def _compatible(one: Statement, other: Statement, judgement: Judgement) -> bool:
    """Two statements of one answer that say the same, or one finer than the other, or figures that overlap."""
    a, b = one.claim, other.claim
    clock = judgement.world.clock
    match one.property.kind:
        case "event":
            if a.count is not None and b.count is not None:
                return whole_bounds(a.count) == whole_bounds(b.count) and a.times == b.times
            if a.nth != b.nth or (a.count is None) != (b.count is None):
                return False
            if (a.of and b.of and a.of != b.of) or scope_of_event(one) != scope_of_event(other):
                return False
            return not apart(event_window(one, clock), event_window(other, clock))
        case "state":
            return not (_over_before(one, other, judgement) or _over_before(other, one, judgement))
        case "set":
            return _sets_agree(one, other)
        case "quantity":
            if not isinstance(a.is_, Quantity) or not isinstance(b.is_, Quantity):
                return False
            first, second = (sorted(p.name for _, p in cases_of(s, clock)) for s in (one, other))
            return first == second and not intervals_of(one)[0].disjoint(intervals_of(other)[0])
        case _:
            return False


def _over_before(one: Statement, other: Statement, judgement: Judgement) -> bool:
    """One spell had ended before the other began."""
    ends, starts = one.claim.times_under("until"), other.claim.times_under("since")
    if not ends or not starts:
        return False
    end = window_of(ends[0], one.claim, judgement.world.clock).hi
    start = window_of(starts[0], other.claim, judgement.world.clock).lo
    return end is not None and start is not None and end < start


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


def _connected(statements: list[Statement], alike: Callable[[Statement, Statement], bool]) -> list[list[Statement]]:
    """Groups in which everyone is alike with everyone: joined greedily, in the order of the claims."""
    groups: list[list[Statement]] = []
    for statement in statements:
        for group in groups:
            if all(alike(statement, member) for member in group):
                group.append(statement)
                break
        else:
            groups.append([statement])
    return groups
