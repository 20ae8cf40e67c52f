"""Plants one bug at a time into a copy of the package and tells whether the laws and the oracle notice.

    python scripts/mutants.py [--only NAME] [--worlds 600] [--examples 15]

Exit status: 0 at most one bug survived, 1 more did, 2 the tests fail without a bug or a bug no longer fits the code.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUITES = ("tests/oracle", "tests/laws")
LEFT_OUT = "tests/oracle/test_campaign.py"


@dataclass(frozen=True, slots=True)
class Bug:
    name: str
    file: str
    """Below `validator/`."""
    right: str
    """Stands exactly once in the file."""
    wrong: str


BUGS = (
    Bug("strict order lost", "judgement/formulas.py", "return at_most(x, y, -1)", "return at_most(x, y, 0)"),
    Bug(
        "one day is only an upper bound",
        "judgement/formulas.py",
        "all_of(at_most(x, y), at_most(y, x))",
        "at_most(x, y)",
    ),
    Bug(
        "denied includes publication",
        "judgement/events.py",
        "else before(published, day)",
        "else at_most(published, day)",
    ),
    Bug(
        "done by the day before publication",
        "judgement/events.py",
        "return at_most(told.day, family.clock.published(told.statement.claim.source))",
        "return before(told.day, family.clock.published(told.statement.claim.source))",
    ),
    Bug(
        "a plan lies before publication",
        "judgement/events.py",
        "return at_most(family.clock.published(told.statement.claim.source), told.day)",
        "return at_most(told.day, family.clock.published(told.statement.claim.source))",
    ),
    Bug("an unknown day read as all of them", "judgement/events.py", "(hull.hi if unknown else hull.lo)", "hull.lo"),
    Bug(
        "stages in the wrong order",
        "judgement/rules/stage_order.py",
        "at_most(event.day(earlier), event.day(later))",
        "at_most(event.day(later), event.day(earlier))",
    ),
    Bug(
        "a difference off by one",
        "judgement/rules/event_order.py",
        "at_most(later, earlier, days)",
        "at_most(later, earlier, days + 1)",
    ),
    Bug(
        "a start holds on its own day",
        "judgement/extents.py",
        "runs.append(Run(start.shifted(1), published))",
        "runs.append(Run(start, published))",
    ),
    Bug(
        "a start read as seen then",
        "judgement/extents.py",
        "runs.append(Run(start.shifted(1), published))",
        "runs.append(Run(start.shifted(1), start.shifted(1)))",
    ),
    Bug("an end holds on its own day", "judgement/extents.py", "last = end.shifted(-1)", "last = end"),
    Bug(
        "an end leaves no gap",
        "judgement/extents.py",
        "gaps.append(Run(end.shifted(1), end.shifted(1)))",
        "pass",
    ),
    Bug(
        "a start leaves no gap",
        "judgement/extents.py",
        "gaps.append(Run(start.shifted(-1), start.shifted(-1)))",
        "pass",
    ),
    Bug(
        "runs that touch do not meet",
        "judgement/extents.py",
        "return any_of(before(self.last, other.first), before(other.last, self.first), self.empty(), other.empty())",
        "return any_of(at_most(self.last, other.first), before(other.last, self.first), self.empty(), other.empty())",
    ),
    Bug(
        "a downgrade without its assumption",
        "judgement/rules/downgrade.py",
        'literals = higher.literals | lower.literals | {assumption("no-downgrade")}',
        "literals = higher.literals | lower.literals",
    ),
    Bug(
        "a start on the same rung defeats",
        "judgement/states.py",
        "other is not None and other < height",
        "other is not None and other <= height",
    ),
    Bug(
        "an end defeats nothing",
        "judgement/states.py",
        "found = [end.statement for end in self.ends if end.value == value]",
        "found: list[Statement] = []",
    ),
    Bug("a denial at any time defeats", "judgement/states.py", "or earliest < latest:", "or True:"),
    Bug("a later denial defeats nothing", "judgement/states.py", "        if later_denial:\n", "        if False:\n"),
    Bug(
        "any end of the state defeats unbroken",
        "judgement/rules/two_starts.py",
        "if not any(end.value == one.value for end in family.ends):",
        "if not family.ends:",
    ),
    Bug(
        "counts include an open end",
        "values/quantities.py",
        "floor(lo) + 1 if interval.lo_open else at_lo(lo)",
        "floor(lo) if interval.lo_open else at_lo(lo)",
    ),
    Bug(
        "the ceiling of a count is open",
        "judgement/sets.py",
        "return whole - 1 if is_open and whole == value else whole",
        "return whole - 1",
    ),
    Bug("a denial in the scope is lost", "judgement/sets.py", "hi = None if interval.hi is None", "hi = None if True"),
    Bug(
        "rounding is never in doubt",
        "judgement/amounts.py",
        '((sure, ()), (rounded, (f"rounding:{statement.id}",)))',
        "((sure, ()), (rounded, ()))",
    ),
    Bug(
        "an unstated period is always the others'",
        "judgement/amounts.py",
        'literals = literals | statement.resting_on(f"same-period:{statement.id}")',
        "pass",
    ),
    Bug(
        "over includes its number",
        "values/hedges.py",
        '("more than", "above"), _ONE, None, lo_open=True)',
        '("more than", "above"), _ONE, None)',
    ),
    Bug(
        "a set within another is kept",
        "judgement/conflicts.py",
        "if not any(other < literals for other in rivals):",
        "if True:",
    ),
    Bug("only the first set is found", "judgement/minimal.py", "            if not grown:\n", "            if True:\n"),
    Bug("a repair too few", "judgement/minimal.py", "return [*kept, *minimal]", "return [*kept, *minimal][:3]"),
    Bug(
        "folded a day too early",
        "judgement/folding.py",
        "left.hi - right.lo <= k:",
        "left.hi - right.lo <= k + 1:",
    ),
    Bug("folded away a day too early", "judgement/folding.py", "left.lo - right.hi > k:", "left.lo - right.hi >= k:"),
    Bug(
        "folded by what others say",
        "judgement/folding.py",
        "if literals <= constraint.literals:",
        "if True:",
    ),
    Bug(
        "members are lost from one view to the next",
        "judgement/rules/count_mismatch.py",
        "(*pairwise(fixed), *product(loose, fixed), *combinations(loose, 2))",
        "(*product(loose, fixed), *combinations(loose, 2))",
    ),
)


def planted(bug: Bug | None, root: Path) -> None:
    """A copy of the package and its tests below `root`, with the bug in it. Raises ValueError if it does not fit."""
    for part in ("validator", "tests", "scripts"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    if bug is None:
        return
    path = root / "validator" / bug.file
    code = path.read_text(encoding="utf-8")
    if code.count(bug.right) != 1:
        raise ValueError(f"{bug.name}: expected one `{bug.right}` in {bug.file}, found {code.count(bug.right)}")
    path.write_text(code.replace(bug.right, bug.wrong), encoding="utf-8")


def noticed(bug: Bug | None, worlds: int, examples: int) -> str:
    """The first test that fails on the copy, or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        planted(bug, Path(folder))
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n0",
            "-x",
            "-q",
            "-p",
            "no:cacheprovider",
            "--deselect",
            LEFT_OUT,
            *SUITES,
        ]
        limits = {"ORACLE_WORLDS": str(worlds), "LAW_EXAMPLES": str(examples), "PYTHONPATH": folder}
        run = subprocess.run(command, cwd=folder, env=os.environ | limits, capture_output=True, text=True, check=False)
        if run.returncode == 0:
            return ""
        failed = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return failed[0].split(" - ")[0].removeprefix("FAILED ").rpartition("::")[2] if failed else run.stdout[-300:]


