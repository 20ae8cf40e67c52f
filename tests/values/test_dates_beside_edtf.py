"""What the library `edtf` makes of the same texts, and where this reader differs on purpose."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from edtf import EDTFParseException, parse_edtf

from validator.values.dates import (
    Moment,
    Stretch,
    TimeFormatError,
    parse_time,
)

# An independent reader of EDTF, on the part of the standard that both take


SHARED = (
    [f"{year}{tail}" for year, tail in product(("0001", "1900", "2000", "2021", "2024", "9999"), ("", "-02", "-09"))]
    + [f"2021-{month:02}" for month in (*range(1, 13), 21, 22, 23)]
    + [f"{year}-02-{number}" for year in (1900, 2000, 2021, 2024) for number in ("01", "28")]
    + ["2000-02-29", "2024-02-29", "2021-12-31", "0001-01-01", "9999-12-31"]
    + [f"{text}{mark}" for text in ("2021", "2021-09", "2021-09-11") for mark in "~?%"]
    + ["202X", "201X", "20XX", "19XX", "2021-XX", "2021-XX-XX", "2021-09-XX", "2024-02-XX"]
)
SHARED_STRETCHES = ["2020/2021", "2019-03/2019-05-09", "2021-09-11/2022", "2004-02-01/2005-02", "1964/2008-08-31"]
BOTH_REFUSE = ["2021-9", "2021-00", "2021-13", "2021-21-03", "2021-04-31", "hello", "2021/09/11", "2021-09-1X-"]

# Known differences: (text, what is read here ("" for refused), what the other library reads)
DIFFERENCES = [
    ("2021-24", "2021-12-01 2022-02-28", "2021-12-01 2021-12-31"),  # its winter stops at the year's end
    ("000X", "0001-01-01 0009-12-31", "0000-01-01 0009-12-31"),  # it has a year 0
    ("0000", "", "0000-01-01 0000-12-31"),
    ("2021-02-29", "", "2021-02-29 2021-02-29"),  # it does not know which days exist
    ("2020/2019", "", "2020-01-01 2019-12-31"),  # it lets a stretch run backwards
    ("/2021", "", "2011-12-31 2021-12-31"),  # it makes up ten years where the start is unknown
    ("2XXX", "", "2000-01-01 2999-12-31"),  # level 2
    ("202X-09", "", "2020-09-01 2029-09-30"),
    ("2021-XX-12", "", "2021-01-12 2021-12-12"),
    ("2021-25", "", "2021-03-01 2021-05-31"),
    ("[2021..2022]", "", "2021-01-01 2022-12-31"),
    ("-0043", "", "-043-01-01 -043-12-31"),
    ("2021-09-11T10:00:00", "", "2021-09-11 2021-09-11"),  # finer than a day
]


def read_by_edtf(text: str) -> str:
    found = parse_edtf(text)
    return " ".join(
        f"{end.tm_year:04}-{end.tm_mon:02}-{end.tm_mday:02}" for end in (found.lower_strict(), found.upper_strict())
    )


def read_here(text: str) -> str:
    try:
        found = parse_time(text)
    except TimeFormatError:
        return ""
    assert isinstance(found, Moment | Stretch)
    days = found.possibly if isinstance(found, Stretch) else found.stated or found.hull
    assert days.bounded is not None
    return " ".join(date.fromordinal(end).isoformat() for end in days.bounded)


@pytest.mark.parametrize("text", SHARED + SHARED_STRETCHES)
def test_reads_as_the_edtf_library_does(text: str) -> None:
    assert read_here(text) == read_by_edtf(text)


@pytest.mark.parametrize("text", BOTH_REFUSE)
def test_refuses_what_the_edtf_library_refuses(text: str) -> None:
    assert read_here(text) == ""
    with pytest.raises(EDTFParseException):
        parse_edtf(text)


@pytest.mark.parametrize(("text", "here", "there"), DIFFERENCES)
def test_known_differences_from_the_edtf_library(text: str, here: str, there: str) -> None:
    assert read_here(text) == here
    assert read_by_edtf(text) == there
