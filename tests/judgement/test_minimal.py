"""Minimal sets and repairs of families that are known beforehand."""

from __future__ import annotations

from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from validator.judgement.minimal import enumerate_minimal

LITERALS = "abcdef"
families = st.lists(st.frozensets(st.sampled_from(LITERALS), min_size=1, max_size=4), max_size=6)


def antichain(sets: list[frozenset[str]]) -> set[frozenset[str]]:
    return {s for s in sets if not any(other < s for other in sets)}


def repairs_of(sets: set[frozenset[str]]) -> set[frozenset[str]]:
    choices = map(frozenset, chain.from_iterable(combinations(LITERALS, n) for n in range(len(LITERALS) + 1)))
    hitting = [c for c in choices if all(c & s for s in sets)]
    return {c for c in hitting if not any(other < c for other in hitting)}


class Told:
    """Answers as a decider would: with everything chosen, or with a clashing part of it."""

    def __init__(self, sets: set[frozenset[str]], *, loosely: bool) -> None:
        self.sets, self.loosely = sets, loosely

    def __call__(self, chosen: frozenset[str]) -> frozenset[str] | None:
        clashing = sorted((s for s in self.sets if s <= chosen), key=sorted)
        if not clashing:
            return None
        return chosen if self.loosely else clashing[-1]


@given(families, st.booleans())
def test_all_sets_and_all_repairs_are_found(told: list[frozenset[str]], loosely: bool) -> None:
    sets = antichain(told)
    family = enumerate_minimal(LITERALS, Told(sets, loosely=loosely), LITERALS)
    assert family.complete
    assert set(family.sets) == sets
    assert set(family.repairs) == repairs_of(sets)


@given(families, st.integers(0, 6))
def test_sets_known_beforehand_change_nothing(told: list[frozenset[str]], many: int) -> None:
    sets = antichain(told)
    known = sorted(sets, key=sorted)[:many]
    family = enumerate_minimal(LITERALS, Told(sets, loosely=True), LITERALS, known=known)
    assert family.complete
    assert sorted(map(sorted, family.sets)) == sorted(map(sorted, sets))
    assert set(family.repairs) == repairs_of(sets)


@given(families)
def test_a_known_set_that_is_too_large_hides_none_within_it(told: list[frozenset[str]]) -> None:
    sets = antichain(told)
    family = enumerate_minimal(LITERALS, Told(sets, loosely=False), LITERALS, known=[frozenset(LITERALS)])
    assert sets <= set(family.sets)


def test_with_too_many_repairs_every_literal_is_still_tried() -> None:
    pairs = {frozenset(pair) for pair in (("a", "A"), ("b", "B"), ("c", "C"), ("d", "D"))}
    late = {frozenset("abcd"), frozenset("ABCD")}
    literals = "abcdABCD"
    family = enumerate_minimal(
        literals, Told(pairs | late, loosely=True), literals, most_repairs=3, known=sorted(pairs, key=sorted)
    )
    assert not family.complete
    assert not family.ran_out
    assert pairs <= set(family.sets)
    assert late & set(family.sets)
    assert set(family.sets) <= pairs | late


def test_a_cap_on_sets_is_told() -> None:
    sets = {frozenset(pair) for pair in combinations(LITERALS, 2)}
    family = enumerate_minimal(LITERALS, Told(sets, loosely=True), LITERALS, most_sets=4)
    assert not family.complete
    assert len(family.sets) == 4
    assert set(family.sets) <= sets
