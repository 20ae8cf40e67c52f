"""Hot questions, swept by the driver in DuckDB as the embedded engine does it, on bounds that have been counted
together wherever they say the same for the same days.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final, NamedTuple

from validator.bulk.hot import Heat
from validator.bulk.sweeping import heat_of
from validator.spark.understanding import EVENT, READ, STATE

AT_ONCE: Final = 5_000_000
"""Claims of hot questions up to which they are fetched together."""

_DAYS: Final = "slot, value, lo, hi, first, first_hi, last_lo, last, pub, sure, kind, stage"
_LAID_OUT: Final = {
    "hot_states": "SELECT address, slot, code AS value, lo, hi, first, first_hi, last_lo, last, pub, sure, kind, "
    f"claims FROM {{here}} JOIN hot_keys ON key = value WHERE what = {STATE}",
    "hot_events": f"SELECT address, slot, stage, lo, hi, kind, claims FROM {{here}} WHERE what = {EVENT}",
    "hot_alone": f"SELECT * RENAME (value AS key) FROM {{here}} WHERE what = {READ}",
}


class Question(NamedTuple):
    """A component that may be one hot question."""

    label: int
    claims: int
    someone: int
    """Its first claim."""
    alone: int
    """How many of its claims are read one by one."""


def heats_of(session: Any, connection: Any, questions: Collection[Question]) -> dict[int, Heat]:
    """What a sweep finds in each of them, by label; those it does not understand are left out. Asks the views
    `bounds`, `labels` and `members` of the session.
    """
    found = {}
    for together in _fetchable(questions):
        _fetch(session, connection, together)
        for question in together:
            heat = _heat(connection, question)
            if heat is not None:
                found[question.label] = heat
    return found


def _fetchable(questions: Collection[Question]) -> Iterator[list[Question]]:
    held: list[Question] = []
    claims = 0
    for question in questions:
        if held and claims + question.claims > AT_ONCE:
            yield held
            held, claims = [], 0
        held.append(question)
        claims += question.claims
    if held:
        yield held


def _fetch(session: Any, connection: Any, questions: list[Question]) -> None:
    """`fetched`: bounds of rows, and of claims that are read one by one; each with the label of its question."""
    labels = ", ".join(str(question.label) for question in questions)
    found = session.sql(
        f"SELECT /*+ BROADCAST(l) */ l.label, b.what, min(b.address) AS address, count(*) AS claims, {_DAYS} "
        f"FROM bounds b JOIN (SELECT * FROM labels WHERE label IN ({labels})) l ON l.atom = b.atom "
        f"WHERE b.what IN ({STATE}, {EVENT}) GROUP BY l.label, b.what, {_DAYS}"
    )
    if any(question.alone for question in questions):
        alone = session.sql(
            f"SELECT /*+ BROADCAST(m) */ m.label, b.what, b.address, CAST(1 AS BIGINT) AS claims, {_DAYS} "
            f"FROM bounds b JOIN (SELECT * FROM members WHERE alone = 1 AND label IN ({labels})) m "
            f"ON m.address = b.address WHERE b.what = {READ}"
        )
        found = found.unionAll(alone)
    connection.register("arriving", found.toArrow())
    connection.execute("CREATE OR REPLACE TEMP TABLE fetched AS SELECT * FROM arriving")
    connection.unregister("arriving")


def _heat(connection: Any, question: Question) -> Heat | None:
    here = f"(SELECT * FROM fetched WHERE label = {question.label})"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE hot_keys AS SELECT value AS key, row_number() OVER (ORDER BY value)::INTEGER "
        f"AS code FROM (SELECT DISTINCT value FROM {here} WHERE what = {STATE})"
    )
    for name, query in _LAID_OUT.items():
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query.format(here=here)}")
    alone = connection.execute("SELECT address FROM hot_alone ORDER BY 1").fetchall()
    return heat_of(connection, question.someone, [address for (address,) in alone])
