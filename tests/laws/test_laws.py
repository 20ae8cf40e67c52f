"""Laws that hold for every corpus, whatever it says (the numbers are those of the design's list of laws)."""

from __future__ import annotations

import copy
import io
import json
import os
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import small_corpus
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from oracle.compare import expected
from oracle.times import written

from laws.corpora import (
    MAKERS,
    SEEDS,
    Described,
    claim_ids,
    claims_of,
    corpora,
    family,
    family_of,
    is_claim,
    loaded,
    renamed,
    renamed_rule,
    report,
    sources,
    without_claims,
    write_shuffled,
)
from validator.judgement import conflicts
from validator.judgement.engine import judge
from validator.judgement.findings import Report
from validator.judgement.reporting import report_on
from validator.records.opening import load
from validator.report import write

EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "60"))
tried = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def told(found: Report) -> Any:
    """The JSON report without what moves with the claims: lines, columns, and places in the order of the lines."""
    stream = io.StringIO()
    write(found, "json", stream)
    told = json.loads(stream.getvalue())
    for finding in told["findings"]:
        for place in finding["places"]:
            for key in ("line", "column", "end_line", "end_column"):
                place.pop(key, None)
        finding["places"].sort(key=json.dumps)
    return told


def accusations(described: Described) -> list[tuple[str, str, str, str]]:
    found = (f for f in report(described).findings if f.minimal_sets)
    return sorted((f.rule, f.verdict, f.subject, f.property) for f in found)


@tried
@given(corpora, st.integers(0, 1_000))
def test_1_the_order_of_files_claims_and_keys_changes_nothing(described: Described, seed: int) -> None:
    plain = report(described)
    other = report_on(loaded(described, lambda root, told: write_shuffled(root, told, seed)))[0]
    assert told(plain) == told(other)


@tried
@given(corpora, st.integers(1, 3))
def test_2_copies_change_nothing_but_witnesses(described: Described, copies: int) -> None:
    copied = copy.deepcopy(described)
    for source in sources(copied):
        claims = copied[source]["claims"]
        claims += [{**claims[0], "id": f"{claims[0]['id']}copy{number}"} for number in range(copies)]
    corpus = loaded(copied)
    assume(not judge(corpus).conflicts.capped)  # of many copies not every set is listed
    told = family_of(corpus)
    once = {literal: literal.split("copy")[0] for one in told for literal in one}
    assert {frozenset(once[literal] for literal in one) for one in told} == family(described)
    assert accusations(described) == accusations(copied)


@tried
@given(corpora, st.integers(0, 100))
def test_3_a_claim_removes_a_finding_only_by_defeating_an_assumption(described: Described, index: int) -> None:
    ids = claim_ids(described)
    added = ids[index % len(ids)]
    assume(len(ids) > 1 and not any(claim["subject"] in sources(described) for claim in claims_of(described)))
    before, after = family(without_claims(described, [added])), family(described)
    lost = before - after
    assert all(any(not is_claim(literal) for literal in one) for one in lost)
    for new in after - before:
        assert added in new or any(one < new for one in lost)


@tried
@given(corpora)
def test_4_renaming_changes_only_names(described: Described) -> None:
    names: dict[str, str] = {}
    entities = described["entities"]
    for entity in entities:
        names[entity] = f"entity-{entity}x"
    for property in described["properties"]:
        names[property] = f"property-{property}"
    for source in sources(described):
        names[source] = f"zz-{source[::-1]}"
        for claim in described[source]["claims"]:
            names.setdefault(claim["id"], f"m{claim['id'][::-1]}")
    told_apart = ("properties", "assumptions")
    kept = {names.get(key, key): renamed(value, names) for key, value in described.items() if key not in told_apart}
    kept["assumptions"] = described.get("assumptions", {})
    kept["properties"] = {
        names[name]: {key: renamed_rule(key, value, names) for key, value in rule.items()}
        for name, rule in described["properties"].items()
    }
    if not kept["assumptions"]:
        del kept["assumptions"]
    expected_sets = {frozenset(_renamed_literal(literal, names) for literal in one) for one in family(described)}
    assert family(kept) == expected_sets


