"""The formats a report is written in. All share one signature and none of them knows a rule or a record."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, TextIO, cast

from validator.judgement.findings import Report

FORMATS: Mapping[str, str] = {
    name: f"{__name__}.{name}"
    for name in ("terminal", "json", "jsonl", "markdown", "html", "sarif", "junit", "github", "gitlab", "csv")
}
"""Name of a format -> the module that writes it, imported only when asked for."""


class Writer(Protocol):
    """Writes `report` to `stream`; `width` (terminal cells) and `color` matter to the terminal only."""

    def __call__(self, report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None: ...


class UnknownFormat(ValueError):  # noqa: N818 - reads as what was found, like the other errors a user sees
    """A format name that no module stands behind."""

    def __init__(self, name: str) -> None:
        import difflib

        close = difflib.get_close_matches(name, FORMATS, n=1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        super().__init__(f"unknown format {name!r}: expected one of {', '.join(FORMATS)}.{hint}")


def writer(format: str) -> Writer:
    """The writer of a format. Raises `UnknownFormat`."""
    if format not in FORMATS:
        raise UnknownFormat(format)
    return cast(Writer, import_module(FORMATS[format]).write)


def write(report: Report, format: str, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write `report` to `stream` in `format`. The same report gives the same text, always. Raises `UnknownFormat`."""
    writer(format)(report, stream, width=width, color=color)
