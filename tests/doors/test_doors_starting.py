"""The first corpus does what its own page says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from typer.testing import Result

from validator import gate
from validator.doors.checking import check
from validator.doors.formatting import formatted
from validator.doors.starting import SCHEMA, example

Validate = Callable[..., Result]


def test_the_page_tells_the_truth(tmp_path: Path, validate: Validate) -> None:
    folder = tmp_path / "first"
    done = validate("init", folder)
    assert done.exit_code == 0
    assert f"validate check --corpus {folder}" in done.output
    page = (folder / "claims" / "README.md").read_text(encoding="utf-8")

    report = check(folder)
    assert not report.unreadable
    assert report.corpus.sentences_covered == report.corpus.sentences > 5
    verdicts = sorted(f.verdict for f in report.findings)
    assert verdicts == ["agreement", "contradiction", "explained"]
    for word in ("one contradiction", "one explained finding", "one agreement"):
        assert f"* {word}" in page
    assert "ends with exit status 1 and lists" in page
    assert gate.status(report) == gate.OPEN

    (finding,) = [f for f in report.findings if f.verdict == "contradiction"]
    (command,) = re.findall(r"^ {4}validate (settle .*)$", page, re.M)
    words = [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', command)]
    settled = validate(*(finding.id if word == "ID" else word for word in words), "--corpus", folder)
    assert settled.exit_code == 0, settled.output
    assert "now ends with exit status 0" in page
    assert gate.status(check(folder)) == gate.CLEAN


def test_the_files_are_in_form_valid_and_named_after_nobody() -> None:
    files = example()
    schema = json.loads(files[SCHEMA])
    sources = [path for path in files if re.fullmatch(r"claims/[^/]+\.yaml", path)]
    assert len(sources) == 2
    for path in sources:
        assert formatted(files[path]) == files[path]
        assert files[path].startswith(b"# yaml-language-server: $schema=schema.json\n")
        document = yaml.load(files[path], Loader=yaml.BaseLoader)
        assert list(jsonschema.Draft202012Validator(schema).iter_errors(document)) == []
    assert not [path for path in files if "__pycache__" in path]


@pytest.mark.parametrize(
    "standing", ["claims/a.yaml", "claims/vocabulary/.hidden", "seeds/harbour-courier-2024-03-02.txt"]
)
def test_nothing_is_written_over(tmp_path: Path, validate: Validate, standing: str) -> None:
    file = tmp_path / standing
    file.parent.mkdir(parents=True)
    file.write_text("mine", encoding="utf-8")
    done = validate("init", tmp_path)
    assert done.exit_code == 2
    assert "expected no " in done.output
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]
    assert file.read_text(encoding="utf-8") == "mine"


def test_links_are_not_followed(tmp_path: Path, validate: Validate) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("claims", "seeds"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).symlink_to(outside)
        assert validate("init", folder).exit_code == 2
    assert list(outside.iterdir()) == []


def test_an_empty_claims_folder_is_filled(tmp_path: Path, validate: Validate) -> None:
    (tmp_path / "claims").mkdir()
    assert validate("init", tmp_path).exit_code == 0
    assert validate("init", tmp_path).exit_code == 2
