"""A revision is read out of git's objects: the same corpus, nothing outside it, no link, nothing run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from doors_corpus import commit, edit, git

from validator.doors.revisions import RevisionError, resolve, revision
from validator.judgement.reporting import report_on
from validator.records.corpus import Corpus
from validator.records.files import FileError, Folder
from validator.records.loading import load_files
from validator.records.opening import load


def corpus_at(root: Path, name: str) -> Corpus:
    """The whole corpus of a revision, read by the same loader as a folder."""
    with revision(root, name) as files:
        return load_files(files, root)


def test_a_revision_is_the_corpus_as_it_stood(repository: Path) -> None:
    then = report_on(load(repository))[0]
    edit(repository, "claims/alpha.yaml", "2020-10-19", "2021-09-11")
    commit(repository)
    assert report_on(corpus_at(repository, "HEAD~1"))[0] == then
    assert report_on(corpus_at(repository, "HEAD"))[0] == report_on(load(repository))[0] != then


def test_a_corpus_in_a_folder_of_the_repository(repository: Path) -> None:
    below = repository / "articles ü" / "2024"
    below.mkdir(parents=True)
    for name in ("claims", "seeds"):
        (repository / name).rename(below / name)
    (repository / "claims-of-others.yaml").write_text("x", encoding="utf-8")
    commit(repository)
    corpus = corpus_at(below, "HEAD")
    assert corpus.faults == ()
    assert [c.full_id for c in corpus.claims] == [c.full_id for c in load(below).claims]
    with revision(below, "HEAD") as files, pytest.raises(FileError, match=r"found `\.\.`"):
        files.read("../../claims-of-others.yaml", 100)


def test_a_hook_environment_does_not_lead_elsewhere(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit_id = resolve(repository, "HEAD")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_WORK_TREE", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    assert resolve(repository, "main") == commit_id


def test_links_and_other_repositories_are_refused_as_on_disk(repository: Path) -> None:
    outside = repository.parent / "secret.yaml"
    outside.write_text("secret", encoding="utf-8")
    (repository / "claims" / "linked.yaml").symlink_to(outside)
    (repository / "elsewhere").symlink_to(repository.parent)
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    git(repository, "add", "claims", "elsewhere")
    git(repository, "commit", "--quiet", "-m", "links")
    with revision(repository, "HEAD") as files:
        for path in ("claims/linked.yaml", "elsewhere/secret.yaml"):
            with pytest.raises(FileError, match="symbolic link"):
                files.read(path, 1_000)
            with pytest.raises(FileError, match="symbolic link"):
                Folder(repository).read(path, 1_000)
        with pytest.raises(FileError, match="symbolic link"):
            files.names("elsewhere")
        with pytest.raises(FileError, match="another repository"):
            files.read("sub", 1_000)
        with pytest.raises(FileError, match="at most 3 bytes"):
            files.read("claims/alpha.yaml", 3)
        with pytest.raises(FileError, match=r"did you mean `claims/alpha\.yaml`"):
            files.read("claims/alhpa.yaml", 1_000)
        assert files.names("nowhere") == []
    faults = corpus_at(repository, "HEAD").faults
    assert [(f.file, "symbolic link" in f.message) for f in faults] == [("claims/linked.yaml", True)]
    assert "secret" not in "".join(map(str, faults))


@pytest.mark.parametrize("name", ["", "-h", "--output=x", "no-such-branch", "HEAD~99", "HEAD:claims", "a\nb", "$(id)"])
def test_what_is_no_revision_is_told(repository: Path, name: str) -> None:
    before = sorted(os.listdir(repository))
    with pytest.raises(RevisionError, match="expected a git revision"):
        resolve(repository, name)
    assert sorted(os.listdir(repository)) == before


def test_a_folder_without_git_is_told(corpus: Path) -> None:
    with pytest.raises(RevisionError, match="expected a git repository around"):
        resolve(corpus, "HEAD")


def test_a_missing_git_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(RevisionError, match=r"expected the program git, found none \(install git"):
        resolve(repository, "HEAD")


def test_a_damaged_clone_is_told_file_by_file(repository: Path) -> None:
    with revision(repository, "HEAD") as files:
        object = files.entries["claims/alpha.yaml"].object
    lost = repository / ".git" / "objects" / object[:2] / object[2:]
    lost.unlink()
    try:
        corpus = corpus_at(repository, "HEAD")
    except RevisionError:
        return  # some versions of git refuse to list what is damaged
    assert [f.file for f in corpus.faults] == ["claims/alpha.yaml"]
    assert {c.source for c in corpus.claims} == {"beta", "gamma"}


def test_nothing_of_the_repository_is_run_or_changed(repository: Path) -> None:
    trap = repository.parent / "ran"
    hook = f"#!/bin/sh\ntouch {trap}\n"
    for name in ("post-checkout", "pre-commit", "fsmonitor-watchman", "post-index-change"):
        path = repository / ".git" / "hooks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(hook, encoding="utf-8")
        path.chmod(0o755)
    git(repository, "config", "core.fsmonitor", str(repository / ".git" / "hooks" / "fsmonitor-watchman"))
    git(repository, "config", "core.pager", f"touch {trap}")
    trap.unlink(missing_ok=True)
    snapshot = repository.parent / "snapshot"
    shutil.copytree(repository, snapshot, symlinks=True)
    corpus_at(repository, "HEAD")
    assert not trap.exists()
    assert contents(repository) == contents(snapshot)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
