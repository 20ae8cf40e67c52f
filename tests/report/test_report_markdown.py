"""Reports as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hostile import SETTINGS, on_hostile_reports, texts
from hostile_sample import hostile
from hypothesis import given
from markdown_it import MarkdownIt
from sample import sample
from written import many, told

from validator.report import inert

# markdown ------------------------------------------------------------------------------------------------------------

OWN_HTML = re.compile(r"</?(details|summary|b|i|sub|code|br)( open)?>")


def reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def own_html_only(text: str) -> str:
    """Read as a forge reads it: no link, no image, no tag that the report did not write itself. Gives the page."""
    markdown = reader()
    tokens = markdown.parse(text)
    for token in tokens:
        for one in [token, *(token.children or [])]:
            assert one.type not in {"link_open", "image", "code_block", "fence", "html_inline_other"}
            if one.type in {"html_block", "html_inline"}:
                assert "<" not in OWN_HTML.sub("", one.content), one.content
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def test_markdown_has_the_structure_of_a_report() -> None:
    text = told(sample(), "markdown")
    own_html_only(text)
    kinds = [token.type for token in reader().parse(text)]
    assert kinds.count("table_open") >= 10
    assert text.count("<details") == text.count("</details>")
    assert all(one.id in text for one in sample().findings)
    assert "Left out" not in text


@pytest.mark.parametrize("count", [100, 3_000])
def test_markdown_stays_under_the_limit_and_says_what_is_left_out(count: int) -> None:
    report = many(count)
    text = told(report, "markdown")
    assert len(text) <= 60_000
    own_html_only(text)
    there = sum(f"<code>{one.id}</code>" in text for one in report.findings)
    left = re.search(r"Left out for size: ([\d,]+) finding", text)
    assert there + (int(left[1].replace(",", "")) if left else 0) == count
    assert bool(left) == (count == 3_000)
    assert text.index("<b>Contradiction</b>") > 0


COMMENT, JOB_SUMMARY = 65_536, 1024 * 1024
"""What GitHub takes: characters of a comment, bytes of a job summary."""


@pytest.mark.parametrize("text", ["", "𠀀" * 60], ids=["sample", "astral"])
def test_five_thousand_findings_fit_a_comment_and_what_is_left_out_is_told(text: str) -> None:
    chosen = hostile(text).findings if text else many(9).findings
    report = replace(
        hostile(text) if text else sample(),
        findings=tuple(replace(chosen[at % len(chosen)], id=f"{at:08x}") for at in range(5_000)),
    )
    written = told(report, "markdown")
    # Whether characters are counted as code points or, as some do, as UTF-16 code units.
    assert len(written) <= len(written.encode("utf-16-le")) // 2 < COMMENT
    assert len(written.encode()) < JOB_SUMMARY
    shown = set(re.findall(r"<code>([0-9a-f]{8})</code>", written))
    left = re.search(r"\*\*Left out for size: ([\d,]+) findings\*\* \(([^)]+)\)", written)
    assert left is not None
    assert int(left[1].replace(",", "")) == 5_000 - len(shown)
    assert sum(int(number.replace(",", "")) for number in re.findall(r"([\d,]+) [a-z]", left[2])) == 5_000 - len(shown)
    assert "validate check --format html" in written
    # The gravest are there, and no heading stands over nothing.
    contradictions = {one.id for one in report.findings if one.verdict == "contradiction" and one.open}
    assert contradictions & shown
    assert not re.search(r"^#### [^\n]*\n\n(?=####|\*\*Left out)", written, re.M)


@on_hostile_reports()
def test_markdown_makes_nothing_of_hostile_text(texts: tuple[str, ...]) -> None:
    written = told(hostile(*texts), "markdown")
    assert len(written) <= 60_000
    rendered = own_html_only(written)
    shown = unescape(re.sub(r"<[^>]*>", "", rendered))
    assert not re.search(r"@\w|#\d|://|www\.|(?i:gh-\d)", shown.replace("validator", ""))


@SETTINGS
@given(texts)
def test_markdown_shows_hostile_text_as_it_is(text: str) -> None:
    inline = reader().renderInline(inert.markdown(text))
    plain = re.sub("[\u200b]", "", inline)
    assert unescape(plain) == inert.one_line(text)
