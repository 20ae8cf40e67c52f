"""Markdown for a pull request comment or a job summary, kept under the size a forge accepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from validator.judgement.findings import VERDICTS, Finding, Place, Report, Timeline
from validator.report import inert, view, words
from validator.report.inert import forge_length as length

MOST_CHARACTERS = 60_000
"""GitHub refuses comments of more than 65,536 characters; the rest is left to whoever frames the comment."""
_FOR_THE_END = 4_000
"""Kept for the closing part: what was left out, what was skipped."""
_LONGEST_PART = 20_000
_MOST_TRIES = 100
"""Findings in a row that are too long for the room that is left, after which no shorter one is looked for."""


def write(report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write at most 60,000 characters; findings that do not fit are counted, and where they are is told."""
    report = view.canonical(report)
    start = "".join(f"{line}\n" for line in _start(report))
    room = MOST_CHARACTERS - _FOR_THE_END - length(start)
    if room < 0:
        start, room = "### Claim check\n\n", MOST_CHARACTERS - _FOR_THE_END
    body, left_out = _body(report, room)
    stream.write(start + body + _end(report, left_out))


def _start(report: Report) -> Iterator[str]:
    status, because = words.exit_status(report)
    yield f"### Claim check: {'failed' if status else 'passed'}"
    yield ""
    yield f"{inert.markdown(because[:1].upper() + because[1:])} (exit status {status}). {words.corpus(report)}."
    yield ""
    yield "| findings | | open | settled | |"
    yield "|---:|---|---:|---:|---|"
    for tally in view.tallies(report):
        name = words.PLURAL[tally.verdict] if tally.total != 1 else tally.verdict
        meaning = words.MEANING[tally.verdict] if tally.looked_for else words.NOT_LOOKED_FOR
        yield f"| {tally.number} | **{name}** | {tally.open or ''} | {tally.settled or ''} | {meaning} |"
    yield ""


def _body(report: Report, room: int) -> tuple[str, list[Finding]]:
    """The sections as far as they fit. A finding goes in whole, else as one line, else it is left out.

    The gravest come first: half of the room is for one line each, the rest for telling them whole.
    """
    sections = list(view.sections(report))
    openings = [_opening(section) for section in sections]
    room -= sum(length(opening) for opening in openings)
    if room < 0:
        return "", [one for section in sections for one in section.findings]
    gravest_first = sorted(
        (one for section in sections for one in section.findings),
        key=lambda one: (not one.open, VERDICTS.index(one.verdict), not one.watched),
    )
    chosen: dict[int, str] = {}
    spent = 0
    too_long = 0
    for finding in gravest_first:
        if too_long == _MOST_TRIES:
            break
        line = _lines([_short(finding)])
        too_long += 1
        if spent + length(line) <= room // 2:
            chosen[id(finding)] = line
            spent += length(line)
            too_long = 0
    for finding in gravest_first:
        if spent >= room:
            break
        if id(finding) in chosen and finding.verdict != "agreement":
            whole = _lines(_finding(finding))
            more = length(whole) - length(chosen[id(finding)])
            if length(whole) <= _LONGEST_PART and spent + more <= room:
                chosen[id(finding)] = whole
                spent += more
    parts = []
    for section, opening in zip(sections, openings, strict=True):
        told = [chosen[id(finding)] for finding in section.findings if id(finding) in chosen]
        if told or section.timelines:
            parts += [opening, *told]
    return "".join(parts), [one for one in gravest_first if id(one) not in chosen]


def _opening(section: view.Section) -> str:
    timelines = "".join(_lines(_timeline(timeline)) for timeline in section.timelines)
    heading = f"#### {inert.markdown(section.heading)}\n\n"
    return heading + timelines if length(timelines) <= _LONGEST_PART else heading


def _lines(lines: Iterator[str] | list[str]) -> str:
    return "".join(f"{line}\n" for line in lines) + "\n"


def _short(finding: Finding) -> str:
    places = [place for group in view.groups(finding) for place in group.places]
    by = "; ".join(dict.fromkeys(filter(None, map(view.source_words, places))))
    settled = ", settled" if finding.settled else ""
    told = f"{inert.markdown(finding.message)} {inert.markdown(by)}".strip()
    return f"- **{words.VERDICT_NAME[finding.verdict]}{settled}**: {told} {_code(finding)}"


def _code(finding: Finding) -> str:
    """Rule and id. As HTML, in which references are references also inside code."""
    return f"{_mono(finding.rule)} {_mono(finding.id)}"


def _mono(text: str) -> str:
    return f"<code>{inert.markdown(text)}</code>"


