"""Days and spans by their ISO dates."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from validator.values.calendar import (
    FIRST_DAY,
    LAST_DAY,
)
from validator.values.dates import (
    Span,
)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def span(lo: str | None, hi: str | None) -> Span:
    return Span(None if lo is None else day(lo), None if hi is None else day(hi))


# Laws


ANY_DAY = st.integers(FIRST_DAY, LAST_DAY)
