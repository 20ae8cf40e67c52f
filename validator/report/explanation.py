"""The whole reasoning behind one finding: every minimal set, every step, every repair, and who answers for how much."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol, TextIO

from validator.judgement.findings import Finding, MinimalSet
from validator.report.inert import visible

WIDTH = 100


def write(finding: Finding, stream: TextIO, *, width: int | None = None) -> None:
    columns = min(width or WIDTH, WIDTH)

    def say(text: str = "", indent: str = "") -> None:
        lines = textwrap.wrap(visible(text), columns, initial_indent=indent, subsequent_indent=indent) if text else [""]
        stream.write("\n".join(lines) + "\n")

    say(f"{finding.verdict.upper()} {finding.id} (rule {finding.rule})")
    say(finding.message)
    _members(finding, say)
    for title, lines in _sections(finding):
        if lines:
            say()
            say(f"{title}:")
            for line in lines:
                say(line, "  ")


class Say(Protocol):
    def __call__(self, text: str = "", indent: str = "") -> None: ...


def _members(finding: Finding, say: Say) -> None:
    places = {place.claim: place for place in finding.places if place.claim is not None}
    for camp in finding.camps or ():
        say()
        say(f"{camp.value}", "  ")
        for claim in camp.claims:
            place = places.get(claim)
            if place is None:
                continue
            who = ", ".join(filter(None, (place.publisher or place.source, place.published)))
            say(f"{claim} - {who} - {place.file}:{place.line}:{place.column}", "    ")
            say(f"“{place.quote}”", "      ")
            if place.gloss:
                say(f"In English: {place.gloss}", "      ")


def _sections(finding: Finding) -> Iterable[tuple[str, list[str]]]:
    yield "Why", [f"{number}. {line}" for number, line in enumerate(finding.why, start=1)]
    if finding.explained_by:
        yield "What dissolves it", [" together with ".join(finding.explained_by)]
    yield "Assumptions it needs", list(finding.assumptions)
    yield "Smallest sets that cannot all be true", [_set(s) for s in finding.minimal_sets] if _is_clash(finding) else []
    yield "Repairs: giving up all of any one line restores consistency", [" and ".join(r) for r in finding.repairs]
    if finding.responsibility:
        yield (
            "Responsibility per claim (for ordering only)",
            [f"{share:.2f}  {claim}" for claim, share in _heaviest(finding)],
        )
        yield "Responsibility per source (for ordering only)", _per_source(finding)
    yield "Marks", list(finding.marks)
    if finding.origins:
        yield "Independent origins", [str(finding.origins)]
    if finding.ruling is not None:
        ruling = finding.ruling
        yield "Ruling", [f"{ruling.verdict}, by {ruling.by} on {ruling.on_date}: {ruling.because}", ruling.file]


def _is_clash(finding: Finding) -> bool:
    return finding.verdict in ("contradiction", "tension", "problem")


def _set(minimal: MinimalSet) -> str:
    assumed = f" - assuming {', '.join(minimal.assumptions)}" if minimal.assumptions else ""
    return "{" + ", ".join(minimal.claims) + "}" + assumed


def _heaviest(finding: Finding) -> list[tuple[str, float]]:
    return sorted(finding.responsibility, key=lambda pair: (-pair[1], pair[0]))


def _per_source(finding: Finding) -> list[str]:
    shares: dict[str, float] = defaultdict(float)
    for claim, share in finding.responsibility:
        shares[claim.split("/", 1)[0]] += share
    return [f"{share:.2f}  {source}" for source, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))]
