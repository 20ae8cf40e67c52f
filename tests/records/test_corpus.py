"""What loading gives: names resolved, values typed, places kept, and one bad file never in the way of the others."""

from __future__ import annotations

import gc
import json
import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_samples import ERRORS, SOURCE, VOCABULARY, corpus_of, corpus_with

from validator.records.claim import Claim, EntityValue, Subject, TermValue, TextValue, value_key, value_label
from validator.records.corpus import Corpus
from validator.records.opening import load, load_given
from validator.values.dates import EventRef, Moment, Relative, Stretch
from validator.values.quantities import Quantity

ROOT = Path(__file__).parents[2]


def claim_of(fields: str) -> Claim:
    corpus = corpus_of(f"  - {{id: c, quote: Vietnam has 5 partners, {fields}}}\n")
    assert corpus.faults == (), [str(fault) for fault in corpus.faults]
    (claim,) = corpus.claims
    return claim


# -- subjects and values ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "key", "form"),
    [
        ("VN", "VN", "entity"),
        ("Việt Nam", "VN", "entity"),
        ("viet   nam", "VN", "entity"),
        ("2+2 dialogue", "two-plus-two", "entity"),
        ("VN+JP", "JP+VN", "pair"),
        ("Vietnam + Nhật Bản", "JP+VN", "pair"),
        ("US>VN", "US>VN", "ordered-pair"),
        ("VN > US", "VN>US", "ordered-pair"),
        ("2+2 dialogue+JP", "JP+two-plus-two", "pair"),
    ],
)
def test_subjects(written: str, key: str, form: str) -> None:
    subject = claim_of(f"subject: '{written}', property: held, when: 2023").subject
    assert (subject.key, subject.form) == (key, form)


def test_the_default_subject_serves_claims_without_one() -> None:
    text = (
        SOURCE.replace("claims:", "subject: JP\nclaims:")
        + "  - {id: d, quote: Vietnam, property: partners, count: 1}\n"
    )
    corpus = corpus_with(**{"claims/a.yaml": text})
    assert {claim.id: claim.subject.key for claim in corpus.claims} == {"five": "VN", "d": "JP"}


def test_values_are_typed_by_their_property() -> None:
    assert claim_of("subject: JP+VN, property: tier, is: CSP").is_ == TermValue("CSP")
    assert claim_of("subject: pm-jp, property: holder, is: Ishiba").is_ == EntityValue("ishiba")
    assert claim_of("subject: VN, property: motto, is: Independence – Freedom").is_ == TextValue(
        "Independence – Freedom"
    )
    assert claim_of("subject: VN, property: partners, has: [Japan, US]").has == (EntityValue("JP"), EntityValue("US"))
    assert claim_of("subject: VN, property: partners, only: []").only == ()
    assert claim_of("subject: VN, property: partners, not: JP").not_ == (EntityValue("JP"),)
    assert claim_of("subject: VN, property: remark, says: It is so.").says == "It is so."
    trade = claim_of("subject: JP+VN, property: trade, is: 42.7 billion").is_
    assert isinstance(trade, Quantity)
    assert trade.unit.symbol == "USD"
    assert trade.sure.contains(trade.rounded)
    assert claim_of("subject: VN, property: partners, is: JP, nth: 11").nth == (11, 11)
    count = claim_of("subject: VN, property: partners, count: about 20").count
    assert count is not None
    assert (count.sure.lo, count.hedge) == (Fraction(15), "about")


def test_a_currency_other_than_the_property_s_own_is_allowed_and_never_converted() -> None:
    value = claim_of("subject: JP+VN, property: trade, is: 5 billion JPY").is_
    assert isinstance(value, Quantity)
    assert value.unit.symbol == "JPY"


