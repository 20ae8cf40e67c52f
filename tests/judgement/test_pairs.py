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
from validator.judgement.stays import Stay, all_that_meet, miss
from validator.values.calendar import Span

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


DAYS = st.one_of(st.none(), st.integers(1, 12))
SPANS = st.tuples(DAYS, DAYS).map(lambda days: Span(*(days if None in days else sorted(days))))
STAYS = st.lists(st.builds(Stay, SPANS, st.booleans()), max_size=2).map(tuple)


@given(st.lists(STAYS, max_size=7))
def test_all_that_meet_are_those_that_must_two_by_two(told: list[tuple[Stay, ...]]) -> None:
    expected = {
        frozenset((str(number), str(other)))
        for (number, some), (other, others) in combinations(enumerate(told), 2)
        if not miss(some, others)
    }
    assert set(map(frozenset, all_that_meet((str(number), some) for number, some in enumerate(told)))) == expected


@given(worlds, st.booleans(), st.data())
def test_answers_tell_what_asking_of_every_pair_would(world: SmallWorld, narrowed: bool, data: st.DataObject) -> None:
    described = world.described()
    if narrowed:
        described = _narrowed(described)
    judgement = judge(loaded(described))
    ids = sorted({s.id for s in judgement.statements.literal})
    pairs = list(combinations(ids, 2))
    known = opposed_in(data.draw(st.lists(st.sampled_from(pairs), max_size=2)) if pairs else ())
    expected: dict[Apparent, Opposed] = {}
    for (subject, property), statements in _questions(judgement).items():
        for one, other in combinations(statements, 2):
            if one.claim.source == other.claim.source or not _clash(one, other, frozenset(), property, judgement):
                continue
            if other.id in known.get(one.id, ()):
                continue
            dissolved_by = _dissolved_by(one, other, property, judgement)
            if dissolved_by:
                oppose(expected.setdefault(Apparent(subject, property, dissolved_by), {}), one.id, other.id)
    assert apparent_clashes(judgement, known) == expected


def _narrowed(described: dict[str, object]) -> dict[str, object]:
    """The same with every other claim of a source that lists some narrowed to a denominator."""
    for source in described.values():
        claims = source.get("claims", []) if isinstance(source, dict) else source
        for claim in claims[::2] if isinstance(claims, list) else ():
            if isinstance(claim, dict) and "subject" in claim:
                claim.setdefault("of", claim["subject"])
    return described
