"""The application with its own filters taken out: whatever still keeps organisations apart is PostgreSQL."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import BinaryExpression, ColumnElement, Select, event, true
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.sql import visitors
from sqlalchemy.sql.schema import Column

from qi_tracker.access import rules, scope
from qi_tracker.blueprints.common import access
from qi_tracker.errors import NotFound
from qi_tracker.extensions import db
from qi_tracker.models import Base


@contextmanager
def without_own_filters() -> Iterator[None]:
    """Every permission is given, every list is of everything, and no query asks for an organisation."""
    with pytest.MonkeyPatch.context() as patch:
        _replace(patch, rules.allows, lambda *_: True)
        _replace(patch, rules.require, lambda *_: None)
        for name, function in vars(scope).items():
            if callable(function) and getattr(function, "__module__", "") == scope.__name__:
                assert not name.startswith("_")
                _replace(patch, function, lambda *_: true())
        patch.setattr(access, "_fetch", _fetch_anything)
        event.listen(db.session, "do_orm_execute", _forget_organizations)
        try:
            yield
        finally:
            event.remove(db.session, "do_orm_execute", _forget_organizations)


def _replace(patch: pytest.MonkeyPatch, function: Callable[..., Any], by: Callable[..., Any]) -> None:
    """In every module that has imported it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("qi_tracker"):
            for key, value in list(vars(module).items()):
                if value is function:
                    patch.setattr(module, key, by)


def _fetch_anything(key: str, number: int) -> Base:
    found = db.session.get(access.NOUNS[key], number) if number <= access.LARGEST_ID else None
    if found is None:
        raise NotFound
    return found


def _forget_organizations(state: ORMExecuteState) -> None:
    if not isinstance(state.statement, Select):
        return
    statement = state.statement._generate()
    statement._where_criteria = tuple(
        visitors.replacement_traverse(condition, {}, _without_organization) for condition in statement._where_criteria
    )
    state.statement = statement


def _without_organization(element: Any, **_: Any) -> ColumnElement[bool] | None:
    """True in place of `organization_id = …` and `organization_id IN (…)`, where the other side is a value."""
    if not isinstance(element, BinaryExpression) or not isinstance(element.left, Column):
        return None
    is_link = isinstance(element.right, Column)
    return true() if element.left.name == "organization_id" and not is_link else None
