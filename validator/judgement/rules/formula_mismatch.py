"""Figures that do not add up.

A total is the sum of its parts, a share is a part over a whole, growth compares two periods. The vocabulary writes this
as the `formula` of a property. It holds for the true amounts, so it must hold for some amounts that the figures can
stand for. Rounding is allowed for; a finding means that no choice within the roundings works. A figure that no claim
states may be anything within the `range` of its property; without a range, the formula is not tested.

To mend a finding, recompute the figure, then look for the one that speaks of another period, of goods alone, of another
currency, or of percentage points.

**Flagged:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties:
      trade: {kind: quantity, unit: USD}
      total: {kind: quantity, unit: USD}
      share: {kind: quantity, unit: "%", formula: trade / total(of)}
    morning:
      - {subject: JP+VN, property: trade, is: 42.7 billion USD, during: 2023}  # <-- share = trade / total(of)
      - {subject: VN, property: total, is: 681 billion USD, during: 2023}  # <-- VN total 681 billion USD
    evening:
      - {subject: JP+VN, property: share, of: VN, is: 9.5 %, during: 2023}  # <-- contradiction formula-mismatch

**Flagged:**

    entities: {firm: {type: company}}
    properties:
      revenue: {kind: quantity, unit: USD}
      growth: {kind: quantity, unit: "%", formula: revenue / revenue(previous) - 1}
    morning:
      - {subject: firm, property: revenue, is: 101 million USD, during: 2022}  # <-- 101 million USD
      - {subject: firm, property: revenue, is: 111 million USD, during: 2023}  # <-- 111 million USD
    evening:
      - {subject: firm, property: growth, is: 25 %, during: 2023}  # <-- growth = revenue / revenue(previous) - 1

**Flagged:**

    entities: {ferry: {type: ship}}
    properties:
      aboard: {kind: quantity, unit: people}
      saved: {kind: quantity, unit: people, range: at least 0 people}
      lost: {kind: quantity, unit: people, formula: aboard - saved}
    morning: [{subject: ferry, property: aboard, is: 1960 people, during: 1915-05-07}]  # <-- Nobody states saved
    evening: [{subject: ferry, property: lost, is: 2198 people, during: 1915-05-07}]  # <-- formula-mismatch

**Accepted, because 42.7 of 681 billion is 6.3 %, which rounds to 6:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties:
      trade: {kind: quantity, unit: USD}
      total: {kind: quantity, unit: USD}
      share: {kind: quantity, unit: "%", formula: trade / total(of)}
    morning:
      - {subject: JP+VN, property: trade, is: 42.7 billion USD, during: 2023}
      - {subject: VN, property: total, is: 681 billion USD, during: 2023}
    evening:
      - {subject: JP+VN, property: share, of: VN, is: 6 %, during: 2023}

**Accepted, because the total is that of another year:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties:
      trade: {kind: quantity, unit: USD}
      total: {kind: quantity, unit: USD}
      share: {kind: quantity, unit: "%", formula: trade / total(of)}
    morning:
      - {subject: JP+VN, property: trade, is: 42.7 billion USD, during: 2023}
      - {subject: VN, property: total, is: 681 billion USD, during: 2021}
    evening:
      - {subject: JP+VN, property: share, of: VN, is: 9.5 %, during: 2023}

**Accepted, because some may have been saved:**

    entities: {ferry: {type: ship}}
    properties:
      aboard: {kind: quantity, unit: people}
      saved: {kind: quantity, unit: people, range: at least 0 people}
      lost: {kind: quantity, unit: people, formula: aboard - saved}
    morning: [{subject: ferry, property: aboard, is: 1960 people, during: 1915-05-07}]
    evening: [{subject: ferry, property: lost, is: 1198 people, during: 1915-05-07}]

**Undecided, because no claim states the total, which the report counts among the checks that did not run:**

    entities: {JP: {type: country}, VN: {type: country}}
    properties:
      trade: {kind: quantity, unit: USD}
      total: {kind: quantity, unit: USD}
      share: {kind: quantity, unit: "%", formula: trade / total(of)}
    morning: [{subject: JP+VN, property: trade, is: 42.7 billion USD, during: 2023}]
    evening: [{subject: JP+VN, property: share, of: VN, is: 9.5 %, during: 2023}]
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from validator.judgement.amounts import AmountFamily, Period
from validator.judgement.formulas import Equal, Expression, InRange, Var, any_of
from validator.judgement.rule import Relation, rule
from validator.judgement.world import World
from validator.records import formula as written
from validator.records.vocabulary import Property
from validator.values.dataclass import dataclass, field
from validator.values.quantities import Quantity


@rule(over="amount", weight=30)
def relate(family: AmountFamily, world: World) -> Iterator[Relation]:
    formula = family.property.formula
    if formula is None:
        return
    why = f"{family.property.name} = {formula.text}."
    for period in family.periods.values():
        reading = Reading(family, period, world)
        right = reading.of(formula.root)
        if right is not None and reading.stated:
            yield Relation(_equal(family, period, right), frozenset(), family.question, why)
            yield from reading.ranges()
    if any(not s.claim.times for s in family.statements):
        periods = {p.name: p for other in _operands(family, world) for p in other.periods.values()}
        found = [(p, Reading(family, p, world, guess=False).of(formula.root)) for p in [*periods.values(), None]]
        choices = [_equal(family, None, right) for _, right in found if right is not None]
        if choices:
            yield Relation(any_of(*choices), frozenset(), family.question, why)


def _equal(family: AmountFamily, period: Period | None, right: Expression) -> Equal:
    return Equal(Expression.variable(family.var(period)), right, Fraction(0), Fraction(0))


def _operands(family: AmountFamily, world: World) -> list[AmountFamily]:
    assert family.property.formula is not None
    found = []
    for name in family.property.formula.names:
        subject = family.of if name.reference == "of" else family.subject
        found.extend(_families(subject, name.property, world))
    return found


def _families(subject: str | None, property: str, world: World) -> list[AmountFamily]:
    return [
        other
        for other in world.amounts.values()
        if other.subject == subject and other.property.name == property and not other.question.narrowed
    ]


@dataclass(slots=True)
class Reading:
    """A formula over the amounts of one period."""

    family: AmountFamily
    period: Period | None
    world: World
    guess: bool = True
    """Whether an amount that nobody states may stand for any within the range of its property."""
    stated: int = 0
    unstated: dict[Var, Property] = field(default_factory=dict)

    def of(self, node: written.Expression) -> Expression | None:
        """None where an amount is nowhere stated and has no range."""
        match node:
            case written.Number(value):
                return Expression.constant(value)
            case written.Name(property, reference):
                return self._amount(property, reference)
            case written.Operation(operator, left, right):
                first, second = self.of(left), self.of(right)
                if first is None or second is None:
                    return None
                return Expression(operator, parts=(first, second))

    def _amount(self, property: str, reference: str) -> Expression | None:
        subject = self.family.of if reference == "of" else self.family.subject
        for other in _families(subject, property, self.world):
            wanted = _previous(self.period, other) if reference == "previous" else self.period
            known = wanted is not None and wanted.name in other.periods
            unsaid = any(not s.claim.times for s in other.statements)
            if known or (reference != "previous" and unsaid and not other.periods):
                self.stated += 1
                return Expression.variable(other.var(wanted if known else None))
        told = self.world.corpus.vocabulary.properties.get(property)
        if not self.guess or told is None or self.period is None or reference == "previous":
            return None
        if subject is None or not isinstance(told.range, Quantity):
            return None
        var = Var("number", f"{subject}/{property} {self.period.name} within its range")
        self.unstated[var] = told
        return Expression.variable(var)

    def ranges(self) -> Iterator[Relation]:
        for var, property in self.unstated.items():
            assert isinstance(property.range, Quantity)
            why = f"Nobody states {property.name}, and it lies within {property.range.text}."
            yield Relation(InRange(var, property.range.sure), frozenset(), self.family.question, why)


def _previous(period: Period | None, family: AmountFamily) -> Period | None:
    """The period of the same kind that ends where this one begins."""
    if period is None or period.span.lo is None:
        return None
    for other in family.periods.values():
        if other.span.hi == period.span.lo - 1 and other.key == period.key and _alike(period, other):
            return other
    return None


def _alike(one: Period, other: Period) -> bool:
    if one.span.hi is None or one.span.lo is None or other.span.hi is None or other.span.lo is None:
        return False
    longer, shorter = sorted((one.span.hi - one.span.lo, other.span.hi - other.span.lo), reverse=True)
    return longer - shorter <= max(3, longer // 50)
