"""What is handed on, chosen once for all formats."""

from __future__ import annotations

from collections.abc import Iterable

from validator.doors.settling import find
from validator.judgement.findings import Finding, Report
from validator.records.claim import Claim
from validator.records.corpus import Corpus
from validator.records.source import Source
from validator.values.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Material:
    """Part of a corpus, or all of it."""

    corpus: Corpus
    claims: tuple[Claim, ...]
    """By source, in the order in which they are written."""
    findings: tuple[Finding, ...] = ()
    """In the order of their ids; empty where the format hands on claims only."""
    base: str = ""
    """The address under which the corpus folder is published, ending in `/`; empty for addresses relative to it."""
    rows: str = "claims"
    """Which rows a format of rows writes: `claims` or `sources`."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the claims, in the order of their ids."""
        spoken = {claim.source for claim in self.claims}
        return tuple(source for source in self.corpus.sources if source.id in spoken)


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of an export, and what it does not hold."""

    text: str
    told: tuple[str, ...] = ()
    """What was left out as the format wants it, in sentences."""
    lost: tuple[str, ...] = ()
    """What ought to be there and is not, in sentences."""


def everything(corpus: Corpus, base: str = "", rows: str = "claims") -> Material:
    """All claims of a corpus."""
    return Material(corpus, _in_order(corpus.claims), (), base, rows)


def chosen(corpus: Corpus, report: Report, ids: Iterable[str], base: str = "", rows: str = "claims") -> Material:
    """The findings named (by an id, or the beginning of one) with their claims; all findings where none is named.

    Raises `SettleError` for a finding that is none.
    """
    asked = [find(report, id) for id in ids] or list(report.findings)
    findings = {finding.id: finding for finding in sorted(asked, key=lambda finding: finding.id)}
    members = {claim for finding in findings.values() for claim in finding.claims}
    claims = [claim for claim in corpus.claims if claim.full_id in members]
    return Material(corpus, _in_order(claims), tuple(findings.values()), base, rows)


def _in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: (claim.source, claim.file, claim.mark, claim.id)))
