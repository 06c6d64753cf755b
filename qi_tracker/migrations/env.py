"""Alembic's entrance. The connection and its transaction are handed in by `runner.py`."""

from typing import Any, Literal

from alembic import context

from qi_tracker.models import Base
from qi_tracker.models.base import UtcDateTime


def render_item(kind: str, item: Any, _autogenerate_context: Any) -> str | Literal[False]:
    """Write plain types into migrations, so that an old one never depends on today's code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
)
context.run_migrations()
