"""From rows of text to whole numbers: names, values, times and shapes are understood once per distinct text, rows
by joining them.

Fills three tables that the screen reads, one row per bound (a claim with several members has several), and one
of rows that the screen leaves to the exact rules:

    states   address atom slot property value rung lo hi first first_hi last_lo last pub sure kind source
    events   address atom slot property stage lo hi kind source
    amounts  address atom slot property lo hi source
    silent   address atom source
    doubtful address

`atom` and `slot` are 64-bit hashes: two that fall together by accident are judged together, which costs time
and loses nothing.
"""

from __future__ import annotations

from typing import Any, Final

from validator.bulk.archive import Archive, insert
from validator.bulk.layout import JOINT, LIST_KEYS
from validator.bulk.rows import row_mark
from validator.bulk.shapes import AMOUNTS, EVENTS, LASTING, SHAPE_KEYS, SILENT, STATES
from validator.bulk.staging import literal, quoted
from validator.bulk.ties import Ties
from validator.bulk.understanding import (
    learn_shapes,
    learn_subjects,
    learn_times,
    learn_values,
    mask,
    named,
    shape_columns,
)
from validator.bulk.windows import EVER, NEVER, PUBLISHED, RELATIVE
from validator.records.claim import TIME_KEYS

TOLD, PLANNED, UNSAID = 0, 1, 2
"""Events told as done, told as planned, and told as done at a stage nobody states."""
_FIRST_TIME: Final = ", ".join(quoted(key) for key in TIME_KEYS if key != "until")


def intern(archive: Archive, ties: Ties, *, whole: bool = True) -> None:
    """Fills the tables. Leaves faults in the archive's log for rows that repeat an id; doubtful rows are not read
    here. `whole=False`: the rows are a part of all there are, so whether ids repeat is not looked at, and `typed`
    (one row per row) is kept.
    """
    shapes = learn_shapes(archive, ties)
    learn_subjects(archive, ties)
    learn_values(archive, ties)
    learn_times(archive, shapes)
    _find_repeated(archive, whole)
    _type_rows(archive)
    _spread(archive)
    if whole:
        archive.connection.execute("DROP TABLE typed")


def _find_repeated(archive: Archive, whole: bool) -> None:
    """`repeated(address)`: rows whose id another row of the same source has already; the first keeps it."""
    connection = archive.connection
    connection.execute("CREATE OR REPLACE TEMP TABLE repeated(address BIGINT)")
    if not whole or not {"source", "id"} <= set(archive.claims.columns):
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE suspects AS SELECT hash(source, id) AS h FROM raw GROUP BY 1 HAVING count(*) > 1"
    )
    (many,) = connection.execute("SELECT count(*) FROM suspects").fetchall()[0]
    taken = [(f"{c.source}/{c.id}",) for c in archive.corpus.claims]
    connection.execute("CREATE OR REPLACE TEMP TABLE taken(id VARCHAR)")
    insert(connection, "taken", taken)
    if many:
        connection.execute(
            "INSERT INTO repeated SELECT address FROM (SELECT address, row_number() OVER (PARTITION "
            "BY source, id ORDER BY address) AS place "
            "FROM raw WHERE hash(source, id) IN (SELECT h FROM suspects)) WHERE place > 1"
        )
    if taken:
        connection.execute(
            "INSERT INTO repeated SELECT address FROM raw WHERE source || '/' || id IN (SELECT id FROM taken)"
        )
    for address, id in connection.execute(
        "SELECT DISTINCT address, source || '/' || id FROM raw SEMI JOIN repeated USING (address) ORDER BY 1"
    ).fetchall():
        file, number = archive.files.at(address)
        message = f"expected each claim id once in a source, found `{id}` again"
        archive.log.add(file.path, row_mark(number), message, "give one of the two another id")
    connection.execute("DROP TABLE suspects")


# -- rows -------------------------------------------------------------------------------------------------------------


