"""Formulas: precedence, references, and the place of every mistake."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.records.formula import Expression, FormulaError, Name, Number, Operation, parse_formula


def told(expression: Expression) -> str:
    """The expression with every operation in parentheses."""
    match expression:
        case Number(value):
            return str(value)
        case Name(property, "same"):
            return property
        case Name(property, reference):
            return f"{property}({reference})"
        case Operation(operator, left, right):
            return f"({told(left)} {operator} {told(right)})"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("bilateral-trade / total-trade(of)", "(bilateral-trade / total-trade(of))"),
        ("bilateral-trade / bilateral-trade(previous) - 1", "((bilateral-trade / bilateral-trade(previous)) - 1)"),
        ("a + b * c", "(a + (b * c))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b / c", "((a / b) / c)"),
        ("(a + b) * c", "((a + b) * c)"),
        ("-a", "(0 - a)"),
        ("2 * -a", "(2 * (0 - a))"),
        ("0.5*a", "(1/2 * a)"),
        ("a-b", "a-b"),
        ("a -b", "(a - b)"),
        (" a ", "a"),
    ],
)
def test_reading(text: str, meaning: str) -> None:
    assert told(parse_formula(text).root) == meaning


def test_names_come_once_and_in_order() -> None:
    assert parse_formula("b / a(of) + b - a").names == (Name("b"), Name("a", "of"), Name("a"))


@pytest.mark.parametrize(
    ("text", "offset", "words"),
    [
        ("", 0, "expected a property name or a number, found the end"),
        ("a +", 3, "found the end of the formula"),
        ("a b", 2, "expected an operator or the end of the formula, found 'b'"),
        ("(a", 2, "expected a closing parenthesis"),
        ("a)", 1, "found ')'"),
        ("a(next)", 2, "expected `of` or `previous`, found 'next'"),
        ("a(of", 4, "expected a closing parenthesis"),
        ("a ^ 2", 2, "found '^'"),
        ("1.2.3", 0, "found '1'"),
        ("Total / a", 0, "found 'T'"),
        ("a = b", 2, "found '='"),
        ("(" * 30 + "a" + ")" * 30, 21, "at most 20 levels"),
        ("-" * 30 + "a", 21, "at most 20 levels"),
        ("a + " * 200 + "a", 0, "at most 500 characters"),
    ],
)
def test_mistakes_are_told_at_their_place(text: str, offset: int, words: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    assert caught.value.offset == offset
    assert words in caught.value.message


_EXPRESSIONS: st.SearchStrategy[Expression] = st.recursive(
    st.builds(Number, st.integers(0, 999).map(Fraction))
    | st.builds(Name, st.sampled_from(["a", "b-c", "d2"]), st.sampled_from(["same", "of", "previous"])),
    lambda inner: st.builds(Operation, st.sampled_from("+-*/"), inner, inner),
    max_leaves=8,
)


@given(_EXPRESSIONS)
def test_what_is_told_in_full_is_read_back(expression: Expression) -> None:
    assert parse_formula(told(expression)).root == expression


def offset_of_mistake(text: str) -> int:
    try:
        parse_formula(text)
    except FormulaError as error:
        return error.offset
    return 0


@given(st.text(max_size=60) | st.text("ab-+*/() 1.", max_size=40))
def test_no_text_raises_anything_else(text: str) -> None:
    assert 0 <= offset_of_mistake(text) <= len(text)
