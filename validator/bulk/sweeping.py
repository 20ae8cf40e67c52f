"""Sweeps over hot questions, on their interned claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from validator.bulk.archive import insert
from validator.bulk.hot import Heat, Run, Value, heat_of_event, witnesses
from validator.bulk.placing import TOLD
from validator.bulk.understanding import KINDS


def sweep(connection: Any, component: Sequence[int]) -> Heat | None:
    """None where the component is more than the runs of one single-valued state, or the days of one event."""
    connection.execute("CREATE OR REPLACE TEMP TABLE hot(address BIGINT)")
    insert(connection, "hot", [(address,) for address in component])
    counts = []
    for table in ("states", "events"):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE hot_{table} AS SELECT * FROM {table} SEMI JOIN hot USING (address)"
        )
        counts += connection.execute(
            f"SELECT count(*), count(DISTINCT slot), min(kind), max(kind) FROM hot_{table}"
        ).fetchall()
    (of_states, states, lowest, highest), (of_events, events, *_) = counts
    (others,) = connection.execute(
        "SELECT count(*) FROM (SELECT address FROM amounts SEMI JOIN hot USING (address) UNION ALL "
        "SELECT address FROM met_alone SEMI JOIN hot USING (address))"
    ).fetchall()[0]
    if others or (of_states and of_events):
        return None
    if states == 1 and lowest == highest == KINDS["single"]:
        return _sweep_state(connection, component, of_states)
    return _sweep_event(connection, component, of_events) if events == 1 else None


def _sweep_state(connection: Any, component: Sequence[int], claims: int) -> Heat:
    rows = connection.execute(
        "SELECT coalesce(first + 1, last - 1, lo), coalesce(last - 1, hi), value, address FROM hot_states WHERE sure"
    ).fetchall()
    # values are numbered as they were met; which of two stands first is for their keys to say
    counted = connection.execute(
        "SELECT value, claims FROM (SELECT value, count(*) AS claims FROM hot_states GROUP BY 1) "
        "JOIN value_keys k ON k.code = value ORDER BY k.key"
    ).fetchall()
    place = {value: number for number, (value, _) in enumerate(counted)}
    values: dict[Value, int] = {place[value]: claims for value, claims in counted}
    (odd,) = connection.execute(
        "SELECT count(*) FROM hot_states SEMI JOIN impossible USING (slot, value) WHERE sure"
    ).fetchall()[0]
    runs = (Run(first, last, place[value], address) for first, last, value, address in rows)
    return Heat(witnesses(runs), values, claims, claims - len(rows) + odd, component[0])


def _sweep_event(connection: Any, component: Sequence[int], claims: int) -> Heat | None:
    if connection.execute("SELECT count(DISTINCT stage) FROM hot_events").fetchall() != [(1,)]:
        return None
    told = f"(SELECT * FROM hot_events WHERE kind = {TOLD} AND lo <= hi)"
    rows = connection.execute(f"SELECT lo, hi, min(address), count(*) FROM {told} GROUP BY ALL ORDER BY ALL").fetchall()
    return heat_of_event(rows, claims, component[0])
