"""GitHub workflow commands: open findings as annotations on files. The job summary is the Markdown format."""

from __future__ import annotations

from typing import TextIO

from validator.judgement.findings import Finding, Place, Report, Severity
from validator.report import inert, view, words

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
SHOWN_PER_LEVEL = 10
"""GitHub shows ten annotations of a level for each step and drops the rest without a word."""


def write(report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write one command for each open finding, ten of a level at most, and say where the rest is.

    Agreements, explained clashes, plans and settled findings are counted in the last line only.
    """
    report = view.canonical(report)
    still_open = [one for one in report.findings if one.open]
    for severity, command in COMMANDS.items():
        here = [one for one in still_open if one.severity == severity]
        for finding in here[:SHOWN_PER_LEVEL]:
            stream.write(_annotation(command, finding) + "\n")
        left = here[SHOWN_PER_LEVEL:]
        if left:
            ids = ", ".join(inert.workflow_property(one.id) for one in left)
            stream.write(
                f"claim check: {words.plural(len(left), f'more {severity}')} not annotated, because GitHub shows "
                f"{SHOWN_PER_LEVEL} of a level: {ids}. Each is in the job summary and in --format json.\n"
            )
    stream.write(f"::notice title=Claim check::{inert.workflow_message(_summary(report))}\n")


def _annotation(command: str, finding: Finding) -> str:
    places = [one for one in finding.places if one.file]
    title = f"{words.VERDICT_NAME[finding.verdict]} ({finding.rule})"
    properties = {**(_spot(places[0]) if places else {}), "title": inert.workflow_property(title)}
    listed = ",".join(f"{name}={value}" for name, value in properties.items())
    return f"::{command} {listed}::{inert.workflow_message(chr(10).join(_lines(finding)))}"


def _spot(place: Place) -> dict[str, str]:
    line = max(1, place.line)
    spot = {"file": inert.workflow_property(place.file), "line": str(line), "endLine": str(max(line, place.end_line))}
    if place.end_line == place.line and place.end_column > place.column > 0:
        spot |= {"col": str(place.column), "endColumn": str(place.end_column)}
    return spot


def _lines(finding: Finding) -> list[str]:
    """The message, one line for each claim, and the way to settle it; line breaks in texts are spaces."""
    lines = [finding.message]
    for group in view.groups(finding):
        value = f"{group.value}: " if group.value else ""
        if not group.places:
            lines.append(f"{value}follows from the rules")
        for place in group.places:
            quote = f" “{place.quote}”" if place.quote else ""
            gloss = f" ({place.gloss})" if place.gloss else ""
            lines.append(f"{value}{view.source_words(place)}{quote}{gloss} [{view.where(place)}]")
    if words.takes_ruling(finding):
        lines.append(words.settle_command(finding))
    return [inert.one_line(line) for line in lines]


def _summary(report: Report) -> str:
    counts = ", ".join(words.counted(one.total, one.verdict) for one in view.tallies(report) if one.total)
    settled = view.summary(report)["settled"]
    status, because = words.exit_status(report)
    return (
        f"{words.corpus(report)}. {counts or 'No findings'}; {settled} settled by rulings. "
        f"Exit status {status}: {because}."
    )
