"""A value that the quote does not name is told only where the quote surely names another that could stand for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpus import write

from validator.doors.vocabulary_change import VocabularyChange
from validator.judgement.reporting import Options, report_on
from validator.records.opening import load

WORLD = """
entities:
  CN: {type: country, names: {en: [China, PRC], vi: [Trung Quốc], zh: [中国], ru: [Китай], de: [China], sv: [Kina]}}
  IN: {type: country, names: {en: [India], vi: [Ấn Độ], zh: [印度], ru: [Индия], de: [Indien], sv: [Indien]}}
  FR: {type: country, names: {en: [France], vi: [Pháp], zh: [法国], ru: [Франция], de: [Frankreich], sv: [Frankrike]}}
  X: {type: country, names: {en: [X]}}
  paris: {type: city, names: {en: [Paris]}, located-in: [FR]}
  asia: {type: country, names: {en: [Asia]}, members: [IN]}
  indian-ocean: {type: sea, names: {en: [Indian Ocean], zh: [印度洋]}}
  ocean-state: {type: country, names: {en: [Ocean State]}}
  roc: {type: country, names: {en: [Taiwan]}, same-as: [CN]}
  desk: {type: country, names: {en: [The Desk]}}
  agency: {type: country, names: {en: [Agency One]}}
  pact: {type: pact}
  ann: {type: person, names: {en: [Ann Smith]}}
  bob: {type: person, names: {en: [Bob Jones]}}
properties:
  partners: {kind: set}
  led-by: {kind: state}
morning: {publisher: The Desk, via: [agency], language: LANGUAGE, claims: [CLAIM]}
"""


def told(root: Path, claim: str, quote: str, language: str = "en") -> list[str]:
    """What the findings say the quote names."""
    claim = "{subject: pact, " + claim + f", quote: '{quote}'}}"
    corpus = load(write(root, WORLD.replace("CLAIM", claim).replace("LANGUAGE", language)))
    assert corpus.faults == ()
    report, _ = report_on(corpus, Options(select=("unnamed-value",)))
    assert {(f.verdict, f.severity) for f in report.findings} <= {("problem", "warning")}
    return [f.message.partition("it names ")[2].partition(", of which")[0] for f in report.findings]


@pytest.mark.parametrize(
    ("claim", "quote", "language", "names"),
    [
        ("property: partners, has: [CN]", "The pact with India was renewed.", "en", ["“India”"]),
        ("property: partners, not: [CN]", "India is no partner.", "en", ["“India”"]),
        ("property: partners, only: [CN, FR]", "India and France are the partners.", "en", ["“India”"]),
        ("property: partners, only: [CN, FR]", "India and X are partners.", "en", ["“India” and “X”"] * 2),
        ("property: partners, has: [CN]", "Hiệp ước với Ấn Độ", "vi", ["“Ấn Độ”"]),
        ("property: partners, has: [CN]", "与印度签署协议", "zh", []),  # its neighbours may be of the name
        ("property: partners, has: [CN]", "“印度”签署协议", "zh", ["“印度”"]),
        ("property: partners, has: [CN]", "Indiens avtal", "sv", ["“Indien”"]),
        ("property: led-by, is: ann", "It is led by Bob Jones.", "en", ["“Bob Jones”"]),
    ],
)
def test_another_of_its_type_is_told(tmp_path: Path, claim: str, quote: str, language: str, names: list[str]) -> None:
    assert told(tmp_path, claim, quote, language) == names


@pytest.mark.parametrize(
    ("claim", "quote", "language"),
    [
        ("property: partners, has: [CN]", "China and India are partners.", "en"),
        ("property: partners, has: [CN]", "The PRC and India are partners.", "en"),
        ("property: partners, has: [CN]", "It is a partner.", "en"),
        ("property: partners, has: [CN]", "It is a partner in the Indian Ocean.", "en"),
        ("property: partners, has: [IN]", "印度洋的中国", "zh"),
        ("property: partners, has: [CN]", "It is a partner of the india-rubber trade.", "en"),
        ("property: partners, has: [CN]", "The Chinese and France agreed.", "en"),
        ("property: partners, has: [CN]", "Договор с Китаем и Индия", "ru"),
        ("property: partners, has: [CN]", "Chinas Vertrag mit Indien", "de"),
        ("property: partners, has: [CN]", "Bob Jones signed for it.", "en"),
        ("property: partners, has: [CN]", "India is one of them, and X.", "fr"),  # no name of China in French
        ("property: partners, has: [X]", "Индия", "ru"),
        ("property: partners, has: [paris]", "It is in Paris.", "en"),
        ("property: partners, has: [FR]", "Asia is one.", "it"),
        ("property: partners, has: [IN]", "Asia is one.", "en"),  # India lies in it
        ("property: partners, has: [asia]", "India is one.", "en"),
        ("property: partners, has: [CN]", "Taiwan is one.", "en"),  # may be the same
        ("property: partners, has: [CN]", "The Desk says that it is one.", "en"),
        ("property: partners, has: [CN]", "Agency One says that it is one.", "en"),
        ("property: partners, has: [CN], among: IN", "It is one, and so is India.", "en"),
        ("property: partners, has: [CN], said-by: IN", "India says that it is one.", "en"),
        ("property: partners, has: [CN], fix: {India: China}", "India is one.", "en"),
        ("property: partners, count: 3", "India is one of three.", "en"),
        ("property: led-by, is: ann", "Smith leads it, not Bob Jones.", "en"),
    ],
)
def test_what_may_name_the_value_is_not_told(tmp_path: Path, claim: str, quote: str, language: str) -> None:
    assert told(tmp_path, claim, quote, language) == []


@pytest.mark.parametrize(
    ("word", "content", "bears"),
    [
        ("india", "quote: the India trade", True),
        ("india", "quote: Indiana", False),
        ("india", "quote: Indias avtal", True),
        ("印度", "quote: 与印度签署协议", True),
        ("한국", "quote: 한국에서", True),
        ("south sea", "quote: the South\n      Sea", True),
    ],
)
def test_a_file_is_read_again_where_a_changed_name_stands_in_a_quote(word: str, content: str, bears: bool) -> None:
    assert VocabularyChange(words=frozenset([word])).bears_on(content.encode()) is bears
