"""Rows as a table for spreadsheets, which comes back from there with every letter as it was."""

from __future__ import annotations

import csv
import io

from validator.doors.cells import cell_of
from validator.doors.exporting.material import Exported, Material
from validator.doors.exporting.rows import keys, rows


def write(material: Material) -> Exported:
    """CSV (RFC 4180, lines ending in a line feed) with a column for each key of the record, stated or not."""
    found, lost = rows(material)
    columns = keys(material)
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(columns)
    table.writerows([cell_of(key, row[key]) if key in row else "" for key in columns] for row in found)
    return Exported(stream.getvalue(), lost=lost)
