"""The vocabulary: names, containment, groups, and what is left of an entry when a part of it is wrong."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_samples import SOURCE, corpus_with

from validator.records.corpus import Corpus
from validator.records.patterns import pattern_problem
from validator.records.value import EntityValue, TermValue
from validator.records.vocabulary import PropertyValue, Vocabulary
from validator.values.dates import Moment
from validator.values.quantities import Quantity

MORE = """\
entities:
  asia: {type: region, names: {en: [Asia], zh: [亚洲]}, part-of: [world]}
  world: {type: region}
  southeast-asia: {type: region, located-in: [asia]}
  TH: {type: country, names: {en: [Thailand, Siam], zh: [泰国]}, located-in: [southeast-asia], member-of: [G-open]}
  bangkok: {type: city, located-in: [TH]}
  G-open: {type: group, names: {en: [the open group]}}
  G-closed: {type: group, members: [TH, VN], member-of: [G-open]}
  siam: {type: name-sake, names: {en: [Siam]}}
  rama: {type: person, same-as: [ishiba], note: one and the same}
properties:
  born: {kind: event, lasting: true}
  died:
    kind: event
    after: born
    difference: {to: born, max: 130 years}
    range: 1900..2100
    qualifiers: {required: [where], allowed: [where, when]}
  allies: {kind: set, symmetric: true, grows-only: true, requires: partners, conflicts-with: {property: tier, is: CP}}
  csp: {kind: set, derives-from: {property: tier, is: CSP}, assumptions: [no-downgrade], title: {en: Many?, vi: Mấy?}}
  trade-growth: {kind: quantity, unit: "%", formula: trade / trade(previous) - 1, tolerance: 1 %, range: 0 %..100 %}
  leader:
    {kind: state, exclusive: true, value-type: [person, office], not-values: [Ishiba], inverse: leads, within: part-of}
  leads:
    {kind: set, inverse: leader, counts: allies, ordered: true, ordered-by: trade, watch: true, title: Who leads?}
  code: {kind: state, pattern: "[A-Z]{3}", single: false}
