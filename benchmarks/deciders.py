"""Cost against component size for each decider: seconds to the first minimal set, and to all of them.

    uv run python benchmarks/deciders.py

Each component is one loop of orders (or a sum) that clashes through all of its members, plus as many that do not
matter.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from fractions import Fraction

from validator.judgement.conflicts import find_conflicts
from validator.judgement.constraints import Component, Constraint, Question, claim_literal
from validator.judgement.decide import DayDecider, RangeDecider
from validator.judgement.formulas import Equal, Expression, Formula, InRange, Order, Var, any_of
from validator.values.intervals import Interval

HEAD = Question("benchmark", "component")


def claim(index: int, formula: Formula) -> Constraint:
    return Constraint(formula, frozenset({claim_literal(f"source/c{index:05}")}), "value-conflict", HEAD)


def day(index: int) -> Var:
    return Var("day", f"d{index}")


def orders(size: int, rng: random.Random) -> list[Constraint]:
    """A chain d0 < d1 < … that is closed by one order back, among orders that leave room."""
    loop = size // 2
    found = [Order(day(i), day(i + 1), -1) for i in range(loop - 1)] + [Order(day(loop - 1), day(0), loop - 2)]
    found += [
        Order(day(rng.randrange(loop)), day(rng.randrange(loop)), loop + rng.randrange(9)) for _ in range(size - loop)
    ]
    rng.shuffle(found)
    return [claim(i, order) for i, order in enumerate(found)]


def disjunctions(size: int, rng: random.Random) -> list[Constraint]:
    """Two states that must not overlap with each of many others, all within one short window."""
    found: list[Formula] = []
    for i in range(size // 3):
        found.append(Order(day(i), None, 100 + i))
        found.append(Order(None, day(i), -100))
    for _ in range(size - len(found)):
        one, other = rng.randrange(size // 3), rng.randrange(size // 3)
        if one != other:
            found.append(any_of(Order(day(one), day(other), -1), Order(day(other), day(one), -1)))
    found += [
        Order(day(0), None, 100),
        Order(day(1), None, 100),
        any_of(Order(day(0), day(1), -1), Order(day(1), day(0), -1)),
    ]
    return [claim(i, formula) for i, formula in enumerate(found)]


def ranges(size: int, rng: random.Random) -> list[Constraint]:
    """Figures of one slot: all around one amount, two apart from it."""
    amount = Var("number", "n")
    found = [InRange(amount, Interval(Fraction(90 + rng.randrange(5)), Fraction(110))) for _ in range(size - 2)]
    found += [
        InRange(amount, Interval(Fraction(200), Fraction(300))),
        InRange(amount, Interval(Fraction(1), Fraction(2))),
    ]
    return [claim(i, part) for i, part in enumerate(found)]


def sums(size: int, rng: random.Random) -> list[Constraint]:
    """A total that its parts do not make up."""
    parts = [Var("number", f"part{i}") for i in range(size - 2)]
    total = Var("number", "total")
    right = Expression.variable(parts[0])
    for part in parts[1:]:
        right = Expression("+", parts=(right, Expression.variable(part)))
    found: list[Formula] = [InRange(p, Interval.point(rng.randrange(1, 9))) for p in parts]
    found.append(InRange(total, Interval.point(1)))
    found.append(Equal(Expression.variable(total), right, Fraction(0), Fraction(0)))
    return [claim(i, formula) for i, formula in enumerate(found)]


def timed(work: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def rows() -> Iterator[tuple[str, int, float, int]]:
    for size in (20, 200, 2_000, 10_000):
        parts = orders(size, random.Random(size))
        everything = frozenset(Component(parts).literals)
        seconds, core = timed(lambda p=parts, e=everything: DayDecider(p).core(e))  # type: ignore[misc]
        yield "one clash, orders of days", size, seconds, len(core or ())  # type: ignore[arg-type]
    for size in (20, 200, 2_000, 10_000):
        parts = ranges(size, random.Random(size))
        everything = frozenset(Component(parts).literals)
        seconds, core = timed(lambda p=parts, e=everything: RangeDecider(p).core(e))  # type: ignore[misc]
        yield "one clash, ranges of figures", size, seconds, len(core or ())  # type: ignore[arg-type]
    for name, make, sizes in (
        ("all sets, orders of days", orders, (20, 60, 200)),
        ("all sets, disjunctions of days", disjunctions, (20, 60, 200)),
        ("all sets, a sum of parts", sums, (10, 20, 40)),
    ):
        for size in sizes:
            parts = make(size, random.Random(size))
            seconds, found = timed(lambda p=parts: find_conflicts(p, frozenset()))  # type: ignore[misc]
            yield name, size, seconds, len(found.found)  # type: ignore[attr-defined]


def main() -> None:
    print(f"{'work':<34} {'constraints':>11} {'seconds':>9}  found")
    for name, size, seconds, found in rows():
        print(f"{name:<34} {size:>11,} {seconds:>9.4f}  {found}")


if __name__ == "__main__":
    main()