def test_times() -> None:
    claim = claim_of("subject: dett, property: concluded, when: [2021-09-11, -1D], stage: signed, weekday: Sat")
    assert [(entry.key, type(entry.time)) for entry in claim.times] == [("when", Moment), ("when", Relative)]
    assert claim.times_under("when", "at")[0] == claim.times[0].time
    assert claim.weekday == 5
    pair = claim_of("subject: JP+VN, property: tier, is: CSP, since: 2021, until: 2023")
    assert [entry.key for entry in pair.times] == ["since", "until"]
    assert isinstance(claim_of("subject: JP+VN, property: trade, is: 5, during: 2021/2022").times[0].time, Stretch)
    reference = claim_of("subject: dett, property: concluded, after: talks-2023/held").times[0].time
    assert isinstance(reference, EventRef)
    assert (reference.entity, reference.step) == ("talks-2023", "held")
    assert isinstance(claim_of("subject: a, property: published, when: 2023-11").times[0].time, Moment)


def test_what_narrows_a_claim() -> None:
    claim = claim_of(
        "subject: VN, property: partners, has: [JP], among: ASEAN, except: [US], said-by: Ishiba, of: JP+VN, note: x, "
        "part: caption, mood: [planned, hoped], fix: {美国: 越南}, said-on: -1D, "
        "assuming: [no-downgrade, complete, 'published:a']"
    )
    assert (claim.among, claim.except_, claim.said_by, claim.of) == ("ASEAN", ("US",), "ishiba", "JP+VN")
    assert (claim.part, claim.mood, claim.fix) == ("caption", ("planned", "hoped"), (("美国", "越南"),))
    assert claim.assuming == ("no-downgrade", "complete", "published:a")
    assert isinstance(claim.said_on, Relative)
    held = claim_of("subject: talks-2023, property: held, where: Hanoi, when: 2023")
    assert (held.where, held.mood, held.part) == ("hanoi", ("asserted",), "body")
    assert claim_of("subject: VN, property: partners, count: 3, among: neighbours by sea").among == "neighbours by sea"


def test_an_event_needs_neither_value_nor_time() -> None:
    assert claim_of("subject: dett, property: concluded, stage: signed, mood: planned").times == ()


def test_places_of_fields() -> None:
    corpus = corpus_of(
        "  - id: c\n    quote: Vietnam has\n    subject: VN\n    property: partners\n    has: [JP, US]\n"
    )
    (claim,) = corpus.claims
    assert claim.marks["has.1"][:4] == (7, 15, 7, 17)
    assert claim.mark[:4] == (3, 5, 7, 18)
    assert claim.mark_of("has.7") == claim.marks["has"]
    assert claim.mark_of("gloss") == claim.mark
    assert claim.file == "claims/a.yaml"


def test_labels_and_keys_of_values() -> None:
    vocabulary = corpus_of("").vocabulary
    assert value_label(EntityValue("VN"), vocabulary) == "Vietnam"
    assert value_label(EntityValue("VN"), vocabulary, "vi-VN") == "Việt Nam"
    assert value_label(TermValue("CSP"), vocabulary) == "CSP"
    assert vocabulary.subject_name(Subject.pair("VN", "JP")) == "Japan and Vietnam"
    assert vocabulary.subject_name(Subject.ordered_pair("US", "VN")) == "United States to Vietnam"
    assert len({value_key(value) for value in (EntityValue("a"), TermValue("a"), TextValue("a"))}) == 3


# -- content ---------------------------------------------------------------------------------------------

BASE = "subject: VN, property: partners, has: [JP, US], since: 2021, note: x"


@pytest.mark.parametrize(
    "other",
    [
        "subject: Việt Nam, property: partners, has: [US, Japan], since: 2021",
        "property: partners, since: [2021], has: [Nhật Bản, US], subject: VN, mood: asserted, part: body, gloss: y",
    ],
)
def test_content_is_what_is_said_and_not_how_it_is_written_down(other: str) -> None:
    assert claim_of(BASE).content == claim_of(other).content


