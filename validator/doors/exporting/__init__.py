"""What a corpus hands on to others: one module a format, and one signature for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from validator.doors.exporting.material import Exported, Material

FORMATS: Final[Mapping[str, str]] = {
    name: f"{__name__}.{name}" for name in ("claimreview", "webannotation", "nanopub", "jsonl", "csv")
}
"""Name of a format -> the module that writes it, imported only when asked for."""
OF_FINDINGS: Final = frozenset({"claimreview"})
"""Formats that hand on findings; the others hand on claims."""
OF_ROWS: Final = frozenset({"jsonl", "csv"})
"""Formats that hand on rows, of claims or of sources."""


def write(format: str, material: Material) -> Exported:
    """The corpus in one of `FORMATS`. The same material gives the same text."""
    exported: Exported = import_module(FORMATS[format]).write(material)
    return exported