"""


def vocabulary_with(text: str = MORE) -> Vocabulary:
    corpus = corpus_with(**{"claims/a.yaml": SOURCE, "claims/vocabulary/more.yaml": text})
    assert corpus.faults == (), [str(fault) for fault in corpus.faults]
    return corpus.vocabulary


def with_faults(text: str) -> Corpus:
    corpus = corpus_with(**{"claims/a.yaml": SOURCE, "claims/vocabulary/more.yaml": text})
    assert corpus.faults
    return corpus


def test_every_key_of_a_property_is_read() -> None:
    properties = vocabulary_with().properties
    died, allies, leader = properties["died"], properties["allies"], properties["leader"]
    assert died.after == ("born",)
    assert died.difference[0].to == "born"
    assert died.difference[0].max is not None
    assert died.difference[0].max.text == "130 years"
    assert isinstance(died.range, Moment)
    assert (died.qualifiers.required, died.qualifiers.allowed) == (("where",), ("where", "when"))
    assert properties["born"].lasting
    assert (allies.symmetric, allies.grows_only, allies.single) == (True, True, False)
    assert allies.requires == (PropertyValue("partners"),)
    assert allies.conflicts_with == (PropertyValue("tier", TermValue("CP")),)
    assert properties["csp"].derives_from == PropertyValue("tier", TermValue("CSP"))
    assert properties["csp"].assumptions == ("no-downgrade",)
    assert [properties["csp"].titled(language) for language in ("en", "vi", "sv")] == ["Many?", "Mấy?", "Many?"]
    growth = properties["trade-growth"]
    assert growth.formula is not None
    assert [(name.property, name.reference) for name in growth.formula.names] == [
        ("trade", "same"),
        ("trade", "previous"),
    ]
    assert isinstance(growth.tolerance, Quantity)
    assert isinstance(growth.range, Quantity)
    assert (leader.exclusive, leader.inverse, leader.within) == (True, "leads", "part-of")
    assert leader.value_type == ("person", "office")
    assert leader.not_values == (EntityValue("ishiba"),)
    leads = properties["leads"]
    assert (leads.counts, leads.ordered, leads.ordered_by, leads.watch, leads.titled()) == (
        "allies",
        True,
        "trade",
        True,
        "Who leads?",
    )
    assert properties["code"].takes_text
    assert not properties["code"].single
    assert (properties["tier"].rung("SP"), properties["tier"].rung("other")) == (1, None)
    assert properties["published"].subject == ("source",)
    assert properties["held"].titled() == "held"


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("TH", ("TH",)),
        ("th", ()),
        ("thailand", ("TH",)),
        ("THAILAND", ("TH",)),
        ("泰国", ("TH",)),
        ("Siam", ("TH", "siam")),
        ("siam", ("siam",)),
        ("Việt Nam", ("VN",)),
        (unicodedata.normalize("NFD", "việt  nam"), ("VN",)),
        ("Viêt Nam", ()),
        ("the open\ngroup", ("G-open",)),
        ("a", ("a",)),
        ("", ()),
    ],
)
def test_a_name_means_an_id_or_every_entity_that_bears_it(name: str, ids: tuple[str, ...]) -> None:
    assert vocabulary_with().resolve(name) == ids


def test_names_in_a_language() -> None:
    vocabulary = vocabulary_with()
    names = [vocabulary.name("TH", language) for language in ("en", "zh", "zh-Hant", "sv")]
    assert names == ["Thailand", "泰国", "泰国", "Thailand"]
    assert vocabulary.name("bangkok") == "bangkok"
    assert vocabulary.name("nothing") == "nothing"


def test_containment_goes_on_along_each_relation_by_itself() -> None:
    vocabulary = vocabulary_with()
    assert vocabulary.ancestors("bangkok").located_in == {"TH", "southeast-asia", "asia"}
    assert vocabulary.ancestors("bangkok").part_of == set()
    assert vocabulary.ancestors("asia").part_of == {"world"}
    assert vocabulary.ancestors("TH").member_of == {"G-open", "G-closed"}
    assert vocabulary.ancestors("VN").member_of == {"ASEAN", "G-closed", "G-open"}


def test_a_group_that_lists_its_members_is_closed() -> None:
    vocabulary = vocabulary_with()
    assert vocabulary.members_of("G-closed") == {"TH", "VN"}
    assert vocabulary.members_of("G-open") is None
    assert vocabulary.members_of("nothing") is None
    assert vocabulary.known_members("G-open") == {"TH", "VN", "G-closed"}
    assert vocabulary.known_members("G-closed") == {"TH", "VN"}


def test_a_list_with_a_gap_is_no_longer_complete() -> None:
    corpus = with_faults("entities:\n  G7: {type: group, members: [JP, FR]}\n")
    assert corpus.vocabulary.members_of("G7") is None


def test_a_link_to_nowhere_is_left_out_alone() -> None:
    corpus = with_faults("entities:\n  FR: {type: country, member-of: [EU, ASEAN], located-in: [VN]}\n")
    assert corpus.vocabulary.entities["FR"].member_of == ("ASEAN",)
    assert corpus.vocabulary.entities["FR"].located_in == ("VN",)


def test_circles_are_opened_and_everything_outside_them_stays() -> None:
    corpus = with_faults(
        "entities:\n"
        "  a1: {type: t, part-of: [b1]}\n  b1: {type: t, part-of: [c1, out]}\n  c1: {type: t, part-of: [a1]}\n"
        "  self: {type: t, part-of: [self]}\n  in: {type: t, part-of: [a1]}\n  out: {type: t}\n"
    )
    assert sorted(fault.message.split("circle: ")[1] for fault in corpus.faults) == [
        "`a1` → `b1` → `c1` → `a1`",
        "`self` → `self`",
    ]
    assert corpus.vocabulary.ancestors("a1").part_of == set()
    assert corpus.vocabulary.ancestors("in").part_of == {"a1"}


def test_a_key_that_cannot_be_used_is_left_out_alone() -> None:
    corpus = with_faults(
        "properties:\n  p: {kind: quantity, unit: USD, formula: trade / nowhere, title: P}\n"
        "  q: {kind: set, inverse: nowhere, grows-only: true}\n"
    )
    assert len(corpus.faults) == 2
    properties = corpus.vocabulary.properties
    assert (properties["p"].formula, properties["p"].unit, properties["p"].titled()) == (None, "USD", "P")
    assert (properties["q"].inverse, properties["q"].grows_only) == (None, True)


def test_a_source_may_be_described_in_the_vocabulary() -> None:
    vocabulary = vocabulary_with("entities:\n  a: {type: source, names: {en: [The article]}}\n")
    assert vocabulary.resolve("the article") == ("a",)


CLASH = """\
entities:
  a: {type: publisher, names: {en: [The Courier]}}
  b: {type: publisher, names: {en: [The Herald]}}
