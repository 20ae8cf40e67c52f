"""Clashes and timelines as shapes for SVG, placed in percent of the width, so that text keeps its size."""

from __future__ import annotations

from fractions import Fraction

from validator.judgement.findings import Finding, Timeline
from validator.report import axis
from validator.report.axis import Axis, Span
from validator.values.dataclass import dataclass

CAMP_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TONES = 6
"""Colours that camps take in turn; their letters tell them apart without colour."""
_LABEL_CHARACTERS = 26
_BROAD = Fraction(1, 50)
_MOST_MEMBERS = 60
_MOST_STEPS = 24


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a bar; `x` and `width` in percent. One too short to see is a point."""

    x: str
    width: str
    point: bool
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """The stretches of a camp, with its label above."""

    stretches: tuple[Stretch, ...]
    label: str
    label_x: str
    anchor: str
    tone: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick or a boundary with its label."""

    x: str
    label: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Clash:
    """Camps on one axis."""

    described: str
    kind: str
    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[Mark, ...]
    rows: tuple[tuple[str, str], ...]
    """The table twin: letter and value, span in words."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a set and the columns it spans."""

    name: str
    stretches: tuple[tuple[str, str], ...]
    label_x: str


@dataclass(frozen=True, slots=True)
class Column:
    """A step of a timeline."""

    x: str
    width: str
    number: str
    from_words: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """A step chart: one column a step, one row a member, in order of joining."""

    described: str
    columns: tuple[Column, ...]
    members: tuple[Member, ...]


def percent(share: Fraction) -> str:
    """`12.5%`, with two decimals at most."""
    hundredths = round(share * 10_000)
    whole, part = divmod(hundredths, 100)
    return (f"{whole}.{part:02}".rstrip("0").rstrip(".") if part else str(whole)) + "%"


def clash(finding: Finding) -> Clash | None:
    """The camps of a finding on an axis of days or numbers, if all of them can be read so."""
    values = [camp.value for camp in finding.camps]
    found = axis.axis_of(values)
    if found is None or len(values) > len(CAMP_LETTERS):
        return None
    bars = tuple(_bar(at, value, found) for at, value in enumerate(values))
    ticks = tuple(Mark(percent(found.share(tick.at)), tick.label) for tick in found.ticks)
    letters = ", ".join(f"{letter}: {value}" for letter, value in zip(CAMP_LETTERS, values, strict=False))
    kind = "a time axis" if found.kind == "time" else "a scale"
    rows = tuple(
        (f"{CAMP_LETTERS[at]}: {value}", "; ".join(_span_words(span, found) for span in found.spans[at]))
        for at, value in enumerate(values)
    )
    return Clash(f"On {kind} - {letters}.", found.kind, found.unit, bars, ticks, rows)


def _bar(at: int, value: str, on: Axis) -> Bar:
    reach = [_reach(span, on) for span in on.spans[at]]
    low, high = min(one for one, _ in reach), max(one for _, one in reach)
    middle = (low + high) / 2
    if middle < Fraction(2, 5):
        anchor, label_x = "start", low
    elif middle > Fraction(3, 5):
        anchor, label_x = "end", high
    else:
        anchor, label_x = "middle", middle
    label = f"{CAMP_LETTERS[at]}  {value}"
    return Bar(
        stretches=tuple(
            Stretch(percent(start), percent(end - start), end - start < _BROAD, span.low is None, span.high is None)
            for span, (start, end) in zip(on.spans[at], reach, strict=True)
        ),
        label=label if len(label) <= _LABEL_CHARACTERS else _short(f"{CAMP_LETTERS[at]}  {_core(value)}"),
        label_x=percent(label_x),
        anchor=anchor,
        tone=at % TONES,
    )


def _reach(span: Span, on: Axis) -> tuple[Fraction, Fraction]:
    """Where a span begins and ends on the axis, open ends at its edges."""
    return (
        Fraction(0) if span.low is None else on.share(span.low),
        Fraction(1) if span.high is None else on.share(span.high),
    )


def _core(value: str) -> str:
    """The part of a long value that tells it from others: without its times in brackets, or after its stages."""
    bare, bracket, _ = value.rpartition(" (")
    return bare if bracket else value.rpartition(": ")[2]


def _short(label: str) -> str:
    """A label that fits a drawing; the table twin has it whole."""
    return label if len(label) <= _LABEL_CHARACTERS else label[: _LABEL_CHARACTERS - 1] + "…"


def _span_words(span: Span, on: Axis) -> str:
    if on.kind == "time":
        first = axis.day_words(span.low) if span.low is not None else ""
        last = axis.day_words(span.high - 1) if span.high is not None else ""
    else:
        first = axis.number_words(span.low) if span.low is not None else ""
        last = axis.number_words(span.high) if span.high is not None else ""
    if first and last:
        return first if first == last else f"{first} to {last}"
    more, less = ("later", "earlier") if on.kind == "time" else ("more", "less")
    return f"{first} or {more}" if first else f"{last} or {less}"


def steps(timeline: Timeline) -> Steps | None:
    """A timeline as a step chart; None if it has no steps or more members than a picture helps with."""
    count = len(timeline.steps)
    joining: dict[str, int] = {}
    for at, step in enumerate(timeline.steps):
        for name in sorted(step.value):
            joining.setdefault(name, at)
    if not 0 < count <= _MOST_STEPS or not joining or len(joining) > _MOST_MEMBERS:
        return None
    columns = tuple(
        Column(
            x=percent(Fraction(at, count)),
            width=percent(Fraction(1, count)),
            number=f"{len(step.value)}" if step.closed else f"≥ {len(step.value)}",
            from_words=_short(step.start or "…"),
            closed=step.closed,
        )
        for at, step in enumerate(timeline.steps)
    )
    members = tuple(_member(name, timeline) for name in joining)
    told = "; ".join(
        f"from {step.start or 'the beginning'} {'exactly' if step.closed else 'at least'} {len(step.value)}"
        for step in timeline.steps
    )
    return Steps(f"Step chart of members over time: {told}.", columns, members)


def _member(name: str, timeline: Timeline) -> Member:
    count = len(timeline.steps)
    stretches = axis.runs([name in step.value for step in timeline.steps])
    return Member(
        name=_short(name),
        stretches=tuple(
            (percent(Fraction(low, count)), percent(Fraction(high - low, count))) for low, high in stretches
        ),
        label_x=percent(Fraction(stretches[0][0], count)),
    )
