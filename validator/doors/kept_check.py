"""A check that remembers: what an earlier one found is told again as far as nothing bears on it that has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from typing import Final

from validator import gate
from validator.doors import ledger as ledgers
from validator.doors.again import question
from validator.doors.amending import amended
from validator.doors.archive import in_parts
from validator.doors.checking import Waivers, judging, report_with, waivers_for, with_extras
from validator.doors.kept_told import written as written_words
from validator.doors.ledger import Ledger, drawn_up, stamp
from validator.doors.memory import Memory
from validator.doors.report_index import Index, Placed, as_judged, as_text, from_text, indexed
from validator.doors.shown import Shown, composed, plain
from validator.doors.vocabulary_change import TooMuchChangedError
from validator.judgement.engine import Judgement
from validator.judgement.findings import Finding, Report
from validator.judgement.reporting import Options
from validator.judgement.tallies import tallies
from validator.records.corpus import Corpus
from validator.records.loading import VOCABULARY
from validator.records.opening import load
from validator.report import view, write
from validator.report.json import written
from validator.values.dataclass import dataclass, field, replace

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
    engine: str = "auto"
    """As it was named, which only tells one question from another."""

    @property
    def name(self) -> str:
        options = self.options
        return question(
            self.format, self.fail_on, options.select, options.ignore, rulings=options.rulings,
            revised=self.rulings_from is not None, engine=self.engine, shape=(self.width, self.color),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """A report, with what is known of it beside its text."""

    report: Report
    ledger: Ledger | None
    """None where a later check could not build on it."""
    placed: Placed
    taken: Index = Index()
    """What else the report tells, as an earlier one told it."""
    texts: Sequence[bytes] = ()
    """In which that stands."""
    lower: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    """How many lines the claims of some of these parts stand lower than they did."""


def check(memory: Memory, asked: Asked, told: Callable[[str], object]) -> tuple[int, list[memoryview]]:
    """The exit status and the report, in pieces of UTF-8.

    Raises `RevisionError` where the revision cannot be read, and `BaselineError` where a baseline cannot.
    """
    shown = memory.recall(asked.name)
    if shown is not None and shown.head.seen is not None and asked.rulings_from is None:
        output = shown.output() if memory.differing(shown.head.seen) == set() else None
        if output is not None:
            return shown.head.status, output
    found = _after_a_change(memory, asked, shown, told)
    if found is None:
        if shown is not None:
            shown.texts.all()  # no thread may be reading when the process is copied
        found = _of_the_whole(memory, asked, told)
    report = found.report
    told(f"writing {len(report.findings) + len(found.taken.findings.order):,} findings")
    counting = replace(report, findings=(*report.findings, *found.taken.examples()))
    status, index = gate.status(counting, asked.fail_on), None
    if asked.format == INDEXED:
        report = view.canonical(report)
        document = written(report, found.taken.taken(found.texts, found.lower))
        now = composed(document, found.texts)
        if found.ledger is not None:
            index = indexed(report, document, now, found.placed, found.taken)
    else:
        stream = StringIO()
        write(report, asked.format, stream, width=asked.width, color=asked.color)
        now = plain(stream.getvalue())
    if found.ledger is not None:
        ledgers.write(found.ledger, asked.options, memory)
    text = as_text(index, found.ledger.stamp) if index is not None and found.ledger is not None else ""
    memory.keep(asked.name, status, text, now, shown, alone=asked.rulings_from is None and not report.incomplete)
    return status, now.output()


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

    index = from_text(shown.index, ledger.stamp) if shown is not None else None
    texts = shown.texts.all() if shown is not None else None  # in any case: the process may be copied from here on
    if texts is None or index is None:
        texts = index = None
    try:
        now = amended(memory, asked.options, ledger, index, waived)
    except TooMuchChangedError:
        return None
    report, judgement = report_with(waivers, now.corpus, asked.options, now.apart, now.tallied)
    ids = {*(finding.id for finding in report.findings), *now.taken.findings.names}
    whole = _of_no_claim(report)
    if not _is_sound(report, judgement, whole) or len(ids) < len(report.findings) + len(now.taken.findings.names):
        return None
    placed = Placed.of(now.told, judgement.repeated)
    ledger = replace(now.ledger, seen=dict(memory.seen), stamp=stamp(memory.seen), whole=whole)
    extended = with_extras(report, now.corpus, waivers, asked.extras)
    return _Found(extended, ledger, placed, now.taken, texts or (), now.lower)


def _is_sound(report: Report, judgement: Judgement, whole: Iterable[Finding]) -> bool:
    """Whether a later check can build on a report."""
    return not report.incomplete and all(finding.places and finding.id not in judgement.repeated for finding in whole)


def _of_no_claim(report: Report) -> tuple[Finding, ...]:
    return tuple(as_judged(one) for one in report.findings if not one.claims and one.rule not in TOLD_ANEW)
