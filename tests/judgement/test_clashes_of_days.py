"""Clashes looked for where days are shared are those found by holding every two extents against each other."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from laws.corpora import loaded

from validator.judgement.constraints import Question
from validator.judgement.extents import Run
from validator.judgement.formulas import TRUE, Term, Var
from validator.judgement.readings import read
from validator.judgement.states import Extent, StateFamily, clashes, clashes_of_days
from validator.values.overlaps import overlapping, stretch

ENDS = st.one_of(st.none(), st.integers(1, 9))


@given(st.lists(st.tuples(ENDS, ENDS), max_size=8))
def test_stretches_overlap_that_share_a_day(ends: list[tuple[int | None, int | None]]) -> None:
    days = [
        {day for day in range(-1, 12) if (lo is None or lo <= day) and (hi is None or day <= hi)} for lo, hi in ends
    ]
    expected = {frozenset(pair) for pair in combinations(range(len(ends)), 2) if days[pair[0]] & days[pair[1]]}
    found = list(overlapping([stretch(lo, hi) for lo, hi in ends]))
    assert {frozenset(pair) for pair in found} == expected
    assert len(found) == len(expected)


STATEMENTS = read(
    loaded(
        {
            "entities": {"minister": {"type": "office"}},
            "properties": {"ministry": {"kind": "state", "values": ["defence", "finance"]}},
            "morning": [
                {"subject": "minister", "property": "ministry", "is": "defence", "at": 2020 + n} for n in range(3)
            ],
        }
    )
).full
DAYS = st.builds(Term, st.sampled_from([None, None, None, Var("day", "d")]), st.integers(1, 9))
EXTENTS = st.builds(
    Extent,
    st.sampled_from("abc"),
    st.sampled_from([True, True, False]),
    st.builds(Run, DAYS, DAYS),
    st.just(frozenset()),
    st.sampled_from(STATEMENTS),
)


@given(st.lists(EXTENTS, max_size=9), st.booleans())
def test_only_clashes_that_share_no_day_are_left_out(extents: list[Extent], finer: bool) -> None:
    def compatible(one: str, other: str) -> bool:
        return finer and {one, other} == {"a", "b"}

    family = StateFamily(Question("minister", "ministry"), STATEMENTS[0].property, "minister", extents)
    expected = [pair for pair in clashes(family, compatible) if pair[0].run.apart_from(pair[1].run) != TRUE]
    found = [pair for pair in clashes_of_days(family, compatible) if pair[0].run.apart_from(pair[1].run) != TRUE]
    assert found == expected
    fixed = [pair for pair in clashes_of_days(family, compatible) if pair[0].positive and pair[1].positive]
    assert all(a.run.days is None or b.run.days is None or a.run.apart_from(b.run) != TRUE for a, b in fixed)
