"""What tests of `validate export` and `validate import` share: hostile corpora, and readers of other formats."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import rdflib
from hostile_texts import PAYLOADS
from hypothesis import strategies as st

from validator.doors.exporting import write
from validator.doors.exporting.linked import base_of
from validator.doors.exporting.material import chosen, everything
from validator.doors.importing.source_file import source_file
from validator.judgement.findings import Report
from validator.judgement.reporting import report_on
from validator.records.corpus import Corpus
from validator.records.opening import load_given

BASE = "https://desk.example/corpus/"
REFUSED_IN_RECORDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no record holds."""
VOCABULARY = """\
entities:
  VN: {type: country, names: {en: [Vietnam], vi: [Việt Nam]}}
  US: {type: country}
  desk: {type: person, names: {en: [Ann Berg]}}
  pact: {type: agreement}
properties:
  concluded: {kind: event, subject: agreement, stages: [agreed, signed]}
  partners: {kind: set, subject: country, value-type: country}
  motto: {kind: state, subject: country, value-type: text}
  supplies: {kind: quantity, subject: ordered-country-pair, unit: ships}
  tier: {kind: state, subject: country-pair, values: [friends, partners]}
  remark: {kind: prose}
"""

texts = st.one_of(
    st.sampled_from([text for text in PAYLOADS if not REFUSED_IN_RECORDS.search(text)]),
    st.text(st.one_of(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), st.sampled_from("\n\t\"'\\<>&⟨=@[{"))),
).filter(lambda text: bool(text.strip()))
"""Texts that a record can hold, among them texts made to be misread."""


def corpus_of(texts: dict[str, str], address: str | None = None) -> Corpus:
    """One source with a claim of each sort, with texts of somebody's choice wherever a record takes any."""
    quote, note, says, title, fix = (texts[key] for key in ("quote", "note", "says", "title", "fix"))
    header = {"title": title, "publisher": note, "language": "en", "published": "2024-01-01", "text": "seeds/a.txt"}
    remarks = {"quote": quote, "gloss": note, "note": note}
    claims: list[dict[str, Any]] = [
        {"id": "prose", **remarks, "subject": "VN", "property": "remark", "says": says},
        {"id": "text", **remarks, "subject": "VN", "property": "motto", "is": says, "fix": {fix: says}},
        {"id": "list", **remarks, "subject": "US", "property": "partners", "has": ["VN"], "said-by": "desk"},
        {"id": "pair", **remarks, "subject": "US>VN", "property": "supplies", "is": "3 ships"},
        {"id": "both", **remarks, "subject": "US+VN", "property": "tier", "is": "friends", "at": ["2023", "0Y"]},
        {"id": "empty", "quote": [quote, quote], "subject": "US", "property": "partners", "only": []},
        {"id": "event", **remarks, "subject": "pact", "property": "concluded", "stage": ["agreed", "signed"]},
    ]
    if address is not None:
        header["url"] = address
    files = {
        "claims/vocabulary/all.yaml": VOCABULARY.encode(),
        "claims/a.yaml": source_file(header, claims),
        "seeds/a.txt": f"before {quote} after".encode(),
    }
    return load_given(files)


def exported(
    corpus: Corpus, format: str, *, report: Report | None = None, base: str = BASE, rows: str = "claims"
) -> str:
    """An export of everything."""
    base = base_of(base) if base else ""
    if format == "claimreview":
        return write(format, chosen(corpus, report or report_on(corpus)[0], (), base)).text
    return write(format, everything(corpus, base, rows)).text


OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
AS = rdflib.Namespace("https://www.w3.org/ns/activitystreams#")
SCHEMA = rdflib.Namespace("https://schema.org/")
_ADDRESSES = {"body": "hasBody", "target": "hasTarget", "source": "hasSource", "selector": "hasSelector"}
_WORDS = {"purpose": "hasPurpose", "motivation": "motivatedBy"}
ANNOTATIONS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "@vocab": str(OA),
    **{name: {"@id": OA[term], "@type": "@id"} for name, term in _ADDRESSES.items()},
    **{name: {"@id": OA[term], "@type": "@vocab"} for name, term in _WORDS.items()},
    "state": {"@id": OA.hasState, "@type": "@id"},
    "cached": {"@id": OA.cachedSource, "@type": "@id"},
    "value": str(rdflib.RDF.value),
    "format": str(rdflib.DC["format"]),
    "language": str(rdflib.DC.language),
    "first": {"@id": AS.first, "@type": "@id"},
    "items": {"@id": AS["items"], "@type": "@id", "@container": "@list"},
}
"""The terms of the Web Annotation vocabulary that an export uses, as its published context maps them."""
REVIEWS: dict[str, Any] = {"@vocab": str(SCHEMA), "url": {"@type": "@id"}}
CONTEXTS = {"http://www.w3.org/ns/anno.jsonld": ANNOTATIONS, "https://schema.org": REVIEWS}


def graph_of(json_ld: str, base: str = BASE) -> rdflib.Graph:
    """What a JSON-LD document says. Its context is taken from here, so that nothing is fetched."""
    document = json.loads(json_ld)
    document["@context"] = CONTEXTS[document["@context"]]
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld", publicID=base)


def graphs_of(trig: str) -> tuple[rdflib.Graph, dict[str, rdflib.Graph]]:
    """What a TriG document says in all of its graphs together, and in each by its name."""
    dataset = rdflib.Dataset()
    dataset.parse(data=trig, format="trig")
    together = rdflib.Graph()
    graphs: dict[str, rdflib.Graph] = {}
    for subject, predicate, value, name in dataset.quads():
        together.add((subject, predicate, value))
        graphs.setdefault(str(name), rdflib.Graph()).add((subject, predicate, value))
    return together, graphs


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.data.append(data)


def in_a_page(json_ld: str) -> str:
    """What a browser takes for the script when the document stands in a page as it is."""
    page = _Scripts()
    page.feed(f'<script type="application/ld+json">{json_ld}</script>')
    page.close()
    assert page.tags == ["script"]
    return "".join(page.data)


def empty_beside(root: Path, corpus: Path) -> Path:
    """A corpus without sources, with the vocabulary and the archived texts of another."""
    import shutil

    shutil.copytree(corpus / "claims" / "vocabulary", root / "claims" / "vocabulary")
    if (corpus / "seeds").is_dir():
        shutil.copytree(corpus / "seeds", root / "seeds")
    return root
