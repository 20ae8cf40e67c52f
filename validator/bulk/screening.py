"""The screen: one grouped pass over the interned bounds that drops every question some world surely answers.

A *world* of a state: each value begins on the latest of its stated starts and ends on the earliest of its
stated ends, every other run lies between, and no two values share a day. Of an event: the day lies in the
windows of all, stages in their order. Of an amount: a number lies in all ranges. Where such a world exists
whatever the unknown days are, the question is clean; everything else is only suspicious.

The queries are written in the SQL that DuckDB and Spark have in common, and tell the same suspects in both. What
stands in `/*+ … */` is a comment to DuckDB; it tells Spark which side of a join is small enough to go to the other.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from validator.bulk.placing import UNSAID
from validator.bulk.understanding import KINDS

_SINGLE: Final = KINDS["single"]
_LADDER: Final = KINDS["ladder"]


class Step(NamedTuple):
    """A query over the bounds and the steps before it. Steps without a name yield suspicious atoms."""

    name: str
    query: str


# Slots in which something can be wrong at all: several values, or a stated start or end.
_SEVERAL: Final = "SELECT slot FROM states {where} GROUP BY slot HAVING min(value) < max(value) {edges}"

# A value's own world: where its runs lie once it begins on the latest stated start and ends on the earliest stated end.
_PER_VALUE: Final = """
SELECT slot, value, max(kind) AS kind, max(rung) AS rung, {world}
FROM states {chosen} GROUP BY slot, value"""
_WITH_EDGES: Final = """max(first) AS s, min(last) AS e,
       least(max(first) + 1, min(lo), min(CASE WHEN first IS NULL THEN last - 1 END)) AS vlo,
       greatest(max(hi), min(last) - 1) AS vhi,
       coalesce(max(first) <= min(first_hi), true) AND coalesce(max(first) <= min(pub), true)
       AND coalesce(max(last_lo) <= min(last), true) AND coalesce(max(first) < min(last), true)
       AND coalesce(min(lo) >= max(first), true) AND coalesce(max(hi) <= min(last), true) AS possible"""
_WITHOUT_EDGES: Final = """CAST(NULL AS INTEGER) AS s, CAST(NULL AS INTEGER) AS e,
       min(lo) AS vlo, max(hi) AS vhi, true AS possible"""

# Slots whose values do not lie one after the other (on a ladder: rising).
_CROWDED: Final = f"""
SELECT slot, bool_and(possible) AS feasible, max(kind) AS sort FROM (
  SELECT slot, possible, kind, vlo, rung, max(vhi) OVER earlier AS before, max(rung) OVER earlier AS risen
  FROM per_value
  WINDOW earlier AS (PARTITION BY slot ORDER BY vlo, vhi, value ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) v
GROUP BY slot
HAVING NOT bool_and(possible) OR (max(kind) >= {_SINGLE} AND bool_or(before >= vlo))
    OR (max(kind) = {_LADDER} AND bool_or(risen > rung))"""

_CROWDED_FOR_GOOD: Final = f"""
SELECT /*+ BROADCAST(c) */ DISTINCT atom FROM states
SEMI JOIN (SELECT slot FROM crowded WHERE NOT feasible OR sort <> {_SINGLE}) c USING (slot)"""

# Values that come back (A, then B, then A again): look at the runs one by one. Of two overlapping runs of different
# values, or of two others that overlap further back, the later finds the furthest end before it to be another value's.
# First by stints: runs of one value that begin near each other are one, since most claims tell of the same stint.
_RUNS: Final = """
    SELECT /*+ BROADCAST(c) */ r.atom, r.slot, r.value, r.lo AS rlo, r.hi AS rhi
    FROM states r JOIN {slots} c ON c.slot = r.slot"""
_RUNS_WITH_EDGES: Final = """
    SELECT /*+ BROADCAST(c) */ r.atom, r.slot, r.value,
           CASE WHEN r.first IS NOT NULL THEN v.s + 1 WHEN r.last IS NOT NULL THEN v.e - 1 ELSE r.lo END AS rlo,
           CASE WHEN r.last IS NOT NULL THEN v.e - 1 ELSE r.hi END AS rhi
    FROM states r JOIN {slots} c ON c.slot = r.slot
    JOIN per_value v ON v.slot = r.slot AND v.value = r.value"""
_EARLIER: Final = (
    "WINDOW earlier AS (PARTITION BY slot ORDER BY rlo, rhi, value ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
)
_NEAR: Final = 512
_RIVALS: Final = f"(SELECT slot FROM crowded WHERE feasible AND sort = {_SINGLE})"
_STINTS: Final = f"""
SELECT slot, value, min(rlo) AS rlo, max(rhi) AS rhi FROM ({{runs}}) runs
WHERE rlo <= rhi GROUP BY slot, value, CAST(floor(rlo / {_NEAR}) AS INT)"""
_UNSETTLED: Final = f"""
SELECT DISTINCT slot FROM (SELECT slot, value, rlo, {{furthest}} FROM stints {_EARLIER}) swept WHERE {{overlaps}}"""
_OVERLAPPING: Final = f"""
SELECT DISTINCT atom FROM (
  SELECT atom, value, rlo, {{furthest}} FROM ({{runs}}) runs WHERE rlo <= rhi {_EARLIER}) swept
WHERE {{overlaps}}"""
_BY_TEXT: Final = {
    "furthest": "max(rhi) OVER earlier AS before, max_by(value, rhi) OVER earlier AS whose",
    "overlaps": "before >= rlo AND whose <> value",
}
# The furthest end and its value in one number, which a window finds in two thirds of the time.
_BY_NUMBER: Final = {
    "furthest": "max(CAST(rhi AS BIGINT) * 4294967296 + value) OVER earlier AS before",
    "overlaps": "before >= CAST(rlo AS BIGINT) * 4294967296 AND (before & 4294967295) <> value",
}

# Within a stage, the latest beginning must not pass the earliest end; across stages no window may end before an
# earlier stage can be.
_UNEASY: Final = """
SELECT slot, min(stage) < max(stage) AS staged FROM events
GROUP BY slot HAVING max(lo) > min(hi) OR min(stage) < max(stage)"""
_STAGED: Final = """
SELECT /*+ BROADCAST(u) */ slot, stage, max(lo) AS lo, min(hi) AS hi, max(kind) AS kind
FROM events SEMI JOIN (SELECT slot FROM uneasy WHERE staged) u USING (slot) GROUP BY slot, stage"""
_OUT_OF_ORDER: Final = f"""
SELECT /*+ BROADCAST(w) */ DISTINCT atom FROM events SEMI JOIN (
  SELECT slot FROM uneasy WHERE NOT staged
  UNION ALL
  SELECT slot FROM (
    SELECT slot, lo, hi, kind, max(lo) OVER (PARTITION BY slot ORDER BY stage) AS reached FROM staged) s
  WHERE reached > hi OR kind = {UNSAID}) w USING (slot)"""

_APART: Final = "SELECT any_value(atom) AS atom FROM amounts GROUP BY slot HAVING max(lo) > min(hi)"


def steps(*, edges: bool, related: list[int], prefilter: bool, numbered: bool) -> tuple[Step, ...]:
    """The screen over the tables `states`, `events` and `amounts`.

    `edges`: whether any claim states a start or an end. `related`: codes of the properties that bear on others, so that
    their atoms can hold several slots. `prefilter` looks for slots with several values in a pass of its own: it changes
    what the screen costs, not what it tells. `numbered`: values are whole numbers from 1 to 2**31, not texts.
    """
    where, having = (
        ("", "OR max(first) IS NOT NULL OR max(last) IS NOT NULL") if edges else (f"WHERE kind >= {_SINGLE}", "")
    )
    per_value = _PER_VALUE.format(
        world=_WITH_EDGES if edges else _WITHOUT_EDGES,
        chosen="SEMI JOIN several USING (slot)" if prefilter else where,
    )
    runs, ends = _RUNS_WITH_EDGES if edges else _RUNS, _BY_NUMBER if numbered else _BY_TEXT
    found = [Step("several", _SEVERAL.format(where=where, edges=having))] if prefilter else []
    found += [
        Step("per_value", per_value),
        Step("crowded", _CROWDED),
        Step("", _CROWDED_FOR_GOOD),
        Step("stints", _STINTS.format(runs=runs.format(slots=_RIVALS))),
        Step("unsettled", _UNSETTLED.format(**ends)),
        Step("", _OVERLAPPING.format(runs=runs.format(slots="unsettled"), **ends)),
        Step("uneasy", _UNEASY),
        Step("staged", _STAGED),
        Step("", _OUT_OF_ORDER),
        Step("", _APART),
    ]
    if related:
        found.append(Step("", _several_properties(related)))
    return tuple(found)


def _several_properties(codes: list[int]) -> str:
    """Atoms with slots of several properties: how these bear on each other is for the exact rules."""
    chosen = f"WHERE property IN ({', '.join(map(str, codes))})"
    parts = " UNION ALL ".join(
        f"SELECT atom, property FROM {table} {chosen}" for table in ("states", "events", "amounts")
    )
    return f"SELECT atom FROM ({parts}) p GROUP BY atom HAVING min(property) < max(property)"


def impossible_in(states: str) -> str:
    """A query for the slots and values of a table like `states` that no world has."""
    per_value = f"SELECT slot, value, {_WITH_EDGES} FROM {states} GROUP BY slot, value"
    return f"SELECT slot, value FROM ({per_value}) v WHERE NOT coalesce(possible, true)"


def screen(connection: Any, related: list[int]) -> None:
    """Fills two tables of a DuckDB connection: `suspected(atom)`, and `impossible(slot, value)`, values that no world
    has. `related`: as in `steps`. All of it comes from bounds alone, so it may be kept with them.
    """
    ((edges,),) = connection.execute("SELECT count(first) + count(last) FROM states").fetchall()
    connection.execute("CREATE OR REPLACE TABLE suspected(atom UBIGINT)")
    for step in steps(edges=bool(edges), related=related, prefilter=True, numbered=True):
        into = f"CREATE OR REPLACE TEMP TABLE {step.name} AS" if step.name else "INSERT INTO suspected"
        connection.execute(f"{into} {step.query}")
    connection.execute(
        "CREATE OR REPLACE TABLE impossible AS SELECT slot, value FROM per_value WHERE NOT coalesce(possible, true)"
    )
    for name in ("per_value", "several", "stints"):
        connection.execute(f"DROP TABLE {name}")
