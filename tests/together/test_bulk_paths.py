"""Statements that change many rows at once pass by the version counter: none may touch what people edit."""

import ast
from collections.abc import Iterator, Mapping
from typing import Final

from qi_tracker import models
from qi_tracker.models.base import Versioned
from tests.rules.source_tree import Source, program_sources

EDITED: Final = frozenset(
    name for name, kind in vars(models).items() if isinstance(kind, type) and issubclass(kind, Versioned)
)
# What SQLAlchemy calls them, as functions and as methods of a query or a session.
STATEMENTS: Final = frozenset({"update", "delete"})
BULK: Final = frozenset({"bulk_save_objects", "bulk_update_mappings", "bulk_insert_mappings", "executemany"})

# File → the one statement in it that may, and why.
ASIDE: Final[Mapping[str, tuple[str, str]]] = {
    "qi_tracker/safekeeping/organization_import.py": (
        "update of Person",
        "into an installation where nobody has an account yet, so nobody edits; and the rows stay as they came",
    ),
}


def is_aside(problem: str) -> bool:
    return any(problem.startswith(path) and what in problem for path, (what, _why) in ASIDE.items())


def passed_by(source: Source) -> Iterator[str]:
    """Each statement of the file that changes rows without their versions being compared; how to mend it."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        named = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} & EDITED
        if called in BULK or (called in STATEMENTS and named):
            about = ", ".join(sorted(named)) or "rows"
            mend = "load the rows and use apply_changes or put_in_bin"
            yield f"{source.path}:{node.lineno}: {called} of {about}: {mend}."


def test_no_statement_passes_by_the_version_counter() -> None:
    found = [problem for source in program_sources() for problem in passed_by(source)]
    assert [problem for problem in found if not is_aside(problem)] == []
    assert len(found) == len(ASIDE), "gone"


def test_planted_statements_are_found() -> None:
    planted = """
db.session.execute(update(Measure).where(Measure.id == 1).values(name="x"))
db.session.query(Observation).filter_by(id=1).update({"value": 1})
db.session.execute(delete(Project))
db.session.bulk_update_mappings(Aim, rows)
db.session.execute(delete(FormDraft))
{}.update(other)
"""
    found = list(passed_by(Source("planted.py", planted)))
    assert sorted(problem.split(":")[1] for problem in found) == ["2", "3", "4", "5"]
