"""Times told from another day than publication, and what a state's times say of its first and last day."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpus import write

from validator.judgement.reporting import Options, report_on
from validator.records.opening import load

WORDS = """
entities:
  pact: {type: agreement}
  talks: {type: meeting}
  minister: {type: office}
  JP: {type: country}
  VN: {type: country}
properties:
  done: {kind: event}
  held: {kind: event}
  ministry: {kind: state, values: [defence, finance]}
  fleet: {kind: quantity, unit: ships}
  share: {kind: quantity, unit: "%", formula: a / b}
  a: {kind: quantity, unit: USD}
  b: {kind: quantity, unit: USD}
  sum: {kind: quantity, unit: USD, formula: a + b - 2}
  area: {kind: quantity, unit: USD, formula: a * b}
"""

CASES = {
    "yesterday of an earlier saying": (
        """
alpha: {published: 2023-11-28, claims: [{subject: pact, property: done, when: -1D, said-on: 2023-05-05}]}
beta: [{subject: pact, property: done, when: 2023-05-04}]
""", ""),
    "not yesterday of an earlier saying": (
        """
alpha: {published: 2023-11-28, claims: [{subject: pact, property: done, when: -1D, said-on: 2023-05-05}]}
beta: [{subject: pact, property: done, when: 2023-11-27}]
""", "contradiction value-conflict alpha/c1 beta/c1"),
    "last year of a saying in some month": (
        """
alpha: {published: 2023-11-28, claims: [{subject: pact, property: done, when: -1Y, said-on: 2023-05}]}
beta: [{subject: pact, property: done, when: 2021-12-31}]
""", "contradiction value-conflict alpha/c1 beta/c1"),
    "a whole year told from publication": (
        """
alpha: {published: 2023-11-28, claims: [{subject: minister, property: ministry, is: defence, during: -1Y}]}
beta: [{subject: minister, property: ministry, is: finance, at: 2022-12-31}]
""", "contradiction value-conflict alpha/c1 beta/c1"),
    "not the year after it": (
        """
alpha: {published: 2023-11-28, claims: [{subject: minister, property: ministry, is: defence, during: -1Y}]}
beta: [{subject: minister, property: ministry, is: finance, at: 2023-01-01}]
""", ""),
    "a whole year told from an earlier saying": (
        """
alpha:
  published: 2023-11-28
  claims: [{subject: minister, property: ministry, is: defence, during: -1Y, said-on: 2021-05-05}]
beta: [{subject: minister, property: ministry, is: finance, at: 2022-12-31}]
""", ""),
    "every day from one to another": (
        """
alpha: [{subject: minister, property: ministry, is: defence, at: 2020-01-01/2020-03-31}]
beta: [{subject: minister, property: ministry, is: finance, at: 2020-03-31}]
""", "contradiction value-conflict alpha/c1 beta/c1"),
    "the day after the last": (
        """
alpha: [{subject: minister, property: ministry, is: defence, at: 2020-01-01/2020-03-31}]
beta: [{subject: minister, property: ministry, is: finance, at: 2020-04-01}]
""", ""),
    "every day from one on": (
        """
alpha: [{subject: minister, property: ministry, is: defence, at: 2020-01-01/..}]
beta: [{subject: minister, property: ministry, is: finance, at: 2022-01-01}]
""", "contradiction value-conflict alpha/c1 beta/c1"),
    "one unknown day of a stretch": (
        """
alpha: [{subject: minister, property: ministry, is: defence, at: 2020-01-01..2020-03-31}]
beta: [{subject: minister, property: ministry, is: finance, at: 2020-03-31}]
""", ""),
    "yesterday of an earlier saying, of a state": (
        """
alpha: {published: 2023-11-28, claims: [{subject: minister, property: ministry, is: defence, at: -1D,
  said-on: 2023-05-05}]}
beta: [{subject: minister, property: ministry, is: finance, at: 2023-05-04}]
""", "contradiction value-conflict alpha/c1 beta/c1"),
    "not yesterday of an earlier saying, of a state": (
        """
alpha: {published: 2023-11-28, claims: [{subject: minister, property: ministry, is: defence, at: -1D,
  said-on: 2023-05-05}]}
beta: [{subject: minister, property: ministry, is: finance, at: 2023-11-27}]
""", ""),
    "yesterday of a saying in some month": (
        """
alpha: {published: 2023-11-28, claims: [{subject: minister, property: ministry, is: defence, at: -1D,
  said-on: 2023-05}]}
beta: [{subject: minister, property: ministry, is: finance, at: 2023-04-30/2023-05-30}]
""", "contradiction value-conflict alpha/c1 beta/c1"),
    "yesterday of a saying in some month, which may be its last day": (
        """
alpha: {published: 2023-11-28, claims: [{subject: minister, property: ministry, is: defence, at: -1D,
  said-on: 2023-05}]}
beta: [{subject: minister, property: ministry, is: finance, at: 2023-04-30/2023-05-29}]
""", ""),
    "last week may be before the stretch another tells of": (
        """
alpha: {published: 2023-11-27..2023-11-28, claims: [{subject: minister, property: ministry, is: defence, at: -1W}]}
beta: [{subject: minister, property: ministry, is: finance, at: 2023-11-10/2023-11-19}]
""", ""),
    "last week from Monday to Sunday": (
        """
