"""A check with the rulings and the baseline of a revision that the change under review cannot edit.

Whoever proposes a change must not be able to wave it through in the same change. So where a base revision is known,
rulings and baseline are taken from there. What the change adds to them is shown as proposed and counts once it is
merged; what it takes out of them no longer counts at once, for that only makes the check stricter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from validator.doors import baseline
from validator.doors.again import UNDER_REVIEW
from validator.doors.baseline import Baseline
from validator.judgement.findings import Finding, Report
from validator.judgement.reporting import Options, reading_order, report_on, ruled, unused_finding, wanted
from validator.judgement.standing_alone import LARGE
from validator.records.corpus import Corpus
from validator.records.files import Folder
from validator.records.opening import load
from validator.records.ruling import Ruling
from validator.records.suggest import counted
from validator.values.dataclass import dataclass, replace

if TYPE_CHECKING:
    from validator.doors.revisions import Revision
    from validator.judgement.engine import Judgement
    from validator.judgement.reporting import Apart
    from validator.judgement.tallies import Tally
    from validator.records.files import Files

PROPOSED: Final = "ruling-proposed"
"""Mark of a finding that a ruling of the change under review would settle."""


@dataclass(frozen=True, slots=True)
class Waivers:
    """What keeps findings from failing the gate, and what would once it is accepted."""

    rulings: tuple[Ruling, ...]
    baseline: Baseline
    proposed: tuple[Ruling, ...] = ()
    """Rulings of the working tree that do not count, because they are not in the base revision in these words."""
    notes: tuple[str, ...] = ()


def check(
    root: Path,
    options: Options | None = None,
    *,
    rulings_from: str | None = None,
    extras: Collection[str] = (),
    told: Callable[[str], object] | None = None,
    through: Callable[[Files], Files] | None = None,
) -> Report:
    """Loads and judges a corpus with its rulings and baseline, those of the revision `rulings_from` where one is given.

    `extras` names what only some formats show: `texts` adds the archived texts, `since` how the findings stand to the
    baseline. `told` hears what is done next, in words; `through` may look at what is read.

    Raises `RevisionError` where the revision cannot be read, and `BaselineError` where a baseline cannot.
    """
    tell = told or (lambda words: None)
    tell("reading the corpus")
    corpus = load_all(root, through)
    tell(judging(corpus))
    options = options or Options()
    waivers = waivers_for(corpus, options, rulings_from, through)
    report, _ = report_with(waivers, corpus, options, _apart(corpus, options))
    return with_extras(report, corpus, waivers, extras)


def judging(corpus: Corpus) -> str:
    """What is done next, in words."""
    return f"judging {counted(len(corpus.claims), 'claim')} of {counted(len(corpus.sources), 'source')}"


def check_by(
    engine: Callable[[Options], Report],
    root: Path,
    options: Options,
    *,
    rulings_from: str | None = None,
    extras: Collection[str] = (),
    through: Callable[[Files], Files] | None = None,
) -> Report:
    """The same by another engine, which judges and knows of no rulings."""
    report = engine(replace(options, rulings=False))
    if not options.rulings:
        return report
    corpus = load(root, through)
    waivers = _of_working_tree(corpus, through) if rulings_from is None else _of_revision(corpus, rulings_from)
    findings, stale = ruled(list(report.findings), waivers.rulings)
    if wanted("unused-ruling", options):
        findings.extend(unused_finding(ruling) for ruling in stale)
    report = _waived(replace(report, findings=tuple(sorted(findings, key=reading_order))), waivers)
    return with_extras(report, corpus, waivers, extras)


def with_extras(report: Report, corpus: Corpus, waivers: Waivers | None, extras: Collection[str]) -> Report:
    """A report with what only some formats show."""
    if not extras:
        return report
    from validator.doors.since import since_baseline
    from validator.doors.texts import texts
    from validator.report.texts import full

    return replace(
        full(report),
        texts=texts(corpus) if "texts" in extras else (),
        since=since_baseline(report, waivers.baseline if waivers else ()) if "since" in extras else None,
    )


def _apart(corpus: Corpus, options: Options) -> Apart | None:
    """What is judged on several processors; None for a corpus too small to bother."""
    if len(corpus.claims) < LARGE:
        return None
    from validator.doors.archive import judged_apart

    return judged_apart(corpus, options)


def has_rows(root: Path) -> bool:
    """Whether a corpus has bulk files (`claims/*.jsonl`, `claims/*.parquet`)."""
    claims = root / "claims"
    return any(claims.glob("*.jsonl")) or any(claims.glob("*.parquet"))


def load_all(root: Path, through: Callable[[Files], Files] | None = None) -> Corpus:
    """The corpus with its bulk files, which small corpora do without. `through` may look at what is read, but for the
    bulk files and the texts they name.
    """
    if not has_rows(root):
        return load(root, through)
    from validator.bulk.corpus import load_with_rows

    return load_with_rows(root, through)


def report_with(
    waivers: Waivers | None,
    corpus: Corpus,
    options: Options,
    apart: Apart | None = None,
    tallied: Collection[Tally] | None = None,
) -> tuple[Report, Judgement]:
    """Judges a corpus with the waivers given instead of its own; with none, nothing is waived."""
    if waivers is None:
        return report_on(corpus, options, apart, tallied)
    report, judgement = report_on(replace(corpus, rulings=waivers.rulings), options, apart, tallied)
    return _waived(report, waivers), judgement


def _waived(report: Report, waivers: Waivers) -> Report:
    """A report to which the rulings were applied, with the baseline and with what a change proposes."""
    proposed = {ruling.finding: ruling for ruling in waivers.proposed}
    findings = []
    matched: list[str] = []
    for finding in report.findings:
        ruling = proposed.get(finding.id)
        if ruling is not None:
            matched.append(finding.id)
            if not finding.settled:
                finding = replace(finding, marks=(*finding.marks, PROPOSED))
        findings.append(finding)
    notes = [_proposal(proposed[id], found=True) for id in matched]
    notes += [_proposal(ruling, found=False) for id, ruling in sorted(proposed.items()) if id not in matched]
    report = replace(report, findings=tuple(findings), notes=(*report.notes, *waivers.notes, *notes))
    return baseline.marked(report, waivers.baseline)


def _proposal(ruling: Ruling, *, found: bool) -> str:
    what = f"{ruling.file}: proposed by this change and not counted in it: {ruling.verdict}, because {ruling.because}"
    return what if found else f"{what} - it matches no finding"


def waivers_for(
    corpus: Corpus, options: Options, rulings_from: str | None, through: Callable[[Files], Files] | None = None
) -> Waivers | None:
    """The waivers of a revision, or else of the working tree; None where nothing is to be waived.

    `through` may look at what is read of the working tree.
    """
    if not options.rulings:
        return None
    return _of_working_tree(corpus, through) if rulings_from is None else _of_revision(corpus, rulings_from)


def _of_working_tree(corpus: Corpus, through: Callable[[Files], Files] | None = None) -> Waivers:
    files = Folder(corpus.root) if through is None else through(Folder(corpus.root))
    return Waivers(corpus.rulings, baseline.read(files) or ())


def _of_revision(corpus: Corpus, name: str) -> Waivers:
    from validator.doors.revisions import revision, rulings_in

    with revision(corpus.root, name) as files:
        rulings, unreadable = rulings_in(files, corpus.vocabulary)
        base, baseline_note = _base_baseline(files, name)
    here = {ruling.finding: ruling for ruling in corpus.rulings}
    there = {ruling.finding: ruling for ruling in rulings}
    proposed = tuple(r for id, r in here.items() if id not in there or _words(there[id]) != _words(r))
    counting = tuple(ruling for ruling in rulings if ruling.finding in here)
    shown = _short(name)
    commit = "" if files.commit.startswith(shown) else f" ({files.commit[:12]})"
    notes = [f"rulings and baseline are those of {shown}{commit}"]
    notes += [f"{r.file}: taken out by this change; it no longer counts" for id, r in there.items() if id not in here]
    if unreadable:
        notes.append(f"{counted(unreadable, 'ruling file')} of {shown} left uncounted, for it could not be read")
    notes += [baseline_note] if baseline_note else []
    return Waivers(counting, _both(base, corpus.root, notes), proposed, tuple(notes))


def _base_baseline(files: Revision, name: str) -> tuple[Baseline, str]:
    try:
        return baseline.read(files) or (), ""
    except baseline.BaselineError as error:
        return (), f"the baseline of {_short(name)} could not be read and does not count: {error.message}"


def _both(base: Baseline, root: Path, notes: list[str]) -> Baseline:
    """The entries that count: those of the base revision, without the ones that the change takes out of it."""
    here = baseline.read(Folder(root)) or ()
    ids_here, ids_base = ({entry.id for entry in entries} for entries in (here, base))
    added = sorted(ids_here - ids_base)
    if added:
        notes.append(
            f"{baseline.FILE}: {counted(len(added), 'finding')} added by this change left uncounted: {', '.join(added)}"
        )
    return tuple(entry for entry in base if entry.id in ids_here)


def _words(ruling: Ruling) -> tuple[str | None, ...]:
    return (ruling.verdict, ruling.wrong, ruling.because, ruling.by, ruling.on_date)


def _short(name: str) -> str:
    return name if len(name) < 40 else name[:12]


# -- which revision a run of continuous integration starts from ----------------------------------------------------


def base_revision(root: Path, environment: Mapping[str, str]) -> str | None:
    """The commit that the change under review is to be merged into, as far as the environment of a CI run tells it.

    None outside of CI, and where no change is under review. Raises `RevisionError` where a change is under review and
    its base commit is not in this clone - unless the corpus has neither rulings nor a baseline, so that nothing could
    be waived anyway.
    """
    if environment.get("CI", "").lower() in ("", "0", "false"):
        return None
    from validator.doors.revisions import RevisionError, resolve

    named = list(_named_bases(environment))
    if not named:
        return None
    for name in named:
        try:
            return resolve(root, name)
        except RevisionError:
            continue
    if not _has_waivers(root):
        return None
    message = f"expected the base of the change under review in this clone, found no `{named[0]}`"
    fetch = "fetch the whole history (GitHub: `fetch-depth: 0`, GitLab: `GIT_DEPTH: 0`)"
    hint = f"{fetch}, or name a revision with --rulings-from"
    raise RevisionError(message, hint)


def _named_bases(environment: Mapping[str, str]) -> list[str]:
    named = []
    github, gitlab = map(environment.get, UNDER_REVIEW)
    if github:
        named += _commit_of_event(environment.get("GITHUB_EVENT_PATH", ""))
        # In full, so that no tag of the same name can stand in for the branch.
        named.append(f"refs/remotes/origin/{github}")
    if gitlab:
        named.append(gitlab)
    return named


def _commit_of_event(path: str) -> list[str]:
    """The base commit in the event file of a GitHub workflow run."""
    if not path:
        return []
    try:
        event = json.loads(Path(path).read_bytes())
        commit = event["pull_request"]["base"]["sha"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [commit] if isinstance(commit, str) else []


def _has_waivers(root: Path) -> bool:
    rulings = root / "claims" / "rulings"
    written = rulings.is_dir() and any(entry.suffix == ".yaml" for entry in rulings.iterdir())
    return written or (root / baseline.FILE).exists()


def waived(finding: Finding) -> bool:
    """Whether a finding is in the baseline, so that it does not fail the gate."""
    return baseline.MARK in finding.marks
