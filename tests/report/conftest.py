"""Golden files and hostile texts for the reports.

`UPDATE_GOLDEN=1` rewrites the golden files; `HOSTILE_EXAMPLES=3000` sets how many texts each format is tried on.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

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
