"""Plants small faults into a copy of the package, one at a time, and tells how many of them the tests notice.

    python scripts/mutation_score.py values judgement rules --sample 150 --seed 1
    python scripts/mutation_score.py validator/judgement/world.py --sample 40

Every place where one of the faults in `mutation_spots.py` fits is a mutant; a seeded sample of them is tried for each
area, or for each module that is named. A first run of the tests notes which functions each test calls, so that a mutant
meets only the tests that reach it, the quick ones first. One process a mutant, forked from one that has the libraries
loaded. Texts are left alone: the wording of messages is not what this asks about.

A mutant is killed if a test fails or takes too long on it. The score is killed / tried; a mutant that no test reaches
has survived, and so has one that changes nothing that could be noticed. Exit status: 0 with a score, 2 if the tests
fail without a mutant.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib.machinery
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.abc import MetaPathFinder
from pathlib import Path, PurePath
from types import CodeType, FrameType
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

from mutation_spots import in_short, spots

ROOT: Final = Path(__file__).resolve().parents[1]
COPIED: Final = ("validator", "tests", "scripts", "claims", "seeds", "docs", "pyproject.toml", "README.md")
SUITES: Final = (
    "tests/values", "tests/judgement", "tests/records", "tests/trust/test_paths_stay_inside.py",
    "tests/trust/test_text_trickery.py", "tests/trust/test_text_of_the_world.py", "tests/laws", "tests/oracle",
    "tests/test_shipped_corpus.py",
)  # fmt: skip
LEFT_OUT: Final = (  # too slow, the second while calls are noted
    "tests/oracle/test_campaign.py",
    "tests/records/test_yaml_reader.py::test_hostile_texts_end_soon_in_a_named_problem",
)
AREAS: Final[Mapping[str, str]] = {
    "values": "validator/values/*.py",
    "records": "validator/records/*.py",
    "judgement": "validator/judgement/*.py",
    "rules": "validator/judgement/rules/*.py",
}
HOME: Final = {
    "values": "tests/values/",
    "records": "tests/records/",
    "judgement": "tests/judgement/",
    "rules": "tests/judgement/",
}
LIGHT: Final = {"ORACLE_WORLDS": "600", "LAW_EXAMPLES": "4", "PYTHONDONTWRITEBYTECODE": "1"}
LIBRARIES: Final = (
    "pytest",
    "hypothesis",
    "pydantic",
    "yaml",
    "rich.console",
    "rapidfuzz",
    "jinja2",
    "jsonschema",
    "z3",
)
MOST_TEST_SECONDS: Final = 40.0
"""Of the tests that reach a mutant only so many are run, the quick ones first."""


@dataclass(frozen=True, slots=True)
class Mutant:
    area: str
    file: str
    index: int
    """Of the changed place among those of its file."""
    line: int
    function: str
    """First line of the innermost function, or empty at the top of the module."""
    change: str


# -- mutants ----------------------------------------------------------------------------------------------------------


def area_of(place: str) -> str | None:
    """The area that a name stands for: its own, or that of the module at a path."""
    return (
        place if place in AREAS else next((area for area, files in AREAS.items() if PurePath(place).match(files)), None)
    )


def mutants(place: str, root: Path) -> list[Mutant]:
    """All of an area, or of one module, in the order of files and places."""
    found = []
    area = area_of(place)
    assert area is not None
    for path in sorted(root.glob(AREAS.get(place, place))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for index, spot in enumerate(spots(tree)):
            change = f"{in_short(spot.node)} -> {in_short(spot.other)}"
            found.append(Mutant(area, path.relative_to(root).as_posix(), index, spot.line, spot.function, change))
    return found


def planted(mutant: Mutant, root: Path) -> ast.Module:
    """The module of a mutant with the mutant in it."""
    tree = ast.parse((root / mutant.file).read_text(encoding="utf-8"))
    next(spot for index, spot in enumerate(spots(tree)) if index == mutant.index).plant()
    return ast.fix_missing_locations(tree)


class Planting(MetaPathFinder):
    """Gives one module of the package with a mutant in it."""

    def __init__(self, mutant: Mutant, root: Path) -> None:
        self.name = mutant.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        self.tree = planted(mutant, root)

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        assert spec is not None
        assert spec.origin is not None
        tree = self.tree

        class Loader(importlib.machinery.SourceFileLoader):
            def get_code(self, fullname: str) -> CodeType:
                return compile(tree, self.path, "exec", dont_inherit=True)

        spec.loader = Loader(fullname, spec.origin)
        return spec


# -- tests -------------------------------------------------------------------------------------------------------------


class Noting:
    """Which functions of the package each test calls, as `file:first line`, and how long it takes."""

    def __init__(self, root: Path) -> None:
        self.folder = str(root / "validator") + os.sep
        self.cut = len(str(root)) + 1
        self.seen: set[CodeType] = set()
        self.reached: dict[str, list[str]] = {}
        self.seconds: dict[str, float] = {}

    def trace(self, frame: FrameType, event: str, arg: object) -> None:
        self.seen.add(frame.f_code)

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration

    def pytest_runtest_setup(self, item: Any) -> None:
        self.seen = set()
        sys.settrace(self.trace)

    def pytest_runtest_teardown(self, item: Any) -> None:
        sys.settrace(None)
        own = {code for code in self.seen if code.co_filename.startswith(self.folder)}
        self.reached[item.nodeid] = sorted({f"{c.co_filename[self.cut :]}:{c.co_firstlineno}" for c in own})


class Choosing:
    """Runs the given tests only, in the given order."""

    def __init__(self, chosen: Sequence[str]) -> None:
        self.rank = {name: at for at, name in enumerate(chosen)}
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = sorted((i for i in items if i.nodeid in self.rank), key=lambda item: self.rank[item.nodeid])

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.failed = report.nodeid

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.failed = f"collecting {report.nodeid}"


def in_child(work: Callable[[], object], answer: Path, seconds: float, log: Path) -> Any:
    """What the work gives in a forked process (as JSON), or None if it takes too long or ends without an answer."""
    answer.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        os.setsid()
        with log.open("wb") as stream, contextlib.suppress(BaseException):
            os.dup2(stream.fileno(), 1)
            os.dup2(stream.fileno(), 2)
            answer.write_text(json.dumps(work()), encoding="utf-8")
        os._exit(0)
    end = time.monotonic() + seconds
    while os.waitpid(child, os.WNOHANG)[0] == 0:
        if time.monotonic() > end:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None
        time.sleep(0.01)
    return json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else None


def pytest_run(arguments: Sequence[str], plugin: object) -> int:
    import pytest

    common = ["-q", "-n0", "-p", "no:cacheprovider", "-p", "no:randomly", "--hypothesis-seed=0", "--tb=no"]
    return int(pytest.main([*common, *arguments], plugins=[plugin]))


def noted(root: Path, suites: Sequence[str]) -> dict[str, Any]:
    """The reach and the time of every test of the suites, on the package as it is."""
    noting = Noting(root)
    ignored = [f"--deselect={test}" for test in LEFT_OUT]
    status = pytest_run([*ignored, *suites], noting)
    return {"status": status, "reached": noting.reached, "seconds": noting.seconds}


def tests_for(mutant: Mutant, baseline: Mapping[str, Any]) -> list[str]:
    """The tests that call the function of the mutant (at the top of a module: any function of it), quick ones first."""
    wanted = f"{mutant.file}:{mutant.function}"
    reached = baseline["reached"].items()
    found = [test for test, calls in reached if wanted in calls] if mutant.function else []
    if not found:
        found = [test for test, calls in reached if any(call.startswith(f"{mutant.file}:") for call in calls)]
    if not found:  # a table, which nothing calls
        found = [test for test in baseline["reached"] if test.startswith(HOME[mutant.area])]
    found.sort(key=lambda test: (baseline["seconds"][test], test))
    total = 0.0
    chosen: list[str] = []
    for test in found:
        total += baseline["seconds"][test]
        if total > MOST_TEST_SECONDS and chosen:
            break
        chosen.append(test)
    return chosen


def judged(mutant: Mutant, root: Path, baseline: Mapping[str, Any], scratch: Path) -> tuple[str, str]:
    """`killed`, `too long` or `survived`, and the test that noticed."""
    tests = tests_for(mutant, baseline)
    if not tests:
        return "survived", "no test reaches it"

    def work() -> tuple[int, str]:
        sys.meta_path.insert(0, Planting(mutant, root))
        choosing = Choosing(tests)
        status = pytest_run(["-x", *sorted({test.split("::")[0] for test in tests})], choosing)
        return status, choosing.failed

    allowed = 20 + 4 * sum(baseline["seconds"][test] for test in tests)
    answer = in_child(work, scratch / "answer.json", allowed, scratch / "log.txt")
    if answer is None:
        return "too long", ""
    status, failed = answer
    return ("survived", f"{len(tests)} tests") if status == 0 else ("killed", failed or "the import fails")


# -- running -----------------------------------------------------------------------------------------------------------


def copy_tree(target: Path) -> None:
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", ".mypy_cache"))
        else:
            shutil.copy(ROOT / name, target / name)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("place", nargs="*", help=f"any of {', '.join(AREAS)}, or a path of a module; default: all")
    parser.add_argument("--sample", type=int, default=100, help="mutants of each place (default: 100)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (default: 1)")
    parser.add_argument("--results", type=Path, help="file to which one JSON object a mutant is added")
    parser.add_argument("--again", type=Path, help="try only the mutants that survived in this file of results")
    parser.add_argument("--list", action="store_true", help="only count the mutants of each place")
    chosen = parser.parse_args(arguments)
    places = chosen.place or list(AREAS)
    unknown = [place for place in places if area_of(place) is None or not mutants(place, ROOT)]
    if unknown:
        parser.error(f"expected one of {', '.join(AREAS)}, or the path of a module of them, found {unknown[0]}")
    if chosen.list:
        print("\n".join(f"{place}: {len(mutants(place, ROOT)):,} mutants" for place in places))
        return 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        root = Path(folder).resolve()
        return run(
            root, lambda: sampled(places, root, chosen.sample, chosen.seed, chosen.again), places, chosen.results
        )


def sampled(places: Sequence[str], root: Path, sample: int, seed: int, again: Path | None) -> Iterator[list[Mutant]]:
    """The mutants to try of each place: a sample, or those of the survivors in a file that the code still has."""
    for place in places:
        every = mutants(place, root / "tree")
        if again is None:
            yield random.Random(f"{seed} {place}").sample(every, min(sample, len(every)))
            continue
        told = [json.loads(line) for line in again.read_text(encoding="utf-8").splitlines()]
        files = {mutant.file for mutant in every}
        survivors = [one for one in told if one["file"] in files and one["verdict"] == "survived"]
        yield [mutant for one in survivors if (mutant := _same(one, every)) is not None]


def _same(told: Mapping[str, Any], every: Sequence[Mutant]) -> Mutant | None:
    """The mutant that a line of results is about, though lines may have moved since; None where the code is gone."""
    alike = [mutant for mutant in every if (mutant.file, mutant.change) == (told["file"], told["change"])]
    return min(alike, key=lambda mutant: abs(mutant.line - told["line"]), default=None)


def run(
    folder: Path, samples: Callable[[], Iterator[list[Mutant]]], places: Sequence[str], results: Path | None
) -> int:
    root, scratch = folder / "tree", folder / "scratch"
    scratch.mkdir()
    root.mkdir()
    copy_tree(root)
    os.chdir(root)
    os.environ.update(LIGHT)
    others = [path for path in sys.path if Path(path or ".").resolve() not in (ROOT, ROOT / "scripts")]
    sys.path[:] = [str(root), *others]
    for library in LIBRARIES:
        with contextlib.suppress(ImportError):
            __import__(library)
    baseline = in_child(lambda: noted(root, SUITES), scratch / "baseline.json", 3600, scratch / "log.txt")
    if baseline is None or baseline["status"] != 0:
        print("the tests fail without a mutant:\n" + (scratch / "log.txt").read_text()[-1500:], file=sys.stderr)
        return 2
    print(f"{len(baseline['reached']):,} tests, {sum(baseline['seconds'].values()):.0f} s", flush=True)
    for place, picked in zip(places, samples(), strict=True):
        verdicts: Counter[str] = Counter()
        for mutant in picked:
            verdict, test = judged(mutant, root, baseline, scratch)
            verdicts[verdict] += 1
            if verdict == "survived":
                print(f"survived  {mutant.file}:{mutant.line}  {mutant.change}  ({test})", flush=True)
            if results is not None:
                with results.open("a", encoding="utf-8") as stream:
                    stream.write(json.dumps({**asdict(mutant), "verdict": verdict, "test": test}) + "\n")
        killed = len(picked) - verdicts["survived"]
        late = f" ({verdicts['too long']} by taking too long)" if verdicts["too long"] else ""
        print(f"{place}: {killed} of {len(picked)} killed{late}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
