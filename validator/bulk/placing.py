"""Every row as whole numbers, in one pass over the files: its words looked at, its names, value, shape and time looked
up, and what it says of its question worked out.

A row that fails only because a text of it was not met before is `UNMET`: once such texts are understood, these rows
are placed again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from validator.bulk.archive import Archive
from validator.bulk.days import day, period, with_windows
from validator.bulk.layout import JOINT, LIST_KEYS
from validator.bulk.shapes import AMOUNTS, EVENTS, LASTING, SILENT, STATES, WHAT, Shape
from validator.bulk.staging import literal, quoted
from validator.bulk.understanding import mask, named, shape_columns, shape_keys, told_from
from validator.bulk.windows import EVER, NEVER, PUBLISHED
from validator.records.claim import TIME_KEYS

TOLD, PLANNED, UNSAID = 0, 1, 2
"""Events told as done, told as planned, and told as done at a stage nobody states."""
DOUBTFUL, UNMET, REPEATED = 0, -1, -2
"""In place of what a row turns into: it is left to the reader of records; it is to be placed again; another row has
its id.
"""
_WORDS: Final = ("quote", "gloss", "prefix", "suffix", "note", "says")
_VISIBLE: Final = "[!-~\\p{L}\\p{N}]"
_UNTIL: Final = 'r."until"'
_FIRST_TIME: Final = tuple(key for key in TIME_KEYS if key != "until")

_NUMBERS: Final = ("value", "rung", "lo", "hi", "first", "first_hi", "last_lo", "last", "pub", "source")
_COLUMNS: Final = {
    "address": "BIGINT", "what": "TINYINT", "atom": "UBIGINT", "slot": "UBIGINT", "property": "SMALLINT",
    **dict.fromkeys(_NUMBERS, "INTEGER"), "kind": "TINYINT", "stage": "SMALLINT", "sure": "BOOLEAN",
    "untested": "TINYINT", "identity": "UBIGINT",
}  # fmt: skip
_VIEWS: Final = {
    STATES: "address, atom, slot, property, value, rung, lo, hi, first, first_hi, last_lo, last, pub, source, kind, "
    "sure",
    EVENTS: "address, atom, slot, property, stage, lo, hi, source, kind",
    AMOUNTS: "address, atom, slot, property, lo, hi, source",
    SILENT: "address, atom, source",
}


def prepare(connection: Any) -> None:
    """`bounds`, empty, with a view of it for each kind of bound."""
    # to look for the best way of packing each column takes twice as long as to write them all as they are
    columns = ", ".join(f"{name} {type} USING COMPRESSION uncompressed" for name, type in _COLUMNS.items())
    connection.execute(f"CREATE OR REPLACE TABLE bounds({columns})")
    for table, columns in _VIEWS.items():
        connection.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT {columns} FROM bounds WHERE what = {WHAT[table]}")


def prepare_shapes(connection: Any) -> None:
    """`placed_shapes`: what `place` asks of shapes."""
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW placed_shapes AS SELECT * EXCLUDE (shape, until_days), until_days, "
        f"time_key = 'since' AS begins, time_key = '{LASTING}' AS lasting, time_key = '' AS untimed, "
        f"time_key NOT IN ('since', '{LASTING}', '') AS dated FROM shapes"
    )


def place(archive: Archive, shapes: Collection[Shape], rows: str, *, again: bool = False) -> None:
    """Enters the rows of a table like `raw` into `bounds`, each once - or once for every member it lists.

    `again`: what fails now, fails for good.
    """
    connection = archive.connection
    if "has" not in archive.claims.columns:
        connection.execute(f"INSERT INTO bounds {_bounds(archive, shapes, rows, again=again)}")
        return
    listed = f"contains(has, {literal(JOINT)})"
    plain = f"(SELECT * FROM {rows} WHERE NOT coalesce({listed}, false))"
    connection.execute(f"INSERT INTO bounds {_bounds(archive, shapes, plain, again=again)}")
    if connection.execute(f"SELECT count(*) FROM (SELECT 1 FROM {rows} WHERE {listed} LIMIT 1)").fetchall() != [(0,)]:
        members = (
            f"(SELECT *, unnest(string_split(has, {literal(JOINT)})) AS member, "
            f"generate_subscripts(string_split(has, {literal(JOINT)}), 1) AS place FROM {rows} WHERE {listed})"
        )
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE members AS {_bounds(archive, shapes, members, listed=True, again=again)}"
        )
        _enter_lists(connection)


def _enter_lists(connection: Any) -> None:
    """A list of which a member is not understood, or stands twice, makes its row one that is not sound."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE broken AS SELECT address, CASE WHEN count(*) FILTER (what = "
        f"{UNMET}) > 0 THEN {UNMET} ELSE {DOUBTFUL} END AS what FROM members GROUP BY 1 "
        f"HAVING min(what) <= {DOUBTFUL} OR count(DISTINCT value) < count(*)"
    )
    connection.execute("INSERT INTO bounds SELECT * EXCLUDE (place) FROM members ANTI JOIN broken USING (address)")
    connection.execute(
        "INSERT INTO bounds SELECT m.* EXCLUDE (place) REPLACE (b.what AS what) FROM members m "
        "JOIN broken b USING (address) WHERE m.place = 1"
    )


