"""The sources of the HTML report: each text with its quotes marked where they stand, tied to claims and findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from validator.judgement.findings import Finding, Report, SourceNote
from validator.report import inert, view, words
from validator.report.texts import ArchivedText, FullReport, Piece, Quoted, Span, lines
from validator.values.dataclass import dataclass

MOST_CHARACTERS = 3_000_000
"""Of all texts and their claims on one page: more makes a browser slow to open it."""
LONGEST_TEXT = 500_000
_A_CLAIM = 400
"""Characters a claim adds to the page, about."""
_MOST_FINDINGS = 12
"""Links from one claim; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A link behind a quote to what was written down from it."""

    number: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class PieceView:
    """A stretch of a line: `kind` is a CSS class or empty, `anchors` are places that claims link to."""

    text: str
    kind: str
    quoted: str
    """Numbers of the claims whose words these are."""
    anchors: tuple[str, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class FindingLink:
    target: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    anchor: str
    place: str
    """Anchor of its words in the text, or empty where they were not found."""
    id: str
    told: str
    findings: tuple[FindingLink, ...]
    more: int
    """Findings beyond those linked."""


@dataclass(frozen=True, slots=True)
class PassageView:
    anchor: str
    number: str
    because: str
    place: str


@dataclass(frozen=True, slots=True)
class TextView:
    lines: Iterator[tuple[PieceView, ...]]
    claims: tuple[ClaimView, ...]
    passages: tuple[PassageView, ...]
    overlapping: bool
    uncovered: int


@dataclass(frozen=True, slots=True)
class SourceView:
    note: SourceNote
    anchor: str
    text: TextView | None
    coverage: str
    left_out: str
    """Why its text is not on the page, where it was archived."""


class Library:
    """The texts that are on the page, with the anchors of their claims."""

    def __init__(self, report: Report, sources: tuple[SourceNote, ...], anchors: Mapping[int, str]) -> None:
        archived = report.texts if isinstance(report, FullReport) else ()
        self._sources = sources
        self._position = {source.id: at for at, source in enumerate(sources)}
        self._archived = {one.source: one for one in archived if one.source in self._position}
        self._shown = _chosen(self._archived, report)
        self._findings = _by_claim(report, anchors)
        self._place = {
            quoted.claim: f"q{self._position[source]}-{number}"
            for source in self._shown
            for number, quoted in enumerate(self._archived[source].quoted, 1)
            if _is_placed(quoted.spans, self._archived[source])
        }

    @property
    def any(self) -> bool:
        return bool(self._shown)

    def place(self, claim: str) -> str:
        """Anchor of a claim's words in the text of its source; empty where they are not on the page."""
        return self._place.get(claim, "")

    def sources(self) -> Iterator[SourceView]:
        for at, note in enumerate(self._sources):
            archived = self._archived.get(note.id)
            shown = archived is not None and note.id in self._shown
            yield SourceView(
                note=note,
                anchor=f"source-{at}",
                text=self._text(at, archived) if archived is not None and shown else None,
                coverage=_coverage(archived) if archived is not None else "",
                left_out=_left_out(archived, note) if archived is not None and not shown else "",
            )

    def omitted(self) -> str:
        """A sentence on the texts left out, empty where all are there."""
        missing = len(self._archived) - len(self._shown)
        if not missing:
            return ""
        total = words.plural(len(self._archived), "archived text")
        left = "1 is" if missing == 1 else f"{missing:,} are"
        return (
            f"Of {total}, {left} left out to keep this page quick to open. It holds at most {MOST_CHARACTERS:,} "
            f"characters of text, {LONGEST_TEXT:,} of one source; sources of open findings come first."
        )

    def _text(self, at: int, archived: ArchivedText) -> TextView:
        return TextView(
            lines=self._lines(at, archived),
            claims=tuple(self._claim(at, number, quoted) for number, quoted in enumerate(archived.quoted, 1)),
            passages=tuple(
                PassageView(
                    f"u{at}-{number}",
                    f"n{number}",
                    inert.one_line(one.because),
                    f"p{at}-{number}" if _is_placed(one.spans, archived) else "",
                )
                for number, one in enumerate(archived.uncheckable, 1)
            ),
            overlapping=any(len(piece.quoted) > 1 for line in lines(archived) for piece in line),
            uncovered=len(archived.uncovered),
        )

    def _claim(self, at: int, number: int, quoted: Quoted) -> ClaimView:
        found = self._findings.get(quoted.claim, ())
        return ClaimView(
            anchor=f"c{at}-{number}",
            place=self.place(quoted.claim),
            id=quoted.claim.partition("/")[2] or quoted.claim,
            told=inert.one_line(quoted.told),
            findings=tuple(link for link, _ in found[:_MOST_FINDINGS]),
            more=max(0, len(found) - _MOST_FINDINGS),
        )

    def _lines(self, at: int, archived: ArchivedText) -> Iterator[tuple[PieceView, ...]]:
        contested = {
            number
            for number, quoted in enumerate(archived.quoted)
            if any(is_open for _, is_open in self._findings.get(quoted.claim, ()))
        }
        for line in lines(archived):
            yield tuple(_piece(at, piece, archived, contested) for piece in line)


