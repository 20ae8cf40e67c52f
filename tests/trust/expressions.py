"""Every regular expression of the package: those that modules hold, those in tables, those written where they are used,
and those that are made while it runs.
"""

from __future__ import annotations

import ast
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from good_corpus import ROOT

import validator
from validator.values.date_finds import _pattern, _shapes
from validator.values.date_words import DATE_LANGUAGES

BOUNDED = {
    "validator.values.figures": 200,
    "validator.values.hedges": 200,
    "validator.values.dates": 80,
    "validator.values.dates_hints": 80,
    "validator.values.dates_moment": 80,
    "validator.values.relative_text": 80,
    "validator.records.formula": 500,
    "validator.records.files": 512,
}
"""Modules whose expressions never see a longer text, and how long it may be (tested below)."""

ANCHORED = frozenset({"match", "fullmatch"})
SEARCHING = frozenset({"search", "finditer", "findall", "sub", "subn", "split", "scanner"})


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
        for number in range(len(_shapes(language))):
            yield f"dates of {language}", _pattern(language, number)


def _within(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif hasattr(value, "cache_info") and getattr(value, "__annotations__", None) == {"return": "re.Pattern[str]"}:
        yield value()  # compiled when it is first asked for
    elif depth and isinstance(value, list | tuple | frozenset | set):
        for inner in value:
            yield from _within(inner, depth - 1)
    elif depth and isinstance(value, dict):
        yield from _within(list(value.values()), depth)


def every() -> dict[str, tuple[str, re.Pattern[str]]]:
    """Each expression once, with the name of a module that holds it, the least bounded one first."""
    found: dict[str, tuple[str, re.Pattern[str]]] = {}
    for name, pattern in sorted(expressions(), key=lambda one: one[0].rpartition(".")[0] in BOUNDED):
        found.setdefault(pattern.pattern, (name, pattern))
    return found


@cache
def uses() -> dict[str, frozenset[str]]:
    """Variable -> the methods that the package calls on it; a pattern in a table is not called by its variable."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "validator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Attribute):
                continue
            used = node.value.func if isinstance(node.value, ast.Call) else node.value  # compiled by a function
            if isinstance(used, ast.Name):
                found.setdefault(used.id, set()).add(node.attr)
    return {name: frozenset(methods & (ANCHORED | SEARCHING)) for name, methods in found.items()}


@dataclass(frozen=True, slots=True)
class Inline:
    """An expression written where it is used, or compiled there on first use, and the methods it may be used by."""

    place: str
    methods: frozenset[str]
    pattern: re.Pattern[str]


def inline() -> list[Inline]:
    found = []
    for file in sorted((ROOT / "validator").rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        for call, text in calls_in_functions(ast.parse(file.read_text(encoding="utf-8"))):
            if text is not None:
                flags = [re.IGNORECASE] if "re.IGNORECASE" in ast.unparse(call) else []
                method = ast.unparse(call.func).removeprefix("re.")
                methods = ANCHORED | SEARCHING if method == "compile" else frozenset({method})
                found.append(Inline(f"{place}:{call.lineno}", methods, re.compile(text, *flags)))
    return found


def calls_in_functions(tree: ast.Module) -> list[tuple[ast.Call, str | None]]:
    """Every call of `re` that takes a pattern, below the top of a module, and the pattern where it is a text."""
    constants = {
        ast.unparse(target): node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    }
    inside = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    found = []
    for node in {id(node): node for function in inside for node in ast.walk(function)}.values():
        if not isinstance(node, ast.Call) or not node.args or not ast.unparse(node.func).startswith("re."):
            continue
        if ast.unparse(node.func).removeprefix("re.") not in ANCHORED | SEARCHING | {"compile"}:
            continue
        first = node.args[0]
        text = first.value if isinstance(first, ast.Constant) else constants.get(ast.unparse(first))
        found.append((node, text if isinstance(text, str) else None))
    return found


RECORDER = """
import io, json, pkgutil, re, sys
from importlib import import_module
from pathlib import Path

seen = {}
real = re._compile

def noting(pattern, flags):
    module = sys._getframe(2).f_globals.get("__name__", "")
    if module.startswith("validator") and isinstance(pattern, str):
        seen[f"{module} {pattern}"] = (module, pattern, int(flags))
    return real(pattern, flags)

re._compile = noting
import validator
for found in pkgutil.walk_packages(validator.__path__, "validator."):
    if not found.name.endswith(("__main__", ".worker")):
        try:
            import_module(found.name)
        except ImportError:
            pass
from validator.doors.formatting import formatted
from validator.judgement.reporting import report_on
from validator.records.opening import load
from validator.report import FORMATS, write
from validator.values.mentions import dates_in, numbers_in
root = Path(sys.argv[1])
corpus = load(root)
report, _ = report_on(corpus)
for format in FORMATS:
    write(report, format, io.StringIO())
for file in (root / "claims").glob("*.yaml"):
    formatted(file.read_bytes())
for text in corpus.texts.values():
    for language in ("en", "sv", "vi", "id", "zh", "ja", "ko", "de", "fr", "und"):
        dates_in(text.text[:2000], language)
        numbers_in(text.text[:2000], language)
print(json.dumps(sorted(seen.values())))
"""


@cache
def compiled_in_a_run() -> dict[str, tuple[str, re.Pattern[str]]]:
    """Whatever the package asks `re` for while it is imported and while it checks the shipped corpus: pattern -> the
    module that asked, and the expression.
    """
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", RECORDER, str(ROOT)]
    done = subprocess.run(
        command, capture_output=True, env={**environment, "PYTHONUTF8": "1"}, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return {pattern: (module, re.compile(pattern, flags)) for module, pattern, flags in json.loads(done.stdout)}
