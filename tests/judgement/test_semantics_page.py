"""The examples of docs/semantics.md: after each stands everything that is accused in it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_corpus

from validator.judgement.reporting import Options, report_on
from validator.records.opening import load

PAGE = (Path(__file__).parents[2] / "docs/semantics.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:^ {4}.*\n)+(?:\n*^→ .*$)?", re.MULTILINE)
ACCUSATION = re.compile(r"→ (?P<verdict>[a-z]+) (?P<rule>[a-z-]+)(?:: (?P<assumptions>.+))?")
NOTHING = "→ nothing is accused"
ACCUSING = ("contradiction", "tension", "problem", "undecided")
Accused = tuple[str, str, tuple[str, ...]]


def blocks() -> Iterator[tuple[str, str]]:
    """Each example and what stands behind its arrow; the first block is the shared vocabulary."""
    for found in BLOCK.finditer(PAGE):
        yaml_text, _, after = found.group().partition("→")
        yield textwrap.dedent(yaml_text), f"→{after}".strip() if after else ""


VOCABULARY, *EXAMPLES = blocks()


def expected(arrow: str) -> set[Accused]:
    if arrow == NOTHING:
        return set()
    match = ACCUSATION.fullmatch(arrow)
    assert match is not None, (
        f"expected `→ verdict rule: assumptions` or `{NOTHING}` after the example, found {arrow!r}"
    )
    return {(match["verdict"], match["rule"], tuple((match["assumptions"] or "").split()))}


@pytest.mark.parametrize(("text", "arrow"), EXAMPLES, ids=[f"example-{n}" for n in range(1, len(EXAMPLES) + 1)])
def test_example(text: str, arrow: str, tmp_path: Path) -> None:
    described = small_corpus.parse(VOCABULARY[0]) | small_corpus.parse(text)
    corpus = load(small_corpus.write_parsed(tmp_path, described))
    assert corpus.faults == ()
    report, judgement = report_on(corpus, Options(ignore=("unsupported-value",)))
    assert judgement.crashes == []
    accused = {(f.verdict, f.rule, f.assumptions) for f in report.findings if f.verdict in ACCUSING}
    assert accused == expected(arrow), "\n".join(f.message for f in report.findings)


FURTHER = [
    (
        """
        morning:
          published: 2023-12-01
          claims: [{subject: minister, property: ministry, is: defence, until: +10D}]
        evening: [{subject: minister, property: ministry, is: finance, during: 2023-12-02/2023-12-20}]
        """,
        NOTHING,
        "an end ahead of publication is a plan also where it is told from publication",
    ),
    (
        """
        morning:
          published: 2024-02-01
          claims: [{subject: minister, property: ministry, is: defence, during: -1Y}]
        evening: [{subject: minister, property: ministry, is: finance, at: 2023-06-01}]
        """,
        "→ contradiction value-conflict",
        "`during` covers every day of a year also where the year is told from publication",
    ),
    (
        """
        morning: [{subject: JP, property: fleet, is: 51, during: [2020, 2021]}]
        evening: [{subject: JP, property: fleet, is: 55, during: 2021}]
        """,
        "→ contradiction value-conflict",
        "all times of a list hold, also of a figure",
    ),
    (
        """
        morning: [{subject: VN, property: members, count: 2, except: [KR], at: 2023-06-01}]
        evening: [{subject: VN, property: members, only: [KR, US], at: 2023-06-01}]
        """,
        "→ contradiction count-mismatch",
        "a complete list bounds the number of its members without those excepted",
    ),
]
"""What the page promises beside its own examples."""


@pytest.mark.parametrize(
    ("text", "arrow"),
    [pytest.param(textwrap.dedent(text), arrow) for text, arrow, _ in FURTHER],
    ids=[why for _, _, why in FURTHER],
)
def test_further_example(text: str, arrow: str, tmp_path: Path) -> None:
    test_example(text, arrow, tmp_path)


def test_vocabulary_stands_first_and_every_example_has_an_arrow() -> None:
    assert "entities:" in VOCABULARY[0]
    assert VOCABULARY[1] == ""
    assert len(EXAMPLES) >= 30
    assert all(arrow for _, arrow in EXAMPLES)
    assert sum(arrow != NOTHING for _, arrow in EXAMPLES) >= 15
