"""Measures this validator beside its peers, one table a command, and writes RESULTS.md with plots from all that
was measured.

    python benchmarks/run.py small            200 and 1,000 claims in YAML, cold, beside yamllint
    python benchmarks/run.py archive 10000 100000   YAML files of 200 claims each, first and later runs
    python benchmarks/run.py bulk 100000 1000000 10000000
    python benchmarks/run.py files 100000 1000000   the same claims in ten files, of which one changes
    python benchmarks/run.py beside 100000 1000000  a claim in YAML beside the same claims, changed
    python benchmarks/run.py hot              a hot question of 10,000 values that all clash, beside a calm one
    python benchmarks/run.py rows 10000 100000 1000000   the same rows without DuckDB, claim by claim
    python benchmarks/run.py peers 10000 100000     beside Desbordante and, up to 10,000, pySHACL
    python benchmarks/run.py write            RESULTS.md, bulk-time.svg, bulk-memory.svg

Corpora are generated below the folder that VALIDATOR_BENCHMARKS names (default: a folder of the system's
temporary files) and kept there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Final

from archives import archive
from generate import CHANGING, write_claim, write_in_files, write_parquet, write_yaml
from measure import Run, Series, in_turn, run
from results import figures, keep, write

HERE: Final = Path(__file__).parent
WORK: Final = Path(os.environ.get("VALIDATOR_BENCHMARKS", Path(tempfile.gettempdir()) / "validator-benchmarks"))
PYTHON: Final = sys.executable
VALIDATE: Final = str(Path(PYTHON).parent / "validate")
PEERS: Final = {
    "desbordante": "desbordante",
    "pyshacl": "pyshacl",
    "pyshacl-subjects": "pyshacl",
    "pyshacl-claims": "pyshacl",
}
"""The ways in which a peer is asked, each with its package."""
LARGEST_FOR_SHACL: Final = 10_000
ACCUSING_NOBODY: Final = ("agreement", "apparent-conflict", "plan-and-outcome")
"""Rules not told of bulk: left out where the same rows are judged claim by claim, so that both tell the same."""


def corpus(name: str, make: Callable[[Path], object]) -> Path:
    root = WORK / name
    if not (root / "planted.json").exists():
        shutil.rmtree(root, ignore_errors=True)
        make(root)
    return root


def planted(root: Path) -> list[str]:
    return sorted(json.loads((root / "planted.json").read_text(encoding="utf-8")))


def contested(printed: str) -> set[str]:
    """The questions that a report in JSON calls contradicted."""
    findings = json.loads(printed)["findings"]
    return {f"{f['subject']}/{f['property']}" for f in findings if f["verdict"] == "contradiction"}


def listed(name: str, printed: str) -> list[str]:
    """The contested questions that a run of this name printed: as a report, or as one line."""
    return sorted(contested(printed) if name.startswith("check") else json.loads(printed))


def bulk(sizes: list[int], rounds: int) -> None:
    for size in sizes:
        root = corpus(f"parquet-{size}", lambda root, size=size: write_parquet(size, root, 1))  # type: ignore[misc]
        cache = WORK / f"kept-{size}"
        worker = str(HERE / "workers.py")
        commands = {kind: [PYTHON, worker, kind, str(root)] for kind in ("screen", "sql")}
        for kind in ("screen-kept", "screen-later"):
            commands[kind] = [PYTHON, worker, kind, str(root), str(cache)]
        beside, cache_beside = with_yaml(root), WORK / f"kept-beside-{size}"
        commands["screen-yaml"] = [PYTHON, worker, "screen-yaml", str(beside), str(cache_beside)]
        if size <= 1_000_000:
            commands["python"] = [PYTHON, worker, "python", str(root)]
        shutil.rmtree(cache, ignore_errors=True)
        shutil.rmtree(cache_beside, ignore_errors=True)
        checking = [VALIDATE, "check", "--corpus", str(root), "--format", "json"]
        commands["check-later"] = [*checking, "--engine", "duckdb", "--cache", str(cache)]
        first = run(commands["screen-kept"])
        run(commands["screen-yaml"])
        run(commands["check-later"], accepted=(1,))
        large = size > 1_000_000
        if large:  # minutes a run: the first run, which interns, is made once
            del commands["screen"]
        measured = in_turn(commands, rounds, accepted=(0, 1), warm=not large)
        measured.setdefault("screen", Series((first,) * rounds))
        wrong = [name for name, s in measured.items() for r in s.runs if listed(name, r.printed) != planted(root)]
        result = {name: figures(s) for name, s in sorted(measured.items())}
        ratios = {
            f"{one} / {other} {field}": round(measured[one].ratio(measured[other], field), 3)
            for one in ("screen", "screen-kept", "screen-yaml", "screen-later", "check-later")
            for other in ("sql", "python")
            if other in measured
            for field in ("cpu", "wall", "memory")
        }
        keep("bulk", str(size), {"runs": result, "ratios": ratios, "planted": len(planted(root)), "wrong": wrong})


def files(sizes: list[int], rounds: int) -> None:
    """The same report from a first run, and after one of ten files of rows has changed."""
    for size in sizes:
        root = corpus(f"parquet-{size}-files", lambda root, size=size: write_in_files(size, root, 1))  # type: ignore[misc]
        cache, changing, before = WORK / f"kept-files-{size}", root / "claims" / CHANGING, root / f"before-{CHANGING}"
        if not before.exists():
            shutil.copyfile(changing, before)
        plain = [VALIDATE, "check", "--corpus", str(root), "--format", "json"]
        kept = [*plain, "--engine", "duckdb", "--cache", str(cache)]
        runs: dict[str, list[Run]] = defaultdict(list)
        wrong = []
        for number in range(rounds):
            shutil.rmtree(cache, ignore_errors=True)
            shutil.copyfile(before, changing)
            told = [run(kept, accepted=(1,))]
            try:
                shutil.copyfile(root / CHANGING, changing)
                told += [run(kept, accepted=(1,)), run([*plain, "--engine", "duckdb"], accepted=(1,))]
            finally:
                shutil.copyfile(before, changing)
            for name, one in zip(("rows-first", "rows-changed", "rows-whole"), told, strict=True):
                runs[name].append(one)
            if told[1].printed != told[2].printed:
                wrong.append(f"round {number}: a kept run told something else than a fresh one")
            if any(contested(one.printed) != set(planted(root)) for one in told):
                wrong.append(f"round {number}: other conflicts than planted")
        measured = {name: Series(tuple(found)) for name, found in runs.items()}
        ratios = {
            f"changed / {name} {f}": round(measured["rows-changed"].ratio(measured[f"rows-{name}"], f), 3)
            for name in ("first", "whole")
            for f in ("cpu", "wall")
        }
        keep("files", str(size), {
            "runs": {name: figures(s) for name, s in measured.items()}, "ratios": ratios, "wrong": wrong,
            "planted": len(planted(root)),
        })  # fmt: skip


def with_yaml(root: Path) -> Path:
    """Written by another process, like what the peers read."""

    def make(beside: Path) -> None:
        command = [PYTHON, str(HERE / "generate.py"), "beside", "0", str(beside), "--rows", str(root)]
        subprocess.run(command, check=True)

    return corpus(f"{root.name}-beside", make)


def beside(sizes: list[int], rounds: int) -> None:
    """A report from a first run, and after changes of a claim in YAML beside the rows."""
    for size in sizes:
        root = with_yaml(corpus(f"parquet-{size}", lambda root, size=size: write_parquet(size, root, 1)))  # type: ignore[misc]
        cache, added = WORK / f"kept-beside-{size}", root / "claims" / "added.yaml"
        plain = [VALIDATE, "check", "--corpus", str(root), "--format", "json"]
        kept = [*plain, "--engine", "duckdb", "--cache", str(cache)]
        changes = {"value": ("press", "o0", "p1"), "question": ("press", "o1", "p1"), "source": ("added", "o2", "p2")}
        runs: dict[str, list[Run]] = defaultdict(list)
        wrong = []
        for number in range(rounds):
            shutil.rmtree(cache, ignore_errors=True)
            write_claim(root, "press", "o0", "p0")
            told = [run(kept, accepted=(1,))]
            runs["beside-first"].append(told[0])
            try:
                for name, claim in changes.items():
                    write_claim(root, *claim)
                    told.append(run(kept, accepted=(1,)))
                    runs[f"beside-{name}"].append(told[-1])
                whole = run([*plain, "--engine", "duckdb"], accepted=(1,))
            finally:
                added.unlink(missing_ok=True)
            runs["beside-whole"].append(whole)
            if told[-1].printed != whole.printed:
                wrong.append(f"round {number}: a kept run told something else than a fresh one")
            if any(contested(one.printed) != set(planted(root)) for one in (*told, whole)):
                wrong.append(f"round {number}: other conflicts than planted")
        measured = {name: Series(tuple(found)) for name, found in runs.items()}
        ratios = {
            f"{name} / whole {f}": round(measured[f"beside-{name}"].ratio(measured["beside-whole"], f), 3)
            for name in changes
            for f in ("cpu", "wall")
        }
        keep("beside", str(size), {
            "runs": {name: figures(s) for name, s in measured.items()}, "ratios": ratios, "wrong": wrong,
            "planted": len(planted(root)),
        })  # fmt: skip


def rows(sizes: list[int], rounds: int) -> None:
    """The same findings by two ways: the screen, and the exact rules over every claim in plain Python."""
    for size in sizes:
        root = corpus(f"parquet-{size}", lambda root, size=size: write_parquet(size, root, 1))  # type: ignore[misc]
        checking = [VALIDATE, "check", "--corpus", str(root), "--format", "json"]
        checking += [word for rule in ACCUSING_NOBODY for word in ("--ignore", rule)]
        commands = {"check-screened": [*checking, "--engine", "duckdb"], "check-rows": [*checking, "--engine", "exact"]}
        measured = in_turn(commands, rounds, accepted=(0, 1), warm=size <= 10_000)
        findings = {name: json.loads(series.runs[0].printed)["findings"] for name, series in measured.items()}
        wrong = [name for name, s in measured.items() for r in s.runs if listed(name, r.printed) != planted(root)]
        if findings["check-screened"] != findings["check-rows"]:
            wrong.append("the two tell other findings")
        keep("rows", str(size), {
            "runs": {name: figures(s) for name, s in measured.items()},
            "ratios": {f"check-rows / check-screened {field}":
                           round(measured["check-rows"].ratio(measured["check-screened"], field), 3)
                       for field in ("cpu", "wall", "memory")},
            "planted": len(planted(root)), "wrong": wrong,
        })  # fmt: skip


def hot(rounds: int) -> None:
    size, values = 1_000_000, 10_000
    calm = corpus(f"parquet-{size}", lambda root: write_parquet(size, root, 1))
    burning = corpus(f"parquet-{size}-hot", lambda root: write_parquet(size, root, 1, hot_values=values))
    worker = str(HERE / "workers.py")
    commands = {}
    for name, root in (("calm", calm), ("burning", burning)):
        shutil.rmtree(WORK / f"kept-{name}", ignore_errors=True)
        for kind in ("kept", "later"):
            commands[f"{name}-{kind}"] = [PYTHON, worker, f"screen-{kind}", str(root), str(WORK / f"kept-{name}")]
        commands[f"{name}-sql"] = [PYTHON, worker, "sql", str(root)]
        commands[name] = [PYTHON, worker, "screen", str(root)]
        run(commands[f"{name}-kept"])
    measured = in_turn(commands, rounds)
    wrong = [
        n
        for n, s in measured.items()
        for r in s.runs
        if json.loads(r.printed) != planted(calm if n.startswith("calm") else burning)
    ]
    ratios = {
        f"burning{kind} / calm{kind} {field}": round(
            measured[f"burning{kind}"].ratio(measured[f"calm{kind}"], field), 3
        )
        for kind in ("", "-kept", "-later", "-sql")
        for field in ("cpu", "memory")
    }
    keep(
        "hot",
        str(values),
        {"runs": {n: figures(s) for n, s in measured.items()}, "ratios": ratios, "wrong": wrong, "claims": size},
    )


def small(rounds: int) -> None:
    linter = WORK / "yamllint"
    if not (linter / "bin" / "yamllint").exists():
        subprocess.run(["uv", "venv", "-q", str(linter)], check=True)
        subprocess.run(
            ["uv", "pip", "install", "-q", "--python", str(linter / "bin" / "python"), "yamllint"], check=True
        )
    known = subprocess.run([str(linter / "bin" / "yamllint"), "--version"], check=True, capture_output=True, text=True)
    for size in (200, 1000):
        root = corpus(f"yaml-{size}", lambda root, size=size: write_yaml(size, root, 1))  # type: ignore[misc]
        checking = [VALIDATE, "check", "--corpus", str(root), "--format", "json"]
        commands = {
            "validate": checking,
            "validate-later": [*checking, "--cache", str(WORK / f"kept-yaml-{size}")],
            "yamllint": [str(linter / "bin" / "yamllint"), str(root / "claims")],
        }
        measured = in_turn(commands, rounds, accepted=(0, 1))
        found, again = (contested(measured[name].runs[0].printed) for name in ("validate", "validate-later"))
        keep("small", str(size), {
            "runs": {name: figures(s) for name, s in measured.items()},
            "ratios": {f"{one} / yamllint {f}": round(measured[one].ratio(measured["yamllint"], f), 3)
                           for one in ("validate", "validate-later") for f in ("cpu", "wall")},
            "wrong": sorted((found ^ set(planted(root))) | (again ^ found)),
            "yamllint": known.stdout.strip(),
        })  # fmt: skip


def environment(package: str) -> tuple[str, str]:
    """The interpreter of an environment that has one peer, made when it is missing, and the peer's version."""
    folder = WORK / package
    interpreter = folder / "bin" / "python"
    if not interpreter.exists():
        subprocess.run(["uv", "venv", "-q", "--python", platform.python_version(), str(folder)], check=True)
    asked = [str(interpreter), "-c", f"import importlib.metadata as m; print(m.version({package!r}))"]
    if subprocess.run(asked, capture_output=True).returncode:
        subprocess.run(["uv", "pip", "install", "-q", "--python", str(interpreter), package], check=True)
    return str(interpreter), subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


