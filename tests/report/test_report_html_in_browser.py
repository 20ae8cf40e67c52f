"""The HTML report in a real Chromium."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from browser import CHROMIUM, SWITCHES, Tab
from hostile_sample import hostile
from sample import sample, with_texts
from written_html import told

from validator.judgement.findings import Report

# in a browser --------------------------------------------------------------------------------------------------------


def dom_in_browser(report: Report, folder: Path) -> str:
    """The page as a browser has it after its script ran."""
    page = folder / "report.html"
    page.write_text(told(report), encoding="utf-8")
    switches = [*SWITCHES, "--virtual-time-budget=3000", "--dump-dom"]
    run = subprocess.run(
        [str(CHROMIUM), *switches, f"--user-data-dir={folder / 'profile'}", page.as_uri()],
        capture_output=True,
        timeout=90,
        check=True,
    )
    return run.stdout.decode()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
@pytest.mark.parametrize("report", [sample(), hostile()], ids=["sample", "hostile"])
def test_in_a_browser_the_script_of_the_page_runs_and_no_other(report: Report, tmp_path: Path) -> None:
    dom = dom_in_browser(report, tmp_path)
    count = len(report.findings)
    assert f"All {count} findings are shown." in dom
    assert re.search(r'<form class="filters" aria-label="Filter the findings">', dom)
    assert dom.count("<article") == count
    assert dom.count("<script") == 1
    assert "<img" not in dom


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_in_a_browser_a_script_that_slipped_in_would_not_run(tmp_path: Path) -> None:
    """The policy holds even if escaping failed: a script put into the page by hand does nothing."""
    text = told(sample()).replace("</h1>", "</h1><script>document.title = 'owned'</script>")
    page = tmp_path / "report.html"
    page.write_text(text, encoding="utf-8")
    run = subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", page.as_uri()],
        capture_output=True,
        timeout=90,
        check=True,
    )
    assert "<title>owned" not in run.stdout.decode()
    assert "All 12 findings are shown." in run.stdout.decode()


def shown_cards(tab: Tab) -> list[dict[str, str]]:
    visible = "[...document.querySelectorAll('.card')].filter((one) => one.checkVisibility())"
    found: list[dict[str, str]] = tab.run(f"{visible}.map((one) => ({{...one.dataset}}))")
    return found


def choose(tab: Tab, name: str, value: str) -> None:
    tab.run(
        f"(() => {{ const one = document.querySelector('.filters').elements['{name}']; one.value = '{value}';"
        " one.dispatchEvent(new Event('change', {bubbles: true})); })()"
    )


@pytest.mark.parametrize("width", [360, 1440])
def test_in_a_browser_filters_show_what_they_name_and_reset(tab: Tab, tmp_path: Path, width: int) -> None:
    page = tmp_path / "report.html"
    page.write_text(told(sample()), encoding="utf-8")
    tab.open(page, width=width)
    every = shown_cards(tab)
    assert len(every) == len(sample().findings)
    for name, value in (("verdict", "tension"), ("state", "open"), ("state", "settled"), ("subject", "0")):
        choose(tab, name, value)
        assert shown_cards(tab) == [one for one in every if one[name] == value] != every
        assert tab.run("document.querySelector('output').textContent").startswith(f"{len(shown_cards(tab))} of 12")
        choose(tab, name, "")
    choose(tab, "source", "1")
    choose(tab, "state", "open")
    both = [one for one in every if "1" in one["sources"].split() and one["state"] == "open"]
    assert shown_cards(tab) == both
    assert 0 < len(both) < len([one for one in every if one["state"] == "open"])
    tab.run("document.querySelector('button[name=clear]').click()")
    tab.run("new Promise((done) => setTimeout(done, 50))")
    assert shown_cards(tab) == every
    # Sections without a card that is shown have no heading either.
    choose(tab, "verdict", "plan")
    headings = tab.run("[...document.querySelectorAll('.findings h2')].filter((one) => one.checkVisibility()).length")
    assert headings == 1
    # A link to a card that is filtered out brings it back.
    tab.run("location.hash = '#finding-3f9c2a71'")
    tab.run("new Promise((done) => setTimeout(done, 100))")
    assert shown_cards(tab) == every


@pytest.mark.parametrize("report", [sample(), hostile()], ids=["sample", "hostile"])
@pytest.mark.parametrize("dark", [False, True])
def test_in_a_browser_nothing_is_wider_than_a_telephone(tab: Tab, tmp_path: Path, report: Report, dark: bool) -> None:
    page = tmp_path / "report.html"
    page.write_text(told(report), encoding="utf-8")
    tab.open(page, width=360, height=740, dark=dark)
    tab.run("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert tab.run("document.documentElement.scrollWidth") == 360
    lightness = tab.run("getComputedStyle(document.body).backgroundColor")
    assert (lightness == "rgb(21, 23, 26)") == dark


def test_in_a_browser_paper_is_white_and_holds_every_reason(tab: Tab, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(told(with_texts()), encoding="utf-8")
    tab.open(page, dark=True)
    tab.call("Emulation.setEmulatedMedia", media="print")
    assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in (".filters", ".settle", ".jump", "details.text"):
        assert not tab.run(f"document.querySelector('{hidden}').checkVisibility()"), hidden
    assert set(tab.run("[...document.querySelectorAll('.card')].map((one) => getComputedStyle(one).breakInside)")) == {
        "avoid"
    }
    assert set(tab.run("[...document.querySelectorAll('h2')].map((one) => getComputedStyle(one).breakAfter)")) == {
        "avoid"
    }
    # What an agreement folds away is on paper; a text that the reader opened is, too.
    said = "document.querySelector('details.paper blockquote').checkVisibility({contentVisibilityAuto: true})"
    assert tab.run(said)
    tab.run("document.querySelector('details.text').open = true")
    assert tab.run("document.querySelector('details.text').checkVisibility()")
    tab.run("document.querySelector('details.text').open = false")
    tab.call("Emulation.setEmulatedMedia", media="")
    assert tab.pdf().startswith(b"%PDF-")
    assert tab.run("document.querySelectorAll('details.paper[open]').length") == 0


@pytest.mark.skipif("AXE" not in os.environ, reason="set AXE to the file axe.min.js of axe-core")
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("dark", [False, True])
def test_in_a_browser_axe_finds_nothing(tab: Tab, tmp_path: Path, width: int, dark: bool) -> None:
    page = tmp_path / "report.html"
    page.write_text(told(with_texts()), encoding="utf-8")
    tab.call("Page.setBypassCSP", enabled=True)  # for axe itself; the policy is tested above
    try:
        tab.open(page, width=width, dark=dark)
        tab.run("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        # What is drawn only when it is scrolled to has no colours that could be measured.
        style = "{textContent: '.card { content-visibility: visible !important }'}"
        tab.run(f"document.head.append(Object.assign(document.createElement('style'), {style}))")
        tab.run(Path(os.environ["AXE"]).read_text(encoding="utf-8"))
        found = tab.run("axe.run().then((told) => told.violations.map((one) => [one.id, one.nodes[0].html]))")
        assert found == []
    finally:
        tab.call("Page.setBypassCSP", enabled=False)
