"""Folding bounds into relations changes neither which choices of literals can hold, nor what they rest on."""

from __future__ import annotations

from itertools import chain, combinations, product

from hypothesis import given
from hypothesis import strategies as st

from validator.judgement.constraints import Constraint, Literal, Question
from validator.judgement.folding import folded
from validator.judgement.formulas import AllOf, AnyOf, Formula, Order, Truth, Var

DAYS = range(4)
VARS = [Var("day", name) for name in "xyz"]
LITERALS = [Literal(0, name) for name in "abc"]
HEAD = Question("s", "p")

orders = st.builds(
    Order, st.sampled_from([None, *VARS]), st.sampled_from([None, *VARS]), st.integers(-len(DAYS), len(DAYS))
).filter(lambda order: order.x != order.y)
formulas = st.one_of(
    orders,
    st.builds(lambda parts: AllOf(tuple(parts)), st.lists(orders, min_size=2, max_size=3)),
    st.builds(lambda parts: AnyOf(tuple(parts)), st.lists(orders, min_size=2, max_size=3)),
)
constraints = st.builds(
    lambda formula, literals, relation: Constraint(formula, frozenset(literals), "r", HEAD, relation=relation),
    formulas,
    st.sets(st.sampled_from(LITERALS), max_size=3),
    st.booleans(),
)


def holds(formula: Formula, days: dict[Var, int]) -> bool:
    match formula:
        case Truth(value):
            return value
        case Order(x, y, k):
            return (days[x] if x else 0) - (days[y] if y else 0) <= k
        case AllOf(parts):
            return all(holds(part, days) for part in parts)
        case AnyOf(parts):
            return any(holds(part, days) for part in parts)
    raise AssertionError(formula)


def possible(found: list[Constraint], chosen: frozenset[Literal]) -> bool:
    active = [c.formula for c in found if c.literals <= chosen]
    worlds = (dict(zip(VARS, days, strict=True)) for days in product(DAYS, repeat=len(VARS)))
    return any(all(holds(formula, world) for formula in active) for world in worlds)


@given(st.lists(constraints, max_size=7))
def test_the_same_choices_of_literals_can_hold(found: list[Constraint]) -> None:
    left = folded(found)
    for some in chain.from_iterable(combinations(LITERALS, size) for size in range(len(LITERALS) + 1)):
        chosen = frozenset(some)
        assert possible(found, chosen) == possible(left, chosen)
    assert {c.literals for c in left} <= {c.literals for c in found}


def test_relations_between_days_years_apart_are_gone() -> None:
    a, b = LITERALS[:2]
    x, y = VARS[:2]
    within = [
        Constraint(AllOf((Order(x, None, 10), Order(None, x, 0))), frozenset({a}), "r", HEAD),
        Constraint(AllOf((Order(y, None, 100), Order(None, y, -90))), frozenset({b}), "r", HEAD),
    ]
    apart = Constraint(Order(x, y, 0), frozenset({a, b}), "r", HEAD, relation=True)
    assert folded([*within, apart]) == within


def test_what_another_claim_says_folds_nothing() -> None:
    a, b = LITERALS[:2]
    x, y = VARS[:2]
    bound = Constraint(Order(x, None, 10), frozenset({a}), "r", HEAD)
    other = Constraint(AnyOf((Order(x, None, 10), Order(x, y, 0))), frozenset({b}), "r", HEAD, relation=True)
    assert folded([bound, other]) == [bound, other]


def test_bounds_that_contradict_each_other_fold_nothing() -> None:
    a = LITERALS[0]
    x, y = VARS[:2]
    bounds = [Constraint(Order(x, None, 1), frozenset({a}), "r", HEAD)]
    bounds.append(Constraint(Order(None, x, -2), frozenset({a}), "r", HEAD))
    relation = Constraint(Order(x, y, 0), frozenset({a}), "r", HEAD, relation=True)
    assert folded([*bounds, relation]) == [*bounds, relation]
