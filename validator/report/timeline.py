"""Timelines as plain text: one step a line, with the claims it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from validator.judgement.findings import Ahead, Step, Timeline
from validator.report.inert import visible


def write(timelines: Sequence[Timeline], stream: TextIO) -> None:
    for timeline in timelines:
        print(f"{visible(timeline.subject)} · {visible(timeline.property)}", file=stream)
        for step in timeline.steps:
            span = _span(step)
            number = f"{len(step.value)} (complete)" if step.closed else f"at least {len(step.value)}"
            size = f" - {number}" if len(step.value) != 1 or step.closed else ""
            print(f"  {visible(span)}{size}: {visible(', '.join(step.value))}", file=stream)
            for claim in step.support:
                print(f"      {visible(claim)}", file=stream)
        for change in timeline.changes:
            print(f"  {visible(change)}", file=stream)


def write_ahead(told: Sequence[Ahead], stream: TextIO) -> None:
    if told:
        print("  told ahead, in the order in which it was:", file=stream)
    for one in told:
        became = f" ({visible(one.became)})" if one.became else ""
        print(f"    {visible(one.told)}: {visible(one.words)}{became}", file=stream)
        for claim in one.claims:
            print(f"      {visible(claim)}", file=stream)


def _span(step: Step) -> str:
    if not step.until:
        return f"from {step.start} on" if step.dates[0] else step.start
    return step.start if step.start == step.until else f"{step.start} to {step.until}"
