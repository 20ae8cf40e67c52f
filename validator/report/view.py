"""A report put in the order in which every format tells it, and its claims looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from validator.judgement.findings import VERDICTS, Camp, Finding, MinimalSet, Place, Report, Timeline, Verdict
from validator.report import words
from validator.values.dataclass import dataclass, replace

PUBLISHED = "published"
"""The event of a source that its record may leave open."""
_ROLES = {"at": 0, "against": 1, "context": 2}
_RANK = {verdict: rank for rank, verdict in enumerate(VERDICTS)}


@dataclass(frozen=True, slots=True)
class Group:
    """Claims that say one thing. An empty value stands for claims that belong to no camp."""

    value: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings there are of one verdict."""

    verdict: Verdict
    total: int
    open: int
    settled: int
    looked_for: bool = True
    """Whether the check that tells of this verdict ran at all: where claims are screened in bulk notes are not told."""

    @property
    def number(self) -> str:
        return f"{self.total:,}" if self.looked_for else "-"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what it means, and its findings in order."""

    key: str
    heading: str
    meaning: str
    findings: tuple[Finding, ...]
    timelines: tuple[Timeline, ...] = ()


def canonical(report: Report) -> Report:
    """The same report with its findings in reading order and everything sorted whose order means nothing.

    Watched questions come first, then the verdicts, open before settled. Camps, reasons and steps of a timeline keep
    their order, which has a meaning. Every format begins with this, so that the order of the input never shows.
    """
    return replace(
        report,
        findings=tuple(sorted(map(_canonical, report.findings), key=order)),
        skipped=tuple(sorted(report.skipped, key=lambda one: (one.rule, one.reason, one.count))),
        timelines=tuple(sorted(report.timelines, key=lambda one: (one.subject, one.property))),
        sources=tuple(sorted(report.sources, key=lambda one: one.id)),
    )


def order(one: Finding) -> list[Any]:
    """What a canonical report is ordered by."""
    return [
        not one.watched,
        one.title if one.watched else "",
        _RANK[one.verdict],
        one.settled,
        one.subject,
        one.property,
        one.rule,
        one.id,
    ]


def _canonical(finding: Finding) -> Finding:
    sets = sorted((tuple(sorted(one.claims)), tuple(sorted(one.assumptions))) for one in finding.minimal_sets)
    repairs = sorted((tuple(sorted(one)) for one in finding.repairs), key=lambda one: (len(one), one))
    return replace(
        finding,
        claims=tuple(sorted(finding.claims)),
        assumptions=tuple(sorted(finding.assumptions)),
        explained_by=tuple(sorted(finding.explained_by)),
        camps=tuple(Camp(one.value, tuple(sorted(one.claims)), one.key) for one in finding.camps),
        minimal_sets=tuple(MinimalSet(*one) for one in sets),
        repairs=tuple(repairs),
        responsibility=tuple(sorted(finding.responsibility)),
        places=tuple(sorted(finding.places, key=_place_order)),
        marks=tuple(sorted(finding.marks)),
    )


def _place_order(place: Place) -> tuple[int, str, int, int, str, int]:
    """The place to look at first in front."""
    start = -1 if place.text_start is None else place.text_start
    return (_ROLES[place.role], place.file, place.line, place.column, place.claim or "", start)


def tallies(report: Report) -> tuple[Tally, ...]:
    """One tally for each verdict, gravest first, also where there is none."""
    total = Counter(one.verdict for one in report.findings)
    still_open = Counter(one.verdict for one in report.findings if one.open)
    settled = Counter(one.verdict for one in report.findings if one.settled)
    skipped = {skip.rule for skip in report.skipped}
    return tuple(
        Tally(
            verdict,
            total[verdict],
            still_open[verdict],
            settled[verdict],
            bool(total[verdict]) or _TOLD_BY.get(verdict) not in skipped,
        )
        for verdict in VERDICTS
    )


_TOLD_BY: Final[Mapping[Verdict, str]] = {
    "explained": "apparent-conflict",
    "plan": "plan-and-outcome",
    "agreement": "agreement",
}
"""The one rule that tells of a verdict."""


def summary(report: Report) -> dict[str, int]:
    """The counts of the JSON contract."""
    counts = {tally.verdict: tally.total for tally in tallies(report)}
    contract: tuple[Verdict, ...] = (
        "contradiction",
        "tension",
        "explained",
        "agreement",
        "plan",
        "undecided",
        "problem",
    )
    return {name: counts[name] for name in contract} | {
        "open": sum(one.open for one in report.findings),
        "settled": sum(one.settled for one in report.findings),
    }


def sections(report: Report) -> Iterator[Section]:
    """The parts of a canonical report: watched questions by title, then a section for each verdict."""
    lines = [one for one in report.timelines if one.property != PUBLISHED]  # when a source appeared is told as a note
    for section in _watched(report, lines):
        lines = [one for one in lines if one not in section.timelines]
        yield section
    for verdict in VERDICTS:
        here = tuple(one for one in report.findings if one.verdict == verdict and not one.watched)
        if here:
            yield Section(verdict, words.HEADING[verdict], words.MEANING[verdict], here)
    if lines:
        yield Section("timelines", "Timelines", "what held from when to when, as claimed", (), tuple(lines))


def _watched(report: Report, lines: list[Timeline]) -> Iterator[Section]:
    findings = [one for one in report.findings if one.watched]
    for title in dict.fromkeys(question(one) for one in findings):
        here = tuple(one for one in findings if question(one) == title)
        slots = {(one.subject, one.property) for one in here}
        mine = tuple(one for one in lines if (one.subject, one.property) in slots)
        lines = [one for one in lines if one not in mine]
        yield Section("watched", title, "a question the desk watches", here, mine)


def question(finding: Finding) -> str:
    """What a finding is about: its title, else subject and property."""
    return finding.title or " · ".join(part for part in (finding.subject, finding.property) if part) or finding.rule


def claims_of(finding: Finding) -> dict[str, Place]:
    """Each claim's first place, with the words of another of its places if the first has none.

    A claim without any place gets a bare one, so that it is still shown.
    """
    found: dict[str, Place] = {}
    for place in finding.places:
        if place.claim is None:
            continue
        first = found.setdefault(place.claim, place)
        if place.quote and not first.quote:
            spot = {name: getattr(first, name) for name in ("file", "line", "column", "end_line", "end_column", "role")}
            found[place.claim] = replace(place, **spot)
    named = {*finding.claims, *(claim for camp in finding.camps for claim in camp.claims)}
    for claim in sorted(named - found.keys()):
        found[claim] = Place(claim, "", 0, 0, 0, 0, "context", source=claim.partition("/")[0])
    return found


def groups(finding: Finding) -> tuple[Group, ...]:
    """The camps, then what belongs to none: further members, and places that name no claim."""
    found = claims_of(finding)
    camps = tuple(Group(camp.value, tuple(found[claim] for claim in camp.claims)) for camp in finding.camps)
    told = {claim for camp in finding.camps for claim in camp.claims}
    rest = tuple(found[claim] for claim in sorted(found.keys() - told))
    rest += tuple(place for place in finding.places if place.claim is None)
    return (*camps, Group("", rest)) if rest else camps


def source_words(place: Place) -> str:
    """Who said it and when: `RFI, 28 November 2023`."""
    return ", ".join(part for part in (place.publisher or place.source, place.published) if part)


def where(place: Place) -> str:
    """`claims/x.yaml:12`, or empty if the place is in no file."""
    return f"{place.file}:{place.line}" if place.file else ""


def sources_of(finding: Finding) -> tuple[str, ...]:
    """The sources a finding draws on, in order of their ids."""
    named = {place.source for place in finding.places if place.source}
    return tuple(sorted(named | {claim.partition("/")[0] for claim in finding.claims}))


def claim_words(claim: str, found: Mapping[str, Place]) -> str:
    """A claim by its id and, for readers who do not know the ids, its publisher: `rfi-2023-11-28/five (RFI)`."""
    place = found.get(claim)
    return f"{claim} ({place.publisher})" if place and place.publisher else claim


MOST_REPAIRS = 8


def repairs(finding: Finding) -> tuple[str, ...]:
    """Each smallest repair in words: the claims to drop or change together. Of very many the first, which are the
    shortest, and where the others are.
    """
    found = claims_of(finding)
    every = [" together with ".join(claim_words(claim, found) for claim in one) for one in finding.repairs]
    left = len(every) - MOST_REPAIRS
    if left <= 1:
        return tuple(every)
    more = f"{left} more choices of this kind, all listed by: validate explain {words.shell_word(finding.id)}"
    return (*every[:MOST_REPAIRS], more)


def minimal_sets(finding: Finding) -> tuple[str, ...]:
    """Each minimal set in words: the claims and the assumptions that cannot all hold."""
    found = claims_of(finding)
    return tuple(
        ", ".join(claim_words(claim, found) for claim in one.claims)
        + (f", given {', '.join(one.assumptions)}" if one.assumptions else "")
        for one in finding.minimal_sets
    )


def origins(finding: Finding) -> str:
    """`3 sources, 2 independent origins`; empty where only one source speaks."""
    sources = sources_of(finding)
    if len(sources) < 2 or not finding.origins:
        return ""
    return f"{words.plural(len(sources), 'source')}, {words.plural(finding.origins, 'independent origin')}"


def members_by_step(timeline: Timeline) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each step of a timeline the members that came and those that went."""
    before: set[str] = set()
    for step in timeline.steps:
        now = set(step.value)
        yield tuple(sorted(now - before)), tuple(sorted(before - now))
        before = now
