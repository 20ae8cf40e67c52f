"""Writes a software bill of materials (CycloneDX 1.6, JSON) from the lock and from what the packages say of themselves.

    python scripts/sbom.py > claim-validator.cdx.json

Every package of `requirements.lock` with its version, the SHA-256 of each of its distributions, its licence, and what
it needs in turn. `scope` is `required` for what runs, `optional` for the extras, `excluded` for what only development
needs; an extra that the lock leaves out is named. Neither time nor machine go into it: the same lock and the same
installed packages give the same bytes, and the serial number is made from the content. Exit status: 0 written, 2 if
what is installed is not what is locked.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST_NAME: Final = 60
"""Characters; some packages put the whole text of their licence where its name belongs."""
_LICENCE_CLASSIFIER: Final = "License :: OSI Approved :: "


class NotAsLockedError(Exception):
    """What is installed, or what is locked, is not what it should be."""


@dataclass(frozen=True, slots=True)
class Locked:
    """One package of the lock."""

    name: str
    version: str
    hashes: tuple[str, ...]
    """SHA-256 of each distribution, in hexadecimal digits."""
    marker: str
    """Where it is needed, as an environment marker; empty for everywhere."""

    @property
    def ref(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"


def normal(requirement: str) -> str:
    """The name in a requirement as package indexes write it (PEP 503)."""
    found = _NAME.match(requirement.strip())
    if found is None:
        raise NotAsLockedError(f"expected the name of a package, found {requirement!r}")
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def locked(text: str) -> dict[str, Locked]:
    """The packages of a lock by name. Raises `NotAsLockedError` for a line that pins nothing."""
    found = {}
    for entry in re.split(r"\n(?=[^\s#])", text.replace("\\\n", " ")):
        if not entry.strip() or entry.startswith("#"):
            continue
        pin = re.match(r"([^\s=]+)==(\S+)(?:\s*;\s*(.*?))?\s*(?=--hash|$)", entry)
        hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)
        if pin is None or not hashes:
            raise NotAsLockedError(f"expected a version and hashes in the lock, found {entry.split()[0]!r}")
        name = normal(pin[1])
        found[name] = Locked(name, pin[2], tuple(sorted(hashes)), (pin[3] or "").strip())
    return found


def installed(package: Locked) -> Distribution | None:
    """What is installed of it, or None where its marker leaves it out. Raises `NotAsLockedError` for anything else."""
    try:
        found = distribution(package.name)
    except PackageNotFoundError:
        if package.marker:
            return None
        raise NotAsLockedError(f"expected {package.name} {package.version}, found it not installed") from None
    if found.version != package.version:
        raise NotAsLockedError(f"expected {package.name} {package.version} as locked, found {found.version} installed")
    return found


def needs(found: Distribution | None, known: Iterable[str]) -> list[str]:
    """What a package needs, of the packages in the lock, without what only its extras need."""
    stated = (found.requires if found is not None else None) or []
    return sorted({normal(one) for one in stated if "extra" not in one.partition(";")[2]} & set(known))


def licences(found: Distribution | None) -> list[dict[str, Any]]:
    if found is None:
        return []
    (expression,) = found.metadata.get_all("License-Expression") or [""]
    if expression:
        return [{"expression": expression}]
    classifiers = found.metadata.get_all("Classifier") or []
    names = [c.removeprefix(_LICENCE_CLASSIFIER) for c in classifiers if c.startswith(_LICENCE_CLASSIFIER)]
    stated = [text.strip() for text in found.metadata.get_all("License") or []]
    names = names or [text for text in stated if 0 < len(text) <= _LONGEST_NAME and "\n" not in text]
    return [{"license": {"name": name}} for name in sorted(names)]


def closure(roots: Iterable[str], edges: Mapping[str, Sequence[str]]) -> set[str]:
    reached: set[str] = set()
    todo = list(roots)
    while todo:
        name = todo.pop()
        if name not in reached:
            reached.add(name)
            todo.extend(edges.get(name, ()))
    return reached


def bill(project: Mapping[str, Any], lock: str) -> dict[str, Any]:
    """The bill of materials. Raises `NotAsLockedError`."""
    packages = locked(lock)
    found = {name: installed(package) for name, package in packages.items()}
    edges = {name: needs(found[name], packages) for name in packages}
    direct = [normal(one) for one in project["dependencies"]]
    missing = sorted(set(direct) - packages.keys())
    if missing:
        raise NotAsLockedError(f"expected every dependency in the lock, found no {missing[0]}")
    stated = {name: {normal(one) for one in extra} for name, extra in project.get("optional-dependencies", {}).items()}
    unlocked = sorted(name for name, wanted in stated.items() if not wanted <= packages.keys())
    extras = set().union(*(wanted for name, wanted in stated.items() if name not in unlocked))
    required, optional = closure(direct, edges), closure(extras, edges)

    def scope(name: str) -> str:
        return "required" if name in required else "optional" if name in optional else "excluded"

    components = []
    for name in sorted(packages):
        package = packages[name]
        component: dict[str, Any] = {
            "type": "library",
            "bom-ref": package.ref,
            "name": name,
            "version": package.version,
            "scope": scope(name),
            "hashes": [{"alg": "SHA-256", "content": hash} for hash in package.hashes],
        }
        if licences(found[name]):
            component["licenses"] = licences(found[name])
        component["purl"] = package.ref
        if package.marker:
            component["properties"] = [{"name": "python:environment-marker", "value": package.marker}]
        components.append(component)
    own = f"pkg:pypi/{normal(project['name'])}@{project['version']}"
    subject: dict[str, Any] = {
        "type": "application",
        "bom-ref": own,
        "name": normal(project["name"]),
        "version": project["version"],
    }
    subject |= {"description": project["description"], "purl": own}
    if unlocked:
        subject |= {"properties": [{"name": "python:extra-not-locked", "value": name} for name in unlocked]}
    graph = [{"ref": own, "dependsOn": [packages[name].ref for name in sorted(direct)]}]
    graph += [{"ref": packages[n].ref, "dependsOn": [packages[d].ref for d in edges[n]]} for n in sorted(packages)]
    content = {"metadata": {"component": subject}, "components": components, "dependencies": graph}
    serial = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(content, sort_keys=True))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1}
    return head | content


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    try:
        written = bill(project, (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    except NotAsLockedError as problem:
        print(f"sbom: {problem}", file=sys.stderr)
        return 2
    print(json.dumps(written, indent=2, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
