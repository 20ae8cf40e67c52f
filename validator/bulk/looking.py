"""Looks at all claims: rows are interned where that was not done before, and what the screen leaves of them is
gathered and explained.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from pathlib import Path
from typing import Final

import duckdb

from validator.bulk.alone import bound_of
from validator.bulk.archive import Archive
from validator.bulk.camps import camps_of
from validator.bulk.database import opened
from validator.bulk.explaining import Before, asked, explain, is_swept
from validator.bulk.gathering import gather, rows_again
from validator.bulk.judging import HOT, Judged, untested_because
from validator.bulk.keeping import Keeping
from validator.bulk.layout import BulkFiles, Content
from validator.bulk.remains import Component, Remains
from validator.bulk.remarks import remarks_of
from validator.bulk.renewing import brought_up, shared_sources
from validator.bulk.shapes import UNTESTED
from validator.bulk.sweeping import sweep
from validator.bulk.ties import Ties
from validator.bulk.voices import voices_at
from validator.judgement.reporting import Options
from validator.records.corpus import Corpus
from validator.values.dataclass import dataclass

THREADS: Final = 2
MEMORY: Final = "800MB"
"""What DuckDB may take before it writes to disk. At ten million claims more of it saves little time."""
MORE: Final = "4GB"
"""What it may take where less was not enough."""

LIGHT: Final = 64 * 1024 * 1024
"""Bytes of bulk files up to which what nobody keeps is held in memory: to pack it for the disk costs a tenth more."""
_IN_MEMORY: Final = Path(":memory:")
_NOTHING: Final = Before()


@dataclass(frozen=True, slots=True)
class Look:
    """A corpus that is to be looked at, the rules asked for, and what is known of it."""

    corpus: Corpus
    files: BulkFiles
    ties: Ties
    options: Options
    known: Remains | None = None
    """What the screen left of the same rows beside other claims in YAML."""
    before: Before = _NOTHING

    def through(self, keeping: Keeping | None) -> tuple[Remains, list[Judged]]:
        """What the screen leaves, and what the exact rules tell of it."""
        if keeping is not None:
            with contextlib.suppress(duckdb.Error):  # it is broken, another run holds it, or memory does not suffice
                return self._at(keeping.database, keeping, MEMORY)
        return self._at(None, None, MEMORY if keeping is None else MORE)

    def _at(self, place: Path | None, keeping: Keeping | None, memory: str) -> tuple[Remains, list[Judged]]:
        with tempfile.TemporaryDirectory(prefix="validate-bulk-") as scratch:
            light = sum(file.size for file in self.files.all) <= LIGHT
            where = place or (_IN_MEMORY if light else Path(scratch) / "bulk.duckdb")
            connection = opened(where, threads=THREADS, memory_limit=memory, temp_directory=scratch)
            content = Content() if keeping is None else keeping.content
            try:
                archive = brought_up(connection, self.corpus, self.files, self.ties, Path(scratch), content)
                remains, met = self._left(archive)
                told = explain(remains, self.options, self.before)
                if keeping is not None:
                    keeping.keep_remains(remains, met, shared_sources(connection))
                return remains, told
            finally:
                connection.close()

    def _left(self, archive: Archive) -> tuple[Remains, str]:
        connection = archive.connection
        connection.execute("CREATE OR REPLACE TEMP TABLE suspicious AS SELECT DISTINCT atom FROM suspected")
        remains = Remains(self.corpus, self.files, interned=archive)
        if self.known is not None:
            remains.rows_of_sources, remains.names = self.known.rows_of_sources, self.known.names
        remainder = gather(archive, self.ties, remains)
        remains.components = [tuple(component) for component in remainder.components]
        remains.claims = remainder.doubtful
        for component in remains.components:
            if len(component) > HOT:
                self._sweep(archive, remains, component)
        rows = {address for address in asked(remains) if address >= 0}
        held = {} if self.known is None else {a: row for a, row in self.known.rows.items() if a in rows}
        remains.rows = held | rows_again(archive, rows - held.keys())
        self._tell_camps(archive, remains)
        ((remains.sources,),) = connection.execute("SELECT count(*) FROM sources").fetchall()
        counted = connection.execute("SELECT untested, rows FROM untested").fetchall()
        untested = Counter({UNTESTED[why]: many for why, many in counted})
        of_rows = [claim for address, claim in remainder.doubtful.items() if address >= 0]
        untested.update(untested_because(claim) for claim in of_rows)
        remains.untested, remains.doubtful = untested, len(of_rows)
        remains.remarks = list(remarks_of(archive.log))
        return remains, remainder.met

    def _sweep(self, archive: Archive, remains: Remains, component: Component) -> None:
        """What is told of claims in YAML may have changed since, though they meet with the same rows."""
        if self.known is not None and component in self.known.heats and component[0] >= 0:
            remains.heats[component] = self.known.heats[component]
            if component in self.known.camps:
                remains.camps[component] = self.known.camps[component]
            return
        alone = {address: claim for address in component if (claim := remains.claims.get(address)) is not None}
        if not is_swept(len(component), len(alone)):
            remains.heats[component] = None
            return
        sources = archive.read_sources({claim.source for claim in alone.values()})
        bounds = {a: bound_of(a, claim, sources.get(claim.source), self.ties) for a, claim in alone.items()}
        remains.heats[component] = sweep(archive.connection, component, bounds)

    def _tell_camps(self, archive: Archive, remains: Remains) -> None:
        """Tells the camps of hot questions, after which few of their rows are needed any more."""
        for component, heat in remains.heats.items():
            if heat is not None and component not in remains.camps:
                whole = Remains(self.corpus, self.files, rows=remains.rows, claims=remains.claims, interned=archive)
                remains.camps[component] = camps_of(heat, voices_at(whole, heat.addresses if heat.clashes else ()))
                remains.heats[component] = heat.brief
        needed = set(asked(remains))
        remains.rows = {address: row for address, row in remains.rows.items() if address in needed}