@pytest.mark.parametrize(
    "other",
    [
        BASE.replace("VN", "JP"),
        BASE.replace("has", "only"),
        BASE.replace("has", "not"),
        BASE.replace("US", "KR"),
        BASE.replace("2021", "2022"),
        BASE.replace("since", "until"),
        BASE + ", mood: planned",
        BASE + ", among: ASEAN",
        BASE + ", of: JP",
        BASE + ", fix: {a: b}",
        BASE + ", part: headline",
        BASE + ", assuming: complete",
        BASE + ", count: 2",
        BASE + ", said-by: ishiba",
    ],
)
def test_content_changes_with_every_field_that_means_something(other: str) -> None:
    assert claim_of(BASE).content != claim_of(other).content


def test_content_is_canonical_json_without_places() -> None:
    content = json.loads(claim_of(BASE).content)
    assert content == {
        "quote": ["Vietnam has 5 partners"],
        "subject": "VN",
        "property": "partners",
        "has": ["JP", "US"],
        "since": ["2021"],
    }


# -- the corpus ------------------------------------------------------------------------------------------


def test_sources_claims_passages_and_rulings_come_sorted_and_anchored() -> None:
    second = SOURCE + "uncheckable:\n  - {quote: The agreement, because: opinion}\n  - {quote: nowhere, because: x}\n"
    ruling = "finding: f1\nverdict: conflict\nbecause: it is\nby: desk\non-date: 2026-11-22\nwrong: b/five\n"
    corpus = corpus_with(**{"claims/b.yaml": SOURCE, "claims/a.yaml": second, "claims/rulings/f1.yaml": ruling})
    assert corpus.faults == ()
    assert [source.id for source in corpus.sources] == ["a", "b"]
    assert [claim.full_id for claim in corpus.claims] == ["a/five", "b/five"]
    assert [passage.key for passage in corpus.uncheckable] == ["a/uncheckable/1", "a/uncheckable/2"]
    assert {key: anchor.status for key, anchor in corpus.anchors.items()} == {
        "a/five": "found",
        "b/five": "found",
        "a/uncheckable/1": "found",
        "a/uncheckable/2": "missing",
    }
    assert (corpus.rulings[0].finding, corpus.rulings[0].wrong) == ("f1", "b/five")
    assert corpus.vocabulary.entities["a"].type == "source"
    assert len(corpus.texts["a"].sha256) == 64


def test_a_source_without_text_has_claims_without_places() -> None:
    text = SOURCE.replace("text: seeds/a.txt", f"sha256: {'A' * 64}")
    corpus = corpus_with(**{"claims/a.yaml": text})
    assert corpus.faults == ()
    assert corpus.sources[0].sha256 == "a" * 64
    assert corpus.anchors["a/five"].status == "no-text"


def test_a_window_of_publication() -> None:
    text = SOURCE.replace("2023-11-28", "2022-03-29..2022-04-30, published-because: x")
    (source,) = corpus_with(**{"claims/a.yaml": text}).sources
    assert not source.published.hull.is_day
    assert source.published_because == "x"


def outcome(corpus: Corpus, source: str) -> object:
    """Everything that is known of one source."""
    faults = [str(fault) for fault in corpus.faults if fault.file == f"claims/{source}.yaml"]
    claims = [(claim.full_id, claim.content, claim.marks) for claim in corpus.claims if claim.source == source]
    return faults, claims, {key: anchor for key, anchor in corpus.anchors.items() if key.startswith(f"{source}/")}


BAD_FILES = sorted((ERRORS / "claims").glob("*.yaml"))
BAD_BYTES = [
    b"\xff\xfe\x00",
    b"\x00" * 50,
    b"[" * 5_000,
    b"a: &a [*a]",
    b"\xef\xbb\xbf",
    b"",
    b"{}",
    b"source:",
    b"claims: {a: b}",
]


