"""What the program reads from a request past its forms, found in its source."""

import ast
from collections.abc import Iterator
from typing import Final

from tests.rules.source_tree import Source

# Where people's words can stand in a request.
PARTS: Final = frozenset({"args", "form", "values", "files", "headers", "json", "data", "stream", "cookies"})
CALLS: Final = frozenset({"get_json", "get_data"})
ANY: Final = "*"

Read = tuple[str, str, str]


def reads_of(source: Source) -> Iterator[Read]:
    """(module, part of the request, name) of each read; "*" where the name is not written there."""
    parents = {child: node for node in ast.walk(source.tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "request"):
            continue
        if node.attr in PARTS | CALLS:
            yield source.path, node.attr, _name(node, parents)


def _name(part: ast.Attribute, parents: dict[ast.AST, ast.AST]) -> str:
    around = parents.get(part)
    if isinstance(around, ast.Compare):
        return _text(around.left)
    if isinstance(around, ast.Subscript):
        return _text(around.slice)
    call = parents.get(around) if around is not None else None
    if isinstance(around, ast.Attribute) and isinstance(call, ast.Call) and call.args:
        return _text(call.args[0])
    return ANY


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return node.id if isinstance(node, ast.Name) else ANY
