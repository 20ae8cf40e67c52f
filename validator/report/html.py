"""The report as one HTML file that needs nothing else: for editors who never open a claims file, and for the archive.

Every text goes through `inert.visible` and then through the escaping of the template engine. The page states a content
security policy under which only its own style sheet and its own script, both named by their hash, have any effect.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import TextIO

from jinja2 import Environment, PackageLoader, Template
from markupsafe import Markup

from validator.judgement.findings import Finding, Place, Report, SourceNote, Timeline
from validator.report import drawing, inert, view, words
from validator.report.desk import UNSAID, VERDICTS, Desk
from validator.report.marking import marked
from validator.report.reading import Library
from validator.values.dataclass import dataclass

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_WEB_ADDRESS = re.compile(r"https?://[!-~]+")
_MOST_SOURCES_IN_MATRIX = 24
_LOADER = PackageLoader("validator", "report/templates")


@dataclass(frozen=True, slots=True)
class Said:
    """What one claim says, ready to show."""

    source: str
    quote: tuple[tuple[str, bool], ...]
    """Pieces of the quote, and whether each stands for the value."""
    language: str
    english: bool
    gloss: str
    reading: str
    claim: str
    place: str
    """Anchor of its words in the text of the source, or empty."""
    where: str


@dataclass(frozen=True, slots=True)
class CampView:
    letter: str
    tone: int
    value: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A finding, ready to show."""

    finding: Finding
    anchor: str
    state: str
    sources: str
    """Positions of its sources in the list of the filter."""
    subject: int
    camps: tuple[CampView, ...]
    clash: drawing.Clash | None
    not_a_clash: str
    outcome: str
    assumptions: tuple[str, ...]
    repairs: tuple[str, ...]
    sets: tuple[str, ...]
    marks: tuple[str, ...]
    origins: str
    ruling: str
    command: str
    ruling_file: str
    compact: bool


@dataclass(frozen=True, slots=True)
class TimelineView:
    timeline: Timeline
    chart: drawing.Steps | None
    rows: tuple[tuple[str, str, str, str, str, str], ...]
    """From, until, number, members, change, support."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many open or settled clashes there are between sources: a square if they are few, else a list of pairs."""

    sources: tuple[SourceNote, ...]
    rows: tuple[tuple[SourceNote, tuple[int, ...]], ...]
    pairs: tuple[tuple[SourceNote, SourceNote, int], ...]


def write(report: Report, stream: TextIO, *, width: int | None = None, color: bool = False) -> None:
    """Write one self-contained HTML document."""
    write_page(report, stream)


def write_page(report: Report, stream: TextIO, desk: Desk | None = None) -> None:
    """The same, and with a `desk` the page on which a person rules."""
    report = view.canonical(report)
    for piece in _template().generate(_page(report, desk)):
        stream.write(piece)
    stream.write("\n")


