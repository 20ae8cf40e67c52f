"""What a report counts, names and dates beside its findings: skipped checks, lonely claims, timelines, sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpus import write

from validator.judgement.coverage import coverage
from validator.judgement.dating import dated_sources
from validator.judgement.findings import Finding, Report
from validator.judgement.loneliness import lonely, missing_fields
from validator.judgement.reporting import Options, report_on
from validator.judgement.timelines import timelines
from validator.judgement.words import assumption_words, together
from validator.records.corpus import Corpus
from validator.records.opening import load
from validator.records.vocabulary import Vocabulary
from validator.values.calendar import day_number

WORLD = """
entities:
  JP: {type: country, names: {en: [Japan]}}
  VN: {type: country, names: {en: [Vietnam]}}
  KR: {type: country, names: {en: [South Korea]}}
  pact: {type: agreement, names: {en: [the pact]}}
  talks: {type: meeting, names: {en: [the talks]}}
properties:
  tier: {kind: state, subject: country-pair, ladder: [low, high], watch: true}
  club: {kind: set, subject: country, watch: true}
  quiet: {kind: set, subject: country}
  done: {kind: event, stages: [agreed, signed]}
  held: {kind: event}
  trade: {kind: quantity, unit: USD}
  all-trade: {kind: quantity, unit: USD}
  share: {kind: quantity, unit: "%", formula: trade / all-trade}
  remark: {kind: prose}
alpha:
  - {subject: JP+VN, property: tier, is: low, at: 2020-02-03}
  - {subject: JP, property: club, has: [VN], at: 2020-05-01}
  - {subject: pact, property: done, stage: signed, when: 2021-09-11}
  - {subject: JP, property: remark, says: It was said.}
  - {subject: pact, property: done, stage: signed, mood: hoped, when: 2030}
  - {subject: JP, property: share, is: 25 %, during: 2020}
  - {subject: JP, property: quiet, has: [VN], at: 2020-05-01}
beta:
  - {subject: JP+VN, property: tier, is: high, since: 2021-03-04}
  - {subject: JP, property: club, only: [VN, KR], at: 2022-05-01}
  - {subject: pact, property: done, when: 2021-09}
  - {subject: KR, property: club, has: [JP]}
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    loaded = load(write(tmp_path_factory.mktemp("told"), WORLD))
    assert loaded.faults == ()
    return loaded


@pytest.fixture(scope="module")
def report(corpus: Corpus) -> Report:
    return report_on(corpus)[0]


def test_checks_that_did_not_run_are_counted(report: Report) -> None:
    counted = {(skip.rule, skip.reason.split(",")[0].split(":")[0]): skip.count for skip in report.skipped}
    assert counted == {
        ("value-conflict", "prose is kept and searchable"): 1,
        ("value-conflict", "told as planned"): 1,
        ("formula-mismatch", "a figure the formula needs is stated by no claim for that period"): 1,
    }


def test_a_text_that_is_not_archived_is_counted_and_nothing_else(tmp_path: Path) -> None:
    root = write(tmp_path, WORLD)
    (root / "seeds/beta.txt").unlink()
    path = root / "claims/beta.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("text: seeds/beta.txt", f"sha256: {'0' * 64}"), "utf-8")
    loaded = load(root)
    assert loaded.faults == ()
    skipped = {skip.rule: skip.count for skip in report_on(loaded)[0].skipped if "archived" in skip.reason}
    assert skipped == {"quote-not-found": 4}
    assert [found.source for found in coverage(loaded)] == ["alpha"]


def test_sources_are_told_with_what_they_state(tmp_path: Path) -> None:
    text = """
entities: [x]
properties: {p: {kind: prose}}
alpha:
  url: https://example.org/a
  title: T
  claims: [{subject: x, property: p, says: y}, {subject: x, property: p, says: z}]
beta: [{subject: x, property: p, says: y}]
"""
    root = write(tmp_path, text)
    one, other = report_on(load(root))[0].sources
    assert (one.id, one.url, one.title, one.claims, one.text_file) == (
        "alpha",
        "https://example.org/a",
        "T",
        2,
        "seeds/alpha.txt",
    )
    assert (other.id, other.url, other.title, other.claims) == ("beta", "", "", 1)


def test_claims_that_meet_no_other_are_told_with_the_reason(corpus: Corpus) -> None:
    _, judgement = report_on(corpus)
    told = {id: why.split(":")[0] for id, why in lonely(judgement).items()}
    assert told == {
        "alpha/c4": "prose",
        "alpha/c5": "not told as done",
        "alpha/c6": "nobody else answers the same question",
        "alpha/c7": "nobody else answers the same question",
        "beta/c4": "nobody else answers the same question",
    }
    assert missing_fields(judgement) == {"stage": 1}


