"""The screen: one grouped pass over the interned bounds that drops every question some world surely answers.

A *world* of a state: each value begins on the latest of its stated starts and ends on the earliest of its stated ends, every other run lies
between, and no two values share a day. Of an event: the day lies in the windows of all, stages in their order. Of an amount: a number lies in
all ranges. Where such a world exists whatever the unknown days are, the question is clean; everything else is only suspicious.
"""

from __future__ import annotations

from typing import Any, Final

from validator.bulk.interning import KINDS, UNSAID

_SINGLE: Final = KINDS["single"]
_LADDER: Final = KINDS["ladder"]

# A value's own world: where its runs lie once it begins on the latest stated start and ends on the earliest stated end.
_PER_VALUE: Final = """
CREATE OR REPLACE TEMP TABLE per_value AS
SELECT slot, value, any_value(atom) AS atom, max(kind) AS kind, any_value(rung) AS rung, max(first) AS s, min(last) AS e,
       least(max(first) + 1, min(lo), min(last - 1) FILTER (first IS NULL)) AS vlo,
       greatest(max(hi), min(last) - 1) AS vhi,
       coalesce(max(first) <= min(first_hi), true) AND coalesce(max(first) <= min(pub), true)
       AND coalesce(max(last_lo) <= min(last), true) AND coalesce(max(first) < min(last), true)
       AND coalesce(min(lo) >= max(first), true) AND coalesce(max(hi) <= min(last), true) AS possible
FROM states SEMI JOIN several USING (slot) GROUP BY slot, value"""

_CROWDED: Final = f"""
CREATE OR REPLACE TEMP TABLE crowded AS
SELECT slot, any_value(atom) AS atom, bool_and(possible) AS possible, max(kind) AS kind FROM (
  SELECT slot, atom, possible, kind, vlo, rung, max(vhi) OVER earlier AS before, max(rung) OVER earlier AS risen FROM per_value
  WINDOW earlier AS (PARTITION BY slot ORDER BY vlo, vhi, value ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
GROUP BY slot
HAVING NOT bool_and(possible) OR (max(kind) >= {_SINGLE} AND bool_or(before >= vlo)) OR (max(kind) = {_LADDER} AND bool_or(risen > rung))"""


def screen(connection: Any, related: list[int]) -> None:
    """Fills `suspicious(atom)`. `related`: codes of the properties that bear on others, so that their atoms can hold several slots."""
    connection.execute("CREATE OR REPLACE TEMP TABLE suspicious(atom UBIGINT)")
    _states(connection)
    _events(connection)
    _amounts(connection)
    if related:
        _related(connection, related)


def _states(connection: Any) -> None:
    # most slots hold one value, which costs one comparison; only the others are looked at value by value
    connection.execute(
        f"""
CREATE OR REPLACE TEMP TABLE several AS
SELECT slot FROM states GROUP BY slot
HAVING (max(kind) >= {_SINGLE} AND min(value) < max(value)) OR max(first) IS NOT NULL OR max(last) IS NOT NULL"""
    )
    connection.execute(_PER_VALUE)
    connection.execute(_CROWDED)
    connection.execute(f"INSERT INTO suspicious SELECT atom FROM crowded WHERE NOT possible OR kind = {_LADDER}")
    # values that come back (A, then B, then A again): look at the runs one by one
    connection.execute(
        f"""
INSERT INTO suspicious
SELECT DISTINCT atom FROM (
  SELECT atom, value, rlo, rhi, max(rhi) OVER earlier AS before, arg_max(value, rhi) OVER earlier AS whose FROM (
    SELECT r.atom, r.slot, r.value,
           CASE WHEN r.first IS NOT NULL THEN v.s + 1 WHEN r.last IS NOT NULL THEN v.e - 1 ELSE r.lo END AS rlo,
           CASE WHEN r.last IS NOT NULL THEN v.e - 1 ELSE r.hi END AS rhi
    FROM states r JOIN per_value v USING (slot, value) JOIN crowded c ON c.slot = r.slot AND c.possible AND c.kind = {_SINGLE})
  WHERE rlo <= rhi
  WINDOW earlier AS (PARTITION BY slot ORDER BY rlo, rhi, value ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
WHERE before >= rlo AND whose <> value"""
    )


def _events(connection: Any) -> None:
    connection.execute(
        """
CREATE OR REPLACE TEMP TABLE per_event AS
SELECT slot, stage, any_value(atom) AS atom, max(lo) AS lo, min(hi) AS hi, max(kind) AS kind FROM events GROUP BY slot, stage"""
    )
    connection.execute("INSERT INTO suspicious SELECT atom FROM per_event WHERE lo > hi")
    # the earliest day of each stage must be allowed by the latest day of every later one
    connection.execute(
        f"""
INSERT INTO suspicious
SELECT DISTINCT atom FROM (
  SELECT atom, hi, max(lo) OVER (PARTITION BY slot ORDER BY stage) AS reached,
         max(kind) OVER (PARTITION BY slot) AS kind, count(*) OVER (PARTITION BY slot) AS stages
  FROM per_event WHERE slot IN (SELECT slot FROM per_event GROUP BY slot HAVING count(*) > 1))
WHERE reached > hi OR (kind = {UNSAID} AND stages > 1)"""
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
