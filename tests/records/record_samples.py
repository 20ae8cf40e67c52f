"""A small good corpus in memory, into which a test puts the one file it is about."""

from __future__ import annotations

from pathlib import Path

from validator.records.corpus import Corpus
from validator.records.opening import load_given

ERRORS = Path(__file__).parent / "errors"

VOCABULARY = """\
entities:
  VN: {type: country, names: {en: [Vietnam, Viet Nam], vi: [Việt Nam]}, member-of: [ASEAN]}
  JP: {type: country, names: {en: [Japan], vi: [Nhật Bản]}}
  US: {type: country, names: {en: [United States]}}
  KR: {type: country, names: {en: [Korea, South Korea]}}
  KP: {type: country, names: {en: [Korea, North Korea]}}
  ASEAN: {type: group, names: {en: [ASEAN]}}
  hanoi: {type: city, names: {en: [Hanoi]}, located-in: [VN]}
  dett: {type: agreement, names: {en: [the transfer agreement]}}
  talks-2023: {type: meeting}
  two-plus-two: {type: dialogue, names: {en: [2+2 dialogue]}}
  ishiba: {type: person, names: {en: [Ishiba]}}
  pm-jp: {type: office, names: {en: [Prime Minister of Japan]}}
properties:
  concluded: {kind: event, subject: agreement, stages: [proposed, signed, in-force]}
  held: {kind: event}
  tier: {kind: state, subject: country-pair, values: [CP, SP, CSP], ladder: [CP, SP, CSP], assumptions: [no-downgrade]}
  holder: {kind: state, subject: office, value-type: person}
  motto: {kind: state, subject: country, value-type: text}
  partners: {kind: set, subject: country}
  trade: {kind: quantity, subject: country-pair, unit: USD}
  area: {kind: quantity, subject: country, unit: km2}
  tariff: {kind: quantity, subject: ordered-country-pair, unit: "%"}
  remark: {kind: prose}
assumptions:
  no-downgrade: A state on a ladder does not move down unless a source says so.
"""

TEXT = "Vietnam has 5 partners, among them Japan and Korea. The agreement was signed on 11 September 2021.\n"

SOURCE = """\
source: {language: en, published: 2023-11-28, text: seeds/a.txt}
claims:
  - {id: five, quote: Vietnam has 5 partners, subject: VN, property: partners, count: 5}
"""


def corpus_with(**files: str | bytes) -> Corpus:
    """The good vocabulary and text, and the files given, by path from the corpus folder on."""
    contents: dict[str, str | bytes] = {"claims/vocabulary/all.yaml": VOCABULARY, "seeds/a.txt": TEXT}
    return load_given({**contents, **files})


def corpus_of(claims: str, **files: str | bytes) -> Corpus:
    """The small corpus whose one source `a` holds the claims given, an indented YAML list."""
    header = "source: {language: en, published: 2023-11-28, text: seeds/a.txt}\nclaims:\n"
    return corpus_with(**{"claims/a.yaml": header + claims, **files})
