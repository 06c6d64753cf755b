"""Small changes of a program, one at a time: what a slip of the keyboard would make of it. Names nothing of ours.

Changed are comparisons, arithmetic, `and` and `or`, conditions, numbers, slices, what is returned, and statements left
out. Texts, annotations, decorators, assertions and the `strict` of a zip are left alone: they compute nothing.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

COMPARISONS: Final[dict[type[ast.cmpop], Sequence[type[ast.cmpop]]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.MatMult: ast.Mult,
}
OTHER_NAMES: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where it is, by function and by line, what stands there, and the whole source with it."""

    function: str
    # First and last line of the function, or of the statement where the change is in none: what must run to tell.
    lines: tuple[int, int]
    what: str
    source: str


def changes(source: str) -> Iterator[Change]:
    """Every change of the source, each by itself; two of the same name in a function are numbered."""
    tree = ast.parse(source)
    named: Counter[str] = Counter()
    for function, lines, node in _computing(tree, "", (1, 1)):
        for before, after, put_back in _alternatives(node):
            what = f"{before} → {after}"
            named[f"{function} {what}"] += 1
            times = named[f"{function} {what}"]
            yield Change(function, lines, what if times == 1 else f"{what} ({times})", ast.unparse(tree))
            put_back()


Lines = tuple[int, int]
_COMPUTING_NOTHING: Final = (ast.JoinedStr, ast.Assert, ast.Raise)
_SAYING_NOTHING: Final = frozenset({"decorator_list", "annotation", "returns", "bases"})


def _computing(node: ast.AST, function: str, lines: Lines) -> Iterator[tuple[str, Lines, ast.AST]]:
    """Every node that computes something, with the function that it stands in and the lines of that."""
    yield function, lines, node
    for child in _children(node):
        name, within = function, lines
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            name = f"{function}.{child.name}".lstrip(".")
        if isinstance(node, ast.Module) and isinstance(child, ast.stmt):
            within = (child.lineno, child.end_lineno or child.lineno)
        if isinstance(child, ast.FunctionDef):
            within = (child.body[0].lineno, child.end_lineno or child.lineno)
        yield from _computing(child, name, within)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, _COMPUTING_NOTHING):
        return
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            is_strictness = isinstance(child, ast.keyword) and child.arg == "strict"
            if isinstance(child, ast.AST) and field not in _SAYING_NOTHING and not is_strictness:
                yield child


# What may stand instead, each with how to take it back.

Alternative = tuple[str, str, "PutBack"]


class PutBack:
    """A field of a node that has been changed for a while."""

    def __init__(self, node: ast.AST, field: str, instead: object) -> None:
        self.node, self.field, self.kept = node, field, getattr(node, field)
        setattr(node, field, instead)

    def __call__(self) -> None:
        """As it was."""
        setattr(self.node, self.field, self.kept)


def _alternatives(node: ast.AST) -> Iterator[Alternative]:
    if isinstance(node, ast.Compare):
        yield from _of_comparison(node)
    elif isinstance(node, ast.BinOp | ast.AugAssign) and not _is_of_types(node):
        yield from _set(node, "op", ARITHMETIC[type(node.op)]())
    elif isinstance(node, ast.BoolOp):
        yield from _set(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif isinstance(node, ast.Slice):
        for field in ("lower", "upper", "step"):
            if getattr(node, field) is not None:
                yield from _set(node, field, None)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in OTHER_NAMES:
        yield from _set(node, "id", OTHER_NAMES[node.id])
    elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield from _set(node, "value", ast.Constant(None))
    yield from _of_conditions(node)
    yield from _left_out(node)


def _set(node: ast.AST, field: str, instead: object) -> Iterator[Alternative]:
    before = ast.unparse(node)
    put_back = PutBack(node, field, instead)
    yield before, ast.unparse(node), put_back


def _is_of_types(node: ast.BinOp | ast.AugAssign) -> bool:
    """`float | None` is no sum."""
    return isinstance(node, ast.BinOp) and ast.unparse(node.right) == "None"


def _of_comparison(node: ast.Compare) -> Iterator[Alternative]:
    for place, operator in enumerate(node.ops):
        for instead in COMPARISONS[type(operator)]:
            yield from _set(node, "ops", [*node.ops[:place], instead(), *node.ops[place + 1 :]])


def _of_constant(node: ast.Constant) -> Iterator[Alternative]:
    if isinstance(node.value, bool):
        yield from _set(node, "value", not node.value)
    elif isinstance(node.value, int | float):
        # Of a number so large that one more is the same, half of it.
        step = 1 if node.value + 1 != node.value else node.value / 2
        yield from _set(node, "value", node.value + step)
        yield from _set(node, "value", node.value - step)


def _of_conditions(node: ast.AST) -> Iterator[Alternative]:
    """Conditions the other way round, where no other change turns them, and what is negated as it is."""
    if isinstance(node, ast.If | ast.IfExp | ast.While) and not isinstance(node.test, ast.Compare | ast.UnaryOp):
        before = ast.unparse(node.test)
        yield f"if {before}", f"if not ({before})", PutBack(node, "test", ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.comprehension):
        for place, condition in enumerate(node.ifs):
            before = ast.unparse(condition)
            kept = [*node.ifs[:place], *node.ifs[place + 1 :]]
            yield f"for … if {before}", "for … whatever", PutBack(node, "ifs", kept)
    for field, value in ast.iter_fields(node):
        for place, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.UnaryOp):
                instead = [*value[:place], child.operand, *value[place + 1 :]] if isinstance(value, list) else None
                yield ast.unparse(child), ast.unparse(child.operand), PutBack(node, field, instead or child.operand)


def _left_out(node: ast.AST) -> Iterator[Alternative]:
    """Statements that do something, not done."""
    for field in ("body", "orelse"):
        body = getattr(node, field, None)
        for place, statement in enumerate(body if isinstance(body, list) else ()):
            if _does(statement):
                instead = [*body[:place], ast.Pass(), *body[place + 1 :]]
                yield ast.unparse(statement), "pass", PutBack(node, field, instead)


def _does(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return not isinstance(statement.targets[0], ast.Name | ast.Tuple)
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Call)
    return isinstance(statement, ast.AugAssign | ast.Raise | ast.Break | ast.Continue)
