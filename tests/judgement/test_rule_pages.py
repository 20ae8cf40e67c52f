"""Every rule's page is its own test: each example in the docstring is judged, and has to come out as its heading says.

A heading stands before each example. What it promises:

    Flagged      a contradiction, problem or tension of this rule, and no other finding that accuses anybody
    Tension      the same, and it is a tension
    Undecided    an undecided finding of this rule; without a mark, a check of this rule that is told as skipped
    Explained, Agreement, Plan    a finding of this rule with that verdict, and none that accuses anybody
    Accepted     nothing is accused (on the page of a rule about reports: this rule finds nothing)

In all but the accepted examples a line that takes part ends in `# <-- words`: the marked claims are exactly the members
of the findings of the rule, and the words stand in the finding's message, in one line of its reasons, or in its
verdict, rule, assumptions, explanation and outcome, written in that order.
"""

from __future__ import annotations

import re
import runpy
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import small_corpus
import yaml

from validator.judgement.catalogue import catalogue
from validator.judgement.findings import Finding, Place, Report
from validator.judgement.reporting import report_on
from validator.records.opening import load

ROOT = Path(__file__).parents[2]
ACCUSING = frozenset({"contradiction", "problem", "tension"})
VERDICTS_OF: Mapping[str, frozenset[str]] = {
    "Flagged": ACCUSING,
    "Tension": frozenset({"tension"}),
    "Undecided": frozenset({"undecided"}),
    "Explained": frozenset({"explained"}),
    "Agreement": frozenset({"agreement"}),
    "Plan": frozenset({"plan"}),
    "Accepted": frozenset(),
}
WITH_A_REASON = frozenset({"Tension", "Undecided", "Accepted"})
FOUND_AS = {
    "apparent-conflict": "Explained",
    "agreement": "Agreement",
    "plan-and-outcome": "Plan",
    "budget": "Accepted",
}
"""Rules whose finding accuses nobody, with the heading of their examples."""
HEADING = re.compile(r"\*\*(?P<kind>[A-Z][a-z]+)(?:, because (?P<because>[^*]+))?:\*\*")
MARK = re.compile(r"\s+# <-- (?P<words>\S.*)$")
INDENT = " " * 4
VOCABULARY_FILE = "claims/vocabulary/all.yaml"


@dataclass(frozen=True, slots=True)
class Example:
    rule: str
    number: int
    kind: str
    because: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    report: Report
    members: Mapping[str, frozenset[str]]
    """Finding -> the records it is about: full ids of claims, else files."""
    elements: tuple[str, ...]
    """Every record of the example that can be marked."""

    def of_rule(self, rule: str) -> list[Finding]:
        return [f for f in self.report.findings if f.rule == rule]


def examples(rule: str) -> list[Example]:
    found: list[Example] = []
    heading: re.Match[str] | None = None
    block: list[str] = []

    def close() -> None:
        if heading is not None:
            text = "\n".join(block).strip("\n") + "\n"
            found.append(Example(rule, len(found) + 1, heading["kind"], heading["because"] or "", text))

    for line in catalogue()[rule].page.splitlines():
        if line.startswith("**"):
            close()
            heading, block = HEADING.fullmatch(line), []
            assert heading is not None, f"{rule}: a heading reads like **Accepted, because …:**, found {line}"
        elif line.startswith(INDENT) or not line.strip():
            block.append(line.removeprefix(INDENT))
        else:
            assert heading is None, f"{rule}: expected only examples after the first heading, found: {line}"
    close()
    return found


EVERY_EXAMPLE = [example for rule in catalogue() for example in examples(rule)]


def parameter(example: Example) -> Any:
    return pytest.param(example, id=f"{example.rule}-{example.number}-{example.kind.lower()}")


# -- marks: from the lines of an example to the records they are in --------------------------------------------------


