"""No regular expression of the package, and none that a vocabulary brings, can be made to run for long.

Time is never compared with a clock of another machine. Every expression is given the same hostile texts at two
lengths; what grows with the length stays within a small factor of it, what grows with its square does not.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from good_corpus import ROOT, run, write_good
from hypothesis import given
from hypothesis import strategies as st

import validator
from validator.records.patterns import LONGEST_TEXT, fits, pattern_problem
from validator.values.date_finds import _shapes
from validator.values.date_words import DATE_LANGUAGES

LENGTH = 100_000
FLOOR = 0.02
"""Seconds under which nothing is worth measuring."""
GROWTH = 24
"""A text eight times as long may take this many times as long: linear is 8, quadratic 64."""

RUNS = (
    " ",
    "\t",
    "\n",
    "a",
    "A",
    "1",
    "0",
    ",",
    ".",
    "-",
    "_",
    "(",
    "'",
    '"',
    "/",
    "\\",
    "#",
    "@",
    "=",
    "*",
    "年",
    "百",
    "é",
)
PATTERNS = (
    "a1",
    "1,",
    "1.",
    "1 ",
    " ,",
    "a ",
    "a.",
    "-1",
    "1-",
    "A.",
    "a'",
    "月1",
    "百1",
    "1/",
    "(a",
    "\u0301a",
    "://",
    "##",
)
TAILS = ("", "!", "\0", "x", "越")


def expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that a module holds, by itself or in a table, and those that are made on demand."""
    for found in pkgutil.walk_packages(validator.__path__, "validator."):
        if found.name.endswith(("__main__", ".worker")):
            continue
        try:
            module = importlib.import_module(found.name)
        except ImportError:
            continue  # needs one of the optional engines
        for name, value in vars(module).items():
            yield from ((f"{found.name}.{name}", pattern) for pattern in _within(value, 3))
    for language in DATE_LANGUAGES:
        yield from ((f"dates of {language}", pattern) for pattern in _within(_shapes(language), 3))


def _within(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, list | tuple | frozenset | set):
        for inner in value:
            yield from _within(inner, depth - 1)
    elif depth and isinstance(value, dict):
        yield from _within(list(value.values()), depth)


def every() -> dict[str, re.Pattern[str]]:
    return {pattern.pattern: pattern for _, pattern in expressions()}


