"""An archive of YAML files: a first check, and checks after changes as people make them."""

from __future__ import annotations

import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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

    def timed(name: str, command: list[str]) -> str:
        done = run(command, accepted=(1,))
        runs[name].append(done)
        return done.printed

    for number in range(rounds):
        shutil.rmtree(cache, ignore_errors=True)
        first = timed("archive-first", kept)
        same = [first == timed("archive-same", kept)]
        with one_source_added(root, number):
            same.append(timed("archive-added", kept) == run(plain, accepted=(1,)).printed)
        run(kept, accepted=(1,))
        with one_file_changed(root, number):
            same.append(timed("archive-changed", kept) == timed("archive-whole", plain))
        run([*kept, *FEW], accepted=(1,))
        with one_file_changed(root, number):
            same.append(timed("archive-few", [*kept, *FEW]) == run([*plain, *FEW], accepted=(1,)).printed)
        if not all(same):
            wrong.append(f"round {number}: a kept run told something else than a fresh one")
        if contested(first) != planted:
            wrong.append(f"round {number}: other conflicts than planted")
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
