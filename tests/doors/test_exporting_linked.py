"""Exports to the web of data, read back by the parsers that others read them with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from exchanged import BASE, OA, SCHEMA, corpus_of, exported, graph_of, graphs_of, in_a_page, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import Result

from validator.doors.exporting.linked import base_of, iri
from validator.doors.exporting.rows import claim_row
from validator.doors.refusal import Refusal
from validator.judgement.findings import Finding, RulingNote
from validator.judgement.reporting import report_on
from validator.records.opening import load, load_given
from validator.report.inert import is_hidden
from validator.values.dataclass import replace

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib's own parsers, of rdflib

ROOT = Path(__file__).parents[2]
NP = rdflib.Namespace("http://www.nanopub.org/nschema#")
TERM = rdflib.Namespace(f"{BASE}terms#")
PARTS = {"hasAssertion": "assertion", "hasProvenance": "provenance", "hasPublicationInfo": "pubinfo"}
HARD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
hostile = st.fixed_dictionaries(dict.fromkeys(("quote", "note", "says", "title", "fix"), texts))

PLACED = """\
source: {language: en, published: 2024-01-01, text: seeds/a.txt, url: "https://news.example/a?x={1}|<2>"}
claims:
  - {id: one, quote: "it was  signed", prefix: "But", subject: VN, property: remark, says: x}
  - {id: two, quote: [Cafe\u0301, met], subject: VN, property: remark, says: x}
