"""Checks corpora on one Spark session and writes each report beside its corpus, as `spark.json`.

    python run_on.py MASTER CORPUS...

MASTER is one that `--master` takes, or `sail`: a Sail server in this process.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path

from validator.report import write
from validator.spark.checking import check_on
from validator.spark.session import session_on


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
        for root in map(Path, roots):
            report, tally = check_on(session, root)
            with (root / "spark.json").open("w", encoding="utf-8", newline="\n") as stream:
                write(report, "json", stream)
            (root / "spark.tally").write_text(repr(tally), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
