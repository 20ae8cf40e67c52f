"""What is installed is what was looked at, and what is built can be built again by anybody."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from good_corpus import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
BUILD = ROOT / "scripts/reproducible_build.py"
MOST_AT_RUN_TIME = 8


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def locked() -> dict[str, list[str]]:
    """Package -> the lines that pin it."""
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    return {name_of(entry): entry.replace("\\\n", " ").split() for entry in entries if not entry.startswith("#")}


def test_few_packages_are_needed_at_run_time() -> None:
    needed = [name_of(requirement) for requirement in PROJECT["project"]["dependencies"]]
    assert len(needed) == len(set(needed)) <= MOST_AT_RUN_TIME


def test_every_package_is_pinned_to_one_version_and_to_hashes() -> None:
    packages = locked()
    assert len(packages) > 20
    for name, parts in packages.items():
        assert re.fullmatch(r"[a-z0-9._-]+(\[[a-z,]+\])?==[^=*]+", parts[0]), name
        hashes = [part for part in parts if part.startswith("--hash=")]
        assert hashes, name
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", hash) for hash in hashes), name


def test_nothing_comes_from_an_address() -> None:
    assert not re.search(r"https?://|git\+|file:|--index-url|--extra-index-url|--find-links| @ ", LOCK)
    assert "tool" not in PROJECT or "sources" not in PROJECT["tool"].get("uv", {})
    assert not [r for r in PROJECT["project"]["dependencies"] if "@" in r or "://" in r]


def test_what_is_needed_at_run_time_is_locked() -> None:
    assert {name_of(requirement) for requirement in PROJECT["project"]["dependencies"]} <= set(locked())


def test_the_package_imports_only_what_it_declares() -> None:
    """An import that works by accident, through another package's needs, would break without warning."""
    named = {"pyyaml": "yaml", "z3-solver": "z3"}
    extras = [one for extra in PROJECT["project"].get("optional-dependencies", {}).values() for one in extra]
    declared = {name_of(one) for one in (*PROJECT["project"]["dependencies"], *extras)}
    modules = {named.get(name, name.replace("-", "_")) for name in declared}
    imported: dict[str, Path] = {}
    for file in (ROOT / "validator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0]: file for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                imported[node.module.split(".")[0]] = file
    through = {"markupsafe": "jinja2", "pydantic_core": "pydantic"}
    outside = set(imported) - set(sys.stdlib_module_names) - {"validator"}
    assert {through.get(module, module) for module in outside} <= modules


def test_workflows_pin_what_they_use_to_a_commit() -> None:
    """A tag can be moved; a commit cannot."""
    files = [ROOT / "action.yml", *(ROOT / ".github").rglob("*.y*ml"), *(ROOT / "ci-templates").rglob("*.y*ml")]
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            used = re.match(r"\s*-?\s*uses:\s*(\S+)", line)
            if used is not None and not used[1].startswith("./"):
                assert re.search(r"@[0-9a-f]{40}$", used[1]), f"{file.name}: {used[1]}"
        if file.name == "action.yml":
            assert "--require-hashes" in file.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("uv") is None, reason="building needs uv")
def test_two_builds_are_the_same_bytes() -> None:
    done = subprocess.run([sys.executable, str(BUILD)], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode == 2 and "uv_build" in done.stderr:
        pytest.skip("the build backend is not installed and cannot be fetched here")
    assert done.returncode == 0, done.stderr
    names = [line.split()[1] for line in done.stdout.splitlines()]
    assert [name.rsplit("-", 1)[-1] for name in names] == ["any.whl", "0.1.0.tar.gz"]


def test_the_comparison_of_archives_sees_a_difference(tmp_path: Path) -> None:
    import zipfile

    specification = importlib.util.spec_from_file_location("reproducible_build", BUILD)
    assert specification is not None
    assert specification.loader is not None
    script = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)
    for name, day, text in (("one", 1, "x"), ("same", 1, "x"), ("text", 1, "y"), ("time", 2, "x")):
        with zipfile.ZipFile(tmp_path / f"{name}.whl", "w") as archive:
            archive.writestr(zipfile.ZipInfo("a.py", (2020, 1, day, 0, 0, 0)), text)
    one = tmp_path / "one.whl"
    assert script.members(one) == script.members(tmp_path / "same.whl")
    assert list(script.differing(one, tmp_path / "text.whl")) == ["a.py"]
    assert list(script.differing(one, tmp_path / "time.whl")) == ["a.py"]
