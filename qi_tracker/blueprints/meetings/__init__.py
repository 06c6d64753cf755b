"""Tavlemøter: what do we talk about in the next 15 minutes, what did we decide, and the notes that are left of it."""

from qi_tracker.blueprints.meetings import decisions
from qi_tracker.blueprints.meetings.routes import blueprint

__all__ = ["blueprint", "decisions"]
