"""Runs a check on a standalone Spark cluster of worker processes on this machine, and measures or disturbs it.

    python benchmarks/spark_cluster.py measure 1000000 10000000    shuffle bytes a claim, memory, time
    python benchmarks/spark_cluster.py kill 1000000                 one of three workers is killed during the run

Every run is held against the embedded engine: the same bytes, or the script fails. Needs the extra `spark` and Java.
Results go to `spark.json`; `python benchmarks/spark_cluster.py write` makes SPARK.md of them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from generate import write_parquet

HERE: Final = Path(__file__).parent
MEASURED: Final = HERE / "spark.json"
WORK: Final = Path(os.environ.get("VALIDATOR_BENCHMARKS", Path(tempfile.gettempdir()) / "validator-benchmarks"))
PATIENCE: Final = 180
"""Seconds a part of the cluster may take to come up."""


def spark_home() -> Path:
    import pyspark

    return Path(pyspark.__file__).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Cluster:
    """A master and its workers, each a process group of its own, so that a worker dies with its executors."""

    folder: Path
    memory: str
    split: str
    """Most bytes of a Parquet file that one task reads."""
    port: int = 0
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def master(self) -> str:
        return f"spark://127.0.0.1:{self.port}"

    @property
    def events(self) -> Path:
        return self.folder / "events"

    def start(self, workers: int) -> None:
        self.port = free_port()
        self.events.mkdir(parents=True)
        settings = {
            "spark.eventLog.enabled": "true",
            "spark.eventLog.compress": "false",
            "spark.eventLog.rolling.enabled": "false",
            "spark.eventLog.dir": self.events.as_uri(),
            "spark.eventLog.logStageExecutorMetrics": "true",
            "spark.executor.processTreeMetrics.enabled": "true",
            "spark.executor.metrics.pollingInterval": "500ms",
            "spark.executor.memory": self.memory,
            "spark.driver.memory": "1g",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "8",
            "spark.sql.files.maxPartitionBytes": self.split,
        }
        text = "".join(f"{name} {value}\n" for name, value in settings.items())
        (self.folder / "spark-defaults.conf").write_text(text, encoding="utf-8")
        self._launch("master", "Master", "--host", "127.0.0.1", "--port", str(self.port), "--webui-port", "0")
        self._await(lambda: "I have been elected leader" in self._log("master"), "the master")
        for number in range(workers):
            self._launch(
                f"worker{number}", "Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", self.memory,
                "--webui-port", "0", "--work-dir", str(self.folder / f"work{number}"), self.master,
            )  # fmt: skip
        for number in range(workers):
            name = f"worker{number}"
            self._await(lambda name=name: "Successfully registered" in self._log(name), name)  # type: ignore[misc]

    def _launch(self, name: str, part: str, *arguments: str) -> None:
        command = [
            str(spark_home() / "bin" / "spark-class"),
            f"org.apache.spark.deploy.{part.lower()}.{part}",
            *arguments,
        ]
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env=self.environment(), start_new_session=True)
        self.processes.append(process)

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "SPARK_CONF_DIR": str(self.folder),
            "SPARK_HOME": str(spark_home()),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m",
            "PYSPARK_PYTHON": sys.executable,
        }

    def _log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def _await(self, ready: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > end:
                raise RuntimeError(f"{what} did not come up within {PATIENCE} s; see {self.folder}")
            time.sleep(0.2)

    def kill_worker(self, executor: str) -> None:
        """The worker of an executor, that executor and its Python processes, all at once."""
        for number, process in enumerate(self.processes[1:]):
            if any((self.folder / f"work{number}").glob(f"app-*/{executor}")):
                os.killpg(process.pid, signal.SIGKILL)
                return
        raise RuntimeError(f"no worker has executor {executor}")

    def stop(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            process.wait()

    def lines(self) -> Iterator[dict[str, Any]]:
        """The events the driver has written down so far."""
        for file in self.events.iterdir():
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
                try:
                    yield json.loads(line)
                except ValueError:
                    continue  # still being written


@contextmanager
def cluster(workers: int, memory: str, split: str) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="spark-cluster-"))
    found = Cluster(folder, memory, split)
    try:
        found.start(workers)
        yield found
    finally:
        found.stop()
        shutil.rmtree(folder, ignore_errors=True)


def corpus(size: int) -> Path:
    root = WORK / f"parquet-{size}"
    if not (root / "planted.json").exists():
        shutil.rmtree(root, ignore_errors=True)
        write_parquet(size, root, 1)
    return root


def check(
    root: Path, output: Path, *options: str, environment: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "validator.cli", "check", "--corpus", str(root), "--format", "json"]
    command += ["--output", str(output), *options]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ended(process: subprocess.Popen[bytes]) -> None:
    if process.wait() not in (0, 1):
        raise RuntimeError(f"{process.args!r} ended with {process.returncode}")


def embedded(root: Path) -> tuple[bytes, float]:
    """The report of the embedded engine, and its seconds by the clock."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "report.json"
        begun = time.perf_counter()
        ended(check(root, output, "--engine", "duckdb"))
        return output.read_bytes(), time.perf_counter() - begun


def on_cluster(found: Cluster, root: Path, *, kill: bool) -> tuple[bytes, float]:
    """The report of Spark; with `kill`, a worker dies that has understood rows and keeps them."""
    output = found.folder / "report.json"
    begun = time.perf_counter()
    process = check(root, output, "--engine", "spark", "--master", found.master, environment=found.environment())
    while kill and process.poll() is None:
        done = list(tasks_that_shuffled(found))
        if done:
            found.kill_worker(done[-1])
            break
        time.sleep(0.5)
    ended(process)
    return output.read_bytes(), time.perf_counter() - begun


