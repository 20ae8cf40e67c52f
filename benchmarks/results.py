"""What was measured: kept in measured.json, and written as RESULTS.md with plots."""

from __future__ import annotations

import json
import os
import platform
from importlib.metadata import version
from math import log
from pathlib import Path
from typing import Any, Final

from measure import Series
from plots import write_plot

HERE: Final = Path(__file__).parent
MEASURED: Final = HERE / "measured.json"
NAMES: Final = {
    "archive-whole": "no cache",
    "archive-first": "first run with an empty cache",
    "archive-same": "later run, nothing changed",
    "archive-changed": "later run, one file changed: a day, and every line moved",
    "archive-few": "the same, without agreements and explained clashes",
    "archive-added": "later run, a source of eight claims and an entity added",
    "rows-whole": "no cache",
    "rows-first": "first run with an empty cache",
    "rows-changed": "later run, one file of ten changed",
    "screen": "this, first run (validates, interns, screens, explains)",
    "beside-whole": "no cache",
    "beside-first": "first run with an empty cache",
    "beside-value": "later run, the claim has another value",
    "beside-question": "later run, the claim is about something else",
    "beside-source": "later run, a source with a claim added",
    "screen-kept": "this, claims interned before, other rules asked for (explains all again)",
    "screen-yaml": "this, claims interned before, a claim in YAML beside them changed",
    "screen-later": "this, later run, no file changed (a report is made of what was found)",
    "burning": "10,000 values that clash, first run",
    "burning-kept": "10,000 values that clash, claims interned before",
    "burning-later": "10,000 values that clash, no file changed",
    "burning-sql": "10,000 values that clash, hand-written SQL",
    "calm": "one clash, first run",
    "calm-kept": "one clash, claims interned before",
    "calm-later": "one clash, no file changed",
    "calm-sql": "one clash, hand-written SQL",
    "sql": "hand-written DuckDB SQL (no validation, no reasons)",
    "python": "plain Python: group, sort, sweep (no validation, no reasons)",
    "validate": "`validate check --format json`",
    "validate-later": "`validate check --format json --cache`, nothing changed (told again)",
    "check": "`validate check --format json`",
    "check-later": "`validate check --format json --engine duckdb --cache`, nothing changed (told again)",
    "check-rows": "`validate check --format json --engine exact`, which reads row by row",
    "check-screened": "`validate check --format json --engine duckdb`, without rules that accuse nobody",
    "desbordante": "Desbordante: denial constraints, violations listed",
    "pyshacl": "pySHACL: SHACL-SPARQL, one query over all claims a property",
    "pyshacl-subjects": "pySHACL: every subject is a focus",
    "pyshacl-claims": "pySHACL: every claim is a focus",
}


def figures(series: Series) -> dict[str, Any]:
    return {
        "wall": round(series.wall, 3),
        "cpu": round(series.cpu, 3),
        "memory": series.memory,
        "rounds": len(series.runs),
    }


def keep(table: str, key: str, content: object) -> None:
    known = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else {}
    known.setdefault(table, {})[key] = content
    known["machine"] = {
        "python": platform.python_version(),
        "duckdb": version("duckdb"),
        "pyarrow": version("pyarrow"),
        "processors": os.cpu_count(),
    }
    MEASURED.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def write() -> None:
    known = json.loads(MEASURED.read_text(encoding="utf-8"))
    notes = (HERE / "notes.md").read_text(encoding="utf-8")
    machine = known["machine"]
    lines = ["# Measured", "", notes.strip(), ""]
    lines += [
        f"Python {machine['python']}, DuckDB {machine['duckdb']}, "
        f"pyarrow {machine['pyarrow']}, {machine['processors']} cores.",
        "",
    ]
    for table, title in (
        ("small", "Claims in YAML, cold process"),
        ("archive", "An archive of YAML files, 200 claims each"),
        ("bulk", "Claims in Parquet"),
        ("files", "Claims in ten Parquet files"),
        ("beside", "A claim in YAML beside claims in Parquet"),
        ("hot", "One hot question"),
        ("rows", "Claims in Parquet, claim by claim"),
        ("peers", "Claims in Parquet, beside Desbordante and pySHACL"),
    ):
        if table in known:
            lines += _table(title, known[table], machine)
    (HERE / "RESULTS.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    if "bulk" in known:
        for field, words in (("cpu", "seconds of CPU"), ("memory", "peak MB")):
            curves = {
                words_of: [
                    (int(size), one["runs"][name][field])
                    for size, one in sorted(known["bulk"].items(), key=lambda i: int(i[0]))
                    if name in one["runs"]
                ]
                for name, words_of in NAMES.items()
            }
            measured = {name: points for name, points in curves.items() if points}
            write_plot(HERE / f"bulk-{'time' if field == 'cpu' else 'memory'}.svg", f"Claims against {words}", measured)


def _table(title: str, results: dict[str, Any], machine: dict[str, Any]) -> list[str]:
    lines = [f"## {title}", ""]
    for size, one in sorted(results.items(), key=lambda item: int(item[0])):
        what = (
            f"{int(size):,} values that all clash, in {one['claims']:,} claims"
            if "claims" in one
            else f"{int(size):,} claims"
        )
        lines += [f"### {what}", "", "| run | wall s | CPU s | peak MB | rounds |", "|---|---:|---:|---:|---:|"]
        for name, run_ in one["runs"].items():
            lines.append(
                f"| {NAMES.get(name, name)} | {run_['wall']:.2f} | {run_['cpu']:.2f} | "
                f"{run_['memory']:,} | {run_['rounds']} |"
            )
        lines += [
            "",
            "Paired, median of the rounds: "
            + "; ".join(f"{name} **{ratio:.2f}**" for name, ratio in one["ratios"].items())
            + ".",
        ]
        lines += [
            "",
            "Every run found exactly what was planted."
            if not one["wrong"]
            else f"Not what was planted: {one['wrong']}.",
            "",
        ]
        if "yamllint" in one:
            lines += [one["yamllint"] + ".", ""]
        if "versions" in one:
            lines += [", ".join(f"{name} {number}" for name, number in one["versions"].items()) + ".", ""]
    sizes = sorted(map(int, results))
    if len(sizes) > 1 and all({"screen", "sql"} <= results[str(s)]["runs"].keys() for s in sizes):
        for name in ("screen", "screen-kept", "screen-yaml", "sql"):
            if any(name not in results[str(size)]["runs"] for size in sizes):
                continue
            first, last = (results[str(s)]["runs"][name]["cpu"] for s in (sizes[0], sizes[-1]))
            exponent = log(last / first) / log(sizes[-1] / sizes[0])
            lines.append(
                f"CPU grows with the claims to the power of {exponent:.2f} "
                f"from {sizes[0]:,} to {sizes[-1]:,}: {NAMES[name]}."
            )
        lines.append("")
    return lines