def hostile(length: int) -> Iterator[str]:
    for piece in (*RUNS, *PATTERNS):
        for tail in TAILS:
            yield piece * (length // len(piece)) + tail


def seconds(pattern: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    pattern.match(text)
    for number, _ in enumerate(pattern.finditer(text)):
        if number > LENGTH:
            break
    pattern.fullmatch(text)
    return time.process_time() - start


def slow_on(pattern: re.Pattern[str]) -> str:
    """The beginning of a text on which the expression is more than linear, or nothing."""
    for short, middle in zip(hostile(LENGTH // 64), hostile(LENGTH // 8), strict=True):
        quick, longer = seconds(pattern, short), seconds(pattern, middle)
        if longer < FLOOR:
            continue
        again = min(longer, *(seconds(pattern, middle) for _ in range(2)))
        base = max(FLOOR / 64, min(quick, *(seconds(pattern, short) for _ in range(2))))
        if again > FLOOR and again > base * GROWTH:
            return repr(short[:6] + "…" + short[-1:])
    return ""


def test_all_expressions_are_found() -> None:
    """Each `re.compile` at the top of a module is among those walked."""
    walked = {pattern.pattern for pattern in every().values()}
    written = set()
    for file in (ROOT / "validator").rglob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            for call in ast.walk(node):
                if (
                    isinstance(call, ast.Call)
                    and ast.unparse(call.func) == "re.compile"
                    and isinstance(node, ast.Assign | ast.AnnAssign)
                    and isinstance(call.args[0], ast.Constant)
                ):
                    written.add(call.args[0].value)
    assert len(walked) > 60
    assert written <= walked


KNOWN: dict[str, str] = {}
"""Expressions that are more than linear, with the reason why that does no harm."""


@pytest.mark.parametrize("pattern", every().values(), ids=lambda pattern: ascii(pattern.pattern[:40]))
def test_no_expression_runs_for_long(pattern: re.Pattern[str]) -> None:
    slow = slow_on(pattern)
    assert not slow or pattern.pattern in KNOWN, slow


def test_the_measure_sees_an_expression_that_backtracks() -> None:
    assert slow_on(re.compile(r"\s+$"))
    assert slow_on(re.compile(r"(?:a|1)*[,.]x"))
    assert not slow_on(re.compile(r"[a-z]"))


# -- expressions of the vocabulary -----------------------------------------------------------------------------------

SLOW = (
    "(a+)+b",
    "(a|a)*b",
    "(a|aa)*b",
    "(a|b|ab)*c",
    "(aa?)*b",
    "(a?a?a?)*b",
    "(?:\\w\\w?)+x",
    "(.|\\d)+x",
    "(?i:a|A)*b",
    "(a?){30}a{30}",
    "(ab?){1000}",
    "a?" * 30 + "a" * 30,
    "a*a*a*b",
    "\\w*\\w*\\w*!",
    "(\\s*[,.;]?\\s*)+$",
    "(\\d+[,.]?)+%",
    "(a|b)?" * 12 + "(aa?)*b",
    "(?:(?:a{0,9}){0,9}){0,9}b",
)
QUICK = (
    "[A-Z]{2,3}-[0-9]{3}",
    "(foo|bar)+",
    "\\d{4}-\\d{2}-\\d{2}",
    "\\w+ \\w+",
    "(ab|cd)?e+",
    "DDG-\\d{1,4}[A-Z]?",
    "[^@]+@[^@]+",
    "(?:one|two|three)(?:, (?:one|two|three))?",
)


@pytest.mark.parametrize("pattern", SLOW, ids=lambda pattern: pattern[:20])
def test_a_pattern_that_can_run_for_long_is_refused(pattern: str) -> None:
    assert "one pass" in str(pattern_problem(pattern))


@pytest.mark.parametrize("pattern", QUICK)
def test_a_pattern_that_cannot_is_taken(pattern: str) -> None:
    assert pattern_problem(pattern) is None


def test_texts_are_matched_whole_and_up_to_a_length() -> None:
    assert fits("[a-z]+", "abc")
    assert not fits("[a-z]+", "abc\n")
    assert not fits("[a-z]+", "abC")
    assert fits("[a-z]+", "a" * LONGEST_TEXT)
    assert not fits("[a-z]+", "a" * (LONGEST_TEXT + 1))


PIECES = st.sampled_from(["a", "b", "ab", ".", "\\w", "[ab]", "(a|b)", "(a|ab)", "(aa?)", "(?:ab)", "(a|)", "(b|ab|a)"])
REPEATS = st.sampled_from(["", "", "?", "*", "+", "{2}", "{0,3}", "{2,}", "*?", "{30}", "{0,40}"])


@given(st.lists(st.tuples(PIECES, REPEATS).map("".join), min_size=1, max_size=6).map("".join))
def test_whatever_pattern_is_taken_is_matched_soon(pattern: str) -> None:
    if pattern_problem(pattern) is None:
        start = time.process_time()
        for text in ("a" * LONGEST_TEXT, "ab" * (LONGEST_TEXT // 2), "a" * 40 + "!", "b" * (LONGEST_TEXT - 1) + "!"):
            fits(pattern, text)
        assert time.process_time() - start < 2


def test_a_hostile_pattern_and_a_hostile_text_end_soon(tmp_path: Path) -> None:
    corpus = write_good(tmp_path)
    (corpus / "claims/vocabulary/forms.yaml").write_text(
        "properties:\n"
        "  hull: {kind: state, subject: agreement, value-type: text, pattern: '[ab]*[ab]*c'}\n"
        "  bad: {kind: state, subject: agreement, value-type: text, pattern: '(a|aa)*b'}\n",
        encoding="utf-8",
    )
    head = "source: {language: en, published: 2023-11-28, text: seeds/morning.txt}\nclaims:\n"
    lines = "".join(
        f"  - {{id: c{n}, quote: signed, subject: pact, property: {name}, is: {'a' * length}}}\n"
        for n, (name, length) in enumerate([("hull", LONGEST_TEXT), ("hull", 60_000), ("bad", 60_000)])
    )
    (corpus / "claims/forms.yaml").write_text(head + lines, encoding="utf-8")
    start = time.process_time()
    outcome = run(corpus, ())
    assert time.process_time() - start < 5
    assert [fault.mark.line for fault in outcome.corpus.faults if "one pass" in fault.message] == [3]
    wrong = {tuple(f["claims"]) for f in outcome.findings if f["rule"] == "value-not-allowed"}
    assert {("forms/c0",), ("forms/c1",)} <= wrong