def records(text: str) -> Iterator[tuple[int, str]]:
    """The line each record of an example begins on, with its id; a claim after the source that holds it."""
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    assert isinstance(root, yaml.MappingNode)
    for key, value in root.value:
        name = key.value
        if name in small_corpus.VOCABULARY:
            yield key.start_mark.line, VOCABULARY_FILE
            continue
        if name == "rulings":
            for item in value.value:
                yield item.start_mark.line, f"claims/rulings/{scalars(item)['finding']}.yaml"
            continue
        yield key.start_mark.line, f"claims/{name}.yaml"
        claims = value
        if isinstance(value, yaml.MappingNode):
            claims = next(node for inner, node in value.value if inner.value == "claims")
        for number, claim in enumerate(claims.value, start=1):
            yield claim.start_mark.line, f"{name}/{scalars(claim).get('id', f'c{number}')}"


def scalars(node: yaml.MappingNode) -> dict[str, str]:
    return {key.value: value.value for key, value in node.value if isinstance(value, yaml.ScalarNode)}


def marks(text: str) -> dict[str, list[str]]:
    """Record -> the words marked on its lines."""
    starts = list(records(text))
    claims = [line for line, record in starts if not record.startswith("claims/")]
    assert len(claims) == len(set(claims)), f"two claims share a line, so a mark could mean either:\n{text}"
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines()):
        match = MARK.search(line)
        if match is not None:
            _, record = max(((start, index), record) for index, (start, record) in enumerate(starts) if start <= number)
            found.setdefault(record, []).append(match["words"])
    return found


# -- judging an example ----------------------------------------------------------------------------------------------


@cache
def judged(example: Example) -> Judged:
    described = small_corpus.parse(example.text)
    rulings = described.pop("rulings", [])
    with tempfile.TemporaryDirectory() as folder:
        root = small_corpus.write_parsed(Path(folder), described)
        for ruling in rulings:
            (root / "claims" / "rulings").mkdir(exist_ok=True)
            (root / f"claims/rulings/{ruling['finding']}.yaml").write_text(yaml.safe_dump(ruling), encoding="utf-8")
        for name, source in described.items():
            if isinstance(source, dict) and source.get("text") == "none":
                file = root / f"claims/{name}.yaml"
                file.write_text(file.read_text(encoding="utf-8").replace("  text: none\n", ""), encoding="utf-8")
        corpus = load(root)
        report, judgement = report_on(corpus)
        members = {
            f.id: frozenset(f.claims) or frozenset(record_at(root, p) for p in f.places) for f in report.findings
        }
    assert not judgement.crashes, judgement.crashes
    if example.rule != "unreadable-record" or example.kind == "Accepted":
        assert not corpus.faults, corpus.faults
    kept = tuple(f for f in report.findings if f.rule != "unsupported-value" or f.claims[0] in quoted(described))
    elements = tuple(record for _, record in records(example.text))
    return Judged(Report(report.corpus, kept, report.skipped), members, elements)


def quoted(described: Mapping[str, Any]) -> set[str]:
    """Claims that bring their own quote; the others get one that carries no number and no date."""
    found = set()
    for name, source in described.items():
        claims = source if isinstance(source, list) else source.get("claims", [])
        if name not in small_corpus.VOCABULARY:
            found |= {f"{name}/{c.get('id', f'c{n}')}" for n, c in enumerate(claims, start=1) if "quote" in c}
    return found


