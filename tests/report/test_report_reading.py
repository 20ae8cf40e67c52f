"""The texts of the sources in the HTML report: every quote marked where it stands, and led back to its findings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from browser import Tab
from hostile import SETTINGS, on_hostile_reports
from hostile_sample import HOSTILE, hostile_with_texts
from hypothesis import given
from hypothesis import strategies as st
from sample import sample, with_texts
from sample_sources import ROOT
from test_report_html import Page, harmless, told

from validator.doors.checking import check
from validator.judgement.findings import SourceNote
from validator.report import inert, reading, view
from validator.report.texts import ArchivedText, FullReport, Passage, Piece, Quoted, Span, lines


def pieces(archived: ArchivedText) -> list[Piece]:
    return [piece for line in lines(archived) for piece in line]


words = st.text(alphabet="ab \n\rü語", max_size=30)


@st.composite
def archived(draw: st.DrawFn) -> ArchivedText:
    text = draw(words)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    several = st.lists(spans, max_size=3).map(tuple)
    quoted = [Quoted(f"s/c{at}", found, "") for at, found in enumerate(draw(st.lists(several, max_size=4)))]
    passages = [Passage(found, "") for found in draw(st.lists(several, max_size=2))]
    return ArchivedText("s", text, tuple(quoted), tuple(passages), 1, draw(st.lists(spans, max_size=2).map(tuple)))


def within(spans: tuple[Span, ...], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


@SETTINGS
@given(archived())
def test_each_letter_is_marked_with_the_quotes_it_stands_in(given: ArchivedText) -> None:
    expected = [
        (
            char,
            tuple(n for n, one in enumerate(given.quoted) if within(one.spans, at)),
            tuple(n for n, one in enumerate(given.uncheckable) if within(one.spans, at)),
            within(given.uncovered, at),
        )
        for at, char in enumerate(given.text)
        if char not in "\n\r"
    ]
    found = [(char, p.quoted, p.uncheckable, p.uncovered) for p in pieces(given) for char in p.text]
    # Lines of blanks alone, in which no quote begins or ends, may be left out.
    assert [one for one in found if one[0] != " "] == [one for one in expected if one[0] != " "]


@SETTINGS
@given(archived())
def test_each_quote_begins_once_and_ends_once_a_piece(given: ArchivedText) -> None:
    shown = pieces(given)
    begun = sorted(at for piece in shown for at in piece.begins)
    assert begun == [at for at, one in enumerate(given.quoted) if any(start < end for start, end in one.spans)]
    ended = {at for piece in shown for at in piece.ends}
    assert ended == set(begun)


def test_quotes_within_quotes_and_across_each_other() -> None:
    text = "one two three\nfour five"
    given = ArchivedText(
        "s",
        text,
        (Quoted("s/a", ((0, 7),), ""), Quoted("s/b", ((4, 18),), ""), Quoted("s/c", ((4, 7),), "")),
        (),
        1,
        (),
    )
    shown = [[(piece.text, piece.quoted, piece.begins, piece.ends) for piece in line] for line in lines(given)]
    assert shown == [
        [("one ", (0,), (0,), ()), ("two", (0, 1, 2), (1, 2), (0, 2)), (" three", (1,), (), ())],
        [("four", (1,), (), (1,)), (" five", (), (), ())],
    ]


# on the page ----------------------------------------------------------------------------------------------------------


def shipped() -> FullReport:
    report = check(ROOT, extras=("texts",))
    assert isinstance(report, FullReport)
    return report


def test_the_shipped_texts_stand_on_the_page_with_every_quote_marked() -> None:
    report = shipped()
    page = Page(told(report))
    harmless(page)
    assert page.tags["details"] >= len(report.texts) == report.corpus.sources
    shown = re.findall(r'<div class="words".*?</div>', told(report), re.S)
    for archived, words_shown in zip(report.texts, shown, strict=True):
        bare = unescape(re.sub(r'<a class="ref".*?</a>|<[^>]*>', "", words_shown))
        assert "".join(bare.split()) == "".join(inert.visible(archived.text, newlines=True).split())
    assert sum(len(one.quoted) for one in report.texts) == report.corpus.claims
    covered = sum(one.sentences - len(one.uncovered) for one in report.texts)
    assert covered == report.corpus.sentences_covered
    hrefs = [attributes["href"] for _, attributes in page.attributes if "href" in attributes]
    places = {
        attributes["id"] for _, attributes in page.attributes if re.fullmatch(r"q\d+-\d+", attributes.get("id", ""))
    }
    assert len(places) == report.corpus.claims
    assert {f"#{place}" for place in places} <= set(hrefs)


def test_a_marked_quote_is_the_quote() -> None:
    for archived in shipped().texts:
        shown = pieces(archived)
        for number, quoted in enumerate(archived.quoted):
            marked = "".join(piece.text for piece in shown if number in piece.quoted)
            meant = "".join(archived.text[start:end] for start, end in quoted.spans)
            assert "".join(marked.split()) == "".join(meant.split())
            assert meant.strip()


def test_a_claim_leads_to_its_findings_and_they_lead_back() -> None:
    text = told(with_texts())
    harmless(Page(text))
    item = re.search(r'<li id="(c\d+-\d+)">So far Hanoi.*?</li>', text)
    assert item is not None
    assert '<a href="#finding-5ce1f00d">explained 5ce1f00d</a>' in item[0]
    place = item[1].replace("c", "q")
    assert f'<a href="#{place}"><code>rfi-2023-11-28/five-partners</code></a>' in text
    assert f'<a class="ref" href="#{item[1]}"' in text
    lost = re.search(r"<li[^>]*>Words that are not in the text\..*?</li>", text)
    assert lost is not None
    assert "(its words were not found in the text)" in lost[0]
    assert "href" not in lost[0]


def test_what_nobody_looked_at_and_what_is_not_checkable_look_different() -> None:
    report = with_texts()
    text = told(report)
    for archived in report.texts:
        start, end = archived.uncovered[0]
        assert f'<span class="uncovered">{archived.text[start:end].splitlines()[-1]}' in text.replace("&#39;", "'")
    assert text.count('<span class="unchecked">') == len(report.texts) + len(report.texts)  # passages and legends
    assert "19 of 20 sentences covered" in text
    covered = replace(report, texts=tuple(replace(one, uncovered=()) for one in report.texts))
    assert 'class="uncovered"' not in told(covered)
    assert "all 20 sentences covered" in told(covered)


def test_only_quotes_of_open_findings_are_marked_as_contested() -> None:
    text = told(with_texts())
    contested = re.findall(r'<mark class="quoted contested[^"]*" data-q="[\d ]*">([^<]*)', text)
    assert any("第11个国家" in one for one in contested)
    assert not any("ägde den första dialogen" in one for one in contested)


def test_texts_beyond_the_budget_are_left_out_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    report = with_texts()
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 12_000)
    text = told(report)
    page = Page(text)
    harmless(page)
    shown = text.count('<details class="text">')
    assert 0 < shown < len(report.texts)
    assert f"Of 5 archived texts, {5 - shown} are left out" in page.text
    assert page.text.count("is left out here; it is in seeds/") == 5 - shown
    # The source with most open findings has its text, whatever its name.
    busy = Counter(source for one in report.findings if one.open for source in view.sources_of(one))
    first = report_source(max(busy, key=lambda source: (busy[source], source)))
    assert f'<div class="words" lang="{first.language}">' in text
    assert f"; it is in {first.text_file}" not in text


def report_source(id: str) -> SourceNote:
    return next(source for source in sample().sources if source.id == id)


def test_one_endless_text_does_not_push_out_the_others() -> None:
    report = with_texts()
    endless = replace(report.texts[0], text="a" * (reading.LONGEST_TEXT + 1), quoted=(), uncheckable=(), uncovered=())
    text = told(replace(report, texts=(endless, *report.texts[1:])))
    assert text.count('<details class="text">') == len(report.texts) - 1
    assert "Its text of 500,001 characters is left out here" in text
    just = replace(endless, text="a" * reading.LONGEST_TEXT)
    assert told(replace(report, texts=(just, *report.texts[1:]))).count('<details class="text">') == len(report.texts)


def test_without_texts_the_page_promises_none() -> None:
    text = told(sample())
    assert "each with its text" not in text
    assert '<details class="text">' not in text
    assert "left out here" not in text


@on_hostile_reports()
def test_hostile_texts_stay_texts(texts: tuple[str, ...]) -> None:
    harmless(Page(told(hostile_with_texts(*texts))))


def test_a_hostile_text_is_shown_in_full() -> None:
    page = Page(told(hostile_with_texts()))
    harmless(page)
    for line in re.split(r"\r\n|[\n\r]", HOSTILE):
        for word in inert.visible(line).split():
            assert word[: len(word) // 2] in page.text


# in a browser ---------------------------------------------------------------------------------------------------------


def test_in_a_browser_a_card_leads_into_the_folded_text(tab: Tab, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(told(with_texts()), encoding="utf-8")
    tab.open(page)
    assert tab.run("document.querySelectorAll('details.text[open]').length") == 0
    tab.run("document.querySelector('.card a[href^=\"#q\"]').click()")
    tab.run("new Promise((done) => setTimeout(done, 100))")
    assert tab.run("document.querySelectorAll('details.text[open]').length") == 1
    quote = tab.run(
        "document.querySelector('.card a[href^=\"#q\"]').closest('figure').querySelector('blockquote').textContent"
    )
    marked = tab.run("[...document.querySelectorAll('mark.now')].map((one) => one.textContent).join('')")
    assert "".join(marked.split()) == "".join(quote.strip("“”").split())
    top = tab.run("document.querySelector('mark.now').getBoundingClientRect().top")
    assert 0 <= top <= 900


def test_in_a_browser_a_link_to_a_quote_opens_its_text_at_once(tab: Tab, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(told(with_texts()), encoding="utf-8")
    tab.open(page, fragment="#c1-1")
    assert tab.run("document.getElementById('c1-1').checkVisibility()")
    tab.open(page, fragment="#no-such-place%20%25")
    assert tab.run("document.querySelectorAll('details.text[open]').length") == 0
    assert tab.run("document.querySelector('output').textContent") == "All 12 findings are shown."


def test_in_a_browser_a_text_opens_by_keyboard_and_its_references_can_be_reached(tab: Tab, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(told(with_texts()), encoding="utf-8")
    tab.open(page)
    tab.run("document.querySelector('details.text summary').focus()")
    tab.press("Enter", 13)
    assert tab.run("document.querySelector('details.text').open")
    tab.press("Tab", 9)
    assert tab.run("document.activeElement.className") == "ref"


def test_in_a_browser_each_line_reads_in_its_own_direction(tab: Tab, tmp_path: Path) -> None:
    report = with_texts()
    text = "English first.\nوقع الاتفاق في عام 2021.\n"
    mixed = replace(report.texts[0], text=text, quoted=(), uncheckable=(), uncovered=())
    page = tmp_path / "report.html"
    page.write_text(told(replace(report, texts=(mixed,))), encoding="utf-8")
    tab.open(page)
    tab.run("document.querySelector('details.text').open = true")
    directions = tab.run("[...document.querySelectorAll('.words p')].map((one) => getComputedStyle(one).direction)")
    assert directions == ["ltr", "rtl"]
