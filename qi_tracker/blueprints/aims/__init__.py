"""A project's aim, made whole: how much, and by when."""

from qi_tracker.blueprints.aims.routes import blueprint

__all__ = ["blueprint"]
