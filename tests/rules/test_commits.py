"""Services flush and the edge commits as its last act: so the data and their audit rows stand or fall together."""

import ast
from collections.abc import Iterator
from typing import Final

import pytest

from tests.rules.source_tree import Source, program_sources

EDGE: Final = ("blueprints", "cli", "commands", "server", "worker", "demo", "wiring")


def commits_in(source: Source) -> Iterator[str]:
    """Each commit below the edge, with how to mend it."""
    if source.room.split(".")[0] in EDGE:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            yield f"{source.path}:{node.lineno}: {source.room} never commits; flush, and let the route commit."


def test_only_the_edge_commits() -> None:
    assert [problem for source in program_sources() for problem in commits_in(source)] == []


@pytest.mark.parametrize("room", ["services", "models", "access", "exchange", "reports"])
def test_planted_commit_is_found(room: str) -> None:
    planted = Source(f"qi_tracker/{room}/measures.py", "def create():\n    db.session.commit()")
    assert any("never commits" in problem for problem in commits_in(planted))


def test_route_may_commit() -> None:
    route = Source("qi_tracker/blueprints/measures/routes.py", "def create():\n    db.session.commit()")
    assert list(commits_in(route)) == []
