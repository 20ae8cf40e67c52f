"""The shape of a row: its property and which keys it fills, with stage, mood and part. Rows of one shape are
understood alike.

One row of each shape goes through the reader of records. If it is a claim, so is every row of the shape whose
names, values and times are sound each by itself; and if the screen knows the shape, it need not look at such a
row again.
"""

from __future__ import annotations

from typing import Final

from validator.bulk.ties import Ties
from validator.bulk.windows import AMOUNT, EVENT, STATE
from validator.judgement.rules.qualifier_out_of_place import FIELDS
from validator.records.claim import TIME_KEYS, Claim
from validator.records.vocabulary import Property
from validator.values.dataclass import dataclass

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
WHAT: Final = {STATES: 1, EVENTS: 2, AMOUNTS: 3, SILENT: 4}
"""What a row turns into, as a number."""
UNTESTED: Final = ("", "ahead", "prose")
"""Why a claim is not tested, in the order of its number."""


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
    if "denied" in claim.mood or len({entry.key for entry in claim.times}) < len(claim.times):
        return None
    times = [entry.key for entry in claim.times]
    until = "until" in times
    beside = [key for key in times if key != "until"]
    time_key: str = beside[0] if beside else ""
    untested = "ahead" if claim.mood != ("asserted",) else ""
    if claim.kind == "prose" or claim.says is not None:
        return Shape(SILENT, STATE, time_key, until, untested="prose")
    match claim.kind:
        case "event":
            stage = _stage(claim, property)
            planned = claim.mood == ("planned",) and stage != -1
            if stage is None or until:
                return None
            table = EVENTS if planned or not untested else SILENT
            return Shape(table, EVENT, time_key, stage=stage, planned=planned, untested=untested)
        case "state" | "set":
            value_key = "is" if claim.is_ is not None else "has" if claim.has is not None else ""
            single = claim.kind == "state" and property.single
            if not value_key or (single and value_key == "has") or claim.stage or (property.lasting and times):
                return None
            return Shape(
                SILENT if untested else STATES,
                STATE,
                LASTING if property.lasting else time_key,
                until,
                single=single,
                ladder=single and bool(property.ladder),
                value_key=value_key,
                untested=untested,
            )
        case "quantity":
            if claim.stage or time_key not in ("at", "during") or until or claim.is_ is None:
                return None
            return Shape(SILENT if untested else AMOUNTS, AMOUNT, time_key, value_key="is", untested=untested)
        case _:
            return None


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
