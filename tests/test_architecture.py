"""The house keeps its shape: few floors, imports only downward, and each kind of work in one place.

doors        cli, gate, doors/*, report/*, bulk/*, spark/*
judgement    slots, rules, conflicts, verdicts
records      claims, sources, vocabulary, and the loader that reads them
values       intervals, dates, quantities; know nothing of claims
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from small_corpus import write

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "validator"
FLOORS = {
    "values": 0,
    "records": 1,
    "judgement": 2,
    **dict.fromkeys(("report", "bulk", "spark", "doors", "gate", "cli", "__main__"), 3),
}
MOST_LINES = 400
HEAVY = ("z3", "rapidfuzz", "jinja2", "rich", "duckdb", "pyarrow", "pyspark")
"""Slow to import, so imported only where something needs them."""

LOADERS = re.compile(
    r"validator\.records\.(loading|files|nodes|form|form_errors|resolving|yaml_\w+|\w+_reading|\w+_form)"
)
REPORTED = {
    "validator.judgement.findings": "what a report is made of",
    "validator.judgement.coverage": "what a coverage report is made of",
    "validator.records.side_by_side": "lets every processor write its share of many findings",
    "validator.values.dataclass": "stands for the standard library's `dataclasses`",
    "validator.values.mentions": "tells the digits of a date in a quote from other digits",
}
"""All that a reporter may know of the floors below, with the reason."""

MAY_TALK = ("validator.cli", "validator.doors")
"""Who may print, exit, and read the environment and the clock: the commands."""
WORLDLY = {
    "sys": {"stdout", "stderr", "stdin", "exit", "argv"},
    "os": {"environ", "getenv", "_exit", "abort", "get_terminal_size"},
    "shutil": {"get_terminal_size"},
    "time": {"time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "typer": {"echo", "Exit", "Abort", "prompt", "confirm"},
    "Path": {"cwd", "home"},
}
UNHEARD = {
    ("validator.records.writing", "time.time"): "tells what a crashed writer left behind from what is being written",
    ("validator.records.side_by_side", "os._exit"): "ends a copy of the process, never the process itself",
}
"""Looks at the world that change no result, with the reason."""
WORLDLY_NAMES = {"print", "input", "exit", "quit", "SystemExit", "breakpoint"}


@dataclass(frozen=True, slots=True)
class Import:
    name: str
    line: int
    runs: bool
    """When the module is imported or in a function, not for type checking only."""


@dataclass(frozen=True, slots=True)
class Module:
    name: str
    file: Path
    tree: ast.Module
    imports: tuple[Import, ...]

    @property
    def floor(self) -> int:
        return FLOORS[self.name.split(".")[1]]

    def place(self, line: int) -> str:
        return f"{self.file.relative_to(ROOT)}:{line}"

    def own_imports(self) -> Iterator[Import]:
        return (found for found in self.imports if found.name.split(".")[0] == "validator")


@cache
def modules() -> dict[str, Module]:
    files = {module_name(file): file for file in sorted(PACKAGE.rglob("*.py"))}
    found = {}
    for name, file in files.items():
        if name != "validator":
            tree = ast.parse(file.read_text(encoding="utf-8"))
            found[name] = Module(name, file, tree, tuple(imports_of(tree, name, frozenset(files))))
    return found


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(tree: ast.Module, module: str, known: frozenset[str]) -> Iterator[Import]:
    def visit(node: ast.AST, runs: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, runs) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: imports name the whole path"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield Import(name if name in known else node.module or "", node.lineno, runs)
        for_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for child in ast.iter_child_nodes(node):
            yield from visit(child, runs and not for_types)

    return visit(tree, True)


def none(found: list[str]) -> None:
    assert not found, "\n".join(found)


def test_every_module_stands_on_a_floor() -> None:
    assert {name.split(".")[1] for name in modules()} == set(FLOORS)


def test_imports_go_downward() -> None:
    none(
        [
            f"{module.place(found.line)}: {module.name} imports {found.name} of a higher floor"
            for module in modules().values()
            for found in module.own_imports()
            if "." in found.name and FLOORS[found.name.split(".")[1]] > module.floor
        ]
    )


def test_values_know_nothing_of_the_rest() -> None:
    outside = {
        f"{module.place(found.line)}: {found.name}"
        for module in modules().values()
        if module.floor == 0
        for found in module.imports
        if found.name.split(".")[0] not in sys.stdlib_module_names and not found.name.startswith("validator.values")
    }
    none(sorted(outside))


def test_modules_do_not_import_in_a_circle() -> None:
    """Not even when a function is called."""
    graph = {
        m.name: {i.name for i in m.own_imports() if i.runs and i.name in modules()} - {m.name}
        for m in modules().values()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_reporters_know_findings_only() -> None:
    allowed = (*REPORTED, "validator.report", "validator.gate")
    none(
        [
            f"{module.place(found.line)}: {module.name} imports {found.name}"
            for module in modules().values()
            if module.name.startswith("validator.report")
            for found in module.own_imports()
            if found.name not in allowed and not found.name.startswith("validator.report.")
        ]
    )


def test_rules_know_no_rule_no_loader_and_no_engine() -> None:
    above = re.compile(
        r"validator\.(judgement\.(engine|catalogue|conflicts|verdicts|reporting|notes)|report|doors|cli|gate)\b"
    )
    none(
        [
            f"{module.place(found.line)}: {module.name} imports {found.name}"
            for module in modules().values()
            if module.name.startswith("validator.judgement.rules.")
            for found in module.own_imports()
            if found.name.startswith("validator.judgement.rules")
            or LOADERS.fullmatch(found.name)
            or above.match(found.name)
        ]
    )


def test_only_the_loader_knows_yaml() -> None:
    users = {
        m.name for m in modules().values() for found in m.imports if found.name.split(".")[0] in ("yaml", "ruamel")
    }
    assert users
    none([f"{name} imports yaml" for name in sorted(users) if not LOADERS.fullmatch(name)])


def test_only_the_commands_touch_the_world() -> None:
    touched = {
        (module.name, what): module.place(line)
        for module in modules().values()
        if not module.name.startswith(MAY_TALK)
        for line, what in worldly(module.tree)
    }
    none([f"{place}: {what}" for (name, what), place in touched.items() if (name, what) not in UNHEARD])
    assert set(UNHEARD) <= set(touched), "an exception that nothing needs any more"


def worldly(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
                if name in WORLDLY.get(owner, ()):
                    yield node.lineno, f"{owner}.{name}"
            case ast.ImportFrom(module=owner, names=names):
                for alias in names:
                    if alias.name in WORLDLY.get(owner or "", ()):
                        yield node.lineno, f"from {owner} import {alias.name}"
            case ast.Call(func=ast.Name(id="print"), keywords=keywords):
                if not any(keyword.arg == "file" for keyword in keywords):
                    yield node.lineno, "print without a stream"
            case ast.Name(id=name, ctx=ast.Load()):
                if name in WORLDLY_NAMES - {"print"}:
                    yield node.lineno, name


@pytest.mark.parametrize(
    "code",
    [
        "print('x')",
        "import sys\nsys.stdout.write('x')",
        "import os\nos.environ['HOME']",
        "from os import environ",
        "import datetime\ndatetime.date.today()",
        "from datetime import datetime\ndatetime.now()",
        "from time import time",
        "raise SystemExit(1)",
        "from pathlib import Path\nPath.cwd()",
    ],
)
def test_the_guard_sees_what_it_guards_against(code: str) -> None:
    assert list(worldly(ast.parse(code)))


def test_judgement_makes_no_floats() -> None:
    """Comparisons are exact. Only a share of responsibility, which orders a report, is told as a decimal."""
    none(
        [
            f"{module.place(node.lineno)}: {ast.unparse(node)}"
            for module in modules().values()
            if module.floor == FLOORS["judgement"] and module.name != "validator.judgement.verdicts"
            for node in ast.walk(module.tree)
            if (isinstance(node, ast.Constant) and isinstance(node.value, float))
            or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
        ]
    )


def test_no_module_is_long() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in PACKAGE.rglob("*.py")}
    none([f"{file.relative_to(ROOT)}: {count} lines" for file, count in lengths.items() if count > MOST_LINES])


def loaded_after(code: str) -> set[str]:
    """Heavy modules that are loaded once a fresh interpreter has run the code."""
    told = (
        f"{code}\nimport sys, json\nprint('LOADED', json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    )
    run = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout.rsplit("LOADED", 1)[1])) & set(HEAVY)


def test_the_command_line_starts_light() -> None:
    assert loaded_after("import validator.cli") == set()


CLEAN = """
entities: {JP: {type: country}, VN: {type: country}, treaty: {type: agreement}}
properties:
  concluded: {kind: event, stages: [agreed, signed, in-force]}
  partners: {kind: set}
  trade: {kind: quantity, unit: USD}
morning:
  - {subject: treaty, property: concluded, stage: signed, when: 2021-09-11, quote: It was signed on 11 September 2021.}
  - {subject: VN, property: partners, has: [JP], since: 2023-11-27, quote: Japan joined on 27 November 2023.}
evening:
  - {subject: treaty, property: concluded, stage: signed, when: 2021-09, quote: They signed in September 2021.}
  - {subject: VN, property: trade, is: 42.7 billion USD, during: 2023, quote: Trade was 42.7 billion USD in 2023.}
"""


def test_a_check_of_a_clean_corpus_stays_light(tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    arguments = ["check", "--corpus", str(tmp_path), "--format", "json"]
    code = f"from validator.cli import app\nassert app({arguments!r}, standalone_mode=False) in (0, None)"
    assert loaded_after(code) == set()
