"""What a change does to findings: which are new, gone, changed, settled or reopened, and what did it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from doors_corpus import commit, edit
from typer.testing import Result

from validator.doors.difference import Change, Difference, compare, fails
from validator.doors.difference_report import FORMATS, MOST_CHARACTERS, write

Validate = Callable[..., Result]


def changes(root: Path, revision: str = "HEAD") -> list[Change]:
    return list(compare(root, revision).changes)


def told(changes: list[Change]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(c.kind, c.finding.verdict, c.because) for c in changes]


def test_no_change_is_no_difference(repository: Path, validate: Validate) -> None:
    assert changes(repository) == []
    done = validate("diff", "HEAD", "--corpus", repository, "--fail-on-new")
    assert done.exit_code == 0
    assert "No finding differs." in done.output


def test_layout_ids_glosses_and_notes_are_no_change(repository: Path) -> None:
    edit(repository, "claims/alpha.yaml", "- id: c1", "- note: renamed\n  id: signing")
    assert changes(repository) == []


def test_a_new_finding_with_claims_of_a_file_that_was_not_edited(repository: Path) -> None:
    edit(repository, "claims/gamma.yaml", "is: Tokyo", "is: Kyoto")
    kinds = {(c.kind, c.finding.verdict): c for c in changes(repository)}
    new = kinds["new", "contradiction"]
    assert "alpha/c2" in new.finding.claims
    assert new.because == ("claim gamma/c1 was edited (is: Tokyo → Kyoto)",)
    assert not new.elsewhere


def test_a_finding_elsewhere_is_one_whose_files_were_not_edited(repository: Path) -> None:
    edit(repository, "claims/gamma.yaml", "is: Tokyo", "is: Kyoto")
    commit(repository)
    edit(
        repository,
        "claims/vocabulary/all.yaml",
        "  capital:\n    kind: state\n",
        "  capital:\n    kind: state\n    not-values: [Kyoto]\n",
    )
    found = [c for c in changes(repository) if c.kind == "new"]
    assert [c.finding.rule for c in found] == ["value-not-allowed"]
    assert found[0].elsewhere
    assert found[0].because == ("property `capital` of the vocabulary was edited (not-values)",)


@pytest.mark.parametrize(
    ("file", "old", "new", "because"),
    [
        (
            "claims/alpha.yaml",
            "when: '2020-10-19'",
            "when: 2021-09",
            "claim alpha/c1 was edited (when: 2020-10-19 → 2021-09)",
        ),
        (
            "claims/vocabulary/all.yaml",
            "  dett:\n    type: agreement\n",
            "  dett:\n    type: agreement\n  dett-2: {type: agreement}\n",
            "",
        ),
    ],
)
def test_why_a_finding_is_gone(repository: Path, file: str, old: str, new: str, because: str) -> None:
    text = (repository / file).read_text(encoding="utf-8")
    if old not in text:
        old = old.replace("'", "")
    edit(repository, file, old, new)
    gone = [c for c in changes(repository) if c.kind == "gone"]
    assert [c.because for c in gone] == ([(because,)] if because else [])


def test_a_removed_claim_and_a_removed_source(repository: Path) -> None:
    text = (repository / "claims" / "alpha.yaml").read_text(encoding="utf-8")
    first = text.index("- id: c1")
    second = text.index("- id: c2")
    (repository / "claims" / "alpha.yaml").write_text(text[:first] + text[second:], encoding="utf-8")
    assert ("gone", "contradiction", ("claim alpha/c1 was removed",)) in told(changes(repository))
    (repository / "claims" / "alpha.yaml").unlink()
    assert ("gone", "contradiction", ("source alpha was removed",)) in told(changes(repository))


def test_an_edit_of_the_vocabulary_that_removes_a_finding_is_named(repository: Path) -> None:
    """Another entry and another claim are edited in the same change; neither is to blame."""
    edit(repository, "claims/gamma.yaml", "is: Tokyo", "is: Kyoto")
    commit(repository)
    edit(
        repository,
        "claims/vocabulary/all.yaml",
        "  capital:\n    kind: state\n",
        "  capital:\n    kind: state\n    single: 'false'\n",
    )
    edit(repository, "claims/vocabulary/all.yaml", "  JP:\n", "  KR: {type: country}\n  JP:\n")
    edit(repository, "claims/alpha.yaml", "2020-10-19", "2020-10-20")
    capital = [c for c in changes(repository) if c.finding.property == "capital"]
    assert ("gone", "contradiction", ("property `capital` of the vocabulary was edited (single)",)) in told(capital)
    signing = [c for c in changes(repository) if c.finding.property == "concluded"]
    because = ("claim alpha/c1 was edited (when: 2020-10-19 → 2020-10-20)",)
    assert told(signing) == [("new", "problem", because), ("changed", "contradiction", because)]
    edit(repository, "claims/vocabulary/all.yaml", "  concluded:\n", "  concluded-before:\n")
    (gone,) = [c for c in changes(repository) if c.kind == "gone" and c.finding.property == "concluded"]
    assert gone.because[0] == "property `concluded` of the vocabulary was removed"


def test_the_same_question_with_other_members_is_changed(repository: Path) -> None:
    edit(repository, "claims/alpha.yaml", "2020-10-19", "2020-10-20")
    (changed,) = [c for c in changes(repository) if c.finding.verdict == "contradiction"]
    assert changed.kind == "changed"
    assert changed.before is not None
    assert changed.before.id != changed.finding.id
    assert changed.because == ("claim alpha/c1 was edited (when: 2020-10-19 → 2020-10-20)",)
    assert not fails(compare(repository, "HEAD")), "it was a contradiction before"


def test_editing_a_member_reopens_a_finding_that_was_ruled_on(repository: Path, validate: Validate) -> None:
    (finding,) = [f for f in compare(repository, "HEAD").after.findings if f.verdict == "contradiction"]
    settle = ("settle", finding.id, "--corpus", repository, "--verdict", "no-conflict", "--because", "Two steps.")
    validate(*settle)
    assert [(c.kind, c.because) for c in changes(repository)] == [
        ("settled", (f"its ruling claims/rulings/{finding.id}.yaml was added",))
    ]
    assert not fails(compare(repository, "HEAD"))
    commit(repository)
    edit(repository, "claims/alpha.yaml", "2020-10-19", "2020-10-20")
    reopened = [c for c in changes(repository) if c.kind == "reopened"]
    assert [c.finding.verdict for c in reopened] == ["contradiction"]
    assert reopened[0].before is not None
    assert reopened[0].before.id == finding.id
    assert fails(compare(repository, "HEAD")) == tuple(reopened)
    # A ruling of the same change does not help.
    again = reopened[0].finding.id
    validate("settle", again, "--corpus", repository, "--verdict", "no-conflict", "--because", "Still two.")
    assert [c.finding.id for c in fails(compare(repository, "HEAD"))] == [again]

    edit(repository, "claims/alpha.yaml", "2020-10-20", "2020-10-19")
    (repository / "claims" / "rulings" / f"{again}.yaml").unlink()
    (repository / "claims" / "rulings" / f"{finding.id}.yaml").unlink()
    withdrawn = [c for c in changes(repository) if c.kind == "reopened"]
    assert [c.because for c in withdrawn] == [
        (f"its ruling claims/rulings/{finding.id}.yaml was removed or withdrawn",)
    ]
    assert validate("diff", "HEAD", "--fail-on-new", "--corpus", repository).exit_code == 1


def test_a_change_cannot_rule_on_its_own_new_finding(repository: Path, validate: Validate) -> None:
    edit(repository, "claims/gamma.yaml", "is: Tokyo", "is: Kyoto")
    (new,) = [c.finding for c in changes(repository) if c.finding.verdict == "contradiction"]
    before = validate("diff", "HEAD", "--fail-on-new", "--corpus", repository)
    validate("settle", new.id, "--corpus", repository, "--verdict", "no-conflict", "--because", "Trust me.")
    after = validate("diff", "HEAD", "--fail-on-new", "--corpus", repository)
    assert (before.exit_code, after.exit_code) == (1, 1)
    assert validate("diff", "HEAD", "--corpus", repository).exit_code == 0
    assert validate("diff", "HEAD", "--fail-on-new", "--fail-on", "never", "--corpus", repository).exit_code == 0


def test_wrong_use_and_unreadable_input_have_their_statuses(repository: Path, corpus: Path, validate: Validate) -> None:
    assert validate("diff", "no-such", "--corpus", repository).exit_code == 2
    assert "did you mean `json`?" in validate("diff", "HEAD", "--format", "jsn", "--corpus", repository).output
    assert validate("diff", "HEAD", "--fail-on", "warning", "--corpus", repository).exit_code == 2
    (repository / "claims" / "gamma.yaml").write_text("source: [\n", encoding="utf-8")
    done = validate("diff", "HEAD", "--fail-on-new", "--corpus", repository)
    assert done.exit_code == 3
    assert "findings may be missing now" in done.output


def test_a_revision_before_the_corpus_makes_every_finding_new(repository: Path, validate: Validate) -> None:
    (repository / "claims").rename(repository / "kept")
    commit(repository)
    (repository / "kept").rename(repository / "claims")
    difference = compare(repository, "HEAD")
    assert {c.kind for c in difference.changes} == {"new", "gone"}  # gone is the finding that there were no claims
    assert "holds no claims here" in validate("diff", "HEAD", "--corpus", repository).output


# -- formats ----------------------------------------------------------------------------------------------------------


def written(difference: Difference, format: str) -> str:
    stream = io.StringIO()
    write(difference, format, stream)
    return stream.getvalue()


def test_json_holds_both_states_and_is_the_same_each_time(repository: Path, tmp_path: Path, validate: Validate) -> None:
    edit(repository, "claims/alpha.yaml", "2020-10-19", "2020-10-20")
    content = json.loads(written(compare(repository, "HEAD"), "json"))
    assert content["summary"]["changed"] == len([c for c in content["changes"] if c["change"] == "changed"]) >= 1
    change = next(c for c in content["changes"] if c["change"] == "changed")
    assert change["before"]["id"] != change["after"]["id"]
    assert content["edits"]["claims"] == {"alpha/c1": "claim alpha/c1 was edited (when: 2020-10-19 → 2020-10-20)"}
    for format in FORMATS:
        assert written(compare(repository, "HEAD"), format) == written(compare(repository, "HEAD"), format)
    file = tmp_path / "diff.json"
    assert validate("diff", "HEAD", "-f", "json", "-o", file, "--corpus", repository).output == ""
    assert json.loads(file.read_text(encoding="utf-8")) == content


def test_hostile_text_is_inert(repository: Path) -> None:
    edit(
        repository,
        "claims/vocabulary/all.yaml",
        "  dett:\n",
        '  dett:\n    names: {en: ["@everyone <b> ]( \\u202e #1"]}\n',
    )
    edit(repository, "claims/alpha.yaml", "2020-10-19", "2020-10-20")
    difference = compare(repository, "HEAD")
    page = written(difference, "markdown")
    assert "@everyone" not in page
    assert "<b>" not in page
    assert "\u202e" not in page
    screen = written(difference, "terminal")
    assert "⟨U+202E⟩" in screen
    assert "\u202e" not in screen


def test_markdown_fits_a_comment_and_tells_what_it_left_out(repository: Path) -> None:
    edit(repository, "claims/alpha.yaml", "2020-10-19", "2020-10-20")
    difference = compare(repository, "HEAD")
    many = Difference(
        difference.revision,
        difference.commit,
        difference.before,
        difference.after,
        difference.changes * 400,
        difference.edits,
    )
    page = written(many, "markdown")
    assert len(page) <= MOST_CHARACTERS
    shown = page.count("<br><sub>")
    assert f"**Left out for size: {len(many.changes) - shown:,} findings.**" in page


ROWS = """\
{"source": "alpha", "id": "row-1", "quote": "Tokyo", "subject": "JP", "property": "capital", "is": "Tokyo",\
 "at": "2020"}
"""


def test_a_contradiction_among_rows_is_new(repository: Path) -> None:
    corpus = repository
    (corpus / "claims" / "more.jsonl").write_text(ROWS, encoding="utf-8")
    base = commit(corpus)
    assert compare(corpus, base).changes == ()
    for source, value in (("alpha", "Kyoto"), ("beta", "Nara")):
        row = ROWS.replace("row-1", "row-2").replace("alpha", source).replace('"2020"', '"2019-01-01"')
        with (corpus / "claims" / "more.jsonl").open("a", encoding="utf-8") as file:
            file.write(row.replace('"is": "Tokyo"', f'"is": "{value}"'))
    found = compare(corpus, base)
    assert [(c.kind, c.finding.verdict) for c in found.of("new") if c.finding.verdict == "contradiction"] == [
        ("new", "contradiction")
    ]
    assert fails(found)
