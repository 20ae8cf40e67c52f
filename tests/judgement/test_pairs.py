"""Pairs are told from what each clashes with; the quick comparison by answers finds what asking of every pair does."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from laws.corpora import loaded, worlds
from oracle.compare import SmallWorld

from validator.judgement.bare import Apparent, _clash, _dissolved_by, _questions, apparent_clashes
from validator.judgement.engine import judge
from validator.judgement.pairs import Opposed, number_of_pairs, oppose, opposed_in, pairs_of, witnesses

PAIRS = st.sets(st.sets(st.sampled_from("abcdefg"), min_size=2, max_size=2).map(frozenset), max_size=21)


@given(PAIRS)
def test_every_pair_is_told_once_in_order(pairs: set[frozenset[str]]) -> None:
    opposed = opposed_in(pairs)
    assert list(pairs_of(opposed)) == sorted((min(pair), max(pair)) for pair in pairs)
    assert number_of_pairs(opposed) == len(pairs)


@given(PAIRS)
def test_witnesses_are_the_pairs_in_order_that_name_somebody_new(pairs: set[frozenset[str]]) -> None:
    met: set[str] = set()
    expected = []
    for pair in sorted((min(pair), max(pair)) for pair in pairs):
        if not met.issuperset(pair):
            met.update(pair)
            expected.append(pair)
    assert list(witnesses(opposed_in(pairs))) == expected


@given(worlds, st.booleans())
def test_answers_tell_what_asking_of_every_pair_would(world: SmallWorld, narrowed: bool) -> None:
    described = world.described()
    if narrowed:
        described = _narrowed(described)
    judgement = judge(loaded(described))
    expected: dict[Apparent, Opposed] = {}
    for (subject, property), statements in _questions(judgement).items():
        for one, other in combinations(statements, 2):
            if one.claim.source == other.claim.source or not _clash(one, other, frozenset(), property, judgement):
                continue
            dissolved_by = _dissolved_by(one, other, property, judgement)
            if dissolved_by:
                oppose(expected.setdefault(Apparent(subject, property, dissolved_by), {}), one.id, other.id)
    assert apparent_clashes(judgement, {}) == expected


def _narrowed(described: dict[str, object]) -> dict[str, object]:
    """The same with every other claim of a source that lists some narrowed to a denominator."""
    for source in described.values():
        claims = source.get("claims", []) if isinstance(source, dict) else source
        for claim in claims[::2] if isinstance(claims, list) else ():
            if isinstance(claim, dict) and "subject" in claim:
                claim.setdefault("of", claim["subject"])
    return described