@pytest.mark.parametrize(
    "bad", [*BAD_FILES, *BAD_BYTES], ids=lambda bad: bad.stem if isinstance(bad, Path) else repr(bad[:8])
)
def test_one_bad_file_changes_nothing_of_what_is_loaded_from_the_others(bad: Path | bytes) -> None:
    data = bad.read_bytes() if isinstance(bad, Path) else bad
    half_good = SOURCE + "  - {id: d, quote: x, subject: VN, property: partner, count: 5}\n"
    good: dict[str, str | bytes] = {"claims/b.yaml": SOURCE, "claims/c.yaml": half_good}
    alone, beside = corpus_with(**good), corpus_with(**good, **{"claims/a.yaml": data})
    for source in ("b", "c"):
        assert outcome(beside, source) == outcome(alone, source)
    assert any(fault.file == "claims/a.yaml" for fault in beside.faults)


@given(st.binary(max_size=120) | st.text(max_size=120).map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=100, deadline=None)
def test_no_file_makes_loading_raise(data: bytes) -> None:
    for path in ("claims/a.yaml", "claims/vocabulary/b.yaml", "claims/rulings/c.yaml", "seeds/a.txt"):
        contents: dict[str, str | bytes] = {
            "claims/vocabulary/a.yaml": VOCABULARY,
            "claims/s.yaml": SOURCE,
            "seeds/a.txt": "x",
        }
        corpus = load_given({**contents, path: data})
        assert all(fault.message for fault in corpus.faults)


_TEXT = (
    "id quote subject property is has only not count nth when since at VN JP partners tier CSP 5 2021 -1D x VN+JP "
    "signed source claims entities kind state [ [key] ~ fix names en"
)
_WORDS = [*_TEXT.split(), ""]
_WORD = st.sampled_from(_WORDS)
_VALUES = st.recursive(
    _WORD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORD, inner, max_size=5), max_leaves=10
)


@given(_VALUES, _VALUES, _VALUES)
@settings(max_examples=200, deadline=None)
def test_no_shape_of_a_record_makes_loading_raise(claim: object, header: object, definition: object) -> None:
    """JSON is YAML, so any value can be put where a record should be."""
    source = json.dumps({"source": header, "subject": claim, "claims": [claim], "uncheckable": [claim]})
    good = json.dumps(
        {"source": {"language": "en", "published": "2023", "text": "seeds/a.txt"}, "claims": [claim, header]}
    )
    vocabulary = json.dumps(
        {"entities": {"x": definition}, "properties": {"x": definition, "y": claim}, "assumptions": header}
    )
    corpus = corpus_with(
        **{
            "claims/a.yaml": source,
            "claims/b.yaml": good,
            "claims/vocabulary/more.yaml": vocabulary,
            "claims/rulings/r.yaml": json.dumps(claim),
        }
    )
    assert corpus.faults
    assert all(fault.message and fault.mark.line == 1 for fault in corpus.faults)


def test_the_order_of_files_and_claims_changes_nothing_that_matters() -> None:
    chance = random.Random(3)
    lines = [f"  - {{id: c{n}, quote: Vietnam, subject: VN, property: partners, count: {n}}}\n" for n in range(1, 12)]
    header = SOURCE[: SOURCE.index("  - ")]
    first = corpus_with(**{"claims/a.yaml": header + "".join(lines), "claims/b.yaml": SOURCE})
    chance.shuffle(lines)
    second = corpus_with(**{"claims/b.yaml": SOURCE, "claims/a.yaml": header + "".join(lines)})
    assert [(c.full_id, c.content) for c in first.claims] == [(c.full_id, c.content) for c in second.claims]


def test_the_collector_is_on_again_after_loading() -> None:
    assert gc.isenabled()
    corpus_of("")
    assert gc.isenabled()


def test_the_shipped_corpus_loads_without_a_fault_and_every_quote_stands_in_its_text() -> None:
    corpus = load(ROOT)
    assert [str(fault) for fault in corpus.faults] == []
    assert {key: anchor for key, anchor in corpus.anchors.items() if anchor.status != "found"} == {}
    assert len(corpus.sources) == 5
    assert all(source.sha256 == corpus.texts[source.id].sha256 for source in corpus.sources)
