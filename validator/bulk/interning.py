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
from validator.bulk.days import day, period, with_windows
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
    learn_shapes(archive, ties)
    learn_subjects(archive, ties)
    learn_values(archive, ties)
    _find_repeated(archive, whole)
    _place_rows(archive)
    learn_times(archive)
    lists = _type_rows(archive.connection)
    _spread(archive.connection, lists=lists)
    if whole:
        archive.connection.execute("DROP VIEW typed")
        archive.connection.execute("DROP TABLE placed")


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


def _place_rows(archive: Archive) -> None:
    """`placed`: every row once, with what its names, its value and its shape mean. Days, and stretches from day to day,
    become numbers on the way; any other time stays text, in `time_odd` and `until_odd`, with the day it is told from.
    """
    columns = archive.claims.columns
    listed = f"coalesce(contains(r.has, {literal(JOINT)}), false)"
    plain_words = [k for k in ("quote", "gloss", "prefix", "suffix", "note", "says") if k in columns]
    # most texts begin with a letter, which is seen sooner than any pattern is
    visible = [
        f"({quoted(k)} IS NULL OR ascii({quoted(k)}) BETWEEN 33 AND 126 "
        f"OR regexp_matches({quoted(k)}, '[!-~\\p{{L}}\\p{{N}}]'))"
        for k in plain_words
    ]
    last = {k: "1e" if k in LIST_KEYS else "1f" for k in plain_words}
    unseen = [
        f"({quoted(k)} IS NULL OR NOT regexp_matches({quoted(k)}, '[\\x00-\\x08\\x0b-\\x{last[k]}]'))"
        for k in plain_words
    ]
    words = " AND ".join((*visible, *unseen, "quote IS NOT NULL"))
    value = 'coalesce(r."is", r.has)'
    told_from = f"CASE WHEN regexp_matches({{0}}, {literal(RELATIVE)}) AND NOT unknown THEN pub_lo ELSE 0 END"
    rows = f"""
SELECT r.address, sh.shape, sh.days, sh.day_lo, sh.day_hi, sh.day_sure, sh.stretches,
       hash(su.key, sh.group_code) AS atom, hash(su.key, sh.property_code) AS slot,
       o.code AS source, o.first AS pub_lo, o.last AS pub_hi, o.unknown,
       v.code AS value, v.rung, v.lo AS value_lo, v.hi AS value_hi, v.dimension,
       CASE WHEN {listed} THEN r.has END AS members,
       r.time_text, r."until" AS until_text,
       CASE WHEN sh.until_days THEN {day('r."until"')} END AS until_day,
       coalesce(
         sh.shape IS NOT NULL AND su.key IS NOT NULL AND f.types IS NOT NULL AND o.code IS NOT NULL
         AND regexp_full_match(r.id, '[a-z0-9][a-z0-9._-]*') AND r.words
         AND (NOT sh.valued OR {listed} OR v.code IS NOT NULL), false) AS well
FROM (SELECT *, {shape_columns()}, {mask(columns)} AS mask, coalesce({_FIRST_TIME}) AS time_text, {words} AS words
      FROM raw ANTI JOIN repeated USING (address)) r
LEFT JOIN shapes sh ON {" AND ".join(f"sh.{named(k)} = r.{named(k)}" for k in SHAPE_KEYS)} AND sh.mask = r.mask
LEFT JOIN subjects su ON su.text = r.subject
LEFT JOIN suited f ON f.property_code = sh.property_code AND f.types = su.types
LEFT JOIN sources o ON o.id = r.source
LEFT JOIN valued v ON v.property_code = sh.property_code AND v.text = {value}"""
    archive.connection.execute(
        f"""
CREATE OR REPLACE TEMP TABLE placed AS
SELECT * EXCLUDE (time_text, until_text, unknown),
       CASE WHEN lo IS NULL THEN time_text END AS time_odd,
       CASE WHEN lo IS NULL THEN {told_from.format("time_text")} END AS time_from,
       CASE WHEN until_day IS NULL THEN until_text END AS until_odd,
       CASE WHEN until_day IS NULL THEN {told_from.format("until_text")} END AS until_from
FROM ({with_windows(rows)})
"""
    )


def _type_rows(connection: Any) -> bool:
    """`typed`: the placed rows with their times, one for each member of a list. A list of which a member is not
    understood, or stands twice, makes its row unsound. Gives whether there is any list.
    """
    (lists,) = connection.execute("SELECT count(*) FROM placed WHERE members IS NOT NULL").fetchall()[0]
    value, whole, members = "p.value", "", ""
    if lists:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE listed AS SELECT a.address, v.code FROM (SELECT address, property_code, "
            f"unnest(string_split(members, {literal(JOINT)})) AS text FROM placed JOIN shapes USING (shape) "
            "WHERE members IS NOT NULL) a LEFT JOIN valued v USING (property_code, text)"
        )
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE broken AS SELECT address FROM listed GROUP BY 1 HAVING "
            "count(DISTINCT code) < count(*)"
        )
        value, whole = "CASE WHEN p.members IS NULL THEN p.value ELSE l.code END", " AND b.address IS NULL"
        members = "LEFT JOIN broken b USING (address) LEFT JOIN listed l ON l.address = p.address AND b.address IS NULL"
    connection.execute(
        f"""
CREATE OR REPLACE TEMP VIEW typed AS
SELECT *, well AND (time_key IN ('', '{LASTING}') OR lo IS NOT NULL) AND (NOT until OR until_lo IS NOT NULL) AS sound
FROM (
  SELECT p.address, p.shape, sh.destination, sh.kind, sh.planned, sh.stage, sh.until, sh.time_key, sh.property_code,
         p.atom, p.slot, p.source, p.pub_lo, p.pub_hi, {value} AS value, p.rung, p.value_lo, p.value_hi, p.dimension,
         coalesce(p.lo, t.lo) AS lo, coalesce(p.hi, t.hi) AS hi,
         CASE WHEN p.lo IS NULL THEN t.sure ELSE p.sure END AS sure,
         CASE WHEN p.lo IS NULL THEN t.period ELSE {period("p.lo", "p.hi")} END AS period,
         coalesce(p.until_day, u.lo) AS until_lo, coalesce(p.until_day, u.hi) AS until_hi, p.well{whole} AS well
  FROM placed p LEFT JOIN shapes sh ON sh.shape = p.shape {members}
  LEFT JOIN times t ON t.text = p.time_odd AND t.told_from = p.time_from
    AND t.role = sh.role AND t.time_key = sh.time_key
  LEFT JOIN times u ON u.text = p.until_odd AND u.told_from = p.until_from
    AND u.role = sh.role AND u.time_key = 'until')
"""
    )
    return bool(lists)


def _spread(connection: Any, *, lists: bool) -> None:
    """Sound rows into the tables of the screen, the others into `doubtful`."""
    counted = "DISTINCT t.address" if lists else "*"
    connection.execute("CREATE OR REPLACE TABLE doubtful AS SELECT DISTINCT address FROM typed WHERE NOT sound")
    connection.execute(
        f"CREATE OR REPLACE TABLE untested AS SELECT s.untested, count({counted}) AS rows "
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
  FROM typed WHERE sound AND destination = '{STATES}')
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
