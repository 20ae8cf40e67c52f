"""Checks regular expressions of the vocabulary before anything is matched against them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

MAX_LENGTH: Final = 200
_REPEATS: Final = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_REFUSED: Final = {
    codes.GROUPREF: "a reference back to a group",
    codes.GROUPREF_EXISTS: "a reference back to a group",
    codes.ASSERT: "a look-around",
    codes.ASSERT_NOT: "a look-around",
}
_LARGE_REPEAT: Final = 1_000
_ONE_PASS: Final = "expected a pattern that is matched in one pass"


def pattern_problem(pattern: str) -> str | None:
    """What is wrong with a pattern, or None. Refuses what can take exponential time on a hostile text."""
    if len(pattern) > MAX_LENGTH:
        return f"expected a pattern of at most {MAX_LENGTH} characters, found {len(pattern):,}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
            parsed = parser.parse(pattern)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        return f"expected a regular expression, found a mistake in it: {error}"
    return next(_dangers(parsed, repeated=False), None)


def _dangers(parsed: Any, *, repeated: bool) -> Iterator[str]:
    variable = 0
    for code, argument in parsed:
        if code in _REFUSED:
            yield f"{_ONE_PASS}, found {_REFUSED[code]}"
        inner_repeated = repeated
        if code in _REPEATS:
            low, high, _ = argument
            if high != low and high > 1:
                variable += 1
                if repeated:
                    yield f"{_ONE_PASS}, found a repetition inside a repetition"
                if variable > 3:
                    yield f"{_ONE_PASS}, found more than three open repetitions in a row"
                inner_repeated = True
            if high is not codes.MAXREPEAT and high > _LARGE_REPEAT:
                yield f"expected repetitions of at most {_LARGE_REPEAT:,}, found one of {high}"
        for inner in _inside(code, argument):
            yield from _dangers(inner, repeated=inner_repeated)


def _inside(code: Any, argument: Any) -> Iterator[Any]:
    """The patterns inside one element of a parsed pattern."""
    if code in _REPEATS or code is codes.POSSESSIVE_REPEAT:
        yield argument[2]
    elif code is codes.SUBPATTERN:
        yield argument[3]
    elif code is codes.BRANCH:
        yield from argument[1]
    elif code is codes.ATOMIC_GROUP:
        yield argument