def test_timelines_are_those_that_are_watched_or_asked_for(corpus: Corpus) -> None:
    _, judgement = report_on(corpus)
    assert {(line.subject, line.property) for line in timelines(judgement)} == {
        ("JP+VN", "tier"),
        ("JP", "club"),
        ("KR", "club"),
    }
    (asked,) = timelines(judgement, [("JP", "quiet")])
    assert [step.support for step in asked.steps] == [("alpha/c7",)]
    assert timelines(judgement, [("VN", "quiet")]) == ()


def test_a_timeline_of_a_state_tells_between_which_days_it_moved(corpus: Corpus) -> None:
    _, judgement = report_on(corpus)
    (tier,) = timelines(judgement, [("JP+VN", "tier")])
    assert [(step.keys, step.support) for step in tier.steps] == [(("low",), ("alpha/c1",)), (("high",), ("beta/c1",))]
    assert list(tier.changes) == ["moved from low to high after 3 February 2020, on 4 March 2021 at the latest"]


def test_sentences_know_their_claims(tmp_path: Path) -> None:
    text = "entities: [x]\nproperties: {p: {kind: prose}}\nalpha:\n"
    text += "  - {subject: x, property: p, says: y, quote: One was said}\n"
    text += "  - {subject: x, property: p, says: y, quote: [Two, said twice]}\n"
    root = write(tmp_path, text)
    (root / "seeds/alpha.txt").write_text("One was said. Two was said twice. Three was not.\nFour is aside.\n", "utf-8")
    path = root / "claims/alpha.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "uncheckable:\n- {quote: Four is aside, because: opinion}\n", "utf-8"
    )
    (found,) = coverage(load(root))
    assert [(sentence.text, sentence.claims, sentence.marked) for sentence in found.sentences] == [
        ("One was said.", ("alpha/c1",), False),
        ("Two was said twice.", ("alpha/c2",), False),
        ("Three was not.", (), False),
        ("Four is aside.", (), True),
    ]
    assert [sentence.covered for sentence in found.sentences] == [True, True, False, True]


def test_what_is_aside_in_one_source_is_not_in_another(tmp_path: Path) -> None:
    root = write(tmp_path, "entities: [x]\nproperties: {p: {kind: prose}}\n"
                 "alpha: [{subject: x, property: p, says: y, quote: Same words}]\n"
                 "beta: [{subject: x, property: p, says: y, quote: Other words}]\n")  # fmt: skip
    for name in ("alpha", "beta"):
        (root / f"seeds/{name}.txt").write_text("Same words. Other words. Third words.\n", "utf-8")
    path = root / "claims/beta.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "uncheckable:\n- {quote: Third words, because: opinion}\n", "utf-8"
    )
    alpha, beta = coverage(load(root))
    assert [sentence.marked for sentence in alpha.sentences] == [False, False, False]
    assert [sentence.marked for sentence in beta.sentences] == [False, False, True]
    assert [sentence.claims for sentence in alpha.sentences] == [("alpha/c1",), (), ()]


# -- wording -----------------------------------------------------------------------------------------------------------


def only(root: Path, text: str, rule: str) -> Finding:
    report, _ = report_on(load(write(root, text)))
    (finding,) = [f for f in report.findings if f.rule == rule]
    return finding


def test_times_are_told_as_what_they_come_to(tmp_path: Path) -> None:
    found = only(tmp_path, """
entities: {pact: {type: agreement, names: {en: [the pact]}}, talks: {type: meeting, names: {en: [the talks]}}}
properties: {done: {kind: event}, held: {kind: event}}
alpha: {published: 2023-11-28, claims: [{subject: pact, property: done, when: -1D}]}
beta: [{subject: pact, property: done, when: talks/held}, {subject: talks, property: held, when: 2023-11-26}]
""", "value-conflict")  # fmt: skip
    said = " ".join([found.message, *found.why, *(camp.value for camp in found.camps)])
    assert "27 November 2023" in said
    assert "the day of the talks (held)" in said
    assert "the pact, done" in found.message


def test_a_pair_is_told_by_both_names(tmp_path: Path) -> None:
    found = only(tmp_path, """
entities: {JP: {type: country, names: {en: [Japan]}}, VN: {type: country, names: {en: [Vietnam]}}}
properties: {trade: {kind: quantity, unit: USD, subject: country-pair}, sold: {kind: quantity, unit: USD}}
alpha: [{subject: JP>VN, property: trade, is: 5 USD, during: 2020}]
beta: [{subject: JP>VN, property: trade, is: 9 USD, during: 2020}]
""", "value-conflict")  # fmt: skip
    assert "Japan to Vietnam, trade" in found.message