def record_at(root: Path, place: Place) -> str:
    """The record that a place in a written file lies in: a claim, else the file."""
    if not re.fullmatch(r"claims/[^/]+\.yaml", place.file):
        return place.file
    node = yaml.compose((root / place.file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(node, yaml.MappingNode)
    claims = next(value.value for key, value in node.value if key.value == "claims")
    for claim in claims:
        if claim.start_mark.line < place.line <= claim.end_mark.line:
            return f"{Path(place.file).stem}/{scalars(claim)['id']}"
    return place.file


def texts(finding: Finding) -> Iterator[str]:
    yield finding.message
    yield from finding.why
    yield " ".join(
        (finding.verdict, finding.rule, *finding.assumptions, *finding.explained_by, *filter(None, (finding.outcome,)))
    )


def verify(example: Example, marked: Mapping[str, list[str]]) -> None:
    """Raises AssertionError unless the example comes out as its heading and its marks say."""
    result = judged(example)
    accusing = [f for f in result.report.findings if f.verdict in ACCUSING]
    told = "\n".join(
        f"{f.verdict} {f.rule} {sorted(result.members[f.id])}: {f.message}" for f in result.report.findings
    )
    if example.kind == "Accepted":
        assert not marked, "nothing is marked in an accepted example"
        assert not result.of_rule(example.rule), told
        assert catalogue()[example.rule].over == "report" or not accusing, told
        return
    if example.kind == "Undecided" and not marked:
        assert any(skip.rule == example.rule for skip in result.report.skipped), result.report.skipped
        assert not accusing, told
        return
    found = [f for f in result.of_rule(example.rule) if f.verdict in VERDICTS_OF[example.kind]]
    assert found, f"expected {example.rule}, found:\n{told}"
    members = frozenset().union(*(result.members[f.id] for f in found))
    assert members == set(marked), f"marked {sorted(marked)}, members {sorted(members)}\n{told}"
    for finding in found:
        assert set(finding.claims) <= {place.claim for place in finding.places}, "a member without a place"
    for record, words in marked.items():
        lines = [line for f in found if record in result.members[f.id] for line in texts(f)]
        for wanted in words:
            assert any(wanted in line for line in lines), f"{wanted!r} is not in:\n" + "\n".join(lines)
    if example.kind != "Undecided":
        assert all(f in found for f in accusing), told


# -- the tests -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", [parameter(example) for example in EVERY_EXAMPLE])
def test_example_comes_out_as_its_heading_says(example: Example) -> None:
    verify(example, marks(example.text))


MARKED = [e for e in EVERY_EXAMPLE if marks(e.text)]


@pytest.mark.parametrize("example", [parameter(example) for example in MARKED])
def test_marks_are_tied_to_their_lines(example: Example) -> None:
    """A mark that is missing, on another record, or with other words makes the example fail."""
    marked = marks(example.text)
    for record, words in marked.items():
        rest = {other: said for other, said in marked.items() if other != record}
        for elsewhere in sorted({e for e in judged(example).elements if e not in marked} | {"nowhere/c1"}):
            with pytest.raises(AssertionError):
                verify(example, {**rest, elsewhere: words})
        with pytest.raises(AssertionError):
            verify(example, {**marked, record: [*words, "words of no finding"]})


@pytest.mark.parametrize("rule", catalogue())
def test_page_has_all_its_parts(rule: str) -> None:
    lines = catalogue()[rule].page.splitlines()
    assert lines[0].endswith(".")
    assert 15 <= len(lines[0]) <= 100
    assert lines[1] == "", "the title is one line"
    assert max(map(len, lines)) <= 120
    prose = "\n".join(lines[1:]).split("\n**")[0].strip().split("\n\n")
    assert len(prose) >= 2, "a page gives its reasons, and says how to mend a finding"
    assert len(prose[0]) >= 150
    assert prose[-1].startswith(("To mend a finding, ", "Nothing to mend: "))
    kinds = [example.kind for example in examples(rule)]
    assert FOUND_AS.get(rule, "Flagged") in kinds
    assert "Accepted" in kinds


@pytest.mark.parametrize("example", EVERY_EXAMPLE, ids=lambda e: f"{e.rule}-{e.number}")
def test_example_is_well_formed(example: Example) -> None:
    assert example.kind in VERDICTS_OF, f"{example.kind} is no heading"
    assert bool(example.because) == (example.kind in WITH_A_REASON), "a reason belongs to exactly these headings"
    assert example.text.strip(), "a heading without an example"
    assert any(not record.startswith("claims/") for _, record in records(example.text)), "an example without a claim"


def test_every_rule_file_is_in_the_catalogue() -> None:
    files = {p.stem.replace("_", "-") for p in (ROOT / "validator/judgement/rules").glob("*.py")} - {"--init--"}
    assert set(catalogue()) == files


def test_no_two_examples_are_the_same() -> None:
    bodies = [(e.rule, e.text) for e in EVERY_EXAMPLE]
    assert len(bodies) == len(set(bodies))


def test_rule_catalogue_is_up_to_date() -> None:
    script = runpy.run_path(str(ROOT / "scripts/write_rule_catalogue.py"))
    written = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert written == script["catalogue_page"](), "run `python scripts/write_rule_catalogue.py`"
