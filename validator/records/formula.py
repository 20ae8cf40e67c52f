"""Formulas of the vocabulary: `bilateral-trade / total-trade(of)`, `trade / trade(previous) - 1`.

Grammar: `+ - * /` with the usual precedence, parentheses, decimal numbers, and property names. A bare name means the
property of the same subject and period, `name(of)` that of the subject the claim's `of` names, `name(previous)` that
of the period before. Property names may contain hyphens, so a minus between names stands with a space on each side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from validator.values.dataclass import dataclass

Operator = Literal["+", "-", "*", "/"]
Reference = Literal["same", "of", "previous"]

MAX_LENGTH = 500
MAX_DEPTH = 20

_TOKEN = re.compile(
    r"[ \t]*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)(?![\w.])|(?P<name>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)|(?P<sign>[-+*/()]))"
)
_REFERENCES: dict[str, Reference] = {"of": "of", "previous": "previous"}


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """A property, of the same subject and period unless `reference` says otherwise."""

    property: str
    reference: Reference = "same"


@dataclass(frozen=True, slots=True)
class Operation:
    operator: Operator
    left: Expression
    right: Expression


Expression = Number | Name | Operation


@dataclass(frozen=True, slots=True)
class Formula:
    text: str
    root: Expression

    @property
    def names(self) -> tuple[Name, ...]:
        """Every property reference once, in the order of reading."""
        return tuple(dict.fromkeys(_names(self.root)))


class FormulaError(ValueError):
    """A formula that cannot be read; `offset` is the index into its text where reading stopped."""

    def __init__(self, message: str, suggestion: str = "", offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion
        self.offset = offset


@lru_cache(maxsize=256)
def parse_formula(text: str) -> Formula:
    """Reads a formula; raises `FormulaError` with the place and what was expected there."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"expected a formula of at most {MAX_LENGTH} characters, found {len(text):,}")
    parser = _Parser(text, _tokens(text))
    root = parser.sum(0)
    parser.expect_end()
    return Formula(text, root)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position, end = 0, len(text.rstrip(" \t"))
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            start = position + len(text[position:]) - len(text[position:].lstrip(" \t"))
            raise FormulaError(
                f"expected a property name, a number, a parenthesis or one of + - * /, found {text[start]!r}",
                "write numbers as 12 or 0.5 and property names as they stand in the vocabulary",
                start,
            )
        kind = str(match.lastgroup)
        tokens.append(_Token(kind, match[kind], match.start(kind)))
        position = match.end()
    tokens.append(_Token("end", "", end))
    return tokens


class _Parser:
    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.position = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.position]

    def take(self, *signs: str) -> _Token | None:
        token = self.token
        if token.kind == "sign" and token.text in signs:
            self.position += 1
            return token
        return None

    def refuse(self, expected: str, suggestion: str = "") -> FormulaError:
        found = repr(self.token.text) if self.token.text else "the end of the formula"
        return FormulaError(f"expected {expected}, found {found}", suggestion, self.token.offset)

    def expect_end(self) -> None:
        if self.token.kind != "end":
            hint = "put an operator with a space on each side between the two" if self.token.text != ")" else ""
            raise self.refuse("an operator or the end of the formula", hint)

    def sum(self, depth: int) -> Expression:
        left = self.product(depth)
        while sign := self.take("+", "-"):
            left = Operation("+" if sign.text == "+" else "-", left, self.product(depth))
        return left

    def product(self, depth: int) -> Expression:
        left = self.operand(depth)
        while sign := self.take("*", "/"):
            left = Operation("*" if sign.text == "*" else "/", left, self.operand(depth))
        return left

    def operand(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise self.refuse(f"at most {MAX_DEPTH} levels of parentheses and signs")
        if self.take("-"):
            return Operation("-", Number(Fraction(0)), self.operand(depth + 1))
        if self.take("("):
            inner = self.sum(depth + 1)
            if not self.take(")"):
                raise self.refuse("a closing parenthesis")
            return inner
        token = self.token
        if token.kind == "number":
            self.position += 1
            return Number(Fraction(token.text))
        if token.kind == "name":
            self.position += 1
            return Name(token.text, self.reference())
        raise self.refuse("a property name or a number")

    def reference(self) -> Reference:
        if not self.take("("):
            return "same"
        reference = _REFERENCES.get(self.token.text)
        if reference is None:
            raise self.refuse("`of` or `previous`", "a name without parentheses means the same subject and period")
        self.position += 1
        if not self.take(")"):
            raise self.refuse("a closing parenthesis")
        return reference


def _names(expression: Expression) -> Iterator[Name]:
    match expression:
        case Name():
            yield expression
        case Operation(_, left, right):
            yield from _names(left)
            yield from _names(right)
        case Number():
            return
