"""Difference constraints over days: cycles are found and minimal, and extremes end even where orders contradict."""

from __future__ import annotations

import random

import pytest

from validator.judgement.decide_days import earliest_days, latest_days, negative_cycle
from validator.judgement.formulas import Order, Var


def day(name: object) -> Var:
    return Var("day", str(name))


def consistent(orders: list[Order]) -> bool:
    """Floyd and Warshall, as the independent judge."""
    names = sorted({v for o in orders for v in (o.x, o.y)}, key=str)
    gap = {(a, b): 0 if a == b else None for a in names for b in names}
    for order in orders:
        known = gap[order.y, order.x]
        gap[order.y, order.x] = order.k if known is None else min(known, order.k)
    for via in names:
        for a in names:
            for b in names:
                first, second = gap[a, via], gap[via, b]
                if first is not None and second is not None:
                    known = gap[a, b]
                    gap[a, b] = first + second if known is None else min(known, first + second)
    return all((gap[a, a] or 0) >= 0 for a in names)


@pytest.mark.parametrize("seed", range(300))
def test_a_cycle_is_found_exactly_when_there_is_one_and_is_minimal(seed: int) -> None:
    rng = random.Random(seed)
    variables = [None, *map(day, range(5))]
    orders = []
    for _ in range(rng.randint(2, 10)):
        x, y = rng.sample(variables, 2)
        orders.append(Order(x, y, rng.randint(-5, 6)))
    cycle = negative_cycle(orders)
    assert (cycle is None) == consistent(orders)
    if cycle is not None:
        assert not consistent([orders[i] for i in cycle])
        assert all(consistent([orders[i] for i in cycle if i != left]) for left in cycle)


def test_the_extremes_of_a_chain() -> None:
    chain = [Order(None, day("a"), -10), Order(day("a"), day("b"), -1), Order(day("b"), None, 20)]
    assert earliest_days(chain) == {day("a"): 10, day("b"): 11}
    assert latest_days(chain) == {day("b"): 20, day("a"): 19}


def test_contradicting_orders_have_no_extremes_and_still_end() -> None:
    loop = [
        Order(day("a"), day("b"), -1),
        Order(day("b"), day("a"), -1),
        Order(day("a"), None, 5),
        Order(day("c"), None, 7),
    ]
    assert latest_days(loop) == {day("c"): 7}


def test_a_loop_through_two_thousand_orders_is_found() -> None:
    size = 2_000
    orders = [Order(day(i + 1), day(i), -1) for i in range(size)] + [Order(day(0), day(size), size - 1)]
    random.Random(3).shuffle(orders)
    found = negative_cycle(orders)
    assert found is not None
    assert len(found) == size + 1
