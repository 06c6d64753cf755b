"""Measures: the exemplar that the other blueprints are copied from."""

from qi_tracker.blueprints.measures import (
    by_link,
    calculated,
    chart_decisions,
    chart_kind,
    explore,
    files,
    groups,
    insiders,
    numbers,
    plan,
    school_pauses,
    wider,
)
from qi_tracker.blueprints.measures.routes import blueprint

__all__ = [
    "blueprint",
    "by_link",
    "calculated",
    "chart_decisions",
    "chart_kind",
    "explore",
    "files",
    "groups",
    "insiders",
    "numbers",
    "plan",
    "school_pauses",
    "wider",
]
