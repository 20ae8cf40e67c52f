"""What runs in continuous integration: well-formed, without rights it does not need, and running as written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = ROOT / "action.yml"
GITLAB = ROOT / "ci-templates" / "gitlab.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def action_steps() -> dict[str, Any]:
    return {step["name"]: step for step in read(ACTION)["runs"]["steps"]}


@pytest.fixture
def runner(tmp_path: Path, corpus: Path) -> dict[str, str]:
    """What a runner sets, with the tool's Python where the first step of the action puts it."""
    binaries = tmp_path / "runner" / "claim-check" / "bin"
    binaries.mkdir(parents=True)
    python = binaries / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "PYTHONPATH": str(ROOT),
        "INPUT_CORPUS": str(corpus),
        "INPUT_FAIL_ON": "contradiction",
        "INPUT_RULINGS_FROM": "",
        "INPUT_SARIF_FILE": "",
    }


def run_check(environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    script = action_steps()["Check the claims"]["run"]
    # As GitHub runs `shell: bash` in a composite action.
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


# -- GitHub -----------------------------------------------------------------------------------------------------------


def test_the_action_is_well_formed_and_uses_no_other() -> None:
    action = read(ACTION)
    assert set(action) <= {"name", "author", "description", "inputs", "outputs", "runs", "branding"}
    assert action["runs"]["using"] == "composite"
    for given in action["inputs"].values():
        assert set(given) <= {"description", "required", "default"}
        assert given["description"]
        assert isinstance(given["default"], str)
    for step in action["runs"]["steps"]:
        assert "uses" not in step, "an action of others would have to be pinned by its commit"
        assert step["shell"] == "bash"
    assert "permissions" not in action
    assert "contents: read" in ACTION.read_text(encoding="utf-8")


def test_no_input_is_put_into_a_script() -> None:
    action = read(ACTION)
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]
        named = {re.fullmatch(r"\$\{\{ (inputs\.[a-z-]+|github\.action_path) \}\}", v) for v in step["env"].values()}
        assert None not in named
    passed = {v for step in action["runs"]["steps"] for v in step["env"].values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in action["inputs"]} <= passed


def test_packages_are_installed_by_hash_only() -> None:
    script = action_steps()["Install the packages of the lock file"]["run"]
    assert '--require-hashes --requirement "$ACTION_PATH/requirements.lock"' in " ".join(script.split())
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9.-]+)==\S+(.*(?:\n {4}--hash=sha256:[0-9a-f]{64}.*)*)", lock, re.M)
    assert len(pins) == len(re.findall(r"^\S", lock, re.M))
    assert all("--hash=sha256:" in hashes for _, hashes in pins)
    assert "://" not in lock


def test_the_check_step_tells_findings_everywhere(runner: dict[str, str], tmp_path: Path, corpus: Path) -> None:
    sarif = tmp_path / "claims.sarif"
    # A module of the folder that is checked must never be imported in the place of a real one.
    (corpus / "yaml.py").write_text("raise SystemExit('imported from the corpus')\n", encoding="utf-8")
    (corpus / "validator").mkdir()
    done = run_check(runner | {"INPUT_SARIF_FILE": str(sarif), "INPUT_CORPUS": "."}, corpus)
    assert done.returncode == 1, done.stderr
    assert "::error file=claims/" in done.stdout
    assert "imported from the corpus" not in done.stdout + done.stderr
    assert Path(runner["GITHUB_OUTPUT"]).read_text(encoding="utf-8") == "status=1\n"
    assert "contradiction" in Path(runner["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")
    assert '"2.1.0"' in sarif.read_text(encoding="utf-8")


def test_the_check_step_passes_and_refuses(runner: dict[str, str], tmp_path: Path) -> None:
    assert run_check(runner | {"INPUT_FAIL_ON": "never"}, tmp_path).returncode == 0
    wrong = run_check(runner | {"INPUT_FAIL_ON": "everything"}, tmp_path)
    assert wrong.returncode == 2
    assert not Path(runner["GITHUB_STEP_SUMMARY"]).exists() or "failed" not in wrong.stdout
    hostile = run_check(runner | {"INPUT_CORPUS": '"; touch hacked; echo "$(touch hacked)`touch hacked`'}, tmp_path)
    assert hostile.returncode == 2
    assert not (tmp_path / "hacked").exists()


# -- GitLab -----------------------------------------------------------------------------------------------------------


def test_the_gitlab_job_is_well_formed() -> None:
    template = read(GITLAB)
    assert set(template) == {"claim-check"}
    job = template["claim-check"]
    known = {"stage", "image", "variables", "rules", "before_script", "script", "artifacts"}
    assert set(job) == known
    assert job["artifacts"]["reports"] == {"junit": "claim-check.xml", "codequality": "claim-check.json"}
    assert job["artifacts"]["when"] == "always"
    assert all(isinstance(value, str) for value in job["variables"].values())
    assert "--require-hashes" in job["before_script"][0]
    assert job["variables"]["GIT_DEPTH"] == "0"


def test_the_gitlab_script_writes_both_reports(corpus: Path, tmp_path: Path) -> None:
    binaries = tmp_path / "tool" / "python" / "bin"
    binaries.mkdir(parents=True)
    python = binaries / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (tmp_path / "tool" / "source").symlink_to(ROOT)
    (corpus / "json.py").write_text("raise SystemExit('imported from the corpus')\n", encoding="utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "CLAIM_CHECK_TOOL": str(tmp_path / "tool"),
        "CLAIM_CHECK_CORPUS": ".",
        "CLAIM_CHECK_FAIL_ON": "contradiction",
    }
    script = read(GITLAB)["claim-check"]["script"][0]
    for shell in ("sh", "bash"):
        done = subprocess.run(
            [shell, "-e", "-c", script],
            env=environment,
            cwd=corpus,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 1, done.stderr
        assert "imported from the corpus" not in done.stdout + done.stderr
        for name, start in (("claim-check.xml", "<?xml"), ("claim-check.json", "[")):
            file = corpus / name
            assert file.read_text(encoding="utf-8").startswith(start)
            file.unlink()


def test_the_gitlab_job_takes_full_commits_only(tmp_path: Path) -> None:
    script = read(GITLAB)["claim-check"]["before_script"][0]
    for commit in ("", "main", "--upload-pack=touch hacked", "$(touch hacked)"):
        environment = {"PATH": os.environ["PATH"], "CLAIM_CHECK_COMMIT": commit, "CLAIM_CHECK_URL": "x"}
        done = subprocess.run(
            ["sh", "-c", script], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 2
        assert "expected a full commit id" in done.stderr
    assert list(tmp_path.iterdir()) == []


# -- pre-commit -------------------------------------------------------------------------------------------------------


def test_the_hooks_are_well_formed_and_run(corpus: Path) -> None:
    hooks = {hook["id"]: hook for hook in read(HOOKS)}
    assert set(hooks) == {"validate", "validate-fmt"}
    for hook in hooks.values():
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        assert hook["entry"].split()[0] == "validate"
    wanted = {
        "validate": {
            "claims/a.yaml": True,
            "desk/claims/rulings/0a.yaml": True,
            "seeds/a.txt": True,
            "src/claims.py": False,
        },
        "validate-fmt": {"claims/a.yaml": True, "claims/vocabulary/a.yaml": False, "seeds/a.txt": False},
    }
    for id, files in wanted.items():
        for file, matches in files.items():
            assert bool(re.search(hooks[id]["files"], file)) == matches, (id, file)
    command = shutil.which("validate", path=str(Path(sys.executable).parent))
    assert command is not None
    entry = hooks["validate"]["entry"].split()[1:]
    done = subprocess.run([command, *entry], cwd=corpus, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "contradiction" in done.stdout


# -- what the pages show ----------------------------------------------------------------------------------------------

PAGES = ("README.md", "docs/ci.md")
MOST_LINES = 9


def shown(page: str) -> list[str]:
    """The YAML of a page that begins with a key of pre-commit, GitHub or GitLab."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks: list[str] = re.findall(r"^```yaml\n(.*?)^```", text, re.M | re.S)
    return [block for block in blocks if block.startswith(("repos:", "on:", "include:"))]


@pytest.mark.parametrize("page", PAGES)
def test_each_way_in_is_shown_in_under_ten_lines(page: str) -> None:
    blocks = shown(page)
    assert [block.split(":")[0] for block in blocks] == ["repos", "on", "include"]
    for block in blocks:
        assert len(block.splitlines()) <= MOST_LINES, block
        assert yaml.safe_load(block)
    assert blocks == shown("README.md")


def test_the_hooks_that_are_shown_exist() -> None:
    (repo,) = yaml.safe_load(shown("README.md")[0])["repos"]
    assert {hook["id"] for hook in repo["hooks"]} <= {hook["id"] for hook in read(HOOKS)}
    assert set(repo) == {"repo", "rev", "hooks"}


def test_the_workflow_that_is_shown_has_the_rights_it_needs_and_no_more() -> None:
    workflow = yaml.safe_load(shown("README.md")[1])
    assert workflow[True] == "pull_request"  # `on` is a truth value of YAML 1.1
    assert workflow["permissions"] == {"contents": "read"}
    checkout, check = workflow["jobs"]["claims"]["steps"]
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert set(check.get("with", {})) <= set(read(ACTION)["inputs"])
    # Pinned by commit, never by a tag that can be moved.
    assert all(step["uses"].endswith("@<commit>") for step in (checkout, check))


def test_the_include_that_is_shown_names_the_template_and_its_variables() -> None:
    shown_there = yaml.safe_load(shown("README.md")[2])
    (include,) = shown_there["include"]
    assert (ROOT / include["file"]).resolve() == GITLAB
    assert include["ref"] == shown_there["variables"]["CLAIM_CHECK_COMMIT"]
    assert set(shown_there["variables"]) <= set(read(GITLAB)["claim-check"]["variables"])


def test_the_command_for_anywhere_else_runs(corpus: Path) -> None:
    command = re.search(r"Anywhere else: `pip install uv && uv run --no-dev (validate [^`]+)`", read_text("README.md"))
    assert command is not None
    program = shutil.which("validate", path=str(Path(sys.executable).parent))
    assert program is not None
    done = subprocess.run(
        [program, *command[1].split()[1:]], cwd=corpus, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert done.stdout.startswith("<?xml")


def read_text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")
