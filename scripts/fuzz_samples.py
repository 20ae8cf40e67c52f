"""What the fuzzing of each target begins with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 4096
LANGUAGES = ("en", "vi", "zh", "ja", "sv", "ko", "de", "id", "und")


def in_every_language(texts: Iterable[str]) -> Iterable[bytes]:
    return [bytes([65 + at % len(LANGUAGES)]) + text.encode() for at, text in enumerate(texts)]


def files() -> list[bytes]:
    return [path.read_bytes()[:LARGEST] for path in sorted((ROOT / "claims").rglob("*.yaml"))]


def corpora() -> Iterable[bytes]:
    vocabulary = (
        b"entities: {VN: {type: country, names: {en: [Vietnam]}}, JP: {type: country}, pact: {type: agreement}}\n"
    )
    vocabulary += b"properties:\n  signed: {kind: event, stages: [agreed, signed]}\n  partners: {kind: set}\n"
    vocabulary += b"  tier: {kind: state, ladder: [CP, SP]}\n  trade: {kind: quantity, unit: USD}\n"
    vocabulary += b'  share: {kind: quantity, unit: "%", formula: trade / trade(of)}\n'
    source = b"source: {language: en, published: 2023-11-28, text: seeds/a.txt}\nclaims:\n"
    source += b"  - {id: a, quote: signed in 2021, subject: pact, property: signed, stage: signed, when: 2021-09}\n"
    source += b"  - {id: b, quote: signed in 2021, subject: pact, property: signed, stage: agreed, when: -1Y-12}\n"
    source += b"  - {id: c, quote: 5 partners, subject: VN, property: partners, count: 5, only: [JP]}\n"
    source += b"  - {id: d, quote: top, subject: VN+JP, property: tier, is: CP, since: 2020, until: 2022-03}\n"
    source += (
        b"  - {id: e, quote: 4.2 billion, subject: VN, property: trade, is: about 4.2 billion USD, during: 2022}\n"
    )
    yield vocabulary + b"\n=====\n" + source + b"\n=====\nIt was signed in 2021. VN had 5 partners. 4.2 billion.\n"


def times() -> Iterable[bytes]:
    return in_every_language(
        (
            *("2021", "2021-09-11", "2021~", "2021?", "XXXX-12-04", "2021-21", "2020/2021", "../2021", "2020..2021"),
            *("-1Y-09", "0M-29", "-1D", "-Sun", "+1W", "0Y", "-10Y/0Y", "talks/held", "after 5 May 2021"),
            *("ngày 27/11/2023", "2021年9月11日", "den 11 september 2021", "11 Sept. 2021", "hôm qua", "令和3年"),
        )
    )


def amounts() -> Iterable[bytes]:
    return in_every_language(
        (
            *(
                "42.7 billion USD",
                "427e8 USD",
                "46 %",
                "1/4",
                "3 ships",
                "160..170 billion USD",
                "about 300",
                "at least 5",
            ),
            *(
                "nearly 4 million",
                "1600多亿美元",
                "năm mươi ba triệu",
                "tre miljoner",
                "二千五百万",
                "forty-two",
                "1,000.5",
            ),
        )
    )


def sums() -> Iterable[bytes]:
    return [b"bilateral-trade / total-trade(of)", b"a / a(previous) - 1", b"(a + 2.5) * -b", b"((((1))))", b"1/3"]


def passages() -> Iterable[bytes]:
    return [b"\x03\x10" + path.read_bytes()[:1500] for path in sorted((ROOT / "seeds").glob("*.txt"))]


def settled() -> Iterable[bytes]:
    yield b"finding: 3f9c2a71\nverdict: no-conflict\nwrong: a/b\nbecause: Signed.\nby: desk\non-date: 2026-11-22\n"
    yield b"{finding: 3f9c2a71, verdict: undecided, because: 'x', by: y, on-date: 2024-02-29}\n"


def kept() -> Iterable[bytes]:
    entry = {"id": "3f9c2a71", "rule": "value-conflict", "verdict": "contradiction", "subject": "VN", "property": "p"}
    yield json.dumps({"schema_version": 1, "findings": [{**entry, "message": "two values"}]}).encode()
    yield b'{"schema_version": 1, "findings": []}'


def lines() -> Iterable[bytes]:
    yield b'{"source": "a", "id": "x", "quote": "signed", "subject": "pact", "property": "signed", "when": "2021-09"}\n'
    yield b'{"source":"a","id":"y","quote":["a","b"],"subject":"VN","property":"partners","only":["JP"],"count":1.0}\n'
    yield b'{"source":"a","id":"z","quote":"b","subject":"VN+JP","property":"tier","is":"CP","fix":{"a":"b"}}\n[]\n'


def feeds() -> Iterable[bytes]:
    """Files to import; the first byte tells the format."""
    quote = {"type": "TextQuoteSelector", "exact": "it was signed", "prefix": "said ", "suffix": " on"}
    target = {"source": "https://a.example/b", "selector": [{"type": "TextPositionSelector", "start": 3}, quote]}
    body = {"type": "TextualBody", "value": "why", "purpose": "tagging"}
    own = {"format": "application/json", "value": '{"source":"a","id":"x","quote":"it was signed","property":"p"}'}
    noted = {"id": "x", "text": "note", "tags": ["t"], "document": {"title": ["T"]}, "user": "acct:a@b"}
    annotations = [{**noted, "target": [target]}, {"body": [body, own], "target": target, "creator": {"name": "A"}}]
    page = {"@type": "CreativeWork", "url": "https://a.example/", "datePublished": "2024-01-02T08:00:00Z"}
    claim = {"@type": "Claim", "author": {"name": "A"}, "appearance": [page, "https://b.example/"], "text": "x"}
    review = {"@type": "ClaimReview", "claimReviewed": "x", "itemReviewed": [claim, {}], "url": "https://c.example/"}
    yield b"\x00" + json.dumps({"total": 2, "rows": annotations}).encode()
    yield b"\x00" + json.dumps({"type": "AnnotationCollection", "first": {"items": annotations}}).encode()
    yield b"\x01" + json.dumps({"@graph": [review | {"reviewRating": {"alternateName": "False"}}]}).encode()
    yield from (b"\x02" + line for line in lines())
    yield b'\x03source,id,quote,subject,property,only,note\na,x,"b\nc",VN,partners,"[""JP""]",\'=1\n'


def expressions() -> Iterable[bytes]:
    return [
        b"[A-Z]{2,3}-[0-9]{3}\nAB-123",
        b"(foo|bar)+\nfoobar",
        b"(?:a|b)*c?\nab",
        b"[^@]+@[^@]+\na@b",
        b"(a|aa)*b\na",
    ]


def payloads() -> Iterable[bytes]:
    return [
        b"\x1b]0;x\x07\n::error::x\n##[add-mask]x\n=1+1\n@everyone\n[a](b)\n</script>\n]]>\n```\n|a|",
        "\u202e\n\u200b\n\ufeff\n\ud800\n\uffff\n\u2028\n\x85\nनमस्ते\n🏴󠁧󠁢󠁥󠁮󠁧󠁿".encode("utf-8", "surrogatepass"),
    ]
