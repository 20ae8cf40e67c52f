"""Ranks, series and numbers at the edge: what just clashes, and beside it what just does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpus import write

from validator.judgement.reporting import Options, report_on
from validator.records.opening import load

COUNTRIES = """
entities:
  JP: {type: country}
  VN: {type: country}
  TH: {type: country}
  KR: {type: country}
  US: {type: country}
  X: {type: group}
  ASEAN: {type: group, members: [VN, TH]}
  talks-1: {type: meeting}
  talks-2: {type: meeting}
  talks-3: {type: meeting}
  series: {type: series}
  pact: {type: agreement}
properties:
  partners: {kind: set, subject: country}
  joined: {kind: set, subject: country, ordered: true}
  held: {kind: event}
  done: {kind: event, stages: [begun, closed]}
  born: {kind: event}
  died: {kind: event, difference: {to: born, max: 10 days}}
  left: {kind: event, difference: {to: born, min: 10 days}}
  ended: {kind: event, difference: {to: born, max: 2 months}}
  rested: {kind: event, difference: {to: born, min: 2 months}}
  hours: {kind: event, difference: {to: born, max: 36 hours}}
  follows: {kind: event, after: [born]}
  visits: {kind: quantity, unit: visits}
  growth: {kind: quantity, unit: "%", formula: visits / visits(previous) - 1}
  times: {kind: event}
  chair: {kind: state, exclusive: true}
"""

CASES = {
    "two holders of one rank": (
        """
a: [{subject: JP, property: partners, is: VN, nth: 4}]
b: [{subject: JP, property: partners, is: TH, nth: 4}]
""", "contradiction ordinal-conflict a/c1 b/c1"),
    "two ranks of one holder": (
        """
a: [{subject: JP, property: partners, is: VN, nth: 4}]
b: [{subject: JP, property: partners, is: VN, nth: 5}]
""", "contradiction ordinal-conflict a/c1 b/c1"),
    "a rank within a range": (
        """
a: [{subject: JP, property: partners, is: VN, nth: 4}]
b: [{subject: JP, property: partners, has: [VN, TH], nth: 3..4}]
""", ""),
    "a rank beyond a range": (
        """
a: [{subject: JP, property: partners, is: VN, nth: 5}]
b: [{subject: JP, property: partners, has: [VN, TH], nth: 3..4}]
""", "contradiction ordinal-conflict a/c1 b/c1"),
    "among fewer one ranks no lower": (
        """
a: [{subject: JP, property: partners, is: VN, nth: 2}]
b: [{subject: JP, property: partners, is: VN, nth: 3, among: ASEAN}]
""", "contradiction ordinal-conflict a/c1 b/c1"),
    "among fewer one may rank higher": (
        """
a: [{subject: JP, property: partners, is: VN, nth: 3}]
b: [{subject: JP, property: partners, is: VN, nth: 2, among: ASEAN}]
""", ""),
    "among fewer one may rank the same": (
        """
a: [{subject: JP, property: partners, is: VN, nth: 2}]
b: [{subject: JP, property: partners, is: VN, nth: 2, among: ASEAN}]
""", ""),
    "who joins first ranks first": (
        """
a: [{subject: JP, property: joined, is: VN, nth: 2, since: 2020-01-01}]
b: [{subject: JP, property: joined, is: TH, nth: 1, since: 2021-01-01}]
""", "contradiction ordinal-conflict a/c1 b/c1"),
    "who joins later ranks later": (
        """
a: [{subject: JP, property: joined, is: VN, nth: 1, since: 2020-01-01}]
b: [{subject: JP, property: joined, is: TH, nth: 2, since: 2021-01-01}]
""", ""),
    "who joined on one day may rank either way": (
        """
a: [{subject: JP, property: joined, is: VN, nth: 2, since: 2020-01-01}]
b: [{subject: JP, property: joined, is: TH, nth: 1, since: 2020-01-01}]
""", ""),
    "a member with a start has a place in an ordered set": (
        """
a: [{subject: JP, property: joined, is: VN, nth: 1, since: 2020-01-01}]
b: [{subject: JP, property: joined, has: [TH], since: 2019-01-01}]
""", "contradiction ordinal-conflict a/c1 b/c1"),
    "a member outside of the scope has none in it": (
        """