def _type_rows(archive: Archive) -> None:
    columns = archive.claims.columns
    listed = f"coalesce(contains(r.has, {literal(JOINT)}), false)"
    plain_words = [k for k in ("quote", "gloss", "prefix", "suffix", "note", "says") if k in columns]
    visible = [f"({quoted(k)} IS NULL OR regexp_matches({quoted(k)}, '[!-~\\p{{L}}\\p{{N}}]'))" for k in plain_words]
    last = {k: "1e" if k in LIST_KEYS else "1f" for k in plain_words}
    unseen = [
        f"({quoted(k)} IS NULL OR NOT regexp_matches({quoted(k)}, '[\\x00-\\x08\\x0b-\\x{last[k]}]'))"
        for k in plain_words
    ]
    words = " AND ".join((*visible, *unseen, "quote IS NOT NULL"))
    value = 'coalesce(r."is", r.has)'
    told_from = f"CASE WHEN regexp_matches({{0}}, {literal(RELATIVE)}) AND NOT o.unknown THEN o.first ELSE 0 END"
    time, until = "r.time_text", 'r."until"'
    archive.connection.execute(
        f"""
CREATE OR REPLACE TEMP TABLE typed AS
SELECT r.address, sh.shape, sh.destination, sh.kind, sh.planned, sh.stage, sh.until, sh.time_key,
       hash(su.key, sh.group_code) AS atom, hash(su.key, sh.property_code) AS slot,
       o.code AS source, o.first AS pub_lo, o.last AS pub_hi,
       v.code AS value, v.rung, v.lo AS value_lo, v.hi AS value_hi, v.dimension,
       t.lo, t.hi, t.sure, t.period, u.lo AS until_lo, u.hi AS until_hi, u.sure AS until_sure,
       CASE WHEN {listed} THEN r.has END AS members, sh.property_code,
       coalesce(
         sh.shape IS NOT NULL AND su.key IS NOT NULL AND f.types IS NOT NULL AND o.code IS NOT NULL
         AND regexp_full_match(r.id, '[a-z0-9][a-z0-9._-]*') AND r.words
         AND (NOT sh.valued OR {listed} OR v.code IS NOT NULL)
         AND (sh.time_key IN ('', '{LASTING}') OR t.lo IS NOT NULL)
         AND (NOT sh.until OR u.lo IS NOT NULL), false) AS sound
FROM (SELECT *, {shape_columns()}, {mask(columns)} AS mask, coalesce({_FIRST_TIME}) AS time_text, {words} AS words
      FROM raw ANTI JOIN repeated USING (address)) r
LEFT JOIN shapes sh ON {" AND ".join(f"sh.{named(k)} = r.{named(k)}" for k in SHAPE_KEYS)} AND sh.mask = r.mask
LEFT JOIN subjects su ON su.text = r.subject
LEFT JOIN suited f ON f.property_code = sh.property_code AND f.types = su.types
LEFT JOIN sources o ON o.id = r.source
LEFT JOIN valued v ON v.property_code = sh.property_code AND v.text = {value}
LEFT JOIN times t ON t.role = sh.role AND t.time_key = sh.time_key AND t.text = {time}
  AND t.told_from = {told_from.format(time)}
LEFT JOIN times u ON u.role = sh.role AND u.time_key = 'until' AND u.text = {until}
  AND u.told_from = {told_from.format(until)}
"""
    )


