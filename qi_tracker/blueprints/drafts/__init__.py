"""Drafts of unsaved typing."""

from qi_tracker.blueprints.drafts.routes import blueprint

__all__ = ["blueprint"]
