"""Checks regular expressions of the vocabulary before anything is matched against them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

MAX_LENGTH: Final = 200
LONGEST_TEXT: Final = 1_000
"""Characters of a text that is matched; a longer one has no form that a pattern could describe."""
_MOST_WAYS: Final = 2_000_000
"""Ways to divide a text of that length among the parts of a pattern, all of which a mismatch may have to try."""
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
    danger = next(_dangers(parsed, repeated=False), None)
    if danger is None and _ways(parsed) > _MOST_WAYS:
        return f"{_ONE_PASS}, found one that can divide a text in more than {_MOST_WAYS:,} ways"
    return danger


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text has the form of a pattern that `pattern_problem` has nothing against."""
    return len(text) <= LONGEST_TEXT and re.fullmatch(pattern, text) is not None


def _ways(parsed: Any) -> int:
    """How many ways there are at most to match one text, up to just above `_MOST_WAYS`."""
    ways = 1
    for code, argument in parsed:
        if code in _REPEATS:
            low, high, inner = argument
            high = min(high, LONGEST_TEXT)
            once = _ways(inner)
            # Each round may go each way; rounds beyond these few make any number too large.
            ways *= (high - low + 1) if once == 1 else once ** min(high, _MOST_WAYS.bit_length())
        elif code is codes.BRANCH:
            firsts = {branch[0][1] for branch in argument[1] if len(branch) and branch[0][0] is codes.LITERAL}
            apart = len(firsts) == len(argument[1])
            inside = [_ways(branch) for branch in argument[1]]
            ways *= max(inside) if apart else sum(inside)
        else:
            for inner in _inside(code, argument):
                ways *= _ways(inner)
        if ways > _MOST_WAYS:
            return _MOST_WAYS + 1
    return ways


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
