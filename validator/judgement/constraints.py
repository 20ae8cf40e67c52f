"""Bounds and relations, each behind the literals (claims and named assumptions) it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from validator.judgement.formulas import Formula, Truth, Var, variables
from validator.values.dataclass import dataclass, field


class Literal(NamedTuple):
    """A claim (by full id) or a named assumption: the smallest thing that can be given up."""

    kind: int
    name: str

    @property
    def is_claim(self) -> bool:
        return self.kind == 0


def claim_literal(full_id: str) -> Literal:
    return Literal(0, full_id)


def assumption(name: str) -> Literal:
    return Literal(1, name)


class Question(NamedTuple):
    """What a finding is about: the head of the relation that breaks, or the one slot."""

    subject: str
    property: str
    narrowed: str = ""
    """What narrows the question further (a scope, a stage, a period), in words."""


@dataclass(frozen=True)
class Constraint:
    """`formula` holds in every world in which all of `literals` are true.

    A bound says what one claim says; a relation comes from a rule, whose id and words it carries.
    """

    formula: Formula
    literals: frozenset[Literal]
    rule: str
    head: Question
    why: str = ""
    relation: bool = False
    problem: bool = False
    """A clash of this relation with claims of one source alone is a `problem` of that record."""
    of_one_question: bool = False
    """A relation that ties no other question to its own."""
    weight: int = 0
    """Of several relations in one minimal set, the one with the greatest weight names the finding."""

    @property
    def plainly_false(self) -> bool:
        return isinstance(self.formula, Truth) and not self.formula.value

    @property
    def plainly_true(self) -> bool:
        return isinstance(self.formula, Truth) and self.formula.value

    def variables(self) -> frozenset[Var]:
        known: frozenset[Var] | None = self.__dict__.get("_variables")
        if known is None:
            known = frozenset() if isinstance(self.formula, Truth) else frozenset(variables(self.formula))
            self.__dict__["_variables"] = known
        return known


Node = Var | int
"""A variable, or the number of a constraint that shares none."""


@dataclass(slots=True, eq=False)
class Component:
    """Constraints that hang together through shared variables."""

    constraints: list[Constraint] = field(default_factory=list)

    @property
    def literals(self) -> tuple[Literal, ...]:
        return tuple(sorted({literal for c in self.constraints for literal in c.literals}))

    def under(self, chosen: frozenset[Literal]) -> list[Constraint]:
        return [c for c in self.constraints if c.literals <= chosen]


def components(constraints: Iterable[Constraint], apart: frozenset[Var] = frozenset()) -> list[Component]:
    """Split by shared variables, in the order of first appearance.

    Variables in `apart` do not tie constraints together; a constraint that speaks of nothing else is a component of
    its own.
    """
    parent: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    kept = [c for c in constraints if not c.plainly_true]
    nodes: list[Node] = []
    for index, constraint in enumerate(kept):
        shared: list[Node] = [v for v in constraint.variables() if v not in apart]
        first = shared[0] if shared else index
        for node in shared or [first]:
            parent.setdefault(node, node)
            parent[root(node)] = root(first)
        nodes.append(first)
    grouped: dict[Node, Component] = {}
    for node, constraint in zip(nodes, kept, strict=True):
        grouped.setdefault(root(node), Component()).constraints.append(constraint)
    return list(grouped.values())
