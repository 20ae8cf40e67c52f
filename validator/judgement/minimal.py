"""All minimal inconsistent sets and all minimal repairs, by hitting-set duality.

The family of sets found so far is grown until every minimal hitting set of it restores consistency; then those
hitting sets are
exactly the minimal repairs, and the family is complete (Reiter 1987; the loop is the one MARCO and eMUS share, with
the seed taken
from the hitting sets, so that no further solver is needed and the order is fixed).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from validator.values.dataclass import dataclass

T = TypeVar("T", bound=Hashable)

Oracle = Callable[[frozenset[T]], frozenset[T] | None]
"""Given chosen literals: None when they are consistent, otherwise an inconsistent subset of them (not necessarily
minimal).
"""


class BudgetExceededError(Exception):
    """The time budget of a component ran out before an answer was certain."""


@dataclass(frozen=True)
class Family(Generic[T]):
    sets: tuple[frozenset[T], ...]
    repairs: tuple[frozenset[T], ...]
    complete: bool
    ran_out: bool = False
    """Whether the budget of questions ended the search, rather than a cap on what is listed."""


def shrink(inconsistent: frozenset[T], oracle: Oracle[T], order: Sequence[T]) -> frozenset[T]:
    """A minimal inconsistent subset: members are tried for removal in `order` (the ones to keep come last)."""
    current = inconsistent
    for literal in order:
        if literal not in current:
            continue
        core = oracle(current - {literal})
        if core is not None:
            current = core
    return current


def minimal_hitting_sets(
    family: Iterable[frozenset[T]], order: Callable[[T], object], most: int
) -> list[frozenset[T]] | None:
    """Berge's multiplication. None when more than `most` would have to be kept."""
    hitting: list[frozenset[T]] = [frozenset()]
    for members in family:
        hitting = hitting_also(hitting, members)
        if len(hitting) > most:
            return None
    return sorted(hitting, key=lambda h: (len(h), sorted(map(order, h))))  # type: ignore[type-var]


def hitting_also(hitting: list[frozenset[T]], members: frozenset[T]) -> list[frozenset[T]]:
    """The minimal hitting sets of a family with one set more, from those of the family."""
    kept = [h for h in hitting if h & members]
    holding: dict[T, list[frozenset[T]]] = {}
    for h in kept:
        for member in h & members:
            holding.setdefault(member, []).append(h)
    grown = [(h, m) for h in hitting if not h & members for m in members]
    # whatever a grown set could contain besides itself holds the member it was grown by
    minimal = {h | {m} for h, m in grown if not any(k <= h | {m} for k in holding.get(m, ()))}
    return [*kept, *minimal]


def enumerate_minimal(
    literals: Sequence[T],
    oracle: Oracle[T],
    removal_order: Sequence[T],
    *,
    most_sets: int = 64,
    most_repairs: int = 512,
    most_questions: int = 20_000,
    surely_minimal: Callable[[frozenset[T]], bool] = lambda _: False,
    known: Iterable[frozenset[T]] = (),
    company: Callable[[T], frozenset[T]] = lambda literal: frozenset({literal}),
) -> Family[T]:
    """Every minimal inconsistent subset of `literals`, or as many as the caps allow (`complete` tells).

    `most_questions` bounds the questions put to the oracle: a count, not a clock, so that every machine stops alike.
    `known` are inconsistent subsets told beforehand. They are listed whatever cap is hit, and need not be minimal:
    a smaller one inside is found like any other, and should be preferred by the caller.
    `company` are the literals without which one says little: where the repairs are too many to list, clashes of each
    literal are looked for with its company kept.
    """
    oracle = _counted(oracle, most_questions)
    everything = frozenset(literals)
    place = {literal: i for i, literal in enumerate(literals)}
    found: list[frozenset[T]] = []
    known_repairs: set[frozenset[T]] = set()
    hitting: list[frozenset[T]] = [frozenset()]
    for members in known:
        found.append(members)
        if len(hitting) <= most_repairs:
            hitting = hitting_also(hitting, members)
    already = len(found)
    try:
        while True:
            if len(hitting) > most_repairs:
                _sample(found, literals, oracle, removal_order, most_sets, company)
                return _family(found, [], place, complete=False)
            hitting.sort(key=lambda h: (len(h), sorted(place[m] for m in h)))
            grown = False
            for hit in hitting:
                if hit in known_repairs:
                    continue
                core = oracle(everything - hit)
                if core is None:
                    known_repairs.add(hit)
                    continue
                found.append(core if surely_minimal(core) else shrink(core, oracle, removal_order))
                hitting = hitting_also(hitting, found[-1])
                grown = True
                break
            if not grown:
                return _family(found, hitting, place, complete=True)
            if len(found) - already >= most_sets:
                return _family(found, [], place, complete=False)
    except BudgetExceededError:
        return _family(found, [], place, complete=False, ran_out=True)


def _sample(
    found: list[frozenset[T]],
    literals: Sequence[T],
    oracle: Oracle[T],
    removal_order: Sequence[T],
    most_sets: int,
    company: Callable[[T], frozenset[T]],
) -> None:
    """Where the ways to repair are too many to list: for each literal, clashes that survive a repair that keeps it."""
    everything = frozenset(literals)
    most = len(found) + most_sets
    for kept in literals:
        while len(found) < most:
            core = oracle(everything - _repair_keeping(company(kept), found))
            if core is None:
                break
            found.append(shrink(core, oracle, removal_order))


def _repair_keeping(kept: frozenset[T], found: Sequence[frozenset[T]]) -> frozenset[T]:
    """Literals that hit every set, chosen greedily, without `kept` where there is a choice."""
    chosen: set[T] = set()
    weight: dict[T, int] = {}
    for members in found:
        for member in members:
            weight[member] = weight.get(member, 0) + 1
    for members in found:
        if chosen.isdisjoint(members):
            options = members - kept or members
            chosen.add(max(options, key=lambda m: (weight[m], str(m))))
    return frozenset(chosen)


def _counted(oracle: Oracle[T], most: int) -> Oracle[T]:
    asked = 0

    def counted(chosen: frozenset[T]) -> frozenset[T] | None:
        nonlocal asked
        asked += 1
        if asked > most:
            raise BudgetExceededError(f"{most} questions")
        return oracle(chosen)

    return counted


def _family(
    found: list[frozenset[T]],
    repairs: list[frozenset[T]],
    place: dict[T, int],
    *,
    complete: bool,
    ran_out: bool = False,
) -> Family[T]:
    def key(members: frozenset[T]) -> tuple[int, list[int]]:
        return len(members), sorted(place[m] for m in members)

    return Family(tuple(sorted(found, key=key)), tuple(repairs), complete, ran_out)
