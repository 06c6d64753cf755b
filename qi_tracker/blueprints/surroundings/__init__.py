"""What stands around a project: those it concerns, its background, and links to documents."""

from qi_tracker.blueprints.surroundings.routes import blueprint

__all__ = ["blueprint"]
