"""Claims as nanopublications, in TriG: what is said, which words say it, and where it was published.

A claim is told as a claim, with all that narrows it: a subject and a value alone would assert what a source denies,
plans or hopes for. There are no blank nodes, so that the nanopublications can be made trusty by the tools for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from validator.doors.exporting.linked import Addresses, certain_day
from validator.doors.exporting.material import Exported, Material
from validator.doors.exporting.rows import claim_row
from validator.judgement.words import reading
from validator.records.claim import Claim, EntityValue, Subject, Value
from validator.records.corpus import Corpus
from validator.report.inert import is_hidden

_PREFIXES: Final = {
    "np": "http://www.nanopub.org/nschema#",
    "prov": "http://www.w3.org/ns/prov#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TEXTS: Final = ("at", "when", "since", "until", "before", "after", "during", "said-on", "stage", "weekday", "mood")
_MORE_TEXTS: Final = ("count", "nth", "says", "part", "assuming")

Triple = tuple[str, str, str]


def write(material: Material) -> Exported:
    """One nanopublication for each claim, of four graphs each."""
    addresses = Addresses(material.base)
    prefixes = _PREFIXES | {"term": f"{material.base}terms#"}
    parts = ["".join(f"@prefix {name}: <{address}> .\n" for name, address in prefixes.items())]
    parts += [_nanopublication(claim, material.corpus, addresses) for claim in material.claims]
    return Exported("\n".join(parts))


def _nanopublication(claim: Claim, corpus: Corpus, addresses: Addresses) -> str:
    address = addresses.of("nanopubs", *claim.full_id.split("/"))
    names = {part: f"<{address}#{part}>" for part in ("head", "assertion", "provenance", "pubinfo", "quote", "pair")}
    this, said = f"<{address}>", f"<{addresses.claim(claim.full_id)}>"
    graphs: dict[str, list[Triple]] = {
        "head": [
            (this, "a", "np:Nanopublication"),
            (this, "np:hasAssertion", names["assertion"]),
            (this, "np:hasProvenance", names["provenance"]),
            (this, "np:hasPublicationInfo", names["pubinfo"]),
        ],
        "assertion": list(_assertion(said, names["pair"], claim, corpus, addresses)),
        "provenance": list(_provenance(names, claim, corpus, addresses)),
        "pubinfo": [
            (this, "dct:identifier", literal(claim.full_id)),
            (this, "dct:isPartOf", f"<{addresses.base}>"),
            (this, "rdfs:label", literal(reading(claim, corpus), "en")),
        ],
    }
    return "\n".join(f"{names[name]} {{\n{_lines(triples)}}}\n" for name, triples in graphs.items())


def _lines(triples: list[Triple]) -> str:
    return "".join(f"  {' '.join(triple)} .\n" for triple in dict.fromkeys(triples))


def _assertion(said: str, pair: str, claim: Claim, corpus: Corpus, addresses: Addresses) -> Iterator[Triple]:
    yield said, "a", "term:Claim"
    yield from _subject(said, "term:subject", pair, claim.subject, addresses)
    yield said, "term:property", f"<{addresses.of('properties', claim.property)}>"
    many = (("has", claim.has), ("only", claim.only), ("not", claim.not_))
    for key, values in (("is", None if claim.is_ is None else (claim.is_,)), *many):
        for value in values or ():
            yield said, f"term:{key}", _value(value, addresses)
    if claim.only == ():
        yield said, "term:only", "rdf:nil"
    row = claim_row(claim)
    for key in (*_TEXTS, *_MORE_TEXTS):
        cell = row.get(key, [])
        for text in [cell] if isinstance(cell, str) else cell:
            yield said, f"term:{key}", literal(text)
    named = (("among", (claim.among,)), ("except", claim.except_), ("where", (claim.where,)))
    for key, ids in (*named, ("said-by", (claim.said_by,)), ("of", (claim.of,))):
        for id in ids:
            if id is not None:
                known = id in corpus.vocabulary.entities
                yield said, f"term:{key}", _entity(id, addresses) if known else literal(id)
    for wrong, right in claim.fix:
        yield said, "term:fix", literal(f"{wrong} -> {right}")


def _subject(said: str, term: str, pair: str, subject: Subject, addresses: Addresses) -> Iterator[Triple]:
    """One entity, or a pair with a name of its own: ordered where it has a first and a second."""
    members = [_entity(member, addresses) for member in subject.members]
    if subject.form == "entity":
        yield said, term, members[0]
        return
    ordered = subject.form == "ordered-pair"
    yield said, term, pair
    yield pair, "a", "term:OrderedPair" if ordered else "term:Pair"
    for place, member in zip(("first", "second"), members, strict=True):
        yield pair, f"term:{place}" if ordered else "term:member", member


def _provenance(names: dict[str, str], claim: Claim, corpus: Corpus, addresses: Addresses) -> Iterator[Triple]:
    source = corpus.sources_by_id[claim.source]
    where = f"<{addresses.source(source)}>"
    several = len(claim.quotes) > 1
    for number, quote in enumerate(claim.quotes, start=1):
        words = f"{names['quote'][:-1]}-{number}>" if several else names["quote"]
        yield names["assertion"], "prov:wasDerivedFrom", words
        yield words, "prov:value", literal(quote, source.language)
        yield words, "prov:wasQuotedFrom", where
    yield where, "dct:identifier", literal(source.id)
    if source.title is not None:
        yield where, "dct:title", literal(source.title, source.language)
    if source.publisher is not None:
        yield where, "dc:publisher", literal(source.publisher)
    day = certain_day(source)
    if day is not None:
        yield where, "dct:issued", f'"{day}"^^xsd:date'
    else:
        yield where, "term:published", literal(source.published.text)
    if source.published_because is not None:
        yield where, "term:published-because", literal(source.published_because)
    for relayed in source.via:
        yield where, "term:via", literal(relayed)
    if source.sha256 is not None:
        yield where, "term:sha256", literal(source.sha256)


def _entity(id: str, addresses: Addresses) -> str:
    return f"<{addresses.of('entities', id)}>"


def _value(value: Value, addresses: Addresses) -> str:
    if isinstance(value, EntityValue):
        return _entity(value.id, addresses)
    return literal(value.text)


def literal(text: str, language: str = "") -> str:
    """A text as TriG writes it; what cannot be seen is written as an escape and stays the same text."""
    safe = "".join(_ESCAPES.get(char) or (_escape(char) if is_hidden(char) else char) for char in text)
    return f'"{safe}"@{language}' if language else f'"{safe}"'


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