@pytest.mark.parametrize(
    ("described", "clash"),
    [
        ("unit: ships, tolerance: 10 ships", True),
        ("unit: ships, tolerance: 19 ships", True),
        ("unit: ships, tolerance: 20 ships", False),
        ("tolerance: 9 %", True),
        ("tolerance: 11 %", False),
        ("unit: ships", True),
    ],
)
def test_a_tolerance_is_the_difference_that_counts_as_none(described: str, clash: bool, tmp_path: Path) -> None:
    text = f"""
entities: [JP]
properties: {{fleet: {{kind: quantity, {described}}}}}
alpha: [{{subject: JP, property: fleet, is: exactly 200, during: 2020}}]
beta: [{{subject: JP, property: fleet, is: exactly 220, during: 2020}}]
"""
    loaded = load(write(tmp_path, text))
    assert loaded.faults == ()
    report, _ = report_on(loaded)
    assert [f.rule for f in report.findings if f.verdict == "contradiction"] == ["value-conflict"] * clash


def test_a_day_of_publication_is_narrowed_by_what_the_source_says(tmp_path: Path) -> None:
    text = """
entities: [pact]
properties: {done: {kind: event}}
alpha: {published: 2023-11-01..2023-11-30, claims: [{subject: pact, property: done, when: -1D}]}
beta: [{subject: pact, property: done, when: 2023-11-20}]
"""
    _, judgement = report_on(load(write(tmp_path, text)))
    (dated,) = dated_sources(judgement)
    assert dated.source == "alpha"
    assert (dated.derived.lo, dated.derived.hi) == (day_number(2023, 11, 21), day_number(2023, 11, 21))
    assert "on 21 November 2023" in dated.words
    assert "no claim narrows" not in dated.words


def test_a_day_of_publication_that_nothing_narrows_is_told_so(tmp_path: Path) -> None:
    text = """
entities: [pact]
properties: {done: {kind: event}}
alpha: {published: 2023-11-01..2023-11-30, claims: [{subject: pact, property: done, when: 2020}]}
beta: {published: 2023-11-05, claims: [{subject: pact, property: done, when: 2020}]}
"""
    _, judgement = report_on(load(write(tmp_path, text)))
    (dated,) = dated_sources(judgement)
    assert (dated.source, dated.derived) == ("alpha", dated.stated)
    assert "no claim narrows" in dated.words


def test_emendations_are_told_one_by_one(tmp_path: Path) -> None:
    text = """
entities:
  VN: {type: country, names: {en: [Vietnam]}}
  US: {type: country, names: {en: [America]}}
  pact: {type: agreement, names: {en: [the pact]}}
properties: {done: {kind: event}, partner: {kind: state, lasting: true}, size: {kind: quantity, unit: ships}}
alpha:
  - {subject: pact, property: done, when: 2021-09-11, fix: {teh: the}}
  - {subject: pact, property: done, when: 2020-09-11, fix: {2020: '2021'}}
  - {subject: pact, property: partner, is: US, fix: {America: Vietnam}}
  - {subject: US, property: size, is: 40 ships, fix: {40: '46'}}
beta:
  - {subject: pact, property: done, when: 2021-09-11}
  - {subject: US, property: size, is: 40 ships}
"""
    report, _ = report_on(load(write(tmp_path, text)))
    emended = [note for note in report.notes if "mended" in note]
    assert len(emended) == 4
    told = " ".join(emended)
    assert "Emended without any typed value depending on it: alpha/c1 (teh read as the)" in told
    assert "alpha/c2 is emended (2020 read as 2021)." in told
    assert "alpha/c3 is emended (America read as Vietnam)." in told
    (ships,) = [note for note in emended if note.startswith("alpha/c4")]
    assert "40 ships" in ships
    assert "46 ships" in ships


def test_an_assumption_nobody_put_in_words_is_told_by_its_name(tmp_path: Path) -> None:
    vocabulary = load(write(tmp_path, WORLD)).vocabulary
    assert assumption_words("whatever:alpha/c1", vocabulary) == "whatever:alpha/c1"
    assert "last written digit" in assumption_words("rounding:alpha/c1", vocabulary)


def test_an_assumption_of_many_claims_tells_how_many() -> None:
    names = [f"same-period:page/c{number}" for number in range(1, 5)]
    bare = Vocabulary({}, {}, {})
    assert "(for page/c1, page/c2 and page/c3: " in together(names[:3], bare)
    assert together(names, bare).startswith("same-period (for 4 claims: a figure told without its period")


@pytest.mark.parametrize(
    "options", [Options(select=("value-conflict",)), Options(ignore=("unreadable-record",)), Options()]
)
def test_what_could_not_be_read_is_never_passed_over_in_silence(tmp_path: Path, options: Options) -> None:
    write(tmp_path, WORLD)
    page = tmp_path / "claims" / "alpha.yaml"
    page.write_text(page.read_text(encoding="utf-8").replace("tier", "tire", 1), encoding="utf-8")
    report, _ = report_on(load(tmp_path), options)
    assert report.unreadable
    named = any(finding.rule == "unreadable-record" for finding in report.findings)
    told = any("named by the rule unreadable-record" in note for note in report.notes)
    assert (named, told) == ((True, False) if options == Options() else (False, True))
