"""From the file of a ruling as written to a ruling."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from validator.records.form import Form, choice, one_text, read_form
from validator.records.marks import FILE_START, FaultLog
from validator.records.nodes import marks_of, shown
from validator.records.resolving import Record
from validator.records.ruling import RULING_VERDICTS, Ruling, RulingVerdict
from validator.records.vocabulary import Vocabulary
from validator.records.yaml_reader import Document
from validator.records.yaml_reader import Mapping as YamlMapping

FINDING_ID: Final = re.compile(r"[0-9a-z][0-9a-z-]*")
_CLAIM_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class RulingForm(Form):
    finding: str = one_text("the id of the finding (3f9c2a71)")
    verdict: RulingVerdict = choice(RULING_VERDICTS, "`conflict`, `no-conflict` or `undecided`")
    wrong: str | None = one_text("the claim that is mistaken (source/claim), `both` or `neither`", None)
    because: str = one_text("the reason, in words")
    by: str = one_text("who rules")
    on_date: str = one_text("the day of the ruling (2026-11-22)")


def read_ruling(name: str, file: str, document: Document, vocabulary: Vocabulary, log: FaultLog) -> Ruling | None:
    """The ruling in a file whose name without its ending is `name`; None, with the reason told, where there is none."""
    root = document.root
    if root is None:
        if not document.problems:
            log.add(
                file,
                FILE_START,
                "expected a ruling, found an empty file",
                "write `finding`, `verdict`, `because`, `by` and `on-date`, or remove the file",
            )
        return None
    form = read_form(RulingForm, root, "the ruling", file, log)
    if form is None or not isinstance(root, YamlMapping) or document.problems:
        return None
    record = Record(root, file, log, vocabulary)
    if form.finding != name:
        record.refuse(
            ("finding",),
            f"expected the finding `{name}` that the file is named after, found {shown(form.finding)}",
            f"rename the file to {form.finding}.yaml, or correct the finding"
            if FINDING_ID.fullmatch(form.finding)
            else "correct the finding",
        )
    if form.wrong is not None and form.wrong not in ("both", "neither") and not _CLAIM_ID.fullmatch(form.wrong):
        record.refuse(
            ("wrong",),
            f"expected the full id of a claim (source/claim), `both` or `neither`, found {shown(form.wrong)}",
            "copy the id from the report",
        )
    if not _is_day(form.on_date):
        record.refuse(
            ("on-date",), f"expected a day as `on-date`, found {shown(form.on_date)}", "write it like 2026-11-22"
        )
    if not record.sound:
        return None
    return Ruling(
        finding=form.finding,
        verdict=form.verdict,
        because=form.because,
        by=form.by,
        on_date=form.on_date,
        file=file,
        marks=marks_of(root),
        wrong=form.wrong,
    )


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