def _finding(finding: Finding) -> Iterator[str]:
    settled = ", settled" if finding.settled else ""
    outcome = f", {inert.markdown(finding.outcome)}" if finding.outcome else ""
    opened = " open" if finding.open and finding.verdict in ("contradiction", "problem") else ""
    yield f"<details{opened}>"
    yield (
        f"<summary><b>{words.VERDICT_NAME[finding.verdict]}</b>{outcome}{settled}: "
        f"{inert.markdown(finding.message)}</summary>"
    )
    yield ""
    yield "| says | source | in its own words |"
    yield "|---|---|---|"
    for group in view.groups(finding):
        if not group.places:
            yield f"| {inert.markdown(group.value)} | | follows from the rules; no claim says so itself |"
        for place in group.places:
            yield f"| {inert.markdown(group.value)} | {inert.markdown(view.source_words(place))} | {_said(place)} |"
    yield ""
    yield from _reasoning(finding)
    yield f"{_code(finding)}"
    yield ""
    yield "</details>"


def _said(place: Place) -> str:
    parts = []
    if place.quote:
        parts.append(f"“{inert.markdown(place.quote)}”")
    if place.gloss or place.reading:
        parts.append(f"<i>{inert.markdown(place.gloss or place.reading)}</i>")
    written = " ".join(_mono(part) for part in (view.where(place), place.claim or "") if part)
    return "<br>".join([*parts, f"<sub>{written}</sub>"] if written else parts)


def _reasoning(finding: Finding) -> Iterator[str]:
    ruled = "Settled: " if finding.settled else "Ruling so far: "
    paragraphs: list[tuple[str, list[str]]] = [
        ("", [words.not_a_clash(finding)] if finding.explained_by else []),
        ("Outcome: ", [words.OUTCOMES.get(finding.outcome, finding.outcome)] if finding.outcome else []),
        ("Why", list(finding.why)),
        ("Assuming", words.assumptions(finding)),
        (words.repair_lead(finding), list(view.repairs(finding))),
        (words.sets_lead(finding), list(view.minimal_sets(finding)) if len(finding.minimal_sets) > 1 else []),
        ("Origins: ", [view.origins(finding)] if view.origins(finding) else []),
        ("Note: ", [words.MARKS.get(mark, mark) for mark in finding.marks]),
        (ruled, [words.ruling(finding.ruling)] if finding.ruling else []),
    ]
    for lead, items in paragraphs:
        if not items:
            continue
        if len(items) == 1 and (not lead or lead.endswith(" ")):
            yield f"{f'**{lead.strip()}** ' if lead else ''}{inert.markdown(items[0])}"
        else:
            yield f"**{lead.strip()}**"
            yield ""
            yield from (f"- {inert.markdown(item)}" for item in items)
        yield ""
    if words.takes_ruling(finding):
        yield f"To settle it: {_mono(words.settle_command(finding))}"
        yield ""


def _timeline(timeline: Timeline) -> Iterator[str]:
    yield f"Timeline of {inert.markdown(timeline.subject)} · {inert.markdown(timeline.property)}"
    yield ""
    yield "| from | until | number | members | change |"
    yield "|---|---|---:|---|---|"
    for step, (came, went) in zip(timeline.steps, view.members_by_step(timeline), strict=True):
        number = f"{len(step.value)}" if step.closed else f"at least {len(step.value)}"
        change = " ".join([*(f"+ {one}" for one in came), *(f"− {one}" for one in went)])
        cells = (step.start or "…", step.until or "…", number, ", ".join(sorted(step.value)), change)
        yield "| " + " | ".join(inert.markdown(cell) for cell in cells) + " |"


def _end(report: Report, left_out: list[Finding]) -> str:
    lines = []
    if left_out:
        counts = Counter(one.verdict for one in left_out)
        named = ", ".join(words.counted(counts[verdict], verdict) for verdict in VERDICTS if counts[verdict])
        lines += [
            f"**Left out for size: {words.plural(len(left_out), 'finding')}** ({named}). "
            "All of them are in the formats html and json (`validate check --format html`).",
            "",
        ]
    skipped = report.skipped
    notes = [f"not checked: {one.rule}: {one.reason} (×{one.count:,})" for one in skipped] + list(report.notes)
    shown: list[str] = []
    room = _FOR_THE_END - 1_000
    for note in notes:
        line = f"- {inert.markdown(note)}"
        room -= length(line) + 1
        if room < 0:
            shown.append(f"- {words.plural(len(notes) - len(shown), 'more note')}; all are in the format json.")
            break
        shown.append(line)
    if shown:
        lines += ["<details><summary>What was not checked, and notes</summary>", "", *shown, "", "</details>"]
    return "".join(f"{line}\n" for line in lines)