def tasks_that_shuffled(found: Cluster) -> Iterator[str]:
    """The executors of the tasks of finished stages that handed something on: those that understood rows first."""
    events = list(found.lines())
    over = {e["Stage Info"]["Stage ID"] for e in events if e.get("Event") == "SparkListenerStageCompleted"}
    for event in events:
        if event.get("Event") == "SparkListenerTaskEnd" and event["Stage ID"] in over:
            metrics = event.get("Task Metrics") or {}
            if metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0):
                yield event["Task Info"]["Executor ID"]


def figures(found: Cluster, claims: int) -> dict[str, Any]:
    """What the event log tells: bytes through shuffles, and the most memory of one executor."""
    written = records = spilled = failed = lost = tasks = again = 0
    peaks: dict[str, dict[str, int]] = {}
    for event in found.lines():
        match event.get("Event"):
            case "SparkListenerTaskEnd":
                tasks += 1
                failed += event["Task End Reason"]["Reason"] != "Success"
                metrics = event.get("Task Metrics") or {}
                shuffle = metrics.get("Shuffle Write Metrics", {})
                written += shuffle.get("Shuffle Bytes Written", 0)
                records += shuffle.get("Shuffle Records Written", 0)
                spilled += metrics.get("Disk Bytes Spilled", 0)
            case "SparkListenerStageExecutorMetrics" if event["Executor ID"] != "driver":
                own = peaks.setdefault(event["Executor ID"], {})
                for name, value in event["Executor Metrics"].items():
                    own[name] = max(own.get(name, 0), value)
            case "SparkListenerStageSubmitted":
                again += event["Stage Info"]["Stage Attempt ID"] > 0
            case "SparkListenerExecutorRemoved":
                lost += 1
            case _:
                pass
    megabyte = 1024 * 1024

    def peak(name: str) -> int:
        return round(max((own.get(name, 0) for own in peaks.values()), default=0) / megabyte)

    return {
        "shuffle bytes a claim": round(written / claims, 1),
        "shuffle records a claim": round(records / claims, 2),
        "shuffle MB": round(written / megabyte, 1),
        "spilled MB": round(spilled / megabyte, 1),
        "JVM heap MB": peak("JVMHeapMemory"),
        "JVM resident MB": peak("ProcessTreeJVMRSSMemory"),
        "Python resident MB": peak("ProcessTreePythonRSSMemory"),
        "tasks": tasks,
        "tasks that failed": failed,
        "stages done again": again,
        "executors lost": lost,
    }


def keep(table: str, key: str, content: dict[str, Any]) -> None:
    known = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else {}
    known.setdefault(table, {})[key] = content
    known["versions"] = {
        "python": platform.python_version(),
        "pyspark": version("pyspark"),
        "duckdb": version("duckdb"),
        "processors": os.cpu_count(),
    }
    MEASURED.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def run(table: str, size: int, workers: int, memory: str) -> None:
    root = corpus(size)
    expected, alone = embedded(root)
    with cluster(workers, memory, "1m" if table == "kill" else "4m") as found:
        told, seconds = on_cluster(found, root, kill=table == "kill")
        result = figures(found, size)
    if told != expected:
        raise SystemExit(f"{size:,} claims: the report of Spark is not that of the embedded engine")
    result |= {
        "seconds": round(seconds, 1),
        "times the embedded engine": round(seconds / alone, 2),
        "workers": workers,
        "load": round(os.getloadavg()[0], 1),
        "report": hashlib.sha256(told).hexdigest()[:16],
        "findings": len(json.loads(told)["findings"]),
    }
    if table == "kill" and not result["executors lost"]:
        raise SystemExit("the run was over before a worker was killed; take more claims")
    keep(table, str(size), result)
    print(json.dumps(result, indent=1))


def write() -> None:
    known = json.loads(MEASURED.read_text(encoding="utf-8"))
    versions = known["versions"]
    lines = [
        "# Spark, measured",
        "",
        f"Python {versions['python']}, PySpark {versions['pyspark']}, DuckDB {versions['duckdb']}; master, workers and "
        f"driver share {versions['processors']} cores. Corpora of `generate.py`. Every report is, byte for byte, that "
        "of the embedded engine.",
        "",
    ]
    titles = {
        "measure": "A standalone cluster of workers with one core each",
        "kill": "Three workers, one of them killed with all it had understood",
    }
    for table, title in titles.items():
        sizes = sorted(known.get(table, {}), key=int)
        if not sizes:
            continue
        names = list(known[table][sizes[0]])
        lines += [f"## {title}", "", "| | " + " | ".join(f"{int(s):,} claims" for s in sizes) + " |"]
        lines += ["|---|" + "---:|" * len(sizes)]
        lines += [f"| {n} | " + " | ".join(str(known[table][s].get(n, "")) for s in sizes) + " |" for n in names]
        lines += [""]
    (HERE / "SPARK.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", choices=("measure", "kill", "write"))
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--memory", default="2g", help="of one executor's JVM")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    if options.table != "write":
        for size in options.sizes or [1_000_000]:
            run(options.table, size, 3 if options.table == "kill" else 2, options.memory)
    write()


if __name__ == "__main__":
    main()
