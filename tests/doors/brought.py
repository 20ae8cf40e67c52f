"""What tests of `validate import` share: how something is brought in, and what then stands in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings

from validator.doors.formatting import formatted
from validator.doors.importing import Given, bring_in
from validator.doors.importing.bringing import Brought
from validator.records.nodes import plain
from validator.records.opening import load
from validator.records.yaml_reader import read_yaml

PAGE = "https://news.example/2024/a-story"
HARD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def bring(root: Path, format: str, document: object) -> Brought:
    file = root / "feed.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return bring_in(format, Given(file), load(root))


def written(root: Path, id: str) -> dict[str, Any]:
    """A source file as plain data. Raises AssertionError where it is not in the form of `validate fmt`."""
    data = (root / f"claims/{id}.yaml").read_bytes()
    assert formatted(data) == data
    document = read_yaml(data)
    assert document.root is not None
    found = plain(document.root)
    assert isinstance(found, dict)
    return found
