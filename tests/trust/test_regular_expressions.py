"""No regular expression of the package, and none that a vocabulary brings, can be made to run for long.

Time is never compared with the clock of another machine: each expression is held against a plain one on the same text,
each function against itself on a shorter text. What grows with the length passes, what grows with its square does not.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest
from expressions import ANCHORED, BOUNDED, SEARCHING, Inline, compiled_in_a_run, every, inline, uses
from good_corpus import run, write_good
from hypothesis import given
from hypothesis import strategies as st

from validator.judgement.rules.hidden_characters import hidden
from validator.judgement.rules.mixed_scripts import look_alikes
from validator.records.evidence import locate
from validator.records.files import path_problem
from validator.records.folding import FoldedText, _altered
from validator.records.formula import FormulaError, parse_formula
from validator.records.naming import Names
from validator.records.patterns import LONGEST_TEXT, fits, pattern_problem
from validator.records.sentences import sentences
from validator.records.vocabulary import Entity, Vocabulary
from validator.records.yaml_reader import read_yaml
from validator.report import inert
from validator.report.wrap import wrap
from validator.values.calendar import TimeFormatError
from validator.values.dates import parse_time
from validator.values.figures import QuantityFormatError
from validator.values.mentions import dates_in, numbers_in
from validator.values.quantities import parse_count, parse_quantity
from validator.values.told_amounts import amounts_told
from validator.values.told_times import times_told

if "LONG" not in os.environ:  # here, for it takes seconds to find the expressions that are asked about below
    pytest.skip("measures time; set LONG=1 on a quiet machine", allow_module_level=True)
LENGTH = 2_000
FACTOR = 80
"""Times the baseline. What is quadratic takes a hundred times and more at this length."""
FLOOR = 0.004
BASELINE = re.compile("(?:a|.)")

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
    "A.",
    "a'",
    "月1",
    "百1",
    "1/",
    "(a",
    "\u0301a",
    "://",
    "1O",
)
TAILS = ("!",)


def hostile(length: int) -> list[str]:
    return [piece * (length // len(piece)) + tail for piece in (*RUNS, *PATTERNS) for tail in TAILS]


def seconds(run: Callable[[], object]) -> float:
    """The better of two tries, for what else the machine does is not the subject."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
        if taken[-1] < FLOOR:
            break
    return min(taken)


