"""Golden files and hostile texts for the reports.

`UPDATE_GOLDEN=1` rewrites the golden files; `HOSTILE_EXAMPLES=3000` sets how many texts each format is tried on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, Tab, browser

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compares a text with the file of that name under `golden`."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as file:
            assert text == file.read(), f"{path.name} differs; rewrite it with UPDATE_GOLDEN=1 if that is meant"

    return compare


@pytest.fixture(scope="session")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A page in a real browser; without one the test is skipped."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened
