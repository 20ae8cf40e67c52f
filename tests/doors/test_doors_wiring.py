"""The command `validate check` with rulings and baseline of another revision, from the outside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from doors_corpus import commit, edit, git

ROOT = Path(__file__).parents[2]


def validate(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "GITHUB_BASE_REF")}
    command = [sys.executable, "-P", "-m", "validator", *arguments]
    return subprocess.run(
        command,
        cwd=root,
        env=kept | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_change_under_review_cannot_wave_itself_through(repository: Path) -> None:
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    assert validate(repository, "check").returncode == 1
    assert validate(repository, "baseline", "write").returncode == 0
    assert validate(repository, "check").returncode == 0
    commit(repository, "a baseline of the change itself")
    in_ci = validate(repository, "check", CI="true", GITHUB_BASE_REF="main")
    assert in_ci.returncode == 1
    assert "1 finding added by this change left uncounted" in " ".join(in_ci.stdout.split())
    assert validate(repository, "check", "--rulings-from", "HEAD", CI="true", GITHUB_BASE_REF="main").returncode == 0
    assert validate(repository, "check", "--no-rulings").returncode == 1
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    assert validate(repository, "check", CI="true", GITHUB_BASE_REF="main").returncode == 0
    edit(repository, "claims/gamma.yaml", "is: Tokyo", "is: Kyoto")
    assert validate(repository, "check", CI="true", GITHUB_BASE_REF="main").returncode == 1


def test_a_base_that_cannot_be_read_is_wrong_use(repository: Path) -> None:
    validate(repository, "baseline", "write")
    done = validate(repository, "check", CI="true", GITHUB_BASE_REF="gone")
    assert done.returncode == 2
    assert "fetch-depth: 0" in done.stderr
    assert done.stdout == ""
    assert validate(repository, "check", "--rulings-from", "no-such").returncode == 2


def test_every_tool_is_a_command(corpus: Path) -> None:
    page = validate(corpus, "--help").stdout
    for name in ("settle", "diff", "fmt", "schema", "init", "baseline", "export", "import"):
        assert f"  {name} " in page
        assert validate(corpus, name, "--help").returncode == 0