def searched(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


@cache
def allowed_for(text: str) -> float:
    return FLOOR + FACTOR * seconds(partial(searched, BASELINE, text))


def slow_on(pattern: re.Pattern[str], methods: frozenset[str] = ANCHORED | SEARCHING, length: int = LENGTH) -> str:
    """The beginning of a text on which the expression takes far more than the baseline, or nothing."""
    anchored = [getattr(pattern, method) for method in sorted(methods & ANCHORED)]
    # One place of a text is looked at faster than all of them, so it takes a longer text to see the growth.
    trials = [(anchored, hostile(length if length < LENGTH else 4 * length))] if anchored else []
    trials += [([partial(searched, pattern)], hostile(length))] if methods & SEARCHING else []
    for ways, texts in trials:
        for text in texts:
            if any(seconds(partial(way, text)) > allowed_for(text) for way in ways):
                return repr(text[:6])
    return ""


@pytest.mark.parametrize(("name", "pattern"), every().values(), ids=[name for name, _ in every().values()])
def test_no_expression_runs_for_long(name: str, pattern: re.Pattern[str]) -> None:
    module, _, variable = name.rpartition(".")
    methods = uses().get(variable) or ANCHORED | SEARCHING
    assert not slow_on(pattern, methods, BOUNDED.get(module, LENGTH))


@pytest.mark.parametrize("one", inline(), ids=lambda one: one.place)
def test_no_expression_written_where_it_is_used_runs_for_long(one: Inline) -> None:
    assert not slow_on(one.pattern, one.methods)


def everywhere() -> dict[str, tuple[str, re.Pattern[str], frozenset[str]]]:
    """Each expression that may meet a text of any length, by its place, with the methods it is used by."""
    found = {}
    for name, pattern in every().values():
        module, _, variable = name.rpartition(".")
        if module not in BOUNDED:
            found[name] = (name, pattern, uses().get(variable) or ANCHORED | SEARCHING)
    for one in inline():
        if one.place.removesuffix(".py").partition(".py")[0].replace("/", ".") not in BOUNDED:
            found[one.place] = (one.place, one.pattern, one.methods)
    return found


@pytest.mark.parametrize(
    ("name", "pattern", "methods"),
    [pytest.param(*found, id=found[0]) for found in everywhere().values()],
)
def test_a_hundred_thousand_characters_take_at_most_a_fifth_of_a_second(
    name: str, pattern: re.Pattern[str], methods: frozenset[str]
) -> None:
    """What grows with the square of the length but is quick at it shows only here."""
    ways = [getattr(pattern, method) for method in sorted(methods & ANCHORED)]
    ways += [partial(searched, pattern)] if methods & SEARCHING else []
    for length, allowed in ((10_000, 0.02), (100_000, 0.2)):
        for text in hostile(length):
            for way in ways:
                assert seconds(partial(way, text)) < allowed, (length, text[:6])


def test_no_expression_that_is_made_runs_for_long() -> None:
    made = {pattern: found for pattern, (_, found) in compiled_in_a_run().items() if pattern not in every()}
    assert len(made) > 10
    texts = [
        "a",
        "\u0301",
        "e\u0301 o\u0323",
        "\u1100\u1161",
        "\uf9f0\u034f",
        "a\u00a0 b\u3000",
        "\u0915\u093f\U00016d67",
    ]
    made |= {_altered(text).pattern: _altered(text) for text in texts}
    assert [pattern for pattern, found in made.items() if slow_on(found)] == []


def test_short_texts_are_held_to_be_short() -> None:
    for parse in (parse_quantity, parse_count):
        with pytest.raises(QuantityFormatError, match="at most 200"):
            parse("1" * 201)
    with pytest.raises(TimeFormatError, match="at most 80"):
        parse_time("1" * 81)
    with pytest.raises(FormulaError, match="at most 500"):
        parse_formula("(" * 501)
    assert "at most 512" in str(path_problem("a" * 513))


def test_the_measure_sees_an_expression_that_backtracks() -> None:
    assert slow_on(re.compile(r"\s+$"))
    assert slow_on(re.compile(r"(?:a|1)*[,.]x"))
    assert slow_on(re.compile(r"1(?:1|0)*(?:1|2)*3"), ANCHORED)
    assert not slow_on(re.compile(r"[a-z]"))


# -- functions that read long texts ----------------------------------------------------------------------------------

SHORT, LONG = 500, 4_000
_NAMED = ("a", "1O", "日本", "aaaaaaaaaa", "a" * 70)
NAMES = Names(Vocabulary({id: Entity(id, "thing", "", {}, {"en": (id,)}) for id in _NAMED}, {}, {}))
READERS: dict[str, Callable[[str], object]] = {
    "dates": lambda text: dates_in(text, "en"),
    "dates in any language": lambda text: dates_in(text, "und"),
    "numbers": lambda text: numbers_in(text, "vi"),
    "numbers in any language": lambda text: numbers_in(text, "und"),
    "times as claims write them": lambda text: times_told(text, "und"),
    "amounts as claims write them": lambda text: amounts_told(text, "und"),
    "names": lambda text: NAMES.find(text, "en"),
    "sentences": lambda text: sentences(text, "en"),
    "folding": lambda text: FoldedText(text),
    "quotes": lambda text: locate([text[: len(text) // 2]], FoldedText(text)),
    "yaml": lambda text: read_yaml(text.encode("utf-8", "surrogatepass")),
    "hidden characters": hidden,
    "look-alikes": look_alikes,
    "one line": inert.one_line,
    "markdown": inert.markdown,
    "workflow messages": inert.workflow_message,
    "cells": inert.csv_cell,
    "lines of a terminal": lambda text: wrap(text, 80),
}
LINES = (
    "a" * 70 + "\n",
    "a" * 70 + "\n\n",
    "\u202e",
    "\U000e0041",
    "a\u0301",
    "\u0301",
    "日",
    "५",
    "1O",
    "a\u200d",
    "🏳\u200d",
)


@pytest.mark.parametrize("name", READERS)
def test_readers_of_long_texts_take_time_in_proportion(name: str) -> None:
    """Eight times the text may take three times eight times the time."""
    read = READERS[name]
    for piece in (*RUNS[:9:2], *PATTERNS[::2], *LINES):
        taken, base = (seconds(partial(read, piece * (length // len(piece)) + "!")) for length in (LONG, SHORT))
        assert taken < 24 * max(FLOOR, base), (piece, base, taken)


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
    "(?i:a|A)*b",
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