def _renamed_literal(literal: str, names: dict[str, str]) -> str:
    name, colon, about = literal.rpartition(":")
    return name + colon + renamed(about, names) if colon or is_claim(literal) else literal


@tried
@given(corpora)
def test_5_only_fields_matter_not_the_language(described: Described) -> None:
    other = copy.deepcopy(described)
    for source in sources(other):
        other[source]["language"] = "vi"
        for number, claim in enumerate(other[source]["claims"]):
            claim |= {"quote": f"Câu thứ {number} của {source}.", "gloss": f"Sentence {number}."}
    assert family(other) == family(described)
    assert accusations(other) == accusations(described)


@tried
@given(corpora, st.integers(0, 100), st.integers(1, 2))
def test_6_widening_creates_no_finding_that_covers_no_earlier_one(described: Described, index: int, by: int) -> None:
    places = [
        (source, number, key)
        for source in sources(described)
        for number, claim in enumerate(described[source]["claims"])
        for key in ("when", "at", "is")
        if isinstance(claim.get(key), str) and _widened(claim[key], by) and "not" not in claim
    ]
    assume(places)
    source, number, key = places[index % len(places)]
    wider = copy.deepcopy(described)
    claim = wider[source]["claims"][number]
    claim[key] = _widened(claim[key], by)
    before = [frozenset(filter(is_claim, one)) for one in family(described)]
    for one in family(wider):
        assert any(earlier <= one for earlier in before)


def _widened(text: str, by: int) -> str:
    """An exact day or amount with room on either side; nothing for other texts."""
    for number in range(-40, 40):
        if text == written(number):
            return f"{written(number - by)}..{written(number + by)}"
    if text.startswith("exactly ") and text.endswith(" USD"):
        amount = int(text.split(" ")[1])
        return f"{max(amount - by, 0)}..{amount + by} USD"
    return ""


@tried
@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 5)), min_size=2, max_size=7))
def test_7_ranges_of_one_amount_clash_in_pairs_and_only_if_the_highest_floor_tops_the_lowest_ceiling(
    ranges: list[tuple[int, int]],
) -> None:
    bounds = [(low, low + width) for low, width in ranges]
    claims = [
        {"id": f"c{number}", "subject": "a", "property": "worth", "during": "2023", "is": f"{low}..{high} USD"}
        for number, (low, high) in enumerate(bounds)
    ]
    told = {"entities": ["a"], "properties": {"worth": {"kind": "quantity", "unit": "USD"}}, "s": {"claims": claims}}
    apart = {
        frozenset((f"s/c{one}", f"s/c{other}"))
        for one, other in combinations(range(len(bounds)), 2)
        if bounds[one][0] > bounds[other][1] or bounds[other][0] > bounds[one][1]
    }
    assert family(told) == apart
    assert bool(apart) == (max(low for low, _ in bounds) > min(high for _, high in bounds))


@tried
@given(corpora)
def test_8_the_screen_misses_nothing(described: Described) -> None:
    corpus = loaded(described)
    screened = family_of(corpus)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conflicts, "has_world", lambda constraints: False)
        assert family_of(corpus) == screened


@tried
@given(corpora, corpora)
def test_9_corpora_without_a_common_question_add_up(one: Described, other: Described) -> None:
    parts = [_apart(one, "left"), _apart(other, "right")]
    both: Described = {"entities": {}, "properties": {}, "assumptions": {}}
    for part in parts:
        for key, value in part.items():
            both[key] = {**both[key], **value} if key in both else value
    assert family(both) == family(parts[0]) | family(parts[1])


def _apart(described: Described, side: str) -> Described:
    entities = described["entities"]
    if isinstance(entities, list):
        entities = {entity: {"type": "thing"} for entity in entities}
    names = {name: f"{name}-{side}" for name in (*entities, *described["properties"], *sources(described))}
    apart = {key: renamed(value, names) for key, value in described.items() if key in sources(described)}
    moved = {names[source]: apart[source] for source in sources(described)}
    properties = {
        names[name]: {key: renamed_rule(key, value, names) for key, value in rule.items()}
        for name, rule in described["properties"].items()
    }
    return {
        "entities": renamed(entities, names),
        "properties": properties,
        "assumptions": described.get("assumptions", {}),
        **moved,
    }


