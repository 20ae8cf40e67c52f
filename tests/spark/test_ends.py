"""Exact numbers as texts: the texts sort as the numbers do, and no two numbers share one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.spark.ends import HIGHEST, LOWEST, sortable

ENDS = st.tuples(st.fractions(max_denominator=10**9), st.sampled_from((-1, 0, 1)))


@given(ENDS, ENDS)
def test_texts_sort_as_numbers_do(one: tuple[Fraction, int], other: tuple[Fraction, int]) -> None:
    texts = sortable(one).encode(), sortable(other).encode()
    assert (texts[0] < texts[1]) == (one < other)
    assert (texts[0] == texts[1]) == (one == other)
    assert LOWEST.encode() < texts[0] < HIGHEST.encode()


@given(st.fractions(), st.integers(-40, 40))
def test_neighbours_however_close_are_told_apart(number: Fraction, power: int) -> None:
    step = Fraction(10) ** power
    assert sortable((number - step, 1)) < sortable((number, -1)) < sortable((number, 0)) < sortable((number, 1))
    assert sortable((number, 1)) < sortable((number + step, -1))


def test_a_number_of_more_digits_than_can_be_compared_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 9,999 digits, found 10,001"):
        sortable((Fraction(10**10_000), 0))
