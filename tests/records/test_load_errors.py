"""Every error of loading: one file each, told at its place, in words that say what was expected and what was found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from record_samples import ERRORS, SOURCE, corpus_with

from validator.records.corpus import Corpus
from validator.records.marks import UNREADABLE

LOADED_AS = {
    "claims": "claims/a.yaml",
    "vocabulary": "claims/vocabulary/more.yaml",
    "rulings": "claims/rulings/abc123.yaml",
}


class Row(NamedTuple):
    name: str
    place: str
    token: str
    message: str
    suggestion: str


def read_table() -> list[Row]:
    """The table of the folder's README, which is also its manual."""
    lines = (ERRORS / "README.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines if line.startswith("| ")]
    rows = [Row(*(cell.replace("\\|", "|") for cell in row)) for row in cells[1:]]
    return [row._replace(token=row.token.removeprefix("`` ").removesuffix(" ``")) for row in rows]


def says(text: str, expected: str) -> bool:
    """Whether a text reads as expected, `…` in the expectation standing for any words."""
    return re.fullmatch(".*".join(map(re.escape, expected.split("…"))), text) is not None or text == expected


ROWS = read_table()
NAMES = sorted({row.name for row in ROWS})


def load_case(name: str) -> tuple[Corpus, str, str]:
    """The corpus with the case's file in it, the path it is loaded as, and its text."""
    path = ERRORS / f"{name}.yaml"
    file = LOADED_AS[path.parent.name]
    text = path.read_text(encoding="utf-8")
    return corpus_with(**{"claims/a.yaml": SOURCE, file: text}), file, text


@pytest.mark.parametrize("name", NAMES)
def test_each_error_is_told_at_its_token_and_nothing_else_is(name: str) -> None:
    corpus, file, text = load_case(name)
    expected = [row for row in ROWS if row.name == name]
    assert len(corpus.faults) == len(expected), [str(fault) for fault in corpus.faults]
    for fault, row in zip(corpus.faults, expected, strict=True):
        assert fault.place == f"{file}:{row.place}"
        assert text[fault.mark.index :].startswith(row.token)
        assert says(fault.message, row.message), fault.message
        assert says(fault.suggestion, row.suggestion), fault.suggestion
        assert fault.rule == UNREADABLE


@pytest.mark.parametrize("name", NAMES)
def test_the_place_is_where_an_editor_would_put_it(name: str) -> None:
    corpus, _, text = load_case(name)
    lines = text.split("\n")
    for fault in corpus.faults:
        mark = fault.mark
        assert 1 <= mark.line <= mark.end_line <= len(lines)
        assert 1 <= mark.column <= len(lines[mark.line - 1]) + 1
        assert sum(len(line) + 1 for line in lines[: mark.line - 1]) + mark.column - 1 == mark.index
        assert sum(len(line) + 1 for line in lines[: mark.end_line - 1]) + mark.end_column - 1 == mark.end_index


def test_every_error_file_has_a_row() -> None:
    files = {f"{path.parent.name}/{path.stem}" for path in Path(ERRORS).rglob("*.yaml")}
    assert files == set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("claims/")])
def test_a_message_says_what_was_expected_and_what_was_found(name: str) -> None:
    corpus, _, _ = load_case(name)
    for fault in corpus.faults:
        assert "expected" in fault.message or "found" in fault.message or fault.suggestion, str(fault)
        assert "\n" not in fault.message + fault.suggestion
        assert not any(word in fault.message for word in ("pydantic", "Traceback", "NoneType", "yaml."))


REMARKS = {"claims/no-claims", "vocabulary/empty"}


@pytest.mark.parametrize("name", NAMES)
def test_only_what_lost_nothing_is_a_remark(name: str) -> None:
    corpus, _, _ = load_case(name)
    assert all(fault.unreadable for fault in corpus.faults) == (name not in REMARKS)


def test_twenty_errors_in_one_file_are_twenty_messages() -> None:
    claims = "".join(
        f"  - {{id: c{n}, quote: Vietnam has 5 partners, subject: Nowhere{n}, property: partners, count: 5}}\n"
        for n in range(20)
    )
    corpus = corpus_with(**{"claims/a.yaml": SOURCE + claims})
    assert len(corpus.faults) == 20
    assert [claim.id for claim in corpus.claims] == ["five"]


def test_a_flood_of_errors_is_cut_and_the_cut_is_told() -> None:
    claims = "".join(
        f"  - {{id: c{n}, quote: x, subject: VN, property: partners, count: many}}\n" for n in range(1_200)
    )
    corpus = corpus_with(**{"claims/a.yaml": SOURCE + claims})
    assert len(corpus.faults) == 1_001
    assert corpus.faults[-1].message.startswith("200 more faults of this file are not shown")


def test_a_claim_that_uses_a_broken_definition_is_told_where_that_is() -> None:
    vocabulary = "entities:\n  FR: {type: country, nam: x}\nproperties:\n  size: {kind: number}\n"
    claims = """\
  - {id: c, quote: Vietnam has 5 partners, subject: FR, property: partners, count: 5}
  - {id: d, quote: Vietnam has 5 partners, subject: VN, property: size, is: 5}
"""
    corpus = corpus_with(**{"claims/a.yaml": SOURCE + claims, "claims/vocabulary/more.yaml": vocabulary})
    told = [fault.message for fault in corpus.faults if fault.file == "claims/a.yaml"]
    assert "found `FR` (its definition at claims/vocabulary/more.yaml:2 could not be read)" in told[0]
    assert "found `size` (its definition at claims/vocabulary/more.yaml:4 could not be read)" in told[1]


def test_a_vocabulary_file_that_cannot_be_read_is_named_by_what_needs_it() -> None:
    claims = "  - {id: c, quote: Vietnam has 5 partners, subject: FR, property: partners, count: 5}\n"
    corpus = corpus_with(**{"claims/a.yaml": SOURCE + claims, "claims/vocabulary/more.yaml": "entities: {FR: {type"})
    assert "found `FR` (claims/vocabulary/more.yaml could not be read)" in corpus.faults[0].message


def test_the_first_of_two_definitions_in_two_files_is_used() -> None:
    corpus = corpus_with(
        **{
            "claims/a.yaml": SOURCE,
            "claims/vocabulary/b.yaml": "entities:\n  JP: {type: island, names: {en: [Nippon]}}\n",
        }
    )
    assert corpus.vocabulary.entities["JP"].type == "country"
    assert "first at claims/vocabulary/all.yaml:3:3" in corpus.faults[0].message


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("claims/a.yml", "ends in `.yaml`"),
        ("claims/A B.yaml", "lower-case letters"),
        ("claims/vocabulary/x.YAML", "ends in `.yaml`"),
    ],
)
def test_a_file_that_looks_like_a_record_file_is_never_passed_over(path: str, words: str) -> None:
    corpus = corpus_with(**{"claims/b.yaml": SOURCE, path: SOURCE})
    assert [fault.file for fault in corpus.faults] == [path]
    assert words in corpus.faults[0].message


def test_a_corpus_without_sources_is_not_silent() -> None:
    corpus = corpus_with()
    assert corpus.claims == ()
    assert "0 claims" in corpus.faults[0].message
    assert corpus.faults[0].unreadable
