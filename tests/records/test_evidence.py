"""Quotes: verbatim up to NFC and spaces, told apart by what stands round them, and never found where they are not."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.records.evidence import Anchor, locate, locate_everywhere
from validator.records.folding import FoldedText, fold

VI = "Hôm qua, 27/11/2023, Việt Nam có khoảng 5 đối tác. Hà Nội\u00a0thiết lập  quan hệ\r\nvới 15 nước."


def find(quote: str | list[str], text: str, prefix: str | None = None, suffix: str | None = None) -> Anchor:
    return locate([quote] if isinstance(quote, str) else quote, FoldedText(text), prefix, suffix)


def found_words(quote: str | list[str], text: str, prefix: str | None = None, suffix: str | None = None) -> list[str]:
    anchor = find(quote, text, prefix, suffix)
    assert anchor.status == "found", anchor
    return [text[start:end] for start, end in anchor.spans]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("Việt Nam có khoảng 5 đối tác", "Việt Nam có khoảng 5 đối tác"),
        ("Hà Nội thiết lập quan hệ với 15 nước", "Hà Nội\u00a0thiết lập  quan hệ\r\nvới 15 nước"),
        ("Hà Nội\n   thiết\u2003lập\u3000quan hệ\u2028với", "Hà Nội\u00a0thiết lập  quan hệ\r\nvới"),
        ("  27/11/2023  ", "27/11/2023"),
        (unicodedata.normalize("NFD", "Hà Nội thiết lập"), "Hà Nội\u00a0thiết lập"),
    ],
)
def test_spaces_and_composition_are_the_only_liberties(quote: str, words: str) -> None:
    assert found_words(quote, VI) == [words]


def test_a_decomposed_text_is_found_by_a_composed_quote_and_the_place_is_in_the_text_as_it_is() -> None:
    text = unicodedata.normalize("NFD", VI)
    words = found_words("Việt Nam có khoảng 5 đối tác", text)
    assert unicodedata.normalize("NFC", words[0]) == "Việt Nam có khoảng 5 đối tác"
    assert len(words[0]) > len("Việt Nam có khoảng 5 đối tác")


@pytest.mark.parametrize(
    "quote",
    [
        "khoang 5 đối tác",  # tone marks
        "Viet Nam",
        "việt nam",  # case
        "5 đôi tác",  # one mark less
        "27/11/2028",  # a digit
        "27/11/2023 Việt Nam",  # a comma
        "27-11-2023",
        "Việt Nam có khoảng 5",  # with a Cyrillic a below
        "５ đối tác",  # full-width digit
        "“Việt Nam”",
        "Hà\u200bNội",  # zero-width space
        "đối tác Hà Nội",
    ],
)
def test_a_near_miss_is_a_miss(quote: str) -> None:
    quote = quote.replace("Việt Nam có khoảng 5", "Việt N\u0430m có khoảng 5")
    anchor = find(quote, VI)
    assert anchor.status == "missing"
    assert anchor.spans == ()
    assert anchor.matches == 0


def test_a_miss_shows_the_nearest_passage_and_where_it_is() -> None:
    anchor = find("Việt Nam có khoảng 6 đối tác", VI)
    assert anchor.nearest_span is not None
    start, end = anchor.nearest_span
    assert anchor.nearest == VI[start:end] == "Việt Nam có khoảng 5 đối tác"


def test_a_hint_is_short_and_comes_from_the_text() -> None:
    text = " ".join(f"word{n} of the sentence" for n in range(200))
    anchor = find(text[100:900].replace("word", "wort"), text)
    assert anchor.status == "missing"
    assert 0 < len(anchor.nearest) <= 80
    assert anchor.nearest.endswith("…")
    assert anchor.nearest_span is not None
    assert text[slice(*anchor.nearest_span)] == anchor.nearest[:-1]


def test_what_is_like_nothing_gets_no_hint() -> None:
    assert find("完全无关的句子", VI) == Anchor((), "missing")


def test_a_quote_does_not_cut_a_number_in_two() -> None:
    assert found_words("5 nước", "có 5 nước") == ["5 nước"]
    assert find("5 nước", "có 15 nước").status == "missing"
    assert find("có 1", "có 15 nước").status == "missing"
    assert found_words("5 nước", "có 15 nước, 5 nước") == ["5 nước"]
    assert found_words("27", "27/11") == ["27"]


def test_a_quote_does_not_cut_a_letter_from_its_mark() -> None:
    assert find("x", "x\u0323 y").status == "missing"
    assert found_words("x", "x\u0323 x") == ["x"]


def test_an_ambiguous_quote_says_how_often_it_stands_there() -> None:
    anchor = find("hai nước", "hai nước và hai nước, hai nước")
    assert (anchor.status, anchor.matches, anchor.spans) == ("ambiguous", 3, ((0, 8),))


@pytest.mark.parametrize(
    ("prefix", "suffix", "start"),
    [
        ("a ", None, 2),
        ("a", None, 2),
        ("b", None, 13),
        (None, "and", 2),
        (None, "!", 13),
        ("b ", "!", 13),
        ("and\n b", "!", 13),
    ],
)
def test_prefix_and_suffix_tell_two_places_apart(prefix: str | None, suffix: str | None, start: int) -> None:
    anchor = find("yes", "a yes and  b yes!", prefix, suffix)
    assert (anchor.status, anchor.spans) == ("found", ((start, start + 3),))


def test_a_prefix_that_does_not_stand_there_makes_the_quote_missing() -> None:
    assert find("yes", "a yes", prefix="b").status == "missing"


def test_every_piece_must_be_found() -> None:
    assert found_words(["Việt Nam", "15 nước"], VI) == ["Việt Nam", "15 nước"]
    anchor = find(["Việt Nam", "16 nước"], VI)
    assert (anchor.status, anchor.nearest) == ("missing", "15 nước")


def test_a_piece_that_stands_twice_is_taken_next_to_the_one_that_stands_once() -> None:
    text = "In 2020 nothing. The treaty of 2020 was signed. In 2020 more."
    assert find(["The treaty", "2020"], text).spans == ((17, 27), (31, 35))
    assert find(["2020", "was"], text).spans == ((31, 35), (36, 39))
    anchor = find(["In", "2020"], text)
    assert (anchor.status, anchor.matches) == ("ambiguous", 3)


def test_a_repeated_headline_is_uncheckable_wherever_it_stands() -> None:
    text = "Headline\nText.\nHeadline\nMore.\nHeadline"
    anchor = locate_everywhere(["Headline"], FoldedText(text))
    assert (anchor.status, len(anchor.spans)) == ("found", 3)
    assert locate_everywhere(["Headlines"], FoldedText(text)).status == "missing"
    assert locate_everywhere(["Headline"], FoldedText(text), suffix="More").spans == ((15, 23),)


_CLUSTERS = [
    "a",
    "b",
    "5",
    " ",
    "\u0301",
    "\u0323",
    "\n",
    "\u00a0",
    "é",
    "가",
    "\u1100\u1161\u11a8",
    "中",
    "A\u030a",
    "\u212b",
]
_TEXTS = st.lists(st.sampled_from(_CLUSTERS), max_size=30).map("".join)


@given(_TEXTS)
@settings(max_examples=400)
def test_folding_is_what_it_says_it_is(text: str) -> None:
    assert " ".join(FoldedText(text).text.split()) == " ".join(unicodedata.normalize("NFC", text).split())


@given(_TEXTS, st.data())
@settings(max_examples=400)
def test_every_stretch_of_the_folded_text_leads_back_to_what_it_was_folded_from(text: str, data: st.DataObject) -> None:
    folded = FoldedText(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span_in_original(start, end)
    assert 0 <= first <= last <= len(text)
    assert FoldedText(text[first:last]).text.find(folded.text[start:end]) >= 0
    assert folded.span_in_original(0, len(folded.text)) == (0, len(text))


@given(_TEXTS, st.data())
@settings(max_examples=300)
def test_what_is_copied_from_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))]
    anchor = find(piece, text)
    if anchor.status == "missing":
        # Only a copy that begins or ends inside a letter or a number is none.
        folded, whole = fold(piece), FoldedText(text).text
        at = whole.find(folded) if folded else -1
        while at >= 0:
            around = (
                whole[at - 1 : at],
                whole[at : at + 1],
                whole[at + len(folded) - 1],
                whole[at + len(folded) :][:1],
            )
            assert any(map(unicodedata.combining, (around[1], around[3] or "a"))) or any(
                one.isdecimal() and other.isdecimal() for one, other in (around[:2], around[2:])
            )
            at = whole.find(folded, at + 1)
    else:
        assert all(fold(text[slice(*span)]) == fold(piece) for span in anchor.spans)


def test_a_large_text_is_searched_in_no_time() -> None:
    chance = random.Random(7)
    words = [unicodedata.normalize("NFD", word) for word in ("Việt", "Nam", "đối", "tác", "quan", "hệ", "5", "15")]
    text = " ".join(chance.choice(words) for _ in range(200_000)) + " cuối cùng."
    start = time.process_time()
    folded = FoldedText(text)
    assert locate(["hệ cuối cùng"], folded).status in ("found", "missing")
    assert locate(["cuối cùng"], folded).status == "found"
    assert locate(["chữ này không có trong bài" * 10], folded).status == "missing"
    assert time.process_time() - start < 8


def test_a_word_that_stands_everywhere_costs_no_more_than_it_is_worth() -> None:
    text = FoldedText("a " * 400_000)
    start = time.process_time()
    assert locate(["a"], text, prefix="a", suffix="a").matches == 1_000
    assert locate(["a"], text, prefix="b").status == "missing"
    assert locate(["a", "a a"], text).status == "ambiguous"
    assert time.process_time() - start < 3


def test_of_two_places_the_one_that_touches_the_rest_of_the_quote_is_meant() -> None:
    anchor = locate(("treaty", "ties"), FoldedText("ties treatyties"), None, None)
    assert anchor.spans == ((5, 11), (11, 15))


def test_words_that_stand_in_the_text_but_not_after_the_prefix_are_shown_where_they_stand() -> None:
    anchor = find("đối tác", VI, prefix="không")
    assert (anchor.status, anchor.elsewhere, anchor.nearest) == ("missing", True, "đối tác")
    assert not find("đối tak", VI).elsewhere
