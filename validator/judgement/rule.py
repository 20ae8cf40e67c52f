"""What a rule is: a function over one kind of thing that yields relations between slots, or problems of one record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from validator.judgement.constraints import Literal as ClaimOrAssumption
from validator.judgement.constraints import Question
from validator.judgement.findings import Severity
from validator.judgement.formulas import Formula
from validator.records.marks import Mark
from validator.values.dataclass import dataclass, field

if TYPE_CHECKING:
    from validator.judgement.world import World

Over = Literal["claim", "source", "event", "state", "set", "amount", "world", "report"]


@dataclass(frozen=True, slots=True)
class Relation:
    """`formula` must hold wherever all of `literals` do; `why` says so in plain words."""

    formula: Formula
    literals: frozenset[ClaimOrAssumption]
    head: Question
    why: str
    problem: bool = False
    of_one_question: bool = False
    """Whether all that is related are answers to one question, though an equation relates them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one record or source."""

    message: str
    claims: tuple[str, ...] = ()
    field: str = ""
    why: tuple[str, ...] = ()
    severity: Severity = "error"
    assumptions: tuple[str, ...] = ()
    undecided: bool = False
    """The check could not run for want of something named in the message."""
    file: str = ""
    mark: Mark | None = None
    subject: str = ""
    property: str = ""
    key: str = ""
    """Tells apart several problems of one rule about one record."""


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    over: Over
    weight: int
    """Of several relations in one minimal set, the one with the greatest weight names the finding."""
    run: Callable[[Any, World], Iterator[Relation | Problem]]
    page: str = field(repr=False, default="")

    @property
    def title(self) -> str:
        return self.page.strip().split("\n", 1)[0]


_DECLARED = "__validator_rule__"


def rule(*, over: Over, weight: int = 10) -> Callable[[Callable[..., Iterator[Any]]], Callable[..., Iterator[Any]]]:
    """Marks the one function of a rule module; the file name is the rule's id, the docstring its page."""

    def mark(function: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        setattr(function, _DECLARED, (over, weight))
        return function

    return mark


def declared(module: Any) -> Rule:
    """The rule a module declares. Raises `TypeError` when it declares none, or more than one, or has no page."""
    found = [value for value in vars(module).values() if callable(value) and hasattr(value, _DECLARED)]
    if len(found) != 1 or not (module.__doc__ or "").strip():
        raise TypeError(f"{module.__name__}: a rule module declares exactly one rule and has a docstring")
    over, weight = getattr(found[0], _DECLARED)
    return Rule(module.__name__.rsplit(".", 1)[1].replace("_", "-"), over, weight, found[0], module.__doc__)