a: [{subject: JP, property: joined, is: VN, nth: 1, since: 2020-01-01, among: ASEAN}]
b: [{subject: JP, property: joined, has: [KR], since: 2019-01-01}]
""", ""),
    "a member of the scope has one": (
        """
a: [{subject: JP, property: joined, is: VN, nth: 1, since: 2020-01-01, among: ASEAN}]
b: [{subject: JP, property: joined, has: [TH], since: 2019-01-01}]
""", "contradiction ordinal-conflict a/c1 b/c1"),
    "two events with one place in a series": (
        """
a: [{subject: talks-1, property: held, of: series, nth: 3}]
b: [{subject: talks-2, property: held, of: series, nth: 3}]
""", "contradiction ordinal-conflict a/c1 b/c1"),
    "a later place before an earlier one": (
        """
a: [{subject: talks-1, property: held, of: series, nth: 2, when: 2020-05-02}]
b: [{subject: talks-2, property: held, of: series, nth: 3, when: 2020-05-01}]
""", "contradiction ordinal-conflict a/c1 b/c1"),
    "two places on one day": (
        """
a: [{subject: talks-1, property: held, of: series, nth: 2, when: 2020-05-01}]
b: [{subject: talks-2, property: held, of: series, nth: 3, when: 2020-05-01}]
""", ""),
    "no place is left between two": (
        """
a: [{subject: talks-1, property: held, of: series, nth: 1, when: 2020-05-01}]
b: [{subject: talks-2, property: held, of: series, nth: 2, when: 2020-05-09}]
c: [{subject: talks-3, property: held, of: series, when: 2020-05-05}]
""", "contradiction ordinal-conflict a/c1 b/c1 c/c1"),
    "before the first there is no place": (
        """
a: [{subject: talks-1, property: held, of: series, nth: 1, when: 2020-05-05}]
c: [{subject: talks-3, property: held, of: series, when: 2020-05-01}]
""", "contradiction ordinal-conflict a/c1 c/c1"),
    "events of stages are ordered by their last": (
        """
a: [{subject: talks-1, property: done, stage: closed, of: series, nth: 2, when: 2020-05-02}]
b: [{subject: talks-2, property: done, stage: closed, of: series, nth: 3, when: 2020-05-01}]
""", "contradiction ordinal-conflict a/c1 b/c1"),
    "more members than their number": (
        """
a: [{subject: JP, property: partners, has: [VN, TH, KR], at: 2020-01-01}]
b: [{subject: JP, property: partners, count: 2, at: 2020-01-01}]
""", "contradiction count-mismatch a/c1 b/c1"),
    "as many as their number": (
        """
a: [{subject: JP, property: partners, has: [VN, TH], at: 2020-01-01}]
b: [{subject: JP, property: partners, count: 2, at: 2020-01-01}]
""", ""),
    "a complete list of another size": (
        """
a: [{subject: JP, property: partners, only: [VN, TH], at: 2020-01-01}]
b: [{subject: JP, property: partners, count: 3, at: 2020-01-01}]
""", "contradiction count-mismatch a/c1 b/c1"),
    "more than the group has": (
        """
a: [{subject: JP, property: partners, count: 3, among: ASEAN, at: 2020-01-01}]
""", "problem count-mismatch a/c1"),
    "as many as the group has": (
        """
a: [{subject: JP, property: partners, count: 2, among: ASEAN, at: 2020-01-01}]
""", ""),
    "fewer in all than within the group": (
        """
a: [{subject: JP, property: partners, count: 1, at: 2020-01-01}]
b: [{subject: JP, property: partners, count: 2, among: ASEAN, at: 2020-01-01}]
""", "contradiction count-mismatch a/c1 b/c1"),
    "fewer within the group and outside of it than in all": (
        """
a: [{subject: JP, property: partners, count: 4, at: 2020-01-01}]
b: [{subject: JP, property: partners, count: 1, among: ASEAN, at: 2020-01-01}]
c: [{subject: JP, property: partners, count: 2, except: ASEAN, at: 2020-01-01}]
""", "contradiction count-mismatch a/c1 b/c1 c/c1"),
    "within the group and outside of it, adding up": (
        """
