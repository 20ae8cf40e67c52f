"""The small faults of `mutation_score.py`: what may stand in the place of a node of a syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

SWAPPED: Final[Mapping[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
NAMES: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}


def mutations(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node, each a small fault that a person could make."""
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                changed = [*ops[:at], SWAPPED[type(op)](), *ops[at + 1 :]]
                yield ast.Compare(node.left, changed, node.comparators)  # type: ignore[arg-type]
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(SWAPPED[type(op)](), values)  # type: ignore[arg-type]
        case ast.BinOp(op=op) if type(op) in SWAPPED and not _is_of_types(node):
            yield ast.BinOp(node.left, SWAPPED[type(op)](), node.right)  # type: ignore[arg-type]
        case ast.AugAssign(op=op) if type(op) in SWAPPED:
            yield ast.AugAssign(node.target, SWAPPED[type(op)](), node.value)  # type: ignore[arg-type]
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
        case ast.Call(func=ast.Name(id=name)) if name in NAMES:
            yield ast.Call(ast.Name(NAMES[name], ast.Load()), node.args, node.keywords)
        case ast.If(test=test) if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield ast.If(ast.UnaryOp(ast.Not(), test), node.body, node.orelse)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.comprehension(ifs=ifs) if ifs:
            yield ast.comprehension(node.target, node.iter, ifs[1:], node.is_async)
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield ast.Pass()
        case ast.Return(value=value) if value is not None and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))


def _is_of_types(node: ast.expr) -> bool:
    """Whether `|` only joins types, as in `int | None` outside of annotations."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitOr) and _is_of_types(node.left) and _is_of_types(node.right)
    return isinstance(node, ast.Name | ast.Subscript) or (isinstance(node, ast.Constant) and node.value is None)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something else could stand: a field of the parent, and the position where that is a list."""

    parent: ast.AST
    field: str
    at: int
    node: ast.AST
    other: ast.AST
    line: int
    function: str

    def plant(self) -> None:
        if hasattr(self.node, "lineno"):
            ast.copy_location(self.other, self.node)
        value = getattr(self.parent, self.field)
        if isinstance(value, list):
            value[self.at] = self.other
        else:
            setattr(self.parent, self.field, self.other)


def spots(tree: ast.Module) -> Iterator[Spot]:
    """Every mutant of a module, always in the same order."""
    todo: list[tuple[ast.AST, int, str]] = [(tree, 1, "")]
    while todo:
        parent, line, function = todo.pop()
        if isinstance(parent, ast.FunctionDef):
            function = str(min([parent.lineno, *(decorator.lineno for decorator in parent.decorator_list)]))
        for name, value in ast.iter_fields(parent):
            if name in ("annotation", "returns", "decorator_list"):
                continue
            for at, node in enumerate(value if isinstance(value, list) else [value]):
                if not isinstance(node, ast.AST) or isinstance(node, ast.JoinedStr):
                    continue
                if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                    continue
                own = getattr(node, "lineno", line)
                for other in mutations(node):
                    yield Spot(parent, name, at, node, other, own, function)
                todo.append((node, own, function))


def in_short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else text[:67] + "..."
