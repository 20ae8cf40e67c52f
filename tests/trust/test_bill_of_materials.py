"""The bill of materials tells what the lock pins, and nothing of the machine that wrote it."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType
from typing import Any

import pytest
from good_corpus import ROOT


def load_script() -> ModuleType:
    specification = importlib.util.spec_from_file_location("sbom", ROOT / "scripts/sbom.py")
    assert specification is not None
    assert specification.loader is not None
    script = importlib.util.module_from_spec(specification)
    sys.modules["sbom"] = script
    specification.loader.exec_module(script)
    return script


SBOM = load_script()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = SBOM.locked((ROOT / "requirements.lock").read_text(encoding="utf-8"))


def as_installed() -> str:
    """The lock with the versions of this environment, which may have been resolved on a later day."""
    lines = []
    for name, package in LOCK.items():
        try:
            found, marker = version(name), ""
        except PackageNotFoundError:
            found, marker = package.version, " ; sys_platform == 'elsewhere'"
        hashes = "".join(f" \\\n    --hash=sha256:{hash}" for hash in package.hashes)
        lines.append(f"{name}=={found}{marker}{hashes}\n")
    return "".join(lines)


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    written = SBOM.bill(PROJECT, as_installed())
    assert isinstance(written, dict)
    return written


def test_the_lock_is_read_whole() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert len(LOCK) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)) > 20
    assert sum(len(package.hashes) for package in LOCK.values()) == text.count("--hash=sha256:")
    assert any(package.marker for package in LOCK.values())


def test_every_locked_package_is_a_component_with_all_its_hashes(bill: dict[str, Any]) -> None:
    components = {component["name"]: component for component in bill["components"]}
    assert list(components) == sorted(LOCK)
    for name, component in components.items():
        assert [hash["content"] for hash in component["hashes"]] == list(LOCK[name].hashes)
        assert {hash["alg"] for hash in component["hashes"]} == {"SHA-256"}
        assert component["purl"] == component["bom-ref"] == f"pkg:pypi/{name}@{component['version']}"
        assert component["type"] == "library"
        assert "properties" in component or component["licenses"], "installed packages name their licence"


def test_scopes_follow_what_needs_what(bill: dict[str, Any]) -> None:
    by_scope: dict[str, set[str]] = {}
    for component in bill["components"]:
        by_scope.setdefault(component["scope"], set()).add(component["name"])
    assert {"pydantic", "pydantic-core", "z3-solver", "markupsafe", "pygments"} <= by_scope["required"]
    assert by_scope["optional"] == {"duckdb", "pyarrow"}
    assert {"pytest", "mypy", "ruff", "hypothesis"} <= by_scope["excluded"]
    scope_of = {ref["bom-ref"]: ref["scope"] for ref in bill["components"]}
    for edge in bill["dependencies"]:
        if scope_of.get(edge["ref"]) == "required":
            assert {scope_of[ref] for ref in edge["dependsOn"]} <= {"required"}


def test_the_graph_names_only_what_is_there(bill: dict[str, Any]) -> None:
    refs = {component["bom-ref"] for component in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    assert {edge["ref"] for edge in bill["dependencies"]} == refs
    assert {ref for edge in bill["dependencies"] for ref in edge["dependsOn"]} <= refs
    (own,) = [edge for edge in bill["dependencies"] if edge["ref"] not in {c["bom-ref"] for c in bill["components"]}]
    assert len(own["dependsOn"]) == len(PROJECT["dependencies"])


def test_the_head_is_that_of_cyclonedx(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", bill["serialNumber"])
    assert set(bill) == {
        "bomFormat", "specVersion", "serialNumber", "version", "metadata", "components", "dependencies",
    }  # fmt: skip


def test_nothing_of_the_machine_or_the_day_is_in_it(bill: dict[str, Any]) -> None:
    text = json.dumps(bill)
    assert "http" not in text
    assert str(ROOT) not in text
    assert "timestamp" not in text
    assert SBOM.bill(PROJECT, as_installed()) == bill
    other = SBOM.bill({**PROJECT, "version": "9"}, as_installed())
    assert other["serialNumber"] != bill["serialNumber"]


def test_what_is_not_as_locked_is_refused() -> None:
    with pytest.raises(SBOM.NotAsLockedError, match=r"expected pytest 0\.1 as locked, found"):
        SBOM.bill(PROJECT, re.sub(r"^pytest==\S+", "pytest==0.1", as_installed(), flags=re.MULTILINE))
    with pytest.raises(SBOM.NotAsLockedError, match="found it not installed"):
        SBOM.bill(PROJECT, as_installed() + f"no-such-package==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(SBOM.NotAsLockedError, match="a version and hashes"):
        SBOM.locked("rich==15.0.0\n")
    with pytest.raises(SBOM.NotAsLockedError, match="every dependency in the lock, found no nothing-like-it"):
        SBOM.bill({**PROJECT, "dependencies": ["nothing-like-it>=1"]}, as_installed())


def test_the_command_writes_it_or_says_what_is_wrong() -> None:
    command = [sys.executable, str(ROOT / "scripts/sbom.py")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode == 0:
        assert json.loads(done.stdout)["specVersion"] == "1.6"
    else:
        assert (done.returncode, done.stderr[:15]) == (2, "sbom: expected ")
