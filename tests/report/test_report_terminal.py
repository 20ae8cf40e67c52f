"""The terminal report: fits its width, hides nothing, obeys no text."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hostile import SETTINGS, on_hostile_reports, texts
from hostile_sample import hostile
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from sample import sample
from sample_sources import QUOTES

from validator.judgement.findings import Camp, CorpusSize, Report, RulingNote, Skip
from validator.report import inert, terminal, view
from validator.report.wrap import wrap

SGR = re.compile(r"\x1b\[[0-9;]*m")


def told(report: Report, *, width: int | None = None, color: bool = False) -> str:
    stream = io.StringIO()
    terminal.write(report, stream, width=width, color=color)
    return stream.getvalue()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("width", [24, 40, 64, 80, 100, 160])
@pytest.mark.parametrize("report", [sample(), hostile()], ids=["sample", "hostile"])
def test_no_line_is_wider_than_the_page(report: Report, width: int) -> None:
    too_wide = [line for line in told(report, width=width).splitlines() if cell_len(line) > width]
    assert not too_wide


def test_colour_changes_no_character() -> None:
    plain, coloured = told(sample()), told(sample(), color=True)
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    stripped = [line.rstrip() for line in SGR.sub("", coloured).splitlines()]
    assert stripped == plain.splitlines()


@pytest.mark.parametrize("width", [40, 100])
def test_everything_a_reader_needs_is_there(width: int) -> None:
    report = sample()
    text = squeezed(told(report, width=width))
    for finding in report.findings:
        for part in (finding.id, finding.rule, finding.message):
            assert squeezed(part) in text
        if finding.verdict == "agreement":
            continue
        for part in (*finding.claims, *finding.why, *finding.assumptions):
            assert squeezed(part) in text
        values = [camp.value for camp in finding.camps if width == 40 or len(camp.value) < 16]
        assert all(squeezed(value) in text for value in values)
        for place in finding.places:
            assert squeezed(place.quote) in text
            assert squeezed(place.gloss) in text
            assert squeezed(f"{place.file}:{place.line}") in text
    for skip in report.skipped:
        assert squeezed(skip.reason) in text
    assert squeezed(report.notes[0]) in text


def test_watched_questions_come_first_and_agreements_last() -> None:
    lines = told(sample()).splitlines()
    headings = [line[3:].rstrip("─ ") for line in lines if line.startswith("── ")]
    assert headings == [
        "Who are Viet Nam's comprehensive strategic partners, and how many?",
        "Contradictions",
        "Problems",
        "Tensions",
        "Undecided",
        "Explained: no contradiction",
        "Plans and what became of them",
        "Agreements",
        "What was not decided, and what the exit status means",
    ]


def test_an_explained_finding_says_why_it_is_no_contradiction_and_names_the_axes() -> None:
    text = " ".join(told(sample()).split())
    assert "Not a contradiction, because they look at different groups of members (scope)" in text
    assert "and they speak of different times (time)." in text


def test_a_settled_finding_shows_its_ruling_in_place_of_the_command() -> None:
    text = told(sample())
    assert "validate settle 3f9c2a71" in text
    assert "validate settle e5e5a1a1" not in text
    assert "Ruled no conflict by desk on 2026-11-22." in text


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, "Exit status 1: 1 contradiction and 1 problem open."),
        ({"unreadable": True}, "Exit status 3: some input could not be read"),
        ({"unreadable": True, "incomplete": True}, "Exit status 4: incomplete"),
        ({"findings": ()}, "Exit status 0: no contradiction and no error-level problem is open."),
        ({"findings": (), "corpus": CorpusSize(0, 0, 0, 0), "unreadable": True}, "Exit status 3: the corpus holds no"),
    ],
)
def test_exit_status_is_told(change: dict[str, object], status: str) -> None:
    assert status in told(replace(sample(), **change))  # type: ignore[arg-type]


def test_a_ruling_that_leaves_it_undecided_is_shown_and_the_finding_stays_open() -> None:
    finding = next(one for one in sample().findings if one.verdict == "tension")
    note = RulingNote("undecided", "Waiting for the ministry's list.", "desk", "2026-11-22")
    text = " ".join(told(replace(sample(), findings=(replace(finding, ruling=note),))).split())
    assert "Ruling so far Ruled cannot be decided by desk on 2026-11-22. Waiting for the ministry's list." in text
    assert f"validate settle {finding.id}" in text


def test_a_long_value_stands_above_what_it_labels() -> None:
    value = "CSP (since 27 November 2023; as published, between 4 December 2023 and 31 December 2025)"
    finding = next(one for one in sample().findings if one.verdict == "plan")
    camps = (Camp(value, finding.camps[0].claims), finding.camps[1])
    assert f"\n  {value}\n" in told(replace(sample(), findings=(replace(finding, camps=camps),)))


def test_markup_of_rich_is_text() -> None:
    finding = replace(sample().findings[0], verdict="tension", message="[bold]x[/nothing] [link=https://evil.example]y")
    text = told(replace(sample(), findings=(finding,)), color=True)
    assert "[bold]x[/nothing] [link=https://evil.example]y" in SGR.sub("", text)
    assert "\x1b]8" not in text


def test_a_stream_that_knows_only_ascii_gets_escapes() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    terminal.write(sample(), stream)
    stream.flush()
    assert rb"\u8d8a\u5357" in raw.getvalue()


@on_hostile_reports([24, 60, 100])
def test_hostile_text_reaches_no_terminal(texts: tuple[str, ...], width: int) -> None:
    lines = told(hostile(*texts), width=width, color=False).split("\n")
    assert not [char for line in lines for char in line if inert.is_hidden(char) and char not in "\u200c\u200d"]
    assert max(cell_len(line) for line in lines) <= width


@SETTINGS
@given(texts, st.integers(2, 60))
def test_wrapping_loses_no_character_and_fits(text: str, width: int) -> None:
    shown = inert.one_line(text)
    lines = wrap(shown, width)
    assert "".join("".join(lines).split()) == "".join(shown.split())
    assert all(cell_len(line) <= width for line in lines)


def test_chinese_breaks_between_characters_but_not_before_a_full_stop() -> None:
    assert wrap("越南成为第十一个国家。日本", 20) == ["越南成为第十一个国", "家。日本"]


def test_a_long_name_breaks_after_a_hyphen() -> None:
    assert wrap("agreed-in-principle", 16) == ["agreed-in-", "principle"]


def test_a_word_moves_to_the_next_line_whole() -> None:
    assert wrap("Hà Nội chỉ mới thiết lập", 11) == ["Hà Nội chỉ", "mới thiết", "lập"]


def test_the_quotes_of_the_sample_are_verbatim() -> None:
    text = squeezed(told(sample(), width=80))
    shown = {claim for finding in sample().findings for claim in finding.claims if finding.verdict != "agreement"}
    assert all(squeezed(QUOTES[claim][1]) in text for claim in shown)


def test_of_very_many_repairs_the_shortest_are_told_and_where_the_others_are() -> None:
    finding = sample().findings[0]
    claims = [f"page/c{number}" for number in range(12)]
    few = replace(finding, repairs=tuple((claim,) for claim in claims[:9]))
    assert len(view.repairs(few)) == 9
    many = replace(finding, repairs=tuple((claim,) for claim in claims))
    told = view.repairs(many)
    assert [line.partition(" ")[0] for line in told[:-1]] == claims[:8]
    assert told[-1] == f"4 more choices of this kind, all listed by: validate explain {finding.id}"


def test_what_was_not_looked_for_is_no_number() -> None:
    skipped = tuple(
        Skip(rule, "not told in bulk", 3) for rule in ("agreement", "apparent-conflict", "plan-and-outcome")
    )
    report = replace(sample(), findings=(), skipped=skipped)
    text = told(report, width=100)
    assert re.search(r"^ +- +plans +not looked for in this run", text, re.MULTILINE)
    assert re.search(r"^ +0 +contradictions +cannot all be true", text, re.MULTILINE)
    looked = {tally.verdict: tally.looked_for for tally in view.tallies(replace(sample(), skipped=skipped))}
    assert all(looked.values()), "what was found was looked for"


def test_the_pairs_of_an_explained_clash_only_seem_to_clash() -> None:
    text = told(sample(), width=100)
    explained = [f for f in sample().findings if f.verdict == "explained" and len(f.minimal_sets) > 1]
    assert text.count("Seem to clash") == len(explained)
    clashing = [f for f in sample().findings if f.verdict != "explained" and len(f.minimal_sets) > 1]
    assert text.count("Cannot all hold") == len(clashing) > 0
