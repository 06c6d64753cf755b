"""The program's own source as files and syntax trees, for the rules that walk it."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = ROOT / "qi_tracker"


@dataclass(frozen=True)
class Source:
    """One Python file: where it is, seen from the root of the project, and what it says."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text, self.path)

    @property
    def room(self) -> str:
        """The part of the program it lives in: `services`, or `blueprints.measures`."""
        parts = Path(self.path).with_suffix("").parts[1:]
        return ".".join(parts[:2]) if parts[0] == "blueprints" and len(parts) > 2 else parts[0]


def program_sources() -> list[Source]:
    """Every module of qi_tracker."""
    return [_source(path) for path in sorted(PACKAGE.rglob("*.py"))]


def _source(path: Path) -> Source:
    return Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def tracked_texts() -> Iterator[tuple[str, str]]:
    """Path and text of every committed file that is text, except the lock files' and licences' own words."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if not path.is_file():  # deleted, not yet committed
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            yield name, content.decode("utf-8", errors="replace")


def docstring_nodes(tree: ast.Module) -> set[ast.AST]:
    """The constants that are docstrings, or strings that stand alone as such below an attribute."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
