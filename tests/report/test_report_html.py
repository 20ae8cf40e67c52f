"""The HTML report: well-formed, self-contained, deaf to what sources say; run in a real browser where there is one."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hostile import on_hostile_reports
from hostile_sample import HOSTILE, hostile
from sample import sample
from sample_sources import SOURCES
from written_html import told

from validator.judgement.findings import Camp, Finding, Report, SourceNote
from validator.report import html, inert, view
from validator.report.marking import marked

VOID = {"meta", "input", "br", "line", "circle", "rect", "path"}
TAGS = VOID | {
    "html",
    "head",
    "title",
    "style",
    "body",
    "a",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "div",
    "span",
    "header",
    "nav",
    "main",
    "section",
    "article",
    "footer",
    "ul",
    "ol",
    "li",
    "strong",
    "form",
    "label",
    "select",
    "option",
    "button",
    "output",
    "figure",
    "figcaption",
    "blockquote",
    "mark",
    "code",
    "pre",
    "details",
    "summary",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "svg",
    "g",
    "text",
    "script",
}


class Page(HTMLParser):
    """Reads a page strictly: every tag known and closed, every attribute noted."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, dict[str, str]]] = []
        self.raw: dict[str, str] = {}
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names)
        self.tags[tag] += 1
        self.attributes.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
        else:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def harmless(page: Page) -> None:
    """One style sheet and one script, both ours; no handler, no inline style, no address but those of the sources."""
    assert page.tags["script"] == page.tags["style"] == page.tags["title"] == 1
    for tag, attributes in page.attributes:
        assert not [
            name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc", "action")
        ]
        if "href" in attributes:
            assert tag == "a"
            assert re.fullmatch(r"#[\w-]+|https?://[!-~]+", attributes["href"])
    ids = [attributes["id"] for _, attributes in page.attributes if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[\w-]+", one) for one in ids)
    targets = {
        attributes["href"][1:] for _, attributes in page.attributes if attributes.get("href", "").startswith("#")
    }
    assert targets <= set(ids)


@pytest.mark.parametrize("report", [sample(), hostile()], ids=["sample", "hostile"])
def test_the_policy_names_the_only_style_and_script_by_hash(report: Report) -> None:
    page = Page(told(report))
    (policy,) = [one["content"] for _, one in page.attributes if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.raw[tag].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert not re.search(r"@import|url\(|fetch|XMLHttp|innerHTML|eval", page.raw[tag])


@pytest.mark.parametrize("report", [sample(), hostile()], ids=["sample", "hostile"])
def test_the_page_is_well_formed_and_harmless(report: Report) -> None:
    harmless(Page(told(report)))


def test_everything_a_reader_needs_is_there() -> None:
    text = Page(told(sample())).text
    report = view.canonical(sample())
    for finding in report.findings:
        parts = [finding.id, finding.rule, finding.message, *finding.why, *finding.claims]
        parts += [camp.value for camp in finding.camps]
        parts += [part for place in finding.places for part in (place.quote, place.gloss, view.source_words(place))]
        missing = [part for part in parts if part not in text]
        assert not missing
    for source in SOURCES.values():
        assert source.title in text
        assert source.because in text
    assert "validate settle 3f9c2a71" in text
    assert "claims/rulings/3f9c2a71.yaml" in text
    assert "validate settle e5e5a1a1" not in text


def test_quotes_carry_their_language() -> None:
    page = Page(told(sample()))
    quotes = Counter(attributes.get("lang") for tag, attributes in page.attributes if tag == "blockquote")
    assert set(quotes) == {"zh", "vi", "sv", "en"}


def test_cards_carry_what_the_filters_need() -> None:
    page = Page(told(sample()))
    cards = [attributes for tag, attributes in page.attributes if tag == "article"]
    assert len(cards) == len(sample().findings)
    assert Counter(card["data-state"] for card in cards) == {"open": 6, "settled": 1, "note": 5}
    assert Counter(card["data-verdict"] for card in cards) == Counter(one.verdict for one in sample().findings)
    options = sum(tag == "option" for tag, _ in page.attributes)
    verdicts, states, subjects = 7, 3, len({one.subject for one in sample().findings})
    assert options == 4 + verdicts + states + len(SOURCES) + subjects


def test_numbers_of_the_value_are_marked_where_they_stand_alone() -> None:
    def marks(quote: str, value: str, language: str = "") -> list[str]:
        return [piece for piece, told in marked(quote, value, language) if told]

    assert marks("去年9月,第11个国家", "2021-09") == ["9"]
    assert marks("5 quốc gia, 15 tỉnh", "CN, RU (5)") == ["5"]
    assert marks("năm 2020", "2020") == ["2020"]
    assert marks("6.500 millones de euros, no 6.600", "6.5 billion EUR", "es") == ["6.500"]
    assert marks("成本约为54亿欧元,不是54万", "about 5.4 billion EUR", "zh") == ["54"]
    assert marks("6 Millionen", "6.5 billion EUR", "de") == []
    assert "".join(piece for piece, _ in marked("năm 2020, 20", "2020", "vi")) == "năm 2020, 20"
    assert marks("nach 15 Monaten, am 15. Juli 2021", "15 July 2021 (signed)", "de") == ["15", "2021"]
    assert marks("nach 15 Monaten, im Juli 2021", "15 July 2021", "de") == ["2021"]
    assert marks("am 15. Mai und am 15. Juli", "15 July 2021", "de") == ["15"]
    assert marks("15 people on 15 July 2021", "15 people, July 2021", "en") == ["15", "2021"]
    assert marks("15 people were there", "15 people, on 3 July 2021", "en") == ["15"]
    assert marks("one in 250,000", "1 in 250,000", "en") == ["250,000"]
    assert marks("0.0002 per cent of 18.1 million", "0.0002 %", "en") == ["0.0002"]
    assert marks("von 2,7 Millionen am 7. Mai", "2.7 million doses", "de") == ["2,7"]
    assert marks("32.449 und 449 und 32", "32449 people", "de") == ["32.449"]
    assert marks("am 27.11.2023 waren es 27,11", "27 November 2023", "de") == ["27", "11", "2023"]
    assert marks("1834年2月7日", "7 February 1834", "zh") == ["1834", "2", "7"]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://www.rfi.fr/vi/", True),
        ("javascript:alert(1)", False),
        ("https://a.example/ onclick=x", False),
        (" https://a.example", False),
        ("data:text/html,x", False),
    ],
)
def test_only_web_addresses_become_links(url: str, linked: bool) -> None:
    source = SourceNote("s", "Title", "Publisher", "2020", "en", 1, url=url)
    page = Page(told(replace(sample(), sources=(source,))))
    assert any(attributes.get("href") == url for _, attributes in page.attributes) == linked


