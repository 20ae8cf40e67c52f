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
_HOT: Final = {
    "hot_states": f"address, slot, code AS value, lo, hi, first, first_hi, last_lo, last, pub, sure, kind, claims "
    f"FROM fetched JOIN hot_keys ON key = value WHERE what = {STATE}",
    "hot_events": f"address, slot, stage, lo, hi, kind, claims FROM fetched WHERE what = {EVENT}",
}


class Question(NamedTuple):
    """A component that may be one hot question."""

    label: int
    claims: int
    someone: int
    """Its first claim."""


def heats_of(session: Any, connection: Any, questions: Collection[Question]) -> dict[int, Heat]:
    """What a sweep finds in each of them, by label; those it does not understand are left out. Asks the views
    `bounds`, `labels` and `members` of the session.
    """
    found = {}
    for together in _fetchable(questions):
        labels = ", ".join(str(question.label) for question in together)
        _fetch(session, connection, labels)
        for question in together:
            heat = _heat(connection, question)
            if heat is not None:
                found[question.label] = heat
    return found


def _fetchable(questions: Collection[Question]) -> Iterator[list[Question]]:
    held: list[Question] = []
    for question in questions:
        if held and sum(one.claims for one in held) + question.claims > AT_ONCE:
            yield held
            held = []
        held.append(question)
    if held:
        yield held


def _fetch(session: Any, connection: Any, labels: str) -> None:
    """`fetched_bounds` and `fetched_alone`, of all questions with some labels."""
    bounds = session.sql(
        f"SELECT /*+ BROADCAST(l) */ l.label, b.what, min(b.address) AS address, count(*) AS claims, {_DAYS} "
        f"FROM bounds b JOIN (SELECT * FROM labels WHERE label IN ({labels})) l ON l.atom = b.atom "
        f"WHERE b.what IN ({STATE}, {EVENT}) GROUP BY l.label, b.what, {_DAYS}"
    )
    alone = session.sql(
        f"SELECT /*+ BROADCAST(m) */ m.label, b.address, {_DAYS} "
        f"FROM bounds b JOIN (SELECT * FROM members WHERE alone = 1 AND label IN ({labels})) m "
        f"ON m.address = b.address WHERE b.what = {READ}"
    )
    for name, frame in (("fetched_bounds", bounds), ("fetched_alone", alone)):
        connection.register("arriving", frame.toArrow())
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM arriving")
        connection.unregister("arriving")


def _heat(connection: Any, question: Question) -> Heat | None:
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW fetched AS SELECT * FROM fetched_bounds WHERE label = {question.label}"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE hot_keys AS SELECT value AS key, row_number() OVER (ORDER BY value)::INTEGER "
        f"AS code FROM (SELECT DISTINCT value FROM fetched WHERE what = {STATE})"
    )
    for name, query in _HOT.items():
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {query}")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE hot_alone AS SELECT * RENAME (value AS key) FROM fetched_alone "
        f"WHERE label = {question.label}"
    )
    alone = connection.execute("SELECT address FROM hot_alone ORDER BY 1").fetchall()
    return heat_of(connection, question.someone, [address for (address,) in alone])
