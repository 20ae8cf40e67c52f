"""Claims that are read one by one, as bounds of a hot question: what `placing` makes of a row, made of a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from validator.bulk.shapes import EVENTS, LASTING, STATES, Shape, shape_of
from validator.bulk.ties import Ties, is_unknown
from validator.bulk.understanding import is_allowed
from validator.bulk.windows import EVER, NEVER, PUBLISHED, Window, window
from validator.records.claim import Claim, value_key
from validator.records.source import Source


class Bound(NamedTuple):
    """A claim about one value of a state, or about the day of an event, in the words of the screen."""

    address: int
    of_event: bool
    subject: str
    property: int
    """By its code."""
    value: str
    """By its key."""
    stage: int
    lo: int | None
    hi: int | None
    first: int | None = None
    first_hi: int | None = None
    last_lo: int | None = None
    last: int | None = None
    pub: int | None = None
    sure: bool = True


def bound_of(address: int, claim: Claim, source: Source | None, ties: Ties) -> Bound | None:
    """None for a claim that only the exact rules understand."""
    vocabulary = ties.vocabulary
    keys = frozenset(name.partition(".")[0] for name in claim.marks if name)
    shape = shape_of(claim, keys, ties)
    called_otherwise = any(not {*pair}.isdisjoint(claim.subject.members) for pair in vocabulary.identities)
    if source is None or shape is None or called_otherwise:
        return None
    published = source.published.hull.bounded
    if published is None:
        return None
    told_from = None if is_unknown(source) else published[0]
    times = {entry.key: window(shape.role, entry.key, entry.time.text, told_from) for entry in claim.times}
    met: dict[str, Window] = {key: time for key, time in times.items() if time is not None}
    if len(met) < len(times):
        return None
    code = sorted(ties.group_of).index(claim.property)
    if shape.table == EVENTS and not shape.planned and shape.stage >= 0:
        time = met.get(shape.time_key)
        lo, hi = (NEVER, EVER) if time is None else (time.lo, time.hi)
        return Bound(address, True, claim.subject.key, code, "", shape.stage, lo, min(hi, published[0]))
    property = vocabulary.properties[claim.property]
    if shape.table != STATES or not shape.single or claim.is_ is None or not is_allowed(claim.is_, property):
        return None
    bound = Bound(address, False, claim.subject.key, code, value_key(claim.is_), 0, None, None)
    return _of_state(bound, shape, met, *published)


def _of_state(bound: Bound, shape: Shape, times: Mapping[str, Window], early: int, late: int) -> Bound:
    """`early`, `late`: the days between which the source appeared."""
    day = early == late
    until = times.get("until")
    if until is not None and until.lo > late:  # still ahead
        until = None
    time = times.get(shape.time_key)
    if shape.time_key == "since" and time is not None:
        hi, sure = None if until else late, day and time.lo == time.hi
        bound = bound._replace(first=time.lo, first_hi=time.hi, hi=hi, pub=early, sure=sure)
    elif shape.time_key == LASTING:
        bound = bound._replace(lo=NEVER, hi=EVER)
    elif time is not None:
        open_ended = time.hi == PUBLISHED
        bound = bound._replace(
            lo=time.lo, hi=late if open_ended else time.hi, sure=time.sure and (day or not open_ended)
        )
    elif until is None:
        bound = bound._replace(lo=early, hi=late, sure=day)
    else:
        bound = bound._replace(sure=day)
    if until is not None:
        bound = bound._replace(last_lo=until.lo, last=until.hi, sure=bound.sure and until.lo == until.hi)
    return bound
