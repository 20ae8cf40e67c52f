"""Days, and stretches from day to day, by the million: the windows `windows.window` gives, without leaving SQL.

Most days of a corpus are of one century, so that each of them can be looked up as it is written. That is cheaper than
to see whether a text is a day and to count it out, which is left to the others.
"""

from __future__ import annotations

from typing import Any, Final

from validator.bulk.windows import AMOUNT, EVENT, EVER, NEVER, STATE

_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_FIRST, _LAST = "1900-01-01", "2099-12-31"
_AROUND: Final[dict[tuple[str, str], tuple[int | None, int | None, bool]]] = {
    (EVENT, "before"): (None, -1, False),
    (EVENT, "after"): (1, None, False),
    (STATE, "before"): (-1, -1, True),
    (STATE, "after"): (1, 1, True),
}
"""How far from the day that is told the first and the last day lie (None: no end), and whether all between are meant;
under other keys it is the day itself.
"""
COLUMNS: Final = "days BOOLEAN, day_lo INTEGER, day_hi INTEGER, day_sure BOOLEAN, stretches BOOLEAN"
"""Whether days are taken, and as what, and whether stretches from day to day are; see `taken`."""
LENGTHS: Final = (10, 21)
"""Of a day as text, and of a stretch from day to day."""


def taken(role: str, key: str) -> tuple[bool, int | None, int | None, bool, bool]:
    """What of a time under a key need not go through `windows.window`, as `COLUMNS`."""
    ranged = key in ("at", "during")
    return (role != AMOUNT or ranged, *_AROUND.get((role, key), (0, 0, True)), role == STATE and ranged)


def prepare(connection: Any) -> None:
    """`calendar(text, number)`: days as they are written, which `with_windows` looks up."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS calendar AS SELECT day::DATE::VARCHAR AS text, "
        "(day::DATE - DATE '0001-01-01' + 1)::INTEGER AS number "
        f"FROM range(DATE '{_FIRST}', DATE '{_LAST}' + 1, INTERVAL 1 DAY) r(day)"
    )


def day(text: str) -> str:
    """The number of the day that a text tells as `2019-05-01` does; NULL where it tells none."""
    return f"CASE WHEN strlen({text}) = 10 AND regexp_full_match({text}, '{_DAY}') THEN {_ordinal(text)} END"


def with_windows(rows: str) -> str:
    """A query for the rows of another one, which have `time_text` and `COLUMNS`: in place of the latter come `lo`, `hi`
    and `sure`. `lo` is NULL where the time is none that SQL understands.
    """
    first, last = (f"coalesce({side}.number, {day(f'{side}_text')})" for side in ("first", "last"))
    one, stretch = "days AND NOT ranged AND first_day IS NOT NULL", "stretches AND ranged AND last_day >= first_day"
    return f"""
SELECT * EXCLUDE (ranged, first_text, last_text, first_day, last_day, days, day_lo, day_hi, day_sure, stretches),
       CASE WHEN {one} THEN coalesce(first_day + day_lo, {NEVER}) WHEN {stretch} THEN first_day END AS lo,
       CASE WHEN {one} THEN coalesce(first_day + day_hi, {EVER}) WHEN {stretch} THEN last_day END AS hi,
       CASE WHEN {one} THEN day_sure ELSE true END AS sure
FROM (SELECT told.*, {first} AS first_day, {last} AS last_day
      FROM (SELECT *, CASE WHEN ranged THEN left(time_text, 10) WHEN strlen(time_text) = 10 THEN time_text END
                   AS first_text, CASE WHEN ranged THEN right(time_text, 10) END AS last_text
            FROM (SELECT *, coalesce(strlen(time_text) = 21 AND time_text[11] = '/', false) AS ranged FROM ({rows})))
      told LEFT JOIN calendar first ON first.text = told.first_text
      LEFT JOIN calendar last ON last.text = told.last_text)"""


def period(lo: str, hi: str) -> str:
    """The name of the period from day to day, as `windows.window` gives it to amounts."""
    return f"'on ' || {lo} || '..' || {hi}"


def _ordinal(text: str) -> str:
    found = f"(try_cast({text} AS DATE) - DATE '0001-01-01' + 1)::INTEGER"
    return f"nullif(greatest({found}, 0), 0)"
