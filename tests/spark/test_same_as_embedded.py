"""Law 9 at work: whatever engine splits the work up, the report is the same, byte for byte."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

from spark.many_corpora import FEW, LARGE, LOW, ORDINARY, SLOW
from spark.run_on import few_are_many
from validator.bulk.checking import check
from validator.report import write

MUST = any(os.environ.get(name, "").lower() not in ("", "0", "false") for name in ("CI", "VALIDATOR_SPARK"))
ENGINES = {"sail": (("pyspark", "pysail"), ""), "local[2]": (("pyspark",), "java")}


def needs(engine: str) -> None:
    """Skips where an engine cannot run on this machine; where it must run, its absence fails."""
    packages, program = ENGINES[engine]
    missing = [name for name in packages if find_spec(name) is None]
    missing += [program] if program and which(program) is None and not os.environ.get("JAVA_HOME") else []
    if missing and not MUST:
        pytest.skip(f"{engine} needs {', '.join(missing)}: uv sync --group spark, and a Java runtime for PySpark")
    assert not missing, f"{', '.join(missing)} not installed"


def made(folder: Path, engine: str) -> dict[str, Path]:
    chosen = {name: make for name, make in ORDINARY.items() if engine == "sail" or name in FEW}
    if engine == "sail":
        chosen |= LARGE | (SLOW if os.environ.get("VALIDATOR_SPARK_SLOW") else {}) | LOW
    roots = {name: folder / name.replace(" ", "-") for name in chosen}
    for name, make in chosen.items():
        roots[name].mkdir()
        make(roots[name])
    return roots


def run_on(engine: str, roots: dict[str, Path]) -> None:
    """Every corpus gets its report."""
    ordinary, low = ([str(root) for name, root in roots.items() if (name in LOW) == where] for where in (False, True))
    command = [sys.executable, str(Path(__file__).with_name("run_on.py")), engine, *ordinary, "--low", *low]
    # a machine that runs for a minute is better off with code that is compiled fast than with fast code
    environment = {**os.environ, "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=540, env=environment)
    assert done.returncode == 0, done.stderr[-4000:]


@pytest.mark.parametrize("engine", list(ENGINES))
def test_every_report_is_that_of_the_embedded_engine(engine: str, tmp_path: Path) -> None:
    needs(engine)
    roots = made(tmp_path, engine)
    run_on(engine, roots)
    different = []
    findings = heard = 0
    for name, root in roots.items():
        with few_are_many() if name in LOW else nullcontext():
            report, tally = check(root)
        expected = io.StringIO()
        write(report, "json", expected)
        findings += len(report.findings)
        widened = [f for f in report.findings if f.rule == "value-conflict" and "capped" in f.marks]
        heard += sum(any(id.startswith("y1/") for id in f.claims) for f in widened)
        told = (root / "spark.json").read_text(encoding="utf-8"), (root / "spark.tally").read_text(encoding="utf-8")
        if told != (expected.getvalue(), repr(tally)):
            different.append(name)
    assert different == []
    assert findings > 50 if engine == "sail" else findings > 20
    assert heard > 8 if engine == "sail" else heard == 1  # clashes of claims in YAML on hot questions
