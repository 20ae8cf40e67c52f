"""Names of the vocabulary in running text: whole words, the longest first, in any script."""

from __future__ import annotations

import pytest
from small_corpus import parse, write_parsed

from validator.records.naming import Names
from validator.records.opening import load

VOCABULARY = """\
entities:
  CN: {type: country, names: {en: [China], vi: [Trung Quốc], zh: [中国, 中]}}
  FR: {type: country, names: {en: [France], vi: [Pháp]}}
  US: {type: country, names: {en: [U.S., US], vi: [Mỹ]}}
  IN: {type: country, names: {en: [India], vi: [Ấn Độ], zh: [印度]}}
  indian-ocean: {type: sea, names: {zh: [印度洋]}}
  TH: {type: country, names: {th: [ไทย], ja: [タイ]}}
  KR: {type: country, names: {ko: [한국]}}
  JP: {type: country, names: {sv: [Japan], ja: [日本], ar: [اليابان]}}
  security: {type: field, names: {en: [security]}}
  bank-one: {type: organisation, names: {en: [The Bank]}}
  bank-two: {type: organisation, names: {en: [The Bank]}}
properties: {}
"""


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    corpus = load(write_parsed(tmp_path_factory.mktemp("names"), parse(VOCABULARY)))
    assert len(corpus.vocabulary.entities) == 11
    return Names(corpus.vocabulary)


def told(names: Names, text: str, language: str) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(one.words, one.ids, one.sure) for one in names.find(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "China and India agree", [("China", "CN"), ("India", "IN")]),
        ("en", "Chinatown, Indiana", []),
        ("vi", "thực thi pháp luật của Pháp", [("Pháp", "FR")]),
        ("en", "TALKS WITH CHINA", [("CHINA", "CN")]),
        ("en", "give us the U.S. view", [("U.S.", "US")]),
        ("en", "Security first", [("Security", "security")]),
        ("zh", "印度洋和印度", [("印度洋", "indian-ocean"), ("印度", "IN")]),
        ("zh", "中央与中国", [("中国", "CN")]),
        ("ja", "タイヤとタイ", [("タイ", "TH")]),
        ("ja", "日本は", [("日本", "JP")]),
        ("th", "ประเทศไทยและ", [("ไทย", "TH")]),
        ("ko", "한국은 그", [("한국", "KR")]),
        ("ko", "대한국은", []),
        ("sv", "Japans minister", [("Japan", "JP")]),
        ("en", "Japans minister", []),
        ("ar", "زار اليابان أمس", [("اليابان", "JP")]),
    ],
)
def test_names_are_found_as_whole_words(names: Names, language: str, text: str, found: list[tuple[str, str]]) -> None:
    assert [(words, id) for words, (id,), _ in told(names, text, language)] == found


def test_a_name_of_two_is_told_with_both(names: Names) -> None:
    assert told(names, "according to The Bank,", "en") == [("The Bank", ("bank-one", "bank-two"), True)]


@pytest.mark.parametrize(
    ("language", "text", "sure"),
    [
        ("en", "in China, they", [True]),
        ("en", "the South China Sea", [False]),
        ("en", "President China", [True]),
        ("en", "the President China", [False]),
        ("vi", "Ấn Độ Dương", [False]),
        ("vi", "Trung Quốc, Ấn Độ và Pháp", [True, True, True]),
        ("zh", "印度、中国。", [True, True]),
        ("zh", "东印度公司", [False]),
    ],
)
def test_what_may_be_part_of_a_longer_name_is_not_sure(
    names: Names, language: str, text: str, sure: list[bool]
) -> None:
    assert [one for _, _, one in told(names, text, language)] == sure


def test_places_hold_where_letters_grow_in_lower_case(names: Names) -> None:
    text = "İİİ in China"
    (found,) = names.find(text, "en")
    assert text[found.start : found.end] == "China"
