"""Sweeps over hot questions, on their interned claims, with those beside them that are read one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from validator.bulk.alone import Bound
from validator.bulk.archive import insert
from validator.bulk.hot import Heat, Run, Value, heat_of_event, witnesses
from validator.bulk.placing import TOLD
from validator.bulk.screening import impossible_in
from validator.bulk.understanding import KINDS
from validator.values.dataclass import replace

_NO_ONE: Mapping[int, Bound | None] = {}


def sweep(connection: Any, component: Sequence[int], alone: Mapping[int, Bound | None] = _NO_ONE) -> Heat | None:
    """None where the component is more than the runs of one single-valued state, or the days of one event. `alone`:
    the claims in it that are read one by one, as far as they can be compared with the others.
    """
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
    (others,) = connection.execute("SELECT count(*) FROM amounts SEMI JOIN hot USING (address)").fetchall()[0]
    if others or (of_states and of_events):
        return None
    is_state = states == 1 and lowest == highest == KINDS["single"]
    heard = _join(connection, [bound for bound in alone.values() if bound is not None], of_event=not is_state)
    claims = of_states + of_events + len(alone)
    if is_state:
        heat: Heat | None = _sweep_state(connection, component, claims)
    else:
        heat = _sweep_event(connection, component, claims) if events == 1 else None
    return None if heat is None else replace(heat, alone=sorted(alone), heard=heard)


def _join(connection: Any, bounds: Sequence[Bound], *, of_event: bool) -> list[int]:
    """Puts claims that are read one by one to the rows of one slot; gives the addresses of those that can be compared
    with these.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE hot_keys AS SELECT key, code FROM value_keys "
        "WHERE code IN (SELECT value FROM hot_states)"
    )
    if not bounds:
        return []
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE hot_alone(address BIGINT, of_event BOOLEAN, subject VARCHAR, property INTEGER, "
        "key VARCHAR, stage SMALLINT, lo INTEGER, hi INTEGER, first INTEGER, first_hi INTEGER, last_lo INTEGER, "
        "last INTEGER, pub INTEGER, sure BOOLEAN)"
    )
    insert(connection, "hot_alone", list(bounds))
    table = "hot_events" if of_event else "hot_states"
    connection.execute(
        f"DELETE FROM hot_alone WHERE of_event <> {of_event} "
        f"OR hash(hash(subject), property) NOT IN (SELECT slot FROM {table})"
        + (" OR stage NOT IN (SELECT stage FROM hot_events)" if of_event else "")
    )
    if of_event:
        connection.execute(
            "INSERT INTO hot_events BY NAME SELECT address, hash(hash(subject), property) AS slot, stage, lo, hi, "
            f"{TOLD}::TINYINT AS kind FROM hot_alone"
        )
        compared = connection.execute("SELECT address FROM hot_alone WHERE lo <= hi ORDER BY 1").fetchall()
    else:
        connection.execute(
            "INSERT INTO hot_keys SELECT key, coalesce(k.code, (SELECT max(code) FROM value_keys) + row_number() "
            "OVER (ORDER BY key)) FROM (SELECT DISTINCT key FROM hot_alone ANTI JOIN hot_keys USING (key)) "
            "LEFT JOIN value_keys k USING (key)"
        )
        connection.execute(
            "INSERT INTO hot_states BY NAME SELECT address, hash(hash(subject), property) AS slot, code AS value, lo, "
            f"hi, first, first_hi, last_lo, last, pub, {KINDS['single']}::TINYINT AS kind, sure "
            "FROM hot_alone JOIN hot_keys USING (key)"
        )
        compared = connection.execute("SELECT address FROM hot_alone WHERE sure ORDER BY 1").fetchall()
    return [address for (address,) in compared]


def _sweep_state(connection: Any, component: Sequence[int], claims: int) -> Heat:
    rows = connection.execute(
        "SELECT coalesce(first + 1, last - 1, lo), coalesce(last - 1, hi), value, address FROM hot_states WHERE sure"
    ).fetchall()
    # values are numbered as they were met; which of two stands first is for their keys to say
    counted = connection.execute(
        "SELECT value, claims FROM (SELECT value, count(*) AS claims FROM hot_states GROUP BY 1) "
        "JOIN hot_keys k ON k.code = value ORDER BY k.key"
    ).fetchall()
    place = {value: number for number, (value, _) in enumerate(counted)}
    values: dict[Value, int] = {place[value]: claims for value, claims in counted}
    (odd,) = connection.execute(
        f"SELECT count(*) FROM hot_states SEMI JOIN ({impossible_in('hot_states')}) USING (slot, value) WHERE sure"
    ).fetchall()[0]
    runs = (Run(first, last, place[value], address) for first, last, value, address in rows)
    return Heat(witnesses(runs), values, claims, claims - len(rows) + odd, component[0])


def _sweep_event(connection: Any, component: Sequence[int], claims: int) -> Heat | None:
    if connection.execute("SELECT count(DISTINCT stage) FROM hot_events").fetchall() != [(1,)]:
        return None
    told = f"(SELECT * FROM hot_events WHERE kind = {TOLD} AND lo <= hi)"
    rows = connection.execute(f"SELECT lo, hi, min(address), count(*) FROM {told} GROUP BY ALL ORDER BY ALL").fetchall()
    return heat_of_event(rows, claims, component[0])
