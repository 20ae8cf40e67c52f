"""A change under review cannot quietly wave itself through: it still fails, or the difference names what it did.

Each case starts from a committed corpus with one contradiction, which either stays open (and the change tries to make
it vanish) or is joined by a second one that the change brings along together with its excuse.
"""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import small_corpus

from validator import gate
from validator.doors import baseline
from validator.doors.checking import check
from validator.doors.difference import compare
from validator.doors.difference_report import write
from validator.doors.settling import Settlement, settle
from validator.judgement.reporting import Options, report_on
from validator.records.opening import load

OPEN, UNREADABLE, CLEAN = gate.OPEN, gate.UNREADABLE, gate.CLEAN

BASE = """
entities:
  pact: {type: agreement}
  fund: {type: agreement}
  JP: {type: country}
properties:
  concluded: {kind: event, subject: agreement, stages: [agreed, signed, in-force]}
  remark: {kind: prose}
  size: {kind: quantity, subject: country, unit: ships}
alpha:
  - {subject: pact, property: concluded, stage: signed, when: 2020-10-19, quote: signed on 19 October 2020}
  - {subject: JP, property: size, is: 46 ships, at: 2023, quote: 46 ships in 2023}
beta:
  - {subject: pact, property: concluded, stage: signed, when: 2021-09-11, quote: signed on 11 September 2021}
gamma:
  - {subject: fund, property: concluded, stage: signed, when: 2022-01-05, quote: the fund was signed on 5 January 2022}
"""
SECOND = (
    "- {id: c9, subject: fund, property: concluded, stage: signed, when: 2023-03-03,"
    " quote: the fund was signed on 3 March 2023}\n"
)


@dataclass(frozen=True, slots=True)
class Pardon:
    name: str
    change: Callable[[Path], object]
    status: int
    """Of the check with the rulings of the base. Where it passes, the difference must tell what was done."""
    told: str = ""
    """What the difference names."""


def edited(old: str, new: str, file: str = "claims/beta.yaml") -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old, text)
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def added(field: str) -> Callable[[Path], None]:
    return edited("  when: '2021-09-11'\n", f"  when: '2021-09-11'\n  {field}\n")


def written(file: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / file).write_text(text, encoding="utf-8")


def moved(old: str, new: str) -> Callable[[Path], object]:
    return lambda root: (root / old).rename(root / new)


def second(root: Path) -> None:
    """Brings a contradiction of its own, with the words it rests on."""
    with (root / "claims/alpha.yaml").open("a", encoding="utf-8") as stream:
        stream.write(SECOND)
    with (root / "seeds/alpha.txt").open("a", encoding="utf-8") as stream:
        stream.write("the fund was signed on 3 March 2023\n")


def open_contradictions(root: Path) -> list[str]:
    report, _ = report_on(load(root), Options(rulings=False))
    return [f.id for f in report.findings if f.verdict == "contradiction"]


def ruled(verdict: str, *, also: Callable[[Path], None] | None = None) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        if also is not None:
            also(root)
        report, _ = report_on(load(root), Options(rulings=False))
        for id in open_contradictions(root):
            settle(load(root), report, id, Settlement(verdict, "All is well.", "a friend", "2024-02-02"))

    return change


def baselined(root: Path) -> None:
    second(root)
    report, _ = report_on(load(root))
    baseline.write(root, report.findings, force=True)


def linked(root: Path) -> None:
    (root / "claims/beta.yaml").rename(root.parent / "beta.yaml")
    (root / "claims/beta.yaml").symlink_to(root.parent / "beta.yaml")


def reworded(root: Path) -> None:
    edited("signed on 11 September 2021", "signed in September 2021")(root)
    edited("signed on 11 September 2021", "signed in September 2021", "seeds/beta.txt")(root)
    edited("when: '2021-09-11'", "when: 2020-10")(root)


def churned(root: Path) -> None:
    """Every line moves and no meaning does."""
    path = root / "claims/beta.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("# moved\n\n" + "\n".join(f"{line}   # x" for line in lines) + "\n\n", encoding="utf-8")


def copied(root: Path) -> None:
    """An agreeing source in front of each camp, so that the finding has other members."""
    for name, of in (("aaa", "alpha"), ("bbb", "beta")):
        text = (root / f"claims/{of}.yaml").read_text(encoding="utf-8")
        (root / f"claims/{name}.yaml").write_text(text, encoding="utf-8")


