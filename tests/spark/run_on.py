"""Checks corpora on one Spark session and writes each report beside its corpus, as `spark.json`.

    python run_on.py MASTER CORPUS... [--low CORPUS...]

MASTER is one that `--master` takes, or `sail`: a Sail server in this process. Corpora after `--low` are checked where
few claims are many.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from validator.bulk import explaining, judging, looking
from validator.report import write
from validator.spark.checking import check_on
from validator.spark.session import session_on

FEW = 10
"""Claims of a question that are not yet many, and that the exact rules take on, where few are many."""


@contextmanager
def few_are_many() -> Iterator[None]:
    """In this process."""
    places = [(module, "HOT") for module in (judging, looking, explaining)] + [(explaining, "MOST")]
    before = [getattr(module, name) for module, name in places]
    try:
        for module, name in places:
            setattr(module, name, FEW)
        yield
    finally:
        for (module, name), value in zip(places, before, strict=True):
            setattr(module, name, value)


def main(master: str, roots: list[str]) -> None:
    with ExitStack() as stack:
        if master == "sail":
            kept = Path(roots[0]).parent / "kept-by-sail"
            os.environ["SAIL_EXECUTION__CHECKPOINT__PATH"] = kept.as_uri()
            from pysail.spark import SparkConnectServer

            server = SparkConnectServer()
            server.start()
            stack.callback(server.stop)
            master = f"sc://localhost:{server.listening_address[1]}"
        session = stack.enter_context(session_on(master))
        # small plans: compiling them costs more than running them
        session.conf.set("spark.sql.shuffle.partitions", "2")
        session.conf.set("spark.sql.codegen.wholeStage", "false")
        for name in roots:
            if name == "--low":
                stack.enter_context(few_are_many())
                continue
            root = Path(name)
            report, tally = check_on(session, root)
            with (root / "spark.json").open("w", encoding="utf-8", newline="\n") as stream:
                write(report, "json", stream)
            (root / "spark.tally").write_text(repr(tally), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