@tried
@given(corpora)
def test_10_sets_are_minimal_and_repairs_hit_every_one(described: Described) -> None:
    found = family(described)
    assert not any(one < other for one in found for other in found)
    for finding in report(described).findings:
        sets = [frozenset((*one.claims, *one.assumptions)) for one in finding.minimal_sets]
        if not sets or not finding.open:
            continue
        assert set(map(frozenset, finding.repairs)) == _smallest_repairs(sets)
        assert {*finding.claims, *finding.assumptions} == set().union(*sets)


def _smallest_repairs(sets: list[frozenset[str]]) -> set[frozenset[str]]:
    """Choices of members that meet every set, without one to spare."""
    members = sorted(set().union(*sets))
    found: list[frozenset[str]] = []
    for size in range(1, len(members) + 1):
        for chosen in map(frozenset, combinations(members, size)):
            if all(chosen & one for one in sets) and not any(smaller <= chosen for smaller in found):
                found.append(chosen)
    return set(found)


@tried
@given(st.sampled_from(MAKERS[:2]), SEEDS)
def test_10_every_proper_part_of_a_set_has_a_world(make: Any, seed: int) -> None:
    """Told by the oracle, which knows nothing of how the sets were found."""
    world = make(seed)
    trusted = expected(world)
    for one in family(world.described()):
        assert any(known <= one for known in trusted)
        assert not any(known < one for known in trusted)


def test_10_blame_is_shared_among_the_members_of_a_set(tmp_path: Path) -> None:
    text = """
        entities: [a]
        properties: {worth: {kind: quantity, unit: USD}}
        s: [{id: low, subject: a, property: worth, is: exactly 1 USD, during: 2023}]
        t: [{id: high, subject: a, property: worth, is: exactly 3 USD, during: 2023}]
        u: [{id: higher, subject: a, property: worth, is: over 2 USD, during: 2023}]
    """
    (finding,) = (f for f in report_on(load(small_corpus.write(tmp_path, text)))[0].findings if f.minimal_sets)
    shares = {claim: Fraction(share) for claim, share in finding.responsibility}
    assert shares == {"s/low": Fraction(1), "t/high": Fraction(1, 2), "u/higher": Fraction(1, 2)}


@tried
@given(corpora, st.integers(0, 100))
def test_12_a_ruling_settles_one_finding_and_an_edit_brings_it_back(described: Described, index: int) -> None:
    plain = report(described)
    accusing = [f for f in plain.findings if f.minimal_sets and f.open]
    assume(accusing)
    ruled = accusing[index % len(accusing)]

    def write_ruled(root: Path, told: Described) -> None:
        small_corpus.write_parsed(root, told)
        folder = root / "claims" / "rulings"
        folder.mkdir()
        ruling = {"finding": ruled.id, "verdict": "no-conflict", "because": "x", "by": "desk", "on-date": "2026-01-02"}
        (folder / f"{ruled.id}.yaml").write_text(yaml.safe_dump(ruling), encoding="utf-8")

    settled = report_on(loaded(described, write_ruled))[0]
    assert {f.id for f in settled.findings} == {f.id for f in plain.findings}
    assert {f.id for f in plain.findings if f.open} - {f.id for f in settled.findings if f.open} == {ruled.id}
    member = ruled.claims[0]
    edited = copy.deepcopy(described)
    for source in sources(edited):
        for claim in edited[source]["claims"]:
            if f"{source}/{claim['id']}" == member:
                _edit(claim, kind=edited["properties"].get(claim["property"], {"kind": "event"})["kind"])
    again = report_on(loaded(edited, write_ruled))[0]
    assert not any(f.settled and member in f.claims for f in again.findings)


def _edit(claim: dict[str, Any], kind: str) -> None:
    """Makes the claim say something else, of the same kind."""
    timed = [key for key in ("when", "at", "since", "until", "before", "after", "during") if key in claim]
    fresh = {"event": "when", "quantity": "during"}.get(kind, "at")
    claim[timed[0] if timed else fresh] = "2023-07-09"