def _spread(archive: Archive) -> None:
    """Sound rows into the tables of the screen, the others into `doubtful`."""
    connection = archive.connection
    connection.execute("CREATE OR REPLACE TABLE doubtful AS SELECT address FROM typed WHERE NOT sound")
    _spread_lists(connection)
    connection.execute(
        "CREATE OR REPLACE TABLE untested AS SELECT s.untested, count(DISTINCT t.address) AS rows "
        "FROM typed t JOIN shapes s USING (shape) "
        "WHERE t.sound GROUP BY 1"
    )
    connection.execute(
        f"CREATE OR REPLACE TABLE silent AS SELECT address, atom, source FROM typed WHERE sound AND "
        f"destination = '{SILENT}'"
    )
    # a plan keeps the day ahead of its publication; what is told as done lies no later than that
    connection.execute(
        f"""
CREATE OR REPLACE TABLE events AS
SELECT address, atom, slot, property_code::SMALLINT AS property, abs(stage)::SMALLINT * (stage > 0)::SMALLINT AS stage,
       CASE WHEN planned THEN pub_hi ELSE coalesce(lo, {NEVER}) END AS lo,
       CASE WHEN planned THEN {EVER} ELSE least(coalesce(hi, {EVER}), pub_lo) END AS hi,
       source, (CASE WHEN planned THEN {PLANNED} WHEN stage < 0 THEN {UNSAID} ELSE {TOLD} END)::TINYINT AS kind
FROM typed WHERE sound AND destination = '{EVENTS}' ORDER BY slot"""
    )
    connection.execute(
        "CREATE OR REPLACE TABLE amounts AS SELECT address, atom, hash(slot, dimension, period) AS "
        "slot, property_code::SMALLINT AS property, value_lo AS lo, value_hi AS hi, source "
        f"FROM typed WHERE sound AND destination = '{AMOUNTS}' ORDER BY slot"
    )
    ahead = "until AND until_lo > pub_hi"
    connection.execute(
        f"""
CREATE OR REPLACE TABLE states AS
WITH seen AS (
  SELECT *, time_key = 'since' AS begins, until AND NOT ({ahead}) AS ends,
         time_key NOT IN ('since', '{LASTING}', '') AS dated,
         (time_key = '' AND NOT until) OR (time_key = '' AND {ahead}) AS undated
  FROM typed WHERE sound AND destination = '{STATES}' AND (members IS NULL OR value IS NOT NULL))
SELECT address, atom, slot, property_code::SMALLINT AS property, value, rung,
       CASE WHEN dated THEN lo WHEN undated THEN pub_lo WHEN time_key = '{LASTING}' THEN {NEVER} END AS lo,
       CASE WHEN dated AND hi = {PUBLISHED} THEN pub_hi WHEN dated THEN hi
            WHEN undated OR (begins AND NOT ends) THEN pub_hi
            WHEN time_key = '{LASTING}' THEN {EVER} END AS hi,
       CASE WHEN begins THEN lo END AS first, CASE WHEN begins THEN hi END AS first_hi,
       CASE WHEN ends THEN until_lo END AS last_lo, CASE WHEN ends THEN until_hi END AS last,
       CASE WHEN begins THEN pub_lo END AS pub, source, kind::TINYINT AS kind,
       coalesce(CASE WHEN dated AND hi = {PUBLISHED} THEN sure AND pub_lo = pub_hi WHEN dated THEN sure
                WHEN undated OR begins OR ends THEN pub_lo = pub_hi ELSE true END
                AND (NOT begins OR lo = hi) AND (NOT ends OR until_lo = until_hi), false) AS sure
FROM seen ORDER BY slot"""
    )


def _spread_lists(connection: Any) -> None:
    """One row per member of a list, where every member is understood and none stands twice; else the row is
    doubtful.
    """
    (lists,) = connection.execute("SELECT count(*) FROM typed WHERE sound AND members IS NOT NULL").fetchall()[0]
    if not lists:
        return
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE listed AS SELECT a.address, v.code FROM "
        f"(SELECT address, property_code, unnest(string_split(members, {literal(JOINT)})) AS text FROM "
        f"typed WHERE sound AND members IS NOT NULL) a "
        "LEFT JOIN valued v USING (property_code, text)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE broken AS SELECT address FROM listed GROUP BY 1 HAVING "
        "count(DISTINCT code) < count(*)"
    )
    connection.execute("INSERT INTO doubtful SELECT address FROM broken")
    connection.execute(
        "INSERT INTO typed SELECT t.* REPLACE (l.code AS value) FROM typed t JOIN listed l USING (address) "
        "WHERE t.address NOT IN (SELECT address FROM broken)"
    )
    connection.execute(
        "DELETE FROM typed WHERE members IS NOT NULL AND (value IS NULL OR address IN (SELECT address FROM broken))"
    )
