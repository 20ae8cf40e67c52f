"""The baseline: findings that a corpus already had when it began to be checked. It only shrinks.

`claims/baseline.json` is written by `validate baseline write` and read by every check. A finding in it is listed like
any other, marked as baseline, and does not fail the gate. A baseline never grows by itself: whoever wants that has to
say so.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from validator.doors.refusal import Refusal
from validator.gate import NEVER_WAIVED
from validator.judgement.findings import Finding, Report
from validator.records.files import FileError, Files
from validator.records.suggest import counted
from validator.records.writing import read_standing, write_file
from validator.values.dataclass import dataclass, replace

FILE: Final = "claims/baseline.json"
MARK: Final = "baseline"
SCHEMA_VERSION: Final = 1
_MAX_BYTES: Final = 16 * 1024 * 1024
_LONGEST_MESSAGE: Final = 200


class BaselineError(Refusal):
    """Why the baseline could not be read or must not be written, with what to do about it."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One finding of a baseline. Only the id decides; the rest tells a reader what it stands for."""

    id: str
    rule: str
    verdict: str
    subject: str
    property: str
    message: str


Baseline = tuple[Entry, ...]
"""By id, each id once."""


def read(files: Files) -> Baseline | None:
    """The baseline of a corpus, or None where it has none. Raises `BaselineError` for a file that is no baseline."""
    try:
        if Path(FILE).name not in files.names("claims"):
            return None
        data = files.read(FILE, _MAX_BYTES)
    except FileError as problem:
        raise BaselineError(problem.message, problem.suggestion) from None
    return parse(data)


def parse(data: bytes) -> Baseline:
    """Raises `BaselineError`."""
    hint = f"restore `{FILE}` from git, or remove it and run `validate baseline write`"
    try:
        content = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"expected JSON in `{FILE}`, found something else: {error}", hint) from None
    version = content.get("schema_version") if isinstance(content, dict) else None
    if version != SCHEMA_VERSION:
        raise BaselineError(f"expected `schema_version` {SCHEMA_VERSION} in `{FILE}`, found {version!r}", hint)
    written = content.get("findings")
    if not isinstance(written, list):
        raise BaselineError(f"expected a list under `findings` in `{FILE}`, found none", hint)
    entries = [_entry(item, number, hint) for number, item in enumerate(written, start=1)]
    times = Counter(entry.id for entry in entries)
    twice = next((id for id, number in times.items() if number > 1), None)
    if twice is not None:
        raise BaselineError(f"expected each finding once in `{FILE}`, found `{twice}` again", hint)
    return tuple(sorted(entries))


def _entry(item: Any, number: int, hint: str) -> Entry:
    keys = Entry.__slots__
    if not isinstance(item, dict) or set(item) != set(keys) or not all(isinstance(item[key], str) for key in keys):
        expected = ", ".join(f"`{key}`" for key in keys)
        raise BaselineError(f"expected the texts {expected} in finding {number} of `{FILE}`, found others", hint)
    return Entry(**item)


def serialise(baseline: Baseline) -> bytes:
    """The bytes of a baseline file: the same entries give the same bytes."""
    from dataclasses import asdict

    content = {"schema_version": SCHEMA_VERSION, "findings": [asdict(entry) for entry in sorted(baseline)]}
    return (json.dumps(content, ensure_ascii=True, allow_nan=False, indent=2) + "\n").encode("ascii")


def of(findings: Iterable[Finding]) -> Baseline:
    """What a baseline of these findings holds: every open one, except those that nothing can waive."""
    return tuple(
        sorted(
            Entry(f.id, f.rule, f.verdict, f.subject, f.property, _shortened(f.message))
            for f in findings
            if f.open and f.rule not in NEVER_WAIVED
        )
    )


def _shortened(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= _LONGEST_MESSAGE else line[: _LONGEST_MESSAGE - 1] + "…"


def marked(report: Report, baseline: Baseline) -> Report:
    """The report with every open finding of the baseline marked `baseline`, and a note for each entry without one."""
    known = {entry.id for entry in baseline}
    findings = tuple(
        replace(f, marks=(*f.marks, MARK)) if f.id in known and f.open and f.rule not in NEVER_WAIVED else f
        for f in report.findings
    )
    notes = tuple(
        f"baseline: {entry.id} ({entry.rule}: {entry.subject} {entry.property}) matches no open finding; "
        "`validate baseline shrink` takes it out"
        for entry in unmatched(baseline, report.findings)
    )
    return replace(report, findings=findings, notes=(*report.notes, *notes))


def unmatched(baseline: Baseline, findings: Iterable[Finding]) -> Baseline:
    """Entries that match no open finding: what they stood for is corrected, settled, or was edited."""
    still_open = {f.id for f in findings if f.open and f.rule not in NEVER_WAIVED}
    return tuple(entry for entry in baseline if entry.id not in still_open)


def write(root: Path, findings: Iterable[Finding], *, force: bool = False) -> tuple[Baseline, Baseline]:
    """Writes the baseline of the open findings; returns what it held before and what it holds now.

    An existing baseline only shrinks: with a finding that it does not hold yet, this raises `BaselineError` unless
    `force`. Raises `WriteRefused` where the file cannot be written.
    """
    now = of(findings)
    standing = read_standing(root / FILE)
    before = () if standing is None else parse(standing)
    known = {entry.id for entry in before}
    added = [entry for entry in now if entry.id not in known]
    if standing is not None and added and not force:
        named = ", ".join(f"{entry.id} ({entry.rule})" for entry in added[:3])
        more = f" and {len(added) - 3} more" if len(added) > 3 else ""
        message = (
            f"expected a baseline that only shrinks, found {counted(len(added), 'finding')} to be added: {named}{more}"
        )
        hint = "correct or settle them; `validate baseline shrink` takes out what is gone; --force adds all the same"
        raise BaselineError(message, hint)
    _put(root, now, standing)
    return before, now


def shrink(root: Path, findings: Iterable[Finding]) -> tuple[Baseline, Baseline]:
    """Takes out what matches no open finding; returns what was taken out and what is left. Never adds anything."""
    standing = read_standing(root / FILE)
    if standing is None:
        raise BaselineError(f"expected a baseline to shrink, found no `{FILE}`", "there is nothing to do")
    before = parse(standing)
    gone = unmatched(before, findings)
    left = tuple(entry for entry in before if entry not in gone)
    _put(root, left, standing)
    return gone, left


def _put(root: Path, baseline: Baseline, standing: bytes | None) -> None:
    data = serialise(baseline)
    if data != standing:
        write_file(root / FILE, data, instead_of=standing)
