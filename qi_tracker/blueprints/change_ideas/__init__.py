"""A project's change ideas: what is tried, what waits, what was adopted and what was put away."""

from qi_tracker.blueprints.change_ideas.routes import blueprint

__all__ = ["blueprint"]
