"""Sweeps over hot questions, on their bounds, with the claims beside them that are read one by one.

Either engine lays out `hot_states` and `hot_events` (bounds as in the tables they are named after; `claims` says for
how many alike a row stands, `address` which is the first of them), `hot_keys(key, code)` with the values of these, and
`hot_alone`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from validator.bulk.alone import Bound
from validator.bulk.archive import insert
from validator.bulk.hot import Heat, Run, Value, heat_of_event, witnesses
from validator.bulk.placing import TOLD
from validator.bulk.screening import impossible_in
from validator.bulk.understanding import KINDS, short
from validator.values.dataclass import replace

_BOUNDS: Final = "lo, hi, first, first_hi, last_lo, last, pub, sure"


def sweep(connection: Any, component: Sequence[int], alone: Mapping[int, Bound | None]) -> Heat | None:
    """What `heat_of` tells of a component of interned claims. `alone`: the claims in it that are read one by one, as
    far as they can be compared with the others.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE hot(address BIGINT)")
    insert(connection, "hot", [(address,) for address in component])
    for table in ("states", "events"):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE hot_{table} AS SELECT *, 1 AS claims FROM {table} SEMI JOIN hot "
            "USING (address)"
        )
    (others,) = connection.execute("SELECT count(*) FROM amounts SEMI JOIN hot USING (address)").fetchall()[0]
    if others:
        return None
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE hot_keys AS SELECT {short('key')} AS key, code FROM value_keys "
        "WHERE code IN (SELECT value FROM hot_states)"
    )
    enter_alone(connection, (bound for bound in alone.values() if bound is not None))
    return heat_of(connection, component[0], sorted(alone))


def enter_alone(connection: Any, bounds: Iterable[Bound]) -> None:
    """`hot_alone`: claims that are read one by one, as bounds of one question each."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE bounds_alone(address BIGINT, of_event BOOLEAN, subject VARCHAR, "
        "property INTEGER, value VARCHAR, stage INTEGER, lo INTEGER, hi INTEGER, first INTEGER, first_hi INTEGER, "
        "last_lo INTEGER, last INTEGER, pub INTEGER, sure BOOLEAN)"
    )
    insert(connection, "bounds_alone", list(bounds))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE hot_alone AS SELECT address, hash(hash(subject), property) AS slot, "
        f"CASE WHEN NOT of_event THEN {short('value')} END AS key, CASE WHEN of_event THEN stage END AS stage, "
        f"{_BOUNDS} FROM bounds_alone"
    )


def heat_of(connection: Any, someone: int, alone: Sequence[int]) -> Heat | None:
    """None where there is more than the runs of one single-valued state, or the days of one event. `someone`: the first
    claim of the component; `alone`: those that are read one by one.
    """
    (of_states, states, lowest, highest), (of_events, events, *_) = (
        connection.execute(
            "SELECT coalesce(sum(claims), 0)::BIGINT, count(DISTINCT slot), min(kind), max(kind) "
            f"FROM hot_{table}"
        ).fetchall()[0]
        for table in ("states", "events")
    )  # fmt: skip
    if bool(states) == bool(events):
        return None
    claims = of_states + of_events + len(alone)
    if states == 1 and lowest == highest == KINDS["single"]:
        heard = _join_states(connection)
        heat: Heat | None = _sweep_states(connection, claims, someone)
    elif events == 1:
        heard = _join_events(connection)
        heat = _sweep_events(connection, claims, someone)
    else:
        return None
    return None if heat is None else replace(heat, alone=alone, heard=heard)


def _join_states(connection: Any) -> list[int]:
    """Puts claims that are read one by one to the others; gives the addresses of those that can be compared."""
    connection.execute(
        "DELETE FROM hot_alone WHERE key IS NULL OR slot NOT IN (SELECT slot FROM hot_states)"
    )  # fmt: skip
    connection.execute(
        "INSERT INTO hot_keys SELECT key, (SELECT max(code) FROM hot_keys) + row_number() OVER (ORDER BY key) "
        "FROM (SELECT DISTINCT key FROM hot_alone ANTI JOIN hot_keys USING (key))"
    )
    connection.execute(
        f"INSERT INTO hot_states BY NAME SELECT address, slot, code AS value, {_BOUNDS}, "
        f"{KINDS['single']}::TINYINT AS kind, 1 AS claims FROM hot_alone JOIN hot_keys USING (key)"
    )
    return _addresses(connection, "sure")


def _join_events(connection: Any) -> list[int]:
    connection.execute(
        "DELETE FROM hot_alone WHERE stage IS NULL OR slot NOT IN (SELECT slot FROM hot_events) "
        "OR stage NOT IN (SELECT stage FROM hot_events)"
    )
    connection.execute(
        f"INSERT INTO hot_events BY NAME SELECT address, slot, stage, lo, hi, {TOLD}::TINYINT AS kind, 1 AS claims "
        "FROM hot_alone"
    )
    return _addresses(connection, "lo <= hi")


def _addresses(connection: Any, where: str) -> list[int]:
    found = connection.execute(f"SELECT address FROM hot_alone WHERE {where} ORDER BY 1").fetchall()
    return [address for (address,) in found]


def _sweep_states(connection: Any, claims: int, someone: int) -> Heat:
    # of claims that say the same for the same days, the first stands for the others
    rows = connection.execute(
        "SELECT coalesce(first + 1, last - 1, lo), coalesce(last - 1, hi), value, min(address) FROM hot_states "
        "WHERE sure GROUP BY ALL"
    ).fetchall()
    # values are numbered as they were met; which of two stands first is for their keys to say
    counted = connection.execute(
        "SELECT value, claims FROM (SELECT value, sum(claims)::BIGINT AS claims FROM hot_states GROUP BY 1) "
        "JOIN hot_keys k ON k.code = value ORDER BY k.key"
    ).fetchall()
    place = {value: number for number, (value, _) in enumerate(counted)}
    values: dict[Value, int] = {place[value]: claims for value, claims in counted}
    told = "SELECT coalesce(sum(claims), 0)::BIGINT FROM hot_states"
    impossible = f"SEMI JOIN ({impossible_in('hot_states')}) USING (slot, value)"
    ((sure, odd),) = connection.execute(
        f"SELECT ({told} WHERE sure), ({told} {impossible} WHERE sure)"
    ).fetchall()  # fmt: skip
    runs = (Run(first, last, place[value], address) for first, last, value, address in rows)
    return Heat(witnesses(runs), values, claims, claims - sure + odd, someone)


def _sweep_events(connection: Any, claims: int, someone: int) -> Heat | None:
    if connection.execute("SELECT count(DISTINCT stage) FROM hot_events").fetchall() != [(1,)]:
        return None
    rows = connection.execute(
        f"SELECT lo, hi, min(address), sum(claims)::BIGINT FROM hot_events WHERE kind = {TOLD} AND lo <= hi "
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return heat_of_event(rows, claims, someone)
