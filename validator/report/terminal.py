"""The report in a terminal, for a reader who never opens a claims file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.color import ColorSystem
from rich.style import Style

from validator.judgement.findings import Finding, Place, Report, Timeline
from validator.report import inert, view, words
from validator.report.wrap import cell_len, wrap

DEFAULT_WIDTH = 100
NARROWEST = 24
_GUTTER = 18
_STACKED_BELOW = 64
_SETS_SHOWN = 3
_LABEL_LINES = 3
"""A longer label stands above what it labels."""
_ITEM = re.compile(r"(?:- |\d+\. )(?=.)")

_STYLES = {
    name: Style.parse(definition)
    for name, definition in {
        "contradiction": "bold red",
        "problem": "bold red",
        "tension": "bold yellow",
        "undecided": "bold yellow",
        "plan": "bold cyan",
        "explained": "bold blue",
        "agreement": "bold green",
        "heading": "bold",
        "value": "bold",
        "label": "dim",
        "quote": "none",
        "gloss": "italic",
        "dim": "dim",
        "strong": "bold",
        "none": "none",
    }.items()
}


def write(report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write the report as text of at most `width` terminal cells (100 if not given), in colour if `color`.

    No text of a source is read as markup. Characters the stream cannot encode are written as `\\N` escapes.
    """
    report = view.canonical(report)
    page = _Page(stream, max(NARROWEST, width or DEFAULT_WIDTH), color)
    _summary(report, page)
    for section in view.sections(report):
        page.rule(section.heading, section.meaning)
        for timeline in section.timelines:
            _timeline(timeline, page)
        for finding in section.findings:
            if finding.verdict == "agreement" and not finding.marks:
                _agreement(finding, page)
            else:
                _finding(finding, page)
        page.blank()
    _end(report, page)


class _Page:
    """Lines of text of a width, styled or not."""

    def __init__(self, stream: TextIO, width: int, color: bool) -> None:
        self._stream = stream
        self._color = color
        self.width = width
        self._encoding = getattr(stream, "encoding", None) or "utf-8"
        self._after_blank = True

    def line(self, *parts: tuple[str, str]) -> None:
        """One line of (text, style name) parts. The texts are inert already and fit."""
        text = "".join([text for text, _ in parts]).rstrip()
        self._after_blank = not text
        if self._color:
            text = "".join(_STYLES[style].render(text, color_system=ColorSystem.STANDARD) for text, style in parts)
        if not text.isascii():
            text = text.encode(self._encoding, "backslashreplace").decode(self._encoding)
        self._stream.write(text + "\n")

    def blank(self) -> None:
        """An empty line, unless there is one."""
        if not self._after_blank:
            self.line()

    def flow(self, text: str, style: str = "none", *, indent: int = 0) -> None:
        """Wrapped text."""
        for part in wrap(inert.visible(text), self.width - indent):
            self.line((" " * indent + part, style))

    def rule(self, heading: str, meaning: str) -> None:
        """A heading with a line to the right edge, and its meaning below."""
        self.blank()
        *above, last = wrap(inert.visible(heading), self.width - 3)
        for part in above:
            self.line((f"── {part}", "heading"))
        self.line((f"── {last} ", "heading"), ("─" * max(0, self.width - cell_len(last) - 4), "dim"))
        self.flow(meaning, "dim", indent=3)
        self.blank()

    def row(self, label: str, body: Iterable[tuple[str, str]], *, style: str = "label", indent: int = 2) -> None:
        """A label in the gutter and lines beside it; below it where the page is narrow."""
        stacked = self.width < _STACKED_BELOW
        left = indent + 2 if stacked else indent + _GUTTER
        said = [(part, kind) for text, kind in body for part in _hang(text, self.width - left)]
        shown = inert.visible(label)
        labels = wrap(shown, _GUTTER - 2) if label else []
        if stacked or len(labels) > _LABEL_LINES:
            for part in wrap(shown, self.width - indent) if label else ():
                self.line((" " * indent + part, style))
            labels = []
        for at in range(max(len(labels), len(said))):
            name = labels[at] if at < len(labels) else ""
            text, kind = said[at] if at < len(said) else ("", "none")
            pad = " " * (left - indent - cell_len(name))
            self.line((" " * indent, "none"), (name, style), (pad, "none"), (text, kind))


def _hang(text: str, width: int) -> Iterator[str]:
    """Wrapped text; the later lines of an item of a list stand below its first word."""
    marker = _ITEM.match(text)
    inset = len(marker[0]) if marker else 0
    for at, part in enumerate(wrap(text[inset:], width - inset)):
        yield (text[:inset] if at == 0 else " " * inset) + part


def _summary(report: Report, page: _Page) -> None:
    page.line(("Claim check", "heading"))
    page.flow(words.corpus(report))
    page.blank()
    tallies = view.tallies(report)
    digits = max(len(f"{tally.total:,}") for tally in tallies)
    for tally in tallies:
        name = words.PLURAL[tally.verdict] if tally.total != 1 else tally.verdict
        settled = f"; {tally.settled:,} of them settled by a ruling" if tally.settled else ""
        style = tally.verdict if tally.total else "dim"
        head = f"  {tally.number:>{digits}}  {name:<14}  "
        meaning = words.MEANING[tally.verdict] + settled if tally.looked_for else words.NOT_LOOKED_FOR
        if page.width < _STACKED_BELOW:
            page.line((head, style))
            page.flow(meaning, "dim", indent=digits + 4)
            continue
        for at, part in enumerate(wrap(meaning, page.width - len(head))):
            page.line((head if at == 0 else " " * len(head), style), (part, "dim"))
    page.blank()
    page.flow(_exit_words(report), "strong" if words.exit_status(report)[0] else "none")