def _bounds(archive: Archive, shapes: Collection[Shape], rows: str, *, listed: bool = False, again: bool) -> str:
    """A query for the rows as `bounds`; `listed`: with `place`, for rows that have a `member` each."""
    kinds = {shape.table for shape in shapes}
    ahead = "until AND until_lo > pub_hi"
    first = "place = 1" if listed else "true"
    undated = f"(untimed AND (NOT until OR {ahead}))"
    ends = f"(until AND NOT ({ahead}))"
    lo = {
        STATES: f"CASE WHEN dated THEN lo WHEN {undated} THEN pub_lo WHEN lasting THEN {NEVER} END",
        EVENTS: f"CASE WHEN planned THEN pub_hi ELSE coalesce(lo, {NEVER}) END",
        AMOUNTS: "value_lo",
    }
    hi = {
        STATES: f"CASE WHEN dated AND hi = {PUBLISHED} THEN pub_hi WHEN dated THEN hi WHEN {undated} OR "
        f"(begins AND NOT {ends}) THEN pub_hi WHEN lasting THEN {EVER} END",
        # what is told as done lies no later than its publication; a plan keeps the day ahead of it
        EVENTS: f"CASE WHEN planned THEN {EVER} ELSE least(coalesce(hi, {EVER}), pub_lo) END",
        AMOUNTS: "value_hi",
    }
    sure = (
        f"coalesce(CASE WHEN dated AND hi = {PUBLISHED} THEN sure AND pub_lo = pub_hi WHEN dated THEN sure "
        f"WHEN {undated} OR begins OR {ends} THEN pub_lo = pub_hi ELSE true END "
        f"AND (NOT begins OR lo = hi) AND (NOT {ends} OR until_lo = until_hi), false)"
    )
    kind = f"CASE WHEN planned THEN {PLANNED} WHEN stage < 0 THEN {UNSAID} ELSE {TOLD} END"
    slot = {STATES: "slot", EVENTS: "slot", SILENT: "slot", AMOUNTS: "hash(slot, dimension, period)"}
    return f"""
SELECT address, CASE WHEN plain AND met AND suits THEN what WHEN plain AND NOT met THEN {DOUBTFUL if again else UNMET}
                ELSE {DOUBTFUL} END::TINYINT AS what,
       atom, {_by_kind(kinds, slot)} AS slot, property_code::SMALLINT AS property, value, rung,
       {_by_kind(kinds, lo)} AS lo, {_by_kind(kinds, hi)} AS hi,
       CASE WHEN begins THEN lo END AS first, CASE WHEN begins THEN hi END AS first_hi,
       CASE WHEN {ends} THEN until_lo END AS last_lo, CASE WHEN {ends} THEN until_hi END AS last,
       CASE WHEN begins THEN pub_lo END AS pub, source,
       {_by_kind(kinds, {STATES: "kind", EVENTS: kind})}::TINYINT AS kind, greatest(stage, 0)::SMALLINT AS stage,
       {_by_kind(kinds, {STATES: sure})} AS sure, CASE WHEN {first} THEN untested END AS untested,
       CASE WHEN {first} THEN identity END AS identity{", place" if listed else ""}
FROM ({_timed(archive, shapes, rows, listed=listed)})"""


def _by_kind(kinds: Collection[str], texts: Mapping[str, str]) -> str:
    """An expression that stands for one of others, by what a row turns into."""
    meant = {table: text for table, text in texts.items() if table in kinds}
    if not meant:
        return "NULL"
    if len(set(meant.values())) == 1:
        return next(iter(meant.values()))
    return "CASE what " + " ".join(f"WHEN {WHAT[table]} THEN {text}" for table, text in meant.items()) + " END"


def _timed(archive: Archive, shapes: Collection[Shape], rows: str, *, listed: bool) -> str:
    """The rows with their times as days, and whether all that they hold was met."""
    connection = archive.connection
    until = any(shape.until for shape in shapes)
    odd = connection.execute("SELECT count(*) FROM times").fetchall() != [(0,)]
    period_of = period("p.lo", "p.hi") if any(shape.table == AMOUNTS for shape in shapes) else "NULL"
    lo, hi, sure, joins = "p.lo", "p.hi", "p.sure", ""
    until_lo = until_hi = "p.until_day" if until else "NULL::INTEGER"
    if odd:
        lo, hi = "coalesce(p.lo, t.lo)", "coalesce(p.hi, t.hi)"
        sure = "CASE WHEN p.lo IS NULL THEN t.sure ELSE p.sure END"
        period_of = f"CASE WHEN p.lo IS NULL THEN t.period ELSE {period_of} END"
        joins += _met_times("t", "p.lo IS NULL", "p.time_text", "p.time_key")
        if until:
            until_lo, until_hi = "coalesce(p.until_day, u.lo)", "coalesce(p.until_day, u.hi)"
            joins += _met_times("u", "p.until_day IS NULL", "p.until_text", "'until'")
    return f"""
SELECT p.* EXCLUDE (lo, hi, sure, known), {lo} AS lo, {hi} AS hi, {sure} AS sure, {period_of} AS period,
       {until_lo} AS until_lo, {until_hi} AS until_hi,
       known AND (NOT valued OR value IS NOT NULL) AND (untimed OR lasting OR {lo} IS NOT NULL)
       AND (NOT until OR {until_lo} IS NOT NULL) AS met
FROM ({with_windows(_looked_up(archive, rows, until=until, listed=listed))}) p {joins}"""


