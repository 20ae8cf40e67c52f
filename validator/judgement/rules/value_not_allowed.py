"""A value that its property rules out.

The vocabulary may list the values of a property (`values`), exclude some (`not-values`), give the text of a value a
form (`pattern`), name the `unit` of a figure, or a `range` in which figures and days lie. A share of 104 %, or aircraft
where ships are counted, is wrong whatever the other articles say.

To mend a finding, compare the value with its quote. If the article does say so, keep the claim and rule on the finding;
if the limit is too narrow, widen it in the vocabulary.

**Flagged:**

    entities: {election: {type: vote}}
    properties: {turnout: {kind: quantity, unit: "%", range: 0 %..100 %}}
    morning: [{subject: election, property: turnout, is: 104 %, during: 2023}]  # <-- outside the range of turnout

**Flagged:**

    entities: {ship: {type: vessel}}
    properties: {hull-number: {kind: state, pattern: "[A-Z]{2,3}-[0-9]{3}"}}
    morning: [{subject: ship, property: hull-number, is: DD119}]  # <-- does not have the form

**Flagged:**

    entities: {union: {type: alliance}}
    properties: {founded: {kind: event, range: 1945..2030}}
    morning: [{subject: union, property: founded, when: 1850}]  # <-- its day lies outside the range of founded

**Flagged:**

    entities: {VN: {type: country}}
    properties: {policy: {kind: state, values: [neutral, allied, unknown], not-values: [unknown]}}
    morning: [{subject: VN, property: policy, is: unknown}]  # <-- policy cannot be unknown

**Flagged:**

    entities: {VN: {type: country}, ASEAN: {type: group}}
    properties: {policy: {kind: state, values: [neutral, allied]}}
    morning: [{subject: VN, property: policy, is: ASEAN}]  # <-- policy is one of neutral, allied, not ASEAN

**Flagged:**

    entities: {fleet: {type: navy}}
    properties: {size: {kind: quantity, unit: ships}}
    morning: [{subject: fleet, property: size, is: 40 aircraft, at: 2023-06-01}]  # <-- told in ships, not in aircraft

**Accepted, because a sum in another currency is another question, not a mistake:**

    entities: {JP: {type: country}}
    properties: {exports: {kind: quantity, unit: USD}}
    morning: [{subject: JP, property: exports, is: 101 trillion JPY, during: 2023}]

**Accepted, because the end of the range belongs to it:**

    entities: {election: {type: vote}}
    properties: {turnout: {kind: quantity, unit: "%", range: 0 %..100 %}}
    morning: [{subject: election, property: turnout, is: 100 %, during: 2023}]

**Accepted, because some of what the hedged figure stands for lies inside:**

    entities: {election: {type: vote}}
    properties: {turnout: {kind: quantity, unit: "%", range: 0 %..100 %}}
    morning: [{subject: election, property: turnout, is: about 104 %, during: 2023}]

**Accepted, because the whole text has the form:**

    entities: {ship: {type: vessel}}
    properties: {hull-number: {kind: state, pattern: "[A-Z]{2,3}-[0-9]{3}"}}
    morning: [{subject: ship, property: hull-number, is: DD-119}]
"""

from __future__ import annotations

from collections.abc import Iterator

from validator.judgement.rule import Problem, rule
from validator.judgement.windows import window_of
from validator.judgement.world import World
from validator.records.claim import Claim, TermValue, TextValue, Value, value_key, value_label
from validator.records.patterns import fits
from validator.records.vocabulary import Property
from validator.values.dates import Moment
from validator.values.quantities import Quantity
from validator.values.units import commensurable, unit_named

CURRENCY = "currency"


@rule(over="claim")
def check(claim: Claim, world: World) -> Iterator[Problem]:
    property = world.corpus.vocabulary.properties[claim.property]
    vocabulary = world.corpus.vocabulary
    values = ((claim.is_,) if claim.is_ is not None else ()) + (claim.has or ()) + (claim.only or ())
    for value in values if _restricts(property) else ():
        words = value_label(value, vocabulary)
        excluded = {value_key(v) for v in property.not_values}
        if _foreign(value, property):
            known = ", ".join(property.terms)
            yield Problem(
                f"{claim.full_id}: {claim.property} is one of {known}, not {words}.", (claim.full_id,), "is", key=words
            )
        elif isinstance(value, Quantity) and not _fits_unit(value, property):
            message = f"{claim.full_id}: {claim.property} is told in {property.unit}, not in {value.unit.symbol}."
            yield Problem(message, (claim.full_id,), "is", key=words)
        elif value_key(value) in excluded:
            yield Problem(f"{claim.full_id}: {claim.property} cannot be {words}.", (claim.full_id,), "is", key=words)
        elif isinstance(value, TextValue) and property.pattern and not fits(property.pattern, value.text):
            message = (
                f"{claim.full_id}: {words} does not have the form {property.pattern} that {claim.property} asks for."
            )
            yield Problem(message, (claim.full_id,), "is", key=words)
        elif outside_range(value, property):
            message = f"{claim.full_id}: {words} lies outside the range of {claim.property}."
            yield Problem(message, (claim.full_id,), "is", key=words)
    yield from _days(claim, property, world)


def _restricts(property: Property) -> bool:
    """Whether not every value of its kind is one of a property."""
    told = property.terms, property.unit, property.not_values, property.pattern, property.range
    return any(told)


def _foreign(value: Value, property: Property) -> bool:
    """Whether a property that lists its values is given another; with a value type it may be an entity instead."""
    return bool(property.terms) and not property.value_type and not isinstance(value, TermValue)


def _fits_unit(value: Quantity, property: Property) -> bool:
    """One currency in another's place is not compared, and no mistake either."""
    if property.unit is None or commensurable(value.unit, unit_named(property.unit)):
        return True
    dimensions = value.unit.dimension, unit_named(property.unit).dimension
    return all(d.startswith(CURRENCY) for d in dimensions)


def outside_range(value: Value, property: Property) -> bool:
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
