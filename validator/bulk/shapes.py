"""The shape of a row: its property and which keys it fills, with stage, mood and part. Rows of one shape are understood alike.

One row of each shape goes through the reader of records. If it is a claim, so is every row of the shape whose names, values and times are
sound each by itself; and if the screen knows the shape, it need not look at such a row again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from validator.bulk.ties import Ties
from validator.bulk.windows import AMOUNT, EVENT, STATE
from validator.judgement.rules.qualifier_out_of_place import FIELDS
from validator.records.claim import TIME_KEYS, Claim
from validator.records.vocabulary import Property

SHAPE_KEYS: Final = ("property", "stage", "mood", "part")
PLAIN_KEYS: Final = frozenset({
    "source", "id", "quote", "gloss", "prefix", "suffix", "note", "subject", "property", "is", "has",
    "stage", "mood", "part", "says", *TIME_KEYS,
})  # fmt: skip
"""Keys a screened row may fill; any other is left to the exact rules."""

STATES: Final = "states"
EVENTS: Final = "events"
AMOUNTS: Final = "amounts"
LASTING: Final = "lasting"
"""In place of a time key: the value holds at all times."""
SILENT: Final = "silent"
"""Rows that bound nothing: prose, hopes, plans for states; kept because exact rules may look at them beside others."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How the screen takes rows of one shape: into which table, under which time key, for which stage."""

    table: str
    role: str = ""
    time_key: str = ""
    """The one time key beside `until`, or empty."""
    until: bool = False
    stage: int = 0
    """Height of the stage from 1; 0 where the property has none, -1 where it has and none is stated."""
    single: bool = False
    """Two values exclude each other."""
    ladder: bool = False
    planned: bool = False
    value_key: str = ""
    untested: str = ""
    """Why the claim is not tested, as the report counts it."""


def shape_of(claim: Claim, keys: frozenset[str], ties: Ties) -> Shape | None:
    """None for a shape that only the exact rules understand."""
    property = ties.vocabulary.properties[claim.property]
    if not keys <= PLAIN_KEYS or claim.part != "body" or property.name in ties.entangled:
        return None
    if not _qualified(claim, property):
        return None
    if claim.kind == "prose" or claim.says is not None:
        return Shape(SILENT, untested="prose")
    if "denied" in claim.mood:
        return None
    times = tuple(dict.fromkeys(entry.key for entry in claim.times))
    if claim.mood != ("asserted",):
        return _ahead(claim, property)
    beside = [key for key in times if key != "until"]
    if len(beside) > 1 or (beside and "until" in times and beside != ["since"]):
        return None
    time_key, until = (beside[0] if beside else ""), "until" in times
    match claim.kind:
        case "event":
            stage = _stage(claim, property)
            if stage is None or until:
                return None
            return Shape(EVENTS, EVENT, time_key, stage=stage)
        case "state" | "set":
            value_key = "is" if claim.is_ is not None else "has" if claim.has is not None else ""
            if not value_key or (claim.kind == "state" and value_key == "has" and property.single) or claim.stage:
                return None
            single = claim.kind == "state" and property.single
            if property.lasting:
                time_key, until = "lasting", False
            return Shape(
                STATES, STATE, time_key, until, single=single, ladder=bool(property.ladder), value_key=value_key
            )
        case "quantity":
            if claim.stage or time_key not in ("at", "during") or until:
                return None
            return Shape(AMOUNTS, AMOUNT, time_key, value_key="is")
        case _:
            return None


def _ahead(claim: Claim, property: Property) -> Shape:
    """Told as planned, hoped, possible or required: held against outcomes; only a plan for an event bounds its day."""
    planned = claim.kind == "event" and claim.mood == ("planned",) and (len(claim.stage) == 1 or not property.stages)
    if planned:
        stage = _stage(claim, property) or 0
        return Shape(EVENTS, EVENT, planned=True, stage=stage, untested="ahead")
    return Shape(SILENT, untested="ahead")


def _stage(claim: Claim, property: Property) -> int | None:
    if not property.stages:
        return 0
    if len(claim.stage) > 1:
        return None
    return property.stages.index(claim.stage[0]) + 1 if claim.stage else -1


def _qualified(claim: Claim, property: Property) -> bool:
    """Whether the claim has the qualifiers its property needs, and none it does not allow."""
    needs = property.qualifiers
    stated = {key for key, field in FIELDS.items() if getattr(claim, field) not in (None, ())}
    stated |= {entry.key for entry in claim.times}
    allowed = None if needs.allowed is None else {*needs.allowed, *needs.required}
    return stated >= set(needs.required) and (allowed is None or stated <= allowed)
