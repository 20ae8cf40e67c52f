"""What the terms of a report mean, in plain words. Tables of data, and the few sentences made from them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from validator import gate
from validator.judgement.findings import Finding, Report, RulingNote, Verdict

MEANING: Mapping[Verdict, str] = {
    "contradiction": "cannot all be true, on any reading",
    "problem": "something is wrong within one record or one source",
    "tension": "cannot all be true as long as a named assumption holds",
    "undecided": "comparable, but something that is needed is missing",
    "plan": "what was planned, held against what was reported later",
    "explained": "looks like a clash, but what the sources state dissolves it",
    "agreement": "two or more sources answer the same question compatibly",
}
NOT_LOOKED_FOR = "not looked for in this run: see what was not decided"
PLURAL: Mapping[Verdict, str] = {
    "contradiction": "contradictions",
    "problem": "problems",
    "tension": "tensions",
    "undecided": "undecided",
    "plan": "plans",
    "explained": "explained",
    "agreement": "agreements",
}
VERDICT_NAME: Mapping[Verdict, str] = {verdict: verdict.capitalize() for verdict in MEANING}
HEADING: Mapping[Verdict, str] = {
    "contradiction": "Contradictions",
    "problem": "Problems",
    "tension": "Tensions",
    "undecided": "Undecided",
    "plan": "Plans and what became of them",
    "explained": "Explained: no contradiction",
    "agreement": "Agreements",
}
AXES: Mapping[str, str] = {
    "stage": "they speak of different steps of one event",
    "time": "they speak of different times",
    "scope": "they look at different groups of members",
    "series": "they belong to different series, or are shares of different wholes",
    "attribution": "they report what different speakers said",
    "emendation": "one text has a slip, which its record names and corrects",
}
OUTCOMES: Mapping[str, str] = {
    "fulfilled": "fulfilled: a later report says it was done",
    "partly": "fulfilled in part: some of it was done, some is not reported",
    "slipped": "slipped: it was done later than planned, or differently",
    "above": "came out higher: a figure told later is above the planned one",
    "below": "came out lower: a figure told later is below the planned one",
    "open": "open: no later claim settles what became of it",
}
MARKS: Mapping[str, str] = {
    "self-contradiction": "One source contradicts itself.",
    "shared-origin": "The sources go back to one origin, so they do not confirm each other.",
    "baseline": "In the baseline: known before, listed, and no reason to fail.",
    "ruling-proposed": "A ruling that this change brings along would settle it; it counts once it is merged.",
    "capped": "There are more smallest sets than were listed; the search stopped at its limit.",
}
RULINGS: Mapping[str, str] = {
    "conflict": "a real conflict",
    "no-conflict": "no conflict",
    "undecided": "cannot be decided",
}
EXIT_STATUS: Mapping[int, str] = {
    0: "nothing is open at or above the level of --fail-on",
    1: "findings are open at or above the level of --fail-on",
    2: "wrong use or configuration",
    3: "some input could not be read; everything readable was still checked and is reported",
    4: "incomplete: a rule failed or a budget ran out",
}
FORMULA_FOR_SETTLING = "conflict|no-conflict|undecided"
_PLAIN_ID = re.compile(r"[0-9A-Za-z_][0-9A-Za-z_.-]*")


def plural(number: int, one: str, many: str = "") -> str:
    """`1 source`, `5 sources`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def counted(number: int, verdict: Verdict) -> str:
    """`1 contradiction`, `2 undecided`."""
    return plural(number, verdict, PLURAL[verdict])


def assumptions(finding: Finding) -> list[str]:
    """Each assumption by its name, and what it assumes where that is known."""
    told = dict(zip(finding.assumptions, finding.assumed, strict=False))
    return [f"{name} - {told[name]}" if told.get(name, name) != name else name for name in finding.assumptions]


def sets_lead(finding: Finding) -> str:
    """What stands above the smallest sets of a finding."""
    return "Seem to clash" if finding.verdict == "explained" else "Cannot all hold"


def not_a_clash(finding: Finding) -> str:
    """Why an explained finding is no contradiction, each axis named; empty for other findings."""
    if not finding.explained_by:
        return ""
    reasons = [f"{AXES.get(axis, 'what they state differs')} ({axis})" for axis in finding.explained_by]
    return "Not a contradiction, because " + ", and ".join(reasons) + "."


def repair_lead(finding: Finding) -> str:
    """The sentence before the smallest repairs."""
    which = "this" if len(finding.repairs) == 1 else "any one of these"
    return f"Dropping or changing {which} restores consistency:"


def ruling(note: RulingNote) -> str:
    """A ruling as one sentence."""
    wrong = f"; mistaken: {note.wrong}" if note.wrong else ""
    return f"Ruled {RULINGS.get(note.verdict, note.verdict)} by {note.by} on {note.on_date}{wrong}. {note.because}"


def shell_word(text: str) -> str:
    """`text` as one word of a POSIX shell command."""
    return text if _PLAIN_ID.fullmatch(text) else "'" + text.replace("'", "'\\''") + "'"


def takes_ruling(finding: Finding) -> bool:
    """Whether a person may still rule on a finding; on some nobody can."""
    return finding.open and finding.rule not in gate.NEVER_WAIVED


def settle_command(finding: Finding) -> str:
    """The command with which a person settles a finding."""
    return f'validate settle {shell_word(finding.id)} --verdict {FORMULA_FOR_SETTLING} --because "…"'


def ruling_file(finding: Finding) -> str:
    """A ruling ready to paste into `claims/rulings/<id>.yaml`, with the parts left to a person in angle brackets."""
    return (
        f"finding: {finding.id}\n"
        f"verdict: <{FORMULA_FOR_SETTLING.replace('|', ' | ')}>\n"
        "because: <one plain sentence>\nby: <who>\non-date: <YYYY-MM-DD>\n"
    )


def coverage(report: Report) -> str:
    """How much of the sources' text the claims cover, rounded down so that 100 % means all of it."""
    done, every = report.corpus.sentences_covered, report.corpus.sentences
    if not every:
        return "no sentences to cover"
    if done >= every:
        return f"all {every:,} sentences covered" if every > 1 else "the only sentence covered"
    return f"{done:,} of {every:,} sentences covered ({done * 100 // every} %)"


def corpus(report: Report) -> str:
    """The size of the corpus in words."""
    return f"{plural(report.corpus.sources, 'source')}, {plural(report.corpus.claims, 'claim')}, {coverage(report)}"


def exit_status(report: Report) -> tuple[int, str]:
    """The exit status under the default `--fail-on`, and why."""
    status = gate.status(report)
    if status == gate.UNREADABLE and not report.corpus.claims:
        return status, "the corpus holds no claim that can be read"
    if status == gate.CLEAN:
        return status, "no contradiction and no error-level problem is open"
    if status != gate.OPEN:
        return status, EXIT_STATUS[status]
    failing = [one for one in report.findings if gate.fails(one, "contradiction")]
    contradictions = sum(one.verdict == "contradiction" for one in failing)
    numbers: tuple[tuple[int, Verdict], ...] = (
        (contradictions, "contradiction"),
        (len(failing) - contradictions, "problem"),
    )
    return status, f"{' and '.join(counted(number, verdict) for number, verdict in numbers if number)} open"


def shortcomings(report: Report) -> tuple[tuple[int, str], ...]:
    """What keeps a report from being whole, as exit statuses in words. Formats tell it beside their findings, so that a
    short list is not taken for a clean corpus."""
    broken = ((report.unreadable, gate.UNREADABLE), (report.incomplete, gate.INCOMPLETE))
    return tuple((status, EXIT_STATUS[status]) for found, status in broken if found)


def in_short(report: Report) -> str:
    """How many findings wait for a person, and how many of them fail the check."""
    waiting = sum(one.open for one in report.findings)
    failing = sum(gate.fails(one, "contradiction") for one in report.findings)
    settled = sum(one.settled for one in report.findings)
    ruled = f" {plural(settled, 'finding')} settled by a ruling." if settled else ""
    if not waiting:
        return f"Nothing is open.{ruled}"
    fail = f"{failing:,} of them {'fails' if failing == 1 else 'fail'} the check" if failing else "none fails the check"
    return f"{plural(waiting, 'finding')} open, {fail}.{ruled}"