"""
TEXT = "😀 and it was\nsigned. But it was signed.\n越南 Caf\u00e9 ... they 👩\u200d👧 met"


def placed(text: str = TEXT) -> dict[str, str]:
    vocabulary = "entities: {VN: {type: country}}\nproperties: {remark: {kind: prose}}\n"
    return {"claims/vocabulary/v.yaml": vocabulary, "claims/a.yaml": PLACED, "seeds/a.txt": text}


def values(graph: rdflib.Graph, predicate: rdflib.URIRef) -> set[str]:
    return {str(value) for value in graph.objects(None, predicate)}


# -- nanopublications -------------------------------------------------------------------------------------------------


@HARD
@given(hostile)
def test_a_nanopublication_says_what_the_claim_says(given: dict[str, str]) -> None:
    corpus = corpus_of(given)
    assert not corpus.faults, corpus.faults
    written = exported(corpus, "nanopub")
    assert not [char for char in written if is_hidden(char) and char != "\n"]
    parsed, graphs = graphs_of(written)
    assert not [term for triple in parsed for term in triple if isinstance(term, rdflib.BNode)]
    heads = set(parsed.subjects(rdflib.RDF.type, NP.Nanopublication))
    assert {str(head) for head in heads} == {f"{BASE}nanopubs/{claim.full_id}" for claim in corpus.claims}
    assert len(graphs) == 4 * len(heads)
    for head in heads:
        links = graphs[f"{head}#head"]
        assert len(links) == len(PARTS) + 1
        assert {str(links.value(head, NP[link])) for link in PARTS} == {f"{head}#{part}" for part in PARTS.values()}
        assert graphs[f"{head}#pubinfo"].value(head, rdflib.DCTERMS.identifier) is not None
        said = rdflib.URIRef(f"{head}#assertion")
        assert graphs[f"{head}#provenance"].value(said, rdflib.PROV.wasDerivedFrom) is not None
    assert values(parsed, rdflib.PROV.value) == {given["quote"]}
    assert values(parsed, TERM.says) == {given["says"]}
    assert values(parsed, TERM["is"]) == {given["says"], "3 ships", "friends"}
    prose = rdflib.URIRef(f"{BASE}claims/a/prose")
    assert str(parsed.value(prose, TERM.subject)) == f"{BASE}entities/VN"
    assert str(parsed.value(prose, TERM.property)) == f"{BASE}properties/remark"
    assert values(parsed, TERM.fix) == {f"{given['fix']} -> {given['says']}"}
    told = {str(claim) for claim in parsed.subjects(rdflib.RDF.type, TERM.Claim)}
    assert told == {f"{BASE}claims/{claim.full_id}" for claim in corpus.claims}
    assert values(parsed, rdflib.DCTERMS.title) == {given["title"]}
    assert values(parsed, rdflib.DC.publisher) == {given["note"]}
    assert values(parsed, rdflib.DCTERMS.issued) == {"2024-01-01"}
    claim = rdflib.URIRef(f"{BASE}claims/a/empty")
    assert set(parsed.objects(claim, TERM.only)) == {rdflib.RDF.nil}


def test_a_pair_keeps_its_order_and_a_denied_claim_its_denial(validate: Callable[..., Result], corpus: Path) -> None:
    file = corpus / "claims/alpha.yaml"
    file.write_text(file.read_text().replace("is: Tokyo", "not: Tokyo"), encoding="utf-8")
    assert validate("export", "nanopub", "--corpus", corpus).exit_code == 2
    done = validate("export", "nanopub", "--corpus", corpus, "--base-url", "https://desk.example/corpus")
    assert done.exit_code == 0
    graph, _ = graphs_of(done.stdout)
    claim = rdflib.URIRef(f"{BASE}claims/alpha/c2")
    assert [str(value) for value in graph.objects(claim, TERM["not"])] == ["Tokyo"]
    assert not list(graph.objects(claim, TERM["is"]))
    pair, _ = graphs_of(exported(corpus_of(dict.fromkeys(("quote", "note", "says", "title", "fix"), "x")), "nanopub"))
    assert values(pair, TERM.first) == {f"{BASE}entities/US"}
    assert values(pair, TERM.second) == {f"{BASE}entities/VN"}
    assert values(pair, TERM.member) == {f"{BASE}entities/US", f"{BASE}entities/VN"}
    assert values(pair, TERM.at) == {"2023", "0Y"}


# -- web annotations --------------------------------------------------------------------------------------------------


@HARD
@given(hostile)
def test_an_annotation_holds_its_words_and_its_claim(given: dict[str, str]) -> None:
    corpus = corpus_of(given, "https://news.example/a")
    assert not corpus.faults, corpus.faults
    written = exported(corpus, "webannotation")
    assert in_a_page(written) == written
    graph = graph_of(written)
    annotations = set(graph.subjects(rdflib.RDF.type, OA.Annotation))
    assert {str(one) for one in annotations} == {f"{BASE}claims/{claim.full_id}" for claim in corpus.claims}
    assert values(graph, OA.hasSource) == {"https://news.example/a"}
    assert values(graph, OA.cachedSource) == {f"{BASE}seeds/a.txt"}
    typed = [json.loads(v) for v in values(graph, rdflib.RDF.value) if v.startswith('{"source"')]
    assert sorted(typed, key=lambda row: row["id"]) == sorted(map(claim_row, corpus.claims), key=lambda row: row["id"])
    text = corpus.texts["a"].text
    for selector in graph.subjects(rdflib.RDF.type, OA.TextPositionSelector):
        start, end = (int(graph.value(selector, term)) for term in (OA.start, OA.end))
        assert text[start:end] in values(graph, OA.exact)


def test_positions_count_code_points_and_words_around_tell_places_apart() -> None:
    corpus = load_given(placed())
    assert not corpus.faults, corpus.faults
    collection = json.loads(exported(corpus, "webannotation"))
    one, two = collection["first"]["items"]
    assert collection["total"] == 2
    quote, position = one["target"]["selector"]
    start = TEXT.index("it was signed")
    assert position == {"type": "TextPositionSelector", "start": start, "end": start + len("it was signed")}
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in TEXT
    assert one["target"]["source"] == "https://news.example/a?x=%7B1%7D%7C%3C2%3E"
    assert [target["selector"][0]["exact"] for target in two["target"]] == ["Caf\u00e9", "met"]
    long = ("it was signed, as all knew well; " * 40) + "But it was signed, as all knew well; " + "so it was. " * 40
    (again, *_) = json.loads(exported(load_given(placed(long + " Caf\u00e9 met")), "webannotation"))["first"]["items"]
    words = again["target"]["selector"][0]
    assert long.count(words["prefix"] + words["exact"] + words["suffix"]) == 1


def test_words_without_a_certain_place_are_not_given_one() -> None:
    missing = load_given(placed("Another text. Caf\u00e9 met."))
    one, _ = json.loads(exported(missing, "webannotation"))["first"]["items"]
    assert one["target"]["selector"] == {"type": "TextQuoteSelector", "exact": "it was  signed", "prefix": "But"}


def test_every_position_of_the_shipped_corpus_is_that_of_its_words() -> None:
    corpus = load(ROOT)
    items = json.loads(exported(corpus, "webannotation", base=""))["first"]["items"]
    assert [item["id"] for item in items] != []
    by_path = {text.file: text.text for text in corpus.texts.values()}
    checked = 0
    for item in items:
        for target in item["target"] if isinstance(item["target"], list) else [item["target"]]:
            quote, position = target["selector"]
            assert "state" not in target, "a text is no copy of itself"
            text = by_path[target["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
            checked += 1
    assert checked >= len(corpus.claims)


# -- reviews ----------------------------------------------------------------------------------------------------------


def ruled(finding: Finding, because: str, verdict: str = "conflict") -> Finding:
    return replace(finding, ruling=RulingNote(verdict, because, because, "2026-11-22"), message=because, why=(because,))


@HARD
@given(hostile)
def test_a_review_says_what_a_person_ruled_and_nothing_more(given: dict[str, str]) -> None:
    corpus = corpus_of(given, "https://news.example/a")
    report = report_on(corpus)[0]
    ids = tuple(claim.full_id for claim in corpus.claims)
    one = Finding("aaaa0001", "value-conflict", "contradiction", "error", "VN", "motto", "x", ids)
    findings = (ruled(one, given["note"]), ruled(replace(one, id="bbbb0002"), given["note"], "undecided"))
    written = exported(corpus, "claimreview", report=replace(report, findings=(*findings, replace(one, id="cccc0003"))))
    assert in_a_page(written) == written
    graph = graph_of(written)
    (review,) = graph.subjects(rdflib.RDF.type, SCHEMA.ClaimReview)
    assert str(review) == f"{BASE}findings/aaaa0001"
    assert values(graph, SCHEMA.claimReviewed) == {given["note"]} == values(graph, SCHEMA.ratingExplanation)
    assert values(graph, SCHEMA.alternateName) == {"A real conflict"}
    assert not values(graph, SCHEMA.ratingValue) | values(graph, SCHEMA.bestRating)
    assert len(set(graph.objects(review, SCHEMA.itemReviewed))) == len(ids)
    assert values(graph, SCHEMA.headline) == {given["title"]}
    assert {str(o) for o in graph.objects(None, SCHEMA.appearance)} == {"https://news.example/a"}
    assert not values(graph, SCHEMA.firstAppearance)


def test_only_settled_findings_are_reviews_and_the_rest_is_counted(
    validate: Callable[..., Result], corpus: Path
) -> None:
    before = validate("export", "claimreview", "--corpus", corpus)
    assert before.exit_code == 0
    assert json.loads(before.stdout)["@graph"] == []
    assert "2 findings that no ruling settles left out, 1 of them open" in before.stderr
    clash = next(f.id for f in report_on(load(corpus))[0].findings if f.verdict == "contradiction")
    because = "--because=The 2020 paper is another one."
    ruling = ("--verdict", "no-conflict", because, "--by", "Ann Berg", "--on-date", "2024-05-06")
    assert validate("settle", clash, *ruling, "--corpus", corpus).exit_code == 0
    done = validate("export", "claimreview", "--corpus", corpus, "--finding", clash[:5], "--base-url", BASE)
    (review,) = json.loads(done.stdout)["@graph"]
    assert done.stderr == ""
    assert (review["url"], review["author"]) == (f"{BASE}findings/{clash}", {"name": "Ann Berg"})
    assert review["datePublished"] == "2024-05-06"
    assert review["reviewRating"]["alternateName"] == "No conflict"
    assert [item["identifier"] for item in review["itemReviewed"]] == ["alpha/c1", "beta/c1"]
    assert {item["appearance"]["datePublished"] for item in review["itemReviewed"]} == {"2024-01-01"}


def test_an_inferred_day_is_not_handed_on_as_a_date() -> None:
    inferred = {"claims/a.yaml": PLACED.replace("2024-01-01,", "2024-01-01, published-because: a guess,")}
    corpus = load_given(placed() | inferred)
    assert not corpus.faults, corpus.faults
    report = report_on(corpus)[0]
    finding = Finding("aaaa0001", "value-conflict", "contradiction", "error", "VN", "motto", "x", ("a/one",))
    written = exported(corpus, "claimreview", report=replace(report, findings=(ruled(finding, "so"),)))
    (item,) = json.loads(written)["@graph"][0]["itemReviewed"]
    assert "datePublished" not in item["appearance"]
    trig = exported(corpus, "nanopub")
    assert "dct:issued" not in trig
    assert 'term:published-because "a guess"' in trig


# -- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["", "desk.example", "ftp://desk.example/", "https://", "https://a/?q", "https://a/#x", "https://a/ b"]
)
def test_what_is_no_address_is_refused(address: str, validate: Callable[..., Result], corpus: Path) -> None:
    with pytest.raises(Refusal, match="--base-url"):
        base_of(address)
    assert validate("export", "jsonl", "--base-url", address, "--corpus", corpus).exit_code == 2


@given(st.text())
def test_no_address_breaks_out_of_its_brackets(address: str) -> None:
    assert not set('<>"{}|^`\\ \n') & set(iri(address))
    assert iri(iri(address)) == iri(address)


def test_the_same_corpus_gives_the_same_bytes(validate: Callable[..., Result], corpus: Path) -> None:
    for format in ("claimreview", "webannotation", "nanopub", "jsonl", "csv"):
        twice = {validate("export", format, "--base-url", BASE, "--corpus", corpus).stdout for _ in range(2)}
        assert len(twice) == 1, format


def test_wrong_use_is_told_with_what_would_be_right(validate: Callable[..., Result], corpus: Path) -> None:
    for arguments, words in {
        ("nanopubs",): "Did you mean `nanopub`?",
        ("csv", "--rows", "source"): "`sources`",
        ("nanopub", "--base-url", BASE, "--rows", "sources"): "jsonl or csv only",
        ("jsonl", "--finding", "00000000"): "found `00000000`, which is none",
    }.items():
        done = validate("export", *arguments, "--corpus", corpus)
        assert (done.exit_code, done.stdout) == (2, ""), arguments
        assert words.lower() in done.stderr.lower(), done.stderr


def test_a_finding_hands_on_its_claims_alone(validate: Callable[..., Result], corpus: Path) -> None:
    clash = next(f.id for f in report_on(load(corpus))[0].findings if f.verdict == "contradiction")
    done = validate("export", "jsonl", "--finding", clash, "--corpus", corpus)
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == ["alpha", "beta"]
    sources = validate("export", "jsonl", "--finding", clash, "--rows", "sources", "--corpus", corpus)
    assert [json.loads(line)["id"] for line in sources.stdout.splitlines()] == ["alpha", "beta"]