def _exit_words(report: Report) -> str:
    status, because = words.exit_status(report)
    return f"Exit status {status}: {because}."


def _finding(finding: Finding, page: _Page) -> None:
    settled = " · settled" if finding.settled else ""
    outcome = f" · {finding.outcome}" if finding.outcome else ""
    name = f"{finding.verdict.upper()}  "
    rest = inert.visible(f"{finding.rule} · {finding.id}{outcome}{settled}")
    first, *more = wrap(rest, page.width - cell_len(name))
    page.line((name, finding.verdict), (first, "label"))
    for part in more:
        page.line((" " * cell_len(name) + part, "label"))
    page.flow(finding.message, "strong")
    page.blank()
    for group in view.groups(finding):
        _group(group, page, named=bool(finding.camps))
    for label, body in _reasoning(finding):
        page.row(label, [(inert.visible(text), "none") for text in body])
        page.blank()
    page.blank()


def _group(group: view.Group, page: _Page, *, named: bool) -> None:
    label = group.value or ("also involved" if named else "")
    if not group.places:
        page.row(label, [("follows from the rules; no claim says so itself", "dim")], style="value")
        page.blank()
    for at, place in enumerate(group.places):
        page.row(label if at == 0 else "", _said(place), style="value")
        page.blank()


def _said(place: Place) -> Iterator[tuple[str, str]]:
    source = view.source_words(place)
    if source:
        yield inert.visible(source), "label"
    if place.quote:
        yield f"“{inert.one_line(place.quote)}”", "quote"
    if place.gloss:
        yield f"In English: {inert.one_line(place.gloss)}", "gloss"
    elif place.reading:
        yield f"Recorded as: {inert.one_line(place.reading)}", "gloss"
    written = " · ".join(part for part in (view.where(place), place.claim or "") if part)
    if written:
        yield inert.visible(written), "dim"


def _reasoning(finding: Finding) -> Iterator[tuple[str, list[str]]]:
    """The labelled parts below the quotes, those that there are."""
    if finding.explained_by:
        yield "No clash", [words.not_a_clash(finding)]
    if finding.outcome:
        yield "Outcome", [words.OUTCOMES.get(finding.outcome, finding.outcome)]
    if finding.why:
        numbered = len(finding.why) > 1
        yield "Why", [f"{at}. {step}" if numbered else step for at, step in enumerate(finding.why, 1)]
    if len(finding.minimal_sets) > 1:
        yield words.sets_lead(finding), list(_sets(finding))
    if finding.assumptions:
        yield "Assuming", words.assumptions(finding)
    if finding.repairs:
        yield "Smallest repair", [words.repair_lead(finding), *(f"- {choice}" for choice in view.repairs(finding))]
    if view.origins(finding):
        yield "Origins", [view.origins(finding)]
    notes = [words.MARKS.get(mark, mark) for mark in finding.marks]
    if notes:
        yield "Note", notes
    if finding.ruling:
        label = "Settled" if finding.settled else "Ruling so far"
        yield label, [words.ruling(finding.ruling), *([finding.ruling.file] if finding.ruling.file else [])]
    if words.takes_ruling(finding):
        yield "To settle it", [words.settle_command(finding)]


def _sets(finding: Finding) -> Iterator[str]:
    every = view.minimal_sets(finding)
    yield from (f"- {one}" for one in every[:_SETS_SHOWN])
    left = len(every) - _SETS_SHOWN
    if left > 0:
        yield f"- {words.plural(left, 'more set')}, all listed by: validate explain {words.shell_word(finding.id)}"


def _agreement(finding: Finding, page: _Page) -> None:
    by = "; ".join(dict.fromkeys(view.source_words(place) for group in view.groups(finding) for place in group.places))
    origins = f" · {view.origins(finding)}" if view.origins(finding) else ""
    ruled = " · settled" if finding.settled else ""
    page.row("agreement", [(inert.visible(finding.message), "none")], style="agreement", indent=0)
    page.row("", [(inert.visible(f"{by}{origins} · {finding.rule} · {finding.id}{ruled}"), "dim")], indent=0)


def _timeline(timeline: Timeline, page: _Page) -> None:
    page.flow(f"Timeline of {timeline.subject} · {timeline.property}", "strong")
    for step, (came, went) in zip(timeline.steps, view.members_by_step(timeline), strict=True):
        span = f"{step.start or '…'} - {step.until or '…'}"
        number = f"{len(step.value):,}" if step.closed else f"at least {len(step.value):,}"
        change = [f"+ {', '.join(came)}"] if came and set(came) != set(step.value) else []
        change += [f"- {', '.join(went)}"] if went else []
        body = [(f"{number}: {', '.join(step.value) or 'none'}", "none"), *((one, "label") for one in change)]
        if step.support:
            body.append((f"from {', '.join(step.support)}", "dim"))
        page.row(span, [(inert.visible(text), kind) for text, kind in body], style="value")
    page.blank()


def _end(report: Report, page: _Page) -> None:
    page.rule("What was not decided, and what the exit status means", "so that silence is not taken for consistency")
    for skip in report.skipped:
        page.row("skipped", [(inert.visible(f"{skip.rule}: {skip.reason} ({_times(skip.count)})"), "none")])
    if not report.skipped:
        page.row("skipped", [("no check was skipped", "none")])
    page.row("coverage", [(words.coverage(report), "none")])
    for note in report.notes:
        page.row("note", [(inert.visible(note), "none")])
    status, because = words.exit_status(report)
    page.row("exit status", [(f"{status}: {because} (with the default --fail-on contradiction)", "none")])
    meanings = "; ".join(f"{code} {meaning}" for code, meaning in words.EXIT_STATUS.items())
    page.row("", [(f"In general: {meanings}.", "dim")])


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
