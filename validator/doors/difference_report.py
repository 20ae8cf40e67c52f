"""A difference in words: for a terminal, as JSON, as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TextIO

from validator.doors.difference import KINDS, Change, Difference, Kind
from validator.judgement.findings import Finding
from validator.report import inert, words
from validator.report.inert import forge_length as length
from validator.report.json import finding_object, serialise
from validator.report.view import canonical

SCHEMA_VERSION: Final = 1
MOST_CHARACTERS: Final = 60_000
"""Of Markdown: forges refuse comments of more than 65,536 characters."""
HEADINGS: Mapping[Kind, str] = {
    "new": "New",
    "reopened": "Reopened: ruled on, and edited since",
    "changed": "Changed: the same question, other members or another verdict",
    "settled": "Settled",
    "gone": "Gone",
}


def write(difference: Difference, format: str, stream: TextIO) -> None:
    """Writes a difference in one of `FORMATS`."""
    FORMATS[format](difference, stream)


def _write_terminal(difference: Difference, stream: TextIO) -> None:
    for line in _plain(difference):
        encoding = getattr(stream, "encoding", None) or "utf-8"
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def _plain(difference: Difference) -> Iterator[str]:
    yield inert.visible(f"Claim check against {difference.revision} ({difference.commit[:12]})")
    yield f"{_counts(difference)}"
    for kind in KINDS:
        changes = difference.of(kind)
        if not changes:
            continue
        yield ""
        yield f"{HEADINGS[kind]} ({len(changes)})"
        for change in changes:
            finding = change.finding
            yield ""
            yield inert.visible(f"  {_verdicts(change)}  {finding.rule} · {finding.id}{_origin(change)}")
            yield f"    {inert.one_line(finding.message)}"
            for place in finding.places:
                claim = f" · {place.claim}" if place.claim else ""
                yield inert.visible(f"      {place.file}:{place.line}{claim}")
            yield f"    {_lead(change)} {inert.one_line('; '.join(change.because))}."
    for note in _notes(difference):
        yield ""
        yield inert.one_line(note)


def _counts(difference: Difference) -> str:
    counts = [f"{len(difference.of(kind))} {kind}" for kind in KINDS]
    if not difference.changes:
        return "No finding differs."
    return ", ".join(counts)


def _verdicts(change: Change) -> str:
    finding = change.finding
    before = change.before
    if change.after is not None and before is not None and before.verdict != finding.verdict:
        return f"{before.verdict.upper()} → {finding.verdict.upper()}"
    return finding.verdict.upper()


def _origin(change: Change) -> str:
    parts = []
    if change.before is not None and change.after is not None and change.before.id != change.after.id:
        parts.append(f"was {change.before.id}")
    if change.elsewhere and change.finding.claims:
        parts.append("in files that were not edited")
    return "".join(f" · {part}" for part in parts)


def _lead(change: Change) -> str:
    return "Because" if change.kind != "gone" else "Gone because"


def _notes(difference: Difference) -> Iterator[str]:
    if difference.before.unreadable and difference.before.corpus.claims:
        yield f"Some input of {difference.revision} could not be read, so findings may be missing there."
    elif not difference.before.corpus.claims:
        yield f"{difference.revision} holds no claims here, so every finding is new."
    if difference.after.unreadable:
        yield "Some input could not be read, so findings may be missing now; `validate check` tells which."


# -- JSON -----------------------------------------------------------------------------------------------------------


def _write_json(difference: Difference, stream: TextIO) -> None:
    content: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "revision": difference.revision,
        "commit": difference.commit,
        "summary": {kind: len(difference.of(kind)) for kind in KINDS},
        "changes": [
            {
                "change": change.kind,
                "because": list(change.because),
                "elsewhere": change.elsewhere,
                "before": change.before and finding_object(change.before),
                "after": change.after and finding_object(change.after),
            }
            for change in _canonical(difference).changes
        ],
        "edits": {
            "claims": dict(sorted(difference.edits.claims.items())),
            "added": dict(sorted(difference.edits.added.items())),
            "sources": dict(sorted(difference.edits.sources.items())),
            "vocabulary": {f"{s}/{name}": said for (s, name), said in sorted(difference.edits.vocabulary.items())},
        },
        "unreadable": {"before": difference.before.unreadable, "after": difference.after.unreadable},
        "incomplete": {"before": difference.before.incomplete, "after": difference.after.incomplete},
    }
    stream.write(serialise(content, indent=2) + "\n")


def _canonical(difference: Difference) -> Difference:
    """The findings in the order of members that every report uses."""
    from dataclasses import replace

    before = {f.id: f for f in canonical(difference.before).findings}
    after = {f.id: f for f in canonical(difference.after).findings}

    def of(finding: Finding | None, known: Mapping[str, Finding]) -> Finding | None:
        return None if finding is None else known.get(finding.id, finding)

    changes = (replace(c, before=of(c.before, before), after=of(c.after, after)) for c in difference.changes)
    return replace(difference, changes=tuple(changes))


# -- Markdown -------------------------------------------------------------------------------------------------------


def _write_markdown(difference: Difference, stream: TextIO) -> None:
    lines = [f"### Claim check against {inert.markdown(difference.revision)}", "", f"{_counts(difference)}.", ""]
    lines[2] = lines[2].replace("..", ".")
    notes = [line for note in _notes(difference) for line in (inert.markdown(note), "")]
    room = MOST_CHARACTERS - sum(map(length, lines)) - sum(map(length, notes)) - 1_000
    left_out = 0
    for kind in KINDS:
        changes = difference.of(kind)
        if not changes:
            continue
        part = [f"#### {HEADINGS[kind]} ({len(changes)})", ""]
        room -= sum(map(length, part)) + 2
        for change in changes:
            item = _item(change)
            if room < length(item) + 2:
                left_out += 1
                continue
            room -= length(item) + 1
            part.append(item)
        lines += [*part, ""]
    if left_out:
        lines += [f"**Left out for size: {words.plural(left_out, 'finding')}.** All are in the format json.", ""]
    stream.write("\n".join([*lines, *notes]).rstrip("\n") + "\n")


def _item(change: Change) -> str:
    finding = change.finding
    head = f"**{_verdicts(change)}** {inert.markdown(finding.message)}"
    where = inert.markdown(f"{finding.rule} · {finding.id}{_origin(change)}")
    claims = "".join(f" <code>{inert.markdown(claim)}</code>" for claim in finding.claims)
    because = inert.markdown(f"{_lead(change)} {'; '.join(change.because)}.")
    return f"- {head}<br><sub>{where}{claims}</sub><br>{because}"


def _write_sarif(difference: Difference, stream: TextIO) -> None:
    from validator.doors.since import since_revision
    from validator.report import sarif
    from validator.report.texts import full
    from validator.values.dataclass import replace

    sarif.write(replace(full(difference.after), since=since_revision(difference)), stream)


FORMATS: Mapping[str, Callable[[Difference, TextIO], None]] = {
    "terminal": _write_terminal,
    "json": _write_json,
    "markdown": _write_markdown,
    "sarif": _write_sarif,
}