a: [{subject: JP, property: partners, count: 4, at: 2020-01-01}]
b: [{subject: JP, property: partners, count: 2, among: ASEAN, at: 2020-01-01}]
c: [{subject: JP, property: partners, count: 2, except: ASEAN, at: 2020-01-01}]
""", ""),
    "a list that miscounts itself": (
        """
a: [{subject: JP, property: partners, only: [VN, TH], count: 3, at: 2020-01-01}]
""", "problem count-mismatch a/c1"),
    "an open list of fewer than are counted": (
        """
a: [{subject: JP, property: partners, has: [VN, TH], count: 3, at: 2020-01-01}]
""", ""),
    "the last day of a difference": (
        """
a: [{subject: pact, property: born, when: 2020-01-01}, {subject: pact, property: died, when: 2020-01-11}]
""", ""),
    "a day after the last of a difference": (
        """
a: [{subject: pact, property: born, when: 2020-01-01}]
b: [{subject: pact, property: died, when: 2020-01-12}]
""", "contradiction event-order a/c1 b/c1"),
    "the first day of a difference": (
        """
a: [{subject: pact, property: born, when: 2020-01-01}]
b: [{subject: pact, property: left, when: 2020-01-11}]
""", ""),
    "a day before the first of a difference": (
        """
a: [{subject: pact, property: born, when: 2020-01-01}]
b: [{subject: pact, property: left, when: 2020-01-10}]
""", "contradiction event-order a/c1 b/c1"),
    "two months, with some days' grace": (
        """
a: [{subject: pact, property: born, when: 2020-01-01}]
b: [{subject: pact, property: ended, when: 2020-03-06}]
""", ""),
    "more than two months in any calendar": (
        """
a: [{subject: pact, property: born, when: 2020-01-01}]
b: [{subject: pact, property: ended, when: 2020-03-07}]
""", "contradiction event-order a/c1 b/c1"),
    "two months at the least, with some days' grace": (
        """
a: [{subject: pact, property: born, when: 2020-01-01}]
b: [{subject: pact, property: rested, when: 2020-02-26}]
""", ""),
    "less than two months in any calendar": (
        """
a: [{subject: pact, property: born, when: 2020-01-01}]
b: [{subject: pact, property: rested, when: 2020-02-25}]
""", "contradiction event-order a/c1 b/c1"),
    "hours that reach into a second day": (
        """
a: [{subject: pact, property: born, when: 2020-01-01}]
b: [{subject: pact, property: hours, when: 2020-01-03}]
""", ""),
    "hours that do not reach into a third": (
        """
a: [{subject: pact, property: born, when: 2020-01-01}]
b: [{subject: pact, property: hours, when: 2020-01-04}]
""", "contradiction event-order a/c1 b/c1"),
    "two holders of what one holds, the second of three": (
        """
a: [{subject: JP, property: chair, is: X, at: 2020-01-01}]
b: [{subject: VN, property: chair, is: X, at: 2021-01-01}]
c: [{subject: TH, property: chair, is: X, at: 2021-01-01}]
""", "contradiction two-holders b/c1 c/c1"),
    "a member denied, behind one who is not": (
        """
a: [{subject: JP, property: partners, has: [KR, VN], at: 2020-01-01}]
b: [{subject: JP, property: partners, only: [TH, KR], at: 2020-01-01}]
""", "contradiction membership-conflict a/c1 b/c1"),
    "one member within a scope that is not its own, the second of two": (
        """
a: [{subject: JP, property: partners, has: [TH, KR], among: ASEAN, at: 2020-01-01}]
""", "problem membership-conflict a/c1"),
    "members within a scope that is their own": (
        """
a: [{subject: JP, property: partners, has: [TH, VN], among: ASEAN, at: 2020-01-01}]
""", ""),
    "one subject may hold it twice, and another not": (
        """
a:
  - {subject: JP, property: chair, is: X, at: 2020-01-01}
  - {subject: JP, property: chair, is: X, at: 2020-01-01/2020-02-01}
b: [{subject: VN, property: chair, is: X, at: 2020-01-15}]
""", "contradiction two-holders a/c2 b/c1"),
    "a headline without a stage goes as far as all of them": (
        """
