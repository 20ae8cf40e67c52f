"""Which findings a change brings, removes, alters or reopens, also in files that it does not touch.

Both states go through the same engine whole: a change to one claim can give a finding among claims of other files.
Why a finding went is told from the edits; where the vocabulary was edited, the old claims are judged once more under
the new vocabulary, which tells for certain whether that alone is the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from validator import gate
from validator.doors.edits import Edits, edits, involved
from validator.doors.revisions import revision
from validator.judgement.findings import VERDICTS, Finding, Report
from validator.judgement.reporting import Options, report_on
from validator.records.corpus import Corpus
from validator.records.files import Files, Folder
from validator.records.loading import CLAIMS, VOCABULARY, load_files
from validator.records.row_files import ENDINGS
from validator.values.dataclass import dataclass, replace

Kind = Literal["new", "reopened", "changed", "settled", "gone"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Change:
    """One finding that differs between the two states."""

    kind: Kind
    before: Finding | None
    after: Finding | None
    because: tuple[str, ...]
    """What was edited, as far as it can be told."""
    elsewhere: bool
    """Whether none of its claims stands in a file that was edited."""

    @property
    def finding(self) -> Finding:
        """As it is now, or as it was."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Difference:
    revision: str
    commit: str
    before: Report
    after: Report
    changes: tuple[Change, ...]
    """By kind, then gravest first."""
    edits: Edits

    def of(self, kind: Kind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind == kind)


@dataclass(frozen=True, slots=True)
class _Mixed:
    """The claims of one state under the vocabulary of another."""

    claims: Files
    vocabulary: Files

    def names(self, folder: str) -> list[str]:
        return self._of(folder).names(folder)

    def read(self, path: str, limit: int) -> bytes:
        return self._of(path).read(path, limit)

    def _of(self, path: str) -> Files:
        return self.vocabulary if path == VOCABULARY or path.startswith(f"{VOCABULARY}/") else self.claims


def compare(root: Path, name: str, options: Options | None = None) -> Difference:
    """The corpus at `root` against what it was in the revision `name`. Raises `RevisionError`."""
    options = replace(options or Options(), rulings=True)
    here = Folder(root.resolve())
    with revision(root, name) as there:
        old, new = _load(there, root), _load(here, root)
        before, after = report_on(old, options)[0], report_on(new, options)[0]
        edited = edits(old, new, there, here)
        pairs = list(_pairs(before.findings, after.findings))
        under_new_words: dict[str, tuple[object, ...]] | None = None
        if edited.vocabulary and pairs:
            mixed, _ = report_on(_load(_Mixed(there, here), root), options)
            under_new_words = {finding.id: _said(finding) for finding in mixed.findings}
    ruled = {ruling.finding for corpus in (old, new) for ruling in corpus.rulings if ruling.verdict != "undecided"}
    changes = [
        Change(
            kind=_kind(one, other, ruled),
            before=one,
            after=other,
            because=tuple(_because(one, other, edited, under_new_words, old, new)),
            elsewhere=not {place.file for f in (one, other) if f for place in f.places} & edited.files,
        )
        for one, other in pairs
    ]
    return Difference(name, there.commit, before, after, tuple(sorted(changes, key=_order)), edited)


def _load(files: Files, root: Path) -> Corpus:
    if not any(name.endswith(ENDINGS) for name in files.names(CLAIMS)):
        return load_files(files, root)
    from validator.doors.rows_of_states import load_state

    return load_state(files, root)


def fails(difference: Difference, fail_on: str = "contradiction") -> tuple[Change, ...]:
    """The changes that make things worse by the gate `fail_on`: findings that fail it now and did not before.

    A finding that is settled only by a ruling of the change itself counts as unsettled.
    """
    worse = []
    for change in difference.changes:
        after = change.after
        if after is None or change.kind == "settled":
            continue
        before = change.before
        was_failing = before is not None and gate.fails(before, fail_on)
        if not was_failing and gate.fails(replace(after, ruling=None), fail_on) and not _still_ruled(change):
            worse.append(change)
    return tuple(worse)