PARDONS = (
    Pardon("a ruling of its own", ruled("no-conflict"), OPEN),
    Pardon("a ruling that owns up", ruled("conflict"), OPEN),
    Pardon("a ruling on a contradiction of its own", ruled("no-conflict", also=second), OPEN),
    Pardon("a baseline of its own", baselined, OPEN),
    Pardon("no excuse at all", second, OPEN),
    Pardon("lines moved and commented", churned, OPEN),
    Pardon("claims renamed", edited("id: c1", "id: renamed"), OPEN),
    Pardon("a source renamed", moved("claims/beta.yaml", "claims/zeta.yaml"), OPEN),
    Pardon("sources copied", copied, OPEN),
    Pardon("an ignore in a config file", written("pyproject.toml", "[tool.validate]\nignore = ['x']\n"), OPEN),
    Pardon("an ignore in a file of its own", written(".validate.toml", "fail-on = 'never'\n"), OPEN),
    Pardon("a gloss that explains it away", added("gloss: It was signed again."), OPEN),
    Pardon("a note that explains it away", added("note: not comparable"), OPEN),
    Pardon("a file made unreadable", edited("claims:", "claims: ["), UNREADABLE),
    Pardon("a file turned into a link", linked, UNREADABLE),
    Pardon("a file with another ending", moved("claims/beta.yaml", "claims/beta.yml"), UNREADABLE),
    Pardon("a claim with an unknown key", added("ignore: 'true'"), UNREADABLE),
    Pardon("an entity that is gone", edited("subject: pact", "subject: gone"), UNREADABLE),
    Pardon("an anchor in the vocabulary",
           written("claims/vocabulary/zz.yaml", "entities: &a {}\n"), UNREADABLE),
    Pardon("a hidden file", moved("claims/beta.yaml", "claims/.beta.yaml"), CLEAN, "beta"),
    Pardon("a source deleted", lambda root: (root / "claims/beta.yaml").unlink(), CLEAN, "beta"),
    Pardon("a date changed", reworded, CLEAN, "beta/c1"),
    Pardon("a mood added", added("mood: planned"), CLEAN, "beta/c1"),
    Pardon("a speaker added", added("said-by: JP"), CLEAN, "beta/c1"),
    Pardon("an emended reading", added("fix: {2021: '2020'}"), CLEAN, "beta/c1"),
    Pardon("another stage", edited("stage: signed", "stage: in-force"), CLEAN, "beta/c1"),
    Pardon("another subject", edited("subject: pact", "subject: fund"), OPEN),
    Pardon("a claim turned into prose", edited("property: concluded\n  stage: signed\n  when: '2021-09-11'",
           "property: remark\n  says: It was signed."), CLEAN, "beta/c1"),
    Pardon("stages put in another order",
           edited("- agreed\n    - signed", "- signed\n    - agreed", "claims/vocabulary/all.yaml"), OPEN),
)  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = small_corpus.write(tmp_path / "corpus", BASE)
    git(root, "init", "--quiet", "-b", "main")
    commit(root)
    return root


def git(root: Path, *arguments: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    author = ("-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *author, "-C", str(root), *arguments], capture_output=True, check=True, env=kept)
    return done.stdout.decode().strip()


def commit(root: Path) -> str:
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "state")
    return git(root, "rev-parse", "HEAD")


def difference_text(root: Path, base: str) -> str:
    stream = io.StringIO()
    write(compare(root, base), "terminal", stream)
    return stream.getvalue()


@pytest.mark.parametrize("pardon", PARDONS, ids=lambda pardon: pardon.name.replace(" ", "-"))
def test_a_change_does_not_pardon_itself(pardon: Pardon, repository: Path) -> None:
    base = git(repository, "rev-parse", "HEAD")
    (before,) = open_contradictions(repository)
    pardon.change(repository)
    commit(repository)
    report = check(repository, rulings_from=base)
    assert gate.status(report) == pardon.status, [(f.id, f.message) for f in report.findings]
    if pardon.status != CLEAN:
        return
    changes = {change.before.id: change for change in compare(repository, base).changes if change.before is not None}
    assert changes[before].kind in ("gone", "changed")
    assert changes[before].because, "why it went is told"
    text = difference_text(repository, base)
    assert before in text
    assert pardon.told in " ".join(text.split())


def test_the_suite_is_as_large_as_it_claims() -> None:
    assert len(PARDONS) >= 25
    assert sum(pardon.status != CLEAN for pardon in PARDONS) >= 15


def test_an_honest_correction_passes(repository: Path) -> None:
    """The suite would prove nothing if every change failed."""
    base = git(repository, "rev-parse", "HEAD")
    reworded(repository)
    commit(repository)
    assert gate.status(check(repository, rulings_from=base)) == gate.CLEAN
