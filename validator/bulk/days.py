"""Days, and stretches from day to day, by the million: the windows `windows.window` gives, without leaving SQL."""

from __future__ import annotations

from typing import Final

from validator.bulk.windows import AMOUNT, EVENT, EVER, NEVER, STATE

_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
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


def taken(role: str, key: str) -> tuple[bool, int | None, int | None, bool, bool]:
    """What of a time under a key need not go through `windows.window`, as `COLUMNS`."""
    ranged = key in ("at", "during")
    return (role != AMOUNT or ranged, *_AROUND.get((role, key), (0, 0, True)), role == STATE and ranged)


def day(text: str) -> str:
    """The number of the day that a text tells as `2019-05-01` does; NULL where it tells none."""
    return f"CASE WHEN strlen({text}) = 10 AND regexp_full_match({text}, '{_DAY}') THEN {_ordinal(text)} END"


def with_windows(rows: str) -> str:
    """A query for the rows of another one, which have `time_text` and `COLUMNS`: in place of the latter come `lo`, `hi`
    and `sure`. `lo` is NULL where the time is none that SQL understands.
    """
    return f"""
SELECT * EXCLUDE (is_stretch, told_day, first_day, last_day, days, day_lo, day_hi, day_sure, stretches),
       CASE WHEN days AND told_day > 0 THEN coalesce(told_day + day_lo, {NEVER})
            WHEN stretches AND first_day > 0 AND last_day >= first_day THEN first_day END AS lo,
       CASE WHEN days AND told_day > 0 THEN coalesce(told_day + day_hi, {EVER})
            WHEN stretches AND first_day > 0 AND last_day >= first_day THEN last_day END AS hi,
       CASE WHEN days AND told_day > 0 THEN day_sure ELSE true END AS sure
FROM (SELECT *, {day("time_text")} AS told_day,
             CASE WHEN is_stretch THEN {_ordinal("time_text[:10]")} END AS first_day,
             CASE WHEN is_stretch THEN {_ordinal("time_text[12:]")} END AS last_day
      FROM (SELECT *, strlen(time_text) = 21 AND regexp_full_match(time_text, '{_DAY}/{_DAY}') AS is_stretch
            FROM ({rows})))"""


def period(lo: str, hi: str) -> str:
    """The name of the period from day to day, as `windows.window` gives it to amounts."""
    return f"'on ' || {lo} || '..' || {hi}"


def _ordinal(text: str) -> str:
    found = f"(try_cast({text} AS DATE) - DATE '0001-01-01' + 1)::INTEGER"
    return f"nullif(greatest({found}, 0), 0)"