def _still_ruled(change: Change) -> bool:
    """Whether the ruling that settles a finding did so before the change as well."""
    before, after = change.before, change.after
    return before is not None and after is not None and before.id == after.id and before.settled and after.settled


def _order(change: Change) -> tuple[object, ...]:
    finding = change.finding
    place = (VERDICTS.index(finding.verdict), finding.subject, finding.property, finding.rule, finding.id)
    return (KINDS.index(change.kind), *place)


# -- which finding became which ---------------------------------------------------------------------------------------


def _pairs(before: Sequence[Finding], after: Sequence[Finding]) -> Iterable[tuple[Finding | None, Finding | None]]:
    """Findings that differ: the same one with another verdict or ruling, the same question with other members, or one
    without a counterpart."""
    old, new = {f.id: f for f in before}, {f.id: f for f in after}
    for id, finding in old.items():
        other = new.get(id)
        if other is not None and _state(finding) != _state(other):
            yield finding, other
    waiting: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in new.values():
        if finding.id not in old:
            waiting[_question(finding)].append(finding)
    for finding in (f for f in old.values() if f.id not in new):
        counterpart = _counterpart(finding, waiting[_question(finding)])
        if counterpart is not None:
            waiting[_question(finding)].remove(counterpart)
        yield finding, counterpart
    for left in waiting.values():
        for finding in left:
            yield None, finding


def _state(finding: Finding) -> tuple[object, ...]:
    return (*_said(finding), finding.settled)


def _said(finding: Finding) -> tuple[object, ...]:
    return (finding.verdict, finding.severity, finding.outcome, finding.explained_by)


def _question(finding: Finding) -> tuple[str, str, str]:
    return (finding.rule, finding.subject, finding.property)


def _counterpart(finding: Finding, candidates: list[Finding]) -> Finding | None:
    """The one with most claims in common; a finding about records is another one altogether."""
    if finding.rule in gate.NEVER_WAIVED:
        return None
    members = set(finding.claims)
    common = [(len(members & set(other.claims)), other) for other in candidates]
    most = max((number for number, _ in common), default=0)
    return next((other for number, other in common if number == most), None) if most else None


def _kind(before: Finding | None, after: Finding | None, ruled: set[str]) -> Kind:
    if after is None:
        return "gone"
    if before is None:
        return "new"
    if after.settled:
        return "changed" if before.settled or before.id != after.id else "settled"
    return "reopened" if before.settled or before.id in ruled else "changed"


# -- why ---------------------------------------------------------------------------------------------------------


def _because(
    before: Finding | None,
    after: Finding | None,
    edited: Edits,
    under_new_words: Mapping[str, tuple[object, ...]] | None,
    old: Corpus,
    new: Corpus,
) -> list[str]:
    if before is not None and after is not None and before.id == after.id and before.settled != after.settled:
        ruling = after.ruling or before.ruling
        assert ruling is not None
        return [f"its ruling {ruling.file} was {'added' if after.settled else 'removed or withdrawn'}"]
    members = [*(before.claims if before else ()), *(after.claims if after else ())]
    said = edited.of_members(dict.fromkeys(members))
    if under_new_words is not None and _is_of_vocabulary(before, after, under_new_words):
        finding = before or after
        assert finding is not None
        return [*edited.of_vocabulary(finding, involved(members, old) | involved(members, new)), *said]
    if before is not None and not said:
        said = edited.on_question(before, new)
    if not said and before is not None and before.rule == "unused-ruling":
        said = ["the ruling was removed, or matches a finding again"]
    return said or [_untold(edited)]


def _is_of_vocabulary(
    before: Finding | None, after: Finding | None, under_new_words: Mapping[str, tuple[object, ...]]
) -> bool:
    """Whether the old claims, judged under the new vocabulary, already show the change."""
    if before is not None and (after is None or after.id != before.id):
        return before.id not in under_new_words
    return after is not None and under_new_words.get(after.id) == _said(after)


def _untold(edited: Edits) -> str:
    others = len(edited.claims) + len(edited.added) + len(edited.sources) + len(edited.vocabulary)
    if not others:
        return "no record was edited: the archived texts or the rulings differ"
    return f"nothing it rests on directly was edited; {others} other records were"
