"""One measured run in a process of its own: prints the questions found to be contested as one line of JSON.

python benchmarks/workers.py screen|screen-kept|screen-yaml|screen-later|sql|python|full CORPUS [CACHE]
"""

from __future__ import annotations

import gc
import json
import sys
from collections import defaultdict
from pathlib import Path


def screen(root: Path, cache: Path | None = None) -> list[str]:
    """This validator: interned and screened in DuckDB, what is left judged by the exact rules, the whole report
    built.
    """
    from validator.bulk.checking import check

    gc.disable()  # as the command does
    report, _ = check(root, cache=cache)
    return sorted({f"{f.subject}/{f.property}" for f in report.findings if f.verdict == "contradiction"})


def forget_what_was_found(cache: Path) -> None:
    """Leaves the interned claims and what the screen left of them, so that a run has to explain all of it, as it has
    when it is asked for other rules.
    """
    for file in cache.glob("bulk-*"):
        if file.suffix in (".found", ".told"):
            file.unlink()


def change_a_claim(root: Path) -> None:
    """Another value in the one claim in YAML."""
    from generate import write_claim

    told = (root / "claims" / "press.yaml").read_text(encoding="utf-8")
    write_claim(root, "press", "o0", "p1" if "is: p0" in told else "p0")


def full(root: Path) -> list[str]:
    """This validator without the screen, on YAML."""
    from validator.judgement.reporting import report_on
    from validator.records.opening import load

    gc.disable()
    report, _ = report_on(load(root))
    return sorted({f"{f.subject}/{f.property}" for f in report.findings if f.verdict == "contradiction"})


def sql(root: Path) -> list[str]:
    """The same two questions by hand in DuckDB, for nothing but these two properties: windows and aggregates, no
    reasons, no validation.
    """
    import duckdb

    connection = duckdb.connect(config={"threads": 2})
    claims = f"'{root / 'claims' / 'archive.parquet'}'"
    held = connection.execute(
        f"""
SELECT DISTINCT subject FROM (
  SELECT subject, value, lo, max(hi) OVER earlier AS before, arg_max(value, hi) OVER earlier AS whose FROM (
    SELECT subject, "is" AS value, during[:10]::DATE AS lo, during[12:]::DATE AS hi
    FROM {claims} WHERE property = 'held-by')
  WINDOW earlier AS (PARTITION BY subject ORDER BY lo, hi ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
WHERE before >= lo AND whose <> value"""
    ).fetchall()
    founded = connection.execute(
        f"""
SELECT subject FROM (
  SELECT subject, CASE WHEN length("when") = 10 THEN "when"::DATE ELSE ("when" || '-01')::DATE END AS lo,
         CASE WHEN length("when") = 10 THEN "when"::DATE ELSE last_day(("when" || '-01')::DATE) END AS hi
  FROM {claims} WHERE property = 'founded')
GROUP BY subject HAVING max(lo) > min(hi)"""
    ).fetchall()
    return sorted([f"{s}/held-by" for (s,) in held] + [f"{s}/founded" for (s,) in founded])


def python(root: Path) -> list[str]:
    """The same two questions in plain Python: group in dictionaries, sort, sweep."""
    import pyarrow.parquet as pq

    gc.disable()
    held: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    told: dict[str, tuple[str, str]] = {}
    contested = set()
    for batch in pq.ParquetFile(root / "claims" / "archive.parquet").iter_batches(
        columns=["subject", "property", "is", "during", "when"]
    ):
        for subject, property, value, during, when in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            if property == "held-by":
                held[subject].append((during[:10], during[11:], value))
            else:
                lo, hi = (when, when) if len(when) == 10 else (f"{when}-01", f"{when}-31")
                low, high = told.get(subject, (lo, hi))
                told[subject] = max(low, lo), min(high, hi)
    contested.update(f"{s}/founded" for s, (lo, hi) in told.items() if lo > hi)
    for subject, runs in held.items():
        runs.sort()
        last, whose = "", ""
        for lo, hi, value in runs:
            if last >= lo and whose != value:
                contested.add(f"{subject}/held-by")
                break
            if hi > last:
                last, whose = hi, value
    return sorted(contested)


def main() -> None:
    kind, root = sys.argv[1], Path(sys.argv[2])
    match kind:
        case "screen":
            found = screen(root)
        case "screen-kept":
            forget_what_was_found(Path(sys.argv[3]))
            found = screen(root, Path(sys.argv[3]))
        case "screen-yaml":
            change_a_claim(root)
            found = screen(root, Path(sys.argv[3]))
        case "screen-later":
            found = screen(root, Path(sys.argv[3]))
        case "sql":
            found = sql(root)
        case "full":
            found = full(root)
        case _:
            found = python(root)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
