"""The screen: one grouped pass over the interned bounds that drops every question some world surely answers.

A *world* of a state: each value begins on the latest of its stated starts and ends on the earliest of its
stated ends, every other run lies between, and no two values share a day. Of an event: the day lies in the
windows of all, stages in their order. Of an amount: a number lies in all ranges. Where such a world exists
whatever the unknown days are, the question is clean; everything else is only suspicious.
"""

from __future__ import annotations

from typing import Any, Final

from validator.bulk.interning import UNSAID
from validator.bulk.understanding import KINDS

_SINGLE: Final = KINDS["single"]
_LADDER: Final = KINDS["ladder"]

# Slots in which something can be wrong at all: several values, or a stated start or end.
_SEVERAL: Final = """
CREATE OR REPLACE TEMP TABLE several AS
SELECT slot FROM states {where} GROUP BY slot HAVING min(value) < max(value) {edges}"""

# A value's own world: where its runs lie once it begins on the latest stated start and ends on the earliest stated end.
_PER_VALUE: Final = """
CREATE OR REPLACE TEMP TABLE per_value AS
SELECT slot, value, max(kind) AS kind, max(rung) AS rung, {world}
FROM states SEMI JOIN several USING (slot) GROUP BY slot, value"""
_WITH_EDGES: Final = """max(first) AS s, min(last) AS e,
       least(max(first) + 1, min(lo), min(last - 1) FILTER (first IS NULL)) AS vlo,
       greatest(max(hi), min(last) - 1) AS vhi,
       coalesce(max(first) <= min(first_hi), true) AND coalesce(max(first) <= min(pub), true)
       AND coalesce(max(last_lo) <= min(last), true) AND coalesce(max(first) < min(last), true)
       AND coalesce(min(lo) >= max(first), true) AND coalesce(max(hi) <= min(last), true) AS possible"""
_WITHOUT_EDGES: Final = "NULL::INTEGER AS s, NULL::INTEGER AS e, min(lo) AS vlo, max(hi) AS vhi, true AS possible"

# Slots whose values do not lie one after the other (on a ladder: rising).
_CROWDED: Final = f"""
CREATE OR REPLACE TEMP TABLE crowded AS
SELECT slot, bool_and(possible) AS possible, max(kind) AS kind FROM (
  SELECT slot, possible, kind, vlo, rung, max(vhi) OVER earlier AS before, max(rung) OVER earlier AS risen
  FROM per_value
  WINDOW earlier AS (PARTITION BY slot ORDER BY vlo, vhi, value ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
GROUP BY slot
HAVING NOT bool_and(possible) OR (max(kind) >= {_SINGLE} AND bool_or(before >= vlo))
    OR (max(kind) = {_LADDER} AND bool_or(risen > rung))"""

# Values that come back (A, then B, then A again): look at the runs one by one. Of two overlapping runs of different
# values, or of two
# others that overlap further back, the later finds the furthest end before it to be another value's.
_OVERLAPPING: Final = f"""
INSERT INTO suspicious
SELECT DISTINCT atom FROM (
  SELECT atom, value, rlo, max(rhi) OVER earlier AS before, arg_max(value, rhi) OVER earlier AS whose FROM (
    SELECT r.atom, r.slot, r.value,
           CASE WHEN r.first IS NOT NULL THEN v.s + 1 WHEN r.last IS NOT NULL THEN v.e - 1 ELSE r.lo END AS rlo,
           CASE WHEN r.last IS NOT NULL THEN v.e - 1 ELSE r.hi END AS rhi
    FROM states r JOIN per_value v USING (slot, value)
    JOIN crowded c ON c.slot = r.slot AND c.possible AND c.kind = {_SINGLE})
  WHERE rlo <= rhi
  WINDOW earlier AS (PARTITION BY slot ORDER BY rlo, rhi, value ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
WHERE before >= rlo AND whose <> value"""


def screen(connection: Any, related: list[int]) -> None:
    """Fills `suspicious(atom)`. `related`: codes of the properties that bear on others, so that their atoms can hold
    several slots.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE suspicious(atom UBIGINT)")
    _states(connection)
    _events(connection)
    _amounts(connection)
    if related:
        _related(connection, related)


def _states(connection: Any) -> None:
    ((edges,),) = connection.execute("SELECT count(first) + count(last) FROM states").fetchall()
    connection.execute(
        _SEVERAL.format(where="", edges="OR max(first) IS NOT NULL OR max(last) IS NOT NULL")
        if edges
        else _SEVERAL.format(where=f"WHERE kind >= {_SINGLE}", edges="")
    )
    connection.execute(_PER_VALUE.format(world=_WITH_EDGES if edges else _WITHOUT_EDGES))
    connection.execute(_CROWDED)
    connection.execute(
        "INSERT INTO suspicious SELECT DISTINCT atom FROM states "
        f"SEMI JOIN (SELECT slot FROM crowded WHERE NOT possible OR kind <> {_SINGLE}) USING (slot)"
    )
    connection.execute(_OVERLAPPING)


def _events(connection: Any) -> None:
    # within a stage, the latest beginning must not pass the earliest end; across stages no window may end before an
    # earlier stage can be
    connection.execute(
        """
CREATE OR REPLACE TEMP TABLE uneasy AS
SELECT slot, min(stage) < max(stage) AS staged FROM events
GROUP BY slot HAVING max(lo) > min(hi) OR min(stage) < max(stage)"""
    )
    connection.execute(
        f"""
INSERT INTO suspicious
SELECT DISTINCT atom FROM events SEMI JOIN (
  SELECT slot FROM uneasy WHERE NOT staged
  UNION ALL
  SELECT slot FROM (
    SELECT slot, lo, hi, kind, max(lo) OVER (PARTITION BY slot ORDER BY stage) AS reached FROM (
      SELECT slot, stage, max(lo) AS lo, min(hi) AS hi, max(kind) AS kind
      FROM events SEMI JOIN (SELECT slot FROM uneasy WHERE staged) USING (slot) GROUP BY slot, stage))
  WHERE reached > hi OR kind = {UNSAID}) USING (slot)"""
    )


def _amounts(connection: Any) -> None:
    connection.execute(
        "INSERT INTO suspicious SELECT any_value(atom) FROM amounts GROUP BY slot HAVING max(lo) > min(hi)"
    )


def _related(connection: Any, codes: list[int]) -> None:
    """Atoms with slots of several properties: how these bear on each other is for the exact rules."""
    chosen = f"WHERE property IN ({', '.join(map(str, codes))})"
    parts = " UNION ALL ".join(
        f"SELECT atom, property FROM {table} {chosen}" for table in ("states", "events", "amounts")
    )
    connection.execute(
        f"INSERT INTO suspicious SELECT atom FROM ({parts}) GROUP BY atom HAVING min(property) < max(property)"
    )
