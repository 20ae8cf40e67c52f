"""A value that its property rules out.

The vocabulary may exclude values (`not-values`), give the text of a value a `pattern`, or a `range` that figures and days lie in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.windows import window_of
from validator.judgement.world import World
from validator.records.claim import Claim, TextValue, Value, value_key, value_label
from validator.records.vocabulary import Property
from validator.values.dates import Moment
from validator.values.quantities import Quantity
from validator.values.units import commensurable


@rule(over="claim")
def check(claim: Claim, world: World) -> Iterator[Problem]:
    property = world.corpus.vocabulary.properties[claim.property]
    excluded = {value_key(v) for v in property.not_values}
    vocabulary = world.corpus.vocabulary
    values = ((claim.is_,) if claim.is_ is not None else ()) + (claim.has or ()) + (claim.only or ())
    for value in values:
        words = value_label(value, vocabulary)
        if value_key(value) in excluded:
            yield Problem(f"{claim.full_id}: {claim.property} cannot be {words}.", (claim.full_id,), "is", key=words)
        elif isinstance(value, TextValue) and property.pattern and not re.fullmatch(property.pattern, value.text):
            message = (
                f"{claim.full_id}: {words} does not have the form {property.pattern} that {claim.property} asks for."
            )
            yield Problem(message, (claim.full_id,), "is", key=words)
        elif _outside(value, property):
            message = f"{claim.full_id}: {words} lies outside the range of {claim.property}."
            yield Problem(message, (claim.full_id,), "is", key=words)
    yield from _days(claim, property, world)


def _outside(value: Value, property: Property) -> bool:
    limits = property.range
    if not isinstance(value, Quantity) or not isinstance(limits, Quantity):
        return False
    return commensurable(value.unit, limits.unit) and value.sure.disjoint(limits.sure)


def _days(claim: Claim, property: Property, world: World) -> Iterator[Problem]:
    if not isinstance(property.range, Moment) or property.kind != "event":
        return
    for entry in claim.times:
        window = window_of(entry.time, claim, world.clock)
        if entry.key in ("when", "at", "during") and not any(s.overlaps(window) for s in property.range.spans):
            message = f"{claim.full_id}: its day lies outside the range of {claim.property}, {property.range.text}."
            yield Problem(message, (claim.full_id,), entry.key, key=entry.key)