def _finalize(value: object) -> object:
    return inert.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    return Environment(
        loader=_LOADER,
        autoescape=True,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


@cache
def _template() -> Template:
    return _environment().get_template("report.html.j2")


@cache
def _asset(name: str) -> tuple[Markup, str]:
    """The text of a style sheet or script of ours, and its hash for the policy (CSP level 3, hash-source)."""
    text = _LOADER.get_source(_environment(), name)[0]
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"'sha256-{digest}'"


def _page(report: Report, desk: Desk | None) -> Mapping[str, object]:
    style, style_hash = _asset("report.css")
    script, script_hash = _asset("report.js")
    sources = _sources(report)
    position = {source.id: at for at, source in enumerate(sources)}
    subjects = sorted({one.subject for one in report.findings})
    anchors = _anchors(report)
    library = Library(report, sources, anchors)
    status, because = words.exit_status(report)
    desk_style, desk_hash = _asset("desk.css") if desk is not None else (Markup(), "")
    styles, form = f"{style_hash} {desk_hash}".rstrip(), "'none'" if desk is None else "'self'"
    policy = f"default-src 'none'; style-src {styles}; script-src {script_hash}; base-uri 'none'; form-action {form}"
    return {
        "report": report,
        "desk": desk,
        "desk_style": desk_style,
        "ruling_verdicts": VERDICTS,
        "unsaid": UNSAID,
        "policy": Markup(policy),
        "style": style,
        "script": script,
        "status": status,
        "because": because,
        "corpus": words.corpus(report),
        "tallies": view.tallies(report),
        "plural": words.PLURAL,
        "names": words.VERDICT_NAME,
        "meaning": words.MEANING,
        "not_looked_for": words.NOT_LOOKED_FOR,
        "in_short": words.in_short(report),
        "sources": sources,
        "subjects": subjects,
        "sections": [
            (
                section,
                [_timeline(one) for one in section.timelines],
                _cards(section.findings, position, subjects, anchors, library),
            )
            for section in view.sections(report)
        ],
        "matrix": _matrix(report, sources),
        "library": library,
        "exit_meanings": words.EXIT_STATUS,
        "address": _address,
        "language": _language,
    }


def _sources(report: Report) -> tuple[SourceNote, ...]:
    """The sources of the report and, bare, those that only a finding names."""
    known = {source.id: source for source in report.sources}
    for finding in report.findings:
        for place in finding.places:
            if place.source and place.source not in known:
                known[place.source] = SourceNote(
                    place.source, "", place.publisher, place.published, place.language, 0, place.text_file
                )
        for source in view.sources_of(finding):
            known.setdefault(source, SourceNote(source, "", "", "", "", 0))
    return tuple(known[source] for source in sorted(known))


def _anchors(report: Report) -> dict[int, str]:
    """An anchor for each finding, its id where that is plain and unique."""
    seen: Counter[str] = Counter()
    anchors = {}
    for finding in report.findings:
        plain = re.sub(r"[^0-9A-Za-z]+", "-", finding.id)[:40]
        seen[plain] += 1
        anchors[id(finding)] = f"finding-{plain}" + (f"-{seen[plain]}" if seen[plain] > 1 else "")
    return anchors


def _cards(
    findings: tuple[Finding, ...],
    position: Mapping[str, int],
    subjects: list[str],
    anchors: Mapping[int, str],
    library: Library,
) -> Iterator[Card]:
    where = {subject: at for at, subject in enumerate(subjects)}
    for finding in findings:
        yield Card(
            finding=finding,
            anchor=anchors[id(finding)],
            state="settled" if finding.settled else "open" if finding.open else "note",
            sources=" ".join(str(position[one]) for one in view.sources_of(finding)),
            subject=where[finding.subject],
            camps=tuple(_camps(finding, library)),
            clash=None if finding.verdict == "agreement" else drawing.clash(finding),
            not_a_clash=words.not_a_clash(finding),
            outcome=words.OUTCOMES.get(finding.outcome, finding.outcome) if finding.outcome else "",
            assumptions=tuple(words.assumptions(finding)),
            repairs=view.repairs(finding),
            sets=view.minimal_sets(finding) if len(finding.minimal_sets) > 1 else (),
            marks=tuple(words.MARKS.get(mark, mark) for mark in finding.marks),
            origins=view.origins(finding),
            ruling=words.ruling(finding.ruling) if finding.ruling else "",
            command=words.settle_command(finding) if words.takes_ruling(finding) else "",
            ruling_file=words.ruling_file(finding) if words.takes_ruling(finding) else "",
            compact=finding.verdict == "agreement",
        )


def _camps(finding: Finding, library: Library) -> Iterator[CampView]:
    named = len(finding.camps)
    for at, group in enumerate(view.groups(finding)):
        in_camp = at < named
        letter = drawing.CAMP_LETTERS[at] if in_camp and 1 < named <= len(drawing.CAMP_LETTERS) else ""
        value = group.value or ("also involved" if named else "")
        said = tuple(_said(place, group.value, library) for place in group.places)
        yield CampView(letter, at % drawing.TONES if in_camp else -1, value, said)


def _said(place: Place, value: str, library: Library) -> Said:
    return Said(
        source=view.source_words(place),
        quote=tuple(marked(inert.one_line(place.quote), value, place.language)),
        language=_language(place.language),
        english=place.language.partition("-")[0].lower() in ("en", ""),
        gloss=inert.one_line(place.gloss),
        reading=inert.one_line(place.reading),
        claim=place.claim or "",
        place=library.place(place.claim or ""),
        where=view.where(place),
    )


def _language(tag: str) -> str:
    """A language tag (BCP 47) for the attribute `lang`, or empty."""
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _address(url: str) -> str:
    """A web address that may be a link, or empty."""
    return url if _WEB_ADDRESS.fullmatch(url) else ""


def _timeline(timeline: Timeline) -> TimelineView:
    rows = []
    for step, (came, went) in zip(timeline.steps, view.members_by_step(timeline), strict=True):
        number = f"{len(step.value)}" if step.closed else f"at least {len(step.value)}"
        change = ", ".join([*(f"+ {one}" for one in came), *(f"− {one}" for one in went)])
        members, support = ", ".join(sorted(step.value)), ", ".join(sorted(step.support))
        rows.append((step.start or "…", step.until or "…", number, members, change, support))
    return TimelineView(timeline, drawing.steps(timeline), tuple(rows))


def _matrix(report: Report, sources: tuple[SourceNote, ...]) -> Matrix | None:
    """Contradictions and tensions counted once for each pair of sources that stand in different camps."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in report.findings:
        if finding.verdict in ("contradiction", "tension"):
            counts.update(_clashing(finding))
    if not counts:
        return None
    involved = {source for pair in counts for source in pair}
    here = tuple(source for source in sources if source.id in involved)
    if len(here) > _MOST_SOURCES_IN_MATRIX:
        known = {source.id: source for source in here}
        ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        return Matrix(here, (), tuple((known[one], known[other], count) for (one, other), count in ranked))
    rows = tuple((row, tuple(counts[min(row.id, one.id), max(row.id, one.id)] for one in here)) for row in here)
    return Matrix(here, rows, ())


def _clashing(finding: Finding) -> set[tuple[str, str]]:
    camps = [{claim.partition("/")[0] for claim in camp.claims} for camp in finding.camps if camp.claims]
    if len(camps) < 2:
        camps = [{source} for source in view.sources_of(finding)]
    if len(camps) == 1:
        camps *= 2
    pairs = {
        (min(one, other), max(one, other))
        for first, second in combinations(camps, 2)
        for one in first
        for other in second
    }
    apart = {pair for pair in pairs if pair[0] != pair[1]}
    return apart or pairs
