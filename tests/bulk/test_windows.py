"""Windows that SQL computes by the million are those the reader of times gives one by one; ranks order as numbers."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

import duckdb

from validator.bulk.days import COLUMNS, period, prepare, taken, with_windows
from validator.bulk.windows import AMOUNT, EVENT, STATE, ranked, window
from validator.records.claim import TIME_KEYS

TEXTS = (
    "2020-02-29", "2021-02-29", "2020-13-01", "0000-01-01", "0001-01-01", "9999-12-31", "1582-10-10", "1900-02-29",
    "2020-1-01",    "2020-01-01/2020-01-01",
     "2020-01-01/2020-03-01", "2020-03-01/2020-01-01", "2020-01-01/2021-02-29", "2020-01-01/..",
    "2020",    "0000-01-01/2020-01-01", "9999-12-31/9999-12-31", "2020-01-01 ", "",
    "1899-12-31", "1900-01-01", "2099-12-31", "2100-01-01", "1899-12-31/1900-01-01", "2099-12-31/2100-01-01",
    "1700-02-03/1700-02-28", "1900-1-01/1900-01-02", "2020-01-01-2020-01-02", "2020-01-01/2020-01-é", "2020-01-é1",
    "2020-01-01/2020-01-0 ", " 2020-1-01", "2020-01-01/ 2020-1-1",
)  # fmt: skip


@pytest.mark.parametrize("role", [EVENT, STATE, AMOUNT])
@pytest.mark.parametrize("key", TIME_KEYS)
def test_plain_days_mean_in_sql_what_they_mean_elsewhere(role: str, key: str) -> None:
    connection = duckdb.connect()
    prepare(connection)
    connection.execute(f"CREATE TABLE told(time_text VARCHAR, {COLUMNS})")
    as_taken = taken(role, key)
    connection.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)", [(text, *as_taken) for text in TEXTS])
    query = (
        f"SELECT time_text, lo, hi, sure, {period('lo', 'hi')} FROM ({with_windows('FROM told')}) WHERE lo IS NOT NULL"
    )
    found = connection.execute(query).fetchall()
    assert len({row[0] for row in found}) == len(found)
    for text, lo, hi, sure, named in found:
        assert (lo, hi, sure, named if role == AMOUNT else "") == window(role, key, text, None), text
    if (role, key) in {(EVENT, "when"), (STATE, "at"), (STATE, "since"), (AMOUNT, "at")}:
        assert {"2020-02-29", "0001-01-01", "9999-12-31", "1582-10-10"} <= {row[0] for row in found}


@pytest.mark.parametrize("seed", range(50))
def test_ranks_order_as_ends_do(seed: int) -> None:
    random = Random(seed)
    ends = [(Fraction(random.randint(-9, 9), random.randint(1, 7)), random.choice((-1, 0, 1))) for _ in range(12)]
    rank = ranked(ends)
    for one in ends:
        for other in ends:
            assert (rank[one] < rank[other]) == (one < other)


@pytest.mark.parametrize(
    ("role", "key", "text", "published"),
    [
        (EVENT, "when", "XXXX-12-04", None),
        (EVENT, "when", "talks/held", None),
        (STATE, "at", "+1W", 737_425),
        (STATE, "at", "-1D", None),
        (STATE, "since", "2019/2020", None),
        (STATE, "at", "soon", None),
        (AMOUNT, "during", "2020~", None),
        (AMOUNT, "since", "2020", None),
    ],
)
def test_what_only_the_exact_rules_can_tell_has_no_window(
    role: str, key: str, text: str, published: int | None
) -> None:
    assert window(role, key, text, published) is None
