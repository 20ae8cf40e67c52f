"""Difference constraints over days: a negative cycle is a set of orders that cannot all hold, and a simple one is
minimal.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from validator.judgement.formulas import Order, Var


def negative_cycle(orders: Sequence[Order]) -> list[int] | None:
    """Indices of orders (`x - y <= k`) that form a simple negative cycle, or None when a choice of days satisfies all.

    Bellman-Ford with a queue; the parent graph is searched for a cycle once per as many relaxations as there are
    variables, which costs no more than the relaxations themselves (Cherkassky and Goldberg 1999).
    """
    names: dict[Var | None, int] = {None: 0}
    outgoing: list[list[tuple[int, int, int]]] = [[]]
    for index, order in enumerate(orders):
        for var in (order.x, order.y):
            if var not in names:
                names[var] = len(names)
                outgoing.append([])
        outgoing[names[order.y]].append((names[order.x], order.k, index))
    size = len(names)
    distance = [0] * size
    parent: list[tuple[int, int] | None] = [None] * size
    waiting = deque(range(size))
    queued = [True] * size
    relaxed = 0
    while waiting:
        node = waiting.popleft()
        queued[node] = False
        for target, weight, index in outgoing[node]:
            reach = distance[node] + weight
            if reach >= distance[target]:
                continue
            distance[target] = reach
            parent[target] = (node, index)
            relaxed += 1
            if relaxed % size == 0:
                cycle = _parent_cycle(parent)
                if cycle is not None:
                    return cycle
            if not queued[target]:
                queued[target] = True
                waiting.append(target)
    return None


def _parent_cycle(parent: list[tuple[int, int] | None]) -> list[int] | None:
    round_of = [0] * len(parent)
    for start in range(len(parent)):
        node = start
        while round_of[node] == 0:
            round_of[node] = start + 1
            step = parent[node]
            if step is None:
                break
            node = step[0]
        else:
            if round_of[node] == start + 1:
                return _walk(parent, node)
    return None


def _walk(parent: list[tuple[int, int] | None], first: int) -> list[int]:
    edges: list[int] = []
    node = first
    while True:
        step = parent[node]
        assert step is not None, "a cycle of parents has no end"
        edges.append(step[1])
        node = step[0]
        if node == first:
            return sorted(edges)


def latest_days(orders: Iterable[Order]) -> dict[Var, int]:
    """The latest day of every variable that the orders bound from above, left out where they contradict each other."""
    outgoing: dict[Var | None, list[Order]] = {}
    nodes: set[Var | None] = {None}
    for order in orders:
        outgoing.setdefault(order.y, []).append(order)
        nodes.update((order.x, order.y))
    distance: dict[Var | None, int] = {None: 0}
    hops: dict[Var | None, int] = {None: 0}
    bottomless: set[Var | None] = set()
    waiting: deque[Var | None] = deque([None])
    queued: set[Var | None] = {None}
    while waiting:
        node = waiting.popleft()
        queued.discard(node)
        for order in outgoing.get(node, ()):
            reach = distance[node] + order.k
            known = distance.get(order.x)
            if known is not None and known <= reach:
                continue
            distance[order.x] = reach
            hops[order.x] = hops[node] + 1
            if hops[order.x] > len(nodes):
                bottomless.add(order.x)  # behind a cycle of orders that cannot all hold
            elif order.x not in queued:
                queued.add(order.x)
                waiting.append(order.x)
    spoiled = list(bottomless)
    while spoiled:
        for order in outgoing.get(spoiled.pop(), ()):
            if order.x not in bottomless:
                bottomless.add(order.x)
                spoiled.append(order.x)
    return {var: day for var, day in distance.items() if var is not None and var not in bottomless}


def earliest_days(orders: Iterable[Order]) -> dict[Var, int]:
    """The earliest day of every variable that satisfiable orders bound from below."""
    mirrored = latest_days(Order(o.y, o.x, o.k) for o in orders)
    return {var: -day for var, day in mirrored.items()}
