"""The whole report over a corpus: findings ordered and settled, what was skipped, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from validator.judgement.clock import event_day
from validator.judgement.dating import Dated, as_timeline, dated_sources
from validator.judgement.emendations import emendation_notes
from validator.judgement.engine import Crash, Judgement, judge
from validator.judgement.findings import (
    VERDICTS,
    Finding,
    Place,
    Report,
    RulingNote,
    Severity,
    Timeline,
    Verdict,
)
from validator.judgement.fingerprints import fingerprint
from validator.judgement.notes import agreed, explained, plans
from validator.judgement.places import place, places
from validator.judgement.rule import Problem, Rule
from validator.judgement.tallies import Tally, size, skipped, tallies
from validator.judgement.timelines import timelines
from validator.judgement.uncompared import without_their_formula
from validator.judgement.verdicts import SEVERITY, from_conflicts, identity
from validator.judgement.words import assumption_words, reading
from validator.records.corpus import Corpus
from validator.records.marks import Fault
from validator.records.ruling import Ruling
from validator.records.vocabulary import PUBLISHED
from validator.values.dataclass import dataclass, replace


@dataclass(frozen=True, slots=True)
class Options:
    """`rulings=False` lists and counts every finding as open."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rulings: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells of claims that were judged on their own."""

    findings: tuple[Finding, ...] = ()
    timelines: tuple[Timeline, ...] = ()
    dated: tuple[Dated, ...] = ()
    """Of the undated sources that these claims are taken from."""
    unformed: tuple[str, ...] = ()
    """Claims of figures that lack what their formula needs."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Parts of a corpus that were judged on their own, for nothing ties them to any other claims."""

    told: tuple[Told, ...]
    rest: Corpus
    """The corpus without the claims of these parts."""
    failed: tuple[Crash, ...] = ()
    ran_out: bool = False
    about: frozenset[str] | None = None
    """The files that what tells of no claim may tell of, where the rest is not known with all its files."""


def told_on(corpus: Corpus, options: Options) -> tuple[Told, Judgement]:
    """Judges parts of a corpus. What tells of no claim is left to the report on the whole."""
    corpus = replace(corpus, apart=True)
    findings, judgement = findings_on(corpus, options)
    own = [source for source in corpus.sources if corpus.claims_by_source[source.id]]
    told = Told(
        tuple(finding for finding in findings if finding.claims),
        timelines(judgement),
        tuple(dated_sources(judgement, own)),
        tuple(without_their_formula(judgement)),
    )
    return told, judgement


def findings_on(corpus: Corpus, options: Options) -> tuple[list[Finding], Judgement]:
    """Judges a corpus and puts into words what was found, in no particular order and with no ruling applied."""
    judgement = judge(corpus, select=options.select, ignore=options.ignore)
    conflicts = from_conflicts(judgement)
    findings = [*conflicts, *(_problem(rule, p, judgement) for rule, p in judgement.problems)]
    for verdict_rule, build in (("apparent-conflict", explained), ("agreement", agreed)):
        if wanted(verdict_rule, options):
            findings.extend(build(judgement, conflicts))
    if wanted("plan-and-outcome", options):
        findings.extend(plans(judgement))
    if wanted("unreadable-record", options):
        findings.extend(unreadable_finding(fault) for fault in corpus.faults)
    findings.extend(_undecided(judgement))
    return findings, judgement


