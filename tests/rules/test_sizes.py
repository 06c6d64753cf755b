"""Over the limit means split by noun: modules, functions and templates stay small enough to be read at once."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.rules.source_tree import PACKAGE, ROOT, Source, program_sources

MODULE_LINES: Final = 500
FUNCTION_LINES: Final = 50
TEMPLATE_LINES: Final = 150
WRITTEN_BY_TOOLS: Final = ("qi_tracker/migrations/versions/",)


def oversized(source: Source) -> Iterator[str]:
    """The module or its functions that are too long; a docstring does not count as a function's length."""
    if source.path.startswith(WRITTEN_BY_TOOLS):
        return
    lines = source.text.count("\n") + 1
    if lines > MODULE_LINES:
        yield f"{source.path} has {lines} lines, at most {MODULE_LINES}: split it by noun."
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node)
            if length > FUNCTION_LINES:
                yield f"{source.path}:{node.lineno}: {node.name}: {length} lines, at most {FUNCTION_LINES}: split it."


def _docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return (first.end_lineno or first.lineno) - first.lineno + 1
    return 0


def long_template(path: Path, text: str) -> Iterator[str]:
    """The template, if it is too long."""
    lines = text.count("\n") + 1
    if lines > TEMPLATE_LINES:
        yield f"{path} has {lines} lines, at most {TEMPLATE_LINES}: take a component or an included part out of it."


def test_no_module_or_function_is_too_long() -> None:
    assert [problem for source in program_sources() for problem in oversized(source)] == []


def test_no_template_is_too_long() -> None:
    templates = sorted(PACKAGE.rglob("*.html"))
    found = ((path.relative_to(ROOT), path.read_text(encoding="utf-8")) for path in templates)
    assert [problem for path, text in found for problem in long_template(path, text)] == []


def test_planted_long_module_is_found() -> None:
    assert list(oversized(Source("qi_tracker/services/x.py", "A = 1\n" * MODULE_LINES)))


def test_planted_long_function_is_found_without_its_docstring() -> None:
    docstring = '    """' + "One.\n" * FUNCTION_LINES + '    """\n'
    body = "    a = 1\n"
    fitting = f"def f():\n{docstring}{body * (FUNCTION_LINES - 1)}"
    assert list(oversized(Source("qi_tracker/services/x.py", fitting))) == []
    assert list(oversized(Source("qi_tracker/services/x.py", fitting + body)))


def test_planted_long_template_is_found() -> None:
    assert list(long_template(Path("x.html"), "<p>\n" * TEMPLATE_LINES))
