"""A corpus, the same in a git repository of its own, and a way to run a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import small_corpus
import typer
from doors_corpus import CLASH, commit, git
from typer.testing import CliRunner, Result

from validator.doors.commands import register


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus with one open contradiction."""
    return small_corpus.write(tmp_path / "corpus", CLASH)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A corpus with a vocabulary and no claim."""
    from exchanged import VOCABULARY

    (tmp_path / "claims/vocabulary").mkdir(parents=True)
    (tmp_path / "claims/vocabulary/all.yaml").write_text(VOCABULARY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def repository(corpus: Path) -> Path:
    """The same, committed."""
    git(corpus, "init", "--quiet", "-b", "main")
    commit(corpus)
    return corpus


@pytest.fixture
def validate() -> Callable[..., Result]:
    """Runs a command of the everyday tools."""
    app = typer.Typer(rich_markup_mode=None)
    register(app)
    runner = CliRunner()
    return lambda *arguments: runner.invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