def table(bugs: Iterable[Bug], worlds: int, examples: int) -> int:
    """Prints one line a bug and returns how many survived."""
    survived = 0
    with ThreadPoolExecutor(2) as pool:
        asked = [(bug, pool.submit(noticed, bug, worlds, examples)) for bug in bugs]
        for bug, answer in asked:
            test = answer.result()
            survived += not test
            print(f"{'killed' if test else 'SURVIVED':9} {bug.name:45} {test[:90]}", flush=True)
    return survived


def main() -> int:
    parser = argparse.ArgumentParser(description="Plant bugs and see whether the laws and the oracle notice.")
    parser.add_argument("--only", help="the name of one bug")
    parser.add_argument("--worlds", type=int, default=600)
    parser.add_argument("--examples", type=int, default=15)
    asked = parser.parse_args()
    bugs = [bug for bug in BUGS if asked.only in (None, bug.name)]
    healthy = noticed(None, asked.worlds, asked.examples)
    if healthy:
        print(f"the tests fail without a bug: {healthy}")
        return 2
    try:
        survived = table(bugs, asked.worlds, asked.examples)
    except ValueError as error:
        print(error)
        return 2
    print(f"{len(bugs) - survived} of {len(bugs)} killed")
    return 0 if survived <= 1 else 1


if __name__ == "__main__":
    raise SystemExit(main())
