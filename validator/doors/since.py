"""How the findings of a report stand to an earlier state: to a baseline, or to a revision of the corpus."""

from __future__ import annotations

from validator.doors import baseline
from validator.doors.baseline import Baseline, Entry
from validator.doors.difference import Difference, Kind
from validator.judgement.findings import VERDICTS, Finding, Report, Verdict
from validator.judgement.verdicts import SEVERITY
from validator.report.texts import BaselineState, Since

_STATES: dict[Kind, BaselineState] = {
    "new": "new",
    "reopened": "updated",
    "changed": "updated",
    "settled": "updated",
    "gone": "absent",
}


def since_baseline(report: Report, entries: Baseline) -> Since | None:
    """Against a baseline, which knows open findings only: what is neither open nor in it was not compared.

    None without an entry, for then there is nothing to compare with.
    """
    if not entries:
        return None
    known = {entry.id: entry for entry in entries}
    states = []
    for finding in report.findings:
        state = _state(finding, known.get(finding.id))
        if state is not None:
            states.append((finding.id, state))
    here = {finding.id for finding in report.findings}
    gone = tuple(_as_finding(entry) for entry in entries if entry.id not in here)
    return Since(baseline.FILE, tuple(states), gone)


def _state(finding: Finding, entry: Entry | None) -> BaselineState | None:
    if entry is None:
        return "new" if finding.open else None
    same = finding.open and (finding.rule, finding.verdict) == (entry.rule, entry.verdict)
    return "unchanged" if same else "updated"


def _as_finding(entry: Entry) -> Finding:
    """What a baseline still knows of a finding that is gone."""
    verdict: Verdict = next((one for one in VERDICTS if one == entry.verdict), "problem")
    return Finding(
        id=entry.id,
        rule=entry.rule,
        verdict=verdict,
        severity=SEVERITY[verdict],
        subject=entry.subject,
        property=entry.property,
        message=entry.message,
    )


def since_revision(difference: Difference) -> Since:
    """Against a revision, of which every finding is known."""
    states: dict[str, BaselineState] = {finding.id: "unchanged" for finding in difference.after.findings}
    for change in difference.changes:
        if change.after is not None:
            states[change.after.id] = _STATES[change.kind]
    gone = tuple(change.before for change in difference.of("gone") if change.before is not None)
    return Since(f"{difference.revision} ({difference.commit[:12]})", tuple(states.items()), gone)
