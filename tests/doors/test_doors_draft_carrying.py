"""`validate draft`: what a sentence takes up of those before it is offered as a subject, and decides nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from drafted import stubs
from small_corpus import write

from validator.doors.drafting import draft
from validator.records.corpus import Corpus
from validator.records.opening import load
from validator.records.placeholders import choices_of

CORPUS = """\
entities:
  kim: {type: person, names: {en: [Kim], de: [Kim], fr: [Kim], ru: [Ким], zh: [金先生]}}
  lee: {type: person, names: {en: [Lee]}}
  works: {type: company, names: {en: [Northern Works], de: [Nordwerke]}}
  VN: {type: country, names: {en: [Vietnam], vi: [Việt Nam]}}
  JP: {type: country, names: {en: [Japan], vi: [Nhật Bản]}}
properties:
  born: {kind: event, subject: person}
  founded: {kind: event, subject: company}
  staff: {kind: quantity, subject: company, unit: people}
  relations: {kind: event, subject: country-pair}
alpha:
  - {quote: Kim was born in 1834., subject: kim, property: born, when: 1834}
"""


def drafted(tmp_path: Path, text: str, language: str = "en") -> tuple[str, list[dict[str, object]]]:
    root = write(tmp_path / "corpus", CORPUS)
    (root / "seeds" / "new.txt").write_text(text, encoding="utf-8", newline="")
    corpus: Corpus = load(root)
    made = draft(corpus, "seeds/new.txt", language=language)
    return made.text, stubs(made.text)


def subjects(stub: dict[str, object]) -> tuple[str, ...]:
    return tuple(choices_of(str(stub["subject"])))


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        ("en", "Kim came to Paris. In 1851 he went on.", "kim"),
        ("de", "Kim kam nach Paris. Im Jahre 1851 zog er weiter.", "kim"),
        ("fr", "Kim vint à Paris. Il partit en 1851.", "kim"),
        ("ru", "Ким приехал в Париж. В 1851 году он уехал.", "kim"),
        ("zh", "金先生到了巴黎。1851年他离开了。", "kim"),
        ("en", "Northern Works makes boots. In 1851 the company moved.", "works"),
        ("de", "Nordwerke macht Stiefel. Im Jahre 1851 zog das Unternehmen um.", "works"),
        ("en", "Japan wrote to Vietnam. In 1973 both countries opened embassies.", "JP+VN"),
        ("vi", "Nhật Bản và Việt Nam đã ký. Hai nước thiết lập quan hệ năm 1973.", "JP+VN"),
    ],
)
def test_what_is_taken_up_again_is_offered(tmp_path: Path, language: str, text: str, subject: str) -> None:
    _, made = drafted(tmp_path, text, language)
    assert subject in subjects(made[-1])


def test_the_comment_tells_whom_the_words_may_mean(tmp_path: Path) -> None:
    text, _ = drafted(tmp_path, "Lee met Kim. In 1851 he went on.")
    assert "  # perhaps: he = kim (person) or lee (person), named before\n" in text


@pytest.mark.parametrize(
    "text",
    [
        "Northern Works makes boots. In 1851 he went on.",
        "Kim came to Paris. In 1851 the company moved.",
        "Kim came to Paris. In 1851 they went on.",
        "Kim came to Paris. In 1851 the head went on.",
        "In 1851 he went on. Kim came to Paris.",
        "Japan wrote. In 1973 both countries opened embassies.",
    ],
)
def test_nobody_is_offered_whom_the_words_do_not_take_up(tmp_path: Path, text: str) -> None:
    _, made = drafted(tmp_path, text)
    (stub,) = (stub for stub in made if "1851" in str(stub["quote"]) or "1973" in str(stub["quote"]))
    assert subjects(stub) == ()


def test_it_decides_nothing(tmp_path: Path) -> None:
    text = "Northern Works makes boots. The company has 460 people."
    _, made = drafted(tmp_path, text)
    stub = made[-1]
    assert str(stub["subject"]).startswith("? works")
    assert str(stub["property"]).startswith("?")


def test_who_is_named_comes_first(tmp_path: Path) -> None:
    _, made = drafted(tmp_path, "Lee came to Paris. In 1851 he met Kim.")
    assert subjects(made[-1])[:2] == ("kim", "lee")
