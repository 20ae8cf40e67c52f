"""Sentences of news pages in Chinese, Vietnamese, Swedish and English, furniture included."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.records.sentences import sentences

SEEDS = Path(__file__).parents[2] / "seeds"


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "One. Two.", ["One.", "Two."]),
        ("pl", "Na ul. Długiej, np. Dom. Pomógł im. Potem.", ["Na ul. Długiej, np. Dom.", "Pomógł im.", "Potem."]),
        ("ru", "На ул. Ленина. Он дал им. Потом.", ["На ул. Ленина.", "Он дал им.", "Потом."]),
        ("fr", "C'est fini. À la fin. Été.", ["C'est fini.", "À la fin.", "Été."]),
        ("de", "Es ist aus. Über dem Tal. – Ende.", ["Es ist aus.", "Über dem Tal.", "– Ende."]),
        ("vi", "Xong. Ông ta đi.", ["Xong.", "Ông ta đi."]),
        ("el", "Τέλος. Η ώρα.", ["Τέλος.", "Η ώρα."]),
        ("ar", "انتهى. ثم جاء.", ["انتهى.", "ثم جاء."]),
        ("da", "Det er bl.a. Odense. Nu.", ["Det er bl.a. Odense.", "Nu."]),
        ("nl", "Dhr. Jansen kwam. Hij ging.", ["Dhr. Jansen kwam.", "Hij ging."]),
        ("it", "Il sig. Rossi c'era. Poi no.", ["Il sig. Rossi c'era.", "Poi no."]),
        (
            "de",
            "Am 24. November z.B. um 8 Uhr. Dann 134. Es blieb so.",
            ["Am 24. November z.B. um 8 Uhr.", "Dann 134.", "Es blieb so."],
        ),
        ("de", "Die Nacht vom 14. auf den 15. Juli. Morgen.", ["Die Nacht vom 14. auf den 15. Juli.", "Morgen."]),
        ("en", "There were 24. August was dry.", ["There were 24.", "August was dry."]),
        (
            "de",
            "Er wurde am 08.02. [O.S. 27.01.] 1834 geboren. Er starb am 02.02. (20.01.) 1907. Am 3.5. Ende.",
            [
                "Er wurde am 08.02. [O.S. 27.01.] 1834 geboren.",
                "Er starb am 02.02. (20.01.) 1907.",
                "Am 3.5.",
                "Ende.",
            ],
        ),
        (
            "de",
            "Geb. 8. Feb. 1834 (27. Jan. O.S.) in Tobolsk. Gest. 1907.",
            ["Geb. 8. Feb. 1834 (27. Jan. O.S.) in Tobolsk.", "Gest. 1907."],
        ),
        ("en", "Born Feb. 8 [O.S. Jan. 27] 1834. He died.", ["Born Feb. 8 [O.S. Jan. 27] 1834.", "He died."]),
        ("en", "It rose to 2.5. 12 people left.", ["It rose to 2.5.", "12 people left."]),
        ("en", "It rose to 2.5. [Reuters] More.", ["It rose to 2.5.", "[Reuters] More."]),
        ("en", "It rose in Jan. 1834. Jan. The end.", ["It rose in Jan. 1834.", "Jan. The end."]),
        ("en", "It rose by 7.8 percent. Then it fell.", ["It rose by 7.8 percent.", "Then it fell."]),
        ("en", "The U.S. President spoke. The U.S. The end.", ["The U.S. President spoke.", "The U.S.", "The end."]),
        (
            "en",
            "President Ferdinand Marcos Jr. before Ms. Lee. Next.",
            ["President Ferdinand Marcos Jr. before Ms. Lee.", "Next."],
        ),
        ("en", "Shigeru Ishiba. left, and Chinh pose. (Kyodo)", ["Shigeru Ishiba. left, and Chinh pose.", "(Kyodo)"]),
        (
            "en",
            '"I will go." She went. (He stayed.) Then?! Yes',
            ['"I will go."', "She went.", "(He stayed.)", "Then?!", "Yes"],
        ),
        (
            "en",
            "J. F. Kennedy and e.g. others came at 5 p.m. The talks began.",
            ["J. F. Kennedy and e.g. others came at 5 p.m.", "The talks began."],
        ),
        ("en", "See https://example.org/a.html. It is there.", ["See https://example.org/a.html.", "It is there."]),
        ("en", "Wait... no. Wait… No.", ["Wait... no.", "Wait…", "No."]),
        ("zh", "今年3月访问。此外,增长7.8%。“好。”他说", ["今年3月访问。", "此外,增长7.8%。", "“好。”", "他说"]),
        ("zh", "真的吗?是的!好……完", ["真的吗?是的!好……", "完"]),
        ("zh", "真的吗？是的！", ["真的吗？", "是的！"]),
        (
            "vi",
            "TP. Hồ Chí Minh, GS. Nguyễn. Theo ông, 6.685 tỷ.",
            ["TP. Hồ Chí Minh, GS. Nguyễn.", "Theo ông, 6.685 tỷ."],
        ),
        ("vi", "phản ánh “mối lo ngại”. Tokyo và Hà Nội.(RFI)", ["phản ánh “mối lo ngại”.", "Tokyo và Hà Nội.(RFI)"]),
        (
            "sv",
            "Bl.a. Vietnam, t.ex. Japan, kl. 10. Sedan gick de etc. De kom.",
            ["Bl.a. Vietnam, t.ex. Japan, kl. 10.", "Sedan gick de etc.", "De kom."],
        ),
        ("xx", "Uno. Dos. Tres 1.5", ["Uno.", "Dos.", "Tres 1.5"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, text: str, expected: list[str]) -> None:
    assert split(text, language) == expected


def test_every_line_of_a_page_is_a_sentence_of_its_own() -> None:
    page = "Media\r\nJapan, Vietnam to launch dialogue\n\n5   0    0\n\tkomentar\u2028end\n"
    assert split(page) == ["Media", "Japan, Vietnam to launch dialogue", "5   0    0", "komentar", "end"]


def test_a_wrapped_sentence_is_one() -> None:
    wrapped = "The leaders of Japan and Vietnam agreed on Monday that they\nwould meet again this year. They did"
    assert split(wrapped)[0].endswith("this year.")
    assert split("The leaders of Japan and Vietnam agreed on Monday, 28 April.\nkomentar")[1] == "komentar"
    assert len(split("The leaders of Japan and Vietnam agreed on Monday that they\n\nwould meet")) == 2


@pytest.mark.parametrize(
    ("number", "language", "count"),
    [("000", "zh", 58), ("001", "vi", 14), ("002", "sv", 35), ("003", "en", 30), ("004", "vi", 14)],
)
def test_the_articles_have_as_many_sentences_as_a_person_counts(number: str, language: str, count: int) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    text = path.read_bytes().decode()
    assert len(sentences(text, language)) == count


@given(st.text(max_size=80) | st.text("aB. \n。“”.!?", max_size=60), st.sampled_from(["en", "zh", "vi", "sv", "xx"]))
def test_nothing_but_space_is_left_out_and_nothing_comes_twice(text: str, language: str) -> None:
    spans = sentences(text, language)
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    covered = {index for start, end in spans for index in range(start, end)}
    assert all(text[index].isspace() for index in range(len(text)) if index not in covered)


@pytest.mark.parametrize(
    "text",
    [
        "." * 200_000,
        "a. " * 70_000,
        '"' * 100_000,
        '. "' * 50_000,
        ". " + '"' * 100_000,
        "…" * 100_000,
        "\n" * 100_000,
        "(" * 100_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    start = time.process_time()
    sentences(text, "en")
    assert time.process_time() - start < 2
