"""Cases worked out by hand: clashes that no comparison of pairs sees, and claims that only seem to clash."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import small_corpus

from oracle.compare import found
from oracle.worlds import Family
from validator.judgement.findings import Report
from validator.judgement.reporting import report_on
from validator.records.opening import load

TOTAL = """
entities: [a, b]
properties:
  sales: {kind: quantity, unit: USD, formula: home-sales + sales-abroad}
  home-sales: {kind: quantity, unit: USD}
  sales-abroad: {kind: quantity, unit: USD}
s:
  - {id: total, subject: a, property: sales, is: exactly 10 USD, during: 2023}
  - {id: home, subject: a, property: home-sales, is: exactly 4 USD, during: 2023}
  - {id: unrelated, subject: b, property: sales, is: exactly 9 USD, during: 2023}
t:
  - {id: abroad, subject: a, property: sales-abroad, is: exactly 7 USD, during: 2023}
  - {id: second-total, subject: a, property: sales, is: exactly 11 USD, during: 2023}
"""

RECIPIENTS = """
entities:
  ASEAN: {type: group}
  PH: {type: country, member-of: [ASEAN]}
  MY: {type: country, member-of: [ASEAN]}
  ID: {type: country, member-of: [ASEAN]}
  VN: {type: country, member-of: [ASEAN]}
  BD: {type: country}
  FJ: {type: country}
  osa: {type: scheme}
