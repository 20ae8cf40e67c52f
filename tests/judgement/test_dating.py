"""When undated sources can have appeared, and which claims say so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import small_corpus

from validator.judgement.dating import Dated, dated_sources
from validator.judgement.engine import judge
from validator.records.opening import load
from validator.values.calendar import Span

HELD = """
entities: [talks, treaty]
properties: {held: {kind: event}, signed: {kind: event}}
a:
  published: 2023-06-01..2023-06-30
"""
BETWEEN = """
  claims:
    - {id: done, subject: talks, property: held}
    - {id: ahead, subject: treaty, property: signed, mood: denied}
b:
  - {id: held, subject: talks, property: held, when: 2023-06-10}
  - {id: signed, subject: treaty, property: signed, when: 2023-06-20}
"""


def dated(text: str, folder: Path) -> Dated:
    (found,) = dated_sources(judge(load(small_corpus.write(folder, text))))
    return found


def june(first: int, last: int) -> Span:
    return Span(date(2023, 6, first).toordinal(), date(2023, 6, last).toordinal())


def test_claims_narrow_a_window_from_both_sides_and_are_named(tmp_path: Path) -> None:
    found = dated(HELD + BETWEEN, tmp_path)
    assert found.derived == june(10, 19)
    assert set(found.earlier_excluded_by) == {"a/done", "b/held"}
    assert set(found.later_excluded_by) == {"a/ahead", "b/signed"}
    assert found.narrowed


def test_that_the_window_of_an_inferred_day_is_right_is_not_named(tmp_path: Path) -> None:
    found = dated(HELD + "  published-because: the page bears no date" + BETWEEN, tmp_path)
    assert found.derived == june(10, 19)
    assert set(found.earlier_excluded_by) == {"a/done", "b/held"}


def test_what_clashes_whatever_the_day_says_nothing_of_it(tmp_path: Path) -> None:
    clashing = """
  claims:
    - {id: done, subject: talks, property: held, when: -1D}
b:
  - {id: held, subject: talks, property: held, when: 2023-05-10}
"""
    found = dated(HELD + clashing, tmp_path)
    assert found.derived == found.stated == june(1, 30)
    assert not found.earlier_excluded_by
    assert not found.later_excluded_by
    assert not found.narrowed


def test_what_suits_every_day_says_nothing_of_it(tmp_path: Path) -> None:
    fitting = """
  claims: [{id: done, subject: talks, property: held}]
b:
  - {id: held, subject: talks, property: held, when: 2023-06-01}
"""
    found = dated(HELD + fitting, tmp_path)
    assert (found.derived, found.earlier_excluded_by, found.later_excluded_by) == (june(1, 30), (), ())
