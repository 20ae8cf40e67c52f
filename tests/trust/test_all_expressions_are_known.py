"""The expressions that `test_regular_expressions.py` measures are all there are. Takes no time, so it always runs."""

from __future__ import annotations

import ast

from expressions import calls_in_functions, compiled_in_a_run, every, inline
from good_corpus import ROOT

MADE = {
    "validator.records.folding": "one alternative for each kind of character that folding can alter",
    "validator.records.property_reading": "the name of a property between word ends",
    "validator.values.number_runs": "a phrase of a table between word ends",
}
"""Modules that make expressions while they run, and what of; `test_regular_expressions.py` measures some of each."""
MADE_OF_TABLES = (
    ("validator/records/support_parts_of_year.py", "_ANY"),
    ("validator/records/support_parts_of_year.py", "_NAMED"),
    ("validator/values/hedges.py", "_LEADING"),
    ("validator/values/mention_words.py", "_AFTER_PATTERN"),
    ("validator/values/numerals.py", "_CJK_RUN"),
)
"""Compiled when first needed of what stands in tables of the program; they are walked like those at the top."""


def test_all_expressions_are_found() -> None:
    """Each `re.compile` of a plain text at the top of a module is among those walked."""
    walked = set(every())
    written = set()
    for file in (ROOT / "validator").rglob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign):
                for call in ast.walk(node):
                    if isinstance(call, ast.Call) and ast.unparse(call.func) == "re.compile":
                        written |= {arg.value for arg in call.args[:1] if isinstance(arg, ast.Constant)}
    assert len(walked) > 100
    assert len(written) > 40
    assert written <= walked


def test_whatever_is_compiled_in_a_run_is_known() -> None:
    known = set(every()) | {one.pattern.pattern for one in inline()}
    compiled = compiled_in_a_run()
    assert len(compiled) > 150
    unknown = {(module, pattern) for pattern, (module, _) in compiled.items() if pattern not in known}
    assert {module for module, _ in unknown} <= MADE.keys(), unknown


def test_expressions_of_a_vocabulary_are_the_only_ones_that_a_record_brings() -> None:
    """Every call that hands `re` something else than a text of the program, by the words of the call."""
    brought = set()
    for file in (ROOT / "validator").rglob("*.py"):
        for call, text in calls_in_functions(ast.parse(file.read_text(encoding="utf-8"))):
            if text is None:
                brought.add((file.relative_to(ROOT).as_posix(), ast.unparse(call.args[0])))
    assert brought == {
        ("validator/records/patterns.py", "pattern"),
        ("validator/records/folding.py", "'|'.join(parts)"),
        ("validator/records/property_reading.py", "f'(?<![\\\\w-]){re.escape(name)}(?![\\\\w-])'"),
        ("validator/values/number_runs.py", "f'\\\\b{re.escape(phrase)}\\\\b'"),
        ("validator/values/number_runs.py", "phrase"),
        ("validator/values/date_finds.py", "pattern"),
        *MADE_OF_TABLES,
    }
