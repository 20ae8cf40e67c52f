"""Reports as texts, and longer ones."""

from __future__ import annotations

import io
from dataclasses import replace

from hostile_sample import hostile
from sample import sample

from validator.judgement.findings import Report
from validator.report import write
from validator.report.texts import Since, full


def told(report: Report, format: str) -> str:
    stream = io.StringIO(newline="")
    write(report, format, stream)
    return stream.getvalue()


def many(count: int) -> Report:
    """The sample with its contradictions, problems and agreements repeated."""
    chosen = [one for one in sample().findings if one.verdict in ("contradiction", "agreement", "tension")]
    findings = tuple(replace(chosen[at % len(chosen)], id=f"{at:08x}") for at in range(count))
    return replace(sample(), findings=findings)


def compared() -> Report:
    """The sample with what is new, and a hostile finding that is gone."""
    states = tuple((one.id, "new") for one in sample().findings)
    return replace(full(sample()), since=Since("main", states, hostile().findings[:1]))  # type: ignore[arg-type]
