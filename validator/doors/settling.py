"""Writes a person's ruling on one finding: one file a finding, named after it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from validator.doors.refusal import Refusal
from validator.gate import NEVER_WAIVED
from validator.judgement.findings import Finding, Report
from validator.records.corpus import Corpus
from validator.records.loading import RULINGS
from validator.records.marks import FaultLog
from validator.records.ruling import RULING_VERDICTS, Ruling, RulingVerdict
from validator.records.ruling_reading import read_ruling
from validator.records.suggest import did_you_mean, listing
from validator.records.vocabulary import Vocabulary
from validator.records.writing import ANYTHING, Changed, place_below, write_file
from validator.records.yaml_reader import read_yaml
from validator.values.dataclass import dataclass

WRONG_IN_WORDS: Final = ("both", "neither")
_SHORTEST_PREFIX: Final = 4
_PLAIN: Final = re.compile(r"[A-Za-zÀ-ɏͰ-ῼ぀-ヿ一-鿿가-힣][^\n:#\[\]{},&*!|>'\"%@`]*")
"""Texts that mean themselves in YAML without quotation marks."""


class SettleError(Refusal):
    """Why a ruling was not written, with what to do about it."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A ruling to be written."""

    verdict: str
    because: str
    by: str
    on_date: str
    wrong: str | None = None


def settle(corpus: Corpus, report: Report, finding: str, given: Settlement, *, replace: bool = False) -> Path:
    """Writes the ruling on a finding of the report and returns its file.

    Raises `SettleError` for an unknown finding, an empty reason, a `wrong` that is no member of the finding, a day that
    is none, or where a ruling stands already and `replace` is not asked for; `WriteRefused` where the file cannot be
    written.
    """
    found = find(report, finding)
    checked = _checked(found, given)
    file = f"{RULINGS}/{found.id}.yaml"
    data = serialise(found.id, checked, file)
    path = place_below(corpus.root, file)
    try:
        write_file(path, data, instead_of=ANYTHING if replace else None)
    except Changed:
        standing = next((r for r in corpus.rulings if r.finding == found.id), None)
        said = f": {standing.verdict} by {standing.by} on {standing.on_date}" if standing else ""
        message = f"expected no ruling on {found.id} yet, found `{file}`{said}"
        raise SettleError(message, "read it first; --replace writes this one in its place") from None
    return path


def find(report: Report, id: str) -> Finding:
    """The finding of an id, or of the beginning of one (at least four characters). Raises `SettleError`."""
    candidates = {f.id: f for f in report.findings}
    exact = candidates.get(id)
    begun = (
        [exact] if exact else [f for f in candidates.values() if len(id) >= _SHORTEST_PREFIX and f.id.startswith(id)]
    )
    if len(begun) > 1:
        raise SettleError(
            f"expected one finding, found {len(begun)} that begin with `{id}`", listing(f.id for f in begun)
        )
    if not begun:
        message = f"expected a finding of this corpus, found `{id}`, which is none"
        near = did_you_mean(id, candidates, cutoff=60)
        raise SettleError(message, near or "`validate check` lists the findings with their ids")
    finding = begun[0]
    if finding.rule in NEVER_WAIVED:
        message = (
            f"expected a finding about claims, found {finding.id} of the rule {finding.rule}, which nobody can settle"
        )
        raise SettleError(message, "correct what it names")
    return finding


def _checked(finding: Finding, given: Settlement) -> Settlement:
    if given.verdict not in RULING_VERDICTS:
        message = f"expected {listing(RULING_VERDICTS)} as `verdict`, found `{given.verdict}`"
        raise SettleError(message, did_you_mean(given.verdict, RULING_VERDICTS))
    because = " ".join(given.because.split())
    if not because:
        raise SettleError("expected a reason as `because`, found nothing", "say in a sentence why")
    by = " ".join(given.by.split())
    if not by:
        raise SettleError("expected a name as `by`, found nothing", "leave it out, or say who rules")
    if given.wrong is not None and given.wrong not in (*WRONG_IN_WORDS, *finding.claims):
        message = f"expected a claim of the finding, `both` or `neither` as `wrong`, found `{given.wrong}`"
        near = did_you_mean(given.wrong, (*finding.claims, *WRONG_IN_WORDS))
        raise SettleError(message, near or f"its claims are {listing(finding.claims)}")
    return Settlement(given.verdict, because, by, given.on_date, given.wrong)


def serialise(finding: str, given: Settlement, file: str) -> bytes:
    """The bytes of a ruling's file. Raises `SettleError` for texts that could not be read back as they are."""
    fields = {
        "finding": finding,
        "verdict": given.verdict,
        "wrong": given.wrong,
        "because": given.because,
        "by": given.by,
        "on-date": given.on_date,
    }
    lines = [f"{key}: {_scalar(value)}\n" for key, value in fields.items() if value is not None]
    try:
        data = "".join(lines).encode("utf-8")
    except UnicodeEncodeError:
        raise SettleError("expected texts in UTF-8, found bytes that are none", "type the text anew") from None
    log = FaultLog()
    document = read_yaml(data)
    ruling = read_ruling(finding, file, document, Vocabulary({}, {}, {}), log)
    if ruling is None or _content(ruling) != tuple(fields.values()):
        reasons = [(problem.message, problem.suggestion) for problem in document.problems]
        reasons += [(fault.message, fault.suggestion) for fault in log.sorted()]
        reasons.append(("expected a ruling that reads back as given, found another", "leave special characters out"))
        raise SettleError(*reasons[0])
    return data


def _content(ruling: Ruling) -> tuple[str | RulingVerdict | None, ...]:
    return (ruling.finding, ruling.verdict, ruling.wrong, ruling.because, ruling.by, ruling.on_date)


def _scalar(text: str) -> str:
    """A text as YAML: plain where it means itself, else between double quotation marks."""
    if _PLAIN.fullmatch(text) or re.fullmatch(r"[0-9a-z][0-9a-z./_-]*", text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
