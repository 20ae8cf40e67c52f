"""A check that remembers: what an earlier one found is told again as far as nothing bears on it that has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import StringIO
from typing import Final

from validator import gate
from validator.doors import ledger as ledgers
from validator.doors.amending import amended
from validator.doors.archive import in_parts
from validator.doors.checking import Waivers, judging, report_with, waivers_for, with_extras
from validator.doors.kept_told import written as written_words
from validator.doors.ledger import Ledger, drawn_up, stamp
from validator.doors.memory import Memory, Shown
from validator.doors.report_index import Placed, as_judged, as_line, from_line
from validator.doors.vocabulary_change import TooMuchChangedError
from validator.judgement.engine import Judgement
from validator.judgement.findings import Finding, Report
from validator.judgement.reporting import Options
from validator.judgement.tallies import tallies
from validator.records.corpus import Corpus, load
from validator.records.loading import VOCABULARY
from validator.report import view, write
from validator.report.json import Fragments, written
from validator.values.dataclass import dataclass, replace

INDEXED: Final = "json"
"""The format whose reports are taken over finding by finding."""
TOLD_ANEW: Final = ("unused-ruling", "unreadable-record")
"""Findings that tell of no claim and are told anew each time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a check, and how its report is to look."""

    options: Options
    format: str
    fail_on: str
    width: int | None = None
    color: bool = False
    rulings_from: str | None = None
    extras: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return repr((self.options, self.format, self.fail_on, self.width, self.color))


@dataclass(frozen=True, slots=True)
class _Found:
    """A report, with what is known of it beside its text."""

    report: Report
    ledger: Ledger | None
    """None where a later check could not build on it."""
    placed: Placed
    fragments: Fragments = Fragments()


def check(memory: Memory, asked: Asked, told: Callable[[str], object]) -> tuple[int, str]:
    """The exit status and the text of a report.

    Raises `RevisionError` where the revision cannot be read, and `BaselineError` where a baseline cannot.
    """
    shown = memory.recall(asked.name)
    if shown is not None and shown.seen is not None and asked.rulings_from is None and not memory.differing(shown.seen):
        return shown.status, shown.text
    found = _after_a_change(memory, asked, shown, told) or _of_the_whole(memory, asked, told)
    told(f"writing {len(found.report.findings):,} findings")
    status, index = gate.status(found.report, asked.fail_on), ""
    if asked.format == INDEXED:
        report = view.canonical(found.report, found.fragments.findings)
        document = written(report, found.fragments)
        text = document.text
        if found.ledger is not None:
            index = as_line(report, document, found.placed, found.ledger.stamp)
    else:
        stream = StringIO()
        write(found.report, asked.format, stream, width=asked.width, color=asked.color)
        text = stream.getvalue()
    if found.ledger is not None:
        ledgers.write(found.ledger, asked.options, memory)
    memory.keep(asked.name, Shown(status, text, index, None if asked.rulings_from is not None else memory.seen))
    return status, text


def _of_the_whole(memory: Memory, asked: Asked, told: Callable[[str], object]) -> _Found:
    told("reading the corpus")
    corpus = load(memory.root, memory.through)
    told(judging(corpus))
    parts = in_parts(corpus, asked.options, memory, written_words(corpus, memory))
    tallied = tallies(corpus)
    waivers = waivers_for(corpus, asked.options, asked.rulings_from, memory.through)
    apart = parts.judged.beside(parts.parted.rest)
    report, judgement = report_with(waivers, corpus, asked.options, apart, tallied)
    whole = _of_no_claim(report)
    ledger = None
    if _is_sound(report, judgement, whole) and not any(fault.file.startswith(VOCABULARY) for fault in corpus.faults):
        ledger = drawn_up(corpus, parts, tallied, whole, memory)
    return _Found(
        with_extras(report, corpus, waivers, asked.extras), ledger, Placed.of(parts.judged.told, judgement.repeated)
    )


def _after_a_change(memory: Memory, asked: Asked, shown: Shown | None, told: Callable[[str], object]) -> _Found | None:
    """What is found where little has changed; None where the whole corpus has to be read."""
    if "texts" in asked.extras:
        return None
    ledger = ledgers.read(asked.options, memory)
    if ledger is None:
        return None
    told("reading what has changed")
    waivers: Waivers | None = None

    def waived(corpus: Corpus) -> Iterable[str]:
        nonlocal waivers
        waivers = waivers_for(corpus, asked.options, asked.rulings_from, memory.through)
        if waivers is None:
            return ()
        ruled = (ruling.finding for ruling in (*waivers.rulings, *waivers.proposed))
        return {*ruled, *(entry.id for entry in waivers.baseline)}

    index = from_line(shown.index, shown.text, ledger.stamp) if shown is not None else None
    try:
        now = amended(memory, asked.options, ledger, index, waived)
    except TooMuchChangedError:
        return None
    report, judgement = report_with(waivers, now.corpus, asked.options, now.apart, now.tallied)
    ids = {finding.id for finding in (*report.findings, *now.findings)}
    whole = _of_no_claim(report)
    if not _is_sound(report, judgement, whole) or len(ids) < len(report.findings) + len(now.findings):
        return None
    fragments = index.fragments(now.findings, now.timelines) if index is not None else Fragments()
    report = replace(report, findings=(*report.findings, *now.findings), timelines=(*report.timelines, *now.timelines))
    placed = Placed.of(now.told, judgement.repeated)
    placed.taken_over = now.placed.taken_over
    placed.timelines |= now.placed.timelines
    ledger = replace(now.ledger, seen=dict(memory.seen), stamp=stamp(memory.seen), whole=whole)
    return _Found(with_extras(report, now.corpus, waivers, asked.extras), ledger, placed, fragments)


def _is_sound(report: Report, judgement: Judgement, whole: Iterable[Finding]) -> bool:
    """Whether a later check can build on a report."""
    return not report.incomplete and all(finding.places and finding.id not in judgement.repeated for finding in whole)


def _of_no_claim(report: Report) -> tuple[Finding, ...]:
    return tuple(as_judged(one) for one in report.findings if not one.claims and one.rule not in TOLD_ANEW)