def _met_times(alias: str, unless: str, text: str, key: str) -> str:
    since = told_from(text, "pub_lo")
    return (
        f"LEFT JOIN times {alias} ON {alias}.text = CASE WHEN {unless} THEN {text} END "
        f"AND {alias}.told_from = CASE WHEN {unless} THEN {since} END "
        f"AND {alias}.role = p.role AND {alias}.time_key = {key} "
    )


def _looked_up(archive: Archive, rows: str, *, until: bool, listed: bool) -> str:
    """The rows with what their shape, names and value mean."""
    columns = archive.claims.columns
    keys = shape_keys(columns)
    text = "r.member" if listed else 'coalesce(r."is", r.has)'
    value, rung, lo, hi, dimension, joins = "NULL::INTEGER", "NULL::INTEGER", "NULL", "NULL", "NULL", ""
    count = "SELECT (SELECT count(*) FROM valued), (SELECT count(*) FROM takers)"
    ((valued, takers),) = archive.connection.execute(count).fetchall()
    if valued:
        value, rung, lo, hi, dimension = "v.code", "v.rung", "v.lo", "v.hi", "v.dimension"
        joins += f"LEFT JOIN valued v ON v.property_code = sh.property_code AND v.text = {text} "
    if takers:
        joins += f"LEFT JOIN takeable e ON e.text = {text} "
        joins += "LEFT JOIN takers k ON k.property_code = sh.property_code AND k.type = e.type"
        entity = "CASE WHEN k.type IS NOT NULL THEN e.number END"
        value = f"coalesce(v.code, {entity})" if valued else entity
    known = {"source", "id"} <= set(columns)
    identity = "CASE WHEN r.source IS NOT NULL AND r.id IS NOT NULL THEN hash(r.source, r.id) END"
    times = ", ".join(map(quoted, _FIRST_TIME))
    ended = f', r."until" AS until_text, CASE WHEN sh.until_days THEN {day(_UNTIL)} END AS until_day' if until else ""
    own = "*, " if not listed else "* EXCLUDE (place), place, "
    return f"""
SELECT r.address, {"r.place, " if listed else ""}{identity if known else "NULL::UBIGINT"} AS identity,
       coalesce(sh.what IS NOT NULL AND o.code IS NOT NULL AND regexp_full_match(r.id, '[a-z0-9][a-z0-9._-]*')
                AND r.words, false) AS plain,
       su.hash IS NOT NULL AS known, su.type IS NOT NULL AND f.type IS NOT NULL AS suits,
       sh.* EXCLUDE (mask, group_code, {", ".join(map(named, keys))}),
       hash(su.hash, sh.group_code) AS atom, hash(su.hash, sh.property_code) AS slot,
       o.code AS source, o.first AS pub_lo, o.last AS pub_hi, o.unknown,
       {value} AS value, {rung} AS rung, {lo} AS value_lo, {hi} AS value_hi, {dimension} AS dimension,
       r.time_text{ended}
FROM (SELECT {own}{shape_columns(keys)}{mask(columns)} AS mask, coalesce({times}) AS time_text,
             {_words(columns)} AS words FROM {rows}) r
LEFT JOIN placed_shapes sh ON {" AND ".join((*(f"sh.{named(k)} = r.{named(k)}" for k in keys), "sh.mask = r.mask"))}
LEFT JOIN subjects su ON su.text = r.subject
LEFT JOIN suited f ON f.property_code = sh.property_code AND f.type = su.type
LEFT JOIN sources o ON o.id = r.source
{joins}"""


def _words(columns: Collection[str]) -> str:
    """Whether what is told in words can be read: something visible in it, and nothing that cannot be.

    Most texts begin with a letter and become no longer, but for two quotation marks, where they are written as JSON;
    only of the others every character is looked at. (`CASE`, since SQL works out both sides of an `OR`.)
    """
    found = ["quote IS NOT NULL"]
    for name in (name for name in _WORDS if name in columns):
        key, last = quoted(name), "1e" if name in LIST_KEYS else "1f"
        found.append(
            f"CASE WHEN {key} IS NULL OR {key} >= '!' AND {key} < chr(127) "
            f"AND strlen(to_json({key})::VARCHAR) = strlen({key}) + 2 THEN true "
            f"ELSE regexp_matches({key}, '{_VISIBLE}') "
            f"AND NOT regexp_matches({key}, '[\\x00-\\x08\\x0b-\\x{last}]') END"
        )
    return " AND ".join(found)
