"""Rows as JSON, one a line: the bulk files that this product reads itself (docs/scale.md)."""

from __future__ import annotations

from validator.doors.exporting.material import Exported, Material
from validator.doors.exporting.rows import rows
from validator.report.json import serialise


def write(material: Material) -> Exported:
    """One JSON object a line. Hidden characters are written as escapes, so that the values are the same."""
    found, lost = rows(material)
    return Exported("".join(f"{serialise(row)}\n" for row in found), lost=lost)
