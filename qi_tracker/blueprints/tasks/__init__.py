"""A project's tasks: who does what by when."""

from qi_tracker.blueprints.tasks.routes import blueprint

__all__ = ["blueprint"]