def test_the_matrix_counts_each_pair_of_sources_once_for_each_clash() -> None:
    report = view.canonical(sample())
    matrix = html._matrix(report, html._sources(report))
    assert matrix is not None
    names = [source.id for source in matrix.sources]
    counted = {(row.id, names[at]): count for row, counts in matrix.rows for at, count in enumerate(counts) if count}
    assert counted["rfi-2023-11-28", "shicheng-2022-03"] == 1
    assert counted["kyodo-2025-04-28", "rfi-2023-11-28"] == 1
    assert counted["shicheng-2022-03", "shicheng-2022-03"] == 1
    assert all(counted[other, one] == count for (one, other), count in counted.items())


def test_many_sources_make_a_list_of_pairs() -> None:
    def clash(at: int) -> Finding:
        camps = (Camp("1", (f"s{at}/a",)), Camp("2", (f"s{at + 1}/a",)))
        claims = (f"s{at}/a", f"s{at + 1}/a")
        return replace(
            sample().findings[-1], id=f"{at}", verdict="contradiction", claims=claims, camps=camps, places=()
        )

    report = view.canonical(replace(sample(), findings=tuple(clash(at) for at in range(40)), sources=()))
    matrix = html._matrix(report, html._sources(report))
    assert matrix is not None
    assert not matrix.rows
    assert len(matrix.pairs) == 40
    harmless(Page(told(report)))


@on_hostile_reports()
def test_hostile_text_stays_text(texts: tuple[str, ...]) -> None:
    page = Page(told(hostile(*texts)))
    harmless(page)
    assert [text for text in texts if " ".join(inert.visible(text).split()) not in page.text] == []


def test_the_first_lines_tell_what_waits_and_what_fails() -> None:
    text = Page(told(sample())).text
    assert "6 findings open, 2 of them fail the check. 1 finding settled by a ruling. Exit status" in text
    settled = tuple(one for one in sample().findings if not one.open)
    assert "Nothing is open. 1 finding settled by a ruling." in Page(told(replace(sample(), findings=settled))).text
    mild = tuple(one for one in sample().findings if one.verdict == "tension")
    assert "open, none fails the check." in Page(told(replace(sample(), findings=mild))).text


def test_the_hostile_sample_is_shown_in_full() -> None:
    assert " ".join(inert.visible(HOSTILE).split()) in Page(told(hostile())).text