a:
  - {subject: pact, property: done, when: 2020-01-01, part: headline}
  - {subject: pact, property: done, stage: begun, when: 2020-01-01}
""", "problem headline-beyond-body a/c1 a/c2"),
    "a body without a stage carries any headline": (
        """
a:
  - {subject: pact, property: done, stage: closed, when: 2020-01-01, part: headline}
  - {subject: pact, property: done, when: 2020-01-01}
""", ""),
    "a headline told as done over a text that only hopes": (
        """
a:
  - {subject: pact, property: done, stage: closed, when: 2025, mood: planned, part: headline}
  - {subject: pact, property: done, stage: closed, when: 2025, mood: hoped}
""", "problem headline-beyond-body a/c1 a/c2"),
    "growth over the period before": (
        """
a: [{subject: JP, property: visits, is: exactly 100, during: 2020},
  {subject: JP, property: visits, is: exactly 120, during: 2021}]
b: [{subject: JP, property: growth, is: exactly 30 %, during: 2021}]
""", "contradiction formula-mismatch a/c1 a/c2 b/c1"),
    "growth that is right": (
        """
a: [{subject: JP, property: visits, is: exactly 100, during: 2020},
  {subject: JP, property: visits, is: exactly 120, during: 2021}]
b: [{subject: JP, property: growth, is: exactly 20 %, during: 2021}]
""", ""),
    "growth over a period of another length": (
        """
a: [{subject: JP, property: visits, is: exactly 100, during: 2020-12},
  {subject: JP, property: visits, is: exactly 120, during: 2021}]
b: [{subject: JP, property: growth, is: exactly 30 %, during: 2021}]
""", ""),
    "fewer times by a later day": (
        """
a: [{subject: talks-1, property: times, count: 5, at: 2020-01-01}]
b: [{subject: talks-1, property: times, count: 4, at: 2021-01-01}]
""", "contradiction occurrence-count a/c1 b/c1"),
    "more times by a later day": (
        """
a: [{subject: talks-1, property: times, count: 4, at: 2020-01-01}]
b: [{subject: talks-1, property: times, count: 5, at: 2021-01-01}]
""", ""),
    "fewer times in a year than in part of it": (
        """
a: [{subject: talks-1, property: times, count: 5, during: 2020-03}]
b: [{subject: talks-1, property: times, count: 4, during: 2020}]
""", "contradiction occurrence-count a/c1 b/c1"),
    "fewer times in another year": (
        """
a: [{subject: talks-1, property: times, count: 5, during: 2020-03}]
b: [{subject: talks-1, property: times, count: 4, during: 2021}]
""", ""),
    "what follows on the same day": (
        """
a: [{subject: pact, property: born, when: 2020-01-02}]
b: [{subject: pact, property: follows, when: 2020-01-02}]
""", ""),
    "what follows a day before": (
        """
a: [{subject: pact, property: born, when: 2020-01-02}]
b: [{subject: pact, property: follows, when: 2020-01-01}]
""", "contradiction event-order a/c1 b/c1"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_accusation(name: str, tmp_path: Path) -> None:
    text, expected = CASES[name]
    corpus = load(write(tmp_path, COUNTRIES + text))
    assert corpus.faults == ()
    report, _ = report_on(corpus, Options(ignore=("unsupported-value",)))
    accusing = ("contradiction", "tension", "problem", "undecided")
    found = [" ".join((f.verdict, f.rule, *f.claims)) for f in report.findings if f.verdict in accusing]
    assert found == ([expected] if expected else [])


def test_more_within_the_group_and_outside_of_it_than_in_all(tmp_path: Path) -> None:
    text = """
a: [{subject: JP, property: partners, count: 3, at: 2020-01-01}]
b: [{subject: JP, property: partners, count: 2, among: ASEAN, at: 2020-01-01}]
c: [{subject: JP, property: partners, count: 2, except: ASEAN, at: 2020-01-01}]
"""
    report, _ = report_on(load(write(tmp_path, COUNTRIES + text)))
    assert [f.rule for f in report.findings if f.verdict == "contradiction"] == ["count-mismatch"]