properties: {recipients: {kind: set, ordered: true, assumptions: [members-persist]}}
assumptions: {members-persist: Who is a member stays one.}
"""


def sets(*written: str) -> Family:
    return frozenset(frozenset(one.split()) for one in written)


def found_in(*parts: str) -> Family:
    return found(small_corpus.parse("".join(dedent(part) for part in parts)))


def reported(folder: Path, text: str) -> Report:
    return report_on(load(small_corpus.write(folder, text)))[0]


def test_a_total_and_its_parts_clash_three_together_and_two_totals_by_themselves() -> None:
    assert found_in(TOTAL) == sets("s/total s/home t/abroad", "s/total t/second-total")


def test_the_report_tells_the_same_sets_on_the_command_line(tmp_path: Path) -> None:
    small_corpus.write(tmp_path, TOTAL)
    command = [sys.executable, "-m", "validator.cli", "check", "--corpus", str(tmp_path), "--format", "json"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stderr
    told = json.loads(run.stdout)
    contradictions = [f for f in told["findings"] if f["verdict"] == "contradiction"]
    members = frozenset(frozenset(one["claims"]) for f in contradictions for one in f["minimal_sets"])
    assert members == sets("s/total s/home t/abroad", "s/total t/second-total")
    assert all(not one["assumptions"] for f in contradictions for one in f["minimal_sets"])
    assert not any("s/unrelated" in f["claims"] for f in contradictions)


def test_leaving_out_any_of_the_three_restores_the_sum(tmp_path: Path) -> None:
    report = reported(tmp_path, TOTAL)
    (sum_of_parts,) = [f for f in report.findings if f.verdict == "contradiction" and "t/abroad" in f.claims]
    assert set(sum_of_parts.repairs) == {("s/total",), ("s/home",), ("t/abroad",)}
    for dropped in ("total", "home", "abroad"):
        described = small_corpus.parse(TOTAL)
        kept = {s: [c for c in described[s] if c["id"] not in (dropped, "second-total")] for s in ("s", "t")}
        vocabulary = {key: described[key] for key in small_corpus.VOCABULARY if key in described}
        assert found(vocabulary | {source: claims for source, claims in kept.items() if claims}) == sets()


def test_agreement_in_principle_and_signature_are_two_stages() -> None:
    """Agreed in principle in October 2020 and signed in September 2021 go together; signed in October 2020 does not."""
    agreement = """
        entities: [dett]
        properties: {concluded: {kind: event, stages: [agreed-in-principle, signed]}}
        s:
          - {id: principle, subject: dett, property: concluded, stage: agreed-in-principle, when: 2020-10}
        t:
          - {id: signed, subject: dett, property: concluded, stage: signed, when: 2021-09}
        """
    early = """
        u:
          - {id: early, subject: dett, property: concluded, stage: signed, when: 2020-10}
        """
    assert found_in(agreement) == sets()
    assert found_in(agreement, early) == sets("t/signed u/early")


def test_the_eleventh_has_ten_before_it_and_not_twelve() -> None:
    """The two numbers clash by themselves; the position clashes with twelve if those twelve stayed."""
    numbers = """
        entities: [series, c11]
        properties: {signed-with: {kind: set, ordered: true}}
        s:
          - {id: eleventh, subject: series, property: signed-with, is: c11, nth: 11, since: 2020-05-01}
        t:
          - {id: ten, subject: series, property: signed-with, count: 10, before: 2020-05-01}
        """
    twelve = """
        u:
          - {id: twelve, subject: series, property: signed-with, count: 12, before: 2020-05-01}
        """
    assert found_in(numbers) == sets()
    assert found_in(numbers, twelve) == sets("t/ten u/twelve", "s/eleventh u/twelve members-persist")


def test_a_list_and_the_first_three_of_a_scope_clash_only_if_they_speak_of_one_day() -> None:
    apart = """
        s:
          published: 2024-06-01
          claims:
          - {id: list, subject: osa, property: recipients, only: [PH, MY, BD, FJ], at: 2024-06-01}
        t:
          published: 2024-08-01
          claims:
          - {id: three, subject: osa, property: recipients, has: [PH, MY, ID], nth: 1..3, among: ASEAN}
        """
    same_day = apart.replace("2024-08-01", "2024-06-01").replace(", at: 2024-06-01", "")
    assert found_in(RECIPIENTS, apart) == sets()
    assert found_in(RECIPIENTS, same_day) == sets("s/list t/three seen-at:s/list seen-at:t/three")


def test_four_claims_that_leave_no_room_for_five_recipients() -> None:
    """Four listed, a fifth among the first three of the scope, a sixth its fourth: six that stay are not five."""
    later = """
        s:
          published: 2024-06-01
          claims:
          - {id: list, subject: osa, property: recipients, only: [PH, MY, BD, FJ], at: 2024-06-01}
        t:
          published: 2024-08-01
          claims:
          - {id: three, subject: osa, property: recipients, has: [PH, MY, ID], nth: 1..3, among: ASEAN, at: 2024-08-01}
          - {id: fourth, subject: osa, property: recipients, is: VN, nth: 4, among: ASEAN, at: 2024-08-01}
        """
    five = """
        u:
          published: 2024-08-01
          claims:
          - {id: five, subject: osa, property: recipients, count: 5, at: 2024-08-01}
        """
    assert found_in(RECIPIENTS, later) == sets()
    assert found_in(RECIPIENTS, later, five) == sets("s/list t/three t/fourth u/five members-persist")
    assert found_in(RECIPIENTS, later, five.replace("count: 5", "count: 6")) == sets()


def test_five_partners_one_day_and_six_the_next() -> None:
    partners = """
        entities: [VN, CN, RU, IN, KR, US, JP]
        properties: {partners: {kind: set, assumptions: [members-persist]}}
        assumptions: {members-persist: Who is a member stays one.}
        s:
          published: 2023-11-28
          claims:
          - {id: five, subject: VN, property: partners, only: [CN, RU, IN, KR, US], count: 5, at: 2023-11-26}
          - {id: joined, subject: VN, property: partners, has: [JP], since: 2023-11-27}
          - {id: sixth, subject: VN, property: partners, is: JP, nth: 6}
        t:
          published: 2023-11-28
          claims:
          - {id: six, subject: VN, property: partners, count: 6, at: 2023-11-28}
        """
    assert found_in(partners) == sets()
    assert found_in(partners.replace("count: 6", "count: 5")) == sets(
        "s/five s/joined t/six members-persist",
        "s/sixth s/joined t/six members-persist",
        "s/sixth seen-at:s/sixth t/six members-persist",
    )


def test_a_year_and_a_month_in_it_need_no_stage_to_agree() -> None:
    text = """
        entities: [dett]
        properties: {concluded: {kind: event, stages: [agreed-in-principle, signed]}}
        s: [{id: year, subject: dett, property: concluded, when: 2021}]
        t: [{id: month, subject: dett, property: concluded, stage: signed, when: 2021-09}]
        u: [{id: other, subject: dett, property: concluded, stage: signed, when: 2020-10}]
        """
    assert found_in(text) == sets("t/month u/other", "s/year u/other same-stage:s/year")
