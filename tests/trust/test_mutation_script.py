"""The faults that `scripts/mutation_score.py` plants are faults: each changes the code, and each can be run."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from good_corpus import ROOT


def load_script(name: str) -> ModuleType:
    specification = importlib.util.spec_from_file_location(name, ROOT / f"scripts/{name}.py")
    assert specification is not None
    assert specification.loader is not None
    script = importlib.util.module_from_spec(specification)
    sys.modules[name] = script
    specification.loader.exec_module(script)
    return script


SCORE = load_script("mutation_score")
SPOTS = sys.modules["mutation_spots"]
FILES = ("validator/values/intervals.py", "validator/judgement/minimal.py", "validator/judgement/rules/stage_order.py")


@pytest.mark.parametrize("file", FILES)
def test_every_mutant_changes_the_code_and_compiles(file: str) -> None:
    source = (ROOT / file).read_text(encoding="utf-8")
    original = ast.dump(ast.parse(source))
    count = sum(1 for _ in SPOTS.spots(ast.parse(source)))
    assert count > 2
    trees = set()
    for index in range(count):
        mutant = SCORE.Mutant("values", file, index, 1, "", "")
        tree = SCORE.planted(mutant, ROOT)
        trees.add(ast.dump(tree))
        compile(tree, file, "exec")
    assert original not in trees
    assert len(trees) >= count * 9 // 10, "but for a few that come to the same"


def test_no_text_and_no_type_is_touched() -> None:
    source = '''
"""Words: 1 < 2 and not 3."""
def one(x: int | None = None) -> int | None:
    """More words: 1 + 1."""
    kind: "A | B" = f"{x + 1} == 2"
    return None
'''
    assert list(SPOTS.spots(ast.parse(source))) == []


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("a < b <= c", {"a <= b <= c", "a < b < c"}),
        ("a and b", {"a or b"}),
        ("a - 1", {"a + 1", "a - 2"}),
        ("not a", {"a"}),
        ("x = min(a, b)", {"x = max(a, b)"}),
        ("a if b else c", {"c if b else a"}),
        ("[x for x in a if b if c]", {"[x for x in a if c]"}),
        ("a is None", {"a is not None"}),
        ("True", {"False"}),
    ],
)
def test_each_fault_is_a_small_one(code: str, changes: set[str]) -> None:
    found = set()
    for index in range(sum(1 for _ in SPOTS.spots(ast.parse(code)))):
        tree = ast.parse(code)
        list(SPOTS.spots(tree))[index].plant()
        found.add(ast.unparse(tree))
    assert found == changes


def test_a_planted_module_is_the_one_that_is_imported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "validator").mkdir()
    (tmp_path / "validator/thing.py").write_text("def less(a, b):\n    return a < b\n", encoding="utf-8")
    planting = SCORE.Planting(SCORE.Mutant("values", "validator/thing.py", 0, 2, "1", ""), tmp_path)
    spec = planting.find_spec("validator.thing", [str(tmp_path / "validator")])
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.less(1, 1) in (True, None)
    assert planting.find_spec("validator.other", [str(tmp_path)]) is None