def prepared(root: Path, form: str) -> Path:
    """What the peers read of a corpus. Written by another process: the peak memory of a process counts in those that it
    starts.
    """
    folder = root.with_name(f"{root.name}-peers")
    subprocess.run([PYTHON, str(HERE / "peers.py"), form, str(folder), str(root)], check=True)
    return folder


def peers(sizes: list[int], rounds: int) -> None:
    """Both questions of the bulk table put to a profiler of data and to a validator of graphs. Before any of it is
    measured, both must list what was planted among 1,000 claims; and every measured run is compared as well. One round
    where the validator of graphs takes part, which needs more than a minute.
    """
    installed = {name: environment(package) for name, package in PEERS.items()}
    trial = corpus("parquet-1000", lambda root: write_parquet(1000, root, 1))
    tried = prepared(trial, "triples")
    for name, (interpreter, _) in installed.items():
        if json.loads(run([interpreter, str(HERE / "peers.py"), name, str(tried)]).printed) != planted(trial):
            raise SystemExit(f"{name} does not list what was planted, so it is not timed")
    for size in sizes:
        root = corpus(f"parquet-{size}", lambda root, size=size: write_parquet(size, root, 1))  # type: ignore[misc]
        graph = size <= LARGEST_FOR_SHACL
        asked = tuple(PEERS) if graph else tuple(PEERS)[:1]
        folder = prepared(root, "triples" if graph else "tables")
        cache = WORK / f"kept-peers-{size}"
        shutil.rmtree(cache, ignore_errors=True)
        commands = {name: [installed[name][0], str(HERE / "peers.py"), name, str(folder)] for name in asked}
        worker = str(HERE / "workers.py")
        commands["screen"] = [PYTHON, worker, "screen", str(root)]
        for kind in ("screen-kept", "screen-later"):
            commands[kind] = [PYTHON, worker, kind, str(root), str(cache)]
        if graph:
            checking = [VALIDATE, "check", "--corpus", str(root), "--format", "json"]
            commands["check"] = checking
            commands["check-later"] = [*checking, "--engine", "duckdb", "--cache", str(cache)]
            commands["check-rows"] = [*checking, "--engine", "exact"]
            kept_beside = WORK / f"kept-peers-beside-{size}"
            shutil.rmtree(kept_beside, ignore_errors=True)
            commands["screen-yaml"] = [PYTHON, worker, "screen-yaml", str(with_yaml(root)), str(kept_beside)]
        run(commands["screen-kept"])
        for later in ("check-later", "screen-yaml") if graph else ():
            run(commands[later], accepted=(0, 1))
        measured = in_turn(commands, 1 if graph else rounds, accepted=(0, 1), warm=False)
        wrong = [
            name for name, series in measured.items() for r in series.runs if listed(name, r.printed) != planted(root)
        ]
        ratios = {
            f"{peer} / {ours} {field}": round(measured[peer].ratio(measured[ours], field), 3)
            for peer in asked
            for ours in sorted(set(measured) - set(PEERS))
            for field in ("cpu", "wall")
        }
        keep("peers", str(size), {
            "runs": {name: figures(s) for name, s in sorted(measured.items())}, "ratios": ratios, "wrong": wrong,
            "planted": len(planted(root)), "versions": {name: installed[name][1] for name in asked},
        })  # fmt: skip


def archives(sizes: list[int], rounds: int) -> None:
    for size in sizes:
        root = corpus(f"yaml-{size}", lambda root, size=size: write_yaml(size, root, 1))  # type: ignore[misc]
        archive(root, WORK / f"archive-kept-{size}", size, rounds, set(planted(root)), contested)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "table", choices=("small", "archive", "bulk", "files", "beside", "hot", "rows", "peers", "write")
    )
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    match options.table:
        case "small":
            small(options.rounds)
        case "archive":
            archives(options.sizes or [10_000], options.rounds)
        case "bulk":
            bulk(options.sizes or [100_000, 1_000_000], options.rounds)
        case "files":
            files(options.sizes or [100_000, 1_000_000], options.rounds)
        case "beside":
            beside(options.sizes or [100_000, 1_000_000], options.rounds)
        case "hot":
            hot(options.rounds)
        case "rows":
            rows(options.sizes or [10_000, 100_000], options.rounds)
        case "peers":
            peers(options.sizes or [10_000, 100_000], options.rounds)
    write()


if __name__ == "__main__":
    main()
