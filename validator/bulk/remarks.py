"""Faults of rows in a form that can be kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from validator.bulk.rows import row_mark
from validator.records.marks import FaultLog

Remark = tuple[str, int, str, str, bool]
"""A fault of a row: file, row, message, suggestion, and whether the row was lost by it. For row 0, as the message, how
many more faults the file has than are kept.
"""
_MORE: Final = 0


def remarks_of(log: FaultLog) -> Iterator[Remark]:
    """The faults of a log as they can be kept."""
    for file, faults, more in log.by_file():
        for fault in faults:
            yield file, fault.mark.line, fault.message, fault.suggestion, fault.unreadable
        if more:
            yield file, _MORE, str(more), "", True


def tell(log: FaultLog, remarks: Iterable[Remark]) -> None:
    """Adds to a log what another one held."""
    for file, line, message, suggestion, unreadable in remarks:
        if line == _MORE:
            log.more(file, int(message))
        else:
            log.add(file, row_mark(line), message, suggestion, unreadable=unreadable)
