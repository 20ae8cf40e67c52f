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

from collections.abc import Collection
from typing import Any

from validator.bulk import days, placing
from validator.bulk.archive import Archive, insert
from validator.bulk.gathering import told
from validator.bulk.layout import ADDRESS_BITS
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
from validator.records.marks import FaultLog
from validator.values.dataclass import replace


def intern(archive: Archive, ties: Ties) -> None:
    """Fills the tables with what `raw` holds, and nothing else. Whether ids repeat is not looked at; doubtful rows are
    not read here.
    """
    prepare(archive)
    take_in(archive, ties)
    count(archive.connection)


def prepare(archive: Archive) -> None:
    """Empty tables for `take_in` to fill."""
    archive.ranks = {}
    placing.prepare(archive.connection)
    prepare_keys(archive.connection)


def take_in(archive: Archive, ties: Ties) -> list[int]:
    """Adds what `raw` holds. Gives the numbers of the files in which some name is no id of an entity, or was not
    understood.
    """
    connection = archive.connection
    for table in ("valued", "times"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    days.prepare(connection)
    shapes = learn_shapes(archive, ties)
    placing.prepare_shapes(connection)
    learn_names(archive, ties)
    learn_values(archive, ties, "raw", entities=False)
    learn_times(archive, shapes, "raw", plain=False)
    placing.place(archive, shapes, "raw")
    odd = f"SELECT DISTINCT address >> {ADDRESS_BITS} FROM bounds WHERE what IN ({placing.UNMET}, {placing.DOUBTFUL})"
    found = [number for (number,) in connection.execute(odd).fetchall()]
    _place_unmet(archive, ties, shapes)
    return found


def count(connection: Any) -> None:
    """What there is in `bounds` of doubtful rows, and of untested ones."""
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


# -- ids that stand twice ---------------------------------------------------------------------------------------------


def find_repeated(archive: Archive, fresh: Collection[int]) -> tuple[set[int], set[int]]:
    """`repeated(address, source, id)`: rows whose id another row of the same source, or a claim in YAML, has already;
    the first that can be read keeps it. They are marked in `bounds`. `fresh`: the numbers of the files that were taken
    in; which ids the other files have in common was seen before (`namesakes`). Gives the addresses of rows that were
    marked before and are repeated no more, so that what they say is not in `bounds`, and of those that were not marked
    before.
    """
    connection = archive.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE taken(source VARCHAR, id VARCHAR)")
    insert(connection, "taken", [(c.source, c.id) for c in archive.corpus.claims])
    numbers = ", ".join(map(str, sorted(fresh))) or "0"
    old = f"SELECT 1 FROM bounds WHERE (address >> {ADDRESS_BITS}) NOT IN ({numbers}) LIMIT 1"
    anew = f"SELECT identity FROM bounds WHERE (address >> {ADDRESS_BITS}) IN ({numbers})"
    among = f"SEMI JOIN ({anew}) f USING (identity)" if connection.execute(old).fetchall() else ""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE suspects AS SELECT identity FROM bounds {among} WHERE identity IS NOT NULL "
        "GROUP BY 1 HAVING count(*) > 1 UNION SELECT hash(source, id) FROM taken"
    )
    columns = {"source", "id"} <= set(archive.claims.columns)
    places = "SELECT address FROM bounds SEMI JOIN suspects USING (identity) ANTI JOIN namesakes USING (address)"
    if columns and connection.execute(f"SELECT count(*) FROM ({places})").fetchall() != [(0,)]:
        rows = replace(archive.claims, columns=("source", "id"))
        copy(connection, rows, places, "INSERT INTO namesakes(address, source, id)")
    before = _addresses(connection)
    connection.execute("CREATE OR REPLACE TEMP TABLE nobody(address BIGINT)")
    insert(connection, "nobody", [(address,) for address in _unreadable_namesakes(archive)])
    connection.execute(
        "CREATE OR REPLACE TABLE repeated AS SELECT address, source, id FROM (SELECT address, source, id, "
        "row_number() OVER (PARTITION BY source, id ORDER BY address) AS place "
        "FROM namesakes ANTI JOIN nobody USING (address)) "
        "WHERE place > 1 OR (source, id) IN (SELECT (source, id) FROM taken)"
    )
    now = _addresses(connection)
    if now:
        connection.execute(
            f"UPDATE bounds SET what = {placing.REPEATED} WHERE address IN (SELECT address FROM repeated)"
        )
    return before - now, now - before


def _unreadable_namesakes(archive: Archive) -> list[int]:
    """Rows that are no claim, so that the id in them is nobody's."""
    connection = archive.connection
    chosen = (
        f"SELECT address FROM namesakes WHERE address IN (SELECT address FROM bounds WHERE what = {placing.DOUBTFUL})"
    )
    doubtful = [address for (address,) in connection.execute(chosen).fetchall()]
    if not doubtful:
        return []
    readable = {address for address, _ in archive.read_claims(chosen, FaultLog(), told(archive, chosen))}
    return sorted(set(doubtful) - readable)


def _addresses(connection: Any) -> set[int]:
    return {address for (address,) in connection.execute("SELECT address FROM repeated").fetchall()}


def tell_repeated(archive: Archive) -> None:
    """Leaves a fault in the archive's log for every row that repeats an id."""
    for address, source, id in archive.connection.execute("SELECT * FROM repeated ORDER BY 1").fetchall():
        file, number = archive.files.at(address)
        message = f"expected each claim id once in a source, found `{source}/{id}` again"
        archive.log.add(file.path, row_mark(number), message, "give one of the two another id")
