"""An archive of YAML files: a first check, and checks after changes as people make them."""

from __future__ import annotations

import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from measure import Run, Series, run
from results import figures, keep

FEW: Final = ("--ignore", "agreement", "--ignore", "apparent-conflict")
"""Accusations only: a report of thousands of agreements takes longer to write than to find."""


@contextmanager
def one_file_changed(root: Path, number: int) -> Iterator[None]:
    """A day is another, and every claim stands a line lower."""
    path = root / "claims" / "s7.yaml"
    before = path.read_text(encoding="utf-8")
    day = re.sub(r"(when: \d{4}-\d\d-)\d\d\n", rf"\g<1>{number + 1:02}\n", before, count=1)
    path.write_text(day.replace("claims:\n", "claims:\n  # one line more\n"), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")


@contextmanager
def one_source_added(root: Path, number: int) -> Iterator[None]:
    """A source of eight claims, and an entity in the vocabulary that it brings."""
    claims = root / "claims"
    vocabulary = claims / "vocabulary" / "entities-0.yaml"
    before = vocabulary.read_text(encoding="utf-8")
    head, *told = (claims / "s8.yaml").read_text(encoding="utf-8").split("  - id: ")
    (claims / "added.yaml").write_text("  - id: ".join([head, *told[:8]]), encoding="utf-8")
    names = f"{{type: person, names: {{en: [New Comer {number}]}}}}"
    vocabulary.write_text(before.replace("entities:\n", f"entities:\n  newcomer: {names}\n"), encoding="utf-8")
    try:
        yield
    finally:
        (claims / "added.yaml").unlink()
        vocabulary.write_text(before, encoding="utf-8")


def archive(
    root: Path, cache: Path, size: int, rounds: int, planted: set[str], contested: Callable[[str], set[str]]
) -> None:
    """Runs that keep something are held against runs that do not, byte for byte."""
    plain = [str(Path(sys.executable).parent / "validate"), "check", "--corpus", str(root), "--format", "json"]
    kept = [*plain, "--cache", str(cache)]
    runs: dict[str, list[Run]] = defaultdict(list)
    wrong = []

    def told(command: list[str], name: str = "") -> str:
        """A digest of what is told: a process that held the texts would pass its memory for that of the next one."""
        done = run(command, accepted=(1,))
        if name:
            runs[name].append(replace(done, printed=""))
        if name == "archive-first" and contested(done.printed) != planted:
            wrong.append("other conflicts than planted")
        return sha256(done.printed.encode()).hexdigest()

    for number in range(rounds):
        shutil.rmtree(cache, ignore_errors=True)
        same = [told(kept, "archive-first") == told(kept, "archive-same")]
        with one_source_added(root, number):
            same.append(told(kept, "archive-added") == told(plain))
        told(kept)
        with one_file_changed(root, number):
            same.append(told(kept, "archive-changed") == told(plain, "archive-whole"))
        told([*kept, *FEW])
        with one_file_changed(root, number):
            same.append(told([*kept, *FEW], "archive-few") == told([*plain, *FEW]))
        if not all(same):
            wrong.append(f"round {number}: a kept run told something else than a fresh one")
    measured = {name: Series(tuple(found)) for name, found in runs.items()}
    ratios = {
        f"{name} / whole {f}": round(measured[f"archive-{name}"].ratio(measured["archive-whole"], f), 3)
        for name in ("same", "changed", "few", "added")
        for f in ("cpu", "wall")
    }
    keep("archive", str(size), {
        "runs": {name: figures(s) for name, s in measured.items()}, "ratios": ratios, "wrong": wrong,
        "planted": len(planted),
    })  # fmt: skip
