"""Which members of a finding stand together."""

from __future__ import annotations

from validator.judgement.camps import _joined
from validator.judgement.pairs import opposed_in


def test_blocks_against_the_same_others_are_one_camp() -> None:
    opposed = opposed_in([("month", "year"), ("day", "year")])
    assert _joined([["month"], ["day"], ["year"]], opposed) == [["month", "day"], ["year"]]


def test_blocks_that_clash_with_each_other_are_two_camps_though_they_have_the_same_opponents() -> None:
    """Claims in the same words can clash: then each clashes with everyone."""
    opposed = opposed_in([("a", "b", "c", "d")])
    assert _joined([["a", "b"], ["c", "d"]], opposed) == [["a", "b"], ["c", "d"]]
