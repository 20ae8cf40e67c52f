"""`validate review` in a real Chromium: a person reads, rules, and sees the ruling taken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, Tab
from served import served

from validator.doors.reviewing import Server
from validator.records.opening import load

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with served(tmp_path) as server:
        yield server


FILL = """
const form = document.querySelector(".rule form");
form.closest("details").open = true;
form.querySelector("[value=conflict]").click();
form.elements.because.value = %s;
form.elements.by.value = "Ann";
"""
SEND = "form.querySelector('button').click();"


def sent(tab: Tab, because: str) -> None:
    tab.events.clear()
    tab.run(f"{{{FILL % repr(because)}{SEND}}}")
    tab.loaded()


def complaints(tab: Tab) -> list[str]:
    """What the browser found wrong with the page: policies broken, scripts that failed, files not found."""
    entries = [event["params"]["entry"] for event in tab.events if event.get("method") == "Log.entryAdded"]
    return [entry["text"] for entry in entries if "422" not in entry["text"] and "favicon" not in entry.get("url", "")]


def test_a_person_rules_on_a_finding(tab: Tab, server: Server) -> None:
    tab.open(server.address)
    assert tab.run("document.querySelector('h1').textContent") == "1 contradiction open"
    assert tab.run("location.search") == "", "the key does not stay in sight"
    sent(tab, "   ")
    assert "expected a reason" in tab.run("document.querySelector('.refused').textContent")
    assert tab.run("document.querySelector('.rule').open")
    sent(tab, "the gazette printed a correction")
    assert tab.run("document.querySelector('.told').textContent").startswith("Written: claims/rulings/")
    assert "contradiction open" not in tab.run("document.querySelector('h1').textContent")
    assert tab.run("location.hash").startswith("#rule-finding-"), "it stays at the finding"
    assert not complaints(tab)
    (ruling,) = load(server.review.root).rulings
    assert (ruling.because, ruling.by) == ("the gazette printed a correction", "Ann")


@pytest.mark.parametrize("width", [360, 1440])
def test_no_form_is_wider_than_the_page(tab: Tab, server: Server, width: int) -> None:
    shutil.copytree(ROOT / "claims", server.review.root / "claims", dirs_exist_ok=True)
    shutil.copytree(ROOT / "seeds", server.review.root / "seeds", dirs_exist_ok=True)
    tab.open(server.address, width=width)
    tab.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert tab.run("document.querySelectorAll('.rule form').length") >= 2
    assert tab.run("document.documentElement.scrollWidth") <= width
    assert not complaints(tab)
