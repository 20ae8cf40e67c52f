"""What a shell is offered, asked as a shell asks: by the environment, of the real program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from doors_corpus import edit

from validator import gate
from validator.doors.checking import check
from validator.judgement.catalogue import catalogue
from validator.report import FORMATS

PROGRAM = shutil.which("validate", path=str(Path(sys.executable).parent))


def offered(folder: Path, *words: str) -> list[str]:
    """The words that bash is offered for the last one."""
    assert PROGRAM is not None
    asked = {
        "_VALIDATE_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(("validate", *words)),
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run(
        [PROGRAM], cwd=folder, env=os.environ | asked, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""
    return done.stdout.split()


def ids(corpus: Path, *, only_open: bool = False) -> set[str]:
    return {finding.id for finding in check(corpus).findings if finding.open or not only_open}


def test_findings_and_rules_can_be_explained(corpus: Path) -> None:
    every = offered(corpus, "explain", "")
    assert set(every) == {*catalogue(), *ids(corpus)}
    (first, *_) = ids(corpus)
    assert offered(corpus, "explain", first[:4]) == [first]
    assert offered(corpus, "explain", "stage-o") == ["stage-order"]
    assert offered(corpus, "explain", "zzz") == []


def test_settle_offers_what_is_open_and_the_verdicts_of_a_ruling(corpus: Path) -> None:
    waiting = ids(corpus, only_open=True)
    assert waiting
    assert waiting < ids(corpus)
    assert set(offered(corpus, "settle", "")) == waiting
    assert offered(corpus, "settle", "x", "--verdict", "no") == ["no-conflict"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_rules_are_offered_by_their_beginning(corpus: Path, option: str) -> None:
    assert set(offered(corpus, "check", option, "")) == set(catalogue())
    assert set(offered(corpus, "check", option, "value-")) == {id for id in catalogue() if id.startswith("value-")}


def test_formats_gates_and_engines_are_offered(corpus: Path) -> None:
    assert set(offered(corpus, "check", "--format", "")) == set(FORMATS)
    assert offered(corpus, "check", "--format", "js") == ["json", "jsonl"]
    assert set(offered(corpus, "check", "--fail-on", "")) == set(gate.FAIL_ON)
    assert offered(corpus, "check", "--engine", "d") == ["duckdb"]
    assert set(offered(corpus, "diff", "HEAD", "--format", "")) == {"terminal", "json", "markdown", "sarif"}


def test_exchange_offers_its_formats_and_findings(corpus: Path) -> None:
    assert offered(corpus, "export", "") == ["claimreview", "webannotation", "nanopub", "jsonl", "csv"]
    assert offered(corpus, "import", "") == ["jsonl", "csv", "webannotation", "claimreview"]
    assert set(offered(corpus, "export", "claimreview", "--finding", "")) == ids(corpus)


def test_the_corpus_that_is_named_is_asked(corpus: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert set(offered(elsewhere, "settle", "--corpus", str(corpus), "")) == ids(corpus, only_open=True)
    # Without a corpus there is nothing to offer, and no complaint in the middle of a command line.
    assert offered(elsewhere, "settle", "") == []


def test_a_broken_corpus_offers_what_it_has(corpus: Path) -> None:
    edit(corpus, "claims/gamma.yaml", "source:", "source: [")
    assert set(offered(corpus, "settle", "")) == ids(corpus, only_open=True)
    (corpus / "claims" / "baseline.json").write_text("no", encoding="utf-8")
    assert offered(corpus, "settle", "") == []


def test_draft_offers_sources_and_archived_texts(corpus: Path) -> None:
    assert offered(corpus, "draft", "al") == ["alpha"]
    assert set(offered(corpus, "draft", "")) == {
        *("alpha", "beta", "gamma"),
        *(f"seeds/{name}.txt" for name in ("alpha", "beta", "gamma")),
    }