alpha: {published: 2023-11-29, claims: [{subject: minister, property: ministry, is: defence, at: -1W}]}
beta: [{subject: minister, property: ministry, is: finance, at: 2023-11-20/2023-11-26}]
""", "tension value-conflict alpha/c1 beta/c1"),
    "last year of an unknown day about New Year": (
        """
alpha: {published: 2023-12-20..2024-01-10, claims: [{subject: minister, property: ministry, is: defence, during: -1Y}]}
beta: [{subject: minister, property: ministry, is: finance, at: 2022-06-01},
  {subject: minister, property: ministry, is: finance, at: 2023-06-01}]
""", "contradiction value-conflict alpha/c1 beta/c1 beta/c2"),
    "one of the years that last year may be": (
        """
alpha: {published: 2023-12-20..2024-01-10, claims: [{subject: minister, property: ministry, is: defence, during: -1Y}]}
beta: [{subject: minister, property: ministry, is: finance, at: 2023-06-01}]
""", ""),
    "a beginning told twice lies in both times": (
        """
alpha: [{subject: minister, property: ministry, is: defence, since: [2020, 2020-05]}]
beta: [{subject: minister, property: ministry, is: finance, at: 2020-06-15}]
""", "contradiction value-conflict alpha/c1 beta/c1"),
    "an end told twice lies in both times": (
        """
alpha: [{subject: minister, property: ministry, is: defence, since: 2019-01-01, until: [2020, 2020-05]}]
beta: [{subject: minister, property: ministry, is: finance, at: 2020-04-15}]
""", "contradiction value-conflict alpha/c1 beta/c1"),
    "until an event, the day before": (
        """
alpha: [{subject: minister, property: ministry, is: defence, until: talks/held}]
beta: [{subject: talks, property: held, when: 2020-05-05},
  {subject: minister, property: ministry, is: finance, at: 2020-05-04}]
""", "contradiction value-conflict alpha/c1 beta/c1 beta/c2"),
    "until an event, long after": (
        """
alpha: [{subject: minister, property: ministry, is: defence, until: talks/held}]
beta: [{subject: talks, property: held, when: 2020-05-05},
  {subject: minister, property: ministry, is: finance, at: 2024-01-01}]
""", ""),
    "the day after a month": (
        """
alpha: [{subject: minister, property: ministry, is: defence, after: 2021-05}]
beta: [{subject: minister, property: ministry, is: finance, at: 2021-06-01}]
""", "contradiction value-conflict alpha/c1 beta/c1"),
    "not the day after a month has begun": (
        """
alpha: [{subject: minister, property: ministry, is: defence, after: 2021-05}]
beta: [{subject: minister, property: ministry, is: finance, at: 2021-05-02}]
""", ""),
    "a product of two figures": (
        """
alpha: [{subject: JP, property: a, is: exactly 6 USD, during: 2020},
  {subject: JP, property: b, is: exactly 7 USD, during: 2020}]
beta: [{subject: JP, property: area, is: exactly 13 USD, during: 2020}]
""", "contradiction formula-mismatch alpha/c1 alpha/c2 beta/c1"),
    "a product that is right": (
        """
alpha: [{subject: JP, property: a, is: exactly 6 USD, during: 2020},
  {subject: JP, property: b, is: exactly 7 USD, during: 2020}]
beta: [{subject: JP, property: area, is: exactly 42 USD, during: 2020}]
""", ""),
    "a sum and a difference": (
        """
alpha: [{subject: JP, property: a, is: exactly 6 USD, during: 2020},
  {subject: JP, property: b, is: exactly 7 USD, during: 2020}]
beta: [{subject: JP, property: sum, is: exactly 15 USD, during: 2020}]
""", "contradiction formula-mismatch alpha/c1 alpha/c2 beta/c1"),
    "a sum and a difference that are right": (
        """
alpha: [{subject: JP, property: a, is: exactly 6 USD, during: 2020},
  {subject: JP, property: b, is: exactly 7 USD, during: 2020}]
beta: [{subject: JP, property: sum, is: exactly 11 USD, during: 2020}]
""", ""),
    "a share": (
        """
alpha: [{subject: JP, property: a, is: exactly 1 USD, during: 2020},
  {subject: JP, property: b, is: exactly 4 USD, during: 2020}]
beta: [{subject: JP, property: share, is: exactly 26 %, during: 2020}]
""", "contradiction formula-mismatch alpha/c1 alpha/c2 beta/c1"),
    "a share that is right": (
        """
alpha: [{subject: JP, property: a, is: exactly 1 USD, during: 2020},
  {subject: JP, property: b, is: exactly 4 USD, during: 2020}]
beta: [{subject: JP, property: share, is: exactly 25 %, during: 2020}]
""", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_accusation(name: str, tmp_path: Path) -> None:
    text, expected = CASES[name]
    corpus = load(write(tmp_path, WORDS + text))
    assert corpus.faults == ()
    report, _ = report_on(corpus, Options(ignore=("unsupported-value",)))
    accusing = ("contradiction", "tension", "problem", "undecided")
    found = [" ".join((f.verdict, f.rule, *f.claims)) for f in report.findings if f.verdict in accusing]
    assert found == ([expected] if expected else [])
