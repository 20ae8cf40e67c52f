"""The page of the report on which a person rules: the same page, with a form at every finding that may be settled."""

from __future__ import annotations

import hashlib
from typing import Final

from validator.judgement.findings import Finding
from validator.report import words
from validator.values.dataclass import dataclass

VERDICTS: Final = (
    ("conflict", "a conflict: they cannot all be true"),
    ("no-conflict", "no conflict: all of them can be true"),
    ("undecided", "undecided: looked at, and left open"),
)
"""The verdicts of a ruling, each in words."""
UNSAID: Final = ("both", "neither")
"""What may be said to be mistaken beside one of the claims."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed into a form that could not be taken, so that nothing typed is lost."""

    finding: str
    problem: str
    verdict: str = ""
    because: str = ""
    wrong: str = ""
    standing: str = ""
    """Digest of the ruling that the page showed."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page needs to know beside the report."""

    token: str
    """Sent along with each ruling; a page of another site cannot know it."""
    by: str
    """Who ruled last."""
    told: str = ""
    """What came of the last ruling."""
    given: Given | None = None

    def takes(self, finding: Finding) -> bool:
        """Whether a ruling on the finding can be written here."""
        return words.takes_ruling(finding) or finding.ruling is not None

    def given_for(self, finding: Finding) -> Given:
        """What the form of a finding begins with: what was typed, else the ruling that stands, else nothing."""
        if self.given is not None and self.given.finding == finding.id:
            return self.given
        if finding.ruling is not None:
            note = finding.ruling
            seen = digest(note.verdict, note.because, note.by, note.on_date, note.wrong)
            return Given(finding.id, "", note.verdict, note.because, note.wrong, seen)
        return Given(finding.id, "")


def digest(verdict: str, because: str, by: str, on_date: str, wrong: str) -> str:
    """Tells one ruling on a finding from another."""
    return hashlib.sha256("\0".join((verdict, because, by, on_date, wrong)).encode()).hexdigest()[:16]
