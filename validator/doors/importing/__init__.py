"""What others hand to a corpus: one module a format, each of which reads a file into claims by source."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from validator.doors.importing.bringing import Brought, bring
from validator.doors.importing.incoming import Reading
from validator.doors.refusal import Refusal
from validator.records.corpus import Corpus
from validator.records.marks import FaultLog
from validator.records.suggest import suggest
from validator.values.dataclass import dataclass, replace

FORMATS: Final[Mapping[str, str]] = {
    "jsonl": f"{__name__}.rows",
    "csv": f"{__name__}.rows",
    "webannotation": f"{__name__}.webannotation",
    "claimreview": f"{__name__}.claimreview",
}
"""Name of a format -> the module that reads it, imported only when asked for."""
OF_ROWS: Final = frozenset({"jsonl", "csv"})
"""Formats of rows, which may come with a second file: the rows of sources."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be imported."""

    file: Path
    sources: Path | None = None
    """The rows of sources, of a format of rows."""
    only: tuple[str, ...] = ()
    """Ids of the sources whose claims are wanted; all where none is named."""


def bring_in(format: str, given: Given, corpus: Corpus) -> Brought:
    """Reads a file in one of `FORMATS` and writes its claims into the corpus.

    What could not be brought in is told in the faults; the rest is. Raises `Refusal` where the file cannot be read at
    all, or where a source is asked for that it does not hold.
    """
    log = FaultLog()
    try:
        reading: Reading = import_module(FORMATS[format]).read(format, given.file, given.sources, corpus, log)
    except RecursionError:
        raise Refusal(f"expected a file of some levels, found too many in {given.file.as_posix()}") from None
    known = [source.id for source in reading.sources]
    for id in given.only:
        if id not in known:
            raise Refusal(f"expected a source of {given.file.name} as --source, found `{id}`", suggest(id, known))
    if given.only:
        wanted = tuple(source for source in reading.sources if source.id in given.only)
        reading = replace(reading, sources=wanted)
    return bring(reading, corpus, log)