def report_on(
    corpus: Corpus,
    options: Options | None = None,
    apart: Apart | None = None,
    tallied: Collection[Tally] | None = None,
) -> tuple[Report, Judgement]:
    """Judges a corpus and puts what was found into words; what was judged `apart` already, and what was counted, is
    taken as it is.
    """
    options = options or Options()
    findings, judgement = findings_on(corpus if apart is None else apart.rest, options)
    ran_out = bool(judgement.conflicts.undecided)
    parts = apart.told if apart is not None else ()
    if apart is not None:
        if apart.about is not None:
            findings = [f for f in findings if f.claims or f.places[0].file in apart.about]
        findings.extend(finding for part in parts for finding in part.findings)
        judgement.corpus = corpus
        judgement.crashes = list(dict.fromkeys((*judgement.crashes, *apart.failed)))
        ran_out = ran_out or apart.ran_out
        judgement.repeated = repeated(findings)
    findings = [in_words(f, corpus) for f in distinct(findings)]
    if options.rulings:
        findings, stale = ruled(findings, corpus.rulings)
        if wanted("unused-ruling", options):
            findings.extend(unused_finding(ruling) for ruling in stale)
    ordered = tuple(sorted(findings, key=reading_order))
    tallied = tallies(corpus) if tallied is None else tallied
    lacking = len(without_their_formula(judgement)) + sum(len(part.unformed) for part in parts)
    by_source = {one.source: one for one in (*dated_sources(judgement), *(one for part in parts for one in part.dated))}
    dated = [by_source[source] for source in sorted(by_source, key=lambda id: event_day(id, PUBLISHED))]
    notes = [f"rule {c.rule} failed: {c.error}" for c in judgement.crashes]
    notes.extend(d.words for d in dated)
    notes.extend(emendation_notes(judgement, findings))
    notes.extend(left_out(corpus.faults, options))
    report = Report(
        corpus=size(tallied),
        findings=ordered,
        skipped=skipped(tallied, lacking, corpus.vocabulary),
        timelines=(
            *timelines(judgement),
            *(timeline for part in parts for timeline in part.timelines),
            *(as_timeline(d) for d in dated if d.narrowed),
        ),
        unreadable=any(f.unreadable for f in corpus.faults) or not any(one.note.claims for one in tallied),
        incomplete=bool(judgement.crashes) or ran_out,
        notes=tuple(notes),
        sources=tuple(one.note for one in tallied),
    )
    return report, judgement


def wanted(rule: str, options: Options) -> bool:
    return (not options.select or rule in options.select) and rule not in options.ignore


def reading_order(finding: Finding) -> tuple[object, ...]:
    """Watched questions first, then by verdict, open before settled, heaviest first, then by name."""
    weight = sum(share for _, share in finding.responsibility)
    return (
        not finding.watched,
        finding.title,
        VERDICTS.index(finding.verdict),
        finding.ruling is not None,
        -len({c.split("/")[0] for c in finding.claims}),
        -weight,
        finding.subject,
        finding.property,
        finding.rule,
        finding.claims,
        finding.id,
    )


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """One finding per identity: should two share a fingerprint, the later one's is taken over its question too.

    Which one is the later does not depend on the order in which they were found.
    """
    found = list(findings)
    twice = repeated(found)
    if twice:
        found.sort(key=lambda f: (f.id in twice, f.subject, f.property, f.verdict, f.message, f.rule, f.claims))
    seen: dict[str, Finding] = {}
    for finding in found:
        id = finding.id
        while id in seen:
            id = fingerprint(finding.rule, [id, finding.subject, finding.property, finding.verdict, finding.message])
        seen[id] = finding if id == finding.id else replace(finding, id=id)
    return list(seen.values())


