"""The page for reviewers speaks of the report as it is: its finding, its words, its headings, its pictures."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from sample_sources import ROOT
from test_report_html import Page, told

from validator.doors.checking import check
from validator.doors.starting import start
from validator.report import words

PAGE = ROOT / "docs" / "reading-a-finding.md"
IN_OTHER_REPORTS = {"Assuming", "Show all"}
"""Bold words of the page that stand in the report only with a tension, or once a filter is chosen."""


@cache
def page() -> str:
    return " ".join(PAGE.read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun") / "corpus"
    start(folder)
    return folder


def test_what_the_page_prints_in_bold_stands_in_the_report(begun: Path) -> None:
    text = Page(told(check(begun, extras=("texts",)))).text
    bold = set(re.findall(r"\*\*([^*]+)\*\*", page())) - IN_OTHER_REPORTS
    assert len(bold) >= 10
    missing = sorted(one for one in bold if one.lower() not in text.lower())
    assert not missing
    for one in IN_OTHER_REPORTS:
        template = (ROOT / "validator/report/templates/report.html.j2").read_text(encoding="utf-8")
        assert f"**{one}**" in page()
        assert one in template


def test_the_finding_and_claims_it_names_exist(begun: Path) -> None:
    report = check(begun)
    contradiction = next(one for one in report.findings if one.verdict == "contradiction")
    assert set(re.findall(r"\b[0-9a-f]{8}\b", page())) == {contradiction.id}
    assert f"`{contradiction.rule}`" in page()
    claims = set(re.findall(r"\b[a-z-]+-\d{4}-\d\d-\d\d/[a-z-]+", page()))
    assert claims
    assert claims <= set(contradiction.claims)
    for verdict in words.MEANING:
        assert re.search(rf"\b{verdict}\b", page().lower()) or verdict == "undecided"


def test_the_ruling_it_shows_works(begun: Path) -> None:
    found = re.search(r"\$ validate settle (.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert found is not None
    command = f'"{sys.executable}" -m validator.cli settle {found[1]}'
    done = subprocess.run(["sh", "-c", command], cwd=begun, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "wrote claims/rulings/23eda38e.yaml"
    assert "`claims/rulings/23eda38e.yaml`" in page()
    (settled,) = [one for one in check(begun).findings if one.settled]
    assert settled.id == "23eda38e"
    (begun / "claims/rulings/23eda38e.yaml").unlink()


def test_its_pictures_are_there_and_small() -> None:
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", page())
    assert [name for _, name in pictures] == ["reading-a-finding.png", "reading-a-text.png"]
    for told_in_words, name in pictures:
        data = (PAGE.parent / name).read_bytes()
        assert len(told_in_words) > 20
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        assert len(data) < 200_000
        width, height = struct.unpack(">II", data[16:24])
        assert 600 <= width <= 1200
        assert 400 <= height <= 1600


def test_the_readme_leads_there() -> None:
    assert "(docs/reading-a-finding.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