def _piece(at: int, piece: Piece, archived: ArchivedText, contested: set[int]) -> PieceView:
    if piece.quoted:
        kind = "quoted contested" if contested.intersection(piece.quoted) else "quoted"
        kind += " twice" if len(piece.quoted) > 1 else ""
    else:
        kind = "unchecked" if piece.uncheckable else "uncovered" if piece.uncovered else ""
    claims = (
        Ref(str(one + 1), f"c{at}-{one + 1}", f"{one + 1}: claim {archived.quoted[one].claim}") for one in piece.ends
    )
    passages = (Ref(f"n{one + 1}", f"u{at}-{one + 1}", f"n{one + 1}: not checkable") for one in piece.ends_uncheckable)
    anchors = (
        *(f"q{at}-{one + 1}" for one in piece.begins),
        *(f"p{at}-{one + 1}" for one in piece.begins_uncheckable),
    )
    quoted = " ".join(str(one + 1) for one in piece.quoted)
    return PieceView(piece.text, kind, quoted, anchors, (*claims, *passages))


def _by_claim(report: Report, anchors: Mapping[int, str]) -> Mapping[str, tuple[tuple[FindingLink, bool], ...]]:
    """The findings each claim takes part in, with whether they are open."""
    found: defaultdict[str, list[tuple[FindingLink, bool]]] = defaultdict(list)
    for finding in report.findings:
        link = FindingLink(anchors[id(finding)], f"{finding.verdict} {finding.id}", finding.verdict)
        for claim in _members(finding):
            found[claim].append((link, finding.open))
    return {claim: tuple(sorted(links, key=lambda one: not one[1])) for claim, links in found.items()}


def _members(finding: Finding) -> Iterator[str]:
    in_camps = (claim for camp in finding.camps for claim in camp.claims)
    at_places = (place.claim for place in finding.places if place.claim)
    return iter(dict.fromkeys((*finding.claims, *in_camps, *at_places)))


def _chosen(archived: Mapping[str, ArchivedText], report: Report) -> frozenset[str]:
    """The texts that fit on the page, those of sources with most open findings first."""
    busy = Counter(source for finding in report.findings if finding.open for source in view.sources_of(finding))
    room = MOST_CHARACTERS
    chosen = set()
    for source, one in sorted(archived.items(), key=lambda item: (-busy[item[0]], item[0])):
        size = len(one.text) + _A_CLAIM * (len(one.quoted) + len(one.uncheckable))
        if len(one.text) <= LONGEST_TEXT and size <= room:
            chosen.add(source)
            room -= size
    return frozenset(chosen)


def _is_placed(spans: tuple[Span, ...], archived: ArchivedText) -> bool:
    return any(0 <= start < end <= len(archived.text) for start, end in spans)


def _left_out(archived: ArchivedText, note: SourceNote) -> str:
    where = f"; it is in {note.text_file}" if note.text_file else ""
    return f"Its text of {words.plural(len(archived.text), 'character')} is left out here{where}."


def _coverage(archived: ArchivedText) -> str:
    covered = archived.sentences - len(archived.uncovered)
    if not archived.sentences:
        return "no sentence"
    if covered == archived.sentences:
        return "its only sentence covered" if covered == 1 else f"all {covered:,} sentences covered"
    return f"{covered:,} of {words.plural(archived.sentences, 'sentence')} covered"