def repeated(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(id for id, times in Counter(finding.id for finding in findings).items() if times > 1)


def in_words(finding: Finding, corpus: Corpus) -> Finding:
    """With the question's own title where the desk watches it, and the words for its assumptions."""
    if finding.assumptions:
        assumed = (assumption_words(name, corpus.vocabulary) for name in finding.assumptions)
        finding = replace(finding, assumed=tuple(assumed))
    property = corpus.vocabulary.properties.get(finding.property)
    if property is None or not property.watch:
        return finding
    return replace(finding, watched=True, title=property.titled())


def _problem(rule: Rule, problem: Problem, judgement: Judgement) -> Finding:
    corpus = judgement.corpus
    claims = corpus.claims_by_id
    members = tuple(sorted(problem.claims))
    verdict: Verdict = "undecided" if problem.undecided else ("tension" if problem.assumptions else "problem")
    severity: Severity = SEVERITY[verdict] if verdict != "problem" else problem.severity
    spots: list[Place] = [
        place(claims[id], corpus, "at" if index == 0 else "against", problem.field) for index, id in enumerate(members)
    ]
    if not members and problem.mark is not None:
        spots.append(
            _spot(problem.file, problem.mark.line, problem.mark.column, problem.mark.end_line, problem.mark.end_column)
        )
    first = claims[members[0]] if members else None
    extra = problem.key or problem.field or (problem.message if not members else "")
    return Finding(
        id=identity(rule.id, members, judgement, extra),
        rule=rule.id,
        verdict=verdict,
        severity=severity,
        subject=problem.subject or (first.subject.key if first else ""),
        property=problem.property or (first.property if first else ""),
        message=problem.message,
        claims=members,
        assumptions=problem.assumptions,
        origins=1 if members else 0,
        why=problem.why or tuple(f"{id} says: {reading(claims[id], corpus)}." for id in members),
        places=tuple(spots),
    )


def _spot(file: str, line: int, column: int, end_line: int, end_column: int) -> Place:
    return Place(None, file, line, column, end_line, end_column, "at")


def left_out(faults: Iterable[Fault], options: Options) -> list[str]:
    """A remark where something could not be read, and the rule that names it was not asked for."""
    if wanted("unreadable-record", options) or not any(fault.unreadable for fault in faults):
        return []
    return ["what could not be read is named by the rule unreadable-record, which was left out"]


def unreadable_finding(fault: Fault) -> Finding:
    mark = fault.mark
    message = fault.message + (f" ({fault.suggestion})" if fault.suggestion else "")
    return Finding(
        id=fingerprint(fault.rule, [fault.file, fault.message]),
        rule=fault.rule,
        verdict="problem",
        severity="error" if fault.unreadable else "warning",
        subject="",
        property="",
        message=f"{fault.place}: {message}",
        places=(_spot(fault.file, mark.line, mark.column, mark.end_line, mark.end_column),),
    )


def _undecided(judgement: Judgement) -> list[Finding]:
    """A component whose minimal sets could not all be listed is undecided, with what was found standing beside it."""
    found = []
    for literals in judgement.conflicts.undecided:
        members = tuple(sorted(literal.name for literal in literals if literal.is_claim))
        claims = judgement.corpus.claims_by_id
        first = claims[members[0]]
        found.append(
            Finding(
                id=identity("budget", members, judgement),
                rule="budget",
                verdict="undecided",
                severity="warning",
                subject=first.subject.key,
                property=first.property,
                message=f"{len(members)} claims clash in more ways than could be told apart; there may be others.",
                claims=members,
                places=places(members, judgement.corpus),
                marks=("capped",),
            )
        )
    return found


def ruled(findings: list[Finding], rulings: tuple[Ruling, ...]) -> tuple[list[Finding], list[Ruling]]:
    by_finding = {ruling.finding: ruling for ruling in rulings}
    settled = []
    for finding in findings:
        ruling = by_finding.pop(finding.id, None)
        if ruling is not None:
            note = RulingNote(
                ruling.verdict, ruling.because, ruling.by, ruling.on_date, ruling.wrong or "", ruling.file
            )
            finding = replace(finding, ruling=note)
        settled.append(finding)
    return settled, list(by_finding.values())


def unused_finding(ruling: Ruling) -> Finding:
    mark = ruling.mark
    return Finding(
        id=fingerprint("unused-ruling", [ruling.finding, ruling.because]),
        rule="unused-ruling",
        verdict="problem",
        severity="warning",
        subject="",
        property="",
        message=f"The ruling on {ruling.finding} matches no finding: what it ruled on is gone or was edited.",
        places=(_spot(ruling.file, mark.line, mark.column, mark.end_line, mark.end_column),),
    )