properties:
  founded: {kind: event, subject: publisher}
  owner: {kind: state, subject: publisher, value-type: publisher}
"""


def test_one_id_for_a_source_and_another_thing_is_told_once() -> None:
    told = (("a", "founded, when: 1900"), ("a", "owner, is: b"), ("b", "owner, is: a"))
    claims = "".join(
        f"  - {{id: c{n}, quote: Vietnam, subject: {subject}, property: {rest}}}\n"
        for n, (subject, rest) in enumerate(told)
    )
    corpus = corpus_with(**{"claims/a.yaml": SOURCE + claims, "claims/vocabulary/more.yaml": CLASH})
    assert [(fault.file, fault.mark.line) for fault in corpus.faults] == [("claims/vocabulary/more.yaml", 2)]
    assert {"a/c0", "a/c1", "a/c2"} <= {claim.full_id for claim in corpus.claims}


def test_a_name_whose_definition_is_broken_is_not_to_be_added_once_more() -> None:
    claims = "  - {id: c0, quote: Vietnam, subject: b, property: owner, is: b}\n"
    vocabulary = "entities:\n  b: {kind: city}\nproperties:\n  owner: {kind: statue}\n"
    corpus = corpus_with(**{"claims/a.yaml": SOURCE + claims, "claims/vocabulary/more.yaml": vocabulary})
    told = [fault for fault in corpus.faults if "could not be read)" in fault.message]
    assert told
    assert {fault.suggestion for fault in told} == {"correct that first"}


@pytest.mark.parametrize(
    "pattern", ["[A-Z]{3}", "a+b*", "(ab|cd)?e+", r"\d{4}-\d{2}", "x{0,20}", "(?:ab){2}", "[^ ]+ [^ ]+"]
)
def test_patterns_that_are_matched_in_one_pass_are_taken(pattern: str) -> None:
    assert pattern_problem(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(a+)+b", "a repetition inside a repetition"),
        ("(a|b*)*", "a repetition inside a repetition"),
        ("((ab)*c)*", "a repetition inside a repetition"),
        ("(a{1,9}){1,9}", "a repetition inside a repetition"),
        ("a*a*a*a*b", "more than three open repetitions"),
        (r"(a)\1", "a reference back"),
        ("a(?=b)", "a look-around"),
        ("a(?<!b)", "a look-around"),
        ("a{1,5000}", "at most 1,000"),
        ("a" * 201, "at most 200 characters"),
        ("[", "a mistake in it"),
        ("(" * 150 + ")" * 49, "a mistake in it"),
        ("a{99999999999}", "regular expression"),
    ],
)
def test_patterns_that_can_take_for_ever_are_refused(pattern: str, words: str) -> None:
    assert words in str(pattern_problem(pattern))


@given(st.text("ab(|)*+?{2,}[^]\\d.", max_size=14))
def test_every_pattern_that_is_taken_is_matched_soon(pattern: str) -> None:
    if pattern_problem(pattern) is None:
        start = time.process_time()
        re.fullmatch(pattern, "ab2" * 60 + "!")
        assert time.process_time() - start < 1


def test_a_value_that_cannot_be_read_is_not_among_the_values() -> None:
    corpus = with_faults(
        "entities: {ishiba: {type: person}}\n"
        "properties: {leader: {kind: state, value-type: person, not-values: [ishiba, nobody]}}\n"
    )
    assert corpus.vocabulary.properties["leader"].not_values == (EntityValue("ishiba"),)
