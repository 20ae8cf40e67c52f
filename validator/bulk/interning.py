"""From rows of text to whole numbers: names, values, times and shapes are understood once per distinct text, rows
by joining them.

Fills `bounds`, one row per bound (a claim with several members has several), which the screen reads as

    states   address atom slot property value rung lo hi first first_hi last_lo last pub sure kind source
    events   address atom slot property stage lo hi kind source
    amounts  address atom slot property lo hi source
    silent   address atom source

and `doubtful(address)`, rows that are read one by one. `atom` and `slot` are 64-bit hashes: two that fall together by
accident are judged together, which costs time and loses nothing.
"""

from __future__ import annotations

from validator.bulk import days, placing
from validator.bulk.archive import Archive, insert
from validator.bulk.rows import row_mark
from validator.bulk.shapes import Shape
from validator.bulk.staging import copy, quoted
from validator.bulk.ties import Ties
from validator.bulk.understanding import (
    learn_names,
    learn_shapes,
    learn_subjects,
    learn_times,
    learn_values,
    prepare_keys,
)


def intern(archive: Archive, ties: Ties, *, whole: bool = True) -> None:
    """Fills the tables. Leaves faults in the archive's log for rows that repeat an id; doubtful rows are not read
    here. `whole=False`: the rows are a part of all there are, so whether ids repeat is not looked at.
    """
    connection = archive.connection
    for table in ("valued", "times"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    days.prepare(connection)
    prepare_keys(connection)
    shapes = learn_shapes(archive, ties)
    learn_names(archive, ties)
    learn_values(archive, ties, "raw", entities=False)
    learn_times(archive, shapes, "raw", plain=False)
    placing.prepare(connection)
    placing.place(archive, shapes, "raw")
    _place_unmet(archive, ties, shapes)
    if whole:
        _find_repeated(archive)
    connection.execute(
        f"CREATE OR REPLACE TABLE doubtful AS SELECT address FROM bounds WHERE what = {placing.DOUBTFUL}"
    )
    connection.execute(
        "CREATE OR REPLACE TABLE untested AS SELECT untested, count(untested) AS rows FROM bounds "
        f"WHERE what > {placing.DOUBTFUL} AND untested IS NOT NULL GROUP BY 1"
    )


def _place_unmet(archive: Archive, ties: Ties, shapes: list[Shape]) -> None:
    """Places the rows again that hold a text which nobody knew, once these texts are understood."""
    connection = archive.connection
    unmet = f"SELECT address FROM bounds WHERE what = {placing.UNMET}"
    if connection.execute(f"SELECT count(*) FROM ({unmet})").fetchall() == [(0,)]:
        return
    connection.execute("CREATE OR REPLACE TEMP TABLE unmet AS SELECT * FROM raw LIMIT 0")
    names = ", ".join(map(quoted, ("address", *archive.claims.columns)))
    copy(connection, archive.claims, unmet, f"INSERT INTO unmet({names})")
    connection.execute(f"DELETE FROM bounds WHERE what = {placing.UNMET}")
    learn_subjects(archive, ties, "unmet")
    learn_values(archive, ties, "unmet", entities=True)
    learn_times(archive, shapes, "unmet", plain=True)
    placing.place(archive, shapes, "unmet", again=True)
    connection.execute("DROP TABLE unmet")


def _find_repeated(archive: Archive) -> None:
    """Takes out rows whose id another row of the same source has already; the first keeps it."""
    connection = archive.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE taken(source VARCHAR, id VARCHAR)")
    insert(connection, "taken", [(c.source, c.id) for c in archive.corpus.claims])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE suspects AS SELECT identity FROM bounds WHERE identity IS NOT NULL "
        "GROUP BY 1 HAVING count(*) > 1 UNION SELECT hash(source, id) FROM taken"
    )
    if connection.execute("SELECT count(*) FROM bounds SEMI JOIN suspects USING (identity)").fetchall() == [(0,)]:
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE repeated AS SELECT address, source, id FROM (SELECT address, source, id, "
        "row_number() OVER (PARTITION BY source, id ORDER BY address) AS place FROM raw "
        "WHERE source IS NOT NULL AND id IS NOT NULL AND hash(source, id) IN (SELECT identity FROM suspects)) "
        "WHERE place > 1 OR (source, id) IN (SELECT (source, id) FROM taken)"
    )
    for address, source, id in connection.execute("SELECT * FROM repeated ORDER BY 1").fetchall():
        file, number = archive.files.at(address)
        message = f"expected each claim id once in a source, found `{source}/{id}` again"
        archive.log.add(file.path, row_mark(number), message, "give one of the two another id")
    connection.execute("DELETE FROM bounds WHERE address IN (SELECT address FROM repeated)")
