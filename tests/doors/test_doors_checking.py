"""What a change brings along to wave itself through does not count in it; a baseline only shrinks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from doors_corpus import commit, edit, git
from typer.testing import Result

from validator.doors import baseline, checking
from validator.doors.checking import PROPOSED, base_revision, check, waived
from validator.doors.revisions import RevisionError
from validator.judgement.findings import Finding, Report
from validator.judgement.reporting import Options

Validate = Callable[..., Result]
REASON = ("--verdict", "no-conflict", "--because", "Two steps.")


def contradictions(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.verdict == "contradiction"]


def add_contradiction(root: Path) -> None:
    """Gamma now gives a third capital, so that a second question is contradictory."""
    edit(root, "claims/gamma.yaml", "is: Tokyo", "is: Kyoto")


# -- rulings ----------------------------------------------------------------------------------------------------------


def test_a_change_cannot_settle_its_own_finding(repository: Path, validate: Validate) -> None:
    (old,) = contradictions(check(repository))
    assert validate("settle", old.id, "--corpus", repository, *REASON).exit_code == 0
    base = commit(repository, "ruled by the desk")

    add_contradiction(repository)
    (new,) = [f for f in contradictions(check(repository)) if f.id != old.id]
    assert validate("settle", new.id, "--corpus", repository, *REASON).exit_code == 0
    commit(repository, "a contradiction and its own ruling")

    lenient = {f.id: f.settled for f in contradictions(check(repository))}
    assert lenient == {old.id: True, new.id: True}
    report = check(repository, rulings_from=base)
    assert {f.id: f.settled for f in contradictions(report)} == {old.id: True, new.id: False}
    marked = [f.id for f in report.findings if PROPOSED in f.marks]
    assert marked == [new.id]
    said = "\n".join(report.notes)
    assert f"claims/rulings/{new.id}.yaml: proposed by this change and not counted in it: no-conflict" in said
    assert f"rulings and baseline are those of {base[:12]}" in said

    merged = commit(repository, "accepted")
    assert {f.id: f.settled for f in contradictions(check(repository, rulings_from=merged))} == lenient


def test_a_change_cannot_reword_or_widen_a_ruling_of_the_base(repository: Path, validate: Validate) -> None:
    (finding,) = contradictions(check(repository))
    undecided = ("--verdict", "undecided", "--because", "Ask the ministry.")
    validate("settle", finding.id, "--corpus", repository, *undecided)
    base = commit(repository)
    validate("settle", finding.id, "--corpus", repository, *REASON, "--replace")
    (lenient,) = contradictions(check(repository))
    (strict,) = contradictions(check(repository, rulings_from=base))
    assert lenient.settled
    assert not strict.settled
    assert strict.ruling is not None
    assert strict.ruling.because == "Ask the ministry."
    assert PROPOSED in strict.marks


def test_a_change_may_withdraw_a_ruling_at_once(repository: Path, validate: Validate) -> None:
    (finding,) = contradictions(check(repository))
    validate("settle", finding.id, "--corpus", repository, *REASON)
    base = commit(repository)
    (repository / "claims" / "rulings" / f"{finding.id}.yaml").unlink()
    report = check(repository, rulings_from=base)
    assert [f.settled for f in contradictions(report)] == [False]
    assert any("taken out by this change; it no longer counts" in note for note in report.notes)


def test_a_ruling_of_the_base_that_matches_nothing_any_more_is_reported(repository: Path, validate: Validate) -> None:
    (finding,) = contradictions(check(repository))
    validate("settle", finding.id, "--corpus", repository, *REASON)
    base = commit(repository)
    edit(repository, "claims/alpha.yaml", "2020-10-19", "2020-10-20")
    report = check(repository, rulings_from=base)
    assert [f.settled for f in contradictions(report)] == [False]
    unused = [f for f in report.findings if f.rule == "unused-ruling"]
    assert [f.places[0].file for f in unused] == [f"claims/rulings/{finding.id}.yaml"]


def test_rulings_can_be_left_out_altogether(repository: Path, validate: Validate) -> None:
    (finding,) = contradictions(check(repository))
    validate("settle", finding.id, "--corpus", repository, *REASON)
    validate("baseline", "write", "--corpus", repository)
    report = check(repository, Options(rulings=False), rulings_from="HEAD")
    assert [(f.settled, f.marks) for f in contradictions(report)] == [(False, ())]


# -- which revision ---------------------------------------------------------------------------------------------------


def github(base: str, event: Path | None = None) -> dict[str, str]:
    named = {"GITHUB_EVENT_PATH": str(event)} if event else {}
    return {"CI": "true", "GITHUB_BASE_REF": base, **named}


def test_the_base_is_known_in_ci_and_only_there(repository: Path, tmp_path: Path) -> None:
    base = git(repository, "rev-parse", "HEAD")
    git(repository, "update-ref", "refs/remotes/origin/main", base)
    add_contradiction(repository)
    head = commit(repository)
    # A tag that bears the name of the remote branch must not be taken for it.
    git(repository, "tag", "origin/main", head)
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"base": {"sha": base}}}), encoding="utf-8")
    assert base_revision(repository, {}) is None
    assert base_revision(repository, {"CI": "false", "GITHUB_BASE_REF": "main"}) is None
    assert base_revision(repository, {"CI": "true"}) is None
    assert base_revision(repository, {"CI": "true", "GITHUB_BASE_REF": ""}) is None
    assert base_revision(repository, github("main")) == base
    assert base_revision(repository, github("gone", event)) == base
    assert base_revision(repository, {"CI": "1", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base}) == base


def test_a_base_that_is_not_in_the_clone_stops_a_run_with_waivers_only(repository: Path, validate: Validate) -> None:
    assert base_revision(repository, github("main")) is None
    (finding,) = contradictions(check(repository))
    validate("settle", finding.id, "--corpus", repository, *REASON)
    with pytest.raises(RevisionError, match=r"found no `refs/remotes/origin/main`.*fetch-depth: 0"):
        base_revision(repository, github("main"))
    (repository / "claims" / "rulings" / f"{finding.id}.yaml").unlink()
    validate("baseline", "write", "--corpus", repository)
    with pytest.raises(RevisionError, match="--rulings-from"):
        base_revision(repository, {"CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "0" * 40})


@pytest.mark.parametrize("event", ["", "{", "[]", '{"pull_request": null}', '{"pull_request": {"base": {"sha": 5}}}'])
def test_an_odd_event_file_is_passed_over(repository: Path, tmp_path: Path, event: str) -> None:
    base = git(repository, "rev-parse", "HEAD")
    git(repository, "update-ref", "refs/remotes/origin/main", base)
    file = tmp_path / "event.json"
    file.write_text(event, encoding="utf-8")
    assert base_revision(repository, github("main", file)) == base


# -- baseline ---------------------------------------------------------------------------------------------------------


def test_a_baseline_holds_open_findings_and_marks_them(corpus: Path, validate: Validate) -> None:
    (finding,) = contradictions(check(corpus))
    done = validate("baseline", "write", "--corpus", corpus)
    assert (done.exit_code, done.output) == (0, "the baseline holds 1 finding, before 0\n")
    data = (corpus / baseline.FILE).read_bytes()
    assert json.loads(data) == {
        "schema_version": 1,
        "findings": [
            {
                "id": finding.id,
                "rule": "value-conflict",
                "verdict": "contradiction",
                "subject": "dett",
                "property": "concluded",
                "message": finding.message,
            }
        ],
    }
    report = check(corpus)
    assert [(f.id, waived(f)) for f in report.findings] == [(f.id, f.id == finding.id) for f in report.findings]
    assert any(waived(f) for f in report.findings)
    assert validate("baseline", "write", "--corpus", corpus).exit_code == 0
    assert (corpus / baseline.FILE).read_bytes() == data


def test_a_baseline_only_shrinks(corpus: Path, validate: Validate) -> None:
    validate("baseline", "write", "--corpus", corpus)
    (old,) = contradictions(check(corpus))
    add_contradiction(corpus)
    (new,) = [f for f in contradictions(check(corpus)) if f.id != old.id]
    assert not waived(new)
    refused = validate("baseline", "write", "--corpus", corpus)
    assert refused.exit_code == 2
    assert f"found 1 finding to be added: {new.id} (value-conflict)" in refused.output
    shrunk = validate("baseline", "shrink", "--corpus", corpus)
    assert shrunk.output == "took out 0 findings; the baseline holds 1\n"
    forced = validate("baseline", "write", "--force", "--corpus", corpus)
    assert forced.output == "the baseline holds 2 findings, before 1\n"
    assert all(waived(f) for f in contradictions(check(corpus)))


def test_an_entry_without_a_finding_is_noted_and_taken_out(corpus: Path, validate: Validate) -> None:
    (finding,) = contradictions(check(corpus))
    validate("baseline", "write", "--corpus", corpus)
    edit(corpus, "claims/alpha.yaml", "2020-10-19", "2021-09-11")
    (note,) = check(corpus).notes
    assert note.startswith(f"baseline: {finding.id} (value-conflict: dett concluded) matches no open finding")
    assert validate("baseline", "shrink", "--corpus", corpus).output == (
        f"took out 1 finding ({finding.id}); the baseline holds 0\n"
    )
    assert check(corpus).notes == ()
    edit(corpus, "claims/alpha.yaml", "2021-09-11", "2020-10-19")
    assert [waived(f) for f in contradictions(check(corpus))] == [False], "what was taken out stays out"


def test_nothing_is_taken_for_gone_that_could_not_be_read(corpus: Path, validate: Validate) -> None:
    validate("baseline", "write", "--corpus", corpus)
    data = (corpus / baseline.FILE).read_bytes()
    alpha = corpus / "claims" / "alpha.yaml"
    alpha.write_text(alpha.read_text(encoding="utf-8") + "  - {", encoding="utf-8")
    done = validate("baseline", "shrink", "--corpus", corpus)
    assert done.exit_code == 3
    assert "records that could not be read" in done.output
    assert (corpus / baseline.FILE).read_bytes() == data


def test_a_change_cannot_add_to_the_baseline_of_its_base(repository: Path, validate: Validate) -> None:
    validate("baseline", "write", "--corpus", repository)
    base = commit(repository)
    (old,) = contradictions(check(repository))
    add_contradiction(repository)
    validate("baseline", "write", "--force", "--corpus", repository)
    assert all(waived(f) for f in contradictions(check(repository)))
    report = check(repository, rulings_from=base)
    assert {f.id for f in contradictions(report) if waived(f)} == {old.id}
    assert any("1 finding added by this change left uncounted" in note for note in report.notes)
    (repository / baseline.FILE).unlink()
    assert not any(waived(f) for f in check(repository, rulings_from=base).findings)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "expected JSON"),
        (b"[]", "expected `schema_version` 1"),
        (b'{"schema_version": 2, "findings": []}', "found 2"),
        (b'{"schema_version": 1, "findings": {}}', "expected a list under `findings`"),
        (b'{"schema_version": 1, "findings": [{"id": "x"}]}', "in finding 1 of"),
        (b"\xff", "expected JSON"),
        (b"[" * 100_000, "expected JSON"),
    ],
)
def test_a_file_that_is_no_baseline_is_told(corpus: Path, validate: Validate, content: bytes, said: str) -> None:
    (corpus / baseline.FILE).write_bytes(content)
    with pytest.raises(baseline.BaselineError, match=said):
        check(corpus)
    for command in ("write", "shrink"):
        done = validate("baseline", command, "--corpus", corpus)
        assert done.exit_code == 2
        assert said in done.output


def test_findings_about_records_are_never_waived(corpus: Path, validate: Validate) -> None:
    (corpus / "claims" / "gamma.yaml").write_text("source: {}\n", encoding="utf-8")
    report = checking.check(corpus)
    entries = {entry.id for entry in baseline.of(report.findings)}
    broken = [f for f in report.findings if f.rule == "unreadable-record"]
    assert broken
    assert not entries & {f.id for f in broken}
    forged = tuple(baseline.Entry(f.id, f.rule, f.verdict, "", "", "") for f in broken)
    assert not any(waived(f) for f in baseline.marked(report, forged).findings)
