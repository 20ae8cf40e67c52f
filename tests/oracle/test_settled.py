"""Small corpora that two readings of the design would judge differently, or on which the product once erred."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import small_corpus

from oracle.compare import found


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    because: str
    corpus: str
    expected: tuple[str, ...]
    """Minimal sets, members parted by spaces."""


CASES = (
    Case(
        "a claim about a publication day binds that day",
        "Every source has the built-in event `published`, one day: s was out before the visit that it tells as done.",
        """
        entities: [a]
        properties: {visit: {kind: event}}
        s:
          published: 2023-11-20..2023-11-29
          claims:
          - {id: header, subject: s, property: published, when: 2023-11-27}
          - {id: visit, subject: a, property: visit, when: 2023-11-28}
        """,
        ("s/header s/visit",),
    ),
    Case(
        "a claim about a publication day meets a relative time",
        "Published on Tuesday the 28th, `-1D` is Monday, not Wednesday.",
        """
        entities: [a]
        properties: {visit: {kind: event}}
        s:
          published: 2023-11-01..2023-12-31
          published-because: the page
          claims:
          - {id: yesterday, subject: a, property: visit, when: -1D, weekday: Wed}
        t:
          - {id: header, subject: s, property: published, when: 2023-11-28}
        """,
        ("s/yesterday t/header",),
    ),
    Case(
        "a claim about a publication day that the header states",
        "A header without `published-because` is no assumption: nothing else can give way.",
        """
        entities: [a]
        properties: {met: {kind: event}}
        s:
          published: 2023-02-20
          claims:
          - {id: met, subject: a, property: met, when: 2023-02-15}
        t:
          - {id: page, subject: s, property: published, when: 2023-02-21}
        """,
        ("t/page",),
    ),
    Case(
        "two relative times of one inferred publication day",
        "Before the publication day and on it: no publication day allows both, so the inferred date is not to blame.",
        """
        entities: [a]
        properties: {met: {kind: event}}
        s:
          published: 2023-03-10..2023-03-11
          published-because: the words of the text
          claims:
          - {id: before, subject: a, property: met, before: 0D}
          - {id: on, subject: a, property: met, when: 0D}
        """,
        ("s/before s/on",),
    ),
    Case(
        "a claim of two stages that neither allows",
        "Whichever of the two stages is meant, an asserted day lies on or before publication.",
        """
        entities: [a]
        properties: {concluded: {kind: event, stages: [drafted, signed]}}
        s:
          published: 2023-02-20
          claims:
          - {id: late, subject: a, property: concluded, stage: [drafted, signed], when: 2023-02-25}
        """,
        ("s/late",),
    ),
    Case(
        "a claim without a stage that no stage allows",
        "1 March 2023 is a Wednesday at every stage: it fails on any reading of its unstated part, assumed or not.",
        """
        entities: [a]
        properties: {concluded: {kind: event, stages: [drafted, signed]}}
        s:
          - {id: monday, subject: a, property: concluded, when: 2023-03-01, weekday: Mon}
        """,
        ("s/monday",),
    ),
    Case(
        "the stage that a plan states",
        "An unstated stage is one that another claim of the event states, here `signed`; on 1 May it was still ahead.",
        """
        entities: [a]
        properties: {concluded: {kind: event, stages: [drafted, signed]}}
        s:
          - {id: done, subject: a, property: concluded, when: 2023-03-01}
        t:
          published: 2023-05-01
          claims:
          - {id: plan, subject: a, property: concluded, stage: signed, mood: planned}
        """,
        ("s/done t/plan same-stage:s/done",),
    ),
    Case(
        "a plan without a time bounds the day others name",
        "Planned and without a time is still ahead at publication; the other claims put the same day before it.",
        """
        entities: [a]
        properties: {met: {kind: event}, parted: {kind: event}}
        s:
          published: 2023-03-10
          claims:
          - {id: plan, subject: a, property: parted, mood: planned}
        t:
          - {id: same-day, subject: a, property: met, when: a/parted}
          - {id: day, subject: a, property: met, when: 2023-03-01}
        """,
        ("s/plan t/same-day t/day",),
    ),
    Case(
        "a plan of an earlier stage",
        "Still to be drafted on 1 May cannot have been signed in March: drafted <= signed.",
        """
        entities: [a]
        properties: {concluded: {kind: event, stages: [drafted, signed]}}
        s:
          published: 2023-05-01
          claims:
          - {id: plan, subject: a, property: concluded, stage: drafted, mood: planned}
        t:
          - {id: signed, subject: a, property: concluded, stage: signed, when: 2023-03-01}
        """,
        ("s/plan t/signed",),
    ),
    Case(
        "a plan beside a relative time of an inferred publication day",
        "Three days before publication is not ahead of it, whenever that was.",
        """
        entities: [a]
        properties: {met: {kind: event}}
        s:
          published: 2023-05-01
          published-because: the words of the text
          claims:
          - {id: plan, subject: a, property: met, mood: planned}
          - {id: done, subject: a, property: met, when: -3D}
        """,
        ("s/plan s/done",),
    ),
    Case(
        "stages that are only named as times keep their order",
        "met = signed and met < drafted, but drafted <= signed.",
        """
        entities: [a]
        properties: {met: {kind: event}, concluded: {kind: event, stages: [drafted, signed]}}
        s:
          - {id: on, subject: a, property: met, when: a/signed}
          - {id: before, subject: a, property: met, before: a/drafted}
        """,
        ("s/on s/before",),
    ),
    Case(
        "a stage after a later stage of its own event",
        "drafted > signed against drafted <= signed.",
        """
        entities: [a]
        properties: {concluded: {kind: event, stages: [drafted, signed]}}
        s:
          - {id: late, subject: a, property: concluded, stage: drafted, after: a/signed}
        """,
        ("s/late",),
    ),
    Case(
        "an event that is only named as a time keeps its place",
        "The vocabulary puts met before parted, or on its day.",
        """
        entities: [a]
        properties: {met: {kind: event, before: [parted]}, parted: {kind: event}}
        s:
          - {id: late, subject: a, property: met, after: a/parted}
        """,
        ("s/late",),
    ),
    Case(
        "a difference in days",
        "Four days from 28 February to 4 March 2023, three allowed; the same in years is found.",
        """
        entities: [a]
        properties:
          met: {kind: event}
          parted: {kind: event, difference: {to: met, max: exactly 3 days}}
        s:
          - {id: met, subject: a, property: met, when: 2023-02-28}
          - {id: parted, subject: a, property: parted, when: 2023-03-04}
        """,
        ("s/met s/parted",),
    ),
    Case(
        "a smallest difference in days",
        "One day apart, three demanded.",
        """
        entities: [a]
        properties:
          met: {kind: event}
          parted: {kind: event, difference: {to: met, min: exactly 3 days}}
        s:
          - {id: met, subject: a, property: met, when: 2023-02-28}
          - {id: parted, subject: a, property: parted, when: 2023-03-01}
        """,
        ("s/met s/parted",),
    ),
    Case(
        "a list without a time, read on either of its two days, still rests on that reading",
        "At publication c has begun, the day before that start a was out; yet the list states neither day (`seen-at`).",
        """
        entities: [o, a, b, c]
        properties: {partners: {kind: set}}
        s:
          published: 2023-06-10
          claims:
          - {id: list, subject: o, property: partners, only: [a, b]}
          - {id: start, subject: o, property: partners, has: [c], since: 2023-06-09}
        t:
          - {id: out, subject: o, property: partners, not: [a], at: 2023-06-08}
        """,
        ("s/list s/start t/out seen-at:s/list",),
    ),
    Case(
        "a number beside a complete list outside a closed group",
        "Outside the group only c, inside it at most its two members: three, not four.",
        """
        entities: {o: {type: t}, a: {type: t}, b: {type: t}, c: {type: t}, group: {type: g, members: [a, b]}}
        properties: {partners: {kind: set}}
        s:
          - {id: outside, subject: o, property: partners, only: [c], except: group, at: 2023-06-01}
        t:
          - {id: four, subject: o, property: partners, count: 4, at: 2023-06-01}
        """,
        ("s/outside t/four",),
    ),
    Case(
        "a member among a closed group that does not hold it",
        "A listed group is complete: seen through it, c is not there.",
        """
        entities: {o: {type: t}, a: {type: t}, b: {type: t}, c: {type: t}, group: {type: g, members: [a, b]}}
        properties: {partners: {kind: set}}
        s:
          - {id: stranger, subject: o, property: partners, has: [c], among: group, at: 2023-06-01}
        """,
        ("s/stranger",),
    ),
    Case(
        "two speakers reported by one source",
        "`said-by` dissolves a clash within one source that reports both speakers; it is explained by attribution.",
        """
        entities: [a, x, y]
        properties: {met: {kind: event}}
        s:
          - {id: one, subject: a, property: met, when: 2023-02-28, said-by: x}
          - {id: other, subject: a, property: met, when: 2023-03-01, said-by: y}
        """,
        (),
    ),
    Case(
        "five together",
        "Published from 21 to 28 November, after a Monday, not before the 24th: on the 28th; the state was another.",
        """
        entities: [a]
        properties:
          visit: {kind: event}
          met: {kind: event}
          tier: {kind: state, values: [SP, CSP]}
        s:
          published: 2023-11-01..2023-12-31
          published-because: the page
          claims:
          - {id: header, subject: s, property: published, when: 2023-11-21..2023-11-28}
          - {id: weekday, subject: a, property: visit, when: -1D, weekday: Mon}
          - {id: past, subject: a, property: met, when: 2023-11-24}
          - {id: state, subject: a, property: tier, is: SP}
        t:
          published: 2023-11-30
          claims:
          - {id: since, subject: a, property: tier, is: CSP, since: 2023-11-27}
        """,
        ("published:s s/header s/weekday s/past s/state t/since",),
    ),
    Case(
        "two numbers of members on one day",
        "Counts are exact and both are stated for one same single day; no member need be named for that.",
        """
        entities: [a]
        properties: {partners: {kind: set}}
        s:
          - {id: ten, subject: a, property: partners, count: 10, at: 2022-01-01}
        t:
          - {id: twelve, subject: a, property: partners, count: 12, at: 2022-01-01}
        """,
        ("s/ten t/twelve",),
    ),
    Case(
        "two numbers of members on one day beside a position",
        "The two numbers clash by themselves; a set that holds both is not minimal.",
        """
        entities: [a, b]
        properties: {partners: {kind: set, ordered: true}}
        s:
          - {id: eleventh, subject: a, property: partners, is: b, nth: 11, at: 2023-01-01}
          - {id: twelve, subject: a, property: partners, count: 12, at: 2022-01-01}
          - {id: ten, subject: a, property: partners, count: 10, at: 2022-01-01}
        """,
        ("s/ten s/twelve",),
    ),
)


def family(sets: tuple[str, ...]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(one.split()) for one in sets)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_settled_reading(case: Case) -> None:
    assert found(small_corpus.parse(case.corpus)) == family(case.expected), case.because
