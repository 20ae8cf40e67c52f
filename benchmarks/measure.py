"""Runs commands in turn, each in a process of its own, and compares them pair by pair: on a shared machine ratios
mean more than seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds by the clock and of the processors, peak memory in MB, and what it printed."""

    wall: float
    cpu: float
    memory: int
    printed: str


def run(command: Sequence[str], *, accepted: tuple[int, ...] = (0,)) -> Run:
    """Runs a command to its end. Raises `RuntimeError` when it fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, env=_environment())
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode not in accepted:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {err.read().decode()[-2000:]}")
        return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, out.read().decode())


def _environment() -> dict[str, str]:
    """Bytecode is kept between runs, as it is once a program is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "validator-bytecode")}


@dataclass(frozen=True, slots=True)
class Series:
    """The runs of one command over all rounds."""

    runs: tuple[Run, ...]

    @property
    def wall(self) -> float:
        return median(r.wall for r in self.runs)

    @property
    def cpu(self) -> float:
        return median(r.cpu for r in self.runs)

    @property
    def memory(self) -> int:
        return max(r.memory for r in self.runs)

    def ratio(self, other: Series, field: str = "cpu") -> float:
        """The median over the rounds of this command's figure over the other's in the same round."""
        return median(getattr(a, field) / getattr(b, field) for a, b in zip(self.runs, other.runs, strict=True))


def in_turn(
    commands: Mapping[str, Sequence[str]], rounds: int, *, accepted: tuple[int, ...] = (0,), warm: bool = True
) -> dict[str, Series]:
    """Every command once a round, the order turned round from round to round."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for command in commands.values() if warm else ():
        run(command, accepted=accepted)  # not measured: bytecode is made and files are in memory for all alike
    for number in range(rounds):
        for name in sorted(commands, reverse=bool(number % 2)):
            found[name].append(run(commands[name], accepted=accepted))
            print(
                f"  {name}: {found[name][-1].wall:.2f} s, {found[name][-1].cpu:.2f} s CPU, {found[name][-1].memory} MB",
                file=sys.stderr,
            )
    return {name: Series(tuple(runs)) for name, runs in found.items()}
