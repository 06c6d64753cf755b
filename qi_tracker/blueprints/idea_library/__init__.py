"""The library of change ideas (tiltaksbank): read, borrow, and share one's own."""

from qi_tracker.blueprints.idea_library.routes import blueprint

__all__ = ["blueprint"]
